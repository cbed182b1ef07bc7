"""Numbers that everybody may read: telephones of offices, certificates by which officers show themselves, machines.

They are told by what stands around them; where a word for a person's telephone or an identity number's form says
otherwise, the finders that ask here have taken the number before.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.core.disclosure.fine_accounts import is_for_fines
from plumbline.core.disclosure.office_phones import is_office_phone
from plumbline.core.identity.codes import check_credit_code
from plumbline.core.identity.errors import CodeWrong

_OFFICERS: Final = (
    r"(?<![被受代陪随未])(?:执法人员|检查人员?|送达人|执行人|调查人员?|听证主持人?|监察人员|稽查人员|勘验人|询问人|记录人|承办(?!厨|宴|酒)人?|办案人员|"
    r"官方兽医|监督员|监察员|抓拍人)"
)
_NOT_THEIRS: Final = (
    r"电话|手机|联系|当事人|身份|[被受][^。;\n]{1,4}人|见证|参加|代表|证人|委托|申请|家属|住址|工友|户主|乘客|患者|"
    r"驾驶|司机|护照"
)
OFFICERS_NUMBER: Final = re.compile(
    r"(?:执法(?:人员|证件?)|承办人|办案人员|监督员证)"
    r"(?:(?!电话|手机|联系|当事人|身份)(?:[^。;\n]|(?<=[0-9\u4e00-\u9fff])\n(?=[0-9A-Z]))){0,40}[(:、,号 ]$"
)
"""Before the number by which an officer shows himself."""
_IN_OFFICERS_ROW: Final = re.compile(
    rf"{_OFFICERS}(?:(?!{_NOT_THEIRS})(?:[^。;\n]|(?<=\d);|(?<=[·\u4e00-\u9fff])\n(?=[·\u4e00-\u9fff]))){{1,48}}$"
)
"""In a row of officers, each name with the number of a certificate: «检查人：甲新1234567 乙新7654321»."""
_NEXT_LINE: Final = re.compile(
    rf"{_OFFICERS}(?:(?!{_NOT_THEIRS})[^。;\n]){{1,40}}\d ?\n {{2,}}[\u4e00-\u9fff·]{{2,12}} +证号[: ]{{0,2}}$|"
    r"警号[:为 ]{0,2}$"
)
"""The next officer on a line of his own, set under the first; the number that a policeman wears."""
_SHOWN: Final = re.compile(
    r"(?:执法|本局|我局|局的|检查人员)[^。;]{0,40}(?:出示了?|这是)(?:了?我们的|的)?证件[(:为 ]{0,2}"
    r"(?:[\u4e00-\u9fff]?[0-9A-Z]{5,12}(?:\)?[、,和 ]{1,2}\(?))?[\u4e00-\u9fff]?$"
)
_PROVINCE: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN: Final = re.compile(rf"(?:证|(?<![\u4e00-\u9fff])|号)[: ]{{0,2}}[{_PROVINCE}][监兽执检督卫综]?$")
"""The short name of a province before the number of a certificate: «(新1234567)», «证号新兽659912»."""
_DIGITS_BEFORE: Final = re.compile(r"(?:\d{3,5}[ \-]){1,4}$")
"""Groups of an account, of which the last ones look like a telephone."""
_LETTERS: Final = re.compile(r"ZF\d{6,10}")
_OFFICE_SIGNS: Final = re.compile(
    r"^ ?\)[。;]? ?\n ?[\u4e00-\u9fff]{2,18}(?:局|支队|大队|委员会|政府)(?![\u4e00-\u9fff])"
)
"""A row of officers in brackets above the office that signs."""
_SIGNED_BY: Final = re.compile(
    r"[^\n]*\([^()\n]*(?:ZF\d{6,10}|[\u4e00-\u9fff] ?[0-9A-Z]{7,11}(?: |、))[^()\n]*$"
)

_MACHINE: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:[Ss]/?[Nn]|MN)号?[.:# ]{0,3}|耳标号?段?[^。;,]{0,8}|"
    r"(?:电子秤|执法仪|记录仪|[泵罐]体?号|设备号|机架号|索书号|注册代码|设备代码)[(:为 ]{0,2}(?:[Nn][Oo]\.?|"
    r"[Ss][Nn]:)?)$"
)
_PAPER: Final = re.compile(
    r"(?:(?:支出|领取|缴费)凭证(?:号码?)?|信访件|工单|投诉件|举报件|(?:投诉|举报|反映|你反映)[^。;\n]{0,30}一事\((?:[^()\n]{0,6}编号)?|"
    r"[件品物石车]\((?:鉴定)?证书编?[号码]|水样|样品|"
    r"(?:检疫证明|检验报告|犬证|养犬证|火化证),?(?:证号|编号|号))[(:为 ]{0,2}(?:[Nn][Oo]\.?)?$"
)


def is_officers(text: str, start: int, end: int) -> bool:
    """Whether a number is that of a certificate by which an officer shows himself."""
    before = text[max(0, start - 90) : start]
    if _LETTERS.fullmatch(text, start, end) or _SIGN.search(before) or _SHOWN.search(before):
        return True
    if any(row.search(before) for row in (OFFICERS_NUMBER, _IN_OFFICERS_ROW, _NEXT_LINE)):
        return True
    return bool(_OFFICE_SIGNS.match(text[end : end + 24]) and _SIGNED_BY.search(before))


def is_public_number(text: str, start: int, end: int) -> bool:
    """Whether what is built like a telephone is an office's, an officer's certificate, part of a treasury's account."""
    if is_office_phone(text, start, end):
        return True
    if text[start:end].strip("( )").isdigit() and is_officers(text, start, end):
        return True
    begins = _DIGITS_BEFORE.search(text, max(0, start - 24), start)
    place = begins.start() if begins else start
    return is_for_fines(text[max(0, place - 60) : place], "")


_WITH_HOTLINE: Final = re.compile(r"(0\d{2,3}[ \-]?\d{7,8})[ ,/]{1,4}(?:12|9[56])\d{3}")


def without_hotline(run: str) -> str:
    """The telephone of an office without the hotline that follows it."""
    told = _WITH_HOTLINE.fullmatch(run)
    return told[1] if told else run


def is_within_fines(text: str, start: int) -> bool:
    """Whether what is built like a telephone is the last groups of a treasury's account."""
    begins = _DIGITS_BEFORE.search(text, max(0, start - 24), start)
    return begins is not None and is_for_fines(text[max(0, begins.start() - 60) : begins.start()], "")


def is_things(before: str) -> bool:
    """Whether the words right before a number say that it is a machine's or a paper's."""
    return bool(_MACHINE.search(before) or _PAPER.search(before))


def is_credit(digits: str) -> bool:
    """Whether the check character of a unified social credit code fits."""
    try:
        check_credit_code(digits)
    except CodeWrong:
        return False
    return True


_FIRM: Final = re.compile(r"(?:51|52|53|9[123])[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")


def is_firms(code: str) -> bool:
    """Whether it is built like the code of an organisation or a firm, which the register shows to everybody."""
    return _FIRM.fullmatch(code) is not None and is_credit(code)
