"""The parts of the page of a case's things and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.goods.case_story import EntryLine
from plumbline.apps.goods.queries import CaseMoney
from plumbline.apps.goods.story_words import content_of, kind_of
from plumbline.apps.goods.words import ACTS, DONE, whereabouts
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.dialogs import Notice
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.cases.measures import RELEASE, Measures
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.entries import Money
from plumbline.core.goods.stock import Item, Move, Stock

MOVES = (Move.PLACE, Move.LEND, Move.BRING_BACK, Move.GIVE_BACK, Move.AUCTION, Move.HAND_OVER, Move.DESTROY)


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing on the page. `word` warns, `note` says what was decided."""

    name: str
    spec: str
    taken: str
    where: str
    place: str
    keeper: str
    until: str
    word: StatusWord | None
    note: str
    photographs: Sequence[Link]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A destruction that waits; `sign_url` is there for whoever is asked to sign."""

    text: str
    who: str
    sign_url: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """An entry on the page."""

    day: str
    what: str
    text: str
    by: str
    is_void: bool
    record_url: str
    void_url: str


def thing_lines(
    stock: Stock,
    measures: Measures,
    photographs: Mapping[str, Sequence[tuple[str, str]]],
    case: str,
    today: int,
) -> list[ThingLine]:
    """The things, those that are still there first."""
    items = sorted(stock.items.values(), key=lambda one: (not one.left, one.due or 2**31, one.since))
    return [_thing(one, measures, photographs.get(one.id, ()), case, today) for one in items]


def _thing(
    item: Item, measures: Measures, files: Sequence[tuple[str, str]], case: str, today: int
) -> ThingLine:
    until = date_of(item.due).isoformat() if item.due is not None else "—"
    late = item.left > 0 and item.due is not None and item.due < today
    address = [
        reverse("casework:file", kwargs={"case": case, "record": record, "file": file})
        for record, file in files
    ]
    return ThingLine(
        name=item.name,
        spec=item.spec,
        taken=f"{item.taken} {item.unit}",
        where=whereabouts(item.held, item.lent, item.waiting, [(w, str(n)) for w, n in item.gone.items()]),
        place=item.place,
        keeper=item.keeper,
        until=until if item.left else "—",
        word=StatusWord(_("held beyond the term"), "breach", "alert-circle") if late else None,
        note=_decided(item, measures),
        photographs=[Link(str(place), url) for place, url in enumerate(address, 1)],
    )


def _decided(item: Item, measures: Measures) -> str:
    """What was decided of a thing that is still there."""
    if not item.left or item.measure not in measures.kinds:
        return ""
    decision = measures.decision_on(item)
    if decision is None:
        return str(_("under the measure"))
    if decision.step == RELEASE:
        return str(_("released, to be given back at once"))
    results = {"confiscate": _("to be confiscated"), "destroy": _("to be destroyed")}
    return str(results.get(str(decision.result), _("decided on")))


def move_acts(stock: Stock, case: str) -> list[Act]:
    """What can be entered of the things, as far as there are any for it."""
    held = any(one.held for one in stock.items.values())
    lent = any(one.lent for one in stock.items.values())
    acts = [Act(str(ACTS[Move.TAKE_IN]), _address(case, "take_in"), "plus", main=True, small=True)]
    for one in MOVES:
        if lent if one is Move.BRING_BACK else held:
            acts.append(Act(str(ACTS[one]), _address(case, "move", move=one), small=True))
    return acts


def money_acts(found: CaseMoney, case: str) -> list[Act]:
    """What can be entered of the money, as far as the account stands for it."""
    account, balance = found.held.account, found.balance
    paused = bool(account.pauses) and account.pauses[-1].last is None
    if not account.fine:
        return []
    kinds: list[Money] = []
    if balance.owed > 0:
        kinds += [Money.PAY, Money.PLAN]
    if balance.accrued.amount and not account.charged:
        kinds.append(Money.CHARGE)
    if balance.fine_left > 0:
        kinds.append(Money.RESUME if paused else Money.PAUSE)
    if balance.owed > 0:
        kinds.append(Money.EXCUSE)
    acts = [Act(str(ACTS[one]), _address(case, "money", kind=one), small=True) for one in kinds]
    if balance.owed > 0:
        notice = reverse("casework:payment_notice", kwargs={"case": case})
        acts.insert(0, Act(str(ACTS[Money.NOTICE]), notice, "file-plus", main=True, small=True))
    return acts


def waiting_lines(stock: Stock, case: str, officer: str | None) -> list[WaitingLine]:
    """Destructions that wait for a second signature."""
    names = officer_names({one.second for one in stock.unsigned.values()})
    return [
        WaitingLine(
            f"{stock.items[one.item].name} {one.count} {stock.items[one.item].unit}",
            names.get(one.second, one.second),
            _address(case, "sign", record=one.record) if officer == one.second else "",
        )
        for one in stock.unsigned.values()
    ]


def money_facts(found: CaseMoney) -> list[Fact]:
    """The account in figures; nothing where there is no fine."""
    balance, account = found.balance, found.held.account
    if not account.fine:
        return []
    facts = [
        Fact(_("Fine"), formats.money(balance.fine)),
        Fact(_("Paid"), formats.money(balance.paid)),
        Fact(_("Left of the fine"), formats.money(balance.fine_left)),
    ]
    if balance.accrued.amount:
        state = _("charged") if account.charged else _("may be charged")
        facts.append(Fact(_("Surcharge"), f"{formats.money(balance.accrued.amount)} {state}"))
    if balance.excused:
        facts.append(Fact(_("Owed no more"), formats.money(balance.excused)))
    if balance.next_due is not None and balance.fine_left > 0:
        day = date_of(balance.next_due.day).isoformat()
        said = _("{sum} by {day}").format(sum=formats.money(balance.next_due.amount), day=day)
        late = balance.next_due.day < balance.on
        word = StatusWord(_("overdue"), "breach", "alert-circle") if late else None
        facts.append(Fact(_("Next sum due"), said, word=word))
    if found.held.cash:
        facts.append(Fact(_("Cash not yet in the bank"), formats.listed(found.held.cash)))
    return facts


def notice_lines(found: CaseMoney, case: str) -> list[tuple[str, str, str, Link]]:
    """Number, sum, what was paid on it, and the record, of every payment notice."""
    paid: dict[str, Decimal] = {}
    for one in found.held.payments:
        paid[one.number] = paid.get(one.number, Decimal(0)) + one.amount
    return [
        (
            one.number,
            formats.money(one.amount),
            formats.money(paid.get(one.number, Decimal(0))),
            Link(one.number, reverse("casework:record", kwargs={"case": case, "record": one.record})),
        )
        for one in found.held.notices
    ]


def story_lines(entries: Sequence[EntryLine], case: str, *, may_void: bool) -> list[StoryLine]:
    """The entries in words."""
    names = officer_names({one.by for one in entries})
    return [
        StoryLine(
            date_of(one.day).isoformat(),
            str(DONE[kind_of(one.entry)]),
            content_of(one),
            names.get(one.by, one.by),
            one.is_void,
            reverse("casework:record", kwargs={"case": case, "record": one.record}),
            _address(case, "void", record=one.record) if may_void and not one.is_void else "",
        )
        for one in entries
    ]


def unexplained_note(found: CaseMoney) -> Notice | None:
    """Why the case could not be closed now; None when nothing stands in the way."""
    things = len(found.held.stock.unexplained)
    said = []
    if things:
        said.append(
            ngettext("%(n)s thing is not accounted for", "%(n)s things are not accounted for", things)
            % {"n": things}
        )
    if found.balance.owed > 0:
        said.append(_("{sum} are owed").format(sum=formats.money(found.balance.owed)))
    if found.held.cash:
        said.append(_("cash is not yet in the bank"))
    if not said:
        return None
    what = str(_(", ")).join(said)
    return Notice(_("The case cannot be closed yet: {what}").format(what=what), "soon", "alert-triangle")


def _address(case: str, page: str, **more: str) -> str:
    return str(reverse(f"goods:{page}", kwargs={"case": case, **more}))
