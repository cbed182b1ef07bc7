"""Approval chains: submitted, an opinion in every box, the last one performs the act through the door."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, HEAD, LU, ORGAN, QIN, QUALIFIED, REVIEWER, did, opened, person
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.casework.act import Act, Paper, PaperWanted
from plumbline.apps.casework.actions import perform_act
from plumbline.apps.casework.approval_chains import chains, check_seats, set_chain, unit_heads
from plumbline.apps.casework.approving import (
    carry_out,
    countersign,
    give_opinion,
    recall_submission,
    return_for_mending,
    submit_for_approval,
)
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import (
    AlreadySubmitted,
    ApprovalMissing,
    DeputyMayNot,
    NoChain,
    NotAwaited,
    OwnSubmission,
    ReasonMissing,
    SeatNeedsRole,
    SeatWantsRole,
)
from plumbline.apps.casework.handing_over import take_over
from plumbline.apps.casework.paper_texts import texts_of
from plumbline.apps.casework.queries import awaited_from
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people import actions as people
from plumbline.apps.people.queries import held_items, history
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.cases.approval import Office, Seat, State, submissions
from plumbline.core.cases.errors import ActRefused
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-03-02 10:00")
DAY = NOW // 86_400_000_000
UNIT = person(Role.OFFICER, "QS-0150")
CHAIN = (Seat(Office.UNIT, "QS-0150"), Seat(Office.HEAD, "QS-0100"))


@pytest.fixture
def case() -> str:
    """A case just opened, in an organ whose filings go through the unit and the head."""
    when = {"by": person(Role.SUPERVISOR), "now": instant("2026-03-01 09:00"), "today": DAY - 1}
    organ = {"organ_no": ORGAN, "name": "某局", "organ_kind": "organ", "division_code": "650105"}
    people.register("organ", ORGAN, [people.Act("register_organ", DAY - 1, organ)], **when)
    for code in ("QS-0001", "QS-0002", "QS-0100", "QS-0150", "QS-0200"):
        values = {"officer_no": code, "name": f"姓名{code}", "organ_no": ORGAN}
        people.register("officer", code, [people.Act("register_officer", DAY - 1, values)], **when)
    set_chain(person=HEAD, procedure="penalty.ordinary", step="file_case", seats=CHAIN, now=NOW, today=DAY)
    return opened("2026-03-02 09:00")


def filing(**values: Any) -> Act:
    moment = Moment("2026-03-02T10:00+08:00", "minute")
    return Act("file_case", moment, values={**FILED, **values}, papers=(Paper("立案审批表"),))


def submitted(case: str, by: Any = QIN, act: Act | None = None) -> str:
    told = {"opinion": "建议立案。", "seen": None, "now": NOW, "officers": QUALIFIED}
    return submit_for_approval(person=by, case=case, act=act or filing(), **told).record.id


def said(case: str, key: str, by: Any, minutes: int = 5, text: str = "同意。") -> Any:
    now = NOW + minutes * 60_000_000
    return give_opinion(
        person=by, case=case, submission=key, opinion=text, seen=None, now=now, officers=QUALIFIED
    )


def state(case: str) -> State:
    return submissions(read_case(case).history.sealed)[-1].state


def test_the_last_opinion_performs_what_was_submitted(case: str) -> None:
    key = submitted(case)
    assert [one.step_zh for one in awaited_from("QS-0150")] == ["立案"]
    assert awaited_from("QS-0100") == ()
    assert said(case, key, UNIT).done is None
    assert awaited_from("QS-0150") == ()
    done = said(case, key, HEAD, 9).done
    record = done.receipt.record
    assert (record.step, record.entered_by) == ("file_case", "QS-0100")
    assert record.fields["source"] == "inspection"
    assert record.fields["_documents"][0]["kind"] == "立案审批表"
    assert record.at.earliest == NOW + 9 * 60_000_000, "it happens when it is approved"
    assert state(case) is State.PERFORMED
    assert awaited_from("QS-0100") == ()
    with pytest.raises(NotAwaited):
        said(case, key, HEAD, 10)


def test_the_act_itself_is_refused_without_approval_and_what_happened_can_still_be_told(case: str) -> None:
    told = {"person": HEAD, "case": case, "act": filing(), "seen": None, "now": NOW, "officers": QUALIFIED}
    with pytest.raises(ApprovalMissing):
        perform_act(**told)
    assert perform_act(**told, mode="attest").receipt.record.step == "file_case"


def test_order_is_kept_and_nobody_else_gives_an_opinion(case: str) -> None:
    key, before = submitted(case), len(case_records(case))
    for who in (HEAD, LU, QIN, REVIEWER):
        with pytest.raises(NotAwaited):
            said(case, key, who)
    with pytest.raises(AccessRefused):
        said(case, key, person(Role.OFFICER, "QS-0150", "organ-fire"))
    with pytest.raises(ReasonMissing):
        said(case, key, UNIT, text=" ")
    assert len(case_records(case)) == before


def test_a_guard_holds_at_submission_and_again_at_the_last_opinion(case: str) -> None:
    with pytest.raises(ActRefused):
        submitted(case, act=filing(place_in_area=False, organ_level=None))
    key = submitted(case)
    said(case, key, UNIT)
    did(case, "file_case", "2026-03-02 10:06", by=HEAD, mode="attest", **FILED)
    before = len(case_records(case))
    with pytest.raises(ActRefused):
        said(case, key, HEAD, 9)
    assert len(case_records(case)) == before, "the opinion is not entered when the act is refused"


def test_sent_back_recalled_and_submitted_again(case: str) -> None:
    key = submitted(case)
    with pytest.raises(AlreadySubmitted):
        submitted(case)
    when = {"case": case, "seen": None, "now": NOW + 60_000_000}
    with pytest.raises(NotAwaited):
        return_for_mending(person=HEAD, submission=key, reason="缺证据", **when)
    return_for_mending(person=UNIT, submission=key, reason="缺证据", **when)
    assert state(case) is State.RETURNED
    assert [(one.kind, one.record) for one in awaited_from("QS-0001")] == [("returned", key)]
    again = submitted(case)
    assert awaited_from("QS-0001") == ()
    with pytest.raises(NotAwaited):
        recall_submission(person=LU, submission=again, reason="误交", **when)
    recall_submission(person=QIN, submission=again, reason="误交", **when)
    assert state(case) is State.RECALLED
    assert awaited_from("QS-0150") == ()
    with pytest.raises(NotAwaited):
        said(case, again, UNIT)


def test_countersigned_beside_the_chain(case: str) -> None:
    key = submitted(case)
    when = {"case": case, "submission": key, "seen": None, "now": NOW + 60_000_000}
    countersign(person=LU, opinion="已核对现场笔录。", **when)
    with pytest.raises(NotAwaited):
        countersign(person=UNIT, opinion="同意。", **when)
    (one,) = submissions(read_case(case).history.sealed)
    assert [opinion.by for opinion in one.beside] == ["QS-0002"]
    assert one.awaited == CHAIN[0], "a countersignature fills no box of the chain"


def away(who: Any, deputy: Any) -> None:
    """The person is away for the day, the deputy stands in."""
    keys = [desk_of(one).get("/own/").wsgi_request.user.key for one in (who, deputy)]
    first = date(2026, 3, 2)
    by = person(Role.SECURITY_ADMIN)
    people.record_absence(
        account=keys[0], first=first, last=first, deputy=keys[1], kind="leave", by=by, now=NOW
    )


def test_a_deputy_gives_an_opinion_on_the_day_and_no_other(case: str) -> None:
    key = submitted(case)
    away(UNIT, LU)
    with pytest.raises(NotAwaited):
        said(case, key, LU, 24 * 60)
    said(case, key, LU)
    (one,) = submissions(read_case(case).history.sealed)
    assert [opinion.by for opinion in one.opinions] == ["QS-0002"]


def test_nobody_approves_as_a_deputy_what_they_submitted(case: str, settings: Any) -> None:
    settings.CLOCK = lambda: NOW
    key = submitted(case)
    away(UNIT, QIN)
    with pytest.raises(OwnSubmission):
        said(case, key, QIN)
    page = desk_of(QIN).get(f"/cases/{case}/").content.decode()
    assert "不能以代理人身份签批。等待本人返岗" in page
    assert 'value="opinion"' not in page


def test_opinions_stand_in_the_boxes_of_the_paper(case: str) -> None:
    act = replace(filing(), papers=(), make=(PaperWanted("立案审批表"),))
    key = submitted(case, act=act)
    away(UNIT, LU)
    said(case, key, LU, text="情况属实。")
    record = said(case, key, HEAD, 9, "批准立案。").done.receipt.record
    paper = "\n".join(texts_of([record]))
    for wanted in ("建议立案。", "情况属实。", "批准立案。", "QS-0002（代", "2026年3月2日"):
        assert wanted in paper, paper


def test_no_deputy_where_the_law_names_a_role_that_they_do_not_hold(case: str) -> None:
    key = submitted(case)
    said(case, key, UNIT)
    away(HEAD, LU)
    with pytest.raises(DeputyMayNot, match="agency head") as refused:
        said(case, key, LU, 8)
    assert "《行政处罚法》第五十四条" in refused.value.message("zh")
    assert state(case) is State.AWAITING


def test_a_deputy_who_holds_the_role_performs_the_act(case: str) -> None:
    key = submitted(case)
    said(case, key, UNIT)
    second = person(Role.AGENCY_HEAD, "QS-0101")
    away(HEAD, second)
    assert said(case, key, second, 8).done.receipt.record.entered_by == "QS-0101"


def test_an_act_of_the_handlers_own_is_entered_by_whoever_submitted_it(case: str) -> None:
    chain = (Seat(Office.HEAD, "QS-0100"),)
    set_chain(
        person=HEAD, procedure="penalty.ordinary", step="find_violation", seats=chain, now=NOW, today=DAY
    )
    key = submitted(case, act=Act("find_violation", Moment("2026-03-02T10:00+08:00", "minute")))
    assert said(case, key, HEAD).done is None
    assert state(case) is State.APPROVED
    assert [one.record for one in awaited_from("QS-0001")] == [key]
    with pytest.raises(NotAwaited):
        carry_out(person=LU, case=case, submission=key, now=NOW + 600_000_000, officers=QUALIFIED)
    carry_out(person=QIN, case=case, submission=key, now=NOW + 600_000_000, officers=QUALIFIED)
    assert state(case) is State.PERFORMED


def test_two_at_once_the_second_is_told(case: str) -> None:
    key, seen = submitted(case), len(case_records(case))
    countersign(person=LU, case=case, submission=key, opinion="已核对。", seen=seen, now=NOW + 60_000_000)
    told = {"submission": key, "opinion": "同意。", "seen": seen, "now": NOW + 120_000_000}
    with pytest.raises(CaseMoved):
        give_opinion(person=UNIT, case=case, officers=QUALIFIED, **told)


def test_the_page_follows_the_chain_of_the_day(case: str) -> None:
    """What is drawn of a case is kept under the chains too, which stand in no record of it."""
    told = {"person": HEAD, "procedure": "penalty.ordinary", "step": "file_case", "now": NOW, "today": DAY}
    desk, link = desk_of(QIN), f'/cases/{case}/act/file_case/"'

    def offered() -> bool:
        return link in desk.get(f"/cases/{case}/").content.decode()

    assert offered()
    assert offered()
    set_chain(seats=(), **told)
    assert not offered()
    set_chain(seats=CHAIN, **told)
    assert offered()


def test_chains_are_records_of_the_organ_and_name_the_head_of_the_unit(case: str) -> None:
    assert chains(ORGAN) == {("penalty.ordinary", "file_case"): CHAIN}
    assert unit_heads(ORGAN, "penalty.ordinary") == ("QS-0150",)
    told = {"procedure": "penalty.ordinary", "step": "file_case", "now": NOW, "today": DAY}
    with pytest.raises(AccessRefused):
        set_chain(person=QIN, seats=(), **told)
    set_chain(person=HEAD, seats=(), **told)
    assert chains(ORGAN) == {}
    assert [one.step for one in history("organ", ORGAN)].count("set_approval_chain") == 2
    with pytest.raises(NoChain):
        submitted(case)


def test_awaited_approvals_and_boxes_go_over_with_everything_else(case: str) -> None:
    key = submitted(case)
    assert held_items("QS-0150", DAY) == ("青市监立〔2026〕1号 立案", "审批栏 行政处罚普通程序 立案")
    take_over(
        person=HEAD, leaving="QS-0150", receiver="QS-0002", reason="调离", now=NOW + 60_000_000, today=DAY
    )
    assert held_items("QS-0150", DAY) == ()
    assert chains(ORGAN)["penalty.ordinary", "file_case"] == (Seat(Office.UNIT, "QS-0002"), CHAIN[1])
    assert said(case, key, LU).receipt.record.entered_by == "QS-0002"


def test_a_box_behind_the_one_awaited_goes_over_too(case: str) -> None:
    """The head leaves while the unit is awaited: nothing waits for the head yet, and all the same nothing is lost."""
    key = submitted(case)
    assert "青市监立〔2026〕1号 立案" in held_items("QS-0100", DAY)
    assert awaited_from("QS-0100") == ()
    desk_of(person(Role.AGENCY_HEAD, "QS-0002"))
    take_over(
        person=HEAD, leaving="QS-0100", receiver="QS-0002", reason="调离", now=NOW + 60_000_000, today=DAY
    )
    said(case, key, UNIT)
    assert [one.record for one in awaited_from("QS-0002")] == [key]
    assert held_items("QS-0100", DAY) == ()


def test_a_box_for_which_the_law_names_a_role_goes_to_nobody_without_it(case: str) -> None:
    before = len(case_records(case))
    told = {"reason": "调离", "now": NOW + 60_000_000, "today": DAY}
    with pytest.raises(SeatNeedsRole, match="File the case"):
        take_over(person=HEAD, leaving="QS-0100", receiver="QS-0002", **told)
    assert chains(ORGAN)["penalty.ordinary", "file_case"] == CHAIN
    assert len(case_records(case)) == before


def sent(seen: int) -> dict[str, Any]:
    values = {f"f_{name}": {True: "1", False: "0"}.get(value, value) for name, value in FILED.items()}
    values |= {"f_act_ended_on": "2026-02-20", "f_found_on": "2026-02-27"}
    return {"at": "2026-03-02T10:00", "seen": seen, "submit": "1", "opinion": "建议立案。", **values}


def test_the_pages_from_the_form_to_the_boxes(case: str, settings: Any) -> None:
    settings.CLOCK = lambda: NOW + 60_000_000
    qin, unit, head = desk_of(QIN), desk_of(UNIT), desk_of(HEAD)
    assert (
        "立案"
        in BeautifulSoup(qin.get(f"/cases/{case}/").content, "html.parser").find(class_="pl-may").get_text()
    )
    address = f"/cases/{case}/act/file_case/"
    whole = BeautifulSoup(qin.get(address).content, "html.parser").find(id="pl-panel").section
    alone = BeautifulSoup(part(qin, address).content, "html.parser").section
    for tree in (whole, alone):
        tree.find(attrs={"name": "csrfmiddlewaretoken"}).decompose()
    assert whole == alone
    assert "提交审批" in whole.get_text()
    assert qin.post(address, sent(len(case_records(case)))).status_code == 302
    key = submissions(read_case(case).history.sealed)[0].record.id
    assert "待审批：立案" in unit.get("/my-work/").content.decode()
    page = unit.get(f"/cases/{case}/").content.decode()
    assert "等待测试QS-0150" in page
    assert "建议立案。" in page
    here = f"/cases/{case}/approval/{key}/"
    assert head.post(here, {"do": "opinion", "text": "同意。"}).status_code == 422
    assert unit.post(here, {"do": "opinion", "text": "同意立案。"}).status_code == 302
    assert head.post(here, {"do": "opinion", "text": "批准。"}).status_code == 302
    page = qin.get(f"/cases/{case}/").content.decode()
    assert "已批准并办理" in page
    assert "同意立案。" in page
    assert qin.post(f"/cases/{case}/approval/nothing/", {"do": "recall"}).status_code == 404


def test_what_was_sent_back_is_in_the_form_again(case: str, settings: Any) -> None:
    settings.CLOCK = lambda: NOW + 120_000_000
    key = submitted(case)
    when = {"case": case, "seen": None, "now": NOW + 60_000_000}
    return_for_mending(person=UNIT, submission=key, reason="缺证据", **when)
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/file_case/").content, "html.parser")
    assert page.find(id="act_f_source").find("option", selected=True)["value"] == "inspection"
    assert "缺证据" in page.get_text()


def test_the_form_of_what_comes_back_is_what_was_submitted_and_no_older_draft(
    case: str, settings: Any
) -> None:
    settings.CLOCK = lambda: NOW + 120_000_000
    desk, address = desk_of(QIN), f"/cases/{case}/act/file_case/"
    wrong = {"f_place_in_area": "0", "f_jurisdiction_ground": "place_of_violation"}
    typed = {**sent(len(case_records(case))), "papers": "立案审批表", "a_filing-approval_facts": "两台超期。"}
    assert desk.post(address, {**typed, **wrong}).status_code == 422, "a refusal keeps a draft"
    assert desk.post(address, typed).status_code == 302
    key = submissions(read_case(case).history.sealed)[0].record.id
    assert desk.post(f"/cases/{case}/approval/{key}/", {"do": "recall", "text": "补材料"}).status_code == 302
    page = BeautifulSoup(desk.get(address).content, "html.parser")
    assert page.find(id="act_f_place_in_area").find("option", selected=True)["value"] == "1"
    assert page.find("input", attrs={"name": "papers", "value": "立案审批表"}).has_attr("checked")
    assert page.find(id="act_a_filing-approval_facts").get_text().strip() == "两台超期。"
    assert page.find(id="act_opinion")["value"] == "建议立案。"


def test_the_head_sets_a_chain_in_the_page(case: str, settings: Any) -> None:
    settings.CLOCK = lambda: NOW + 60_000_000
    head = desk_of(HEAD)
    assert head.post("/approval-chains/", {"where": "no/such"}).status_code == 422
    told = {"where": "penalty.ordinary/decide", "office_legal": "QS-0200", "office_head": "QS-0100"}
    refused = head.post("/approval-chains/", {**told, "office_head": "QS-0001"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "法制机构栏须由法制审核人员签署" in page, "nobody signs in as QS-0200 yet"
    assert chains(ORGAN).keys() == {("penalty.ordinary", "file_case")}
    desk_of(REVIEWER)
    page = BeautifulSoup(
        head.post("/approval-chains/", {**told, "office_head": "QS-0001"}).content, "html.parser"
    )
    assert "主要负责人栏须由行政机关负责人签署（《行政处罚法》第五十四条" in page.get_text()
    assert page.find(id="pl-office-head").find("option", selected=True)["value"] == "QS-0001", (
        "nothing is lost"
    )
    assert head.post("/approval-chains/", told).status_code == 302
    assert "法制机构：姓名QS-0200 → 主要负责人：姓名QS-0100" in head.get("/approval-chains/").content.decode()
    assert desk_of(QIN).get("/approval-chains/").status_code == 403


def test_what_the_heads_discuss_together_is_signed_by_one_of_them_and_by_no_officer(case: str) -> None:
    """The minutes are anybody's to enter; the box of the approval form is the heads' (§57 ¶2), their deputy's too."""
    found = shelf().docket("penalty.ordinary")
    step = found.step("collective_discussion")
    with pytest.raises(SeatWantsRole) as refused:
        check_seats(ORGAN, found.procedure, step, [Seat(Office.HEAD, "QS-0001")], {}, DAY)
    assert "《行政处罚法》第五十七条第二款" in refused.value.message("zh")
    chain = (Seat(Office.HEAD, "QS-0100"),)
    set_chain(person=HEAD, procedure="penalty.ordinary", step=step.id, seats=chain, now=NOW, today=DAY)
    minutes = Act(step.id, Moment("2026-03-02T10:00+08:00", "minute"), papers=(Paper("集体讨论笔录"),))
    key = submitted(case, act=minutes)
    away(HEAD, LU)
    with pytest.raises(DeputyMayNot):
        said(case, key, LU, 8)
