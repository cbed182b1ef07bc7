"""Writing to the ledger: the doors others come in by."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from plumbline.apps.ledger_store import store
from plumbline.apps.ledger_store.errors import KeyUnchanged
from plumbline.apps.ledger_store.projections import Projection
from plumbline.apps.ledger_store.reading import case_records
from plumbline.apps.ledger_store.rebuild import Rebuilt, rebuild
from plumbline.apps.ledger_store.sealing import Sealer, parallel_key, signers_of
from plumbline.apps.ledger_store.sequencing import alone
from plumbline.apps.ledger_store.signing_key import new_key_file, read_key_file
from plumbline.apps.ledger_store.store import Receipt, Wanted
from plumbline.core.ledger.draft import Draft, id_in_order
from plumbline.core.ledger.hashing import hash_bytes, written_hash
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.note import NoteSignature, VerifierKey
from plumbline.core.ledger.record import Actor
from plumbline.core.ledger.system_acts import CHANGE_KEY, LOG_CASE

__all__ = [
    "Draft",
    "Receipt",
    "Sealer",
    "Wanted",
    "add_cosignature",
    "alone",
    "change_key",
    "enter",
    "enter_all",
    "new_id",
    "new_key_file",
    "read_key_file",
    "rebuild_projections",
    "signers_of",
    "wired_projections",
]


def new_id(now: int) -> str:
    """An id for a record or a case made at `now`, the server's clock in microseconds: in the order of time."""
    return id_in_order(now, secrets.token_bytes)


def enter(
    draft: Draft, *, expected: int | None, now: int, along: Callable[[], object] | None = None
) -> Receipt:
    """Enter one record as the record at position `expected` of its case; returns only once it is committed.

    `expected` is how many records of the case the caller saw (None: at the end, whatever is there), `now` microseconds
    since 1970-01-01 UTC by the server's clock. Raises StoreError, above all CaseMoved, which may be tried again after
    a look at `between`; LedgerError for a draft that is no record. May not be called inside a transaction: an answer
    must mean that the record is there. `along` is what must be done with the record or not at all (a number taken, a
    file named); it runs first in the transaction, perhaps several times, and what it raises stops the entry.
    """
    return enter_all([Wanted(draft, expected)], now=now, along=along)[0]


def enter_all(
    wanted: Sequence[Wanted],
    *,
    now: int,
    along: Callable[[], object] | None = None,
    then: Callable[[], object] | None = None,
) -> list[Receipt]:
    """Enter many records in one transaction, all or none; about a thousand a call is best. As `enter` otherwise.

    `then` is done last in the transaction, when the projections show the records.
    """
    return store.keep(wanted, now=now, projections=wired_projections(), along=along, then=then)


@cache
def wired_projections() -> tuple[Projection, ...]:
    """The projections of this site, as `site.wiring` picks them."""
    made: tuple[Projection, ...] = import_string(settings.LEDGER_PROJECTIONS)()
    return made


def change_key(
    *,
    old: VerifierKey,
    new: VerifierKey,
    by: Sequence[Actor],
    entered_by: str,
    organ: str,
    sm3: bool,
    now: int,
) -> list[Receipt]:
    """Record that `new` replaces `old`, for each tree. It holds once a checkpoint under the old key covers it.

    Raises KeyUnchanged: a key that replaced itself would sign nothing more.
    """
    if old.text == new.text:
        raise KeyUnchanged(key=new.text)
    pairs = [(old, new), (parallel_key(old), parallel_key(new))] if sm3 else [(old, new)]
    seen = len(case_records(LOG_CASE))
    drafts = [
        Draft(
            id=f"{LOG_CASE}-{seen + place}-{after.key_id.hex()}",
            case=LOG_CASE,
            step=CHANGE_KEY,
            at=Moment(written_instant(now), "microsecond"),
            organ=organ,
            entered_by=entered_by,
            pack=written_hash(hash_bytes(b"")),
            by=tuple(by),
            fields={"old": before.text, "new": after.text},
        )
        for place, (before, after) in enumerate(pairs)
    ]
    return enter_all([Wanted(draft, seen + place) for place, draft in enumerate(drafts)], now=now)


def rebuild_projections(*, write: bool = True) -> list[Rebuilt]:
    """Fold this site's projections again from all records; without `write` only to compare."""
    return rebuild(wired_projections(), write=write)


def add_cosignature(*, checkpoint: int, signature: NoteSignature, at: int) -> bool:
    """Keep a witness's signature line over the checkpoint numbered `checkpoint`; False when it is there already.

    The caller has verified it against the witness's key. `at` is microseconds since 1970-01-01 UTC.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        values = (checkpoint, signature.line)
        cursor.execute("SELECT 1 FROM ledger_cosignature WHERE checkpoint = %s AND line = %s", values)
        if cursor.fetchone():
            return False
        cursor.execute(
            "INSERT INTO ledger_cosignature (checkpoint, line, added_at) VALUES (%s, %s, %s)", (*values, at)
        )
        return True
