"""What a rule demands, in the words of the pack."""

from __future__ import annotations

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.supervision.queries import FindingLine


def finding_says(one: FindingLine) -> tuple[str, str]:
    """The rule's sentence in Chinese and in English; its id where the pack no longer knows it."""
    docket = shelf().docket(one.procedure, one.field or None, one.division or None)
    if one.rule not in docket.versions:
        return one.rule, one.rule
    rule = docket.rule_on(one.rule, one.day)
    return rule.says, rule.english or rule.says
