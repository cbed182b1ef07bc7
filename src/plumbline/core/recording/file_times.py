"""When a recorder's file begins and how long it lasts, by its name and its container; by the recorder's own clock."""

from __future__ import annotations

import datetime as dt
import re
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from plumbline.core.recording.matching import SECOND

_NAMED: Final = re.compile(
    r"(?<!\d)(20\d{2})[-_]?(\d{2})[-_]?(\d{2})[-_ T]?(\d{2})[-_:]?(\d{2})[-_:]?(\d{2})(?!\d)"
)
_ZONE: Final = ZoneInfo("Asia/Shanghai")
_MP4_EPOCH: Final = 2_082_844_800
"""Seconds from 1904-01-01, from which MP4 counts, to 1970-01-01."""
_DEEP: Final = 64 * 1024 * 1024


def start_by_name(name: str) -> int | None:
    """The instant that the name tells (…20260922_100500.mp4), in Shanghai's time; None where it tells none."""
    found = _NAMED.search(name)
    if found is None:
        return None
    try:
        at = dt.datetime(*(int(part) for part in found.groups()), tzinfo=_ZONE)  # type: ignore[misc, arg-type]
    except ValueError:
        return None
    return int(at.timestamp()) * SECOND


def movie_times(file: BinaryIO) -> tuple[int | None, int | None]:
    """When an MP4 was begun and how long it lasts, in µs; None for what its header does not say."""
    header = _movie_header(file)
    if header is None or len(header) < 24:
        return None, None
    if header[0] == 1:
        created, scale = int.from_bytes(header[4:12]), int.from_bytes(header[20:24])
        length = int.from_bytes(header[24:32])
    else:
        created, scale = int.from_bytes(header[4:8]), int.from_bytes(header[12:16])
        length = int.from_bytes(header[16:20])
    began = (created - _MP4_EPOCH) * SECOND if created > _MP4_EPOCH else None
    return began, length * SECOND // scale if scale else None


def _movie_header(file: BinaryIO) -> bytes | None:
    """What stands in the box `mvhd` of `moov`."""
    file.seek(0)
    while True:
        head = file.read(8)
        if len(head) < 8:
            return None
        size, kind = int.from_bytes(head[:4]), head[4:]
        body = size - 8
        if size == 1:
            body = int.from_bytes(file.read(8)) - 16
        if kind == b"moov":
            inner = file.read(min(max(body, 0), _DEEP))
            at = inner.find(b"mvhd")
            return inner[at + 4 : at + 40] if at >= 0 else None
        if body < 0:
            return None
        file.seek(body, 1)
