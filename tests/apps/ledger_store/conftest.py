"""A log that is sealed, and its verification from the records alone."""

from dataclasses import dataclass, field

import pytest
from tests.builders.ledger import NOON
from tests.builders.ledger_check import verify_stored_log

from plumbline.apps.ledger_store import actions
from plumbline.apps.ledger_store.projections import CaseProjection
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.evidence import Report
from plumbline.core.ledger.note import Ed25519Signer

ORIGIN = "plumbline.invalid/test"


@dataclass
class Log:
    """The log under test with its key."""

    signer: Ed25519Signer = field(default_factory=lambda: Ed25519Signer(ORIGIN, b"k" * 32))
    sm3: bool = False

    @property
    def sealer(self) -> Sealer:
        return Sealer(signers_of(self.signer, self.sm3), lambda: NOON)

    def verify(self) -> Report:
        """Every record against every checkpoint and every tile of each tree; raises Untrue."""
        return verify_stored_log(signers_of(self.signer, self.sm3))


@pytest.fixture(autouse=True)
def own_projection_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger stands below every other app; what they derive from records is their tests' matter."""
    monkeypatch.setattr(actions, "wired_projections", lambda: (CaseProjection(),))


@pytest.fixture
def log() -> Log:
    return Log()
