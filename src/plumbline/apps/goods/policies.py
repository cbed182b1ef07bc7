"""Who may do what with things and money, as policies that pages and actions share."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

GOODS_READ = access(
    "查看涉案财物台账",
    "see the ledger of things and money",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR,),
)
GOODS_ACT = access(
    "登记涉案财物", "enter things and money", own=(Role.OFFICER, Role.AGENCY_HEAD), enters=True
)
"""Officers and the head of the organ that has the case."""
