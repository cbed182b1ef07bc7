"""What stops a publication before any rule of a pack is asked.

DisclosureError (PlumblineError)
├── MustStayOut      a place that the law keeps out of every publication was to be shown
├── MarkOutside      a mark that lies outside the text
├── WordsNotFound    words to be taken out that the text does not have
├── BundleBroken     a bundle whose files are not those that were signed
├── SubmissionBroken a file of a submission that is not for this desk, not of its portal, or damaged
├── BoxKeyWrong      a text that is no key for submissions
└── TableMissing     a table of words that belongs beside the program is not there
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class DisclosureError(PlumblineError):
    """Root of what stops a publication."""


class MustStayOut(DisclosureError):
    """A place that the law keeps out of every publication was to be shown: identity numbers, minors."""

    zh = "第 {number} 处不能保留：{reason_zh}"
    en = "mark {number} cannot be left in: {reason_en}"
    remedy_zh = "勾选该处；确属误认的，先更正案件文书再公示"
    remedy_en = "tick it again; where it was taken for something it is not, correct the paper first"


class MarkOutside(DisclosureError):
    """A mark that lies outside the text: the text is another one than was marked."""

    zh = "标注与文本不符（{start}–{end}）"
    en = "the marks do not fit the text ({start}–{end})"
    remedy_zh = "重新打开公示办理页"
    remedy_en = "open the release anew"


class WordsNotFound(DisclosureError):
    """Words to be taken out that the text does not have."""

    zh = "文本中没有“{words}”"
    en = "the text does not have “{words}”"
    remedy_zh = "照文本原样填写需要隐去的文字"
    remedy_en = "write the words as the text has them"


class BundleBroken(DisclosureError):
    """A bundle whose files are not those that were signed."""

    zh = "公示数据包不可信：{problem_zh}"
    en = "the bundle is not what was signed: {problem_en}"


class SubmissionBroken(DisclosureError):
    """A file of a submission that is not for this desk, not of its portal, or damaged."""

    zh = "提交文件无法使用：{problem_zh}"
    en = "the file of a submission cannot be used: {problem_en}"
    remedy_zh = "核对公示平台和本机关的密钥，再重新接收；文件损坏的，由公示平台重新传送"
    remedy_en = "check the keys of the portal and of the desk, have it tried again; carry a damaged one over once more"


class BoxKeyWrong(DisclosureError):
    """A text that is no key for submissions."""

    zh = "不是提交文件的密钥"
    en = "this is no key for submissions"
    remedy_zh = "用 plumbline portal desk-key 生成，公钥整行复制"
    remedy_en = "make one with «plumbline portal desk-key» and copy the whole line of the public key"


class TableMissing(DisclosureError):
    """A table of words that belongs beside the program is not there: names cannot be told from words without it."""

    zh = "缺少词表 {table}，无法识别姓名"
    en = "the table of words {table} is missing; names cannot be found without it"
    remedy_zh = "在程序目录运行 make setup 生成；以安装包安装的，重新安装"
    remedy_en = "run «make setup», which makes it; where a wheel was installed, install it anew"
