"""Lawful histories at random: act by act through the core's door, freely first, then on towards an end of the case.

    walked = walk("permit", seed=7)        # always the same one
    print(told(walked))                    # for a person: what was done, and what stands against each end

Nothing of Django and no database. On the way to an end a walk does what a person at the desk would: the end if it may
be done, else what its reasons say is lacking, else anything that may be done; it waits where nothing may. A case from
which no end is found so cannot be ended lawfully, as far as tries tell. `mended` walks also enter acts late whatever
stands against them, restate and void them, name other handlers and cancel what was opened by mistake: of those it is
asked only that nothing raises and that all readings say the same.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from random import Random

from tests.builders.history import docket_of
from tests.builders.walk_case import MINUTE, CaseAtHand, text_of
from tests.builders.walk_checks import barred_wrongly, judged_wrongly, later_wrongly, offered_wrongly
from tests.builders.walk_forms import DAY, Desk, Tried, try_forms

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.history import History
from plumbline.core.ledger.record import Record as SealedRecord

WAITS = (0, 1, 3, 7, 10, 15, 20, 30, 60, 90, 183, 400, 800, 1900)
"""Days after which it is tried again when nothing may be done."""
FIRST_WAITS = (0, 0, 0, 0, 1, 1, 2, 3, 4, 8)
"""With which wait an act begins to be looked for: most follow soon."""
LONG_WAIT = 400
FREE = (2, 25)
"""How many acts that are no ends come first."""
AFTER = (0, 0, 1, 3, 8)
"""How many acts follow the end, as far as any may."""
MOST = 100
"""Acts within which an end is to be reached."""
TRIES, TRIES_LATE, SAME_AGAIN = 40, 160, 12
WHOLE_PAGES = 0.15
"""After how many of the acts all that the page offers is looked at."""
QUOTED = re.compile("“([^”]+)”")


class Reached(StrEnum):
    """How a walk came out."""

    END = "ended"
    STUCK = "stuck"  # nothing at all may be done any more, however long one waits
    NO_END = "no end"  # acts go on, and none of them is an end
    RAISED = "raised"


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk; `against` is what stands against each end where none was reached, `faults` what did not hold."""

    docket: Docket
    seed: int
    reached: Reached
    records: Sequence[SealedRecord]
    history: History
    against: Mapping[str, Sequence[Hindrance]] = field(default_factory=dict)
    faults: Sequence[str] = ()
    without: frozenset[str] = frozenset()

    @property
    def is_endless(self) -> bool:
        """Whether the case could not be ended."""
        return self.reached in (Reached.STUCK, Reached.NO_END)


def walk(procedure: str, seed: int, *, mended: bool = False, without: frozenset[str] = frozenset()) -> Walked:
    """The walk of a seed; one `without` some steps never does them, and makes straight for an end."""
    return Walker(_docket(procedure), seed, mended=mended, without=without).walk()


@cache
def _docket(procedure: str) -> Docket:
    return docket_of(procedure)


class Walker(CaseAtHand):
    """One walk as it goes on."""

    def __init__(self, docket: Docket, seed: int, *, mended: bool, without: frozenset[str]) -> None:
        super().__init__(
            docket, Random(f"{docket.procedure.id}/{seed}/{mended}"), mended=mended, without=without
        )
        self.seed, self.ends = seed, [id for id in docket.procedure.ends if id in self.steps]
        self.free = 0 if without else self.random.randrange(*FREE)
        self.goal = self._any_goal()
        self.after = 0 if without else self.random.choice(AFTER)

    def walk(self) -> Walked:
        try:
            reached = self._to_an_end()
            self.faults += later_wrongly(self.docket, self.history, self.now)
            if not self.mended:
                self.faults += judged_wrongly(self.docket, self.history, self.now)
        except Exception:  # whatever the core raises is told with the history that made it
            reached = Reached.RAISED
            self.faults.append(traceback.format_exc(limit=-6))
        endless = reached in (Reached.STUCK, Reached.NO_END) and not self.mended
        against = dict(self._against_ends()) if endless else {}
        if against and not all(against.values()):
            reached, against = Reached.END, {}  # the next act could be one
        records, faults = tuple(self.case.records), tuple(dict.fromkeys(self.faults))
        return Walked(self.docket, self.seed, reached, records, self.history, against, faults, self.without)

    def _to_an_end(self) -> Reached:
        for turn in range(MOST):
            if self.has_ended():
                if self._goes_on():
                    continue
                return Reached.END
            if self.mended and self.random.random() < 0.3:
                self.mend()
            if turn >= self.free and self.random.random() < 0.3:
                self.pay()
            found = self._next_act(is_free=turn < self.free)
            if found is None and turn < self.free:
                self.free = turn
            elif found is None and not self.state_the_rest():
                return Reached.STUCK
            elif found is not None:
                self._do(*found)
        return Reached.END if self.has_ended() else Reached.NO_END

    def _goes_on(self) -> bool:
        """Whether something follows the end that was reached; what takes the case up again leads to another end."""
        self.after -= 1
        found = self._next_act(is_free=True) if self.after >= 0 else None
        if found is not None:
            self._do(*found)
        return found is not None

    def _next_act(self, *, is_free: bool) -> tuple[Desk, Tried] | None:
        """An act that may be done now, or at the first of later instants at which one may."""
        first = self.random.choice(FIRST_WAITS)
        for days in (*WAITS[first:], *WAITS[:first]):
            now = self.now + days * DAY + self.random.randrange(1, 300) * MINUTE
            desk = Desk(self.docket, self.history, now)
            tries = TRIES if days < LONG_WAIT else TRIES_LATE
            found = self._freely(desk, tries) if is_free else self._towards(desk, tries, self.ends)
            if found is not None:
                return desk, found
        return None

    def _any_act(self, desk: Desk, tries: int, looked: Collection[str] = ()) -> Tried | None:
        """Something that is no end, rather what was not done yet."""
        done, left_out = desk.history.folded(desk.now).by_step, {*self.ends, *looked}
        steps = [one for id, one in self.steps.items() if id not in left_out]
        steps.sort(key=lambda one: (one.id in done) * 0.5 + self.random.random())
        tried = (try_forms(self.random, desk, step, tries) for step in steps)
        return next((one for one in tried if not one.against), None)

    def _freely(self, desk: Desk, tries: int) -> Tried | None:
        """Something on the way to a step that is far off, or anything: by chance alone few walks come far."""
        if self.goal in desk.history.folded(desk.now).by_step or self.random.random() < 0.1:
            self.goal = self._any_goal()
        found = self._towards(desk, tries, [self.goal]) if self.goal and self.random.random() < 0.6 else None
        return found if found and found.act.step not in self.ends else self._any_act(desk, tries)

    def _any_goal(self) -> str:
        return self.random.choice([id for id in self.steps if id not in self.ends] or [""])

    def _towards(self, desk: Desk, tries: int, goals: Sequence[str]) -> Tried | None:
        """A goal; else what its reasons name as lacking, and what the reasons against that name; else anything.

        One time in four anything at once: what the reasons name may be there and not help.
        """
        is_led = self.random.random() < 0.75
        wanted: dict[str, Tried | None] = dict.fromkeys(self.random.sample(goals, len(goals)))
        queue = list(wanted)
        for id in queue:  # grows as it goes
            tried = try_forms(self.random, desk, self.steps[id], tries)
            if not tried.against:
                return self._to_the_purpose(desk, tried, wanted[id])
            lacking = {named for one in tried.against for named in self._named(one)}.difference(wanted)
            more = self.random.sample(sorted(lacking), len(lacking)) if is_led else []
            wanted |= dict.fromkeys(more, tried)
            queue += more
        return self._any_act(desk, tries, wanted)

    def _to_the_purpose(self, desk: Desk, tried: Tried, target: Tried | None) -> Tried:
        """Of some forms that the door takes the one after which the least stands against what named the step."""
        step = self.steps[tried.act.step]
        if target is None or not step.fields:
            return tried
        best, left = tried, desk.left_after(tried.act, target.act)
        for _ in range(SAME_AGAIN):
            other = try_forms(self.random, desk, step, 2)
            if left and not other.against and (then := desk.left_after(other.act, target.act)) < left:
                best, left = other, then
        return best

    def _named(self, one: Hindrance) -> Iterator[str]:
        """The steps that a reason names: what is lacking, else in the words of its way out."""
        titles = () if one.lacks else QUOTED.findall(one.way_out("zh") or "")
        yield from (lack.step for lack in one.lacks if lack.step in self.steps)
        yield from (id for id, step in self.steps.items() if step.title in titles)

    def _do(self, desk: Desk, tried: Tried) -> None:
        step = self.steps[tried.act.step]
        self.faults += barred_wrongly(desk, step)
        if self.random.random() < WHOLE_PAGES:
            self.faults += offered_wrongly(desk, step)
        self.now = desk.now
        self.take(self.written(tried.act, tried.act.instant))

    def _against_ends(self) -> Iterator[tuple[str, Sequence[Hindrance]]]:
        """What stands against each end at last, with the form against which the least does."""
        desk = Desk(self.docket, self.history, self.now + MINUTE)
        for id in self.ends:
            step = self.steps[id]
            yield step.title, try_forms(self.random, desk, step, TRIES_LATE).against


def told(walked: Walked) -> str:
    """The walk for a person: its acts in order, the faults, and what stands against each end."""
    procedure = walked.docket.procedure
    without = f" without {'、'.join(sorted(walked.without))}" if walked.without else ""
    lines = [f"{procedure.id}「{procedure.title}」 seed {walked.seed}{without}: {walked.reached}"]
    for record in walked.records:
        step = procedure.steps.get(record.step)
        said = "，".join(f"{name}={value}" for name, value in record.fields.items())
        corrects = f" 更正 {record.corrects}" if record.corrects else ""
        when = f"{record.at.value[:16]}（{text_of(record.recorded_at)} 录入）"
        lines.append(f"  {record.id} {when} {record.step}「{step.title if step else ''}」{corrects} {said}")
    lines += [f"  !! {one}" for one in walked.faults]
    for title, against in walked.against.items():
        lines.append(f"  不能“{title}”：")
        lines += [f"    {one.rule} {one.zh}；{one.way_out('zh')}" for one in against]
    return "\n".join(lines)
