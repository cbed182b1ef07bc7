"""What a figure that is taken away says of itself: what it counts, and up to where in the log."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.apps.ledger_store.queries import latest_checkpoint
from plumbline.apps.page_parts.part import Fact


def checkpoint_note() -> str:
    """The newest checkpoint of the log, by which whoever holds it can ask for the proof of every row."""
    sealed = latest_checkpoint("sha256")
    if sealed is None:
        return str(_("The log has no checkpoint yet."))
    told = _("Checkpoint of the log: {origin}, {size} records, root {root}.")
    root = sealed.checkpoint.root.hex()
    return str(told.format(origin=sealed.checkpoint.origin, size=sealed.size, root=root))


def counted_up_to(leaf: int) -> list[Fact]:
    """The same as facts: the leaf up to which was counted, and the checkpoint."""
    facts = [Fact(_("Counted up to leaf"), str(leaf))]
    sealed = latest_checkpoint("sha256")
    if sealed is not None:
        told = f"{sealed.checkpoint.origin} · {sealed.size} · {sealed.checkpoint.root.hex()}"
        facts.append(Fact(_("Checkpoint"), told))
    return facts
