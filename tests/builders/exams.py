"""A small bank and an exam of it, by the real acts; everybody and everything is invented."""

from __future__ import annotations

from collections.abc import Sequence

from tests.builders.desk import SUPERVISOR, person
from tests.builders.history import instant

from plumbline.apps.exams import actions
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.exams.question import Body, Kind, Wording
from plumbline.core.exams.sitting import Enrolled, Plan, Purpose

OFFICE = person(Role.RULE_OF_LAW_OFFICE, organ="organ-justice")
OTHER_OFFICE = Person(
    "account-office-2", "测试法治办二", Role.RULE_OF_LAW_OFFICE, "organ-justice", ("650105",)
)
OPENS, CLOSES, TODAY = instant("2026-10-12 09:00"), instant("2026-10-12 11:00"), parse_day("2026-10-12")
MINUTE = 60_000_000
BASES = ("行政处罚法 §42", "行政处罚法 §57", "行政处罚法 §60", "行政处罚法 §61")


def wording(number: int, basis: str = "", **more: object) -> Wording:
    """A question of which A is right."""
    said: dict[str, object] = {
        "kind": Kind.SINGLE,
        "text": f"第{number}道虚构题目，哪一项正确？",
        "options": ("甲项", "乙项", "丙项"),
        "key": "A",
        "basis": basis or BASES[number % len(BASES)],
        "bodies": (Body.ALL,),
    }
    return Wording(**{**said, **more})  # type: ignore[arg-type]


def bank_of(wordings: Sequence[Wording], *, now: int = OPENS - 60 * MINUTE, today: int = TODAY) -> list[str]:
    """Questions in use: written by the supervisor, passed by the office."""
    ids = []
    for one in wordings:
        id = actions.write_question(person=SUPERVISOR, wording=one, now=now, today=today)
        told = {"question": id, "version": 1, "passed": True, "note": ""}
        actions.review_question(person=OFFICE, now=now, today=today, **told)  # type: ignore[arg-type]
        ids.append(id)
    return ids


def plan(**more: object) -> Plan:
    """An exam of an hour within two, four questions, half of them right to pass."""
    said: dict[str, object] = {
        "title": "年度考法（虚构）",
        "purpose": Purpose.LEADING,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "minutes": 60,
        "count": 4,
        "share": 50,
        "appeal_days": 3,
    }
    return Plan(**{**said, **more})  # type: ignore[arg-type]


def set_up(people: Sequence[Person], made: Plan | None = None, *, by: Person = OFFICE) -> str:
    """An exam for these people."""
    return actions.set_up_exam(
        person=by,
        plan=made or plan(),
        people=[Enrolled(one.signs_as, one.organ) for one in people],
        now=OPENS - 30 * MINUTE,
        today=TODAY,
    )
