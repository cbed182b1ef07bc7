"""What goes on in the organ QS02 besides its cases: somebody is away, somebody has duty, an act waits for its approval,
files stand in the archives and one is out, a guest may see two cases. Entered by the demo's people through the doors.
"""

from __future__ import annotations

from datetime import timedelta

from plumbline.apps.case_file.actions import (
    Archiving,
    Lending,
    Retention,
    archive_file,
    lend_file,
    set_retention,
)
from plumbline.apps.case_file.queries import FilesAsked, files
from plumbline.apps.casework.act import Act, PaperWanted
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.casework.approval_chains import set_chain
from plumbline.apps.casework.approving import submit_for_approval
from plumbline.apps.field.actions import reserve_numbers
from plumbline.apps.people import actions
from plumbline.apps.people.actions.accounts import system_person
from plumbline.apps.people.queries import grants_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.cases.approval import Office, Seat
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.site.demo.people import demo_person

TABLE = "本机关文书档案保管期限表（虚构）"
ARCHIVED = 4
"""Files in the archives of the organ; the rest wait."""


def go_on(now: int, today: int) -> None:
    """Enters it all; for a district that has its people and cases."""
    officer, second, head = (
        demo_person(name, today) for name in ("demo-officer", "demo-officer-2", "demo-agency-head")
    )
    _away(officer, second, head, now, today)
    third = Person("QS02003", "QS02003", Role.OFFICER, officer.organ, officer.divisions, "QS02003")
    _approval(third, second, head, now, today)
    _archives(head, now, today)
    _plan(officer, second, head, now, today)
    _guest(head, now, today)


def _away(officer: Person, second: Person, head: Person, now: int, today: int) -> None:
    """The second officer has leave this week, the first stands in; the head has the weekend's duty."""
    day = date_of(today)
    told = {"by": head, "now": now}
    actions.record_absence(
        account=second.account,
        first=day - timedelta(days=1),
        last=day + timedelta(days=4),
        deputy=officer.account,
        kind="leave",
        **told,  # type: ignore[arg-type]
    )
    saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    actions.record_duty(
        account=head.account,
        first=saturday,
        last=saturday + timedelta(days=1),
        duty="周末带班",
        **told,  # type: ignore[arg-type]
    )


def _approval(officer: Person, second: Person, head: Person, now: int, today: int) -> None:
    """Filing goes through the unit and the head; one waits for the unit, whose head is away: the deputy signs."""
    seats = (Seat(Office.UNIT, second.signs_as), Seat(Office.HEAD, head.signs_as))
    set_chain(person=head, procedure="penalty.ordinary", step="file_case", seats=seats, now=now, today=today)
    opening = Opening(
        "penalty.ordinary",
        None,
        "未按规定检测安全设备",
        facts={"party_kind": "organisation"},
        party={"party_name": "青石区宏图仓储有限公司（虚构）"},
    )
    case = open_case(
        person=officer, place=Place(officer.organ, officer.divisions[0]), opening=opening, now=now
    )
    values: dict[str, Value] = {
        "source": "inspection",
        "organ_level": "county_or_above",
        "place_in_area": True,
        "jurisdiction_ground": "place_of_violation",
        "filed_elsewhere_first": False,
        "entrusted": False,
        "act_ended_on": today - 9,
        "found_on": today - 4,
        "long_limitation": False,
    }
    filing = Act(
        "file_case",
        Moment(written_instant(now), "microsecond"),
        values=values,
        make=(PaperWanted("立案审批表"),),
    )
    opinion = "检查发现两台压力容器超期未检，建议立案。"
    submit_for_approval(person=officer, case=case, act=filing, opinion=opinion, seen=None, now=now)


def _archives(head: Person, now: int, today: int) -> None:
    """Some files of closed cases are archived, one of them is out until today."""
    term = Retention("30", f"{TABLE}第7条")
    set_retention(person=head, procedure="penalty.ordinary", retention=term, now=now, today=today)
    ended = files(head, FilesAsked("to_archive"), today).lines
    kept = ended[-ARCHIVED:]
    for place, one in enumerate(kept, 1):
        told = Archiving(retention=term, place=f"一号库{place}架")
        archive_file(person=head, case=one.case, archiving=told, now=now)
    if kept:
        loan = Lending("青石区人民法院（虚构）", "孟令仪", "行政诉讼阅卷", today)
        lend_file(person=head, case=kept[0].case, lending=loan, now=now)


def _plan(officer: Person, second: Person, head: Person, now: int, today: int) -> None:
    """Two inspections are approved and wait to be carried out in the field; numbers are set aside for it."""
    approved: dict[str, Value] = {
        "result": "approved",
        "kind": "daily",
        "source": "yearly_plan",
        "subject_kind": "organ",
        "basis_kind": "law",
        "item_code": "QX002",
        "item_published_on": today - 200,
        "merge_checked": True,
        "paper_enough": False,
    }
    for name in ("青石区兴隆粮油加工有限公司（虚构）", "青石区永兴化工产品有限公司（虚构）"):
        opening = Opening("inspection", None, "安全生产检查", party={"party_name": name})
        place = Place(officer.organ, officer.divisions[0])
        both = [officer.signs_as, second.signs_as]
        case = open_case(person=officer, place=place, opening=opening, now=now, handlers=both)
        at = Moment(written_instant(now), "microsecond")
        approve = Act("approve", at, values=approved, make=(PaperWanted("行政检查审批表"),))
        perform_act(person=head, case=case, act=approve, seen=None, now=now, mode="attest")
    reserve_numbers(person=officer, count=3, now=now, today=today)


def _guest(head: Person, now: int, today: int) -> None:
    """The guest of a joint group may see two cases for a month; the undertaking is signed."""
    guest = demo_person("demo-group-guest", today)
    found = files(head, FilesAsked(), today).lines
    told = {"account": guest.account, "by": system_person(guest.organ), "now": now}
    for one in grants_of(guest.account):
        actions.withdraw_role(grant=one.record, reason="授权事项变更", **told)  # type: ignore[arg-type]
    grant = actions.grant_role(
        account=guest.account,
        role=guest.role,
        organ=guest.organ,
        first=date_of(today),
        last=date_of(today + 30),
        divisions=guest.divisions,
        matters=[one.case for one in found[:2]],
        by=system_person(guest.organ),
        now=now,
    )
    actions.sign_undertaking(account=guest.account, grant=grant, by=guest, now=now)
