"""The demo's exams: one is over with its counts and a decided appeal, one waits for the demo's officer."""

import pytest
from tests.builders.history import instant

from plumbline.apps.exams.queries import appeals, bank, mine, sittings
from plumbline.apps.exams.queries.reading import sitting_of
from plumbline.core.clocks.civil import parse_day
from plumbline.core.exams.question import State
from plumbline.core.exams.sitting import Stage
from plumbline.site.demo.examining import hold_exams
from plumbline.site.demo.people import demo_person, settle

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-11-20 09:00"), parse_day("2026-11-20")


def test_the_demo_has_an_exam_that_is_over_and_one_to_be_sat() -> None:
    settle(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    hold_exams(NOW, TODAY)
    office = demo_person("demo-rule-of-law-office", TODAY)
    later, over = sittings(office, TODAY)
    assert (later.stage, over.stage) == (Stage.SET_UP, Stage.PUBLISHED)
    made = sitting_of(over.id)
    assert [(one.unit, one.participants) for one in made.tallies] == [
        ("QS02", 5),
        ("QS03", 3),
        ("QS04", 2),
        ("QS05", 2),
    ]
    assert [one.appeal.is_upheld for one in appeals(made)] == [False]
    waits = [one.version for one in bank(office, TODAY) if one.version.state is State.WAITING]
    assert [one.number for one in waits] == [2]
    paper = mine(demo_person("demo-officer", TODAY))[0]
    assert paper.sitting.plan.opens_at <= NOW < paper.sitting.closes_at
    assert paper.began_at is None
