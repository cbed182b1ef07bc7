"""The values of a case page: head, diagram, what may be done, clocks, records, party."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.own_pages import own_page
from plumbline.apps.casework.pages.record_parts import said_value
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.cards import FactCard
from plumbline.apps.page_parts.clocks import ClockCard, ClockChip
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.refusals import BarredAct, BarredReason, MayList
from plumbline.apps.page_parts.steps import LONGEST_ROW, Step, StepDiagram
from plumbline.apps.page_parts.words import StatusWord, case_word
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.cases.history import Opening
from plumbline.core.cases.reserved import RECORDINGS
from plumbline.core.cases.standing import ClockState, Possibility, awaited_answer, state_of
from plumbline.core.cases.whole import whole_case_steps
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
_MOST_BARRED = 6
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
        *(
            [Act(_("Facts of the case"), url_of("casework:facts", **address), icon="file-plus")]
            if stated_here(file)
            else ()
        ),
    ]


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
    owed = set() if ended else _owed_steps(states)
    awaited = "" if ended else awaited_answer(file.docket, case)
    owed |= {awaited} - {""}
    again = next((step for step in line if step in owed and case.by_step.get(step)), "")
    acted = {step for step in line if any(order(one) > since for one in case.by_step.get(step, ()))}
    done = [step for step in line if step in acted and step != again]
    ahead = (step for step in line[_after(line, done) :] if step not in done)
    current = again or next(ahead, "")
    steps = []
    for step in line:
        name = speak.step_id(step)
        if step in done:
            steps.append(Step(name, "done", speak.short(case.by_step[step][-1].day)))
        elif step == again:
            steps.append(Step(name, "current", _("next")))
        elif ended or line.index(step) < _after(line, done):
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


def _after(line: Sequence[str], done: Sequence[str]) -> int:
    return max((line.index(step) for step in done), default=-1) + 1


def may_list(
    file: CaseFile,
    speak: Speaker,
    found: Sequence[Possibility],
    states: Sequence[ClockState],
    next_step: str,
    opens: Opens,
    links_url: str = "",
) -> MayList:
    """One main act; beside it what is owed and what comes next; the rest folded; what may not, with its reason."""
    found = [one for one in found if not one.may or opens(_act(file, one, speak).url)]
    whole = whole_case_steps(file.docket)
    line = file.docket.procedure.main_line
    in_approval = bool(next_step) and not any(one.step.id == next_step for one in found)
    main = None if in_approval else _main(found, line, file.docket.procedure.gates, next_step)
    of_whole = [one for one in found if one.step.id in whole and one is not main]
    found = [one for one in found if one.step.id not in whole]
    ahead = line[_after(line, [one.step.id for one in found if one.done and one.step.id in line]) :]
    waits = frozenset(ahead) if in_approval and next_step in file.docket.procedure.gates else frozenset()
    may = [one for one in found if one.may and (one.step.repeats or not (one.step.id in line and one.done))]
    near = _owed_steps(states) | {next_step} | set(() if in_approval else ahead[:3])
    others = [one for one in may if one is not main and one.step.id in near - waits]
    more = [one for one in may if one is not main and one.step.id not in near | waits]
    barred = [one for one in found if one.step.id in ahead and not one.done and _tells_why(one)]
    return MayList(
        main=_act(file, main, speak, main=True) if main else None,
        main_note=_note(main, speak) if main else "",
        others=[_act(file, one, speak) for one in others],
        more=[_act(file, one, speak) for one in more],
        barred=[
            *(_waiting(one, speak, next_step) for one in may if one.step.id in waits),
            *(
                BarredAct(speak.step(one.step), [_barred(why, speak, opens) for why in one.reasons[:2]])
                for one in barred[:_MOST_BARRED]
            ),
        ],
        whole=[
            *(_act(file, one, speak) for one in of_whole if one.may),
            *([Act(_("Join, split, link"), links_url, panel="#pl-panel")] if links_url else []),
        ],
        whole_barred=[
            BarredAct(speak.step(one.step), [_barred(why, speak, opens) for why in one.reasons[:1]])
            for one in of_whole
            if one.reasons and one.reasons[0].side is not Side.PLACE
        ],
        nothing="" if may or main else _("Nothing is to be done here in your role."),
    )


def _tells_why(one: Possibility) -> bool:
    """Whether an act is barred by more than the end of the case or its being done, which the page tells anyway."""
    return bool(one.reasons) and not any(why.side is Side.PLACE for why in one.reasons)


def _main(
    found: Sequence[Possibility], line: Sequence[str], gates: Sequence[str], next_step: str
) -> Possibility | None:
    """What comes next, where it may be done; else the first act behind it on the main line, not beyond a gate."""
    may = {one.step.id: one for one in found if one.may}
    if next_step in may or next_step not in line:
        return may.get(next_step)
    behind = line[line.index(next_step) :]
    gate = next((place for place, step in enumerate(behind) if step in gates), len(behind))
    return next((may[step] for step in behind[: gate + 1] if step in may and not may[step].done), None)


def _waiting(one: Possibility, speak: Speaker, awaited: str) -> BarredAct:
    """An act that rests on one that is still being approved."""
    told = _("“{step}” waits for approval").format(step=speak.step_id(awaited))
    return BarredAct(speak.step(one.step), [BarredReason(told, Link(""))])


def _owed_steps(states: Sequence[ClockState]) -> set[str]:
    """Steps that running clocks wait for."""
    running = (
        one
        for one in states
        if one.discharged is None and one.verdict.outcome is not Outcome.SATISFIED and not one.lapsed
    )
    return {step for one in running if isinstance(one.rule.body, Clock) for step in one.rule.body.discharges}


def _act(file: CaseFile, one: Possibility, speak: Speaker, *, main: bool = False) -> Act:
    case, icon = file.history.opening.case, "file-plus" if main else ""
    if page := own_page(file.docket.procedure.id, one.step.id, case):
        return Act(speak.step(one.step), page, icon=icon, main=main)
    url = url_of("casework:act", case=case, step=one.step.id)
    return Act(speak.step(one.step), url, icon=icon, main=main, panel="#pl-panel")


def _note(one: Possibility, speak: Speaker) -> str:
    """What would stand against the act for one answer: «决定类型为“给予行政处罚”时：…»."""
    for condition in one.conditions:
        field = condition.field
        title = field.title if speak.language == "zh" else field.english
        answer = (
            speak.option(field.name, str(condition.option))
            if field.type is ValueType.CHOICE
            else (_("yes") if condition.option else _("no"))
        )
        said = str(_("If {field} is “{answer}”: {reason}"))
        return said.format(field=title, answer=answer, reason=condition.reasons[0].says(speak.language))
    return ""


def _barred(why: Hindrance, speak: Speaker, opens: Opens) -> BarredReason:
    article = speak.article(why.basis[:1]) if why.basis else Link("")
    if why.goods_of and opens(things := url_of("goods:case", case=why.goods_of)):
        article = Link(_("Things and money"), things)
    return BarredReason(why.says(speak.language), article)


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


def party_card(party: dict[str, Json], speak: Speaker, file: CaseFile) -> FactCard:
    """The party and the facts of the case's header."""
    names = (
        ("party_name", _("Party")),
        ("party_number", _("Credit code or identity number")),
        ("party_address", _("Address")),
        ("party_phone", _("Telephone")),
    )
    facts = [Fact(label, str(party[name])) for name, label in names if party.get(name)]
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
    return FactCard("party", _("Party and cause"), facts)
