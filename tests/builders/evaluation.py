"""An evaluation through the real acts: a report, those who are called, their votes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.builders.blind_voter import Voter
from tests.builders.desk import HEAD, ORGAN, person
from tests.builders.history import instant
from tests.builders.signing_in import account

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.evaluation import actions
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.ballots.ballot import Ballot
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

NOW, TODAY = instant("2026-02-20 09:00"), parse_day("2026-02-20")
OFFICE = person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice")


def reported() -> str:
    """A report on duties that was handed in and waits for its evaluation."""
    opening = Opening(actions.REPORT, "述〔2026〕1号", "述法", facts={"party_kind": "organisation"})
    case = open_case(person=OFFICE, place=Place(ORGAN, "650105"), opening=opening, now=NOW)
    acts: Sequence[tuple[Person, str, dict[str, Value]]] = (
        (
            OFFICE,
            "plan_report",
            {"year": 2025, "post": "局主要负责人", "report_form": "written", "due_on": TODAY},
        ),
        (
            HEAD,
            "submit_report",
            {
                "year": 2025,
                "report_form": "written",
                "duties": "已履行",
                "study_of_law": "已学",
                "shortcomings": "有",
            },
        ),
    )
    for by, step, values in acts:
        act = Act(step, Moment("2026-02-20T08:00+08:00", "minute"), values=values)
        officers = OfficerRegister({}, closed=True)
        perform_act(person=by, case=case, act=act, seen=None, now=NOW, officers=officers)
    return case


def electorate(count: int) -> list[Person]:
    """So many persons of the unit, each with an account."""
    made = []
    for place in range(count):
        account(f"voter-{place:02}", Role.OFFICER, organ=ORGAN, divisions=["650105"], now=NOW)
        made.append(persons_of(login_of(f"voter-{place:02}"), TODAY)[0])  # type: ignore[arg-type]
    return made


def cast_by(voter: Person, evaluation: str, n: int, grade: int, draw: random.Random) -> Ballot:
    """Takes and casts at once, as a person does who fills the sheet in; the ballot."""
    browser = Voter(evaluation, n, grade, draw)
    answer = actions.take(person=voter, evaluation=evaluation, request=browser.request, today=TODAY)
    ballot = browser.signed(answer)
    actions.cast(evaluation=evaluation, ballot=ballot)
    return ballot
