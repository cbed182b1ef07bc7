"""The access matrix asked about one case more: a clue for the supervisory commission that concerns the own organ."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.builders.access_district import NOW, PLACES, District
from tests.site.test_access_matrix import (
    KINDS,
    TABLE,
    People,
    asked,
    district,  # noqa: F401 - fixtures of the matrix
    october,  # noqa: F401
    people,  # noqa: F401
)

from plumbline.apps.supervision.actions.clues import register_clue
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OWN = (Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER)


def test_a_clue_is_closed_to_the_organ_it_concerns(
    district: District,  # noqa: F811
    people: People,  # noqa: F811
) -> None:
    """At every address of a case, whatever the role; who supervises reads it."""
    bureau = Person("bureau", "监督员", Role.SUPERVISOR, PLACES["other"][0], (PLACES["other"][1],), "J1")
    case = register_clue(person=bureau, organ=PLACES["own"][0], matter_no="", ground="收受财物", now=NOW)
    of_a_case = {name: how.method for name, how in KINDS.items() if how.things == "case"}
    pages = {name: how for name, how in of_a_case.items() if {*TABLE[name].pattern.converters} == {"case"}}
    answers = {
        (name, role): asked(people[role][1], how, reverse(name, kwargs={"case": case})).status_code
        for name, how in pages.items()
        for role in (OWN if name == "casework:case" else OWN[:1])
    }
    assert len(pages) > 10
    assert {one for one in answers if answers[one] != 403} == set()
    assert asked(people[Role.SUPERVISOR][1], "get", f"/cases/{case}/").status_code == 200
    leader = asked(people[Role.GOVERNMENT_LEADER][1], "get", f"/cases/{case}/")
    assert leader.status_code == 403, "what was told to the supervisors stays with them"
    assert asked(people[Role.AGENCY_HEAD][1], "get", "/supervision/clues/").status_code == 403
