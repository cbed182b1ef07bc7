"""The library's answers as plain values for `--json`: keys are part of the interface and never change meaning."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from plumbline.apps.pack_store.actions import Imported
from plumbline.apps.pack_store.pack_citations import Impact
from plumbline.apps.pack_store.queries import Hit, Library, Shown
from plumbline.core.errors import Language
from plumbline.core.law.alignment import ArticleChange


def window(first: dt.date | None, last: dt.date | None) -> str:
    """2024-01-01 → ; 1999-10-01 → 2023-12-31; ? where unknown."""
    return f"{first or '?'} → {last or ''}".rstrip()


def imported(one: Imported, folder: Path, language: Language) -> dict[str, Any]:
    """One file of an import."""
    return {
        "file": one.file.relative_to(folder).as_posix(),
        "result": one.result,
        "id": one.edition.id if one.edition else None,
        "articles": one.articles,
        "gaps": list(one.gaps),
        "reason": one.reason(language),
    }


def shown(one: Shown) -> dict[str, Any]:
    """One citation looked up."""
    gists = [
        {
            "citation": gist.citation.short(),
            "gist": gist.gist,
            "checked_on": gist.checked_on.isoformat(),
            "standing": gist.standing.value,
        }
        for gist in one.gists
    ]
    return {
        "citation": one.citation.short(),
        "chinese": one.chinese,
        "name": one.name,
        "edition": one.edition_label or None,
        "from": one.first.isoformat() if one.first else None,
        "to": one.last.isoformat() if one.last else None,
        "gists": gists,
        "imported": one.imported,
        "provisions": [{"place": part.place.short(), "text": part.plain()} for part in one.provisions],
    }


def hit(one: Hit) -> dict[str, Any]:
    """One line found."""
    return {
        "citation": f"{one.edition.instrument} {one.place}",
        "edition": one.edition.label,
        "line": one.line.strip(),
        "words": [one.line[start:end] for start, end in one.spans],
        "score": round(one.score, 3),
    }


def change(row: ArticleChange) -> dict[str, Any]:
    """One row of a comparison."""
    return {
        "change": row.change,
        "old": row.old.place.short() if row.old else None,
        "new": row.new.place.short() if row.new else None,
        "likeness": round(row.likeness, 3),
        "part_of": row.part_of.place.short() if row.part_of else None,
    }


def impact(one: Impact) -> dict[str, Any]:
    """One citation in a pack that rests on a changed article."""
    return {
        "file": one.cited.file.as_posix(),
        "line": one.cited.line,
        "kind": one.cited.kind,
        "id": one.cited.holder,
        "citation": one.cited.citation.short(),
        **change(one.change),
    }


def shelf_rows(library: Library) -> list[dict[str, Any]]:
    """Every edition of every instrument: known to the packs, imported, or both."""
    held = {(edition.instrument, edition.label) for edition in library.editions}
    rows = []
    for instrument in library.registry.instruments.values():
        for edition in instrument.editions:
            gists = sum(1 for gist in library.registry.gists if gist.citation.instrument == edition.key)
            rows.append(
                {
                    "key": edition.key,
                    "name": instrument.name,
                    "edition": edition.label,
                    "in_force": window(edition.first, edition.last),
                    "articles": edition.articles,
                    "standing": edition.standing.value,
                    "gists": gists,
                    "imported": (instrument.key, edition.label) in held,
                }
            )
    return rows
