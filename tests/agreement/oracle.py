"""A third reading, from the text of the specification alone and as slow as it likes.

Days are walked one at a time. What is not known (the order within a day, an unstated match field or length) is
tried in every way it could have been; where the ways differ, the outcome is `undetermined`. Nothing of the evaluators
is used but the shape of records and the table that says which day is a working day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.facts.record import Record
from plumbline.core.rules.rule import Clock, Interval

_EPOCH = date(1970, 1, 1)
_HOUR = 3_600_000_000
SUSPENDED = -1
"""A due day that no walk reaches, because a pause has not ended."""
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Answer:
    """Outcome with what a clock adds; None where it does not apply or is not the same in every way tried."""

    outcome: str
    due: int | None = None
    days_over: int | None = None
    late_entry: bool | None = None


def merged(answers: Sequence[Answer]) -> Answer:
    """One answer from all ways: the outcome if they agree."""
    outcomes = {a.outcome for a in answers}
    if len(outcomes) > 1:
        return Answer("undetermined")
    return answers[0] if len(set(answers)) == 1 else Answer(outcomes.pop())


# what stands before what


def worlds(records: Sequence[Record], calendar: WorkingCalendar) -> Iterator[list[Record]]:
    """Every way in which acts of day precision could have happened at an instant of their day, as exact records."""
    free: list[tuple[int, bool]] = []
    for i, r in enumerate(records):
        free += [(i, False)] if not r.precise else []
        free += [(i, True)] if not r.end_precise and (r.end_day != r.day or r.precise) else []
    choices = [_instants(records, i, calendar, at_end=end) for i, end in free]
    for chosen in product(*choices):
        exact = list(records)
        for (i, at_end), instant in zip(free, chosen, strict=True):
            r = exact[i]
            if at_end:
                exact[i] = replace(r, end_instant=instant, end_precise=True)
            else:
                momentary = not r.end_precise and r.end_day == r.day
                exact[i] = replace(r, instant=instant, precise=True)
                if momentary:
                    exact[i] = replace(exact[i], end_instant=instant, end_precise=True)
        if all(r.end_instant >= r.instant for r in exact):
            yield exact


def _instants(records: Sequence[Record], i: int, calendar: WorkingCalendar, *, at_end: bool) -> list[int]:
    """Instants of the day of one act: before, between and after everything else of that day, no two acts the same."""
    day = records[i].end_day if at_end else records[i].day
    begin, end = calendar.midnight(day), calendar.midnight(day + 1)
    known = {r.instant for r in records if r.precise} | {r.end_instant for r in records if r.end_precise}
    marks = sorted({begin, end, *(k for k in known if begin <= k < end)})
    found = []
    for low, high in pairwise(marks):
        found.append(low)
        step = (high - low) // (2 * len(records) + 2)
        found += [low + step * k + i + 1 for k in range(1, len(records) + 1)]
    return found


def stands_before(earlier: Record, later: Record) -> bool:
    """The test of two times between exact records."""
    if earlier.id == later.id or earlier.recorded_at > later.recorded_at:
        return False
    return (earlier.end_instant, earlier.seq) < (later.instant, later.seq)


def before(
    records: Sequence[Record],
    judged: str,
    calendar: WorkingCalendar,
    holds: Callable[[Sequence[Record], Record], bool | None],
) -> Answer:
    """Outcome of a condition over the records before the judged one, given in order of their time."""
    answers = []
    for world in worlds(records, calendar):
        now = next(r for r in world if r.id == judged)
        earlier = sorted((r for r in world if stands_before(r, now)), key=lambda r: (r.instant, r.seq))
        truth = holds(earlier, now)
        answers.append(Answer("undetermined" if truth is None else "satisfied" if truth else "violated"))
    return merged(answers)


def interval(body: Interval, records: Sequence[Record], judged: str, calendar: WorkingCalendar) -> Answer:
    """`at_least`: n full days between the last opener before the act and the act, both ends not counted."""
    answers = []
    for world in worlds(records, calendar):
        act = next(r for r in world if r.id == judged)
        openers = [r for r in world if r.step in body.opens and stands_before(r, act)]
        if not openers:
            answers.append(Answer("not_applicable"))
            continue
        start = max(openers, key=lambda r: (r.instant, r.seq)).end_day
        between = range(start + 1, act.day)
        if body.period.unit is Unit.WORKING_DAYS:
            have, need = sum(calendar.is_working(day) for day in between), body.period.n
        else:
            have, need = len(between), _length(start, body.period.unit, body.period.n)
        answers.append(Answer("satisfied" if have >= need else "violated"))
    return merged(answers)


# clocks


def _length(start: int, unit: Unit, n: int) -> int:
    """Days, or months and years as the number of days to the corresponding day, else to the end of that month."""
    if unit not in (Unit.MONTHS, Unit.YEARS):
        return n
    begin = _EPOCH + timedelta(days=start)
    months = begin.year * 12 + begin.month - 1 + n * (12 if unit is Unit.YEARS else 1)
    year, month = months // 12, months % 12 + 1
    end = date(year, month, min(begin.day, monthrange(year, month)[1]))
    return (end - begin).days


def later(one: Record, other: Record) -> bool:
    """Whether an act comes after the end of another in a clock: by instant if both are exact, else by sequence."""
    if one.day != other.end_day:
        return one.day > other.end_day
    if one.precise and other.end_precise and one.instant != other.end_instant:
        return one.instant > other.end_instant
    return one.seq > other.seq


def clock(
    body: Clock,
    opener: Record,
    records: Sequence[Record],
    ends: Sequence[str],
    now: int,
    calendar: WorkingCalendar,
) -> Answer:
    """One obligation, in every way its unstated match fields and lengths could be."""
    if any(opener.fields.get(f) is None for f in body.match):
        return Answer("undetermined")
    return merged([_clock(body, opener, w, ends, now, calendar) for w in _stated(body, opener, records)])


def _stated(body: Clock, opener: Record, records: Sequence[Record]) -> Iterator[list[Record]]:
    """The records that match, with every unstated match field of a discharge and every unstated length tried."""
    kept: list[list[Record | None]] = []
    amounts = {e.step: e.amount for e in body.extensions if isinstance(e.amount, str)}
    for r in records:
        if r.id == opener.id:
            continue
        pairs = [(opener.fields.get(f), r.fields.get(f)) for f in body.match]
        unstated = any(theirs is None for _, theirs in pairs)
        unequal = any(theirs is not None and mine != theirs for mine, theirs in pairs)
        if r.step in amounts and r.fields.get(amounts[r.step]) is None:
            field = amounts[r.step]
            kept.append([replace(r, fields={**r.fields, field: n}) for n in _lengths(body)])
        elif not body.match or r.step not in _matched_steps(body):
            kept.append([r])
        elif unequal:
            continue
        elif unstated:
            kept.append([r, None] if r.step in body.discharges else [None])
        else:
            kept.append([r])
    for chosen in product(*kept):
        yield [r for r in chosen if r is not None]


def _lengths(body: Clock) -> Sequence[int]:
    """Lengths that an extension of unstated length may have had; the last is longer than any case here."""
    assert isinstance(body.term, Period)
    return (0, 1, 2, 12) if body.term.unit is Unit.MONTHS else (*range(31), 60)


def _matched_steps(body: Clock) -> set[str]:
    steps = {*body.discharges, *body.restart, *(e.step for e in body.extensions)}
    return steps | {s for e in body.excludes for s in (e.start, e.end)}


def _clock(
    body: Clock,
    opener: Record,
    records: Sequence[Record],
    ends: Sequence[str],
    now: int,
    calendar: WorkingCalendar,
) -> Answer:
    assert isinstance(body.term, Period)
    discharges = [r for r in records if r.step in body.discharges and later(r, opener)]
    discharge = min(discharges, key=lambda r: (r.day, r.instant, r.seq), default=None)
    finals = [] if body.survives else [r for r in records if r.step in ends and later(r, opener)]
    final = min(finals, key=lambda r: (r.day, r.seq), default=None)
    if body.term.unit is Unit.HOURS:
        return _hours(body.term.n, opener, discharges, final, now, calendar)
    due = _walk(body, opener, records, discharges, calendar)
    in_time = due == SUSPENDED

    def rests_on_late(decided: int) -> bool:
        """Whether that day is too late for the due day known from what was entered by the due day so known."""
        moving = {*body.restart, *(e.step for e in body.extensions), *(e.start for e in body.excludes)}
        held = [r for r in records if r.step not in moving]
        while True:
            known = _walk(body, opener, held, discharges, calendar)
            more = [r for r in records if r not in held and r.recorded_at < calendar.midnight(known + 1)]
            if known == SUSPENDED or decided <= known or not more:
                return known != SUSPENDED and decided > known
            held += more

    sure = [r for r in discharges if final is None or (r.day, r.seq) <= (final.day, final.seq)]
    if any(in_time or r.day <= due for r in sure):
        first = discharge or sure[0]
        late = not in_time and first.recorded_at >= calendar.midnight(due + 1)
        return Answer("satisfied", late_entry=late or rests_on_late(first.day))
    if sure:
        first = min(sure, key=lambda r: r.day)
        return Answer("violated", due, first.day - due)
    if final is not None:
        if in_time or final.day <= due:
            return Answer("not_applicable", late_entry=rests_on_late(final.day))
        return Answer("violated", due, final.day - due)
    today = calendar.local_day(now)
    if in_time or today <= due:
        return Answer("pending", None if in_time else due, late_entry=rests_on_late(today))
    return Answer("violated", due, today - due)


def _walk(
    body: Clock,
    opener: Record,
    records: Sequence[Record],
    discharges: Sequence[Record],
    calendar: WorkingCalendar,
) -> int:
    """The due day, found by going from day to day and doing what each day brings."""
    period = body.term
    assert isinstance(period, Period)
    spans = list(_spans(body, records))
    restarts = sorted(
        (r for r in records if r.step in body.restart and later(r, opener)), key=lambda r: (r.day, r.seq)
    )
    grants = sorted(
        (r for r in records for e in body.extensions if e.step == r.step), key=lambda r: (r.day, r.seq)
    )
    start, since, given, used, counted = opener.end_day, (opener.end_day, opener.seq), {}, {}, 0

    def total() -> int:
        return _length(start, period.unit, period.n + sum(given.values()))

    day = start
    while True:
        excluded = any(x < day and (y is None or day <= y) for x, y in spans)
        if day > start and not excluded:
            counted += period.unit is not Unit.WORKING_DAYS or calendar.is_working(day)
        for r in [g for g in grants if g.day == day and (g.day, g.seq) > since]:
            grants.remove(r)
            _grant(body, r, given, used)
        again = next((r for r in restarts if r.day == day), None)
        if again is not None:
            restarts.remove(again)
            if not any((d.day, d.seq) <= (again.day, again.seq) for d in discharges):
                start, since, given, used, counted = again.day, (again.day, again.seq), {}, {}, 0
                grants += [
                    r for r in records for e in body.extensions if e.step == r.step and (r.day, r.seq) > since
                ]
                grants = sorted({r.id: r for r in grants}.values(), key=lambda r: (r.day, r.seq))
            continue
        rest = (period.roll or period.unit is Unit.WORKING_DAYS) and not calendar.is_working(day)
        if counted >= total() and not excluded and not rest and day > start:
            return day
        if any(x < day and y is None for x, y in spans):
            return SUSPENDED
        day += 1
        if day > start + _LONGEST:
            return day


def _grant(body: Clock, record: Record, given: dict[str, int], used: dict[str, int]) -> None:
    for extension in body.extensions:
        if extension.step != record.step:
            continue
        if extension.times is not None and used.get(record.step, 0) >= extension.times:
            continue
        used[record.step] = used.get(record.step, 0) + 1
        amount = (
            extension.amount if isinstance(extension.amount, int) else record.fields[str(extension.amount)]
        )
        whole = given.get(record.step, 0) + int(amount)  # type: ignore[arg-type]
        given[record.step] = whole if extension.cap is None else min(whole, extension.cap)


def _spans(body: Clock, records: Sequence[Record]) -> Iterator[tuple[int, int | None]]:
    for exclusion in body.excludes:
        for begin in (r for r in records if r.step == exclusion.start):
            closing = [
                r for r in records if r.step == exclusion.end and (r.day, r.seq) > (begin.day, begin.seq)
            ]
            yield begin.day, min(closing, key=lambda r: (r.day, r.seq)).day if closing else None


def _hours(
    n: int,
    opener: Record,
    discharges: Sequence[Record],
    final: Record | None,
    now: int,
    calendar: WorkingCalendar,
) -> Answer:
    """Every pair of instants that the days allow, at the ends of what is possible."""
    answers = []
    for start in _possible(opener.end_precise, opener.end_day, opener.end_instant, calendar):
        due = start + n * _HOUR
        options = [_possible(r.precise, r.day, r.instant, calendar) for r in discharges]
        ending = [None] if final is None else _possible(final.precise, final.day, final.instant, calendar)
        for *acts, end in product(*options, ending):
            answers.append(_at_instants(due, list(zip(discharges, acts, strict=True)), (final, end), now))
    return merged(answers)


def _at_instants(
    due: int, acts: Sequence[tuple[Record, int]], end: tuple[Record | None, int | None], now: int
) -> Answer:
    final, final_at = end
    counting = [(r, at) for r, at in acts if final is None or (r.day, r.seq) <= (final.day, final.seq)]
    if any(at <= due for _, at in counting):
        return Answer("satisfied")
    if counting:
        return Answer("violated")
    if final_at is not None:
        return Answer("not_applicable" if final_at <= due else "violated")
    return Answer("pending" if now <= due else "violated")


def _possible(exact: bool, day: int, instant: int, calendar: WorkingCalendar) -> list[int]:
    return [instant] if exact else [calendar.midnight(day), calendar.midnight(day + 1) - 1]
