"""Access: which roles may do a thing and how far each reaches; refused unless given.

`check_access` raises the refusal with who may; `may_access` is derived from it and is what pages ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from plumbline.core.authority.errors import (
    AccessRefused,
    GuestEnded,
    LeftEnforcement,
    MatterMayNot,
    NotSignedIn,
    PlaceMayNot,
    RoleMayNot,
    UndertakingMissing,
)
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role, titles
from plumbline.core.clocks.civil import date_of

_DISTRICT_DIGITS: Final = 6


class Reach(StrEnum):
    """How far a role reaches."""

    OWN = "own"  # the person's own organ
    SUPERVISED = "supervised"  # organs within the divisions the person answers for
    DISTRICT = "district"  # every organ of the person's district
    SCOPE = "scope"  # the matters named in a guest's grant
    SELF = "self"  # nothing but what is the person's own; the page filters by account


@dataclass(frozen=True, slots=True)
class Access:
    """A policy: what it opens, for which roles, how far. Two policies with the same name are the same act.

    `public`: everybody, without login. `signed_in`: every signed-in person, whatever the role.
    """

    title_zh: str
    title_en: str
    reach: Mapping[Role, Reach]
    public: bool = False
    signed_in: bool = False
    enters: bool = False
    """Whether it lets enter something; who left enforcement is refused it, while reading stays."""
    in_supervision: Mapping[Role, Reach] = field(default_factory=lambda: MappingProxyType({}))
    """Roles that may besides, where the matter is the supervision of an organ (监督条例 §8: never in its place)."""
    in_leadership: Mapping[Role, Reach] = field(default_factory=lambda: MappingProxyType({}))
    """Roles that may besides, where the matter belongs to the leadership of rule-of-law work (督察规定 §6)."""

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that may, wherever."""
        everybody = self.public or self.signed_in
        given = frozenset(self.reach) | frozenset(self.in_supervision) | frozenset(self.in_leadership)
        return frozenset(Role) if everybody else given

    def reach_of(self, role: Role, place: Place | None) -> Reach | None:
        """How far the role reaches at that place; None where the policy gives it nothing there."""
        if place is None:
            return self.reach.get(role) or self.in_supervision.get(role) or self.in_leadership.get(role)
        special = self.in_supervision.get(role) if place.supervised else None
        if place.confided and special is Reach.DISTRICT:
            special = None  # whoever complains told the supervisors, and the organ concerned may be one's own
        special = special or (self.in_leadership.get(role) if place.led else None)
        return special or self.reach.get(role)


@dataclass(frozen=True, slots=True)
class Visible:
    """What a list may show: all, the organs named, those of divisions whose codes begin so, or the matters named.

    Empty in every part means nothing.
    """

    everything: bool = False
    organs: frozenset[str] = frozenset()
    divisions: tuple[str, ...] = ()
    matters: frozenset[str] = frozenset()


def access(
    title_zh: str,
    title_en: str,
    *,
    own: Iterable[Role] = (),
    supervised: Iterable[Role] = (),
    district: Iterable[Role] = (),
    scope: Iterable[Role] = (),
    self_only: Iterable[Role] = (),
    in_supervision: Mapping[Role, Reach] | None = None,
    in_leadership: Mapping[Role, Reach] | None = None,
    enters: bool = False,
) -> Access:
    """A policy by reach; a role named twice gets the widest. `in_supervision` holds in matters of supervision alone,
    `in_leadership` in those of leading rule-of-law work.
    """
    rows = (
        (Reach.SELF, self_only),
        (Reach.SCOPE, scope),
        (Reach.OWN, own),
        (Reach.SUPERVISED, supervised),
        (Reach.DISTRICT, district),
    )
    reach = {role: how for how, roles in rows for role in roles}
    return Access(
        title_zh,
        title_en,
        MappingProxyType(reach),
        enters=enters,
        in_supervision=MappingProxyType(dict(in_supervision or {})),
        in_leadership=MappingProxyType(dict(in_leadership or {})),
    )


def public(title_zh: str, title_en: str) -> Access:
    """A policy for everybody, without login."""
    return Access(title_zh, title_en, MappingProxyType({}), public=True)


def signed_in(title_zh: str, title_en: str) -> Access:
    """A policy for every signed-in person, such as changing the own password."""
    return Access(title_zh, title_en, MappingProxyType({}), signed_in=True)


def check_access(person: Person | None, wanted: Access, place: Place | None, today: int) -> None:
    """Raises AccessRefused unless `wanted` gives it; `place` None asks for the role alone (a list, an empty form)."""
    if wanted.public:
        return
    if person is None:
        raise NotSignedIn(**_told(wanted))
    if person.role is Role.GROUP_GUEST:
        _check_guest(person, wanted, today)
    if wanted.signed_in:
        return
    if wanted.enters:
        check_serves(person, wanted)
    reach = wanted.reach_of(person.role, place)
    if reach is None:
        raise RoleMayNot(**_told(wanted), **_role(person))
    own = wanted.reach.get(person.role)
    if place is not None and place.led and own is not None and _reaches(person, own, place):
        return  # what is led from the district stays the own organ's as well
    if place is not None:
        _check_place(person, reach, place, wanted)


def check_serves(person: Person, wanted: Access) -> None:
    """Raises LeftEnforcement for whoever left enforcement: nothing is entered any more, whatever role is still held.

    What is the person's own stays theirs: the password, a reminder that was read.
    """
    own = wanted.signed_in or set(wanted.reach.values()) == {Reach.SELF}
    if person.has_left and not own:
        raise LeftEnforcement(**_told(wanted))


def may_access(person: Person | None, wanted: Access, place: Place | None, today: int) -> bool:
    """Whether `check_access` lets it pass."""
    try:
        check_access(person, wanted, place, today)
    except AccessRefused:
        return False
    return True


def visible(person: Person | None, wanted: Access, today: int) -> Visible:
    """What of a list this person may see under the policy; nothing where `check_access` refuses."""
    if wanted.public:
        return Visible(everything=True)
    if person is None or not may_access(replace(person, has_left=False), wanted, None, today):
        return Visible()  # to see what a policy reaches is to read, whatever it lets enter
    reach = wanted.reach.get(person.role)
    if reach is Reach.OWN:
        return Visible(organs=frozenset({person.organ}))
    if reach in (Reach.SUPERVISED, Reach.DISTRICT):
        return Visible(divisions=_areas(person, reach))
    if reach is Reach.SCOPE and person.guest is not None:
        return Visible(matters=person.guest.matters)
    return Visible()


def _check_guest(person: Person, wanted: Access, today: int) -> None:
    guest = person.guest
    if guest is None:
        raise RoleMayNot(**_told(wanted), **_role(person))
    if not guest.first_day <= today <= guest.last_day:
        first, last = date_of(guest.first_day).isoformat(), date_of(guest.last_day).isoformat()
        raise GuestEnded(**_told(wanted), first=first, last=last)
    if not guest.undertaken and not wanted.signed_in:
        raise UndertakingMissing(**_told(wanted))


def _check_place(person: Person, reach: Reach, place: Place, wanted: Access) -> None:
    if reach is Reach.SCOPE:
        if person.guest is None or place.matter not in person.guest.matters:
            raise MatterMayNot(**_told(wanted))
    elif not _reaches(person, reach, place):
        raise PlaceMayNot(**_told(wanted), **_role(person), organ=place.organ)


def _reaches(person: Person, reach: Reach, place: Place) -> bool:
    if reach in (Reach.SUPERVISED, Reach.DISTRICT):
        return place.division.startswith(_areas(person, reach))
    return place.organ == person.organ


def _areas(person: Person, reach: Reach) -> tuple[str, ...]:
    """The beginnings of the codes of every division in reach."""
    digits = _DISTRICT_DIGITS if reach is Reach.DISTRICT else None
    return tuple(sorted({_beginning(code[:digits]) for code in person.divisions if code}))


def _beginning(code: str) -> str:
    """What the codes of a division and of those below it begin with: 650100 is a city, its districts begin 6501."""
    if len(code) == _DISTRICT_DIGITS:
        return code.removesuffix("00").removesuffix("00")
    return code


def _told(wanted: Access) -> dict[str, object]:
    roles = wanted.roles
    return {
        "title_zh": wanted.title_zh,
        "title_en": wanted.title_en,
        "who_zh": titles(roles),
        "who_en": titles(roles, "en"),
    }


def _role(person: Person) -> dict[str, object]:
    return {"role_zh": person.role.title(), "role_en": person.role.title("en")}
