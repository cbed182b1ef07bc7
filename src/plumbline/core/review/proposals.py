"""What a case says for the questionnaire «major?»: proposals with their reason, which a person confirms.

A proposal is a reading of the case, no finding: the hearing that was held, the amount against the organ's catalogue,
the kinds of penalty that call for a hearing (处罚法 §63), words of the cause that touch many people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Value

_PUBLIC: Final = re.compile("食品|药品|疫苗|环境|污染|公共安全|危险化学品|学校|校车|幼儿|医院|集体|群体")
_HEARINGS: Final = ("hearing", "hold", "close_hearing")


@dataclass(frozen=True, slots=True)
class Listed:
    """A matter of the organ's catalogue: from an amount on, in force on days that include both ends."""

    number: str
    name: str
    act_kind: str
    least: Decimal | None
    first: int
    last: int | None

    def holds(self, day: int) -> bool:
        """Whether it is in force on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a question, and why, in both languages."""

    question: str
    yes: bool
    zh: str
    en: str


def propose(case: Case, kind: str, cause: str, catalogue: Sequence[Listed], day: int) -> dict[str, Proposal]:
    """The proposals that the case gives, by question; where it gives none, none."""
    found = [_heard(case), _heavy(case), _on_catalogue(case, kind, catalogue, day), _public(cause)]
    return {one.question: one for one in found if one is not None}


def amount_of(case: Case) -> Decimal | None:
    """The highest sum that the case proposes: fine and confiscation together."""
    sums = [
        sum((_money(act.fields.get(name)) for name in names), Decimal(0))
        for step, names in (
            ("tell_proposed_penalty", ("proposed_fine", "proposed_confiscation")),
            ("decide", ("fine", "confiscated")),
        )
        for act in case.by_step.get(step, ())
    ]
    return max(sums, default=None)


def _heard(case: Case) -> Proposal:
    held = any(
        act.fields.get("result", "held") == "held" for step in _HEARINGS for act in case.by_step.get(step, ())
    )
    said = (
        ("本案已举行听证", "a hearing was held") if held else ("本案没有听证记录", "no hearing is on record")
    )
    return Proposal("heard", held, *said)


def _heavy(case: Case) -> Proposal | None:
    told = case.by_step.get("tell_proposed_penalty", ())
    if not told:
        return None
    heavy = any(act.fields.get("heavy_kind") is True for act in told)
    offered = any(act.fields.get("hearing_right_told") is True for act in told)
    if heavy or offered:
        return Proposal(
            "major_rights",
            True,
            "拟作处罚属于应当告知听证权的种类或者数额（处罚法第六十三条）",
            "the proposed penalty is one before which a hearing is offered (处罚法 §63)",
        )
    return Proposal(
        "major_rights", False, "拟作处罚不在听证范围", "the proposed penalty calls for no hearing"
    )


def _on_catalogue(case: Case, kind: str, catalogue: Sequence[Listed], day: int) -> Proposal:
    amount = amount_of(case)
    for one in catalogue:
        if one.act_kind != kind or not one.holds(day):
            continue
        if one.least is None or (amount is not None and amount >= one.least):
            zh = f"目录第 {one.number} 项：{one.name}"
            en = f"matter {one.number} of the catalogue: {one.name}"
            if one.least is not None:
                zh, en = f"{zh}（{amount} 元，达到 {one.least} 元）", f"{en} ({amount} yuan ≥ {one.least})"
            return Proposal("on_catalogue", True, zh, en)
    return Proposal(
        "on_catalogue",
        False,
        "本机关目录中没有该项，或者金额未达到",
        "no matter of the organ's catalogue in force that day, or below its amount",
    )


def _public(cause: str) -> Proposal | None:
    found = _PUBLIC.search(cause)
    if found is None:
        return None
    word = found[0]
    return Proposal("public_interest", True, f"案由涉及“{word}”", f"the cause names “{word}”")


def _money(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
