"""Sound and moving pictures for the demo, made when they are wanted: drawn and reckoned, nothing was filmed or heard.

The film is WebM: a lossy WebP picture is one whole VP8 frame, so Pillow makes the frames and thirty lines of EBML put
them in order. The sound is a WAV of soft tones. Both are some hundred kilobytes for a minute and a half.
"""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (480, 270)
EVERY: Final = 2
"""Seconds between two frames."""
_RATE: Final = 4000
_CLUSTER: Final = 5
"""Frames in a cluster: times in it are two bytes of milliseconds."""


def film(seconds: int, says: str) -> bytes:
    """A film that shows its own time and `says` that it is invented."""
    font = ImageFont.truetype(str(Path(pylopdf_fonts_zh_cn.sans_path())), 22)
    frames = [_frame(second, seconds, says, font) for second in range(0, seconds, EVERY)]
    return _webm(frames, seconds)


def still(seconds: int, says: str) -> bytes:
    """The first frame as a picture, as a browser would take it."""
    font = ImageFont.truetype(str(Path(pylopdf_fonts_zh_cn.sans_path())), 22)
    return _picture(0, seconds, says, font)


def sound(seconds: int) -> bytes:
    """Two soft tones that swell and fade, so that one hears it play."""
    samples = bytearray()
    for at in range(seconds * _RATE):
        time = at / _RATE
        tone = math.sin(time * 2 * math.pi * (220 if int(time) % 4 < 2 else 277))
        samples.append(128 + int(40 * tone * abs(math.sin(time * math.pi / 2))))
    out = BytesIO()
    with wave.open(out, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(1)
        recording.setframerate(_RATE)
        recording.writeframes(bytes(samples))
    return out.getvalue()


def _picture(second: int, seconds: int, says: str, font: ImageFont.FreeTypeFont) -> bytes:
    image = Image.new("RGB", SIZE, (236, 240, 241))
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    draw.rectangle((0, height - 70, width, height), fill=(189, 195, 199))
    place = 40 + (width - 120) * second // seconds
    draw.ellipse((place, height - 150, place + 36, height - 114), fill=(44, 62, 80))
    draw.rectangle((place - 4, height - 112, place + 40, height - 50), fill=(41, 98, 255))
    draw.text((20, 18), says, fill=(192, 57, 43), font=font)
    draw.text((20, height - 42), f"00:{second // 60:02}:{second % 60:02}", fill=(33, 37, 41), font=font)
    out = BytesIO()
    image.save(out, "WEBP", quality=60, method=2)
    return out.getvalue()


def _frame(second: int, seconds: int, says: str, font: ImageFont.FreeTypeFont) -> bytes:
    picture = _picture(second, seconds, says, font)
    assert picture[12:16] == b"VP8 "
    return picture[20 : 20 + int.from_bytes(picture[16:20], "little")]


def _webm(frames: list[bytes], seconds: int) -> bytes:
    version = _number("4286", 1) + _number("42f7", 1) + _number("42f2", 4) + _number("42f3", 8)
    kind = version + bytes.fromhex("428284") + b"webm" + _number("4287", 4) + _number("4285", 2)
    info = _number("2ad7b1", 1_000_000) + _element("4489", struct.pack(">d", seconds * 1000))
    info += _element("4d80", b"plumbline") + _element("5741", b"plumbline")
    picture = _number("b0", SIZE[0]) + _number("ba", SIZE[1])
    track = _number("d7", 1) + _number("73c5", 1) + _number("83", 1) + _element("86", b"V_VP8")
    head = _element("1549a966", info) + _element("1654ae6b", _element("ae", track + _element("e0", picture)))
    clusters = list(_clusters(frames))
    cues = len(_cues(0, clusters))  # each number has one width, so the length is known before the places are
    return _element("1a45dfa3", kind) + _element(
        "18538067", head + _cues(len(head) + cues, clusters) + b"".join(one for _at, one in clusters)
    )


def _clusters(frames: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """(milliseconds, cluster) of some frames each; every frame is whole, so one may begin at any."""
    for first in range(0, len(frames), _CLUSTER):
        blocks = b"".join(
            _element("a3", b"\x81" + struct.pack(">h", place * EVERY * 1000) + b"\x80" + frame)
            for place, frame in enumerate(frames[first : first + _CLUSTER])
        )
        at = first * EVERY * 1000
        yield at, _element("1f43b675", _number("e7", at) + blocks)


def _cues(place: int, clusters: list[tuple[int, bytes]]) -> bytes:
    """Where each cluster lies, so that a player finds the middle without reading up to it."""
    points = []
    for at, cluster in clusters:
        points.append(
            _element("bb", _number("b3", at) + _element("b7", _number("f7", 1) + _number("f1", place)))
        )
        place += len(cluster)
    return _element("1c53bb6b", b"".join(points))


def _element(identity: str, data: bytes) -> bytes:
    return bytes.fromhex(identity) + (len(data) | 1 << 56).to_bytes(8, "big") + data


def _number(identity: str, value: int) -> bytes:
    return _element(identity, value.to_bytes(8, "big"))
