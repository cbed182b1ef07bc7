"""Movements of things that wait with a submission: sealed with it, entered with the act that was approved.

A movement keeps the id that its record will have, so that the act names the things it takes in before they are in the
store. Photographs are files of the submission until their entry names the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plumbline.apps.casework.carrying import rows_of, things_of
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.goods.actions import Moving
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.core.cases.approval import State, submissions
from plumbline.core.cases.belongings import stock_of
from plumbline.core.cases.reserved import MOVES, RECEIVER, THINGS
from plumbline.core.goods.entries import read_movement, written_movement
from plumbline.core.goods.stock import Move
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Attachment, Record
from plumbline.core.ledger.system_acts import ValuePlace


def written_moves(moves: Iterable[Moving]) -> list[Json]:
    """The movements as the submission keeps them; whoever receives things stands beside it."""
    return [
        {
            "record": one.movement.record,
            "files": [photograph.id for photograph in one.photographs],
            **written_movement(one.movement, one.reason),
        }
        for one in moves
    ]


def photographs_of(moves: Iterable[Moving]) -> tuple[tuple[Attachment, ...], dict[str, bytes]]:
    """Their photographs as files of the submission, with the salts that open them."""
    found: dict[str, Attachment] = {}
    salts: dict[str, bytes] = {}
    for one in moves:
        found |= {photograph.id: photograph for photograph in one.photographs}
        salts |= one.salts
    return tuple(found.values()), salts


def moves_of(record: Record, receiver: str, salts: Mapping[str, bytes]) -> tuple[Moving, ...]:
    """The movements that a submission keeps."""
    files = {one.id: one for one in record.attachments}
    found = []
    for row in rows_of(record, MOVES):
        movement = read_movement(str(row.get("record") or ""), row, day=0, by="")
        shown = [files[name] for name in _names(row) if name in files]
        found.append(
            Moving(
                movement,
                reason=str(row.get("reason") or ""),
                receiver="" if movement.move is Move.PLACE else receiver,
                photographs=tuple(shown),
                salts={one.id: salts[one.id] for one in shown if one.id in salts},
            )
        )
    return tuple(found)


def photographs_in(record: Record) -> frozenset[str]:
    """The files of a submission that go with things and not with the act."""
    return frozenset(name for row in rows_of(record, MOVES) for name in _names(row))


def listed_things(
    file: CaseFile, named: Sequence[tuple[str, str]], moves: Sequence[Moving]
) -> tuple[tuple[str, str, str, str], ...]:
    """Name, make, count and unit of the things named, for papers: those in the store, and those that come in."""
    there = {
        one.id: (one.name, one.spec, one.unit) for one in stock_of(file.docket, file.history).items.values()
    }
    for one in moves:
        if one.movement.move is Move.TAKE_IN:
            there[one.movement.record] = (one.movement.name, one.movement.spec, one.movement.unit)
    found = []
    for item, count in named:
        if item in there:
            name, spec, unit = there[item]
            found.append((name, spec, count, unit))
    return tuple(found)


def submitted_listing(file: CaseFile, record: Record) -> tuple[tuple[str, str, str, str], ...]:
    """The things that a submission is about, for whoever approves it."""
    named = things_of(record)
    return listed_things(file, named, moves_of(record, "", {})) if named else ()


def typed_things(record: Record, receiver: str) -> dict[str, list[str]]:
    """The things of a submission as the form sent them, to be mended."""
    found: dict[str, list[str]] = {}
    moves = moves_of(record, receiver, {})
    taken = [one.movement for one in moves if one.movement.move is Move.TAKE_IN]
    for number, one in enumerate(taken, 1):
        said = {"name": one.name, "spec": one.spec, "count": str(one.count), "unit": one.unit}
        found |= {f"t_{number}_{name}": [text] for name, text in said.items()}
    for one in taken[:1]:
        found |= {"t_place": [one.place], "t_keeper": [one.keeper]}
    if taken:
        return found
    for row in rows_of(record, THINGS):
        item = str(row.get("item"))
        found |= {f"th_{item}": ["on"], f"th_{item}_count": [str(row.get("count"))]}
    for moving in moves[:1]:
        found |= {"th_place": [moving.movement.place], "th_keeper": [moving.movement.keeper]}
        found["th_receiver"] = [moving.receiver]
    return found


def things_sent_back(file: CaseFile, step: str) -> dict[str, list[str]]:
    """The things of a submission that was sent back or taken back, as its form sent them."""
    last = next((one for one in reversed(submissions(file.history.sealed)) if one.step == step), None)
    if last is None or last.state not in (State.RETURNED, State.RECALLED):
        return {}
    opening = personal_values([last.record.id]).get(ValuePlace(last.record.id, "personal", RECEIVER))
    return typed_things(last.record, str(opening.value or "") if opening else "")


def photograph_slots(record: Record) -> dict[str, str]:
    """The rows of the form to which the photographs of things belong, by their ids in the submission."""
    return {
        name: f"t_{number}_photo"
        for number, row in enumerate(rows_of(record, MOVES), 1)
        for name in _names(row)
    }


def _names(row: Mapping[str, Json]) -> list[str]:
    written = row.get("files")
    return [str(name) for name in written] if isinstance(written, list | tuple) else []
