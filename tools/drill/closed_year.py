"""The whole closed year 2024 of the demo: entered, counted against what was published, scanned for what was planted.

python tools/drill/closed_year.py [--share 1]     (--share 50: of a district fifty times smaller)
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--share", type=int, default=1, help="how many times smaller the enforcement is")
    share = arguments.parse_args().share
    with tempfile.TemporaryDirectory(prefix="plumbline-drill-") as name:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="plumbline.site.settings",
            PLUMBLINE_DATA=name,
            PLUMBLINE_DATABASE="",
            PLUMBLINE_SECRET_KEY="drill-only-" + "0" * 40,
            PLUMBLINE_HOSTS="testserver",
        )
        sys.path.insert(0, str(ROOT))
        import django  # noqa: PLC0415 - the settings are known only now
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        _year(Path(name), share)
    return 0


def _year(folder: Path, share: int) -> None:
    """Enters the year part by part, then compares."""
    from plumbline.apps.figures.actions import refresh  # noqa: PLC0415 - the settings are known only now

    test: Any = import_module("tests.site.demo.test_closed_year")
    told = {"organ": test.ORGAN, "division": test.DIVISION, "now": test.NOW}
    test.registered_organ(test.ORGAN, "青司")
    for organ, word, _field in test.ORGANS:
        test.registered_organ(organ, word)
    clock = _Clock()
    rows = test.fill(test.KINDS, **told)
    test.inspect_units(test.SUPERVISOR, test.DIVISION, test.NOW)
    officers = list(test.holders(test.ORGAN))
    new = test.new_holders(test.ORGAN)
    test.certify(officers, new, division=test.DIVISION, now=test.NOW, today=test.TODAY)
    clock.says(f"the other work of the year: {rows:,} rows and {len(officers)} officers")
    ledgers = test.write_ledgers(folder / "in", share=share)
    test.enter_enforcement(ledgers, division=test.DIVISION, clock=lambda: test.NOW)
    clock.says(f"enforcement: {ledgers.rows:,} rows, {len(ledgers.planted)} breaches planted")
    test.sequence()
    refresh(
        now=test.NOW
    )  # as the task does it: a look alone leaves so much to the task, and tells nothing yet
    found = test.figures(test.year(2024), test.Visible(everything=True), now=test.NOW)
    clock.says("every figure of 2024 counted for the first time")
    wanted = test.PUBLISHED | test.enforced(share)
    assert {id: found.figures[id].value for id in wanted} == wanted
    assert found.broken == ()
    print(f"{len(test.PUBLISHED)} published figures: all as published")
    shown = ", ".join(f"{id} {found.figures[id].value:,}" for id in test.enforced(share))
    print(f"enforcement, as planned: {shown}")
    broken = test.found_breaches()
    clock.says("every case scanned")
    assert broken == {(test.case_of(one), one.rule) for one in ledgers.planted}
    print(f"findings in the year: {len(broken)}, each one planted, none besides, nothing undetermined")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory held: {most:,.0f} MiB; log of {found.leaf:,} entries")


class _Clock:
    """Tells what each part took: processor time (the clock of a busy machine says nothing), and the clock beside it."""

    def __init__(self) -> None:
        self._then = _spent(), time.monotonic()

    def says(self, what: str) -> None:
        now = _spent(), time.monotonic()
        spent, passed = now[0] - self._then[0], now[1] - self._then[1]
        print(f"{spent:6.0f} s of processor time ({passed:5.0f} s by the clock)  {what}", flush=True)
        self._then = now


def _spent() -> float:
    """Processor time of this process and of those that it waited for, in seconds."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main())
