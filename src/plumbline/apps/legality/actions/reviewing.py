"""What is done at the review desk. Each act is a record of the review's own case, entered through the one door.

An opinion on an enforcement decision is a record of the decision's case too, entered right after it: its guard reads
that. Broken off between the two, the decision stays locked, and `tell_source` tells it again.
Raises AccessRefused, ActRefused with every reason of the packs' rules, what `errors` tells, StoreError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.apps.attachments.errors import Classified
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.casework.act import Act, Paper, PaperWanted
from plumbline.apps.casework.actions import Mode, Opening, keep_draft, open_case, open_from, perform_act
from plumbline.apps.casework.carrying import carried
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.legality import shelf
from plumbline.apps.legality.actions.independence import check_not_handled
from plumbline.apps.legality.errors import (
    BackDated,
    ItemsNeeded,
    ItemsOpen,
    NotReviewed,
    QuestionsOpen,
    ReviewThere,
    WhyNeeded,
)
from plumbline.apps.legality.models import ReviewFile
from plumbline.apps.legality.policies import REVIEW_GIVE, REVIEW_SEND
from plumbline.apps.pack_store.shelf import shelf as packs
from plumbline.apps.people.queries.entries import entry, officer_register
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.reserved import ANSWERS, HANDLED, ITEMS
from plumbline.core.cases.standing import clock_states
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Record
from plumbline.core.review.desk import (
    AGREED,
    CLASSIFIERS,
    CONTRACT,
    ENFORCEMENT,
    NORMATIVE,
    PAPER,
    QUESTIONS,
    Handled,
    Item,
    left_open,
    read_items,
    written_answers,
    written_handled,
    written_items,
)
from plumbline.core.review.questions import (
    Answer,
    Question,
    heads,
    is_in_order,
    is_major,
    is_major_decision,
    is_normative,
    unanswered,
    unexplained,
)

ACT_KINDS: Final[Mapping[str, str]] = {
    "penalty.ordinary": "penalty",
    "permit": "permit",
    "compulsory.measure": "compulsory_measure",
    "compulsory.enforcement": "compulsory_execution",
    "inspection": "inspection",
}
"""Procedures whose decisions are sent for review, and the kind of act each decides on."""

OPINION_PAPERS: Final[Mapping[str, str]] = {ENFORCEMENT: "法制审核意见书"}
_LEGALITY_PAPER: Final = "合法性审查意见书"


@dataclass(frozen=True, slots=True)
class Checked:
    """A review as the reviewer filled it in."""

    answers: Mapping[str, Answer]
    first_time: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion. `at` is None for one that is given now; an offline one has its day and number."""

    result: str
    items: Sequence[Item] = ()
    after_hearing: bool | None = None
    on: int | None = None
    number: str = ""


def begin_review(*, person: Person, source: str, answers: Mapping[str, Answer], now: int) -> str:
    """Answers «major?» for a decision and opens its review, whether major or not; its case.

    Raises ReviewThere where one is open, QuestionsOpen, Classified.
    """
    file = read_case(source)
    check_access(person, REVIEW_SEND, file.place, file.docket.calendar.local_day(now))
    asked = shelf.questions()["major"].questions
    _check_words(answers)
    _check_answered(asked, answers)
    kind = ACT_KINDS[file.history.opening.procedure]
    facts = {one.id: answers[one.id].said is one.wrong for one in asked}
    opening = file.history.opening
    case = _begun(source, opening.number)
    if case is None:
        wanted = Opening(ENFORCEMENT, None, opening.title, field=opening.field)
        case = open_from(person=person, source=source, opening=wanted, records=(), seen=None, now=now)
    values: dict[str, Value] = {**facts, "act_kind": kind, "major": is_major(facts)}
    told = Act("trigger_check", _at(now), values=values, beside={ANSWERS: written_answers(answers.values())})
    _perform(person, case, told, now)
    prepare_submission(person=person, case=case, round_=1, now=now)
    return case


def _begun(source: str, number: str) -> str | None:
    """A review whose opening was broken off before its questions were answered; raises ReviewThere for any other."""
    for row in ReviewFile.objects.filter(source=source).exclude(stage="ended"):
        if row.kind:
            raise ReviewThere(number=number)
        return str(row.case)
    return None


def prepare_submission(*, person: Person, case: str, round_: int, now: int) -> None:
    """Begins the form of the submission with what is known: the round, and by when the decision is due."""
    typed = {"f_round": [str(round_)]}
    source = ReviewFile.objects.filter(case=case).values_list("source", flat=True).first()
    due = decision_due(read_case(source), now) if source else None
    if due is not None:
        typed["f_decision_due"] = [date_of(due).isoformat()]
    keep_draft(person=person, case=case, step="submit", typed=typed, now=now)


def decision_due(file: CaseFile, now: int) -> int | None:
    """The last day on which the case may be decided, of its running clocks that a decision discharges."""
    found = [
        one.verdict.due
        for one in clock_states(file.docket, file.history, now)
        if one.discharged is None
        and one.verdict.due is not None
        and "decide" in getattr(one.rule.body, "discharges", ())
    ]
    return min(found, default=None)


def send_back(*, person: Person, case: str, lacking: str, seen: int | None, now: int) -> None:
    """The file is not complete: it goes back with what is missing, and the time does not run meanwhile."""
    _file, row = _opened(person, case, now)
    _check_plain(lacking)
    act = Act("supplement", _at(now), values={"round": row.round, "lacking": lacking})
    _perform(person, case, act, now, seen)


def check(*, person: Person, case: str, checked: Checked, seen: int | None, now: int) -> None:
    """Enters the review with every answer; a question left open leaves its head open, which the packs refuse."""
    file, row = _opened(person, case, now)
    check_not_handled(person, row.source)
    asked = asked_in(file, row.kind)
    _check_words(checked.answers)
    if lacking := unexplained(asked, checked.answers):
        raise WhyNeeded.of(lacking)
    step = file.docket.procedure.steps["review"]
    values: dict[str, Value] = {"round": row.round}
    for name, fine in heads(asked, checked.answers).items():
        if name == "crime_checked":
            values[name] = "none" if fine else "suspected"
        elif name in step.fields:
            values[name] = "ok" if fine else "problem"
    if "questions_answered" in step.fields:
        values["questions_answered"] = not unanswered(asked, checked.answers)
        values["content_lawful"] = "ok" if is_in_order(asked, checked.answers) else "problem"
    if "licensed" in step.fields:
        known = entry("officer", person.officer or "")
        values["licensed"] = bool(known and known.values.get("legal_qualification"))
        values["first_time"] = checked.first_time
    act = Act("review", _at(now), values=values, beside={ANSWERS: written_answers(checked.answers.values())})
    _perform(person, case, act, now, seen)


def give_opinion(*, person: Person, case: str, given: Given, seen: int | None, now: int) -> None:
    """Gives the opinion: written, signed with the reviewer's login, and told to the case of the decision.

    Raises ItemsNeeded where it does not agree and names nothing, NotReviewed.
    """
    file, row = _opened(person, case, now)
    if given.on is None:
        check_not_handled(person, row.source)
    _check_plain("\n".join(one.text for one in given.items), given.number)
    if given.result not in AGREED and not given.items:
        raise ItemsNeeded()
    if _last(file, "review") is None and not given.number:
        raise NotReviewed()
    mode: Mode = "attest" if given.on is not None else "intend"
    at = _at(now) if given.on is None else Moment(date_of(given.on).isoformat(), "day")
    title = OPINION_PAPERS.get(row.procedure, _LEGALITY_PAPER)
    asks = _asks(file, given)
    values: dict[str, Value] = {"round": row.round, "result": given.result, "signed": True}
    if given.after_hearing is not None:
        values["after_hearing"] = given.after_hearing
    if given.number:
        values["offline_number"] = given.number
    steps = file.docket.procedure.steps["opinion"].fields
    act = Act(
        "opinion",
        at,
        values={name: value for name, value in values.items() if name in steps},
        papers=(Paper(title, None, given.number),) if given.on is not None else (),
        make=() if given.on is not None else (PaperWanted(title, asks),),
        beside={ITEMS: written_items(given.items)} if given.items else {},
    )
    perform_act(person=person, case=case, act=act, seen=seen, now=now, officers=officer_register(), mode=mode)
    if row.source and row.procedure == ENFORCEMENT:
        tell_source(person=person, case=case, now=now)


def register_offline(*, person: Person, case: str, given: Given, seen: int | None, now: int) -> None:
    """Registers an opinion that was given off line, by number, date and result; the day is the paper's, the entry now.

    Whoever enters it is seen to have entered it: what rested on it before that moment rested on nothing. Raises
    BackDated for a day before the file was sent.
    """
    if not given.number.strip() or given.on is None:
        raise NotReviewed()
    sent = read_case(case).history.folded(now).by_step.get("submit", ())
    if sent and given.on < sent[-1].day:
        raise BackDated(on=date_of(given.on).isoformat(), sent=date_of(sent[-1].day).isoformat())
    give_opinion(person=person, case=case, given=given, seen=seen, now=now)


def answer_items(
    *, person: Person, case: str, handled: Sequence[Handled], handling: str, seen: int | None, now: int
) -> None:
    """The unit answers each item of the opinion. Raises ItemsOpen where one has no answer, or a no without why."""
    file = read_case(case)
    check_access(person, REVIEW_SEND, file.place, file.docket.calendar.local_day(now))
    row = _row(case)
    _check_plain(handling, "\n".join(one.why for one in handled))
    by_number = {one.no: one for one in handled}
    if lacking := left_open(items_of(file), by_number):
        raise ItemsOpen(items="、".join(str(one.no) for one in lacking))
    values: dict[str, Value] = {"round": row.round, "handling": handling, "items_answered": True}
    act = Act("rework", _at(now), values=values, beside={HANDLED: written_handled(handled)})
    _perform(person, case, act, now, seen)
    prepare_submission(person=person, case=case, round_=row.round + 1, now=now)


def items_of(file: CaseFile) -> tuple[Item, ...]:
    """The items of the last opinion."""
    last = _last(file, "opinion")
    return read_items(last.fields.get(ITEMS)) if last else ()


def asked_in(file: CaseFile, kind: str) -> tuple[Question, ...]:
    """What is asked in a review of that kind of act or paper."""
    return shelf.questions()[QUESTIONS[file.history.opening.procedure]].asked_of(kind)


def tell_source(*, person: Person, case: str, now: int) -> None:
    """Enters the last opinion in the case of the decision, with its paper; nothing where it stands there already."""
    file, row = _opened(person, case, now)
    opinion, review = _last(file, "opinion"), _last(file, "review")
    if opinion is None or not row.source or told_to_source(opinion, row.source):
        return
    source = read_case(row.source)
    after = bool(source.history.folded(now).by_step.get("hearing"))
    known = source.docket.step("legal_review_after_hearing" if after else "legal_review")
    if known is None:
        return
    kept = carried(opinion, set(OPINION_PAPERS.values()))
    values: dict[str, Value] = {"result": "passed" if opinion.fields.get("result") in AGREED else "returned"}
    for name in ("first_time", "licensed"):
        if review is not None and name in review.fields:
            values[name] = bool(review.fields[name])
    act = Act(
        known.id,
        opinion.at,
        values={name: value for name, value in values.items() if name in known.fields},
        papers=kept.papers,
        attachments=kept.attachments,
        salts=kept.salts,
    )
    # The opinion was given: what its case says against it is a finding there, and cannot keep it from being told.
    perform_act(
        person=person,
        case=row.source,
        act=act,
        seen=None,
        now=now,
        officers=officer_register(),
        mode="attest",
    )


def told_to_source(opinion: Record, source: str) -> bool:
    """Whether the case of the decision knows of the opinion: it holds a review entered since."""
    return any(
        one.record.step in ("legal_review", "legal_review_after_hearing")
        and one.record.recorded_at >= opinion.recorded_at
        for one in read_case(source).held
    )


def _last(file: CaseFile, step: str) -> Record | None:
    gone = {one.record.corrects for one in file.held if one.record.corrects}
    found = [one.record for one in file.held if one.record.step == step and one.record.id not in gone]
    return found[-1] if found else None


def _asks(file: CaseFile, given: Given) -> dict[str, str]:
    """What the paper of the opinion says: result and items."""
    field = file.docket.procedure.steps["opinion"].fields["result"]
    word = packs().words.word(field.name, given.result, "zh")
    lines = [f"{one.no}. {one.text}" for one in given.items]
    return {"result": "\n".join([word, *lines])}


def _perform(person: Person, case: str, act: Act, now: int, seen: int | None = None) -> None:
    perform_act(person=person, case=case, act=act, seen=seen, now=now, officers=officer_register())


def _opened(person: Person, case: str, now: int) -> tuple[CaseFile, ReviewFile]:
    file = read_case(case)
    check_access(person, REVIEW_GIVE, file.place, file.docket.calendar.local_day(now))
    return file, _row(case)


def _row(case: str) -> ReviewFile:
    row: ReviewFile | None = ReviewFile.objects.filter(case=case).first()
    if row is None:
        raise NotReviewed()
    return row


def _check_answered(asked: Sequence[Question], answers: Mapping[str, Answer]) -> None:
    if lacking := unanswered(asked, answers):
        raise QuestionsOpen(n=len(lacking))


def _check_words(answers: Mapping[str, Answer]) -> None:
    _check_plain("\n".join(one.why for one in answers.values()))


def _check_plain(*texts: str) -> None:
    """A mark of secrecy in a text stops it before anything is stored."""
    if mark := classification_mark("\n".join(texts)):
        raise Classified(name="", mark=mark)


def _at(now: int) -> Moment:
    return Moment(written_instant(now), "microsecond")


@dataclass(frozen=True, slots=True)
class PaperSent:
    """A paper to be reviewed: its title, what kind it is, whether it touches operators, answers of both classifiers."""

    title: str
    kind: str
    touches_market: bool
    answers: Mapping[str, Answer]


def send_paper(*, person: Person, sent: PaperSent, now: int) -> str:
    """Classifies a paper and opens its review under the procedure of its kind; its case.

    Raises QuestionsOpen where an answer that decides is lacking, Classified.
    """
    _check_plain(sent.title)
    _check_words(sent.answers)
    normative, major = is_normative(sent.answers), is_major_decision(sent.answers)
    if normative is None or major is None:
        asked = [one for name in CLASSIFIERS for one in shelf.questions()[name].questions]
        raise QuestionsOpen(n=len(unanswered(asked, sent.answers)))
    procedure = CONTRACT if sent.kind == "contract" else NORMATIVE if normative else PAPER
    place = Place(person.organ, person.divisions[0] if person.divisions else "")
    opening = Opening(procedure, None, sent.title)
    case = open_case(person=person, place=place, opening=opening, now=now)
    values: dict[str, Value] = {
        "paper_kind": sent.kind,
        "normative": normative,
        "major_decision": major,
        "touches_market": sent.touches_market,
    }
    beside: dict[str, Json] = {ANSWERS: written_answers(sent.answers.values())}
    _perform(person, case, Act("classify", _at(now), values=values, beside=beside), now)
    prepare_submission(person=person, case=case, round_=1, now=now)
    return case
