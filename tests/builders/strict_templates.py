"""Templates of ours that name what is not there fail, wherever the name stands: printed, asked in `if`, looped over.

Django would print nothing and take `if` for false, so that a renamed field goes unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.template import engines
from django.template.base import Variable, VariableDoesNotExist

from plumbline.site.settings import SITE

TEMPLATES = SITE / "templates"


class UnknownVariable(AssertionError):
    """A template asked for something that its context does not have."""


class _Invalid(str):
    """What Django prints for the unknown: asked for, it raises."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        return True

    def __mod__(self, name: Any) -> str:
        raise UnknownVariable(str(name))


def _is_ours(context: Any) -> bool:
    render_context = getattr(context, "render_context", None)
    template = getattr(render_context, "template", None)
    return template is not None and str(template.origin.name).startswith(str(TEMPLATES))


@contextmanager
def strict() -> Iterator[None]:
    """While this lasts, an unknown variable in a template of ours raises UnknownVariable."""
    plain = Variable.resolve

    def resolve(self: Variable, context: Any) -> Any:
        try:
            return plain(self, context)
        except VariableDoesNotExist as missing:
            if not _is_ours(context):
                raise
            place = context.render_context.template.origin.template_name
            raise UnknownVariable(f"{place}: {self.var}") from missing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Variable, "resolve", resolve)
        patch.setattr(engines["django"].engine, "string_if_invalid", _Invalid())
        yield
