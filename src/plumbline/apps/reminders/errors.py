"""What can go wrong with reminders.

ReminderError (PlumblineError)
├── ChannelUnsafe     the address of a channel would send in clear text
├── ChannelRefused    the other side did not take a message
└── NotAllSent        some messages of a run did not go out; they are tried again
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class ReminderError(PlumblineError):
    """Root of what can go wrong with reminders."""


class ChannelUnsafe(ReminderError):
    """The address of a channel would send in clear text."""

    zh = "提醒渠道“{channel}”的地址不是 https"
    en = "the address of the channel “{channel}” is not https"
    remedy_zh = "改用 https 地址；只有本机地址可以用 http"
    remedy_en = "use an https address; plain http is for this machine alone"


class ChannelRefused(ReminderError):
    """The other side did not take a message."""

    zh = "提醒渠道“{channel}”未接收消息：{cause}"
    en = "the channel “{channel}” did not take a message: {cause}"


class NotAllSent(ReminderError):
    """Some messages of a run did not go out; they are tried again."""

    zh = "{failed} 条提醒未能发出：{cause}"
    en = "{failed} reminders did not go out: {cause}"
    remedy_zh = "系统会自动重试；请检查渠道地址和令牌"
    remedy_en = "they are tried again; look at the address and the token of the channel"
