"""The series of numbers in words, and all that an organ can have: cases, papers, archives."""

from __future__ import annotations

from functools import cache

from django.utils.translation import gettext as _

from plumbline.apps.casework.numbering import ARCHIVE_SERIES, CASE_KIND, case_series
from plumbline.apps.casework.pages.speaking import language, paper_name
from plumbline.apps.pack_store.shelf import Shelf, shelf

Group = tuple[str, list[tuple[str, str]]]


def series_title(kind: str) -> str:
    """A series by the kind of its numbers."""
    if kind == ARCHIVE_SERIES[0]:
        return str(_("Archive numbers"))
    if kind == CASE_KIND:
        return str(_("Other cases"))
    if kind.startswith(f"{CASE_KIND}/"):
        return _case_title(kind.removeprefix(f"{CASE_KIND}/"))
    title = _papers(shelf()).get(kind)
    return paper_name(title[0]) if title else kind


def series_choices() -> list[Group]:
    """Every series with its word, in groups as a select shows them."""
    words = series_words()
    groups = {_("Cases"): [], _("Papers"): [], _("Archives"): []}  # type: dict[str, list[tuple[str, str]]]
    for kind, word in words.items():
        group = _("Papers")
        if kind.startswith(CASE_KIND):
            group = _("Cases")
        elif kind == ARCHIVE_SERIES[0]:
            group = _("Archives")
        groups[group].append((kind, _("{series} ({word})").format(series=series_title(kind), word=word)))
    return [(group, sorted(found, key=lambda one: one[1])) for group, found in groups.items()]


def series_words() -> dict[str, str]:
    """The word of each series that the packs and the archives know, by kind."""
    known = shelf()
    cases = dict(case_series(procedure) for procedure in known.procedures)
    return cases | {kind: word for kind, (_title, word) in _papers(known).items()} | dict([ARCHIVE_SERIES])


def _case_title(procedure: str) -> str:
    if procedure not in shelf().procedures:
        return procedure
    known = shelf().docket(procedure).procedure
    name = known.title if language() == "zh" else known.english
    return str(_("Cases: {name}").format(name=name or known.title))


@cache
def _papers(known: Shelf) -> dict[str, tuple[str, str]]:
    """Title and word of the papers that bear a number, by kind."""
    kinds = known.packs.documents.by_title.values()
    return {one.id: (one.title, one.series) for one in kinds if one.series}
