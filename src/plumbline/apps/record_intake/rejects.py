"""The rows set aside: kept on disk while files are read, then written as one CSV that can be mended and fed back.

The first columns begin with `reject:` and are passed over when the file is read again; the others are the row's own.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from plumbline.apps.record_intake.rows import REJECT_PREFIX, Reason, RowFault, Source
from plumbline.apps.record_intake.wording import say

HEAD = tuple(f"{REJECT_PREFIX}{name}" for name in ("file", "line", "reason", "reason_en"))


class Rejects:
    """Collects rejected rows in bounded memory."""

    def __init__(self, folder: Path) -> None:
        self._spool = (folder / "rejects.jsonl").open("w+", encoding="utf-8")
        self._columns: dict[str, None] = {}
        self.reasons: Counter[Reason] = Counter()
        self.cases: set[str] = set()
        """Cases of which a row was set aside: what such a case lacks may be in that row."""

    @property
    def count(self) -> int:
        """How many rows were set aside."""
        return self.reasons.total()

    def add(self, source: Source, faults: Iterable[RowFault], case_column: str = "case_id") -> None:
        """Set rows of a source aside. A second copy of a record takes nothing from its case."""
        for one in faults:
            own = {name: value for name, value in one.row.items() if name not in HEAD}
            self._columns.update(dict.fromkeys(own))
            self.reasons[one.fault.reason] += 1
            source.rejected += 1
            case = str(one.row.get(case_column) or "").strip()
            if case and one.fault.reason is not Reason.DUPLICATE_RECORD:
                self.cases.add(case)
            place = [source.name, one.line, say(one.fault, "zh"), say(one.fault, "en")]
            self._spool.write(json.dumps([place, own], ensure_ascii=False) + "\n")

    def write(self, path: Path) -> None:
        """Write the CSV; always there, with its header alone when nothing was set aside."""
        self._spool.flush()
        self._spool.seek(0)
        columns = list(self._columns)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([*HEAD, *columns])
            for line in self._spool:
                place, own = json.loads(line)
                writer.writerow([*place, *(own.get(name, "") for name in columns)])

    def close(self) -> None:
        """Let go of the file on disk."""
        self._spool.close()
