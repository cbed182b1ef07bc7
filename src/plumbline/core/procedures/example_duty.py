"""Which examples a rule owes: one that keeps it and one that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from plumbline.core.procedures.example import Example
from plumbline.core.procedures.rule_errors import ExampleMissing
from plumbline.core.rules.evaluate_one import expressions
from plumbline.core.rules.expression import FigureOf, walk
from plumbline.core.rules.rule import Clock, FigurePeriod, Never, Rule
from plumbline.core.vocabulary import Outcome


def figures_of(rule: Rule) -> frozenset[str]:
    """The dated figures that a rule asks for."""
    found = {n.figure for e in expressions(rule) for n in walk(e) if isinstance(n, FigureOf)}
    if isinstance(rule.body, Never) and isinstance(rule.body.at_most, str):
        found.add(rule.body.at_most)
    if isinstance(rule.body, Clock) and isinstance(rule.body.term, FigurePeriod):
        found.add(rule.body.term.figure)
    return frozenset(found)


def missing_examples(
    rules: Iterable[Rule], examples: Sequence[Example], never_set: Callable[[str], bool]
) -> Iterator[ExampleMissing]:
    """What is still to be shown. A rule that waits for a figure nobody has set owes `not_applicable` only."""
    shown: dict[str, set[Outcome | None]] = {}
    for example in examples:
        for rule_id, expected in example.expect.items():
            outcomes = shown.setdefault(rule_id, set())
            outcomes.update(e.outcome for e in expected)
            if not expected:
                outcomes.add(None)
    for rule in rules:
        seen = shown.get(rule.id, set())
        for choice in _owed(rule, any(never_set(f) for f in figures_of(rule))):
            if not seen & set(choice):
                yield ExampleMissing(place=rule.place, rule=rule.id, outcome=str(choice[0]))


def _owed(rule: Rule, waits_for_figure: bool) -> list[tuple[Outcome | None, ...]]:
    if waits_for_figure:
        return [(Outcome.NOT_APPLICABLE,)]
    if isinstance(rule.body, Never) and rule.body.at_most == 0:
        return [(Outcome.VIOLATED,), (Outcome.NOT_APPLICABLE, None, Outcome.SATISFIED)]
    return [(Outcome.SATISFIED,), (Outcome.VIOLATED,)]
