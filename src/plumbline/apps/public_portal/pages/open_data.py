"""Open data of decisions against organisations: a table, JSON, a feed. Decisions on persons are in none of them.

Each file says what was withdrawn since, so that whoever holds a copy can mend it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.pages.words import kind_word
from plumbline.apps.disclosure.queries import Shown, public_rows, withdrawn_rows
from plumbline.apps.public_portal.frame import Request, portal_page, to
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.publication import COLUMNS, csv_row
from plumbline.core.errors import Language

_FEED = 50
_MARK = "\ufeff"
"""Spreadsheet programs take the file for Chinese text only with it."""


@portal_page
def table(request: Request, language: Language) -> HttpResponse:
    """CSV: decisions first, then one line for each that was withdrawn."""
    lines = [csv_row((*COLUMNS, "state", "changed_on", "reason"))]
    lines += [csv_row((*_values(one).values(), "published", "", "")) for one in _organisations()]
    lines += [
        csv_row((one.key, *[""] * (len(COLUMNS) - 1), one.stage, _day(one.changed_day), one.reason))
        for one in _gone()
    ]
    answer = HttpResponse(_MARK + "".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="decisions-organisations.csv"'
    return answer


@portal_page
def rows(request: Request, language: Language) -> HttpResponse:
    """JSON: `decisions`, and `withdrawn` with the day and the reason."""
    told: dict[str, Any] = {
        "decisions": [_values(one) for one in _organisations()],
        "withdrawn": [
            {"key": one.key, "state": one.stage, "on": _day(one.changed_day), "reason": one.reason}
            for one in _gone()
        ],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return HttpResponse(text + "\n", content_type="application/json; charset=utf-8")


@portal_page
def feed(request: Request, language: Language) -> HttpResponse:
    """RSS of the newest decisions; of persons nothing."""
    made = Rss201rev2Feed(
        title=_("Decisions in public"),
        link=request.build_absolute_uri(to("decisions", language)),
        description=_("Newest decisions of the district's enforcing organs on organisations"),
        language="zh-cn" if language == "zh" else "en",
        feed_url=request.build_absolute_uri(request.path),
    )
    for place, one in enumerate(_organisations()):
        if place >= _FEED:
            break
        told = one.publication
        address = request.build_absolute_uri(to("decision", language, key=one.key))
        made.add_item(
            title=f"{told.party}：{told.cause}",
            link=address,
            description=f"{told.organ_name} {kind_word(told.kind)} {told.number} {told.result}",
            unique_id=address,
            pubdate=datetime.combine(date_of(one.published_day), time(), UTC),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _organisations() -> Iterator[Shown]:
    return (one for one in public_rows() if not one.publication.is_natural)


def _gone() -> Iterator[Shown]:
    return (one for one in withdrawn_rows() if not one.publication.is_natural)


def _values(one: Shown) -> dict[str, str]:
    told = one.publication
    known = {"key": one.key, "published_on": date_of(one.published_day).isoformat()}
    return {name: known.get(name) or str(getattr(told, name, "")) for name in COLUMNS}


def _day(day: int | None) -> str:
    return date_of(day).isoformat() if day is not None else ""
