"""Records of questions written on the phone: the language and the interpreter of each become what the act says.

So the desk, a correction and a paper read them where those of an interview at the desk stand. The interpreter is a
person: the name lies apart from the record, as every personal value does, and what the device said names it no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from plumbline.core.cases.field_visit import Interview
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import Step

PAPER: Final = "询问笔录"
LANGUAGE: Final = "language"
INTERPRETER: Final = "interpreter"
_JOINED: Final = "、"


def said(step: Step, interviews: Sequence[Interview]) -> dict[str, Value]:
    """The languages of the questions as a value of the act, where its step has the field; none that was not stated."""
    languages = _each(one.language for one in interviews)
    return {LANGUAGE: languages} if languages and LANGUAGE in step.fields else {}


def apart(interviews: Sequence[Interview]) -> dict[str, Json]:
    """Who interpreted, as a personal value of the act, whatever its step."""
    names = _each(one.interpreter for one in interviews)
    return {INTERPRETER: names} if names else {}


def written(interviews: Sequence[Interview], named: Sequence[str | None]) -> list[Json]:
    """Each interview as the record tells what the device said of it; `named` are their files in the record, none of
    one that was refused.
    """
    return [
        {"attachment": name, "language": one.language, "interpreted": bool(one.interpreter)}
        for name, one in zip(named, interviews, strict=True)
    ]


def _each(said: Iterable[str]) -> str:
    return _JOINED.join(dict.fromkeys(filter(None, said)))
