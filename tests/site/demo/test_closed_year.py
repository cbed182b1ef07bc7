"""The closed year: what the indicators find in its records is what the district published.

Its enforcement is entered four hundred times smaller here; `tools/drill/closed_year.py` enters the whole.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from tests.builders.desk import SUPERVISOR, person, registered_organ
from tests.builders.history import instant

from plumbline.apps.annual_report.queries import held_report, typed
from plumbline.apps.casework.closings import closings
from plumbline.apps.figures.actions import refresh
from plumbline.apps.figures.auditing import audit
from plumbline.apps.figures.queries import figures, late_counts, year
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.supervision.actions import tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.authority.access import Visible
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.indicators.figure import ALL
from plumbline.core.reports.yearly_report import fixed_number, report_text
from plumbline.core.reports.yearly_text import chips
from plumbline.site.demo.closed_year import certify, fill, rows
from plumbline.site.demo.closed_year_campaign import inspect_units
from plumbline.site.demo.closed_year_end import close_year
from plumbline.site.demo.closed_year_enforcement import ORGANS, PARTS, cases_of
from plumbline.site.demo.closed_year_filling import (
    case_of,
    enter_enforcement,
    holders,
    new_holders,
    write_ledgers,
)
from plumbline.site.demo.closed_year_kinds import KINDS
from plumbline.site.demo.closed_year_report import publish_report

pytestmark = pytest.mark.django_db
OFFICE = person(Role.RULE_OF_LAW_OFFICE, organ="organ-justice")
ORGAN, DIVISION = "organ-justice", "650105"
NOW, TODAY = instant("2026-11-02 09:00"), parse_day("2026-11-02")
PUBLISHED: Final = {
    "study_sessions": 134,
    "law_reports:on_site": 18,
    "law_reports:written": 79,
    "law_reports_evaluated": 97,
    "law_exams": 675,
    "law_exams_before_appointment": 148,
    "matters_wholly_online": 400,
    "enterprise_visits": 454,
    "entities_net_growth": 5351,
    "entities_total": 60409,
    "entities_growth": Decimal("9.72"),
    "civil_cases_received": 13766,
    "civil_cases_closed": 11152,
    "civil_cases_firms": 6776,
    "counterfeit_cases": 10,
    "counterfeit_persons": 14,
    "contract_fraud_cases": 7,
    "contract_fraud_persons": 14,
    "insurance_fraud_cases": 2,
    "insurance_fraud_persons": 2,
    "economic_crime_cases": 115,
    "economic_crime_recovered": Decimal("4139.7284"),
    "key_area_items": 213,
    "suggestions_received": 52,
    "suggestions_answered": 52,
    "suggestions_answered_rate": 100,
    "news_reposts": 415,
    "policy_documents_published": 8,
    "policy_documents_interpreted": 8,
    "documents_in_clean_up": 2,
    "legality_reviews": 656,
    "normative_documents_reviewed": 1,
    "head_appearance_rate": 100,
    "reconsiderations_received": 133,
    "reconsideration_decisions:unlawful": 14,
    "reconsideration_decisions:ordered": 3,
    "reconsideration_decisions:quashed": 1,
    "campaign_units": 13,
    "campaign_common_problems": 5,
    "campaign_individual_problems": 27,
    "certificate_holders": 468,
    "new_certificates": 100,
}
"""What the district published for 2024, by indicator."""


ENFORCED: Final = {"penalties": 3000, "permits": 9000, "inspections": 12_000, "measures": 60}
"""About how much enforcement the district had; the demo makes exactly that."""
SHARE: Final = 400


def enforced(share: int) -> dict[str, int]:
    """What the cases of a district that is so many times smaller come to, added up by hand."""
    n = {part.key: cases_of(part, share) for part in PARTS}
    ordinary = n["PT"] + n["JG"] + n["MS"] + n["JZ"]
    closed = ordinary + n["BY"]
    return {
        "penalties": n["JY"] + ordinary,
        "simple_penalties": n["JY"],
        "ordinary_penalties": ordinary,
        "ordinary_penalties:warned": n["JG"],
        "ordinary_penalties:confiscated": n["MS"],
        "cases_brought_over": n["JZ"],
        "cases_filed": closed - n["JZ"] + n["ZB"],
        "cases_closed": closed,
        "cases_open": n["ZB"],
        "permits_applied": n["XK"] + n["BX"] + n["XZ"] + n["CX"],
        "permits_brought_over": n["XJ"],
        "permits_open": n["XZ"],
        "permits_granted": n["XK"] + n["XJ"],
        "permits_refused": n["BX"],
        "inspections": n["JC"] + n["WT"],
        "inspections_made": n["JC"] + n["WT"] + n["ZA"],
        "measures": n["CF"] + n["KY"] + n["DJ"],
        "measures:seal": n["CF"],
        "measures:seize": n["KY"],
        "measures:freeze": n["DJ"],
    }


def found_breaches() -> set[tuple[str, str]]:
    """Case and rule of every breach that the scan finds in the year."""
    tick(now=NOW)
    found = FindingRow.objects.all()
    unknown = found.exclude(outcome="violated").values_list("outcome", "procedure", "rule").distinct()
    assert set(unknown) == set(), "every record names what the rules ask for"
    return set(found.values_list("case", "rule"))


def test_the_parts_of_the_enforcement_add_up_to_the_year() -> None:
    whole = enforced(1)
    whole["permits"] = whole["permits_granted"] + whole["permits_refused"]
    assert {id: whole[id] for id in ENFORCED} == ENFORCED


def test_the_indicators_of_the_closed_year_are_what_was_published(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    registered_organ(ORGAN, "青司")
    for organ, word, _field in ORGANS:
        registered_organ(organ, word)
    told = {"organ": ORGAN, "division": DIVISION, "now": NOW}
    taken = fill(KINDS, **told)
    assert taken == sum(1 for _row in rows(KINDS)), "nothing is set aside"
    assert fill(KINDS, **told) == taken, "a second filling enters nothing new"
    assert inspect_units(SUPERVISOR, DIVISION, NOW) == 13
    certify(holders(ORGAN), new_holders(ORGAN), division=DIVISION, now=NOW, today=TODAY)
    ledgers = write_ledgers(tmp_path / "in", share=SHARE)
    enter_enforcement(ledgers, division=DIVISION, clock=lambda: NOW)
    sequence()
    assert figures(year(2024), Visible(everything=True), now=NOW).waits, "a look leaves as much to the task"
    refresh(now=NOW)
    standing = figures(year(2024), Visible(everything=True), now=NOW)
    wanted = PUBLISHED | enforced(SHARE)
    assert {id: standing.figures[id].value for id in wanted} == wanted
    assert standing.broken == ()
    assert found_breaches() == {(case_of(one), one.rule) for one in ledgers.planted}
    claims = "收到行政复议申请133件，确认违法14件，责令履行3件，撤销2件。"
    held = audit(claims, against=2024, seen=Visible(everything=True), now=NOW).held
    assert [one.kind for one in held.values()] == ["supported", "supported", "supported", "contradicted"]
    case = publish_report(OFFICE, NOW, TODAY)
    sequence()
    assert publish_report(OFFICE, NOW, TODAY) == case, "a second time nothing is written again"
    report = held_report(case).report
    assert report.fixed is not None
    assert typed(report) == {}
    number = fixed_number(report.fixed)
    text = report_text(report, report.fixed)
    assert "合法性审查656件，其中行政规范性文件1件" in text
    assert "—" not in text
    shown = {number(chip) for words in report.words.values() for chip in chips(words)}
    assert shown >= {"656", "468", "79", "9.72%"}
    assert report.steps["publish"] == "2025-03-18"
    close_year(OFFICE, DIVISION, NOW, TODAY)
    close_year(OFFICE, DIVISION, NOW, TODAY)
    sequence()
    late = late_counts(closings(2024, now=NOW), year(2024), Visible(everything=True), now=NOW)
    assert {id: count for (id, organ), count in late.items() if organ == ALL} == {
        "inspections": 1,
        "inspections_made": 1,
    }
