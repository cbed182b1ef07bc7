"""Which columns of a segment rules read: what a scan must bring in, and what a bare scan is measured over."""

from __future__ import annotations

from plumbline.core.facts.record_batch import RECORD_COLUMNS
from plumbline.core.rules.evaluate_one import RuleSet, expressions
from plumbline.core.rules.expression import Attribute, Field, Past, Sum, walk
from plumbline.core.rules.rule import Carries, Clock, Interval, Rule, Who


def columns_read(ruleset: RuleSet) -> tuple[str, ...]:
    """The columns of records that decide any outcome of these rules, in the order of the layout."""
    fields = {name for rule in ruleset.rules for name in _fields(rule, ruleset)}
    bodies = [rule.body for rule in ruleset.rules]
    extensions = [e for b in bodies if isinstance(b, Clock) for e in b.extensions]
    lists = {
        "by": any(isinstance(b, Who) for b in bodies) or any(e.by is not None for e in extensions),
        "documents": any(isinstance(b, Carries) and b.documents for b in bodies),
        "recordings": any(isinstance(b, Carries) and b.recordings for b in bodies),
    }
    plain = [n for n in RECORD_COLUMNS.names if lists.get(n, True)]
    return (*plain, *(f"f_{name}" for name in sorted(fields)))


def _fields(rule: Rule, ruleset: RuleSet) -> set[str]:
    body, found = rule.body, set[str]()
    for node in (n for e in expressions(rule) for n in walk(e)):
        if isinstance(node, Field):
            found.add(node.name)
        elif isinstance(node, Past | Sum):
            found.add(node.field)
        elif isinstance(node, Attribute):
            found |= {field for _, field in ruleset.set_by.get(node.name, ())}
    match body:
        case Carries(fields=fields):
            found |= set(fields)
        case Clock(match=match, extensions=extensions):
            found |= set(match)
            found |= {n for e in extensions for n in (e.amount, e.sets) if isinstance(n, str)}
        case Interval(match=match):
            found |= set(match)
        case Who(recused_by=str()):
            found |= {"granted", "officer"}
        case _:
            pass
    return found - {"at", "until", "recorded_on"}
