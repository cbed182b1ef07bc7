"""The kinds of file that are taken in, with their limits; everything else is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is served and how large it may be."""

    media_type: str
    suffix: str
    """What its name ends in."""
    zh: str
    en: str
    limit: int
    """Bytes."""
    is_shown: bool = True
    """Shown or played in the page; otherwise downloaded."""
    is_picture: bool = False
    plays: bool = False

    @property
    def is_film(self) -> bool:
        """It has moving pictures."""
        return self.media_type.startswith("video/")


JPEG = Kind("image/jpeg", "jpg", "JPEG 图片", "a JPEG picture", 20 * MEGABYTE, is_picture=True)
PNG = Kind("image/png", "png", "PNG 图片", "a PNG picture", 20 * MEGABYTE, is_picture=True)
WEBP = Kind("image/webp", "webp", "WebP 图片", "a WebP picture", 20 * MEGABYTE, is_picture=True)
PDF = Kind("application/pdf", "pdf", "PDF 文件", "a PDF", 100 * MEGABYTE, is_shown=False)
DOCX = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    "Word 文档（DOCX）",
    "a Word document (DOCX)",
    50 * MEGABYTE,
    is_shown=False,
)
XLSX = Kind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsx",
    "Excel 表格（XLSX）",
    "an Excel sheet (XLSX)",
    50 * MEGABYTE,
    is_shown=False,
)
MP4 = Kind("video/mp4", "mp4", "MP4 视频", "an MP4 film", 2048 * MEGABYTE, plays=True)
WEBM = Kind("video/webm", "webm", "WebM 视频", "a WebM film", 2048 * MEGABYTE, plays=True)
WEBM_AUDIO = Kind("audio/webm", "weba", "WebM 录音", "a WebM recording", 512 * MEGABYTE, plays=True)
MP3 = Kind("audio/mpeg", "mp3", "MP3 录音", "an MP3 recording", 512 * MEGABYTE, plays=True)
M4A = Kind("audio/mp4", "m4a", "M4A 录音", "an M4A recording", 512 * MEGABYTE, plays=True)
WAV = Kind("audio/wav", "wav", "WAV 录音", "a WAV recording", 512 * MEGABYTE, plays=True)
TXT = Kind("text/plain; charset=utf-8", "txt", "纯文本", "plain text", 5 * MEGABYTE)

KINDS = (JPEG, PNG, WEBP, PDF, DOCX, XLSX, MP4, WEBM, WEBM_AUDIO, MP3, M4A, WAV, TXT)
ACCEPTED = "JPEG, PNG, WebP, PDF, DOCX, XLSX, MP4, WebM, MP3, M4A, WAV, TXT"
POSTER = "poster.webp"
"""Name under which the picture of a film is kept that its sender's browser made."""
TEXT = "text-2.json"
"""Name under which the text of a file is kept that was read for the search; another number when more is read of it."""
LARGEST = max(kind.limit for kind in KINDS)


def kind_of(media_type: str) -> Kind:
    """The kind of a media type that was taken in; raises KeyError."""
    return _BY_TYPE[media_type]


_BY_TYPE = {kind.media_type: kind for kind in KINDS}
