"""The case of a walk (`builders.lawful_walk`): its records, what is looked at after each, what the door is not asked.

That is what people do beside the lawful acts: entering late whatever stands against it, restating, voiding, paying.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from tests.builders.history import CaseBuilder, instant
from tests.builders.walk_checks import read_wrongly, seen_wrongly, stands_wrongly
from tests.builders.walk_forms import DAY, PEOPLE, Desk, drawn_value, form, role_of

from plumbline.core.cases import overview
from plumbline.core.cases.belongings import belongings, rate_on
from plumbline.core.cases.cancelling import against_cancelling
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.history import continued
from plumbline.core.cases.reserved import ASSIGN_CASE, CANCEL_OPENING, STATE_FACTS, VOID_ACT
from plumbline.core.facts.record import Record, Value
from plumbline.core.goods.account import balance
from plumbline.core.goods.entries import MONEY_ENTRY, Money, MoneyEntry, written_money
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import ZONE
from plumbline.core.ledger.record import Record as SealedRecord
from plumbline.core.procedures.definition import Step

BEGINS = "2026-08-03 09:00"
MINUTE = 60_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CaseAtHand:
    """A case as it grows; `now` is the instant at which its last record was entered, `faults` what did not hold."""

    def __init__(self, docket: Docket, random: Random, *, mended: bool, without: frozenset[str]) -> None:
        self.docket, self.random, self.mended, self.without = docket, random, mended, without
        self.steps = {id: step for id, step in docket.procedure.steps.items() if id not in without}
        self.now = instant(BEGINS)
        self.faults: list[str] = []
        self.case = CaseBuilder(docket, text_of(self.now), **self._facts(0.6))
        self.now = self.case.records[0].recorded_at
        self.history = self.case.history()
        self.seen = overview.begin(self.case.records[0])

    def has_ended(self) -> bool:
        return self.docket.end_of(self.history.folded(self.now)) is not None

    def written(self, act: Record, at: int, corrects: str | None = None) -> SealedRecord:
        return self.case.act(
            act.step,
            text_of(at) if act.precise else text_of(at)[:10],
            by=tuple(one.officer for one in act.by or ()),
            entered=text_of(self.now),
            documents=act.documents or (),
            recordings=tuple(one.kind for one in act.recordings or ()),
            corrects=corrects,
            acting_as=role_of(self.docket.procedure.steps[act.step]),
            **act.fields,
        )

    def take(self, record: SealedRecord) -> None:
        """The record is read, and all that holds after an act is looked at."""
        local_day = self.docket.calendar.local_day
        more = continued(self.history, record, self.docket.procedure, local_day)
        self.history = more or self.case.history()
        restates = record.corrects is not None
        records = self.case.records
        self.seen = overview.fold(records) if restates else overview.advance(self.seen, record)
        self.faults += read_wrongly(self.docket, records, self.history)
        self.faults += seen_wrongly(records, self.seen)
        self.faults += stands_wrongly(self.docket, self.history, self.now)
        if not self.mended and self.seen.ended != self.has_ended():
            self.faults.append(
                f"at a glance ended is {self.seen.ended}, by its records {not self.seen.ended}"
            )

    # what is told of the case beside its acts

    def _facts(self, share: float) -> dict[str, Value]:
        """Facts of its header that are told, so many of them."""
        return {
            name: drawn_value(self.random, one.definition, self._today(), self.now)
            for name, one in self.docket.procedure.attributes.items()
            if not one.definition.personal and self.random.random() < share
        }

    def _today(self) -> int:
        return self.docket.calendar.local_day(self.now)

    def _state(self, facts: Mapping[str, Value]) -> None:
        attributes = self.docket.procedure.attributes
        told = {name: written_value(attributes[name].definition, value) for name, value in facts.items()}
        self._reserve(STATE_FACTS, {"facts": told})

    def state_the_rest(self) -> bool:
        """Facts that nobody has stated are stated; False where all were."""
        facts = {name: value for name, value in self._facts(1).items() if name not in self.history.header}
        if facts:
            self._state(facts)
        return bool(facts)

    def _reserve(self, step: str, fields: Mapping[str, Json], corrects: str | None = None) -> None:
        at = text_of(self.now)
        self.take(self.case.reserved(step, at, fields, corrects, entered=at))

    def pay(self) -> None:
        """What is owed comes to the account: no act of the procedure does that."""
        day, account = self._today(), belongings(self.docket, self.history, self.now).account
        owed = balance(account, rate_on(self.docket, day), day).owed
        if owed > 0:
            self._reserve(MONEY_ENTRY, written_money(MoneyEntry("", Money.PAY, 0, owed)))

    def mend(self) -> None:
        """What the door is not asked: acts entered late, restated, void; facts; handlers; a case opened by mistake."""
        self.now += self.random.randrange(1, 300) * MINUTE
        acts = [one for one in self.case.records if one.step in self.docket.procedure.steps]
        match self.random.choice(("attest", "restate", "void", "facts", "handlers", "cancel")):
            case "attest":
                self._attest(self.random.choice(list(self.steps.values())))
            case "restate" if acts:
                wrong = self.random.choice(acts)
                self._attest(self.docket.procedure.steps[wrong.step], wrong.id)
            case "void" if acts:
                self._reserve(VOID_ACT, {"reason": "误记"}, self.random.choice(acts).id)
            case "facts":
                self._state(self._facts(0.5))
            case "handlers":
                officers = list(self.random.choice(PEOPLE))
                self._reserve(ASSIGN_CASE, {"officers": officers, "reason": "调整"})

            case "cancel" if not against_cancelling(self.docket, self.history):
                self._reserve(CANCEL_OPENING, {"reason": "误立"})

    def _attest(self, step: Step, corrects: str | None = None) -> None:
        act = form(self.random, Desk(self.docket, self.history, self.now), step)
        at = max(act.instant - self.random.randrange(40) * DAY, 0)
        self.take(self.written(act, at, corrects))


def text_of(at: int) -> str:
    """The local minute, as `builders.history` writes it."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(ZONE).strftime("%Y-%m-%d %H:%M")
