"""The card of things and money on the case page: what is there, what is owed, what is not explained."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.possible import stands_all_day
from plumbline.apps.goods.case_reading import CaseRead
from plumbline.apps.goods.policies import GOODS_READ
from plumbline.apps.goods.queries import CaseMoney, case_money
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import Act, Fact, HeldPart, Part
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.belongings import COLLECTED, FINE_STEPS
from plumbline.core.cases.measures import TAKING
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.goods.stock import Item

_MOST = 5


_CARDS: Kept[tuple[CaseFile, HeldPart | None]] = Kept(256)
"""Each value holds the case of its key, so that the identities of its history and docket cannot pass to others."""


def goods_card(file: CaseFile, person: Person, now: int, language: Language) -> Part | None:
    """The card; None where the procedure knows neither things nor money, and the case has none.

    It rests on the records and the day alone, so that it is made once for them, unless something lies ahead today.
    """
    today = file.docket.calendar.local_day(now)
    may = may_access(person, GOODS_READ, file.place, today)

    def made() -> tuple[CaseFile, HeldPart | None]:
        card = _card(file, may, now, language)
        return file, HeldPart(card) if card else None

    if file.history.joined or not stands_all_day(file, now):
        return made()[1]
    return _CARDS.get((id(file.docket), id(file.history), today, language, may), made)[1]


def _card(file: CaseFile, may: bool, now: int, language: Language) -> FactCard | None:
    found = case_money(CaseRead(file.docket, file.history), now, language)
    known = {COLLECTED, *FINE_STEPS, *TAKING} & file.docket.procedure.steps.keys()
    if not known and not found.held.stock.items:
        return None
    today = file.docket.calendar.local_day(now)
    address = url_of("goods:case", case=file.history.opening.case)
    left = found.held.stock.unexplained
    facts = [_thing(one, today) for one in left[:_MOST]]
    if len(left) > _MOST:
        facts.append(Fact(_("More things"), str(len(left) - _MOST)))
    facts += _money(found)
    return FactCard(
        "goods",
        _("Things and money"),
        facts,
        "" if facts else _("Nothing in store, nothing owed."),
        act=Act(_("Enter or look up"), address, small=True) if may else None,
    )


def _thing(item: Item, today: int) -> Fact:
    due = date_of(item.due).isoformat() if item.due is not None else ""
    late = item.due is not None and item.due < today
    said = f"{item.left} {item.unit}" + (_(" (until {day})").format(day=due) if due else "")
    word = StatusWord(_("held beyond the term"), "breach", "alert-circle") if late else None
    return Fact(item.name, said, word=word)


def _money(found: CaseMoney) -> list[Fact]:
    balance, facts = found.balance, []
    if balance.owed > 0:
        facts.append(Fact(_("Owed"), formats.money(balance.owed), word=_late(found)))
    elif found.held.account.fine:
        facts.append(Fact(_("Fine"), _("{sum}, settled").format(sum=formats.money(balance.fine))))
    if found.held.cash:
        facts.append(Fact(_("Cash not yet in the bank"), formats.listed(found.held.cash)))
    return facts


def _late(found: CaseMoney) -> StatusWord | None:
    due = found.balance.next_due
    late = due is not None and due.day < found.balance.on
    return StatusWord(_("overdue"), "breach", "alert-circle") if late else None
