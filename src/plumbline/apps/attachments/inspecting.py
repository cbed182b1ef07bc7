"""What a file is, by its content alone; the name it came with decides nothing.

A file that is not one of the accepted kinds, or one that is something else besides, is refused in words that say what
it really is. A mark of state secrecy in its text or name stops it.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from plumbline.apps.attachments.content import Content, Found, opened
from plumbline.apps.attachments.errors import Classified, NotAccepted, NotWhole, TooLarge
from plumbline.apps.attachments.foreign import Words, markup_in, really
from plumbline.apps.attachments.kinds import ACCEPTED, LARGEST, MEGABYTE, TXT, Kind
from plumbline.apps.attachments.marks import classification_mark
from plumbline.apps.attachments.papers import Foreign, check_office, check_pdf, check_text
from plumbline.apps.attachments.pictures import check_jpeg, check_png, check_webp
from plumbline.apps.attachments.recordings import check_mp3, check_mp4, check_wav, check_webm

_LONGEST_NAME = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_ZIP_END = b"PK\x05\x06"


def inspect(path: Path, name: str) -> Found:
    """What the file is; raises FileRefused."""
    check_name(name)
    if not path.stat().st_size:
        raise NotWhole(name=name, problem_zh="空文件", problem_en="it is empty")
    with opened(path, name) as content:
        found = _found(content)
        check_size(content.size, name, found.kind)
        if found.kind is not TXT:
            _check_one_thing(content, found.kind)
    if mark := classification_mark(found.text):
        raise Classified(name=name, mark=mark)
    return found


def check_name(name: str) -> None:
    """Raises Classified where the name itself bears a mark of secrecy."""
    if mark := classification_mark(PurePosixPath(name).stem):
        raise Classified(name=name, mark=mark)


def check_size(size: int, name: str, kind: Kind | None = None) -> None:
    """Raises TooLarge for a file over the limit of its kind, or of all kinds while its kind is not known."""
    limit = kind.limit if kind else LARGEST
    if size > limit:
        zh, en = (kind.zh, kind.en) if kind else ("任何文件", "any file")
        raise TooLarge(name=name, kind_zh=zh, kind_en=en, limit=limit // MEGABYTE)


def safe_name(name: str, kind: Kind) -> str:
    """The name to keep: no path, no control or direction characters, the ending of what it is."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    stem = _UNSAFE.sub("_", plain).strip(" .")
    for ending in (kind.suffix, "jpeg" if kind.suffix == "jpg" else kind.suffix):
        if stem.lower().endswith(f".{ending}"):
            stem = stem[: -len(ending) - 1]
    return f"{stem[:_LONGEST_NAME].strip(' .') or '附件'}.{kind.suffix}"


def _found(content: Content) -> Found:
    data, head = content.data, bytes(content.data[:4096])
    found: Found | None = None
    try:
        if head.startswith(b"\xff\xd8\xff"):
            found = check_jpeg(content)
        elif head.startswith(b"\x89PNG\r\n\x1a\n"):
            found = check_png(content)
        elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
            found = check_webp(content)
        elif head.startswith(b"RIFF") and head[8:12] == b"WAVE":
            found = check_wav(content)
        elif head.startswith(b"%PDF-"):
            found = check_pdf(content)
        elif head.startswith(b"PK\x03\x04"):
            found = check_office(content)
        elif data[4:8] == b"ftyp":
            found = check_mp4(content)
        elif head.startswith(b"\x1a\x45\xdf\xa3"):
            found = check_webm(content)
        else:
            found = check_mp3(content) or check_text(content)
    except Foreign:
        pass
    if found is None:
        raise not_accepted(content.name, really(head))
    return found


def not_accepted(name: str, what: Words) -> NotAccepted:
    """The refusal of something that is none of the kinds."""
    return NotAccepted(name=name, really_zh=what[0], really_en=what[1], accepted=ACCEPTED)


def _check_one_thing(content: Content, kind: Kind) -> None:
    """No other format's beginning or end where its readers would look for it; raises TwoThings."""
    head = bytes(content.data[:4096])
    if kind.suffix != "pdf" and b"%PDF-" in head[:1024]:
        raise content.two_things(kind, ("PDF 文件", "a PDF"))
    if kind.suffix not in ("docx", "xlsx"):
        tail = bytes(content.data[-66_000:])
        at = tail.rfind(_ZIP_END)
        if at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail):
            raise content.two_things(kind, really(b"PK\x03\x04"))
        if other := markup_in(head):
            raise content.two_things(kind, other)
