"""What a desk holds against an act of its procedure where no rule of the packs can say it: rules read fields and times,
not whether the text that is signed is the text whose figures were fixed.

The app names its acts in its module `desk`; the door asks it whoever does the act, from whichever page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.desks import all_desks
from plumbline.core.cases.hindrance import Hindrance

Asked: TypeAlias = Callable[[CaseFile, str], Sequence[Hindrance]]
"""Told the case and the step, says what stands against it."""
_ASKED: Final[dict[tuple[str, str], Asked]] = {}
"""By procedure and step."""


def desk_reasons(procedure: str, steps: Iterable[str], asked: Asked) -> None:
    """A desk names the acts of which it is asked."""
    _ASKED.update({(procedure, step): asked for step in steps})


def desk_against(file: CaseFile, step: str) -> Sequence[Hindrance]:
    """What the desk of the procedure holds against an act."""
    all_desks()
    asked = _ASKED.get((file.docket.procedure.id, step))
    return asked(file, step) if asked else ()
