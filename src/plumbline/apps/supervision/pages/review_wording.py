"""How rounds of file reviews are put into words."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.oversight.file_review import File, Round, differs, is_read, result
from plumbline.core.oversight.scoring import Criterion, Fail, Item, Scoring

GRADES = {
    "excellent": gettext_lazy("excellent"),
    "good": gettext_lazy("good"),
    "pass": gettext_lazy("up to the standard"),
    "fail": gettext_lazy("below the standard"),
}
LEVELS = {"met": gettext_lazy("met"), "part": gettext_lazy("met in part"), "unmet": gettext_lazy("not met")}


def says(one: Item | Fail | Criterion) -> str:
    """What it asks, in the language of the page."""
    return one.says if language() == "zh" else one.english


def titled(scoring: Scoring) -> str:
    """The scoring rules with their version."""
    name = scoring.title if language() == "zh" else scoring.english
    return f"{name} {scoring.version}"


def number(value: Fraction) -> str:
    """Points with one place where they are not whole; rounded half up by the exact value."""
    tenths = (value * 10 + Fraction(1, 2)) // 1
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def outcome(scoring: Scoring, file: File) -> str:
    """Points and grade, or a dash while a sheet is due."""
    found = result(scoring, file)
    if found is None:
        return "—"
    points, grade = found
    return f"{number(points)} {GRADES.get(grade, grade)}"


def file_word(scoring: Scoring, file: File) -> StatusWord:
    """Where a file stands."""
    if file.objection is not None and not file.objection.answer:
        return StatusWord(_("objection"), "soon", "alert-triangle")
    if file.told_at is not None:
        return StatusWord(_("told"), "passed", "check")
    if is_read(scoring, file):
        return StatusWord(_("read"), "neutral", "check")
    if differs(scoring, file):
        return StatusWord(_("third reader"), "soon", "alert-triangle")
    return StatusWord(_("{n} of 2 sheets").format(n=len(file.sheets)), "neutral", "clock")


def round_word(made: Round) -> StatusWord:
    """Where a round stands."""
    if not made.items:
        return StatusWord(_("seed committed"), "neutral", "clock")
    if made.bundle is None:
        return StatusWord(_("list published"), "neutral", "clock")
    if all(one.told_at is not None for one in made.files.values()):
        return StatusWord(_("all told"), "passed", "check")
    return StatusWord(_("being read"), "soon", "clock")
