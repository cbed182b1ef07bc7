"""The demo district in its database: each planted breach is found, closes when it is mended, and a rebuild agrees."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from tests.builders.history import instant

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.ledger_store.actions import Draft, enter, enter_all, rebuild_projections
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.supervision.actions import Changed, scan_all, settle, tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.authority.role import Role
from plumbline.core.cases.reserved import RESERVED_STEPS
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.rules.rule import Clock
from plumbline.site.demo.living import living_entries
from plumbline.site.demo.people import demo_holder
from plumbline.site.demo.people import settle as settle_people

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-11-26 10:00"), parse_day("2026-11-26")
YEAR = 400 * 86_400_000_000


@pytest.fixture
def planted() -> dict[str, frozenset[str]]:
    """The district as the demo makes it, smaller; which case was made to break which rules."""
    told: dict[str, frozenset[str]] = {}
    organs = settle_people(NOW - YEAR, TODAY - 400)
    for at, wanted in living_entries(organs, shelf(), NOW, cases=90, planted=told):
        enter_all(wanted, now=at)
    return told


def open_breaches() -> Iterator[FindingRow]:
    yield from FindingRow.objects.filter(state="open", outcome="violated", kind="").order_by("case", "key")


def owed_act(row: FindingRow) -> tuple[str, ...]:
    """The acts of which one is owed, where the breach is a limit that ran out; else none."""
    body = read_case(row.case).docket.rule_on(row.rule, row.day).body
    return body.discharges if isinstance(body, Clock) else ()


def do_late(row: FindingRow, step: str, now: int) -> None:
    """The act that was owed, entered late, with the values by which it answers the one that opened the limit."""
    records = [one.record for one in case_records(row.case)]
    body = read_case(row.case).docket.rule_on(row.rule, row.day).body
    assert isinstance(body, Clock)
    opener = next(one for one in records if one.id == row.record)
    last = next(one for one in reversed(records) if one.step not in RESERVED_STEPS and one.by)
    draft = Draft(
        id=uuid4().hex,
        case=row.case,
        step=step,
        at=Moment(written_instant(now), "microsecond"),
        organ=row.organ,
        entered_by=last.entered_by,
        pack=last.pack,
        by=last.by,
        confirmations=last.confirmations,
        fields={name: opener.fields[name] for name in body.match},
    )
    enter(draft, expected=len(records), now=now)


def test_every_planted_breach_is_found_closes_once_mended_and_a_rebuild_says_the_same(planted) -> None:
    tick(now=NOW)
    found: dict[str, set[str]] = {}
    for row in open_breaches():
        found.setdefault(row.case, set()).add(row.rule)
    for row in FindingRow.objects.filter(state="mended"):
        found.setdefault(row.case, set()).add(row.rule)
    missed = {case: rules - found.get(case, set()) for case, rules in planted.items()}
    assert not any(missed.values()), missed
    others = [
        row for row in open_breaches() if row.rule not in planted.get(row.case, ()) and not owed_act(row)
    ]
    assert others == [], "of cases that nobody broke only limits that ran out are told"

    supervisor, now = demo_holder(Role.SUPERVISOR, TODAY), NOW
    wanted = [row for row in open_breaches() if row.case in planted]
    assert len(wanted) >= 8
    done_late, accepted = [], []
    for row in wanted:
        now += 60_000_000
        if acts := owed_act(row):
            do_late(row, acts[0], now)
            done_late.append(row.id)
        else:
            told = {"reason": "已补正，附整改报告和照片", "now": now, "today": TODAY}
            settle(person=supervisor, finding=row.id, **told)
            accepted.append(row.id)
    now += 60_000_000
    tick(now=now)
    states = dict(FindingRow.objects.filter(id__in=[*done_late, *accepted]).values_list("id", "state"))
    assert {states[one] for one in accepted} == {"settled"}
    assert {states[one] for one in done_late} <= {"mended", "gone"}, states
    assert all(one.same for one in rebuild_projections(write=False))
    changed: list[Changed] = []
    again = scan_all(now=now, each=changed.append)
    assert (again.opened, again.changed, again.closed, changed) == (0, 0, 0, [])
