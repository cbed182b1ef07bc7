"""What a check says of itself: `summary.json`, read into frozen values.

Keys that are read: `plumbline` (version), `now`, `language`, `cases`, `records` {read, rejected}, `packs` [{procedure,
title, english, hash, layers, steps {id: {title, english}}}], `calendars` [{id, version, digest, published_through}],
`files` [{name, kind, sha256, read, rejected}], `failures` [{zh, en}], `left_out` {procedure: {steps, facts}}, `rules`
[{procedure, rule, says, english, basis, standing, makes_findings, counts, reasons}]. `counts` are keyed by outcome;
`reasons` [{outcome, reason, detail, count}] say why it is undetermined or not applicable. A key that is absent reads as
nothing known, so that a report of an older check can still be made; a key of the wrong shape is an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plumbline.apps.reporting.errors import OutputMissing, OutputUnreadable
from plumbline.apps.reporting.wording import Text
from plumbline.core.law.citation_parser import parse_citation
from plumbline.core.law.errors import CitationError
from plumbline.core.vocabulary import Outcome, Standing

SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Pack:
    """A procedure as it judged: its layers and the SHA-256 of all its text."""

    procedure: str
    title: Text
    hash: str
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working-day calendar that counted."""

    id: str
    version: str
    digest: str
    published_through: str


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that was read."""

    name: str
    kind: str
    sha256: str
    read: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Why a rule said nothing firm, and how often."""

    outcome: Outcome
    reason: str
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class RuleResult:
    """One rule of a pack with what it said."""

    procedure: str
    rule: str
    says: Text
    basis: tuple[Text, ...]
    standing: Standing
    counts: Mapping[Outcome, int]
    reasons: tuple[ReasonCount, ...]
    makes_findings: bool

    @property
    def judged(self) -> int:
        """How often the rule applied."""
        return sum(self.counts.values()) - self.counts[Outcome.NOT_APPLICABLE]


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole check."""

    version: str
    now: str
    language: str
    cases: int
    read: int
    rejected: int
    packs: tuple[Pack, ...]
    calendars: tuple[Calendar, ...]
    files: tuple[InputFile, ...]
    failures: tuple[Text, ...]
    rules: tuple[RuleResult, ...]
    steps: Mapping[str, Mapping[str, Text]]
    """Titles of steps by procedure and step, as far as the check wrote them."""
    left_out: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """Steps and facts that the source does not cover, by procedure."""

    def total(self, outcome: Outcome, *, findings: bool = True) -> int:
        """How often the rules that make findings said so; without `findings`, the rules that make none."""
        return sum(rule.counts[outcome] for rule in self.rules if rule.makes_findings is findings)


def load_summary(folder: Path) -> Summary:
    """Read `summary.json`. Raises `OutputMissing` or `OutputUnreadable`."""
    path = folder / SUMMARY
    if not path.is_file():
        raise OutputMissing(folder=folder.name, name=SUMMARY)
    try:
        return _summary(json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise OutputUnreadable(name=SUMMARY, problem=f"{type(error).__name__}: {error}") from error


def _summary(data: Mapping[str, Any]) -> Summary:
    records = data.get("records") or {}
    calendars = data.get("calendars") or [data["calendar"]] * ("calendar" in data)
    return Summary(
        version=str(data.get("plumbline", "")),
        now=str(data.get("now", "")),
        language=str(data.get("language", "zh")),
        cases=int(data.get("cases", 0)),
        read=int(records.get("read", 0)),
        rejected=int(records.get("rejected", 0)),
        packs=tuple(dict.fromkeys(_pack(row) for row in data.get("packs", ()))),  # one a place it judged for
        calendars=tuple(_calendar(row) for row in calendars),
        files=tuple(_file(row) for row in data.get("files", ())),
        failures=tuple(_text(row, "zh", "en") for row in data.get("failures", ())),
        rules=tuple(_rule(row) for row in data.get("rules", ())),
        steps=_steps(data.get("packs", ())),
        left_out={
            str(name): (_names(what.get("steps")), _names(what.get("facts")))
            for name, what in data.get("left_out", {}).items()
        },
    )


def _text(row: Mapping[str, Any], zh: str, en: str) -> Text:
    chinese = str(row.get(zh) or row.get(en) or "")
    return Text(chinese, str(row.get(en) or chinese))


def _pack(row: Mapping[str, Any]) -> Pack:
    title = _text(row, "title", "english")
    procedure = str(row["procedure"])
    layers = _names(row.get("layers"))
    return Pack(
        procedure, title if title.zh else Text(procedure, procedure), str(row.get("hash", "")), layers
    )


def _calendar(row: Mapping[str, Any]) -> Calendar:
    names = ("id", "version", "digest", "published_through")
    return Calendar(*(str(row.get(name, "")) for name in names))


def _file(row: Mapping[str, Any]) -> InputFile:
    read, rejected = int(row.get("read", 0)), int(row.get("rejected", 0))
    return InputFile(str(row["name"]), str(row.get("kind", "")), str(row.get("sha256", "")), read, rejected)


def _rule(row: Mapping[str, Any]) -> RuleResult:
    counts: Mapping[str, int] = row.get("counts", {})
    says = _text(row, "says", "english")
    return RuleResult(
        procedure=str(row["procedure"]),
        rule=str(row["rule"]),
        says=says if says.zh else Text(str(row["rule"]), str(row["rule"])),
        basis=tuple(_citation(one) for one in _names(row.get("basis"))),
        standing=Standing(row.get("standing") or "read"),
        counts={outcome: int(counts.get(outcome.value, 0)) for outcome in Outcome},
        reasons=tuple(
            ReasonCount(
                Outcome(one["outcome"]), str(one["reason"]), str(one.get("detail") or ""), int(one["count"])
            )
            for one in row.get("reasons", ())
        ),
        makes_findings=bool(row.get("makes_findings", True)),
    )


def _steps(packs: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Text]]:
    """Titles of steps by procedure; a procedure may have judged in several layers."""
    found: dict[str, dict[str, Text]] = {}
    for pack in packs:
        titles = found.setdefault(str(pack["procedure"]), {})
        titles.update((name, _text(step, "title", "english")) for name, step in pack.get("steps", {}).items())
    return found


def _citation(text: str) -> Text:
    """A citation as each language writes it; one that is no citation stays as it is."""
    try:
        return Text(parse_citation(text).chinese(), text)
    except CitationError:
        return Text(text, text)


def _names(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """A list, whether written as one or as one text."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(one) for one in value or ())
