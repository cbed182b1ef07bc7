"""Figures of the statistics in papers of supervision: counted by the indicators of the packs, never a second time here.

`INDICATORS_OF` in the settings names who counts, since figures stand above supervision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.core.authority.access import Visible

TABLE = "oversight"
"""The table of the packs that says what a paper of supervision tells."""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A figure of a period as it is written, with what it counts, in Chinese: papers are Chinese."""

    title: str
    value: str
    unit: str
    says: str


Counting = Callable[[str, int, int, Visible, int], Sequence[IndicatorLine]]


def indicator_lines(first: int, last: int, seen: Visible, now: int) -> Sequence[IndicatorLine]:
    """The figures of the table over these days, of the organs that may be seen; `now` is µs UTC."""
    counting: Counting = import_string(settings.INDICATORS_OF)
    return counting(TABLE, first, last, seen, now)
