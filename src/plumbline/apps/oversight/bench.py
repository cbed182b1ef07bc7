"""What a scan judges with: rules as an organ of some field and division works under them, officers, figures, now.

A `Setup` is small and travels between processes; each makes its own `Bench` of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from plumbline.apps.oversight.recording_list import RecordingList, no_list, read_recording_list
from plumbline.apps.record_intake.actions import read_officers, with_figures
from plumbline.core.cases.listed_rules import listed_rules
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.errors import Language
from plumbline.core.facts.case import Case
from plumbline.core.facts.officers import UNKNOWN_OFFICERS, OfficerRegister
from plumbline.core.facts.record import Value
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.judging import compile_procedure, rule_set
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackFigures, PackSet
from plumbline.core.rules.evaluate_one import CompiledRules
from plumbline.core.rules.explanation import Explainer
from plumbline.core.rules.explanation_wording import Title, titles
from plumbline.core.rules.rule import Rule
from plumbline.core.rules.verdict import Verdict
from plumbline.core.vocabulary import ValueType


@dataclass(frozen=True, slots=True)
class Setup:
    """How to judge. `field` and `division` hold where a case does not say; what falls due in `lead` days is told.

    `recordings` is the recording list of organs, which asks beside the packs; `calendars` the folder of the holiday
    notices that a site keeps itself.
    """

    packs: Path
    now: int
    figures: Path | None = None
    officers: Path | None = None
    field: str | None = None
    division: str | None = None
    recordings: Path | None = None
    lead: int = 7
    everything: bool = False
    calendars: Path | None = None
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class Regime:
    """One procedure as it holds for one field and division."""

    procedure: Procedure
    compiled: CompiledRules
    explainer: Explainer
    calendar: WorkingCalendar
    title: Title
    rules: Mapping[str, Rule]
    divisions: tuple[str, ...]
    listed: tuple[Rule, ...] = ()
    """The rules of the recording list, where there is one."""


RegimeKey: TypeAlias = tuple[str, Value, Value]
"""Procedure, field and division."""


class Bench:
    """Regimes by procedure, field and division, made when first asked for."""

    def __init__(self, setup: Setup, packs: PackSet | None = None) -> None:
        self.setup = setup
        self.packs = kept_packs(setup.packs, setup.calendars) if packs is None else packs
        table = self.packs.figures.table
        if setup.figures is not None:
            table = with_figures(table, setup.figures)
        self.figures = PackFigures(table)
        self.officers: OfficerRegister = (
            UNKNOWN_OFFICERS if setup.officers is None else read_officers(setup.officers)
        )
        self.recordings: RecordingList = (
            no_list()
            if setup.recordings is None
            else read_recording_list(setup.recordings, self.packs, setup.packs)
        )
        self._regimes: dict[RegimeKey, Regime] = {}
        self._made: dict[tuple[str, str, tuple[str, ...]], Regime] = {}
        self._used: set[RegimeKey] = set()

    def regime(self, procedure: str, header: Mapping[str, Value]) -> Regime:
        """The regime of a case with this header."""
        field = header.get("field") or self.setup.field
        division = header.get("division") or self.setup.division
        key = procedure, field, division
        self._used.add(key)
        found = self._regimes.get(key)
        if found is None:
            found = self._regimes[key] = self._shared(procedure, _text(field), _text(division))
        return found

    def _shared(self, id: str, field: str | None, division: str | None) -> Regime:
        """The regime, one for all fields and divisions where the same holds: what it remembers serves them all."""
        procedure = self.packs.procedure(id, field, division)
        calendar = self.packs.calendar(procedure.calendar, division)
        divisions = tuple(reversed(division_chain(division))) if division else ("cn",)
        same = procedure.content_hash, calendar.digest, divisions
        if same not in self._made:
            self._made[same] = self._make(procedure, calendar, divisions)
        return self._made[same]

    def judge(self, regime: Regime, case: Case) -> list[Verdict]:
        """What the rules say of a case, and what the recording list asks beside them."""
        verdicts = regime.compiled.judge(case, self.setup.now, self.officers)
        procedure = regime.procedure
        return [*verdicts, *self.recordings.judged(procedure, regime.calendar, case, verdicts)]

    @contextmanager
    def noting(self) -> Iterator[set[RegimeKey]]:
        """What is asked for in between; `regime` gives each of them again in another process."""
        before, self._used = self._used, set()
        try:
            yield self._used
        finally:
            self._used = before | self._used

    def regimes(self, used: Iterable[RegimeKey]) -> list[Regime]:
        """The different regimes of these keys, in order."""
        keys = sorted(used, key=lambda key: tuple(str(part or "") for part in key))
        found = [
            self.regime(procedure, {"field": field, "division": division})
            for procedure, field, division in keys
        ]
        return list({(r.procedure.content_hash, r.calendar.digest): r for r in found}.values())

    def _make(self, procedure: Procedure, calendar: WorkingCalendar, divisions: tuple[str, ...]) -> Regime:
        compiled = compile_procedure(procedure, calendar, self.figures, divisions)
        listed = listed_rules(procedure) if self.recordings.names(procedure.id) else ()
        told = rule_set(procedure)
        told = replace(told, rules=(*told.rules, *listed))
        explainer = Explainer(told, calendar, self.figures, divisions, _dates(procedure))
        words = {step.id: (step.title, step.english) for step in procedure.steps.values()}
        title = titles(words, self.setup.language)
        rules = {r.id: r for r in (*procedure.rules, *listed)}
        return Regime(procedure, compiled, explainer, calendar, title, rules, divisions, listed)


def _text(value: Value) -> str | None:
    return str(value) if value is not None else None


def _dates(procedure: Procedure) -> frozenset[str]:
    definitions = [d for step in procedure.steps.values() for d in step.fields.values()]
    definitions += [a.definition for a in procedure.attributes.values()]
    return frozenset(d.name for d in definitions if d.type is ValueType.DATE)
