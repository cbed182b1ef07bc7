"""What the packs know about instruments of law: keys and names, editions with their windows, gists of provisions.

A plain key (复议法) means the newest edition listed; an older edition is cited by its own key (复议法2017).
Gists are our own words and carry no authority: the text is what counts.

Errors: `UnknownInstrument`, `PackErrors`, `CitationError` (tree in `errors`).
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from plumbline.core.data_file.errors import Found, Place, Refused
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.law.citation import SELF, Citation
from plumbline.core.law.citation_parser import parse_citations
from plumbline.core.law.errors import CitationError, UnknownInstrument
from plumbline.core.vocabulary import Standing

NATION_PREFIX = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of an instrument: `adopted` as in the text's heading, in force `first` … `last` (both included).

    `articles` counts what its text file holds; where that is the first part of a longer instrument, `whole` counts all.
    """

    instrument: str
    label: str
    key: str
    adopted: dt.date | None
    first: dt.date | None
    last: dt.date | None
    articles: int | None
    standing: Standing
    note: str = ""
    whole: int | None = None

    def lacks(self, article: int) -> bool:
        """True when the article is one of the instrument but not of the part whose text is published with it."""
        return self.articles is not None and self.whole is not None and self.articles < article <= self.whole

    def holds_on(self, on: dt.date) -> bool:
        """True when the edition is in force on that day; an unknown end is open."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation, rule or document: its short key, full name, other names and editions, oldest first."""

    key: str
    name: str
    aliases: tuple[str, ...]
    editions: tuple[Edition, ...]

    def edition_at(self, on: dt.date) -> Edition | None:
        """The edition in force on that day, the newest of several; None when none is listed for it."""
        return next((edition for edition in reversed(self.editions) if edition.holds_on(on)), None)


@dataclass(frozen=True, slots=True)
class Gist:
    """One provision in our own words; `standing` is the mark of the fact base."""

    citation: Citation
    gist: str
    checked_on: dt.date
    standing: Standing


@dataclass(frozen=True, slots=True)
class LawRegistry:
    """All instruments and gists of the packs in use. Look-ups take any name: key, full name, alias, edition key."""

    instruments: dict[str, Instrument]
    gists: tuple[Gist, ...] = ()
    _names: dict[str, str] = field(default_factory=dict)
    _gists: dict[str, tuple[Gist, ...]] = field(default_factory=dict)
    """The gists by the key of their instrument: packs ask for each of a thousand citations."""

    @classmethod
    def of(cls, instruments: Iterable[Instrument], gists: Iterable[Gist] = ()) -> LawRegistry:
        """A registry; of two instruments with one name the first keeps it."""
        table = {instrument.key: instrument for instrument in instruments}
        names: dict[str, str] = {}
        for instrument in table.values():
            for name in (instrument.key, instrument.name, *instrument.aliases):
                names.setdefault(plain_name(name), instrument.key)
            for edition in instrument.editions:
                names.setdefault(plain_name(edition.key), edition.key)
                for name in (instrument.key, instrument.name):
                    for word in ("修订", "修正"):
                        names.setdefault(plain_name(f"{name}（{edition.label}年{word}）"), edition.key)
        told, filed = tuple(gists), dict[str, list[Gist]]()
        for gist in told:
            filed.setdefault(gist.citation.instrument, []).append(gist)
        return cls(table, told, names, {key: tuple(own) for key, own in filed.items()})

    def names(self) -> tuple[str, ...]:
        """Every name the registry answers to, without spaces and without 中华人民共和国."""
        return tuple(self._names)

    def key_of(self, name: str) -> str | None:
        """The key (of the instrument, or of an edition that has its own) that `name` stands for, or None."""
        return self._names.get(plain_name(name))

    def normalise(self, citation: Citation) -> Citation:
        """The citation under its instrument's key; 本法 stays. Raises `UnknownInstrument`."""
        if citation.instrument == SELF:
            return citation
        key = self.key_of(citation.instrument)
        if key is None:
            near = difflib.get_close_matches(plain_name(citation.instrument), self._names, n=3, cutoff=0.4)
            raise UnknownInstrument(name=citation.instrument, near="、".join(near) or "—")
        return replace(citation, instrument=key)

    def read(self, text: str) -> tuple[Citation, ...]:
        """The citations in `text`, under their keys. Raises `CitationError` or `UnknownInstrument`."""
        return tuple(self.normalise(citation) for citation in parse_citations(text))

    def full_name(self, key: str) -> str:
        """Full name of the instrument of a key; the key itself when it is unknown."""
        instrument = self.instrument_of(key)
        return instrument.name if instrument else key

    def instrument_of(self, name: str) -> Instrument | None:
        """The instrument a name or an edition's key stands for."""
        key = self.key_of(name)
        if key is None or key in self.instruments:
            return self.instruments.get(key or "")
        return next(i for i in self.instruments.values() if any(e.key == key for e in i.editions))

    def edition(self, name: str, on: dt.date | None = None) -> Edition | None:
        """The edition meant by `name`: an edition's own key; else the one in force `on`; else the newest."""
        instrument = self.instrument_of(name)
        if instrument is None or not instrument.editions:
            return None
        key = self.key_of(name)
        if key != instrument.key:
            return next(edition for edition in instrument.editions if edition.key == key)
        return instrument.edition_at(on) if on else instrument.editions[-1]

    def gists_of(self, citation: Citation) -> tuple[Gist, ...]:
        """Gists of the cited place, else of its article; of a range, of every provision in it."""
        own = self._gists.get(citation.instrument, ())
        exact = tuple(gist for gist in own if gist.citation.place == citation.place and not citation.until)
        if exact:
            return exact
        whole = citation.place.whole
        return tuple(gist for gist in own if whole or citation.covers(gist.citation.place))


def plain_name(name: str) -> str:
    """A name without spaces, quotes and 中华人民共和国, as names are compared."""
    bare = "".join(name.split()).strip("《》").replace("(", "（").replace(")", "）")
    return bare.removeprefix(NATION_PREFIX)


def load_registry(packs: Path) -> LawRegistry:
    """The registry of every `law/instruments.yaml` and `law/provisions*.yaml` under the folder `packs`.

    Raises `PackErrors`.
    """
    found = Found()
    instruments: list[Instrument] = []
    for path in sorted(packs.glob("**/law/instruments.yaml")):
        with found.part():
            instruments.extend(read_instruments(read_file(path)))
    found.stop()
    bare = LawRegistry.of(instruments)
    gists: list[Gist] = []
    for path in sorted(packs.glob("**/law/provisions*.yaml")):
        with found.part():
            gists.extend(read_gists(read_file(path), bare))
    found.stop()
    return LawRegistry.of(instruments, gists)


def read_instruments(root: Node) -> list[Instrument]:
    """The instruments of one file. Raises `PackErrors`."""
    instruments: list[Instrument] = []
    found = Found()
    with found.part():
        for key, entry in root.fields(("instruments",), ("checked_on",))["instruments"].members().items():
            with found.part():
                instruments.append(_instrument(key, entry))
    found.stop()
    return instruments


def _instrument(key: str, entry: Node) -> Instrument:
    got = entry.fields(("name", "editions"), ("aliases", "note"))
    aliases = tuple(alias.text() for alias in got["aliases"].items()) if "aliases" in got else ()
    editions = tuple(_edition(node, key) for node in got["editions"].items())
    return Instrument(key, got["name"].text(), aliases, editions)


def _edition(node: Node, instrument: str) -> Edition:
    got = node.fields(("label",), ("key", "adopted", "from", "to", "articles", "whole", "standing", "note"))
    edition = Edition(
        instrument=instrument,
        label=got["label"].code(),
        key=got["key"].text() if "key" in got else instrument,
        adopted=got["adopted"].date() if "adopted" in got else None,
        first=got["from"].date() if "from" in got else None,
        last=got["to"].date() if "to" in got else None,
        articles=got["articles"].whole() if "articles" in got else None,
        standing=Standing(got["standing"].word(Standing)) if "standing" in got else Standing.READ,
        note=got["note"].text() if "note" in got else "",
        whole=got["whole"].whole() if "whole" in got else None,
    )
    if edition.first and edition.last and edition.last < edition.first:
        got["to"].refuse("the window ends before it begins", "swap the two dates")
    return edition


def read_gists(root: Node, registry: LawRegistry) -> list[Gist]:
    """The gists of one file; an instrument the registry does not know is refused. Raises `PackErrors`."""
    gists: list[Gist] = []
    found = Found()
    with found.part():
        top = root.fields(("checked_on", "provisions"))
        checked_on = top["checked_on"].date()
        provisions = top["provisions"]
        for name, entries in provisions.members().items():
            with found.part():
                key = registry.key_of(name)
                if key is None:
                    raise Refused(
                        place=provisions.key_place(name),
                        cause=f"no instrument is called «{name}»",
                        mend="add it to instruments.yaml",
                    )
                for place, value in entries.members().items():
                    with found.part():
                        gists.append(_gist(key, place, value, entries.key_place(place), checked_on))
    found.stop()
    return gists


def _gist(key: str, word: str, value: Node, place: Place, checked_on: dt.date) -> Gist:
    try:
        citations = parse_citations(word, key)
    except CitationError as error:
        raise Refused(place=place, cause=error.message("en"), mend=error.remedy("en") or "") from None
    if len(citations) != 1 or citations[0].until or citations[0].instrument != key:
        raise Refused(place=place, cause="a gist tells of one provision", mend="write one key each: §51")
    if value.is_single():
        return Gist(citations[0], value.text().strip(), checked_on, Standing.READ)
    got = value.fields(("gist",), ("standing", "checked_on"))
    return Gist(
        citations[0],
        got["gist"].text().strip(),
        got["checked_on"].date() if "checked_on" in got else checked_on,
        Standing(got["standing"].word(Standing)) if "standing" in got else Standing.READ,
    )
