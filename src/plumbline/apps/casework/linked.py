"""What linked cases say of an act that would end this one: things of a seizure that nobody accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.queries import LinkLine, links_of
from plumbline.apps.goods.queries import left_in
from plumbline.core.cases.closing import linked_things
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.standing import Possibility


def linked_left(file: CaseFile, step: str, links: Sequence[LinkLine] | None = None) -> list[Hindrance]:
    """What stands in linked cases against ending this one by `step`; nothing for any other act."""
    if step not in file.docket.procedure.ends:
        return []
    known = links if links is not None else links_of(file.history.opening.case)
    numbers = {one.case: one.number for one in known if one.place.organ == file.place.organ}
    left = left_in(numbers) if numbers else {}
    return [linked_things(numbers[case], case, names, step) for case, names in left.items()]


def with_linked(file: CaseFile, found: Iterable[Possibility], links: Sequence[LinkLine]) -> list[Possibility]:
    """The possibilities with what linked cases say."""
    if not links:
        return list(found)
    told = []
    for one in found:
        more = (
            () if one.reasons else tuple(why for why in linked_left(file, one.step.id, links) if why.blocks)
        )
        told.append(replace(one, reasons=(*one.reasons, *more)))
    return told
