"""What is read of evaluations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plumbline.apps.evaluation import store
from plumbline.apps.evaluation.errors import NotHere
from plumbline.apps.evaluation.models import Evaluation
from plumbline.apps.evaluation.policies import HOLD
from plumbline.apps.people.queries.colleagues import holders_in
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.ballots.blind_signature import PublicKey
from plumbline.core.ballots.published import Published, proof_of, verify


@dataclass(frozen=True, slots=True)
class Seen:
    """An evaluation as a reader may see it. While it is open nothing is told of the box, not even how full it is."""

    key: str
    case: str
    title: str
    organ: str
    place: Place
    stage: str
    entitled: int
    taken: int
    last_day: int | None
    modulus: str
    data: bytes

    @property
    def fingerprint(self) -> str:
        """Of the public key."""
        return PublicKey(int(self.modulus, 16)).fingerprint

    @property
    def proof(self) -> str:
        """The check value of the published list."""
        return proof_of(self.data)

    @property
    def published(self) -> Published | None:
        """The list, recounted and checked as any participant does; None while there is none. Raises ListUntrue."""
        return verify(self.data, key=self.fingerprint) if self.data else None


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody called: name, organ, whether a ballot was taken."""

    name: str
    organ: str
    took: bool


@dataclass(frozen=True, slots=True)
class Own:
    """An evaluation to which the reader is called, and whether the reader took a ballot."""

    seen: Seen
    took: bool


def seen_by(person: Person, key: str, today: int) -> Seen:
    """The evaluation, for whoever is called to it or holds it; raises NotHere."""
    row = store.evaluation(key)
    if row is None:
        raise NotHere()
    seen = _seen(row)
    if store.voter(key, person.account) is None and not may_access(person, HOLD, seen.place, today):
        raise NotHere()
    return seen


def of_case(case: str) -> Seen | None:
    """The evaluation of a report; None while none was called."""
    row = store.of_case(case)
    return _seen(row) if row else None


def own(person: Person) -> tuple[Own, ...]:
    """Those to which the person is called."""
    return tuple(Own(_seen(row), bool(voter.request)) for row, voter in store.called_to(person.account))


def asked_of(person: Person) -> tuple[tuple[str, int | None], ...]:
    """Title and last day of the open evaluations in which the person has not taken a ballot."""
    return tuple(store.open_for(person.account))


def not_taken(last: int) -> Iterator[tuple[Seen, tuple[str, ...]]]:
    """The open evaluations to be voted in by that day or an earlier one, with the accounts that took no ballot yet."""
    for row in store.open_until(last):
        yield _seen(row), tuple(one.account for one in store.voters(row.key) if not one.request)


def called(key: str) -> tuple[Called, ...]:
    """Everybody called to an evaluation, by unit and name."""
    return tuple(Called(one.name, one.organ, bool(one.request)) for one in store.voters(key))


def may_be_called(organs: Collection[str], today: int) -> tuple[tuple[str, str, str], ...]:
    """Account, name and organ of everybody of those organs who can sign in for work, by organ and name."""
    return holders_in(organs, today)


def _seen(row: Evaluation) -> Seen:
    return Seen(
        key=row.key,
        case=row.case,
        title=row.title,
        organ=row.organ,
        place=Place(row.organ, row.division, row.case, led=True),
        stage=row.stage,
        entitled=row.entitled,
        taken=store.taken(row.key),
        last_day=row.last_day,
        modulus=row.modulus,
        data=row.published.encode("utf-8"),
    )
