"""Errors of the witness.

InputError
├── SourceUnreadable    a log's checkpoint or tile cannot be read where it should lie
├── StateUnreadable     what the witness remembers is damaged: it must not guess, or it would cosign a fork
└── WitnessAnswered     a witness that was asked to cosign answered something else
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class SourceUnreadable(InputError):
    """A log's checkpoint or tile cannot be read where it should lie."""

    zh = "无法读取日志的 {name}：{problem}"
    en = "cannot read {name} of the log: {problem}"
    remedy_zh = "检查日志目录或网址；瓦片按 C2SP tlog-tiles 的路径存放"
    remedy_en = "check the log's folder or address; tiles lie under the paths of C2SP tlog-tiles"


class StateUnreadable(InputError):
    """What the witness remembers is damaged."""

    zh = "见证方的状态文件 {file} 损坏：{problem}"
    en = "the state file {file} of the witness is damaged: {problem}"
    remedy_zh = "从备份恢复；不可删除后重来，否则会为分叉的日志作证"
    remedy_en = "restore it from a copy; do not delete it to start anew, or a fork would be cosigned"


class WitnessAnswered(InputError):
    """A witness that was asked to cosign answered something else; `status` is of HTTP, 0 for no answer."""

    zh = "见证方 {witness} 拒绝或未应答（{status}）：{problem}"
    en = "the witness {witness} refused or did not answer ({status}): {problem}"
    remedy_zh = "422 表示日志与其见证过的树不一致，应立即查明；其余情况稍后再试"
    remedy_en = (
        "422 means that the log contradicts a tree cosigned before: look into it at once; otherwise try later"
    )
