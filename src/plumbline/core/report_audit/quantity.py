"""The quantities of a Chinese report: numbers with a unit and a subject, and nothing that only looks like one.

Left out: dates and periods, numbers of documents, articles, telephone numbers and hotlines, ordinals, enumerators, and
names that hold a number («一件事», «三项制度», «1+4+X», «十四五»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from plumbline.core.law.numerals import read_numeral

PERCENT: Final = "%"


class Bound(StrEnum):
    """How a number is meant where the text does not give it exactly."""

    EXACT = "exact"
    OVER = "over"  # 余、逾、以上、超过: at least this
    UNDER = "under"  # 近、不足、以下: at most this
    ABOUT = "about"  # 约、左右


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. `high` is set for a range; `unit` is as written, money in yuan, a share as PERCENT.

    `subject` is what the clause says before the number, `after` what follows the unit up to the next mark.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    subject: str = ""
    after: str = ""

    def fits(self, value: Decimal) -> bool:
        """Whether a number known exactly agrees with what the text says, to the decimals that it gives."""
        if self.high is not None:
            return self.value <= value <= self.high
        places = -int(self.value.as_tuple().exponent) if self.unit == PERCENT else 0
        match self.bound:
            case Bound.OVER:
                return self.value <= value < max(self.value * 2, self.value + 10)
            case Bound.UNDER:
                return self.value * Decimal("0.8") <= value <= self.value
            case Bound.ABOUT:
                return abs(value - self.value) <= self.value * Decimal("0.1")
            case _:
                return abs(value - self.value) <= (
                    Decimal("0.5").scaleb(-places) if self.unit == PERCENT else 0
                )


_UNITS: Final = (
    "万人次|人次|家次|户次|件次|条次|场次|批次|车次|万元|亿元|余元|平方公里|平方米|公里|公顷|公斤|千克|吨|"
    "件|人|次|家|个|份|项|条|宗|起|户|名|场|元|篇|所|台|套|支|部|批|期|处|本|辆|位|类|门|幅|册|把|座|间|组|例|对|方|张|面|块|种|卷|课时|学时"
)
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE: Final = "[一二三四五六七八九十百千零两〇]+"
_NUMBER: Final = re.compile(
    rf"(?P<before>近|约|逾|超|超过|不足|不少于|至少|共计?|达到?)?"
    rf"(?P<first>{_DIGITS})(?:(?P<dash>[-—–~至到])(?P<second>{_DIGITS}))?"
    rf"(?P<scale>[十百千]?[万亿]|[百千])?(?P<more>余|多|来)?(?P<unit>{_UNITS}|%)(?P<end>以上|以下|左右|余|多)?"
)
_WRITTEN: Final = re.compile(
    rf"(?P<before>近|约|逾|超|超过|不足)?(?P<first>{_CHINESE})(?P<scale>万|亿)?(?P<more>余|多)?"
    rf"(?P<unit>{_UNITS})(?P<end>以上|以下|左右)?"
)
_SHARE: Final = re.compile(rf"百分之(?P<first>{_CHINESE})(?:点(?P<rest>[零〇一二三四五六七八九]+))?")
_OVER, _UNDER = (
    frozenset({"逾", "超", "超过", "不少于", "至少", "余", "多", "来", "以上"}),
    frozenset({"近", "不足", "以下"}),
)
_SCALES: Final = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_FLAT: Final = str.maketrans("０１２３４５６７８９，．％＋", "0123456789,.%+")

_NOT: Final = re.compile(
    r"(?:19|20)\d\d[-—–~至到](?:19|20)?\d\d年?|(?:19|20)?\d\d年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}日"
    r"|[一二三四五六七八九十〇零]{4}年|[一二三四五六七八九十]+月[一二三四五六七八九十]*日?"
    r"|[〔\[(（]\d{4}[〕\])）]第?\d+号|第?\d+号(?:令|文|公告|决定)?"
    r"|第[\d一二三四五六七八九十百千零〇两]+(?:条|款|项|次|届|批|个|名|期|号|章|节|轮|位|类|季度|部分)"
    r"|\b0\d{2,3}-\d{7,8}\b|\b1\d{10}\b|\b\d{3,4}-\d{4}(?:-\d{3,4})?\b|(?<![\d,])(?:12345|12348|12315|110|119|120|122)(?:热线|平台|电话|指挥|投诉|举报)"
    r"|\d+(?:\+[\dXN]+)+|\d+[×x*]\d+小时?|\d+[:：]\d\d"
    r"|(?:\d+|[一二三四五六七八九十两半百]+)(?:个工作日|工作日|个月|天|日内|小时|分钟|周年|年来|年内|周|岁|度|届|年期|级)"
    r"|[一二三四五六七八九十两]+个(?:到位|维护|确立|自信|意识|带头|清单|统一|方面|环节|专项行动|专项|转变)"
    r"|一(?:件事|次性|次办|张网|网通办|网统管|站式|窗|把手|体|批|揽子|系列|定|律|支队伍|方面|级|线|年来|岗双责|类事项|业一查|企一策|户一档|案一档|村一|码)"
    r"|(?:三|四|五|六|七|八|两|二|双)(?:项制度|个清单|项监督|员合一|级联动|级|方|位一体|法衔接|公示|随机|批人|类人员)"
    r"|“[^”]{0,14}”|《[^》]{0,60}》|[“\"]?十[三四五]五[”\"]?"
)
_ENUMERATOR: Final = re.compile(r"(?m)^\s*(?:\d+[.、．]|[(（]\d+[)）])|[一二三四五六七八九]是(?=[^\d])")
_CLAUSE: Final = "，。；：、！？\n,;（）()"
FAR: Final = 120
"""Characters before and after a number among which its clause is looked for."""
_PLAIN_ONE: Final = frozenset(
    {
        "个",
        "次",
        "项",
        "批",
        "种",
        "条",
        "类",
        "支",
        "本",
        "部",
        "处",
        "面",
        "方",
        "名",
        "位",
        "家",
        "人",
        "张",
        "期",
        "对",
    }
)
"""With these, a written «一» is an article and counts nothing."""


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order; places are those of the text as given."""
    flat = text.translate(_FLAT)
    barred = _barred(flat)
    found: list[Quantity] = []
    for pattern in (_NUMBER, _WRITTEN, _SHARE):
        for match in pattern.finditer(flat):
            start = match.start("first") if pattern is not _SHARE else match.start()
            if any(barred[start : match.end()]):
                continue
            one = _quantity(text, flat, match, start)
            if one is not None:
                found.append(one)
                barred[start : match.end()] = b"\1" * (match.end() - start)
    return sorted(found, key=lambda one: one.start)


def _barred(flat: str) -> bytearray:
    barred = bytearray(len(flat))
    for pattern in (_NOT, _ENUMERATOR):
        for match in pattern.finditer(flat):
            barred[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return barred


def _quantity(text: str, flat: str, match: re.Match[str], start: int) -> Quantity | None:
    groups = match.groupdict()
    value = _value(groups["first"], groups.get("rest"))
    if value is None:
        return None
    unit = groups.get("unit") or PERCENT
    if groups["first"] in ("一", "两") and unit in _PLAIN_ONE and not groups.get("scale"):
        return None
    if groups["first"][0].isdigit() and start and (flat[start - 1].isalnum() and flat[start - 1].isascii()):
        return None
    scale = _scale(groups.get("scale") or "")
    unit, times = {"万元": ("元", 10_000), "亿元": ("元", 100_000_000), "万人次": ("人次", 10_000)}.get(
        unit, (unit, 1)
    )
    high = _value(groups["second"], None) if groups.get("second") else None
    before, after = _around(flat, start, match.end())
    return Quantity(
        start, match.end(), text[start : match.end()], value * scale * times, unit, _bound(groups),
        None if high is None else high * scale * times, before, after,
    )  # fmt: skip


def _value(written: str | None, rest: str | None) -> Decimal | None:
    if not written:
        return None
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    try:
        whole = read_numeral(written.replace("两", "二").replace("〇", "零"))
    except ValueError:
        return None
    places = "".join(str("零一二三四五六七八九".index(one.replace("〇", "零"))) for one in rest or "")
    return Decimal(f"{whole}.{places}") if places else Decimal(whole)


def _scale(written: str) -> int:
    scale = 1
    for one in written:
        scale *= _SCALES.get(one, 10)
    return scale


def _bound(groups: dict[str, str | None]) -> Bound:
    said = {groups.get(name) for name in ("before", "more", "end")}
    if said & _OVER:
        return Bound.OVER
    if said & _UNDER:
        return Bound.UNDER
    return Bound.ABOUT if said & {"约", "左右"} else Bound.EXACT


def _around(flat: str, start: int, end: int) -> tuple[str, str]:
    from_, to = max(0, start - FAR), min(len(flat), end + FAR)
    first = max(from_ - 1, *(flat.rfind(mark, from_, start) for mark in _CLAUSE)) + 1
    last = min((at for at in (flat.find(mark, end, to) for mark in _CLAUSE) if at >= 0), default=to)
    return re.sub(r"(近|约|逾|超过?|不足|共计?|达到?|为)$", "", flat[first:start].strip()), flat[
        end:last
    ].strip()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence."""
    start = 0
    for match in re.finditer(r"[。！？；\n]+", text):
        if match.start() > start:
            yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
