"""What stands above every page: the bar with the menu of the role, the demo strip, the head with the page's title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Act, Fact, Link, Part
from plumbline.apps.page_parts.words import SealMark, StatusWord


@dataclass(frozen=True, slots=True)
class MenuItem:
    text: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in: name, and role with organ («执法人员・区应急管理局»)."""

    name: str
    post: str
    links: Sequence[Link] = ()
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class DemoStrip:
    """Above the bar in the demo only: «演示数据» and the switch of roles."""

    switch_url: str
    roles: Sequence[tuple[str, str]]
    current: str
    tour_url: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The frame of a page of the desk."""

    place: str
    """Name of the system in this district: «青石区行政执法综合管理监督信息系统»."""
    home_url: str
    menu: Sequence[MenuItem] = ()
    search_url: str = ""
    person: Person | None = None
    demo: DemoStrip | None = None
    notice: Link | None = None
    """What this person has to see to, on their first page."""


@dataclass(frozen=True, slots=True)
class Portal:
    """The frame of a page of the portal."""

    name: str
    note: str
    home_url: str
    menu: Sequence[MenuItem] = ()
    other_language: Link | None = None


@dataclass(frozen=True, slots=True)
class PageHead(Part):
    """Breadcrumb, the one h1 with its state words, facts in a line, buttons."""

    template: ClassVar[str] = "page_head.html"
    title: str
    path: Sequence[Link] = ()
    words: Sequence[StatusWord] = ()
    note: str = ""
    facts: Sequence[Fact] = ()
    seal: SealMark | None = None
    seal_text: str = ""
    acts: Sequence[Act] = ()
