"""The person behind an account, as one role sees the day: a frozen value that every check asks."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.core.authority.role import Role


@dataclass(frozen=True, slots=True)
class GuestScope:
    """What a guest of a joint group may see: the matters by id, from `first_day` to `last_day`, both included.

    Days count from 1970-01-01 as everywhere in this product. `undertaken`: the undertaking of secrecy is signed.
    """

    matters: frozenset[str]
    first_day: int
    last_day: int
    undertaken: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: account, officer number if any, name, the one role in use, organ, divisions in reach.

    `divisions` are GB/T 2260 codes (six digits, or longer below the county) that the role answers for: a supervisor's
    district, a justice office's sub-district. `guest` is set for `Role.GROUP_GUEST` alone.
    """

    account: str
    name: str
    role: Role
    organ: str
    divisions: tuple[str, ...] = ()
    officer: str | None = None
    guest: GuestScope | None = None
    has_left: bool = False
    """The entry in the register of officers has ended: whoever left enforcement reads on and enters nothing."""

    @property
    def signs_as(self) -> str:
        """The name under which this person stands in records: the officer's number, else the account."""
        return self.officer or self.account


@dataclass(frozen=True, slots=True)
class Place:
    """Where the thing asked for belongs: the organ, its division, and the matter's id where it is one matter.

    `supervised`: the matter is the supervision of that organ, in which others than the organ's own people act as well.
    `confided`: it holds what somebody told the supervising body of an organ, and stays with that body.
    `led`: it belongs to the leadership of rule-of-law work, in which the district's office acts as well.
    """

    organ: str
    division: str
    matter: str | None = None
    supervised: bool = False
    led: bool = False
    confided: bool = False
