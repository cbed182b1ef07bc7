"""Who sees tasks and problems, and who sets them."""

from typing import Final

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

TASKS: Final = access(
    "查看法治建设任务",
    "see tasks of rule-of-law work",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    district=(Role.RULE_OF_LAW_OFFICE, Role.GOVERNMENT_LEADER),
)
SET_TASKS: Final = access("导入任务清单", "import a list of tasks", district=(Role.RULE_OF_LAW_OFFICE,))
