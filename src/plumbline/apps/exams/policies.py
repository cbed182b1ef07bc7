"""Who writes questions, runs exams and sits them; an exam before appointment asks besides for the two it names."""

from typing import Final

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

TAKE: Final = access(
    "参加考试",
    "sit an exam",
    self_only=(
        Role.OFFICER,
        Role.AGENCY_HEAD,
        Role.REVIEWER,
        Role.HEARING_PRESIDER,
        Role.SUPERVISOR,
        Role.JUSTICE_OFFICE,
        Role.RULE_OF_LAW_OFFICE,
        Role.GOVERNMENT_LEADER,
    ),
)
BANK: Final = access(
    "编写、审核考试题目",
    "write and review questions of exams",
    district=(Role.RULE_OF_LAW_OFFICE, Role.SUPERVISOR),
)
RUN: Final = access("组织考试", "run exams", district=(Role.RULE_OF_LAW_OFFICE,))
DECIDE: Final = access(
    "决定考试申诉",
    "decide appeals of exams",
    district=(Role.RULE_OF_LAW_OFFICE, Role.SUPERVISOR),
)
DESTROY: Final = access(
    "销毁参考人员名单",
    "destroy the names of who sat an exam",
    district=(Role.RULE_OF_LAW_OFFICE, Role.SUPERVISOR),
)
"""Two of them, and of an exam before appointment the two whom it names: that is the act's matter, not the role's."""
REGISTER: Final = access(
    "将资格考试结果登记到人员登记簿",
    "enter results of the qualifying exam in the register of officers",
    district=(Role.SUPERVISOR,),
)
