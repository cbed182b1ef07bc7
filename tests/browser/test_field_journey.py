"""Three inspections without network, the browser closed and opened again, the network back: all arrive once, in order,
byte for byte; the last was made by an officer whose certificate had lapsed.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.builders.chromium import PHONE
from tests.builders.history import instant
from tests.builders.phone import Phone, phone
from tests.builders.signing_in import account, signed_in
from tests.builders.window import Window

from plumbline.apps.attachments.queries import file
from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.field.actions.importing import bring_bundle, import_bundle
from plumbline.apps.field.actions.pins import set_pin
from plumbline.apps.field.actions.recovery import begin_key, take_second_share
from plumbline.apps.field.errors import SamePerson
from plumbline.apps.field.models import FieldArrival, FieldFile
from plumbline.apps.field.queries.arrivals import arrival
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import do as do_register
from plumbline.apps.people.queries import login_of, persons_of
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import ValuePlace
from plumbline.site.demo.people import settle as settle_people

pytestmark = [pytest.mark.django_db(transaction=True)]

PICTURES = {PHONE: ("field-home", "field-step", "field-arrival", "field-received")}
FIRST, LAPSED = "2026-10-12", "2026-10-13"
OFFICER, HEAD = "demo-officer", "demo-agency-head"
COLLEAGUE, COLLEAGUE_PIN = "QS02002", "南山坡 2741"
LANGUAGE, INTERPRETER = "维吾尔语", "测试译员"
APPROVED = {
    "result": "approved",
    "kind": "daily",
    "source": "yearly_plan",
    "subject_kind": "organ",
    "basis_kind": "law",
    "merge_checked": True,
}


def person(username: str) -> Person:
    account = login_of(username)
    assert account is not None
    return persons_of(account, parse_day(FIRST))[0]


def planned() -> str:
    """An approved inspection in the officer's hands."""
    officer, head = person(OFFICER), person(HEAD)
    told = Opening(
        "inspection", None, "安全生产检查", party={"party_name": "青石区兴隆粮油加工有限公司（虚构）"}
    )
    now = instant(f"{FIRST} 08:10")
    case = open_case(person=officer, place=Place("QS02", "650105"), opening=told, now=now)
    approve = Act("approve", Moment(f"{FIRST}T08:20+08:00", "minute"), values=APPROVED)
    perform_act(person=head, case=case, act=approve, seen=None, now=instant(f"{FIRST} 08:20"), mode="attest")
    return case


def inspected(one: Phone, *, film: bool) -> None:
    """The steps of an inspection on the phone: card shown, looked at by two with photos and film, put on record."""
    one.press("下一步")
    one.page.get_by_label("已出示执法证件本身").check()
    for name in ("reason_told", "basis_told", "rights_told"):
        one.choose(name, "是")
    one.press("完成")
    one.photograph(2)
    if film:
        one.film()
    one.choose("item-0", "合格")
    one.page.locator("select[data-field=carried_out_by]").select_option("officers")
    one.choose("major_rights", "否")
    one.choose("dispute_prone", "否")


def recorded(one: Phone, confirmed: bool = False) -> None:
    one.press("完成")
    one.choose("finding", "未发现问题")
    one.page.get_by_label("《现场检查笔录》").check()
    one.press("完成")
    if confirmed:
        one.confirm(COLLEAGUE_PIN)
    one.end()


def looked_at(one: Phone, window: Window) -> None:
    """Clean; looking through the debugger gives Chromium its network back, so it is taken away again."""
    window.clean()
    one.network(True)
    one.network(False)


def first_day(one: Phone, window: Window) -> None:
    """Prepared at the desk; then two inspections and half of a third without network."""
    one.clock(instant(f"{FIRST} 09:00"))
    one.sign_in(OFFICER)
    one.open()
    one.prepare()
    one.network(False)
    one.open()
    one.unlock()
    looked_at(one, window)
    window.picture("field-home")
    planned_row = one.page.get_by_role("button", name="青石区兴隆粮油加工有限公司（虚构）")
    planned_row.click()
    one.press("返回")
    expect(planned_row).to_contain_text("办理中")
    planned_row.click()  # goes on with the one that was begun; a second one would be in the way below
    one.page.get_by_text(COLLEAGUE).click()
    inspected(one, film=True)
    one.question("李店主（虚构）", LANGUAGE, INTERPRETER)
    looked_at(one, window)
    window.picture("field-step")
    one.sign()
    recorded(one, confirmed=True)
    one.later("01:30:00")
    one.begin("现场检查", "价格行为检查", "青石区长青食品有限公司（虚构）")
    one.page.get_by_text(COLLEAGUE).click()
    inspected(one, film=True)
    recorded(one)
    one.later("22:25:00")
    one.begin("现场检查", "仓库检查", "青石区和顺建材有限公司（虚构）")
    one.page.get_by_text(COLLEAGUE).click()
    inspected(one, film=False)
    assert not FieldArrival.objects.exists()


def second_day(one: Phone) -> None:
    """The browser died in the middle of the third; what was done so far is there."""
    one.clock(instant(f"{LAPSED} 09:05"))
    one.open()
    expect(one.page.get_by_text("恢复密钥的两名持有人")).to_be_visible()
    one.unlock()
    expect(one.page.locator("li[data-state=closed]")).to_have_count(2)
    one.press("继续办理")
    expect(one.page.locator("li[data-role=photo]")).to_have_count(2)
    one.film()
    recorded(one)
    expect(one.page.locator("li[data-state=closed]")).to_have_count(3)


def arrives(one: Phone) -> None:
    """The network is back with nobody signed in: nothing is lost. Signed in, everything goes; sent again, nothing."""
    one.context.clear_cookies()
    for there in (True, False, True):  # Chromium tells of a change alone, and forgot that a new page had none
        one.network(there)
    one.page.get_by_text("请登录后发送").wait_for()
    expect(one.page.locator("li[data-state=closed]")).to_have_count(3)
    one.sign_in(OFFICER)
    one.press("立即发送")
    expect(one.page.locator("li[data-state=sent]")).to_have_count(3)


def lapse() -> None:
    """The officer's certificate is revoked on the second day, while the phone has no network."""
    by, day = person("demo-supervisor"), parse_day(LAPSED)
    values = {"certificate_no": "QS02001", "reason": "调离执法岗位"}
    revoked = RegisterAct("revoke_certificate", day, values)
    do_register("officer", "QS02001", revoked, by=by, now=instant(f"{LAPSED} 08:00"), today=day)


def arrived_as_made(captured: dict[str, str], case: str) -> None:
    """Every capture once and byte for byte; visits in order, each with its acts; the lapsed certificate a finding."""
    rows = {row.id: row for row in FieldFile.objects.all()}
    assert {id: row.sha256 for id, row in rows.items()} == captured
    for row in rows.values():
        assert hashlib.sha256(b"".join(file(row.hash).read())).hexdigest() == row.sha256
    visits = list(FieldArrival.objects.order_by("order"))
    assert [one.title for one in visits] == ["安全生产检查", "价格行为检查", "仓库检查"]
    assert visits[0].case == case
    assert [one.order for one in visits] == sorted(one.order for one in visits)
    for one in visits:
        held = [held.record for held in read_case(one.case).held]
        acts = [record for record in held if "_field" in record.fields and "confirms" not in record.fields]
        assert [record.step for record in acts] == ["show_certificate", "inspect", "record"]
        assert acts[0].fields["_field"]["card_shown"] is True  # type: ignore[index,call-overload]
        assert [held.step for held in held].count("receive_from_field") == 1
        asked_in(acts[1], LANGUAGE if one is visits[0] else None)
    shown = signed_in(OFFICER).get(f"/cases/{case}/recordings/").content.decode()
    assert "data-pl-seek" in shown, "a film that was made in the middle of its act shows that act"
    named = {one.hash for v in visits for held in read_case(v.case).held for one in held.record.attachments}
    assert named == {row.hash for row in rows.values()}
    assert ["two-officers" in rules(one.visit) for one in visits] == [False, False, True]
    confirmed = [
        {r.fields["confirms"] for r in records(one.case) if "confirms" in r.fields} for one in visits
    ]
    assert [len(one) for one in confirmed] == [len(together(visits[0].case)), 0, 0], "by PIN, without network"
    assert not any("confirmation-unfit" in rules(one.visit) for one in visits)


def asked_in(inspect: Record, language: str | None) -> None:
    """The act says what language the questions had; who interpreted lies apart from the record."""
    assert inspect.fields.get("language") == language
    assert INTERPRETER not in str(inspect.fields)
    apart = personal_values([inspect.id]).get(ValuePlace(inspect.id, "personal", "interpreter"))
    assert (apart.value if apart else None) == (INTERPRETER if language else None)


def records(case: str) -> list[Record]:
    return [held.record for held in read_case(case).held]


def together(case: str) -> list[str]:
    """The acts in which the colleague is named."""
    return [
        one.id
        for one in records(case)
        if COLLEAGUE in [actor.officer for actor in one.by] and one.step != "confirm_act"
    ]


def exported(one: Phone, folder: Path) -> Path:
    """The encrypted bundle of what waits on the phone."""
    with one.page.expect_download() as waited:
        one.press("导出加密包")
    waited.value.save_as(folder / "bundle.plfield")
    return folder / "bundle.plfield"


def imported(bundle: Path, shares: tuple[str, str], now: int, captured: dict[str, str]) -> None:
    """The two holders import the bundle of a phone that has sent since: nothing is entered twice."""
    data = bundle.read_bytes()
    assert b"\xe5\x85\xb4\xe9\x9a\x86" not in data, "the party can be read in the bundle"
    told = {"now": now, "today": parse_day(LAPSED)}
    head, officer = person(HEAD), person(OFFICER)
    waits = bring_bundle(person=head, chunks=[data], share=shares[0], now=now)
    with pytest.raises(SamePerson):
        import_bundle(person=head, bundle=waits, share=shares[1], **told)
    FieldFile.objects.all().delete()  # as if no file had arrived: what is in the bundle is taken in
    done = import_bundle(person=officer, bundle=waits, share=shares[1], **told)
    assert [one.again for one in done] == [True, True, True]
    assert {row.id: row.sha256 for row in FieldFile.objects.all()} == captured
    assert FieldArrival.objects.count() == 3


def rules(visit: str) -> set[str]:
    found = arrival(visit)
    assert found is not None
    return {one.rule for one in found.breaches}


def key_of_two(now: int) -> tuple[str, str]:
    """The two shares of the organ's recovery key."""
    return begin_key(person=person(HEAD), now=now), take_second_share(person=person(OFFICER), now=now)


@pytest.mark.complains("net::ERR")
def test_three_inspections_without_network(
    browser: Browser, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA, settings.DEMO = tmp_path / "site", True
    clock = {"now": instant(f"{FIRST} 09:00")}
    settings.CLOCK = lambda: clock["now"]
    settle_people(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    case, folder = planned(), tmp_path / "phone"
    lu = account("lu", Role.OFFICER, organ="QS02", officer=COLLEAGUE, divisions=["650105"])
    colleague = Person(lu, "lu", Role.OFFICER, "QS02", ("650105",), COLLEAGUE)
    set_pin(person=colleague, pin=COLLEAGUE_PIN, now=clock["now"])
    shares = key_of_two(clock["now"])
    with phone(browser, live_server.url, folder) as one:
        window = Window(one.page, live_server.url, (PHONE,), PICTURES)
        first_day(one, window)
        captured = one.captured()
        assert [text for text in one.said if "net::ERR" not in text] == []
    lapse()
    with phone(browser, live_server.url, folder, network=False) as one:
        second_day(one)
        captured |= one.captured()
        bundle = exported(one, tmp_path)
        clock["now"] = instant(f"{LAPSED} 09:06")
        asked: list[str] = []
        one.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        visits: list[int] = []
        one.page.on(
            "request",
            lambda request: (
                visits.append(json.loads(request.post_data)["order"])
                if request.url.endswith("/field/visits/")
                else None
            ),
        )
        arrives(one)
        assert len(visits) == 3
        assert visits == sorted(visits), "sent in the order in which they were begun"
        assert [line for line in asked if line.startswith("PATCH") and "/uploads/" in line], (
            "films go in parts"
        )
        arrived_as_made(captured, case)
        imported(bundle, shares, clock["now"], captured)
        again = Window(one.page, live_server.url, (PHONE,), PICTURES, window.taken)
        again.page.goto(f"{live_server.url}/field/received/")
        again.clean()
        again.picture("field-received")
        again.page.get_by_role("link", name="检案").first.click()
        again.clean()
        again.picture("field-arrival")
        again.finish()
