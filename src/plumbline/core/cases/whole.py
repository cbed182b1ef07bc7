"""Acts on a case as a whole: what ends it beside its usual course, hands it on, or stops and starts its limits."""

from __future__ import annotations

from typing import Final

from plumbline.core.cases.docket import Docket
from plumbline.core.rules.rule import Clock

HANDED_ON: Final = ("transfer_",)
STOPPED: Final = ("suspend", "resume")
"""How packs begin the ids of such steps; ids never change their meaning."""


def whole_case_steps(docket: Docket) -> tuple[str, ...]:
    """Those steps of the procedure, in its order."""
    procedure = docket.procedure
    found = set(procedure.ends) - set(procedure.main_line)
    for rule in procedure.rules:
        if isinstance(rule.body, Clock):
            found |= {step for span in rule.body.excludes for step in (span.start, span.end)}
    found |= {step for step in procedure.steps if step.startswith((*HANDED_ON, *STOPPED))}
    return tuple(step for step in procedure.steps if step in found)
