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
