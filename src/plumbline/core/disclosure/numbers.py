"""Numbers of persons in a text: identity documents, telephones, bank accounts, plates.

Digits may be full-width and spaced; `plain` has narrowed them. Where in doubt a number is proposed: a person looks at
each proposal, and nobody looks for what was not proposed. Numbers of organisations and of files are left: a credit
code, a licence, a document number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure.fine_accounts import is_for_fines
from plumbline.core.disclosure.personal_papers import FILE_LABEL, papers_of_persons
from plumbline.core.disclosure.plates import plates
from plumbline.core.disclosure.public_numbers import (
    OFFICERS_NUMBER,
    is_credit,
    is_firms,
    is_public_number,
    is_things,
    is_within_fines,
    without_hotline,
)
from plumbline.core.disclosure.span import Kind, Plain, Span
from plumbline.core.disclosure.unaccounted_numbers import is_code_of_column

_GAP: Final = r"[ \-‐‑‒–—−·.,/_\n]{0,3}"
_CHECK_X: Final = "Xx×✕✖╳ΧχХх"
"""What is written for the check character X: the letter, the sign of multiplication, letters that look like it."""
_RUN: Final = re.compile(
    rf"(?<![0-9A-Za-z])\d(?:{_GAP}\d)+(?:{_GAP}[{_CHECK_X}](?![A-Za-z]))?(?![0-9A-Za-z])"
)
_HAN_DIGITS: Final = dict(
    zip("〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True)
)
_FIGURE: Final = f"[{''.join(_HAN_DIGITS)}0-9]"
_HAN_RUN: Final = re.compile(
    rf"{_FIGURE}(?:(?:[ \-—–.·]{{0,2}}|[ ]?\n[ ]?(?={_FIGURE}(?: ?{_FIGURE}){{2}})){_FIGURE}){{6,}}"
)
"""Seven digits and more of which some are characters are a number; fewer are years, amounts and counts."""
_RUNS_ON: Final = re.compile("[\u4e00-\u9fff、]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_COUNTRY: Final = rf"(?:\(? ?\+? ?(?:00 ?)?8 ?6 ?\)?{_GAP})?"
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?:(?<![A-Z]{{2}})|(?<=TEL)|(?<=[VW]X)){_COUNTRY}"
    rf"(?:(?<![A-Za-z])0{_GAP})?\(?1{_GAP}[3-9]{_GAP}\d\)?(?:{_GAP}\d){{8}}(?!\d| ?年)"
)
_CLOSE: Final = r"[ \-‐‑‒–—−·]{0,2}(?:\n(?!(?:19|20)\d\d))?"
_EXTENSION: Final = (
    r"(?:[ ,(]{0,2}(?:转接?|分机|内线|[Ee]xt\.?){1,2}(?:号码?)?[:为 ]{0,2}\d(?: ?\d){0,5}\)?|"
    r" ?[\-‐‑‒–—−]{1,2} ?\d{2,5}(?![\d年月]))?"
)
_AREA: Final = rf"(?:{_COUNTRY}\(? ?0\n?|\(? ?\+ ?8 ?6 ?\)?{_GAP}\(? ?|0086{_GAP}\(? ?)(?: ?\d){{2,3}} ?\)?"
"""With the zero, or without it behind the code of the country."""
_LANDLINE: Final = re.compile(
    rf"(?:(?<![0-9A-Za-z*×])(?<!\d{{4}}-)|(?<=[Tt][Ee][Ll]))(?:{_AREA}{_GAP}[1-9]|\(0\d{{2,3}}\)\d)(?:{_CLOSE}\d){{6,7}}{_EXTENSION}(?!\d|\.\d)"
)
_SHORT_PHONE: Final = re.compile(
    rf"(?<![\d.*×])(?<!\d[A-Za-z])[2-8](?:{_CLOSE}\d){{6,7}}{_EXTENSION}(?![\d.]|,\d{{3}}(?![\d \-]))"
)
_LETTERED: Final = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]((?:\d\n?){17}[\dXx])(?![0-9A-Za-z])")
"""A citizen's number behind a letter, as cards of operators of machines bear it."""
_APART: Final = re.compile(
    r"(?<![0-9A-Za-z])\d(?:[^0-9A-Za-z\u4e00-\u9fff\n:,;。]{0,3}\d){16}[^0-9A-Za-z\u4e00-\u9fff\n:,;。]{0,3}[\dXx](?![0-9A-Za-z])"
)
"""A citizen's number with any signs between its digits: brackets, strokes, stars, stops."""
_CREDIT_LABEL: Final = re.compile(r"(?:信用代码|机构代码|注册号|税号|识别号)[^0-9A-Za-z\n]{0,6}$")
_ACCOUNT_RIGHT_BEFORE: Final = re.compile(r"(?:账户|帐户|账号|帐号|卡号|存折|存款)(?:号码?)?[:为是( ]{0,3}$")
"""Behind it already eight digits are an account."""
_ACCOUNT_LABEL: Final = re.compile(
    r"(?:账户|帐户|账号|帐号|卡号|银行卡|银行流水|存折|开户|打到|转入|汇至)[^\n]{0,12}$"
)
_PERSON_LABEL: Final = re.compile(
    r"(?:身份证|身份号码|身份证件|证件|公民|社保(?!基金|中心|局)|医保(?!基金|中心|局)|学籍|学号|病历|住院|准考证|驾驶证|参保)[^\n]{0,8}$"
)
_THING_LABEL: Final = re.compile(
    r"[\u4e00-\u9fff](?:编号|编码|代码|序列号|识别码|追溯码|条形?码|批号|批次|单号|流水号|机身号|出厂号|"
    r"(?<!账)(?<!帐)(?<!卡)(?<!户)号|"
    r"(?<!号)码)(?:为|是|系|[:(# ]|[Nn]o\.?){0,4}$"
)
"""The number of a thing: «出厂编号：», «机身号». What belongs to a person was asked before."""
_PHONE_LABEL: Final = re.compile(
    r"(?:电话|手机|座机|固话|宅电|联系方式|号码|致电|拨打|打到|打给|回电|来电|[Tt][Ee][Ll]\.?)[^0-9\n。;]{0,8}$"
)
_SURE_LABEL: Final = re.compile(r"(?:电话|手机|座机|固话|宅电|致电|拨打|回电)[^0-9\n。;]{0,8}$")
_PHONE_AFTER: Final = re.compile(r"^[ )]{0,2}(?:这一|这个|的)?(?:座机|固话|电话|固定电话|宅电)")
_UNTOLD: Final = re.compile(
    r"(?:(?<!签)字|科目|[第〔\[(#№年月日\-]|(?<!\d{4})[A-Za-z]|(?<!\d)/) ?$|"
    r"(?:生产|出厂|采样|抽样|有效)日期[:为 ]{0,2}$|"
    r"[编批单票证文条案货号码价款金额计共约重长宽高][:为是]?$|号码?[:为 ]{0,2}\d{6,12}至$|"
    r"(?:[编批单票证文案货]号|(?<=[经营产药])许|条码|代码|价款|货款|罚款|金额|[合总共]计|[总全][长高宽]|[毛净总]重|重量|"
    r"长度|宽度|高度)[:为是]? ?$"
)
"""Before seven or eight digits that are no telephone; a name may end in 文 or 金 and a space follows it."""
_COUNTED: Final = re.compile(
    r"^(?:\n号(?!码)| ?(?:号|年|月|日|元|万|%|[A-Za-z\-〕\]]|/ ?[A-Za-z\u4e00-\u9fff]))"
)
_MONEY_AFTER: Final = re.compile(r" ?(?:元|万|亿|千|百|美元|公斤|千克|吨|平方|立方|件|个|%)")
_LEAST_UNKNOWN, _UNSURE = 15, ("long_number", "card")
_LICENCE_LABEL: Final = re.compile(
    r"(?:许可证?|执照|批准书?|登记证|备案|合同|缴款[书码]|订单|运单|票据|发票|批|耳标|流水)(?:书|编)?(?:号码?|编号)?"
    r"[:为是( ]{0,3}$"
)
"""Before a number that is built like a citizen's by chance; one whose check character fits is a citizen's even here."""
_PAYMENT_LABEL: Final = re.compile(r"(?:截图|回单|底单|凭证|小票|明细|记录|流水)[:( ]{1,3}$")
_NUMERO: Final = re.compile(r"(?:[A-Z]{0,3}[Nn][Oo]|№)[.:]{0,2} ?$")
_PAYMENT: Final = re.compile(r"20[12]\d|.{20}")
_FILE_CUT: Final = re.compile(r"(?:[0-9A-Z\-]{6,24}[、,/至])+$|[0-9A-Z\-]{1,12} ?\n ?$")
"""The first half of a number that a line break divides, the numbers before one in a row."""
_FROM_TO: Final = re.compile(r"(?:耳标|标识|追溯|编)[号码]段?[:为是 ]{0,2}\d{12,20}[至到\-~]$")
_LETTERS_BEFORE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,6}[\-_/]$")
_OF_PAPER_BEHIND: Final = re.compile(
    r" ?号(?:工单|投诉|举报|信访|警情|案|函|文|报告|样品|合同|订单|发票|凭证|批复|公告|令)"
)
_AMOUNT: Final = re.compile(r"(?<=\d)[ \n]+\d[\d,.]*$")
_SURE_AMOUNT: Final = re.compile(r"(?<=\d)[ \n]+(?:\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d+\.\d\d)$")
_DAY_NEXT: Final = re.compile(r"(?<=\d)(?:[ .]*\n[ \n]*(?:19|20)| {1,3}20)\d\d$")
_YEAR_NEXT: Final = re.compile(r"(?<=\d) {1,3}20\d\d$")
_STAMP_NEXT: Final = re.compile(
    r"(?<=\d)(?:[ .]*\n[ \n]*| {1,3})20\d\d([-./])\d{1,2}\1\d{1,2}(?:[ \n]+\d{1,2})?$"
)
_YEAR_AFTER: Final = re.compile(r" ?年")
_LEAST_ACCOUNT: Final = 8
_IDENTITY_SAID: Final = re.compile("身份(?:证|号码)[^。;\n]{0,24}$")
"""What is said to be a citizen's number is one, whatever paper it was written on."""
_ON_MAP: Final = re.compile(r"(?:坐标|经纬度|[经纬]度|[东西]经|[南北]纬)(?:(?![账卡])[^。;\n]){0,14}$")
_LETTERS: Final = re.compile(r"(?<=\d)[Oo](?=[Oo]?\d)|(?<=\d[Oo])[Oo](?=\d)|(?<=\d)[lI](?=\d)")
"""Letters that were typed or read for digits."""


def numbers(read: Plain) -> Iterator[Span]:
    """Every number that may belong to a person; long ones written in characters are read as digits."""
    told = _HAN_RUN.sub(_as_digits, read.text)
    read = Plain(_LETTERS.sub(lambda found: "0" if found[0] in "Oo" else "1", told), read.origin)
    yield from _runs(read)
    yield from _citizens_numbers(read)
    yield from papers_of_persons(read)
    yield from _phones(read)
    yield from plates(read)


def _as_digits(found: re.Match[str]) -> str:
    """The run in digits; one character at its edge beside running words is one of those: «13900001234一次»."""
    written = found[0]
    told = "".join(_HAN_DIGITS.get(one, one) for one in written)
    if re.fullmatch(r"1[3-9]\d{9}", _digits(told)):
        return told
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    figures = [at for at, one in enumerate(told) if one.isdigit()]
    for at, beside, outside in ((0, figures[1], before), (len(told) - 1, figures[-2], after)):
        if written[at] in _HAN_DIGITS and written[beside] not in _HAN_DIGITS and _RUNS_ON.match(outside):
            told = f"{told[:at]}{written[at]}{told[at + 1 :]}"
    return told


def _runs(read: Plain) -> Iterator[Span]:
    """Long runs of digits, told apart by their form and by the words before them."""
    for found in _RUN.finditer(read.text):
        for start, end in _pieces(found, without_hotline(_without_next(read.text, found))):
            written = read.text[start:end]
            before = _NUMERO.sub("", read.text[max(0, start - 66) : start])[-60:]
            kind_reason = _what(_digits(written), before, read.text[end : end + 8], written)
            if kind_reason and not (kind_reason[1] in _UNSURE and is_code_of_column(read.text, start, end)):
                yield read.span(start, end, *kind_reason)


def _digits(written: str) -> str:
    """The digits alone, with X for whatever stands for the check character."""
    kept = (one for one in written if one in "0123456789" or one in _CHECK_X)
    return "".join("X" if one in _CHECK_X else one for one in kept)


def _without_next(text: str, found: re.Match[str]) -> str:
    """The run without the amount in the next cell of a table or the day on the next line."""
    after = text[found.end() : found.end() + 4]
    run = _DAY_NEXT.sub("", found[0]) if _YEAR_AFTER.match(after) else _STAMP_NEXT.sub("", found[0])
    if _MONEY_AFTER.match(after):
        return _AMOUNT.sub("", run)
    left = _SURE_AMOUNT.sub("", run)
    return left if len(_digits(left)) >= _LEAST_UNKNOWN else run


def _pieces(found: re.Match[str], text: str) -> Iterator[tuple[int, int]]:
    """The run as a whole, unless it is several numbers that a line break or a comma keeps apart."""
    start = found.start()
    length = len(_digits(text))
    is_account = _ACCOUNT_RIGHT_BEFORE.search(found.string, max(0, start - 20), start)
    if is_account and 15 <= length <= 19 and " \n" not in text and "\n " not in text:
        yield start, start + len(text)  # a line break may stand in it
        return
    if length in (15, 16, 17, 18, 19) and "\n" not in text:
        yield start, start + len(text)
        return
    if length > 19 and (parts := list(_beside_citizens(text))):
        yield from ((start + first, start + last) for part in parts for first, last in _apart(text, *part))
        return
    for piece in re.finditer(rf"\d(?:[ \-‐‑‒–—−·._]{{0,3}}\d)*(?:[ \-]?[{_CHECK_X}])?", text):
        yield start + piece.start(), start + piece.end()
    if "\n" in text:
        for first, last in _over_lines(text):
            yield start + first, start + last


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What the commas of a row keep apart; a citizen's number whole, whatever stands in it."""
    is_whole = len(_digits(text[start:end])) == 18
    return (one.span() for one in re.compile(r"[\s\S]+" if is_whole else "[^,]+").finditer(text, start, end))


def _groups(text: str) -> list[tuple[int, int, str]]:
    """Digits that stand together, with their places."""
    return [(*one.span(), one[0]) for one in re.finditer(rf"\d+(?:[ \-]?[{_CHECK_X}])?", text)]


def _citizens(groups: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Rows of groups, from the one to before the other, that make a citizen's number by its day of birth."""
    for at in range(len(groups)):
        digits = ""
        for to in range(at, len(groups)):
            digits += _digits(groups[to][2])
            if len(digits) == 18 and _is_born(digits[6:14]):
                yield at, to + 1
            if len(digits) >= 18:
                break


def _beside_citizens(text: str) -> Iterator[tuple[int, int]]:
    """Citizens' numbers in a longer run, and what stands before, between and behind them; nothing where none is."""
    groups, done = _groups(text), 0
    for at, to in _citizens(groups):
        if at < done:
            continue
        if at > done:
            yield groups[done][0], groups[at - 1][1]
        yield groups[at][0], groups[to - 1][1]
        done = to
    if 0 < done < len(groups):
        yield groups[done][0], groups[-1][1]


def _over_lines(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that a line break divides: a citizen's number by its day of birth, else the run as a whole.

    A run of which one line is a number of its own (a telephone, a day) is no number that was broken.
    """
    groups = _groups(text)
    yield from ((groups[at][0], groups[to - 1][1]) for at, to in _citizens(groups))
    lines = [one.strip(" -.·") for one in text.split("\n")]
    whole = any(_is_whole(one, after) for one, after in zip(lines, [*lines[1:], ""], strict=True))
    for last in re.finditer(r"(\d{5,}) ?\n ?(\d{5,})", text):
        if len(_digits(last[0])) >= _LEAST_UNKNOWN and not any(map(_is_whole, last.groups())):
            yield last.span()
    if 15 <= len(_digits(text)) <= 19 and not whole:
        yield 0, len(text)


def _is_whole(line: str, after: str = "") -> bool:
    """Whether a line is a telephone or a day; before a year also a landline or a citizen's number of fifteen digits."""
    digits = _digits(line)
    if _is_day(line) or re.fullmatch(r"(?:(?:00)?86)?0?1[3-9]\d{9}", digits):
        return True
    if not re.fullmatch(r"(?:19|20)\d\d", after):
        return False
    is_old = len(digits) == _LEAST_UNKNOWN and _is_born("19" + digits[6:12])
    return is_old or re.fullmatch(r"0[1-9]\d{8,10}", digits) is not None


def _what(digits: str, before: str, after: str, written: str) -> tuple[Kind, str] | None:
    length = len(digits)
    is_amount = _MONEY_AFTER.match(after) or (written.count(".") == 1 and re.search(r"\d\.\d{1,2}$", written))
    if (
        _LEAST_ACCOUNT <= length < 12
        and not is_amount
        and _ACCOUNT_RIGHT_BEFORE.search(before)
        and not is_for_fines(before, digits)
    ):
        return Kind.ACCOUNT, "account"
    if re.fullmatch(r"1[3-9]\d{9}", digits) and not FILE_LABEL.search(before):
        return Kind.PHONE, "mobile"
    if length < 12 or is_amount:
        return None
    if length == 18 and _CREDIT_LABEL.search(before) and is_credit(digits):
        return None
    if length == 18 and _is_born(digits[6:14]):
        if not _fits(digits) and _LICENCE_LABEL.search(before):
            return None
        return Kind.NUMBER, "identity" if _fits(digits) else "identity_like"
    is_file = (
        (not _IDENTITY_SAID.search(before) and (FILE_LABEL.search(before) or _FROM_TO.search(before)))
        or _CREDIT_LABEL.search(before)
        or is_for_fines(before, digits)
    )
    if length == 15 and _is_born("19" + digits[6:12]) and not is_file:
        return Kind.NUMBER, "old_identity"
    if _PERSON_LABEL.search(before):
        return Kind.NUMBER, "document"
    if (
        _ON_MAP.search(before)
        or before.rstrip().endswith("第")
        or is_for_fines(before, digits)
        or OFFICERS_NUMBER.search(before)
    ):
        return None
    if _ACCOUNT_LABEL.search(before):
        return Kind.ACCOUNT, "account"
    if is_firms(digits) or _OF_PAPER_BEHIND.match(after):
        return None
    if any(map(_is_things, (before, _FILE_CUT.sub("", before), _LETTERS_BEFORE.sub("", before)))):
        return None
    if 16 <= length <= 19 and digits.isdecimal() and _luhn(digits):
        return Kind.ACCOUNT, "card"
    if length < _LEAST_UNKNOWN or (_PAYMENT_LABEL.search(before) and _PAYMENT.match(digits)):
        return None
    return Kind.OTHER, "long_number"


def _is_things(before: str) -> bool:
    """Whether the words before a number say that it is a file's, a firm's or a thing's."""
    is_labelled = any(label.search(before) for label in (_CREDIT_LABEL, FILE_LABEL, _THING_LABEL))
    return is_labelled or is_things(before)


def _citizens_numbers(read: Plain) -> Iterator[Span]:
    """Those behind a letter and those with other signs between their digits."""
    for found in _LETTERED.finditer(read.text):
        if _is_born(_digits(found[1])[6:14]):
            yield read.span(found.start(), found.end(), Kind.NUMBER, "document")
    for found in _APART.finditer(read.text):
        digits = _digits(found[0])
        is_licence = not _fits(digits) and _LICENCE_LABEL.search(
            read.text, max(0, found.start() - 20), found.start()
        )
        if _is_born(digits[6:14]) and not is_licence:
            end = found.end() + (read.text[found.end() : found.end() + 1] == ")" and "(" in found[0])
            yield read.span(found.start(), end, Kind.NUMBER, "identity_like")


def _phones(read: Plain) -> Iterator[Span]:
    for found in _MOBILE.finditer(read.text):
        before = read.text[: found.start()][-20:]
        if is_within_fines(read.text, found.start()):
            continue
        if _SURE_LABEL.search(before) or not FILE_LABEL.search(before):
            yield read.span(found.start(), found.end(), Kind.PHONE, "mobile")
    for found in _LANDLINE.finditer(read.text):
        begins = found.start() + (read.text[found.start()] == " ")  # the border of its cell
        before = read.text[max(0, begins - 60) : begins]
        is_public = _is_no_persons(before) or is_public_number(read.text, *found.span())
        if not is_public and not _MONEY_AFTER.match(read.text, found.end()):
            day = _YEAR_NEXT.search(found[0]) if _YEAR_AFTER.match(read.text, found.end()) else None
            yield read.span(
                found.start(), found.start() + day.start() if day else found.end(), Kind.PHONE, "landline"
            )
    for found in _SHORT_PHONE.finditer(read.text):
        before, after = read.text[: found.start()][-60:], read.text[found.end() :][:8]
        told = _PHONE_LABEL.search(before) or _PHONE_AFTER.match(after) or re.search("[转分内]", found[0])
        is_other = _UNTOLD.search(before) or _COUNTED.match(after) or _is_day(found[0])
        if is_public_number(read.text, *found.span()) or (
            not told and is_code_of_column(read.text, *found.span())
        ):
            continue
        if (told or not (is_other or is_things(before))) and not (
            _is_no_persons(before) or _MONEY_AFTER.match(after)
        ):
            yield read.span(found.start(), found.end(), Kind.PHONE, "landline")


def _is_day(written: str) -> bool:
    """Whether it is a day, 20260301, 2026-3-1, or a number within a year, 2026-0456, 20260456."""
    if re.match(r"20[0-3]\d[\-–—]\d{3,4}$|20[12]\d{5}$", written):
        return True
    parts = re.match(r"((?:19|20)\d\d)[\-. ]?(\d{1,2})[\-. ]?(\d{1,2})$", written)
    return parts is not None and int(parts[2]) <= 12 and int(parts[3]) <= 31


def _is_no_persons(before: str) -> bool:
    """Whether the words before a number say that it is an office's or no telephone at all."""
    is_file = any(FILE_LABEL.search(one) for one in (before, _FILE_CUT.sub("", before)))
    return bool((is_file or OFFICERS_NUMBER.search(before)) and not _SURE_LABEL.search(before))


def _is_born(written: str) -> bool:
    year, month, day = written[:4], written[4:6], written[6:8]
    return written.isdecimal() and "1900" <= year <= "2039" and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _fits(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17]


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
