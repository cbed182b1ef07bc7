"""What may be done, what may not and why, and the panel that tells an attempt was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from plumbline.apps.page_parts.part import Act, Link, Part


@dataclass(frozen=True, slots=True)
class Missing:
    """What is lacking and who owes it: «听证报告», «应由听证主持人邵文柏提交»."""

    what: str
    owed: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a refusal. `short` is its one line when it is not the first."""

    article: Link
    gist: str
    facts: str
    short: str
    records: Sequence[Link] = ()
    missing: Sequence[Missing] = ()
    who_label: str = ""
    who: str = ""
    who_note: str = ""
    standing: str = ""
    """How far the rule is the text's own: said where the text is silent, or was not read."""


@dataclass(frozen=True, slots=True)
class Refusal(Part):
    """An act refused: «不能办理“作出决定”：法制审核尚未通过». The first reason in full, the others a line each."""

    template: ClassVar[str] = "refusal.html"
    title: str
    reasons: Sequence[Reason]
    acts: Sequence[Act] = ()
    """The mending act first, as the main button."""
    kept: str = ""
    """What of the person's work was kept: «决定书草稿已保存（10-12 09:18），内容未丢失。»"""

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a refusal without a reason and its article may not be shown")


@dataclass(frozen=True, slots=True)
class BarredReason:
    """Why an act is barred, with the short form of its article; `lacking` says what would mend it and who does that."""

    text: str
    article: Link
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class BarredAct:
    """An act that the case does not allow now."""

    name: str
    reasons: Sequence[BarredReason]

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError(f"«{self.name}» is barred without a reason")


@dataclass(frozen=True, slots=True)
class MayList(Part):
    """What may be done now: one main act, others plain; what may not, each with its reason."""

    template: ClassVar[str] = "may_list.html"
    main: Act | None
    others: Sequence[Act] = ()
    more: Sequence[Act] = ()
    """What is possible too but rarely meant: folded away."""
    barred: Sequence[BarredAct] = ()
    whole: Sequence[Act] = ()
    """What concerns the case as a whole: withdrawing, handing on, stopping, joining."""
    whole_barred: Sequence[BarredAct] = ()
    nothing: str = ""
    """Said when there is nothing to do here: who acts next."""
