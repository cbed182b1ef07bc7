"""The yearly plan of an organ's inspections of enterprises, folded from the records of its stream.

The stream is `inspections:<organ>:<year>`. It holds the items of the plan, the cap of visits to one enterprise with
the day from which it holds, approval by the head and publication, what was merged with other organs, random draws, and
every visit: its entry code, the scan by the enterprise, its result. Enterprises stand here by their unified credit
code. An individual business counts as a person: it is in no plan, so nothing gathers it across organs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from plumbline.core.cases.reserved import INSPECTIONS_OF, OPEN_CASE
from plumbline.core.identity.codes import INDIVIDUAL_BUSINESS, check_credit_code
from plumbline.core.ledger.record import Record
from plumbline.core.oversight.inspection_errors import (
    IndividualBusiness,
    LineUnreadable,
    PlanBeyondCap,
    PlanNotReady,
    PlanUnknown,
    ReasonMissing,
)

PROCEDURE: Final = "oversight.inspection_plan"
ADD: Final = "add_items"
DROP: Final = "drop_item"
CAP: Final = "set_cap"
APPROVE: Final = "approve_plan"
PUBLISH: Final = "publish_plan"
MERGE: Final = "merge_visits"
APART: Final = "keep_apart"
CODE: Final = "issue_code"
SCAN: Final = "note_scan"
RESULT: Final = "note_result"
LINK: Final = "link_case"
OPEN_DRAW: Final = "open_draw"
LISTS: Final = "publish_lists"
DRAW: Final = "draw_lists"
UNPLANNED: Final = ("complaint", "transfer", "data_alert", "own_request", "other")
"""What leads to a visit that no plan covers (行政检查 `approve.source`)."""
LEAST_WORDS: Final = 5
LEAST_OFFICERS: Final = 2


@dataclass(frozen=True, slots=True)
class Joined:
    """A visit made together: who leads it, in which month, with whom."""

    lead: str
    month: int
    organs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A visit that the plan foresees; `dropped` is the reason it was taken out, `apart` why it is not joined."""

    id: str
    firm: str
    name: str
    matter: str
    month: int
    dropped: str = ""
    joined: Joined | None = None
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit from its entry code on. `item` is empty where no plan covers it; then `why` and `reason` say what led to
    it. `number`: how many-th planned visit of the organ to that enterprise it is in the year, this one included.
    """

    id: str
    firm: str
    name: str
    task: str
    basis: str
    officers: tuple[str, ...]
    day: int
    issued_at: int
    item: str
    why: str
    reason: str
    number: int
    cap: int | None
    scanned_at: int | None = None
    result: str = ""
    case: str = ""
    """The case of the inspection that the visit became."""

    @property
    def is_over(self) -> bool:
        """Whether it goes beyond the cap as it stood."""
        return self.cap is not None and self.number > self.cap


@dataclass(frozen=True, slots=True)
class Draw:
    """A double-random draw: enterprises and officers, by one seed over two lists."""

    id: str
    matter: str
    firms: int
    officers: int
    commitment: str
    firm_list: tuple[str, ...] = ()
    officer_list: tuple[str, ...] = ()
    hashes: tuple[str, str] = ("", "")
    seed: str = ""
    drawn_firms: tuple[tuple[str, str], ...] = ()
    drawn_officers: tuple[tuple[str, str], ...] = ()
    """What was drawn with its mark, the smallest first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of an organ and year. Days count from 1970-01-01, instants are µs UTC."""

    organ: str
    division: str
    year: int
    items: Mapping[str, Item] = field(default_factory=dict)
    caps: tuple[tuple[int, int], ...] = ()
    approved_by: str = ""
    published_at: int | None = None
    visits: Mapping[str, Visit] = field(default_factory=dict)
    draws: Mapping[str, Draw] = field(default_factory=dict)

    def item(self, id: str) -> Item:
        """An item that stands. Raises PlanUnknown."""
        known = self.items.get(id)
        if known is None or known.dropped:
            raise PlanUnknown(named=id)
        return known

    def visit(self, id: str) -> Visit:
        """A visit. Raises PlanUnknown."""
        known = self.visits.get(id)
        if known is None:
            raise PlanUnknown(named=id)
        return known

    def draw(self, id: str) -> Draw:
        """A draw. Raises PlanUnknown."""
        known = self.draws.get(id)
        if known is None:
            raise PlanUnknown(named=id)
        return known

    def standing(self) -> list[Item]:
        """The items that stand, by month."""
        return sorted(
            (one for one in self.items.values() if not one.dropped), key=lambda one: (one.month, one.firm)
        )

    def cap_on(self, day: int, figure: int | None) -> int | None:
        """The cap that the organ published for that day, never above the figure of law where there is one."""
        own = [cap for since, cap in self.caps if since <= day]
        known = [one for one in (own[-1] if own else None, figure) if one is not None]
        return min(known) if known else None

    def planned_visits(self, firm: str) -> int:
        """Visits to an enterprise that count against the cap."""
        return sum(1 for one in self.visits.values() if one.firm == firm and one.item)


def stream_of(organ: str, year: int) -> str:
    """The stream of a plan."""
    return f"{INSPECTIONS_OF}{organ}:{year}"


def fold(records: Sequence[Record]) -> Plan:
    """The plan of a stream. Raises PlanUnknown for records that are none of a plan."""
    if not records or records[0].step != OPEN_CASE or records[0].fields.get("procedure") != PROCEDURE:
        raise PlanUnknown(named=records[0].case if records else "")
    said: dict[str, Any] = dict(records[0].fields)
    made = Plan(records[0].organ, said["division"], said["year"])
    for record in records[1:]:
        made = _after(made, record, dict(record.fields))
    return made


def _after(made: Plan, record: Record, said: dict[str, Any]) -> Plan:
    match record.step:
        case "add_items":
            added = {one.id: one for one in items_of(record)}
            return replace(made, items={**made.items, **added}, approved_by="", published_at=None)
        case "drop_item":
            return _item_after(made, said["item"], dropped=said["reason"])
        case "set_cap":
            return replace(made, caps=(*made.caps, (said["since"], said["cap"])))
        case "approve_plan":
            return replace(made, approved_by=record.entered_by)
        case "publish_plan":
            return replace(made, published_at=record.recorded_at)
        case "merge_visits":
            joined = Joined(said["lead"], said["month"], tuple(said["organs"]))
            return _item_after(made, said["item"], joined=joined)
        case "keep_apart":
            return _item_after(made, said["item"], apart=said["reason"])
        case "issue_code":
            visit = visit_of(record)
            return replace(made, visits={**made.visits, visit.id: visit})
        case "note_scan":
            return _visit_after(made, said["visit"], scanned_at=record.recorded_at)
        case "note_result":
            return _visit_after(made, said["visit"], result=said["result"])
        case "link_case":
            return _visit_after(made, said["visit"], case=said["case"])
    return _draw_after(made, record, said)


def _item_after(made: Plan, id: str, **changed: Any) -> Plan:
    known = made.items.get(id)
    return made if known is None else replace(made, items={**made.items, id: replace(known, **changed)})


def _visit_after(made: Plan, id: str, **changed: Any) -> Plan:
    known = made.visits.get(id)
    return made if known is None else replace(made, visits={**made.visits, id: replace(known, **changed)})


def _draw_after(made: Plan, record: Record, said: dict[str, Any]) -> Plan:
    if record.step == OPEN_DRAW:
        draw = Draw(record.id, said["matter"], said["firms"], said["officers"], said["commitment"])
        return replace(made, draws={**made.draws, draw.id: draw})
    known = made.draws.get(str(said.get("draw", "")))
    if known is None:
        return made
    if record.step == LISTS:
        lists = tuple(said["firm_list"]), tuple(said["officer_list"])
        known = replace(known, firm_list=lists[0], officer_list=lists[1], hashes=tuple(said["hashes"]))
    elif record.step == DRAW:
        drawn = (tuple((one["item"], one["hmac_sha256"]) for one in said[of]) for of in ("firms", "officers"))
        firms, officers = drawn
        known = replace(known, seed=said["seed"], drawn_firms=firms, drawn_officers=officers)
    return replace(made, draws={**made.draws, known.id: known})


def items_of(record: Record) -> list[Item]:
    """The items that a record adds; each is known by the record and its place in it."""
    said: list[dict[str, Any]] = record.fields["items"]  # type: ignore[assignment]
    return [
        Item(f"{record.id}-{place}", one["firm"], one["name"], one["matter"], one["month"])
        for place, one in enumerate(said, 1)
    ]


def visit_of(record: Record) -> Visit:
    """The visit that a record begins."""
    said: dict[str, Any] = dict(record.fields)
    return Visit(
        id=record.id,
        firm=said["firm"],
        name=said["name"],
        task=said["task"],
        basis=said["basis"],
        officers=tuple(said["officers"]),
        day=said["day"],
        issued_at=record.recorded_at,
        item=said["item"],
        why=said["why"],
        reason=said["reason"],
        number=said["number"],
        cap=said["cap"],
    )


def check_enterprise(code: str) -> str:
    """The credit code, tidied. Raises CodeWrong, and IndividualBusiness for one that counts as a person."""
    tidy = check_credit_code(code)
    if tidy.startswith(INDIVIDUAL_BUSINESS):
        raise IndividualBusiness(code=tidy)
    return tidy


def read_items(text: str) -> list[dict[str, Any]]:
    """Items typed or pasted, one a line: credit code, name, matter, month. Raises LineUnreadable, CodeWrong."""
    found = []
    for line, row in enumerate(text.splitlines(), 1):
        if row.strip():
            found.append(_read_item(line, row))
    return found


def _read_item(line: int, row: str) -> dict[str, Any]:
    cells = [one.strip() for one in row.replace("，", ",").replace("\t", ",").split(",")]
    wanted = "统一社会信用代码, 企业名称, 检查事项, 月份"
    if len(cells) != 4 or not all(cells):
        told = {"problem_zh": "应当有四项", "problem_en": "it needs four parts"}
        raise LineUnreadable(line=line, wanted=wanted, **told)
    code, name, matter, month = cells
    if not month.isdecimal() or not 1 <= int(month) <= 12:
        told = {"problem_zh": f"月份“{month}”不是1至12", "problem_en": f"month “{month}” is not 1 to 12"}
        raise LineUnreadable(line=line, wanted=wanted, **told)
    return {"firm": check_enterprise(code), "name": name, "matter": matter, "month": int(month)}


def read_classes(text: str) -> dict[str, str]:
    """Official classes as imported, one a line: credit code, class. Raises LineUnreadable, CodeWrong."""
    found = {}
    for line, row in enumerate(text.splitlines(), 1):
        cells = [one.strip() for one in row.replace("，", ",").replace("\t", ",").split(",")]
        if row.strip():
            if len(cells) != 2 or cells[1].upper() not in ("A", "B", "C", "D"):
                told = {"problem_zh": "等级应当为A、B、C、D", "problem_en": "the class is A, B, C or D"}
                raise LineUnreadable(line=line, wanted="统一社会信用代码, 等级", **told)
            found[check_enterprise(cells[0])] = cells[1].upper()
    return found


def check_publish(made: Plan) -> None:
    """The plan may be published: items, a cap and the head's approval are there. Raises PlanNotReady."""
    if not made.standing():
        raise PlanNotReady(problem_zh="计划没有检查事项", problem_en="the plan is empty")
    if not made.caps:
        raise PlanNotReady(problem_zh="没有公布频次上限", problem_en="no cap is set")
    if not made.approved_by:
        raise PlanNotReady(problem_zh="计划未经负责人批准", problem_en="the head has not approved the plan")


def check_within_cap(made: Plan, cap: int | None) -> None:
    """No enterprise is planned to be visited more often than the cap. Raises PlanBeyondCap.

    Visits of several matters in one month under one lead are one visit.
    """
    visits: dict[str, set[str]] = {}
    for one in made.standing():
        visits.setdefault(one.firm, set()).add(f"{one.joined}" if one.joined else one.id)
    beyond = [firm for firm, times in visits.items() if cap is not None and len(times) > cap]
    if beyond:
        names = {one.firm: one.name for one in made.standing()}
        most = max(len(visits[firm]) for firm in beyond)
        raise PlanBeyondCap(firms="、".join(names[firm] for firm in beyond), planned=most, cap=cap)


def check_visit(
    made: Plan,
    firm: str,
    item: str,
    why: str,
    reason: str,
    officers: Sequence[str],
    day: int,
    cap: int | None,
) -> int:
    """The number of the visit that would follow. Raises PlanUnknown, PlanNotReady, ReasonMissing."""
    if len(set(officers)) < LEAST_OFFICERS:
        raise PlanNotReady(
            problem_zh="执法人员不得少于两人（行政处罚法第四十二条）",
            problem_en="fewer than two officers (处罚法 §42)",
        )
    number = made.planned_visits(firm) + (1 if item else 0)
    if item:
        if made.item(item).firm != firm:
            raise PlanUnknown(named=item)
        if made.published_at is None:
            raise PlanNotReady(problem_zh="计划尚未公布", problem_en="the plan is not published")
    elif why not in UNPLANNED or len(reason.strip()) < LEAST_WORDS:
        raise ReasonMissing()
    if item and cap is not None and number > cap and len(reason.strip()) < LEAST_WORDS:
        raise ReasonMissing()
    return number


def check_link(visit: Visit) -> None:
    """The visit may become a case: it is none yet. Raises PlanNotReady."""
    if visit.case:
        raise PlanNotReady(problem_zh="这次检查已经立了检查案件", problem_en="the visit has its case already")


def source_of(plan: Plan, visit: Visit) -> str | None:
    """What led to a visit, as the case of the inspection says it; None where the case must say it itself."""
    if not visit.item:
        return None if visit.why == "other" else visit.why
    matter = plan.items[visit.item].matter if visit.item in plan.items else ""
    name = f"{visit.firm} {visit.name}"
    drawn = (item for one in plan.draws.values() if one.matter == matter for item, _mark in one.drawn_firms)
    return "random_draw" if name in drawn else "yearly_plan"


def check_lists(draw: Draw) -> None:
    """The lists of a draw may be made. Raises PlanNotReady."""
    if draw.firm_list:
        raise PlanNotReady(problem_zh="名录已经公布", problem_en="the lists are published already")


def check_draw(draw: Draw) -> None:
    """A draw may be drawn. Raises PlanNotReady."""
    if not draw.firm_list:
        raise PlanNotReady(problem_zh="名录尚未公布", problem_en="no list is published yet")
    if draw.seed:
        raise PlanNotReady(problem_zh="已经抽取", problem_en="it is drawn already")
