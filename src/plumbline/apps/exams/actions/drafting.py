"""Drafts of records of exams: their streams stand beside the cases and go by the pack of `law.exam`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils.crypto import salted_hmac

from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.ledger_store.beside import OPEN_CASE, beside_draft, opening_fields
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.exams import sitting, written
from plumbline.core.exams.errors import NotNow
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Actor
from plumbline.core.oversight.draw import commitment_of

EXAM: Final = "law.exam"
"""The procedure whose cases hold the figures of exams."""
SYSTEM: Final = Person("system", "系统", Role.RULE_OF_LAW_OFFICE, "")


def pack() -> str:
    """The law that exams go by."""
    return shelf().docket(EXAM).procedure.content_hash


def draft(
    person: Person, stream: str, step: str, fields: Mapping[str, Json], *, organ: str, now: int
) -> Draft:
    """An act of the person in a stream of exams."""
    return beside_draft(person, stream, step, fields, pack=pack(), now=now, organ=organ)


def paper_draft(
    paper_id: str,
    step: str,
    fields: Mapping[str, Json],
    *,
    organ: str,
    now: int,
    personal: Mapping[str, Json] | None = None,
) -> Draft:
    """A record of a paper that names nobody: entered by the system, what is personal committed to with a salt."""
    made = beside_draft(SYSTEM, written.stream_of(paper_id), step, fields, pack=pack(), now=now, organ=organ)
    return replace(
        made, by=(Actor(SYSTEM.account, "system"),), confirmations=(), personal=dict(personal or {})
    )


def opening(
    person: Person,
    stream: str,
    procedure: str,
    title: str,
    division: str,
    more: Mapping[str, Json],
    *,
    organ: str,
    now: int,
) -> Draft:
    """The first record of a stream."""
    fields = opening_fields(procedure, stream, title, division, more)
    return draft(person, stream, OPEN_CASE, fields, organ=organ, now=now)


def paper_opening(paper_id: str, holder: str, unit: str, made: tuple[str, str, str, str], now: int) -> Draft:
    """The first record of a paper; `made`: exam, title, organ and division."""
    sitting_id, title, organ, division = made
    more: dict[str, Json] = {"sitting": sitting_id, "unit": unit}
    fields = opening_fields(written.PROCEDURE, written.stream_of(paper_id), title, division, more)
    personal: dict[str, Json] = {written.HOLDER: holder}
    return paper_draft(paper_id, OPEN_CASE, fields, organ=organ, now=now, personal=personal)


def seed_of(sitting_id: str) -> str:
    """The seed of an exam: derived from the site's key and the exam's random id, and stored nowhere while it runs."""
    return str(salted_hmac("plumbline.exam.seed", sitting_id, algorithm="sha256").hexdigest())


def checked_seed(made: sitting.Sitting) -> str:
    """The seed that was committed to. Raises NotNow where the site's key was changed since."""
    seed = seed_of(made.id)
    if commitment_of(seed) != made.commitment:
        raise NotNow(
            problem_zh="系统密钥已更换，种子无法恢复，请另行安排考试",
            problem_en="the site's key was changed and the seed is lost; set up another exam",
        )
    return seed
