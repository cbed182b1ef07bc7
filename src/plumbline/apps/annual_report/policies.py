"""Who may read and write the annual report before it is published."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

REPORT_READ = access(
    "查看年度报告",
    "see the annual report",
    supervised=(Role.SUPERVISOR,),
    district=(Role.RULE_OF_LAW_OFFICE, Role.GOVERNMENT_LEADER),
)
REPORT_WRITE = access("编写年度报告", "write the annual report", own=(Role.RULE_OF_LAW_OFFICE,))
