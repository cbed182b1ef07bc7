"""Forms of a step share their fields; what came empty is read as Django would read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field
from django.http import QueryDict

from plumbline.apps.casework.forms import ActForm, rule_hints
from plumbline.apps.casework.papers import kind_of_paper
from plumbline.apps.pack_store.shelf import shelf


def forms_of(step: str = "", data: QueryDict | None = None) -> Iterator[ActForm]:
    """The form of the step, or of each step, of an ordinary penalty."""
    docket = shelf().docket("penalty.ordinary", None, None)
    for one in docket.procedure.steps.values():
        if one.id == step or not step:
            kinds = [kind for title in one.documents if (kind := kind_of_paper(title)) is not None]
            yield ActForm(
                data,
                docket=docket,
                step=one,
                words=shelf().words,
                language="zh",
                colleagues=[("0012", "陈晓")],
                kinds=kinds,
            )


def read(field: Field, sent: object) -> tuple[object, list[str]]:
    """What a field makes of it, or how it refuses it."""
    try:
        return field.clean(sent), []
    except ValidationError as error:
        return None, error.messages


def test_a_field_that_one_form_changes_is_the_old_one_in_the_next() -> None:
    (first,), (second,) = forms_of("investigate"), forms_of("investigate")
    first.own("at").help_text = "此前填写"
    first.own("others").choices = []
    assert first.fields["until"] is second.fields["until"]
    (third,) = forms_of("investigate")
    for other in (second, third):
        assert other.fields["at"].help_text == ""
        assert other.fields["others"].choices == [("0012", "陈晓")]


@pytest.mark.parametrize("sent", [False, True])
def test_what_came_empty_is_read_as_each_field_reads_it(sent: bool) -> None:
    count = 0
    for blank in forms_of():
        data = QueryDict(mutable=True)
        if sent:
            data.update(dict.fromkeys(blank.fields, ""))
            data.setlist("papers", [])
            data.setlist("others", [])
        (form,) = forms_of(blank.step.id, data)
        form.full_clean()
        for name, field in form.fields.items():
            wanted, refused = read(field, field.widget.value_from_datadict(data, {}, name))
            assert form.errors.get(name, []) == refused
            if not refused:
                wanted = None if name == "until" else wanted  # it has a method of its own
                assert form.cleaned_data[name] == wanted
                assert type(form.cleaned_data[name]) is type(wanted)
            count += 1
    assert count > 300


def test_what_is_read_from_nothing_is_no_list_of_all() -> None:
    for _ in range(2):
        (form,) = forms_of("investigate", QueryDict("at=2026-03-02T09:00&seen=1"))
        form.full_clean()
        assert form.cleaned_data["others"] == []
        form.cleaned_data["others"].append("0012")


def test_the_law_of_before_is_no_hint_of_today() -> None:
    docket = shelf().docket("reconsideration.case", None, None)
    said = rule_hints(docket, docket.procedure.steps["accept"], "zh")["representatives"]
    assert (
        said == "申请人超过十人的，推选二至五名代表人；申请人超过五人的，推选一至五名代表（施行至2026-06-30）"
    )
    twice = rule_hints(docket, docket.procedure.steps["accept"], "zh")["suit_pending"]
    assert twice == "人民法院已经依法受理的，不得申请复议", "the same words held before and hold today"
