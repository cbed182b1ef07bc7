"""A forger at work in the demo's own database: one row is changed behind the program's back, and put back again.

What he cannot do is change the log with it; the page beside shows how far he comes. Only the demo calls this.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from plumbline.apps.case_file.evidence import gather
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.ledger_store import append_only
from plumbline.apps.ledger_store.queries import case_numbers, latest_checkpoint
from plumbline.core.ledger.evidence import Trust
from plumbline.core.ledger.findings import Untrue
from plumbline.core.ledger.note import read_key
from plumbline.core.ledger.verify import verify_case

_KEPT: Final = "forged.json"
_FINE: Final = b'"fine":"'
_FORGED: Final = b'"fine":"1.00"'


@dataclass(frozen=True, slots=True)
class Forged:
    """The case whose record was changed, what was in it and what is in it now."""

    case: str
    number: str
    record: str
    before: str
    after: str


def forged() -> Forged | None:
    """What was changed and not put back."""
    try:
        return Forged(**json.loads(_kept().read_text("utf-8"))["told"])
    except (FileNotFoundError, ValueError):
        return None


def forge() -> Forged | None:
    """Makes the fine of a sealed decision one yuan, triggers out of the way; None where no decision is sealed yet."""
    if (there := forged()) is not None:
        return there
    found = _decision()
    if found is None:
        return None
    seq, case, record, data = found
    at = data.index(_FINE)
    end = data.index(b'"', at + len(_FINE)) + 1
    changed = data[:at] + _FORGED + data[end:]
    told = {
        "case": case,
        "number": case_numbers([case]).get(case, case),
        "record": record,
        "before": data[at + len(_FINE) : end - 1].decode(),
        "after": "1.00",
    }
    kept = {"told": told, "seq": seq, "data": base64.b64encode(data).decode()}
    try:
        with _kept().open("x", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
    except FileExistsError:  # somebody else pressed the button at the same time
        return forged()
    _write(seq, changed)
    return Forged(**told)


def mend() -> None:
    """Puts the row back as it was."""
    if forged() is not None:
        kept = json.loads(_kept().read_text("utf-8"))
        _write(int(kept["seq"]), base64.b64decode(kept["data"]))
        _kept().unlink()


def judged(case: str) -> Untrue | None:
    """What verification says of the case: the first record that is wrong, None where all holds."""
    sealed = latest_checkpoint("sha256")
    if sealed is None:
        return None
    try:
        verify_case(gather(case, held_files(), lambda _place: False), Trust((read_key(sealed.key),)))
    except Untrue as error:
        return error
    return None


def _kept() -> Path:
    return Path(settings.DATA) / _KEPT


def _decision() -> tuple[int, str, str, bytes] | None:
    """The newest sealed decision with a fine."""
    sealed = latest_checkpoint("sha256")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, case_id, record_id, data FROM ledger_record WHERE step = 'decide' ORDER BY seq DESC LIMIT 400"
        )
        rows = [(int(seq), str(case), str(id), bytes(data)) for seq, case, id, data in cursor.fetchall()]
    fined = [row for row in rows if _FINE in row[3] and sealed is not None and row[0] <= sealed.size]
    return fined[0] if fined else None


def _write(seq: int, data: bytes) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in append_only.remove(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE ledger_record SET data = %s WHERE seq = %s", [data, seq])
        for statement in append_only.install(connection.vendor):
            cursor.execute(statement)
