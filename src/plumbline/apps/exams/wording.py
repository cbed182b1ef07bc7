"""Words for kinds, bodies and states of exams."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from plumbline.apps.exams.queries.running import At
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Tone
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.exams.question import Body, Kind, State
from plumbline.core.exams.sitting import Purpose, Stage

KINDS: Final[dict[Kind, Any]] = {
    Kind.SINGLE: _("one answer"),
    Kind.MULTIPLE: _("several answers"),
    Kind.JUDGE: _("right or wrong"),
}
BODIES: Final[dict[Body, Any]] = {
    Body.ALL: _("everybody"),
    Body.LEADING: _("leading officials"),
    Body.ENFORCEMENT: _("enforcement officers"),
    Body.REVIEW: _("legal reviewers"),
    Body.SUB_DISTRICT: _("sub-districts"),
}
PURPOSES: Final[dict[Purpose, Any]] = {
    Purpose.LEADING: _("exam of leading officials"),
    Purpose.BEFORE_APPOINTMENT: _("exam before appointment"),
    Purpose.ENFORCEMENT: _("exam of enforcement officers"),
    Purpose.TRAINING: _("test after a training"),
    Purpose.QUALIFICATION: _("qualifying exam"),
}
_STATES: Final[dict[State, tuple[Any, Tone, str]]] = {
    State.WAITING: (_("waits for review"), "running", "clock"),
    State.RETURNED: (_("returned"), "soon", "arrow-back-up"),
    State.IN_USE: (_("in use"), "passed", "check"),
    State.DOUBTED: (_("the law changed"), "soon", "alert-triangle"),
    State.REPLACED: (_("replaced"), "neutral", "minus"),
    State.WITHDRAWN: (_("withdrawn"), "neutral", "minus"),
}
_STAGES: Final[dict[Stage, tuple[Any, Tone, str]]] = {
    Stage.SET_UP: (_("planned and open"), "running", "circle-dashed"),
    Stage.CLOSED: (_("closed and marked"), "running", "check"),
    Stage.PUBLISHED: (_("result published"), "neutral", "check"),
}
_AT: Final[dict[At, tuple[Any, Tone, str]]] = {
    "absent": (_("not begun"), "neutral", "minus"),
    "writing": (_("writing"), "running", "circle-dashed"),
    "over": (_("time is up, not handed in"), "soon", "clock"),
    "handed_in": (_("handed in"), "passed", "check"),
    "by_system": (_("handed in by the system"), "neutral", "check"),
}


def state_word(state: State) -> StatusWord:
    """Where a version stands."""
    return _word(_STATES[state])


def stage_word(stage: Stage) -> StatusWord:
    """How far an exam has come."""
    return _word(_STAGES[stage])


def at_word(at: At) -> StatusWord:
    """How far somebody is."""
    return _word(_AT[at])


def full(basis: str) -> str:
    """A basis as a page writes it: 《行政处罚法》第四十二条."""
    return shelf().written(basis)


def brief(basis: str) -> str:
    """A basis as a table writes it."""
    return shelf().brief(basis)


def state_text(state: State) -> str:
    """The word for a state alone."""
    return str(_STATES[state][0])


def _word(told: tuple[Any, Tone, str]) -> StatusWord:
    text, tone, icon = told
    return StatusWord(str(text), tone, icon)
