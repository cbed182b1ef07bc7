"""Names of officers, and who works beside whom: what forms and case pages ask many times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.people.store import accounts, registers
from plumbline.apps.questions import Question, Statement
from plumbline.core.authority.access import Visible
from plumbline.core.authority.role import CASE_ROLES, Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.registers.register import register_of


def officer_names(keys: Collection[str]) -> dict[str, str]:
    """Names of those who are known under these account or officer numbers."""
    if not keys:
        return {}
    return registers.names("officer", keys) | accounts.names(keys)


def names_of(key: str) -> frozenset[str]:
    """Under which names somebody is known: the register's and that of their account."""
    return frozenset(one.get(key, "") for one in (registers.names("officer", [key]), accounts.names([key])))


def bearing(name: str, organ: str) -> list[str]:
    """Numbers of the officers of an organ who bear a name, those whose entry was ended included, by number."""
    known = [*colleagues_of(organ), *former_colleagues_of(organ)]
    return sorted(code for code, held in known if held == name.strip())


def meant_by(text: str, organ: str) -> tuple[str, list[str]]:
    """The name in what was typed, and the officers of the organ who may be meant: «name» or «name number»."""
    name, _space, number = text.strip().rpartition(" ")
    if name and number in bearing(name, organ):
        return name.strip(), [number]
    return text.strip(), bearing(text, organ)


def organ_names(codes: Collection[str]) -> dict[str, str]:
    """Names of the organs that are registered under these numbers."""
    if not codes:
        return {}
    return dict(_NAMES(sorted(codes)))


_NAMES = Question(
    lambda codes: (
        registers.find("organ", Visible(everything=True), "", {}, None)
        .filter(code__in=codes)
        .values_list("code", "name")
    )
)


def organs_in(visible: Visible) -> list[tuple[str, str]]:
    """Number and name of the organs that stand in the register, as far as `visible` reaches, by number."""
    if not (visible.everything or visible.organs or visible.divisions):
        return []

    def question() -> Statement:
        rows = registers.find("organ", visible, "", {}, False)
        return Statement(rows.order_by("code").values_list("code", "name"))

    return _ORGANS.get(visible, question).ask()


_ORGANS: Kept[Statement] = Kept(256)
"""The question for the organs in a reach; its answer is read anew."""


def holders_in(organs: Collection[str], day: int) -> tuple[tuple[str, str, str], ...]:
    """Account, name and organ of everybody with a role of the desk in those organs on the day, by organ and name."""
    roles = [role.value for role in CASE_ROLES - {Role.GROUP_GUEST}]
    return tuple((row.key, row.name, row.organ) for row in accounts.at_desks(organs, roles, date_of(day)))


def reviewing_staff(visible: Visible, day: int) -> list[tuple[str, str, int, int]]:
    """Number and name of each organ in reach that has officers; how many review there on the day, how many officers."""
    organs = organs_in(visible)
    reviewing = Counter(
        row.organ
        for row in accounts.at_desks([code for code, _name in organs], [Role.REVIEWER.value], date_of(day))
    )
    officers = Counter(registers.find("officer", visible, "", {}, False).values_list("organ", flat=True))
    return [(code, name, reviewing[code], officers[code]) for code, name in organs if officers[code]]


def organ_of(signs_as: str) -> str:
    """The organ of whoever stands in records under this name; empty where nobody is known."""
    row = registers.entry(register_of("officer").case_of(signs_as))
    if row is not None:
        return str(row.organ)
    account = accounts.accounts([signs_as]).get(signs_as)
    return str(account.organ) if account else ""


def signing_names(keys: Collection[str]) -> dict[str, str]:
    """By account the name under which its holder stands in records: the officer's number, else the account."""
    return {key: str(one.officer or key) for key, one in accounts.accounts(keys).items()}


def colleagues_of(organ: str) -> list[tuple[str, str]]:
    """Number and name of the officers of an organ that stand in the register, by number."""
    return _COLLEAGUES(organ)


_COLLEAGUES = Question(
    lambda organ: (
        registers.find("officer", Visible(organs=frozenset({organ})), "", {}, False)
        .order_by("code")
        .values_list("code", "name")
    )
)


def registered_names(keys: Collection[str]) -> dict[str, str]:
    """Names of those of them who stand in the register of officers, in whatever organ."""
    return registers.names("officer", keys) if keys else {}


def former_colleagues_of(organ: str) -> list[tuple[str, str]]:
    """Number and name of the officers whose entry in the register of an organ was ended, by number."""
    return _FORMER(organ)


_FORMER = Question(
    lambda organ: (
        registers.find("officer", Visible(organs=frozenset({organ})), "", {}, True)
        .order_by("code")
        .values_list("code", "name")
    )
)
