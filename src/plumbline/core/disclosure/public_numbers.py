"""Numbers that everybody may read: telephones of offices, certificates by which officers show themselves, machines.

They are told by what stands around them; where a word for a person's telephone or an identity number's form says
otherwise, the finders that ask here have taken the number before.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.core.disclosure.fine_accounts import is_for_fines

_OFFICERS: Final = (
    r"(?<![被受代陪随未])(?:执法人员|检查人员?|送达人|执行人|调查人员?|听证主持人?|勘验人|询问人|记录人|承办人?|办案人员|"
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

OFFICE_LABEL: Final = re.compile(
    r"(?:(?:^|[\n。;] ?|  |\),?(?=监督))(?:监督|投诉|举报|受理|信访|咨询|服务){1,2}(?:电话|热线|专线)[:为是( ]{0,3}|"
    r"受理电话[:为是( ]{0,3}|(?:拨打|致电)1\d{4}[、或]{1,2}|"
    r"(?:(?<![其他她的])办公(?:电话|座机)|(?:求助|救助)电话|(?:学校|校方|园方|医院)电话)[:为是( ]{0,3}|"
    r"(?:举报|投诉|监督|咨询|服务)(?:电话|热线)[: ]{0,2}1\d{4}[、,或/ ]{1,2}|"
    r"(?:本局|本机关|我局|我机关|抢修|报修|救援|客服)(?:电话|热线)[:为是( ]{0,3}|"
    r"(?:本局|本机关|我局|我机关|本支队|本大队|本中队|本窗口|[局委府院]|委员会|支队|大队)的?"
    r"(?:联系|办公|值班|监督|咨询|服务|投诉|举报){1,2}(?:电话|座机|热线)[:为是( ]{0,3})$"
)
"""A telephone of an office: everybody may read it. «接举报电话0900…», «当事人监督投诉电话» are those of persons."""
_CONTACT: Final = (
    r"(?:(?:经办|承办|联系)人?[: ]?(?:(?!电话|手机)[^。;()\n]){2,24}[,;] ?)?"
    r"(?:联系|办公|咨询|值班)?(?:电话|座机)?"
)
_OFFICE_BEFORE: Final = re.compile(
    rf"(?:[\u4e00-\u9fff](?:局|委员会|支队|大队|政府|民政所|派出所|管理所|监督所|司法所|税务所|[质安监管检]+站|监督站|管理站)(?:[(,]|"
    rf"\(?(?:经办|联系人))?{_CONTACT}[:为是 ]{{0,2}}"
    r"|(?:受理窗口|(?<![橱])窗口?|政务大厅[^。;\n]{0,10})[, ]?(?:电话|座机)?[: ]{0,2}"
    r"|(?:当地|请联系)[^。;\n]{0,6}(?:所|局|站|委员会)[^。;\n,]{0,14},? ?"
    r"|(?:^|[\n。;] ?|  )(?:咨询|查询)(?:电话)?[: ]{0,2}"
    r"|(?:送达人|记录)[^。;\n]{0,30}使用电话[: ]{0,2}"
    r"|(?:本|我)(?:局|机关|单位)[^。;\n]{0,8}[科股室队](?:\(|[。,] ?(?:联系)?电话[: ]{0,2})"
    r"|(?:保障|服务|受理|政务)中心[(,](?:联系)?电话[: ]{0,2}"
    r"|[科部处]室?(?:科长|主任|部长|处长)\)[, ]{0,2}电话[: ]{0,2}"
    r"|(?:^|\n)监督员[^。;\n]{2,30}联系电话[: ]{0,2}"
    r"|(?:^|\n)(?:承办|经办|主办|记录)人(?:员)?[: ][\u4e00-\u9fff·]{2,12}[ ,\n]{1,3}(?:联系|办公)?电话[: ]{0,2}"
    r"|(?:局|委员会|支队|大队|政府)[,;(\n ]{0,2}(?:办公|联系)?地址[: ]{0,2}[^。;\n]{4,30}[,; ]{1,2}"
    r"(?:联系人[: ]{0,2}[\u4e00-\u9fff·]{2,12}[,; ]{1,2})?(?:联系|办公)?电话[: ]{0,2}"
    r"|到(?:本|我)(?:机关|局|单位|支队|大队|中队)[^。;\n]{0,16},"
    r"(?:地址[为: ]{0,2}[^。;\n,]{3,24},)?(?:联系人[: ]{0,2}[\u4e00-\u9fff·]{2,12},)?"
    r"(?:联系)?电话[: ]{0,2}"
    rf"|(?<![请书料])(?<![请书料]\()经办(?:(?!电话|手机)[^。;\n]){{2,30}}?[, ]?(?:电话)?[: ]{{0,2}})$"
)
_OFFICE_BEHIND: Final = re.compile(
    r"^[ )]{0,2}(?:[,;][^。;\n]{0,24})?[。;]? ?\n(?:抄[:送][^\n]{2,40}\n)?(?:\(?印章\)?)?"
    r"[\u4e00-\u9fff]{2,20}(?:局|支队|大队|委员会|人民政府)(?:\(印章\))? ?(?:\n|20|$|[^\u4e00-\u9fff])"
)
_OFFICE_MAIL: Final = re.compile(
    r"^[)]?,? ?邮箱[^。;\n]{1,30}|^[)]?,? ?(?:工作|办公|办理)时间|^[)]?,? ?监督电话"
)
_ITS_TO_COLLECT: Final = re.compile(
    r"(?:领取|整改并书面报告|报送|补正|前来|送达|监督员[^。;\n]{0,30}|到场。\n?)[,。]? ?\n?(?:联系人?|"
    r"联系电话|电话)?[^。;\n]{0,24}?"
    r"(?:联系)?(?:电话)?[: ]{0,2}$"
)
_OFFICES_LINE: Final = re.compile(
    r"(?:局|支队|大队|委员会|政府)(?:\(印章\))? ?\n?[ ]?[0-9〇零一二三四五六七八九十年月日.\-/ ]{6,16}号? ?\n?[ ]?"
    r"(?:经办(?:(?!电话|手机)[^。;\n]){2,16} )?\(?(?:联系)?电话[: ]{0,2}$"
)
"""Below the signature of an office: its day and its telephone."""
_OFFICES_PLACE: Final = re.compile(r"机关地址[: ][^。;\n]{4,36}[ ,;](?:联系)?电话[: ]{0,2}$")
_OF_HEARING: Final = re.compile(r"听证主持人?(?:(?!电话|手机)[^。;\n]){2,40}$")
"""The row of who leads a hearing: certificate and telephone."""
_LAST_LINE: Final = re.compile(r"\n联系人?[: ][^。;\n]{2,24}?(?:[ ,]{1,2}电话[: ]{0,2})?$")
"""Whom to ask, in the last line of a paper."""
_SENDER: Final = re.compile(r"(?:可发[^。;\n]{0,30}|或)拨[: ]?$")
_CALLED_UP: Final = re.compile(r"(?:致电|拨打|打电话到)[: ]{0,2}$")
_ASKED_OFFICE: Final = re.compile(r" ?(?:询问|咨询|了解|查询)(?:办理|办案|案件|处理|进度|进展|结果|政策)")
"""Whom somebody called to learn how a matter stands."""
_AREA_BEFORE: Final = re.compile(r"\(?0\d{2,3}\)?[ \-‐‑‒–—−]{0,2}$")
_MACHINE: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:[Ss]/?[Nn]|MN)号?[.:# ]{0,3}|耳标号?段?[^。;,]{0,8}|"
    r"(?:电子秤|执法仪|记录仪|[泵罐]体?号|设备号|机架号|索书号|注册代码|设备代码)[(:为 ]{0,2}(?:[Nn][Oo]\.?|"
    r"[Ss][Nn]:)?)$"
)
_PAPER: Final = re.compile(
    r"(?:(?:支出|领取|缴费)凭证(?:号码?)?|信访件|工单|投诉件|举报件|(?:投诉|举报|反映|你反映)[^。;\n]{0,30}一事\((?:[^()\n]{0,6}编号)?|"
    r"[件品物石车]\((?:鉴定)?证书编?[号码]|水样|样品)[(:为 ]{0,2}$"
)


_PERSONS: Final = re.compile(
    "家庭|住宅|宅电|本人|个人|当事人|被处罚|投诉人|举报人|申请人|你|他|她|手机|住|证人|家属|委托"
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


def is_office_phone(text: str, start: int, end: int) -> bool:
    """Whether a landline is an office's by the words right before it or by the office that signs right behind it."""
    begins = start + re.match(r"[ (]*", text[start:end]).end()  # type: ignore[union-attr]
    code = _AREA_BEFORE.search(text, max(0, begins - 9), begins)
    before, after = (
        text[max(0, start - 90) : code.start() if code else begins].rstrip("( "),
        text[end : end + 44],
    )
    if OFFICE_LABEL.search(before) or _OFFICE_BEFORE.search(before) or _OFFICES_LINE.search(before):
        return True
    if _CALLED_UP.search(before) and _ASKED_OFFICE.match(after):
        return True
    if _SENDER.search(before) or (_ITS_TO_COLLECT.search(before) and _OFFICE_MAIL.match(after)):
        return True
    if _OF_HEARING.search(before) or _OFFICES_PLACE.search(before):
        return True
    if _LAST_LINE.search(before) and not after.strip(" )。\n"):
        return True
    return bool(_OFFICE_BEHIND.match(after) and _calls_itself(before))


def _calls_itself(before: str) -> bool:
    """Whether nothing in the clause before a telephone says that it is a person's."""
    clause = re.split(r"[。;\n]", before)[-1]
    return not re.search(
        r"家庭|住宅|宅电|本人|个人|当事人|被处罚|投诉人|举报人|申请人|你|他|她|手机|住|证人|家属|委托", clause
    )


def is_things(before: str) -> bool:
    """Whether the words right before a number say that it is a machine's or a paper's."""
    return bool(_MACHINE.search(before) or _PAPER.search(before))
