"""What a process keeps between requests never shows what is out of date, and nobody what they may not see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.builders.desk import FILED, HEAD, INVESTIGATED, OTHER_ORGAN, QIN, did, opened, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.journey import SIGNER

from plumbline.apps.casework.actions import void_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.pages.goods_parts import goods_card
from plumbline.apps.casework.possible import possible
from plumbline.apps.ledger_store.actions import Sealer, signers_of
from plumbline.apps.people.models import Account
from plumbline.core.authority.role import Role
from plumbline.core.cases.standing import possibilities
from plumbline.core.facts.officers import OfficerRegister

pytestmark = pytest.mark.django_db
NOW = "2026-10-12 09:20"


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant(NOW)


@pytest.fixture
def case() -> str:
    found = opened("2026-10-08 09:00")
    did(found, "file_case", "2026-10-08 10:00", by=HEAD, **FILED)
    did(found, "investigate", "2026-10-09 09:00", mode="attest", **INVESTIGATED)
    return found


def page(client: Any, case: str, **headers: str) -> str:
    answer = client.get(f"/cases/{case}/", headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_page_seen_by_one_is_not_given_to_another(case: str) -> None:
    assert "鉴定" in page(desk_of(QIN), case)
    stranger = desk_of(person(Role.OFFICER, "QX-0009", OTHER_ORGAN))
    answer = stranger.get(f"/cases/{case}/")
    assert answer.status_code == 403
    assert "鉴定" not in answer.content.decode()


def test_a_record_voided_since_is_struck_through(case: str) -> None:
    desk = desk_of(QIN)
    assert "pl-gone" not in page(desk, case)
    wrong = did(case, "investigate", "2026-10-10 09:00", mode="attest", **INVESTIGATED).receipt.record.id
    assert "pl-gone" not in page(desk, case)
    void_act(person=QIN, case=case, record=wrong, reason="录错案件", seen=None, now=instant(NOW))
    text = page(desk, case)
    assert text.count("pl-gone") == 1
    assert "录错案件" in text


def test_a_record_sealed_since_says_so(case: str, settings: Any) -> None:
    desk = desk_of(QIN)
    before = page(desk, case).count("待封存")
    assert before >= 3
    Sealer(signers_of(SIGNER, False), lambda: instant(NOW)).seal()
    assert page(desk, case).count("待封存") == 0


def test_another_name_language_or_day_is_another_line(case: str, settings: Any) -> None:
    desk = desk_of(QIN)
    first = page(desk, case)
    Account.objects.filter(officer=QIN.officer).update(name="改名者")
    assert "改名者" in page(desk, case)
    assert "case opened" in page(desk, case, accept_language="en")
    assert "立案审批" not in page(desk, case, accept_language="en")
    assert "10-09 09:00" in first
    settings.CLOCK = lambda: instant("2027-01-04 09:20")
    Account.objects.filter(officer=QIN.officer).update(name="测试QS-0001")
    assert "2026-10-09 09:00" in page(desk_of(QIN), case)


def test_a_line_found_by_a_word_is_the_line_of_the_list_on_its_day(case: str, settings: Any) -> None:
    def shown(client: Any, more: str = "") -> list[str]:
        text = client.get(f"/cases/?tab=open{more}").content.decode()
        (row,) = re.findall(r"<tr data-pl-row>(.*?)</tr>", text, re.DOTALL)
        return re.findall(r"<td.*?</td>", row, re.DOTALL)

    desk = desk_of(QIN)
    first, word = shown(desk), read_case(case).history.opening.title[:2]
    assert len(first) == 7
    assert "处罚普通程序" in first[2]
    found = shown(desk, f"&q={word}")
    assert f"<mark>{word}</mark>" in found[1]
    assert (found[2:], shown(desk, "&order=-number")) == (first[2:], first)
    settings.CLOCK = lambda: instant("2026-11-02 09:20")
    assert shown(desk_of(QIN))[-1] != first[-1]


def test_things_and_money_are_made_anew_where_they_may_be_others(case: str) -> None:
    now, file = instant(NOW), read_case(case)
    reader = person(Role.OFFICER, "QX-0009", OTHER_ORGAN)
    first = goods_card(file, QIN, now, "zh")
    assert goods_card(read_case(case), QIN, now + 1, "zh") is first
    others = [(file, QIN, now + 86_400_000_000, "zh"), (file, QIN, now, "en"), (file, reader, now, "zh")]
    for told in others:
        assert goods_card(*told) is not first
    did(case, "investigate", "2026-10-12 09:00", mode="attest", **INVESTIGATED)
    assert goods_card(read_case(case), QIN, now, "zh") is not first
    ahead = instant("2026-10-12 08:00")
    assert goods_card(read_case(case), QIN, ahead, "zh") is not goods_card(read_case(case), QIN, ahead, "zh")


def test_what_may_be_done_is_what_it_is_when_worked_out_anew(case: str) -> None:
    """Kept under records, role, day and who is qualified: asked again, after an act and on another day."""
    registers = (OfficerRegister({}, closed=True), OfficerRegister({"QS-0001": (), "QS-0002": ()}))
    for moment in ("2026-10-10 09:00", "2026-10-12 09:20", "2027-01-20 09:00"):
        if moment.startswith("2026-10-12"):
            did(case, "withdraw_case", "2026-10-11 09:00", by=HEAD, mode="attest")
        for role in ("officer", "agency_head", "officer"):
            for officers in registers:
                file, now = read_case(case), instant(moment)
                anew = possibilities(file.docket, file.history, now, role, officers)
                assert possible(file, now, role, officers) == anew
                assert possible(file, now + 1, role, officers) == anew
