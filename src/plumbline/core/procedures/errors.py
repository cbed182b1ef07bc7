"""Errors of packs. Each knows its file and line, says what is wrong and how to mend it, in Chinese and English.

PackErrors (PlumblineError)      everything found wrong at once, in `errors`
PackError (PlumblineError)       `place`, `file`, `line`
├── FileError                    NotUtf8, NotYaml, EmptyFile, FileMissing, BadLawFile
├── ShapeError                   AliasRefused, DuplicateKey, UnknownKey, MissingKey, WrongShape, UnknownWord, BadName
├── BadDate, BadPeriod, BadMonthDay, BadWindow, OutsideWindow, BadBasis, BadExpression, BadZone
├── UnknownReference             a step, field, attribute, rule or procedure that is not there
├── Clash                        NameTaken, TwiceListed, WrongType, OverlappingVersions
├── RuleError                    in `rule_errors`
├── LayerError                   in `rule_errors`
└── ExampleError                 in `rule_errors`
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plumbline.core.errors import Language, PlumblineError
from plumbline.core.rules.rule import Place
from plumbline.core.rules.suggestion import did_you_mean


class PackError(PlumblineError):
    """Root of what can be wrong in a pack; `place` is the file and line (from 1)."""

    place: Place

    def __init__(self, *, place: Place, **data: object) -> None:
        super().__init__(place=place, **data)
        self.place = place

    @property
    def file(self) -> str:
        """The file at fault."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line at fault, from 1."""
        return self.place.line

    def report(self, language: Language = "zh") -> str:
        """`file:line: what is wrong` and, below it, how to mend it."""
        text = f"{self.file}:{self.line}: {self.message(language)}"
        remedy = self.remedy(language)
        return f"{text}\n    {'改法' if language == 'zh' else 'mend'}: {remedy}" if remedy else text


class PackErrors(PlumblineError):
    """All errors found in one go, in order of file and line."""

    zh = "规则包有 {count} 处错误\n{text_zh}"
    en = "{count} errors in the packs\n{text_en}"
    errors: tuple[PackError, ...]

    def __init__(self, *, errors: Iterable[PackError], **_: object) -> None:
        ordered = tuple(sorted(errors, key=lambda e: (e.file, e.line, e.message("en"))))
        super().__init__(
            errors=ordered,
            count=len(ordered),
            text_zh="\n".join(e.report("zh") for e in ordered),
            text_en="\n".join(e.report("en") for e in ordered),
        )
        self.errors = ordered


class Found:
    """Collects the errors of parts that can be read independently of each other."""

    def __init__(self) -> None:
        self.errors: list[PackError] = []

    def part(self) -> _Part:
        """Read one part: `with found.part(): …` keeps its errors, and the rest is read on."""
        return _Part(self)

    def add(self, error: PackError) -> None:
        """Keep an error, once."""
        if all((e.place, str(e)) != (error.place, str(error)) for e in self.errors):
            self.errors.append(error)

    def stop(self) -> None:
        """Raise `PackErrors` if anything was found."""
        if self.errors:
            raise PackErrors(errors=self.errors)


class _Part:
    """Hands the pack errors of one part to `Found`."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, PackError):
            self._found.add(error)
            return True
        if isinstance(error, PackErrors):
            for member in error.errors:
                self._found.add(member)
            return True
        return False


class FileError(PackError):
    """A file that cannot be read at all."""


class NotUtf8(FileError):
    """The file is in another encoding."""

    zh = "文件不是 UTF-8 编码"
    en = "the file is not UTF-8"
    remedy_zh = "另存为 UTF-8"
    remedy_en = "save it as UTF-8"


class NotYaml(FileError):
    """The text is not YAML."""

    zh = "YAML 语法错误({problem})"
    en = "not YAML ({problem})"
    remedy_zh = "检查缩进、冒号后的空格、括号和引号;含冒号或 # 的文字加引号"
    remedy_en = (
        "check indentation, the space after colons, brackets and quotes; quote texts that hold a colon or #"
    )


class EmptyFile(FileError):
    """Nothing in the file."""

    zh = "文件是空的"
    en = "the file is empty"
    remedy_zh = "填写内容或者删除文件"
    remedy_en = "fill it or remove it"


class FileMissing(FileError):
    """A file or folder that should be there."""

    zh = "找不到 {wanted}"
    en = "there is no {wanted} here"
    remedy_zh = "核对路径;程序文件夹内应有 procedure.yaml 或 layer.yaml"
    remedy_en = "check the path; a procedure's folder holds procedure.yaml or layer.yaml"


class BadLawFile(FileError):
    """A figures file that the law library refuses."""

    zh = "数额文件读不出来:{problem}"
    en = "the figures cannot be read: {problem}"
    remedy_zh = "{mend}"
    remedy_en = "{mend}"


class ShapeError(PackError):
    """The YAML has another shape than the format."""


class AliasRefused(ShapeError):
    """Tags, merges and circular aliases hide what a lawyer reads."""

    zh = "规则包不用 YAML 的标签(!)、合并(<<)和指向自身的别名"
    en = "packs use no YAML tags (!), merges (<<) or aliases of themselves"
    remedy_zh = "把内容直接写出来"
    remedy_en = "write the content out"


class DuplicateKey(ShapeError):
    """One key twice in a mapping."""

    zh = "「{key}」写了两次(前一处在第 {first} 行)"
    en = "“{key}” is given twice (first on line {first})"
    remedy_zh = "保留一处"
    remedy_en = "keep one of them"


class UnknownKey(ShapeError):
    """A key that the format does not have at this place."""

    zh = "「{where}」里没有「{key}」这一项"
    en = "“{where}” has no key “{key}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class MissingKey(ShapeError):
    """A key that must be there."""

    zh = "「{where}」缺少「{key}」"
    en = "“{where}” lacks “{key}”"
    remedy_zh = "补上 {key}"
    remedy_en = "add {key}"


class WrongShape(ShapeError):
    """A value of the wrong shape."""

    zh = "「{name}」应当是{wanted_zh}"
    en = "“{name}” should be {wanted_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class UnknownWord(ShapeError):
    """A word outside a closed list."""

    zh = "「{name}」不能写「{word}」"
    en = "“{name}” cannot be “{word}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class BadName(ShapeError):
    """An identifier in the wrong form."""

    zh = "「{word}」不能作为{kind_zh}的编号"
    en = "“{word}” is no id for a {kind}"
    remedy_zh = "用小写英文字母、数字和 {joint} 写,例如 {example}"
    remedy_en = "use small letters, digits and {joint}, e.g. {example}"


class BadDate(PackError):
    """No date."""

    zh = "「{name}」的「{word}」不是日期"
    en = "“{name}”: “{word}” is no date"
    remedy_zh = "写成 2024-01-31(需要时刻时写 2024-01-31T09:00)"
    remedy_en = "write 2024-01-31 (with a time where one is needed: 2024-01-31T09:00)"


class BadPeriod(PackError):
    """No period of time."""

    zh = "「{word}」不是期间"
    en = "“{word}” is no period of time"
    remedy_zh = "写成「数字 单位」,例如 90 days、7 working_days、24 hours、3 months、2 years"
    remedy_en = "write number and unit: 90 days, 7 working_days, 24 hours, 3 months, 2 years"


class BadMonthDay(PackError):
    """No day of the year."""

    zh = "「{word}」不是月日"
    en = "“{word}” is no day of the year"
    remedy_zh = "写成 MM-DD,例如 01-31;2月29日不是每年都有"
    remedy_en = "write MM-DD, e.g. 01-31; not every year has 02-29"


class BadWindow(PackError):
    """A validity that ends before it begins."""

    zh = "有效期在开始({first})之前就结束({last})"
    en = "in force until {last}, which is before it begins ({first})"
    remedy_zh = "核对 in_force 的 from 与 to"
    remedy_en = "check from and to of in_force"


class OutsideWindow(PackError):
    """A rule in force when its procedure is not."""

    zh = "规则「{rule}」的有效期超出了程序的有效期"
    en = "rule “{rule}” is in force where its procedure is not"
    remedy_zh = "规则的 in_force 必须在程序的 in_force({first} 至 {last})之内"
    remedy_en = "keep it inside the procedure's in_force ({first} to {last})"


class BadBasis(PackError):
    """A citation that cannot be read."""

    zh = "依据「{text}」读不出来:{cause_zh}"
    en = "the basis “{text}” cannot be read: {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class BadExpression(PackError):
    """An expression that cannot be read or does not fit the procedure; `inner` is the error."""

    zh = "表达式「{text}」:{cause_zh}"
    en = "expression “{text}”: {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class BadZone(PackError):
    """No such time zone."""

    zh = "没有时区「{word}」"
    en = "there is no time zone “{word}”"
    remedy_zh = "写 IANA 名称,例如 Asia/Shanghai"
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
}
"""Chinese words for what a pack refers to."""


class UnknownReference(PackError):
    """A name that refers to nothing; made by `unknown`."""

    zh = "「{where}」里的{kind_zh}「{word}」不存在"
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

    zh = "「{name}」已经用作{taken_zh}"
    en = "“{name}” is already {taken_en}"
    remedy_zh = "换一个名称;名称的含义永不改变"
    remedy_en = "choose another name; names never change their meaning"


class TwiceListed(Clash):
    """A member that a list holds twice."""

    zh = "「{name}」里「{word}」写了两次"
    en = "“{name}” lists “{word}” twice"
    remedy_zh = "保留一处"
    remedy_en = "keep it once"


class WrongType(Clash):
    """A field of another type than its use demands."""

    zh = "「{name}」的类型是 {found},这里需要 {wanted}"
    en = "“{name}” is of type {found}, but {wanted} is needed here"
    remedy_zh = "改用类型为 {wanted} 的字段,或者改正字段的类型"
    remedy_en = "use a field of type {wanted}, or mend the field's type"


class OverlappingVersions(Clash):
    """Two versions of one procedure in force on one day."""

    zh = "程序「{procedure}」有两个版本同时有效(另一版本:{other})"
    en = "two versions of procedure “{procedure}” are in force at once (the other: {other})"
    remedy_zh = "给旧版本写上 in_force 的 to(新版本 from 的前一日)"
    remedy_en = "give the older one an in_force `to`: the day before the newer one's `from`"


def refuse_twice(words: Sequence[str], name: str, place: Place) -> None:
    """Raise `TwiceListed` for a member that stands twice in a list."""
    for position, word in enumerate(words):
        if word in words[:position]:
            raise TwiceListed(place=place, name=name, word=word)
