"""What a leaving person has taken out stands in the list of what they hold, until it is brought back where it lies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.apps.casework.test_approving import NOW, case, submitted  # noqa: F401
from tests.builders.desk import HEAD, LU, ORGAN, QIN, did, opened, person
from tests.builders.desk_pages import desk_of

from plumbline.apps.case_file.actions import (
    Archiving,
    Lending,
    Retention,
    archive_file,
    lend_file,
    return_file,
)
from plumbline.apps.casework.handing_over import take_over
from plumbline.apps.goods.actions import enter_movement
from plumbline.apps.goods.errors import SeveralOfThatName
from plumbline.apps.goods.models import GoodsItem
from plumbline.apps.people import actions as people
from plumbline.apps.people.queries import held_items, history
from plumbline.core.authority.role import Role
from plumbline.core.goods.stock import Move, Movement

pytestmark = [pytest.mark.django_db]
DAY = NOW // 86_400_000_000
WHEN = {"by": person(Role.AGENCY_HEAD), "now": NOW, "today": DAY}


@pytest.fixture(autouse=True)
def clock(settings: Any) -> None:
    settings.CLOCK = lambda: NOW


def taken_out(number: str) -> None:
    values = {"recorder_no": number, "name": "型号甲", "organ_no": ORGAN}
    out = {"taken_by": "QS-0001", "taken_at": NOW, "clock_off": 0}
    people.register(
        "recorder",
        number,
        [people.Act("register_recorder", DAY, values), people.Act("take_out", DAY, out)],
        division="650105",
        **WHEN,
    )


def lent() -> str:
    ended = opened("2026-03-01 09:00", number="青市监立〔2026〕8号")
    did(ended, "close_archive", "2026-03-01 10:00", mode="attest", papers=("卷宗",), state="performed")
    kept = Archiving("QS-D-1", Retention("30", "本机关期限表第3条"))
    archive_file(person=LU, case=ended, archiving=kept, now=NOW)
    lend_file(person=LU, case=ended, lending=Lending("执法大队", "", "复核", DAY + 5, "QS-0001"), now=NOW)
    return ended


def page_of(leaving: str) -> BeautifulSoup:
    return BeautifulSoup(desk_of(HEAD).get(f"/hand-over/?leaving={leaving}").content, "html.parser")


def test_an_act_under_way_through_the_boxes_is_held_and_goes_over(case: str) -> None:  # noqa: F811
    submitted(case, by=LU)
    assert held_items("QS-0002", DAY) == ("送审批 青市监立〔2026〕1号 立案",)
    assert "已送审批" in page_of("QS-0002").get_text(" ", strip=True)
    assert "送审批" not in desk_of(LU).get("/my-work/").content.decode(), "nothing to do for it yet"
    take_over(person=HEAD, leaving="QS-0002", receiver="QS-0001", reason="调离", now=NOW + 1, today=DAY)
    assert held_items("QS-0002", DAY) == ()
    assert "送审批 青市监立〔2026〕1号 立案" in held_items("QS-0001", DAY)


def test_recorders_files_and_things_are_listed_until_they_are_given_up(case: str) -> None:  # noqa: F811
    taken_out("JL-1")
    ended = lent()
    thing = Movement("", Move.TAKE_IN, "", 0, "", Decimal(3), "液化气瓶", "只", "一号库", "姓名QS-0001")
    item = enter_movement(person=QIN, case=case, movement=thing, now=NOW).record.id
    wanted = (
        "执法记录仪 JL-1（型号甲）领用未归还",
        "保管 青市监立〔2026〕1号 的涉案物品“液化气瓶”",
        "借阅案卷 青市监立〔2026〕8号，应于 2026-03-07 归还",
    )
    assert held_items("QS-0001", DAY)[-3:] == wanted
    links = page_of("QS-0001").find("section", attrs={"aria-labelledby": "pl-out"}).find_all("a")
    assert [one.get_text(strip=True) for one in links] == list(wanted)
    for one in links:
        assert desk_of(HEAD).get(one["href"]).status_code == 200, one
    key = desk_of(QIN).get("/my-work/").wsgi_request.user.key
    take_over(person=HEAD, leaving="QS-0001", receiver="QS-0002", reason="调离", now=NOW + 1, today=DAY)
    assert wanted[0] in str(history("account", key)[-1].values["items"])
    assert held_items("QS-0001", DAY) == wanted, "these lie where they are"
    back = {"brought_at": NOW, "clock_off": 0}
    people.do("recorder", "JL-1", people.Act("bring_back", DAY, back), **WHEN)
    return_file(person=LU, case=ended, now=NOW + 2)
    moved = Movement("", Move.PLACE, item, 0, "", keeper="姓名QS-0002")
    enter_movement(person=LU, case=case, movement=moved, now=NOW + 2)
    assert held_items("QS-0001", DAY) == ()
    assert page_of("QS-0001").find("section", attrs={"aria-labelledby": "pl-out"}) is None


def same_name(number: str) -> None:
    """Another officer of the organ who bears the name of QS-0001."""
    values = {"officer_no": number, "name": "姓名QS-0001", "organ_no": ORGAN}
    people.register(
        "officer", number, [people.Act("register_officer", DAY, values)], division="650105", **WHEN
    )


def test_two_of_one_name_are_two_persons(case: str) -> None:  # noqa: F811
    same_name("QS-0099")
    thing = Movement("", Move.TAKE_IN, "", 0, "", Decimal(3), "液化气瓶", "只", "一号库", "姓名QS-0001")
    with pytest.raises(SeveralOfThatName) as caught:
        enter_movement(person=QIN, case=case, movement=thing, now=NOW)
    assert "QS-0001、QS-0099" in caught.value.message("zh")
    assert "姓名QS-0001 QS-0001" in (caught.value.remedy("zh") or "")
    item = enter_movement(
        person=QIN, case=case, movement=replace(thing, keeper="姓名QS-0001 QS-0099"), now=NOW
    ).record.id
    ended = lent()
    assert len(held_items("QS-0001", DAY)[-1:]) == 1
    assert not [one for one in held_items("QS-0001", DAY) if "保管" in one]
    assert [one for one in held_items("QS-0099", DAY) if "借阅" in one] == []
    assert [one for one in held_items("QS-0099", DAY) if "保管" in one]
    return_file(person=LU, case=ended, now=NOW + 1)
    outside = Lending("审计局", "姓名QS-0002", "审计", DAY + 5)
    lend_file(person=LU, case=ended, lending=outside, now=NOW + 2)
    assert not [one for one in held_items("QS-0002", DAY) if "借阅" in one], "a namesake from outside took it"
    moved = Movement("", Move.PLACE, item, 0, "", keeper="外库保管员")
    enter_movement(person=LU, case=case, movement=moved, now=NOW + 2)
    assert not [one for one in held_items("QS-0099", DAY) if "保管" in one]


def test_an_entry_that_tells_a_name_alone_says_where_others_bear_it(case: str) -> None:  # noqa: F811
    thing = Movement("", Move.TAKE_IN, "", 0, "", Decimal(3), "液化气瓶", "只", "一号库", "姓名QS-0001")
    enter_movement(person=QIN, case=case, movement=thing, now=NOW)
    GoodsItem.objects.update(keeper_no="")
    kept = [one for one in held_items("QS-0001", DAY) if "保管" in one]
    assert len(kept) == 1
    assert "同名" not in kept[0]
    same_name("QS-0099")
    for number in ("QS-0001", "QS-0099"):
        assert "同名" in next(one for one in held_items(number, DAY) if "保管" in one)
