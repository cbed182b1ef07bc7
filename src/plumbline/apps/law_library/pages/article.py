"""What a cited article says: in our own words always, in its own once the statute has been imported. Public."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from plumbline.apps.pack_store.queries import Shown, open_library
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import public
from plumbline.core.errors import PlumblineError
from plumbline.core.vocabulary import Standing

READ_LAW = public("查看法律依据", "read what an article says")
LONGEST_QUESTION = 400


@dataclass(frozen=True, slots=True)
class ShownGist:
    """A provision in our own words, when it was checked, and its mark where it has one."""

    text: str
    checked_on: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """A cited place, its edition, gists and printed lines."""

    chinese: str
    edition: str
    gists: tuple[ShownGist, ...]
    text: tuple[str, ...]


@require_GET
@requires(READ_LAW)
def article(request: HttpRequest) -> HttpResponse:
    """The provisions of `?cite=`; several are divided as citations are."""
    cited = request.GET.get("cite", "")[:LONGEST_QUESTION]
    frame = "desk.html" if getattr(request, "person", None) else "portal.html"
    values = {"head": PageHead(title=_("What the article says")), "shown": shown(cited), "frame": frame}
    return render(request, "law/article.html", values)


def shown(cited: str) -> list[ShownArticle]:
    """What is known of every citation in the text; nothing of one that cannot be read."""
    library = open_library(settings.LIBRARY, shelf().registry)
    try:
        citations = library.read(cited)
    except PlumblineError:
        return []
    return [_article(library.show(citation)) for citation in citations]


def _article(one: Shown) -> ShownArticle:
    return ShownArticle(
        one.chinese,
        one.edition_label,
        tuple(ShownGist(g.gist, g.checked_on.isoformat(), _mark(g.standing)) for g in one.gists),
        tuple(line for provision in one.provisions for line in provision.lines()),
    )


def _mark(standing: Standing) -> str:
    words: dict[Standing, str] = {
        Standing.SECONDARY: _("seen in an excerpt only"),
        Standing.ELSEWHERE: _("binding elsewhere"),
        Standing.DERIVED: _("our reading"),
        Standing.UNVERIFIED: _("not verified"),
    }
    return words.get(standing, "")
