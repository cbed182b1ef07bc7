"""The summary of a check: what was read, under which versions it was judged, and the outcomes of every rule."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

from plumbline.apps.oversight.bench import Bench, Regime
from plumbline.apps.oversight.tally import Tally
from plumbline.apps.record_intake.actions import Intake
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import PlumblineError
from plumbline.core.rules.explanation_wording import local_time
from plumbline.core.vocabulary import Outcome


def summary_of(bench: Bench, intake: Intake, tally: Tally) -> dict[str, Any]:
    """Plain data, the same for the same input, packs and `now`."""
    regimes = bench.regimes(tally.regimes)
    zone = ZoneInfo(regimes[0].calendar.zone)
    return {
        "plumbline": version("plumbline"),
        "now": local_time(bench.setup.now, zone),
        "language": bench.setup.language,
        "breaches": tally.breaches,
        "undetermined": sum(n for (_p, _r, o), n in tally.outcomes.items() if o is Outcome.UNDETERMINED),
        "cases": sum(s.case_count for s in intake.segments),
        "records": {
            "read": intake.read,
            "judged": sum(s.rows for s in intake.segments),
            "rejected": intake.rejects.count,
            "passed_over": intake.ignored,
            "reasons": {str(reason): n for reason, n in sorted(intake.rejects.reasons.items())},
        },
        "files": _files(intake),
        "failures": [_failure(error) for error in intake.failures],
        "packs": [_pack(regime) for regime in regimes],
        "calendars": _calendars(regimes),
        "left_out": {
            s.procedure: {"steps": sorted(s.coverage.steps), "facts": sorted(s.coverage.facts)}
            for s in intake.segments
        },
        "rules": _rules(regimes, tally),
    }


def _files(intake: Intake) -> list[dict[str, Any]]:
    return [
        {
            "name": s.name,
            "kind": s.format,
            "encoding": s.encoding,
            "read": s.read,
            "rejected": s.rejected,
            "bytes": s.size,
            "sha256": s.sha256,
            "notes": s.notes,
        }
        for s in intake.sources
    ]


def _pack(regime: Regime) -> dict[str, Any]:
    procedure = regime.procedure
    return {
        "procedure": procedure.id,
        "title": procedure.title,
        "english": procedure.english,
        "layers": list(procedure.layers),
        "hash": procedure.content_hash,
        "checked_on": procedure.checked_on,
        "calendar": regime.calendar.digest,
        "steps": {s.id: {"title": s.title, "english": s.english} for s in procedure.steps.values()},
    }


def _calendars(regimes: list[Regime]) -> list[dict[str, str]]:
    return [
        {
            "id": c.id,
            "version": c.version,
            "digest": c.digest,
            "published_through": date_of(c.published_through).isoformat(),
        }
        for c in {r.calendar.digest: r.calendar for r in regimes}.values()
    ]


def _failure(error: PlumblineError) -> dict[str, str]:
    return {"zh": error.message("zh"), "en": error.message("en")}


def _rules(regimes: list[Regime], tally: Tally) -> list[dict[str, Any]]:
    """One entry a rule, in the order of the packs; a rule of several layers once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for regime in regimes:
        for rule in (*regime.procedure.rules, *regime.listed):
            key = rule.procedure, rule.id
            if key in found:
                continue
            found[key] = {
                "procedure": rule.procedure,
                "rule": rule.id,
                "says": rule.says,
                "english": rule.english,
                "basis": list(rule.basis),
                "standing": str(rule.standing),
                "makes_findings": rule.makes_findings,
                "counts": {str(outcome): tally.outcomes[*key, outcome] for outcome in Outcome},
                "reasons": tally.reasons_of(*key),
                "late_entry": tally.late_entries[key],
            }
    return list(found.values())
