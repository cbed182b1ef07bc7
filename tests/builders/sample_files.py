"""Small real files of every kind that is taken in, made when they are asked for."""

from __future__ import annotations

import struct
import wave
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pylopdf_fonts_zh_cn import sans_path
from pypdf import PdfReader, PdfWriter

GPS = {1: "N", 2: (39.0, 54.0, 15.0), 3: "E", 4: (116.0, 24.0, 26.0)}


def picture(
    form: str = "JPEG", *, place: bool = False, size: tuple[int, int] = (64, 48), turned: int = 1
) -> bytes:
    """A picture; with `place` a phone has written where it was taken."""
    image = Image.new("RGB", size, (200, 30, 30))
    if size[0] * size[1] > 500_000:  # too large to be small when it is packed
        image = Image.effect_noise(size, 80).convert("RGB")
    image.paste((20, 60, 200), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "PHONE-1", turned
    if place:
        exif.get_ifd(0x8825).update(GPS)
    out = BytesIO()
    image.save(out, form, exif=exif.tobytes())
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of some bytes that says it is a picture of thousands of megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def pdf(text: str = "立案审批表", pages: int = 1) -> bytes:
    """A PDF whose pages say the text."""
    source = "\n#pagebreak()\n".join(['#set text(font: "Noto Sans SC")\n' + text] * pages)
    return bytes(
        typst.compile(source.encode(), font_paths=[str(Path(sans_path()).parent)], ignore_system_fonts=True)
    )


def changed_pdf(change: Any) -> bytes:
    """A PDF to which `change` did something through a writer."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A Word document."""
    document = Document()
    for text in paragraphs or ("询问笔录",):
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*cells: str) -> bytes:
    """An Excel sheet."""
    book = Workbook()
    for text in cells or ("罚没物品清单",):
        book.active.append([text])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(
    package: bytes, added: dict[str, bytes], changed: dict[str, tuple[bytes, bytes]] | None = None
) -> bytes:
    """An office package with parts added, and with bytes of parts replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            before, after = (changed or {}).get(entry.filename, (b"", b""))
            data = old.read(entry)
            assert before in data
            new.writestr(entry, data.replace(before, after) if before else data)
        for name, data in added.items():
            new.writestr(name, data)
    return out.getvalue()


def zipped(name: str = "a.txt", data: bytes = b"a") -> bytes:
    """A plain ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _box(kind: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + kind + data


def mp4(*, film: bool = True, place: str = "", brand: bytes = b"isom", data: int = 64) -> bytes:
    """An MP4 container with one empty track; `place` as phones write it, such as +39.9042+116.4074/."""
    handler = _box(b"hdlr", bytes(8), b"vide" if film else b"soun", bytes(13))
    told = (
        _box(b"udta", _box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place.encode()))
        if place
        else b""
    )
    moov = _box(b"moov", _box(b"mvhd", bytes(100)), _box(b"trak", _box(b"mdia", handler)), told)
    return _box(b"ftyp", brand, bytes(4), b"mp42") + moov + _box(b"mdat", bytes(data))


def _element(identity: str, data: bytes, *, live: bool = False) -> bytes:
    size = b"\x01\xff\xff\xff\xff\xff\xff\xff" if live else (len(data) | 1 << 56).to_bytes(8, "big")
    return bytes.fromhex(identity) + size + data


def webm(*, film: bool = True, live: bool = False, kind: bytes = b"webm") -> bytes:
    """A WebM container with one track; a live one does not say how long it is, as a browser records it."""
    header = bytes.fromhex("4286810142f7810142f2810442f381084282") + bytes([0x80 | len(kind)]) + kind
    track = _element("ae", _element("d7", b"\x01") + _element("86", b"V_VP9" if film else b"A_OPUS"))
    segment = _element("18538067", _element("1654ae6b", track) + _element("1f43b675", bytes(40)), live=live)
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(header)]) + header + segment


def mp3(frames: int = 8, *, tagged: bool = False) -> bytes:
    """Silent frames of 128 kbit/s, with a tag before and behind."""
    before = b"ID3\x04\x00\x00\x00\x00\x00\x10" + bytes(16) if tagged else b""
    return before + (b"\xff\xfb\x90\x00" + bytes(413)) * frames + (b"TAG" + bytes(125) if tagged else b"")


def wav(seconds: float = 0.1) -> bytes:
    """Silence."""
    out = BytesIO()
    with wave.open(out, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(bytes(int(16000 * seconds)))
    return out.getvalue()
