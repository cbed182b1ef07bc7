"""Acts that have a page of their own: the form that the packs give would leave out what that page does beside them.

The app with the page names its acts in its module `desk`; the door takes them from that page alone, whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.urls import reverse

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.desks import all_desks
from plumbline.apps.casework.errors import FieldOfOwnPage, HasOwnPage
from plumbline.core.procedures.definition import Procedure

OPENING: Final = ""
"""In place of a step: the opening of a case."""
_PAGES: Final[dict[tuple[str, str], tuple[str, str]]] = {}
"""By procedure and step: the desk that does the act, and the name of its page's address."""
_FIELDS: Final[dict[tuple[str, str, str], str]] = {}
"""By procedure, step and field: the desk that alone fills the field; the act without it anybody may do."""


def own_pages(desk: str, procedure: str, pages: Mapping[str, Iterable[str]]) -> None:
    """A desk names its acts, by the address of their page: of one case, for an opening of none."""
    for view, steps in pages.items():
        _PAGES.update({(procedure, step): (desk, view) for step in steps})


def own_field(desk: str, procedure: str, step: str, field: str) -> None:
    """A desk names a field that it alone fills: what is typed there would prove nothing."""
    _FIELDS[procedure, step, field] = desk


def has_own_page(procedure: str, step: str) -> bool:
    """Whether a page of its own does the act."""
    return _page(procedure, step) is not None


def own_page(procedure: str, step: str, case: str) -> str:
    """The address of the page for this act in a case; empty: the form of the packs is its page."""
    found = _page(procedure, step)
    return str(reverse(found[1], kwargs={"case": case})) if found else ""


def opening_page(procedure: str) -> str:
    """Where cases of the procedure are opened; empty: where all are."""
    found = _page(procedure, OPENING)
    return str(reverse(found[1])) if found else ""


def check_own_page(file: CaseFile, act: Act) -> None:
    """Raises HasOwnPage, FieldOfOwnPage where a page of its own does the act, or fills the field, and it came from
    elsewhere.
    """
    step, procedure = file.docket.step(act.step), file.docket.procedure
    _check(procedure, act.step, act.desk, (step.title, step.english) if step else ("", ""))
    for name in act.values if step else ():
        desk = _FIELDS.get((procedure.id, act.step, name), act.desk)
        if step and desk != act.desk and act.values[name] not in (None, ""):
            field = step.fields[name]
            raise FieldOfOwnPage(field=field.title, field_en=field.english or field.title)


def check_opening_page(procedure: Procedure, desk: str) -> None:
    """The same of opening a case."""
    _check(procedure, OPENING, desk, (f"启动{procedure.title}", f"begin: {procedure.english}"))


def _page(procedure: str, step: str) -> tuple[str, str] | None:
    all_desks()
    return _PAGES.get((procedure, step))


def _check(procedure: Procedure, step: str, desk: str, said: tuple[str, str]) -> None:
    found = _page(procedure.id, step)
    if found and found[0] != desk:
        zh, en = said
        raise HasOwnPage(step=zh, step_en=en, procedure=procedure.title, procedure_en=procedure.english or zh)
