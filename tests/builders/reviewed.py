"""A penalty case that is ready for its decision, and its review through the real pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.builders.desk import LU, ORGAN, QIN, REVIEWER, did, opened
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Paper, perform_act
from plumbline.apps.legality import shelf
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

SENT = ("送审单", "决定代拟稿", "依据材料", "证据材料")
MAJOR = ("major_rights", "on_catalogue")
__all__ = ["LU", "MAJOR", "QIN", "REVIEWER", "answers", "concluded", "submitted"]


def catalogue(least: str = "50000") -> None:
    """The organ's catalogue: fines from an amount on."""
    values: dict[str, Value] = {
        "catalogue_no": "ML001",
        "name": "较大数额罚款",
        "organ_no": ORGAN,
        "act_kind": "penalty",
        "least_amount": Decimal(least),
        "valid_from": parse_day("2026-01-01"),
        "catalogue_basis": "118号 (十二)",
    }
    acts = [RegisterAct("register_matter", parse_day("2026-01-01"), values)]
    register(
        "review-catalogue",
        "ML001",
        acts,
        by=QIN,
        now=instant("2026-01-02 09:00"),
        today=parse_day("2026-01-02"),
    )


def concluded(at: str = "2026-09-22 09:00") -> str:
    """A case whose investigation is over; its head has yet to decide."""
    case = opened(at)
    told = {"major": True, "complex_or_grave": False, "suspected_crime": False}
    did(case, "conclude_investigation", at, mode="attest", **told)
    return case


def answers(case: str, wrong: Mapping[str, str] | None = None) -> dict[str, str]:
    """The form of the checklist: all in order but what is `wrong`, with why."""
    asked = shelf.questions()["enforcement"].asked_of("penalty")
    form = {f"q-{one.id}": "yes" for one in asked}
    for id, why in (wrong or {}).items():
        form |= {f"q-{id}": "no", f"q-{id}-why": why}
    return {**form, "do_check": "1"}


def submitted(case: str, at: str, number: int = 1, pages: int = 20, **more: Value) -> None:
    """The file is sent with everything that belongs to it."""
    values: dict[str, Value] = {"round": number, "material_complete": True, "pages": pages, **more}
    act = Act(
        "submit",
        Moment(at.replace(" ", "T") + "+08:00", "minute"),
        values=values,
        papers=tuple(Paper(one) for one in SENT),
    )
    perform_act(person=QIN, case=case, act=act, seen=None, now=instant(at))
