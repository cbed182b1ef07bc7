"""What the demo does in the background."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.builders.desk import FILED, HEAD, did, opened
from tests.builders.history import instant

from plumbline.apps.figures.actions import act_files
from plumbline.apps.figures.queries import figures_wait
from plumbline.apps.jobs.running import Run
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.site.demo import tasks

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-06-01 09:00")


def test_the_report_waits_for_another_worker_that_is_still_reading_the_cases_in(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    case = opened("2026-03-02 08:00", number="青市监立〔2026〕1号")
    did(case, "file_case", "2026-03-02 08:10", by=HEAD, papers=("立案审批表",), mode="attest", **FILED)
    sequence()
    said: list[str] = []
    monkeypatch.setattr(Run, "progress", lambda _run, what, _done, _all: said.append(what))
    with ExitStack() as other:
        assert other.enter_context(act_files().writing()), "the other worker reads the cases in"
        monkeypatch.setattr(tasks, "sleep", lambda _seconds: other.close())
        tasks._read_in(Run(1, 1, "", {}, lambda: NOW, 1))
    assert said == [tasks.READING]
    assert not figures_wait()
