"""The form by which the full verification knows most records: it takes nothing that `read_record` would not."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.examples import some
from tests.builders.ledger import NOON, act, opening

from plumbline.apps.ledger_store.verification.form import fits, is_record
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Attachment, Confirmation, Record, read_record

HASH = "sha256:" + "ab" * 32


def data_of(draft: Draft) -> bytes:
    record, _ = entered(draft, recorded_at=NOON, previous=HASH, chance=lambda size: bytes(range(size)))
    return record.to_bytes()


def made(**more: Any) -> bytes:
    plain: dict[str, Any] = {
        "at": Moment("2026-03-02T09:30+08:00", "minute"),
        "by": (Actor("o-1"), Actor("o-2", "x")),
    }
    return data_of(act("c", "inspect", **{**plain, **more}))


PLAIN = {
    "opening": data_of(opening("c", personal={"party_name": "张某", "party_phone": "1"})),
    "instant": made(at=Moment("2026-03-02T09:30:01.000001+08:00", "microsecond"), corrects="c-1"),
    "second": made(at=Moment("2024-12-31T23:59:59+08:00", "second")),
    "day": made(at=Moment("2026-11-30", "day"), by=()),
    "file": made(attachments=(Attachment("f", "application/pdf", 0, HASH),)),
    "confirmed": made(confirmations=(Confirmation("o-1", NOON), Confirmation("o-2", NOON))),
    "fields": made(fields={"a": "甲", "a b": 5, "b": None, "c": True, "d": "", "e": -17, "f": ["x", "y"]}),
    "nothing": made(fields={}),
}
READ = {
    "leap day": made(at=Moment("2024-02-29", "day")),
    "escape": made(fields={"a": "\n"}),
    "nested": made(fields={"a": [{"b": 1}]}),
    "name that is not ASCII": made(fields={"甲": 1}),
    "end": made(until=Moment("2026-03-03", "day")),
    "two files": made(attachments=tuple(Attachment(n, "text/plain", 1, HASH) for n in "ab")),
    "SM3": made(attachments=(Attachment("f", "text/plain", 1, "sm3:" + "0" * 64),)),
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_records_are_known_by_their_form(name: str) -> None:
    assert fits(PLAIN[name])
    assert isinstance(read_record(PLAIN[name]), Record)


@pytest.mark.parametrize("name", READ)
def test_other_records_are_read(name: str) -> None:
    assert not fits(READ[name])
    assert is_record(READ[name])


REFUSED: Mapping[str, tuple[bytes, bytes]] = {
    "no day": (b"2026-03-02T09:30", b"2026-02-30T09:30"),
    "no hour": (b"T09:30", b"T24:30"),
    "names out of order": (b'"fields":{}', b'"fields":{"a b":1,"a":2}'),
    "names after marks": (b'"fields":{}', b'"fields":{"a!":1,"a":2}'),
    "a name twice": (b'"fields":{}', b'"fields":{"a":1,"a":2}'),
    "minus zero": (b'"fields":{}', b'"fields":{"a":-0}'),
    "a leading zero": (b'"fields":{}', b'"fields":{"a":01}'),
    "a fraction": (b'"fields":{}', b'"fields":{"a":1.5}'),
    "a space": (b'"fields":{}', b'"fields": {}'),
    "beside its commitment": (b'"fields":{}', b'"fields":{"p":1}'),
    "a name too long": (b'"case":"c"', b'"case":"' + b"c" * 201 + b'"'),
    "an empty name": (b'"case":"c"', b'"case":""'),
    "not UTF-8": (b'"case":"c"', b'"case":"\xff"'),
    "a control in a name": (b'"case":"c"', b'"case":"\x7f"'),
    "another format": (b"plumbline-record/1", b"plumbline-record/2"),
    "a short nonce": (b'"nonce":"00', b'"nonce":"'),
    "upper-case hex": (b"abab", b"ABAB"),
    "another digit": (b'"nonce":"00', '"nonce":"٠0'.encode()),
    "more behind": (b"null}", b"null}\n"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_record_is_not_taken_for_one(name: str) -> None:
    old, new = REFUSED[name]
    data = made(fields={}, personal={"p": "x"} if name == "beside its commitment" else {})
    assert old in data
    changed = data.replace(old, new, 1)
    with pytest.raises(RecordMalformed):
        read_record(changed)
    assert not is_record(changed)


PIECES = [
    b'"',
    b",",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"\\",
    b"0",
    b"-",
    b" ",
    b"\x00",
    b"\x7f",
    b"\xc3",
    b"null",
    b'"a":1,',
]


@settings(max_examples=some(400))
@given(st.sampled_from([*PLAIN.values(), *READ.values()]), st.data())
def test_bytes_changed_anywhere_are_never_taken_where_reading_refuses(
    data: bytes, chance: st.DataObject
) -> None:
    changed = data
    for _ in range(chance.draw(st.integers(1, 3))):
        at = chance.draw(st.integers(0, len(changed)))
        end = min(len(changed), at + chance.draw(st.integers(0, 2)))
        changed = changed[:at] + chance.draw(st.sampled_from([b"", *PIECES])) + changed[end:]
    try:
        read_record(changed)
    except RecordMalformed:
        assert not is_record(changed)
    else:
        assert is_record(changed)
