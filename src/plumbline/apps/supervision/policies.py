"""Who may see findings and decide on them."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

FINDINGS = access(
    "查看问题清单",
    "see findings",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER),
    supervised=(Role.SUPERVISOR, Role.JUSTICE_OFFICE),
)
"""Officers and heads see what the rules find in their own organ's cases: nobody is watched behind their back."""
MORNING = access("执法监督早间页", "morning page of supervision", supervised=(Role.SUPERVISOR,))
BOARD = access(
    "查看监督看板",
    "see the board of supervision",
    own=(Role.AGENCY_HEAD,),
    supervised=(Role.SUPERVISOR,),
    district=(Role.GOVERNMENT_LEADER,),
)
"""Figures by organ; an agency head sees the own organ's. No figure is made by officer."""
WALL = access("查看监督大屏", "see the wall page", supervised=(Role.SUPERVISOR,))
DECIDE = access("说明、销号问题", "explain away or settle a finding", supervised=(Role.SUPERVISOR,))
INSTRUMENTS = access(
    "查看监督文书",
    "see instruments of supervision",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR, Role.JUSTICE_OFFICE),
    district=(Role.GOVERNMENT_LEADER,),
)
CLUES = access(
    "办理移送监察机关线索", "handle clues for the supervisory commission", supervised=(Role.SUPERVISOR,)
)
"""Never the organ concerned, nor anybody of it: a clue that is known is one that is covered up."""
CAMPAIGNS = access("组织监督检查", "run inspection campaigns", supervised=(Role.SUPERVISOR,))
FAIRNESS = access(
    "查看同类案件裁量对比",
    "compare fines of like cases",
    own=(Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
RESPONSIBILITY = access(
    "查看执法责任制",
    "see the chart of responsibility",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR,),
)
PROPOSALS = access(
    "查看人员处理建议",
    "see proposals about persons",
    own=(Role.AGENCY_HEAD,),
    supervised=(Role.SUPERVISOR,),
)
"""What was proposed about a person is not for colleagues."""
REVIEWS = access("组织、办理案卷评查", "run file reviews", supervised=(Role.SUPERVISOR,))
REVIEW_LIST = access(
    "查看案卷评查",
    "see file reviews",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR,),
)
REVIEW_RESULTS = access(
    "查看案卷评查结果",
    "see results of file reviews",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR,),
)
OBJECT_TO_REVIEW = access("对评查结果提出异议", "object to a review's result", own=(Role.AGENCY_HEAD,))
