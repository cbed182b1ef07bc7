"""What keeps the review desk: a projection of the records of reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import models as fields

from plumbline.apps.legality.models import ReviewFile
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.joining import COMES_FROM
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.reserved import LINK_CASE
from plumbline.core.cases.standing import clock_states
from plumbline.core.facts.record import Record as Fact
from plumbline.core.ledger.record import Record
from plumbline.core.review.desk import HURRIED, PUSHED, REVIEWS, Standing, standing
from plumbline.core.vocabulary import Outcome

_WARNED: Final = frozenset({HURRIED, PUSHED})


class ReviewProjection(ReplacedRows):
    """Where each review stands."""

    name = "reviews"
    tables = (ReviewFile,)

    def concerns(self, case: Overview) -> bool:
        """Whether it is a review."""
        return case.procedure in REVIEWS

    def rows(self, records: Sequence[Record]) -> Iterable[fields.Model]:
        """The row of a review as of its last record."""
        now = records[-1].recorded_at
        docket, history = history_of(records, shelf(), until=now)
        if history.opening.procedure in REVIEWS:
            yield _row(docket, history, records, now)


def _row(docket: Docket, history: History, records: Sequence[Record], now: int) -> ReviewFile:
    opening, case = history.opening, history.folded(now)
    place = {one.id: at for at, one in enumerate(records)}
    acts = sorted(
        (act for group in case.by_step.values() for act in group if act.id in place),
        key=lambda act: place[act.id],
    )
    end = docket.end_of(case)
    stands = standing(acts, ended=end is not None)
    warned = {
        one.rule
        for one in docket.judge(case, now, None, frozenset(_WARNED & docket.versions.keys()))
        if one.outcome is Outcome.VIOLATED
    }
    row = ReviewFile(
        case=opening.case,
        procedure=opening.procedure,
        source=_source(records),
        number=opening.number,
        cause=opening.title,
        organ=opening.organ,
        division=opening.division,
        kind=_kind(acts),
        hurried=HURRIED in warned,
        pushed=PUSHED in warned,
        due_day=_due(docket, history, stands, now),
        ended_day=end.day if end else None,
    )
    _fill(row, stands, {one.id: one for one in records})
    return row


def _fill(row: ReviewFile, stands: Standing, records: dict[str, Record]) -> None:
    row.stage, row.round, row.reviewer = stands.stage, stands.round, stands.reviewer
    if stands.submitted is not None:
        row.submitted_at = records[stands.submitted.id].recorded_at
        pages = stands.submitted.fields.get("pages")
        row.pages = pages if isinstance(pages, int) else None
    if stands.opinion is not None:
        row.result = str(stands.opinion.fields.get("result") or "")
        row.opinion_at = records[stands.opinion.id].recorded_at
        row.offline = bool(stands.opinion.fields.get("offline_number"))


def _source(records: Sequence[Record]) -> str:
    """The case whose decision is reviewed."""
    return next(
        (
            str(one.fields.get("case"))
            for one in records
            if one.step == LINK_CASE and one.fields.get("kind") == COMES_FROM
        ),
        "",
    )


def _kind(acts: Sequence[Fact]) -> str:
    """What is reviewed: the kind of act or of paper, as it was stated last."""
    stated = [act.fields.get(name) for act in acts for name in ("act_kind", "paper_kind")]
    return next((str(one) for one in reversed(stated) if one), "")


def _due(docket: Docket, history: History, stands: Standing, now: int) -> int | None:
    """By when the opinion on the newest round is due, while it is awaited."""
    if stands.submitted is None or stands.stage not in ("submitted", "reviewing"):
        return None
    due = [
        one.verdict.due
        for one in clock_states(docket, history, now)
        if one.opened.id == stands.submitted.id and one.discharged is None and one.verdict.due is not None
    ]
    return min(due, default=None)
