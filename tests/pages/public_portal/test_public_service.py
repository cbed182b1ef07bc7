"""What the public sends, by the real pages: who sees it, who never does, how it is followed, how a flood is held."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.desk import HEAD, ORGAN, PLACE, QIN, SUPERVISOR, did, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.people.models import AccessRecord
from plumbline.apps.public_service.gate import POSTS
from plumbline.apps.public_service.models import Knock, Rating, Receipt
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db(transaction=True)]
NAME, CONTACT = "欧阳明远", "0900-5559988"
WRONG = "检查时没有出示执法证件，并且当场收走账本"
FORM = "/public/complaints/new/{}/"
FOLLOW = "/public/complaints/follow/"


class Clock:
    """The clock of the site, moved by the test."""

    def __init__(self) -> None:
        self.now = instant("2026-10-12 09:00")

    def __call__(self) -> int:
        return self.now


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Clock:
    POSTS.forget()
    settings.SUPERVISING_ORGAN = "organ-justice"
    settings.CLOCK = Clock()
    registered_organ()
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    values = {
        "organ_no": "organ-justice", "name": "青石区司法局", "organ_kind": "organ", "division_code": "650105",
        "document_word": "青司",
    }  # fmt: skip
    first = parse_day("2025-01-02")
    acts = [RegisterAct("register_organ", first, values)]
    now = instant("2025-01-02 09:00")
    register("organ", "organ-justice", acts, division="650105", by=by, now=now, today=first)
    return settings.CLOCK  # type: ignore[no-any-return]


def token(client: Client, service: str = "complaint") -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(FORM.format(service)).content.decode())
    assert found is not None
    return found[1]


def send(clock: Clock, client: Client, service: str = "complaint", **more: str) -> Any:
    """Opens the form, reads it for five seconds, sends it."""
    said = {"organ": ORGAN, "told": WRONG, "name": NAME, "contact": CONTACT, "token": token(client, service)}
    clock.now += 5_000_000
    return client.post(FORM.format(service), said | more)


def code_in(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    found = re.search(r"<code>([A-Z2-7-]{19})</code>", answer.content.decode())
    assert found is not None
    return found[1]


@pytest.mark.database
def test_a_complaint_reaches_the_supervisor_alone_and_its_sender_follows_it(clock: Clock) -> None:
    code = code_in(send(clock, Client()))
    case = str(CaseStanding.objects.get(procedure="complaint").case)
    assert CaseStanding.objects.get(case=case).organ == "organ-justice"
    sealed = "".join(str(one.record) for one in case_records(case))
    assert NAME not in sealed
    assert CONTACT not in sealed
    assert WRONG not in sealed
    assert code not in str(list(Receipt.objects.values()))
    supervisor = desk_of(SUPERVISOR)
    assert NAME in supervisor.get(f"/cases/{case}/").content.decode()
    assert f"/cases/{case}/" in supervisor.get("/cases/?procedure=complaint").content.decode()
    morning = supervisor.get("/supervision/").content.decode()
    assert re.search(r"新的投诉举报.{0,200}>1<", morning, re.DOTALL), morning
    leader = Person("account-leader", "测试区长", Role.GOVERNMENT_LEADER, ORGAN, ("650105",))
    assert desk_of(leader).get(f"/cases/{case}/").status_code == 403, (
        "nor the head of the government concerned"
    )
    matter = {"organs": ORGAN, "cause": "未出示证件", "source": "complaint", "in_other_procedure": "no"}
    for words in (f"{NAME}反映未出示证件", f"来电{CONTACT}"):
        address = f"/supervision/instruments/begin/?clue={case}"
        refused = supervisor.post(address, {**matter, "told": words})
        assert refused.status_code == 422
        assert "写到了投诉人的姓名或者联系方式" in refused.content.decode(), "the organ reads its matter"
    did(case, "classify", "2026-10-13 09:00", by=SUPERVISOR, route="supervision")
    did(case, "verify", "2026-10-14 09:00", by=SUPERVISOR, found="confirmed", facts="属实")
    clock.now = instant("2026-10-15 09:00")
    for language, said in (("", ("分类", "2026-10-13", "核实")), ("en/", ("Verify", "2026-10-14", "Reply"))):
        page = Client().get(f"/public/{language}complaints/follow/?code={code.lower()}")
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
        for word in said:
            assert word in page.content.decode()
        assert "SF-0001" not in page.content.decode()
    assert Client().post(FOLLOW, {"code": "AAAA-BBBB-CCCC-DDDD"}).status_code == 404


def test_who_complained_stays_unnamed_in_whatever_is_entered_later_in_the_matter(clock: Clock) -> None:
    code_in(send(clock, Client()))
    complaint = str(CaseStanding.objects.get(procedure="complaint").case)
    supervisor = desk_of(SUPERVISOR)
    told = {"organs": ORGAN, "cause": "未出示证件", "source": "complaint", "told": "检查未出示证件"}
    address = f"/supervision/instruments/begin/?clue={complaint}"
    begun = supervisor.post(address, {**told, "in_other_procedure": "no"})
    assert begun.status_code == 302, begun.content.decode()
    case = str(CaseStanding.objects.get(procedure="enforcement.supervision").case)
    did(complaint, "classify", "2026-10-12 10:00", by=SUPERVISOR, route="supervision")
    find = {"failing": "unlawful"}
    for words, mode in ((f"询问{NAME}，属实", "intend"), (f"电话{CONTACT}", "attest")):
        with pytest.raises(ActRefused) as caught:
            did(case, "find", "2026-10-12 10:00", by=SUPERVISOR, mode=mode, **find, facts=words)
        assert "写到了投诉人的姓名或者联系方式" in str([one.says("zh") for one in caught.value.hindrances])
    did(case, "find", "2026-10-12 10:00", by=SUPERVISOR, **find, facts="询问投诉人，属实")
    with pytest.raises(ActRefused) as caught:
        did(case, "find", "2026-10-12 10:05", by=HEAD, **find, facts=f"是不是{NAME}")
    assert "投诉人" not in str([one.says("zh") for one in caught.value.hindrances]), "nobody finds a name out"


def test_an_act_in_a_matter_costs_no_more_where_more_was_complained_of(clock: Clock) -> None:
    first = Client()
    code_in(send(clock, first))
    complaint = str(CaseStanding.objects.get(procedure="complaint").case)
    told = {"organs": ORGAN, "cause": "未出示证件", "source": "complaint", "told": "检查未出示证件"}
    address = f"/supervision/instruments/begin/?clue={complaint}"
    desk_of(SUPERVISOR).post(address, {**told, "in_other_procedure": "no"})
    case = str(CaseStanding.objects.get(procedure="enforcement.supervision").case)
    did(complaint, "classify", "2026-10-12 10:00", by=SUPERVISOR, route="supervision")

    def asked(minute: int) -> int:
        words = {"failing": "unlawful", "facts": "询问投诉人，属实"}
        with CaptureQueriesContext(connection) as caught:
            did(case, "find", f"2026-10-12 10:{minute}", by=SUPERVISOR, mode="attest", **words)
        return len(caught)

    asked(10)
    before = asked(11)
    for place in range(8):
        client = Client(REMOTE_ADDR=f"10.0.{place}.1")
        code_in(send(clock, client, name=f"来信人{place}号", contact=f"0900-555000{place}"))
    assert asked(12) == before


def test_the_organ_complained_of_sees_nothing(clock: Clock) -> None:
    code_in(send(clock, Client()))
    standing = CaseStanding.objects.get(procedure="complaint")
    for person in (QIN, HEAD):
        desk = desk_of(person)
        assert desk.get(f"/cases/{standing.case}/").status_code == 403
        assert desk.get(f"/cases/{standing.case}/written/").status_code == 403
        for address in (
            "/", "/cases/", "/cases/?procedure=complaint", f"/cases/?q={WRONG[:4]}", f"/cases/?q={standing.number}",
            "/my-work/", "/cases/export.csv", "/cases/export.csv?procedure=complaint", "/numbers/",
            "/supervision/findings/", "/supervision/findings/export.csv",
        ):  # fmt: skip
            answer = desk.get(address)
            content = (b"".join(answer) if answer.streaming else answer.content).decode()
            for hidden in (NAME, CONTACT, WRONG, standing.case, "诉案〔2026〕1"):
                assert hidden not in content.replace(f'value="{standing.number}"', ""), (address, hidden)
        asked = desk.post("/cases/party/", {"q": NAME, "reason": "查找"})
        assert asked.status_code == 200
        assert standing.case not in asked.content.decode()
    assert f"/cases/{standing.case}/" in desk_of(SUPERVISOR).get("/cases/").content.decode(), "the net holds"


def test_a_suggestion_goes_to_its_organ_and_says_how_its_days_were_counted(clock: Clock) -> None:
    code = code_in(send(clock, Client(), "suggestion"))
    standing = CaseStanding.objects.get(procedure="suggestion")
    assert standing.organ == ORGAN
    assert NAME in desk_of(QIN).get(f"/cases/{standing.case}/").content.decode()
    page = Client().get(f"{FOLLOW}?code={code}").content.decode()
    assert "10-27" in page, "fifteen days from 12 October"
    assert "信访工作条例" in page
    assert "Fifteen" in Client().get(f"/public/en/complaints/follow/?code={code}").content.decode().replace(
        "fifteen", "Fifteen"
    )
    asking = Client().get("/public/en/complaints/new/information/").content.decode()
    assert ">Form wanted <" in asking, "a name of a pack begins with a capital where it stands alone"


def test_what_is_no_honest_form_is_not_stored(clock: Clock) -> None:
    client = Client()
    fresh = token(client)
    said = {"organ": ORGAN, "told": WRONG, "token": fresh}
    assert client.post(FORM.format("complaint"), said).status_code == 422, "sent in the moment it was opened"
    clock.now += 5_000_000
    assert client.post(FORM.format("complaint"), said | {"website": "x"}).status_code == 422
    assert client.post(FORM.format("complaint"), said | {"token": fresh + "x"}).status_code == 422
    assert client.post(FORM.format("complaint"), said | {"told": "机密★1年\n内容"}).status_code == 422
    assert client.post(FORM.format("complaint"), said | {"happened_on": "2026-11-01"}).status_code == 422
    about_itself = client.post(FORM.format("complaint"), said | {"organ": "organ-justice"})
    assert about_itself.status_code == 422, "the supervising organ does not look into itself"
    assert not CaseStanding.objects.filter(procedure="complaint").exists()
    assert client.post(FORM.format("complaint"), said).status_code == 200
    assert client.post(FORM.format("complaint"), said).status_code == 409, "the same form twice"
    assert CaseStanding.objects.filter(procedure="complaint").count() == 1
    assert Receipt.objects.count() == 1
    assert "涉密不得上传" in client.get(FORM.format("complaint")).content.decode()


def test_two_hundred_posts_of_one_client_are_held_and_honest_ones_go_in(clock: Clock) -> None:
    flood, honest = Client(REMOTE_ADDR="10.9.8.7"), Client(REMOTE_ADDR="10.1.2.3")
    said = {"organ": ORGAN, "told": WRONG}
    tokens = [token(flood) for _ in range(10)]
    clock.now += 5_000_000
    found = [
        flood.post(FORM.format("complaint"), said | {"token": tokens[place % 10]}).status_code
        for place in range(200)
    ]
    assert found.count(200) == 5
    assert found.count(429) == 195
    code_in(send(clock, honest))
    assert CaseStanding.objects.filter(procedure="complaint").count() == 6
    clock.now += 11 * 60_000_000
    assert [send(clock, flood).status_code for _ in range(5)] == [200] * 5
    clock.now += 11 * 60_000_000
    assert send(clock, flood).status_code == 429, "ten of them are unread"
    first = CaseStanding.objects.filter(procedure="complaint").order_by("opened_day", "number_key").first()
    assert first is not None
    did(first.case, "classify", "2026-10-12 09:40", by=SUPERVISOR, route="discipline")
    clock.now = instant("2026-10-12 09:50")
    assert send(clock, flood).status_code == 200
    assert not Knock.objects.filter(case=first.case).exists(), "what was read is counted no more"


def test_without_a_supervising_organ_no_complaint_is_taken(clock: Clock, settings: Any) -> None:
    settings.SUPERVISING_ORGAN = ""
    assert send(clock, Client()).status_code == 409
    assert Receipt.objects.count() == 0


def test_a_request_for_information_runs_twenty_working_days_and_says_how_they_were_counted(
    clock: Clock,
) -> None:
    assert send(clock, Client(), "information", name="", form_wanted="electronic").status_code == 422
    clock.now += 60_000_000
    code = code_in(send(clock, Client(), "information", form_wanted="electronic"))
    standing = CaseStanding.objects.get(procedure="information.request")
    assert standing.organ == ORGAN
    written = f"/cases/{standing.case}/written/"
    assert written in desk_of(QIN).get(f"/cases/{standing.case}/").content.decode()
    assert WRONG in desk_of(QIN).get(written).content.decode()
    assert AccessRecord.objects.filter(kind="sent").exists(), "the reading is noted"
    page = Client().get(f"{FOLLOW}?code={code}").content.decode()
    assert "11-09" in page, "twenty working days from 12 October"
    assert "信息公开条例" in page
    did(standing.case, "register", "2026-10-12 10:00", by=QIN)
    did(
        standing.case, "ask_supplement", "2026-10-13 10:00", by=QIN, gaps="写明年度",
        supplement_until=parse_day("2026-10-23"), use_demanded=False,
    )  # fmt: skip
    did(standing.case, "supplement", "2026-10-19 10:00", by=QIN)
    clock.now = instant("2026-10-19 11:00")
    page = Client().get(f"{FOLLOW}?code={code}").content.decode()
    for said in ("写明年度", "2026-10-23", "11-16"):
        assert said in page, said


def test_whoever_was_inspected_rates_once_and_the_organ_sees_counts_alone(clock: Clock) -> None:
    codes = []
    for number in range(5):
        case = inspected(number)
        answer = desk_of(QIN).post(f"/cases/{case}/rating-code/")
        codes.append(code_in(answer))
        assert desk_of(QIN).post(f"/cases/{case}/rating-code/").status_code == 409, "it is shown once"
        assert codes[-1] not in desk_of(QIN).get(f"/cases/{case}/").content.decode()
    said = {"overall": "dissatisfied", "something_asked": "yes", "certificate_shown": "no", "told": WRONG}
    sent = [
        send(clock, Client(REMOTE_ADDR=f"10.0.0.{n}"), "rating", code=one, **said)
        for n, one in enumerate(codes)
    ]
    receipt = code_in(sent[0])
    assert send(clock, Client(REMOTE_ADDR="10.0.1.1"), "rating", code=codes[0], **said).status_code == 409
    rated = list(CaseStanding.objects.filter(procedure="inspection.rating"))
    assert {one.organ for one in rated} == {"organ-justice"}
    everything = "".join(str(record.record) for one in rated for record in case_records(one.case))
    for hidden in (case, "检案", *codes):
        assert hidden not in everything, "no record leads to the inspection"
    for address in (f"/cases/{rated[0].case}/", "/cases/?procedure=inspection.rating"):
        answer = desk_of(QIN).get(address)
        assert answer.status_code == 403 or rated[0].case not in answer.content.decode()
    assert WRONG in desk_of(SUPERVISOR).get(f"/cases/{rated[0].case}/written/").content.decode()
    assert "不满意" not in Client().get("/public/figures/").content.decode(), "the month is not over"
    clock.now = instant("2026-11-02 09:00")
    figures = Client().get("/public/figures/").content.decode()
    assert "青石区市场监督管理局" in figures
    assert WRONG not in figures
    assert Rating.objects.count() == 5
    found = {one.name: one for one in rebuild_projections(write=False)}
    assert found["ratings"].same
    assert "2026-10-12" in Client().get(f"{FOLLOW}?code={receipt}").content.decode()
    Rating.objects.filter(case=rated[0].case).delete()
    assert "不满意" not in Client().get("/public/figures/").content.decode(), "fewer than five tell too much"


def inspected(number: int) -> str:
    """An inspection that was carried out."""
    opening = Opening("inspection", None, f"例行检查{number}")
    case = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-10-11 09:00"))
    assert desk_of(QIN).post(f"/cases/{case}/rating-code/").status_code == 409, "not carried out yet"
    at = Moment("2026-10-11T10:00+08:00", "minute")
    now = instant("2026-10-11 10:00")
    perform_act(person=QIN, case=case, act=Act("inspect", at), seen=None, now=now, mode="attest")
    return case
