"""Who checks texts."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

TEXTS = access(
    "文本审查",
    "check texts",
    own=(Role.REVIEWER, Role.RULE_OF_LAW_OFFICE, Role.JUSTICE_OFFICE),
)
