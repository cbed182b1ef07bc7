"""A log that is sealed, and its verification from the records alone."""

from dataclasses import dataclass, field

import pytest
from tests.builders.ledger import NOON

from plumbline.apps.ledger_store import actions, queries
from plumbline.apps.ledger_store.projections import CaseProjection
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.ledger.evidence import Report, Trust
from plumbline.core.ledger.hashing import Algorithm, tree_hash
from plumbline.core.ledger.log import verify_log, wrong_tiles
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.tiles import Tile
from plumbline.core.ledger.trusted_log import TrustedKeys

ORIGIN = "plumbline.invalid/test"


@dataclass
class Log:
    """The log under test with its key."""

    signer: Ed25519Signer = field(default_factory=lambda: Ed25519Signer(ORIGIN, b"k" * 32))
    sm3: bool = False

    @property
    def sealer(self) -> Sealer:
        return Sealer(signers_of(self.signer, self.sm3), lambda: NOON)

    def verify(self, tree: Algorithm = "sha256") -> Report:
        """Every record against every checkpoint and every tile; raises Untrue."""
        key = signers_of(self.signer, self.sm3)[tree].key
        trust = Trust((key,))
        keys = TrustedKeys(key.name, trust)
        known = [keys.believe(one.note) for one in queries.checkpoints(tree)]

        def fetch(tile: Tile) -> bytes:
            return queries.tile(tree, tile)

        made = tree_hash(tree)
        entries = [one.data for one in queries.records_from()]
        report = verify_log(entries, known, trust, fetch, tree=made, chain=tree_hash())
        sealed = known[-1].checkpoint.size if known else 0
        assert list(wrong_tiles(map(made.leaf, entries[:sealed]), sealed, fetch, made)) == []
        return report


@pytest.fixture(autouse=True)
def own_projection_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger stands below every other app; what they derive from records is their tests' matter."""
    monkeypatch.setattr(actions, "wired_projections", lambda: (CaseProjection(),))


@pytest.fixture
def log() -> Log:
    return Log()
