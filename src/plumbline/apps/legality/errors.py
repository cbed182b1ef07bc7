"""What can be wrong with a text to be checked.

InputError
├── TextEmpty       there are no words in it, as in a scan
├── TextTooLong     more than a reviewer's page can hold
├── TextUnknown     no such text
└── ReasonNeeded    a mark is rejected without a reason
"""

from plumbline.core.errors import InputError


class TextEmpty(InputError):
    """No words could be read."""

    zh = "“{name}”中没有可读取的文字"
    en = "no words can be read in “{name}”"
    remedy_zh = "扫描件请先识别文字，或者粘贴文字"
    remedy_en = "recognise the words of a scan first, or paste the text"


class TextTooLong(InputError):
    """Too long."""

    zh = "文字超过 {most} 字"
    en = "the text has more than {most} characters"
    remedy_zh = "分成几部分审查"
    remedy_en = "check it in parts"


class TextUnknown(InputError):
    """There is no such text, or it was forgotten."""

    zh = "没有这份文本，或者已过保存期"
    en = "there is no such text, or its time was over"
    remedy_zh = "重新上传"
    remedy_en = "bring it in again"


class ReasonNeeded(InputError):
    """A mark is rejected without a reason."""

    zh = "不采纳须写明理由"
    en = "a mark is rejected with a reason"
    remedy_zh = "写明该处为何不构成问题"
    remedy_en = "say why the passage is no problem"
