"""Who checks texts."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

TEXTS = access(
    "文本审查",
    "check texts",
    own=(Role.REVIEWER, Role.RULE_OF_LAW_OFFICE, Role.JUSTICE_OFFICE),
)
REVIEW_READ = access(
    "查看审核",
    "see reviews",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
REVIEW_SEND = access("送审", "send for review", own=(Role.OFFICER,), enters=True)
"""The case unit (118号 (十四)); whoever reviews is not the case handler."""
REVIEW_GIVE = access("出具审核意见", "give an opinion of review", own=(Role.REVIEWER,), enters=True)
