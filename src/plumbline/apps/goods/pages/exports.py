"""Lists taken away as files, exactly as filtered and sorted: Excel, or CSV for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from plumbline.apps.page_parts.part import Act
from plumbline.apps.people.sheets import CSV, XLSX, write_csv, write_xlsx


def exports(address: str, question: str) -> list[Act]:
    """The buttons; they stand in the list itself, so that they follow its filters."""
    return [
        Act(_("Export as Excel"), f"{address}{question}&form=xlsx", icon="download", small=True),
        Act(_("Export CSV"), f"{address}{question}&form=csv", icon="download", small=True),
    ]


def sheet(
    request: HttpRequest, name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponse | StreamingHttpResponse:
    """The rows as the address asks for them."""
    excel = request.GET.get("form") == "xlsx"
    answer: Any = (
        HttpResponse(write_xlsx(titles, rows), content_type=XLSX)
        if excel
        else StreamingHttpResponse(write_csv(titles, rows), content_type=CSV)
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.{"xlsx" if excel else "csv"}"'
    return answer
