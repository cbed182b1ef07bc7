"""What the exchange keeps: the projection of breaches, deliveries and their counts, rows in quarantine."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import F, Model
from django.db.models.functions import Greatest

from plumbline.apps.exchange.identity import SIGN, row_digest, subject_of
from plumbline.apps.exchange.incoming import Problem, Row
from plumbline.apps.exchange.models import Breach, Delivery, HeldRow, Source
from plumbline.apps.exchange.suppliers import DeliveryView, Supplier
from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of, remember_for
from plumbline.apps.pack_store.case_rows import CaseRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.ledger.record import Record
from plumbline.core.vocabulary import Outcome


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
            subject=subject_of(source.layout, row.cells),
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


def still_waits(source: str, row: int, cells: Mapping[str, str], problems: Sequence[Problem]) -> bool:
    """A row that waits was sent again and is still wrong: it stands there as sent last. False where none waits."""
    waits = HeldRow.objects.filter(pk=row, source=source, mended_at=None)
    return bool(waits.update(cells=dict(cells), faults=[one.to_json() for one in problems]))


def waits_no_more(source: str, row: int, by: str, now: int) -> int | None:
    """A row that waited is in; the delivery that brought it first, None where none waited.

    What was received is in the case now, sealed and destroyed with it: no copy of a party stays beside it.
    """
    waited = HeldRow.objects.filter(pk=row, source=source, mended_at=None)
    delivery: int | None = waited.values_list("delivery", flat=True).first()
    told = {"mended_at": now, "mended_by": by, "cells": {}, "faults": []}
    return delivery if waited.update(**told) else None


def waiting_as(source: str, subjects: Collection[str]) -> list[int]:
    """The rows that wait under these numbers."""
    waits = HeldRow.objects.filter(source=source, subject__in=list(subjects), mended_at=None)
    return list(waits.values_list("pk", flat=True))


def any_waits(source: str) -> bool:
    """Whether any row of the source waits."""
    return bool(HeldRow.objects.filter(source=source, mended_at=None).exists())


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
