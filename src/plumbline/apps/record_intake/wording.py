"""Why a row was set aside, in Chinese and English."""

from __future__ import annotations

from plumbline.apps.record_intake.rows import Fault, Reason
from plumbline.core.errors import Language

_PHRASES: dict[Language, dict[Reason, str]] = {
    "zh": {
        Reason.MISSING_VALUE: "“{column}”是空的",
        Reason.UNKNOWN_PROCEDURE: "没有名为“{value}”的程序",
        Reason.UNKNOWN_STEP: "没有名为“{value}”的环节",
        Reason.UNREADABLE_DATE: "“{column}”的“{value}”不是日期或者时间",
        Reason.MIXED_DATES: "“{column}”的“{value}”与本列其他日期的写法（{detail}）不一致",
        Reason.ENDS_BEFORE_START: "“{column}”早于开始时间",
        Reason.WRONG_TYPE: "“{column}”的“{value}”不是 {detail}",
        Reason.UNKNOWN_CHOICE: "“{column}”的“{value}”不在可选值之内：{detail}",
        Reason.UNREADABLE_LIST: "“{column}”的“{value}”读不出来",
        Reason.TOO_LONG: "有一个值超过 {detail} 个字符",
        Reason.COLUMN_COUNT: "有 {value} 列，表头有 {detail} 列",
        Reason.UNDECODABLE: "“{column}”含有不属于 {detail} 编码的字节",
        Reason.LOST_DIGITS: "“{column}”的“{value}”被 Excel 当作数字，{detail} 位以后的数字已丢失；"
        "请把该列设为文本后重新填写",
        Reason.NOT_JSON: "不是 JSON 对象：{detail}",
        Reason.DUPLICATE_RECORD: "记录编号“{value}”在同一案件中已经出现过",
        Reason.UNKNOWN_CORRECTION: "所更正的记录“{value}”不在同一案件中",
        Reason.UNKNOWN_CITED: "分案所引用的记录“{value}”不存在",
    },
    "en": {
        Reason.MISSING_VALUE: "“{column}” is empty",
        Reason.UNKNOWN_PROCEDURE: "there is no procedure “{value}”",
        Reason.UNKNOWN_STEP: "there is no step “{value}”",
        Reason.UNREADABLE_DATE: "“{value}” in “{column}” is no date or time",
        Reason.MIXED_DATES: "“{value}” in “{column}” is written in another way than the other dates there ({detail})",
        Reason.ENDS_BEFORE_START: "“{column}” is before the start",
        Reason.WRONG_TYPE: "“{value}” in “{column}” is no {detail}",
        Reason.UNKNOWN_CHOICE: "“{value}” in “{column}” is none of {detail}",
        Reason.UNREADABLE_LIST: "“{value}” in “{column}” cannot be read",
        Reason.TOO_LONG: "a value is longer than {detail} characters",
        Reason.COLUMN_COUNT: "{value} columns where the header has {detail}",
        Reason.UNDECODABLE: "“{column}” holds bytes that are not {detail}",
        Reason.LOST_DIGITS: "Excel took “{value}” in “{column}” for a number and lost what came after {detail} digits; "
        "make the column text and write it again",
        Reason.NOT_JSON: "no JSON object: {detail}",
        Reason.DUPLICATE_RECORD: "record id “{value}” was already used in the same case",
        Reason.UNKNOWN_CORRECTION: "the corrected record “{value}” is not in the same case",
        Reason.UNKNOWN_CITED: "the split cites the record “{value}”, which is not there",
    },
}


def say(fault: Fault, language: Language) -> str:
    """The reason in one sentence."""
    return _PHRASES[language][fault.reason].format(
        column=fault.column, value=fault.value, detail=fault.detail
    )
