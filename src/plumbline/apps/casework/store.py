"""What keeps the case lists: a projection of the records, and the drafts and views of people.

A case's rows are made anew from all its records whenever one is entered. The moment at which clocks are judged for
them is the last entry of the case, so that a rebuild gives the same bytes; lists compare due days with today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q, QuerySet, Value

from plumbline.apps.casework.models import (
    CaseAwait,
    CaseClock,
    CaseHandler,
    CaseLink,
    CaseStanding,
    CaseStream,
    FormDraft,
    PartyRestated,
    SavedView,
)
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import Case, CaseRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.questions import Question, make_it, put_in, take_out
from plumbline.core.authority.access import Visible
from plumbline.core.cases.awaiting import (
    opinions_awaited,
    opinions_to_come,
    returned,
    signatures_awaited,
    unconfirmed,
    under_way,
)
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.earlier_checks import check_streams
from plumbline.core.cases.history import History
from plumbline.core.cases.joining import JOINED_INTO, SPLIT_FROM
from plumbline.core.cases.number_order import order_key
from plumbline.core.cases.reserved import LINK_CASE, STATE_PARTY
from plumbline.core.cases.standing import ClockState, clock_states, main_line, state_of
from plumbline.core.facts.case import JOIN_STEP, LEAD_CASE
from plumbline.core.facts.linking import FROM_CASE, SPLIT_STEP
from plumbline.core.ledger.record import Record
from plumbline.core.oversight.wide import streams_of
from plumbline.core.vocabulary import Bearer, Outcome

_MANY = 400
"""How many cases or rows one statement names."""


class StandingProjection(CaseRows):
    """Where each case stands, who handles it, which clocks run, what waits for whom, what it is linked to, with which
    other cases it is judged.
    """

    name = "standing"
    tables = (CaseStanding, CaseHandler, PartyRestated, CaseClock, CaseLink, CaseAwait, CaseStream)

    def remake(self, case: str, records: Sequence[Record]) -> None:
        """Make the rows anew; links stay, as records add to them, but for those of a joining that was undone."""
        docket, history = history_of(records, shelf(), until=records[-1].recorded_at)
        standing, handlers, clocks = rows_of(docket, history)
        make_it(CaseStanding, [standing], case=case)
        make_it(CaseHandler, handlers, case=case)
        make_it(PartyRestated, _restated(records), case=case)
        make_it(CaseClock, clocks, case=case)
        make_it(CaseAwait, _awaits(docket, history), case=case)
        make_it(CaseStream, _streams(docket, history), case=case)
        void = void_of(records)
        if void:
            CaseLink.objects.filter(case=case, record__in=void).delete()
        put_in(_links(one for one in records if one.id not in void), unless_there=True)

    def remake_all(self, cases: Sequence[Case]) -> None:
        """Make the rows of many cases together."""
        if len(cases) == 1:
            self.remake(cases[0].id, cases[0].records)
            return
        rows: dict[type[models.Model], list[models.Model]] = {table: [] for table in self.tables}
        for one in cases:
            docket, history = history_of(one.records, shelf(), until=one.records[-1].recorded_at)
            standing, handlers, clocks = rows_of(docket, history)
            rows[CaseStanding].append(standing)
            rows[CaseHandler] += handlers
            rows[PartyRestated] += _restated(one.records)
            rows[CaseClock] += clocks
            rows[CaseAwait] += _awaits(docket, history)
            rows[CaseStream] += _streams(docket, history)
            void = void_of(one.records)
            if void:
                CaseLink.objects.filter(case=one.id, record__in=void).delete()
            rows[CaseLink] += _links(record for record in one.records if record.id not in void)
        held = [one.id for one in cases if not one.is_new]
        for table, made in rows.items():
            links = table is CaseLink
            for at in range(0, 0 if links else len(held), _MANY):
                table._default_manager.filter(case__in=held[at : at + _MANY]).delete()
            if made:
                table._default_manager.bulk_create(made, batch_size=_MANY, ignore_conflicts=links)


def rows_of(docket: Docket, history: History) -> tuple[CaseStanding, list[CaseHandler], list[CaseClock]]:
    """The rows of a case as of its last entry."""
    now = history.sealed[-1].recorded_at
    case = history.folded(now)
    opening = history.opening
    states = clock_states(docket, history, now)
    running = [
        one
        for one in states
        if one.verdict.outcome in (Outcome.PENDING, Outcome.VIOLATED) and not one.discharged
    ]
    ended = docket.end_of(case)
    stage, following = main_line(docket, case)
    next_step = docket.step(following)
    owed = [one for one in running if one.bearer is Bearer.ORGAN and one.verdict.due is not None]
    first = min(owed, key=lambda one: one.verdict.due or 0, default=None)
    standing = CaseStanding(
        case=opening.case,
        number=opening.number,
        number_key=order_key(opening.number),
        procedure=opening.procedure,
        field=opening.field or "",
        organ=opening.organ,
        division=opening.division,
        cause=opening.title,
        opened_day=docket.calendar.local_day(history.sealed[0].at.earliest),
        last_day=docket.calendar.local_day(now),
        stage=stage,
        next_step="" if ended else following,
        waiting_for="" if ended or next_step is None else next_step.role or "officer",
        ended_day=ended.day if ended else None,
        due_day=first.verdict.due if first else None,
        due_rule=first.rule.id if first else "",
        due_working=first.working if first else False,
        overdue=any(one.verdict.outcome is Outcome.VIOLATED for one in owed),
        state=state_of(docket, case, states),
        begun_by=history.sealed[0].entered_by,
    )
    handlers = [
        CaseHandler(key=f"{opening.case}/{officer}", case=opening.case, officer=officer)
        for officer in dict.fromkeys(history.handlers)
    ]
    return standing, handlers, [_clock(opening.case, one) for one in _once(running)]


def _restated(records: Iterable[Record]) -> list[PartyRestated]:
    return [
        PartyRestated(record=one.id, case=one.case, position=place)
        for place, one in enumerate(records)
        if one.step == STATE_PARTY
    ]


def _once(states: Iterable[ClockState]) -> Iterable[ClockState]:
    return {(one.rule.id, one.opened.id): one for one in states}.values()


def _clock(case: str, state: ClockState) -> CaseClock:
    return CaseClock(
        key=f"{case}/{state.rule.id}/{state.opened.id}",
        case=case,
        rule=state.rule.id,
        opened_by=state.opened.id,
        bearer=str(state.bearer),
        due_day=state.verdict.due,
        working=state.working,
    )


def _awaits(docket: Docket, history: History) -> list[CaseAwait]:
    case = history.opening.case
    runs = docket.end_of(history.folded(history.sealed[-1].recorded_at)) is None
    found = (
        *under_way(history),
        *opinions_to_come(history),
        *unconfirmed(history),
        *signatures_awaited(history),
        *opinions_awaited(history),
        *(returned(history) if runs else ()),
    )
    rows = {f"{one.record}/{one.named}": one for one in found}
    return [
        CaseAwait(
            key=key,
            case=case,
            kind=one.kind,
            record=one.record,
            step=one.step,
            officer=one.officer,
            named=one.named,
        )
        for key, one in rows.items()
    ]


def _streams(docket: Docket, history: History) -> list[CaseStream]:
    case = history.opening.case
    now = history.sealed[-1].recorded_at
    found = streams_of(docket, history.folded(now)) | check_streams(docket.procedure, history, now)
    return [CaseStream(key=f"{case}/{one}", case=case, stream=one) for one in sorted(found)]


def cases_in(stream: str) -> list[str]:
    """The cases that stand in a stream, by id."""
    return [case for (case,) in _IN_STREAM(stream)]


_IN_STREAM = Question(
    lambda stream: CaseStream.objects.filter(stream=stream).order_by("case").values_list("case")
)


def _links(records: Iterable[Record]) -> list[CaseLink]:
    """What the case's own records say of other cases; a joining stands in the joined case, a split in the new one."""
    named = {
        LINK_CASE: ("case", ""),
        JOIN_STEP: (LEAD_CASE, JOINED_INTO),
        SPLIT_STEP: (FROM_CASE, SPLIT_FROM),
    }
    return [
        CaseLink(
            record=one.id,
            case=one.case,
            other=str(one.fields[named[one.step][0]]),
            kind=named[one.step][1] or str(one.fields.get("kind", "")),
        )
        for one in records
        if one.step in named and one.fields.get(named[one.step][0])
    ]


def handlers_of(cases: Sequence[str]) -> dict[str, list[str]]:
    """Who handles each of the cases."""
    found: dict[str, list[str]] = {}
    for row in CaseHandler.objects.filter(case__in=list(cases)).order_by("key"):
        found.setdefault(row.case, []).append(row.officer)
    return found


def counts_by_procedure(organ: str, begun_by: Sequence[str] | None = None) -> list[tuple[str, int, int, int]]:
    """Cases of an organ by procedure: running, ended, overdue when last acted on; those alone that these began."""
    cases = CaseStanding.objects.filter(organ=organ)
    if begun_by is not None:
        cases = cases.filter(begun_by__in=list(begun_by))
    rows = cases.values_list("procedure").annotate(
        running=Count(Value(1), filter=Q(ended_day=None)),
        ended=Count(Value(1), filter=Q(ended_day__isnull=False)),
        late=Count(Value(1), filter=Q(ended_day=None, overdue=True)),
    )
    return list(rows.order_by("procedure"))


def cases_of_organ(organ: str, procedure: str, after: str, most: int) -> list[str]:
    """Cases of an organ and procedure in the order of their ids, those after `after`."""
    rows = CaseStanding.objects.filter(organ=organ, procedure=procedure, case__gt=after)
    return list(rows.order_by("case").values_list("case", flat=True)[:most])


def keep_draft(*, account: str, case: str, step: str, typed: dict[str, list[str]], now: int) -> None:
    """What was typed, over what was typed before."""
    FormDraft.objects.update_or_create(
        account=account, case=case, step=step, defaults={"typed": typed, "saved_at": now}
    )


def draft_of(account: str, case: str, step: str) -> FormDraft | None:
    """What the person typed and did not send."""
    found: FormDraft | None = FormDraft.objects.filter(account=account, case=case, step=step).first()
    return found


def drop_draft(account: str, case: str, step: str) -> None:
    """The act was done; its draft goes."""
    take_out(FormDraft, account=account, case=case, step=step)


def drop_drafts_of(case: str) -> None:
    """Every draft of a case goes, whosever it is."""
    FormDraft.objects.filter(case=case).delete()


def keep_view(*, account: str, list_name: str, name: str, filters: str) -> None:
    """Filters under a name; the same name again replaces them."""
    SavedView.objects.update_or_create(
        account=account, list=list_name, name=name, defaults={"filters": filters}
    )


def drop_view(*, account: str, list_name: str, name: str) -> None:
    """A view is given up."""
    SavedView.objects.filter(account=account, list=list_name, name=name).delete()


def views_of(account: str, list_name: str) -> list[tuple[str, str]]:
    """Names and filters of a person's views of a list."""
    return _VIEWS(account, list_name)


_VIEWS = Question(
    lambda account, name: (
        SavedView.objects.filter(account=account, list=name).order_by("name").values_list("name", "filters")
    )
)


def cases_handled_by(officer: str) -> QuerySet[CaseHandler]:
    """The cases that somebody handles, as a subquery."""
    return CaseHandler.objects.filter(officer=officer).values("case")


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where a case stands. Days count from 1970-01-01."""

    case: str
    number: str
    organ: str
    division: str
    cause: str
    stage: str
    next_step: str
    opened_day: int
    due_day: int | None
    ended_day: int | None
    procedure: str


def standing_under(
    procedure: str,
    organs: Collection[str],
    divisions: Collection[str],
    *,
    text: str = "",
    chosen: models.Q | None = None,
) -> QuerySet[CaseStanding]:
    """Cases of one procedure within these organs or divisions, by number or cause."""
    reached = models.Q(organ__in=organs)
    for beginning in divisions:
        reached |= models.Q(division__startswith=beginning)
    rows = CaseStanding.objects.filter(reached, procedure=procedure)
    if text:
        rows = rows.filter(models.Q(number__contains=text) | models.Q(cause__contains=text))
    return rows if chosen is None else rows.filter(chosen)


def standing_within(what: Visible) -> QuerySet[CaseStanding]:
    """Cases of every procedure, as far as `what` reaches."""
    if what.everything:
        return CaseStanding.objects.all()
    reached = models.Q(organ__in=what.organs)
    for beginning in what.divisions:
        reached |= models.Q(division__startswith=beginning)
    return CaseStanding.objects.filter(reached)


def standing_lines(rows: QuerySet[CaseStanding]) -> list[StandingLine]:
    """The rows as plain values."""
    names = tuple(StandingLine.__slots__)
    return [StandingLine(*values) for values in rows.values_list(*names)]
