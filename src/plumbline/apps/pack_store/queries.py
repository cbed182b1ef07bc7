"""Reading the library: provisions by citation and day, words in the texts, editions compared."""

from __future__ import annotations

import datetime as dt
import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plumbline.apps.pack_store.store import LawStore, StoredEdition
from plumbline.core.errors import InputError
from plumbline.core.law.citation import SELF, Citation
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import UnknownInstrument
from plumbline.core.law.provision import Provision, Statute
from plumbline.core.law.registry import Edition, Gist, Instrument, LawRegistry
from plumbline.core.vocabulary import Standing


class NoSuchEdition(InputError):
    """The library does not hold the edition asked for."""

    zh = "法规库里没有“{name}”的“{edition}”版本"
    en = "the library holds no edition “{edition}” of “{name}”"
    remedy_zh = "已有的版本：{known}；用 plumbline law import 导入"
    remedy_en = "editions there are: {known}; add more with plumbline law import"


class NoInstrument(InputError):
    """A citation that names no instrument: §57 alone."""

    zh = "“{text}”没有写明是哪部法规"
    en = "“{text}” does not say of which instrument"
    remedy_zh = "写作：处罚法 §57"
    remedy_en = "write 处罚法 §57"


@dataclass(frozen=True, slots=True)
class Shown:
    """A citation and what is known of it. `provisions` are empty when the text is not there or has no such place.

    `imported` says whether the edition's text is in the library; `edition_label` is empty when no edition is
    known for the day asked.
    """

    citation: Citation
    chinese: str
    name: str
    edition_label: str
    first: dt.date | None
    last: dt.date | None
    gists: tuple[Gist, ...]
    imported: bool
    provisions: tuple[Provision, ...]

    @property
    def found(self) -> bool:
        """True when anything can be shown."""
        return bool(self.gists or self.provisions)


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a text that holds the words: `spans` are the places to mark in `line`; `score` 1 is an exact hit."""

    edition: StoredEdition
    place: str
    line: str
    spans: tuple[tuple[int, int], ...]
    score: float


class Library:
    """The registry of the packs together with the imported texts."""

    def __init__(self, store: LawStore, registry: LawRegistry) -> None:
        self.store = store
        self.editions = store.editions()
        self._packs = registry
        self.registry = _with_imported(registry, self.editions)

    def read(self, text: str) -> tuple[Citation, ...]:
        """The citations in `text` under their keys; raises `CitationError`, `UnknownInstrument`, `NoInstrument`."""
        citations = tuple(self.registry.normalise(citation) for citation in parse_citations(text))
        if any(citation.instrument == SELF for citation in citations):
            raise NoInstrument(text=text)
        return citations

    def show(self, citation: Citation, at: dt.date | None = None) -> Shown:
        """The cited provision: gists always, the text of the edition in force `at` (else the newest) when imported."""
        registry = self.registry
        edition = registry.edition(citation.instrument, at)
        stored = self._stored(edition)
        gists = () if edition is None else registry.gists_of(self._gist_citation(citation, edition))
        found = _find(self.store.statute(stored.id), citation) if stored else ()
        return Shown(
            citation,
            citation.chinese(registry.full_name),
            registry.full_name(citation.instrument),
            edition.label if edition else "",
            edition.first if edition else None,
            edition.last if edition else None,
            gists,
            stored is not None,
            found,
        )

    def _gist_citation(self, citation: Citation, edition: Edition) -> Citation:
        """The citation under the key its edition's gists are filed under."""
        return Citation(edition.key, citation.place, citation.until, citation.relative)

    def _stored(self, edition: Edition | None) -> StoredEdition | None:
        if edition is None:
            return None
        for stored in self.editions:
            if stored.instrument == edition.instrument and stored.label == edition.label:
                return stored
        return None

    def statute(self, name: str, edition: str) -> tuple[StoredEdition, Statute]:
        """An imported text by name and edition: its label, or a day of adoption or of taking effect."""
        instrument = self.registry.instrument_of(name)
        if instrument is None:
            near = difflib.get_close_matches(name, self.registry.names(), n=3, cutoff=0.4)
            raise UnknownInstrument(name=name, near="、".join(near) or "—")
        own = [stored for stored in self.editions if stored.instrument == instrument.key]
        for stored in own:
            days = (stored.adopted, stored.first)
            if edition in (stored.label, *(day.isoformat() for day in days if day)):
                return stored, self.store.statute(stored.id)
        known = "、".join(stored.label for stored in own) or "—"
        raise NoSuchEdition(name=instrument.name, edition=edition, known=known)

    def keys_of(self, edition: StoredEdition, any_edition: bool) -> tuple[str, ...]:
        """The keys under which packs cite this edition (or, with `any_edition`, any of the instrument)."""
        instrument = self._packs.instruments.get(edition.instrument)
        editions = instrument.editions if instrument else ()
        return tuple(sorted({e.key for e in editions if any_edition or e.label == edition.label}))

    def search(self, words: Sequence[str], limit: int = 50) -> list[Hit]:
        """Lines that hold all `words`; when none does, lines that hold most of their character pairs, best first."""
        by_id = {edition.id: edition for edition in self.editions}
        exact: list[Hit] = []
        near: list[Hit] = []
        pairs = Counter(word[i : i + 2] for word in words for i in range(max(1, len(word) - 1)))
        for provision in self.store.provisions():
            held = all(word in provision.text for word in words)
            if held:
                line = _best_line(provision.text, words)
                exact.append(Hit(by_id[provision.statute], provision.place, line, _spans(line, words), 1.0))
            elif not exact:
                score, line = _nearest_line(provision.text, pairs)
                if score >= 0.6:
                    spans = _spans(line, tuple(pairs))
                    near.append(Hit(by_id[provision.statute], provision.place, line, spans, score))
        return exact[:limit] if exact else sorted(near, key=lambda hit: -hit.score)[:limit]


def open_library(folder: Path, registry: LawRegistry) -> Library:
    """The library in `folder`, read together with the packs' registry."""
    return Library(LawStore(folder), registry)


def _with_imported(registry: LawRegistry, stored: Sequence[StoredEdition]) -> LawRegistry:
    """The registry with the instruments and editions that only the library knows."""
    table = dict(registry.instruments)
    for text in stored:
        known = table.get(text.instrument) or Instrument(text.instrument, text.name, (), ())
        if any(edition.label == text.label for edition in known.editions):
            continue
        extra = Edition(
            instrument=text.instrument,
            label=text.label,
            key=text.instrument,
            adopted=text.adopted,
            first=text.first,
            last=text.last,
            articles=None,
            standing=Standing.READ,
        )
        editions = sorted((*known.editions, extra), key=lambda e: e.adopted or e.first or dt.date.min)
        table[text.instrument] = Instrument(known.key, known.name, known.aliases, tuple(editions))
    return LawRegistry.of(table.values(), registry.gists)


def _find(statute: Statute, citation: Citation) -> tuple[Provision, ...]:
    """The provision of a single place, or every article of a range."""
    if citation.until is None:
        found = statute.find(citation.place)
        return (found,) if found and not citation.place.whole else ()
    if citation.place.article_key == citation.until.article_key:
        article = statute.find(citation.place)
        low, high = citation.place, citation.until
        unit = statute.find(type(low)(article=low.article, inserted=low.inserted))
        inner = unit.walk() if unit else ()
        kind = article.kind if article else "article"
        return tuple(part for part in inner if part.kind == kind and _between(part, low, high))
    return tuple(unit for unit in statute.units() if citation.covers(unit.place))


def _between(part: Provision, low: object, high: object) -> bool:
    names = {"paragraph": "paragraph", "item": "item", "subitem": "subitem"}
    name = names.get(part.kind, "article")
    number = getattr(part.place, name)
    paragraph = getattr(low, "paragraph", 0)
    same = name == "paragraph" or paragraph in (0, part.place.paragraph)
    return same and getattr(low, name) <= number <= getattr(high, name)


def _best_line(text: str, words: Sequence[str]) -> str:
    """The line with most of the words."""
    return max(text.split("\n"), key=lambda line: sum(word in line for word in words))


def _nearest_line(text: str, pairs: Counter[str]) -> tuple[float, str]:
    total = sum(pairs.values())
    scored = [
        (sum(n for pair, n in pairs.items() if pair in line) / total, line) for line in text.split("\n")
    ]
    return max(scored, key=lambda row: row[0])


def _spans(line: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in the line, overlaps joined."""
    found = sorted(
        (start, start + len(word))
        for word in set(words)
        for start in range(len(line))
        if line.startswith(word, start)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
