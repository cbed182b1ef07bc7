"""Files of submissions: only the desk reads them, only its portal makes them, any byte that moved is noticed."""

from __future__ import annotations

import secrets

import pytest

from plumbline.core.disclosure.errors import BoxKeyWrong, SubmissionBroken
from plumbline.core.disclosure.submission import (
    Sent,
    new_secret,
    opened,
    public_of,
    read_box_key,
    read_secret,
    sealed,
)
from plumbline.core.ledger.note import Ed25519Signer

PORTAL = Ed25519Signer("log.invalid/receiver", b"p" * 32)
SECRET = read_secret(new_secret(secrets.token_bytes))
SENT = Sent("a" * 32, "complaint", "zh", 1_790_000_000_000_000, "AAAA-BBBB-CCCC-DDDD", {"told": "说明\r\n甲"})


def test_the_desk_reads_what_was_sent_and_nobody_else() -> None:
    data = sealed(SENT, PORTAL, public_of(SECRET), secrets.token_bytes)
    assert opened(data, SECRET, [PORTAL.key]) == SENT
    assert "说明".encode() not in data
    longer = Sent(**{name: getattr(SENT, name) for name in Sent.__slots__} | {"said": {"told": "长" * 300}})
    assert len(sealed(longer, PORTAL, public_of(SECRET), secrets.token_bytes)) == len(data), (
        "size tells little"
    )
    with pytest.raises(SubmissionBroken, match="not for this desk"):
        opened(data, read_secret(new_secret(secrets.token_bytes)), [PORTAL.key])


def test_a_file_of_another_portal_and_one_that_was_touched_are_refused() -> None:
    forger = Ed25519Signer("log.invalid/receiver", b"f" * 32)
    with pytest.raises(SubmissionBroken, match="not signed"):
        opened(sealed(SENT, forger, public_of(SECRET), secrets.token_bytes), SECRET, [PORTAL.key])
    data = sealed(SENT, PORTAL, public_of(SECRET), secrets.token_bytes)
    for place in (0, 30, 60, len(data) - 1):
        touched = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises(SubmissionBroken):
            opened(touched, SECRET, [PORTAL.key])
    with pytest.raises(SubmissionBroken):
        opened(data[:80], SECRET, [PORTAL.key])


def test_a_key_that_was_copied_wrongly_is_noticed() -> None:
    written = public_of(SECRET).text
    assert read_box_key(f" {written}\n") == public_of(SECRET)
    for wrong in (written[:-1], written.replace("box1", "box2"), "", written[:6] + "A" + written[7:]):
        if wrong != written:
            with pytest.raises(BoxKeyWrong):
                read_box_key(wrong)
