"""What is offered: an act in the place of another until it was done once; to each role its own acts."""

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import (
    FILED,
    HEAD,
    ORGAN,
    PRESIDER,
    QIN,
    REVIEWER,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.people.actions import Act, register
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
AT = "2026-10-08 10:00"


def offered(case: str, by: object, step: str) -> list[str]:
    page = BeautifulSoup(desk_of(by).get(f"/cases/{case}/act/{step}/").content, "html.parser")
    return [link["href"] for link in page.select("p.pl-notice a[href*='/act/']")]


def test_a_check_off_site_is_offered_before_a_visit_is_planned_and_approved(settings) -> None:
    settings.DEMO = True
    registered_organ()
    case = opened("2026-10-08 09:00", "inspection", number="青市监检案〔2026〕1号", facts={})
    off_site = f"/cases/{case}/act/off_site_check/"
    assert offered(case, QIN, "plan") == [off_site]
    assert offered(case, HEAD, "approve") == [off_site]
    assert offered(case, QIN, "notify_scan") == []
    did(case, "off_site_check", AT, form="data", sufficient=False)
    assert offered(case, QIN, "plan") == []


def offers(case: str, by: object) -> set[str]:
    page = BeautifulSoup(desk_of(by).get(f"/cases/{case}/").content, "html.parser")
    return {link["href"].split("/")[-2] for link in page.select(".pl-may a[href*='/act/']")}


def test_whoever_reviews_or_presides_is_offered_their_own_acts_alone() -> None:
    case = opened("2026-10-08 09:00")
    did(case, "file_case", AT, by=HEAD, **FILED)
    assert {"assign_officers", "investigate"} <= offers(case, QIN)
    assert offers(case, REVIEWER) <= {"legal_review", "legal_review_after_hearing", "case_review"}
    assert offers(case, PRESIDER) <= {"hearing"}
    answer = desk_of(REVIEWER).post(
        f"/cases/{case}/act/assign_officers/", {"at": "2026-10-08T10:00", "seen": "2"}
    )
    assert answer.status_code == 422
    assert "由承办案件的人员办理" in answer.content.decode()


def test_colleagues_are_offered_where_a_rule_asks_for_two_though_the_step_names_no_number() -> None:
    registered_organ()
    by = person(Role.SUPERVISOR, "SF-0001", "organ-justice")
    first = parse_day("2025-01-02")
    for code in ("QS-0001", "QS-0002"):
        values = {"officer_no": code, "name": f"姓名{code}", "organ_no": ORGAN}
        act = Act("register_officer", first, values)
        register(
            "officer", code, [act], division="650105", by=by, now=instant("2025-01-02 09:00"), today=first
        )
    case = opened("2026-10-08 09:00", "criminal.referral", number="青市监移案〔2026〕1号", facts={})
    form = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/task_group/").content, "html.parser")
    assert [one["value"] for one in form.find_all("input", attrs={"name": "others"})] == ["QS-0002"]
