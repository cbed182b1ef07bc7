"""What all parts share, and the small values inside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Tone = Literal["breach", "soon", "passed", "neutral", "running"]
"""Red is breach alone; amber is due soon or in doubt; green is a check that passed."""


class Part:
    """A value that `{% part value %}` can draw; `template` names its file in _components/.

    `drawn_once`: what was drawn is kept under the value; for what is drawn often and holds no form and no list.
    """

    template: ClassVar[str]
    drawn_once: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, eq=False)
class HeldPart(Part):
    """A part that whoever keeps it shows again as it is: drawn once a language, `drawn`, with a place for the token of
    its forms.
    """

    template: ClassVar[str] = ""
    part: Part
    drawn: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without an address, just words."""

    text: str
    url: str = ""
    code: str = ""
    """Language of the words and of the page, where it is another one."""


@dataclass(frozen=True, slots=True)
class Act(Part):
    """A button: a verb with its object. `method="post"` makes a small form of its own, `opens` shows a dialog by id."""

    template: ClassVar[str] = "act.html"
    text: str
    url: str = ""
    icon: str = ""
    main: bool = False
    small: bool = False
    method: Literal["get", "post"] = "get"
    opens: str = ""
    panel: str = ""
    """Where the answer goes by HTMX (a selector): the act opens inside the page; the address works without it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says, with an optional note and link."""

    label: str
    text: str = ""
    note: str = ""
    link: Link | None = None
    word: Part | None = None
    mono: bool = False
    """Hashes and codes are set in a fixed width."""
