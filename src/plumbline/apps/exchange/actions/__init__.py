"""Writing in the exchange: the door others come in by."""

from plumbline.apps.exchange.actions.changes import tell_changes
from plumbline.apps.exchange.actions.delivering import deliver, mend, read_file
from plumbline.apps.exchange.actions.leaving_out import leave_out, let_wait_again
from plumbline.apps.exchange.actions.receiving import BATCH
from plumbline.apps.exchange.actions.setting_aside import set_aside
from plumbline.apps.exchange.actions.sources import beginning_source, close_source, open_source
from plumbline.apps.exchange.actions.targets import (
    NewTarget,
    close_target,
    send_again,
    set_target,
    tell_targets,
)
from plumbline.apps.exchange.actions.tokens import NewToken, make_token, revoke_token, source_of

__all__ = [
    "BATCH",
    "NewTarget",
    "NewToken",
    "beginning_source",
    "close_source",
    "close_target",
    "deliver",
    "leave_out",
    "let_wait_again",
    "make_token",
    "mend",
    "open_source",
    "read_file",
    "revoke_token",
    "send_again",
    "set_aside",
    "set_target",
    "source_of",
    "tell_changes",
    "tell_targets",
]
