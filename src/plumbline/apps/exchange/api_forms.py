"""What the interface takes and gives: types from which its OpenAPI description is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from plumbline.apps.exchange.actions import BATCH

Cell = str | int | float | bool | None | list[Any] | dict[str, Any]
Text = Annotated[str, Field(max_length=2000)]


class RowsIn(Schema):
    """Rows of the source's layout, at most a thousand."""

    rows: Annotated[list[dict[str, Cell]], Field(min_length=1, max_length=BATCH)]


class CellsIn(Schema):
    """A row of the quarantine as mended: column → text."""

    cells: Annotated[dict[str, str], Field(min_length=1)]


class ProblemOut(Schema):
    """Why a row waits: the column, the value received, the reason, the provision that asks for it."""

    column: str
    value: str
    reason: str
    reason_en: str
    basis: str


class BreachOut(Schema):
    """A rule that a stored record breaks: it is in, and this is the finding."""

    rule: str
    basis: str


class ResultOut(Schema):
    """What became of one row; a stored or known row has a problem where it names another party than its case."""

    row: int
    state: Literal["stored", "known", "quarantined"]
    records: list[str]
    days_late: int
    breaches: list[BreachOut]
    problems: list[ProblemOut]


class AnswerOut(Schema):
    """What became of a call: counts, then row by row."""

    delivery: int
    rows: int
    stored: int
    known: int
    quarantined: int
    late: int
    differing: int
    breaches: int
    results: list[ResultOut]


class DeliveryOut(Schema):
    """A delivery in numbers; instants are microseconds since 1970-01-01 UTC, `lag` the days of its oldest act."""

    delivery: int
    via: str
    name: str
    received_at: int
    finished_at: int | None
    rows: int
    stored: int
    known: int
    quarantined: int
    left_out: int
    late: int
    lag: int
    differing: int
    breaches: int


class DeliveriesOut(Schema):
    """Deliveries of the source, newest first; `before` of the next page, null at the end."""

    deliveries: list[DeliveryOut]
    before: int | None


class HeldOut(Schema):
    """A row that waits."""

    id: int
    delivery: int
    row: int
    cells: dict[str, str]
    problems: list[ProblemOut]


class QuarantineOut(Schema):
    """Rows that wait, oldest first; `after` of the next page, null at the end."""

    rows: list[HeldOut]
    after: int | None


class MendedOut(Schema):
    """What is still wrong with a mended row; nothing when it is in."""

    stored: bool
    problems: list[ProblemOut]


class SourceOut(Schema):
    """The source that the token belongs to."""

    code: str
    title: str
    organ: str
    layout: str
    procedures: list[str]


class ColumnOut(Schema):
    """A column of a layout."""

    code: str
    title: str
    required: bool
    longest: int


class LayoutOut(Schema):
    """A layout that a source may have."""

    id: str
    title: str
    english: str
    basis: str
    columns: list[ColumnOut]


class TakenOutOut(Schema):
    """Rows of the organ's own records in the layout; `after` of the next page, null at the end."""

    rows: list[dict[str, str]]
    after: str | None


class ErrorOut(Schema):
    """What is wrong and what to do, in both languages; for a field the place in the body and the provision."""

    error: str
    message: str
    message_en: str
    remedy: str | None = None
    remedy_en: str | None = None
    field: str | None = None
    basis: str | None = None
