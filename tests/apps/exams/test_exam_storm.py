"""Twenty people write at once on a real server that is killed in the middle: no answer that it took is lost.

Five hundred: `make drill` (tools/drill/exam_storm.py).
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.builders.own_database import ROOT, own_database


def test_no_answer_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    storm = json.dumps({"people": 20, "questions": 4, "kills": 1, "pause": 0.2})
    with own_database(tmp_path) as own:
        done = subprocess.run(
            [sys.executable, "-m", "tests.builders.exam_storm", storm],
            cwd=ROOT,
            env=own.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["kills"], found["papers"], found["answers"]) == (1, 20, 80)
    wrong = {name: found[name] for name in ("lost", "other", "unsealed", "marked_wrong")}
    assert set(wrong.values()) == {0}, wrong
    assert found["again"] > 0, "the killed server was not missed"
