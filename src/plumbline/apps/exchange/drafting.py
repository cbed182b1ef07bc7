"""Typed records of a source → drafts for the ledger: what happened, entered now, by the source.

The door is `attest`: whatever stands against an act, it is entered as it happened. Only what is no record at all is
set aside: a value that cannot be written, an act in the future, a correction of nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from plumbline.apps.casework.own_pages import has_own_page
from plumbline.apps.exchange.identity import SIGN, case_id, record_id, row_digest
from plumbline.apps.exchange.incoming import Native, Problem
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.exchange.translating import NO_RECORD_ID, Typed, untold
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ValueUnreadable
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.reserved import DOCUMENTS, OPEN_CASE, RECORDINGS, STATE_FACTS, VOID_ACT
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import NOTHING_RECORDED
from plumbline.core.facts.record import Record as Act
from plumbline.core.layouts.placing import LAYOUT
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.moment import ZONE, Moment, written_instant
from plumbline.core.ledger.record import LONGEST_NAME, Actor, Confirmation
from plumbline.core.procedures.definition import FieldDefinition

_DAY: Final = 86_400_000_000
_LISTS: Final = {"documents": "documents", "recordings": "recordings", "by": "officers"}
"""Lists of an act that a source may leave out: then they are unknown, not empty."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A record ready to be entered, with its row and where its case begins if it is new."""

    native: Native
    draft: Draft
    opened_by: Callable[[], Draft]
    facts: Mapping[str, Json]
    """Facts of the case that the row tells."""
    local_record: str
    mirrored: bool
    """Its cases live in another system, which is right about them."""

    @property
    def opening(self) -> Draft:
        """The opening of its case; made when it is asked for, as most rows are of a case that is there."""
        return self.opened_by()


class Drafter:
    """Makes drafts for one source; `now` is the instant of entry."""

    def __init__(self, source: Supplier, now: int) -> None:
        self._source, self._now = source, now
        self._by = f"{SIGN}{source.code}"

    def drafted(self, one: Typed) -> Drafted | Problem:
        """The draft, or why the row is no record."""
        field = one.facts.get("field")
        docket = shelf().docket(one.procedure, field, self._source.division)
        try:
            facts = self._facts(docket, one)
            return self._drafted(one, docket, facts)
        except ValueUnreadable as error:
            return Problem(
                f"field:{error.data['field']}",
                str(error.data["value"]),
                error.message("zh"),
                error.message("en"),
            )
        except _Unfit as error:
            return Problem(error.column, error.value, error.zh, error.en)

    def beside(self, one: Drafted) -> list[Drafted] | Problem:
        """The records that its row tells of beside the act, or why one is none: it lies in the future."""
        found = []
        for told in one.native.beside:
            at = Moment(told.on.isoformat(), "day")
            if at.earliest > self._now:
                zh, en = f"时间 {told.on} 尚未到来", f"{told.on} is still to come"
                return Problem(told.column, told.on.isoformat(), zh, en)
            draft = replace(
                one.draft,
                id=record_id(one.draft.case, told.step),
                step=told.step,
                at=at,
                until=None,
                by=(),
                confirmations=(),
                fields=dict(told.fields),
                personal={},
            )
            found.append(replace(one, draft=draft, local_record=told.step))
        return found

    def _drafted(self, one: Typed, docket: Docket, facts: Mapping[str, Json]) -> Drafted:
        act, native, procedure = one.act, one.native, one.procedure
        _check_time(act, self._now)
        if has_own_page(procedure, act.step):
            told = docket.procedure.title, docket.procedure.english
            zh, en = (
                f"“{told[0]}”的这项办理只在本系统的页面进行",
                f"this act of “{told[1]}” is done on its pages here alone",
            )
            raise _Unfit("step", act.step, zh, en)
        organ = one.facts.get("organ")
        if organ not in (None, "", self._source.organ):
            zh = f"“{organ}”不是本来源的机关 {self._source.organ}"
            raise _Unfit("organ", str(organ), zh, f"“{organ}” is not the organ of this source")
        case = case_id(self._source.organ, procedure, act.case)
        local = _local_record(act, native)
        step = docket.procedure.steps.get(act.step)
        fields, personal = _values(step.fields if step else {}, act)
        fields.update(_lists(act))
        if native.kept:
            fields[LAYOUT] = dict(native.kept)
        personal.update(native.sealed)
        corrects = record_id(case, act.corrects) if act.corrects else None
        draft = Draft(
            id=record_id(case, local),
            case=case,
            step=VOID_ACT if act.void and corrects else act.step,
            at=_moment(act.day, act.instant, act.precise),
            until=_until(act),
            organ=self._source.organ,
            entered_by=self._by,
            pack=f"sha256:{docket.procedure.content_hash}",
            by=_actors(act),
            confirmations=_confirmations(act),
            fields={"reason": "来源撤销"} if act.void and corrects else fields,
            personal={} if act.void else personal,
            corrects=corrects,
        )
        opening = partial(self._opening, one, docket, procedure, case, facts)
        mirrored = docket.procedure.elsewhere is not None
        return Drafted(native, draft, opening, facts, local, mirrored)

    def _opening(
        self, one: Typed, docket: Docket, procedure: str, case: str, facts: Mapping[str, Json]
    ) -> Draft:
        native = one.native
        fields: dict[str, Json] = {
            "procedure": procedure,
            "number": (native.case_number or one.act.case)[:LONGEST_NAME],
            "title": native.title or docket.procedure.title,
            "division": self._source.division,
            "ends": list(docket.procedure.ends),
            "facts": dict(facts),
        }
        if one.facts.get("field"):
            fields["field"] = str(one.facts["field"])
        if uncovered := self._uncovered(one, docket):
            fields["uncovered"] = list(uncovered)
        return Draft(
            id=record_id(case, OPEN_CASE),
            case=case,
            step=OPEN_CASE,
            at=_moment(one.act.day, one.act.instant, one.act.precise),
            organ=self._source.organ,
            entered_by=self._by,
            pack=f"sha256:{docket.procedure.content_hash}",
            fields=fields,
            personal=dict(native.party),
        )

    def _uncovered(self, one: Typed, docket: Docket) -> list[str]:
        """Steps, lists and fields that this source does not tell of."""
        told = one.native.uncovered_but
        steps = [] if told is None else [step for step in docket.procedure.steps if step not in told]
        lists = [name for attribute, name in _LISTS.items() if getattr(one.act, attribute) is None]
        if told is not None:
            lists = sorted({*lists, "documents", "recordings"})
        return list(dict.fromkeys([*steps, *lists, *untold(one.procedure, self._source.mapping)]))

    def _facts(self, docket: Docket, one: Typed) -> dict[str, Json]:
        attributes = docket.procedure.attributes
        return {
            name: written_value(attributes[name].definition, value)
            for name, value in one.facts.items()
            if name in attributes
        }


def stated(drafted: Drafted, facts: Mapping[str, Json]) -> Draft:
    """The draft that states facts which the case did not have so."""
    digest = row_digest({name: canonical(value).decode() for name, value in facts.items()})
    draft = drafted.draft
    return Draft(
        id=record_id(draft.case, f"{STATE_FACTS}:{digest}"),
        case=draft.case,
        step=STATE_FACTS,
        at=draft.at,
        organ=draft.organ,
        entered_by=draft.entered_by,
        pack=draft.pack,
        fields={"facts": dict(facts)},
    )


class _Unfit(Exception):
    """A row that is no record; caught in this module alone."""

    def __init__(self, column: str, value: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.column, self.value, self.zh, self.en = column, value[:80], zh, en


def _check_time(act: Act, now: int) -> None:
    if act.instant > now:
        shown = date_of(act.day).isoformat()
        raise _Unfit(
            "at",
            shown,
            f"时间 {shown} 尚未到来，不是已经发生的行为",
            f"{shown} is still to come: nothing has happened",
        )


def _local_record(act: Act, native: Native) -> str:
    """The source's own id of the record, else one of its contents, so that sent again it is the same."""
    if not act.id.startswith(NO_RECORD_ID):
        return act.id
    return f"~{row_digest(native.cells)}"


def _values(definitions: Mapping[str, FieldDefinition], act: Act) -> tuple[dict[str, Json], dict[str, Json]]:
    """Fields of the record, and those that are personal."""
    fields: dict[str, Json] = {}
    personal: dict[str, Json] = {}
    for name, value in act.fields.items():
        definition = definitions.get(name)
        if value is None or definition is None:
            continue
        written = written_value(definition, value)
        (personal if definition.personal else fields)[name] = written
    return fields, personal


def _lists(act: Act) -> dict[str, Json]:
    found: dict[str, Json] = {}
    if act.documents:
        found[DOCUMENTS] = [{"kind": one, "attachment": None, "number": None} for one in act.documents]
    if act.recordings:
        found[RECORDINGS] = [
            {
                "kind": one.kind,
                "attachment": None,
                "from": None if one.start is None else written_instant(one.start),
                "to": None if one.end is None else written_instant(one.end),
            }
            for one in act.recordings
        ]
    return found


def _actors(act: Act) -> tuple[Actor, ...]:
    return tuple(Actor(_name("officers", one.officer), one.role) for one in act.by or ())


def _confirmations(act: Act) -> tuple[Confirmation, ...]:
    """What the source says was confirmed; where it tells no time, at the end of the act."""
    return tuple(
        Confirmation(
            one.officer, act.end_instant if one.confirmed_at == NOTHING_RECORDED else one.confirmed_at
        )
        for one in act.by or ()
        if one.confirmed_at is not None
    )


def _name(column: str, text: str) -> str:
    controls = not text.isprintable() and any(ord(sign) < 32 or ord(sign) == 127 for sign in text)
    if controls or len(text) > LONGEST_NAME:
        raise _Unfit(column, text, f"“{text[:40]}”不能作为编号", f"“{text[:40]}” is no number of an officer")
    return text


def _until(act: Act) -> Moment | None:
    same = (act.end_day, act.end_instant, act.end_precise) == (act.day, act.instant, act.precise)
    return None if same else _moment(act.end_day, act.end_instant, act.end_precise)


def _moment(day: int, instant: int, precise: bool) -> Moment:
    if not precise:
        return Moment(date_of(day).isoformat(), "day")
    if instant % 1_000_000:
        return Moment(written_instant(instant), "microsecond")
    local = datetime.fromtimestamp(instant // 1_000_000, UTC).astimezone(ZONE)
    return Moment(local.isoformat(timespec="seconds"), "second")


def days_late(act_end: int, now: int) -> int:
    """Whole days between the end of an act and its entry."""
    return max(0, (now - act_end) // _DAY)
