"""Inspection campaigns: one plan to many units, each a case of its own; a problem goes to every unit that has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.people.queries.entries import officer_register_of
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.supervision.policies import CAMPAIGNS
from plumbline.apps.supervision.queries.campaigns import Campaign
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.oversight.campaign import PROCEDURE, next_number


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What is told to every unit. `first` and `last` are days; `checklist` has one item a line."""

    title: str
    mode: str
    first: int
    last: int
    checklist: str
    members: str
    units: tuple[str, ...]


def open_campaign(*, person: Person, plan: CampaignPlan, now: int, today: int) -> str:
    """Opens a case for each unit with the plan and the group; the campaign's id. Raises AccessRefused, ActRefused."""
    check_access(person, CAMPAIGNS, None, today)
    id = uuid4().hex
    for organ in plan.units:
        entry = organ_entry(organ)
        opening = Opening(
            PROCEDURE,
            None,
            plan.title,
            facts={"supervising_organ": person.organ, "party_kind": "organisation"},
            party={"party_name": entry.name if entry else organ},
        )
        place = Place(organ, entry.division if entry else "")
        case = open_case(person=person, place=place, opening=opening, now=now, case=f"{id}-{organ}")
        said: dict[str, Value] = {
            "mode": plan.mode,
            "below_province": True,
            "from_day": plan.first,
            "to_day": plan.last,
            "checklist": plan.checklist,
        }
        act_in(person, case, "plan", said, now)
        act_in(person, case, "form_group", {"members": plan.members}, now)
    return id


def enter_problem(
    *,
    person: Person,
    campaign: Campaign,
    units: Sequence[str],
    facts: str,
    rectify_by: int,
    now: int,
    common: bool,
) -> str:
    """Enters a problem in the case of each of these units under one number; the number. Raises ActRefused."""
    number = next_number([view.unit for view in campaign.units], common=common)
    said: dict[str, Value] = {
        "problem_no": number,
        "kind": "common" if common else "individual",
        "facts": facts,
        "rectify_by": rectify_by,
    }
    for case in units:
        act_in(person, case, "problem", said, now)
    return number


def act_in(person: Person, case: str, step: str, values: Mapping[str, Value], now: int) -> None:
    """An act in a unit's case through the door of every case."""
    act = Act(step, Moment(written_instant(now), "microsecond"), values=values)
    officers = officer_register_of(person)
    perform_act(person=person, case=case, act=act, seen=None, now=now, officers=officers)
