"""Many writers at once, killed, rolled back and with clocks apart: nothing acknowledged is lost, all of it verifies.

The storms run in processes of their own on a database of their own (`builders.ledger_storm`), which judges the whole
log at the end and fails when something is wrong. A thousand kills: `make drill`.
"""

import json
import subprocess
import sys
from typing import Any

import pytest
from tests.builders.own_database import ROOT, own_database

pytestmark = pytest.mark.database

STORMS: list[dict[str, Any]] = [
    {"name": "killed", "kills": 20, "batch": 3, "give_up": 0.05},
    {"name": "one-case", "writers": 50, "cases": 1, "records": 3},
    {"name": "many", "writers": 16, "cases": 40, "batch": 3, "records": 8, "give_up": 0.2, "skew": 5.0},
]


@pytest.fixture(scope="module")
def weather(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the storms and the judgement after them said."""
    folder = tmp_path_factory.mktemp("storm")
    with own_database(folder) as own:
        done = subprocess.run(
            [sys.executable, "-m", "tests.builders.ledger_storm", json.dumps(STORMS)],
            cwd=ROOT,
            env=own.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=500,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_no_acknowledged_record_is_lost_or_doubled_and_the_log_verifies(
    weather: list[dict[str, Any]],
) -> None:
    whole = weather[-1]
    assert whole["entered"] >= whole["acknowledged"] > 0
    assert whole["sealed"] == whole["entered"]
    assert whole["checkpoints"] > 1


def test_fifty_writers_of_one_case_all_get_in_after_conflicts(weather: list[dict[str, Any]]) -> None:
    assert weather[1]["conflicts"] > 0


def test_writers_of_several_cases_in_any_order_end_without_deadlock(weather: list[dict[str, Any]]) -> None:
    """A deadlock would end the writer with an error, and the storm with it; so would a wrong order of leaves."""
    expected = 50 * 3 + 16 * 8 * 3
    assert weather[-1]["acknowledged"] >= expected
