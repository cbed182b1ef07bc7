"""The scan as jobs: often over what changed, every night over everything."""

from __future__ import annotations

from datetime import time

from plumbline.apps.jobs.registry import task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Daily, Every
from plumbline.apps.supervision import actions
from plumbline.apps.supervision.periods import PERIODS, day_now, days_of, last_mondays, period_of, since_of


@task("supervision.tick", "扫描有变化的案件", "scan the cases that changed", schedule=Every(minutes=2))
def scan_changed(run: Run) -> dict[str, int]:
    """Notes what new records and clocks that ran out made of findings; safe to run twice and to kill."""
    return actions.tick(
        now=run.now, told=lambda done, all_: run.progress("cases looked at", done, all_)
    ).counts()


@task("supervision.scan", "扫描全部案件", "scan all cases", schedule=Daily(time(3, 10)))
def scan_all(run: Run) -> dict[str, int]:
    """Looks at every case; safe to run twice and to kill."""
    return actions.scan_all(
        now=run.now, told=lambda done, all_: run.progress("cases looked at", done, all_)
    ).counts()


@task("supervision.board", "统计监督看板", "count the board", schedule=Every(minutes=10))
def count_board(run: Run) -> dict[str, int]:
    """Counts the board of a large district for its readers; safe to run twice and to kill."""
    today = day_now(run.now)
    periods = [(key, period_of(*days_of(key, today))) for key in PERIODS]
    since, mondays = since_of(run.now, today), last_mondays(today)
    kept = actions.count_board(now=run.now, since=since, periods=periods, mondays=mondays)
    return {"rows": kept}


@task("supervision.digest", "制作各机关上周监督周报", "make last week's digests", schedule=Daily(time(6, 20)))
def digest_week(run: Run) -> dict[str, int]:
    """Tells each organ once what the week that ended last brought; safe to run twice and to kill."""
    return {"digests": actions.make_digests(now=run.now, today=day_now(run.now))}
