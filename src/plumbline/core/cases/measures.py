"""Things and the measure under which they are held: until when, and what was decided of them.

A thing taken under a measure may be held as long as the clock of the measure runs: an extension that the head grants,
or a test that stops the clock, moves its last day, and nobody enters it a second time. Steps of the packs are known by
their ids, which never change their meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.reserved import THINGS
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, Value
from plumbline.core.goods.errors import DecidedOtherwise, NotReleased, NotToBeDestroyed, PreservedStays
from plumbline.core.goods.stock import Item, Move, Movement, Stock
from plumbline.core.ledger.canonical import Json
from plumbline.core.rules.rule import Clock, Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import Bearer, Outcome

SEIZING: Final = "impose"
PRESERVING: Final = "sample_or_preserve"
RELEASE: Final = "release"
DISPOSE: Final = "dispose"
DISPOSE_PRESERVED: Final = "dispose_preserved"
TRANSFER: Final = "transfer_case"
TAKING: Final = frozenset({SEIZING, PRESERVING})
"""Acts by which things come under a measure."""
DECIDING: Final = (RELEASE, DISPOSE, DISPOSE_PRESERVED, TRANSFER)
"""Acts that say what becomes of them."""
LAWFUL_LEVELS: Final = frozenset({"law", "administrative_regulation"})
_LEAVING: Final = frozenset({Move.GIVE_BACK, Move.AUCTION, Move.HAND_OVER, Move.DESTROY})
_CLOSED: Final[Mapping[str, frozenset[Move]]] = MappingProxyType(
    {
        RELEASE: frozenset({Move.AUCTION}),
        "confiscate": frozenset({Move.GIVE_BACK}),
        "destroy": frozenset({Move.GIVE_BACK, Move.AUCTION}),
    }
)
"""By what was decided of a thing, the ways it can then not go."""
_DECIDED_WORDS: Final = {
    RELEASE: ("解除并退还", "released and given back"),
    "confiscate": ("没收", "confiscated"),
    "destroy": ("销毁", "destroyed"),
}
_MOVE_WORDS: Final = {Move.AUCTION: ("拍卖", "auctioned"), Move.GIVE_BACK: ("退还当事人", "given back")}


class Offer(StrEnum):
    """Which things an act asks about."""

    NEW = "new"
    """It lists what is taken."""
    HELD = "held"
    LENT = "lent"
    RELEASED = "released"
    """What a decision gives back."""


@dataclass(frozen=True, slots=True)
class ThingStep:
    """What an act of the packs does to things; without a movement it only names them."""

    offer: Offer
    move: Move | None = None


THING_STEPS: Final[Mapping[str, ThingStep]] = MappingProxyType(
    {
        "deliver_decision_list": ThingStep(Offer.NEW, Move.TAKE_IN),
        PRESERVING: ThingStep(Offer.NEW, Move.TAKE_IN),
        "keep": ThingStep(Offer.HELD, Move.PLACE),
        "start_test": ThingStep(Offer.HELD, Move.LEND),
        "end_test": ThingStep(Offer.LENT, Move.BRING_BACK),
        RELEASE: ThingStep(Offer.HELD),
        DISPOSE: ThingStep(Offer.HELD),
        DISPOSE_PRESERVED: ThingStep(Offer.HELD),
        "return_property": ThingStep(Offer.RELEASED, Move.GIVE_BACK),
        TRANSFER: ThingStep(Offer.HELD, Move.HAND_OVER),
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """How long things taken by an act may be held. `due` is None while the clock stands still or once it is over."""

    due: int | None
    runs: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of things. `items` is None where the record names none, and then it speaks of all."""

    step: str
    record: str
    day: int
    items: frozenset[str] | None
    result: Value = None
    level: Value = None

    def speaks_of(self, item: str) -> bool:
        """Whether the thing is meant."""
        return self.items is None or item in self.items


@dataclass(frozen=True, slots=True)
class Measures:
    """The terms of a case by the act that took things, and what was decided, in order."""

    terms: Mapping[str, Term]
    kinds: Mapping[str, str]
    """The step of each taking act."""
    decided: tuple[Decided, ...]

    def decision_on(self, item: Item) -> Decided | None:
        """The last decision that speaks of the thing."""
        return next((one for one in reversed(self.decided) if one.speaks_of(item.id)), None)

    def due(self, item: Item) -> int | None:
        """The last day the thing may be held: that of its measure, the day of its release, else what was stated."""
        if item.measure not in self.terms:
            return item.due
        decision = self.decision_on(item)
        if decision is not None:
            return decision.day if decision.step == RELEASE else None
        return self.terms[item.measure].due


def measures_of(docket: Docket, history: History, now: int) -> Measures:
    """The measures of the case as of the instant `now`."""
    case = history.folded(now)
    latest = _latest(history.acts)
    clocks = frozenset(rule.id for rule in docket.procedure.rules if _holds_things(rule))
    verdicts = docket.judge(case, now, None, clocks) if clocks else []
    terms = {one.record: _term(one) for one in verdicts if one.outcome is not Outcome.NOT_APPLICABLE}
    takings = [act for step in sorted(TAKING) for act in case.by_step.get(step, ())]
    kinds = {name: act.step for act in takings for name in (act.id, *latest.get(act.id, ()))}
    over = Term(None, False)
    found = {name: terms.get(act.id, over) for act in takings for name in (act.id, *latest.get(act.id, ()))}
    return Measures(MappingProxyType(found), MappingProxyType(kinds), tuple(_decided(case, history)))


def with_terms(stock: Stock, measures: Measures) -> Stock:
    """The stock with the last days that the measures give its things."""
    items = {name: replace(one, due=measures.due(one)) for name, one in stock.items.items()}
    return replace(stock, items=MappingProxyType(items))


def taking_act(history: History, step: str, record: str, now: int) -> str:
    """The act under which a list takes things in: the measure imposed before it, or the preservation itself."""
    if step == PRESERVING:
        return record
    imposed = history.folded(now).by_step.get(SEIZING, ())
    return imposed[-1].id if imposed else ""


def check_leaving(measures: Measures, stock: Stock, movement: Movement) -> None:
    """Raises NotReleased, PreservedStays or NotToBeDestroyed for a thing that no decision lets go."""
    item = stock.items.get(movement.item)
    if item is None or movement.move not in _LEAVING or item.measure not in measures.kinds:
        return
    decision = measures.decision_on(item)
    if decision is None:
        preserved = measures.kinds[item.measure] == PRESERVING
        raise PreservedStays(name=item.name) if preserved else NotReleased(name=item.name)
    if movement.move is Move.DESTROY and decision.step == DISPOSE:
        if decision.result != "destroy" or decision.level not in LAWFUL_LEVELS:
            raise NotToBeDestroyed(name=item.name)
    elif movement.move is Move.DESTROY and decision.step == RELEASE:
        raise NotToBeDestroyed(name=item.name)
    _check_way(item, decision, movement.move)


def _check_way(item: Item, decision: Decided, move: Move) -> None:
    """Raises DecidedOtherwise for a way that the decision closes."""
    meant = RELEASE if decision.step == RELEASE else str(decision.result) if decision.step == DISPOSE else ""
    if meant == "destroy" and decision.level not in LAWFUL_LEVELS:
        return
    if move in _CLOSED.get(meant, ()):
        (decided_zh, decided_en), (move_zh, move_en) = _DECIDED_WORDS[meant], _MOVE_WORDS[move]
        raise DecidedOtherwise(
            name=item.name,
            decided_zh=decided_zh,
            decided_en=decided_en,
            move_zh=move_zh,
            move_en=move_en,
        )


def offered(stock: Stock, measures: Measures, offer: Offer) -> list[Item]:
    """The things that an act asks about."""
    items = list(stock.items.values())
    if offer is Offer.LENT:
        return [one for one in items if one.lent > 0]
    held = [one for one in items if one.held > 0]
    if offer is Offer.RELEASED:
        return [one for one in held if (d := measures.decision_on(one)) is not None and d.step == RELEASE]
    return held if offer is Offer.HELD else []


def written_things(named: Iterable[tuple[str, str]]) -> list[Json]:
    """Things and counts, as a record names them."""
    return [{"item": item, "count": count} for item, count in named]


def _holds_things(rule: Rule) -> bool:
    body = rule.body
    return (
        isinstance(body, Clock)
        and body.bearer is Bearer.ORGAN
        and not TAKING.isdisjoint(body.opens)
        and not {RELEASE, DISPOSE, DISPOSE_PRESERVED}.isdisjoint(body.discharges)
    )


def _term(verdict: Verdict) -> Term:
    if verdict.discharged_by is not None or verdict.outcome is Outcome.SATISFIED:
        return Term(None, False)
    return Term(verdict.due, True)


def _latest(acts: Sequence[Record]) -> dict[str, list[str]]:
    """For each newest version of an act the ids of those it replaced: things name the act as it was then."""
    found: dict[str, list[str]] = {}
    for act in acts:
        if act.corrects:
            found[act.id] = [act.corrects, *found.pop(act.corrects, ())]
    return found


def _decided(case: Case, history: History) -> Iterable[Decided]:
    acts = sorted((act for step in DECIDING for act in case.by_step.get(step, ())), key=lambda one: one.seq)
    sealed = {one.id: one for one in history.sealed}
    for act in acts:
        written = sealed[act.id].fields.get(THINGS) if act.id in sealed else None
        items = None
        if isinstance(written, Sequence) and not isinstance(written, str):
            items = frozenset(str(row.get("item")) for row in written if isinstance(row, Mapping))
        yield Decided(
            act.step,
            act.id,
            act.day,
            items,
            act.fields.get("result"),
            act.fields.get("destroy_set_by"),
        )
