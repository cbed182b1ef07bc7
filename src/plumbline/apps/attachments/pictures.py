"""Pictures: read to their end, nothing behind it, and the same picture without the coordinates of where it was taken.

Only the parts that hold coordinates are left out; the picture itself is not encoded again. Phones put further pictures
or a film behind the end of a JPEG: those are cut off. Anything else behind the end is refused.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from plumbline.apps.attachments.content import Content, Found, Piece
from plumbline.apps.attachments.foreign import really
from plumbline.apps.attachments.kinds import JPEG, PNG, WEBP

LARGEST_PICTURE = 120_000_000
"""Pixels."""
_GPS = 0x8825
_EXIF, _XMP = b"Exif\x00\x00", b"http://ns.adobe.com/x"
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
)
"""What the decoder raises for pictures that are damaged, or made to fill the memory."""
_PLACE_WORDS = (b"GPSLatitude", b"GPSLongitude", b"GPSCoordinates", b"LocationShown", b"LocationCreated")


def check_jpeg(content: Content) -> Found:
    """A JPEG."""
    pieces: list[Piece] = [(0, 2)]
    changed, end = False, 2
    for start, end, marker in _segments(content):
        payload = content.data[start + 4 : end] if marker in (0xE1, 0xED) else b""
        kept = _segment_without_place(payload, marker)
        if kept is payload or not payload:
            pieces.append((start, end))
        else:
            changed = True
            pieces.append(kept)
    if rest := content.data[end : end + 4096]:
        if not _is_of_a_phone(rest, content):
            raise content.two_things(JPEG, really(rest))
        changed = True
    _decode(content, "JPEG")
    return Found(JPEG, without_place=pieces if changed else None)


def _segments(content: Content) -> Iterator[tuple[int, int, int]]:
    """(start, end, marker) of each segment up to the end of the picture; scans carry their data."""
    data, at = content.data, 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise content.cut_off()
        while data[at + 1 : at + 2] == b"\xff":
            at += 1
        marker = data[at + 1] if at + 1 < content.size else 0
        if marker == 0xD9:
            yield at, at + 2, marker
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > content.size:
            raise content.cut_off()
        if marker == 0xDA:
            end = _end_of_scan(content, end)
        yield at, end, marker
        at = end


def _end_of_scan(content: Content, at: int) -> int:
    while True:
        at = content.data.find(b"\xff", at)
        if at < 0 or at + 1 >= content.size:
            raise content.cut_off()
        if content.data[at + 1] not in (0x00, *range(0xD0, 0xD8)):
            return at
        at += 2


def _segment_without_place(payload: bytes, marker: int) -> bytes:
    """The segment anew, nothing when it is left out, the payload itself when it holds no coordinates."""
    if marker == 0xE1 and payload.startswith(_EXIF):
        exif = exif_without_place(payload)
        return payload if exif is None else b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    if marker == 0xE1 and payload.startswith(_XMP) and any(word in payload for word in _PLACE_WORDS):
        return b""
    return payload


def exif_without_place(data: bytes) -> bytes | None:
    """The Exif block without coordinates; None when it has none. One that cannot be read is emptied."""
    exif = Image.Exif()
    try:
        exif.load(data)
        if _GPS not in exif:
            return None
        del exif[_GPS]
        return exif.tobytes()
    except (ValueError, SyntaxError, KeyError, TypeError, OSError):
        return _EXIF + Image.Exif().tobytes()[len(_EXIF) :]


def _is_of_a_phone(rest: bytes, content: Content) -> bool:
    """Further pictures, a film, the camera's own trailer, or padding."""
    tail = content.data[-4:]
    return (
        rest.startswith(b"\xff\xd8\xff") or rest[4:8] == b"ftyp" or tail == b"SEFT" or not rest.strip(b"\x00")
    )


def check_png(content: Content) -> Found:
    """A PNG."""
    data, at, pieces, changed = content.data, 8, [(0, 8)], False
    while True:
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 12 + length
        if end > content.size:
            raise content.cut_off()
        kind = data[at + 4 : at + 8]
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise content.damaged("校验和不符", "a checksum differs")
        if kind in (b"eXIf", b"iTXt", b"tEXt", b"zTXt") and _tells_place(kind, data[at + 8 : end - 4]):
            changed = True
        else:
            pieces.append((at, end))
        at = end
        if kind == b"IEND":
            break
    if rest := data[at : at + 4096]:
        raise content.two_things(PNG, really(rest))
    _decode(content, "PNG")
    return Found(PNG, without_place=pieces if changed else None)


def _tells_place(kind: bytes, payload: bytes) -> bool:
    if kind == b"eXIf":
        return exif_without_place(_EXIF + payload) is not None
    if (
        kind == b"zTXt" or b"\x00\x01\x00" in payload[:100]
    ):  # compressed text: what it says is not looked into
        return True
    return any(word in payload for word in _PLACE_WORDS)


def check_webp(content: Content) -> Found:
    """A WebP."""
    data = content.data
    length = 8 + int.from_bytes(data[4:8], "little")
    if length > content.size:
        raise content.cut_off()
    if rest := data[length : length + 4096]:
        raise content.two_things(WEBP, really(rest))
    chunks, at, dropped = [], 12, 0
    while at < length:
        end = at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")
        end += end % 2
        if end > length:
            raise content.cut_off()
        if _webp_place(data[at : at + 4], data[at + 8 : end]):
            dropped |= 0x08 if data[at : at + 4] == b"EXIF" else 0x04
        else:
            chunks.append(data[at:end])
        at = end
    _decode(content, "WEBP")
    return Found(WEBP, without_place=_webp(chunks, dropped) if dropped else None)


def _webp_place(kind: bytes, payload: bytes) -> bool:
    if kind == b"EXIF":
        return exif_without_place(_EXIF + payload.removeprefix(_EXIF)) is not None
    return kind == b"XMP " and any(word in payload for word in _PLACE_WORDS)


def _webp(chunks: list[bytes], dropped: int) -> list[Piece]:
    """The file anew; the flags of its header no longer name what was left out."""
    whole = [
        bytes([*chunk[:8], chunk[8] & ~dropped, *chunk[9:]]) if chunk[:4] == b"VP8X" else chunk
        for chunk in chunks
    ]
    size = 4 + sum(map(len, whole))
    return [b"RIFF" + size.to_bytes(4, "little") + b"WEBP", *whole]


def _decode(content: Content, wanted: str) -> None:
    """The picture can be decoded whole; else raises NotWhole."""
    try:
        with Image.open(content.path, formats=[wanted]) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise content.damaged("像素过多", "it has too many pixels")
            picture.load()
    except UNREADABLE as error:
        raise content.damaged(f"无法解码：{error}", f"it cannot be decoded: {error}") from error


def thumbnail(data: bytes, side: int = 480) -> bytes:
    """A small WebP of a picture that was taken in, upright, without any metadata."""
    with Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as picture:
        picture.draft("RGB", (side, side))
        upright = _upright(picture)
        upright.thumbnail((side, side))
        out = BytesIO()
        upright.convert("RGBA" if upright.mode in ("RGBA", "LA", "P") else "RGB").save(
            out, "WEBP", quality=78
        )
        return out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    turns = {3: (180,), 6: (270,), 8: (90,)}.get(picture.getexif().get(0x0112, 1))
    return picture.rotate(turns[0], expand=True) if turns else picture.copy()
