"""Who plans, approves and watches inspections of enterprises."""

from plumbline.core.authority.access import access, public
from plumbline.core.authority.role import Role

PLANS = access(
    "查看涉企检查计划",
    "see plans of inspections",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR,),
)
PLAN_WRITE = access(
    "编制涉企检查计划", "write a plan of inspections", own=(Role.OFFICER, Role.AGENCY_HEAD), enters=True
)
PLAN_APPROVE = access(
    "批准涉企检查计划", "approve a plan of inspections", own=(Role.AGENCY_HEAD,), enters=True
)
WATCH = access(
    "查看涉企检查监督情况",
    "watch inspections of enterprises",
    own=(Role.AGENCY_HEAD,),
    supervised=(Role.SUPERVISOR,),
)
JOIN = access("协调合并检查", "join inspections of several organs", supervised=(Role.SUPERVISOR,))
CLASSES = access("导入信用风险分类", "import official classes", supervised=(Role.SUPERVISOR,))
ENTRY_CODE = public("扫码入企", "entry code of an inspection")
