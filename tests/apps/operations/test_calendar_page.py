"""Whoever looks after the calendar is reminded of the next notice, and finds how it is installed."""

from datetime import date

import pytest
from django.urls import reverse
from tests.builders.desk import HEAD, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import PACKS, instant

from plumbline.apps.operations.calendar import awaited, file_name, file_text, missing
from plumbline.core.authority.role import Role
from plumbline.core.clocks.calendar_file import build_calendar
from plumbline.core.clocks.civil import day_of, parse_day
from plumbline.core.data_file.sources import Source, read_sources

KEEPERS = (
    person(Role.SYSTEM_ADMIN, None, "organ-justice"),
    person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice"),
)
REMINDED = "2027年节假日安排尚未安装"


@pytest.mark.django_db
def test_the_keepers_are_reminded_from_november_on(settings) -> None:
    for day, reminds in (("2026-10-31", False), ("2026-11-01", True)):
        settings.CLOCK = lambda day=day: instant(f"{day} 09:00")
        first = (reverse("people:organs"), reverse("casework:my_work"))
        for who, page in zip(KEEPERS, first, strict=True):
            assert (REMINDED in desk_of(who).get(page).content.decode()) == reminds, (day, page)
        assert REMINDED not in desk_of(HEAD).get("/my-work/").content.decode()
    for who in KEEPERS:
        page = desk_of(who).get("/calendar/").content.decode()
        assert "notice-2027.yaml" in page
        assert "packs/cn/calendars" in page
        assert REMINDED not in page, "on their first page alone"
        assert ("/year-end/" in page) == (who.role is Role.RULE_OF_LAW_OFFICE)
    assert "2026-10-01 – 2026-10-07" in page


def test_the_file_that_is_offered_can_be_installed_once_it_is_filled_in() -> None:
    text = file_text(2027, ("元旦",))
    with pytest.raises(Exception, match="notice-2027"):
        build_calendar([*_installed(), Source(file_name(2027), text)])
    for mark, said in (
        ("【通知的标题和文号】", "试验"), ("【核对日期】", "2026-11-29"), ("【节日名称】", "元旦"),
        ("【首日】..【末日】", "2027-01-01..2027-01-03"), ("【法定节假日】", "2027-01-01"),
        ("【调休上班日】", "2027-01-09"),
    ):  # fmt: skip
        text = text.replace(mark, said)
    held = build_calendar([*_installed(), Source(file_name(2027), text)])
    assert held.published_through == day_of(date(2027, 12, 31))
    assert (missing(parse_day("2026-11-29")), awaited(parse_day("2026-10-31"))) == (2027, None)


def _installed() -> list[Source]:
    """The calendar as it is, without what is expected of years that no notice tells."""
    return [one for one in read_sources(PACKS / "cn/calendars") if "expected" not in one.name]
