"""Which implementation stands behind each name: the one place that picks."""

from __future__ import annotations

from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.ledger_store.projections import CaseProjection, Projection
from plumbline.apps.people.store.projection import RegisterProjection


def projections() -> tuple[Projection, ...]:
    """What is derived from the records of this site, in the order in which it is told of them."""
    return CaseProjection(), StandingProjection(), RegisterProjection()
