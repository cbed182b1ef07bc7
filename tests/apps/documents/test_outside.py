"""Numbers used before the register began: entered in one go, never twice, and read as one line of its list."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections

from plumbline.apps.documents import store
from plumbline.apps.documents.actions import enter_outside, take_number, void_number
from plumbline.apps.documents.errors import (
    NoReason,
    NotBehindTheLast,
    NumberMoved,
    PaperError,
    SeriesTaken,
    TooManyOutside,
)
from plumbline.apps.documents.outside import MOST, run_text
from plumbline.apps.documents.queries import (
    OUTSIDE,
    SET_ASIDE,
    RegisterAsked,
    Run,
    entry_of,
    every_line,
    number_kinds,
    number_register,
    number_years,
    register_page,
    series_standing,
    used_until,
    voided,
)
from plumbline.core.reports.document_number import DocumentNumber

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = dt.datetime(2026, 6, 1, 1, 30, tzinfo=dt.UTC)
SERIES = {"organ": "market", "kind": "penalty-decision", "authority": "青市监", "series": "罚", "year": 2026}
ALL = RegisterAsked("market", 2026)


def take(case: str = "case-1", at: dt.datetime = NOW, **other: object) -> DocumentNumber:
    return take_number(**{**SERIES, **other}, case_id=case, by="officer-1", at=at)


def stated(last: int, at: dt.datetime = NOW, reason: str = "纸质登记簿", **other: object) -> Run:
    """The numbers to the last one, entered as a head confirms them."""
    named = {**SERIES, **other}
    run = used_until(**named, last=last)
    enter_outside(run, organ=named["organ"], kind=named["kind"], reason=reason, by="head-1", at=at)
    return run


def shown(asked: RegisterAsked = ALL) -> list[str]:
    return [str(line) for line in register_page(asked).lines]


def test_the_next_number_follows_those_used_outside() -> None:
    run = stated(57)
    assert (str(run), run.count, str(run.following)) == (
        "青市监罚〔2026〕1–57号",
        57,
        "青市监罚〔2026〕58号",
    )
    assert take().n == 58
    entries = number_register("market", 2026)
    assert [one.number.n for one in entries] == list(range(1, 59))
    first, last = entries[0], entries[-1]
    assert (first.state, first.outside_reason, first.case) == ("outside", "纸质登记簿", "")
    assert (first.taken_by, first.taken_at) == ("head-1", NOW)
    assert (last.state, last.outside_reason, last.case) == ("in_use", "", "case-1")


def test_they_are_entered_behind_those_taken_and_more_than_once() -> None:
    take()
    take()
    assert str(stated(57)) == "青市监罚〔2026〕3–57号"
    assert str(stated(60, NOW + dt.timedelta(minutes=1))) == "青市监罚〔2026〕58–60号"
    assert run_text(stated(61).first, 61) == "青市监罚〔2026〕61号"
    assert stated(3, year=2025, series="罚").count == 3, "each year is a series of its own"


@pytest.mark.parametrize("last", [1, 2])
def test_a_number_that_was_taken_is_not_the_last_one_outside(last: int) -> None:
    take()
    take()
    with pytest.raises(NotBehindTheLast, match="2号"):
        stated(last)
    assert len(number_register("market", 2026)) == 2


def test_a_digit_too_many_fills_no_register() -> None:
    assert stated(MOST).count == MOST
    with pytest.raises(TooManyOutside, match="20001"):
        stated(2 * MOST + 1)
    assert take().n == MOST + 1
    assert register_page(ALL).total == 2


def test_what_was_confirmed_is_entered_or_nothing() -> None:
    run = used_until(**SERIES, last=5)
    with pytest.raises(NoReason):
        enter_outside(run, organ="market", kind=SERIES["kind"], reason=" ", by="head-1", at=NOW)
    take()
    with pytest.raises(NumberMoved):
        enter_outside(run, organ="market", kind=SERIES["kind"], reason="纸质", by="head-1", at=NOW)
    much = Run(run.following, 2 * MOST)
    with pytest.raises(PaperError):
        enter_outside(much, organ="market", kind=SERIES["kind"], reason="纸质", by="head-1", at=NOW)
    assert [one.number.n for one in number_register("market", 2026)] == [1]


def test_a_failure_in_the_middle_enters_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_BATCH", 3)
    take(kind="notice", series="通")
    take_number(**{**SERIES, "kind": "other", "series": "告"}, case_id="c", by="o", at=NOW)
    with pytest.raises(SeriesTaken):
        stated(5, series="告")
    assert [one.kind for one in number_register("market", 2026)] == ["notice", "other"]
    with pytest.raises(IntegrityError):  # the database's own rule: no gap
        store.add_outside(
            Run(DocumentNumber("青市监", "通", 2026, 3), 9),
            organ="market",
            kind="notice",
            reason="x",
            by="h",
            at=NOW,
        )
    assert [one.kind for one in number_register("market", 2026)] == ["notice", "other"]


def _state_or_take(place: int) -> str:
    try:
        return str(stated(40) if place % 2 else take())
    except (NumberMoved, NotBehindTheLast) as error:
        return type(error).__name__
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_two_statements_and_papers_at_once_leave_neither_gap_nor_twin() -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(_state_or_take, range(16)))
    found = [one.number.n for one in number_register("market", 2026)]
    assert found == list(range(1, len(found) + 1))
    assert sum(one.state == "in_use" for one in number_register("market", 2026)) == 8


def test_a_run_is_one_line_until_one_of_it_is_void() -> None:
    stated(57)
    later = NOW + dt.timedelta(hours=1)
    stated(60, later)
    take("case-9", later + dt.timedelta(hours=1))
    assert shown() == ["青市监罚〔2026〕61号", "青市监罚〔2026〕58–60号", "青市监罚〔2026〕1–57号"]
    page = register_page(ALL)
    assert page.counts == {"all": 61, "in_use": 1, "void": 0, "outside": 60, "set_aside": 0}
    assert [line.count for line in page.lines] == [1, 3, 57]
    for n in (5, 57, 58):
        void_number(DocumentNumber("青市监", "罚", 2026, n), reason="未使用", by="head-1", at=later)
    assert shown(RegisterAsked("market", 2026, SERIES["kind"])) == [
        f"青市监罚〔2026〕{n}号" for n in ("61", "59–60", "58", "57", "6–56", "5", "1–4")
    ]
    assert shown(RegisterAsked("market", 2026, SERIES["kind"], "void")) == [
        f"青市监罚〔2026〕{n}号" for n in (58, 57, 5)
    ]
    assert shown(RegisterAsked("market", 2026, SERIES["kind"], "outside"))[-1] == "青市监罚〔2026〕1–4号"
    paper = [(SERIES["kind"], "青市监罚〔2026〕5号")]
    assert voided("market", paper) == {"青市监罚〔2026〕5号": "未使用"}


def test_lines_are_found_by_number_by_its_words_and_by_state() -> None:
    stated(57)
    take("case-9")
    take("case-9", kind="notice", series="告")
    take(f"{SET_ASIDE}QS-0001", kind="notice", series="告")
    take("case-9", year=2025)

    def found(text: str, **more: object) -> list[str]:
        return sorted(shown(RegisterAsked("market", more.pop("year", 2026), text=text, **more)))  # type: ignore[arg-type]

    assert found("30") == ["青市监罚〔2026〕30号"], "one of a run is found by itself"
    assert found("第 2 号", kind="notice") == ["青市监告〔2026〕2号"]
    assert found("青市监罚[2026]58号") == ["青市监罚〔2026〕58号"]
    assert found("监告") == ["青市监告〔2026〕1号", "青市监告〔2026〕2号"]
    assert found("监罚") == ["青市监罚〔2026〕1–57号", "青市监罚〔2026〕58号"]
    assert found("青市监罚〔2025〕", year=None) == ["青市监罚〔2025〕1号"]
    assert found("青市监罚〔2025〕") == []
    assert found("", state="set_aside") == ["青市监告〔2026〕2号"]
    assert found("%") == found("〔2024〕3号") == []
    assert number_years("market") == [2026, 2025]
    assert number_kinds("market") == ["notice", "penalty-decision"]
    assert number_kinds("urban") == []


def test_an_entry_is_known_by_the_text_on_its_paper_in_its_organ() -> None:
    stated(3)
    entry = entry_of("market", "青市监罚〔2026〕2号")
    assert entry is not None
    assert entry.case_id == f"{OUTSIDE}纸质登记簿"
    for text in ("青市监罚〔2026〕4号", "市监罚〔2026〕2号", "2"):
        assert entry_of("market", text) is None
    assert entry_of("urban", "青市监罚〔2026〕2号") is None


def test_pages_and_the_sheet_hold_every_line_once(django_assert_max_num_queries) -> None:
    stated(57)
    for n in range(60):
        take(f"case-{n}", NOW + dt.timedelta(minutes=n + 1))
    with django_assert_max_num_queries(6):
        first = register_page(ALL)
    second = register_page(RegisterAsked("market", 2026, page=2))
    assert (first.total, first.page, second.page) == (61, 1, 2)
    assert (len(first.lines), len(second.lines)) == (50, 11)
    assert [*first.lines, *second.lines] == list(every_line(ALL))
    assert register_page(RegisterAsked("market", 2026, page=9)).page == 2
    assert str(second.lines[-1]) == "青市监罚〔2026〕1–57号"


def test_the_series_of_a_year_with_their_first_and_last() -> None:
    assert series_standing("market", 2026) == []
    stated(57)
    take()
    take(kind="notice", series="告")
    told = [(one.kind, one.count, str(one.first), str(one.last)) for one in series_standing("market", 2026)]
    assert told == [
        ("notice", 1, "青市监告〔2026〕1号", "青市监告〔2026〕1号"),
        ("penalty-decision", 58, "青市监罚〔2026〕1号", "青市监罚〔2026〕58号"),
    ]
