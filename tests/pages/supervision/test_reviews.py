"""A round of file reviews on its pages: commitment, list, draw, two blind readers, a third, result, objection."""

from __future__ import annotations

import hashlib

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    LU,
    QIN,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.public_portal.exporting import files
from plumbline.apps.supervision.actions.scanning import tick
from plumbline.apps.supervision.periods import calendar_here
from plumbline.apps.supervision.rounds import round_of, scorings
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.oversight.draw import mistakes, read_bundle
from plumbline.core.oversight.file_review import Round, result

pytestmark = [pytest.mark.django_db(transaction=True)]
READERS = [SUPERVISOR, *(person(Role.SUPERVISOR, f"SF-000{n}", "organ-justice") for n in (2, 3))]
NOW = instant("2026-03-05 09:00")
ANSWERS = person(Role.SUPERVISOR, "SF-0004", "organ-justice")


@pytest.fixture(autouse=True)
def ended_cases(settings) -> None:
    settings.CLOCK = lambda: NOW
    registered_organ()
    for n in (1, 2, 3):
        case = opened("2026-03-02 09:00", number=f"青市监立〔2026〕{n}号")
        did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
        did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
        did(case, "withdraw_case", "2026-03-04 09:00", mode="attest")
    tick(now=instant("2026-03-04 10:00"))
    for one in (*READERS, ANSWERS):
        desk_of(one)


def new_round(count: int = 1) -> str:
    answer = desk_of(SUPERVISOR).post(
        "/supervision/reviews/new/",
        {
            "title": "2026年春季案卷评查",
            "scoring": "penalty",
            "organs": ["organ-market"],
            "first": "2026-03-01",
            "last": "2026-03-31",
            "count": count,
            "readers": [one.officer for one in READERS],
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def drawn() -> tuple[str, Round]:
    address = new_round()
    desk = desk_of(SUPERVISOR)
    desk.post(f"{address}go/", {"what": "list"})
    desk.post(f"{address}go/", {"what": "draw"})
    return address, round_of(address.split("/")[3])


def sheet(level: str = "met", **more: object) -> dict[str, object]:
    levels = {f"level_{item.id}": level for item in scorings()[0].by_people}
    return {"what": "sheet", "note": "证据之间不能相互印证", **levels, **more}


def test_seed_first_then_list_then_draw_and_a_stranger_agrees() -> None:
    address = new_round(2)
    desk = desk_of(SUPERVISOR)
    made = round_of(address.split("/")[3])
    assert made.commitment in desk.get(address).content.decode()
    assert desk.get(f"{address}bundle.json").status_code == 400
    desk.post(f"{address}go/", {"what": "draw"})
    assert round_of(made.id).bundle is None, "no draw before the list"
    desk.post(f"{address}go/", {"what": "list"})
    listed = desk.get(f"{address}list.txt").content
    desk.post(f"{address}go/", {"what": "draw"})
    bundle = read_bundle(desk.get(f"{address}bundle.json").content)
    assert mistakes(bundle) == []
    assert bundle.commitment == made.commitment
    assert hashlib.sha256(listed).hexdigest() == bundle.list_hash
    assert (len(bundle.items), len(bundle.chosen)) == (3, 2)
    before = bundle
    desk.post(f"{address}go/", {"what": "draw"})
    assert round_of(made.id).bundle == before, "nothing is drawn twice"
    assert "2026年春季案卷评查" in desk.get("/supervision/reviews/").content.decode()
    assert all(one.same for one in rebuild_projections(write=False))


def test_the_public_sees_commitment_list_and_draw_of_a_round_that_is_shown() -> None:
    address = new_round(2)
    desk, public = desk_of(SUPERVISOR), Client()
    id = address.split("/")[3]
    page, seen = f"/public/draws/{id}/", "/public/en/draws/"
    assert public.get(page).status_code == 404
    assert "2026年春季案卷评查" not in public.get(seen).content.decode()
    desk.post(f"{address}go/", {"what": "show"})
    made = round_of(id)
    assert page in desk.get(address).content.decode()
    assert made.commitment in public.get(page).content.decode()
    assert made.commitment in public.get(f"/public/en/draws/{id}/").content.decode()
    assert "2026年春季案卷评查" in public.get(seen).content.decode()
    assert [public.get(f"{page}{name}").status_code for name in ("list.txt", "draw.json")] == [404, 404]
    desk.post(f"{address}go/", {"what": "show"})
    assert round_of(id).shown_at == made.shown_at, "shown once"
    desk.post(f"{address}go/", {"what": "list"})
    desk.post(f"{address}go/", {"what": "draw"})
    bundle = read_bundle(public.get(f"{page}draw.json").content)
    assert (mistakes(bundle), bundle.commitment) == ([], made.commitment)
    assert hashlib.sha256(public.get(f"{page}list.txt").content).hexdigest() == bundle.list_hash
    text = public.get(page).content.decode()
    assert all(one.item in text for one in bundle.chosen)
    assert not any(one.name in text or str(one.officer) in text for one in READERS), (
        "nobody who reads is named"
    )
    paths = {path for path, _data in files("https://example.invalid", NOW, parse_day("2026-03-05"))}
    assert {f"public/draws/{id}/{name}" for name in ("index.html", "list.txt", "draw.json")} <= paths
    assert all(one.same for one in rebuild_projections(write=False))


def keeps_what_was_judged(reader: Client, page: str) -> None:
    wordless = reader.post(f"{page}enter/", sheet("unmet", note="无"))
    assert wordless.status_code == 422
    assert "写明未达到的内容和理由" in wordless.content.decode()
    judged = BeautifulSoup(wordless.content, "html.parser").select("input[checked]")
    assert "unmet" in [one.get("value") for one in judged]


def test_two_blind_readers_a_third_the_result_and_an_objection() -> None:
    address, made = drawn()
    (file,) = made.files.values()
    assert file.found["competence"] == ("two-officers",), "the scan's finding costs the points of its item"
    page = f"{address}{file.case}/"
    first, second, third = (
        desk_of(next(one for one in READERS if one.officer == who)) for who in file.readers
    )
    assert "level_evidence" not in third.get(page).content.decode(), "the third waits for a difference"
    assert third.post(f"{page}enter/", sheet()).status_code == 302
    assert round_of(made.id).file(file.case).sheets == ()
    assert first.post(f"{page}enter/", {"what": "sheet"}).status_code == 422
    due = "您有 1 份评查表待填写"
    assert due in first.get("/supervision/reviews/").content.decode()
    assert due not in third.get("/supervision/reviews/").content.decode()
    keeps_what_was_judged(first, page)
    first.post(f"{page}enter/", sheet("unmet"))
    assert due not in first.get("/supervision/reviews/").content.decode()
    assert "证据之间不能相互印证" in first.get(page).content.decode()
    assert "证据之间不能相互印证" not in second.get(page).content.decode()
    second.post(f"{page}enter/", sheet("met", note=""))
    assert "证据之间不能相互印证" not in second.get(page).content.decode(), "a third sheet is due"
    assert "尚无两人都评查完的案卷" in second.get(address).content.decode(), "nor does the figure tell"
    third.post(f"{page}enter/", sheet("part"))
    assert "0.00（4 项判断）" in second.get(address).content.decode()
    assert "证据之间不能相互印证" in second.get(page).content.decode()
    assert result(made.scoring, round_of(made.id).file(file.case)) == (65, "pass")

    head, theirs = desk_of(HEAD), f"{page}result/"
    officer = desk_of(QIN)
    assert head.get(theirs).status_code == 400, "nothing is told yet"
    assert theirs not in officer.get("/my-work/").content.decode()
    second.post(f"{page}enter/", {"what": "tell"})
    here = calendar_here()
    told = here.local_day(round_of(made.id).file(file.case).told_at)
    until = date_of(here.nth_working(here.working_index(told) + 10))
    assert f"可以在{until}前提出异议" in head.get("/my-work/").content.decode()
    assert theirs in officer.get("/my-work/").content.decode(), "the officer is told as well"
    assert theirs not in desk_of(LU).get("/my-work/").content.decode(), "of the own cases alone"
    assert theirs in head.get("/supervision/reviews/").content.decode()
    assert READERS[0].name not in head.get(theirs).content.decode()
    assert desk_of(QIN).post(f"{page}object/", {"reason": "卷内已有两名执法人员签名"}).status_code == 403
    head.post(f"{page}object/", {"reason": "卷内已有两名执法人员签名"})
    answer = {"what": "answer", "reason": "经复核，异议成立", "points": "75"}
    assert "由其他执法监督人员处理" in second.get(page).content.decode(), "and hears who does"
    second.post(f"{page}enter/", answer)
    assert round_of(made.id).file(file.case).objection.answer == "", "a reader does not answer"
    desk_of(ANSWERS).post(f"{page}enter/", answer)
    assert result(made.scoring, round_of(made.id).file(file.case)) == (75, "good")
    assert "经复核，异议成立" in head.get(theirs).content.decode()


def test_a_plan_that_cannot_be_is_refused() -> None:
    desk = desk_of(SUPERVISOR)
    said = {
        "title": "评查",
        "scoring": "penalty",
        "organs": ["organ-fire"],
        "count": 1,
        "readers": ["SF-0001"],
    }
    answer = desk.post("/supervision/reviews/new/", {**said, "first": "2026-03-31", "last": "2026-03-01"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "至少" in text
