"""What the organ's recording list finds in a case, as verdicts of the two rules that no pack needs to name.

    found = by_list(docket, history, case, verdicts)
    found = judged_by_list(rows, rules, calendar, case, verdicts)

The second is told what the list asked of each act. A listed act that carries no recording is found
where no rule of the pack has found the same already; a span is found by what of it no recording covers. A stated reason
lets the act go on and cures nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.listed_rules import ACTS, SPANS
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.ledger.canonical import Json
from plumbline.core.recording.listed import AUDIO_VIDEO, MEANS, carries
from plumbline.core.recording.matching import SECOND
from plumbline.core.recording.spans import Asked, Rows, asked_by, open_parts, sealed_rows
from plumbline.core.rules.rule import Carries, Rule
from plumbline.core.rules.verdict import SATISFIED, Answer, Verdict
from plumbline.core.vocabulary import Outcome

_LACKING: Final = "lacking"
_UNKNOWN: Final = "unknown"


def by_list(docket: Docket, history: History, case: Case, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """What the list finds in a case as it was folded; `verdicts` are those of the pack's own rules."""
    rows = sealed_rows(history.sealed)
    return judged_by_list(rows, docket.procedure.rules, docket.calendar, case, verdicts)


def judged_by_list(
    rows: Rows, rules: Iterable[Rule], calendar: WorkingCalendar, case: Case, verdicts: Sequence[Verdict]
) -> Iterator[Verdict]:
    """The same, given what the list asked of each act; `rules` are the pack's own.

    What the records do not say of recordings or papers at all is unknown, and never a breach.
    """
    if not rows:
        return
    told = _told(rules, verdicts)
    for act in (one for group in case.by_step.values() for one in group if one.id in rows):
        means = _means(rows[act.id], left_out=AUDIO_VIDEO if act.id in told else "")
        if means:
            yield _of_act(act, means, case)
    for span in asked_by(rows, case):
        if span.closer is not None:
            yield _of_span(span, case, calendar)


def _of_act(act: Record, means: Sequence[str], case: Case) -> Verdict:
    said = [one for one in means if _is_said(act, one, case)]
    lacking = [MEANS[one][0] for one in said if not carries(act, one)]
    unknown = [MEANS[one][0] for one in means if one not in said]
    return _answered(ACTS, act, "、".join(lacking), "、".join(unknown))


def _of_span(span: Asked, case: Case, calendar: WorkingCalendar) -> Verdict:
    acts = (one for group in case.by_step.values() for one in group)
    if not all(_is_said(one, span.means, case) for one in acts):
        return _answered(SPANS, span.opener, "", MEANS.get(span.means, (span.means,))[0])
    left = open_parts(span, case)
    return _answered(SPANS, span.opener, "" if left == [] else _shown(calendar, span.means, left))


def _is_said(act: Record, means: str, case: Case) -> bool:
    """Whether the records tell at all by what the act was recorded."""
    fact, there = ("documents", act.documents) if means == "text" else ("recordings", act.recordings)
    return there is not None and fact not in case.missing.facts


def _told(rules: Iterable[Rule], verdicts: Sequence[Verdict]) -> set[str]:
    """The acts of which a rule of the pack says already that the recording is not there."""
    known = {one.id for one in rules if isinstance(one.body, Carries) and one.body.recordings}
    return {one.record for one in verdicts if one.rule in known and one.outcome is Outcome.VIOLATED}


def _means(rows: Sequence[Mapping[str, Json]], *, left_out: str) -> list[str]:
    """By what the act itself is to be recorded."""
    means = dict.fromkeys(str(row.get("means")) for row in rows if not row.get("until"))
    return [one for one in means if one in MEANS and one != left_out]


def _shown(calendar: WorkingCalendar, means: str, left: list[tuple[int, int]] | None) -> str:
    """What is open of a span, in words: the whole of it, or each part by the clock."""
    word = MEANS.get(means, (means, means))[0]
    if left is None:
        return word
    parts = "、".join(f"{_clock(calendar, start)}–{_clock(calendar, end)}" for start, end in left)
    return f"{parts}的{word}"


def _clock(calendar: WorkingCalendar, instant: int) -> str:
    seconds = (instant - calendar.midnight(calendar.local_day(instant))) // SECOND
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _answered(rule: str, act: Record, lacking: str, unknown: str = "") -> Verdict:
    """A breach where something is lacking; what the records do not tell is open."""
    if lacking:
        return Verdict((rule, act.id, Answer(Outcome.VIOLATED, reason=_LACKING, detail=lacking)))
    if unknown:
        return Verdict((rule, act.id, Answer(Outcome.UNDETERMINED, reason=_UNKNOWN, detail=unknown)))
    return Verdict((rule, act.id, SATISFIED))
