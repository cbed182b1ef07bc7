"""What can go wrong while sending.

SendError (PlumblineError)
├── NotReached      the server does not answer, or answers that it is busy: what is left stays in the spool
├── CallRefused     the server refuses the call: a key, a form
│   └── TokenUnknown  it does not know the token, or no more
├── SpoolBusy       another copy sends from the same spool
├── FolderUnfit     a file or folder that cannot be read or written
├── AddressUnfit    an address that tokens may not go to
└── TokenMissing    no token was given
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class SendError(PlumblineError):
    """Root of what can go wrong while sending."""


class NotReached(SendError):
    """The server does not answer, or says that it is busy."""

    zh = "服务器没有应答：{cause}；未发完的数据留在 {spool}"
    en = "the server does not answer: {cause}; what is left stays in {spool}"
    remedy_zh = "稍后再次运行同一命令，从断点继续"
    remedy_en = "run the same command again later; it goes on where it stopped"


class CallRefused(SendError):
    """The server refuses the call."""

    zh = "服务器拒绝（{status}）：{said_zh}"
    en = "the server refuses ({status}): {said_en}"
    remedy_zh = "{mend_zh}"
    remedy_en = "{mend_en}"


class TokenUnknown(CallRefused):
    """The server does not know the token, or no more: what it says of headers helps nobody at a command line."""

    zh = "服务器拒绝（{status}）：令牌无效或者已经停用；未发完的数据留在待发文件夹"
    en = "the server refuses ({status}): the token is unknown or was withdrawn; what is left stays in the spool"
    remedy_zh = (
        "请安全管理员在系统的“接口”页为本来源发放新令牌（只显示一次），写入环境变量 PLUMBLINE_TOKEN "
        "或者 --token-file 指明的文件，再次运行同一命令，从断点继续"
    )
    remedy_en = (
        "have the security administrator make a new token for this source on the page “Interfaces” (it is shown "
        "once), put it into PLUMBLINE_TOKEN or the file of --token-file, and run the same command again"
    )


class SpoolBusy(SendError):
    """Another copy sends from the same spool."""

    zh = "另一进程正在从待发文件夹 {spool} 发送；本次的文件已放入其中，由该进程发送"
    en = "another copy is sending from the spool {spool}; the files of this call lie there and it sends them"
    remedy_zh = "稍后再次运行同一命令，核对是否还有未发的文件"
    remedy_en = "run the same command again later to see whether any file is left"


class FolderUnfit(SendError):
    """A file or folder that cannot be read or written."""

    zh = "无法读写 {path}：{cause_zh}"
    en = "{path} cannot be read or written: {cause_en}"
    remedy_zh = "排除后再次运行同一命令，从断点继续；已放入待发文件夹的不会丢失"
    remedy_en = (
        "mend that and run the same command again, it goes on where it stopped; the spool loses nothing"
    )


class AddressUnfit(SendError):
    """An address that tokens may not go to."""

    zh = "地址“{address}”不可用：除本机以外须用 https"
    en = "“{address}” cannot be used: https is needed but on this machine"


class TokenMissing(SendError):
    """No token was given."""

    zh = "没有令牌"
    en = "there is no token"
    remedy_zh = "写入环境变量 PLUMBLINE_TOKEN，或者用 --token-file 指明文件"
    remedy_en = "put it into PLUMBLINE_TOKEN, or name a file with --token-file"
