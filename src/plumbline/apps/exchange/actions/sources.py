"""Sources are opened and closed by the system administrator."""

from __future__ import annotations

import hashlib
from typing import Final

from plumbline.apps.exchange.errors import LayoutUnknown, NoSuchSource, SourceTaken
from plumbline.apps.exchange.incoming import MAPPED, OWN
from plumbline.apps.exchange.models import Source
from plumbline.apps.exchange.old_files import OLD_FILES
from plumbline.apps.exchange.store import supplier_of
from plumbline.apps.exchange.suppliers import BEGINNING, Supplier
from plumbline.apps.exchange.translating import check_mapping
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.core.layouts.mirrored import COMPARED


def open_source(
    *,
    code: str,
    title: str,
    organ: str,
    division: str,
    layout: str,
    by: str,
    now: int,
    mapping: str = "",
    procedure: str = "",
) -> Supplier:
    """A system that will supply records; raises SourceTaken, LayoutUnknown, MappingWrong."""
    known = (OWN, MAPPED, OLD_FILES, *LAYOUTS, *COMPARED)
    if layout not in known:
        raise LayoutUnknown(layout=layout, known=", ".join(known))
    if mapping or layout == MAPPED:
        check_mapping(mapping)
    made: Source
    made, is_new = Source.objects.get_or_create(
        code=code,
        defaults={
            "title": title,
            "organ": organ,
            "division": division,
            "layout": layout,
            "mapping": mapping,
            "procedure": procedure,
            "made_at": now,
            "made_by": by,
        },
    )
    if not is_new:
        raise SourceTaken(source=code)
    return supplier_of(made)


def close_source(*, code: str, now: int) -> None:
    """From now on nothing is taken from it; raises NoSuchSource."""
    if not Source.objects.filter(code=code, closed_at=None).update(closed_at=now):
        raise NoSuchSource(source=code)


BEGINNINGS: Final = {"running": (OWN, "上线导入·在办案件"), "old": (OLD_FILES, "上线导入·历史案卷")}
"""What an organ brings along when it begins: layout and title of the source under which it stands."""


def beginning_source(kind: str, *, organ: str, division: str, by: str, now: int) -> Supplier:
    """The source of what the organ brings along, opened when it is first needed."""
    layout, title = BEGINNINGS[kind]
    code = f"{BEGINNING}{kind}-{hashlib.sha256(organ.encode()).hexdigest()[:8]}"
    made: Source
    made, _ = Source.objects.get_or_create(
        code=code,
        defaults={
            "title": title,
            "organ": organ,
            "division": division,
            "layout": layout,
            "made_at": now,
            "made_by": by,
        },
    )
    return supplier_of(made)
