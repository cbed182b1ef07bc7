"""Why something sent by the public is not taken."""

from plumbline.core.errors import PlumblineError


class ServiceRefused(PlumblineError):
    """Not taken; nothing was stored."""


class TooMany(ServiceRefused):
    """The client sent too much in too short a time, or too much of it is unread."""

    zh = "同一网络短时间内提交过多，或者已有{unread}件尚未处理"
    en = (
        "too much was sent from one network in a short time, or {unread} submissions from it are still unread"
    )
    remedy_zh = "十分钟后再试；填写的内容仍在页面上。急需反映的，可以到窗口或者拨打电话"
    remedy_en = (
        "try again in ten minutes, what you wrote is still on the page; or come to the counter or telephone"
    )


class SentAlready(ServiceRefused):
    """The very form was sent before."""

    zh = "这份表单已经提交过，没有重复登记"
    en = "this form was sent already; it was not registered twice"
    remedy_zh = "用回执码查询办理情况；另有事项的，重新打开表单"
    remedy_en = "follow it with the receipt code; for another matter open the form anew"


class CodeUnknown(ServiceRefused):
    """The code for a rating is none, or was used."""

    zh = "没有这个评价码，或者已经用过"
    en = "there is no such code for a rating, or it was used already"
    remedy_zh = "核对检查结束或者办结时收到的评价码；一个评价码只能用一次"
    remedy_en = "look again at the code that was handed over after the inspection or the service; each can be used once"


class HandedOut(ServiceRefused):
    """The inspection or application had its code for a rating."""

    zh = "本件的评价码已经发出，不能重复发放"
    en = "the code for rating this was handed out; there is no second one"
    remedy_zh = "请对方使用已经交付的评价码"
    remedy_en = "the code that was handed over is the one to be used"


class NotInspected(ServiceRefused):
    """The inspection was not carried out yet."""

    zh = "检查尚未实施，不能发放评价码"
    en = "the inspection was not carried out yet; its code for a rating comes after it"
    remedy_zh = "先登记检查，再发放评价码"
    remedy_en = "enter the inspection first, then hand out the code"


class NotServed(ServiceRefused):
    """The application was not finished yet."""

    zh = "办件尚未办结，不能发放评价码"
    en = "the application was not finished yet; its code for a rating comes after it"
    remedy_zh = "先登记办结，再发放评价码"
    remedy_en = "enter that it is finished first, then hand out the code"


class RatedOpenly(ServiceRefused):
    """The application was rated at the window."""

    zh = "本件已经当场评价，一件只评价一次"
    en = "this application was rated at the window already; there is one rating for each"
    remedy_zh = "评价有变化的，更正当场评价的记录"
    remedy_en = "where the rating changed, correct the record of the one given at the window"


class RatesItself(ServiceRefused):
    """The organ that served is the one that looks into ratings."""

    zh = "本机关负责查看评价，对本机关服务的评价不匿名，不发放评价码"
    en = "this organ looks into ratings itself, so a rating of its own services would not be anonymous to it"
    remedy_zh = "请当场评价；投诉向上级机关反映"
    remedy_en = "have it rated openly at the window; complaints go to the organ above"


class NotOpen(ServiceRefused):
    """There is no organ that could take it."""

    zh = "本地区尚未开通网上提交"
    en = "sending over the network is not open here yet"
    remedy_zh = "请到窗口办理，或者拨打公布的电话"
    remedy_en = "come to the counter, or use the telephone number published"


class CodeTaken(ServiceRefused):
    """The receipt code opens another case."""

    zh = "回执码已对应另一案件"
    en = "the receipt code opens another case"
    remedy_zh = "核对公示平台的密钥和时钟，再重新接收"
    remedy_en = "check the key and the clock of the portal, then have the file tried again"


class FromTheFuture(ServiceRefused):
    """Received at a time that has not come yet."""

    zh = "提交的接收时间晚于现在"
    en = "it was received at a time that has not come yet"
    remedy_zh = "校准公示平台的时钟，到时再重新接收"
    remedy_en = "put the clock of the portal right and have the file tried again once that time has come"


class FormRefused(ServiceRefused):
    """What was sent does not fit the form of its service."""

    zh = "内容不符合表单要求：{problem}"
    en = "it does not fit the form: {problem_en}"
    remedy_zh = "核对公示平台使用的表单版本（重新导出并转送公示文件），机关名录有缺的补登，再重新接收"
    remedy_en = (
        "check which forms the portal uses (export and carry its files anew), register an organ that is missing, "
        "then have the file tried again"
    )


class WhyLeftOut(ServiceRefused):
    """A submission is left out without a reason."""

    zh = "没有写明不予接收的理由"
    en = "it is not said why it is left out"
    remedy_zh = "写明理由（四字以上）：对方的来信不能无故搁置"
    remedy_en = "state why, in four letters or more: nothing that was sent is put aside without a reason"
