"""Open data of decisions against organisations: a table, JSON, a feed. Decisions on persons are in none of them.

Each file says what was withdrawn or corrected since, so that whoever holds a copy can mend it, and each keeps the
choices of the list that it was asked from. The table speaks the language of its address; the names of JSON are for
programs and stay, with a word beside each code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.queries import Asked, GoneRow, changed_last, fingerprint, gone_rows, open_rows
from plumbline.apps.jobs.schedule import ZONE
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.public_portal.frame import Request, portal_page, to
from plumbline.apps.public_portal.pages.decisions_views import read_asked
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.registers.cells import csv_line

_FEED = 50
_MARK = "\ufeff"
"""Spreadsheet programs take the file for Chinese text only with it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What a file needs of the page's language: it is written while it is sent, when that language is gone."""

    language: Language
    titles: Mapping[str, str]
    states: Mapping[str, str]
    address: Callable[[str], str]

    def kind(self, code: str) -> str:
        return shelf().words.word("decision_kind", code, self.language)

    def reason(self, one: GoneRow) -> str:
        """Why it is gone: an end of the display has a code, a withdrawal says it in words."""
        is_code = one.state == "stopped" and one.reason
        return shelf().words.word("ground", one.reason, self.language) if is_code else one.reason


@portal_page
def table(request: Request, language: Language) -> StreamingHttpResponse:
    """CSV: decisions first, then one line for each that was withdrawn."""
    return _table(request, language, read_asked(request, 1), "decisions-organisations.csv")


@portal_page
def organ_table(request: Request, language: Language, code: str, year: int) -> StreamingHttpResponse:
    """The same of one organ and one year."""
    asked = Asked(organs=(code,), years=(year,))
    return _table(request, language, asked, f"decisions-{code}-{year}.csv")


@portal_page
def rows(request: Request, language: Language) -> StreamingHttpResponse:
    """JSON: `decisions`, and `withdrawn` with the day and the reason."""
    lines = _json_lines(_words(request, language), read_asked(request, 1), changed_last())
    return _file(lines, "application/json", "")


@portal_page
def feed(request: Request, language: Language) -> HttpResponse:
    """RSS of what was published or withdrawn last; of persons nothing."""
    words, asked = _words(request, language), read_asked(request, 1)
    made = Rss201rev2Feed(
        title=_("Decisions in public"),
        link=request.build_absolute_uri(to("decisions", language)),
        description=_("Newest decisions of the district's enforcing organs on organisations"),
        language="zh-cn" if language == "zh" else "en",
        feed_url=request.build_absolute_uri(request.get_full_path()),
    )
    items = [_published_item(one, words) for one in islice(open_rows(asked), _FEED)]
    items += [_withdrawn_item(one, words) for one in islice(gone_rows(asked), _FEED)]
    for item in sorted(items, key=lambda item: item["pubdate"], reverse=True)[:_FEED]:
        made.add_item(**item)
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _published_item(one: Mapping[str, str], words: _Words) -> dict[str, Any]:
    address = words.address(one["key"])
    return {
        "title": f"{one['party']}：{one['cause']}",
        "link": address,
        "description": f"{one['organ_name']} {words.kind(one['kind'])} {one['number']} {one['result']}",
        "unique_id": address,
        "pubdate": _midnight(date.fromisoformat(one["published_on"])),
    }


def _withdrawn_item(one: GoneRow, words: _Words) -> dict[str, Any]:
    address = words.address(one.key)
    said = words.states[one.state]
    return {
        "title": f"{said}：{one.number}" if one.number else said,
        "link": address,
        "description": " ".join(part for part in (one.organ_name, words.reason(one)) if part) or said,
        "unique_id": f"{address}#{one.state}",
        "unique_id_is_permalink": False,
        "pubdate": _midnight(date_of(one.day)),
    }


def _midnight(day: date) -> datetime:
    """The beginning of a day here: at midnight in Greenwich the day has begun eight hours before."""
    return datetime.combine(day, time(), ZONE)


def _words(request: Request, language: Language) -> _Words:
    titles = {
        "key": _("Key"),
        "kind": _("Kind"),
        "number": _("Number of the decision"),
        "title": _("Document"),
        "organ": _("Code of the organ"),
        "organ_name": _("Organ"),
        "party": _("Party"),
        "party_code": _("Unified social credit code"),
        "cause": _("Cause"),
        "result": _("Outcome"),
        "decided_on": _("Decided on"),
        "published_on": _("Published on"),
        "address": _("Page"),
        "state": _("State"),
        "changed_on": _("State since"),
        "reason": _("Reason"),
    }
    states = {
        "published": _("published"),
        "corrected": _("published, corrected"),
        "withdrawn": _("publication withdrawn"),
        "stopped": _("display ended"),
    }
    return _Words(
        language,
        titles,
        states,
        lambda key: request.build_absolute_uri(to("decision", language, key=key)),
    )


def _table(request: Request, language: Language, asked: Asked, name: str) -> StreamingHttpResponse:
    return _file(_table_lines(_words(request, language), asked), "text/csv", name)


def _file(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    """A file that is written while it is sent, however long; its ETag tells whether anything of it changed."""
    answer = StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")
    answer.headers["ETag"] = f'"{fingerprint()}"'
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _table_lines(words: _Words, asked: Asked) -> Iterator[str]:
    yield _MARK + csv_line(words.titles.values())
    for one in open_rows(asked):
        told = {**one, "kind": words.kind(one["kind"]), "address": words.address(one["key"])}
        yield _table_line(told, words)
    for gone in gone_rows(asked):
        yield _table_line({**_gone(gone, words), "reason": words.reason(gone)}, words)


def _table_line(told: Mapping[str, str], words: _Words) -> str:
    said = {**told, "state": words.states[told["state"]]}
    return csv_line(said.get(name, "") for name in words.titles)


def _json_lines(words: _Words, asked: Asked, changed: int) -> Iterator[str]:
    about = {"language": words.language, "time_zone": str(ZONE), "changed_last_on": _day(changed)}
    decisions = (
        {**one, "kind_word": words.kind(one["kind"]), "address": words.address(one["key"])}
        for one in open_rows(asked)
    )
    yield f'{{"about": {json.dumps(about)},\n"decisions": ['
    yield from _joined(decisions)
    yield '],\n"withdrawn": ['
    yield from _joined({**_gone(one, words), "on": _day(one.day)} for one in gone_rows(asked))
    yield "]}\n"


def _joined(told: Iterable[Mapping[str, str]]) -> Iterator[str]:
    mark = "\n"
    for one in told:
        yield mark + json.dumps(one, ensure_ascii=False)
        mark = ",\n"


def _gone(one: GoneRow, words: _Words) -> dict[str, str]:
    """What is told of a decision that is no longer public: of one whose term is over its page alone."""
    return {
        "key": one.key,
        "number": one.number,
        "organ_name": one.organ_name,
        "state": one.state,
        "changed_on": _day(one.day),
        "reason": one.reason,
        "address": words.address(one.key),
    }


def _day(day: int) -> str:
    return date_of(day).isoformat() if day else ""
