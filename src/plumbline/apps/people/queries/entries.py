"""Entries of registers, their history, who was qualified on which day, which tier of a benchmark the facts meet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from plumbline.apps.ledger_store.queries import HeldRecord, case_records, personal_values
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.models import RegisterEntry
from plumbline.apps.people.store import registers as store
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.cases.field_values import read_fields
from plumbline.core.cases.reserved import OPEN_CASE, REASON, VOID_ACT
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.registers.benchmarks import Match, Tier, facts_of, matched
from plumbline.core.registers.certificates import SUPERVISION, HeldCertificate
from plumbline.core.registers.register import Register, register_of

PAGE = 50
ORDERS = ("code", "name", "organ", "changed_at")
_TITLES = {OPEN_CASE: ("建立登记", "opened"), VOID_ACT: ("作废", "void")}


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as it stands; `values` are typed, days are days since 1970-01-01."""

    register: str
    case: str
    code: str
    name: str
    organ: str
    division: str
    values: Mapping[str, Value]
    ended_on: date | None
    changed_at: int
    position: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list; `total` counts all pages."""

    entries: tuple[EntryView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A certificate that waits for the yearly check."""

    number: str
    officer: str
    name: str
    organ: str
    last: date
    suspended: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One record of an entry. `replaced`: a later record corrects or voids it; `personal`: names of sealed fields."""

    id: str
    step: str
    title_zh: str
    title_en: str
    at: str
    recorded_at: int
    by: tuple[tuple[str, str | None], ...]
    values: Mapping[str, Value]
    personal: tuple[str, ...]
    reason: str
    corrects: str | None
    replaced: bool
    leaf: int | None


def entry(register: str, code: str) -> EntryView | None:
    """The entry of that number."""
    row = store.entry(register_of(register).case_of(code))
    return None if row is None else _view(row)


def organ_name(code: str) -> str:
    """The name of the organ of that number; empty where none is registered under it."""
    return store.names("organ", [code]).get(code, "")


def organ(code: str) -> EntryView | None:
    """The organ of that number, also one struck off since."""
    return entry("organ", code)


def find(
    register: str,
    visible: Visible,
    *,
    words: str = "",
    filters: Mapping[str, Any] = MappingProxyType({}),
    ended: bool | None = None,
    order: str = "code",
    page: int = 1,
    size: int = PAGE,
) -> Found:
    """One page of a register, as far as `visible` reaches; an unknown order is the number's."""
    rows = store.find(register_of(register).id, visible, words, dict(filters), ended)
    total = rows.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    first = (page - 1) * size
    shown = rows.order_by(*_order(order))[first : first + size]
    return Found(tuple(map(_view, shown)), total, page, pages)


def every(
    register: str,
    visible: Visible,
    *,
    words: str = "",
    filters: Mapping[str, Any] = MappingProxyType({}),
    ended: bool | None = None,
    order: str = "code",
) -> Iterator[EntryView]:
    """Every entry of a list, for an export."""
    rows = store.find(register_of(register).id, visible, words, dict(filters), ended)
    for row in rows.order_by(*_order(order)).iterator(chunk_size=500):
        yield _view(row)


def history(register: str, code: str) -> tuple[HistoryLine, ...]:
    """Every record of an entry in the order entered, corrected and voided ones too."""
    kind = register_of(register)
    held = case_records(kind.case_of(code))
    replaced = {one.record.corrects for one in held}
    return tuple(_line(kind, one, one.record.id in replaced) for one in held)


def personal_of(register: str, code: str) -> dict[str, Json]:
    """Personal values of an entry that are still held, newest last; whoever calls it notes the reading."""
    kind = register_of(register)
    held = case_records(kind.case_of(code))
    replaced = {one.record.corrects for one in held}
    standing = [one.record.id for one in held if one.record.id not in replaced]
    opened = personal_values(standing)
    found: dict[str, Json] = {}
    for record in standing:
        found.update(
            {p.name: o.value for p, o in opened.items() if p.record == record and o.value is not None}
        )
    return found


def certificates(officer: str) -> tuple[HeldCertificate, ...]:
    """The certificates of an officer, oldest first."""
    return tuple(map(_certificate, store.certificates_of([officer])))


def certificates_of(officers: Collection[str]) -> dict[str, tuple[HeldCertificate, ...]]:
    """The certificates of each of these officers, oldest first, in one question."""
    found: dict[str, tuple[HeldCertificate, ...]] = {}
    for row in store.certificates_of(officers):
        found[row.officer] = (*found.get(row.officer, ()), _certificate(row))
    return found


def by_certificate(number: str) -> tuple[EntryView, HeldCertificate] | None:
    """The officer who holds the certificate of that number, with it; also one that has ended."""
    officer = store.certificates_there([number]).get(number)
    found = entry("officer", officer) if officer else None
    if found is None:
        return None
    return next(((found, one) for one in certificates(found.code) if one.number == number), None)


def organ_names(codes: Collection[str]) -> dict[str, str]:
    """Names of organs by number, in one question."""
    return store.names("organ", set(codes))


def certificates_by_officer() -> dict[str, dict[str, Value]]:
    """The newest standing certificate of each officer, as the fields of the act that issues one."""
    found: dict[str, dict[str, Value]] = {}
    for one, officer in ((_certificate(row), row.officer) for row in store.certificates_of(None)):
        if not one.ended:
            found[officer] = {
                "certificate_no": one.number,
                "certificate_kind": one.kind or None,
                "issuer": one.issuer or None,
                "certificate_field": one.field or None,
                "certificate_area": one.area or None,
                "valid_from": one.first_day,
                "valid_until": one.last_day,
            }
    return found


def certificates_in(visible: Visible) -> Iterator[tuple[EntryView, HeldCertificate]]:
    """Every certificate of the officers in reach, ended ones too, with its officer."""
    officers = {row.code: _view(row) for row in store.find("officer", visible, "", {}, None)}
    for row in store.certificates_of(None):
        if row.officer in officers:
            yield officers[row.officer], _certificate(row)


def unchecked(year: int, visible: Visible) -> list[CheckLine]:
    """Standing certificates whose yearly check of that year is not entered."""
    return [
        CheckLine(row.number, row.officer, officer.name, officer.organ, row.last, row.suspended)
        for row, officer in store.standing_certificates(visible)
        if year not in {done for done, _result in row.checks}
    ]


def standing(visible: Visible) -> list[CheckLine]:
    """Certificates that stand, in the order of their numbers."""
    return [
        CheckLine(row.number, row.officer, officer.name, officer.organ, row.last, row.suspended)
        for row, officer in store.standing_certificates(visible)
    ]


def officer_register_of(person: Person) -> OfficerRegister:
    """The same of the officer that somebody is; of nobody where they are none."""
    return officer_register([person.officer] if person.officer else [])


def officer_register(officers: Collection[str] | None = None) -> OfficerRegister:
    """Who was qualified on which day, of these officers or of all; one not registered stays unknown."""
    if officers is None:
        rows = [(row.officer, row.kind, row.spans) for row in store.certificates_of(None)]
    else:
        rows = store.spans_of(officers)
    spans: dict[str, list[Certificate]] = {code: [] for code in store.officers_there(officers)}
    for officer, kind, days in rows:
        if kind != SUPERVISION and officer in spans:
            spans[officer] += [Certificate(first, last) for first, last in days]
    return OfficerRegister({code: tuple(found) for code, found in spans.items()})


def qualified(officer: str, day: int) -> bool:
    """Whether the officer held a valid certificate that day; False for one who is not registered."""
    return officer_register([officer]).qualified(officer, day) is True


def benchmarks_of(power: str) -> tuple[Tier, ...]:
    """The tiers in force for an item of the powers list, in the order of their numbers."""
    rows = store.find("benchmark", Visible(everything=True), "", {"power_no": power}, False)
    return tuple(_tier(_view(row)) for row in rows.order_by("code"))


def matched_benchmarks(power: str, ticked: Collection[str]) -> tuple[Match, ...]:
    """The tiers of a power against the facts ticked, those met first."""
    return matched(benchmarks_of(power), ticked)


def _order(order: str) -> tuple[str, ...]:
    name = order.removeprefix("-")
    if name not in ORDERS:
        return ("code", "case")
    return (order, "case") if order.startswith("-") else (name, "case")


def _view(row: RegisterEntry) -> EntryView:
    kind = register_of(row.register)
    return EntryView(
        register=row.register,
        case=row.case,
        code=row.code,
        name=row.name,
        organ=row.organ,
        division=row.division,
        values=MappingProxyType(read_fields(fields_of(kind), row.values)),
        ended_on=row.ended_on,
        changed_at=row.changed_at,
        position=row.position,
    )


def fields_of(kind: Register) -> dict[str, FieldDefinition]:
    """The fields of the merged steps, the opening step's first."""
    steps = shelf().docket(kind.procedure).procedure.steps
    found: dict[str, FieldDefinition] = {}
    for step in kind.merged:
        for name, one in steps[step].fields.items():
            found.setdefault(name, one)
    return found


def _line(kind: Register, held: HeldRecord, replaced: bool) -> HistoryLine:
    record = held.record
    step = shelf().docket(kind.procedure).procedure.steps.get(record.step)
    zh, en = (step.title, step.english) if step else _TITLES.get(record.step, (record.step, record.step))
    reason = record.fields.get(REASON if step else "reason")
    return HistoryLine(
        id=record.id,
        step=record.step,
        title_zh=zh,
        title_en=en,
        at=record.at.value,
        recorded_at=record.recorded_at,
        by=tuple((one.officer, one.role) for one in record.by),
        values=MappingProxyType(read_fields(step.fields, record.fields) if step else {}),
        personal=tuple(record.personal),
        reason=reason if isinstance(reason, str) else "",
        corrects=record.corrects,
        replaced=replaced,
        leaf=held.leaf,
    )


def _certificate(row: Any) -> HeldCertificate:
    from_epoch = date(1970, 1, 1)
    return HeldCertificate(
        number=row.number,
        kind=row.kind,
        field=row.field,
        area=row.area,
        issuer=row.issuer,
        first_day=(row.first - from_epoch).days,
        last_day=(row.last - from_epoch).days,
        spans=tuple(Certificate(first, last) for first, last in row.spans),
        checks=tuple((year, result) for year, result in row.checks),
        suspended=row.suspended,
        ended=row.ended,
    )


def _tier(view: EntryView) -> Tier:
    values = view.values
    least, most = values.get("fine_least"), values.get("fine_most")
    return Tier(
        view.code,
        str(values.get("tier") or ""),
        facts_of(str(values.get("match_words") or "")),
        least if isinstance(least, Decimal) else None,
        most if isinstance(most, Decimal) else None,
    )
