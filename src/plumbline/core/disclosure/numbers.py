"""Numbers of persons in a text: identity documents, telephones, bank accounts, plates, mail.

Digits may be full-width and spaced; `plain` has narrowed them. Where in doubt a number is proposed: a person looks at
each proposal, and nobody looks for what was not proposed. Numbers of organisations and of files are left: a credit
code, a licence, a document number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure.span import Kind, Plain, Span
from plumbline.core.identity.codes import check_credit_code
from plumbline.core.identity.errors import CodeWrong

_GAP: Final = r"[ \-‐‑‒–—−·.,/_\n]{0,3}"
_RUN: Final = re.compile(rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d)+(?:{_GAP}[Xx](?![A-Za-z]))?(?![0-9A-Za-z])")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?:\+?86{_GAP}|0086{_GAP})?\(?1{_GAP}[3-9]{_GAP}\d\)?(?:{_GAP}\d){{8}}(?!\d)"
)
_MOBILE_IN_WORDS: Final = re.compile(
    r"[一幺][三四五六七八九][〇零○一二三四五六七八九]{9}(?![〇零○一二三四五六七八九])"
)
_LANDLINE: Final = re.compile(rf"(?<!\d)\(?0\d{{2,3}}\)?{_GAP}[1-9]\d{{2,3}}{_GAP}\d{{4}}(?!\d)")
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE: Final = re.compile(
    rf"[{_PROVINCES}][ ]?[A-Z][ ·•・‧.\-]{{0,2}}(?:[A-HJ-NP-Z0-9][ ]?){{4,5}}[A-HJ-NP-Z0-9挂学警]"
)
_MAIL: Final = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MESSENGER: Final = re.compile(
    r"(?:微信|QQ|抖音|快手|支付宝)(?:号码|账号|帐号|号)?[:为是 ]{0,3}([A-Za-z0-9][\w@.\-]{4,30})", re.ASCII
)
_DOCUMENT: Final = re.compile(
    r"(?:护照|通行证|居留证|居住证|军官证|士兵证|驾驶证|身份证|身份证件|身份号码|证件|社保卡|社会保障号|"
    r"医保卡|学籍|病历|户口)"
    r"(?:号码|编号|号)?[:为是(\[ ]{0,3}([A-Z]{0,3}(?:[ \-]?[0-9A-Z]){5,19})(?![0-9A-Za-z])"
)
_CREDIT_FORM: Final = re.compile(r"[159AN][1239]\d{6}(?=[0-9A-Z]*[A-Z])[0-9A-HJ-NPQRTUWXY]{10}")
"""A unified social credit code with a letter in it, which no citizen's number has."""
_FINE_ACCOUNT: Final = re.compile(r"罚款应当[^。\n]{0,40}$")
_CREDIT_LABEL: Final = re.compile(r"(?:信用代码|机构代码|注册号|税号|识别号)[^0-9A-Za-z\n]{0,6}$")
_FILE_LABEL: Final = re.compile(
    r"(?:发票|票据|收据|检验报告|检测报告|许可证|执照|文号|案号|批号|编号|条码|条形码|流水号|订单号?|合同号?|单号|票号|序列号|货号|"
    r"产品标准号|登记证|备案号?|证书)"
    r"(?:号码|编号|号|代码)?(?:[^0-9A-Za-z\n]{0,4}|[: ]{0,2}[Nn]o\.? ?)$"
)
_ACCOUNT_LABEL: Final = re.compile(
    r"(?:账户|帐户|账号|帐号|卡号|银行卡|银行流水|存折|开户|打到|转入|汇至)[^\n]{0,12}$"
)
_PERSON_LABEL: Final = re.compile(r"(?:身份证|身份号码|身份证件|证件|公民)[^\n]{0,8}$")
_PHONE_LABEL: Final = re.compile(r"(?:电话|手机|座机|联系方式|号码|致电|拨打)[^0-9\n]{0,6}$")
_OFFICE_LABEL: Final = re.compile(
    r"(?:监督|投诉|举报|咨询|服务|值班|热线|办公|本局|本机关|机关)[^0-9。;\n]{0,8}$"
)
_SHORT_PHONE: Final = re.compile(rf"(?<!\d)[2-8]\d{{2,3}}{_GAP}\d{{4}}(?!\d)")
_MONEY_AFTER: Final = re.compile(r"^ ?(?:元|万|亿|千|百|美元|公斤|千克|吨|平方|立方|件|个|%)")
_LEAST_UNKNOWN: Final = 15


def numbers(read: Plain) -> Iterator[Span]:
    """Every number that may belong to a person."""
    yield from _runs(read)
    yield from _documents(read)
    yield from _phones(read)
    yield from _written(read)


def _runs(read: Plain) -> Iterator[Span]:
    """Long runs of digits, told apart by their form and by the words before them."""
    for found in _RUN.finditer(read.text):
        for start, end in _pieces(found):
            digits = re.sub(r"[^0-9Xx]", "", read.text[start:end]).upper()
            kind_reason = _what(digits, read.text[:start][-60:], read.text[end:][:4], read.text[start:end])
            if kind_reason is not None:
                yield read.span(start, end, *kind_reason)


def _pieces(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The run as a whole, unless it is several numbers that a line break or a comma keeps apart."""
    text, start = found[0], found.start()
    if len(re.sub(r"[^0-9Xx]", "", text)) in (15, 16, 17, 18, 19) and "\n" not in text:
        yield start, found.end()
        return
    for piece in re.finditer(r"\d(?:[ \-‐‑‒–—−·._]{0,3}\d)*(?:[ \-]?[Xx])?", text):
        yield start + piece.start(), start + piece.end()
    whole = re.sub(r"[^0-9Xx]", "", text)
    if "\n" in text and 16 <= len(whole) <= 19:
        yield start, found.end()


def _what(digits: str, before: str, after: str, written: str) -> tuple[Kind, str] | None:
    length = len(digits)
    if length < 12 or _MONEY_AFTER.match(after) or re.search(r"\d\.\d{1,2}$", written):
        return None
    if length == 18 and _CREDIT_LABEL.search(before) and _is_credit(digits):
        return None
    if length == 18 and _is_born(digits[6:14]):
        return Kind.NUMBER, "identity" if _fits(digits) else "identity_like"
    if (
        length == 15
        and _is_born("19" + digits[6:12])
        and not _FILE_LABEL.search(before)
        and not _CREDIT_LABEL.search(before)
    ):
        return Kind.NUMBER, "old_identity"
    if _PERSON_LABEL.search(before):
        return Kind.NUMBER, "document"
    if _FINE_ACCOUNT.search(before):
        return None
    if _ACCOUNT_LABEL.search(before):
        return Kind.ACCOUNT, "account"
    if _CREDIT_LABEL.search(before) or _FILE_LABEL.search(before):
        return None
    if 16 <= length <= 19 and digits.isdecimal() and _luhn(digits):
        return Kind.ACCOUNT, "card"
    if length >= _LEAST_UNKNOWN:
        return Kind.OTHER, "long_number"
    return None


def _documents(read: Plain) -> Iterator[Span]:
    for found in _DOCUMENT.finditer(read.text):
        if _CREDIT_FORM.fullmatch(found[1].replace(" ", "")):
            continue
        if sum(one.isdigit() for one in found[1]) >= 5:
            yield read.span(found.start(1), found.end(1), Kind.NUMBER, "document")


def _phones(read: Plain) -> Iterator[Span]:
    for found in _MOBILE.finditer(read.text):
        if not _FILE_LABEL.search(read.text[: found.start()][-20:]):
            yield read.span(found.start(), found.end(), Kind.PHONE, "mobile")
    for found in _MOBILE_IN_WORDS.finditer(read.text):
        yield read.span(found.start(), found.end(), Kind.PHONE, "mobile")
    for found in _LANDLINE.finditer(read.text):
        before = read.text[: found.start()][-20:]
        if not _OFFICE_LABEL.search(before) and not _FILE_LABEL.search(before):
            yield read.span(found.start(), found.end(), Kind.PHONE, "landline")
    for found in _SHORT_PHONE.finditer(read.text):
        before = read.text[: found.start()][-20:]
        if (
            _PHONE_LABEL.search(before)
            and not _OFFICE_LABEL.search(before)
            and not _FILE_LABEL.search(before)
        ):
            yield read.span(found.start(), found.end(), Kind.PHONE, "landline")


def _written(read: Plain) -> Iterator[Span]:
    for found in _PLATE.finditer(read.text):
        if sum(one.isdigit() for one in found[0]) >= 1:
            yield read.span(found.start(), found.end(), Kind.PLATE, "plate")
    for found in _MAIL.finditer(read.text):
        yield read.span(found.start(), found.end(), Kind.CONTACT, "mail")
    for found in _MESSENGER.finditer(read.text):
        yield read.span(found.start(1), found.end(1), Kind.CONTACT, "messenger")


def _is_born(written: str) -> bool:
    year, month, day = written[:4], written[4:6], written[6:8]
    return written.isdecimal() and "1900" <= year <= "2099" and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _fits(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17]


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_credit(digits: str) -> bool:
    try:
        check_credit_code(digits)
    except CodeWrong:
        return False
    return True
