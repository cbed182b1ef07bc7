"""Cases made act by act: sealed records in order, as the store would hold them, without a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from plumbline.core.cases.docket import Docket, make_docket
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.history import History, read_history
from plumbline.core.cases.reserved import DOCUMENTS, OPEN_CASE, RECORDINGS
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation, Record
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet

PACKS = Path(__file__).parents[2] / "packs"
NO_PACK = "sha256:" + "0" * 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def packs() -> PackSet:
    """The packs of the repository, loaded and looked for once a process, as the desk has them."""
    return kept_packs(PACKS)


def docket_of(procedure: str, division: str = "650105") -> Docket:
    """A docket over the real pack, calendar and figures."""
    loaded = packs()
    divisions = ("cn", division[:2] + "0000", division[:4] + "00", division)
    built = loaded.procedure(procedure, division=division)
    return make_docket(built, loaded.calendar(built.calendar), loaded.figures, divisions)


def instant(text: str) -> int:
    """`2026-03-02 09:00` in Shanghai, as µs UTC."""
    local = datetime.fromisoformat(text + "+08:00" if len(text) > 10 else text + "T00:00+08:00")
    return (local - _EPOCH) // timedelta(microseconds=1)


class CaseBuilder:
    """Builds the sealed records of one case; each act is entered an hour after it happened unless told otherwise."""

    def __init__(self, docket: Docket, opened: str, **facts: Value) -> None:
        self.docket = docket
        self.records: list[Record] = []
        attributes = docket.procedure.attributes
        stated = {name: written_value(attributes[name].definition, value) for name, value in facts.items()}
        fields: dict[str, Json] = {
            "procedure": docket.procedure.id,
            "number": "青石案〔2026〕1号",
            "title": "测试案件",
            "division": "650105",
            "facts": stated,
            "ends": list(docket.procedure.ends),
            "reopens": list(docket.procedure.reopens),
        }
        self._put(OPEN_CASE, opened, fields, by=(), entered=None)

    def act(
        self,
        step: str,
        at: str,
        *,
        by: tuple[str, ...] = ("o1", "o2"),
        entered: str | None = None,
        documents: tuple[str, ...] = (),
        recordings: tuple[str, ...] = (),
        corrects: str | None = None,
        confirmed: bool = True,
        acting_as: str = "officer",
        **fields: Value,
    ) -> Record:
        """An act of the procedure."""
        definitions = self.docket.procedure.steps[step].fields
        written: dict[str, Json] = {
            name: written_value(definitions[name], value) for name, value in fields.items()
        }
        if documents:
            written[DOCUMENTS] = [{"kind": kind, "attachment": None, "number": None} for kind in documents]
        if recordings:
            written[RECORDINGS] = [
                {"kind": kind, "attachment": None, "from": None, "to": None} for kind in recordings
            ]
        actors = tuple(Actor(officer, acting_as) for officer in by)
        return self._put(
            step, at, written, by=actors, entered=entered, corrects=corrects, confirmed=confirmed
        )

    def reserved(
        self,
        step: str,
        at: str,
        fields: Mapping[str, Json],
        corrects: str | None = None,
        entered: str | None = None,
    ) -> Record:
        """An act of the system."""
        return self._put(step, at, fields, by=(), entered=entered, corrects=corrects)

    def history(self) -> History:
        """The history as the core reads it."""
        return read_history(self.records, self.docket.procedure, self.docket.calendar.local_day)

    def _put(
        self,
        step: str,
        at: str,
        fields: Mapping[str, Json],
        *,
        by: tuple[Actor, ...],
        entered: str | None,
        corrects: str | None = None,
        confirmed: bool = True,
    ) -> Record:
        moment = Moment(at, "day") if len(at) == 10 else Moment(at.replace(" ", "T") + "+08:00", "minute")
        recorded = instant(entered) if entered else moment.earliest + 3_600_000_000
        record = Record(
            id=f"r{len(self.records)}",
            case="c1",
            step=step,
            at=moment,
            recorded_at=recorded,
            organ="organ-1",
            entered_by=by[0].officer if by else "system",
            pack=NO_PACK,
            nonce=b"\0" * 16,
            by=by,
            confirmations=tuple(Confirmation(one.officer, recorded) for one in by if confirmed),
            fields=fields,
            corrects=corrects,
        )
        self.records.append(record)
        return record
