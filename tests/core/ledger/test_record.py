"""The record's bytes, its times, its commitments and the acts the verifier reads."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.ledger.honest import (
    LOG,
    NAME,
    chained,
    committed_before,
    destruction,
    honest_records,
    record,
    seed,
)

from plumbline.core.ledger.commitment import Opening, commit_attachment, commit_value, opens, opens_attachment
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.moment import Moment, instant_of, read_instant, written_instant
from plumbline.core.ledger.record import Actor, Attachment, Confirmation, Record, read_record
from plumbline.core.ledger.system_acts import read_destruction, read_key_change

ALL = chained(honest_records())
names = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
instants = st.integers(0, 4_000_000_000_000_000)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_records_are_read_as_written(one: Record) -> None:
    data = one.to_bytes()
    assert read_record(data) == one
    assert read_record(data).to_bytes() == data


@given(
    identity=names,
    fields=st.dictionaries(names, st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | names),
    officers=st.lists(names, max_size=3),
    entered=instants,
)
def test_any_record_is_read_as_written(
    identity: str, fields: dict[str, Any], officers: list[str], entered: int
) -> None:
    one = replace(
        ALL[0],
        id=identity,
        fields=fields,
        personal={},
        recorded_at=entered,
        by=tuple(Actor(name) for name in officers),
        confirmations=tuple(Confirmation(name, entered) for name in officers),
    )
    assert read_record(one.to_bytes()) == one


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "x" * 201},
        {"case": "a\nb"},
        {"nonce": b"short"},
        {"pack": "abc"},
        {"previous": "md5:00"},
        {"corrects": ""},
        {"until": Moment("2026-03-01", "day")},
        {"fields": {"fine": 0.1}},
        {"fields": {"list": [{"deep": 1.5}]}},
        {"fields": {"party_name": "x"}},
        {"personal": {"x": "no hash"}},
        {"personal": {"": "sha256:" + "0" * 64}},
        {"attachments": (Attachment("a", "t", 1, "x"),)},
        {"attachments": 2 * (Attachment("a", "t", 1, "sha256:" + "0" * 64),)},
    ],
    ids=repr,
)
def test_a_record_cannot_be_built_wrong(wrong: dict[str, Any]) -> None:
    with pytest.raises(RecordMalformed):
        replace(ALL[0], **wrong)


@pytest.mark.parametrize(
    "fields", [{"n": 2**53}, {"text": "x" * 66_000}, {"s": "\ud800"}], ids=["n", "long", "s"]
)
def test_what_no_bundle_can_hold_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(RecordMalformed):
        replace(ALL[0], fields=fields).to_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"corrects":null,', ""),
        ('"salted":true', '"salted":1'),
        ('"size":22', '"size":-1'),
        ('"size":22', '"size":true'),
        ("plumbline-record/1", "plumbline-record/2"),
        ('"organ":"市场监督管理局"', '"organ":7'),
        ('"by":[', '"by":[7,'),
        ('"precision":"minute"', '"precision":"hour"'),
        ('"fields":{}', '"fields":[]'),
        ('"nonce":"', '"nonce":"zz'),
        (":00.000000+08:00", ":00.000000Z"),
        ("T10:05:00", "T25:05:00"),
    ],
)
def test_bytes_of_another_form_are_refused(old: str, new: str) -> None:
    data = ALL[2].to_bytes()
    changed = data.replace(old.encode(), new.encode())
    assert changed != data
    with pytest.raises(RecordMalformed):
        read_record(changed)


@pytest.mark.parametrize(
    ("value", "precision", "length"),
    [
        ("2026-03-02", "day", 86_400_000_000),
        ("2026-03-02T09:30+08:00", "minute", 60_000_000),
        ("2026-03-02T09:30:15+08:00", "second", 1_000_000),
        ("2026-03-02T09:30:15.000007+08:00", "microsecond", 1),
    ],
)
def test_a_moment_spans_its_precision(value: str, precision: Any, length: int) -> None:
    moment = Moment(value, precision)
    assert moment.latest - moment.earliest + 1 == length
    assert moment.earliest >= instant_of("2026-03-02T00:00+08:00")


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2026-02-30", "day"),
        ("2026-3-2", "day"),
        ("2026-03-02T09:30Z", "minute"),
        ("2026-03-02T09:30+09:00", "minute"),
        ("2026-03-02", "minute"),
        ("2026-03-02T09:60+08:00", "minute"),
        ("x", "hour"),
    ],
)
def test_other_times_are_refused(value: str, precision: Any) -> None:
    with pytest.raises(RecordMalformed):
        Moment(value, precision)


@given(instants, instants)
def test_written_instants_sort_as_instants_do(one: int, other: int) -> None:
    assert read_instant(written_instant(one), "x") == one
    assert (written_instant(one) < written_instant(other)) == (one < other)


def test_a_commitment_binds_name_value_and_salt() -> None:
    sealed = commit_value("party_name", NAME)
    assert opens(sealed, "party_name", NAME)
    assert not opens(sealed, "witness_name", NAME)
    assert not opens(sealed, "party_name", replace(NAME, value="李某某"))
    assert not opens(sealed, "party_name", replace(NAME, salt=seed("other")))
    assert commit_value("party_name", NAME, "sm3").startswith("sm3:")
    assert opens(commit_value("party_name", NAME, "sm3"), "party_name", NAME)
    assert commit_attachment(seed("s"), [b"a", b"b"]) == commit_attachment(seed("s"), [b"ab"])
    for made in (commit_attachment(seed("s"), [b"ab"]), committed_before(seed("s"), b"ab")):
        assert opens_attachment(made, seed("s"), lambda: [b"a", b"b"])
        assert not opens_attachment(made, seed("t"), lambda: [b"ab"])
        assert not opens_attachment(made, seed("s"), lambda: [b"ac"])
    assert opens_attachment(commit_attachment(seed("s"), [b"ab"], "sm3"), seed("s"), lambda: [b"ab"])
    with pytest.raises(RecordMalformed):
        Opening(b"short")


def test_a_guess_cannot_be_confirmed_without_the_nonce() -> None:
    """Two records that differ in the nonce alone have leaf hashes that tell nothing of each other."""
    known = tree_hash().leaf(ALL[1].to_bytes())
    guess = replace(ALL[1], nonce=seed("guessed", 16))
    assert tree_hash().leaf(guess.to_bytes()) != known
    assert tree_hash().leaf(replace(guess, nonce=ALL[1].nonce).to_bytes()) == known


def test_a_destruction_says_what_the_report_needs() -> None:
    found = read_destruction(destruction())
    assert found is not None
    assert (found.day, found.officers, found.ground) == (
        "2026-03-09",
        ("officer-1", "officer-2"),
        "保管期限表第3条",
    )
    assert read_destruction(ALL[0]) is None


@pytest.mark.parametrize(
    "change",
    [{"step": "file_case"}, {"case": "A"}, {"fields": {}}, {"fields": {"old": LOG.key.text, "new": "x"}}],
)
def test_what_is_no_change_of_key_is_refused(change: dict[str, Any]) -> None:
    keys = {"old": LOG.key.text, "new": LOG.key.text}
    given_act = record("k", "log", "change_log_key", "03-02", "03-02T09:00", fields=keys)
    assert read_key_change(given_act) == (LOG.key, LOG.key)
    with pytest.raises(RecordMalformed):
        read_key_change(replace(given_act, **change))
