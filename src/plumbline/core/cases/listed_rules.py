"""Two rules that hold in every procedure, whatever its pack says: what the organ's own recording list asks.

The list is the organ's (118号 (七)-(八)), so no pack can name its rows; what it asked of an act is sealed with the act.
`core.recording.by_list` judges them; they are no part of the scan by columns, which reads no list.
"""

from __future__ import annotations

from typing import Final

from plumbline.core.clocks.civil import parse_day
from plumbline.core.data_file.errors import Place
from plumbline.core.procedures.definition import Procedure
from plumbline.core.rules.rule import Carries, Rule

ACTS: Final = "listed-acts-recorded"
SPANS: Final = "listed-spans-recorded"
_WORDS: Final = {
    ACTS: (
        "本机关全过程记录清单所列的环节，应当按清单要求的方式记录",
        "A step on the organ's recording list is recorded by the means that the list asks for",
    ),
    SPANS: (
        "本机关全过程记录清单所列的跨环节过程，应当自起点至终点不间断记录",
        "What the organ's recording list spans is recorded from its start to its end without a break",
    ),
}
_SINCE: Final = "2018-12-05"
"""The day of 118号."""


def listed_rules(procedure: Procedure) -> tuple[Rule, ...]:
    """The two rules as rules of the procedure, so that findings can name and explain them."""
    steps = tuple(procedure.steps)
    return tuple(
        Rule(
            id=id,
            procedure=procedure.id,
            says=zh,
            english=en,
            basis=("118号 (七)", "118号 (八)"),
            body=Carries(steps, (), (), ("audio_video",)),
            checked_on="2026-11-29",
            place=Place("recording list", 1),
            from_day=parse_day(_SINCE),
        )
        for id, (zh, en) in _WORDS.items()
    )
