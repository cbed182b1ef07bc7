"""What is done with an evaluation: call it, take a ballot, cast it, close and count.

Raises EvaluationError, BallotError.

What a crash leaves. Calling: keys without an evaluation, which the night's sweep destroys. Taking: nothing, or a kept
answer that the same request gets again. Casting: nothing, or a ballot in the box, which the same ballot finds there.
Closing: an evaluation in which nobody can vote any more and that is closed again by the same act, or one that is
counted, recorded and published, whose keys the sweep destroys.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Final
from uuid import uuid4

from django.db import transaction

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import perform_act
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.evaluation import key_files, store
from plumbline.apps.evaluation.errors import (
    AlreadyOpen,
    BallotTaken,
    BallotThere,
    NotCalled,
    NotHere,
    NotOpen,
    TooFewCalled,
    WrongCase,
)
from plumbline.apps.evaluation.models import Evaluation, Voter
from plumbline.apps.evaluation.policies import HOLD, TAKE_PART
from plumbline.apps.people.queries.colleagues import holders_in, organ_names
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.ballots.ballot import GRADES, Ballot
from plumbline.core.ballots.blind_signature import PublicKey
from plumbline.core.ballots.box import NONCE_BYTES
from plumbline.core.ballots.errors import RequestUnfit
from plumbline.core.ballots.published import proof_of, publish
from plumbline.core.cases.errors import ActRefused
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant

REPORT: Final = "duty.report"
CALL: Final = "call_evaluation"
EVALUATE: Final = "evaluate"
PROOF: Final = "count_proof"
DESK: Final = "evaluation"
"""Who alone enters a call: typed by hand it would name a key that signs nothing."""
FEWEST: Final = 5
"""The fewest who may be called, and the fewest ballots that are counted. A choice of this system, no rule of law."""


def call(
    *,
    person: Person,
    case: str,
    accounts: Sequence[str],
    organs: Sequence[str],
    now: int,
    last_day: int | None = None,
) -> str:
    """Calls those accounts, of these organs, to evaluate a report; the evaluation's key. `last_day`: by when to vote.

    The record of it names the public key before anybody votes, so that a voter can see that all have the same.
    """
    file = _report(person, case, now)
    day = file.docket.calendar.local_day(now)
    known = store.of_case(case)
    if known is not None and known.stage != store.FAILED:
        raise AlreadyOpen()
    wanted = set(accounts)
    chosen = [one for one in holders_in(organs, day) if one[0] in wanted]
    if len(chosen) < FEWEST:
        raise TooFewCalled(called=len(chosen), fewest=FEWEST)
    key = uuid4().hex
    public = key_files.make(key).signing.public
    values: dict[str, Value] = {"entitled": len(chosen), "ballot_key": public.fingerprint}
    try:
        _perform(person, case, CALL, values, now, lambda: _add(file, key, public, chosen, last_day))
    except BaseException:
        key_files.destroy(key)
        raise
    return key


def take(*, person: Person, evaluation: str, request: str, today: int) -> str:
    """Signs the one blind request of somebody called; the answer (hex). The same request gets the same answer."""
    check_access(person, TAKE_PART, None, today)
    try:
        asked = int(request, 16) if len(request) <= 2 * 1024 else 0
    except ValueError:
        raise RequestUnfit() from None
    with transaction.atomic():
        _open(evaluation)
        voter = store.voter(evaluation, person.account)
        if voter is None:
            raise NotCalled()
        if voter.request:
            if voter.request != request:
                raise BallotTaken()
            return str(voter.answer)
        answer = f"{key_files.read(evaluation).signing.sign_blindly(asked, secrets.randbelow):x}"
        store.give(voter.key, request, answer)
    return answer


def cast(*, evaluation: str, ballot: Ballot) -> None:
    """Puts a ballot into the box. Nobody is asked for: what it was signed with is the right to cast it.

    The same ballot again changes nothing.
    """
    with transaction.atomic():
        row = _open(evaluation)
        ballot.check(evaluation, PublicKey(int(row.modulus, 16)))
        box = key_files.read(evaluation).box
        mark = box.mark(ballot)
        there = store.boxed(mark)
        if there is None:
            store.put(evaluation, mark, box.seal(ballot, secrets.token_bytes(NONCE_BYTES)))
        elif box.open(there).grade != ballot.grade:
            raise BallotThere()


def close(*, person: Person, evaluation: str, now: int) -> str:
    """Closes, counts, enters the result in the case and publishes the list, all or nothing; the stage it is left in.

    With fewer ballots than FEWEST nothing is counted: the box is emptied and the evaluation has failed. Raises
    ActRefused where the pack's rules refuse the result.
    """
    row = _closing(person, evaluation, now)
    box, public = key_files.read(evaluation).box, PublicKey(int(row.modulus, 16))
    ballots = [box.open(one) for one in store.in_box(evaluation)]
    for one in ballots:
        one.check(evaluation, public)
    if len(ballots) < FEWEST:
        with transaction.atomic():
            _end(evaluation, store.FAILED, "")
        return store.FAILED
    made = publish(evaluation, row.title, public, row.entitled, store.taken(evaluation), ballots)
    data = made.data()
    values: dict[str, Value] = {grade: made.counts[grade] for grade in GRADES}
    values |= {"voters": len(ballots), PROOF: proof_of(data)}
    try:
        _perform(
            person, row.case, EVALUATE, values, now, lambda: _end(evaluation, store.COUNTED, data.decode())
        )
    except ActRefused:
        store.move(evaluation, store.OPEN)
        raise
    return store.COUNTED


def destroy_left_keys(now: int) -> int:
    """Destroys the keys of evaluations that are over, where a crash left them; how many."""
    return key_files.destroy_but(store.open_keys(), now)


def _report(person: Person, case: str, now: int) -> CaseFile:
    file = read_case(case)
    check_access(person, HOLD, file.place, file.docket.calendar.local_day(now))
    if file.history.opening.procedure != REPORT:
        raise WrongCase()
    return file


def _open(evaluation: str) -> Evaluation:
    row = store.locked(evaluation)
    if row is None:
        raise NotHere()
    if row.stage != store.OPEN:
        raise NotOpen()
    return row


def _closing(person: Person, evaluation: str, now: int) -> Evaluation:
    """The evaluation, in which nobody can vote from here on; one whose closing broke off before is taken up again."""
    with transaction.atomic():
        row = store.locked(evaluation)
        if row is None:
            raise NotHere()
        _report(person, row.case, now)
        if row.stage not in (store.OPEN, store.CLOSING):
            raise NotOpen()
        store.move(evaluation, store.CLOSING)
    return row


def _end(evaluation: str, stage: str, published: str) -> None:
    """Within a transaction; when it holds, the keys go."""
    store.end(evaluation, stage, published)
    transaction.on_commit(lambda: key_files.destroy(evaluation))


def _perform(
    person: Person,
    case: str,
    step: str,
    values: dict[str, Value],
    now: int,
    along: Callable[[], object],
) -> None:
    act = Act(step, Moment(written_instant(now), "microsecond"), values=values, desk=DESK)
    perform_act(person=person, case=case, act=act, seen=None, now=now, along=along)


def _add(
    file: CaseFile,
    key: str,
    public: PublicKey,
    chosen: Sequence[tuple[str, str, str]],
    last_day: int | None,
) -> None:
    place = file.place
    planned = next((one for one in reversed(file.history.acts) if one.step == "plan_report"), None)
    unit = organ_names([place.organ]).get(place.organ, place.organ)
    post = f"{planned.fields.get('year', '')}年度 {planned.fields.get('post', '')}" if planned else ""
    evaluation = Evaluation(
        key=key,
        case=file.history.opening.case,
        title=f"{unit} {post}".strip(),
        organ=place.organ,
        division=place.division,
        stage=store.OPEN,
        entitled=len(chosen),
        last_day=last_day,
        modulus=f"{public.n:x}",
    )
    voters = [
        Voter(key=f"{key}/{account}", evaluation=key, account=account, name=name, organ=organ)
        for account, name, organ in chosen
    ]
    store.add(evaluation, voters)
