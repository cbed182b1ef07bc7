"""An exam from its questions to its figures: drawn, written, handed in, marked, appealed, counted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders.desk import HEAD, LU, ORGAN, QIN, SUPERVISOR, registered_organ
from tests.builders.exams import (
    CLOSES,
    MINUTE,
    OFFICE,
    OPENS,
    OTHER_OFFICE,
    TODAY,
    bank_of,
    plan,
    set_up,
    wording,
)

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.queries.limits import standing_lines, standing_within
from plumbline.apps.exams import actions, store
from plumbline.apps.exams.queries import (
    appeals,
    bank,
    citations,
    mine,
    own_bundle,
    own_paper,
    proctor,
    sittings,
    training_case,
    visible_sitting,
    waiting_rows,
)
from plumbline.apps.exams.queries.reading import paper_of, sitting_of
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.pack_store.site_citations import site_citations
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.people.queries import history
from plumbline.apps.people.sheets import read_sheet, write_xlsx
from plumbline.core.authority.access import Visible
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.person import Place
from plumbline.core.exams import errors
from plumbline.core.exams.paper import draw_paper
from plumbline.core.exams.question import Body, State
from plumbline.core.exams.sheet import TITLES
from plumbline.core.exams.sitting import Purpose
from plumbline.core.exams.written import stream_of as paper_stream
from plumbline.core.ledger.canonical import canonical
from plumbline.core.oversight.draw import mistakes

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * MINUTE


@pytest.fixture(autouse=True)
def organ(db) -> None:
    registered_organ()
    registered_organ("organ-justice", "青司")


def paper_of_(person, sitting: str = "") -> str:
    return next(one.paper for one in mine(person) if sitting in ("", one.sitting.id))


def begun(person, at: int = OPENS, sitting: str = "") -> str:
    paper = paper_of_(person, sitting)
    actions.begin_paper(person=person, paper=paper, now=at, today=TODAY)
    return paper


def give(person, paper: str, choices: str, *, at: int = OPENS + MINUTE, turn: int = 1) -> None:
    for number, choice in enumerate(choices, 1):
        told = {"number": number, "choice": choice, "turn": turn}
        actions.keep_answer(person=person, paper=paper, now=at, today=TODAY, **told)


def wrote(person, choices: str, sitting: str = "") -> str:
    paper = begun(person, sitting=sitting)
    give(person, paper, choices)
    actions.hand_in(person=person, paper=paper, now=OPENS + 5 * MINUTE, today=TODAY)
    return paper


def close(sitting: str, **more: Any) -> None:
    actions.close_exam(**{"person": OFFICE, "sitting": sitting, "now": CLOSES, "today": TODAY, **more})


def test_a_question_is_reviewed_by_somebody_else_and_a_change_of_law_takes_it_out() -> None:
    told: dict[str, Any] = {"now": OPENS, "today": TODAY}
    id = actions.write_question(person=SUPERVISOR, wording=wording(0), **told)
    passing = {"question": id, "version": 1, "passed": True, "note": ""}
    with pytest.raises(errors.OwnQuestion):
        actions.review_question(person=SUPERVISOR, **passing, **told)
    with pytest.raises(AccessRefused):
        actions.review_question(person=HEAD, **passing, **told)
    actions.review_question(person=OFFICE, **passing, **told)
    with pytest.raises(errors.NotNow):
        actions.review_question(person=OFFICE, **passing, **told)
    other = bank_of([wording(1)])[0]
    (cited,) = [str(one) for key, one in citations() if key == f"{id}@1"]
    assert ("question", f"{id}@1") in {(one.kind, one.holder) for one in site_citations(shelf().registry)}
    assert "42" in cited
    assert actions.doubt_changed(person=OFFICE, changed="行政处罚法第四十二条", note="修改", **told) == 1
    states = {one.version.question: one.version.state for one in bank(OFFICE, TODAY)}
    assert states == {id: State.DOUBTED, other: State.IN_USE}
    actions.write_question(
        person=SUPERVISOR, wording=wording(0, text="新的题干：哪一项正确？"), question=id, **told
    )
    actions.review_question(person=OFFICE, **{**passing, "version": 2}, **told)
    assert {one.version.item for one in bank(OFFICE, TODAY)} == {f"{id}@2", f"{other}@1"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"key": "D"}, "答案"),
        ({"key": "AB"}, "答案"),
        ({"options": ("甲", "甲", "乙")}, "选项"),
        ({"basis": "凭经验"}, ""),
        ({"basis": "行政处罚法"}, "条文"),
        ({"bodies": ()}, "适用对象"),
    ],
)
def test_a_question_that_does_not_hold_together_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(errors.QuestionUnfit) as refused:
        actions.write_question(person=OFFICE, wording=wording(0, **more), now=OPENS, today=TODAY)
    assert said in refused.value.message()


def test_a_sheet_is_taken_in_and_its_wrong_rows_wait_to_be_mended() -> None:
    good = ("单选", "哪一项正确？", "甲", "乙", "丙", "", "", "", "B", "行政处罚法 §42", "通用、领导干部")
    judged = ("判断题", "执法人员不得少于两人。", "", "", "", "", "", "", "对", "行政处罚法 §42", "")
    wrong = ("单选", "哪一项错误？", "甲", "乙", "丙", "", "", "", "E", "行政处罚法 §57", "")
    rows = read_sheet("题库.xlsx", write_xlsx(TITLES, [good, judged, wrong]))
    told: dict[str, Any] = {"person": OFFICE, "now": OPENS, "today": TODAY}
    taken = actions.import_questions(rows=rows, **told)
    assert (taken.entered, taken.waiting) == (2, 1)
    actions.import_questions(rows=[rows[0], rows[3]], **told)
    (waits,) = waiting_rows(OFFICE, TODAY)
    assert waits.row == 4
    assert "E" in waits.problem_zh
    with pytest.raises(errors.QuestionUnfit):
        actions.mend_row(key=waits.key, cells={**waits.cells, "答案": "F"}, **told)
    actions.mend_row(key=waits.key, cells={**waits.cells, "答案": "C"}, **told)
    assert waiting_rows(OFFICE, TODAY) == []
    found = [one.version for one in bank(OFFICE, TODAY)]
    assert {one.wording.key for one in found} == {"A", "B", "C"}
    assert {one.state for one in found} == {State.WAITING}
    assert (Body.ALL, Body.LEADING) in {one.wording.bodies for one in found}


@pytest.mark.database
def test_an_exam_from_set_up_to_its_counts() -> None:
    bank_of([wording(n) for n in range(8)])
    sitting = set_up([QIN, LU, HEAD])
    with pytest.raises(errors.NotNow):
        actions.begin_paper(person=QIN, paper=paper_of_(QIN), now=OPENS - 1, today=TODAY)
    qin = wrote(QIN, "AAAB")
    lu = begun(LU, OPENS + MINUTE)
    give(LU, lu, "AB")
    before = proctor(sitting_of(sitting), OPENS + 2 * MINUTE)
    assert [(one.at, one.answered) for one in before if one.at != "absent"] == [
        ("handed_in", 4),
        ("writing", 2),
    ]
    with pytest.raises(errors.NotNow):
        close(sitting, now=OPENS + 10 * MINUTE)
    close(sitting)
    close_records = [held.record.step for held in case_records(paper_stream(lu))]
    assert close_records == ["open_case", "hand_in", "mark_paper"]
    assert (paper_of(qin).marked.right, paper_of(qin).passed) == (3, True)
    assert (paper_of(lu).marked.right, paper_of(lu).passed, paper_of(lu).by_system) == (1, False, True)
    with pytest.raises(errors.NotNow):
        actions.publish_result(person=OFFICE, sitting=sitting, now=CLOSES, today=TODAY)
    actions.publish_result(person=OFFICE, sitting=sitting, now=CLOSES + 4 * DAY, today=TODAY + 4)
    made = sitting_of(sitting)
    assert [(one.unit, one.participants, one.passed) for one in made.tallies] == [(ORGAN, 2, 1)]
    acts = [held.record for held in case_records(made.case) if held.record.step == "unit_result"]
    assert [(one.fields["participants"], one.fields["passed"]) for one in acts] == [(2, 1)]
    for rebuilt in rebuild_projections(write=False):
        assert rebuilt.same, rebuilt.name


def test_the_same_seed_draws_the_same_paper_and_its_holder_can_check_it() -> None:
    bank_of([wording(n) for n in range(8)])
    sitting = set_up([QIN, LU])
    papers = [wrote(QIN, "AAAA"), wrote(LU, "AAAA")]
    with pytest.raises(errors.NotNow):
        own_bundle(QIN, papers[0], TODAY)
    close(sitting)
    made = sitting_of(sitting)
    bundle = own_bundle(QIN, papers[0], TODAY)
    assert mistakes(bundle) == []
    assert tuple(one.item for one in bundle.chosen) == paper_of(papers[0]).questions
    assert draw_paper(made.items, made.seed, papers[0], 4) == draw_paper(made.items, made.seed, papers[0], 4)
    others = {draw_paper(made.items, f"{n:064x}", papers[0], 4).chosen for n in range(20)}
    assert len(others) > 1, "different seeds draw different papers"
    assert len({one.chosen for one in (draw_paper(made.items, made.seed, str(n), 4) for n in range(20))}) > 1


def test_nobody_reaches_another_paper() -> None:
    bank_of([wording(n) for n in range(4)])
    set_up([QIN, LU])
    paper = begun(QIN)
    told: dict[str, Any] = {"paper": paper, "now": OPENS, "today": TODAY}
    for somebody in (LU, HEAD, OFFICE, SUPERVISOR):
        for reach in (
            lambda who: own_paper(who, paper, TODAY),
            lambda who: actions.keep_answer(person=who, number=1, choice="A", turn=1, **told),
            lambda who: actions.keep_form(person=who, choices={1: "A"}, **told),
            lambda who: actions.hand_in(person=who, **told),
            lambda who: actions.begin_paper(person=who, **told),
            lambda who: actions.appeal(person=who, number=1, reason="不服", **told),
            lambda who: own_bundle(who, paper, TODAY),
        ):
            with pytest.raises(errors.PaperUnknown):
                reach(somebody)
    assert own_paper(QIN, paper, TODAY).questions[0].key == "", "the key is not given while the exam runs"
    assert store.answers_of(paper) == {}


@pytest.mark.database
def test_an_answer_stays_and_a_late_one_does_not_undo_a_newer_one() -> None:
    bank_of([wording(n) for n in range(4)])
    set_up([QIN])
    paper = begun(QIN)
    told: dict[str, Any] = {"person": QIN, "paper": paper, "number": 1, "now": OPENS + MINUTE, "today": TODAY}
    actions.keep_answer(choice="B", turn=2, **told)
    actions.keep_answer(choice="B", turn=2, **told)
    with pytest.raises(errors.AnswerMoved) as moved:
        actions.keep_answer(choice="A", turn=1, **told)
    assert (moved.value.held, moved.value.turn) == ("B", 2)
    actions.keep_answer(choice="C", turn=3, **told)
    for wrong in ({"choice": "D"}, {"choice": "AB"}, {"number": 9, "choice": "A"}):
        with pytest.raises(errors.AnswerUnfit):
            actions.keep_answer(**{**told, "turn": 9, **wrong})
    assert own_paper(QIN, paper, TODAY).questions[0].choice == "C"
    with pytest.raises(errors.PaperClosed):
        actions.keep_answer(choice="A", turn=9, **{**told, "now": OPENS + 60 * MINUTE})
    actions.hand_in(person=QIN, paper=paper, now=OPENS + 61 * MINUTE, today=TODAY)
    actions.hand_in(person=QIN, paper=paper, now=OPENS + 62 * MINUTE, today=TODAY)
    assert [held.record.step for held in case_records(paper_stream(paper))] == ["open_case", "hand_in"]
    with pytest.raises(errors.PaperClosed):
        actions.keep_form(person=QIN, paper=paper, choices={1: "A"}, now=OPENS + 2, today=TODAY)


def test_an_answer_that_comes_while_the_paper_is_handed_in_is_in_it(monkeypatch) -> None:
    bank_of([wording(n) for n in range(4)])
    set_up([QIN])
    paper = begun(QIN)
    made, meanwhile = actions.taking.handed_in, [True]

    def slow(*given: Any) -> Any:
        draft = made(*given)
        if meanwhile.pop() if meanwhile else False:
            give(QIN, paper, "ABC")
        return draft

    monkeypatch.setattr(actions.taking, "handed_in", slow)
    actions.hand_in(person=QIN, paper=paper, now=OPENS + 2 * MINUTE, today=TODAY)
    kept = {row.item: row.choice for row in store.answers_of(paper).values()}
    seat = store.seat_of(paper)
    assert sorted(kept.values()) == ["A", "B", "C"]
    expected = actions.taking.answers_hash(paper, store.questions_of(seat), kept, seat.salt)
    assert paper_of(paper).answers_hash == expected


def test_more_time_for_one_and_for_all() -> None:
    bank_of([wording(n) for n in range(4)])
    sitting = set_up([QIN, LU])
    qin, lu = begun(QIN), begun(LU)
    told: dict[str, Any] = {"person": OFFICE, "sitting": sitting, "today": TODAY}
    with pytest.raises(errors.ExamUnfit):
        actions.extend_time(minutes=10, reason="", now=OPENS, **told)
    actions.extend_time(minutes=10, reason="服务器中断", now=OPENS + MINUTE, **told)
    late = OPENS + 80 * MINUTE
    actions.extend_time(minutes=15, reason="需要更多时间", paper=lu, now=late, **told)
    assert store.seat_of(qin).due_at == OPENS + 70 * MINUTE
    assert store.seat_of(lu).due_at == late + 15 * MINUTE
    give(LU, lu, "A", at=late + MINUTE)
    with pytest.raises(errors.PaperClosed):
        give(QIN, qin, "A", at=late)


def test_an_appeal_is_decided_by_two_and_every_paper_with_the_question_is_marked_again() -> None:
    bank_of([wording(n) for n in range(4)])
    sitting = set_up([QIN, LU])
    qin, lu = wrote(QIN, "BAAA"), wrote(LU, "AAAA")
    close(sitting)
    item = own_paper(QIN, qin, TODAY).questions[0].version.item
    told: dict[str, Any] = {"now": CLOSES + MINUTE, "today": TODAY}
    with pytest.raises(errors.NotNow):
        actions.appeal(person=QIN, paper=qin, number=1, reason="乙项才对", now=CLOSES, today=TODAY + 4)
    actions.appeal(person=QIN, paper=qin, number=1, reason="乙项才对", **told)
    asked: dict[str, Any] = {"paper": qin, "item": item, **told}
    with pytest.raises(errors.OwnQuestion):
        actions.propose_decision(person=SUPERVISOR, key="B", reason="答案有误", **asked)
    with pytest.raises(errors.QuestionUnfit):
        actions.propose_decision(person=OFFICE, key="E", reason="答案有误", **asked)
    actions.propose_decision(person=OFFICE, key="B", reason="答案有误", **asked)
    with pytest.raises(errors.NotNow):
        actions.decide_appeal(person=OFFICE, agreed=True, **asked)
    assert actions.decide_appeal(person=OTHER_OFFICE, agreed=False, **asked) == 0
    actions.propose_decision(person=OTHER_OFFICE, key="B", reason="答案有误", **asked)
    with pytest.raises(errors.NotNow):
        actions.publish_result(person=OFFICE, sitting=sitting, now=CLOSES + 4 * DAY, today=TODAY + 4)
    assert actions.decide_appeal(person=OFFICE, agreed=True, **asked) == 2
    right = {paper: paper_of(paper).marked.right for paper in (qin, lu)}
    assert right == {qin: 4, lu: 3}
    (line,) = appeals(sitting_of(sitting))
    assert (line.key, line.appeal.is_upheld) == ("B", True)
    assert {one.version.item: one.key for one in own_paper(LU, lu, TODAY).questions}[item] == "B"


def test_an_exam_before_appointment_is_shown_to_two_people_and_counted_as_one_number() -> None:
    bank_of([wording(n) for n in range(4)])
    watchers = (OFFICE.signs_as, SUPERVISOR.signs_as)
    secret = plan(purpose=Purpose.BEFORE_APPOINTMENT, watchers=watchers)
    with pytest.raises(errors.ExamUnfit):
        set_up([QIN, LU], secret)  # the supervisor wrote every question
    for one in ("A", "B", "C", "D"):
        told: dict[str, Any] = {"now": OPENS - 60 * MINUTE, "today": TODAY}
        id = actions.write_question(
            person=OTHER_OFFICE, wording=wording(1, text=f"另一人所写的题目{one}？"), **told
        )
        actions.review_question(person=OFFICE, question=id, version=1, passed=True, note="", **told)
    with pytest.raises(errors.ExamUnfit):
        set_up([QIN, LU], plan(purpose=Purpose.BEFORE_APPOINTMENT, watchers=(OFFICE.signs_as,)))
    sitting = set_up([QIN, LU], secret)
    assert [one.id for one in sittings(OFFICE, TODAY)] == [sitting]
    assert sittings(OTHER_OFFICE, TODAY) == []
    for reach in (
        lambda: visible_sitting(OTHER_OFFICE, sitting),
        lambda: close(sitting, person=OTHER_OFFICE),
    ):
        with pytest.raises(errors.ExamUnknown):
            reach()
    papers = [wrote(QIN, "AAAA"), wrote(LU, "BBBB")]
    close(sitting)
    assert {one.passed for one in proctor(sitting_of(sitting), CLOSES)} == {True, False}
    actions.publish_result(person=OFFICE, sitting=sitting, now=CLOSES + 4 * DAY, today=TODAY + 4)
    made = sitting_of(sitting)
    (counted,) = [held.record for held in case_records(made.case) if held.record.step == "appointment_result"]
    assert counted.fields["participants"] == 2
    told_of_them = b"".join(
        canonical(dict(held.record.fields)) + held.record.entered_by.encode()
        for stream in (made.case, *(paper_stream(one) for one in papers))
        for held in case_records(stream)
    ).decode()
    for name in (QIN.signs_as, LU.signs_as, QIN.organ):
        assert name not in told_of_them


def test_a_test_after_a_training_and_a_qualifying_exam_go_where_they_are_counted() -> None:
    bank_of([wording(n) for n in range(4)])
    for one in (QIN, LU):
        stated = {"officer_no": one.officer, "name": one.name, "organ_no": ORGAN}
        act = RegisterAct("register_officer", TODAY - 30, stated)
        told: dict[str, Any] = {
            "by": SUPERVISOR,
            "now": OPENS - DAY,
            "today": TODAY - 1,
            "division": "650105",
        }
        register("officer", str(one.officer), [act], **told)
    opening = Opening("training.session", None, "逢九培训", facts={"party_kind": "organisation"})
    training = open_case(person=OFFICE, place=Place("organ-justice", "650105"), opening=opening, now=OPENS)
    number = standing_lines(standing_within(Visible(everything=True)).filter(case=training))[0].number
    assert training_case(OFFICE, number, TODAY) == training
    assert training_case(OFFICE, "没有这个编号", TODAY) is None
    later: dict[str, Any] = {"person": OFFICE, "now": CLOSES + 4 * DAY, "today": TODAY + 4}
    first = set_up([QIN, LU], plan(purpose=Purpose.TRAINING, training=training))
    for one, choices in ((QIN, "AAAA"), (LU, "BBBB")):
        wrote(one, choices)
    close(first)
    actions.publish_result(sitting=first, **later)
    (told_there,) = [
        held.record.fields for held in case_records(training) if held.record.step == "after_test"
    ]
    assert (told_there["unit"], told_there["taken"], told_there["passed"]) == (ORGAN, 2, 1)
    second = set_up([QIN, LU], plan(purpose=Purpose.QUALIFICATION, title="资格考试（虚构）"))
    for one, choices in ((QIN, "AAAA"), (LU, "BBBB")):
        wrote(one, choices, second)
    close(second)
    entering: dict[str, Any] = {"sitting": second, "now": CLOSES + 4 * DAY, "today": TODAY + 4}
    with pytest.raises(errors.NotNow):
        actions.enter_in_register(person=SUPERVISOR, **entering)
    actions.publish_result(sitting=second, **later)
    with pytest.raises(AccessRefused):
        actions.enter_in_register(person=OFFICE, **entering)
    assert actions.enter_in_register(person=SUPERVISOR, **entering) == 2
    assert actions.enter_in_register(person=SUPERVISOR, **entering) == 0, "once"
    results = {
        str(one.officer): history("officer", str(one.officer))[-1].values["exam_result"] for one in (QIN, LU)
    }
    assert results == {"QS-0001": "passed", "QS-0002": "failed"}
