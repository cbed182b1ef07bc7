"""Who sees and mends what a portal apart sent and the desk could not take in."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

REFUSED = access(
    "查看和重新接收未能接收的网上提交",
    "see submissions that were not taken in, and have them tried again",
    district=(Role.SUPERVISOR, Role.SYSTEM_ADMIN),
)
"""Files, days and reasons; what was written in them is sealed, and no page opens it."""
REFUSED_LEAVE = access(
    "将网上提交列为不予接收", "leave a submission out, with a reason", district=(Role.SUPERVISOR,)
)
"""Whoever looks into complaints decides that something sent is none."""
