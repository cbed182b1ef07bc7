"""Two people saved the same case: the second is told what came between and loses nothing typed."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.forms import ActForm
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.dialogs import Conflict, ConflictField
from plumbline.core.procedures.definition import Step


def conflict(error: CaseMoved, file: CaseFile, step: Step, speak: Speaker, form: ActForm) -> Conflict:
    """What was entered meanwhile, and the person's own act to be sent again on top of it."""
    between = [held.record for held in error.between]
    speak.know(record.entered_by for record in between)
    names = [speak.officer(record.entered_by) for record in between]
    case = file.history.opening.case
    return Conflict(
        title=_("Somebody else acted on this case meanwhile"),
        who=formats.listed(dict.fromkeys(names)),
        at=speak.time(between[-1].recorded_at) if between else "",
        url=reverse("casework:act", kwargs={"case": case, "step": step.id}),
        verb=_("Do it all the same"),
        fields=[
            ConflictField(
                name=f"between_{place}",
                label=speak.step_id(record.step),
                theirs=_("entered {at}").format(at=speak.time(record.recorded_at)),
                mine=_("not affected") if record.step != step.id else _("the same step"),
            )
            for place, record in enumerate(between)
        ],
        hidden=[("seen", str(error.data["position"]))],
    )
