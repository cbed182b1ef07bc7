"""Who sees the year end of the district, and who cuts a year off."""

from typing import Final

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

YEAR_END_READ: Final = access(
    "查看年度收尾", "see the year end", district=(Role.RULE_OF_LAW_OFFICE, Role.GOVERNMENT_LEADER)
)
YEAR_END_WRITE: Final = access("办理年度收尾", "end the year", district=(Role.RULE_OF_LAW_OFFICE,))
