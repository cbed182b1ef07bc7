"""What the demo does in the background."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from tests.builders.desk import FILED, HEAD, did, opened, registered_organ
from tests.builders.history import instant

from plumbline.apps.figures.actions import act_files
from plumbline.apps.figures.queries import figures_wait
from plumbline.apps.jobs.running import Run
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.site.demo import tasks
from plumbline.site.demo.closed_year_enforcement import ORGANS
from plumbline.site.demo.closed_year_filling import write_ledgers
from plumbline.site.demo.closed_year_kinds import KINDS

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-06-01 09:00")


def test_the_report_waits_for_another_worker_that_is_still_reading_the_cases_in(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    case = opened("2026-03-02 08:00", number="青市监立〔2026〕1号")
    did(case, "file_case", "2026-03-02 08:10", by=HEAD, papers=("立案审批表",), mode="attest", **FILED)
    sequence()
    waited: list[float] = []
    with ExitStack() as other:
        assert other.enter_context(act_files().writing()), "the other worker reads the cases in"
        monkeypatch.setattr(tasks, "sleep", lambda seconds: (waited.append(seconds), other.close()))
        tasks._read_in(Run(1, 1, "", {}, lambda: NOW, 1))
    assert len(waited) == 1
    assert not figures_wait()


def test_the_closed_year_is_told_in_rows_of_all_its_parts_and_never_begins_anew(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA = tmp_path
    for organ in ("organ-justice", *(code for code, _word, _field in ORGANS)):
        registered_organ(organ, organ)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(Run, "progress", lambda _run, _what, done, all_: told.append((done, all_)))
    monkeypatch.setattr(tasks, "KINDS", KINDS[:2])
    monkeypatch.setattr(tasks, "write_ledgers", partial(write_ledgers, share=4000))
    for other in ("inspect_units", "certify", "demo_holder", "publish_report", "close_year"):
        monkeypatch.setattr(tasks, other, lambda *_, **__: None)
    tasks.closed_year.work(Run(1, 1, "", {}, lambda: NOW, 1))
    whole = {all_ for _done, all_ in told}
    done = [done for done, _all in told]
    assert len(whole) == 1, "a bar whose end moves tells nothing"
    assert done == sorted(done)
    assert done[-1] == whole.pop()
    assert 0 < done[0] < done[-1]
