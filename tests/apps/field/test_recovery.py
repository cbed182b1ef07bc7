"""The recovery key is two people's: no one share opens it, no one person takes or uses both."""

from __future__ import annotations

import base64
import json
import secrets
import struct

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.builders.desk import HEAD, LU, OTHER_ORGAN, QIN
from tests.builders.history import instant
from tests.builders.signing_in import account

from plumbline.apps.field.actions.importing import bring_bundle, import_bundle
from plumbline.apps.field.actions.recovery import begin_key, open_key, take_second_share
from plumbline.apps.field.errors import (
    BundleGone,
    BundleUnreadable,
    KeyHalf,
    NoKeyHalf,
    SamePerson,
    ShareWrong,
)
from plumbline.apps.field.models import FieldFile, RecoveryKey
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-03-02 09:00")


def test_a_key_takes_two_people_and_opens_with_both_shares_alone() -> None:
    with pytest.raises(NoKeyHalf):
        take_second_share(person=LU)
    first = begin_key(person=HEAD, now=NOW)
    with pytest.raises(KeyHalf):
        begin_key(person=LU, now=NOW)
    with pytest.raises(SamePerson):
        take_second_share(person=HEAD)
    second = take_second_share(person=LU)
    key = RecoveryKey.objects.get()
    for shares in ((first, second), (second.lower(), first)):
        assert open_key(key, *shares).key_size == 3072
    other = begin_key(person=QIN, now=NOW)
    for shares in ((first, first), (first, other), ("", second), (second, second[:-4])):
        with pytest.raises(ShareWrong):
            open_key(key, *shares)
    assert first.encode() not in bytes(key.sealed)
    assert "PRIVATE" not in key.public


@pytest.mark.parametrize(
    "data", [b"", b"PLFIELD1\x00\x00\x00\x02{}", b"PLFIELD1\xff\xff\xff\xff", b"PLFIELD1"]
)
def test_what_is_no_bundle_is_not_kept(data: bytes, settings: pytest.FixtureRequest, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(BundleUnreadable):
        bring_bundle(person=HEAD, chunks=[data], share="x", now=NOW)
    assert not any((tmp_path / "field").iterdir())


def test_no_bundle_waits_under_an_unknown_id() -> None:
    with pytest.raises(BundleGone):
        import_bundle(person=LU, bundle="none", share="x", now=NOW, today=20_000)


def test_holders_of_one_organ_enter_nothing_in_the_name_of_another(
    settings: pytest.FixtureRequest,
    tmp_path,  # type: ignore[no-untyped-def]
) -> None:
    """Whose a part is stands in its unsealed head, and the key of an organ is public: anybody can write such a part."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    first, second = begin_key(person=HEAD, now=NOW), take_second_share(person=LU)
    stranger = account("stranger", Role.OFFICER, organ=OTHER_ORGAN)
    part = sealed_part(RecoveryKey.objects.get(), stranger, "现场情况说明".encode())
    bundle = bring_bundle(person=HEAD, chunks=[part], share=first, now=NOW)
    with pytest.raises(BundleUnreadable):
        import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=20_514)
    assert not FieldFile.objects.exists()


def sealed_part(key: RecoveryKey, owner: str, data: bytes) -> bytes:
    """A bundle of one capture, as a phone seals it."""
    told = json.loads(key.public)
    n, e = (int.from_bytes(base64.urlsafe_b64decode(told[one] + "=="), "big") for one in "ne")
    word, nonce, identity = secrets.token_bytes(32), secrets.token_bytes(12), "ab" * 16
    how = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    sealed = AESGCM(word).encrypt(nonce, data, f"{identity}:0".encode())
    wrapped = rsa.RSAPublicNumbers(e, n).public_key().encrypt(word, how)
    head = {
        "kind": "chunk", "id": identity, "account": owner, "number": 0, "parts": 1, "name": "说明.txt",
        "size": len(sealed), "iv": base64.b64encode(nonce).decode(),
        "keys": {"id": key.id, "data": base64.b64encode(wrapped).decode()},
    }  # fmt: skip
    written = json.dumps(head).encode()
    return b"PLFIELD1" + struct.pack(">I", len(written)) + written + sealed
