"""Writes the district as the files a user would supply; cases beyond the pool are its cases again under new ids."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from plumbline.site.demo.district import DIVISION, FIGURES, ORGANS, SLOTS, Organ, organs_of
from plumbline.site.demo.draft import Act
from plumbline.site.demo.pool import Template

COPY: Final = "\x00"  # the number of the copy, in every id that must differ between copies
ORGAN: Final = "\x01"
NATIVE: Final = [
    "case_id",
    "record_id",
    "procedure",
    "step",
    "at",
    "until",
    "recorded_at",
    "seq",
    "officers",
    "entered_by",
    "documents",
    "recordings",
    "corrects",
    "void",
    "organ",
]
KEY: Final = ("procedure", "rule", "case", "record", "step", "outcome", "bearer", "aim", "purpose")
CASE: Final = ("case_id", "procedure", "organ", "field", "division", "party_key", "party_kind")


def case_id(template: Template) -> str:
    return f"{COPY}-{template.number}"


def _officer(template: Template, slot: str) -> str:
    slot, at, confirmed = slot.partition("@")
    name, _, role = slot.partition(":")
    person = f"{template.number}{name[1:]}" if name.startswith("=") else f"{ORGAN}-{name}"
    return (f"{person}:{role}" if role else person) + at + confirmed


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _recording(act: Act, mark: str, number: int) -> str:
    """With the span it covers; every third plain one leaves the span out, as many sources do."""
    kind, sign, _ = mark.partition("+") if "+" in mark else mark.partition("-")
    minute = timedelta(minutes=1)
    if not act.until or (not sign and number % 3 == 0):
        return kind
    start = act.at + minute if sign == "+" else act.at
    end = act.until - minute if sign == "-" else act.until
    return f"{kind}@{_moment(start)}/{_moment(end)}"


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return value


def rows(template: Template) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Native columns and fields of each record of a template, in order; ids still hold the marks of copy and organ."""
    for number, act in enumerate(template.draft.acts.values(), 1):
        native = {
            "case_id": case_id(template),
            "record_id": record_id(template, number),
            "procedure": template.draft.procedure,
            "step": act.step,
            "at": act.day.isoformat() if act.day_only else _moment(act.at),
            "until": _moment(act.until) if act.until else "",
            "recorded_at": _moment(act.recorded_at or act.end),
            "seq": number,
            "officers": ";".join(_officer(template, slot) for slot in act.by),
            "entered_by": f"{ORGAN}-6",
            "documents": ";".join(act.documents) or "-",
            "recordings": ";".join(_recording(act, mark, number) for mark in act.recordings),
            "corrects": record_id(template, _number(template, act.corrects)) if act.corrects else "",
            "void": "true" if act.void else "",
            "organ": ORGAN,
        }
        yield native, {name: _field(template, name, value) for name, value in act.fields.items()}


def _field(template: Template, name: str, value: Any) -> Any:
    if name in ("officer", "presider"):
        return _officer(template, str(value))
    if name == "object_key":
        return f"{COPY}-{value}"
    return _value(value)


def _number(template: Template, label: str) -> int:
    return list(template.draft.acts).index(label) + 1


def record_id(template: Template, number: int) -> str:
    return f"{case_id(template)}-{number:02d}"


def key_rows(template: Template) -> Iterator[tuple[str, ...]]:
    """The verdicts of a template that are violated or undetermined."""
    for item in template.expected:
        computed = item.label.startswith("=")
        act = None if computed else template.draft.acts[item.label]
        yield (
            template.draft.procedure,
            item.rule,
            case_id(template),
            "" if computed else record_id(template, _number(template, item.label)),
            act.step if act else item.label[1:],
            item.outcome,
            item.bearer,
            template.aim,
            template.purpose,
        )


def case_row(template: Template, attributes: Sequence[str]) -> list[str]:
    header = template.draft.header
    own = [str(header.get(name, "")) for name in attributes]
    party = f"{COPY}-{template.draft.party or template.number}"
    kind = str(header.get("party_kind", "organisation"))
    return [case_id(template), template.draft.procedure, ORGAN, "\x02", DIVISION, party, kind, *own]


def field_columns(templates: Sequence[Template]) -> list[str]:
    """Every field of the pool, in order; one that is called like a native column gets its prefix."""
    names = dict.fromkeys(name for t in templates for act in t.draft.acts.values() for name in act.fields)
    return sorted(names)


def column(name: str) -> str:
    return f"field:{name}" if name in NATIVE else name


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one template writes into each file, with the marks still in."""

    field: str
    group: int
    planted: bool  # made for a rule, on either side of it
    records: str
    count: int
    case: str
    key: str


def _csv(lines: Sequence[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def render(template: Template, fields: Sequence[str], *, as_json: bool) -> Rendered:
    made = list(rows(template))
    if as_json:
        kept = [{k: v for k, v in native.items() if v != ""} | {"fields": own} for native, own in made]
        # the marks are control characters, which JSON escapes
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
        text = text.replace("\\u0000", COPY).replace("\\u0001", ORGAN)
    else:
        text = _csv(
            [[*native.values(), *(_cell(own.get(name, "")) for name in fields)] for native, own in made]
        )
    return Rendered(
        template.draft.field,
        template.group,
        template.purpose != "skeleton",
        text,
        len(made),
        _csv([case_row(template, ())]),
        _csv(list(key_rows(template))),
    )


def organ_of(item: Rendered, copy: int) -> Organ:
    """Organs of the field in turn; templates of one group stay together."""
    organs = organs_of(item.field)
    return organs[(item.group + copy) % len(organs)]


def issue(text: str, copy: int, organ: Organ) -> str:
    return text.replace(COPY, f"{copy:05d}").replace(ORGAN, organ.code).replace("\x02", organ.field)


def write_officers(path: Path, templates: Sequence[Template]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("officer", "valid_from", "valid_to"))
        for organ in ORGANS:
            writer.writerows((f"{organ.code}-{slot}", "2015-01-01", "2035-12-31") for slot in SLOTS)
        for template in templates:
            for name, term in template.draft.certificates.items():
                days = ("", "") if term is None else (term[0].isoformat(), term[1].isoformat())
                writer.writerow((f"{template.number}{name}", *days))


def write_figures(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("figure", "key", "division", "from", "to", "value", "unit"))
        for figure, key, since, value, unit in FIGURES:
            writer.writerow((figure, key, DIVISION, since, "", value, unit))
