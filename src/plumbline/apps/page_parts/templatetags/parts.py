"""Tags of every template: parts, icons, built files, form fields. They need no `{% load %}`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Widget
from django.template import Context
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.translation import get_language
from markupsafe import Markup, escape

from plumbline.apps.page_parts import icons
from plumbline.apps.page_parts.drawing import HOLE, draw, draw_part
from plumbline.apps.page_parts.heads import Desk
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import Part

register = template.Library()
_TOPS: Kept[tuple[Desk, Markup]] = Kept(512)
"""Each value holds the frame of its key, so that its identity cannot pass to another one."""
_CONSTANT: Kept[Markup] = Kept(64)
"""What says the same on every page, by language."""


@register.simple_tag(takes_context=True)
def part(context: Context, value: Part | None) -> Markup:
    """Draw a part by its kind; nothing for None."""
    return draw_part(value, _token(context))


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, **values: object) -> Markup:
    """What each page has one of: the bar on top, the keys. Draws a file of `_components/` over these values."""
    token = _token(context)
    if values:
        return draw(name, {**values, "csrf_token": token})
    drawn = _CONSTANT.get((name, get_language()), lambda: draw(name, {"csrf_token": HOLE}))
    return Markup(drawn.replace(HOLE, escape(str(token))))


@register.simple_tag(takes_context=True)
def desk_top(context: Context, desk: Desk) -> Markup:
    """The bar on top of the desk: drawn once for a frame, the token of its forms put in each time."""
    token = _token(context)
    if not token or token == "NOTPROVIDED":
        return draw("desk_top.html", {"desk": desk, "csrf_token": token})
    frame = getattr(desk, "_wrapped", desk) if desk.place else desk  # the frame itself, where it was promised
    drawn = _TOPS.get(
        (id(frame), get_language()),
        lambda: (frame, draw("desk_top.html", {"desk": frame, "csrf_token": HOLE})),
    )
    return Markup(drawn[1].replace(HOLE, escape(str(token))))


def _token(context: Context) -> object:
    """The token of forms is the one thing that parts take along from the page."""
    return context.get("csrf_token", "")


@register.simple_tag
def icon(name: str) -> Markup:
    """An icon beside a word; hidden from screen readers. Nothing for an empty name."""
    return icons.icon(name)


@register.simple_tag
def built(name: str) -> str:
    """Address of a built file: `{% built "pages.css" %}`."""
    return _address(name, get_script_prefix())


@cache
def _address(name: str, prefix: str) -> str:  # `prefix` belongs to the key
    return str(static(f"build/{_manifest()[name]}"))


@cache
def _manifest() -> dict[str, str]:
    path = Path(settings.STATICFILES_DIRS[0]) / "build" / "manifest.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


@register.simple_tag
def field(bound: BoundField) -> Markup:
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
    return draw("field.html", values)


def field_kind(widget: Widget) -> str:
    """Which shape a field has: one box, a group of choices, a file, or a plain control."""
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, CheckboxInput):
        return "box"
    return "file" if isinstance(widget, FileInput) else "plain"


@register.simple_tag
def error_summary(form: Any, *, takes_focus: bool = True) -> Markup:
    """All errors of a form, on top, each a link to its field; nothing where there is none. The page begins there."""
    if not form.errors:
        return Markup("")
    rows = [(bound, bound.errors) for bound in form if bound.errors]
    told = {"form": form, "rows": rows, "takes_focus": takes_focus}
    return draw("error_summary.html", {**told, "count": len(rows) + len(form.non_field_errors())})
