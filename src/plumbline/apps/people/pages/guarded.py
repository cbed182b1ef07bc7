"""An act on a register that a rule of its pack refuses, as the page shows it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.refusals import Missing, Reason, Refusal
from plumbline.apps.people.pages_language import language
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.hindrance import Hindrance


def refusal(error: ActRefused) -> Refusal:
    """What stands against it, by which article, and what is lacking."""
    spoken = language()
    return Refusal(
        title=error.message(spoken),
        reasons=[_reason(one) for one in error.reasons],
        kept=_("Nothing typed is lost."),
    )


def _reason(one: Hindrance) -> Reason:
    packs, spoken = shelf(), language()
    basis = ("；" if spoken == "zh" else "; ").join(packs.written(each) for each in one.basis)
    lacks = [Missing(lack.zh if spoken == "zh" else lack.en) for lack in one.lacks]
    facts = "；".join(zh if spoken == "zh" else en for zh, en in one.facts)
    return Reason(
        article=Link(basis, f"{reverse('law:article')}?{urlencode({'cite': '; '.join(one.basis)})}"),
        gist="".join(gist.gist for each in one.basis for gist in packs.gists(each)[:1]),
        facts=facts or one.says(spoken),
        short=one.says(spoken),
        missing=lacks,
        who_label=_("What to do") if one.way_out(spoken) else "",
        who=one.way_out(spoken) or "",
    )
