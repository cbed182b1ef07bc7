"""Who may see and mend what runs in the background."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

JOBS = access(
    "查看和处理后台任务", "see background jobs, run them again, drop them", district=(Role.SYSTEM_ADMIN,)
)
