"""Writing to the library: statutes in a folder of markdown files are imported, a bad file stops nobody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plumbline.apps.pack_store.store import LawStore, StoredEdition, digest_of
from plumbline.core.errors import Language, PlumblineError
from plumbline.core.law.provision import Statute
from plumbline.core.law.registry import Edition, Instrument, LawRegistry, plain_name
from plumbline.core.law.statute_parser import parse_statute

Result = Literal["imported", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file. `gaps` are missing article numbers; `error` says why a file failed."""

    file: Path
    result: Result
    edition: StoredEdition | None = None
    articles: int = 0
    gaps: tuple[int, ...] = ()
    error: PlumblineError | str = ""

    def reason(self, language: Language) -> str:
        """Why the file failed, in the reader's language; empty when it did not."""
        return self.error.message(language) if isinstance(self.error, PlumblineError) else self.error


def statute_files(folder: Path) -> list[Path]:
    """The markdown files under `folder` that may be statutes, in order of name; README files are left out."""
    return [path for path in sorted(folder.rglob("*.md")) if path.stem.lower() != "readme"]


def open_for_import(folder: Path) -> LawStore:
    """The library in `folder`, to be handed to `import_files`; nothing is made before something is imported."""
    return LawStore(folder)


def import_files(store: LawStore, registry: LawRegistry, files: list[Path]) -> Iterator[Imported]:
    """Import one file after another; the caller sees each result as it comes."""
    known = {edition.id: edition.digest for edition in store.editions()}
    for file in files:
        try:
            markdown = file.read_text(encoding="utf-8-sig")
            statute = parse_statute(markdown, file.name)
        except (OSError, UnicodeDecodeError) as error:
            yield Imported(file, "failed", error=str(error))
            continue
        except PlumblineError as error:
            yield Imported(file, "failed", error=error)
            continue
        edition = edition_of(statute, registry, file, digest_of(markdown))
        articles = sum(1 for _unit in statute.units())
        unchanged = known.get(edition.id) == edition.digest
        if not unchanged:
            store.put(edition, markdown, statute)
            known[edition.id] = edition.digest
        yield Imported(file, "unchanged" if unchanged else "imported", edition, articles, statute.gaps())


def edition_of(statute: Statute, registry: LawRegistry, file: Path, digest: str) -> StoredEdition:
    """Which edition of which instrument a text is: by title and date of adoption, windows from the registry first."""
    instrument = registry.instrument_of(statute.title)
    known = _known_edition(instrument, statute.adopted)
    key = instrument.key if instrument else plain_name(statute.title)
    adopted = statute.adopted or (known.adopted or known.first if known else None)
    label = known.label if known else str(adopted.year) if adopted else "?"
    return StoredEdition(
        id=f"{key}@{adopted.isoformat() if adopted else label}",
        instrument=key,
        name=instrument.name if instrument else statute.title,
        label=label,
        adopted=adopted,
        first=known.first if known else _first_day(statute),
        last=known.last if known else None,
        source=file.name,
        digest=digest,
    )


def _known_edition(instrument: Instrument | None, adopted: dt.date | None) -> Edition | None:
    if instrument is None:
        return None
    for edition in instrument.editions:
        if adopted is not None and edition.adopted == adopted:
            return edition
    only = instrument.editions[0] if len(instrument.editions) == 1 else None
    return only if only and (adopted is None or only.adopted is None) else None


def _first_day(statute: Statute) -> dt.date | None:
    """The day the text itself names, unless it is older than the text: an amended law keeps its first 施行 date."""
    first, adopted = statute.in_force_from, statute.adopted
    return None if first and adopted and first < adopted else first
