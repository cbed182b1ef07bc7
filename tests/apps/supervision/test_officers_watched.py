"""Officers' entries are looked at as cases are: a year's training, certificates that ran out, who acted without."""

from __future__ import annotations

import pytest
from tests.builders.desk import FILED, HEAD, INVESTIGATED, LU, ORGAN, QIN, did, opened, registered_organ
from tests.builders.history import instant

from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people import actions
from plumbline.apps.people.actions import Act
from plumbline.apps.supervision.actions.scanning import scan_all, tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.queries import FindingsAsked, findings
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db(transaction=True)]
BY = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
OFFICER = "register.officer:QS-0001"


def entered(day: str, step: str, code: str = "QS-0001", **values: object) -> str:
    """An act on an officer's entry on a day; the id of its record."""
    act, today = Act(step, parse_day(day), values), parse_day(day)
    done = actions.do("officer", code, act, by=BY, now=instant(f"{day} 09:00"), today=today)
    return str(done.record.id)


@pytest.fixture
def district() -> None:
    """Two officers with certificates: one to the end of May 2026, one for years."""
    registered_organ()
    for code, until in (("QS-0001", "2026-05-29"), ("QS-0002", "2030-12-31")):
        acts = [
            Act(
                "register_officer",
                parse_day("2025-03-03"),
                {"officer_no": code, "name": "秦越", "organ_no": ORGAN},
            ),
            Act(
                "issue_certificate",
                parse_day("2025-03-03"),
                {
                    "certificate_no": f"6501{code[3:]}",
                    "certificate_kind": "enforcement",
                    "valid_from": parse_day("2025-03-03"),
                    "valid_until": parse_day(until),
                },
            ),
        ]
        today, now = parse_day("2025-03-03"), instant("2025-03-03 09:00")
        actions.register("officer", code, acts, division="650105", by=BY, now=now, today=today)


def rows(**wanted: object) -> list[tuple[str, str, str]]:
    return sorted(FindingRow.objects.filter(**wanted).values_list("rule", "kind", "state"))


def test_a_certificate_that_ran_out_is_found_by_itself_and_closed_by_its_replacement(district) -> None:
    assert tick(now=instant("2026-05-29 23:00")).opened == 0, "the last day still counts"
    assert tick(now=instant("2026-05-30 00:00")).opened == 1
    found = FindingRow.objects.get()
    assert (found.case, found.organ, found.state) == (OFFICER, ORGAN, "open"), (
        "told to the organ where they serve"
    )
    new = {"replaced_no": "65010001", "certificate_no": "65010101", "reason": "expired"}
    valid = {"valid_from": parse_day("2026-06-02"), "valid_until": parse_day("2031-06-01")}
    entered("2026-06-02", "replace_certificate", **new, **valid)
    tick(now=instant("2026-06-02 10:00"))
    assert rows() == [("certificate-renewed-or-off-post", "", "mended")]
    again = scan_all(now=instant("2026-06-03 10:00"))
    assert (again.opened, again.changed, again.closed) == (0, 0, 0)


def test_a_year_below_sixty_hours_is_found_and_gone_once_the_record_is_put_right(district) -> None:
    record = entered("2026-01-05", "close_training_year", training_year=2025, hours_done=52)
    tick(now=instant("2026-01-05 10:00"))
    assert rows() == [("yearly-training", "", "open")]
    right = Act("close_training_year", parse_day("2026-01-05"), {"training_year": 2025, "hours_done": 62})
    today, now = parse_day("2026-01-06"), instant("2026-01-06 09:00")
    actions.correct(record, right, "漏计十学时", by=BY, now=now, today=today)
    tick(now=instant("2026-01-06 10:00"))
    assert ("yearly-training", "", "gone") in rows()
    colleague, head = FindingsAsked(tab="all"), parse_day("2026-01-06")
    assert findings(LU, colleague, head).total == 0, "what is found of an officer is not for colleagues"
    assert findings(QIN, colleague, head).total == findings(HEAD, colleague, head).total > 0


def test_who_acted_after_the_certificate_ran_out_is_found_in_the_case_until_the_register_says_otherwise(
    district,
) -> None:
    case = opened("2026-06-01 09:00")
    did(case, "file_case", "2026-06-01 10:00", by=HEAD, papers=("立案审批表",), mode="attest", **FILED)
    did(case, "investigate", "2026-06-01 11:00", with_=("QS-0002",), mode="attest", **INVESTIGATED)
    tick(now=instant("2026-06-01 12:00"))
    assert ("two-officers", "", "open") in rows(case=case)
    issued = next(one.record for one in case_records(OFFICER) if one.record.step == "issue_certificate")
    right = Act(
        "issue_certificate",
        parse_day("2025-03-03"),
        {
            "certificate_no": "65010001",
            "certificate_kind": "enforcement",
            "valid_from": parse_day("2025-03-03"),
            "valid_until": parse_day("2030-05-29"),
        },
    )
    now, today = instant("2026-06-02 09:00"), parse_day("2026-06-02")
    actions.correct(issued.id, right, "年份录错", by=BY, now=now, today=today)
    tick(now=instant("2026-06-02 10:00"))
    assert ("two-officers", "", "gone") in rows(case=case)
