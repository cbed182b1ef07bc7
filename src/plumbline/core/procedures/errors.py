"""Errors of packs, beyond those of every data file (`core.data_file.errors`), from whose roots they spring.

PackError
├── ShapeError                   BadName
├── BadPeriod, BadMonthDay, BadWindow, OutsideWindow, BadBasis, BadExpression, BadZone
├── UnknownReference             a step, field, attribute, rule or procedure that is not there
├── Clash                        NameTaken, TwiceListed, WrongType, OverlappingVersions
├── RuleError                    in `rule_errors`
├── LayerError                   in `rule_errors`
└── ExampleError                 in `rule_errors`
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plumbline.core.data_file.errors import PackError, Place, ShapeError
from plumbline.core.data_file.suggestion import did_you_mean


class BadName(ShapeError):
    """An identifier in the wrong form."""

    zh = "“{word}”不能作为{kind_zh}的编号"
    en = "“{word}” is no id for a {kind}"
    remedy_zh = "用小写英文字母、数字和 {joint} 写，例如 {example}"
    remedy_en = "use small letters, digits and {joint}, e.g. {example}"


class BadPeriod(PackError):
    """No period of time."""

    zh = "“{word}”不是期间"
    en = "“{word}” is no period of time"
    remedy_zh = "写成“数字 单位”，例如 90 days、7 working_days、24 hours、3 months、2 years"
    remedy_en = "write number and unit: 90 days, 7 working_days, 24 hours, 3 months, 2 years"


class BadMonthDay(PackError):
    """No day of the year."""

    zh = "“{word}”不是月日"
    en = "“{word}” is no day of the year"
    remedy_zh = "写成 MM-DD，例如 01-31；2月29日不是每年都有"
    remedy_en = "write MM-DD, e.g. 01-31; not every year has 02-29"


class BadWindow(PackError):
    """A validity that ends before it begins."""

    zh = "有效期在开始（{first}）之前就结束（{last}）"
    en = "in force until {last}, which is before it begins ({first})"
    remedy_zh = "核对 in_force 的 from 与 to"
    remedy_en = "check from and to of in_force"


class OutsideWindow(PackError):
    """A rule in force when its procedure is not."""

    zh = "规则“{rule}”的有效期超出了程序的有效期"
    en = "rule “{rule}” is in force where its procedure is not"
    remedy_zh = "规则的 in_force 必须在程序的 in_force（{first} 至 {last}）之内"
    remedy_en = "keep it inside the procedure's in_force ({first} to {last})"


class BadBasis(PackError):
    """A citation that cannot be read."""

    zh = "依据“{text}”读不出来：{cause_zh}"
    en = "the basis “{text}” cannot be read: {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


DECLARED = {
    "role": ("角色", "names.yaml"),
    "document": ("文书", "names.yaml"),
    "recording": ("录制种类", "names.yaml"),
    "instrument": ("法规", "law/instruments.yaml"),
}
"""Chinese words for what packs declare by name, and the file that does."""


class NotDeclared(PackError):
    """A role, document, recording or instrument that no file declares; made by `undeclared`."""

    zh = "{kind_zh}“{word}”没有登记"
    en = "the {kind} “{word}” is not declared"
    remedy_zh = "{advice_zh}；确属新增的，先在 {file} 中登记"
    remedy_en = "{advice_en}; a new one is first declared in {file}"


def undeclared(kind: str, word: str, known: Iterable[str], place: Place) -> NotDeclared:
    """The error for a name that no file declares, with the nearest declared name as remedy."""
    kind_zh, file = DECLARED[kind]
    advice = did_you_mean(word, known)
    return NotDeclared(
        place=place,
        kind=kind,
        kind_zh=kind_zh,
        word=word,
        file=file,
        advice_zh=advice.zh,
        advice_en=advice.en,
    )


class NoSuchArticle(PackError):
    """A citation of an article that the instrument does not have."""

    zh = "依据“{citation}”不存在：《{name}》共 {articles} 条"
    en = "“{citation}” does not exist: {name} has {articles} articles"
    remedy_zh = "核对条号；旧版本的条文用旧版本自己的简称引用"
    remedy_en = "check the number; cite an older edition by its own key"


class NoGist(PackError):
    """A citation of a provision of which the packs say nothing, so that its link would open nothing."""

    zh = "依据“{citation}”在 law/provisions.yaml 中没有要旨"
    en = "law/provisions.yaml tells no gist of “{citation}”"
    remedy_zh = "核对条号；确实有这一条的，在“{key}”之下用自己的话补一句要旨"
    remedy_en = "check the number; if the provision exists, add its gist under “{key}” in our own words"


class BadExpression(PackError):
    """An expression that cannot be read or does not fit the procedure; `inner` is the error."""

    zh = "表达式“{text}”：{cause_zh}"
    en = "expression “{text}”: {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class BadZone(PackError):
    """No such time zone."""

    zh = "没有时区“{word}”"
    en = "there is no time zone “{word}”"
    remedy_zh = "写 IANA 名称，例如 Asia/Shanghai"
    remedy_en = "write an IANA name such as Asia/Shanghai"


REFERENCES = {
    "step": "环节",
    "field": "字段",
    "attribute": "案件事实",
    "rule": "规则",
    "clock": "期限规则",
    "procedure": "程序",
    "record": "记录",
    "figure": "法定数额",
    "calendar": "日历",
    "document": "文书种类",
}
"""Chinese words for what a pack refers to."""


class UnknownReference(PackError):
    """A name that refers to nothing; made by `unknown`."""

    zh = "“{where}”里的{kind_zh}“{word}”不存在"
    en = "“{where}” names the {kind} “{word}”, which does not exist"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


def unknown(kind: str, word: str, known: Iterable[str], where: str, place: Place) -> UnknownReference:
    """The error for a name that refers to nothing, with the nearest known name as remedy."""
    advice = did_you_mean(word, known)
    return UnknownReference(
        place=place,
        kind=kind,
        kind_zh=REFERENCES[kind],
        word=word,
        where=where,
        advice_zh=advice.zh,
        advice_en=advice.en,
    )


class Clash(PackError):
    """Two parts of a pack contradict each other."""


class NameTaken(Clash):
    """A name given to two things."""

    zh = "“{name}”已经用作{taken_zh}"
    en = "“{name}” is already {taken_en}"
    remedy_zh = "换一个名称；名称的含义永不改变"
    remedy_en = "choose another name; names never change their meaning"


class TwiceListed(Clash):
    """A member that a list holds twice."""

    zh = "“{name}”里“{word}”写了两次"
    en = "“{name}” lists “{word}” twice"
    remedy_zh = "保留一处"
    remedy_en = "keep it once"


class WrongType(Clash):
    """A field of another type than its use demands."""

    zh = "“{name}”的类型是 {found}，这里需要 {wanted}"
    en = "“{name}” is of type {found}, but {wanted} is needed here"
    remedy_zh = "改用类型为 {wanted} 的字段，或者改正字段的类型"
    remedy_en = "use a field of type {wanted}, or mend the field's type"


class OverlappingVersions(Clash):
    """Two versions of one procedure in force on one day."""

    zh = "程序“{procedure}”有两个版本同时有效（另一版本：{other}）"
    en = "two versions of procedure “{procedure}” are in force at once (the other: {other})"
    remedy_zh = "给旧版本写上 in_force 的 to(新版本 from 的前一日)"
    remedy_en = "give the older one an in_force `to`: the day before the newer one's `from`"


def refuse_twice(words: Sequence[str], name: str, place: Place) -> None:
    """Raise `TwiceListed` for a member that stands twice in a list."""
    for position, word in enumerate(words):
        if word in words[:position]:
            raise TwiceListed(place=place, name=name, word=word)
