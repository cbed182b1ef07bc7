"""Tasks of a programme: a list comes in from a document, units claim, the district sees what is unclaimed and empty."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from tests.builders.desk import HEAD, ORGAN, QIN, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, perform_act, void_act
from plumbline.apps.leadership.queries import PROBLEM, TASK, by_unit, items
from plumbline.apps.leadership.task_list import key_in, key_of, shown_as
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.sheets import write_xlsx
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.moment import Moment

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")
OFFICE = person(Role.RULE_OF_LAW_OFFICE, None, "organ-justice")
TITLES = ("牵头单位", "所属方案", "方案类型", "任务编号", "任务内容", "成果形式（佐证材料）", "完成时限")
GOOD = (ORGAN, "年度工作安排", "年度工作安排", "1", "完善某制度", "制度文本", "2026-12-31")
OTHER = (
    "青石区市场监督管理局",
    "年度工作安排",
    "年度工作安排",
    "2",
    "开展某培训",
    "签到人数",
    "2026年10月9日",
)
SPACED = (ORGAN, "2026：法治 建设 要点", "年度工作安排", "3", "另一 任务", "报告", "2026-12-31")
WRONG = ("某不存在局", "年度工作安排", "年度工作安排", "1", "重复的任务", "", "十月底")


@pytest.fixture(autouse=True)
def october(settings, db) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()


def sent(name: str, data: bytes):
    document = SimpleUploadedFile(name, data)
    return desk_of(OFFICE).post("/leadership/tasks/import/", {"document": document})


def as_document(*rows: tuple[str, ...]) -> bytes:
    made = Document()
    table = made.add_table(rows=0, cols=len(TITLES))
    for row in (TITLES, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def words(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def test_a_document_becomes_tasks_and_wrong_rows_wait() -> None:
    answer = sent("安排.docx", as_document(GOOD, OTHER, SPACED, WRONG))
    said = words(answer)
    assert answer.status_code == 200, said
    for wanted in ("3", "某不存在局", "完成时限", "成果形式"):
        assert wanted in said
    assert [one.line.organ for one in items(OFFICE, TASK, TODAY)] == [ORGAN, ORGAN, ORGAN]
    again = words(sent("安排.xlsx", write_xlsx(TITLES, [GOOD, OTHER, SPACED])))
    assert again.count("”已经布置") == 3
    assert len(items(OFFICE, TASK, TODAY)) == 3, "a task was set twice"


def test_a_task_is_known_again_by_what_lists_show_of_it() -> None:
    told = {"programme": "2026：法治 建设 要点", "task_no": "3", "task": "另一 任务"}
    assert key_in(shown_as(told)) == key_of(told)
    before = {**told, "programme": "法治 建设 要点"}
    assert key_in("法治 建设 要点：3 另一 任务") == key_of(before), "as it was shown before, too"


def test_what_is_no_list_says_so() -> None:
    assert sent("安排.docx", b"PK no document").status_code == 422
    assert sent("安排.xlsx", write_xlsx(("甲", "乙"), [("1", "2")])).status_code == 422
    assert items(OFFICE, TASK, TODAY) == ()


def test_unclaimed_and_empty_tasks_by_unit() -> None:
    sent("安排.xlsx", write_xlsx(TITLES, [GOOD, OTHER]))
    first, second = items(OFFICE, TASK, TODAY)
    late = next(one for one in (first, second) if one.is_late)
    assert (late.state, late.line.cause[:10]) == ("unclaimed", "年度工作安排：2 开")
    act = Act("claim_task", Moment("2026-10-12", "day"), values={"post": "法制科", "measure": "按月推进"})
    perform_act(
        person=HEAD,
        case=late.line.case,
        act=act,
        seen=None,
        now=NOW,
        officers=OfficerRegister({}, closed=True),
    )
    (unit,) = by_unit(items(OFFICE, TASK, TODAY))
    assert (unit.counts["unclaimed"], unit.counts["empty"], unit.late, unit.total) == (1, 1, 1, 2)
    page = desk_of(OFFICE).get("/leadership/tasks/?state=empty")
    assert "开展某培训" in words(page)
    assert "完善某制度" not in words(page)
    assert "完善某制度" in words(desk_of(HEAD).get("/leadership/tasks/"))
    assert items(QIN, PROBLEM, TODAY) == ()
    assert desk_of(HEAD).get("/leadership/tasks/import/").status_code == 403


def test_another_unit_sees_its_own_alone() -> None:
    sent("安排.xlsx", write_xlsx(TITLES, [GOOD]))
    assert items(person(Role.AGENCY_HEAD, "X-1", "organ-fire"), TASK, TODAY) == ()


def test_the_office_restates_and_voids_nothing_of_a_unit(settings) -> None:
    sent("任务.docx", as_document(GOOD))
    (task,) = items(OFFICE, TASK, TODAY)
    moment = Moment("2026-10-12T09:00+08:00", "minute")
    told = {"case": task.line.case, "seen": None, "now": NOW}
    act = Act("report_progress", moment, values={"told": "已形成初稿"})
    perform_act(person=QIN, act=act, officers=OfficerRegister({}, closed=True), mode="attest", **told)
    record = case_records(task.line.case)[-1].record
    with pytest.raises(ActRefused):
        void_act(person=OFFICE, record=record.id, reason="不实", **told)
    assert void_act(person=QIN, record=record.id, reason="误填", **told)
