"""The registers as they stand, derived from records: entries, certificates, roles, absences and duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import models

from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.models import Absence, CertificateRow, Duty, RegisterEntry, RoleGrant
from plumbline.core.authority.role import Role
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.history import read_history
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record, Value
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.record import Record as SealedRecord
from plumbline.core.registers.certificates import HeldCertificate, held_certificates
from plumbline.core.registers.entry import Entry, fold_entry
from plumbline.core.registers.register import BY_PROCEDURE, Register, is_entry

_FOR_EVER = 2**62
_TABLES: tuple[type[models.Model], ...] = (RegisterEntry, CertificateRow, RoleGrant, Absence, Duty)


class RegisterProjection:
    """Told of records in the transaction that enters them; folds each touched entry anew, its history is short."""

    name = "registers"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Take records in."""
        by_case: dict[str, list[Entered]] = {}
        for one in entered:
            if is_entry(one.record.case):
                by_case.setdefault(one.record.case, []).append(one)
        made = [_made(case, rows) for case, rows in by_case.items()]
        _put(made)

    def clear(self) -> None:
        """Remove every row."""
        for table in _TABLES:
            table._default_manager.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, table by table, ordered by key."""
        for table in _TABLES:
            rows = table._default_manager.order_by("pk").values()
            for row in rows.iterator():
                yield canonical({"table": table.__name__, **{name: _json(row[name]) for name in sorted(row)}})


def _json(value: Any) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    return value  # type: ignore[no-any-return]


def _made(case: str, rows: Sequence[Entered]) -> tuple[str, list[models.Model]]:
    """The case and the rows that stand for it now."""
    sealed: list[SealedRecord] = [one.record for one in rows]
    if rows[0].position > 0:
        last = rows[-1].position
        sealed = [held.record for held in case_records(case)[: last + 1]]
    register = BY_PROCEDURE[case.partition(":")[0]]
    docket = shelf().docket(register.procedure)
    history = read_history(sealed, docket.procedure, docket.calendar.local_day)
    entry = fold_entry(register, history, _FOR_EVER)
    if entry is None:
        return case, []
    found: list[models.Model] = [_entry_row(entry, sealed)]
    if register.id == "officer":
        found += [_certificate_row(entry, one) for one in held_certificates(entry.acts)]
    if register.id == "account":
        found += _account_rows(entry)
    return case, found


def _entry_row(entry: Entry, sealed: Sequence[SealedRecord]) -> RegisterEntry:
    fields = _definitions(entry.register)
    written = {
        name: written_value(fields[name], value) for name, value in entry.values.items() if value is not None
    }
    return RegisterEntry(
        case=entry.case,
        register=entry.register.id,
        code=entry.code,
        name=entry.name,
        organ=entry.organ,
        division=entry.division,
        values=written,
        ended_on=None if entry.ended_day is None else date_of(entry.ended_day),
        changed_at=sealed[-1].recorded_at,
        position=len(sealed),
    )


def _definitions(register: Register) -> dict[str, Any]:
    steps = shelf().docket(register.procedure).procedure.steps
    return {name: one for step in register.merged for name, one in steps[step].fields.items()}


def _certificate_row(entry: Entry, one: HeldCertificate) -> CertificateRow:
    return CertificateRow(
        key=f"{entry.case}#{one.number}",
        case=entry.case,
        officer=entry.code,
        number=one.number,
        kind=one.kind,
        field=one.field,
        area=one.area,
        issuer=one.issuer,
        first=date_of(one.first_day),
        last=date_of(one.last_day),
        spans=[[span.from_day, span.to_day] for span in one.spans],
        checks=[list(check) for check in one.checks],
        suspended=one.suspended,
        ended=one.ended,
    )


def _account_rows(entry: Entry) -> Iterable[models.Model]:
    """Grants less what was withdrawn; closing the account ends what is left on the day before."""
    ends: dict[str, date] = {}
    signed: set[str] = set()
    for act in entry.acts:
        grant = _text(act, "grant")
        if act.step == "withdraw_role":
            ends[grant] = min(ends.get(grant, date.max), date_of(act.day - 1))
        elif act.step == "sign_undertaking":
            signed.add(grant)
    closed = None if entry.ended_day is None else date_of(entry.ended_day - 1)
    for act in entry.acts:
        if act.step == "grant_role":
            yield _grant(entry, act, min(ends.get(act.id, date.max), closed or date.max), act.id in signed)
        elif act.step == "record_absence":
            yield Absence(
                record=act.id,
                account=_key(entry),
                first=_date(act, "absent_from"),
                last=_date(act, "absent_until"),
                deputy=_text(act, "deputy"),
                kind=_text(act, "absence_kind"),
            )
        elif act.step == "record_duty":
            first, last = _date(act, "duty_from"), _date(act, "duty_until")
            yield Duty(
                record=act.id,
                account=_key(entry),
                organ=entry.organ,
                first=first,
                last=last,
                duty=_text(act, "duty"),
            )


def _key(entry: Entry) -> str:
    """The account's key is the number of its case."""
    return entry.case.partition(":")[2]


def _grant(entry: Entry, act: Record, end: date, signed: bool) -> RoleGrant:
    until = act.fields.get("granted_until")
    last = min(date_of(until) if isinstance(until, int) else date.max, end)
    return RoleGrant(
        record=act.id,
        account=_key(entry),
        role=Role(_text(act, "granted_role")).value,
        organ=_text(act, "organ_no"),
        divisions=_text(act, "division_codes").split(),
        first=_date(act, "granted_from"),
        last=None if last == date.max else last,
        matters=_text(act, "matters").split(),
        undertaken=signed,
    )


def _text(act: Record, name: str) -> str:
    value = act.fields.get(name)
    return value if isinstance(value, str) else ""


def _date(act: Record, name: str) -> date:
    value: Value = act.fields.get(name)
    return date_of(value if isinstance(value, int) else act.day)


def _put(made: Sequence[tuple[str, list[models.Model]]]) -> None:
    """Replace what stood for these cases."""
    if not made:
        return
    cases = [case for case, _rows in made]
    keys = [case.partition(":")[2] for case in cases if case.startswith("register.account:")]
    for chunk in _chunks(cases):
        RegisterEntry.objects.filter(case__in=chunk).delete()
        CertificateRow.objects.filter(case__in=chunk).delete()
    for chunk in _chunks(keys):
        for table in (RoleGrant, Absence, Duty):
            table._default_manager.filter(account__in=chunk).delete()
    for table in _TABLES:
        rows = [row for _case, found in made for row in found if isinstance(row, table)]
        table._default_manager.bulk_create(rows, batch_size=200)


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), 500):
        yield values[start : start + 500]
