"""The chart of responsibility: power, post, officers; what is open on a post, hours of training; nobody is ranked."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    QIN,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.people.actions import Act, register
from plumbline.apps.supervision.actions import tick
from plumbline.apps.supervision.queries.posts import responsibility
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = pytest.mark.django_db
FIRST, TODAY = parse_day("2025-01-02"), parse_day("2026-03-04")
AT = "/supervision/responsibility/"


@pytest.fixture(autouse=True)
def chart() -> None:
    """An organ with two posts, one power, some training, and a finding in a case of one post."""
    registered_organ()
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    told = {"division": "650105", "by": by, "now": instant("2025-01-02 09:00"), "today": FIRST}
    for number, post, hours in (("QS-0001", "执法一队", (30, 20)), ("QS-0002", "执法二队", (60,))):
        own = {"officer_no": number, "name": f"某{number}", "organ_no": "organ-market", "post": post}
        card = {"certificate_no": f"C{number}", "valid_from": FIRST, "valid_until": FIRST + 2000}
        trained = [Act("record_training", FIRST, {"training_year": 2026, "hours": n}) for n in hours]
        trained.append(Act("record_training", FIRST, {"training_year": 2025, "hours": 99}))
        register(
            "officer",
            number,
            [Act("register_officer", FIRST, own), Act("issue_certificate", FIRST, card), *trained],
            **told,
        )
    power = {
        "power_no": "QX1",
        "name": "价格处罚",
        "organ_no": "organ-market",
        "power_kind": "penalty",
        "power_basis": "由实施机关填写",
    }
    register("power", "QX1", [Act("register_power", FIRST, power)], **told)
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
    tick(now=instant("2026-03-03 10:00"))


def test_a_finding_stands_on_the_post_of_whoever_handles_the_case() -> None:
    made = responsibility("organ-market", TODAY, 2026)
    assert {post.title: len(post.findings) for post in made.posts} == {"执法一队": 1, "执法二队": 0}
    assert made.powers[0].posts == ("执法一队", "执法二队")


def test_the_hours_of_a_year_are_added_up_and_those_of_another_left_out() -> None:
    made = responsibility("organ-market", TODAY, 2026)
    assert [(one.code, one.hours) for one in made.officers] == [("QS-0001", 50), ("QS-0002", 60)]


def test_the_page_shows_it_and_the_file_holds_it(settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")
    text = desk_of(SUPERVISOR).get(f"{AT}?organ=organ-market").content.decode()
    for words in ("价格处罚", "行政处罚", "执法一队", "还差 10 学时", "organ=organ-market"):
        assert words in text
    sheet = desk_of(QIN).get(f"{AT}export/?form=xlsx").content
    rows = list(load_workbook(io.BytesIO(sheet)).active.values)
    assert rows[1][2:] == ("执法一队", "某QS-0001")
    other = desk_of(person(Role.AGENCY_HEAD, "QS-0999", "organ-none")).get(f"{AT}?organ=organ-market")
    assert "某QS-0001" not in other.content.decode()
