"""A called vote and an exam: in the own work, told to nobody above, and named outside by a number alone."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from tests.builders.desk import HEAD, ORGAN, QIN, SUPERVISOR, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.evaluation import NOW, OFFICE, TODAY, cast_by, electorate, reported
from tests.builders.exams import CLOSES, MINUTE, OPENS, OTHER_OFFICE, plan, set_up, wording
from tests.builders.exams import OFFICE as SITTINGS
from tests.builders.exams import TODAY as EXAM_DAY

from plumbline.apps.evaluation import actions as evaluations
from plumbline.apps.evaluation import queries
from plumbline.apps.exams import actions as exams
from plumbline.apps.exams.queries import mine
from plumbline.apps.reminders import actions
from plumbline.apps.reminders.channels import Message
from plumbline.apps.reminders.models import Reminder
from plumbline.core.exams.sitting import Purpose

pytestmark = [pytest.mark.django_db]
DAY = 86_400_000_000


class Gateway:
    """Takes every message."""

    name = "gateway"

    def __init__(self) -> None:
        self.took: list[Message] = []

    def send(self, message: Message) -> None:
        self.took.append(message)


def bank() -> None:
    """Questions of somebody who sees no exam before appointment."""
    registered_organ("organ-justice", "青司")
    when: dict[str, int] = {"now": OPENS - 60 * MINUTE, "today": EXAM_DAY}
    for number in range(4):
        id = exams.write_question(person=OTHER_OFFICE, wording=wording(number), **when)
        exams.review_question(person=SITTINGS, question=id, version=1, passed=True, note="", **when)


def told() -> set[tuple[str, str, str]]:
    return {(row.to, row.office, row.organ) for row in Reminder.objects.filter(lapsed_at=None)}


def work_of(person: Any) -> str:
    page = desk_of(person).get("/my-work/").content.decode()
    return page.partition('id="pl-waiting"')[2].partition("</section>")[0]


def test_a_called_vote_waits_for_who_has_no_ballot_and_for_nobody_else(settings: Any, tmp_path: Any) -> None:
    settings.EVALUATION_KEYS, settings.CLOCK = tmp_path / "keys", lambda: NOW
    case, people, draw = reported(), electorate(5), random.Random(1)
    desk_of(HEAD)
    key = evaluations.call(
        person=OFFICE,
        case=case,
        accounts=[one.account for one in people],
        organs=[ORGAN],
        now=NOW,
        last_day=TODAY + 3,
    )
    found = queries.of_case(case)
    assert found is not None
    cast_by(people[0], key, int(found.modulus, 16), 0, draw)
    assert work_of(people[0]) == ""
    assert 'href="/evaluations/"' in work_of(people[1])
    assert "2026-02-23" in work_of(people[1])
    actions.remind(now=NOW)
    assert told() >= {(one.signs_as, "handler", "") for one in people[1:]}
    assert people[0].signs_as not in {to for to, _office, _organ in told()}
    votes = Reminder.objects.filter(case=f"evaluation:{key}")
    assert {row.office for row in votes} == {"handler"}, "somebody above was told who has not voted"
    assert 'href="/evaluations/"' in desk_of(people[1]).get("/reminders/").content.decode()
    assert "测评-" not in desk_of(HEAD).get("/reminders/").content.decode()
    evaluations.close(person=OFFICE, evaluation=key, now=NOW)
    actions.remind(now=NOW + DAY)
    assert not votes.filter(lapsed_at=None).exists(), "a vote that is over reminds on"
    assert work_of(people[1]) == ""


@pytest.mark.parametrize("purpose", [Purpose.LEADING, Purpose.BEFORE_APPOINTMENT])
def test_an_exam_waits_for_its_holder_and_leaves_the_house_without_its_name(
    settings: Any, purpose: Purpose
) -> None:
    now = OPENS - 25 * MINUTE
    settings.CLOCK = lambda: now
    desk_of(QIN)
    desk_of(HEAD)
    bank()
    confidential = purpose is Purpose.BEFORE_APPOINTMENT
    watchers = (SITTINGS.signs_as, SUPERVISOR.signs_as) if confidential else ()
    set_up([QIN], plan(purpose=purpose, watchers=watchers))
    (own,) = mine(QIN)
    address = f"/exams/paper/{own.paper}/"
    assert address in work_of(QIN)
    assert "2026-10-12 09:00" in work_of(QIN)
    assert work_of(HEAD) == ""
    actions.remind(now=now)
    gateway = Gateway()
    actions.send([gateway], now=now)
    sent = [(one.to, one.number, one.due) for one in gateway.took if one.number.startswith("考法")]
    assert [(to, due) for to, _number, due in sent] == [("QS-0001", "2026-10-12")]
    assert re.fullmatch(r"考法-[0-9a-f]{6}", sent[0][1]), "the number tells what exam it is"
    row = Reminder.objects.get(case=f"exam:{own.paper}")
    assert (row.organ, row.page, row.office) == ("", address, "handler")
    assert "年度考法" not in f"{row.says_zh}{row.number}"
    exams.begin_paper(person=QIN, paper=own.paper, now=OPENS, today=EXAM_DAY)
    exams.hand_in(person=QIN, paper=own.paper, now=OPENS + MINUTE, today=EXAM_DAY)
    assert work_of(QIN) == ""
    actions.remind(now=OPENS + 2 * MINUTE)
    row.refresh_from_db()
    assert row.lapsed_at is not None


def test_an_exam_that_closed_waits_for_nobody(settings: Any) -> None:
    settings.CLOCK = lambda: CLOSES
    bank()
    set_up([QIN])
    assert work_of(QIN) == ""
