"""Documents: preview of the real pages, the boxes of the approval form, what was blacked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Act, Part
from plumbline.apps.page_parts.words import SealMark


@dataclass(frozen=True, slots=True)
class DocumentPreview(Part):
    """Images of the pages of the PDF as it stands; fields still missing are listed beside, not in the paper."""

    template: ClassVar[str] = "document_preview.html"
    title: str
    number: str
    page_urls: Sequence[str]
    seal: SealMark | None = None
    acts: Sequence[Act] = ()
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ApprovalBox:
    """One box of the form. An empty one says whom it waits for."""

    office: str
    opinion: str = ""
    name: str = ""
    at: str = ""
    awaited: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalBoxes(Part):
    template: ClassVar[str] = "approval_boxes.html"
    title: str
    boxes: Sequence[ApprovalBox]


@dataclass(frozen=True, slots=True)
class Redaction(Part):
    """What was taken out, by its kind: «已隐去：自然人姓名». Never blank, never asterisks."""

    template: ClassVar[str] = "redaction.html"
    kind: str
