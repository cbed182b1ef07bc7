"""Forms: a text to be checked, by file or pasted, and the decision on a mark."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.core.review.patterns import Maker, TextKind

KINDS = {
    TextKind.NORMATIVE: gettext_lazy("text that binds generally (draft document, plan, minutes)"),
    TextKind.DECISION: gettext_lazy("decision or other enforcement paper"),
    TextKind.CONTRACT: gettext_lazy("contract"),
}
MAKERS = {
    Maker.NORMATIVE_DOCUMENT: gettext_lazy("normative document"),
    Maker.LOCAL_RULE: gettext_lazy("rule of a local government"),
    Maker.DEPARTMENT_RULE: gettext_lazy("rule of a department of the State Council"),
    Maker.LOCAL_REGULATION: gettext_lazy("local regulation"),
    Maker.ADMINISTRATIVE_REGULATION: gettext_lazy("administrative regulation"),
    Maker.LAW: gettext_lazy("law"),
}


class TextForm(forms.Form):
    """The text itself comes as a file or is pasted; what it is decides what is looked for."""

    title = forms.CharField(label=gettext_lazy("Title"), min_length=2, max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of text"), choices=[(one.value, text) for one, text in KINDS.items()]
    )
    maker = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=[(one.value, text) for one, text in MAKERS.items()],
        help_text=gettext_lazy("What a text may set depends on who makes it."),
    )
    file = forms.FileField(label=gettext_lazy("File (DOCX, PDF with words, TXT)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Classified matter must not be entered. A mark of secrecy stops the text before it is kept."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ways."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("file") and not (found.get("text") or "").strip():
            self.add_error("text", _("Choose a file or paste the text."))
        return found


class DecisionForm(forms.Form):
    """What the reviewer says to a mark."""

    place = forms.IntegerField(min_value=0)
    decision = forms.ChoiceField(choices=[("accepted", ""), ("rejected", ""), ("", "")], required=False)
    reason = forms.CharField(required=False, max_length=500)
