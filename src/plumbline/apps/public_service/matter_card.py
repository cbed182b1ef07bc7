"""What the catalogue of services says of the matter that an application is for, beside its case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.formats import UNKNOWN
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.pages_language import language
from plumbline.apps.people.queries.entries import EntryView, entry
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.clocks.deadline import due_day
from plumbline.core.clocks.errors import ClockError
from plumbline.core.facts.record import Record

APPLICATION: Final = "service.application"


def matter_card(person: Person, place: Place, procedure: str, today: int) -> FactCard | None:
    """The card; None for other cases, other readers, and before an application was received."""
    if procedure != APPLICATION or not may_access(person, CASE_READ, place, today):
        return None
    file = read_case(place.matter or "")
    latest = max((one.recorded_at for one in file.history.acts), default=0)
    acts = file.history.folded(latest).by_step
    if not acts.get("receive"):
        return None
    code = str(acts["receive"][-1].fields.get("matter_no") or "")
    known = entry("service-matter", code)
    title = _("Matter in the catalogue of services")
    if known is None or known.ended_on is not None:
        word = StatusWord(
            _("not in the catalogue: correct the code, or enter the matter"), "soon", "alert-triangle"
        )
        return FactCard("service-matter", title, [Fact(code, word=word)])
    return FactCard("service-matter", title, [*_facts(known), *_promise(file.docket.calendar, known, acts)])


def _facts(known: EntryView) -> list[Fact]:
    values, words = known.values, shelf().words
    by_law = values.get("statutory_days")
    return [
        Fact(_("Matter"), f"{known.name}（{known.code}）"),
        Fact(_("First contact"), str(values.get("first_contact") or UNKNOWN)),
        Fact(_("Working days by law"), UNKNOWN if by_law is None else str(by_law)),
        Fact(_("Working days promised"), str(values.get("promised_days") or UNKNOWN)),
        Fact(
            _("How far online"), words.word("online_level", str(values.get("online_level") or ""), language())
        ),
    ]


def _promise(calendar: WorkingCalendar, known: EntryView, acts: Mapping[str, list[Record]]) -> list[Fact]:
    """The last day that the catalogue allows, once accepted, and whether the day promised is within it."""
    accepted, days = acts.get("accept", ()), known.values.get("promised_days")
    if not accepted or not isinstance(days, int):
        return []
    try:
        last = due_day(accepted[-1].day, Period(days, Unit.WORKING_DAYS), calendar).day
    except ClockError:
        return []
    if last is None:
        return []
    told = accepted[-1].fields.get("promised_on")
    later = isinstance(told, int) and told > last
    word = StatusWord(_("promised for a later day"), "breach", "alert-triangle") if later else None
    return [Fact(_("Last day by the catalogue"), date_of(last).isoformat(), word=word)]
