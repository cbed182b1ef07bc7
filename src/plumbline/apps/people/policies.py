"""Who may read and who may write each register; the menu, the pages and the access matrix ask the same values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from plumbline.core.authority.access import Access, access
from plumbline.core.authority.role import Role
from plumbline.core.registers.register import REGISTERS

_ORGANS_OWN: Final = (Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER)
_WATCHING: Final = (Role.SUPERVISOR, Role.JUSTICE_OFFICE, Role.RULE_OF_LAW_OFFICE, Role.GOVERNMENT_LEADER)
_LISTS: Final = ("power", "benchmark", "leniency", "review-catalogue", "recording")


def _read(register: str) -> Access:
    title = REGISTERS[register]
    zh, en = f"查看{title.title_zh}", f"read the register of {title.title_en}"
    if register == "party":  # a party's data belongs to the organ that met it, and to nobody else
        return access(zh, en, own=(Role.OFFICER, Role.AGENCY_HEAD))
    if register == "account":
        return access(zh, en, district=(Role.SECURITY_ADMIN,))
    watching = (*_WATCHING, Role.SYSTEM_ADMIN) if register == "organ" else _WATCHING
    return access(zh, en, own=_ORGANS_OWN, supervised=watching)


def _write(register: str) -> Access:
    title = REGISTERS[register]
    zh, en = f"登记{title.title_zh}", f"write the register of {title.title_en}"
    if register == "organ":
        return access(zh, en, supervised=(Role.SUPERVISOR, Role.SYSTEM_ADMIN), enters=True)
    if register in _LISTS:
        return access(zh, en, own=(Role.AGENCY_HEAD,), supervised=(Role.SUPERVISOR,), enters=True)
    if register == "service-matter":
        return access(
            zh,
            en,
            own=(Role.AGENCY_HEAD,),
            supervised=(Role.SUPERVISOR, Role.RULE_OF_LAW_OFFICE),
            enters=True,
        )
    if register in ("force", "establishment", "study-item"):
        return access(zh, en, supervised=(Role.SUPERVISOR, Role.RULE_OF_LAW_OFFICE), enters=True)
    if register in ("party", "recorder"):
        return access(zh, en, own=(Role.OFFICER, Role.AGENCY_HEAD), enters=True)
    if register == "account":
        return access(zh, en, district=(Role.SECURITY_ADMIN,), enters=True)
    return access(zh, en, supervised=(Role.SUPERVISOR,), enters=True)


READ: Final[Mapping[str, Access]] = MappingProxyType({name: _read(name) for name in REGISTERS})
WRITE: Final[Mapping[str, Access]] = MappingProxyType({name: _write(name) for name in REGISTERS})
DUTY: Final = access(
    "登记学时、年度考核", "enter training and the yearly assessment", own=(Role.AGENCY_HEAD,)
)
"""What the pack lets the head of the organ enter of the own officers."""
READINGS: Final = access("查看个人信息访问记录", "read who read personal data", district=(Role.AUDIT_ADMIN,))
ROSTER: Final = access("查看离岗和值班", "see who is away and who has duty", own=_ORGANS_OWN)
ROSTER_SET: Final = access(
    "登记离岗、代理人和值班", "enter absences, deputies and duty", own=(Role.AGENCY_HEAD,)
)
LOGIN_SECURITY: Final = access("管理登录安全", "manage login security", district=(Role.SECURITY_ADMIN,))
