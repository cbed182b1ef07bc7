"""Who may see and mend what runs in the background, and who looks after the calendar."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

JOBS = access(
    "查看和处理后台任务", "see background jobs, run them again, drop them", district=(Role.SYSTEM_ADMIN,)
)
CALENDAR = access(
    "查看工作日历",
    "see the calendar of working days",
    district=(Role.SYSTEM_ADMIN, Role.RULE_OF_LAW_OFFICE, Role.GOVERNMENT_LEADER),
)
CALENDAR_KEEPERS = (Role.SYSTEM_ADMIN, Role.RULE_OF_LAW_OFFICE)
"""Who installs a notice, and who asks for it: they are reminded."""
