"""What can be wrong with a whole file; a single bad row is no error but a `RowFault` (see `rows`).

Errors
------
IntakeError (InputError)
├── FileError            `file`: the file cannot be read on, what came before it may still be judged
│   ├── NotThatFormat    the content is something else than its name or the mapping says
│   ├── Truncated        the file ends in the middle
│   ├── DecompressionBomb
│   ├── DoctypeRefused   an XML file that brings its own grammar
│   └── HeaderUnusable   no header, or one name twice
└── ColumnError
    ├── ColumnMissing    a column that the mapping or the native layout needs
    ├── AmbiguousDates   a column of dates that can be read in two ways
    └── ConstantUnreadable
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class IntakeError(InputError):
    """Input files that cannot be used."""


class FileError(IntakeError):
    """A file that cannot be read, or not to its end."""


class NotThatFormat(FileError):
    """The content is no such format."""

    zh = "{file} 不是 {format} 文件：{detail}"
    en = "{file} is no {format} file: {detail}"
    remedy_zh = (
        "核对文件；可读的格式：CSV、Excel（xlsx）、JSON Lines、Parquet、XES，以及它们的 .gz（xlsx 除外）"
    )
    remedy_en = (
        "check the file; CSV, Excel (xlsx), JSON Lines, Parquet and XES can be read, and .gz of all but xlsx"
    )


class Truncated(FileError):
    """The file ends in the middle."""

    zh = "{file} 不完整，在{where}处中断（{detail}）；此前完整的案件照常检查"
    en = "{file} is cut off at {where} ({detail}); the complete cases before it are judged"
    remedy_zh = "重新导出或者重新传送该文件"
    remedy_en = "export or transfer the file again"


class DecompressionBomb(FileError):
    """A small compressed file that unpacks to an enormous one."""

    zh = "{file} 解压后超过 {limit} 字节，且压缩比超过 {ratio} 倍，已停止读取"
    en = "{file} unpacks to more than {limit} bytes at more than {ratio} times its size; reading was stopped"
    remedy_zh = "确属正常数据的，先解压再检查，或者提高 --max-unpacked"
    remedy_en = "if it is genuine, unpack it first or raise --max-unpacked"


class DoctypeRefused(FileError):
    """XML with a DOCTYPE: entities can hide files and explode in memory."""

    zh = "{file} 第 {line} 行含有 DOCTYPE 声明，不予读取"
    en = "{file}, line {line}: a DOCTYPE is not read"
    remedy_zh = "删除 DOCTYPE 声明后再导入"
    remedy_en = "remove the DOCTYPE declaration"


class HeaderUnusable(FileError):
    """A table without usable column names."""

    zh = "{file} 的表头不能用：{detail}"
    en = "the header of {file} cannot be used: {detail}"
    remedy_zh = "第一行写列名，每个列名只出现一次"
    remedy_en = "put the column names in the first line, each once"


class ColumnError(IntakeError):
    """A column that cannot be used."""


class ColumnMissing(ColumnError):
    """A column that is needed is not there."""

    zh = "{file} 没有“{column}”列（{meaning}）"
    en = "{file} has no column “{column}” ({meaning})"
    remedy_zh = "现有的列：{known}。补上该列，或者用 --map 指明对应关系（plumbline map suggest {file}）"
    remedy_en = "there are: {known}. Add it, or give a mapping with --map (plumbline map suggest {file})"


class AmbiguousDates(ColumnError):
    """Dates that can be read in two ways."""

    zh = "{file} 的“{column}”列的日期（例如 {sample}）日、月次序不明"
    en = "{file}: dates in column “{column}” (such as {sample}) may be day-month or month-day"
    remedy_zh = "在映射文件中写明格式，例如 {{column: {column}, format: '%d/%m/%Y'}}"
    remedy_en = "give the format in a mapping file, e.g. {{column: {column}, format: '%d/%m/%Y'}}"


class ConstantUnreadable(ColumnError):
    """A constant of a mapping that does not fit its fact."""

    zh = "映射文件中“{name}”的固定值“{value}”不合要求"
    en = "the constant “{value}” for “{name}” does not fit"
    remedy_zh = "应为：{wanted}"
    remedy_en = "it should be: {wanted}"
