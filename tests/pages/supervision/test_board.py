"""The board: every figure opens to exactly the rows it counts, nobody sees beyond the own reach, no figure is typed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.db import connection
from docx import Document
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

from plumbline.apps.figures.queries import figures as figures_of
from plumbline.apps.supervision.actions import count_board, counting, make_digests, tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.periods import PERIODS, days_of, last_mondays, period_of, since_of, soon_after
from plumbline.apps.supervision.queries import FindingsAsked, findings
from plumbline.apps.supervision.queries.board import (
    BY_KEY,
    INDICATORS,
    behind,
    chosen,
    figures,
    lights_of,
    scope_of,
)
from plumbline.apps.supervision.queries.counts import figures_told, rules_told, weeks_told
from plumbline.apps.supervision.queries.morning import morning_counts
from plumbline.core.authority.access import Visible
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of, parse_day

pytestmark = pytest.mark.django_db
TODAY = parse_day("2026-03-04")
OTHER_HEAD = person(Role.AGENCY_HEAD, "QS-0900", "organ-fire")


@pytest.fixture
def district() -> None:
    """One case with a breach, one without, of a registered organ."""
    registered_organ()
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
    opened("2026-03-03 09:00", number="青市监立〔2026〕2号")
    tick(now=instant("2026-03-03 10:00"))


def scope(who=SUPERVISOR, period="month", organ=""):
    first, last = days_of(period, TODAY)
    return scope_of(who, period_of(first, last), TODAY, soon_after(TODAY), organ)


def test_every_figure_is_the_number_of_its_rows(district) -> None:
    found = figures(scope())
    for one in INDICATORS:
        assert behind(scope(), one, 1).total == sum(found[one.key].values()), one.key
    counted = {key: sum(found[key].values()) for key in ("running", "red", "green", "breaches", "begun")}
    assert counted == {"running": 2, "red": 1, "green": 1, "breaches": 1, "begun": 2}


def test_red_amber_and_green_part_the_running_cases(district) -> None:
    lights = [behind(scope(), BY_KEY[key], 1).cases for key in ("red", "amber", "green")]
    told = {
        line.case: key for key, rows in zip(("red", "amber", "green"), lights, strict=True) for line in rows
    }
    assert lights_of(scope(), [line for rows in lights for line in rows]) == told
    cases = [line.case for rows in lights for line in rows]
    assert len(cases) == len(set(cases)) == behind(scope(), BY_KEY["running"], 1).total


def test_the_periods_hang_together() -> None:
    told = {key: tuple(str(date_of(day)) for day in days_of(key, TODAY)) for key in PERIODS}
    assert told["month"] == ("2026-03-01", "2026-03-04")
    assert told["last_month"] == ("2026-02-01", "2026-02-28")
    assert told["quarter"] == ("2026-01-01", "2026-03-04")
    assert told["last_year"] == ("2025-01-01", "2025-12-31")
    assert told["last_week"] == ("2026-02-23", "2026-03-01")
    assert days_of("last_month", parse_day("2026-01-15"))[0] == parse_day("2025-12-01")


def test_the_pages_open_down_to_the_case(district) -> None:
    desk = desk_of(SUPERVISOR)
    text = desk.get("/supervision/board/?period=year").content.decode()
    assert "/supervision/board/red/?period=year" in text
    assert "近 8 周新增与消除，件/周" in text, "the name of a chart is written as its language writes"
    assert "清除" not in text, "a period is no filter"
    of_organ = desk.get("/supervision/board/?period=year&organ=organ-market").content.decode()
    assert 'href="/supervision/board/?period=year">清除' in of_organ
    rows = desk.get("/supervision/board/red/?period=year&organ=organ-market").content.decode()
    assert "青市监立〔2026〕1号" in rows
    assert "青市监立〔2026〕2号" not in rows
    assert "两人" in desk.get("/supervision/board/breaches/").content.decode()
    assert desk.get("/supervision/board/none/").status_code == 404


def test_the_figures_go_out_as_a_workbook_and_on_paper(district) -> None:
    desk = desk_of(SUPERVISOR)
    sheet = desk.get("/supervision/board/export/?period=year&form=xlsx").content
    rows = list(load_workbook(io.BytesIO(sheet)).active.values)
    assert rows[1][:3] == ("青石区市场监督管理局", "2", "1")
    assert rows[-1][:3] == ("合计", "2", "1")
    behind_it = desk.get("/supervision/board/running/export/?form=xlsx").content
    assert len(list(load_workbook(io.BytesIO(behind_it)).active.values)) == 3
    assert "未决违反" in desk.get("/supervision/board/print/").content.decode()


def test_a_head_sees_the_own_organ_and_an_officer_none(district) -> None:
    assert "青市监立〔2026〕1号" in desk_of(HEAD).get("/supervision/board/red/").content.decode()
    beyond = desk_of(OTHER_HEAD).get("/supervision/board/red/?organ=organ-market")
    assert "青市监立" not in beyond.content.decode()
    assert desk_of(QIN).get("/supervision/board/").status_code == 403
    assert desk_of(HEAD).get("/supervision/wall/").status_code == 403


def test_the_wall_shows_figures_and_no_case(district) -> None:
    text = desk_of(SUPERVISOR).get("/supervision/wall/").content.decode()
    assert "红色案件" in text
    assert "青市监立" not in text


def test_a_week_is_told_to_each_organ_once(district) -> None:
    monday = parse_day("2026-03-09")
    assert make_digests(now=instant("2026-03-09 06:20"), today=monday) == 1
    assert make_digests(now=instant("2026-03-10 06:20"), today=monday + 1) == 0
    desk = desk_of(HEAD)
    assert "青石区市场监督管理局" in desk.get("/supervision/digests/").content.decode()
    at = f"/supervision/digests/{parse_day('2026-03-02')}/organ-market/"
    text = desk.get(at).content.decode()
    assert "青市监立〔2026〕1号" in text
    assert "两人" in text
    desk.cookies["django_language"] = "en"
    english = desk.get(at).content.decode()
    assert "At least two qualified officers" in english
    assert "两人" not in english
    words = "\n".join(
        cell.text
        for table in Document(io.BytesIO(desk.get(f"{at}paper/").content)).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "青市监立〔2026〕1号" in words
    assert desk_of(OTHER_HEAD).get(at).status_code == 403


def test_the_monthly_sheet_and_the_half_year_report_are_made_of_the_figures(district, settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")
    desk = desk_of(SUPERVISOR)
    assert "2026-01-01 至 2026-03-04" in desk.get("/supervision/papers/").content.decode()
    sheet = Document(io.BytesIO(desk.get("/supervision/papers/month/").content))
    rows = [[cell.text for cell in row.cells] for table in sheet.tables for row in table.rows]
    assert ["青石区市场监督管理局", "2", "1", "0", "2", "0", "1", "1", "0", "0", "0"] in rows
    assert ["合计", "2", "1", "0", "2", "0", "1", "1", "0", "0", "0"] in rows
    period = days_of("month", TODAY)
    told = figures_of(period, Visible(everything=True), now=instant("2026-03-04 09:00")).figures
    assert ["1", "重大执法决定法制审核", str(told["major_decisions_reviewed"].value), "件"] in rows
    card = desk.get("/figures/card/oversight/").content.decode()
    assert "/figures/supervision_letters/?year=2026" in card
    assert "/figures/card/oversight/" in desk.get("/supervision/board/").content.decode()
    report = Document(io.BytesIO(desk.get("/supervision/papers/this-half-year/").content))
    text = "\n".join(one.text for one in report.paragraphs)
    assert "新立案卷2件" in text
    assert "至今未决1项" in text
    english = desk_of(SUPERVISOR)
    english.cookies["django_language"] = "en"
    again = Document(io.BytesIO(english.get("/supervision/papers/this-half-year/").content))
    assert not any(
        "officers" in cell.text for table in again.tables for row in table.rows for cell in row.cells
    )
    assert desk.get("/supervision/papers/none/").status_code == 404
    assert desk_of(HEAD).get("/supervision/papers/").status_code == 403


def test_a_large_district_is_counted_beforehand_and_told_the_same(district, settings, monkeypatch) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")
    now, mondays = instant("2026-03-04 08:55"), last_mondays(TODAY)
    since = replace(since_of(now, TODAY), close=instant("2026-03-02 18:00"))
    periods = [(key, period_of(*days_of(key, TODAY))) for key in PERIODS]
    told = {"now": now, "since": since, "periods": periods, "mondays": mondays}
    assert count_board(**told) == 0, "a small one is counted while its reader waits"
    live = {key: figures(scope(period=key)) for key in PERIODS}
    weeks, rules = weeks_told(SUPERVISOR, TODAY, mondays), rules_told(SUPERVISOR, TODAY, 6)
    morning = morning_counts(SUPERVISOR, since)
    assert (morning.new, morning.open, morning.new_organs) == (1, 1, 1)
    monkeypatch.setattr(counting, "LIVE", 1)
    assert count_board(**told) == len(PERIODS) + 4
    for key in PERIODS:
        held = figures_told(scope(period=key), key)
        assert (held.figures, held.made_at) == (live[key], now), key
    assert figures_told(scope(organ="organ-fire"), "month").figures["running"] == {}
    assert sum(sum(by.values()) for by in figures_told(scope(OTHER_HEAD), "month").figures.values()) == 0
    assert (weeks_told(SUPERVISOR, TODAY, mondays), rules_told(SUPERVISOR, TODAY, 6)) == (weeks, rules)
    assert morning_counts(SUPERVISOR, since) == replace(morning, made_at=now)
    for page in ("/supervision/board/", "/supervision/"):
        assert "08:55" in desk_of(SUPERVISOR).get(page).content.decode(), page
    whole = findings(SUPERVISOR, FindingsAsked(), TODAY)
    assert (whole.counted_at, whole.total, whole.counts["all"], len(whole.lines)) == (now, 1, 1, 1)
    for narrowed in (FindingsAsked(text="青市监"), FindingsAsked(organ=QIN.organ)):
        assert findings(SUPERVISOR, narrowed, TODAY).counted_at is None, "what is filtered is counted now"
    assert "其他状态统计于" in desk_of(SUPERVISOR).get("/supervision/findings/").content.decode()
    FindingRow.objects.update(state="mended")
    again = findings(SUPERVISOR, FindingsAsked(tab="closed"), TODAY)
    assert (again.total, again.counts["closed"], again.counts["open"]) == (1, 1, 1), (
        "the open tab is as counted"
    )
    FindingRow.objects.update(state="open")
    opened("2026-03-03 11:00", number="青市监立〔2026〕3号")
    assert sum(figures_told(scope(), "month").figures["running"].values()) == 2, "as it was counted"
    assert behind(scope(), BY_KEY["running"], 1).total == 3, "the list is of now"
    count_board(**told)
    assert sum(figures_told(scope(), "month").figures["running"].values()) == 3


def test_lists_over_all_organs_go_by_number_and_end_with_their_page(district) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a database of a few rows reads them all")
    for key in ("running", "red", "amber", "green"):
        plan = chosen(scope(), BY_KEY[key]).order_by("number_key", "case")[:20].explain()
        assert "case_standing_running" in plan, plan
        assert "FOR ORDER BY" not in plan, plan
