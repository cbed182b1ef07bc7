"""Writing of supervision: scanning, and what supervisors decide about findings."""

from plumbline.apps.supervision.actions.deciding import (
    SHORTEST,
    confirm_excuse,
    propose_excuse,
    refuse_excuse,
    settle,
)
from plumbline.apps.supervision.actions.instruments import Matter, begin
from plumbline.apps.supervision.actions.scanning import Scanned, scan_all, tick

__all__ = [
    "SHORTEST",
    "Matter",
    "Scanned",
    "begin",
    "confirm_excuse",
    "propose_excuse",
    "refuse_excuse",
    "scan_all",
    "settle",
    "tick",
]
