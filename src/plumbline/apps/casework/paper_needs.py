"""What a paper of an act says of the act itself: asked for at the desk before the paper is made.

An interview record names the language of the questions. What has happened already is entered as it happened.
"""

from __future__ import annotations

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.papers import kind_of_paper
from plumbline.core.cases import hindrance as words
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.procedures.definition import Step


def left_open(step: Step, act: Act) -> list[Hindrance]:
    """The fields that the papers of the act need and nobody filled."""
    titles = [*(one.kind for one in act.papers), *(one.kind for one in act.make)]
    kinds = map(kind_of_paper, titles)
    needed = dict.fromkeys(name for kind in kinds if kind is not None for name in kind.needs)
    said = {**act.personal, **{name: value for name, value in act.values.items() if value is not None}}
    fields = (step.fields[name] for name in needed if name in step.fields)
    return [
        words.field_missing(one.name, one.title, one.english)
        for one in fields
        if not str(said.get(one.name, "")).strip()
    ]
