"""Who may not review a decision: whoever handled its case."""

from __future__ import annotations

from typing import Final

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.legality.errors import HandlesTheCase
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

_HANDLERS: Final = (Role.OFFICER.in_packs, None)
"""Roles in which somebody handles a case; a source that tells no role tells of officers."""


def check_not_handled(person: Person, source: str) -> None:
    """Raises HandlesTheCase for whoever acted as officer in the case of the decision, whoever submitted it."""
    if not source:
        return
    file = read_case(source)
    for one in file.held:
        step = file.docket.step(one.record.step)
        acted = any(who.officer == person.signs_as and who.role in _HANDLERS for who in one.record.by)
        if step is not None and acted:
            number = file.history.opening.number
            raise HandlesTheCase(number=number, step_zh=step.title, step_en=step.english or step.title)
