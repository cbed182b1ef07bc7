"""The menu of each role; its first item is the home page. An item whose page is not there, or closed to the person, is
absent: a menu offers nothing that would be refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from plumbline.apps.page_parts.heads import MenuItem
from plumbline.core.authority.role import Role


class Entry(NamedTuple):
    """Words and the name of the page."""

    text: str
    page: str


_CASES = (
    Entry(_("My work"), "casework:my_work"),
    Entry(_("Cases"), "casework:cases"),
    Entry(_("Things and money"), "goods:ledger"),
    Entry(_("Inspections of enterprises"), "enterprise:plans"),
    Entry(_("In the field"), "field:desk"),
    Entry(_("Register of numbers"), "casework:numbers"),
    Entry(_("Case files"), "case_file:shelf"),
    Entry(_("Discretion and powers"), "people:powers"),
    Entry(_("Service matters"), "people:service-matters"),
    Entry(_("Tasks and duties"), "leadership:tasks"),
    Entry(_("Democratic evaluation"), "evaluation:sheet"),
    Entry(_("My exams"), "exams:mine"),
    Entry(_("Findings"), "supervision:findings"),
    Entry(_("Instruments"), "supervision:instruments"),
    Entry(_("Inspection campaigns"), "supervision:campaigns"),
    Entry(_("Case-file review"), "supervision:reviews"),
    Entry(_("Legal review"), "legality:reviews"),
    Entry(_("Recordings of acts"), "recorders:recordings"),
    Entry(_("Recording list"), "people:recordings"),
    Entry(_("Recorder book"), "people:recorders"),
    Entry(_("Responsibility"), "supervision:responsibility"),
    Entry(_("Publication"), "disclosure:duties"),
    Entry(_("Figures"), "figures:list"),
    Entry(_("Absences and duty"), "people:roster"),
)
MENUS: dict[Role, tuple[Entry, ...]] = {
    Role.OFFICER: (*_CASES, Entry(_("My cases by light"), "supervision:own")),
    Role.AGENCY_HEAD: (
        *_CASES,
        Entry(_("Study and training by unit"), "leadership:learning"),
        Entry(_("Board"), "supervision:board"),
        Entry(_("Like facts, unlike fines"), "supervision:fairness"),
        Entry(_("Approvals"), "casework:approvals"),
        Entry(_("Reminders"), "casework:reminders"),
        Entry(_("Hand over work"), "casework:hand_over"),
        Entry(_("Approval chains"), "casework:chains"),
        Entry(_("Data exchange"), "exchange:board"),
    ),
    Role.REVIEWER: (
        Entry(_("My work"), "casework:my_work"),
        Entry(_("Cases"), "casework:cases"),
        Entry(_("Register of numbers"), "casework:numbers"),
        Entry(_("Publication"), "disclosure:duties"),
        Entry(_("Legal review"), "legality:reviews"),
        Entry(_("Workload of review"), "legality:workload"),
        Entry(_("Like facts, unlike fines"), "supervision:fairness"),
        Entry(_("Catalogue for review"), "people:review-catalogues"),
        Entry(_("Check of texts"), "legality:texts"),
        Entry(_("Review rules"), "pack_store:review_rules"),
        Entry(_("Democratic evaluation"), "evaluation:sheet"),
        Entry(_("My exams"), "exams:mine"),
    ),
    Role.SUPERVISOR: (
        Entry(_("Morning page"), "supervision:morning"),
        Entry(_("Board"), "supervision:board"),
        Entry(_("Findings"), "supervision:findings"),
        Entry(_("Instruments"), "supervision:instruments"),
        Entry(_("Inspection campaigns"), "supervision:campaigns"),
        Entry(_("Case-file review"), "supervision:reviews"),
        Entry(_("Inspections of enterprises"), "enterprise:plans"),
        Entry(_("Cases"), "casework:cases"),
        Entry(_("Legal review"), "legality:reviews"),
        Entry(_("Clues for the supervisory commission"), "supervision:clues"),
        Entry(_("Rules of supervision"), "people:supervision-rules"),
        Entry(_("Recordings of acts"), "recorders:recordings"),
        Entry(_("Seized things"), "goods:ledger"),
        Entry(_("Arrived from the field"), "field:received"),
        Entry(_("Register of numbers"), "casework:numbers"),
        Entry(_("Like facts, unlike fines"), "supervision:fairness"),
        Entry(_("Organs"), "people:organs"),
        Entry(_("Responsibility"), "supervision:responsibility"),
        Entry(_("Officers"), "people:officers"),
        Entry(_("Powers"), "people:powers"),
        Entry(_("Forces"), "people:forces"),
        Entry(_("Forces: duty, work sheets, posts"), "leadership:forces"),
        Entry(_("Posts"), "people:establishments"),
        Entry(_("Exams of law"), "exams:sittings"),
        Entry(_("Bank of questions"), "exams:bank"),
        Entry(_("My exams"), "exams:mine"),
        Entry(_("Figures"), "figures:list"),
        Entry(_("Reminders"), "casework:reminders"),
        Entry(_("Democratic evaluation"), "evaluation:sheet"),
    ),
    Role.RULE_OF_LAW_OFFICE: (
        Entry(_("My work"), "casework:my_work"),
        Entry(_("Cases"), "casework:cases"),
        Entry(_("Tasks and duties"), "leadership:tasks"),
        Entry(_("Problems of last year's report"), "leadership:problems"),
        Entry(_("Study and training by unit"), "leadership:learning"),
        Entry(_("Study list"), "people:study-items"),
        Entry(_("Democratic evaluation"), "evaluation:sheet"),
        Entry(_("Exams of law"), "exams:sittings"),
        Entry(_("Bank of questions"), "exams:bank"),
        Entry(_("Check of texts"), "legality:texts"),
        Entry(_("Figures"), "figures:list"),
        Entry(_("Annual report"), "annual_report:list"),
        Entry(_("Year end"), "year_end:current"),
        Entry(_("Check of reports"), "figures:audit"),
        Entry(_("Service matters"), "people:service-matters"),
        Entry(_("Forces"), "people:forces"),
        Entry(_("Forces: duty, work sheets, posts"), "leadership:forces"),
        Entry(_("Posts"), "people:establishments"),
        Entry(_("My exams"), "exams:mine"),
    ),
    Role.JUSTICE_OFFICE: (
        Entry(_("My work"), "casework:my_work"),
        Entry(_("Cases"), "casework:cases"),
        Entry(_("Cases of the area"), "casework:area_cases"),
        Entry(_("Assistance"), "casework:assistance"),
        Entry(_("Check of texts"), "legality:texts"),
        Entry(_("Democratic evaluation"), "evaluation:sheet"),
        Entry(_("My exams"), "exams:mine"),
    ),
    Role.GOVERNMENT_LEADER: (
        Entry(_("Board"), "supervision:board"),
        Entry(_("Tasks and duties"), "leadership:tasks"),
        Entry(_("Study and training by unit"), "leadership:learning"),
        Entry(_("Instruments"), "supervision:instruments"),
        Entry(_("Figures"), "figures:list"),
        Entry(_("Annual report"), "annual_report:list"),
        Entry(_("Year end"), "year_end:current"),
        Entry(_("Democratic evaluation"), "evaluation:sheet"),
        Entry(_("My exams"), "exams:mine"),
    ),
    Role.HEARING_PRESIDER: (
        Entry(_("My work"), "casework:my_work"),
        Entry(_("Cases"), "casework:cases"),
        Entry(_("My hearings"), "casework:hearings"),
        Entry(_("Democratic evaluation"), "evaluation:sheet"),
        Entry(_("My exams"), "exams:mine"),
    ),
    Role.GROUP_GUEST: (Entry(_("Matters in scope"), "casework:shared_cases"),),
    Role.SYSTEM_ADMIN: (
        Entry(_("Organs and parameters"), "people:organs"),
        Entry(_("Background jobs"), "operations:jobs"),
        Entry(_("Stored files"), "operations:files"),
        Entry(_("Calendar of working days"), "operations:calendar"),
        Entry(_("Data exchange"), "exchange:board"),
    ),
    Role.SECURITY_ADMIN: (
        Entry(_("Accounts and roles"), "people:accounts"),
        Entry(_("Login security"), "people:login_security"),
        Entry(_("Interfaces"), "exchange:interfaces"),
    ),
    Role.AUDIT_ADMIN: (
        Entry(_("Access records"), "people:access_records"),
        Entry(_("Check of the ledger"), "ledger_store:check"),
        Entry(_("Figures of operation"), "reporting:operation"),
    ),
}
PORTAL: tuple[Entry, ...] = (
    Entry(_("Organs and officers"), "public_portal:organs"),
    Entry(_("Powers and procedures"), "public_portal:powers"),
    Entry(_("Inspections under way"), "public_portal:inspections"),
    Entry(_("Decisions"), "public_portal:decisions"),
    Entry(_("Annual figures"), "public_portal:figures"),
    Entry(_("Complaints and requests"), "public_portal:complaints"),
    Entry(_("Verification"), "public_portal:verification"),
)


def menu(entries: tuple[Entry, ...], path: str, offered: Callable[[str], str]) -> list[MenuItem]:
    """The items whose page `offered` gives an address for; the one under whose address `path` lies is current, the
    longest address winning.
    """
    found = [(entry, url) for entry in entries if (url := offered(entry.page))]
    current = current_of([url for _, url in found], path)
    return [MenuItem(str(entry.text), url, url == current) for entry, url in found]


def current_of(urls: Sequence[str], path: str) -> str:
    """The longest of these addresses under which the path lies; empty where there is none."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")
