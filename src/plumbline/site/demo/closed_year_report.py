"""The report of the closed year: written with figures in place of numbers, fixed, signed, sent and published."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from plumbline.apps.annual_report import actions
from plumbline.apps.annual_report.queries import reports
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import perform_act
from plumbline.core.authority.person import Person
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment
from plumbline.site.demo.closed_year import YEAR

_WRITTEN, _FIXED_ON = f"{YEAR + 1}-01-20", f"{YEAR + 1}-02-10"
_TEXT: Final = Path(__file__).with_name("report_2024.txt")


def words() -> dict[str, str]:
    """The text by section; every number in it is a figure that the records give."""
    parts = _TEXT.read_text("utf-8").split("## ")[1:]
    return {id: text.strip() for id, _line, text in (part.partition("\n") for part in parts)}


_SENT: Final[tuple[tuple[str, str, dict[str, str]], ...]] = (
    ("sign_party", f"{YEAR + 1}-02-20", {"paper": "区委主要负责人签批件（虚构）"}),
    ("sign_government", f"{YEAR + 1}-02-21", {"paper": "区政府主要负责人签批件（虚构）"}),
    ("send_to", f"{YEAR + 1}-02-24", {"to": "party_committee"}),
    ("send_to", f"{YEAR + 1}-02-24", {"to": "congress"}),
    ("send_up", f"{YEAR + 1}-02-25", {}),
    ("publish", f"{YEAR + 1}-03-18", {"channel": "区政府门户网站"}),
)


def publish_report(person: Person, now: int, today: int) -> str:
    """Writes, fixes, sends and publishes the report, going on where it was left; its case."""
    there = next((one for one in reports(person, today) if one.report.year == YEAR), None)
    if there is None:
        case = actions.begin(person=person, year=YEAR, body="government", now=now, today=today)
        done: dict[str, str] = {}
        fixed, steps = False, frozenset[str]()
    else:
        case, done = there.report.case, there.report.words
        fixed, steps = there.report.fixed is not None, frozenset(there.report.steps)
    for section, text in words().items():
        if section not in done:
            actions.write_section(
                person=person, case=case, section=section, words=text, version=0, now=now, day=_WRITTEN
            )
    if not fixed:
        actions.fix_figures(person=person, case=case, sources_told=False, now=now, today=today, day=_FIXED_ON)
    for step, day, said in _SENT:
        if step not in steps:
            values: dict[str, Value] = dict(said)
            act = Act(step, Moment(day, "day"), values=values)
            perform_act(person=person, case=case, act=act, seen=None, now=now, mode="attest")
    return case
