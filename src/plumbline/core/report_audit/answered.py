"""More done than could be: more put right than ordered, more replies than letters, more papers than applications."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark
from plumbline.core.report_audit.tally import WINDOW, Spans
from plumbline.core.report_audit.wording import explains_more, is_count, is_exact, lead, unit_of

_ORDERED: Final = re.compile(
    r"(?:责令|限期|督促|要求)[^，。；、\d]{0,8}(?:整改|改正|纠正)[^，。；、\d]{0,10}$"
)
_PUT_RIGHT: Final = re.compile(
    r"^(?!.*(?:未|不|主动|自行|另))[^，。；、\d]{0,8}(?:已|完成|到位|全部)[^，。；、\d]{0,4}(?:整改|改正|纠正)(?:到位|完毕|完成|单位)?(?:的|了)?$"
)
_SENT: Final = re.compile(
    r"(?:发出|制发|发送|下发|印发|下达|送达|提出)[^，。；、\d]{0,14}(?:通知书|建议书?|意见书|函|督办单|提示单)$"
)
_REPLIED: Final = re.compile(
    r"^(?!.*(?:未|不|咨询|群众|来信))[^，。；\d]{0,10}(?:回复|答复|反馈|回函|采纳)(?:的|函|书)?$"
)
_APPLIED: Final = re.compile(r"(?:受理|收到|接收|接到)[^，。；、\d]{0,14}申请$")
_ISSUED: Final = re.compile(r"(?:出具|颁发|核发|发放|制发|发出)[^，。；、\d]{0,10}[证书照]$")
_ONE_EACH: Final = re.compile(
    r"一[件案事户人企次]份?(?:申请)?[^，。；、\d]{0,4}一[证书照本份]|不存在一[件案]多[证书]"
)
_STEPS: Final = ((_ORDERED, _PUT_RIGHT), (_SENT, _REPLIED))
_BETWEEN: Final = 30
"""Characters between the two numbers: what is told further on is of something else."""


def answered(text: str, spans: Spans) -> Iterator[Remark]:
    """Of each sentence the numbers that stand beside each other and of which the second answers the first."""
    for start, end, within in spans:
        counts = [one for one in within[:WINDOW] if is_count(one) and is_exact(one)]
        pair = next(_pairs(text, start, end, counts), None)
        if pair is not None and not explains_more(text, start, end):
            whole, part = pair
            yield Remark("closed_exceed", whole.start, part.end, {"part": part.text, "whole": whole.text})


def _pairs(
    text: str, start: int, end: int, counts: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    for place, part in enumerate(counts):
        for whole in counts[max(0, place - 2) : place]:
            most = max(held.value for held in counts[:place] if unit_of(held) == unit_of(whole))
            if part.value <= most or part.start - whole.end > _BETWEEN:
                continue
            told = lead(text, whole, None, start), lead(text, part, None, start)
            is_step = unit_of(part) == unit_of(whole) and any(
                first.search(told[0]) and second.search(told[1]) for first, second in _STEPS
            )
            is_issued = _APPLIED.search(told[0]) and _ISSUED.search(told[1])
            if is_step or (is_issued and _ONE_EACH.search(text, start, end)):
                yield whole, part
