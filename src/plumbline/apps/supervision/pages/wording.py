"""How findings are put into words on pages: level, what the rule demands, how far over, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.pages.speaking import Speaker, language
from plumbline.apps.casework.queries.limits import RunningLimit
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.clocks import span
from plumbline.apps.page_parts.findings import FindingLine as LineShown
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.words import StatusWord, severity_word
from plumbline.apps.people.queries.colleagues import organ_names
from plumbline.apps.supervision.queries import FindingLine
from plumbline.apps.supervision.queries.board import Colour
from plumbline.core.cases.docket import Docket
from plumbline.core.registers.register import is_officer
from plumbline.core.rules.rule import Rule
from plumbline.core.vocabulary import Outcome

_STATES = {
    "open": (gettext_lazy("open"), "breach", "alert-circle"),
    "mended": (gettext_lazy("done late"), "neutral", "check"),
    "gone": (gettext_lazy("no longer found"), "neutral", "check"),
    "settled": (gettext_lazy("mended, accepted"), "passed", "check"),
    "excused": (gettext_lazy("explained away"), "neutral", "info-circle"),
}
_KINDS = {
    "barred": gettext_lazy("(after its time)"),
    "corrected": gettext_lazy("(undone by a correction)"),
}


_LIGHTS: Final[dict[Colour, tuple[str, str]]] = {
    "red": ("breach", "alert-circle"),
    "amber": ("soon", "alert-triangle"),
    "green": ("passed", "check"),
}


class Words:
    """Words for findings of one page, as of a day; organs are looked up once."""

    def __init__(self, organs: Iterable[str], today: int) -> None:
        self._organs, self.today = sorted(set(organs)), today
        self.language = language()

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the organs."""
        return organ_names(self._organs)

    def organ(self, code: str) -> str:
        """The organ's name; its number where it is not registered."""
        return self.names.get(code, code)

    def docket(self, one: FindingLine | RunningLimit) -> Docket:
        """The law under which the case stands."""
        return shelf().docket(one.procedure, one.field or None, one.division or None)

    def speaker(self, one: FindingLine | RunningLimit) -> Speaker:
        """Words of the case's procedure."""
        return Speaker(self.docket(one), self.today, self.language)

    def rule(self, one: FindingLine | RunningLimit) -> Rule | None:
        """The rule in its version of the judged day; None where the pack no longer has it."""
        day = one.day if isinstance(one, FindingLine) else self.today
        docket = self.docket(one)
        return docket.rule_on(one.rule, day) if one.rule in docket.versions else None

    def says(self, one: FindingLine | RunningLimit) -> str:
        """What the rule demands."""
        rule = self.rule(one)
        if rule is None:
            return one.rule
        said = rule.says if self.language == "zh" else rule.english or rule.says
        kind = _KINDS.get(one.kind) if isinstance(one, FindingLine) else None
        return f"{said}{kind}" if kind else said

    def articles(self, one: FindingLine | RunningLimit) -> str:
        """The articles, briefly."""
        rule = self.rule(one)
        packs = shelf()
        return formats.listed(packs.brief(basis) for basis in rule.basis) if rule else ""

    def when(self, one: FindingLine) -> str:
        """How far over, or on which day."""
        speak = self.speaker(one)
        if one.outcome == Outcome.VIOLATED and one.due is not None:
            over = one.days_over if one.days_over is not None else self.today - one.due
            if over > 0:
                return str(_("due {day}, {days} over")).format(
                    day=speak.short(one.due), days=span(over, "days")
                )
            return str(_("due {day}")).format(day=speak.short(one.due))
        return str(_("act of {day}")).format(day=speak.short(one.day))


def state_word(one: FindingLine) -> StatusWord:
    """Where a finding stands."""
    if one.state == "open":
        return level_word(one)
    text, tone, icon = _STATES[one.state]
    return StatusWord(str(text), tone, icon)  # type: ignore[arg-type]


def level_word(one: FindingLine) -> StatusWord:
    """Breach, or a question that the records leave open."""
    return severity_word("violated" if one.outcome == Outcome.VIOLATED else "undetermined")


def case_url(case: str) -> str:
    """Where a case is read; an officer's entry in its register."""
    if is_officer(case):
        return str(reverse("people:officer_entry", kwargs={"code": case.partition(":")[2]}))
    return str(reverse("casework:case", kwargs={"case": case}))


def case_link(case: str, number: str) -> Link:
    """The case by its number."""
    return Link(number, case_url(case))


def finding_line(one: FindingLine, words: Words) -> LineShown:
    """A line of the morning table."""
    return LineShown(
        word=state_word(one),
        organ=words.organ(one.organ),
        sentence=words.says(one),
        case=case_link(one.case, one.number),
        article=words.articles(one),
        when=words.when(one),
        act=Act(_("Open"), reverse("supervision:finding", kwargs={"finding": one.id}), small=True),
    )


def limit_line(one: RunningLimit, words: Words) -> LineShown:
    """A limit that is about to run out."""
    speak = words.speaker(one)
    return LineShown(
        word=severity_word("about_to"),
        organ=words.organ(one.organ),
        sentence=words.says(one),
        case=case_link(one.case, one.number),
        article=words.articles(one),
        when=_("due {day}").format(day=speak.due(one.due_day)),
        act=Act(_("Go to the case"), reverse("casework:case", kwargs={"case": one.case}), small=True),
    )


def light_word(light: Colour | None) -> StatusWord:
    """Red, amber or green with its sign; closed where there is none."""
    if light is None:
        return StatusWord(_("closed"), "neutral", "check")
    words = {"red": _("red"), "amber": _("amber"), "green": _("green")}
    tone, icon = _LIGHTS[light]
    return StatusWord(words[light], tone, icon)  # type: ignore[arg-type]
