"""Deliveries: a call with at most a thousand rows, or a file with any number; each is counted and done once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from plumbline.apps.exchange import store
from plumbline.apps.exchange.actions.mirroring import Comparing
from plumbline.apps.exchange.actions.planning import Outcome
from plumbline.apps.exchange.actions.receiving import BATCH, Along, receive
from plumbline.apps.exchange.actions.setting_aside import goes_on
from plumbline.apps.exchange.actions.targets import tell_targets
from plumbline.apps.exchange.errors import FileUnfit, KeyReused, TooManyRows
from plumbline.apps.exchange.incoming import WAITS, Problem, Row, cells_of
from plumbline.apps.exchange.models import Delivery, HeldRow
from plumbline.apps.exchange.suppliers import DeliveryView, Supplier
from plumbline.apps.record_intake.errors import FileError
from plumbline.apps.record_intake.queries import REJECT_PREFIX, RowFault, rows_in, said
from plumbline.core.layouts.mirrored import COMPARED
from plumbline.core.registers.cells import unmarked

Taking = Callable[[Sequence[Row], int, Along, Along], Outcome]
"""Takes rows at an instant: what is done first and what last in their transaction."""


def deliver(
    source: Supplier, given: Sequence[Mapping[str, Any]], *, key: str | None, now: int, via: str = "api"
) -> dict[str, Any]:
    """Takes rows in and answers what became of each; under a known key the same answer, and nothing happens.

    Raises TooManyRows, KeyReused.
    """
    if len(given) > BATCH:
        raise TooManyRows(most=BATCH, given=len(given))
    digest = _digest(given)
    delivery = _begun(source, via, "", key, digest, now)
    if delivery.digest != digest:
        raise KeyReused(key=key)
    if delivery.answer is not None:
        return dict(delivery.answer)
    rows, unfit = _rows(given)

    def then(told: Outcome) -> None:
        """The answer and the notices are there with the records or not at all."""
        answer = _answer(delivery, len(given), told)
        kept = answer if key is not None else None
        store.finish(delivery.pk, now, rows=len(given), breaches=answer["breaches"], answer=kept)
        tell_targets(source, store.delivery_view(Delivery.objects.get(pk=delivery.pk)), now)

    taking = _taking(source, delivery.pk)
    outcome = _take(source, taking, delivery, rows, unfit, now, len(given), then)
    return _answer(delivery, len(given), outcome)


def read_file(
    source: Supplier,
    path: Path,
    *,
    name: str,
    now: int,
    clock: Callable[[], int] | None = None,
    tell: Callable[[int], object] | None = None,
) -> DeliveryView:
    """Takes a file in, a thousand rows at a time; broken off, it goes on after the last whole thousand.

    `clock` gives the instant of each batch, `tell` is told the rows done. Raises FileUnfit.
    """
    digest = _file_digest(path)
    compared = COMPARED.get(source.layout)
    key = (
        f"file:{digest}" if compared is None else None
    )  # the same list is compared anew with what is here by now
    delivery = _begun(source, "file", name[:200], key, digest, now)
    if delivery.finished_at is not None and not delivery.error_zh:
        return store.delivery_view(delivery)
    done, is_whole = int(delivery.done_rows), True
    comparing = None if compared is None else Comparing(compared, source, delivery.pk)
    taking = partial(receive, source) if comparing is None else comparing.take
    try:
        for number, rows, unfit in _chunks(path, name):
            if number <= done:
                continue
            moment = clock() if clock is not None else now
            _take(
                source, taking, delivery, rows, unfit, moment, number, partial(_count_breaches, delivery.pk)
            )
            done = number
            is_whole = is_whole and all(row.mends is None for row in rows)
            if tell is not None:
                tell(done)
    except FileError as error:
        store.finish(delivery.pk, now, error_zh=error.message("zh"), error_en=error.message("en"))
        raise FileUnfit(name=name, problem_zh=error.message("zh"), problem_en=error.message("en")) from error
    with transaction.atomic():
        if comparing is not None and is_whole:  # mended rows of a list are not the list
            comparing.close(now)
        store.finish(delivery.pk, now, rows=done, error_zh="", error_en="")
        view = store.delivery_view(Delivery.objects.get(pk=delivery.pk))
        tell_targets(source, view, now)
    return view


def mend(source: Supplier, row: int, cells: Mapping[str, str], *, by: str, now: int) -> list[Problem]:
    """Sends a row of the quarantine again as mended; what is still wrong with it, nothing when it is in."""
    held: HeldRow = HeldRow.objects.get(pk=row, source=source.code)
    if held.mended_at is not None:
        return []
    given = Row(int(held.number), {name: value for name, value in cells.items() if value})

    def along(told: Outcome) -> None:
        if told.wrong:
            store.still_waits(source, row, given.cells, told.wrong[0][1])
        elif store.waits_no_more(source, row, by, now):
            store.advance(int(held.delivery), told.counts(), lag=told.lag)
            _clear(source, (), [given] if _brings(source, told) else (), by, now)

    outcome = _taking(source, int(held.delivery))([given], now, along, lambda _told: None)
    return outcome.wrong[0][1] if outcome.wrong else []


def _take(
    source: Supplier,
    taking: Taking,
    delivery: Delivery,
    rows: Sequence[Row],
    unfit: Sequence[tuple[Row, Problem]],
    now: int,
    done: int,
    then: Along,
) -> Outcome:
    def along(told: Outcome) -> None:
        wrong = [*((row, [problem]) for row, problem in unfit), *told.wrong]
        if store.any_held(source):
            _came_mended(source, delivery, rows, told, now)
        told.held = store.hold(source, delivery.pk, _came_first(source, wrong), now)
        if int(Delivery.objects.values_list("done_rows", flat=True).get(pk=delivery.pk)) < done:
            counts = {**told.counts(), "quarantined": told.held}
            store.advance(delivery.pk, counts, done, told.lag)

    def whole(told: Outcome) -> Outcome:
        return replace(told, wrong=[*((row, [problem]) for row, problem in unfit), *told.wrong])

    return whole(taking(rows, now, along, lambda told: then(whole(told))))


def _came_first(
    source: Supplier, wrong: Sequence[tuple[Row, list[Problem]]]
) -> Iterator[tuple[Row, list[Problem]]]:
    """The rows to set aside; one of the sheet of waiting rows that is wrong still goes on waiting in its place."""
    for row, problems in wrong:
        if row.mends is None or not store.still_waits(source, row.mends, row.cells, problems):
            yield row, problems


def _came_mended(source: Supplier, delivery: Delivery, rows: Sequence[Row], told: Outcome, now: int) -> None:
    """What waited and is in now waits no more: rows of the sheet of waiting rows, and what the source mended itself.

    The latter by the number under which it sends: a record entered under it is the one that would have come of the row.
    """
    taken, new = {one.number for one in told.taken}, _brings(source, told)
    waited = {row.mends for row in rows if row.mends is not None and row.number in taken}
    _clear(source, waited, [row for row in rows if row.number in new], f"delivery {delivery.pk}", now)


def _brings(source: Supplier, told: Outcome) -> set[int]:
    """The rows that brought what was not there before; a row of a list that is compared alone brings itself."""
    compared = source.layout in COMPARED
    return {one.number for one in told.taken if compared or not one.known}


def _clear(source: Supplier, waited: Iterable[int], brought: Iterable[Row], by: str, now: int) -> None:
    """These rows wait no more, and whatever waits under the numbers of rows that are in."""
    for one in sorted({*waited, *store.held_as(source, [row.cells for row in brought])}):
        store.waits_no_more(source, one, by, now)


def _taking(source: Supplier, delivery: int) -> Taking:
    """How rows of the source are taken: entered, or compared alone."""
    if (compared := COMPARED.get(source.layout)) is not None:
        return Comparing(compared, source, delivery).take
    return partial(receive, source)


def _count_breaches(delivery: int, told: Outcome) -> None:
    store.advance(delivery, {"breaches": sum(len(one) for one in told.breaches.values())})


def _begun(source: Supplier, via: str, name: str, key: str | None, digest: str, now: int) -> Delivery:
    values = {"via": via, "name": name, "digest": digest, "received_at": now}
    if key is None:
        fresh: Delivery = Delivery.objects.create(source=source.code, **values)
        return fresh
    try:
        with transaction.atomic():
            made: Delivery = Delivery.objects.create(source=source.code, key=key, **values)
            return made
    except IntegrityError:
        there: Delivery = Delivery.objects.get(source=source.code, key=key)
        if there.finished_at is None and there.digest == digest:
            goes_on(there.pk, now)
        return there


def _rows(given: Sequence[Mapping[str, Any]]) -> tuple[list[Row], list[tuple[Row, Problem]]]:
    rows: list[Row] = []
    unfit: list[tuple[Row, Problem]] = []
    for number, one in enumerate(given, 1):
        cells = cells_of(one)
        if isinstance(cells, Problem):
            unfit.append((Row(number, {}), cells))
        else:
            rows.append(Row(number, cells))
    return rows, unfit


def _answer(delivery: Delivery, rows: int, outcome: Outcome) -> dict[str, Any]:
    """What became of each row, in their order; a row is stored, known or quarantined."""
    told: dict[int, dict[str, Any]] = {}
    broken = 0
    for one in outcome.taken:
        breaches = outcome.breaches.get(one.record, ())
        broken += len(breaches)
        row = told.setdefault(
            one.number,
            {
                "row": one.number,
                "state": "known",
                "records": [],
                "days_late": 0,
                "breaches": [],
                "problems": [],
            },
        )
        row["records"] += [one.record] if one.record else []
        row["problems"] += [_differs(name).to_json() for name in one.differs]
        row["days_late"] = max(row["days_late"], one.days_late)
        if not one.known:
            row["state"] = "stored"
        row["breaches"] += [{"rule": each.rule, "basis": each.basis} for each in breaches]
    for row_given, problems in outcome.wrong:
        told[row_given.number] = {
            "row": row_given.number,
            "state": "quarantined",
            "records": [],
            "days_late": 0,
            "breaches": [],
            "problems": [one.to_json() for one in problems],
        }
    counts = outcome.counts()
    return {
        "delivery": int(delivery.pk),
        "rows": rows,
        "stored": counts["stored"],
        "known": counts["known"],
        "quarantined": len(outcome.wrong),
        "late": counts["late"],
        "differing": counts["differing"],
        "breaches": broken,
        "results": [told[number] for number in sorted(told)],
    }


def _differs(name: str) -> Problem:
    """The column alone: what is in is destroyed with its case, and no copy of the other value is kept beside it."""
    zh, en = f"“{name}”与本系统中的不一致；本系统中的未改", f"“{name}” differs from what is here, which stays"
    return Problem(name, "", zh, en)


def _chunks(path: Path, name: str) -> Iterator[tuple[int, list[Row], list[tuple[Row, Problem]]]]:
    """The rows of a file by the thousand: number of the last row, rows, rows that could not be read."""
    lines = rows_in(path, name, keep=WAITS)
    number = 0
    while chunk := list(islice(lines, BATCH)):
        rows: list[Row] = []
        unfit: list[tuple[Row, Problem]] = []
        for one in chunk:
            number += 1
            if isinstance(one, RowFault):
                problem = Problem(one.fault.column, one.fault.value, *said(one.fault))
                unfit.append((_row_of(number, one.row), problem))
            else:
                rows.append(_row_of(number, one))
        yield number, rows, unfit


def _row_of(number: int, cells: Mapping[str, str]) -> Row:
    """The row, and which of those that wait it is where it comes from their sheet."""
    mends = cells.get(WAITS, "")
    own = {name: value for name, value in cells.items() if not name.startswith(REJECT_PREFIX)}
    if mends:  # written by us: the mark that kept a value from being a formula is none of its own
        own = {name: unmarked(value) for name, value in own.items()}
    return Row(number, own, int(mends) if mends.isdecimal() and len(mends) < 16 else None)


def _digest(given: Sequence[Mapping[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
