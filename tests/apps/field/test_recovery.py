"""The recovery key is two people's: no one share opens it, no one person takes or uses both."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
import tracemalloc

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from tests.builders.desk import HEAD, LU, ORGAN, OTHER_ORGAN, QIN
from tests.builders.history import instant
from tests.builders.sample_files import mp4
from tests.builders.signing_in import account

from plumbline.apps.field.actions.importing import bring_bundle, import_bundle, sweep_bundles
from plumbline.apps.field.actions.recovery import begin_key, open_key, take_second_share
from plumbline.apps.field.errors import (
    BundleGone,
    BundleOfOtherOrgan,
    BundleUnreadable,
    KeyHalf,
    NoKeyHalf,
    SamePerson,
    ShareWrong,
)
from plumbline.apps.field.models import BundleShare, BundleWaiting, FieldFile, RecoveryKey
from plumbline.apps.field.store import KEPT
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-03-02 09:00")


def test_a_key_takes_two_people_and_opens_with_both_shares_alone() -> None:
    with pytest.raises(NoKeyHalf):
        take_second_share(person=LU, now=NOW)
    first = begin_key(person=HEAD, now=NOW)
    with pytest.raises(KeyHalf):
        begin_key(person=LU, now=NOW)
    with pytest.raises(SamePerson):
        take_second_share(person=HEAD, now=NOW)
    second = take_second_share(person=LU, now=NOW)
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
    with pytest.raises(BundleUnreadable) as refused:
        bring_bundle(person=HEAD, chunks=[data], share="x", now=NOW)
    assert not any((tmp_path / "field").iterdir())
    assert not any(one.isascii() for one in refused.value.message("zh")), "no name of an error of ours"


def test_no_bundle_waits_under_an_unknown_id() -> None:
    with pytest.raises(BundleGone):
        import_bundle(person=LU, bundle="none", share="x", now=NOW, today=20_000)


def test_holders_of_one_organ_enter_nothing_in_the_name_of_another(
    settings: pytest.FixtureRequest,
    tmp_path,  # type: ignore[no-untyped-def]
) -> None:
    """Whose a part is stands in its unsealed head, and the key of an organ is public: anybody can write such a part."""
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    first, second = begin_key(person=HEAD, now=NOW), take_second_share(person=LU, now=NOW)
    stranger = account("stranger", Role.OFFICER, organ=OTHER_ORGAN)
    part = sealed_part(RecoveryKey.objects.get(), stranger, "现场情况说明".encode())
    bundle = bring_bundle(person=HEAD, chunks=[part], share=first, now=NOW)
    with pytest.raises(BundleOfOtherOrgan):
        import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=20_514)
    assert not FieldFile.objects.exists()


def test_a_mistyped_share_is_told_at_once_or_brought_again(settings, tmp_path) -> None:
    """What is no share, and the second holder's that does not fit; the first holder's is seen when both are there."""
    settings.DATA = tmp_path
    first, second = begin_key(person=HEAD, now=NOW), take_second_share(person=LU, now=NOW)
    part = sealed_part(RecoveryKey.objects.get(), account("qin", Role.OFFICER, organ=ORGAN), "甲".encode())
    for person, share in ((HEAD, "AAAA-BBBB"), (LU, first)):
        with pytest.raises(ShareWrong):
            bring_bundle(person=person, chunks=[part], share=share, now=NOW)
    assert not any((tmp_path / "field").iterdir())
    bring_bundle(person=HEAD, chunks=[part], share=second, now=NOW)
    bring_bundle(person=HEAD, chunks=[part], share=first, now=NOW)
    bundle = BundleWaiting.objects.get().pk
    assert [one.stem for one in (tmp_path / "field").iterdir()] == [bundle]
    import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=20_514)
    assert FieldFile.objects.count() == 1


def test_a_film_in_many_pieces_comes_whole_and_only_one_piece_is_in_memory(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    first, second = begin_key(person=HEAD, now=NOW), take_second_share(person=LU, now=NOW)
    key, owner = RecoveryKey.objects.get(), account("qin", Role.OFFICER, organ=ORGAN)
    film = mp4(data=24 << 20)
    pieces = [film[at : at + (1 << 20)] for at in range(0, len(film), 1 << 20)]
    chunks = (
        sealed_part(key, owner, one, at, len(pieces), "film.mp4")[8 if at else 0 :]
        for at, one in enumerate(pieces)
    )
    bundle = bring_bundle(person=HEAD, chunks=chunks, share=first, now=NOW)
    assert first not in BundleShare.objects.get().share
    tracemalloc.start()
    import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=20_514)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert FieldFile.objects.get().sha256 == hashlib.sha256(film).hexdigest()
    assert most < 12 << 20, "a film of hours must not be read whole"


def test_a_piece_left_out_is_missed(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    first, second = begin_key(person=HEAD, now=NOW), take_second_share(person=LU, now=NOW)
    owner = account("qin", Role.OFFICER, organ=ORGAN)
    part = sealed_part(RecoveryKey.objects.get(), owner, "甲".encode(), 0, 2)
    bundle = bring_bundle(person=HEAD, chunks=[part], share=first, now=NOW)
    with pytest.raises(BundleUnreadable):
        import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=20_514)


def test_a_bundle_that_nobody_opens_goes_with_its_share_after_a_month(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    first = begin_key(person=HEAD, now=NOW)
    take_second_share(person=LU, now=NOW)
    part = sealed_part(RecoveryKey.objects.get(), account("qin", Role.OFFICER, organ=ORGAN), "甲".encode())
    bundle = bring_bundle(person=HEAD, chunks=[part], share=first, now=NOW)
    assert sweep_bundles(now=NOW + KEPT) == 0
    assert sweep_bundles(now=NOW + KEPT + 1) == 1
    assert not (tmp_path / "field" / f"{bundle}.plfield").exists()


def sealed_part(
    key: RecoveryKey,
    owner: str,
    data: bytes,
    number: int = 0,
    of: int = 1,
    name: str = "说明.txt",
    kind: str = "chunk",
    of_id: str = "ab" * 16,
) -> bytes:
    """A bundle of one capture or of one visit, as a phone seals it."""
    told = json.loads(key.public)
    n, e = (int.from_bytes(base64.urlsafe_b64decode(told[one] + "=="), "big") for one in "ne")
    word, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    place = f"{of_id}:parcel" if kind == "visit" else f"{of_id}:{number}"
    how = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    sealed = AESGCM(word).encrypt(nonce, data, place.encode())
    wrapped = rsa.RSAPublicNumbers(e, n).public_key().encrypt(word, how)
    head = {
        "kind": kind, "id": of_id, "account": owner, "number": number, "parts": of, "name": name,
        "size": len(sealed), "iv": base64.b64encode(nonce).decode(),
        "keys": {"id": key.id, "data": base64.b64encode(wrapped).decode()},
    }  # fmt: skip
    written = json.dumps(head).encode()
    return b"PLFIELD1" + struct.pack(">I", len(written)) + written + sealed
