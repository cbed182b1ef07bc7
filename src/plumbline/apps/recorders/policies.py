"""Who sees where recordings are missing, and who reads recorders out."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

RECORDINGS = access(
    "查看全过程记录",
    "see how acts are recorded",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
READ_OUT = access("导入记录仪", "read recorders out", own=(Role.OFFICER,))
