"""The tab of what no rule can judge: gathered by case, unless one asks for a rule, a case or each by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.casework.pages.speaking import language, local
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, ListFoot, Pick, Row, list_foot
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.supervision.pages.wording import case_url
from plumbline.apps.supervision.queries import PAGE, FindingsAsked
from plumbline.apps.supervision.queries.undetermined import UnclearCase, UnclearCases
from plumbline.core.clocks.civil import date_of

Address = Callable[[FindingsAsked], str]
"""The address of the list when it is asked for something else."""


def by_case(asked: FindingsAsked) -> bool:
    """Whether the list is gathered by case."""
    return asked.tab == "unclear" and not (asked.each or asked.text or asked.rule)


def gathering(asked: FindingsAsked) -> list[Pick]:
    """How the tab is told, to choose from; nothing on other tabs."""
    if asked.tab != "unclear":
        return []
    ways = [("", _("by case")), ("1", _("each by itself"))]
    return [Pick("each", _("Shown"), ways, "1" if asked.each else "")]


def cases_table(found: UnclearCases, asked: FindingsAsked, today: int, address: Address) -> DataTable:
    """The cases, each with the way to its findings."""
    names = organ_names(sorted({one.organ for one in found.lines}))
    return DataTable(
        _total(found),
        [
            Column(_("Case"), "head", whole=True),
            Column(_("Procedure"), "meta"),
            Column(_("Organ"), "meta", whole=True),
            Column(_("Cannot be judged"), "meta", whole=True, phone_label=_("Cannot be judged")),
            Column(_("Since"), "meta", whole=True, phone_label=_("Since")),
        ],
        [_row(one, asked, today, address, names.get(one.organ, one.organ)) for one in found.lines],
    )


def cases_foot(found: UnclearCases, asked: FindingsAsked, address: Address) -> ListFoot:
    """How many there are, and the way to the others."""
    return list_foot(_total(found), found.total, PAGE, found.page, lambda n: address(replace(asked, page=n)))


def _row(one: UnclearCase, asked: FindingsAsked, today: int, address: Address, organ: str) -> Row:
    procedure = shelf().docket(one.procedure).procedure
    told = ngettext("{n} rule", "{n} rules", one.rules).format(n=formats.count(one.rules))
    return Row(
        [
            Cell(one.number, case_url(one.case)),
            Cell(procedure.title if language() == "zh" else procedure.english),
            Cell(organ),
            Cell(told, address(replace(asked, text=one.number, page=1))),
            Cell(formats.moment(local(one.since), date_of(today))),
        ],
        key=one.case,
        name=one.number,
    )


def _total(found: UnclearCases) -> str:
    return str(ngettext("{n} case", "{n} cases", found.total).format(n=formats.count(found.total)))
