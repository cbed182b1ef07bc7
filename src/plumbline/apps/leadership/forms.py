"""The form that takes a list of tasks in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TaskListForm(forms.Form):
    """A document or sheet with a table of tasks."""

    document = forms.FileField(
        label=_("List of tasks"),
        help_text=_(
            "the first table of a Word document, or a sheet (xlsx, csv), at most 20 MB; no classified matter"
        ),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv"}),
    )
