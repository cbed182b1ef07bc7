"""The audit of a report's text: brought in, marked passage by passage, kept nowhere."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.apps.attachments.errors import Classified, FileRefused
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.casework.pages.speaking import language
from plumbline.apps.figures.audit_page import words_of
from plumbline.apps.figures.auditing import audit
from plumbline.apps.figures.forms import AuditForm
from plumbline.apps.figures.pages.asking import Request, seen_by
from plumbline.apps.figures.policies import FIGURES
from plumbline.apps.legality.errors import TextEmpty
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.people.access import requires
from plumbline.core.report_audit.audit import Audit
from plumbline.core.report_audit.passages import Passage, passages
from plumbline.core.report_audit.remark import Weight

_HELD: Final = {
    "supported": gettext_lazy("as recorded"),
    "contradicted": gettext_lazy("not as recorded"),
    "unknown": gettext_lazy("no record to compare"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as the page draws it: `look` is fault, question, supported, contradicted, unknown, number or plain."""

    text: str
    look: str
    number: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A remark in the list beneath, leading to its passage."""

    word: str
    text: str
    number: int
    is_fault: bool


@require_http_methods(["GET", "POST"])
@requires(FIGURES)
def audit_report(request: Request) -> HttpResponse:
    """The form, and beneath it what was found."""
    form = AuditForm(request.POST or None, request.FILES or None)
    values: dict[str, object] = dict.fromkeys(("shown", "said", "facts"))
    if request.method == "POST" and form.is_valid():
        text = _text(form)
        if text is not None:
            against = form.cleaned_data["against"]
            found = audit(text, against=against, seen=seen_by(request), now=request.now)
            values = _values(text, found)
    head = PageHead(
        _("Check of reports"), note=_("what a report's numbers say against each other and the records")
    )
    status = 422 if form.errors else 200
    return render(request, "figures/audit.html", {"head": head, "form": form, **values}, status=status)


def _text(form: AuditForm) -> str | None:
    """The words of what was brought; None with the reason in the form."""
    file = form.cleaned_data.get("file")
    try:
        text: str = _words(file) if file else form.cleaned_data["text"]
    except TextEmpty:  # a scan: told with what to do, and by the name that its reader knows
        refused = TextEmpty(name=str(file.name) if file else "")
        form.add_error("file", f"{refused.message(language())}。{refused.remedy(language())}")
        return None
    except FileRefused as wrong:
        form.add_error("file", str(wrong.message(language())))
        return None
    if mark := classification_mark(text):
        form.add_error("text", Classified(name=_("the text"), mark=mark).message(language()))
        return None
    return text


def _words(file: UploadedFile) -> str:
    """The words of an uploaded file; the file itself is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"report{Path(file.name or '').suffix}")
        path.write_bytes(file.read())
        return words_of(path)


def _values(text: str, found: Audit) -> dict[str, object]:
    shown, said = list[Shown](), list[Said]()
    for number, one in enumerate(passages(text, found), start=1):
        shown.append(Shown(one.text, _look(one), number, _note(one)))
        for remark in one.remarks:
            said.append(
                Said(_word(remark.weight), remark.said(language()), number, remark.weight is Weight.FAULT)
            )
        if one.held is not None and one.held.kind == "contradicted":
            said.append(Said(_word(Weight.FAULT), one.held.said(language()), number, True))
    said += [
        Said(_word(one.weight), one.said(language()), 0, one.weight is Weight.FAULT)
        for one in found.remarks
        if one.end == one.start
    ]
    unique = list({(one.text, one.is_fault): one for one in reversed(said)}.values())[::-1]
    return {"shown": shown, "said": unique, "facts": _facts(found, unique)}


def _look(one: Passage) -> str:
    if any(remark.weight is Weight.FAULT for remark in one.remarks):
        return "fault"
    if one.held is not None and one.held.kind != "unknown":
        return one.held.kind
    if one.remarks:
        return "question"
    return "plain" if one.quantity is None else "number"


def _note(one: Passage) -> str:
    """What is told of a passage when one points at it."""
    told = [remark.said(language()) for remark in one.remarks]
    if one.held is not None:
        told.append(str(_HELD[one.held.kind]))
    return "; ".join(told)


def _word(weight: Weight) -> str:
    return str(_("fault") if weight is Weight.FAULT else _("question"))


def _facts(found: Audit, said: list[Said]) -> list[Fact]:
    facts = [
        Fact(_("Numbers found"), formats.count(len(found.quantities))),
        Fact(_("Faults"), formats.count(sum(one.is_fault for one in said))),
        Fact(_("Questions raised"), formats.count(sum(not one.is_fault for one in said))),
    ]
    held = Counter(one.kind for one in found.held.values())
    return facts + [Fact(str(word), formats.count(held[kind])) for kind, word in _HELD.items() if found.held]
