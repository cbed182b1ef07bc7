"""A bank's file of 20,000 payments: matched, with one in twenty that must wait, its statements and processor time told.

The cases are copies of one that went through the desk; the file is killed nowhere here (tests do that), it is measured:
the last quarter costs what the first did, and no row asks more than a few questions.

python tools/drill/bank_file.py [--rows 20000]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MOST_STATEMENTS = 4
"""A row, the share of its lot included."""


def main() -> int:
    given = _arguments()
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
        _measure(given.rows)
    return 0


def _measure(rows: int) -> None:
    goods: Any = import_module("tests.apps.goods.test_goods")
    pace = import_module("plumbline.apps.goods.actions").Pace
    payments = import_module("tests.builders.payments")
    made = goods.fined.__wrapped__(goods.case.__wrapped__())
    numbers = payments.notices_of_copies(made, rows, goods.NOW)
    steps: list[tuple[int, float, int]] = []
    with _Counted() as counted:

        def told(done: int, _all: int) -> None:
            steps.append((done, time.process_time(), counted.statements))

        content = (goods.HEAD_LINE + payments.rows_of(numbers)).encode()
        done = goods.actions.take_bank_file(
            person=goods.QIN,
            content=content,
            today=goods.parse_day("2026-04-02"),
            pace=pace(lambda: goods.NOW, told),
        )
        again_from = time.process_time(), counted.statements
        again = goods.actions.take_bank_file(
            person=goods.QIN, content=content, today=goods.parse_day("2026-04-02"), pace=goods.PACE
        )
        again_to = time.process_time(), counted.statements
    waiting = -(-rows // payments.WRONG)
    assert (done.entered, done.known, done.waiting) == (rows - waiting, 0, waiting), done
    assert (again.entered, again.known, again.waiting) == (0, rows - waiting, 0), again
    each = [
        ((b[1] - a[1]) / (b[0] - a[0]) * 1000, (b[2] - a[2]) / (b[0] - a[0]))
        for a, b in ((steps[0], steps[len(steps) // 4]), (steps[-len(steps) // 4 - 1], steps[-1]))
    ]
    (first, asked), (last, asked_last) = each
    print(
        f"{rows:,} rows: {done.entered:,} entered, {done.waiting:,} wait; sent again, none is entered twice"
    )
    print(
        f"processor time a row: first quarter {first:.2f} ms, last quarter {last:.2f} ms, {last / first:.2f} times"
    )
    print(f"statements a row: {asked:.1f} and {asked_last:.1f}; transactions of {goods.bank_lots.LOT} rows")
    known = (again_to[0] - again_from[0]) / rows * 1000, (again_to[1] - again_from[1]) / rows
    print(f"a row that is known already: {known[0]:.2f} ms, {known[1]:.1f} statements")
    assert max(asked, asked_last) <= MOST_STATEMENTS, each
    assert last <= 1.5 * first, each


class _Counted:
    """Counts the statements of the database."""

    statements = 0

    def __enter__(self) -> _Counted:
        from django.db import connection  # noqa: PLC0415

        self._wrapper = connection.execute_wrapper(self._one)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *exception: Any) -> None:
        self._wrapper.__exit__(*exception)

    def _one(self, execute: Any, *given: Any) -> Any:
        self.statements += 1
        return execute(*given)


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--rows", type=int, default=20_000, help="payments of the file")
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())
