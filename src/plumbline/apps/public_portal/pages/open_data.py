"""Open data of decisions against organisations: a table, JSON, a feed. Decisions on persons are in none of them.

Each file says what was withdrawn since, so that whoever holds a copy can mend it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import islice

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.pages.words import kind_word
from plumbline.apps.disclosure.queries import fingerprint, gone_rows, open_rows
from plumbline.apps.public_portal.frame import Request, portal_page, to
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.publication import COLUMNS
from plumbline.core.errors import Language
from plumbline.core.registers.cells import csv_line

_FEED = 50
_MARK = "\ufeff"
"""Spreadsheet programs take the file for Chinese text only with it."""


@portal_page
def table(request: Request, language: Language) -> StreamingHttpResponse:
    """CSV: decisions first, then one line for each that was withdrawn."""
    return _file(_table_lines(), "text/csv", "decisions-organisations.csv")


@portal_page
def rows(request: Request, language: Language) -> StreamingHttpResponse:
    """JSON: `decisions`, and `withdrawn` with the day and the reason."""
    return _file(_json_lines(), "application/json", "")


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
    for one in islice(open_rows(), _FEED):
        address = request.build_absolute_uri(to("decision", language, key=one["key"]))
        made.add_item(
            title=f"{one['party']}：{one['cause']}",
            link=address,
            description=f"{one['organ_name']} {kind_word(one['kind'])} {one['number']} {one['result']}",
            unique_id=address,
            pubdate=datetime.combine(date.fromisoformat(one["published_on"]), time(), UTC),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _file(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    """A file that is written while it is sent, however long; its ETag tells whether anything of it changed."""
    answer = StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")
    answer.headers["ETag"] = f'"{fingerprint()}"'
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table_lines() -> Iterator[str]:
    yield _MARK + csv_line((*COLUMNS, "state", "changed_on", "reason"))
    for one in open_rows():
        yield csv_line((*one.values(), "published", "", ""))
    for key, state, day, reason in gone_rows():
        yield csv_line((key, *[""] * (len(COLUMNS) - 1), state, _day(day), reason))


def _json_lines() -> Iterator[str]:
    gone = (
        {"key": key, "state": state, "on": _day(day), "reason": reason}
        for key, state, day, reason in gone_rows()
    )
    yield '{"decisions": ['
    yield from _joined(open_rows())
    yield '],\n"withdrawn": ['
    yield from _joined(gone)
    yield "]}\n"


def _joined(told: Iterable[dict[str, str]]) -> Iterator[str]:
    mark = "\n"
    for one in told:
        yield mark + json.dumps(one, ensure_ascii=False)
        mark = ",\n"


def _day(day: int | None) -> str:
    return date_of(day).isoformat() if day is not None else ""
