"""Errors of this package. None carries the code itself: a citizen's number does not belong into a log.

PlumblineError
└── InputError
    └── CodeWrong           a code that cannot be right
        ├── CodeEmpty       nothing was given
        ├── CodeLength      too short or too long
        ├── CodeCharacter   a character that may not stand at its position
        ├── CodeCheckDigit  a check character that does not fit; says which one would
        └── CodeBirthDate   the date inside a citizen's number does not exist, or lies ahead
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class CodeWrong(InputError):
    """A code that cannot be right; `name_zh` and `name_en` say which kind of code."""

    zh = "{name_zh}有误"
    en = "the {name_en} is wrong"


class CodeEmpty(CodeWrong):
    """Nothing was given."""

    zh = "没有填写{name_zh}"
    en = "the {name_en} is missing"
    remedy_zh = "按证照填写"
    remedy_en = "copy it from the document"


class CodeLength(CodeWrong):
    """Too short or too long."""

    zh = "{name_zh}应为 {wanted} 位，填写的是 {length} 位"
    en = "the {name_en} has {length} characters, {wanted} are needed"
    remedy_zh = "对照证照检查是否漏填、多填"
    remedy_en = "compare with the document: a character was left out or added"


class CodeCharacter(CodeWrong):
    """A character that may not stand at its position (counted from 1)."""

    zh = "{name_zh}第 {position} 位不能是“{given}”"
    en = "character {position} of the {name_en} cannot be “{given}”"
    remedy_zh = "该位可用：{allowed}"
    remedy_en = "it can be: {allowed}"


class CodeCheckDigit(CodeWrong):
    """A check character that does not fit; `right` is the one that would."""

    zh = "{name_zh}第 {position} 位校验码应为 {right}，填写的是 {given}"
    en = "check character {position} of the {name_en} should be {right}, not {given}"
    remedy_zh = "对照证照逐位核对：校验码不符说明其中至少一位填错"
    remedy_en = "compare every character with the document: at least one is wrong"


class CodeBirthDate(CodeWrong):
    """The date inside a citizen's number does not exist, or lies ahead."""

    zh = "{name_zh}第 7 至 14 位不是有效的出生日期"
    en = "characters 7 to 14 of the {name_en} are no date of birth"
    remedy_zh = "对照身份证核对出生日期"
    remedy_en = "compare the date of birth with the card"
