"""What can go wrong with a legal hold.

HoldError (PlumblineError)
├── FilesHeld           something was to be destroyed while a hold is in force
├── HoldUnknown         no such hold waits for this
├── SamePerson          the second person is the first
└── HoldReasonMissing   a hold or its lifting without reason or authority
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class HoldError(PlumblineError):
    """Root of what can go wrong with a hold."""


class FilesHeld(HoldError):
    """Something was to be destroyed while a hold is in force."""

    zh = "案件 {number} 处于保全中（{authority}），任何内容不得销毁"
    en = "the case {number} is under legal hold ({authority}): nothing of it may be destroyed"
    remedy_zh = "保全原因消除后，由两人先后解除保全"
    remedy_en = "once its reason is gone, two persons lift the hold"


class HoldUnknown(HoldError):
    """No such hold waits for this."""

    zh = "没有可以办理的保全（{hold}）"
    en = "there is no hold that this could be done to ({hold})"
    remedy_zh = "刷新页面，看保全现在的状态"
    remedy_en = "load the page again and see where the hold stands"


class SamePerson(HoldError):
    """The second person is the first."""

    zh = "须由另一人办理，{by} 已经办理过"
    en = "another person must do this; {by} already did"
    remedy_zh = "请同机关另一有权人员登录办理"
    remedy_en = "let another person with the right sign in and do it"


class HoldReasonMissing(HoldError):
    """Without reason or authority."""

    zh = "保全和解除保全须写明理由和依据"
    en = "a hold and its lifting state reason and authority"
    remedy_zh = "写明理由，以及哪个机关以哪份文书提出"
    remedy_en = "state why, and which body asked for it by which paper"
