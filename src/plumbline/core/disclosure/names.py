"""Names of persons in a text, and why each is proposed.

They are found by weighing (`weighed_names`): the characters, what stands before and behind, other names beside them and
elsewhere in the text. Officers' names stay: they act in public. A line break may divide a name: files break anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.edge_words import FOLLOW, PRECEDE
from plumbline.core.disclosure.name_edges import CALL, DEED, LABEL, Edges
from plumbline.core.disclosure.span import Kind, Plain, Span
from plumbline.core.disclosure.weighed_names import Place, weighed

_BREAK: Final = re.compile(rf"(?<={words.HAN}) *\n *(?=[·{words.HAN[1:]})|(?<=·) *\n *(?={words.HAN})")
_PARTY: Final = re.compile(
    r"(?:当事人|被处罚人|被执行人|申请人|第三人|违法行为人)(?:\([^()\n]{1,8}\))?[一二三]? ?: ?$"
)
_WRITER: Final = re.compile(r"(?:记录|主持)人[^人]{0,4}$")
_AT_WORK: Final = re.compile("执法|询问人|检查人|勘验|承办|听证|调查人|审核人|监督员")
_OF_REPORT: Final = re.compile(
    r"(?:编制|检测|检验|试验|起草|制表|填表|测量|绘图|设计|校对|校核|评估|鉴定)(?:人|员|者)[^。;\n]{0,16}审核人[^人]{0,4}$"
)
"""Who looked through a report that others made."""
_ROUND: Final = 120
"""Who keeps the minutes is an officer where officers are at work around, and a neighbour in a meeting of owners."""
_OFFICERS_ROW: Final = re.compile(r" ?(?:、|和|及) ?")
"""What one officer does with somebody makes the other no officer."""
_LATIN: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z'\-]{1,20}(?:[ ·,]{1,2}[A-Z][A-Za-z'\-]{0,20}){1,4}(?![A-Za-z])"
)
_LATIN_BEFORE: Final = re.compile(
    rf"(?:{words.PERSON_WORDS}|外国人|外籍)[:为是系 (\u4e00-\u9fff]{{0,4}}$"
    rf"|(?:[\u4e00-\u9fff](?:人|员|者|师|长|任|监|科|的)|{PRECEDE})[:为是系 ]{{0,2}}$|(?:[称叫签名][“\"])$"
)
_LATIN_AFTER: Final = re.compile(
    rf"[”\"]? ?\n?(?:[,(](?:护照|国籍|男|女|证件|身份|公民|\d{{6}})|的(?:小孩|[父母妻儿女手签]|丈夫)|"
    rf"(?:{FOLLOW})(?<=..)|[不未]在|管着|电话\(?\d|[\d,.]+ ?元)"
)
_NO_PERSON: Final = re.compile(
    r"(?:^|[ ·,])(?:Co|Ltd|Inc|Corp|GmbH|LLC|Group|Pro|Plus|Max|Mini|Office|Windows|Note|Air|Ultra|Server|System|Black|"
    r"Gold|Red|Blue|Hotel|Club|Coffee|Tea|Bar|Wi|Data|The|Of|And|No|PM|PVC|LED|USB|GPS|ID)(?![a-z])"
)
"""Words of goods and houses."""
_HYPHEN: Final = re.compile(
    rf"([{''.join(words.SOUND)}]{{2,8}})[\-‐‑‒–—−_~]([{''.join(words.SOUND)}]{{2,8}})"
)
"""A stroke for the separator dot, as some forms have it."""
_LEAST_SOUNDS: Final = 5
_REST: Final = 6
"""Characters of a cell that a line break left on a line of their own."""
_LONG: Final = 5
_NEAR: Final = 16


def names(read: Plain) -> Iterator[Span]:
    """Every name that is to be looked at, in order."""
    joined, breaks = _without_breaks(read)
    celled = "".join("|" if at in joined.tabs else one for at, one in enumerate(joined.text))
    joined = Plain(_HYPHEN.sub(_as_dot, celled), joined.origin)
    edges = Edges(joined.text, breaks)
    found = weighed(edges)
    officers = _officers(edges, found) - _parties(edges, found)
    for start, end in found:
        if joined.text[start:end] not in officers:
            yield joined.span(start, end, Kind.NAME, _reason(edges, start, end))


def _as_dot(found: re.Match[str]) -> str:
    sounds = found[1] + found[2]
    strong = sum(one in words.STRONG for one in sounds)
    return (
        f"{found[1]}·{found[2]}" if len(sounds) >= _LEAST_SOUNDS and strong * 2 >= len(sounds) else found[0]
    )


def latin(read: Plain) -> Iterator[Span]:
    """Names in Latin letters where something around one of their places speaks of a person, at each of their places."""
    told = list(_LATIN.finditer(read.text))
    sure = {one[0].upper() for one in told if _is_latin_name(read.text, one)}
    for found in told:
        if found[0].upper() in sure:
            yield read.span(found.start(), found.end(), Kind.NAME, "named")


def _is_latin_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word for a person leads to it or only a person has or does what follows."""
    if _NO_PERSON.search(found[0]):
        return False
    before, after = text[: found.start()][-14:], text[found.end() :][:12]
    return bool(_LATIN_BEFORE.search(before) or _LATIN_AFTER.match(after))


def _without_breaks(read: Plain) -> tuple[Plain, frozenset[int]]:
    """The text without the line breaks inside sentences, and where they stood."""
    widest = _widest(read)
    gone = {
        place
        for found in _BREAK.finditer(read.text)
        if not (widest and _is_between_rows(read, *found.span(), widest))
        for place in range(*found.span())
    }
    if not gone:
        return read, frozenset()
    kept = [place for place in range(len(read.text)) if place not in gone]
    return read.without(gone), frozenset(at for at, place in enumerate(kept) if place - 1 in gone)


def _is_between_rows(read: Plain, start: int, end: int, widest: int) -> bool:
    """Whether a line break has a whole row of cells before or behind it: it divides no name."""
    begins, stop = read.text.rfind("\n", 0, start) + 1, read.text.find("\n", end)
    stop = stop if stop >= 0 else len(read.text)
    rows = (begins, start), (end, stop)
    cells = [
        sum(first <= at < last for at in read.tabs) + read.text.count("|", first, last)
        for first, last in rows
    ]
    is_broken_cell = sum(cells) == widest and (cells[1] > 0 or stop - end <= _REST)
    return any(cells) and not is_broken_cell


def _widest(read: Plain) -> int:
    """How many borders of cells the widest row of a text has."""
    ends = [at for at, one in enumerate(read.text) if one == "\n"] if read.tabs else []
    tabs = max(Counter(bisect(ends, at) for at in read.tabs).values(), default=0)
    return max(tabs, max(line.count("|") for line in read.text.split("\n")))


def _parties(edges: Edges, found: list[Place]) -> set[str]:
    """The names that fill the box of a party somewhere: no officer's, whatever stands before them elsewhere."""
    return {
        edges.text[start:end] for start, end in found if _PARTY.search(edges.text, max(0, start - 16), start)
    }


def _officers(edges: Edges, found: list[Place]) -> set[str]:
    """The names behind a word for an officer, and those in a row with them."""
    ends, seen = dict(found), set()
    for begun in edges.officers:
        if _WRITER.search(edges.text, max(0, begun - 8), begun) and not _AT_WORK.search(
            edges.text, max(0, begun - _ROUND), begun + _ROUND
        ):
            continue
        if _OF_REPORT.search(edges.text, max(0, begun - 40), begun):
            continue
        start = begun
        while start in ends:
            seen.add(edges.text[start : ends[start]])
            row = _OFFICERS_ROW.match(edges.text, ends[start])
            start = row.end() if row else -1
    return seen


def _reason(edges: Edges, start: int, end: int) -> str:
    """The plainest of the reasons that speak for it."""
    if _is_minor(edges.text, start, end):
        return "minor"
    if "·" in edges.text[start:end]:
        return "dotted"
    if edges.before(start) in (LABEL, CALL):
        return "named"
    if edges.behind(end) >= DEED:
        return "spoken_of"
    return "long" if end - start >= _LONG else "likely"


def _is_minor(text: str, start: int, end: int) -> bool:
    """Whether the words right around a name speak of a child."""
    before = re.split(r"[,;。、\n]", text[max(0, start - _NEAR) : start])[-1]
    after = re.split(r"[;。、\n]", text[end : end + _NEAR])[0]
    return bool(words.MINOR_NEAR.search(before) or words.MINOR_NEAR.search(after))
