"""Who may take a case file away: the main volume, and apart from it what never goes to a party or the public."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

CASE_FILE = access(
    "制作、下载案卷正卷",
    "make and take away the main volume of a case file",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER, Role.HEARING_PRESIDER),
    supervised=(Role.SUPERVISOR,),
)
CASE_FILE_INTERNAL = access(
    "制作、下载案卷副卷和全部证据包",
    "make and take away the internal volume and the whole evidence of a case",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
"""The evidence holds every record, those of the internal volume too."""
FILES_READ = access(
    "查看归档案卷和借阅登记",
    "see the files in the archives and the loan book",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
FILE_KEEP = access(
    "归档、借阅、归还案卷",
    "archive a file, lend it, take it back",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
)
FILE_HOLD = access(
    "保全案卷、解除保全",
    "put a case under legal hold, lift it",
    own=(Role.AGENCY_HEAD, Role.OFFICER, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
FILES_DELIVER = access("移交案卷", "deliver files to the archives", own=(Role.AGENCY_HEAD,))
DESTRUCTION_PROPOSE = access(
    "申请销毁个人信息，撤销申请",
    "propose that personal values are destroyed, take it back",
    own=(Role.OFFICER, Role.AGENCY_HEAD),
)
DESTRUCTION_CONFIRM = access(
    "确认销毁个人信息", "confirm that personal values are destroyed", own=(Role.AGENCY_HEAD,)
)
"""Never for a proposal of one's own: that is the act's matter, not the role's."""
RETENTION_SET = access("设定案卷保管期限", "set how long files are kept", own=(Role.AGENCY_HEAD,))
