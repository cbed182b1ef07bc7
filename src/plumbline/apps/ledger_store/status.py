"""How the log stands: size, last checkpoint, what waits and since when, witnesses, keys. Nothing here verifies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from plumbline.apps.ledger_store import ledger_rows
from plumbline.apps.ledger_store.reading import case_records, latest_checkpoints, log_state
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.hashing import Algorithm
from plumbline.core.ledger.note import read_signature_line
from plumbline.core.ledger.system_acts import CHANGE_KEY, LOG_CASE, read_key_change

_SECOND = 1_000_000
_TIME_BYTES = 8


@dataclass(frozen=True, slots=True)
class SealedTree:
    """The last checkpoint of a tree; `signed_at` in microseconds, `key` the verifier key that signed it."""

    tree: Algorithm
    origin: str
    size: int
    root: str
    signed_at: int
    key: str


@dataclass(frozen=True, slots=True)
class WitnessSeen:
    """The last cosignature kept of a witness: the size it saw and its own clock in seconds. Not verified here."""

    name: str
    size: int
    timestamp: int


@dataclass(frozen=True, slots=True)
class KeyReplacement:
    """A record that replaces a key; it holds once it is sealed."""

    leaf: int | None
    record: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Status:
    """The log as it stands. `unsealed` records wait for a checkpoint, the oldest for `lag` seconds."""

    records: int
    unsealed: int
    lag: float
    trees: tuple[SealedTree, ...]
    witnesses: tuple[WitnessSeen, ...]
    key_changes: tuple[KeyReplacement, ...]


def status(*, now: int) -> Status:
    """How the log stands at `now`, microseconds since 1970-01-01 UTC."""
    state = log_state()
    trees = tuple(
        SealedTree(
            one.tree,
            one.checkpoint.origin,
            one.size,
            one.checkpoint.root.hex(),
            one.signed_at,
            one.key,
        )
        for one in latest_checkpoints()
    )
    unsealed = state.size + state.waiting - state.sealed
    oldest = _oldest_unsealed(state.sealed) if unsealed else None
    lag = 0.0 if oldest is None else max(0, now - oldest) / _SECOND
    return Status(state.size + state.waiting, unsealed, lag, trees, _witnesses(), _key_changes())


_SEQUENCED = (
    "SELECT MIN(r.recorded_at) FROM ledger_leaf l JOIN ledger_record r ON r.seq = l.seq WHERE l.leaf >= %s"
)
_WAITING = f"SELECT MIN(r.recorded_at) {ledger_rows.WITHOUT_LEAF}"


def _oldest_unsealed(sealed: int) -> int | None:
    """When the oldest record was entered that no checkpoint covers."""
    found = ledger_rows.rows(_SEQUENCED, (sealed,))
    if connection.vendor == "postgresql":  # elsewhere a record has its leaf when it is entered
        first = ledger_rows.waits_from()
        found += ledger_rows.rows(_WAITING, (first, first))
    return min((at for (at,) in found if at is not None), default=None)


def _witnesses() -> tuple[WitnessSeen, ...]:
    """The last cosignature of each witness."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.line, p.size FROM ledger_cosignature c JOIN ledger_checkpoint p ON p.id = c.checkpoint "
            "WHERE p.tree = 'sha256' ORDER BY c.id DESC LIMIT 1000"
        )
        rows = cursor.fetchall()
    found: dict[str, WitnessSeen] = {}
    for line, size in rows:
        signature = read_signature_line(line.rstrip("\n"))
        seconds = int.from_bytes(signature.signature[:_TIME_BYTES], "big")
        found.setdefault(signature.name, WitnessSeen(signature.name, size, seconds))
    return tuple(found[name] for name in sorted(found))


def _key_changes() -> tuple[KeyReplacement, ...]:
    found = []
    for held in case_records(LOG_CASE):
        try:
            if held.record.step == CHANGE_KEY:
                old, new = read_key_change(held.record)
                found.append(KeyReplacement(held.leaf, held.record.id, old.text, new.text))
        except LedgerError:
            continue  # verification says what is wrong with it
    return tuple(found)
