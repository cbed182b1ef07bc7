"""Who may do what about the field, as policies that pages and actions share."""

from plumbline.core.authority.access import access, public
from plumbline.core.authority.role import Role

FIELD_DESK = access("现场办案", "work in the field", own=(Role.OFFICER, Role.AGENCY_HEAD))
FIELD_SEND = access("准备本机、发送现场记录", "prepare a phone and send from the field", own=(Role.OFFICER,))
FIELD_RECEIVED = access(
    "查看现场收到的记录",
    "see what arrived from the field",
    own=(Role.OFFICER, Role.AGENCY_HEAD, Role.REVIEWER),
    supervised=(Role.SUPERVISOR,),
)
FIELD_SETTLE = access(
    "处理现场记录的冲突", "settle conflicts from the field", own=(Role.OFFICER, Role.AGENCY_HEAD)
)
FIELD_KEY = access("设定、使用恢复密钥", "set and use the recovery key", own=(Role.OFFICER, Role.AGENCY_HEAD))
FIELD_SHELL = public("现场手机页", "the phone page for the field")
"""The page itself, its worker and its icons: they hold nothing of any case and must open without network and login."""
FIELD_CODE = public("扫码核验执法人员和文书", "look up an officer or a paper by its code")
