"""What the exchange keeps: the projection of breaches, deliveries and their counts, rows in quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.db import transaction
from django.db.models import F, Model
from django.db.models.functions import Greatest

from plumbline.apps.exchange.identity import SIGN, row_digest, subject_of
from plumbline.apps.exchange.incoming import Problem, Row
from plumbline.apps.exchange.models import Breach, Delivery, HeldRow, LeftOut, Source
from plumbline.apps.exchange.suppliers import DeliveryView, Supplier
from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of, remember_for
from plumbline.apps.pack_store.case_rows import CaseRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.ledger.record import Record
from plumbline.core.vocabulary import Outcome

_LOT: Final = 500


class BreachProjection(CaseRows):
    """What received records break, each case judged as of its last received record.

    Officers are not asked: their register moves, and a rebuild must give the same. What turns on a certificate is left
    to the scans of supervision.
    """

    name = "received"
    tables: ClassVar[tuple[type[Model], ...]] = (Breach,)

    def apply(self, entered: Sequence[Entered]) -> None:
        """Judge the cases in which a source entered something."""
        remember_for(entered)
        last: dict[str, int] = {}
        whole: dict[str, list[Record]] = {}
        for one in entered:
            record = one.record
            if record.entered_by.startswith(SIGN):
                last[record.case] = max(one.position, last.get(record.case, 0))
            if one.position == len(whole.setdefault(record.case, [])):
                whole[record.case].append(record)
        if not last:
            return
        Breach.objects.filter(case__in=list(last)).delete()
        rows: list[Breach] = []
        for case, position in last.items():
            given = whole[case][: position + 1]
            if len(given) <= position:  # the beginning of the case was entered by an earlier call
                given = [held.record for held in case_records(case) if held.position <= position]
            rows += self.rows_of(case, given)
        Breach.objects.bulk_create(rows)

    def remake(self, case: str, records: Sequence[Record]) -> None:
        """Put the rows of a case anew."""
        Breach.objects.filter(case=case).delete()
        Breach.objects.bulk_create(self.rows_of(case, records))

    def rows_of(self, case: str, records: Sequence[Record]) -> Iterable[Breach]:
        """One row for each rule and record that are at odds."""
        now = records[-1].recorded_at
        docket, history = history_of(records, shelf(), until=now)
        theirs = {one.id for one in records if one.entered_by.startswith(SIGN)}
        found = {}
        for verdict in docket.judge(history.folded(now), now, None):
            if verdict.outcome is Outcome.VIOLATED and verdict.record in theirs:
                rule = docket.rule_on(verdict.rule, 0)
                found[f"{verdict.record}/{verdict.rule}"] = Breach(
                    key=f"{verdict.record}/{verdict.rule}",
                    case=case,
                    record=verdict.record,
                    rule=verdict.rule,
                    basis="；".join(rule.basis),
                    late_entry=verdict.late_entry,
                )
        return found.values()


def supplier_of(row: Source) -> Supplier:
    """The source as a value."""
    return Supplier(row.code, row.title, row.organ, row.division, row.layout, row.mapping, row.procedure)


def delivery_view(one: Delivery) -> DeliveryView:
    """The delivery as a value."""
    return DeliveryView(
        one.pk,
        one.source,
        one.via,
        one.name,
        one.received_at,
        one.finished_at,
        one.rows or one.done_rows,  # the rows of a file are counted in full once all of it is in
        one.stored,
        one.known,
        one.quarantined,
        one.left_out,
        one.late,
        one.lag,
        one.differing,
        one.breaches,
        one.error_zh,
        one.error_en,
    )


def breaches_of(records: Collection[str]) -> dict[str, list[Breach]]:
    """Breaches by record."""
    found: dict[str, list[Breach]] = {}
    for one in Breach.objects.filter(record__in=list(records)).order_by("key"):
        found.setdefault(one.record, []).append(one)
    return found


def hold(source: Supplier, delivery: int, rows: Iterable[tuple[Row, Sequence[Problem]]], now: int) -> int:
    """Set rows aside; how many are new. A row that waits already, or was mended, is not set aside again."""
    made = [
        HeldRow(
            source=source.code,
            delivery=delivery,
            number=row.number,
            digest=row_digest(row.cells),
            subject=_subject(source, row.cells),
            cells=dict(row.cells),
            faults=[one.to_json() for one in problems],
            received_at=now,
        )
        for row, problems in rows
    ]
    if not made:
        return 0
    digests = [one.digest for one in made]
    there = set(
        HeldRow.objects.filter(source=source.code, digest__in=digests).values_list("digest", flat=True)
    )
    HeldRow.objects.bulk_create(made, ignore_conflicts=True)
    return len({*digests} - there)


def still_waits(source: Supplier, row: int, cells: Mapping[str, str], problems: Sequence[Problem]) -> bool:
    """A row that waits was sent again and is still wrong: it stands there as sent last. False where none waits."""
    waits = HeldRow.objects.filter(pk=row, source=source.code, mended_at=None)
    told = {"cells": dict(cells), "faults": [one.to_json() for one in problems]}
    return bool(waits.update(subject=_subject(source, cells), **told))


def waits_no_more(source: Supplier, row: int, by: str, now: int) -> bool:
    """A row that waited, or was left out, is in, and its delivery counts it off; False where there was none.

    What was received is in the case now, sealed and destroyed with it: no copy of a party stays beside it.
    """
    waited = HeldRow.objects.filter(pk=row, source=source.code, mended_at=None)
    first = waited.values_list("delivery", "left_at").first()
    told = {"mended_at": now, "mended_by": by, "cells": {}, "faults": []}
    if first is None or not waited.update(**told):
        return False
    advance(first[0], {"quarantined" if first[1] is None else "left_out": -1})
    return True


def leave_out(
    source: str, rows: Collection[int], delivery: int | None, *, by: str, why: str, now: int
) -> int:
    """Rows that wait do so no more; how many did. Who did it and why stays for good."""
    with transaction.atomic():
        found = _chosen(source, rows, delivery).filter(left_at=None)
        taken = dict(found.select_for_update().values_list("pk", "delivery"))
        _marked(taken, now, "left_out", "quarantined")
        LeftOut.objects.bulk_create(
            [LeftOut(source=source, row=row, at=now, by=by, why=why) for row in taken], batch_size=_LOT
        )
    return len(taken)


def let_wait_again(source: str, rows: Collection[int], delivery: int | None, *, by: str, now: int) -> int:
    """Rows that were left out wait again; how many were."""
    with transaction.atomic():
        found = _chosen(source, rows, delivery).exclude(left_at=None)
        taken = dict(found.select_for_update().values_list("pk", "delivery"))
        _marked(taken, None, "quarantined", "left_out")
        for part in _lots(taken):
            LeftOut.objects.filter(row__in=part, back_at=None).update(back_at=now, back_by=by)
    return len(taken)


def _chosen(source: str, rows: Collection[int], delivery: int | None) -> Any:
    held = HeldRow.objects.filter(source=source, mended_at=None).order_by("pk")
    return held.filter(pk__in=list(rows)) if delivery is None else held.filter(delivery=delivery)


def _marked(taken: Mapping[int, int], left_at: int | None, more: str, less: str) -> None:
    """Marks the rows; each delivery counts what it brought anew."""
    for part in _lots(taken):
        HeldRow.objects.filter(pk__in=part).update(left_at=left_at)
    for delivery, number in Counter(taken.values()).items():
        advance(delivery, {more: number, less: -number})


def _lots(taken: Mapping[int, int]) -> Iterable[list[int]]:
    rows = list(taken)
    return (rows[at : at + _LOT] for at in range(0, len(rows), _LOT))


def _subject(source: Supplier, cells: Mapping[str, str]) -> str:
    return subject_of(source.layout, source.mapping, cells)


def held_as(source: Supplier, cells: Iterable[Mapping[str, str]]) -> list[int]:
    """The rows that wait, or were left out, under the numbers of these."""
    subjects = {_subject(source, one) for one in cells} - {""}
    if not subjects:
        return []
    held = HeldRow.objects.filter(source=source.code, subject__in=list(subjects), mended_at=None)
    return list(held.values_list("pk", flat=True))


def any_held(source: Supplier) -> bool:
    """Whether any row of the source waits or was left out."""
    return bool(HeldRow.objects.filter(source=source.code, mended_at=None).exists())


def advance(delivery: int, counts: Mapping[str, int], done_rows: int | None = None, lag: int = 0) -> None:
    """Add to the counts of a delivery; in the transaction that enters its records. `lag`: days of its oldest act."""
    values: dict[str, Any] = {name: F(name) + number for name, number in counts.items() if number}
    if done_rows is not None:
        values["done_rows"] = done_rows
    if lag:
        values["lag"] = Greatest(F("lag"), lag)
    if values:
        Delivery.objects.filter(pk=delivery).update(**values)


def finish(delivery: int, now: int, **values: Any) -> None:
    """The delivery is through."""
    Delivery.objects.filter(pk=delivery).update(finished_at=now, **values)
