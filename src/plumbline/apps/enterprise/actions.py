"""Writing of plans, visits and draws: each act is a record of the organ's stream of that year, through the one door.

The seed of a draw is derived from the site's secret key and the stream and stored nowhere (as of file reviews). Raises
AccessRefused, InspectionError, CodeWrong, DrawError and StoreError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from django.utils.crypto import salted_hmac

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.opening import Also
from plumbline.apps.enterprise.policies import CLASSES as CLASSES_POLICY
from plumbline.apps.enterprise.policies import JOIN, PLAN_APPROVE, PLAN_WRITE
from plumbline.apps.enterprise.queries import Proposal, cap_figure, place_of_plan, plan_of, plan_with_visit
from plumbline.apps.enterprise.store import CLASSES, IMPORT
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.ledger_store.beside import beside_draft, opening_fields
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.colleagues import colleagues_of
from plumbline.apps.people.queries.entries import officer_register
from plumbline.core.authority.access import Access, check_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.oversight import inspection_plan as plans
from plumbline.core.oversight.draw import commitment_of, draw, in_order, list_hash, written
from plumbline.core.oversight.inspection_errors import PlanNotReady, WhyMissing
from plumbline.core.oversight.inspection_plan import Plan, stream_of

INSPECTION: Final = "inspection"
"""The procedure of an inspection."""


@dataclass(frozen=True, slots=True)
class Visiting:
    """A visit for which an entry code is wanted. `item` names one of the plan; without it give `why` and `reason`."""

    firm: str
    name: str
    task: str
    basis: str
    officers: tuple[str, ...]
    day: int
    item: str = ""
    why: str = ""
    reason: str = ""


def add_items(*, person: Person, year: int, text: str, now: int, today: int) -> int:
    """Adds typed or pasted items to the plan of the own organ; approval and publication are then due anew."""
    items = plans.read_items(text)
    if not items:
        raise PlanNotReady(problem_zh="没有填写检查事项", problem_en="no item was typed")
    fields: dict[str, Json] = {"items": [dict(one) for one in items]}
    _Stand(person, PLAN_WRITE, person.organ, year, today).enter(plans.ADD, fields, now)
    return len(items)


def drop_item(*, person: Person, year: int, item: str, reason: str, now: int, today: int) -> None:
    """Takes an item out of the plan, with the reason."""
    stand = _Stand(person, PLAN_WRITE, person.organ, year, today)
    fields: dict[str, Json] = {"item": stand.plan.item(item).id, "reason": _words(reason)}
    stand.enter(plans.DROP, fields, now)


def set_cap(*, person: Person, year: int, cap: int, since: int, now: int, today: int) -> None:
    """The cap of planned visits to one enterprise in the year that the organ publishes, with the day it holds from."""
    figure = cap_figure(place_of_plan(person.organ).division, since)
    if figure is not None and cap > figure:
        told = {"problem_zh": f"上限不得高于 {figure}", "problem_en": f"the cap lies above {figure}"}
        raise PlanNotReady(**told)
    fields: dict[str, Json] = {"cap": cap, "since": since}
    _Stand(person, PLAN_APPROVE, person.organ, year, today).enter(plans.CAP, fields, now)


def approve_plan(*, person: Person, year: int, now: int, today: int) -> None:
    """The head approves the plan."""
    stand = _Stand(person, PLAN_APPROVE, person.organ, year, today)
    if not stand.plan.standing():
        raise PlanNotReady(problem_zh="计划没有检查事项", problem_en="the plan is empty")
    plans.check_within_cap(stand.plan, _cap(stand.plan, today))
    stand.enter(plans.APPROVE, {}, now)


def publish_plan(*, person: Person, year: int, now: int, today: int) -> None:
    """The approved plan is published with its cap."""
    stand = _Stand(person, PLAN_APPROVE, person.organ, year, today)
    plans.check_publish(stand.plan)
    plans.check_within_cap(stand.plan, _cap(stand.plan, today))
    stand.enter(plans.PUBLISH, {}, now)


def _cap(plan: Plan, day: int) -> int | None:
    return plan.cap_on(day, cap_figure(plan.division, day))


def join_visits(
    *, person: Person, year: int, proposal: Proposal, lead: str, month: int, now: int, today: int
) -> None:
    """Visits of several organs become one under a lead; a record in the plan of each, all or none."""
    organs = sorted(one.organ for one in proposal.visits)
    if lead not in organs or not 1 <= month <= 12:
        raise PlanNotReady(problem_zh="没有选定牵头机关和月份", problem_en="lead or month is missing")
    fields: dict[str, Json] = {"lead": lead, "month": month, "organs": list(organs)}
    _in_each(person, year, proposal, plans.MERGE, fields, now, today)


def keep_apart(*, person: Person, year: int, proposal: Proposal, reason: str, now: int, today: int) -> None:
    """Visits of several organs stay apart, with the reason."""
    _in_each(person, year, proposal, plans.APART, {"reason": _words(reason)}, now, today)


def _in_each(
    person: Person, year: int, proposal: Proposal, step: str, fields: Mapping[str, Json], now: int, today: int
) -> None:
    wanted = []
    for one in proposal.visits:
        stand = _Stand(person, JOIN, one.organ, year, today)
        told = {**fields, "item": stand.plan.item(one.key).id}
        wanted.append(Wanted(stand.draft(step, told, now), stand.seen))
    enter_all(wanted, now=now)


def issue_code(*, person: Person, visiting: Visiting, now: int, today: int) -> str:
    """Begins a visit: its entry code is the id of the record."""
    firm = plans.check_enterprise(visiting.firm)
    year = date_of(visiting.day).year
    stand = _Stand(person, PLAN_WRITE, person.organ, year, today)
    cap = stand.plan.cap_on(visiting.day, cap_figure(stand.plan.division, visiting.day))
    who, told = visiting.officers, (visiting.item, visiting.why, visiting.reason)
    number = plans.check_visit(stand.plan, firm, *told, who, visiting.day, cap)
    register = officer_register(who)
    if any(register.qualified(one, visiting.day) is False for one in who):
        raise PlanNotReady(
            problem_zh="有人员当日没有执法资格（行政处罚法第四十二条）",
            problem_en="an officer has no certificate that day (处罚法 §42)",
        )
    fields: dict[str, Json] = {
        "firm": firm,
        "name": visiting.name,
        "task": visiting.task,
        "basis": visiting.basis,
        "officers": list(dict.fromkeys(who)),
        "day": visiting.day,
        "item": visiting.item,
        "why": "" if visiting.item else visiting.why,
        "reason": visiting.reason.strip(),
        "number": number,
        "cap": cap,
    }
    return stand.enter(plans.CODE, fields, now)


def note_scan(*, visit: str, now: int) -> None:
    """The enterprise scanned the code and read it; a second time changes nothing."""
    plan = plan_with_visit(visit)
    if plan.visit(visit).scanned_at is not None:
        return
    stand = _Stand.of(_ENTERPRISE, plan)
    scan = replace(stand.draft(plans.SCAN, {"visit": visit}, now), by=(), confirmations=())
    enter_all([Wanted(scan, stand.seen)], now=now)


def open_inspection(*, person: Person, visit: str, now: int, today: int) -> str:
    """Opens the case of the inspection that a visit is, with its enterprise, officers and source; the case's id.

    The plan says so in the same transaction. Raises NoDocumentWord where the organ numbers no papers.
    """
    plan = plan_with_visit(visit)
    stand = _Stand(person, PLAN_WRITE, plan.organ, plan.year, today)
    one = stand.plan.visit(visit)
    plans.check_link(one)
    facts: dict[str, Value] = {"kind": "daily", "form": "on_site", "party_kind": "organisation"}
    if source := plans.source_of(stand.plan, one):
        facts["source"] = source
    party: dict[str, Json] = {"party_name": one.name, "party_number": one.firm}
    opening = Opening(INSPECTION, None, one.task, facts=facts, party=party)

    def more(_docket: Docket, first: Sequence[Draft]) -> Also:
        said: dict[str, Json] = {"visit": visit, "case": first[0].case}
        return Also([Wanted(stand.draft(plans.LINK, said, now), stand.seen)])

    place = Place(plan.organ, stand.plan.division)
    handlers = one.officers
    return open_case(person=person, place=place, opening=opening, now=now, handlers=handlers, more=more)


def note_result(*, person: Person, visit: str, result: str, now: int, today: int) -> None:
    """What a visit found."""
    plan = plan_with_visit(visit)
    stand = _Stand(person, PLAN_WRITE, plan.organ, plan.year, today)
    if result not in ("no_problem", "problem", "awaiting_test", "cancelled"):
        raise PlanNotReady(problem_zh="没有选择检查结果", problem_en="no result was chosen")
    stand.enter(plans.RESULT, {"visit": stand.plan.visit(visit).id, "result": result}, now)


def open_draw(
    *, person: Person, year: int, matter: str, firms: int, officers: int, now: int, today: int
) -> str:
    """Opens a double-random draw and commits to its seed before any list is made."""
    stand = _Stand(person, PLAN_WRITE, person.organ, year, today)
    if not any(one.matter == matter for one in stand.plan.standing()):
        raise PlanNotReady(problem_zh="计划中没有这个检查事项", problem_en="the plan has no such matter")
    if firms < 1 or officers < plans.LEAST_OFFICERS:
        raise PlanNotReady(
            problem_zh="至少抽取一户、两名人员", problem_en="draw at least one firm and two officers"
        )
    id = uuid4().hex
    fields: dict[str, Json] = {
        "matter": matter,
        "firms": firms,
        "officers": officers,
        "commitment": commitment_of(_seed(id)),
        "key": id,
    }
    return stand.enter(plans.OPEN_DRAW, fields, now)


def publish_lists(*, person: Person, year: int, draw_id: str, now: int, today: int) -> None:
    """Makes both lists by rule alone: every enterprise the plan has for the matter, every officer qualified today."""
    stand = _Stand(person, PLAN_WRITE, person.organ, year, today)
    made = stand.plan.draw(draw_id)
    plans.check_lists(made)
    firms = in_order({f"{one.firm} {one.name}" for one in stand.plan.standing() if one.matter == made.matter})
    known = colleagues_of(person.organ)
    register = officer_register([code for code, _name in known])
    people = in_order(f"{code} {name}" for code, name in known if register.qualified(code, today))
    if len(people) < made.officers or len(firms) < made.firms:
        raise PlanNotReady(
            problem_zh=f"名录只有 {len(firms)} 户、{len(people)} 名有资格的人员",
            problem_en=f"the lists hold {len(firms)} firms and {len(people)} qualified officers",
        )
    fields: dict[str, Json] = {
        "draw": draw_id,
        "firm_list": list(firms),
        "officer_list": list(people),
        "hashes": [list_hash(firms), list_hash(people)],
    }
    stand.enter(plans.LISTS, fields, now)


def draw_lists(*, person: Person, year: int, draw_id: str, now: int, today: int) -> None:
    """Reveals the seed and draws enterprises and officers with it."""
    stand = _Stand(person, PLAN_WRITE, person.organ, year, today)
    made = stand.plan.draw(draw_id)
    plans.check_draw(made)
    key = next(str(one.fields["key"]) for one in stand.records if one.id == draw_id)
    seed = _seed(key)
    if commitment_of(seed) != made.commitment:
        raise PlanNotReady(
            problem_zh="系统密钥已更换，种子无法恢复，请另行抽取",
            problem_en="the site's key was changed and the seed is lost; open another draw",
        )
    fields: dict[str, Json] = {
        "draw": draw_id,
        "seed": seed,
        "firms": written(draw(made.firm_list, seed, made.firms))["drawn"],
        "officers": written(draw(made.officer_list, seed, made.officers))["drawn"],
    }
    stand.enter(plans.DRAW, fields, now)


def import_classes(*, person: Person, source: str, as_of: int, text: str, now: int, today: int) -> int:
    """Takes in the official classes of a list; nothing here computes one. What the list leaves out has none."""
    check_access(person, CLASSES_POLICY, None, today)
    classes = plans.read_classes(text)
    if not classes or not source.strip():
        raise PlanNotReady(problem_zh="没有来源或者名单", problem_en="source or list is missing")
    division = person.divisions[0] if person.divisions else ""
    stream = f"{CLASSES}{division}"
    seen = len(case_records(stream))
    fields: dict[str, Json] = {
        "source": source.strip(),
        "as_of": as_of,
        "classes": dict(sorted(classes.items())),
    }
    wanted = []
    if not seen:
        opening = opening_fields("oversight.enterprise_classes", stream, "企业信用风险分类", division, {})
        wanted.append(Wanted(_draft(person, stream, OPEN_CASE, opening, now, person.organ), 0))
    wanted.append(Wanted(_draft(person, stream, IMPORT, fields, now, person.organ), max(seen, 1)))
    enter_all(wanted, now=now)
    return len(classes)


_ENTERPRISE = Person("enterprise", "企业", Role.GROUP_GUEST, "")
"""Whoever holds a code: no account, no name is asked."""


class _Stand:
    """The plan of an organ and year, as the person who acts may reach it."""

    def __init__(self, person: Person, policy: Access, organ: str, year: int, today: int) -> None:
        plan = plan_of(organ, year)
        check_access(person, policy, Place(organ, plan.division), today)
        self._set(person, plan)

    @classmethod
    def of(cls, person: Person, plan: Plan) -> _Stand:
        """Where something else has let the person in: a signed code."""
        stand = cls.__new__(cls)
        stand._set(person, plan)
        return stand

    def _set(self, person: Person, plan: Plan) -> None:
        self.person, self.plan = person, plan
        self.stream = stream_of(plan.organ, plan.year)
        self.records = [one.record for one in case_records(self.stream)]
        self.seen = len(self.records)

    def draft(self, step: str, fields: Mapping[str, Json], now: int) -> Draft:
        return _draft(self.person, self.stream, step, fields, now, self.plan.organ)

    def enter(self, step: str, fields: Mapping[str, Json], now: int) -> str:
        """Enters the act, opening the stream with the first one; the record's id."""
        wanted = []
        if not self.seen:
            title = f"{self.plan.year}年涉企行政检查计划"
            opening = opening_fields(
                plans.PROCEDURE, self.stream, title, self.plan.division, {"year": self.plan.year}
            )
            wanted.append(Wanted(self.draft(OPEN_CASE, opening, now), 0))
        act = self.draft(step, fields, now)
        wanted.append(Wanted(act, self.seen + len(wanted)))
        enter_all(wanted, now=now)
        return act.id


def _draft(person: Person, stream: str, step: str, fields: Mapping[str, Json], now: int, organ: str) -> Draft:
    pack = shelf().docket("inspection").procedure.content_hash
    return beside_draft(person, stream, step, fields, pack=pack, now=now, organ=organ)


def _words(reason: str) -> str:
    if len(reason.strip()) < plans.LEAST_WORDS:
        raise WhyMissing()
    return reason.strip()


def _seed(key: str) -> str:
    return str(salted_hmac("plumbline.enterprise.draw", key, algorithm="sha256").hexdigest())
