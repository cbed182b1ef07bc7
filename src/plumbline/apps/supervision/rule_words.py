"""What a rule demands, in the words of the pack: for papers and files, which are Chinese."""

from __future__ import annotations

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.supervision.queries import FindingLine


def finding_says(one: FindingLine) -> str:
    """The rule's sentence; its id where the pack no longer knows it."""
    docket = shelf().docket(one.procedure, one.field or None, one.division or None)
    if one.rule not in docket.versions:
        return one.rule
    return docket.rule_on(one.rule, one.day).says
