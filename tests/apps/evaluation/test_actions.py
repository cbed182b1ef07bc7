"""What is done with an evaluation: who may, how often, what is counted, and what a crash leaves."""

from __future__ import annotations

import os
import random

import pytest
from tests.builders.blind_voter import Voter
from tests.builders.desk import HEAD, ORGAN
from tests.builders.evaluation import NOW, OFFICE, TODAY, cast_by, electorate, reported
from tests.builders.signing_in import account, signed_in

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import FieldOfOwnPage
from plumbline.apps.casework.forms import PREFIX
from plumbline.apps.evaluation import actions, key_files, queries, store
from plumbline.apps.evaluation.errors import (
    AlreadyOpen,
    BallotTaken,
    KeyGone,
    NotCalled,
    NotOpen,
    TooFewCalled,
)
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.person import Place
from plumbline.core.authority.role import Role
from plumbline.core.ballots.published import verify
from plumbline.core.cases.errors import ActRefused
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.moment import Moment, written_instant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.EVALUATION_KEYS = tmp_path / "keys"
    return settings.EVALUATION_KEYS


def call(case: str, people) -> tuple[str, int]:
    accounts = [one.account for one in people]
    key = actions.call(person=OFFICE, case=case, accounts=accounts, organs=[people[0].organ], now=NOW)
    return key, int(queries.of_case(case).modulus, 16)


def fields_of(case: str, step: str) -> dict[str, object]:
    return next(one.fields for one in reversed(read_case(case).history.acts) if one.step == step)


def test_the_count_is_entered_and_bound_to_the_list(keys, django_capture_on_commit_callbacks) -> None:
    case, people, draw = reported(), electorate(6), random.Random(1)
    key, n = call(case, people)
    with pytest.raises(AlreadyOpen):
        call(case, people)
    ballots = [cast_by(one, key, n, grade, draw) for one, grade in zip(people, (0, 0, 1, 4, 0), strict=False)]
    actions.cast(evaluation=key, ballot=ballots[0])  # sent twice, counted once
    late = Voter(key, n, 0, draw)
    answer = actions.take(person=people[5], evaluation=key, request=late.request, today=TODAY)
    assert actions.take(person=people[5], evaluation=key, request=late.request, today=TODAY) == answer
    with pytest.raises(BallotTaken):
        actions.take(person=people[5], evaluation=key, request=Voter(key, n, 0, draw).request, today=TODAY)
    with pytest.raises(NotCalled):
        actions.take(person=OFFICE, evaluation=key, request=late.request, today=TODAY)
    with pytest.raises(AccessRefused):
        actions.close(person=people[0], evaluation=key, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.close(person=OFFICE, evaluation=key, now=NOW) == store.COUNTED
    entered, called = fields_of(case, "evaluate"), fields_of(case, "call_evaluation")
    assert (entered["voters"], entered["good"], entered["fairly_good"], entered["invalid"]) == (5, 3, 1, 1)
    seen = queries.seen_by(people[0], key, TODAY)
    found = verify(seen.data, proof=str(entered["count_proof"]), key=str(called["ballot_key"]))
    assert (found.entitled, found.taken) == (6, 6)
    assert {one.serial for one in ballots} == {one.serial for one in found.ballots}
    with pytest.raises(NotOpen):
        actions.cast(evaluation=key, ballot=late.signed(answer))
    with pytest.raises(KeyGone):
        key_files.read(key)
    with pytest.raises(PlumblineError, match="not called"):
        queries.seen_by(HEAD, key, TODAY)


def test_too_few_are_not_counted_and_may_be_called_again(keys) -> None:
    case, people, draw = reported(), electorate(6), random.Random(2)
    with pytest.raises(TooFewCalled):
        call(case, people[:4])
    key, n = call(case, people)
    for one in people[:4]:
        cast_by(one, key, n, 3, draw)
    assert actions.close(person=OFFICE, evaluation=key, now=NOW) == store.FAILED
    assert store.in_box(key) == []
    assert queries.seen_by(people[0], key, TODAY).data == b""
    assert all(one.step != "evaluate" for one in read_case(case).history.acts)
    assert call(case, people)[0] != key


def test_a_refused_result_leaves_the_vote_open(keys) -> None:
    opening = Opening(actions.REPORT, "述〔2026〕2号", "述法", facts={"party_kind": "organisation"})
    case = open_case(person=OFFICE, place=Place(ORGAN, "650105"), opening=opening, now=NOW)
    people, draw = electorate(5), random.Random(3)
    key, n = call(case, people)
    for one in people:
        cast_by(one, key, n, 0, draw)
    with pytest.raises(ActRefused):  # nothing was reported that could be evaluated
        actions.close(person=OFFICE, evaluation=key, now=NOW)
    assert store.evaluation(key).stage == store.OPEN
    assert len(store.in_box(key)) == 5


def test_nobody_types_the_result_of_a_vote(keys) -> None:
    case, people, draw = reported(), electorate(5), random.Random(4)
    key, n = call(case, people)
    counted = {"voters": 5, "good": 5, "fairly_good": 0, "ordinary": 0, "poor": 0, "invalid": 0}
    at = Moment(written_instant(NOW), "microsecond")
    made_up = Act("evaluate", at, values={**counted, "count_proof": "f" * 64})
    with pytest.raises(FieldOfOwnPage):
        perform_act(person=OFFICE, case=case, act=made_up, seen=None, now=NOW)
    with pytest.raises(FieldOfOwnPage):
        perform_act(person=OFFICE, case=case, act=made_up, seen=None, now=NOW, mode="attest")
    bare = Act("evaluate", at, values=counted)
    with pytest.raises(ActRefused):  # a vote was called: without the proof of its count it has no result
        perform_act(person=OFFICE, case=case, act=bare, seen=None, now=NOW)
    for one in people:
        cast_by(one, key, n, 4, draw)
    assert actions.close(person=OFFICE, evaluation=key, now=NOW) == store.COUNTED
    assert fields_of(case, "evaluate")["good"] == 0


def test_keys_that_a_crash_left_are_destroyed(keys) -> None:
    key, _n = call(reported(), electorate(5))
    for name in (key, "left"):
        (keys / f"{name}.key").touch()
        os.utime(keys / f"{name}.key", (0, 0))
    (keys / "young.key").touch()
    assert actions.destroy_left_keys(NOW) == 1
    assert sorted(path.stem for path in keys.iterdir()) == sorted([key, "young"])


def test_the_form_says_that_the_proof_is_never_typed(keys, settings) -> None:
    settings.CLOCK = lambda: NOW
    case, people = reported(), electorate(5)
    call(case, people)
    account("office", Role.RULE_OF_LAW_OFFICE, organ=ORGAN, divisions=["650105"])
    counted = {"voters": "5", "good": "5", "fairly_good": "0", "ordinary": "0", "poor": "0", "invalid": "0"}
    typed = {PREFIX + name: value for name, value in {**counted, "count_proof": "f" * 64}.items()}
    address = f"/cases/{case}/act/evaluate/"
    typed |= {"at": "2026-02-20T09:00", "seen": str(read_case(case).history.position)}
    answer = signed_in("office").post(address, typed)
    assert answer.status_code == 422
    assert "不能手工填写" in answer.content.decode()
