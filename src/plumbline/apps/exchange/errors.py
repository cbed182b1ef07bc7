"""What can go wrong in the exchange.

ExchangeError (PlumblineError)
├── TokenRefused       no token, an unknown or a revoked one
├── KeyReused          the idempotency key was used for something else
├── TooManyRows        more rows than one call takes
├── NoSuchDelivery     a delivery that is not of this source
├── NoSuchSource       a source that there is not, or that is closed
├── NoSuchRows         rows that do not wait, or were not left out
├── NotWaitedFor       a delivery that is not among those that broke off
├── NoWhy              rows left out, or a delivery set aside, without a reason
├── SourceTaken        a code that another source has
├── MappingWrong       a mapping file that cannot be read
├── LayoutUnknown      a layout that there is not
├── FileUnfit          a file whose rows cannot be read at all
├── AddressRefused     a target for notices that may not be called
│   └── AddressUnknown one whose name cannot be looked up, now
├── NoticeRefused      a target that did not take the notice, now
└── NoticeUnfit        a target that will not take this notice however often it comes
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class ExchangeError(PlumblineError):
    """Root of what can go wrong in the exchange."""


class TokenRefused(ExchangeError):
    """No token, an unknown or a revoked one."""

    zh = "令牌无效或者已经停用"
    en = "the token is unknown or revoked"
    remedy_zh = "在请求头中写 Authorization: Bearer 令牌；令牌由安全管理员发放"
    remedy_en = "send Authorization: Bearer TOKEN; the security administrator issues tokens"


class KeyReused(ExchangeError):
    """The same idempotency key with other contents."""

    zh = "幂等键“{key}”已用于另一批数据"
    en = "idempotency key “{key}” was used for other contents"
    remedy_zh = "重发同一批用原键，新的一批用新键"
    remedy_en = "send the same batch under its own key, a new batch under a new one"


class TooManyRows(ExchangeError):
    """More rows than one call takes."""

    zh = "一次最多 {most} 行，收到 {given} 行"
    en = "at most {most} rows a call, {given} were sent"
    remedy_zh = "分批发送，或者使用 plumbline send、文件投递"
    remedy_en = "send several batches, or use plumbline send or the file drop"


class NoSuchDelivery(ExchangeError):
    """A delivery that is not of this source."""

    zh = "没有批次 {delivery}"
    en = "there is no delivery {delivery}"


class NoSuchSource(ExchangeError):
    """A source that there is not, or that is closed."""

    zh = "没有数据来源“{source}”，或者已经停用"
    en = "there is no source “{source}”, or it is closed"


class NoSuchRows(ExchangeError):
    """Rows that do not wait, or were not left out."""

    zh = "所选的行已不在此列表中"
    en = "the rows chosen are not in this list any more"
    remedy_zh = "刷新页面后重新选择"
    remedy_en = "open the page again and choose anew"


class NotWaitedFor(ExchangeError):
    """A delivery that came to its end, was superseded or set aside meanwhile, or is being taken in."""

    zh = "第 {delivery} 批已不在未收完之列"
    en = "delivery {delivery} is not among those that broke off any more"
    remedy_zh = "查看下方的接收记录"
    remedy_en = "see the deliveries below"


class NoWhy(ExchangeError):
    """Rows left out, or a delivery set aside, without a reason."""

    zh = "没有写明理由"
    en = "no reason is given"
    remedy_zh = "写明理由，例如“联调测试数据”"
    remedy_en = "write the reason, such as “data of a trial run”"


class SourceTaken(ExchangeError):
    """A code that another source has."""

    zh = "编号“{source}”已被使用"
    en = "the code “{source}” is taken"


class MappingWrong(ExchangeError):
    """A mapping file that cannot be read."""

    zh = "映射文件有误：{problem_zh}"
    en = "the mapping file is wrong: {problem_en}"
    remedy_zh = "按 docs/how-to/check-records.zh-CN.md 修改"
    remedy_en = "mend it as docs/how-to/check-records.md says"


class LayoutUnknown(ExchangeError):
    """A layout that there is not."""

    zh = "没有格式“{layout}”"
    en = "there is no layout “{layout}”"
    remedy_zh = "可用：{known}"
    remedy_en = "there are: {known}"


class FileUnfit(ExchangeError):
    """A file whose rows cannot be read at all."""

    zh = "文件“{name}”无法接收：{problem_zh}"
    en = "the file “{name}” cannot be taken in: {problem_en}"


class AddressRefused(ExchangeError):
    """A target for notices that may not be called."""

    zh = "不能向该地址发送通知：{why_zh}"
    en = "notices may not go to this address: {why_en}"
    remedy_zh = "使用 https 地址；内网网段由系统管理员在 PLUMBLINE_NOTICE_NETWORKS 中列出"
    remedy_en = "use an https address; networks of the house are listed in PLUMBLINE_NOTICE_NETWORKS"


class AddressUnknown(AddressRefused):
    """A target whose name cannot be looked up, which may pass."""


class NoticeRefused(ExchangeError):
    """A target that did not take the notice."""

    zh = "通知未被接收：{cause_zh}"
    en = "the notice was not taken: {cause_en}"
    remedy_zh = "系统自动重发；一直不成功的，请联系对方系统"
    remedy_en = "it is sent again by itself; ask those of the other system if that goes on"


class NoticeUnfit(ExchangeError):
    """A target that says that this notice is wrong, not that it cannot be taken now."""

    zh = "对方不接受这条通知：{cause_zh}"
    en = "this notice is not accepted: {cause_en}"
    remedy_zh = "不再自动重发；请联系对方系统，排除问题后在“接口”页面点“立即发送”"
    remedy_en = (
        "it is not sent again by itself; ask the other system, then press «Send now» under «Interfaces»"
    )
