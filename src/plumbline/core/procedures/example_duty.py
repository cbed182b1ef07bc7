"""Which examples a rule owes: one that keeps it and one that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from plumbline.core.procedures.example import Example
from plumbline.core.procedures.figure_use import figures_of
from plumbline.core.procedures.rule_errors import ExampleMissing
from plumbline.core.rules.rule import Never, Rule
from plumbline.core.vocabulary import Outcome


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
