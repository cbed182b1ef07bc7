"""Appeals: the holder of a paper objects to a question, two people decide, and where the key was wrong every paper that
had the question is marked again.
"""

from __future__ import annotations

from plumbline.apps.exams import store
from plumbline.apps.exams.actions.closing import marks
from plumbline.apps.exams.actions.drafting import draft, paper_draft
from plumbline.apps.exams.models import ExamPaper
from plumbline.apps.exams.policies import DECIDE
from plumbline.apps.exams.queries.reading import own_seat, paper_of, sitting_of, versions
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter, enter_all
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.exams import written
from plumbline.core.exams.errors import ExamUnknown, PaperUnknown
from plumbline.core.exams.paper import EVERYBODY
from plumbline.core.exams.question import Version
from plumbline.core.exams.sitting import CORRECT, Sitting, stream_of
from plumbline.core.exams.written import Paper, Proposal, check_appeal, check_decide, check_propose
from plumbline.core.ledger.canonical import Json


def appeal(*, person: Person, paper: str, number: int, reason: str, now: int, today: int) -> None:
    """Objects to a question of the own paper, within the days of appeal. Raises PaperUnknown, NotNow."""
    seat = own_seat(person, paper, today)
    questions = store.questions_of(seat)
    if not 1 <= number <= len(questions):
        raise PaperUnknown()
    made, known, item = sitting_of(seat.sitting), paper_of(paper), questions[number - 1]
    check_appeal(known, made, item, reason, today)
    fields: dict[str, Json] = {"item": item, "reason": reason.strip()}
    told = paper_draft(paper, written.APPEAL, fields, organ=made.organ, now=now)
    enter(told, expected=_seen(paper), now=now)


def propose_decision(
    *, person: Person, paper: str, item: str, key: str, reason: str, now: int, today: int
) -> None:
    """The first of two says what is right: a corrected `key` («*»: the question counts for everybody), or empty where
    the appeal is refused. Raises NotNow, OwnQuestion.
    """
    made, known, version = _decided_by(person, paper, item, today)
    letters = EVERYBODY if key.strip() == EVERYBODY else "".join(sorted(set(key.strip().upper())))
    proposal = Proposal(person.signs_as, letters, reason.strip())
    check_propose(known, item, version.wording, version.author, proposal)
    fields: dict[str, Json] = {"item": item, "key": letters, "reason": proposal.reason}
    told = _by(person, paper, written.PROPOSE, fields, made, now)
    enter(told, expected=_seen(paper), now=now)


def decide_appeal(*, person: Person, paper: str, item: str, agreed: bool, now: int, today: int) -> int:
    """The second of two agrees, or sends the proposal back; how many papers were marked again.

    Decision, corrected key and every new mark are entered together or not at all. Raises NotNow, OwnQuestion.
    """
    made, known, version = _decided_by(person, paper, item, today)
    proposal = check_decide(known, item, version.author, person.signs_as)
    fields: dict[str, Json] = {"item": item, "agreed": agreed}
    told = _by(person, paper, written.DECIDE, fields, made, now)
    wanted = [Wanted(told, _seen(paper))]
    again: list[Draft] = []
    if agreed and proposal.key:
        correction: dict[str, Json] = {"item": item, "key": proposal.key, "paper": paper}
        corrected = draft(person, stream_of(made.id), CORRECT, correction, organ=made.organ, now=now)
        wanted.append(Wanted(corrected, len(case_records(stream_of(made.id)))))
        again = marks(made, _having(made, item), now, {item: proposal.key})
        wanted += [Wanted(one, None) for one in again]
    enter_all(wanted, now=now)
    return len(again)


def _having(made: Sitting, item: str) -> list[str]:
    """Papers that were handed in and have the question."""
    handed = ExamPaper.objects.filter(sitting=made.id).exclude(handed_at=None)
    keys = set(handed.values_list("key", flat=True))
    return [
        one.paper for one in store.seats_in(made.id) if one.paper in keys and item in store.questions_of(one)
    ]


def _decided_by(person: Person, paper: str, item: str, today: int) -> tuple[Sitting, Paper, Version]:
    """The exam, the paper and the version, for somebody who may decide. Raises AccessRefused, ExamUnknown."""
    known = paper_of(paper)
    made = sitting_of(known.sitting)
    if not made.is_shown_to(person.signs_as):
        raise ExamUnknown()
    if not (made.plan.is_confidential and person.signs_as in made.plan.watchers):
        check_access(person, DECIDE, Place(made.organ, made.division), today)
    version = versions([item]).get(item)
    if version is None or known.appeal(item) is None:
        raise PaperUnknown()
    return made, known, version


def _by(person: Person, paper: str, step: str, fields: dict[str, Json], made: Sitting, now: int) -> Draft:
    """A record in a paper's stream in the name of whoever decides."""
    return draft(person, written.stream_of(paper), step, fields, organ=made.organ, now=now)


def _seen(paper: str) -> int:
    return len(case_records(written.stream_of(paper)))
