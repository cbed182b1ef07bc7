"""What a file takes in, as inert pages: drafts and scans, PDF or picture.

A page brings its look and nothing else: links, forms, scripts and attached files stay behind. A seal or signature that
shows on the page stays visible; whether it holds is verified on the signed file itself, which is kept beside.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from pypdf import PageObject, PdfReader, Transformation
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from plumbline.apps.documents.errors import NotAPdf, PicturesWanted

A4_INCHES: Final = (8.27, 11.69)
MOST_PIXELS: Final = 120_000_000
_SHOWN: Final = ("/AP", "/Rect", "/F")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned paper: its name for messages, its bytes."""

    name: str
    data: bytes


def pages_of(scan: Scan) -> list[PageObject]:
    """The pages of a PDF or picture, inert. Raises `NotAPdf`, `PicturesWanted`."""
    is_pdf = scan.data.lstrip()[:5] == b"%PDF-"
    data = scan.data if is_pdf else _as_pdf(scan)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise NotAPdf(name=scan.name, cause="encrypted")
        return [_inert(page) if is_pdf else _on_a4(page) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, RecursionError) as error:
        raise NotAPdf(name=scan.name, cause=type(error).__name__) from None


def _inert(page: PageObject) -> PageObject:
    seals = [_picture_only(annotation.get_object()) for annotation in page.get("/Annots", ()) or ()]
    for key in ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/B", "/StructParents", "/Tabs"):
        page.pop(key, None)
    kept = [seal for seal in seals if seal is not None]
    if kept:
        page[NameObject("/Annots")] = ArrayObject(kept)
    return page


def _on_a4(picture: PageObject) -> PageObject:
    """The picture in the middle of a sheet of A4, as all sheets of a file are."""
    wide, high = (inches * 72 for inches in A4_INCHES)
    sheet = PageObject.create_blank_page(width=wide, height=high)
    beside, below = (wide - float(picture.mediabox.width)) / 2, (high - float(picture.mediabox.height)) / 2
    sheet.merge_transformed_page(picture, Transformation().translate(beside, below))
    return sheet


def _picture_only(annotation: Any) -> DictionaryObject | None:
    """A visible signature as a plain stamp; None for everything else."""
    if annotation.get("/FT") != "/Sig" or "/AP" not in annotation:
        return None
    stamp = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Stamp")}
    )
    for key in _SHOWN:
        if key in annotation:
            stamp[NameObject(key)] = annotation[key]
    return stamp


def _as_pdf(scan: Scan) -> bytes:
    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(scan.data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PicturesWanted(name=scan.name)
            sheets = list(_sheets(picture))
        sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], resolution=_resolution(sheets[0]))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise PicturesWanted(name=scan.name) from None
    return out.getvalue()


def _sheets(picture: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(picture):
        upright = ImageOps.exif_transpose(frame)
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
        yield flat


def _resolution(picture: Image.Image) -> float:
    """Dots an inch at which the picture fits on A4."""
    return max(picture.width / A4_INCHES[0], picture.height / A4_INCHES[1], 1.0)
