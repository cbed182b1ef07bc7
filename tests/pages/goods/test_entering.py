"""Entering things and money through the pages: what the forms take, what they refuse and by which article."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders.desk import FILED, HEAD, LU, QIN, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.sample_files import picture

from plumbline.apps.goods.models import GoodsItem, MoneyStanding
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.actions import Act, register
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
WHEN = "2026-10-12T09:00"


@pytest.fixture(autouse=True)
def october(settings):
    settings.CLOCK = lambda: NOW


@pytest.fixture
def case() -> str:
    built = opened("2026-09-01 09:00")
    did(built, "file_case", "2026-09-01 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


def seen(case: str) -> int:
    return len(case_records(case))


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def take(case: str, **more):
    said = {"at": WHEN, "seen": seen(case), "t_place": "一号库", "t_keeper": "王某", "t_due": "2026-11-10"}
    said |= {"t_1_name": "液化气瓶", "t_1_spec": "YSP35.5", "t_1_count": "3", "t_1_unit": "只"}
    return desk_of(QIN).post(f"/goods/case/{case}/take-in/", said | more)


def moved(case: str, kind: str, by=QIN, **more):
    said = {"at": WHEN, "seen": seen(case), "count": "1", "item": GoodsItem.objects.first().record}
    return desk_of(by).post(f"/goods/case/{case}/move/{kind}/", said | more)


def test_a_list_takes_things_in_with_their_photographs(case) -> None:
    photo = SimpleUploadedFile("瓶.jpg", picture(), content_type="image/jpeg")
    answer = take(case, t_1_photo=photo, t_2_name="减压阀", t_2_count="3", t_2_unit="个")
    assert answer.status_code == 302, text(answer)
    assert set(GoodsItem.objects.values_list("name", "taken", "place")) == {
        ("液化气瓶", "3", "一号库"),
        ("减压阀", "3", "一号库"),
    }
    page = desk_of(QIN).get(f"/goods/case/{case}/")
    shown = BeautifulSoup(page.content, "html.parser").select_one("a[aria-label^='液化气瓶']")
    file = desk_of(QIN).get(shown["href"])
    assert b"".join(file.streaming_content) == picture()
    file.close()
    assert "2026-11-10" in text(page)


def test_a_list_that_lacks_something_says_what_and_keeps_the_photograph(case) -> None:
    photo = SimpleUploadedFile("瓶.jpg", picture(), content_type="image/jpeg")
    answer = take(case, t_1_photo=photo, t_1_count="", t_keeper="")
    assert answer.status_code == 422
    assert "请填写数量" in text(answer)
    assert "请填写存放地点和保管人" in text(answer)
    kept = BeautifulSoup(answer.content, "html.parser").select_one("[name=t_1_photo_kept]")["value"]
    assert take(case, t_1_photo_kept=kept).status_code == 302
    assert len(case_records(case)[-1].record.attachments) == 1


def test_a_disguised_file_is_no_photograph(case) -> None:
    wrong = SimpleUploadedFile("瓶.jpg", b"MZ" + bytes(200), content_type="image/jpeg")
    assert take(case, t_1_photo=wrong).status_code == 422
    assert not GoodsItem.objects.exists()


def test_more_than_is_there_is_refused_with_the_way_on(case) -> None:
    take(case)
    answer = moved(case, "give_back", count="4", receiver="张某")
    assert answer.status_code == 422
    assert "现可处理数量为 3只，不足 4只" in text(answer)
    assert "外借送检的先登记归还" in text(answer)
    assert "张某" in str(answer.content.decode())
    assert moved(case, "give_back", count="3", receiver="张某").status_code == 302
    assert not GoodsItem.objects.get().is_left


def test_a_thing_moves_goes_out_and_comes_back(case) -> None:
    take(case)
    assert moved(case, "place").status_code == 422
    assert moved(case, "place", place="二号库", due="2026-11-20").status_code == 302
    assert moved(case, "lend", receiver="检验所").status_code == 302
    assert desk_of(QIN).get(f"/goods/case/{case}/move/bring_back/").status_code == 200
    row = GoodsItem.objects.get()
    assert (row.place, row.lent, row.due_day) == ("二号库", "1", parse_day("2026-11-20"))
    assert moved(case, "bring_back").status_code == 302
    assert GoodsItem.objects.get().lent == "0"
    assert desk_of(QIN).get(f"/goods/case/{case}/move/burn/").status_code == 404


def test_a_destruction_waits_for_the_second_officers_own_login(case) -> None:
    registered_organ()
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    first = parse_day("2025-01-02")
    for number, name in (("QS-0001", "秦某"), ("QS-0002", "卢某")):
        values = {"name": name, "organ_no": QIN.organ, "officer_no": number}
        acts = [Act("register_officer", first, values)]
        register(
            "officer", number, acts, division="650105", by=by, now=instant("2025-01-02 09:00"), today=first
        )
    take(case)
    assert moved(case, "destroy", count="3", second="QS-0002").status_code == 422  # it says why
    assert moved(case, "destroy", count="3", second="QS-0002", reason="依规定销毁").status_code == 302
    waits = case_records(case)[-1].record.id
    mine = text(desk_of(QIN).get(f"/goods/case/{case}/"))
    assert "待第二人签名 3" in mine
    assert "签名确认销毁" not in mine
    sign = f"/goods/case/{case}/sign/{waits}/"
    assert sign in desk_of(LU).get("/my-work/").content.decode()
    assert sign not in desk_of(QIN).get("/my-work/").content.decode()
    assert "不需要您签名" in text(desk_of(QIN).post(sign))
    assert "签名确认销毁“液化气瓶”3 只" in text(desk_of(LU).get(sign))
    assert desk_of(LU).post(sign).status_code == 302
    assert sign not in desk_of(LU).get("/my-work/").content.decode()
    assert "已销毁 3" in text(desk_of(QIN).get(f"/goods/case/{case}/"))


def test_an_entry_is_undone_by_a_record_that_says_why(case) -> None:
    take(case)
    record = GoodsItem.objects.get().record
    page = f"/goods/case/{case}/void/{record}/"
    assert desk_of(QIN).post(page, {"seen": seen(case)}).status_code == 422
    assert "原登记仍可查阅" in text(desk_of(QIN).get(page))
    assert desk_of(QIN).post(page, {"seen": seen(case), "reason": "数量点错"}).status_code == 302
    assert not GoodsItem.objects.exists()
    said = text(desk_of(QIN).get(f"/goods/case/{case}/"))
    assert "已作废" in said
    assert "本案没有入库物品" in said


def test_somebody_elses_entry_is_told_and_nothing_typed_is_lost(case) -> None:
    take(case)
    late = moved(case, "lend", seen=2, receiver="检验所")
    assert late.status_code == 409
    assert "其间他人在本案作了登记" in text(late)
    form = BeautifulSoup(late.content, "html.parser")
    assert form.select_one("[name=receiver]")["value"] == "检验所"
    assert form.select_one("[name=seen]")["value"] == str(seen(case))


@pytest.fixture
def fined(case) -> str:
    did(case, "decide", "2026-09-08 09:00", by=HEAD, mode="attest", outcome="penalty", fine=Decimal(1000))
    did(case, "serve", "2026-09-08 10:00", mode="attest")
    return case


def money(case: str, kind: str, by=QIN, **more):
    said = {"at": "2026-10-12", "seen": seen(case)}
    return desk_of(by).post(f"/goods/case/{case}/money/{kind}/", said | more)


def test_part_payments_surcharge_and_what_is_owed_no_more(fined) -> None:
    page = f"/goods/case/{fined}/"
    assert "登记缴款" in text(desk_of(QIN).get(page))
    assert money(fined, "pay", amount="400").status_code == 302
    too_much = money(fined, "pay", amount="600.01")
    assert too_much.status_code == 422
    assert "超过应缴 600 元" in text(too_much)
    assert money(fined, "charge", reason="逾期未缴，决定加处").status_code == 302
    said = text(desk_of(QIN).get(page))
    assert "已决定加处" in said
    assert "合计应缴 1,170 元" in said  # 1000 × 3 % × 19 days is overdue until today
    assert money(fined, "excuse", amount="1170", reason="决定被撤销").status_code == 302
    assert not MoneyStanding.objects.get().is_left


def test_instalments_make_up_the_fine_and_need_their_approval(fined) -> None:
    plan = {"p_1_day": "2026-10-20", "p_1_amount": "400", "p_2_day": "2026-11-20", "p_2_amount": "500"}
    assert "合计 900 元，应当等于罚款 1,000 元" in text(money(fined, "plan", **plan))
    plan["p_2_amount"] = "600"
    refused = money(fined, "plan", **plan)
    assert refused.status_code == 422
    assert "先办理“批准延期（分期）缴纳”" in text(refused)
    assert "第六十六条第二款" in text(refused)
    way = BeautifulSoup(refused.content, "html.parser").select_one(".pl-refusal a[href*='/act/']")
    assert way["href"] == f"/cases/{fined}/act/defer_payment/"
    did(fined, "defer_payment", "2026-10-12 09:00", mode="attest", pay_by=parse_day("2026-11-20"))
    assert money(fined, "plan", **plan).status_code == 302
    assert MoneyStanding.objects.get().due_day == parse_day("2026-10-20")
    half = {"p_1_day": "2026-10-20"}
    assert "日期和金额都要填写" in text(money(fined, "plan", **half))


def test_a_case_that_was_split_off_says_where_the_things_are_entered(case) -> None:
    registered_organ()
    take(case)
    cited = next(one.record.id for one in case_records(case) if one.record.step == "file_case")
    sent = {"cause": "另一违法行为", "party_name": "青石区另一公司", "reason": "分别处理", "cited": [cited]}
    answer = desk_of(QIN).post(f"/cases/{case}/links/split/", {**sent, "party_kind": "organisation"})
    new = answer.headers["Location"].split("/")[2]
    page = BeautifulSoup(desk_of(QIN).get(f"/goods/case/{new}/").content, "html.parser")
    link = page.select_one(f".pl-notice a[href='/goods/case/{case}/']")
    assert link.text == "青市监立〔2026〕1号 液化气瓶"
    assert page.select_one(f".pl-notice a[href='/goods/case/{new}/']") is None
    own = BeautifulSoup(desk_of(QIN).get(f"/goods/case/{case}/").content, "html.parser")
    assert own.select_one(".pl-notice a[href^='/goods/case/']") is None
