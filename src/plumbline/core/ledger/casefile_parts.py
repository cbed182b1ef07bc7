"""The parts of a case file: evidence read from an archive's files, and evidence laid out as files.

Both directions stand together, so that what is written can be seen to be what is read. The layout is told in
`casefile`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final, cast

from plumbline.core.ledger.canonical import Json, canonical, read_json
from plumbline.core.ledger.casefile import (
    CASE,
    FORMAT,
    RENDERED,
    VALUES,
    ArchiveMalformed,
    Files,
    check_bag,
    read_whole,
)
from plumbline.core.ledger.checkpoint import algorithm_of
from plumbline.core.ledger.commitment import Opening
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.evidence import Anchor, CaseEvidence, Chunks, Entry, KeyChange, Seal
from plumbline.core.ledger.note import read_note
from plumbline.core.ledger.proof import ProofFile, read_hashes, read_proof_file, written_hashes
from plumbline.core.ledger.system_acts import ValuePlace

_SEALS: Final = ("sha256", "sm3")


def record_path(leaf: int) -> str:
    """Path of a record's bytes."""
    return f"data/records/{leaf:012}.json"


def attachment_paths(evidence: CaseEvidence) -> dict[ValuePlace, str]:
    """Path of each attachment in the archive."""
    return {
        place: f"data/attachments/{number:05}" for number, place in enumerate(sorted(evidence.attachments), 1)
    }


def lay_out(
    evidence: CaseEvidence,
    pages: Mapping[str, bytes] | None = None,
    streamed: Mapping[ValuePlace, str] | None = None,
) -> dict[str, bytes]:
    """The payload of a case file: its evidence, and rendered `pages` under `data/index.html` or `data/pages/`.

    Attachments are read whole here. Whoever has long recordings gives their paths as `streamed`, leaves them out of
    the evidence and writes them to these paths piece by piece.
    """
    names = attachment_paths(evidence) if streamed is None else streamed
    payload = {
        CASE: canonical(_case_json(evidence, names)),
        VALUES: canonical([_value_json(place, one) for place, one in sorted(_openings(evidence))]),
    }
    payload |= {record_path(entry.index): entry.data for entry in evidence.entries}
    payload |= {names[place]: b"".join(chunks()) for place, chunks in evidence.attachments.items()}
    for seal in evidence.seals:
        payload |= _seal_files(seal, evidence.entries)
    return payload | dict(pages or {})


def _openings(evidence: CaseEvidence) -> list[tuple[ValuePlace, Opening]]:
    return list(evidence.openings.items())


def _case_json(evidence: CaseEvidence, names: Mapping[ValuePlace, str]) -> Json:
    return {
        "format": FORMAT,
        "case": evidence.case,
        "records": [entry.index for entry in evidence.entries],
        "attachments": [{**_place_json(place), "file": name} for place, name in names.items()],
        "withheld": [_place_json(place) for place in sorted(evidence.withheld)],
    }


def _place_json(place: ValuePlace) -> dict[str, Json]:
    return {"record": place.record, place.kind: place.name}


def _value_json(place: ValuePlace, opening: Opening) -> Json:
    return {**_place_json(place), "salt": opening.salt.hex(), "value": opening.value}


def _seal_files(seal: Seal, entries: tuple[Entry, ...]) -> dict[str, bytes]:
    folder = f"data/seals/{algorithm_of(seal.origin)}"
    note = seal.note.written()
    files = {f"{folder}/checkpoint": note.encode()}
    for entry, hashes in zip(entries, seal.inclusion, strict=True):
        files[f"{folder}/{entry.index:012}.tlog-proof"] = ProofFile(entry.index, hashes, note).text().encode()
    for number, anchor in enumerate(seal.anchors, 1):
        files[f"{folder}/anchors/{number:05}.json"] = canonical(_anchor_json(anchor))
    for number, change in enumerate(seal.key_changes, 1):
        files[f"{folder}/key-changes/{number:05}.json"] = canonical(
            {
                "leaf": change.entry.index,
                "record": change.entry.data.decode(),
                "inclusion": written_hashes(change.inclusion),
                **_anchor_json(change.anchor),
            }
        )
    return files


def _anchor_json(anchor: Anchor) -> dict[str, Json]:
    return {"checkpoint": anchor.note.written(), "consistency": written_hashes(anchor.consistency)}


def read_case_file(files: Files) -> CaseEvidence:
    """The evidence of an archive whose checksums hold; raises ArchiveError. Nothing of it is verified yet."""
    check_bag(files)
    case = _object(_json(files, CASE), CASE)
    if case.get("format") != FORMAT:
        raise ArchiveMalformed(file=CASE, problem=f"format {case.get('format')!r}, not {FORMAT}")
    leaves = [_whole_number(leaf, CASE) for leaf in _list(case.get("records"), CASE)]
    entries = tuple(Entry(leaf, read_whole(files, record_path(leaf))) for leaf in leaves)
    names = {
        _place(row, CASE): _text(_object(row, CASE).get("file"), CASE)
        for row in _list(case.get("attachments"), CASE)
    }
    present = set(files.names())
    seals = tuple(
        _read_seal(files, kind, leaves) for kind in _SEALS if f"data/seals/{kind}/checkpoint" in present
    )
    evidence = CaseEvidence(
        case=_text(case.get("case"), CASE),
        entries=entries,
        seals=seals,
        openings=_read_values(files),
        attachments={place: _chunks(files, name) for place, name in names.items() if name in present},
        withheld=frozenset(_place(row, CASE) for row in _list(case.get("withheld"), CASE)),
        rendered=any(name.startswith(RENDERED) for name in present),
    )
    _refuse_unexpected(files, leaves, set(names.values()))
    return evidence


def _chunks(files: Files, name: str) -> Chunks:
    return partial(files.chunks, name)


def _read_values(files: Files) -> dict[ValuePlace, Opening]:
    values: dict[ValuePlace, Opening] = {}
    for row in _list(_json(files, VALUES), VALUES):
        members = _object(row, VALUES)
        place = _place(row, VALUES)
        if place in values:
            raise ArchiveMalformed(file=VALUES, problem=f"{place.name} of {place.record} twice")
        try:
            salt = bytes.fromhex(_text(members.get("salt"), VALUES))
            values[place] = Opening(salt, members.get("value"))
        except (ValueError, LedgerError) as error:
            raise ArchiveMalformed(file=VALUES, problem=str(error)) from error
    return values


def _read_seal(files: Files, kind: str, leaves: list[int]) -> Seal:
    folder = f"data/seals/{kind}"
    name = f"{folder}/checkpoint"
    written = _decoded(files, name)
    try:
        note = read_note(written)
        proofs = []
        for leaf in leaves:
            name = f"{folder}/{leaf:012}.tlog-proof"
            proof = read_proof_file(_decoded(files, name))
            if proof.index != leaf or proof.checkpoint != written:
                raise ArchiveMalformed(file=name, problem="of another leaf or with another checkpoint")
            proofs.append(proof.hashes)
        anchors = []
        for name in _numbered(files, f"{folder}/anchors/"):
            anchors.append(_anchor(_object(_json(files, name), name), name))
        changes = []
        for name in _numbered(files, f"{folder}/key-changes/"):
            changes.append(_key_change(_object(_json(files, name), name), name))
    except ArchiveMalformed:
        raise
    except LedgerError as error:
        raise ArchiveMalformed(file=name, problem=error) from error
    return Seal(note, tuple(proofs), tuple(anchors), tuple(changes))


def _anchor(members: Mapping[str, Json], name: str) -> Anchor:
    hashes = [_text(one, name) for one in _list(members.get("consistency"), name)]
    return Anchor(read_note(_text(members.get("checkpoint"), name)), read_hashes(hashes))


def _key_change(members: Mapping[str, Json], name: str) -> KeyChange:
    entry = Entry(_whole_number(members.get("leaf"), name), _text(members.get("record"), name).encode())
    hashes = [_text(one, name) for one in _list(members.get("inclusion"), name)]
    return KeyChange(entry, read_hashes(hashes), _anchor(members, name))


def _numbered(files: Files, folder: str) -> list[str]:
    return sorted(name for name in files.names() if name.startswith(folder))


def _refuse_unexpected(files: Files, leaves: list[int], attachments: set[str]) -> None:
    """A file under `data/` that nothing refers to could pass for part of the case."""
    expected = {CASE, VALUES, *map(record_path, leaves), *attachments}
    for kind in _SEALS:
        expected.add(f"data/seals/{kind}/checkpoint")
        expected.update(f"data/seals/{kind}/{leaf:012}.tlog-proof" for leaf in leaves)
    folders = tuple(f"data/seals/{kind}/{part}/" for kind in _SEALS for part in ("anchors", "key-changes"))
    for name in sorted(files.names()):
        known = name in expected or name.startswith((*folders, *RENDERED))
        if name.startswith("data/") and not known:
            raise ArchiveMalformed(file=name, problem="nothing in the case refers to it")


def _place(value: Json, name: str) -> ValuePlace:
    row = _object(value, name)
    for kind in ("personal", "attachment"):
        if kind in row:
            return ValuePlace(_text(row.get("record"), name), kind, _text(row[kind], name))
    raise ArchiveMalformed(file=name, problem="neither personal nor attachment")


def _json(files: Files, name: str) -> Json:
    try:
        return read_json(read_whole(files, name))
    except ArchiveMalformed:
        raise
    except LedgerError as error:
        raise ArchiveMalformed(file=name, problem=error) from error


def _decoded(files: Files, name: str) -> str:
    try:
        return read_whole(files, name).decode("utf-8")
    except UnicodeDecodeError:
        raise ArchiveMalformed(file=name, problem="not UTF-8") from None


def _object(value: Json, name: str) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise ArchiveMalformed(file=name, problem="not an object")
    return cast("Mapping[str, Json]", value)


def _list(value: Json, name: str) -> list[Json]:
    if not isinstance(value, list):
        raise ArchiveMalformed(file=name, problem="not a list")
    return value


def _text(value: Json, name: str) -> str:
    if not isinstance(value, str):
        raise ArchiveMalformed(file=name, problem=f"{value!r} is no text")
    return value


def _whole_number(value: Json, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ArchiveMalformed(file=name, problem=f"{value!r} is no leaf index")
    return value
