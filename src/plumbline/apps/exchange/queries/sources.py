"""Reading of the exchange: frozen values, never model instances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Greatest

from plumbline.apps.casework.queries import counts_by_procedure
from plumbline.apps.exchange.identity import SIGN
from plumbline.apps.exchange.models import Delivery, HeldRow, HookTarget, LeftOut, Source, Token
from plumbline.apps.exchange.store import delivery_view, supplier_of
from plumbline.apps.exchange.suppliers import BEGINNING, TAKING, DeliveryView, Supplier, notices_of
from plumbline.apps.jobs.queries import counts_of, dead_with, next_of
from plumbline.core.authority.access import Visible

PAGE = 50


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with what came from it: counts, and how long ago (microseconds; None: nothing yet)."""

    code: str
    title: str
    organ: str
    layout: str
    closed: bool
    last_received: int | None
    rows: int
    stored: int
    waiting: int
    left_out: int
    late: int
    lag: int | None
    """Days from act to entry of the oldest act in the newest delivery that brought any; None: none did yet."""
    breaches: int


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """Who left a row out, when and why."""

    by: str
    at: int
    why: str


@dataclass(frozen=True, slots=True)
class HeldView:
    """A row that waits, or one that was left out."""

    id: int
    source: str
    delivery: int
    number: int
    cells: dict[str, str]
    faults: list[dict[str, str]]
    left: LeftOutView | None = None
    """Of a row that was left out: by whom, when, why."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Cases of a procedure that an organ brought along when it began."""

    procedure: str
    running: int
    ended: int
    overdue: int


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A file whose job was given up: when and why."""

    job: int
    name: str
    at: int | None
    error_zh: str
    error_en: str


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token without its secret."""

    key: str
    source: str
    made_at: int
    made_by: str
    used_at: int | None
    revoked_at: int | None


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target for notices without its key."""

    id: int
    organ: str
    title: str
    address: str
    told_at: int | None
    """When it was called last."""
    taken_at: int | None
    """When it took a notice last."""
    answer: str
    closed: bool
    of_acts: bool
    """It is told what is done here, beside the deliveries."""
    to_come: int
    """Notices that are still to be sent, for the first time or again."""
    given_up: int
    """Notices that are sent again by hand alone."""
    next_at: int | None
    """When the first of those to come is sent."""
    """Notices that it did not take however often they were sent; the system administrator can send them again."""


def source_title(code: str) -> str:
    """The title of a source, also of one that is closed; empty where none has the code."""
    return str(Source.objects.filter(code=code).values_list("title", flat=True).first() or "")


def sources(visible: Visible) -> list[SourceView]:
    """The sources in sight with their counts, in the order of their titles."""
    rows = _seen(Source.objects.order_by("closed_at", "title", "code"), visible)
    codes = [one.code for one in rows]
    sums = {
        one["source"]: one
        for one in Delivery.objects.filter(source__in=codes)
        .values("source")
        .annotate(
            last=Max("received_at"),
            rows_in=Sum(Greatest("rows", "done_rows")),
            stored_in=Sum("stored"),
            late_in=Sum("late"),
            breaches_in=Sum("breaches"),
        )
    }
    held = HeldRow.objects.filter(source__in=codes, mended_at=None)
    waiting, left = (
        dict(part.values_list("source").annotate(number=Count("*")))
        for part in (held.filter(left_at=None), held.exclude(left_at=None))
    )
    lags = _lags(codes)
    return [
        _source(
            one,
            sums.get(one.code, {}),
            (waiting.get(one.code, 0), left.get(one.code, 0)),
            lags.get(one.code),
        )
        for one in rows
    ]


def supplier(code: str, *, closed: bool = False) -> Supplier | None:
    """The source of that code; a closed one only where asked for."""
    rows = Source.objects.filter(code=code)
    found = (rows if closed else rows.filter(closed_at=None)).first()
    return None if found is None else supplier_of(found)


def deliveries(code: str, before: int | None = None, size: int = PAGE) -> list[DeliveryView]:
    """Deliveries of a source, newest first."""
    rows = Delivery.objects.filter(source=code).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [delivery_view(one) for one in rows[:size]]


def delivery(code: str, number: int) -> DeliveryView | None:
    """A delivery of a source."""
    one = Delivery.objects.filter(source=code, pk=number).first()
    return None if one is None else delivery_view(one)


def waiting(
    code: str, after: int = 0, size: int = PAGE, *, delivery: int | None = None, left_out: bool = False
) -> list[HeldView]:
    """Rows of a source that wait, or that were left out, oldest first; those of one delivery where one is named."""
    rows = _held_rows(code, left_out).filter(pk__gt=after).order_by("pk")
    if delivery is not None:
        rows = rows.filter(delivery=delivery)
    found = list(rows[:size])
    said = LeftOut.objects.filter(row__in=[one.pk for one in found], back_at=None) if left_out else ()
    told = {one.row: LeftOutView(one.by, one.at, one.why) for one in said}
    return [_held(one, told.get(one.pk)) for one in found]


def _held_rows(code: str, left_out: bool) -> Any:
    rows = HeldRow.objects.filter(source=code, mended_at=None)
    return rows.exclude(left_at=None) if left_out else rows.filter(left_at=None)


def held(code: str, row: int) -> HeldView | None:
    """A row that waits."""
    one = _held_rows(code, False).filter(pk=row).first()
    return None if one is None else _held(one)


def problems_of(code: str, number: int, most: int = 1_000) -> list[dict[str, Any]]:
    """What is wrong with the rows of a delivery that wait: numbers, columns and reasons, no contents."""
    rows = _held_rows(code, False).filter(delivery=number).order_by("number")
    return [{"row": one.number, "problems": [_reasons(fault) for fault in one.faults]} for one in rows[:most]]


def _reasons(fault: dict[str, str]) -> dict[str, str]:
    return {name: fault[name] for name in ("column", "basis")}


def waiting_count(code: str, *, left_out: bool = False) -> int:
    """How many rows of a source wait, or were left out."""
    return int(_held_rows(code, left_out).count())


def deliveries_held(code: str, *, left_out: bool = False) -> list[tuple[int, int]]:
    """Deliveries with rows that wait, or were left out, and how many: newest first."""
    rows = _held_rows(code, left_out).values_list("delivery").annotate(number=Count("*"))
    return [(int(one), int(number)) for one, number in rows.order_by("-delivery")]


def all_waiting(code: str, *, left_out: bool = False) -> Iterator[HeldView]:
    """Every row of a source that waits, or was left out, a page in memory at a time."""
    after: int | None = 0
    while after is not None:
        rows = waiting(code, after, 500, left_out=left_out)
        yield from rows
        after = rows[-1].id if len(rows) == 500 else None


def waiting_columns(code: str, *, left_out: bool = False) -> list[str]:
    """The columns of the rows that wait, or were left out."""
    return list(dict.fromkeys(name for one in all_waiting(code, left_out=left_out) for name in one.cells))


def opening_balance(organ: str) -> list[Balance]:
    """Cases that an organ brought along when it began, by procedure: running, ended, overdue; none opened here."""
    codes = Source.objects.filter(organ=organ, code__startswith=BEGINNING).values_list("code", flat=True)
    return [Balance(*row) for row in counts_by_procedure(organ, [f"{SIGN}{code}" for code in codes])]


def broken_off(code: str) -> list[BrokenOff]:
    """Files of a source that were sent in the page and whose taking in was given up, newest first."""
    return [
        BrokenOff(one.number, str(one.arguments["name"]), one.finished_at, one.error_zh, one.error_en)
        for one in dead_with(TAKING, "source", code)
    ]


def tokens(codes: Sequence[str]) -> list[TokenView]:
    """Tokens of these sources, newest first."""
    return [
        TokenView(one.key, one.source, one.made_at, one.made_by, one.used_at, one.revoked_at)
        for one in Token.objects.filter(source__in=codes).order_by("revoked_at", "-made_at")
    ]


def targets(organs: Sequence[str] | None = None) -> list[TargetView]:
    """Targets for notices, of these organs or of all."""
    rows = HookTarget.objects.order_by("closed_at", "title")
    if organs is not None:
        rows = rows.filter(organ__in=organs)
    return [_target(one) for one in rows]


def _target(one: HookTarget) -> TargetView:
    jobs = counts_of(notices_of(one.pk))
    return TargetView(
        one.pk,
        one.organ,
        one.title,
        one.address,
        one.told_at,
        one.taken_at,
        one.answer,
        one.closed_at is not None,
        one.told_leaf is not None,
        jobs["waiting"] + jobs["running"],
        jobs["dead"],
        next_of(notices_of(one.pk)),
    )


def _seen(rows: Any, visible: Visible) -> list[Any]:
    if visible.everything:
        return list(rows)
    wanted = Q(organ__in=visible.organs)
    for beginning in visible.divisions:
        wanted |= Q(division__startswith=beginning)
    return list(rows.filter(wanted))


def _lags(codes: Sequence[str]) -> dict[str, int]:
    """Source → lag of its newest delivery that brought anything."""
    brought = Delivery.objects.filter(source__in=codes, stored__gt=0)
    newest = brought.values("source").annotate(newest=Max("pk")).values_list("newest", flat=True)
    return dict(Delivery.objects.filter(pk__in=list(newest)).values_list("source", "lag"))


def _source(one: Source, sums: dict[str, Any], held: tuple[int, int], lag: int | None) -> SourceView:
    return SourceView(
        one.code,
        one.title,
        one.organ,
        one.layout,
        one.closed_at is not None,
        sums.get("last"),
        sums.get("rows_in") or 0,
        sums.get("stored_in") or 0,
        *held,
        sums.get("late_in") or 0,
        lag,
        sums.get("breaches_in") or 0,
    )


def _held(one: HeldRow, left: LeftOutView | None = None) -> HeldView:
    return HeldView(one.pk, one.source, one.delivery, one.number, one.cells, one.faults, left)
