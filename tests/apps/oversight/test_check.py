"""A check from files to findings: what is told, in which words, with which reasons, and what is left untouched."""

from pathlib import Path

import pytest

from plumbline.apps.oversight import judging
from plumbline.apps.oversight.actions import NothingToJudge
from plumbline.apps.oversight.choosing import UnknownPack
from plumbline.apps.record_intake import segments

HEAD = "case_id,record_id,step,at,recorded_at,officers,documents,recordings,fine,object_key,organ\n"


def row(case: str, id: str, step: str, at: str, *, fine: str = "", key: str = "", recorded: str = "") -> str:
    return f"{case},{id},{step},{at},{recorded},甲,-,-,{fine},{key},某局\n"


LATE = (
    HEAD
    + row("A", "r1", "file_case", "2024-09-24")
    + row("A", "r2", "notify", "2024-09-25")
    + row("A", "r3", "decide", "2024-10-11", fine="10", key="k1")
    + row("A", "r4", "close", "2024-10-12")
)


def test_a_late_decision_tells_its_days(check) -> None:
    found = check(LATE)
    (late,) = found.of("decide-in-7")
    assert late["outcome"] == "violated"
    # 24 Sept; 29 Sept worked, 1-7 Oct rest: the seventh working day is 9 Oct
    assert (late["due"], late["discharged_at"], late["discharged_by"], late["days_over"]) == (
        "2024-10-09", "2024-10-11", "r3", "2",
    )  # fmt: skip
    assert (late["case"], late["record"], late["organ"], late["source"]) == (
        "A",
        "r1",
        "某局",
        "records.csv:2",
    )
    assert "2024年10月9日" in late["message"]
    assert "超期2日" in late["message"]
    trace = found.trace("decide-in-7")
    assert "调休上班" in trace["arithmetic"]["sentence"]
    assert [r["id"] for r in trace["records"]] == ["r1", "r3"]
    assert trace["records"][1]["source"] == "records.csv:4"
    assert trace["pack"]["sha256"] == found.result.summary["packs"][0]["hash"]
    assert trace["calendar"]["digest"] == found.result.summary["calendars"][0]["digest"]
    assert found.result.breaches == 1


def test_english(check) -> None:
    assert "2 days late" in check(LATE, setup={"language": "en"}).of("decide-in-7")[0]["message"]


def test_in_time_but_entered_late_is_counted(check) -> None:
    text = (
        HEAD
        + row("A", "r1", "file_case", "2024-09-24")
        + row("A", "r3", "decide", "2024-10-09", recorded="2024-10-10")
    )
    found = check(text)
    assert found.of("decide-in-7") == []
    (rule,) = [r for r in found.result.summary["rules"] if r["rule"] == "decide-in-7"]
    assert rule["late_entry"] == 1


def test_only_what_matters_is_told(check) -> None:
    """Pending clocks within the lead; clocks of the party never; everything on demand."""
    text = HEAD + row("A", "r1", "file_case", "2024-12-27") + row("B", "r1", "decide", "2024-12-30")
    near = check(text, setup={"lead": 9})
    assert [r["outcome"] for r in near.of("decide-in-7")] == ["pending"]
    assert "还有" in near.of("decide-in-7")[0]["message"]
    assert near.of("pay-in-15") == []
    assert check(text, setup={"lead": 1}).of("decide-in-7") == []
    whole = check(text, setup={"everything": True})
    assert {r["outcome"] for r in whole.rows} >= {"pending", "violated", "not_applicable"}
    assert len(whole.of("pay-in-15")) == 1


def test_figures_are_set_by_a_table(check, tmp_path: Path) -> None:
    text = HEAD + row("A", "r3", "decide", "2024-10-11", fine="300")
    unset = check(text)
    assert unset.counts("fine-capped")["not_applicable"] == 1
    (reason,) = next(r for r in unset.result.summary["rules"] if r["rule"] == "fine-capped")["reasons"]
    assert (reason["reason"], reason["detail"]) == ("figure_unset", "某区")
    figures = tmp_path / "figures.csv"
    figures.write_text("figure,key,division,from,to,value,unit\ncap,,,2024-01-01,,200,yuan\n", "utf-8")
    told = check(text, setup={"figures": figures})
    assert told.counts("fine-capped")["violated"] == 1
    assert told.trace("fine-capped")["figures"] == [
        {"figure": "cap", "on": "2024-10-11", "key": None, "value": "200"}
    ]
    assert told.trace("fine-capped")["facts"] == {"fine": "300.00"}


def test_streams_reach_over_cases(check) -> None:
    text = HEAD + "".join(
        row(case, "r1", "decide", f"2024-0{month}-11", key=key)
        for case, month, key in (("B", 3, "k"), ("A", 5, "k"), ("C", 6, "other"), ("D", 7, ""))
    )
    found = check(text)
    (second,) = found.of("one-fine")
    assert (second["case"], second["record"]) == ("A", "r1"), "the later act, not the later case"
    assert found.counts("one-fine") == {
        "satisfied": 2, "violated": 1, "pending": 0, "not_applicable": 0, "undetermined": 0,
    }  # fmt: skip
    assert [r["source"] for r in found.trace("one-fine")["records"]] == ["records.csv:3", "records.csv:2"]


def test_what_the_source_leaves_out_is_never_a_breach(check) -> None:
    text = HEAD + row("A", "r3", "decide", "2024-10-11")
    assert check(text).counts("notify-first")["violated"] == 1
    found = check(text, uncovered=["notify"])
    assert found.counts("notify-first")["undetermined"] == 1
    assert found.result.summary["left_out"]["small"]["steps"] == ["notify"]


def test_corrections_are_folded(check) -> None:
    head = HEAD.replace("organ", "organ,corrects,void")
    rows = [
        line.strip()
        for line in (row("A", "r1", "file_case", "2024-09-24"), row("A", "r2", "notify", "2024-09-25"))
    ]
    rows += [row("A", "r3", "decide", "2024-10-11", recorded="2024-10-11").strip()]
    text = head + "".join(f"{line},,\n" for line in rows)
    text += row("A", "r4", "decide", "2024-10-09", recorded="2024-10-12").strip() + ",r3,\n"
    found = check(text)
    assert [(f["outcome"], f["reason"], f["record"]) for f in found.of("decide-in-7")] == [
        ("violated", "cleared_by_correction", "r1")
    ]
    assert "r4" in found.of("decide-in-7")[0]["message"]
    assert found.counts("decide-in-7")["satisfied"] == 1


def test_cells_that_a_spreadsheet_would_run_are_disarmed(check) -> None:
    assert check(HEAD + row("=cmd()", "r1", "decide", "2024-10-11")).rows[0]["case"] == "'=cmd()"


def test_same_input_same_summary(check) -> None:
    one, two = check(LATE).result.summary, check(LATE).result.summary
    one.pop("run"), two.pop("run")
    assert one == two
    assert "/" not in one["files"][0]["name"]


def test_nothing_to_judge_leaves_old_results_and_tells_why(check, tmp_path: Path) -> None:
    check(LATE)
    before = (tmp_path / "out" / "summary.json").read_bytes()
    with pytest.raises(NothingToJudge) as caught:
        check(HEAD + row("A", "r1", "nonsense", "2024-10-11"))
    assert caught.value.data["rejected"] == 1
    assert "nonsense" in (tmp_path / "out" / "rejects.csv").read_text("utf-8")
    assert (tmp_path / "out" / "summary.json").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == []


def test_unknown_pack(check) -> None:
    with pytest.raises(UnknownPack) as caught:
        check(LATE, procedures=["smal"])
    assert "small" in caught.value.remedy("zh")
    assert check(LATE, procedures=["小程序"]).rows


def test_many_cases_in_two_processes_give_the_same(check, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges of cases are cut at row groups and put together in order."""
    text = HEAD + "".join(
        row(f"c{n:05}", "r1", "file_case", "2024-09-24")
        + row(f"c{n:05}", "r2", "decide", f"2024-10-{9 + n % 4:02}")
        for n in range(1_500)
    )
    alone = check(text)
    monkeypatch.setattr(judging, "_PARALLEL_ROWS", 10)
    monkeypatch.setattr(segments, "ROW_GROUP", 2_048)
    apart = check(text, processes=2)
    assert apart.rows == alone.rows
    assert len(alone.of("decide-in-7")) == 1_125


def test_a_row_set_aside_makes_no_breach_of_its_case(check) -> None:
    """The decision stands in the rejects: whether the clock was kept is not known, and is not a breach."""
    good = row("A", "r1", "file_case", "2024-09-24") + row("A", "r2", "decide", "2024-02-30")
    found = check(HEAD + good + row("B", "r3", "file_case", "2024-09-24"))
    outcomes = {f["case"]: f["outcome"] for f in found.of("decide-in-7")}
    assert outcomes == {"A": "undetermined", "B": "violated"}
