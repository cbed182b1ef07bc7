"""The recovery key is two people's: no one share opens it, no one person takes or uses both."""

from __future__ import annotations

import pytest
from tests.builders.desk import HEAD, LU, QIN
from tests.builders.history import instant

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
from plumbline.apps.field.models import RecoveryKey

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
