"""Desks with acts of their own. Each app that has one names them in its module `desk` (`own_pages`, `desk_reasons`)."""

from __future__ import annotations

from functools import cache

from django.utils.module_loading import autodiscover_modules


@cache
def all_desks() -> None:
    """Every desk has named its acts.

    Asked at the first question and not as a process starts: whoever seals, verifies or publishes does no act, and the
    desks bring two thirds of all modules with them.
    """
    autodiscover_modules("desk")
