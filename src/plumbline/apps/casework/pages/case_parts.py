"""The values of a case page: head, diagram, what may be done, clocks, records, party."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.pages.record_parts import STATED, said_value
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.clocks import ClockCard, ClockChip
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.steps import LONGEST_ROW, Step, StepDiagram
from plumbline.apps.page_parts.words import StatusWord, case_word
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.cases.cancelling import against_cancelling, cancelling_of
from plumbline.core.cases.hindrance import Side
from plumbline.core.cases.history import Opening
from plumbline.core.cases.reserved import RECORDINGS
from plumbline.core.cases.standing import ClockState, Possibility, awaited_answer, state_of
from plumbline.core.clocks.counting import Period
from plumbline.core.clocks.wording import length_of
from plumbline.core.facts.case import Case, order
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.rules.rule import ByDate, Clock, FigurePeriod, Rule
from plumbline.core.vocabulary import PARTY_KEY, Bearer, Outcome, Standing, ValueType

_ORGANS = ("supervising_organ", "organ_concerned")
"""Facts of a header that name an organ by its number."""
SOON_WORKING_DAYS = 3
SOON_DAYS = 10
_MARKS = {
    Standing.SECONDARY: gettext_lazy("seen in an excerpt alone"),
    Standing.ELSEWHERE: gettext_lazy("binding elsewhere alone"),
    Standing.UNVERIFIED: gettext_lazy("basis not verified"),
}
Opens: TypeAlias = Callable[[str], bool]
"""Whether the page at an address lets the person in: nothing is offered that would be refused."""


def head(
    file: CaseFile,
    speak: Speaker,
    party: str,
    sealed: int,
    states: Sequence[ClockState],
    cases: str,
    opens: Opens,
) -> PageHead:
    """Title, state, facts in a line, buttons of pages that let the person in; `cases` is their list of cases."""
    opening = file.history.opening
    procedure = file.docket.procedure
    title = procedure.title if speak.language == "zh" else procedure.english
    speak.know(file.history.handlers)
    case = file.history.folded(2**62)
    address = {"case": opening.case}
    total = len(file.held)
    return PageHead(
        title=f"{party}{_case_name(opening)}"
        if speak.language == "zh"
        else f"{party} {opening.title}".strip(),
        path=(Link(_("Cases"), cases), Link(title), Link(opening.number)),
        words=(state_word(file, case, states), *_untrue(file)),
        facts=(
            Fact(_("Handled by"), speak.officers(file.history.handlers)),
            Fact(_("Opened"), speak.short(file.docket.calendar.local_day(file.held[0].record.at.earliest))),
            Fact(_("Under"), speak.packs.written(procedure.basis[0]) if procedure.basis else title),
        ),
        seal_text=ngettext(
            "%(total)s record, %(sealed)s sealed", "%(total)s records, %(sealed)s sealed", total
        )
        % {"total": total, "sealed": sealed},
        acts=[one for one in _pages(file, address) if opens(one.url)],
    )


def _pages(file: CaseFile, address: Mapping[str, str]) -> list[Act]:
    """Further pages of the case."""
    return [
        Act(_("Case file"), url_of("case_file:page", **address), icon="folder"),
        *(
            [Act(_("Recordings"), url_of("casework:recordings", **address), icon="video")]
            if any(RECORDINGS in one.record.fields for one in file.held)
            else ()
        ),
        Act(_("Assign"), url_of("casework:assign", **address), icon="user"),
        *_mistaken(file, address),
        *(
            [Act(_("Facts of the case"), url_of("casework:facts", **address), icon="file-plus")]
            if stated_here(file)
            else ()
        ),
    ]


def _mistaken(file: CaseFile, address: Mapping[str, str]) -> list[Act]:
    """Cancelling a case in which nothing was done, or taking that back."""
    url = url_of("casework:cancel", **address)
    if cancelling_of(file.history) is not None:
        return [Act(_("Take the cancelling back"), url, icon="arrow-back-up")]
    if against_cancelling(file.docket, file.history):
        return []
    return [Act(_("Opened by mistake"), url, icon="ban")]


def stated_here(file: CaseFile) -> Mapping[str, FieldDefinition]:
    """The facts with more than one answer that nothing but the opening states."""
    return {
        name: one.definition
        for name, one in file.docket.procedure.attributes.items()
        if not one.set_by and (one.definition.type is ValueType.BOOL or len(one.definition.options) > 1)
    }


def _untrue(file: CaseFile) -> tuple[StatusWord, ...]:
    """A case of which a record was changed in the database says so in red."""
    if all(one.is_as_entered for one in file.held):
        return ()
    return (StatusWord(_("does not match the ledger"), "breach", "alert-triangle"),)


def _case_name(opening: Opening) -> str:
    """The cause as Chinese names a case by it: a penalty's ends with 案."""
    penal = opening.procedure.startswith("penalty") and not opening.title.endswith("案")
    return f"{opening.title}案" if penal else opening.title


def state_word(file: CaseFile, case: Case, states: Sequence[ClockState] = ()) -> StatusWord:
    """Where the case stands as a whole."""
    return case_word(state_of(file.docket, case, states))


def diagram(
    file: CaseFile, speak: Speaker, found: Sequence[Possibility], states: Sequence[ClockState]
) -> StepDiagram:
    """The main line with dates; blocked steps are those that a rule bars, whoever asks.

    A step that is owed or awaited once more, such as the report on a second letter or a second submission for review,
    comes next though an earlier one was done. In a case that was taken up again the line begins anew.
    What the records of another system do not tell of is not said to be not done.
    """
    case = file.history.folded(2**62)
    since = file.docket.since(case)
    line = (file.docket.procedure.main_line or tuple(file.docket.procedure.steps))[:LONGEST_ROW]
    barred = {one.step.id for one in found if any(why.side is Side.RULE for why in one.reasons)}
    ended = file.docket.end_of(case) is not None
    owed = set() if ended else owed_steps(states)
    awaited = "" if ended else awaited_answer(file.docket, case)
    owed |= {awaited} - {""}
    again = next((step for step in line if step in owed and case.by_step.get(step)), "")
    acted = {step for step in line if any(order(one) > since for one in case.by_step.get(step, ()))}
    done = [step for step in line if step in acted and step != again]
    ahead = (step for step in line[after(line, done) :] if step not in done)
    current = again or next(ahead, "")
    steps = []
    for step in line:
        name = speak.step_id(step)
        if step in done:
            steps.append(Step(name, "done", speak.short(case.by_step[step][-1].day)))
        elif step == again:
            steps.append(Step(name, "current", _("next")))
        elif ended or line.index(step) < after(line, done):
            unknown = step in case.missing.steps
            steps.append(Step(name, "skipped", _("not known") if unknown else _("not done")))
        elif step in barred:
            steps.append(Step(name, "blocked", _("not possible")))
        elif step == current:
            steps.append(Step(name, "current", _("next")))
        else:
            steps.append(Step(name, "next", _("not reached")))
    beside = [
        Step(speak.step_id(step), "done", speak.short(group[-1].day))
        for step, group in case.by_step.items()
        if step not in line and step in file.docket.procedure.steps
    ]
    return StepDiagram(steps, beside)


def after(line: Sequence[str], done: Sequence[str]) -> int:
    """The place on the main line behind the last step that was done."""
    return max((line.index(step) for step in done), default=-1) + 1


def owed_steps(states: Sequence[ClockState]) -> set[str]:
    """Steps that running clocks wait for."""
    running = (
        one
        for one in states
        if one.discharged is None and one.verdict.outcome is not Outcome.SATISFIED and not one.lapsed
    )
    return {step for one in running if isinstance(one.rule.body, Clock) for step in one.rule.body.discharges}


def clock_card(file: CaseFile, speak: Speaker, states: Sequence[ClockState], as_of: str) -> ClockCard:
    """The organ's limits and, after them, those of others."""
    own = [one for one in states if one.bearer is Bearer.ORGAN]
    rest = [one for one in states if one.bearer is not Bearer.ORGAN]
    return ClockCard(as_of, [clock_chip(file, speak, one) for one in (*own, *rest)])


def clock_chip(file: CaseFile, speak: Speaker, state: ClockState) -> ClockChip:
    """One limit: what must be done, by which article and in which time, until when."""
    rule, verdict = state.rule, state.verdict
    body = rule.body
    assert isinstance(body, Clock)
    name = (" / " if speak.language == "en" else "、").join(speak.step_id(step) for step in body.discharges)
    is_over = state.discharged or state.left is None or verdict.reason == "ended_after_due"
    over = verdict.days_over if is_over else None
    return ClockChip(
        name=name,
        basis="・".join(filter(None, (_length(body, speak), speak.packs.brief(rule.basis[0]), _mark(rule)))),
        state=_clock_state(state),  # type: ignore[arg-type]
        due=speak.due_time(verdict.due, verdict.due_instant) if verdict.due is not None else "",
        amount=abs(state.left or 0) if over is None else over,
        unit="working_days" if state.working and over is None else "days",
        provisional=state.provisional and state.discharged is None,
        since=speak.short(int(verdict.detail)) if verdict.reason == "suspended" else "",
        explanation_url=url_of(
            "casework:clock", case=file.history.opening.case, rule=rule.id, record=state.opened.id
        ),
    )


def _mark(rule: Rule) -> str:
    """Why the limit may not be the law of this place; empty where its text was read, or somebody confirmed it."""
    return "" if rule.confirmed_by else str(_MARKS.get(rule.standing, ""))


def _clock_state(state: ClockState) -> str:
    match state.verdict.outcome:
        case Outcome.SATISFIED:
            return "in_time"
        case Outcome.VIOLATED if state.lapsed:
            return "unused" if isinstance(state.rule.body, Clock) and state.rule.body.right else "ran_out"
        case Outcome.VIOLATED:
            return "overdue_done" if state.discharged else "overdue"
        case Outcome.UNDETERMINED:
            return "provisional" if state.provisional else "not_started"
        case _:
            pass
    if state.verdict.reason == "suspended":
        return "suspended"
    if state.left == 0:
        return "due_today"
    soon = SOON_WORKING_DAYS if state.working else SOON_DAYS
    return "soon" if state.left is not None and state.left <= soon else "left"


def _length(body: Clock, speak: Speaker) -> str:
    match body.term:
        case Period(n=n, unit=unit):
            return length_of(n, unit, speak.language)
        case FigurePeriod():
            return str(_("as the figure says"))
        case ByDate(month=month, day=day):
            return f"{month:02}-{day:02}"
        case _:
            return ""


def party_card(party: dict[str, Json], speak: Speaker, file: CaseFile, opens: Opens) -> FactCard:
    """The party and the facts of the case's header, and the way to state them anew."""
    facts = [Fact(str(label), str(party[name])) for name, label in STATED.items() if party.get(name)]
    facts.append(Fact(_("Cause"), file.history.opening.title))
    header = file.history.header
    organs = organ_names([str(header[name]) for name in _ORGANS if header.get(name)])
    for name, attribute in file.docket.procedure.attributes.items():
        value = header.get(name)
        if value is not None and not attribute.set_by and name != PARTY_KEY:
            definition = attribute.definition
            shown = (
                organs.get(str(value), str(value))
                if name in _ORGANS
                else said_value(speak, definition, value)
            )
            title = definition.title if speak.language == "zh" else definition.label
            facts.append(Fact(title, shown))
    mend = Act(_("Correct"), url_of("casework:party", case=file.history.opening.case), small=True)
    return FactCard("party", _("Party and cause"), facts, act=mend if opens(mend.url) else None)
