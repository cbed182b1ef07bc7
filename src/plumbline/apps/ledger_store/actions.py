"""Writing to the ledger: the doors others come in by."""

from __future__ import annotations

from django.db import connection, transaction

from plumbline.core.ledger.note import NoteSignature


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
