"""What a batch enters: records not there yet, openings of new cases before them, what a mirrored system says anew.

A record that is there is compared, its personal values through their commitments. Sent with other contents it is set
aside, for here a record is corrected and never overwritten; of a procedure whose cases live elsewhere the other system
is right, and what it says now is entered as the correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plumbline.apps.exchange.differing import (
    as_correction,
    differences,
    drafts_differ,
    newest_version,
    openings_of,
    party_differences,
)
from plumbline.apps.exchange.drafting import Drafted, days_late, stated
from plumbline.apps.exchange.incoming import Native, Problem, Row
from plumbline.apps.exchange.models import Breach
from plumbline.apps.ledger_store.actions import Draft, Wanted
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import personal_values, records_of


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that is in: its row, its id here, whether it was there before, how many days after the act.

    `differs` names what its row says of the party otherwise than the case; the record is in all the same.
    """

    number: int
    record: str
    case: str
    known: bool
    days_late: int = 0
    differs: tuple[str, ...] = ()


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

    @property
    def lag(self) -> int:
        """Most whole days between an act that was not there before and now."""
        return max((one.days_late for one in self.taken if not one.known), default=0)

    def counts(self) -> dict[str, int]:
        """As a delivery counts them."""
        return {
            "stored": self.stored,
            "known": len(self.taken) - self.stored,
            "quarantined": len(self.wrong),
            "late": sum(one.days_late > 0 for one in self.taken if not one.known),
            "differing": sum(bool(one.differs) for one in self.taken),
        }


class Plan:
    """What is entered of drafted records."""

    def __init__(self, drafted: Sequence[Drafted], problems: dict[int, list[Problem]], now: int) -> None:
        self._problems, self._now = problems, now
        self.wanted: list[Wanted] = []
        self.taken: list[Taken] = []
        self._there = records_of(one.draft.id for one in drafted)
        self._salts = personal_values(self._there)
        self._openings, self._opened_salts = openings_of({one.draft.case for one in drafted})
        self._corrected = records_of(
            one.draft.corrects
            for one in drafted
            if one.draft.corrects and one.draft.corrects not in self._there
        )
        self._facts = _known_facts(self._openings)
        self._new_openings: dict[str, Draft] = {}
        self._new: dict[str, Draft] = {}
        for one in drafted:
            self._take(one)

    def outcome(self, rows: Mapping[int, Row]) -> Outcome:
        """What would become of the rows."""
        wrong = [(rows[number], problems) for number, problems in sorted(self._problems.items())]
        return Outcome([one for one in self.taken if one.number not in self._problems], wrong)

    def _take(self, one: Drafted) -> None:
        draft = one.draft
        if (held := self._there.get(draft.id)) is not None:
            self._again(one, held)
        elif (earlier := self._new.get(draft.id)) is not None:
            self._decide(one, drafts_differ(earlier, draft), None)
        elif draft.corrects and draft.corrects not in {*self._there, *self._new, *self._corrected}:
            self._refuse(one.native, _no_such_correction(draft.corrects))
        else:
            self._open(one)
            self._enter(one, draft)

    def _enter(self, one: Drafted, draft: Draft) -> None:
        self._add(draft)
        late = days_late((draft.until or draft.at).latest, self._now)
        differs = tuple(self._party_differs(one))
        self.taken.append(Taken(one.native.number, draft.id, draft.case, False, late, differs))

    def _open(self, one: Drafted) -> None:
        case = one.draft.case
        if case not in self._facts:
            opening = self._new_openings[case] = one.opening
            self._add(opening)
            self._facts[case] = one.facts
            return
        known = self._facts[case]
        if new := {name: value for name, value in one.facts.items() if known.get(name) != value}:
            draft = stated(one, new)
            self._facts[case] = {**known, **new}
            if draft.id not in self._new and not records_of([draft.id]):
                self._add(draft)

    def _again(self, one: Drafted, held: HeldRecord) -> None:
        if not one.mirrored:
            self._decide(one, differences(held.record, one.draft, self._salts), held)
            return
        newest = newest_version(held)
        salts = self._salts if newest is held else personal_values([newest.record.id])
        self._decide(one, differences(newest.record, one.draft, salts), newest)

    def _decide(self, one: Drafted, differs: Sequence[str], held: HeldRecord | None) -> None:
        """The record is there, as sent or otherwise."""
        number, draft = one.native.number, one.draft
        if not differs:
            party = tuple(self._party_differs(one))
            self.taken.append(Taken(number, draft.id, draft.case, True, differs=party))
        elif one.mirrored and held is not None:
            self._enter(one, as_correction(draft, held.record))
        else:
            self._refuse(one.native, _otherwise(one.local_record, differs))

    def _party_differs(self, one: Drafted) -> list[str]:
        """Names of what the row says of the party otherwise than its case does."""
        party, case = one.native.party, one.draft.case
        if (made := self._new_openings.get(case)) is not None:
            return sorted(name for name in party if made.personal.get(name) != party[name])
        held = self._openings.get(case)
        return party_differences(held.record, party, self._opened_salts) if held else []

    def _refuse(self, native: Native, problem: Problem) -> None:
        self._problems.setdefault(native.number, []).append(problem)

    def _add(self, draft: Draft) -> None:
        self._new[draft.id] = draft
        self.wanted.append(Wanted(draft, None))


def _known_facts(openings: Mapping[str, HeldRecord]) -> dict[str, Mapping[str, object]]:
    """What the openings of known cases state."""
    found: dict[str, Mapping[str, object]] = {}
    for case, held in openings.items():
        facts = held.record.fields.get("facts")
        found[case] = facts if isinstance(facts, Mapping) else {}
    return found


def _otherwise(local: str, differs: Sequence[str]) -> Problem:
    """Names alone: a value of a person is not repeated."""
    names = "、".join(differs)
    return Problem(
        "record_id",
        local[:80],
        f"该记录已经入库，内容不同（{names}）；更正请另发一条记录，用 corrects 指明 {local}",
        f"the record is in already, with other contents ({', '.join(differs)}); "
        f"send a correction of its own whose corrects names {local}",
    )


def _no_such_correction(corrects: str) -> Problem:
    return Problem(
        "corrects",
        corrects[:80],
        "所更正的记录不在同一案件中",
        "the corrected record is not in the same case",
    )
