"""Find every citation inside a statute's own text and say what it points at.

本法第…条 and bare 第…条 point into the text itself; 前款, 本条, 第二项 are resolved from where they stand;
《…》第…条 and names of other instruments point into the library, or outside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from plumbline.core.law.citation import SELF, Citation, Place
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError
from plumbline.core.law.numerals import NUMERAL
from plumbline.core.law.provision import Provision, Statute

Status = Literal["resolved", "missing", "external"]
StatuteOf = Callable[[str], Statute | None]
KeyOf = Callable[[str], str | None]

_UNIT = (
    rf"第(?:[（(]{NUMERAL}[）)]|{NUMERAL}(?:、{NUMERAL})*)(?:条(?!件)|款(?!项)|项(?!目)|目(?![前标的录])|编|章|节)"
    rf"(?:之{NUMERAL})?"
)
_RELATIVE = rf"(?:前(?:{NUMERAL})?(?:条(?!件|例)|款(?!项)|项(?!目))|本(?:条(?![例件])|款(?!项)|项(?!目)))"
_FAR = rf"(?:{_UNIT}|{NUMERAL}[款项])"
_LINK = r"(?:、(?:和|及|以及|或者|或)?|以及|或者|和|及|或|至|到)"
REFERENCE = re.compile(rf"(?:{_UNIT}|{_RELATIVE})(?:{_UNIT})*(?:{_LINK}{_FAR}(?:{_UNIT})*)*")
_SELF = re.compile(r"本(?:法|条例|办法|规定|解释|细则|决定|意见)$")
_TITLE = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》(?:[（(][^（）()]*[）)])?$")
_UNKNOWN = re.compile(r"[一-龥]{1,12}(?:法|条例)$")
_BEFORE_NAME = re.compile(
    r".*(?:依照|按照|根据|依据|违反|适用|符合|具有|属于|执行|提交|参照|存在|不受|认为|或者|以及|和|及|与|的|对)"
)
_SHORT_NAME = re.compile(
    r"《([^《》]+(?:《[^《》]*》[^《》]*)*)》[（(]以下(?:简称|称)[“《]?([^”》）)]+)[”》]?[）)]"
)


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A citation as printed: `words` at `start` … `end` of the provision's own text, and what it means.

    `citations` are absolute; their instrument is `SELF` for the text itself, else a key (or the name as printed
    when the status is external). `missing` says that at least one of them names nothing that exists.
    """

    at: Place
    line: int
    start: int
    end: int
    words: str
    citations: tuple[Citation, ...]
    status: Status

    @property
    def internal(self) -> bool:
        """True when it points into the text it stands in."""
        return all(citation.instrument == SELF for citation in self.citations)


def find_citations(statute: Statute, key_of: KeyOf, statute_of: StatuteOf) -> Iterator[FoundCitation]:
    """Every citation in the body, in the order of the text.

    `key_of` turns a printed name into a key (None: unknown), `statute_of` gives the text behind a key (None:
    not there).
    """
    known = _with_short_names(statute, key_of)
    for provision in statute.walk():
        for match in REFERENCE.finditer(provision.text):
            name = _name_before(provision.text[: match.start()], known)
            yield _found(statute, provision, match, name, statute_of)


def _with_short_names(statute: Statute, key_of: KeyOf) -> KeyOf:
    """`key_of`, and the names the text itself introduces: 《…》（以下简称…）."""
    short: dict[str, str] = {}
    for full, name in _SHORT_NAME.findall(statute.text()):
        short[name] = key_of(full) or full
    return lambda name: short.get(name) or key_of(name)


def _name_before(text: str, key_of: KeyOf) -> str:
    """The instrument named right before a reference: a key, a printed name, or `SELF` when none is."""
    if _SELF.search(text):
        return SELF
    if title := _TITLE.search(text):
        return key_of(title[1]) or title[1]
    if text.endswith(("法", "条例", "规定", "办法", "解释", "细则", "意见")):
        for start in range(max(0, len(text) - 40), len(text) - 1):
            if key := key_of(text[start:]):
                return key
    if unknown := _UNKNOWN.search(text):
        name = _BEFORE_NAME.sub("", unknown[0])
        return name if len(name) > 1 else SELF
    return SELF


def _found(
    statute: Statute, provision: Provision, match: re.Match[str], name: str, statute_of: StatuteOf
) -> FoundCitation:
    """What the matched words mean, and whether it exists."""
    target = statute if name == SELF else statute_of(name)
    here = Citation(SELF, provision.place)
    try:
        read = parse_citations(match[0], name)
        citations = tuple(_absolute(citation, here, statute) for citation in read)
        status: Status = "resolved"
    except CitationError:
        citations, status = (), "missing"
    if target is None:
        status = "external"
    elif any(not _exists(target, citation) for citation in citations):
        status = "missing"
    return FoundCitation(
        provision.place, provision.line, match.start(), match.end(), match[0], citations, status
    )


def _absolute(citation: Citation, here: Citation, statute: Statute) -> Citation:
    """Fill in what the words leave out: 前款, 本条, and the article of a bare 第一款 or 第二项."""
    if citation.relative is not None:
        return citation.resolve(here)
    place = citation.place
    if citation.instrument != SELF or place.article or not (place.paragraph or place.item or place.subitem):
        return citation
    base = Place(article=here.place.article, inserted=here.place.inserted)
    if not here.place.article:
        base = Place(heading=here.place.heading, numbered=here.place.numbered)
    if not place.paragraph:
        own = replace(base, paragraph=here.place.paragraph)
        if statute.find(_into(own, place)):
            base = own
    until = _into(base, citation.until) if citation.until else None
    return Citation(SELF, _into(base, place), until)


def _into(base: Place, place: Place) -> Place:
    """`base` with the paragraph, item and subitem that `place` states."""
    stated = {n: getattr(place, n) for n in ("paragraph", "item", "subitem") if getattr(place, n)}
    return replace(base, **stated)


def _exists(statute: Statute, citation: Citation) -> bool:
    """True when both ends of the citation stand in the statute."""
    ends = [citation.place] if citation.until is None else [citation.place, citation.until]
    return all(place.whole or statute.find(place) is not None for place in ends)
