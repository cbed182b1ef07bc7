"""Run by a Python that has PM4Py, never by ours: times its nearest six rules and its XES reader when asked on stdin.

python peer_pm4py.py LOG.csv LOG.xes    then lines `six`, `filters`, `xes`, `xes by patterns`

Each is answered in seconds, by the clock and of processors.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import pandas as pd
import pm4py
from pm4py.algo.filtering.pandas.ltl import ltl_checker

DAY = 86_400.0


def _load(path: str) -> Any:
    told = pd.read_csv(path, dtype=str)
    told["time:timestamp"] = pd.to_datetime(told["time:timestamp"], utc=True)
    return pm4py.format_dataframe(
        told, case_id="case:concept:name", activity_key="concept:name", timestamp_key="time:timestamp"
    )


def _within(log: Any, first: str, then: str, days: float) -> Any:
    keys = ltl_checker.Parameters
    bounds = {keys.ENABLE_TIMESTAMP: True, keys.TIMESTAMP_DIFF_BOUNDARIES: [(0.0, days * DAY)]}
    return ltl_checker.eventually_follows(log, [first, then], parameters={**bounds, keys.POSITIVE: False})


def _filters(log: Any) -> None:
    """Two terms, two officers and four eyes, as filters that give the cases at fault."""
    _within(log, "find_violation", "file_case", 15.0)
    _within(log, "decide", "serve", 7.0)
    ltl_checker.attr_value_different_persons(log, "investigate")
    ltl_checker.four_eyes_principle(log, "investigate", "hearing")


def _six(log: Any) -> None:
    """The filters, the order as a DECLARE constraint, and the long term as a temporal profile."""
    _filters(log)
    order = {"precedence": {("legal_review", "decide"): {"support": 1.0, "confidence": 1.0}}}
    pm4py.conformance_declare(log, order)
    term = {("file_case", "decide"): (45.0 * DAY, 7.5 * DAY)}
    pm4py.conformance_temporal_profile(log, term, zeta=6.0)


def main() -> None:
    """Answer until stdin ends."""
    warnings.simplefilter("ignore")
    pm4py.util.constants.SHOW_PROGRESS_BAR = False
    log = _load(sys.argv[1])
    tasks: dict[str, Callable[[], object]] = {
        "six": lambda: _six(log),
        "filters": lambda: _filters(log),
        "xes": lambda: pm4py.read_xes(sys.argv[2]),
        "xes by patterns": lambda: pm4py.read_xes(sys.argv[2], variant="chunk_regex"),
    }
    answers = sys.stdout
    sys.stdout = sys.stderr
    print(f"ready {pm4py.__version__}", file=answers, flush=True)
    for line in sys.stdin:
        begun, used = time.perf_counter(), time.process_time()
        tasks[line.strip()]()
        print(time.perf_counter() - begun, time.process_time() - used, file=answers, flush=True)


if __name__ == "__main__":
    main()
