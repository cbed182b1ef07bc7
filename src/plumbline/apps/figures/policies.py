"""Who may see figures, and the rows behind them."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

FIGURES = access(
    "查看指标与统计",
    "see figures",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR, Role.JUSTICE_OFFICE),
    district=(Role.RULE_OF_LAW_OFFICE, Role.GOVERNMENT_LEADER),
)
"""Each sees the figures of the organs that the role reaches, and of each figure the acts that were counted."""
