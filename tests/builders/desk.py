"""People of a fictional district and acts through the real door, for tests that need the desk."""

from __future__ import annotations

from collections.abc import Mapping

from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Done, Opening, Paper, open_case, perform_act
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

ORGAN = "organ-market"
OTHER_ORGAN = "organ-fire"
PLACE = Place(ORGAN, "650105")
QUALIFIED = OfficerRegister({}, closed=True)


def person(role: Role, officer: str | None = None, organ: str = ORGAN) -> Person:
    """Somebody of the fictional organ."""
    key = officer or role.value
    return Person(f"account-{key}", f"测试{key}", role, organ, ("650105",), officer)


QIN = person(Role.OFFICER, "QS-0001")
LU = person(Role.OFFICER, "QS-0002")
HEAD = person(Role.AGENCY_HEAD, "QS-0100")
REVIEWER = person(Role.REVIEWER, "QS-0200")
PRESIDER = person(Role.HEARING_PRESIDER, "QS-0300")
SUPERVISOR = person(Role.SUPERVISOR, "SF-0001", "organ-justice")


def registered_organ(organ: str = ORGAN, word: str = "青市监") -> None:
    """The organ stands in the register, with its word in document numbers and what its papers say of it."""
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    values: dict[str, Value] = {
        "organ_no": organ,
        "name": "青石区市场监督管理局",
        "organ_kind": "organ",
        "division_code": "650105",
        "document_word": word,
        "address": "青石区河滨路18号",
        "phone": "0900-5550100",
        "review_organ": "青石区人民政府",
        "court": "青石区人民法院",
    }
    first = parse_day("2025-01-02")
    acts = [RegisterAct("register_organ", first, values)]
    register("organ", organ, acts, division="650105", by=by, now=instant("2025-01-02 09:00"), today=first)


def opened(
    at: str,
    procedure: str = "penalty.ordinary",
    *,
    by: Person = QIN,
    number: str = "青市监立〔2026〕1号",
    facts: Mapping[str, Value] | None = None,
) -> str:
    """A case just opened."""
    opening = Opening(
        procedure,
        number,
        "未按规定检测安全设备",
        facts={"party_kind": "organisation"} if facts is None else facts,
        party={"party_name": "青石区恒岳机械加工有限公司", "party_number": "91659900MA7QT2K3XB"},
    )
    return open_case(person=by, place=PLACE, opening=opening, now=instant(at))


def did(
    case: str,
    step: str,
    at: str,
    *,
    by: Person = QIN,
    with_: tuple[str, ...] = (),
    papers: tuple[str, ...] = (),
    seen: int | None = None,
    now: str | None = None,
    mode: str = "intend",
    **values: Value,
) -> Done:
    """An act through the door, entered when it happened unless `now` says later."""
    act = Act(
        step,
        Moment(at.replace(" ", "T") + "+08:00", "minute"),
        others=with_,
        values=values,
        papers=tuple(Paper(kind) for kind in papers),
    )
    return perform_act(
        person=by,
        case=case,
        act=act,
        seen=seen,
        now=instant(now or at),
        officers=QUALIFIED,
        mode=mode,  # type: ignore[arg-type]
    )


FILED: Mapping[str, Value] = {
    "source": "inspection",
    "organ_level": "county_or_above",
    "place_in_area": True,
    "jurisdiction_ground": "place_of_violation",
    "filed_elsewhere_first": False,
    "entrusted": False,
    "act_ended_on": parse_day("2026-02-20"),
    "found_on": parse_day("2026-02-27"),
    "long_limitation": False,
}
"""What the form of filing an ordinary penalty says in an ordinary case."""
INVESTIGATED: Mapping[str, Value] = {
    "kind": "appraisal",
    "certificate_shown": True,
    "in_case_centre": False,
    "filming_listed": False,
}
