"""Blind signatures, and the published list that anybody recounts: what holds, and each way in which one does not."""

from __future__ import annotations

import dataclasses
import random
import subprocess
import sys
from collections.abc import Callable
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.builders.blind_voter import EXPONENT, Voter

from plumbline.core.ballots.__main__ import main
from plumbline.core.ballots.ballot import Ballot
from plumbline.core.ballots.blind_signature import PublicKey, SigningKey
from plumbline.core.ballots.box import Box
from plumbline.core.ballots.errors import BallotForged, BallotUnfit, BoxBroken, ListUntrue, RequestUnfit
from plumbline.core.ballots.published import Published, proof_of, publish, verify

KEY = "c" * 32
GRADES = (0, 0, 1, 2, 4, 0)


@cache
def signing() -> SigningKey:
    numbers = rsa.generate_private_key(EXPONENT, 2048).private_numbers()
    return SigningKey(numbers.p, numbers.q)


def signed(voter: Voter) -> Ballot:
    answer = signing().sign_blindly(int(voter.request, 16), random.Random(1).randrange)
    return voter.signed(f"{answer:x}")


@cache
def voters() -> tuple[Voter, ...]:
    draw = random.Random(7)
    return tuple(Voter(KEY, signing().public.n, grade, draw) for grade in GRADES)


@cache
def listed() -> Published:
    return publish(KEY, "某局 2025 局主要负责人", signing().public, 9, 7, [signed(one) for one in voters()])


def test_every_request_could_have_become_every_ballot() -> None:
    """Who holds requests, key and ballots finds for each pair the one secret that joins them: so nothing is told."""
    n, d = signing().public.n, pow(EXPONENT, -1, (signing().p - 1) * (signing().q - 1))
    for voter in voters():
        for other in voters():
            request, encoded = int(voter.request, 16), other.encoded
            secret = pow(request * pow(encoded, -1, n), d, n)
            assert encoded * pow(secret, EXPONENT, n) % n == request


def test_a_ballot_bears_its_grade_and_nothing_else_is_signed() -> None:
    one = listed().ballots[0]
    one.check(KEY, signing().public)
    for forged in (
        dataclasses.replace(one, grade=3),
        dataclasses.replace(one, serial="0" * 32),
    ):
        with pytest.raises(BallotForged):
            forged.check(KEY, signing().public)
    with pytest.raises(BallotForged):
        one.check("d" * 32, signing().public)
    for unfit in (dataclasses.replace(one, grade=5), dataclasses.replace(one, signature="zz")):
        with pytest.raises(BallotUnfit):
            unfit.check(KEY, signing().public)
    for request in (0, 1, signing().public.n - 1, signing().public.n, signing().p):
        with pytest.raises(RequestUnfit):
            signing().sign_blindly(request, random.Random(1).randrange)


def test_the_box_opens_with_its_key_alone() -> None:
    box, one = Box(KEY, b"k" * 32), listed().ballots[0]
    sealed = box.seal(one, b"n" * 12)
    assert box.open(sealed) == one
    for other in (Box(KEY, b"x" * 32), Box("d" * 32, b"k" * 32)):
        with pytest.raises(BoxBroken):
            other.open(sealed)


def swapped(found: Published) -> Published:
    first, second, *rest = found.ballots
    return dataclasses.replace(found, ballots=(second, first, *rest))


def doubled(found: Published) -> Published:
    return dataclasses.replace(found, ballots=(found.ballots[0], *found.ballots))


def better(found: Published) -> Published:
    ballots = tuple(dataclasses.replace(one, grade=0) for one in found.ballots)
    return dataclasses.replace(found, ballots=ballots)


def stuffed(found: Published) -> Published:
    return dataclasses.replace(found, taken=5)


def weak(found: Published) -> Published:
    return dataclasses.replace(found, key=PublicKey(found.key.n >> 1024))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (swapped, "out of order"),
        (doubled, "stands there twice"),
        (better, "no valid signature"),
        (stuffed, "more ballots than were given"),
        (weak, "length"),
    ],
)
def test_a_changed_list_is_named(change: Callable[[Published], Published], told: str) -> None:
    with pytest.raises(ListUntrue, match=told):
        verify(change(listed()).data())


def test_what_the_ledger_holds_binds_the_list() -> None:
    data, key = listed().data(), listed().key.fingerprint
    assert verify(data, proof=proof_of(data), key=key).counts == {
        "good": 3,
        "fairly_good": 1,
        "ordinary": 1,
        "poor": 0,
        "invalid": 1,
    }
    fewer = publish(KEY, listed().title, listed().key, 9, 7, listed().ballots[1:]).data()
    with pytest.raises(ListUntrue, match="check value"):
        verify(fewer, proof=proof_of(data))
    with pytest.raises(ListUntrue, match="announced"):
        verify(data, key="0" * 64)
    with pytest.raises(ListUntrue, match="numbers of the grades"):
        verify(data.replace(b'"good":3', b'"good":4'))
    with pytest.raises(ListUntrue, match="cannot be read"):
        verify(data + b" ")


def test_a_participant_recounts_without_the_system(tmp_path, capsys) -> None:
    path, data = tmp_path / "ballots.json", listed().data()
    path.write_bytes(data)
    own = voters()[3].unsigned.serial
    told = [str(path), "--proof", proof_of(data), "--key", listed().key.fingerprint, "--receipt", own]
    command = [sys.executable, "-m", "plumbline.core.ballots", "verify", *told]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "好 3，较好 1，一般 1，差 0，弃权 1" in done.stdout
    assert f"您的选票 {own}：一般" in done.stdout
    assert main(["verify", str(path), "--receipt", "0" * 32, "--language", "en"]) == 1
    assert "NOT IN THE LIST" in capsys.readouterr().out
    assert main(["verify", str(path), "--proof", "0" * 64]) == 1
    assert main(["verify", str(tmp_path / "none.json")]) == 2
