"""The published list of an evaluation, and how anybody verifies it.

The list holds, the following is checked in this order, and nothing of it needs the server:

1. The file is in its one canonical writing, and its SHA-256 is the check value in the ledger (`count_proof`).
2. The key in it is the one that the record calling the evaluation named before anybody voted (`ballot_key`): one key
   for all, so no voter was given a key of their own to be known by.
3. Ballots stand by serial, each serial once: the order says nothing of when a ballot came.
4. Each ballot bears a valid signature over its serial and grade.
5. There are no more ballots than signatures given, and no more signatures than persons entitled.
6. The numbers of each grade are what a recount gives.

What a voter adds: that the own serial is in the list with the own grade, and that the list of who took a ballot is true
of oneself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, cast

from plumbline.core.ballots.ballot import GRADES, Ballot
from plumbline.core.ballots.blind_signature import MODULUS_BITS, PublicKey
from plumbline.core.ballots.errors import BallotError, ListUntrue
from plumbline.core.ledger.canonical import Json, canonical, read_canonical
from plumbline.core.ledger.errors import CanonicalError

FORMAT: Final = "plumbline ballots 1"


@dataclass(frozen=True, slots=True)
class Published:
    """A published list. `title`: whose report was evaluated, by post. `taken`: signatures given."""

    evaluation: str
    title: str
    key: PublicKey
    entitled: int
    taken: int
    ballots: tuple[Ballot, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many ballots name each grade."""
        found = Counter(GRADES[one.grade] for one in self.ballots)
        return {grade: found[grade] for grade in GRADES}

    def data(self) -> bytes:
        """The file."""
        rows: list[Json] = [[one.serial, one.grade, one.signature] for one in self.ballots]
        return canonical(
            {
                "format": FORMAT,
                "evaluation": self.evaluation,
                "title": self.title,
                "key": f"{self.key.n:x}",
                "entitled": self.entitled,
                "taken": self.taken,
                "counts": dict(self.counts),
                "ballots": rows,
            }
        )


def publish(
    evaluation: str, title: str, key: PublicKey, entitled: int, taken: int, ballots: Iterable[Ballot]
) -> Published:
    """The list of these ballots, in the order of their serials."""
    ordered = tuple(sorted(ballots, key=lambda one: one.serial))
    return Published(evaluation, title, key, entitled, taken, ordered)


def proof_of(data: bytes) -> str:
    """The check value of a file: its SHA-256 (hex)."""
    return hashlib.sha256(data).hexdigest()


def verify(data: bytes, *, proof: str = "", key: str = "") -> Published:
    """The list in the file, once everything holds that the head of this module names; raises ListUntrue.

    `proof` and `key`: the check value and the fingerprint that the ledger holds; while they are empty points 1 and 2
    are left to the reader.
    """
    found, counts = _read(data)
    if proof and proof_of(data) != proof:
        raise _untrue(
            "文件与账本中的计票验证码不符", "the file is not the one whose check value the ledger holds"
        )
    if key and found.key.fingerprint != key:
        raise _untrue("签票公钥不是启动测评时公布的公钥", "the key is not the one announced at the call")
    if found.key.n.bit_length() != MODULUS_BITS:
        raise _untrue("签票公钥的长度不对", "the key has not the length it must have")
    if any(one.serial >= two.serial for one, two in pairwise(found.ballots)):
        raise _untrue(
            "选票没有按编号排列，或者编号重复", "ballots are out of order, or one stands there twice"
        )
    for one in found.ballots:
        try:
            one.check(found.evaluation, found.key)
        except BallotError as error:
            raise _untrue(error.message("zh"), error.message("en")) from error
    if not len(found.ballots) <= found.taken <= found.entitled:
        raise _untrue(
            "选票多于领票数，或者领票多于有权参加的人数", "more ballots than were given, or than persons"
        )
    if counts != found.counts:
        raise _untrue("各档票数与清单不符", "the numbers of the grades are not those of the list")
    return found


def _read(data: bytes) -> tuple[Published, Mapping[str, int]]:
    try:
        told = cast("dict[str, Any]", read_canonical(data))
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        ballots = tuple(
            Ballot(str(serial), int(grade), str(signed)) for serial, grade, signed in told["ballots"]
        )
        found = Published(
            str(told["evaluation"]),
            str(told["title"]),
            PublicKey(int(told["key"], 16)),
            int(told["entitled"]),
            int(told["taken"]),
            ballots,
        )
        counts = {str(grade): int(number) for grade, number in told["counts"].items()}
    except (CanonicalError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _untrue("文件无法读取", "the file cannot be read") from error
    return found, counts


def _untrue(zh: str, en: str) -> ListUntrue:
    return ListUntrue(problem_zh=zh, problem_en=en)
