"""Recordings and films: their containers are walked from end to end; what plays and what does not is told apart.

Coordinates that phones write into an MP4 (©xyz, loci, Apple's location keys) are blanked in place, so no offset moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plumbline.apps.attachments.content import Content, Found, Piece
from plumbline.apps.attachments.foreign import really
from plumbline.apps.attachments.kinds import M4A, MP3, MP4, WAV, WEBM, WEBM_AUDIO

_COORDINATES = re.compile(rb"[+-]\d{2}\.\d+[+-]\d{3}\.\d+(?:[+-]\d+(?:\.\d+)?)?/?")
_ISO_WHITE = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"M4A ",
    b"M4V ",
    b"avc1",
    b"3gp4",
    b"3gp5",
}
_QUICKTIME = b"qt  "


def check_mp4(content: Content) -> Found | None:
    """An MP4 film or recording; None for another file of this family (HEIC, QuickTime)."""
    brands = {content.data[8:12], *(content.data[n : n + 4] for n in range(16, _box_end(content, 0), 4))}
    if content.data[8:12] == _QUICKTIME or not brands & _ISO_WHITE:
        return None
    handlers, moov = set(), None
    for box, start, end in _boxes(content, 0, content.size):
        if box == b"moov":
            moov = (start, end)
            handlers = {content.data[at + 12 : at + 16] for at in _all(content, b"hdlr", start, end)}
    if moov is None:
        raise content.cut_off()
    if not handlers & {b"vide", b"soun"}:
        raise content.damaged("没有画面或者声音", "it has neither picture nor sound")
    kind = MP4 if b"vide" in handlers else M4A
    return Found(kind, without_place=_mp4_without_place(content, *moov))


def _boxes(content: Content, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start of payload, end) of each box; they fill the span exactly."""
    while at < end:
        after = _box_end(content, at)
        if after > end or after <= at:
            rest = content.data[at : at + 4096]
            raise (
                content.cut_off()
                if re.fullmatch(rb"[a-z0-9]{4}", rest[4:8])
                else content.two_things(MP4, really(rest))
            )
        wide = content.data[at : at + 4] == b"\x00\x00\x00\x01"
        yield content.data[at + 4 : at + 8], at + (16 if wide else 8), after
        at = after


def _box_end(content: Content, at: int) -> int:
    size = int.from_bytes(content.data[at : at + 4], "big")
    if size == 1:
        size = int.from_bytes(content.data[at + 8 : at + 16], "big")
    if size == 0:
        return content.size
    return at + size if size >= 8 else at


def _all(content: Content, kind: bytes, start: int, end: int) -> Iterator[int]:
    at = content.data.find(kind, start, end)
    while at >= 0:
        yield at
        at = content.data.find(kind, at + 4, end)


def _mp4_without_place(content: Content, start: int, end: int) -> list[Piece] | None:
    """The film with blanks where its descriptions (udta, meta) tell a place; None when they tell none."""
    blanks: list[tuple[int, bytes]] = []
    for holder in (b"udta", b"meta"):
        for at in _all(content, holder, start, end):
            length = int.from_bytes(content.data[at - 4 : at], "big")
            span = content.data[at + 4 : min(at - 4 + length, end)]
            for found in _COORDINATES.finditer(span):
                blanks.append((at + 4 + found.start(), b" " * len(found[0])))
            if (loci := span.find(b"loci")) >= 4:
                size = int.from_bytes(span[loci - 4 : loci], "big")
                blanks.append(
                    (at + 4 + loci, b"free" + b"\x00" * max(min(size, len(span) - loci + 4) - 8, 0))
                )
    if not blanks:
        return None
    pieces: list[Piece] = []
    last = 0
    for place, blank in sorted(set(blanks)):
        if place >= last:
            pieces += [(last, place), blank]
            last = place + len(blank)
    return [*pieces, (last, content.size)]


def check_webm(content: Content) -> Found | None:
    """A WebM film or recording, live ones of a browser too; None for Matroska."""
    data = content.data
    _, header_start, header_end = _element(content, 0)
    header = data[header_start:header_end]
    if b"\x42\x82\x84webm" not in header:
        return None
    identity, start, end = _element(content, header_end)
    if identity != 0x18538067:
        raise content.cut_off()
    if end > content.size:
        raise content.cut_off()
    if rest := data[end : end + 4096]:
        raise content.two_things(WEBM, really(rest))
    tracks = data[start : start + 65536]
    if b"V_VP8" in tracks or b"V_VP9" in tracks or b"V_AV1" in tracks:
        return Found(WEBM)
    if b"A_OPUS" in tracks or b"A_VORBIS" in tracks:
        return Found(WEBM_AUDIO)
    raise content.damaged("没有画面或者声音", "it has neither picture nor sound")


def _element(content: Content, at: int) -> tuple[int, int, int]:
    """(identity, start of payload, end) of an EBML element; one of unknown length, as live ones are, ends the file."""
    data = content.data
    if at >= content.size or not data[at]:
        raise content.cut_off()
    width = 9 - data[at].bit_length()
    identity = int.from_bytes(data[at : at + width], "big")
    at += width
    if at >= content.size or not data[at]:
        raise content.cut_off()
    width = 9 - data[at].bit_length()
    length = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
    if length == (1 << 7 * width) - 1:
        return identity, at + width, content.size
    return identity, at + width, at + width + length


def check_wav(content: Content) -> Found:
    """A WAV recording."""
    end = 8 + int.from_bytes(content.data[4:8], "little")
    end += end % 2
    if end > content.size + 1:
        raise content.cut_off()
    if rest := content.data[end : end + 4096]:
        raise content.two_things(WAV, really(rest))
    at, seen = 12, set()
    while at + 8 <= content.size:
        seen.add(content.data[at : at + 4])
        size = int.from_bytes(content.data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    if at > content.size + 1:
        raise content.cut_off()
    if not {b"fmt ", b"data"} <= seen:
        raise content.damaged("没有声音", "it has no sound")
    return Found(WAV)


_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HIGH = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


def check_mp3(content: Content) -> Found | None:
    """An MP3: frame after frame to the end, tags before and behind; None when it does not begin as one."""
    data, at = content.data, 0
    if data[:3] == b"ID3":
        size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
        at = 10 + size + (10 if data[5] & 0x10 else 0)
        while at < content.size and data[at] == 0:
            at += 1
    frames = 0
    while (length := _frame(data[at : at + 4])) is not None:
        frames, at = frames + 1, at + length
    if frames < 3:
        if data[:3] == b"ID3":
            raise content.damaged("没有声音", "it has no sound")
        return None
    rest = data[at : at + 4096]
    if rest and not rest.startswith((b"TAG", b"APETAGEX", b"LYRICS")) and rest.strip(b"\x00"):
        raise content.two_things(MP3, really(rest))
    if content.size - at > 1_000_000:
        raise content.two_things(MP3, really(rest))
    return Found(MP3)


def _frame(header: bytes) -> int | None:
    """Bytes of the layer III frame with this header; None when it is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return None
    version, rate, speed = header[1] >> 3 & 3, header[2] >> 2 & 3, header[2] >> 4
    if version == 1 or rate == 3 or speed in (0, 15):
        return None
    bits = (_HIGH if version == 3 else _LOW)[speed] * 1000
    return (144 if version == 3 else 72) * bits // _RATES[version][rate] + (header[2] >> 1 & 1)
