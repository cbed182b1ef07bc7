"""What is said of an act beside the rules of its own case: things of a linked seizure that nobody accounted for, rules
over several cases, and what the desk of the procedure knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.desk_reasons import desk_against
from plumbline.apps.casework.queries import LinkLine, links_of
from plumbline.apps.casework.queries.streams import others_of
from plumbline.apps.goods.queries import left_in
from plumbline.apps.ledger_store.queries import case_overviews
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.closing import GOODS_FOLLOW, NO_GOODS, TRANSFER, linked_things, said_to_have_none
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.joining import COMES_FROM, HAS_JOINED, JOINED_INTO, LEADS_TO
from plumbline.core.cases.standing import Possibility
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.oversight.wide import wide_hindrances

SAME_MATTER: Final = frozenset({COMES_FROM, LEADS_TO, HAS_JOINED, JOINED_INTO})
"""Links by which another case is about the same things; what was split off is another party's."""


def others_against(
    file: CaseFile, act: Record, now: int, officers: OfficerRegister | None
) -> list[Hindrance]:
    """What linked cases and the desk say of an act that is about to be done, and those that stand with it under a rule.

    Cases of the own organ are named, so that whoever is refused can look; of another organ only that there is one.
    """
    found = [*desk_against(file, act.step)]
    if act.step in file.docket.procedure.ends:
        links = links_of(file.history.opening.case)
        found += linked_left(act.step, links, left_in_linked(file, links))
    if act.fields.get(GOODS_FOLLOW) == NO_GOODS:
        found += said_to_have_none(act, left_around(file))
    others = others_of(act.case, now)
    for one, cases in wide_hindrances(file.docket, file.history, act, now, officers, others):
        found.append(replace(one, facts=(*one.facts, *_named(file, cases))))
    return found


def _named(file: CaseFile, cases: Iterable[str]) -> Iterable[tuple[str, str]]:
    others = case_overviews(sorted(cases))
    own = sorted(one.number for one in others.values() if one.organ == file.place.organ)
    if own:
        yield f"相关案件：{'、'.join(own)}", f"related cases: {', '.join(own)}"
    if len(own) < len(others):
        yield "相关案件由其他机关办理", "a related case is another organ's"


SEIZURE: Final = "compulsory.measure"
Left = Mapping[str, Sequence[str]]
"""Names of the things that nobody accounted for, by case."""


def left_in_linked(file: CaseFile, links: Sequence[LinkLine]) -> Left:
    """What is left in the linked cases of the own organ that are asked for it at no closing of their own any more, and
    in its seizures: what was seized is decided on with the case it was seized for (强制法 §27-§28), not after it.
    """
    own = [one.case for one in links if one.place.organ == file.place.organ and not _is_asked_later(one)]
    return left_in(own) if own else {}


def left_around(file: CaseFile) -> dict[tuple[str, str], list[str]]:
    """Names of the things in store, by number and case: those of the case, and of the cases of the organ out of which
    it came or with which it was joined, two steps far: a referral comes from a penalty, its seizure is a case beside.
    """
    opening = file.history.opening
    numbers, edge = {opening.case: opening.number}, [opening.case]
    for _step in range(2):
        lines = [one for case in edge for one in links_of(case) if one.kind in SAME_MATTER]
        new = {one.case: one.number for one in lines if one.place.organ == file.place.organ}
        edge = [case for case in new if case not in numbers]
        numbers = new | numbers
    found = left_in(numbers)
    return {(numbers[case], case): found[case] for case in numbers if case in found}


def _is_asked_later(one: LinkLine) -> bool:
    ends = shelf().docket(one.procedure).procedure.ends
    return one.procedure != SEIZURE and one.ended_day is None and any(step != TRANSFER for step in ends)


def linked_left(step: str, links: Sequence[LinkLine], left: Left) -> list[Hindrance]:
    """What stands in linked cases against ending a case by `step`."""
    numbers = {one.case: one.number for one in links}
    return [linked_things(numbers[case], case, names, step) for case, names in left.items()]


def with_linked(
    file: CaseFile, found: Iterable[Possibility], links: Sequence[LinkLine], left: Left
) -> list[Possibility]:
    """The possibilities with what linked cases and the desk say."""
    told = []
    for one in found:
        more = [] if one.reasons else [*desk_against(file, one.step.id)]
        if left and not one.reasons and one.step.id in file.docket.procedure.ends:
            more += linked_left(one.step.id, links, left)
        told.append(
            replace(one, reasons=(*one.reasons, *(why for why in more if why.blocks))) if more else one
        )
    return told
