"""A procedure made ready to judge cases."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.procedures.definition import Procedure
from plumbline.core.rules.evaluate_one import CompiledRules, Figures, NoFigures, RuleSet
from plumbline.core.rules.quick_rules import QuickRules


def rule_set(procedure: Procedure) -> RuleSet:
    """The rules of a procedure with what they lean on."""
    set_by = {name: a.set_by for name, a in procedure.attributes.items()}
    return RuleSet(procedure.rules, set_by, procedure.ends, procedure.gates)


def compile_procedure(
    procedure: Procedure,
    calendar: WorkingCalendar,
    figures: Figures | None = None,
    divisions: Sequence[str] = (),
) -> CompiledRules:
    """The procedure ready to judge; `divisions` from the most general to the most specific."""
    return QuickRules(rule_set(procedure), calendar, figures or NoFigures(), divisions)
