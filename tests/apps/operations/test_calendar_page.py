"""Whoever looks after the calendar is reminded of the next notice, and finds how it is installed."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.builders.desk import HEAD, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import PACKS, instant

from plumbline.apps.operations import calendar, notice_files
from plumbline.apps.operations.calendar import awaited, file_name, file_text, missing
from plumbline.apps.operations.notice_files import Rest, _runs, statutory
from plumbline.core.authority.role import Role
from plumbline.core.clocks.calendar_file import build_calendar
from plumbline.core.clocks.civil import day_of, parse_day
from plumbline.core.data_file.sources import Source, read_sources
from plumbline.core.procedures.pack_set import PackFigures, PackSet
from plumbline.site.setting_up.health import _calendar

KEEPERS = (
    person(Role.SYSTEM_ADMIN, None, "organ-justice"),
    person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice"),
)
TODAY = parse_day("2026-11-29")
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
        assert f"{settings.CALENDARS}/cn" in page
        assert REMINDED not in page, "on their first page alone"
        assert ("/year-end/" in page) == (who.role is Role.RULE_OF_LAW_OFFICE)
    assert "2026-10-01 – 2026-10-07" in page
    assert page.rindex("中秋节") < page.rindex("2026-10-01 – 2026-10-07"), (
        "though 20 September is worked for it"
    )


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


TYPED = {
    "元旦": ("2027-01-01", "2027-01-03", ""),
    "春节": ("2027-02-04", "2027-02-11", "2027-01-31 2027-02-13"),
    "清明节": ("2027-04-03", "2027-04-05", ""),
    "劳动节": ("2027-05-01", "2027-05-05", "2027-05-08"),
    "端午节": ("2027-06-09", "2027-06-09", ""),
    "中秋节": ("2027-09-15", "2027-09-15", ""),
    "国庆节": ("2027-10-01", "2027-10-07", "2027-09-26、2027-10-09"),
}
"""An invented notice of the kind."""


def _form(**changed: str) -> dict[str, str]:
    told = {"source": "国务院办公厅关于2027年部分节假日安排的通知：“试验”"}
    for at, (first, last, worked) in enumerate(TYPED.values()):
        told |= {f"first_{at}": first, f"last_{at}": last, f"worked_{at}": worked}
    return told | changed


@pytest.fixture
def own(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's own folder, read by a shelf that keeps nothing."""
    settings.CALENDARS = tmp_path
    settings.CLOCK = lambda: instant("2026-11-29 09:00")
    held = lambda: SimpleNamespace(packs=PackSet(PACKS, {}, [], PackFigures(None), own_calendars=tmp_path))  # noqa: E731
    for module in (calendar, notice_files):
        monkeypatch.setattr(module, "shelf", held)
    (tmp_path / "cn").mkdir()
    return tmp_path / "cn"


@pytest.mark.django_db
def test_a_notice_that_is_typed_comes_as_the_file_that_installs_it(own: Path) -> None:
    assert list(statutory(2027)) == list(TYPED)
    answer = desk_of(KEEPERS[0]).post("/calendar/", _form())
    assert answer["Content-Disposition"] == 'attachment; filename="notice-2027.yaml"'
    told = (_calendar(TODAY), _calendar(day_of(date(2027, 1, 4))))
    assert [(one.state, "2027" in one.found_zh, str(own) in one.remedy_zh) for one in told] == [
        ("look", True, True),
        ("wrong", True, True),
    ]
    (own / "notice-2027.yaml").write_bytes(answer.content)
    held = calendar.calendar()
    assert held.published_through == day_of(date(2027, 12, 31))
    assert held.version.endswith("+site-2027")
    kinds = {day: held.notes[parse_day(day)].kind for day in ("2027-02-09", "2027-02-13", "2027-10-01")}
    assert [one.value for one in kinds.values()] == ["moved_rest", "makeup", "holiday"]
    assert (_calendar(TODAY).state, missing(TODAY)) == ("ok", None)
    assert "site-2027" in _calendar(TODAY).found_en


def test_the_check_says_what_is_wrong_with_a_file_and_which_is_used_no_more(own: Path) -> None:
    (own / "notice-2026.yaml").write_text(
        (PACKS / "cn/calendars/notice-2026.yaml").read_text("utf-8"), "utf-8"
    )
    assert calendar.unused() == (2026,)
    told = _calendar(parse_day("2026-06-01"))
    assert (told.state, "2026" in told.found_zh, str(own) in told.remedy_zh) == ("look", True, True)
    (own / "notice-2027.yaml").write_text(file_text(2027, ("元旦",)), "utf-8")
    told = _calendar(TODAY)
    assert told.state == "wrong"
    assert "notice-2027.yaml" in told.found_zh


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"worked_0": "2027-01-05"}, "2027-01-05 是工作日"),
        ({"worked_0": "2027-01-02"}, "2027-01-02 按所填在放假期间内"),
        ({"worked_0": "2025-01-04"}, "2025-01-04 不属于2027年的通知"),
        ({"worked_0": "2027-13-05"}, "2026-01-04"),
        ({"first_2": "2027-04-06", "last_2": "2027-04-07"}, "节日当天"),
        ({"last_0": "2027-02-03"}, "20"),
        ({"last_4": "2027-06-09", "worked_4": "2027-06-12 2027-06-12"}, "2027-06-12 重复填写"),
    ],
)
def test_what_cannot_be_right_is_refused(changed: dict[str, str], said: str, settings) -> None:
    settings.CLOCK = lambda: instant("2026-11-29 09:00")
    answer = desk_of(KEEPERS[0]).post("/calendar/", _form(**changed))
    assert answer.status_code == 422
    told = BeautifulSoup(answer.content, "html.parser").select_one(".pl-errors")
    assert told is not None
    assert said in told.get_text()


def test_a_festival_within_the_rest_of_another_has_its_own_row() -> None:
    """As in 2025, when the Mid-autumn day fell into the rest of the National Day."""
    owner = {parse_day(f"2025-10-0{day}"): "国庆节" for day in (1, 2, 3)} | {
        parse_day("2025-10-06"): "中秋节"
    }
    rest = Rest("国庆节", tuple(range(parse_day("2025-10-01"), parse_day("2025-10-08") + 1)))
    spans = [(span, len(own)) for span, own in _runs(rest, owner)]
    assert spans == [("2025-10-01..2025-10-05", 3), ("2025-10-07..2025-10-08", 0)]


def _installed() -> list[Source]:
    """The calendar as it is, without what is expected of years that no notice tells."""
    return [one for one in read_sources(PACKS / "cn/calendars") if "expected" not in one.name]
