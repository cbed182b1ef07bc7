"""Words of the release desk and the portal: kinds, stages, what was taken out and why."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.apps.disclosure.duty_lines import DutyLine
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.papers import Redaction
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.disclosure.span import REASONS, Kind
from plumbline.core.errors import Language


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def kind_word(kind: str) -> str:
    """行政处罚 …"""
    return shelf().words.word("decision_kind", kind, language())


def hidden_word(kind: Kind) -> str:
    """What was taken out, by its kind."""
    words = {
        Kind.NAME: _("name of a person"),
        Kind.NUMBER: _("number of an identity document"),
        Kind.PHONE: _("telephone number"),
        Kind.ACCOUNT: _("account number"),
        Kind.PLATE: _("number plate"),
        Kind.CONTACT: _("mail or messenger address"),
        Kind.ADDRESS: _("address"),
        Kind.OTHER: _("other content"),
    }
    return str(words[kind])


def redaction(kind: Kind) -> Redaction:
    """The label in the text."""
    return Redaction(hidden_word(kind))


def reason_word(reason: str) -> str:
    """Why a place was proposed."""
    zh, en = REASONS.get(reason, (reason, reason))
    return zh if language() == "zh" else en


def stage_word(stage: str) -> StatusWord:
    """How far a release has come."""
    return {
        "": StatusWord(_("not begun"), "neutral", "circle-dashed"),
        "begun": StatusWord(_("text to be taken out"), "running", "circle-dashed"),
        "extracted": StatusWord(_("secrecy review awaited"), "running", "clock"),
        "refused": StatusWord(_("review refused publication"), "soon", "alert-triangle"),
        "reviewed": StatusWord(_("approval awaited"), "running", "clock"),
        "approved": StatusWord(_("approved"), "running", "clock"),
        "published": StatusWord(_("published"), "passed", "check"),
        "corrected": StatusWord(_("published, corrected"), "passed", "check"),
        "withdrawn": StatusWord(_("publication withdrawn"), "neutral", "arrow-back-up"),
        "stopped": StatusWord(_("display ended"), "neutral", "minus"),
    }[stage]


def state_word(one: DutyLine, today: int) -> StatusWord:
    """How far the publication has come, here or where the case was handled."""
    if one.is_over(today):
        left = one.stop_day == today
        word = _("term over: end the display today") if left else _("term over, still displayed")
        return StatusWord(word, "soon" if left else "breach", "alert-triangle" if left else "alert-circle")
    if one.unasked and not one.release and one.told_day is None:
        return StatusWord(_("no rule asks for it"), "neutral", "minus")
    if one.told_day is not None and not one.release:
        late = one.due_day is not None and one.told_day > one.due_day
        if late:
            return StatusWord(_("published elsewhere, too late"), "breach", "alert-circle")
        return StatusWord(_("published elsewhere"), "passed", "check")
    return stage_word(one.stage)


def due_word(due: date | None, today: date, tomorrow: date) -> StatusWord | None:
    """Red when it is over, amber when it would be over on the next working day."""
    if due is None:
        return None
    if due < today:
        return StatusWord(_("overdue"), "breach", "alert-circle")
    if due == today:
        return StatusWord(_("due today"), "soon", "alert-triangle")
    if due <= tomorrow:
        return StatusWord(_("due on the next working day"), "soon", "alert-triangle")
    return None
