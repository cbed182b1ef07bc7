"""Errors of the report.

InputError
└── ReportError
├── OutputMissing       the folder lacks a file that every check writes
└── OutputUnreadable    a file of the folder is not what a check writes
"""

from plumbline.core.errors import InputError


class ReportError(InputError):
    """No report can be made of this folder."""

    zh = "无法生成报告"
    en = "no report can be made"


class OutputMissing(ReportError):
    """The folder is not the output of a check, or was left half-copied."""

    zh = "{folder} 里没有 {name}"
    en = "{folder} has no {name}"
    remedy_zh = "指向 plumbline check --out 写出的文件夹"
    remedy_en = "name the folder that plumbline check --out wrote"


class OutputUnreadable(ReportError):
    """The file is there but does not hold what a check writes."""

    zh = "{name} 读不懂：{problem}"
    en = "cannot read {name}: {problem}"
    remedy_zh = "重新运行 plumbline check"
    remedy_en = "run plumbline check again"
