"""How anybody can check what is public: the ledger, the signed bundle, the commitment of a text."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.ledger_store.queries import latest_checkpoint
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.public_portal.frame import Request, portal_page, shown, to
from plumbline.core.errors import Language


@portal_page
def verification(request: Request, language: Language) -> HttpResponse:
    """Where the log stands, who signed it, how to follow it."""
    last = latest_checkpoint("sha256")
    facts = [Fact(_("Log"), str(settings.LEDGER_ORIGIN), mono=True)]
    if last is not None:
        facts += [
            Fact(_("Records sealed"), f"{last.size:,}"),
            Fact(_("Key of the log"), last.key, mono=True),
            Fact(_("Witnesses"), str(len(last.cosignature_lines))),
        ]
    values = {
        "title": _("Verification"),
        "facts": facts,
        "checkpoint": reverse("public_log", kwargs={"path": "checkpoint"}) if last else "",
        "draws": to("draws", language),
        "note": last.note.written() if last else "",
    }
    return shown(request, language, "verification.html", values)
