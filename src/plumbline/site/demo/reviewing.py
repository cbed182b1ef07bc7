"""A round of file reviews of the demo: drawn, one file told to its organ, one that waits for its third reader.

Entered by the demo's supervisors through the doors; everything is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plumbline.apps.supervision.actions import (
    Plan,
    draw_files,
    enter_sheet,
    open_round,
    publish_list,
    show_round,
    tell_result,
)
from plumbline.apps.supervision.rounds import round_of
from plumbline.core.authority.person import Person
from plumbline.core.oversight.review_errors import WrongTurn

FILES: Final = 4
YEAR: Final = 365
_GOOD: Final = {"records": "part"}


def review(people: Sequence[Person], organs: tuple[str, ...], now: int, today: int) -> None:
    """Enters the round; nothing beyond its opening where no case has ended yet."""
    readers = tuple(one.signs_as for one in people)
    plan = Plan("行政处罚案卷年度评查（演示）", "penalty", organs, today - YEAR, today, FILES, readers)
    first = people[0]
    id = open_round(person=first, plan=plan, now=now, today=today)
    show_round(person=first, round_id=id, now=now, today=today)
    try:
        publish_list(person=first, round_id=id, now=now, today=today)
    except WrongTurn:
        return
    draw_files(person=first, round_id=id, now=now, today=today)
    made = round_of(id)
    by_name = {one.signs_as: one for one in people}
    files = list(made.files.values())
    for file, second in zip(files, (_GOOD, _GOOD | {"law": "unmet", "evidence": "unmet"}), strict=False):
        for who, said in zip(file.readers[:2], (_GOOD, second), strict=True):
            levels = {item.id: said.get(item.id, "met") for item in made.scoring.by_people}
            enter_sheet(
                person=by_name[who],
                round_id=id,
                case=file.case,
                levels=levels,
                fails=(),
                note="目录与卷内材料不完全一致（演示）",
                now=now,
                today=today,
            )
    tell_result(person=first, round_id=id, case=files[0].case, now=now, today=today)
