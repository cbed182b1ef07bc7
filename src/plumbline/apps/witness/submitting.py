"""The log's side of tlog-witness: submit a checkpoint to a witness; its cosignature is checked at once."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http import HTTPStatus

from plumbline.apps.witness.errors import WitnessAnswered
from plumbline.apps.witness.sources import TIMEOUT
from plumbline.core.ledger.checkpoint import read_checkpoint
from plumbline.core.ledger.cosignature import cosignatures
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.note import LONGEST_NOTE, Note, NoteSignature, VerifierKey, read_signature_line
from plumbline.core.ledger.proof import read_count
from plumbline.core.ledger.witness import AddCheckpoint

Prove = Callable[[int, int], Sequence[bytes]]
"""Consistency proof between two sizes of the log."""


def submit(address: str, note: Note, prove: Prove, witness: VerifierKey, old_size: int = 0) -> NoteSignature:
    """The witness's cosignature of a checkpoint. `old_size` is what it cosigned last, as far as the log knows.

    A witness that remembers another size says so (409) and is asked once more from there. Raises WitnessAnswered.
    """
    size = read_checkpoint(note.text).size
    status, body = _post(address, AddCheckpoint(old_size, tuple(prove(old_size, size)), note), witness)
    if status == HTTPStatus.CONFLICT:
        known = _known_size(body, witness)
        if known > size:
            problem = f"it has cosigned {known} leaves already, this checkpoint has {size}"
            raise WitnessAnswered(witness=witness.name, status=status, problem=problem)
        status, body = _post(address, AddCheckpoint(known, tuple(prove(known, size)), note), witness)
    if status != HTTPStatus.OK:
        raise WitnessAnswered(witness=witness.name, status=status, problem=body.strip()[:300])
    return _checked_line(body, note, witness, status)


def _known_size(body: str, witness: VerifierKey) -> int:
    try:
        return read_count(body.strip())
    except LedgerError as error:
        raise WitnessAnswered(witness=witness.name, status=409, problem=error.message("en")) from error


def _checked_line(body: str, note: Note, witness: VerifierKey, status: int) -> NoteSignature:
    """The line of this witness in the answer, once it was seen to verify."""
    try:
        lines = [read_signature_line(row) for row in body.splitlines()]
        line = next((one for one in lines if one.claims(witness)), None)
        if line is not None and cosignatures(Note(note.text, (line,)), (witness,)):
            return line
    except LedgerError as error:
        raise WitnessAnswered(witness=witness.name, status=status, problem=error.message("en")) from error
    raise WitnessAnswered(witness=witness.name, status=status, problem="no cosignature of this witness")


def _post(address: str, request: AddCheckpoint, witness: VerifierKey) -> tuple[int, str]:
    url = f"{address.rstrip('/')}/add-checkpoint"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        asked = urllib.request.Request(url, data=request.body().encode(), method="POST")
        with opener.open(asked, timeout=TIMEOUT) as answer:
            return int(answer.status), answer.read(LONGEST_NOTE).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code), error.read(LONGEST_NOTE).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise WitnessAnswered(witness=witness.name, status=0, problem=str(error)) from error
