"""What stands against closing a visit to a firm: a problem that the firm raised and nobody answered.

No expression of the packs pairs each problem with its own answer, so the desk does; the rule of the pack asks that
there be an answer at all, and its clock goes on after the closing.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.core.cases.hindrance import Hindrance, Side

VISIT: Final = "enterprise.visit"
CLOSE: Final = "close_visit"


def unanswered(file: CaseFile, _step: str) -> Sequence[Hindrance]:
    """One reason that names every problem without an answer of its own; one passed on is answered by saying to whom."""
    acts = file.history.folded(file.history.sealed[-1].recorded_at).by_step
    answered = {_number(one.fields.get("problem_no")) for one in acts.get("answer_problem", ())}
    raised = [one.fields.get("problem_no") for one in acts.get("raise_problem", ())]
    left = list(dict.fromkeys(str(one) for one in raised if _number(one) not in answered))
    if not left:
        return ()
    zh, en = "、".join(left), ", ".join(left)
    return (
        Hindrance(
            Side.CONTENT,
            f"企业提出的问题 {zh} 尚未答复，不能办结",
            f"the visit is not closed: of the problems raised {en} is not answered",
            basis=("营商条例 §48 ¶1",),
            ways=MappingProxyType(
                {
                    "zh": "以同一问题编号逐件办理并答复企业；转其他单位办理的，在答复中告知企业",
                    "en": "deal with each and answer the firm under the same number; where one was passed on, "
                    "the answer tells the firm to whom",
                }
            ),
        ),
    )


def _number(said: object) -> str:
    return str(said or "").strip()
