"""An entry refused as a page shows it: what is wrong, the article where it rests on one, the way on."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.apps.goods.errors import GoodsDeskError
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.refusals import Reason, Refusal
from plumbline.core.errors import Language, PlumblineError
from plumbline.core.goods.errors import GoodsError


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def refusal_of(error: PlumblineError, what: str, acts: tuple[Act, ...] = ()) -> Refusal:
    """The panel for an entry called `what`."""
    basis = error.basis if isinstance(error, GoodsError | GoodsDeskError) else ()
    said, spoken = error.message(language()), language()
    reason = Reason(
        article=_article(basis),
        gist="".join(gist.gist for one in basis for gist in shelf().gists(one)[:2]),
        facts=said,
        short=said,
        who_label=_("What to do") if error.remedy(spoken) else "",
        who=error.remedy(spoken) or "",
    )
    title = _("Cannot do “{step}”: {why}").format(step=what, why=said)
    return Refusal(title=title, reasons=[reason], acts=acts, kept=_("Nothing typed is lost."))


def _article(basis: tuple[str, ...]) -> Link:
    if not basis:
        return Link(_("rule of this system"))
    stop = "；" if language() == "zh" else "; "
    text = stop.join(shelf().written(one) for one in basis)
    return Link(text, f"{reverse('law:article')}?{urlencode({'cite': '; '.join(basis)})}")
