"""Forms of the exchange: a source, a target, a file, a row of the quarantine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.apps.exchange.incoming import MAPPED, OWN
from plumbline.apps.exchange.queries import HeldView
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.errors import Language
from plumbline.core.layouts.catalogue import LAYOUTS
from plumbline.core.layouts.mirrored import COMPARED

_CODE = r"^[a-z0-9][a-z0-9-]{1,38}$"


def layouts(language: Language) -> list[tuple[str, str]]:
    """Every layout with its title."""
    own = [(OWN, _("the product's own layout")), (MAPPED, _("its own columns, read by a mapping file"))]
    found = [(one.id, one.title, one.english) for one in LAYOUTS.values()]
    found += [(one.id, one.title, one.english) for one in COMPARED.values()]
    titles = [(id, zh if language == "zh" else en) for id, zh, en in found]
    return [*((code, str(text)) for code, text in own), *titles]


class SourceForm(forms.Form):
    """A system that will supply records."""

    title = forms.CharField(label=_("Name of the system"), max_length=100)
    code = forms.RegexField(
        label=_("Code"),
        regex=_CODE,
        max_length=39,
        help_text=_("Small letters, digits and hyphens; also the name of its folder in the file drop."),
    )
    organ = forms.ChoiceField(label=_("Organ"))
    layout = forms.ChoiceField(label=_("Layout"))
    procedure = forms.ChoiceField(
        label=_("Procedure"), required=False, help_text=_("For rows that name no procedure themselves.")
    )
    mapping = forms.CharField(
        label=_("Mapping file"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "pl-input pl-mono"}),
        help_text=_("As for plumbline check; only for a source with columns of its own."),
    )

    def __init__(
        self,
        *given: object,
        organs: Sequence[tuple[str, str]],
        procedures: Sequence[tuple[str, str]],
        language: Language,
    ) -> None:
        super().__init__(*given, auto_id="source_%s")
        self.fields["organ"].choices = [("", _("choose")), *organs]
        self.fields["layout"].choices = layouts(language)
        self.fields["procedure"].choices = [("", "—"), *procedures]
        _style(self)


class TargetForm(forms.Form):
    """Another system that is told numbers and states."""

    title = forms.CharField(label=_("Name of the system"), max_length=100)
    organ = forms.ChoiceField(label=_("Organ"))
    address = forms.CharField(label=_("Address"), max_length=500, help_text="https://…")
    of_acts = forms.BooleanField(
        label=_("Tell it also what is done here"),
        required=False,
        help_text=_(
            "Case number, procedure, step and time of each act of the organ from now on; nothing else."
        ),
    )

    def __init__(self, *given: object, organs: Sequence[tuple[str, str]]) -> None:
        super().__init__(*given, auto_id="target_%s")
        self.fields["organ"].choices = [("", _("choose")), *organs]
        _style(self)


class FileForm(forms.Form):
    """A file in the layout of a source."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, Excel (xlsx), JSON lines, Parquet or XES."),
    )


class LeavingOutForm(forms.Form):
    """Which rows are left out, or wait again: those ticked or all of a delivery; why, where they are left out."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.MultipleHiddenInput())
    delivery = forms.TypedChoiceField(label=_("Which rows"), coerce=int, empty_value=None, required=False)
    why = forms.CharField(
        label=_("Why they are left out"),
        max_length=300,
        help_text=_("It stays with the rows, with your name and the time."),
        widget=forms.Textarea(attrs={"rows": 2, "class": "pl-input"}),
    )

    def __init__(
        self, *given: object, rows: Sequence[int], deliveries: Sequence[tuple[int, str]], back: bool
    ) -> None:
        super().__init__(*given, auto_id="leaving_%s")
        self.fields["chosen"].choices = [(str(one), str(one)) for one in rows]
        self.fields["delivery"].choices = [("", _("the rows ticked")), *deliveries]
        if back:
            del self.fields["why"]
        _style(self)

    def clean(self) -> dict[str, object]:
        """Something is chosen."""
        told = super().clean()
        if not self.errors and not told["chosen"] and told["delivery"] is None:
            self.add_error(None, _("Tick at least one row, or choose all rows of a delivery."))
        return dict(told)


class CellsForm(forms.Form):
    """The cells of a row that waits, as received, what is wrong at each."""

    def __init__(self, row: HeldView, layout: str, language: Language, *given: object) -> None:
        super().__init__(*given, auto_id="cell_%s")
        wrong = [one["column"] for one in row.faults if one["column"]]
        self.columns = list(dict.fromkeys([*wrong, *row.cells]))
        for place, name in enumerate(self.columns):
            widget = forms.TextInput(attrs={"class": "pl-input"})
            self.fields[f"c{place}"] = forms.CharField(
                label=column_named(layout, name, language),
                required=False,
                max_length=4000,
                initial=row.cells.get(name, ""),
                widget=widget,
            )
        if not self.is_bound:  # once it was sent, what is wrong now counts
            self.tell(row.faults, language)

    @property
    def cells(self) -> dict[str, str]:
        """What stands in them now."""
        return {name: str(self.cleaned_data[f"c{place}"]) for place, name in enumerate(self.columns)}

    def tell(self, faults: Sequence[Mapping[str, str]], language: Language, *, again: bool = False) -> None:
        """What is wrong, at the cell it concerns: a hint while it is opened, an error once it was sent."""
        for one in faults:
            said = one["reason" if language == "zh" else "reason_en"]
            text = with_basis(said, one.get("basis", ""), language)
            name = f"c{self.columns.index(one['column'])}" if one["column"] in self.columns else None
            if again:
                self.add_error(name, text)
            elif name is not None:
                self.fields[name].help_text = text


def column_named(layout: str, header: str, language: Language) -> str:
    """A column as people know it, with its code: «处罚决定日期 CF_JDRQ». Layouts have Chinese names alone."""
    known = LAYOUTS.get(layout)
    column = known.named([header]).get(header) if known is not None and language == "zh" else None
    if column is None or column.title == header:
        return header
    return f"{column.title} {header}"


def with_basis(said: str, basis: str, language: Language) -> str:
    """A sentence and the article behind it, where there is one."""
    if not basis:
        return said
    return f"{said}（{shelf().brief(basis)}）" if language == "zh" else f"{said} ({basis})"


def _style(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.setdefault(
            "class", "pl-select" if isinstance(field.widget, forms.Select) else "pl-input"
        )
