"""What refused content really is, in words: own signatures first, then the tables of puremagic."""

from __future__ import annotations

import re

import puremagic

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "Windows 可执行程序", "a Windows program"),
    (b"\x7fELF", "Linux 可执行程序", "a Linux program"),
    (b"\xca\xfe\xba\xbe", "Java 类文件或者 macOS 程序", "a Java class or a macOS program"),
    (b"\xcf\xfa\xed\xfe", "macOS 可执行程序", "a macOS program"),
    (b"#!", "脚本", "a script"),
    (b"PK\x03\x04", "压缩包（ZIP）", "a ZIP archive"),
    (b"PK\x05\x06", "压缩包（ZIP）", "a ZIP archive"),
    (b"Rar!", "压缩包（RAR）", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）", "a 7z archive"),
    (b"\x1f\x8b", "压缩包（GZIP）", "a GZIP archive"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧版 Office 文件或者安装程序",
        "an old Office file or an installer",
    ),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"BM", "BMP 图片", "a BMP picture"),
    (b"II*\x00", "TIFF 图片", "a TIFF picture"),
    (b"MM\x00*", "TIFF 图片", "a TIFF picture"),
    (b"SQLite format 3", "数据库文件", "a database"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
    (b"OggS", "Ogg 录音", "an Ogg recording"),
    (b"fLaC", "FLAC 录音", "a FLAC recording"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "Windows 快捷方式", "a Windows shortcut"),
)
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif", b"ftypavif")
_MARKUP: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (
        re.compile(rb"<svg[\s>]", re.IGNORECASE),
        "SVG 图片（可含脚本）",
        "an SVG picture (it can hold scripts)",
    ),
    (
        re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|object|embed)[\s>]", re.IGNORECASE),
        "网页（HTML）",
        "a web page (HTML)",
    ),
    (re.compile(rb"<\?php", re.IGNORECASE), "PHP 脚本", "a PHP script"),
    (re.compile(rb"\A\s*<\?xml", re.IGNORECASE), "XML 文件", "an XML file"),
)

Words = tuple[str, str]
"""What it is, in Chinese and English."""
UNKNOWN: Words = ("无法识别的内容", "something unknown")


def markup_in(data: bytes) -> Words | None:
    """Web page, drawing or script in this text."""
    return next(((zh, en) for pattern, zh, en in _MARKUP if pattern.search(data)), None)


def really(head: bytes) -> Words:
    """What content that begins like this is."""
    for signature, zh, en in _SIGNATURES:
        if head.startswith(signature):
            return zh, en
    if head[4:12] in _HEIC:
        return (
            "HEIC 图片（手机相机设置中改为“兼容性最佳”）",
            "a HEIC picture (set the camera to «most compatible»)",
        )
    return markup_in(head) or _by_table(head)


def _by_table(head: bytes) -> Words:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    name = str(found[0].name).strip() if found else ""
    return (name, name) if name else UNKNOWN
