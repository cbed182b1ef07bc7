"""An act that may do in the place of another is offered in its form, until it was done once."""

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of

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
