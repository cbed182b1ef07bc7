"""What the organ's recording list finds in a case, as verdicts of the two rules that no pack needs to name.

    found = by_list(docket, history, case, verdicts)

A listed act that carries no recording is found where no rule of the pack has found the same already; a span is found by
what of it no recording covers. A stated reason lets the act go on and cures nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.listed_rules import ACTS, SPANS
from plumbline.core.cases.reserved import LISTED
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record
from plumbline.core.ledger.canonical import Json
from plumbline.core.recording.listed import AUDIO_VIDEO, MEANS, carries
from plumbline.core.recording.matching import SECOND
from plumbline.core.recording.spans import asked, open_parts, rows_of
from plumbline.core.rules.rule import Carries
from plumbline.core.rules.verdict import SATISFIED, Answer, Verdict
from plumbline.core.vocabulary import Outcome

_LACKING: Final = "lacking"


def by_list(docket: Docket, history: History, case: Case, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """What the list finds in a case as it was folded; `verdicts` are those of the pack's own rules."""
    records = {one.id: one for one in history.sealed if LISTED in one.fields}
    if not records:
        return
    told = _told(docket, verdicts)
    for act in (one for group in case.by_step.values() for one in group if one.id in records):
        means = _means(rows_of(records[act.id]), left_out=AUDIO_VIDEO if act.id in told else "")
        if means:
            lacking = [MEANS[one][0] for one in means if not carries(act, one)]
            yield _answered(ACTS, act, "、".join(lacking))
    for span in asked(history.sealed, case):
        if span.closer is not None:
            left = open_parts(span, case)
            yield _answered(SPANS, span.opener, "" if left == [] else _shown(docket, span.means, left))


def _told(docket: Docket, verdicts: Sequence[Verdict]) -> set[str]:
    """The acts of which a rule of the pack says already that the recording is not there."""
    known = {
        one.id for one in docket.procedure.rules if isinstance(one.body, Carries) and one.body.recordings
    }
    return {one.record for one in verdicts if one.rule in known and one.outcome is Outcome.VIOLATED}


def _means(rows: Sequence[Mapping[str, Json]], *, left_out: str) -> list[str]:
    """By what the act itself is to be recorded."""
    means = dict.fromkeys(str(row.get("means")) for row in rows if not row.get("until"))
    return [one for one in means if one in MEANS and one != left_out]


def _shown(docket: Docket, means: str, left: list[tuple[int, int]] | None) -> str:
    """What is open of a span, in words: the whole of it, or each part by the clock."""
    word = MEANS.get(means, (means, means))[0]
    if left is None:
        return word
    parts = "、".join(f"{_clock(docket, start)}–{_clock(docket, end)}" for start, end in left)
    return f"{parts}的{word}"


def _clock(docket: Docket, instant: int) -> str:
    seconds = (instant - docket.calendar.midnight(docket.calendar.local_day(instant))) // SECOND
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _answered(rule: str, act: Record, lacking: str) -> Verdict:
    """A breach where something is lacking."""
    if not lacking:
        return Verdict((rule, act.id, SATISFIED))
    return Verdict((rule, act.id, Answer(Outcome.VIOLATED, reason=_LACKING, detail=lacking)))
