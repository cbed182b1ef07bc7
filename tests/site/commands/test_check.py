"""`plumbline check` and `plumbline map suggest` from the command line: exit codes, languages, what is printed."""

import json
from pathlib import Path

import pytest

from plumbline.core.errors import InputError
from plumbline.site.commands import check as command
from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode

HEAD = "case_id,step,at,officers,documents\n"
KEPT = HEAD + "A,find_violation,2024-03-01,甲;乙,-\n"
BROKEN = HEAD + "A,state_defence,2024-03-01T09:00,-,-\nA,fill_decision,2024-03-01T10:00,甲;乙,-\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return tmp_path / "records.csv"


def check(records: Path, *more: str) -> int:
    out = str(records.parent / "out")
    given = [*(() if "--pack" in more else ("--pack", "penalty.simple")), *more]
    return run(["check", str(records), "--now", "2024-12-31", "--out", out, *given])


def test_exit_codes(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.write_text(KEPT, "utf-8")
    assert check(records) == ExitCode.OK
    records.write_text(BROKEN, "utf-8")
    assert check(records, "--lang", "en") == ExitCode.FINDINGS
    assert "violations" in capsys.readouterr().out
    records.write_text(HEAD + "A,nonsense,2024-03-01,,\n", "utf-8")
    assert check(records) == ExitCode.INPUT
    assert "rejects.csv" in capsys.readouterr().err
    assert run(["check", str(records), "--pack", "nothing"]) == ExitCode.INPUT
    assert "compulsory.measure" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_to_its_end(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = records.with_suffix(".xes")
    at = '<date key="time:timestamp" value="2024-03-01"/>'
    event = f'<event><string key="concept:name" value="find_violation"/>{at}</event>'
    log.write_text(f'<log><trace><string key="concept:name" value="A"/>{event}</trace><trace>', "utf-8")
    assert check(log) == ExitCode.INPUT
    captured = capsys.readouterr()
    assert "log" in captured.err or "records.xes" in captured.err
    assert (records.parent / "out" / "findings.csv").is_file(), "the whole case before the cut is judged"


def test_a_file_without_records(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written: an empty report could be taken for a clean one."""
    records.write_text(HEAD, "utf-8")
    assert check(records) == ExitCode.INPUT
    told = capsys.readouterr().err
    assert "文件只有表头，没有记录：records.csv" in told
    assert "重新导出" in told
    assert "rejects.csv" not in told
    assert not (records.parent / "out").exists()


def test_a_report_that_fails_leaves_the_folder_as_it_was(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.write_text(KEPT, "utf-8")
    assert check(records) == ExitCode.OK
    out = records.parent / "out"
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert "report.html" in before

    def fail(folder: Path, language: str) -> None:
        assert (folder / "summary.json").is_file()
        raise InputError(problem="no space", remedy="make room")

    monkeypatch.setattr(command, "write_check_report", fail)
    records.write_text(BROKEN, "utf-8")
    assert check(records) == ExitCode.INPUT
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".out")] == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2011-06-21", "2011-06-21T23:59:59"),
        ("2011-06-21T12:30", "2011-06-21T12:30:00"),
        ("2011-06-21T12:30+08:00", "2011-06-21T06:30:00"),
    ],
)
def test_now_is_of_the_zone_of_the_procedure(
    records: Path, capsys: pytest.CaptureFixture[str], now: str, told: str
) -> None:
    records.write_text("case_id,step,at\nA,send_confirmation,2011-06-03\n", "utf-8")
    check(records, "--pack", "example.dutch-permit-receipt", "--now", now, "--json")
    (pack,) = (summary := json.loads(capsys.readouterr().out))["packs"]
    assert pack["procedure"] == "example.dutch-permit-receipt"
    assert summary["now"] == told


def test_each_procedure_reads_now_in_its_own_zone(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One in the morning of 22 June: past the due day by Dutch time, not by that of Shanghai."""
    dutch = "example.dutch-permit-receipt"
    head = "procedure,case_id,step,at,officers\n"
    records.write_text(
        f"{head}penalty.simple,A,find_violation,2011-06-06,甲;乙\n{dutch},B,confirm_receipt,2011-06-06,\n",
        "utf-8",
    )
    more = ("--pack", "penalty.simple", "--pack", dutch, "--now", "2011-06-22T01:00", "--json")
    check(records, *more)
    summary = json.loads(capsys.readouterr().out)
    assert {pack["procedure"] for pack in summary["packs"]} == {"penalty.simple", dutch}
    (rule,) = [rule for rule in summary["rules"] if rule["rule"] == "send-in-usual-time"]
    assert rule["counts"]["violated"] == 1


def test_json(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.write_text(BROKEN, "utf-8")
    check(records, "--json")
    assert json.loads(capsys.readouterr().out)["records"]["judged"] == 2


def test_map_suggest(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.write_text("案件编号,环节,时间\nA,发现违法行为,2024-03-01\n", "utf-8")
    assert run(["map", "suggest", str(records), "--pack", "penalty.simple"]) == ExitCode.OK
    assert "case_id: 案件编号" in capsys.readouterr().out
