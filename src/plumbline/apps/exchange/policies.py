"""Who sees what came in, who mends it, who opens sources, who issues tokens and sets targets."""

from __future__ import annotations

from plumbline.core.authority.access import access, public
from plumbline.core.authority.role import Role

SEE = access(
    "查看数据接入情况",
    "see what was received",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR, Role.SYSTEM_ADMIN),
)
"""Counts and states; no row."""
COMPARE = access(
    "查看与其他系统的差异",
    "see what differs from lists of other systems",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
    supervised=(Role.SUPERVISOR,),
)
"""Rows name officers and numbers of decisions; whoever looks after the systems sees counts alone."""
MEND = access("处理待改数据", "mend rows in quarantine", own=(Role.OFFICER, Role.AGENCY_HEAD))
"""Rows hold parties: they belong to the organ alone."""
LEAVE_OUT = access("把待改数据列为不予接收", "leave rows of the quarantine out", own=(Role.AGENCY_HEAD,))
"""Whoever answers for the organ decides what is not reported; the supervisor sees how many."""
TAKE_OUT = access("导出交换数据", "take records out in an exchange layout", own=(Role.AGENCY_HEAD,))
SOURCES = access("管理数据来源", "open and close sources", supervised=(Role.SYSTEM_ADMIN,))
INTERFACES = access(
    "管理接口令牌和通知地址", "issue tokens and set targets", supervised=(Role.SECURITY_ADMIN,)
)
CALL = public("数据接口", "the interface for other systems")
"""The call carries a token, which the interface checks itself."""
