"""The names of who sat an exam go by an act of two people; papers, marks and proofs stay, and name nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.builders.desk import LU, QIN, SUPERVISOR, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.exams import CLOSES, MINUTE, OFFICE, OPENS, OTHER_OFFICE, TODAY, plan, set_up, wording

from plumbline.apps.exams import actions, store
from plumbline.apps.exams.models import ExamPaper, ExamSeat
from plumbline.apps.exams.queries import mine
from plumbline.apps.exams.queries.reading import paper_of, sitting_of
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.apps.reminders.actions import remind
from plumbline.apps.reminders.models import Reminder
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.cases.destroying_errors import DestroyingError, NotProposed, NotYetExpired, SamePerson
from plumbline.core.exams import errors, written
from plumbline.core.exams.sitting import Purpose, Stage

# The act empties the database's log afterwards, which no transaction of a test may hold.
pytestmark = [pytest.mark.django_db(transaction=True)]
LATER, DAY_LATER = CLOSES + 30 * 86_400_000_000, TODAY + 30
PLACE = "/exams/sittings/{}/holders/"


@pytest.fixture
def clock(settings: Any, tmp_path: Path) -> dict[str, int]:
    registered_organ("organ-justice", "青司")
    settings.DATA = tmp_path
    told = {"now": OPENS - 25 * MINUTE}
    settings.CLOCK = lambda: told["now"]
    for number in range(4):
        when: dict[str, int] = {"now": OPENS - 60 * MINUTE, "today": TODAY}
        id = actions.write_question(person=OTHER_OFFICE, wording=wording(number), **when)
        actions.review_question(person=OFFICE, question=id, version=1, passed=True, note="", **when)
    return told


def sat(clock: dict[str, int], **more: object) -> str:
    """An exam of two, sat by one, closed and published."""
    sitting = set_up([QIN, LU], plan(**more))
    remind(now=clock["now"])
    (own,) = mine(QIN)
    actions.begin_paper(person=QIN, paper=own.paper, now=OPENS, today=TODAY)
    actions.hand_in(person=QIN, paper=own.paper, now=OPENS + MINUTE, today=TODAY)
    actions.close_exam(person=OFFICE, sitting=sitting, now=CLOSES, today=TODAY)
    clock["now"] = LATER
    return sitting


def published(clock: dict[str, int], **more: object) -> str:
    sitting = sat(clock, **more)
    actions.publish_result(person=OFFICE, sitting=sitting, now=LATER, today=DAY_LATER)
    return sitting


def why(**more: object) -> actions.Why:
    told: dict[str, object] = {
        "expired": DAY_LATER,
        "appraisal": "鉴定〔2026〕1号",
        "ground": "保管期限表第3项",
    }
    return actions.Why(**{**told, **more})  # type: ignore[arg-type]


def seen(sitting: str) -> int:
    return len(case_records(f"exam:sitting:{sitting}"))


def at_the_page(person: Any, sitting: str, what: str, **form: object) -> Any:
    return desk_of(person).post(PLACE.format(sitting), {"what": what, "seen": seen(sitting), **form})


def proposed(sitting: str) -> str:
    return next(
        one.record.id
        for one in reversed(case_records(f"exam:sitting:{sitting}"))
        if one.record.step == "propose_destruction"
    )


def test_two_people_destroy_the_names_on_the_page_and_the_papers_stay(clock: dict[str, int]) -> None:
    sitting = published(clock)
    openings = {
        seat.paper: case_records(written.stream_of(seat.paper))[0].record.id
        for seat in store.seats_in(sitting)
    }
    marks = list(ExamPaper.objects.order_by("key").values_list("key", "right", "passed"))
    said = {"expired": "2026-11-11", "appraisal": "鉴定〔2026〕1号", "ground": "保管期限表第3项"}
    assert at_the_page(OFFICE, sitting, "propose", **said).status_code == 302
    assert len(personal_values(list(openings.values()))) == 2, "a proposal destroys nothing"
    proposal = proposed(sitting)
    alone = at_the_page(OFFICE, sitting, "confirm", proposal=proposal, sure="on")
    assert alone.status_code == 422
    assert "申请人不能确认自己的申请" in alone.content.decode()
    assert Reminder.objects.filter(case__startswith="exam:").count() == 2
    done = at_the_page(SUPERVISOR, sitting, "confirm", proposal=proposal, sure="on")
    assert done.status_code == 302, done.content.decode()
    assert personal_values(list(openings.values())) == {}
    assert {seat.holder for seat in ExamSeat.objects.all()} == {f"-{paper}" for paper in openings}
    assert not Reminder.objects.filter(case__startswith="exam:").exists()
    assert mine(QIN) == []
    assert list(ExamPaper.objects.order_by("key").values_list("key", "right", "passed")) == marks
    assert sitting_of(sitting).stage is Stage.PUBLISHED
    assert all(paper_of(paper).sitting == sitting for paper in openings)
    page = desk_of(SUPERVISOR).get(PLACE.format(sitting)).content.decode()
    assert "保管期限表第3项" in page
    assert 'name="what"' not in page
    assert "QS-0001" not in desk_of(OFFICE).get(f"/exams/sittings/{sitting}/").content.decode()
    if connection.vendor == "sqlite":
        assert_nowhere(b"QS-0002", sitting)


def assert_nowhere(name: bytes, sitting: str) -> None:
    """No table of exams, reminders or personal values knows who sat it."""
    for table in (
        "exam_seat",
        "exam_answer",
        "exam_paper",
        "reminder",
        "reminder_sending",
        "ledger_personal",
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            rows = repr(cursor.fetchall()).encode()
        assert name not in rows, (table, sitting)


def test_a_proposal_can_be_refused_and_holds_only_once(clock: dict[str, int]) -> None:
    sitting = published(clock)
    told: dict[str, Any] = {"sitting": sitting, "now": LATER, "today": DAY_LATER}
    actions.propose_holders_destroyed(person=OFFICE, why=why(), seen=seen(sitting), **told)
    proposal = proposed(sitting)
    with pytest.raises(SamePerson):
        actions.confirm_holders_destroyed(person=OFFICE, proposal=proposal, seen=seen(sitting), **told)
    assert at_the_page(SUPERVISOR, sitting, "refuse", proposal=proposal, reason="暂缓").status_code == 302
    with pytest.raises(NotProposed):
        actions.confirm_holders_destroyed(person=SUPERVISOR, proposal=proposal, seen=seen(sitting), **told)
    assert len(mine(QIN)) == 1


def test_names_stay_until_the_result_is_public_and_their_time_is_over(clock: dict[str, int]) -> None:
    sitting = sat(clock)
    told: dict[str, Any] = {"person": OFFICE, "sitting": sitting, "now": LATER, "today": DAY_LATER}
    with pytest.raises(errors.NotNow):
        actions.propose_holders_destroyed(why=why(), seen=seen(sitting), **told)
    actions.publish_result(**told)
    with pytest.raises(NotYetExpired):
        actions.propose_holders_destroyed(why=why(expired=DAY_LATER + 1), seen=seen(sitting), **told)
    with pytest.raises(AccessRefused):
        actions.propose_holders_destroyed(why=why(), seen=seen(sitting), **{**told, "person": QIN})


def test_of_an_exam_before_appointment_the_two_alone_destroy(clock: dict[str, int]) -> None:
    watchers = (OFFICE.signs_as, SUPERVISOR.signs_as)
    sitting = published(clock, purpose=Purpose.BEFORE_APPOINTMENT, watchers=watchers)
    told: dict[str, Any] = {"sitting": sitting, "now": LATER, "today": DAY_LATER}
    actions.propose_holders_destroyed(person=OFFICE, why=why(), seen=seen(sitting), **told)
    proposal, at = proposed(sitting), seen(sitting)
    with pytest.raises(errors.ExamUnknown):
        actions.confirm_holders_destroyed(person=OTHER_OFFICE, proposal=proposal, seen=at, **told)
    assert actions.confirm_holders_destroyed(person=SUPERVISOR, proposal=proposal, seen=at, **told) is True
    assert mine(LU) == []
    with pytest.raises(DestroyingError):
        actions.propose_holders_destroyed(person=OFFICE, why=why(), seen=seen(sitting), **told)
