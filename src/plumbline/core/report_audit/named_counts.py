"""A list that announces how many it names: «五类专项整治，分别是…», «三个方面：一是…二是…»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from plumbline.core.report_audit.remark import Remark

_NUMERAL: Final = "[二两三四五六七八九十]|十[一二三四五六]|(?<![\\d.,])(?:[2-9]|1\\d)"
_MEASURE: Final = "大类|大|个|项|类|种|条|件|方面|部分|块|级|支|名|位|张|套|处|家|所|场|点"
_ANNOUNCED: Final = re.compile(
    rf"(?<![第、零〇百千十])(?P<count>{_NUMERAL})(?:{_MEASURE})"
    rf"(?P<what>[^，。；：:、（()）\d\n]{{0,14}}?)"
    rf"(?P<tie>[：:]|——|，?(?:分别是|分别为|依次是|依次为|即|也就是|包括|涵盖)[：:]?)"
    rf"(?P<list>[^。；：:\n]{{3,160}})"
)
"""How many, what they are, what ties the names to them, and the names up to the end of the sentence."""
_BRACKETED: Final = re.compile(
    rf"(?<![第、零〇百千十])(?P<count>{_NUMERAL})(?:{_MEASURE})[^，。；：:、（()）\d\n]{{0,10}}"
    r"(?P<tie>[（(])(?P<list>[^（()）。；：:\n]{3,80})[）)]"
)
"""«五个片区（城东、城西……）»."""
_SOME: Final = re.compile("等|若干|以及其他|其他|其它|……|…")
"""The list is open, or closes with what it does not name."""
_LOOSE: Final = re.compile("包括|涵盖")
"""These may name some of all: only more than all is wrong."""
_INSIDE: Final = re.compile(r"[（(][^（()）]{0,60}[）)]|“[^”]{0,40}”|《[^》]{0,60}》")
_JOINT: Final = re.compile("以及|[和与及]")
_LONGEST: Final = 16
"""Characters of a name; longer ones are clauses, which «、» does not only part but also fills."""
_ORDINALS: Final = "一二三四五六七八九十"
_IN_ORDER: Final = re.compile(
    rf"(?P<count>{_NUMERAL})(?:个方面|方面|个|项|点|条|类|种)[^，。；：:\d\n]{{0,14}}[：:。]\s*(?=一是|第一[，、])"
)
_FIRST: Final = re.compile(r"(?:一是|第一[，、])")
_READ: Final = 2_000
"""Characters of a paragraph in which the ordinals are looked for."""


def named_counts(text: str) -> Iterator[Remark]:
    """Lists that name more or fewer than they announce."""
    yield from _rows(text)
    yield from _in_order(text)


def _rows(text: str) -> Iterator[Remark]:
    for match in chain(_ANNOUNCED.finditer(text), _BRACKETED.finditer(text)):
        names = _INSIDE.sub("某", match["list"])
        first, comma, _more = names.partition("，")
        names = first if comma and _are_of_a_kind(first.split("、")) else names
        if "，" in names or _SOME.search(names) or re.search(r"[\d%]", names):
            continue  # clauses, an open list, or parts with their numbers: those are sums
        parts = names.split("、")
        if len(parts) < 2 or max(map(len, parts)) > _LONGEST:
            continue
        if match.re is _BRACKETED and max(map(len, parts)) == 1:
            continue  # «三级公共法律服务中心（站、室）»: what it is called elsewhere
        most = len(parts) + sum(len(_JOINT.findall(part)) for part in parts)
        told = _number(match["count"])
        is_loose = _LOOSE.search(match["tie"]) is not None
        if told < len(parts) or (told > most and not is_loose):
            data = {"said": match["count"], "named": str(len(parts))}
            yield Remark("list_count", match.start("count"), match.end("list"), data)


def _are_of_a_kind(parts: list[str]) -> bool:
    """Whether all names end alike: then the clause is the list, and what follows the comma tells of something else."""
    return len(parts) > 2 and len({part[-2:] for part in parts}) == 1


def _in_order(text: str) -> Iterator[Remark]:
    for match in _IN_ORDER.finditer(text):
        end = text.find("\n", match.end(), match.end() + _READ)
        rest = text[match.end() : end if end >= 0 else match.end() + _READ]
        ordinal = "{}是" if rest.startswith("一是") else "第{}[，、]"
        again = _FIRST.search(rest, 2)
        rest = rest[: again.start()] if again else rest  # another row begins
        last, at = 0, 0
        while last < len(_ORDINALS):
            found = re.compile(ordinal.format(_ORDINALS[last])).search(rest, at)
            if found is None:
                break
            last, at = last + 1, found.end()
        if last > 1 and last != _number(match["count"]):
            yield Remark(
                "list_count",
                match.start("count"),
                match.end() + at,
                {"said": match["count"], "named": str(last)},
            )


def _number(written: str) -> int:
    """A number below twenty, in figures or characters."""
    if written.isdigit():
        return int(written)
    if written == "两":
        return 2
    _tens, mark, ones = written.rpartition("十")
    return (10 if mark else 0) + (f"零{_ORDINALS}".index(ones) if ones else 0)
