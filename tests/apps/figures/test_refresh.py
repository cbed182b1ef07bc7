"""Acts are brought up to the log by what was touched; what comes out is what reading everything again gives."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.builders.desk import FILED, HEAD, ORGAN, OTHER_ORGAN, did, opened
from tests.builders.history import instant

from plumbline.apps.figures import queries, store
from plumbline.apps.figures.actions import act_files, refresh
from plumbline.apps.figures.definitions import Definitions, definitions
from plumbline.apps.figures.queries import RowsAsked, Standing, figures, figures_wait, rows, series, year
from plumbline.apps.figures.tasks import bring_up
from plumbline.apps.jobs.running import Run
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.core.authority.access import Visible
from plumbline.core.indicators.figure import Figure

pytestmark = [pytest.mark.django_db]
ALL, NOW = Visible(everything=True), instant("2026-06-01 09:00")


@pytest.fixture(autouse=True)
def data(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def decided(number: int, day: str, fine: int) -> str:
    case = opened(f"{day} 08:00", number=f"青市监立〔2026〕{number}号")
    did(case, "file_case", f"{day} 08:10", by=HEAD, papers=("立案审批表",), mode="attest", **FILED)
    did(case, "decide", f"{day} 09:00", by=HEAD, mode="attest", outcome="penalty", fine=Decimal(fine))
    return case


def now_counted(**more) -> Standing:
    sequence()
    return figures(year(2026), ALL, now=NOW, **more)


def values(found: Standing) -> dict[str, object]:
    return {
        id: found.figures[id].value
        for id in ("penalties", "ordinary_penalties:fined", "penalty_money", "cases_open")
    }


@pytest.mark.database
def test_a_figure_follows_the_records() -> None:
    assert values(now_counted()) == {
        "penalties": 0, "ordinary_penalties:fined": 0, "penalty_money": 0, "cases_open": 0,
    }  # fmt: skip
    case = decided(1, "2026-03-02", 300)
    decided(2, "2026-03-03", 500)
    first = now_counted()
    assert values(first) == {
        "penalties": 2, "ordinary_penalties:fined": 2, "penalty_money": 800, "cases_open": 2,
    }  # fmt: skip
    did(case, "close_archive", "2026-05-06 09:00", by=HEAD, mode="attest")
    assert now_counted().figures["cases_open"] == Figure("cases_open", 1, 1)
    assert now_counted().leaf > first.leaf
    assert now_counted().broken == ()


def test_reading_what_was_touched_gives_what_reading_everything_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "MOST_PARTS", 2)
    monkeypatch.setattr("plumbline.apps.figures.actions.MOST_PARTS", 2)
    case = decided(1, "2026-03-02", 300)
    now_counted()
    for number in range(2, 6):
        decided(number, "2026-03-03", number)
        did(case, "pay_fine", f"2026-04-0{number} 09:00", mode="attest", channel="bank")
        step_by_step = now_counted()
    parts = act_files().state().parts["penalty.ordinary"]
    assert len(parts) <= 2
    definitions()
    act_files().keep(store.State())
    again = now_counted()
    assert again.figures == step_by_step.figures
    assert again.by_organ == step_by_step.by_organ
    assert refresh(now=NOW) == 0


def test_a_look_that_began_before_reads_on_while_the_parts_are_written_anew(monkeypatch) -> None:
    decided(1, "2026-03-02", 300)
    now_counted()
    before = act_files().state()
    for number in (2, 3, 4):  # each writes all parts anew
        decided(number, "2026-03-03", number)
        monkeypatch.setattr("plumbline.apps.figures.actions.MOST_PARTS", 0)
        now_counted()
    assert set(act_files().state().parts["penalty.ordinary"]).isdisjoint(before.parts["penalty.ordinary"])
    with store.engine() as db:
        acts = act_files().acts(before.parts["penalty.ordinary"])
        assert db.execute(f"SELECT COUNT(DISTINCT case_id) FROM {acts}").fetchone() == (1,)


def test_a_look_leaves_much_that_is_ahead_to_the_task(monkeypatch: pytest.MonkeyPatch) -> None:
    decided(1, "2026-03-02", 300)
    first = now_counted()
    monkeypatch.setattr("plumbline.apps.figures.queries.IN_A_LOOK", 1)
    decided(2, "2026-03-03", 5)
    left = now_counted()
    assert (left.leaf, left.figures) == (first.leaf, first.figures), "it says how far it tells"
    refresh(now=NOW)
    assert now_counted().figures["penalties"].value == 2


def test_a_first_look_at_much_tells_nothing_and_says_so_until_the_task_has_read_it_in(monkeypatch) -> None:
    decided(1, "2026-03-02", 300)
    monkeypatch.setattr("plumbline.apps.figures.queries.IN_A_LOOK", 1)
    first = now_counted()
    assert first.waits
    assert {one.value for one in first.figures.values()} == {None}, "not known is not nothing"
    assert not act_files().state().parts
    assert figures_wait()
    refresh(now=NOW)
    told = now_counted()
    assert (told.waits, told.figures["penalties"].value) == (False, 1)


def test_a_look_writes_out_only_so_much_and_the_task_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    decided(1, "2026-03-02", 300)
    monkeypatch.setattr("plumbline.apps.figures.queries.PATIENCE", -1)
    definitions()._sql.clear()
    assert now_counted(only=["penalties"]).waits
    assert act_files().state().parts, "the cases are read in"
    refresh(now=NOW)
    assert now_counted(only=["penalties"]).figures["penalties"].value == 1


def test_rows_lead_to_records_and_are_as_many_as_the_figure_says() -> None:
    decided(1, "2026-03-02", 300)
    decided(2, "2026-03-03", 500)
    counted = now_counted().figures
    for indicator in definitions().catalogue.indicators.values():
        found, many = rows(RowsAsked(indicator), year(2026), ALL, now=NOW)
        assert many == len(found) == counted[indicator.id].rows, indicator.id
    penalties = definitions().catalogue.indicators["penalties"]
    found, many = rows(RowsAsked(penalties, start=1, most=1), year(2026), ALL, now=NOW)
    assert (many, [one.step for one in found], [one.organ for one in found]) == (2, ["decide"], [ORGAN])
    assert rows(RowsAsked(penalties, record=found[0].record), year(2026), ALL, now=NOW)[1] == 1
    classed = definitions().catalogue.indicators["ordinary_penalties"]
    for asked, wanted in (
        (RowsAsked(classed, kind="fined"), 2),
        (RowsAsked(classed, kind="fined", organ=ORGAN), 2),
        (RowsAsked(classed, kind="fined", organ=OTHER_ORGAN), 0),
        (RowsAsked(classed, kind="warned"), 0),
        (RowsAsked(penalties, record="none"), 0),
    ):
        found, many = rows(asked, year(2026), ALL, now=NOW)
        assert (len(found), many) == (wanted, wanted), asked


def test_nobody_counts_beyond_the_own_reach() -> None:
    decided(1, "2026-03-02", 300)
    sequence()
    for seen, wanted in (
        (Visible(organs=frozenset({ORGAN})), 1),
        (Visible(organs=frozenset({OTHER_ORGAN})), 0),
        (Visible(divisions=("6501",)), 1),
        (Visible(divisions=("6502",)), 0),
        (Visible(), 0),
        (Visible(organs=frozenset({"' OR true --"})), 0),
    ):
        assert figures(year(2026), seen, now=NOW).figures["penalties"].value == wanted


def test_other_years_are_counted_beside() -> None:
    decided(1, "2026-03-02", 300)
    sequence()
    one = definitions().catalogue.indicators["penalty_money"]
    found = series(one, map(year, (2025, 2026)), ALL, now=NOW)
    assert [held.value for held in found] == [0, 300]


def test_looks_share_an_engine_and_no_views(monkeypatch: pytest.MonkeyPatch) -> None:
    with store.engine() as one, store.engine() as other:
        one.execute("CREATE TEMP VIEW seen AS SELECT 1 AS n")
        with pytest.raises(duckdb.CatalogException):
            other.execute("SELECT n FROM seen")
    held = dict(store._engines)
    monkeypatch.setattr(store, "_engines", {-pid: engine for pid, engine in held.items()})
    with store.engine():
        assert len(store._engines) == 2, "a process that was forked off opens its own"


def test_what_was_counted_another_process_finds_counted(settings, monkeypatch) -> None:
    decided(1, "2026-03-02", 300)
    sequence()
    monkeypatch.setattr(Run, "progress", lambda *_told: None)
    bring_up.work(Run(1, 1, "", {}, lambda: NOW, 1))
    district = Visible(divisions=(settings.DIVISION,))
    told = {number: figures(year(number), district, now=NOW) for number in (2025, 2026)}
    assert told[2026].figures["penalties"].value == 1
    queries.kept.clear()  # as in a process that has just begun

    def counted(*_asked: object, **_how: object) -> str:
        raise AssertionError("it was counted before")

    with monkeypatch.context() as patch:
        patch.setattr(Definitions, "sql", counted)
        for number, before in told.items():
            assert figures(year(number), district, now=NOW) == before
    decided(2, "2026-03-03", 500)
    sequence()
    assert figures(year(2026), district, now=NOW).figures["penalty_money"].value == 800


def test_counts_that_cannot_be_read_are_made_again() -> None:
    decided(1, "2026-03-02", 300)
    first = values(now_counted())
    for spoilt in ("", "[[1]]", '[["a", "b", "c", [], [1, 2], "true", [["o", "", "x", 1, 0]]]]', "{"):
        act_files().counts.write_text(spoilt, "utf-8")
        queries.kept.clear()
        assert values(now_counted()) == first
