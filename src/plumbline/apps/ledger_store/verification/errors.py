"""What the verification of the store finds beside the core's findings, and what stops it.

Untrue (core.ledger.findings)
├── ColumnChanged      a column does not say what the record's bytes say
├── RecordBesideLog    a stored record that no leaf will ever have
├── CheckpointChanged  a stored checkpoint's column does not say what its note says
└── FrontierChanged    the stored edge of the tree is not that of the records
InputError
├── VerifiedHeadWrong  what was remembered of the last verification is damaged or of another log
└── NothingSealed      there is no checkpoint to verify against
"""

from __future__ import annotations

from plumbline.core.errors import InputError
from plumbline.core.ledger.findings import RecordUntrue, Untrue


class ColumnChanged(RecordUntrue):
    """A column does not say what the record's sealed bytes say."""

    zh = "第 {leaf} 叶的记录 {record}：数据表列 {column} 为 {stored}，与记录内容 {said} 不符"
    en = "record {record} at leaf {leaf}: the column {column} holds {stored}, the record says {said}"


class RecordBesideLog(RecordUntrue):
    """A record that stands in the table and in no place of the log: nobody entered it, and nothing ever seals it."""

    zh = "案件 {case} 的记录 {record} 不在账本之中：它不是录入的，也不会被封存"
    en = "the record {record} of the case {case} stands beside the log: it was not entered, and nothing will seal it"


class CheckpointChanged(Untrue):
    """A stored checkpoint's column does not say what its note says."""

    zh = "{tree} 第 {size} 叶的检查点（编号 {number}）：列 {column} 与签名文本不符"
    en = "the checkpoint of {size} leaves of {tree} (number {number}): the column {column} is not what was signed"


class FrontierChanged(Untrue):
    """The stored edge of the tree, from which the next leaf is added, is not that of the records."""

    zh = "已存的树的右边缘（{size} 叶）与记录不符；记录本身未变"
    en = "the stored edge of the tree ({size} leaves) is not that of the records; the records themselves are as sealed"


class VerifiedHeadWrong(InputError):
    """What was remembered of the last verification cannot be used."""

    zh = "上次验证的记载 {file} 不能使用：{problem}"
    en = "what {file} remembers of the last verification cannot be used: {problem}"
    remedy_zh = "用 --full 重新全量验证"
    remedy_en = "verify everything again with --full"


class NothingSealed(InputError):
    """There is no checkpoint to verify against."""

    zh = "账本 {origin} 还没有检查点"
    en = "the log {origin} has no checkpoint yet"
    remedy_zh = "先运行 plumbline ledger seal"
    remedy_en = "run plumbline ledger seal first"
