"""What keeps findings: a projection of their records; and the state of scanning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Final

from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.supervision.models import CaseLooked, CaseRests, FindingRow, FineRow, ScanPlace
from plumbline.core.cases.reserved import DISCRETION, FINDINGS_OF
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.ledger.record import Record
from plumbline.core.oversight.fairness import fines_of
from plumbline.core.oversight.finding import Finding, fold
from plumbline.core.oversight.wide import STREAM

ONLY: Final = 1
_COLUMNS = tuple(field.attname for field in FindingRow._meta.concrete_fields)


class FindingProjection:
    """Findings by case, folded from the stream beside it. Told of records in the transaction that enters them."""

    name = "findings"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Fold every stream touched anew; streams are short."""
        touched: dict[str, list[Entered]] = {}
        for one in entered:
            if one.record.case.startswith(FINDINGS_OF):
                touched.setdefault(one.record.case, []).append(one)
        rows: list[FindingRow] = []
        for stream, new in touched.items():
            records = [one.record for one in new]
            if new[0].position > 0:
                records = [held.record for held in case_records(stream)[: new[-1].position + 1]]
            rows += rows_of(records)
        if rows:
            FindingRow.objects.filter(case__in={row.case for row in rows}).delete()
            FindingRow.objects.bulk_create(rows, batch_size=400)

    def clear(self) -> None:
        """Remove every row."""
        FindingRow.objects.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by id."""
        for values in FindingRow.objects.order_by("id").values_list(*_COLUMNS).iterator():
            row: dict[str, Json] = dict(zip(_COLUMNS, values, strict=True))
            yield canonical({**row, "table": "finding"})


class FineProjection:
    """Fines with what their decisions said of the benchmark, by case."""

    name = "fines"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Make the rows anew of each case in which such a decision, or a correction, was entered."""
        last: dict[str, int] = {}
        for one in entered:
            if DISCRETION in one.record.fields or one.record.corrects is not None:
                last[one.record.case] = max(one.position, last.get(one.record.case, 0))
        if not last:
            return
        FineRow.objects.filter(case__in=list(last)).delete()
        rows = [
            row
            for case, position in last.items()
            for row in _fine_rows([held.record for held in case_records(case)[: position + 1]])
        ]
        FineRow.objects.bulk_create(rows, batch_size=400)

    def clear(self) -> None:
        """Remove every row."""
        FineRow.objects.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by record; money as text."""
        columns = [one.attname for one in FineRow._meta.concrete_fields]
        for values in FineRow.objects.order_by("record").values_list(*columns).iterator():
            told = (str(one) if isinstance(one, Decimal) else one for one in values)
            row: dict[str, Json] = dict(zip(columns, told, strict=True))
            yield canonical({**row, "table": "fine_stated"})


def _fine_rows(records: Sequence[Record]) -> Iterator[FineRow]:
    opening = records[0]
    number, division = (str(opening.fields.get(name, "")) for name in ("number", "division"))
    for one in fines_of(records):
        yield FineRow(**asdict(one), case=opening.case, number=number, organ=opening.organ, division=division)


def rows_of(records: Sequence[Record]) -> list[FindingRow]:
    """The rows of a stream."""
    opening = records[0]
    said = {
        name: str(opening.fields.get(name, ""))
        for name in ("case_number", "case_procedure", "field", "division")
    }
    case = opening.case.removeprefix(FINDINGS_OF)
    return [_row(case, opening.organ, said, key, one) for key, one in fold(records).items()]


def _row(case: str, organ: str, said: dict[str, str], key: str, one: Finding) -> FindingRow:
    seen = one.seen
    return FindingRow(
        id=one.id,
        case=case,
        key=key,
        number=said["case_number"],
        procedure=said["case_procedure"],
        field=said["field"],
        organ=organ,
        division=said["division"],
        rule=seen.rule,
        record=seen.record,
        step=seen.step,
        kind=seen.kind,
        outcome=seen.outcome.value,
        state=one.state.value,
        day=seen.day,
        due=seen.due,
        days_over=seen.days_over,
        late_entry=seen.late_entry,
        opened_at=one.opened_at,
        changed_at=one.changed_at,
        closed_at=one.closed_at,
        waits=one.proposed is not None,
        proposed_by=one.proposed.by if one.proposed else "",
        closed_by=" ".join(one.closed_by),
        why=one.why,
        matters=" ".join(one.matters),
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """What is kept of a look at a case."""

    case: str
    position: int
    again_at: int | None
    rests_on: frozenset[str]


def keep_looks(looks: Sequence[Looked], now: int) -> None:
    """When each case is to be looked at again, and what it rests on.

    A case that changed, or stands in other streams than before, calls those that stand with it: they are due now. The
    call is in the same transaction, so a kill leaves nobody uncalled; a case looked at again unchanged calls nobody.
    """
    cases = [one.case for one in looks]
    calls = _calls(looks)
    CaseLooked.objects.filter(case__in=cases).delete()
    CaseLooked.objects.bulk_create(
        CaseLooked(case=one.case, position=one.position, looked_at=now, again_at=one.again_at)
        for one in looks
    )
    CaseRests.objects.filter(case__in=cases).delete()
    rests = (
        CaseRests(key=f"{one.case}/{on}", case=one.case, on=on)
        for one in looks
        for on in sorted(one.rests_on)
    )
    CaseRests.objects.bulk_create(rests, batch_size=400)
    if called := _called(calls):
        CaseLooked.objects.filter(case__in=called, position__gte=0).update(again_at=now)


def _calls(looks: Sequence[Looked]) -> dict[str, set[str]]:
    """Streams in which something changed since the last look at these cases, each with the cases that changed."""
    cases = [one.case for one in looks]
    before: dict[str, set[str]] = {}
    rows = CaseRests.objects.filter(case__in=cases, on__startswith=STREAM)
    for case, name in rows.values_list("case", "on"):
        before.setdefault(case, set()).add(name)
    standing = [(one, {on for on in one.rests_on if on.startswith(STREAM)}) for one in looks]
    if not before and not any(names for _one, names in standing):
        return {}
    known = dict(CaseLooked.objects.filter(case__in=cases).values_list("case", "position"))
    found: dict[str, set[str]] = {}
    for one, names in standing:
        was = before.get(one.case, set())
        if names != was or known.get(one.case) != one.position:
            for name in names | was:
                found.setdefault(name, set()).add(one.case)
    return found


def _called(calls: Mapping[str, set[str]]) -> set[str]:
    """The cases that stand in these streams, where others than the one that changed do."""
    members: dict[str, set[str]] = {}
    for name, case in CaseRests.objects.filter(on__in=sorted(calls)).values_list("on", "case"):
        members.setdefault(name, set()).add(case)
    return {case for name, cases in members.items() if len(cases | calls[name]) > 1 for case in cases}


def due_looks(now: int, most: int) -> list[str]:
    """Cases in which a clock has run out since they were looked at, the longest first."""
    rows = CaseLooked.objects.filter(again_at__lte=now).order_by("again_at", "case")
    return list(rows.values_list("case", flat=True)[:most])


def resting_on(things: Iterable[str]) -> list[str]:
    """Cases whose findings rest on any of these.

    Ordered here: asked for distinct cases in order, SQLite walks through every case of the district in that order.
    """
    rows = CaseRests.objects.filter(on__in=sorted(things))
    return sorted(set(rows.values_list("case", flat=True)))


def known_streams(cases: Sequence[str]) -> set[str]:
    """Of these cases those that ever had a finding."""
    return set(FindingRow.objects.filter(case__in=cases).values_list("case", flat=True))


def place() -> ScanPlace:
    """How far the log was followed."""
    found: ScanPlace
    found, _made = ScanPlace.objects.get_or_create(id=ONLY, defaults={"leaf": 0})
    return found


def move_place(leaf: int) -> None:
    """The log is followed up to this leaf."""
    ScanPlace.objects.filter(id=ONLY).update(leaf=leaf)


def note_end(now: int, looked: int) -> None:
    """A tick ended, having looked at so many cases."""
    ScanPlace.objects.filter(id=ONLY).update(ended_at=now, looked=looked)
