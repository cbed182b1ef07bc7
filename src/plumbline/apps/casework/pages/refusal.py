"""A refused act as a page shows it: the first reason in full, the others a line each, the mending act first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.apps.casework.pages.record_parts import said_field
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.refusals import Missing, Reason, Refusal
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.hindrance import ROLES, Hindrance
from plumbline.core.goods.entries import Money
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import Step
from plumbline.core.vocabulary import Standing

_STANDINGS: Final = {
    Standing.DERIVED: gettext_lazy(
        "The article does not say so in so many words: this is how the system reads it."
    ),
    Standing.SECONDARY: gettext_lazy("The article was seen in an excerpt alone."),
    Standing.ELSEWHERE: gettext_lazy("The article binds elsewhere alone."),
    Standing.UNVERIFIED: gettext_lazy("The basis was not verified."),
}


def refusal(
    error: ActRefused, case: str, step: Step, speak: Speaker, kept: str, stated: Mapping[str, Json]
) -> Refusal:
    """The panel; `stated` is what the form said, as a record would write it."""
    reasons = [reason(one, speak, step, stated) for one in error.reasons if one.blocks]
    first = error.reasons[0]
    return Refusal(
        title=_("Cannot do “{step}”: {why}").format(step=speak.step(step), why=first.says(speak.language)),
        reasons=reasons,
        acts=[*_mending(first, case, speak)],
        kept=kept,
    )


def reason(one: Hindrance, speak: Speaker, step: Step, stated: Mapping[str, Json]) -> Reason:
    """One ground, with its article where it rests on one and with the way out."""
    return Reason(
        article=speak.article(one.basis) if one.basis else Link(_("rule of this system")),
        gist=speak.gist(one.basis),
        standing=_standing(one, speak),
        facts=_facts(one, speak, step, stated),
        short=one.says(speak.language),
        missing=[
            Missing(lack.zh if speak.language == "zh" else lack.en, _owed(lack.role, speak))
            for lack in one.lacks
        ],
        who_label=_("What to do") if one.ways else "",
        who=(one.way_out(speak.language) or "") if one.ways else "",
    )


def _standing(one: Hindrance, speak: Speaker) -> str:
    """What a reader of the article must know: most that is derived goes further than the words of the text."""
    if one.rule not in speak.docket.versions:
        return ""
    rule = speak.docket.rule_on(one.rule, speak.today)
    return "" if rule.confirmed_by else str(_STANDINGS.get(rule.standing, ""))


def _facts(one: Hindrance, speak: Speaker, step: Step, stated: Mapping[str, Json]) -> str:
    """What the case and the form say, without the rule that stands in the title already."""
    chinese = speak.language == "zh"
    said = [
        (zh if chinese else en).removesuffix(("：" if chinese else ": ") + one.says(speak.language))
        for zh, en in one.facts
    ]
    read = [
        said_field(speak, step.fields[name], stated[name])
        for name in one.read
        if name in step.fields and stated.get(name) is not None
    ]
    if read:
        said.append(_("stated: {fields}").format(fields=("、" if chinese else ", ").join(read)))
    absent = [speak.step_id(lack.step) for lack in one.lacks if lack.step]
    if absent:
        names = ("、" if chinese else ", ").join(absent)
        said.append(_("not on record, or not so that it suffices: {steps}").format(steps=names))
    return ("；" if chinese else "; ").join(said) or one.says(speak.language)


def _owed(role: str, speak: Speaker) -> str:
    if not role:
        return ""
    zh, en = ROLES.get(role, ("", ""))
    name = zh if speak.language == "zh" else en
    return _("owed by the {role}").format(role=name) if name else ""


def _mending(first: Hindrance, case: str, speak: Speaker) -> list[Act]:
    """The steps that would mend the first reason, as buttons."""
    steps = [lack.step for lack in first.lacks if lack.step]
    return [
        Act(
            speak.step_id(step),
            reverse("casework:act", kwargs={"case": case, "step": step}),
            icon="file-plus" if place == 0 else "",
            main=place == 0,
            panel="#pl-panel",
        )
        for place, step in enumerate(steps[:3])
    ] + _explaining(first)


def _explaining(first: Hindrance) -> list[Act]:
    """Where things and money are explained that stand in the way."""
    if not first.goods_of:
        return []
    if first.money:
        paying = reverse("goods:money", kwargs={"case": first.goods_of, "kind": Money.PAY.value})
        return [Act(_("Enter a payment"), paying, main=True)]
    address = reverse("goods:case", kwargs={"case": first.goods_of})
    return [Act(_("Explain things and money"), address, main=True)]
