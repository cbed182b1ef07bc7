"""Key files: written and read back, told apart by use, refused when cut; the secret never reaches a message."""

import base64

import pytest
from tests.core.ledger.honest import ORIGIN, seed

from plumbline.core.ledger.cosignature import Cosigner
from plumbline.core.ledger.errors import KeyMalformed
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.secret_key import (
    read_log_secret,
    read_witness_secret,
    written_log_secret,
    written_witness_secret,
)

SEED = seed("a secret")
LOG = written_log_secret(ORIGIN, SEED)
WITNESS = written_witness_secret("witness.example/w1", SEED)


def test_a_key_comes_back() -> None:
    assert read_log_secret(LOG).key == Ed25519Signer(ORIGIN, SEED).key
    assert (
        read_witness_secret(f"# of the procuratorate\n\n{WITNESS}").key
        == Cosigner("witness.example/w1", SEED).key
    )
    assert read_log_secret(LOG).sign(b"x") == Ed25519Signer(ORIGIN, SEED).sign(b"x")


def test_form_is_that_of_go() -> None:
    key_id = Ed25519Signer(ORIGIN, SEED).key.key_id.hex()
    start, word, name, found, written = LOG.strip().split("+", 4)
    assert (start, word, name, found) == ("PRIVATE", "KEY", ORIGIN, key_id)
    assert base64.b64decode(written) == b"\x01" + SEED


@pytest.mark.parametrize(
    "text",
    [
        "",
        LOG + LOG,
        LOG.replace("PRIVATE", "PUBLIC"),
        LOG[:-3],
        LOG.replace("+KEY+", "+KEY+x"),
        WITNESS,
        LOG.rpartition("+")[0],
    ],
)
def test_what_is_no_log_key_is_refused(text: str) -> None:
    with pytest.raises(KeyMalformed) as caught:
        read_log_secret(text)
    secret = LOG.strip().rpartition("+")[2]
    assert secret not in str(caught.value)
    assert secret not in caught.value.message("zh")


def test_a_log_key_is_no_witness_key() -> None:
    with pytest.raises(KeyMalformed):
        read_witness_secret(LOG)
