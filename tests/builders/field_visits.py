"""Visits as a phone sends them, for tests of the server's door."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from tests.builders.desk import ORGAN, QIN, registered_organ
from tests.builders.history import instant

from plumbline.apps.field.actions import take_file
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

SESSION = "5e" * 16
DEVICE = "de" * 16
TOLD = {"certificate_shown": True, "reason_told": True, "basis_told": True, "rights_told": True}
INSPECTED = {
    "source": "complaint",
    "carried_out_by": "officers",
    "site": "河滨路北仓库",
    "major_rights": False,
    "dispute_prone": False,
}


def identity(text: str) -> str:
    """An id of 32 hexadecimal digits made of a name."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def time(at: str, *, off: int = 0, session: str = SESSION, moved: int = 0) -> dict[str, Any]:
    """An instant as a device tells it whose clock is `off` ms fast; `moved` it was set by so much since it began."""
    wall = instant(at) // 1000
    return {
        "wall": wall + off,
        "session": session,
        "elapsed": wall - instant("2026-03-02 08:00") // 1000,
        "moved": moved,
    }


def act(step: str, at: str, values: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An act of a visit; `name` tells two acts of one step apart."""
    name = more.pop("name", "")
    off, moved = more.pop("off", 0), more.pop("moved", 0)
    return {
        "record": identity(f"{name}{step}{at}"),
        "step": step,
        "at": time(at, off=off, moved=moved),
        "values": values or {},
        **more,
    }


def inspection(
    name: str, acts: Sequence[dict[str, Any]], sent: str = "2026-03-02 12:00", **more: Any
) -> dict[str, Any]:
    """A visit of the name, started from nothing."""
    off = more.pop("off", 0)
    return {
        "format": 1,
        "visit": identity(f"visit-{name}"),
        "device": DEVICE,
        "order": 1,
        "case": identity(f"case-{name}"),
        "opening": {
            "procedure": "inspection",
            "cause": "安全生产检查",
            "party_name": "青石区恒岳公司（虚构）",
        },
        "planned": False,
        "late": False,
        "sent": time(sent, off=off),
        "acts": list(acts),
        **more,
    }


def usual(name: str = "a", **more: Any) -> dict[str, Any]:
    """Certificates shown, inspected by two, put on record."""
    acts = [
        act("show_certificate", "2026-03-02 09:30", TOLD, name=name, card_shown=True),
        act("inspect", "2026-03-02 09:40", INSPECTED, name=name, others=["QS-0002"]),
        act(
            "record",
            "2026-03-02 10:30",
            {"finding": "no_problem"},
            name=name,
            papers=[{"kind": "现场检查笔录"}],
        ),
    ]
    return inspection(name, acts, **more)


def sent_file(name: str, data: bytes, now: str = "2026-03-02 11:59", by: Person = QIN) -> str:
    """The id of a file that the device sent."""
    digest = hashlib.sha256(data).hexdigest()
    take_file(person=by, file=identity(name), name=name, sha256=digest, chunks=[data], now=instant(now))
    return identity(name)


def registered_people(lapsed: str = "") -> None:
    """The organ and its two officers with certificates; that of `lapsed` ended before the visits."""
    registered_organ()
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    first = parse_day("2025-01-02")
    for number, name in (("QS-0001", "秦越"), ("QS-0002", "卢知远")):
        last = parse_day("2026-02-20") if number == lapsed else parse_day("2029-12-31")
        acts = [
            RegisterAct("register_officer", first, {"officer_no": number, "name": name, "organ_no": ORGAN}),
            RegisterAct(
                "issue_certificate",
                first,
                {
                    "certificate_no": f"Z{number}",
                    "certificate_kind": "enforcement",
                    "issuer": "青石区人民政府",
                    "valid_from": first,
                    "valid_until": last,
                },
            ),
        ]
        register(
            "officer", number, acts, division="650105", by=by, now=instant("2025-01-02 09:00"), today=first
        )
