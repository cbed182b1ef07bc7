"""A procedure from a few lines of YAML, and cases written as words: `file_case 2024-01-02 (fine=200)`."""

import datetime as dt
import re
import textwrap
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.calendar_file import load_calendar
from plumbline.core.facts.case import Case, Coverage, fold
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.facts.record import Actor, Record, Recording
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.judging import compile_procedure
from plumbline.core.procedures.pack_set import load_packs
from plumbline.core.rules.evaluate_one import CompiledRules

PACKS = Path(__file__).resolve().parents[2] / "packs"
EPOCH = dt.date(1970, 1, 1).toordinal()
HEAD = """
procedure: small
title: 试
english: Small
in_force: {from: 2000-01-01}
checked_on: 2026-01-01
basis: 处罚法 §1
time_zone: Asia/Shanghai
calendar: cn
lives: here
"""


@cache
def calendar() -> WorkingCalendar:
    """The national calendar."""
    return load_calendar(PACKS / "cn" / "calendars")


def day(text: str) -> int:
    """The day number of an ISO date."""
    return dt.date.fromisoformat(text).toordinal() - EPOCH


def small(folder: Path, steps: str, rules: str, more: str = "") -> Procedure:
    """A procedure: `steps` as «name: field type, field type», `rules` as YAML with says and basis filled in."""
    lines = [HEAD, more, "steps:"]
    for row in textwrap.dedent(steps).strip().splitlines():
        name, _, fields = row.partition(":")
        repeats = name.endswith("*")
        name = name.strip("* ")
        parts = [f"  {name}: {{title: {name}, english: {name}"]
        if repeats:
            parts.append("repeats: true")
        if fields.strip():
            declared = (f.split() for f in fields.split(","))
            inner = ", ".join(
                f"{f[0]}: {{title: {f[0]}, english: {f[0]}, type: {f[1]}{_options(f)}}}" for f in declared
            )
            parts.append(f"fields: {{{inner}}}")
        lines.append(", ".join(parts) + "}")
    lines.append("rules:")
    body = textwrap.dedent(rules).strip()
    lines += [
        "  "
        + (row if row.startswith(" ") else f"{row}\n    says: 试\n    english: Try\n    basis: 处罚法 §1")
        for row in body.splitlines()
    ]
    (folder / "cn").mkdir(parents=True, exist_ok=True)
    calendars = folder / "cn" / "calendars"
    if not calendars.exists():
        calendars.symlink_to(PACKS / "cn" / "calendars")
    home = folder / "cn" / "procedures" / "small"
    home.mkdir(parents=True, exist_ok=True)
    (home / "procedure.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_packs(folder, examples="skip").procedure("small")


def _options(field: list[str]) -> str:
    return f", of: [{', '.join(field[2].split('/'))}]" if len(field) > 2 else ""


def compiled(procedure: Procedure) -> CompiledRules:
    """The procedure ready to judge, without figures."""
    return compile_procedure(procedure, calendar())


def record(text: str, seq: int) -> Record:
    """One act: `step 2024-01-02[T09:00][..2024-01-03] [entered 2024-02-01] [by 甲,乙?:role] [docs a] (field=value)`."""
    fields_match = re.search(r"\((.*)\)", text)
    words = (text[: fields_match.start()] if fields_match else text).split()
    step, when = words[0], words[1]
    options = dict(zip(words[2::2], words[3::2], strict=True))
    start, _, end = when.partition("..")
    at = _moment(start)
    until = _moment(end) if end else at
    entered = _moment(options["entered"]) if "entered" in options else until
    by = options.get("by")
    return Record(
        id=options.get("id", f"r{seq}"),
        step=step,
        seq=seq,
        day=at[0],
        instant=at[1],
        precise=at[2],
        end_day=until[0],
        end_instant=until[1],
        end_precise=until[2],
        recorded_at=entered[1],
        by=None if by == "unknown" else tuple(_actor(a) for a in by.split(",")) if by else (),
        fields=_fields(fields_match.group(1)) if fields_match else {},
        documents=tuple(options["docs"].split(",")) if "docs" in options else (),
        recordings=tuple(Recording(k) for k in options["filmed"].split(",")) if "filmed" in options else (),
        corrects=options.get("corrects"),
        void="void" in options,
        case="c",
    )


def _actor(text: str) -> Actor:
    name, _, role = text.rstrip("?").partition(":")
    return Actor(name, role or None, None) if text.endswith("?") else Actor(name, role or None)


def _moment(text: str) -> tuple[int, int, bool]:
    date, _, time = text.partition("T")
    number = day(date)
    start = calendar().midnight(number)
    if not time:
        return number, start, False
    hour, minute = (int(part) for part in time.split(":"))
    return number, start + (hour * 60 + minute) * 60_000_000, True


def _fields(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for pair in filter(None, (p.strip() for p in text.split(","))):
        name, _, value = pair.partition("=")
        found[name.strip()] = _value(value.strip())
    return found


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day(text)
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return Decimal(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def case_of(text: str, now: str = "2099-01-01", missing: tuple[str, ...] = (), **header: Any) -> Case:
    """A folded case from one act a line."""
    rows = [row for row in textwrap.dedent(text).strip().splitlines() if row.strip()]
    records = [record(row.strip(), number) for number, row in enumerate(rows, 1)]
    return fold("c", records, _moment(now)[1], header=header, missing=Coverage(frozenset(missing)))


def judged(
    rules: CompiledRules,
    text: str,
    now: str = "2024-12-31",
    missing: tuple[str, ...] = (),
    officers: OfficerRegister | None = None,
    **header: Any,
) -> str:
    """The verdicts of a case as words: «rule outcome [due …] [+days]», one a line, in order."""
    found = rules.judge(case_of(text, missing=missing, **header), _moment(now)[1], officers)
    lines = []
    for verdict in found:
        words = [verdict.rule, verdict.record, verdict.outcome.value]
        if verdict.due is not None and verdict.outcome.value != "satisfied":
            words.append(f"due {dt.date.fromordinal(verdict.due + EPOCH).isoformat()}")
        if verdict.days_over is not None:
            words.append(f"+{verdict.days_over}")
        if verdict.late_entry:
            words.append("late_entry")
        lines.append(" ".join(words))
    return "\n".join(lines)


def register(**certificates: str) -> OfficerRegister:
    """Officers with certificates «2020-01-01..2024-06-30», or «none»."""
    held = {
        name: () if span == "none" else (Certificate(day(span.split("..")[0]), day(span.split("..")[1])),)
        for name, span in certificates.items()
    }
    return OfficerRegister(held)
