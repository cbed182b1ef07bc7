"""Who may do what at the release desk."""

from plumbline.core.authority.access import access
from plumbline.core.authority.role import Role

DUTY_LIST = access(
    "查看公示义务",
    "see what is to be published",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
RELEASE_READ = access(
    "查看公示办理",
    "see a release",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
RELEASE_ACT = access(
    "办理公示", "work on a release", own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER), enters=True
)
RELEASE_APPROVE = access(
    "批准公示、撤回公示", "approve and withdraw a release", own=(Role.AGENCY_HEAD,), enters=True
)
