"""Tags of every template: parts, icons, built files, form fields. They need no `{% load %}`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Widget
from django.template import Context, Template
from django.template.engine import Engine
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from plumbline.apps.page_parts.part import Part

register = template.Library()


class UnknownIcon(LookupError):
    """An icon that frontend/icons.json does not list, or that was not built yet."""


@register.simple_tag(takes_context=True)
def part(context: Context, value: Part | None) -> SafeString | str:
    """Draw a part by its kind; nothing for None."""
    if value is None:
        return ""
    return drawn(context, f"_components/{value.template}", {"part": value})


def drawn(context: Context, name: str, values: Mapping[str, object]) -> SafeString:
    """A template over these values alone; the token of forms is the one thing passed on."""
    engine = context.template.engine if context.template else Engine.get_default()
    found: Template = engine.get_template(name)
    return found.render(context.new({**values, "csrf_token": context.get("csrf_token", "")}))


@register.simple_tag
def icon(name: str) -> SafeString | str:
    """An icon beside a word; hidden from screen readers. Nothing for an empty name."""
    return _icon(name) if name else ""


@cache
def _icon(name: str) -> SafeString:
    try:
        source = get_template(f"_icons/{name}.svg").template.source
    except template.TemplateDoesNotExist as missing:
        raise UnknownIcon(f"{name}: add it to frontend/icons.json and run make setup") from missing
    return mark_safe(source)


@register.simple_tag
def built(name: str) -> str:
    """Address of a built file: `{% built "pages.css" %}`."""
    return str(static(f"build/{_manifest()[name]}"))


@cache
def _manifest() -> dict[str, str]:
    path = Path(settings.STATICFILES_DIRS[0]) / "build" / "manifest.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


@register.simple_tag(takes_context=True)
def field(context: Context, bound: BoundField) -> SafeString:
    """A field of a form: label, hint, control, error; hint and error are tied to the control for screen readers."""
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    extra: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        extra["aria-invalid"] = "true"
    kind = field_kind(bound.field.widget)
    control = "" if kind == "group" else bound.as_widget(attrs=extra)
    values = {
        "bound": bound,
        "kind": kind,
        "control": control,
        "described": extra.get("aria-describedby", ""),
    }
    return drawn(context, "_components/field.html", values)


def field_kind(widget: Widget) -> str:
    """Which shape a field has: one box, a group of choices, a file, or a plain control."""
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, CheckboxInput):
        return "box"
    return "file" if isinstance(widget, FileInput) else "plain"


@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: Any, *, takes_focus: bool = True) -> SafeString | str:
    """All errors of a form, on top, each a link to its field; nothing where there is none. The page begins there."""
    if not form.errors:
        return ""
    rows = [(bound, bound.errors) for bound in form if bound.errors]
    return drawn(
        context, "_components/error_summary.html", {"form": form, "rows": rows, "takes_focus": takes_focus}
    )
