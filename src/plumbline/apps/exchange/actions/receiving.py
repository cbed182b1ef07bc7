"""Rows of a source become records, exactly once: the attest mode of the one door, a thousand at a time.

Each batch is one transaction of the ledger: records, projections, counts of the delivery, rows set aside. Killed before
its end nothing of it is there; sent again, what is there is found by its id and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction

from plumbline.apps.exchange import store
from plumbline.apps.exchange.drafting import Drafted, Drafter, days_late, stated
from plumbline.apps.exchange.incoming import Native, Problem, Row, natives
from plumbline.apps.exchange.models import Breach
from plumbline.apps.exchange.old_files import OLD_FILES, old_file_rows
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.exchange.translating import typed
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.ledger_store.errors import CaseOpened, RecordKept
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import opening_records, records_of
from plumbline.core.ledger.draft import entered as as_record
from plumbline.core.ledger.errors import LedgerError

BATCH: Final = 1_000
TRIES: Final = 4
"""How often a batch begins anew because another call entered some of its records meanwhile."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that is in: its row, its id here, whether it was there before, how many days after the act."""

    number: int
    record: str
    case: str
    known: bool
    days_late: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of the rows of one batch."""

    taken: list[Taken] = field(default_factory=list)
    wrong: list[tuple[Row, list[Problem]]] = field(default_factory=list)
    breaches: Mapping[str, Sequence[Breach]] = field(default_factory=dict)
    held: int = 0

    @property
    def stored(self) -> int:
        """Records that were not there before."""
        return sum(not one.known for one in self.taken)

    def counts(self) -> dict[str, int]:
        """As a delivery counts them."""
        return {
            "stored": self.stored,
            "known": len(self.taken) - self.stored,
            "quarantined": len(self.wrong),
            "late": sum(one.days_late > 0 for one in self.taken if not one.known),
        }


Along = Callable[[Outcome], object]
"""Done in the transaction of the batch, told what it enters."""


def receive(source: Supplier, rows: Sequence[Row], now: int, along: Along) -> Outcome:
    """Enter the rows; at most `BATCH` of them. `along` also runs where nothing is entered."""
    known = old_file_rows(rows) if source.layout == OLD_FILES else natives(source.layout, rows)
    found, unfit = known
    records, unread = typed(found, source.mapping, source.procedure)
    by_number = {row.number: row for row in rows}
    problems: dict[int, list[Problem]] = {row.number: [problem] for row, problem in unfit}
    for native, problem in unread:
        problems.setdefault(native.number, []).append(problem)
    drafter = Drafter(source, now)
    drafted: list[Drafted] = []
    for one in records:
        made = drafter.drafted(one)
        if isinstance(made, Problem):
            problems.setdefault(one.native.number, []).append(made)
        else:
            drafted.append(made)
    drafted = [one for one in drafted if one.native.number not in problems]
    outcome = _entered(drafted, problems, by_number, now, along)
    outcome.breaches = store.breaches_of([one.record for one in outcome.taken if not one.known])
    return outcome


def _entered(
    drafted: list[Drafted],
    problems: dict[int, list[Problem]],
    rows: Mapping[int, Row],
    now: int,
    along: Along,
) -> Outcome:
    for attempt in range(TRIES):
        plan = _Plan(drafted, dict(problems), now)
        outcome = plan.outcome(rows)
        try:
            if plan.wanted:
                enter_all(plan.wanted, now=now, along=lambda told=outcome: along(told))  # type: ignore[misc]
            else:
                with transaction.atomic():
                    along(outcome)
            return outcome
        except (RecordKept, CaseOpened):
            if attempt == TRIES - 1:
                raise
        except LedgerError as error:
            unfit = _unfit(drafted, now)
            if not unfit or attempt == TRIES - 1:
                raise error
            for number, problem in unfit.items():
                problems.setdefault(number, []).append(problem)
            drafted = [one for one in drafted if one.native.number not in unfit]
    raise AssertionError("unreachable: the last attempt raises")


class _Plan:
    """What is entered of drafted records: those not there yet, with the openings of new cases before them."""

    def __init__(self, drafted: Sequence[Drafted], problems: dict[int, list[Problem]], now: int) -> None:
        self._problems, self._now = problems, now
        self.wanted: list[Wanted] = []
        self.taken: list[Taken] = []
        there = records_of(one.draft.id for one in drafted)
        open_cases = set(opening_records({one.draft.case for one in drafted}))
        known_ids = set(there)
        corrected = records_of(
            one.draft.corrects for one in drafted if one.draft.corrects and one.draft.corrects not in there
        )
        facts = _known_facts(open_cases, drafted)
        for one in drafted:
            held = there.get(one.draft.id)
            if held is not None or one.draft.id in known_ids:
                self._again(one, held)
                continue
            wanted = one.draft.corrects
            if wanted is not None and wanted not in known_ids | corrected.keys():
                self._refuse(one.native, _no_such_correction(one))
                continue
            self._open(one, open_cases, facts, known_ids)
            self._add(one.draft)
            known_ids.add(one.draft.id)
            self.taken.append(
                Taken(
                    one.native.number,
                    one.draft.id,
                    one.draft.case,
                    False,
                    days_late((one.draft.until or one.draft.at).latest, now),
                )
            )

    def outcome(self, rows: Mapping[int, Row]) -> Outcome:
        """What would become of the rows."""
        wrong = [(rows[number], problems) for number, problems in sorted(self._problems.items())]
        return Outcome([one for one in self.taken if one.number not in self._problems], wrong)

    def _open(
        self, one: Drafted, open_cases: set[str], facts: dict[str, Mapping[str, object]], known: set[str]
    ) -> None:
        case = one.draft.case
        if case not in open_cases:
            self._add(one.opening)
            open_cases.add(case)
            facts[case] = one.facts
            return
        new = {name: value for name, value in one.facts.items() if facts.get(case, {}).get(name) != value}
        if new:
            draft = stated(one, new)
            facts[case] = {**facts.get(case, {}), **new}
            if draft.id not in known and not records_of([draft.id]):
                known.add(draft.id)
                self._add(draft)

    def _again(self, one: Drafted, held: HeldRecord | None) -> None:
        """The record is there. Sent with other contents it is set aside: what is in is corrected, not overwritten."""
        if held is not None and not _same(held, one.draft):
            zh, en = "该记录已经入库，内容不同", "the record is in already, with other contents"
            mend_zh = f"{zh}；更正请另发一条记录，用 corrects 指明 {one.local_record}"
            mend_en = f"{en}; send a correction of its own whose corrects names {one.local_record}"
            self._refuse(one.native, Problem("record_id", one.local_record[:80], mend_zh, mend_en))
            return
        self.taken.append(Taken(one.native.number, one.draft.id, one.draft.case, True))

    def _refuse(self, native: Native, problem: Problem) -> None:
        self._problems.setdefault(native.number, []).append(problem)

    def _add(self, draft: Draft) -> None:
        self.wanted.append(Wanted(draft, None))


def _same(held: HeldRecord, draft: Draft) -> bool:
    record = held.record
    return (
        record.step == draft.step
        and record.at == draft.at
        and record.until == draft.until
        and dict(record.fields) == dict(draft.fields)
        and record.by == draft.by
        and record.personal.keys() == draft.personal.keys()
    )


def _known_facts(cases: set[str], drafted: Sequence[Drafted]) -> dict[str, Mapping[str, object]]:
    """What the openings of known cases state, of those of which rows tell facts."""
    told = {one.draft.case for one in drafted if one.facts} & cases
    openings = opening_records(told)
    held = records_of(openings.values())
    found: dict[str, Mapping[str, object]] = {}
    for case, record in openings.items():
        facts = held[record].record.fields.get("facts")
        found[case] = facts if isinstance(facts, Mapping) else {}
    return found


def _no_such_correction(one: Drafted) -> Problem:
    local = one.draft.corrects or ""
    return Problem(
        "corrects",
        local[:80],
        "所更正的记录不在同一案件中",
        "the corrected record is not in the same case",
    )


def _unfit(drafted: Sequence[Drafted], now: int) -> dict[int, Problem]:
    """Rows whose drafts the ledger takes for no records at all, and why."""
    found: dict[int, Problem] = {}
    for one in drafted:
        for draft in (one.opening, one.draft):
            try:
                as_record(draft, recorded_at=now, previous=None, chance=bytes)
            except LedgerError as error:
                found[one.native.number] = Problem("", "", error.message("zh"), error.message("en"))
    return found
