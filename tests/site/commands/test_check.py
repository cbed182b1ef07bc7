"""`plumbline check` and `plumbline map suggest` from the command line: exit codes, languages, what is printed."""

import json
from pathlib import Path

import pytest

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
    return run(
        ["check", str(records), "--pack", "penalty.simple", "--now", "2024-12-31", "--out", out, *more]
    )


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
    assert "penalty.simple" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_to_its_end(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = records.with_suffix(".xes")
    at = '<date key="time:timestamp" value="2024-03-01"/>'
    event = f'<event><string key="concept:name" value="find_violation"/>{at}</event>'
    log.write_text(f'<log><trace><string key="concept:name" value="A"/>{event}</trace><trace>', "utf-8")
    assert check(log) == ExitCode.INPUT
    captured = capsys.readouterr()
    assert "log" in captured.err or "records.xes" in captured.err
    assert (records.parent / "out" / "findings.csv").is_file(), "the whole case before the cut is judged"


def test_json(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.write_text(BROKEN, "utf-8")
    check(records, "--json")
    assert json.loads(capsys.readouterr().out)["records"]["judged"] == 2


def test_map_suggest(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records.write_text("案件编号,环节,时间\nA,发现违法行为,2024-03-01\n", "utf-8")
    assert run(["map", "suggest", str(records), "--pack", "penalty.simple"]) == ExitCode.OK
    assert "case_id: 案件编号" in capsys.readouterr().out
