"""A case that another system handled is published where that system says so; here the release alone publishes."""

from __future__ import annotations

import pytest
from tests.apps.exchange.conftest import NOW, case_rows, opened_source, row
from tests.builders.history import instant
from tests.builders.release import HEAD, decided, registered_organ

from plumbline.apps.casework.actions import Act, perform_act
from plumbline.apps.disclosure import queries
from plumbline.apps.disclosure.models import Duty
from plumbline.apps.disclosure.pages.words import state_word
from plumbline.apps.exchange.actions import deliver
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]
LONG_AFTER = parse_day("2026-12-01")


def _told(*rows: dict[str, object]) -> queries.DutyLine:
    sent = [*case_rows(1), *rows]
    sent[0]["case:party_kind"] = "organisation"
    deliver(opened_source(), sent, key=None, now=NOW)
    found = queries.duty_of(Duty.objects.get().case)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "tone"), [("2026-03-31", "passed"), ("2026-04-03", "breach")], ids=["in time", "too late"]
)
def test_what_its_source_has_published_waits_for_nobody(day: str, tone: str) -> None:
    """Seven working days from Friday 20 March end on the 31st."""
    one = _told(row(1, "disclose", day))
    assert (one.due_day, one.told_day) == (parse_day("2026-03-31"), parse_day(day))
    assert not one.is_open
    assert state_word(one, parse_day(day)).tone == tone
    assert list(queries.due_until(LONG_AFTER)) == []


def test_what_its_source_has_not_published_stays_overdue() -> None:
    one = _told()
    assert one.is_open
    assert [due.case for due in queries.due_until(LONG_AFTER)] == [one.case]


def test_a_publication_before_the_decision_is_none_of_it() -> None:
    assert _told(row(1, "disclose", "2026-03-12")).is_open


def test_an_officers_word_here_publishes_nothing() -> None:
    registered_organ()
    source = decided()
    act = Act("disclose", Moment("2026-09-23T10:00+08:00", "minute"))
    perform_act(person=HEAD, case=source, act=act, seen=None, now=instant("2026-09-23 10:00"), mode="attest")
    one = queries.duty_of(source)
    assert one is not None
    assert one.is_open
    assert list(queries.due_until(LONG_AFTER))
