"""The record: one act of one case, as the canonical bytes that become a leaf of the log.

Every member is always there, null or empty where there is nothing, so a record has one form (`plumbline-record/1`):

    format         plumbline-record/1
    id             of this record; projections take their keys from it
    case, step     which case, which act
    at, until      when it happened: value and precision; until null for a momentary act
    recorded_at    when it was entered: the server's clock alone, never falling by leaf index
    organ          which organ acts
    by             [{officer, role}], the officers who acted; empty for what the system finds
    entered_by     who entered it
    confirmations  [{officer, at}], each officer's own confirmation and its time
    fields         values that are not personal; no fractions, an amount is text such as "1200.50"
    personal       name → commitment (`commitment`)
    attachments    [{id, media_type, size, hash, salted}]; salted hashes are commitments
    corrects       id of the record this one replaces, or null
    previous       leaf hash of the previous record of the same case, null for its first
    pack           content hash of the pack the act was judged by
    nonce          16 random bytes in hex: without it nobody can confirm a guess from a published leaf hash

Reading is strict: unknown members, another order or another writing of a number is refused, so writing back what was
read changes no byte. A new member is a new format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeVar, cast

from plumbline.core.ledger.canonical import Json, canonical_text, encoded, quoted, read_canonical
from plumbline.core.ledger.errors import CanonicalError, RecordMalformed
from plumbline.core.ledger.hashing import check_hash
from plumbline.core.ledger.moment import Moment, read_instant, read_moment, written_instant
from plumbline.core.ledger.tiles import LONGEST_ENTRY

FORMAT: Final = "plumbline-record/1"
LONGEST_NAME: Final = 200
NONCE_BYTES: Final = 16

_MEMBERS: Final = frozenset(
    (
        "format",
        "id",
        "case",
        "step",
        "at",
        "until",
        "recorded_at",
        "organ",
        "by",
        "entered_by",
        "confirmations",
        "fields",
        "personal",
        "attachments",
        "corrects",
        "previous",
        "pack",
        "nonce",
    )
)
_NAMES: Final = ("id", "case", "step", "organ", "entered_by")
_WHOLE: Final = (str, int, type(None))
_NAME: Final = re.compile(rf"[^\x00-\x1f\x7f]{{1,{LONGEST_NAME}}}")
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer who acted, and in what role (null where the source does not say)."""

    officer: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An officer's own confirmation; `at` is an instant of the server's clock."""

    officer: str
    at: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to the record: `hash` is of its bytes, a commitment when `salted`; `size` in bytes."""

    id: str
    media_type: str
    size: int
    hash: str
    salted: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record; the module says what each member means. Raises RecordMalformed when built wrong."""

    id: str
    case: str
    step: str
    at: Moment
    recorded_at: int
    organ: str
    entered_by: str
    pack: str
    nonce: bytes
    until: Moment | None = None
    by: tuple[Actor, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    fields: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    personal: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    attachments: tuple[Attachment, ...] = ()
    corrects: str | None = None
    previous: str | None = None

    def __post_init__(self) -> None:
        names = (self.id, self.case, self.step, self.organ, self.entered_by)
        for value, name in zip(names, _NAMES, strict=True):
            if not (value.isprintable() and 0 < len(value) <= LONGEST_NAME):  # most are, seen without a call
                _check_name(value, name)
        if self.corrects is not None:
            _check_name(self.corrects, "corrects")
        if len(self.nonce) != NONCE_BYTES:
            raise RecordMalformed(field="nonce", problem=f"{len(self.nonce)} bytes, {NONCE_BYTES} needed")
        if self.until and self.until.latest < self.at.earliest:
            raise RecordMalformed(field="until", problem="ends before it begins")
        self._check_parts()

    def _check_parts(self) -> None:
        check_hash(self.pack, "pack")
        if self.previous is not None:
            check_hash(self.previous, "previous")
        for name, commitment in self.personal.items():
            _check_name(name, "personal")
            check_hash(commitment, f"personal.{name}")
            if name in self.fields:
                raise RecordMalformed(
                    field=f"fields.{name}", problem="stands in the open beside its commitment"
                )
        if self.attachments and len({one.id for one in self.attachments}) != len(self.attachments):
            raise RecordMalformed(field="attachments", problem="an id twice")
        for attachment in self.attachments:
            _check_name(attachment.id, "attachments")
            check_hash(attachment.hash, f"attachments.{attachment.id}")
        _refuse_fractions(self.fields, "fields")

    def to_bytes(self) -> bytes:
        """The canonical bytes; raises RecordMalformed when they are too long for an entry bundle."""
        try:
            data = encoded(self._written())
        except CanonicalError as error:
            raise RecordMalformed(field="fields", problem=str(error)) from error
        if len(data) > LONGEST_ENTRY:
            raise RecordMalformed(field="record", problem=f"{len(data)} bytes, at most {LONGEST_ENTRY}")
        return data

    def _written(self) -> str:
        """Its one form with its members in their order, each written as RFC 8785 has it.

        Only what a draft is free in is looked through; the rest are texts, times and hashes. Whoever reads a record
        asks whether this is its canonical writing.
        """
        by = [f'{{"officer":{quoted(one.officer)},"role":{_or_null(one.role)}}}' for one in self.by]
        confirmations = [
            f'{{"at":"{written_instant(one.at)}","officer":{quoted(one.officer)}}}'
            for one in self.confirmations
        ]
        return (
            f'{{"at":{self.at.written},"attachments":{self._written_attachments()},"by":[{",".join(by)}],'
            f'"case":{quoted(self.case)},"confirmations":[{",".join(confirmations)}],'
            f'"corrects":{_or_null(self.corrects)},"entered_by":{quoted(self.entered_by)},'
            f'"fields":{_of_any_form(self.fields)},"format":"{FORMAT}","id":{quoted(self.id)},'
            f'"nonce":"{self.nonce.hex()}","organ":{quoted(self.organ)},"pack":"{self.pack}",'
            f'"personal":{_of_any_form(self.personal)},"previous":{_or_null(self.previous)},'
            f'"recorded_at":"{written_instant(self.recorded_at)}","step":{quoted(self.step)},'
            f'"until":{self.until.written if self.until else "null"}}}'
        )

    def _written_attachments(self) -> str:
        if not self.attachments:
            return "[]"
        rows: list[Json] = [
            {"hash": a.hash, "id": a.id, "media_type": a.media_type, "salted": a.salted, "size": a.size}
            for a in self.attachments
        ]
        return canonical_text(rows, 1)


def read_record(data: bytes) -> Record:
    """The record whose canonical bytes are `data`; raises RecordMalformed for anything else."""
    try:
        value = read_canonical(data)
    except CanonicalError as error:
        raise RecordMalformed(field="record", problem=str(error)) from error
    if len(data) > LONGEST_ENTRY:
        raise RecordMalformed(field="record", problem=f"{len(data)} bytes, at most {LONGEST_ENTRY}")
    return _built(_object(value, "record", _MEMBERS))


def _built(value: Mapping[str, Json]) -> Record:
    if value["format"] != FORMAT:
        raise RecordMalformed(field="format", problem=f"{value['format']!r}, not {FORMAT}")
    return Record(
        id=_text(value["id"], "id"),
        case=_text(value["case"], "case"),
        step=_text(value["step"], "step"),
        at=read_moment(value["at"], "at"),
        until=None if value["until"] is None else read_moment(value["until"], "until"),
        recorded_at=read_instant(value["recorded_at"], "recorded_at"),
        organ=_text(value["organ"], "organ"),
        by=_parts(value["by"], "by", _actor),
        entered_by=_text(value["entered_by"], "entered_by"),
        confirmations=_parts(value["confirmations"], "confirmations", _confirmation),
        fields=MappingProxyType(dict(_object(value["fields"], "fields"))),
        personal=MappingProxyType(
            {
                name: _text(row, f"personal.{name}")
                for name, row in _object(value["personal"], "personal").items()
            }
        ),
        attachments=_parts(value["attachments"], "attachments", _attachment),
        corrects=None if value["corrects"] is None else _text(value["corrects"], "corrects"),
        previous=None if value["previous"] is None else _text(value["previous"], "previous"),
        pack=_text(value["pack"], "pack"),
        nonce=_hex(value["nonce"], "nonce"),
    )


def _or_null(text: str | None) -> str:
    return "null" if text is None else quoted(text)


def _of_any_form(value: Mapping[str, Json]) -> str:
    """A member of the record that holds whatever the draft brought."""
    return canonical_text(dict(value), 1) if value else "{}"


def _actor(value: Json) -> Actor:
    row = _object(value, "by", frozenset(("officer", "role")))
    role = row["role"]
    return Actor(_text(row["officer"], "by.officer"), None if role is None else _text(role, "by.role"))


def _confirmation(value: Json) -> Confirmation:
    row = _object(value, "confirmations", frozenset(("officer", "at")))
    return Confirmation(
        _text(row["officer"], "confirmations.officer"), read_instant(row["at"], "confirmations.at")
    )


def _attachment(value: Json) -> Attachment:
    row = _object(value, "attachments", frozenset(("id", "media_type", "size", "hash", "salted")))
    size, salted = row["size"], row["salted"]
    if not isinstance(size, int) or isinstance(size, bool) or size < 0 or not isinstance(salted, bool):
        raise RecordMalformed(field="attachments", problem=f"size {size!r}, salted {salted!r}")
    texts = (_text(row[name], f"attachments.{name}") for name in ("id", "media_type", "hash"))
    identity, media_type, digest = texts
    return Attachment(identity, media_type, size, digest, salted)


def _parts(value: Json, name: str, build: Callable[[Json], _Part]) -> tuple[_Part, ...]:
    if not isinstance(value, list):
        raise RecordMalformed(field=name, problem="not a list")
    return tuple(map(build, value))


def _object(value: Json, name: str, members: frozenset[str] | None = None) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise RecordMalformed(field=name, problem="not an object")
    if members is not None and value.keys() != members:
        raise RecordMalformed(field=name, problem=f"members {sorted(value.keys() ^ members)} are wrong")
    return cast("Mapping[str, Json]", value)


def _text(value: Json, name: str) -> str:
    if not isinstance(value, str):
        raise RecordMalformed(field=name, problem=f"{value!r} is no text")
    return value


def _hex(value: Json, name: str) -> bytes:
    text = _text(value, name)
    if any(c not in "0123456789abcdef" for c in text) or len(text) % 2:
        raise RecordMalformed(field=name, problem="not lower-case hex")
    return bytes.fromhex(text)


def is_name(value: str) -> bool:
    """Whether a text may be the id of a record, the name of a field and the like."""
    if 0 < len(value) <= LONGEST_NAME and value.isprintable():
        return True  # most are, and that is told ten times as fast
    return _NAME.fullmatch(value) is not None


def _check_name(value: str, name: str) -> None:
    if not is_name(value):
        raise RecordMalformed(
            field=name, problem=f"{value[:40]!r} is no name of 1 to {LONGEST_NAME} characters"
        )


def _refuse_fractions(value: Json, name: str) -> None:
    """Doubles would let 0.1 + 0.2 into a legal record; amounts are text."""
    if isinstance(value, float):
        raise RecordMalformed(field=name, problem=f"{value} is a fraction; write it as text")
    if isinstance(value, _WHOLE):
        return  # most values, and cheaper to tell than a mapping
    if isinstance(value, dict | MappingProxyType | Mapping):
        for key, inner in value.items():
            _refuse_fractions(inner, f"{name}.{key}")
    elif isinstance(value, list | tuple | Sequence):
        for inner in value:
            _refuse_fractions(inner, name)
