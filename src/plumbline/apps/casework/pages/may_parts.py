"""What may be done in a case and what not, as its page offers it: the door refuses nothing that it offers plainly.

An act that only some answers in its form allow is offered with those answers in its name, and is shown as not possible
for the others: with the article, what is lacking and who does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.own_pages import own_page
from plumbline.apps.casework.pages.case_parts import Opens, after, owed_steps
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.refusals import BarredAct, BarredReason, MayList
from plumbline.core.cases.answers import open_options
from plumbline.core.cases.hindrance import ROLES, Hindrance, Lack, Side
from plumbline.core.cases.standing import ClockState, Possibility
from plumbline.core.cases.whole import whole_case_steps
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

_MOST_BARRED = 6
_MOST_ANSWERS = 3


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
    ahead = line[after(line, [one.step.id for one in found if one.done and one.step.id in line]) :]
    waits = frozenset(ahead) if in_approval and next_step in file.docket.procedure.gates else frozenset()
    may = [one for one in found if one.may and (one.step.repeats or not (one.step.id in line and one.done))]
    near = owed_steps(states) | {next_step} | set(() if in_approval else ahead[:3])
    others = [one for one in may if one is not main and one.step.id in near - waits]
    more = [one for one in may if one is not main and one.step.id not in near | waits]
    barred = [one for one in found if one.step.id in ahead and not one.done and _tells_why(one)]
    told = [one for one in (main, *others, *more) if one is not None and _is_told(file, one, ahead)]
    return MayList(
        main=_act(file, main, speak, main=True) if main else None,
        others=[_act(file, one, speak) for one in others],
        more=[_act(file, one, speak) for one in more],
        barred=[
            *(_waiting(one, speak, next_step) for one in may if one.step.id in waits),
            *(each for one in told for each in _for_some_answers(one, speak, opens)),
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


def _is_told(file: CaseFile, one: Possibility, ahead: Sequence[str]) -> bool:
    """Whether the answers that are refused are told: of what the case goes through next, not of every form."""
    return one.step.id in file.docket.procedure.gates or one.step.id in ahead


def _main(
    found: Sequence[Possibility], line: Sequence[str], gates: Sequence[str], next_step: str
) -> Possibility | None:
    """What comes next, where it may be done; else the first act behind it on the main line that every answer allows,
    not beyond a gate.
    """
    may = {one.step.id: one for one in found if one.may}
    if next_step in may or next_step not in line:
        return may.get(next_step)
    behind = line[line.index(next_step) :]
    gate = next((place for place, step in enumerate(behind) if step in gates), len(behind))
    open_ = {step for step, one in may.items() if not one.done and not one.conditions}
    return next((may[step] for step in behind[: gate + 1] if step in open_), None)


def _waiting(one: Possibility, speak: Speaker, awaited: str) -> BarredAct:
    """An act that rests on one that is still being approved."""
    told = _("“{step}” waits for approval").format(step=speak.step_id(awaited))
    return BarredAct(speak.step(one.step), [BarredReason(told, Link(""))])


def _act(file: CaseFile, one: Possibility, speak: Speaker, *, main: bool = False) -> Act:
    case, icon = file.history.opening.case, "file-plus" if main else ""
    name = _offered_name(one, speak)
    if page := own_page(file.docket.procedure.id, one.step.id, case):
        return Act(name, page, icon=icon, main=main)
    url = url_of("casework:act", case=case, step=one.step.id)
    return Act(name, url, icon=icon, main=main, panel="#pl-panel")


def _offered_name(one: Possibility, speak: Speaker) -> str:
    """The act; with the answers that it allows, where it does not allow them all."""
    name = speak.step(one.step)
    for field in dict.fromkeys(condition.field.name for condition in one.conditions):
        definition = one.step.fields[field]
        left = open_options(one.conditions, definition)
        if len(left) <= _MOST_ANSWERS:
            name = _("{step} ({answers})").format(step=name, answers=_answers(definition, left, speak))
        else:
            refused = [each.option for each in one.conditions if each.field.name == field]
            name = _("{step} (not: {answers})").format(
                step=name, answers=_answers(definition, refused, speak)
            )
    return name


def _for_some_answers(one: Possibility, speak: Speaker, opens: Opens) -> list[BarredAct]:
    """The act with the answers that would be refused, a row for each field."""
    rows = []
    for field, group in groupby(one.conditions, lambda condition: condition.field):
        refused = list(group)
        reasons = {why.rule: why for each in refused for why in each.reasons}
        answers = _answers(field, [each.option for each in refused], speak)
        name = _("{step}: {answers}").format(step=speak.step(one.step), answers=answers)
        rows.append(BarredAct(name, [_barred(why, speak, opens) for why in list(reasons.values())[:2]]))
    return rows


def _answers(field: FieldDefinition, options: Sequence[Value], speak: Speaker) -> str:
    """Answers in a line; those to a question with the question."""
    if field.type is ValueType.CHOICE:
        words = [speak.option(field.name, str(one)) for one in options]
        return ("、" if speak.language == "zh" else ", ").join(words)
    title = field.title if speak.language == "zh" else field.english
    said = _("yes") if True in options else _("no")
    return str(_("{name}: {text}")).format(name=title, text=said)


def _barred(why: Hindrance, speak: Speaker, opens: Opens) -> BarredReason:
    article = speak.article(why.basis[:1]) if why.basis else Link("")
    if why.goods_of and opens(things := url_of("goods:case", case=why.goods_of)):
        article = Link(_("Things and money"), things)
    return BarredReason(why.says(speak.language), article, _lacking(why, speak))


def _lacking(why: Hindrance, speak: Speaker) -> str:
    """What would mend it and who does that; of a rule alone, as all else says it in its own sentence."""
    if why.side is not Side.RULE:
        return ""
    if why.ways or not why.lacks:
        return why.way_out(speak.language) or ""
    comma, semicolon = ("、", "；") if speak.language == "zh" else (", ", "; ")
    groups = []
    for who, lacks in groupby(why.lacks, lambda lack: _who(lack, speak)):
        things = comma.join(lack.zh if speak.language == "zh" else lack.en for lack in lacks)
        groups.append(_("{things}, done by the {who}").format(things=things, who=who) if who else things)
    return str(_("lacking: {things}")).format(things=semicolon.join(groups))


def _who(lack: Lack, speak: Speaker) -> str:
    """Who supplies it: whoever the pack names for its step, else who handles the case."""
    if not lack.step and not lack.role:
        return ""
    zh, en = ROLES.get(lack.role, ("承办人员", "handling officers"))
    return zh if speak.language == "zh" else en
