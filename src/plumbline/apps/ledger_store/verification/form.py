"""Whether bytes are a well-formed record, for many of them: most are known by their form, the rest are read.

The form describes a part of what `core.ledger.record` reads, never more: texts without escapes, flat fields and lists
of texts, times of days that every such month has. What fits is a record, with its members in their order and written in
the one way. What does not fit is read by `read_record`, whose word it is. A property test holds the two together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from plumbline.core.ledger.errors import RecordMalformed
from plumbline.core.ledger.record import FORMAT, LONGEST_NAME, read_record
from plumbline.core.ledger.tiles import LONGEST_ENTRY

_NAME: Final = rf'"[^"\\\x00-\x1f\x7f]{{1,{LONGEST_NAME}}}+"'
_TEXT: Final = r'"[^"\\\x00-\x1f]*+"'
_HASH: Final = r'"sha256:[0-9a-f]{64}"'
_COUNT: Final = r"(?:0|[1-9][0-9]{0,14})"
_DAY: Final = (
    r"(?:19|20)[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
)
_MINUTE: Final = rf"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_INSTANT: Final = rf'"{_MINUTE}:[0-5][0-9]\.[0-9]{{6}}\+08:00"'
_MOMENT: Final = (
    rf'\{{"precision":"(?:day","value":"{_DAY}|minute","value":"{_MINUTE}\+08:00'
    rf'|second","value":"{_MINUTE}:[0-5][0-9]\+08:00|microsecond","value":"{_MINUTE}:[0-5][0-9]\.[0-9]{{6}}\+08:00)"\}}'
)


def _many(one: str) -> str:
    """Any number of these, with commas between."""
    return rf"(?:{one}(?:,{one})*+)?+"


_VALUE: Final = rf"(?:{_TEXT}|-?[1-9][0-9]{{0,14}}|0|true|false|null|\[{_many(_TEXT)}\])"
_ACTOR: Final = rf'\{{"officer":{_TEXT},"role":(?:null|{_TEXT})\}}'
_CONFIRMATION: Final = rf'\{{"at":{_INSTANT},"officer":{_TEXT}\}}'
_FILE: Final = (
    rf'\{{"hash":{_HASH},"id":{_NAME},"media_type":{_TEXT},"salted":(?:true|false),"size":{_COUNT}\}}'
)
_RECORD: Final = re.compile(
    rf'\{{"at":{_MOMENT},"attachments":\[(?:{_FILE})?+\],"by":\[{_many(_ACTOR)}\],"case":{_NAME},'
    rf'"confirmations":\[{_many(_CONFIRMATION)}\],"corrects":(?:null|{_NAME}),"entered_by":{_NAME},'
    rf'"fields":\{{({_many(f"{_TEXT}:{_VALUE}")})\}},"format":"{re.escape(FORMAT)}","id":{_NAME},'
    rf'"nonce":"[0-9a-f]{{32}}","organ":{_NAME},"pack":{_HASH},"personal":\{{({_many(f"{_NAME}:{_HASH}")})\}},'
    rf'"previous":(?:null|{_HASH}),"recorded_at":{_INSTANT},"step":{_NAME},"until":null\}}'
)
_MEMBER: Final = re.compile(rf'"([^"\\\x00-\x1f]*+)":{_VALUE}')


def is_record(data: bytes) -> bool:
    """Whether `read_record` takes these bytes."""
    if fits(data):
        return True
    try:
        read_record(data)
    except RecordMalformed:
        return False
    return True


def fits(data: bytes) -> bool:
    """Whether the bytes have the plain form, which is a record's; many records have another."""
    try:
        found = _RECORD.fullmatch(data.decode()) if len(data) <= LONGEST_ENTRY else None
    except UnicodeDecodeError:
        return False
    if found is None:
        return False
    fields, personal = (_MEMBER.findall(part) for part in found.groups())
    return _ascend(fields) and _ascend(personal) and (not personal or set(fields).isdisjoint(personal))


def _ascend(names: list[str]) -> bool:
    """Names in the one order, none twice. Only for ASCII is that the order of code points."""
    return not names or ("".join(names).isascii() and all(a < b for a, b in pairwise(names)))
