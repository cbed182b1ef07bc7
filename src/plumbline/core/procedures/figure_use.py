"""Which dated figures a rule asks for."""

from __future__ import annotations

from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import FigureOf, walk
from plumbline.core.rules.rule import Clock, FigurePeriod, Never, Rule


def figures_of(rule: Rule) -> frozenset[str]:
    """The dated figures that a rule asks for."""
    found = {n.figure for e in expressions(rule) for n in walk(e) if isinstance(n, FigureOf)}
    if isinstance(rule.body, Never) and isinstance(rule.body.at_most, str):
        found.add(rule.body.at_most)
    if isinstance(rule.body, Clock) and isinstance(rule.body.term, FigurePeriod):
        found.add(rule.body.term.figure)
    return frozenset(found)
