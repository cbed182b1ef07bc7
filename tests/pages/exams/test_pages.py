"""Pages of exams: what the office types, what a taker gets, what an appeal looks like to those who decide."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders.desk import LU, QIN, SUPERVISOR, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.exams import CLOSES, MINUTE, OFFICE, OPENS, TODAY, bank_of, set_up, wording

from plumbline.apps.exams.queries import bank, mine, waiting_rows
from plumbline.apps.people.sheets import write_xlsx
from plumbline.core.exams.question import State
from plumbline.core.exams.sheet import TITLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings, db) -> dict[str, int]:
    registered_organ()
    registered_organ("organ-justice", "青司")
    told = {"now": OPENS + MINUTE}
    settings.CLOCK = lambda: told["now"]
    return told


def words(answer: Any) -> str:
    """The text of the page without its blanks."""
    return re.sub(r"\s+", "", BeautifulSoup(answer.content, "html.parser").get_text())


def test_a_paper_on_its_pages_from_begin_to_appeal(clock) -> None:
    bank_of([wording(n) for n in range(4)])
    sitting = set_up([QIN, LU])
    (own,) = mine(QIN)
    address, qin, office = f"/exams/paper/{own.paper}/", desk_of(QIN), desk_of(OFFICE)
    assert "年度考法" in words(qin.get("/exams/"))
    assert qin.post(f"{address}begin/").status_code == 302
    page = BeautifulSoup(qin.get(address).content, "html.parser")
    assert len(page.select("[data-pl-number]")) == 4
    assert "行政处罚法" not in page.get_text(), "the article would tell the answer"
    saved = qin.post(f"{address}answer/", {"number": 1, "choice": "B", "turn": 1})
    assert (saved.status_code, json.loads(saved.content)["left"]) == (200, 3600)
    assert qin.post(f"{address}answer/", {"number": 1, "choice": "A", "turn": 1}).status_code == 409
    assert qin.post(f"{address}check/", {"q1": "B", "q2": "A"}).status_code == 302, "without script"
    assert "未作答：3，4" in words(qin.get(f"{address}check/"))
    for other in (desk_of(LU), office, desk_of(SUPERVISOR)):
        assert other.get(address).status_code == 400
        assert other.post(f"{address}answer/", {"number": 1, "choice": "A", "turn": 9}).status_code == 400
    assert qin.post(f"{address}hand-in/").status_code == 302
    assert qin.post(f"{address}answer/", {"number": 1, "choice": "A", "turn": 9}).status_code == 410
    clock["now"] = CLOSES
    office = desk_of(OFFICE)
    assert "已交卷1人" in words(office.get(f"/exams/sittings/{sitting}/"))
    office.post(f"/exams/sittings/{sitting}/go/", {"what": "close"})
    qin = desk_of(QIN)
    assert "4题中答对1题，不合格" in words(qin.get(address))
    assert qin.get(f"{address}draw.json").json()["paper"] == own.paper
    qin.post(f"{address}appeal/", {"number": 1, "reason": "乙项才对"})
    appeals = f"/exams/appeals/{sitting}/"
    page = BeautifulSoup(office.get(appeals).content, "html.parser")
    asked = {one["name"]: one["value"] for one in page.select("form input[type=hidden][value]")}
    told = {**asked, "what": "propose", "result": "uphold", "reason": "答案有误"}
    assert "答案" in words(office.post(f"{appeals}decide/", {**told, "key": ""}, follow=True)), (
        "no key, no upholding"
    )
    office.post(f"{appeals}decide/", {**told, "key": "B"})
    assert "等待另一人决定" in words(office.get(appeals))
    assert "本题由您编写" in words(desk_of(SUPERVISOR).get(appeals))


def test_the_bank_and_a_new_exam_on_their_pages() -> None:
    office, author = desk_of(OFFICE), desk_of(SUPERVISOR)
    typed = {
        "kind": "single",
        "text": "哪一项正确？",
        "key": "A",
        "basis": "行政处罚法 §42",
        "bodies": ["all"],
    }
    options = {f"option_{letter}": letter for letter in "ABC"}
    assert author.post("/exams/bank/new/", {**typed, **options, "key": "E"}).status_code == 422
    assert author.post("/exams/bank/new/", {**typed, **options}).status_code == 302
    (line,) = bank(OFFICE, TODAY)
    question = f"/exams/bank/question/{line.version.question}/"
    assert "须由另一人审核" in words(author.get(question))
    office.post(f"{question}go/", {"what": "pass", "version": 1})
    wrong = ("单选", "哪一项错误？", "甲", "乙", "丙", "", "", "", "E", "行政处罚法 §57", "")
    sheet = SimpleUploadedFile("题库.xlsx", write_xlsx(TITLES, [wrong]))
    office.post("/exams/bank/import/", {"document": sheet})
    (waits,) = waiting_rows(OFFICE, TODAY)
    row = f"/exams/bank/row/{waits.key}/"
    assert "1行待改" in words(office.get("/exams/bank/"))
    mended = {f"cell_{place}": waits.cells.get(title, "") for place, title in enumerate(TITLES)}
    assert office.post(row, mended).status_code == 422
    assert office.post(row, {**mended, "cell_8": "B"}).status_code == 302
    assert "已停止抽用" in words(
        office.post("/exams/bank/changed/", {"citation": "行政处罚法 §57", "note": "修改"}, follow=True)
    )
    assert [one.version.state for one in bank(OFFICE, TODAY, body="all")] == [State.IN_USE, State.DOUBTED]
    exam = {
        "title": "年度考法",
        "purpose": "leading",
        "opens_at": "2026-10-13T09:00",
        "closes_at": "2026-10-13T11:00",
        "minutes": 60,
        "count": 1,
        "share": 60,
        "appeal_days": 5,
        "people": f"{QIN.name}\n没有这个人",
    }
    desk_of(QIN)
    refused = office.post("/exams/sittings/new/", exam)
    assert refused.status_code == 422
    assert "没有这个人" in words(refused)
    assert office.post("/exams/sittings/new/", {**exam, "people": QIN.name}).status_code == 302
    assert [one.sitting.plan.title for one in mine(QIN)] == ["年度考法"]
    secret = {**exam, "people": QIN.name, "purpose": "before_appointment"}
    assert office.post("/exams/sittings/new/", secret).status_code == 422
