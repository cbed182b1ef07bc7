"""Who may do what with cases, as policies that pages and actions share."""

from typing import Final

from plumbline.core.authority.access import Reach, access
from plumbline.core.authority.role import Role

SUPERVISING: Final = {Role.SUPERVISOR: Reach.SUPERVISED, Role.GOVERNMENT_LEADER: Reach.DISTRICT}
"""In the supervision of an organ supervisors act, and the government that decides on it (监督条例 §29)."""
LEADING: Final = {Role.RULE_OF_LAW_OFFICE: Reach.DISTRICT}
"""In the leadership of rule-of-law work the district's office acts (督察规定 §6)."""

_DESKS: Final = (
    Role.OFFICER,
    Role.AGENCY_HEAD,
    Role.REVIEWER,
    Role.HEARING_PRESIDER,
    Role.RULE_OF_LAW_OFFICE,
)
"""Who handles cases of the own organ; which steps each may do, the packs say."""

CASE_READ = access(
    "查看案件",
    "see a case",
    own=_DESKS,
    supervised=(Role.SUPERVISOR, Role.JUSTICE_OFFICE),
    scope=(Role.GROUP_GUEST,),
    in_supervision=SUPERVISING,
    in_leadership={**LEADING, Role.GOVERNMENT_LEADER: Reach.DISTRICT},
)
CASE_INTERNAL = access(
    "查看副卷文书",
    "see papers of the internal volume",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER),
    supervised=(Role.SUPERVISOR,),
)
"""Never for guests, parties or the public (collective discussion, review opinions)."""
NUMBERS = access(
    "查看文号登记簿",
    "see the register of numbers",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
PAPER_SEAL = access("加盖电子印章", "seal a paper electronically", own=(Role.AGENCY_HEAD,), enters=True)
PAPER_SCAN = access(
    "上传签章扫描件",
    "keep the scan of a signed paper",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    enters=True,
)
NUMBER_VOID = access("作废文号", "void a number", own=(Role.AGENCY_HEAD,), enters=True)
NUMBERS_OUTSIDE = access(
    "登记启用前（系统外）已用文号",
    "enter numbers used before the system or outside it",
    own=(Role.AGENCY_HEAD,),
    enters=True,
)
CASE_LIST = access(
    "查看案件列表",
    "list cases",
    own=_DESKS,
    supervised=(Role.SUPERVISOR, Role.JUSTICE_OFFICE),
    in_leadership=LEADING,
)
PARTY_SEARCH = access(
    "按当事人、文书内容检索",
    "search by party and by text of papers",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER),
)
"""Within the own organ, with a reason; supervisors search by case, organ and rule, never by person."""
SHARED = access("查看授权事项", "see the matters in scope", scope=(Role.GROUP_GUEST,))
CASE_OPEN = access(
    "立卷", "open a case", own=(Role.OFFICER, Role.AGENCY_HEAD, Role.RULE_OF_LAW_OFFICE), enters=True
)
LEADERSHIP_OPEN = access(
    "布置、办理法治建设事项",
    "open a matter of rule-of-law leadership",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    district=(Role.RULE_OF_LAW_OFFICE,),
    enters=True,
)
"""Units open their own; the office opens them for any unit of the district."""
SUPERVISION_OPEN = access("启动执法监督", "begin supervision", supervised=(Role.SUPERVISOR,), enters=True)
CASE_ACT = access(
    "办理案件",
    "act on a case",
    own=_DESKS,
    in_supervision=SUPERVISING,
    in_leadership=LEADING,
    enters=True,
)
CASE_JOIN = access(
    "并案、分案、关联案件", "join, split and link cases", own=(Role.AGENCY_HEAD, Role.OFFICER), enters=True
)
CASE_ASSIGN = access("指定、变更承办人", "assign a case", own=(Role.AGENCY_HEAD, Role.OFFICER), enters=True)
CASE_CANCEL = access(
    "注销误立的案件",
    "cancel a case that was opened by mistake",
    own=(Role.AGENCY_HEAD,),
    in_supervision={Role.SUPERVISOR: Reach.SUPERVISED},
    in_leadership=LEADING,
    enters=True,
)
"""Not whoever opened it: that a case counts as none is said by who answers for the organ's cases."""
CASE_PARTY = access(
    "更正当事人和案由",
    "state the party and the cause anew",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    in_supervision={Role.SUPERVISOR: Reach.SUPERVISED},
    in_leadership=LEADING,
    enters=True,
)
REMINDERS = access(
    "期限提醒",
    "reminders of limits",
    self_only=(
        Role.OFFICER,
        Role.AGENCY_HEAD,
        Role.REVIEWER,
        Role.HEARING_PRESIDER,
        Role.SUPERVISOR,
    ),
)
RECEIPTS = access("查看提醒的阅读回执", "see who read reminders", own=(Role.AGENCY_HEAD,))
HAND_OVER = access("交接工作", "hand work over", own=(Role.AGENCY_HEAD,), enters=True)
SET_CHAIN = access("设定审批流程", "set approval chains", own=(Role.AGENCY_HEAD,), enters=True)
MY_WORK = access(
    "我的工作",
    "my work",
    self_only=(
        Role.OFFICER,
        Role.AGENCY_HEAD,
        Role.REVIEWER,
        Role.HEARING_PRESIDER,
        Role.RULE_OF_LAW_OFFICE,
    ),
)
