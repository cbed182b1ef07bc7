"""Errors of numbers, signatures and case files.

::

    InputError
    └── PaperError
        ├── NoReason              a number is voided, or entered, without a reason
        ├── NumberUnknown         no such number in the register
        ├── VoidAlready           the number is void already
        ├── NumberMoved           somebody else took the number that a paper was made with
        ├── SeriesTaken           the words of another kind or organ print the same numbers
        ├── NotBehindTheLast      a number said to be the last one used stands in the register already
        ├── TooManyOutside        more numbers used outside than one statement may enter
        ├── SealRefused           the seal server refuses or cannot be reached
        ├── GlyphMissing          a character that no font here can show
        ├── NotAPdf               bytes that are no PDF
        └── PicturesWanted        a scan that is neither PDF nor a picture
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class PaperError(InputError):
    """Root of the errors of papers."""

    zh = "文书处理出错"
    en = "the paper cannot be handled"


class NoReason(PaperError):
    """A number is voided, or entered as used outside, without a reason."""

    zh = "文号 {number} 没有写明理由"
    en = "no reason is given for {number}"
    remedy_zh = "写明作废或者登记的理由"
    remedy_en = "say why it is voided or entered"


class NumberUnknown(PaperError):
    """No such number in the register."""

    zh = "登记簿里没有文号 {number}"
    en = "the register has no number {number}"
    remedy_zh = "核对机关、文书种类、年份和序号"
    remedy_en = "check organ, kind, year and number"


class VoidAlready(PaperError):
    """The number is void already."""

    zh = "文号 {number} 已经作废"
    en = "the number {number} is void already"
    remedy_zh = "作废不能撤销；需要的另取新号"
    remedy_en = "voiding is final; take a new number"


class NumberMoved(PaperError):
    """Somebody else took the number that a paper was made with; it is made again with the next one."""

    zh = "文号 {number} 刚被取用"
    en = "the number {number} was taken a moment ago"
    remedy_zh = "再试一次"
    remedy_en = "try again"


class SeriesTaken(PaperError):
    """The words of another kind or organ would print the same numbers."""

    zh = "“{authority}{series}”已被另一机关或者另一种文书使用"
    en = "“{authority}{series}” is used by another organ or kind already"
    remedy_zh = "为本机关或者该种文书另定代字"
    remedy_en = "give the organ or the kind a word of its own"


class NotBehindTheLast(PaperError):
    """A number said to be the last one used outside stands in the register already."""

    zh = "{number} 已在登记簿中：本种文号已用至 {last}"
    en = "{number} stands in the register already: the series has come to {last}"
    remedy_zh = "填写大于该号的最后一个已用号；没有的，不必登记"
    remedy_en = "state a last number above it; where there is none, there is nothing to enter"


class TooManyOutside(PaperError):
    """More numbers used outside than one statement may enter; they could not be taken out again."""

    zh = "一次登记 {count} 个号，超过上限 {most} 个"
    en = "{count} numbers at once, at most {most} may be entered"
    remedy_zh = "核对最后一个号是否多写了位数；确实有这么多的，分次登记"
    remedy_en = "check whether the last number has a digit too many; if there are as many, enter them in several steps"


class SealRefused(PaperError):
    """The seal server refuses, or cannot be reached."""

    zh = "电子印章服务未能签章：{cause}"
    en = "the seal server did not sign: {cause}"
    remedy_zh = "核对印章编号、凭证和服务地址，稍后重试；未签章的文书不得送达"
    remedy_en = "check seal, credential and address and try again; an unsealed paper is not served"


class GlyphMissing(PaperError):
    """A character that no font here can show; a paper never loses a character of a name."""

    zh = "现有字体不能显示“{character}”"
    en = "no font here can show “{character}”"
    remedy_zh = "在字体文件夹放入含有该字的字体，或者改用通行写法"
    remedy_en = "put a font that has it into the folder of fonts, or write it otherwise"


class NotAPdf(PaperError):
    """Bytes that are no PDF that can be read."""

    zh = "“{name}”不是可以读取的 PDF（{cause}）"
    en = "“{name}” is no PDF that can be read ({cause})"
    remedy_zh = "重新扫描或者转换为 PDF；加密的先解除加密"
    remedy_en = "scan or convert it to PDF again; remove encryption first"


class PicturesWanted(PaperError):
    """A scan that is neither PDF nor a picture that can be read."""

    zh = "“{name}”既不是 PDF 也不是图片"
    en = "“{name}” is neither a PDF nor a picture"
    remedy_zh = "扫描件使用 PDF、JPEG、PNG 或者 TIFF"
    remedy_en = "scans are PDF, JPEG, PNG or TIFF"
