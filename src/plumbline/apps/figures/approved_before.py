"""What stands against approving a submitted figure: one of the same kind, body and period that was approved and stands.

Both would count: indicators add the approved figures of a period. No rule of one case knows of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.queries import running_at
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.facts.record import Record

SUBMITTED: Final = "figure.submitted"
APPROVE: Final = "approve_figure"
_SAME: Final = ("figure_kind", "figure_name", "period", "period_end", "submitting_body")


def approved_before(file: CaseFile, _step: str) -> Sequence[Hindrance]:
    """The reason that names the other case, for as long as nothing replaced it."""
    acts, own = _acts(file), file.history.opening
    if not acts.get("submit_figure"):
        return ()
    mine = _told(acts["submit_figure"][-1])
    for case in running_at(SUBMITTED, APPROVE, own.division):
        if case == own.case:
            continue
        other = read_case(case)
        told = _acts(other)
        if told.get(APPROVE) and told.get("submit_figure") and _told(told["submit_figure"][-1]) == mine:
            return (_refused(other.history.opening.number, own.number),)
    return ()


def _refused(number: str, own: str) -> Hindrance:
    return Hindrance(
        Side.CONTENT,
        f"同一报送单位、同一数据项、同一期间的数据已由 {number} 核定，再核定将重复计入",
        f"{number} holds an approved figure of the same kind, body and period; with another both would count",
        basis=("督察规定 §25",),
        facts=((f"已核定的数据：{number}", f"approved before: {number}"),),
        ways=MappingProxyType(
            {
                "zh": f"先在 {number} 办理“以修正数据替代”，修正数据编号写 {own}，再核定本数据；"
                "已核定的数据无误的，退回本数据",
                "en": f"first replace the figure in {number} by a revised one, giving {own} as its number, then "
                "approve this; return this one if the figure approved before is right",
            }
        ),
    )


def _acts(file: CaseFile) -> Mapping[str, Sequence[Record]]:
    return file.history.folded(file.history.sealed[-1].recorded_at).by_step


def _told(act: Record) -> tuple[str, ...]:
    return tuple(str(act.fields.get(name) or "").strip() for name in _SAME)
