"""Who is on duty in which community, who has none, which justice office owes a sheet, where posts are lacking."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import SUPERVISOR, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.leadership.forces import forces_of
from plumbline.apps.people.actions import Act, do, register
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
TOLD = {"by": SUPERVISOR, "now": NOW, "today": TODAY}
OFFICE = person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice")


@pytest.fixture(autouse=True)
def forces(settings, db) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ("organ-justice", "青司")
    for code, name, kind in (
        ("L1", "河滨社区律师", "community_lawyer"),
        ("L2", "北园社区律师", "community_lawyer"),
        ("S1", "河滨路司法所", "justice_office"),
        ("S2", "北园路司法所", "justice_office"),
    ):
        values: dict[str, Value] = {
            "force_no": code,
            "name": name,
            "organ_no": "organ-justice",
            "force_kind": kind,
        }
        acts = [Act("register_force", TODAY, {**values, "served": name[:4]})]
        register("force", code, acts, division="650105", **TOLD)


def on_duty(code: str, day: str) -> None:
    values: dict[str, Value] = {"community": "河滨社区", "duty_hours": "上午", "duty_on": parse_day(day)}
    do("force", code, Act("set_duty", TODAY, values), **TOLD)


def test_duty_of_the_coming_days_and_those_without() -> None:
    for day in ("2026-10-11", "2026-10-12", "2026-11-10", "2026-11-11"):
        on_duty("L1", day)
    found = forces_of(OFFICE, 2026, TODAY)
    assert [one.day for one in found.duties] == [parse_day("2026-10-12"), parse_day("2026-11-10")]
    assert [one.code for one in found.uncovered] == ["L2"]
    page = desk_of(OFFICE).get("/leadership/forces/").content.decode()
    heads = [
        one.get_text(strip=True)
        for one in BeautifulSoup(page, "html.parser").select("tbody tr > :first-child")
    ]
    assert "未安排值班" in heads, "it heads its line, also on a phone"
    assert "2026-11-10" in page
    assert "2026-11-11" not in page


def test_sheets_of_a_year_and_offices_that_owe_one() -> None:
    do("force", "S1", Act("yearly_sheet", TODAY, {"year": 2025, "mediations": 63}), **TOLD)
    sheets = {one.code: one.values for one in forces_of(OFFICE, 2025, TODAY).sheets}
    assert sheets["S2"] is None
    assert sheets["S1"] is not None
    assert sheets["S1"]["mediations"] == 63
    shown = BeautifulSoup(desk_of(OFFICE).get("/leadership/forces/?year=2025").content, "html.parser")
    rows = [row.get_text(" ", strip=True) for row in shown.select("tbody tr")]
    assert any("河滨路司法所" in row and "63" in row for row in rows)
    assert any("北园路司法所" in row and "没有本年度清单" in row for row in rows)
    assert (
        "63" not in desk_of(OFFICE).get("/leadership/forces/?year=2026").content.decode().split("<tbody")[-1]
    )


def test_a_force_that_ended_is_asked_for_nothing() -> None:
    do("force", "L2", Act("end_force", TODAY, {"reason": "调整"}), **TOLD)
    assert [one.code for one in forces_of(OFFICE, 2026, TODAY).uncovered] == ["L1"]


def test_posts_stand_against_what_is_needed() -> None:
    values: dict[str, Value] = {"organ_no": "organ-justice", "established": 12, "filled": 9, "dedicated": 7}
    for code, name, needed in (
        ("G1", "街道执法岗位", 14),
        ("G2", "协调机构办公室", None),
        ("G3", "审核岗位", 8),
    ):
        kind = "coordination_office" if needed is None else "sub_district"
        told = {
            **values,
            "posts_no": code,
            "name": name,
            "post_kind": kind,
            **({"needed": needed} if needed else {}),
        }
        register("establishment", code, [Act("register_posts", TODAY, told)], division="650105", **TOLD)
    lacking = {one.code: one.lacking for one in forces_of(OFFICE, 2026, TODAY).posts}
    assert lacking == {"G1": 5, "G2": None, "G3": 0}
    shown = BeautifulSoup(desk_of(OFFICE).get("/leadership/forces/").content, "html.parser")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in shown.select("tbody tr")]
    assert ["12", "9", "7", "14", "5"] in [row[2:] for row in rows]
    assert ["12", "9", "7", "—", "—"] in [row[2:] for row in rows]
