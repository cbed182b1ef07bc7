"""Benchmarks and leniency lists as the form of a decision shows them, and as a record tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.discretion import BENCHMARK, Stated, stated_in
from plumbline.apps.casework.discretion_form import DiscretionForm, range_of
from plumbline.apps.casework.forms import PREFIX, ActForm
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.registers.benchmarks import Match


@dataclass(frozen=True, slots=True)
class TierShown:
    """A tier: its name, the facts that are there and those that are not, the range, how the facts stand to it."""

    name: str
    met: Sequence[str]
    missing: Sequence[str]
    range: str
    word: StatusWord
    is_found: bool


@dataclass(frozen=True, slots=True)
class LenientShown:
    """An item of the leniency list, and what the case says of the fact that speaks for it."""

    name: str
    kind: str
    conditions: str
    article: Link
    word: StatusWord


@dataclass(frozen=True, slots=True)
class DiscretionShown:
    """What the form shows: the sentence that sums up, the tiers, the items that are not punished."""

    summary: str
    is_outside: bool
    tiers: Sequence[TierShown]
    lenient: Sequence[LenientShown]


def discretion_shown(form: DiscretionForm, speak: Speaker) -> DiscretionShown:
    """As the form stands."""
    found = form.found
    return DiscretionShown(
        _summary(form, found, speak),
        form.outside,
        [_tier(one, one is found, speak) for one in form.matches],
        [
            LenientShown(
                item.name,
                speak.option("leniency_kind", item.kind),
                item.conditions,
                speak.article([item.basis]),
                _ground(form.grounds(item)),
            )
            for item in form.lenient
        ],
    )


def _summary(form: DiscretionForm, found: Match | None, speak: Speaker) -> str:
    if not form.has_powers:
        return str(_("The organ has no benchmark in force; the leniency list stands below."))
    if not form.power_no:
        return str(_("Choose the violation to see its tiers; where the lists have none, leave it open."))
    if not form.tiers:
        return str(_("No benchmark is in force for it."))
    if found is None:
        return str(
            _("The facts ticked fall in no tier: tick what is established, or weigh the tiers yourself.")
        )
    told = _("The facts fall in “{tier}”, {range}.")
    said = str(told).format(tier=_name(found.tier.tier, speak), range=range_of(found.tier))
    if form.fine is None:
        return said
    inside = _("{fine} lies outside it: say why.") if form.outside else _("{fine} lies within.")
    return f"{said}{inside.format(fine=formats.money(form.fine))}"


def _tier(match: Match, is_found: bool, speak: Speaker) -> TierShown:
    if match.meets:
        word = StatusWord(_("facts are there"), "passed", "check")
    elif not match.tier.facts:
        word = StatusWord(_("needs a person's judgement"), "neutral", "help-circle")
    else:
        word = StatusWord(_("facts are lacking"), "neutral", "circle-dashed")
    return TierShown(
        _name(match.tier.tier, speak), match.met, match.missing, range_of(match.tier), word, is_found
    )


def _name(tier: str, speak: Speaker) -> str:
    return speak.option("tier", tier)


def _ground(stated: bool | None) -> StatusWord:
    if stated:
        return StatusWord(_("the case states this ground"), "soon", "alert-triangle")
    if stated is False:
        return StatusWord(_("the case states the contrary"), "neutral", "minus")
    return StatusWord(_("the case says nothing of it"), "neutral", "help-circle")


def begin_benchmark(form: ActForm, file: CaseFile, speak: Speaker) -> None:
    """Where a decision states how the benchmark was used, what was said of it when the fine was decided."""
    name = PREFIX + BENCHMARK
    stated = stated_in(file) if name in form.fields else None
    if stated is None:
        return
    told = _("When the fine was decided: {said}.").format(said=said_of_discretion(stated, speak))
    hint = form.own(name)
    hint.help_text = " ".join(filter(None, (str(hint.help_text), told)))
    if stated.is_inside:
        form.initial.setdefault(name, "applied")


def said_of_discretion(stated: Stated, speak: Speaker) -> str:
    """What a record says of it, in a sentence."""
    parts = [stated.power_name] if stated.power_name else []
    if stated.tier:
        ends = [formats.money(Decimal(end)) if end else "…" for end in (stated.least, stated.most)]
        parts.append(f"{_name(stated.tier, speak)}（{ends[0]}–{ends[1]}）")
    if stated.facts:
        parts.append(("、" if speak.language == "zh" else ", ").join(stated.facts))
    if stated.explained:
        parts.append(str(_("outside the range, because: {why}")).format(why=stated.explained))
    if stated.item:
        told = _("not punished by the leniency list: {number} {name}")
        parts.append(str(told).format(number=stated.item, name=stated.item_name))
    return ("；" if speak.language == "zh" else "; ").join(parts)
