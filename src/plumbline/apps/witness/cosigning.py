"""The one place where a witness signs: read the state, judge, store the new state, then hand the cosignature out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plumbline.apps.witness.state import WitnessState
from plumbline.core.ledger.cosignature import Cosigner
from plumbline.core.ledger.note import NoteSignature, VerifierKey
from plumbline.core.ledger.witness import AddCheckpoint, follow


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness with its key, what it remembers, and the keys it trusts for each log."""

    cosigner: Cosigner
    state: WitnessState
    logs: Mapping[str, Sequence[VerifierKey]]

    def add_checkpoint(self, request: AddCheckpoint, now: int) -> NoteSignature:
        """The cosignature of a checkpoint that continues what was cosigned before; raises WitnessRefusal.

        `now` is seconds since the epoch by this machine's clock. Killed before the state is stored, nothing was said;
        killed after, the log asks again with the size that 409 tells it.
        """
        origin = request.note.text.partition("\n")[0]
        with self.state.locked():
            known = self.state.last(origin)
            followed = follow(request, self.logs, known.followed if known else None, now)
            line = self.cosigner.cosign(request.note, now)
            self.state.remember(followed, request.note.with_signatures([line]).written())
        return line
