"""The closed list of roles, and which of them one account may hold together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from plumbline.core.authority.errors import RolesExclusive
from plumbline.core.errors import Language


class Role(StrEnum):
    """What a person acts as. A person holds one role at a time and changes it by a click, never by another login."""

    OFFICER = "officer"
    AGENCY_HEAD = "agency_head"
    REVIEWER = "reviewer"
    HEARING_PRESIDER = "hearing_presider"
    SUPERVISOR = "supervisor"
    JUSTICE_OFFICE = "justice_office"
    RULE_OF_LAW_OFFICE = "rule_of_law_office"
    GOVERNMENT_LEADER = "government_leader"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    GROUP_GUEST = "group_guest"

    def title(self, language: Language = "zh") -> str:
        """The role as a reader knows it."""
        return _TITLES[self][language == "en"]

    @property
    def in_packs(self) -> str:
        """The name under which packs know this role (`who: {role: …}`)."""
        return _IN_PACKS.get(self, self.value)


_TITLES: Final[Mapping[Role, tuple[str, str]]] = MappingProxyType(
    {
        Role.OFFICER: ("执法人员", "enforcement officer"),
        Role.AGENCY_HEAD: ("行政机关负责人", "agency head"),
        Role.REVIEWER: ("法制审核人员", "legal reviewer"),
        Role.HEARING_PRESIDER: ("听证主持人", "hearing presider"),
        Role.SUPERVISOR: ("执法监督人员", "supervisor"),
        Role.JUSTICE_OFFICE: ("司法所", "justice office"),
        Role.RULE_OF_LAW_OFFICE: ("法治办", "rule-of-law office"),
        Role.GOVERNMENT_LEADER: ("政府领导", "government leader"),
        Role.SYSTEM_ADMIN: ("系统管理员", "system administrator"),
        Role.SECURITY_ADMIN: ("安全管理员", "security administrator"),
        Role.AUDIT_ADMIN: ("审计管理员", "audit administrator"),
        Role.GROUP_GUEST: ("联合工作组成员", "guest of a joint group"),
    }
)
_IN_PACKS: Final[Mapping[Role, str]] = MappingProxyType(
    {Role.REVIEWER: "legal_reviewer", Role.GOVERNMENT_LEADER: "government_head"}
)

ADMINISTRATORS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""The three administrators 三员: no one of them can do another's work, none of them handles cases."""

CASE_ROLES: Final = frozenset(Role) - ADMINISTRATORS
"""Roles that handle or read matters."""


def check_roles_together(roles: Collection[Role]) -> None:
    """Raises RolesExclusive when an administrator's role stands beside any other role."""
    held = sorted(set(roles), key=list(Role).index)
    administrators = [role for role in held if role in ADMINISTRATORS]
    others = [role for role in held if role not in administrators[:1]]
    if administrators and others:
        first, other = administrators[0], others[0]
        raise RolesExclusive(
            role=first.value,
            role_zh=first.title(),
            role_en=first.title("en"),
            other=other.value,
            other_zh=other.title(),
            other_en=other.title("en"),
        )


def titles(roles: Collection[Role], language: Language = "zh") -> str:
    """The roles in one line, in the order of the list."""
    named = [role.title(language) for role in Role if role in roles]
    return ("、" if language == "zh" else ", ").join(named) or "—"
