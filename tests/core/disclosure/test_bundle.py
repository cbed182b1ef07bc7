"""The bundle is verified offline, and every way of changing it is found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from plumbline.core.disclosure.bundle import manifest, signed, verify
from plumbline.core.disclosure.errors import BundleBroken
from plumbline.core.ledger.note import Ed25519Signer

SIGNER = Ed25519Signer("plumbline.invalid/test/portal", b"s" * 32)
FILES = {"public/index.html": b"<h1>", "public/d.csv": b"a"}


def bundle() -> tuple[str, str, dict[str, bytes]]:
    listed = manifest({path: hashlib.sha256(data).hexdigest() for path, data in FILES.items()})
    note = signed(listed, origin="plumbline.invalid/test", made_at="2026-10-12 09:00", signer=SIGNER)
    return note, listed, dict(FILES)


def test_a_whole_bundle_holds() -> None:
    note, listed, files = bundle()
    found = verify(note, listed, files, files.__getitem__, SIGNER.key)
    assert (found.origin, found.files) == ("plumbline.invalid/test", 2)


@pytest.mark.parametrize(
    "change",
    [
        lambda note, listed, files: (note, listed, {**files, "public/d.csv": b"b"}),
        lambda note, listed, files: (note, listed, {**files, "public/new.html": b""}),
        lambda note, listed, files: (note, listed.replace("d.csv", "e.csv"), files),
        lambda note, listed, files: (note.replace("09:00", "09:01"), listed, files),
        lambda note, listed, files: ("", listed, files),
    ],
)
def test_every_change_is_found(change: Callable[..., tuple[str, str, dict[str, bytes]]]) -> None:
    note, listed, files = change(*bundle())
    with pytest.raises(BundleBroken):
        verify(note, listed, files, files.__getitem__, SIGNER.key)


def test_another_key_verifies_nothing() -> None:
    note, listed, files = bundle()
    other = Ed25519Signer("plumbline.invalid/test/portal", b"t" * 32)
    with pytest.raises(BundleBroken):
        verify(note, listed, files, files.__getitem__, other.key)
