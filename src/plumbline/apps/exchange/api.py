"""The interface for other systems: rows in, results out, over HTTP with a token of the source.

Every answer that it can give is declared, the refusals too. What is wrong with a row is told with column and provision
and the row waits in quarantine; what is wrong with a call is told with what to do.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import Header, NinjaAPI, Path, Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from plumbline.apps.exchange import actions, queries
from plumbline.apps.exchange.api_forms import (
    AnswerOut,
    CellsIn,
    DeliveriesOut,
    DeliveryOut,
    ErrorOut,
    LayoutOut,
    MendedOut,
    QuarantineOut,
    RowsIn,
    SourceOut,
    TakenOutOut,
)
from plumbline.apps.exchange.errors import (
    ExchangeError,
    KeyReused,
    LayoutUnknown,
    NoSuchDelivery,
    TokenRefused,
)
from plumbline.apps.exchange.export import names_of, page
from plumbline.apps.exchange.suppliers import DeliveryView, Supplier
from plumbline.apps.exchange.translating import procedures_taken
from plumbline.apps.ledger_store.busy import had_no_turn
from plumbline.apps.ledger_store.errors import Busy, StoreError
from plumbline.apps.people.access import Asked
from plumbline.core.errors import PlumblineError
from plumbline.core.layouts.catalogue import LAYOUTS

LARGEST: int = 2**53
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Refusals = {400: ErrorOut, 401: ErrorOut, 413: ErrorOut, 422: ErrorOut, 503: ErrorOut}


class Bearer(HttpBearer):
    """`Authorization: Bearer plx_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Supplier:
        """The source of the token; raises TokenRefused."""
        return actions.source_of(token, cast(Asked, request).now)


api = NinjaAPI(
    title="Plumbline 准绳 · data exchange",
    version="1",
    description="Records of organs' own systems come in once; see docs/how-to/exchange.md.",
    urls_namespace="exchange_api",
    auth=Bearer(),
    docs_url=None,
)


@api.get("/source", response={200: SourceOut, **Refusals}, summary="The source of the token")
def own_source(request: HttpRequest) -> Any:
    """Which source this is, its layout, and the procedures that rows may name."""
    source = _source(request)
    return {
        "code": source.code,
        "title": source.title,
        "organ": source.organ,
        "layout": source.layout,
        "procedures": list(procedures_taken()),
    }


@api.get("/layouts", response={200: list[LayoutOut], **Refusals}, summary="Layouts of other systems")
def layouts(request: HttpRequest) -> Any:
    """Every layout with its columns."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "english": one.english,
            "basis": one.basis,
            "columns": [
                {"code": c.code, "title": c.title, "required": c.required, "longest": c.longest}
                for c in one.columns
            ],
        }
        for one in LAYOUTS.values()
    ]


@api.post(
    "/rows",
    response={200: AnswerOut, 409: ErrorOut, **Refusals},
    summary="Send rows",
)
def send_rows(
    request: HttpRequest,
    body: RowsIn,
    idempotency_key: Annotated[
        str | None, Header(alias="Idempotency-Key", min_length=1, max_length=150, pattern=r"^[!-~]+$")
    ] = None,
) -> Any:
    """At most a thousand rows. The same call under the same key is answered the same and changes nothing."""
    key = None if idempotency_key is None else f"call:{idempotency_key}"
    return actions.deliver(_source(request), body.rows, key=key, now=cast(Asked, request).now)


class Before(Schema):
    """Paging backwards."""

    before: Number | None = None


class After(Schema):
    """Paging forwards."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0


class AfterCase(Schema):
    """Paging through cases."""

    after: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-f]*$")] = ""


@api.get("/deliveries", response={200: DeliveriesOut, **Refusals}, summary="Deliveries, newest first")
def deliveries(request: HttpRequest, asked: Query[Before]) -> Any:
    """What was received of this source, in numbers."""
    found = queries.deliveries(_source(request).code, asked.before)
    last = found[-1].delivery if len(found) == queries.PAGE else None
    return {"deliveries": [_shown(one) for one in found], "before": last}


@api.get(
    "/deliveries/{number}", response={200: DeliveryOut, 404: ErrorOut, **Refusals}, summary="One delivery"
)
def one_delivery(request: HttpRequest, number: Path[Number]) -> Any:
    """One delivery in numbers."""
    found = queries.delivery(_source(request).code, number)
    if found is None:
        raise NoSuchDelivery(delivery=number)
    return _shown(found)


@api.get("/quarantine", response={200: QuarantineOut, **Refusals}, summary="Rows that wait")
def quarantine(request: HttpRequest, asked: Query[After]) -> Any:
    """Rows of this source that wait to be mended, with what is wrong."""
    found = queries.waiting(_source(request).code, asked.after)
    rows = [
        {
            "id": one.id,
            "delivery": one.delivery,
            "row": one.number,
            "cells": one.cells,
            "problems": one.faults,
        }
        for one in found
    ]
    return {"rows": rows, "after": found[-1].id if len(found) == queries.PAGE else None}


@api.post(
    "/quarantine/{row}",
    response={200: MendedOut, 404: ErrorOut, 409: ErrorOut, **Refusals},
    summary="Send a mended row",
)
def mend_row(request: HttpRequest, row: Path[Number], body: CellsIn) -> Any:
    """The row as mended goes in, or stays with what is still wrong."""
    source = _source(request)
    if queries.held(source.code, row) is None:
        raise NoSuchDelivery(delivery=row)
    clean = {name.replace("\x00", "�"): text.replace("\x00", "�") for name, text in body.cells.items()}
    left = actions.mend(source, row, clean, by=f"source:{source.code}", now=cast(Asked, request).now)
    return {"stored": not left, "problems": [one.to_json() for one in left]}


@api.get(
    "/records/{layout}",
    response={200: TakenOutOut, 404: ErrorOut, **Refusals},
    summary="The organ's records in a layout",
)
def records(
    request: HttpRequest,
    layout: Path[Annotated[str, Field(min_length=1, max_length=60)]],
    asked: Query[AfterCase],
) -> Any:
    """Rows of the organ's cases, a page at a time."""
    if layout not in LAYOUTS:
        raise LayoutUnknown(layout=layout, known=", ".join(LAYOUTS))
    source = _source(request)
    found = page(LAYOUTS[layout], source.organ, names_of(source.organ), asked.after)
    return {"rows": list(found.rows), "after": found.after}


def _source(request: HttpRequest) -> Supplier:
    return cast(Supplier, request.auth)


def _shown(one: DeliveryView) -> dict[str, Any]:
    names = DeliveryOut.model_fields
    return {name: getattr(one, name) for name in names}


_STATUS: tuple[tuple[type[PlumblineError], int], ...] = (
    (TokenRefused, 401),
    (KeyReused, 409),
    (NoSuchDelivery, 404),
    (LayoutUnknown, 404),
    (StoreError, 503),
)


@api.exception_handler(ExchangeError)
@api.exception_handler(StoreError)
def _told(request: HttpRequest, error: PlumblineError) -> HttpResponse:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
    body = {
        "error": type(error).__name__,
        "message": error.message("zh"),
        "message_en": error.message("en"),
        "remedy": error.remedy("zh"),
        "remedy_en": error.remedy("en"),
    }
    return api.create_response(request, body, status=status)


@api.exception_handler(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    if not had_no_turn(error):
        raise error
    return _told(request, Busy(problem=str(error)))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    place = ".".join(str(part) for part in first.get("loc", ()))
    said = str(first.get("msg", ""))
    body = {
        "error": "Invalid",
        "message": f"请求不符合接口说明：{place} {said}",
        "message_en": f"the call is not as the description says: {place} {said}",
        "field": place,
    }
    return api.create_response(request, body, status=422)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401:
        return _told(request, TokenRefused())
    body = {
        "error": "Unreadable",
        "message": f"请求内容读不出来：{error}",
        "message_en": f"the call cannot be read: {error}",
    }
    return api.create_response(request, body, status=400)


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    body = {
        "error": "TooBig",
        "message": "请求过大，请分批发送",
        "message_en": "the call is too big: send several batches",
    }
    return api.create_response(request, body, status=413)
