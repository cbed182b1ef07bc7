"""Checking a text: its passages that match a pattern, its citations held against the law, what it lacks as a whole.

Nothing is decided here: each mark asks a reviewer, who accepts or rejects it with a reason. Offsets count characters of
the text as given, so that a page can show the passage in its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.law.citation import SELF
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError
from plumbline.core.law.registry import Edition, LawRegistry
from plumbline.core.review.patterns import Maker, Pattern, Severity, TextKind

NO_EFFECT: Final = "no-date-of-effect"
NO_VALIDITY: Final = "no-validity"
REPEALED: Final = "cites-repealed"
NO_ARTICLE: Final = "cites-no-article"
_SENTENCE = re.compile(r"[^。；！？;!?\n]{1,800}[。；！？;!?]?")
"""A sentence; one that never ends is read by pieces, for what a pattern takes grows with the square of its length."""
_NAMED = re.compile(
    r"《([^《》\n]{2,60})》((?:第[零〇一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十])?)?)"
)
_CLAUSE: Final = "，,：:（）"
_LIST = re.compile(r"(?:下列|以下)[^：:。]{0,40}[：:]")
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十0-9]+[)）]|[0-9]+[.、．])")
_EFFECT = re.compile(r"(自|于|从)[^。；\n]{0,20}(起|日)(施行|执行|实施|生效)|(施行|实施|生效)(日期|之日)")
_VALIDITY = re.compile(r"有效期|长期有效|试行[一二三四五六七八九十0-9]+年|有效(至|期)")
_ARTICLES = re.compile(r"^\s*第[一二三四五六七八九十百]+条", re.MULTILINE)
_FEWEST_ARTICLES: Final = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage [start, end) of the text and what a reviewer is asked about it; an empty passage is of the whole text.

    `lowered`: the sentence itself gives a ground, so that the hit is only information.
    """

    id: str
    start: int
    end: int
    severity: Severity
    basis: tuple[str, ...]
    says: str
    english: str
    lowered: bool = False


def check_text(
    text: str,
    kind: TextKind,
    maker: Maker,
    patterns: Sequence[Pattern],
    registry: LawRegistry,
    on: dt.date,
) -> list[Mark]:
    """The marks of a text in the order of its passages; citations are held against the law as of the day `on`."""
    marks = list(_matches(text, kind, maker, patterns))
    marks += _citations(text, registry, on)
    if kind is TextKind.NORMATIVE and maker is Maker.NORMATIVE_DOCUMENT:
        marks += _lacking(text)
    return sorted(marks, key=lambda one: (one.start, one.end, one.id))


def _matches(text: str, kind: TextKind, maker: Maker, patterns: Sequence[Pattern]) -> Iterator[Mark]:
    own = [one for one in patterns if one.kind is kind and maker not in one.entitled]
    head = ""
    for sentence in _SENTENCE.finditer(text):
        said = sentence[0]
        head = _list_head(said) or (head if _ITEM.match(said) else "")
        for one in own:
            hits = [hit for hit in one.pattern.finditer(said) if not _in_title(said, hit)]
            excused = bool(hits) and one.unless is not None and one.unless.search(said) is not None
            for hit in hits:
                lowered = excused or _denied(one, said, hit) or _denied_list(one, head)
                yield Mark(
                    one.id,
                    sentence.start() + hit.start(),
                    sentence.start() + hit.end(),
                    Severity.INFO if lowered else one.severity,
                    one.basis,
                    one.says,
                    one.english,
                    lowered,
                )


def _in_title(said: str, hit: re.Match[str]) -> bool:
    """Whether a hit is words of the name of a text: «《行政事业性收费管理办法》» collects no fee."""
    opened, closed = said.rfind("《", 0, hit.start()), said.rfind("》", 0, hit.start())
    return opened > closed and hit.end() <= said.find("》", hit.start()) + 1


def _denied(one: Pattern, said: str, hit: re.Match[str]) -> bool:
    """Whether the clause says before the hit that it is not to be."""
    if one.denied is None:
        return False
    clause = max(said.rfind(mark, 0, hit.start()) for mark in _CLAUSE)
    return one.denied.search(said, clause + 1, hit.start()) is not None


def _list_head(said: str) -> str:
    """The words that lead to a list, as far as its «the following»: «起草文件不得含有»."""
    found = _LIST.search(said)
    return said[: found.start()] if found else ""


def _denied_list(one: Pattern, head: str) -> bool:
    """Whether a list names what is not to be: «不得含有下列内容：（一）…»."""
    clause = max(head.rfind(mark) for mark in _CLAUSE)
    return one.denied is not None and one.denied.search(head, clause + 1) is not None


def _citations(text: str, registry: LawRegistry, on: dt.date) -> Iterator[Mark]:
    """Names in 《》 that the library knows: one that is no longer in force, or an article that it does not have."""
    for found in _NAMED.finditer(text):
        instrument = registry.instrument_of(found[1])
        if instrument is None or not instrument.editions:
            continue
        edition = instrument.edition_at(on)
        if edition is None:
            last = instrument.editions[-1].last
            if last is not None and last < on:
                yield _mark(
                    REPEALED,
                    found,
                    Severity.WARN,
                    f"《{found[1]}》已于 {last.isoformat()} 停止施行",
                    f"《{found[1]}》 has not been in force since {last.isoformat()}",
                )
        elif found[2] and (number := _article(found[2])) and _has_not(edition, number):
            yield _mark(
                NO_ARTICLE,
                found,
                Severity.WARN,
                f"《{found[1]}》现行文本共 {edition.articles} 条，没有{found[2]}",
                f"《{found[1]}》 has {edition.articles} articles in its present text, no article {number}",
            )


def _article(words: str) -> int | None:
    try:
        citations = parse_citations(words, SELF)
    except CitationError:
        return None
    return citations[0].place.article or None


def _has_not(edition: Edition, number: int) -> bool:
    return edition.articles is not None and number > edition.articles


def _mark(id: str, found: re.Match[str], severity: Severity, says: str, english: str) -> Mark:
    return Mark(id, found.start(), found.end(), severity, (), says, english)


def _lacking(text: str) -> Iterator[Mark]:
    """What a normative document says somewhere (营商条例 §65); a short notice without articles is left alone."""
    if len(_ARTICLES.findall(text)) < _FEWEST_ARTICLES:
        return
    if not _EFFECT.search(text):
        says = "没有写明施行日期"
        yield Mark(NO_EFFECT, 0, 0, Severity.WARN, ("营商条例 §65",), says, "the date of effect is missing")
    if not _VALIDITY.search(text):
        says = "没有写明有效期；本地规定要求写明的，应当补上"
        english = "the term of validity is missing; where the local rule demands one it is to be stated"
        yield Mark(NO_VALIDITY, 0, 0, Severity.INFO, (), says, english)


def likely_maker(title: str) -> Maker:
    """Who made a text, judged by its title alone: a proposal that the reviewer may change."""
    name = re.sub(r"[（(].*?[）)]\s*$", "", title).strip()
    if name.startswith(
        ("最高人民法院", "最高人民检察院")
    ):  # what courts do is no act of an administrative organ
        return Maker.DEPARTMENT_RULE
    local = re.search(r"省|自治区|市(?!场)|自治州|县|区(?!域)", name[:12])
    if re.search(r"(通知|意见|方案|公告|通告|纪要|指南|细则|函)$", name):
        return Maker.NORMATIVE_DOCUMENT
    if name.endswith("条例"):
        return Maker.LOCAL_REGULATION if local else Maker.ADMINISTRATIVE_REGULATION
    if name.endswith(("法", "法典", "宪法")) and not name.endswith("办法"):
        return Maker.LAW
    if name.endswith(("规定", "办法", "规则")):
        return Maker.LOCAL_RULE if local else Maker.DEPARTMENT_RULE
    return Maker.NORMATIVE_DOCUMENT
