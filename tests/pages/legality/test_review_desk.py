"""The review desk from the questionnaire to the decision, with every way round it tried on the real pages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from tests.builders.desk import (
    HEAD,
    INVESTIGATED,
    LU,
    ORGAN,
    OTHER_ORGAN,
    QIN,
    REVIEWER,
    SUPERVISOR,
    did,
    opened,
    person,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.reviewed import answers, catalogue, concluded, submitted
from tests.builders.signing_in import account

from plumbline.apps.casework.actions import drop_drafts_of
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries import draft_of
from plumbline.apps.legality.models import ReviewFile
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value

pytestmark = [pytest.mark.django_db]
MAJOR = (
    "public_interest",
    "major_rights",
    "heard",
    "complex",
    "several_relations",
    "other_law",
    "social_risk",
)


class Clock:
    now = "2026-09-22 10:00"


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Clock:
    clock = Clock()
    settings.CLOCK = lambda: instant(clock.now)
    settings.DIVISION = "650105"
    registered_organ()
    return clock


def begun(source: str, **said: str) -> str:
    """The questionnaire answered as proposed, but for what is `said`; the review's case."""
    form = {f"q-{name}": "no" for name in (*MAJOR, "on_catalogue")} | {f"q-{k}": v for k, v in said.items()}
    answer = desk_of(QIN).post(f"/legal-review/of/{source}/", form)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer.headers["Location"].rstrip("/").rpartition("/")[2]


def opinion(case: str, **form: str) -> Any:
    return desk_of(REVIEWER).post(
        f"/legal-review/{case}/", {"do_give": "1", **{f"o-{k}": v for k, v in form.items()}}
    )


def decides(source: str, at: str) -> Any:
    return did(
        source, "decide", at, by=HEAD, papers=("行政处罚决定书",), outcome="penalty", fine=Decimal(60000)
    )


def against(source: str, at: str) -> set[str]:
    with pytest.raises(ActRefused) as caught:
        decides(source, at)
    return {one.rule for one in caught.value.hindrances if one.blocks}


def test_the_questionnaire_reads_the_case_and_its_answers_are_kept() -> None:
    catalogue("50000")
    source = concluded()
    told = {"proposed_fine": Decimal(60000), "hearing_right_told": True}
    did(source, "tell_proposed_penalty", "2026-09-22 09:30", mode="attest", **told)  # type: ignore[arg-type]
    page = desk_of(QIN).get(f"/legal-review/of/{source}/").content.decode()
    assert "目录第 ML001 项：较大数额罚款" in page
    assert "涉密" in page
    answer = desk_of(QIN).post(f"/legal-review/of/{source}/", {"q-heard": "no"})
    assert answer.status_code == 422
    assert not ReviewFile.objects.exists()
    case = begun(source, on_catalogue="yes")
    act = read_case(case).history.acts[-1]
    assert (act.step, act.fields["major"], act.fields["on_catalogue"]) == ("trigger_check", True, True)
    assert desk_of(QIN).post(f"/legal-review/of/{source}/", {}).status_code == 422
    assert "送审" in desk_of(QIN).get(f"/cases/{source}/").content.decode()


def test_no_decision_until_an_opinion_agrees_and_nobody_overrides(clock: Clock) -> None:
    source = concluded()
    case = begun(source, on_catalogue="yes")
    assert "legal-review-passed" in against(source, "2026-09-22 11:00")
    submitted(case, "2026-09-22 14:00")
    clock.now = "2026-09-24 09:00"
    desk = desk_of(REVIEWER)
    asked = desk.get(f"/legal-review/{case}/").content.decode()
    assert "需要两名以上执法人员" in asked
    heads = re.findall(r'class="pl-asked-head">([^<]+)<', asked)
    assert len(heads) == len(set(heads)) > 4
    bare = desk.post(f"/legal-review/{case}/", {**answers(case), "q-B5.3": "no"})
    assert bare.status_code == 422
    assert "？”有问题而没有说明" in bare.content.decode(), "the question by its words"
    assert desk.post(f"/legal-review/{case}/", answers(case, {"B5.3": "告知书漏列证据"})).status_code == 302
    assert opinion(case, result="agree").status_code == 422, "a problem is open"
    assert opinion(case, result="problems", items="").status_code == 422
    assert opinion(case, result="problems", items="补充告知\n更正日期").status_code == 302
    assert "legal-review-passed" in against(source, "2026-09-24 10:00")
    assert read_case(source).history.acts[-1].fields["result"] == "returned"
    with pytest.raises(ActRefused) as caught:
        did(case, "disagreement", "2026-09-24 11:00", by=HEAD, outcome="head_decides")
    assert caught.value.hindrances[0].rule == "nobody-overrides-the-review"
    did(case, "disagreement", "2026-09-24 11:10", by=HEAD, outcome="submit_again")
    unit = desk_of(QIN)
    page = unit.get(f"/legal-review/{case}/").content.decode()
    assert "do_items" in page, "coordination answers no item"
    assert "/act/submit/" not in page
    refused = unit.post(
        f"/legal-review/{case}/", {"do_items": "1", "i-handling": "已补", "i-1": "yes", "i-2": "no"}
    )
    assert refused.status_code == 422
    said = {"do_items": "1", "i-handling": "已补充", "i-1": "yes", "i-2": "no", "i-2-why": "日期无误"}
    assert unit.post(f"/legal-review/{case}/", said).headers["Location"].endswith("/act/submit/")
    assert 'value="2"' in unit.get(f"/cases/{case}/act/submit/").content.decode()
    submitted(case, "2026-09-24 14:00", 2)
    clock.now = "2026-09-28 09:00"
    assert desk_of(REVIEWER).post(f"/legal-review/{case}/", answers(case)).status_code == 302
    assert opinion(case, result="agree").status_code == 302
    assert read_case(source).history.acts[-1].fields["result"] == "passed"
    assert "legal-review-passed" not in against(source, "2026-09-28 10:00")
    assert "日期无误" in desk_of(REVIEWER).get(f"/legal-review/{case}/").content.decode()


def test_what_a_submission_made_is_listed_as_its_papers_and_not_once_more_as_files(clock: Clock) -> None:
    case = begun(concluded(), on_catalogue="yes")
    clock.now = "2026-09-22 14:00"
    papers = ["送审单", "决定代拟稿", "依据材料", "证据材料"]
    said = {"at": "2026-09-22T14:00", "seen": len(read_case(case).held), "f_round": "1", "papers": papers}
    said |= {"f_material_complete": "1", "f_pages": "60", "f_decision_due": "2026-12-01"}
    assert desk_of(QIN).post(f"/cases/{case}/act/submit/", said).status_code == 302
    assert read_case(case).held[-1].record.attachments, "they were made"
    page = desk_of(REVIEWER).get(f"/legal-review/{case}/").content.decode()
    assert "《决定代拟稿》" in page
    listed = re.findall(r">([^<]*(?:卷|附件|》))</a>", page)
    assert listed == [f"《{one}》" for one in papers]


def test_an_incomplete_file_names_what_is_missing_and_starts_no_time(clock: Clock) -> None:
    case = begun(concluded(), on_catalogue="yes")
    with pytest.raises(ActRefused) as caught:
        did(case, "submit", "2026-09-22 11:00", papers=("送审单",), round=1, material_complete=False)
    lacks = {lack.zh for one in caught.value.hindrances for lack in one.lacks}
    assert {"《决定代拟稿》", "《依据材料》", "《证据材料》"} <= lacks
    submitted(case, "2026-09-22 11:30")
    clock.now = "2026-09-22 15:00"
    told = {"do_back": "1", "b-lacking": "听证笔录"}
    assert desk_of(REVIEWER).post(f"/legal-review/{case}/", told).status_code == 302
    row = ReviewFile.objects.get(case=case)
    assert (row.stage, row.due_day) == ("returned", None)
    assert "听证笔录" in desk_of(QIN).get(f"/legal-review/{case}/").content.decode()


def test_a_thick_file_in_an_hour_and_a_late_push_are_counted_and_not_stopped(clock: Clock) -> None:
    case = begun(concluded(), on_catalogue="yes")
    submitted(case, "2026-09-22 11:00", pages=200, decision_due=parse_day("2026-09-24"))
    clock.now = "2026-09-22 12:00"
    assert desk_of(REVIEWER).post(f"/legal-review/{case}/", answers(case)).status_code == 302
    given = opinion(case, result="agree")
    assert given.status_code == 302, given.content.decode().partition("pl-refusal")[2][:1500]
    row = ReviewFile.objects.get(case=case)
    assert (row.hurried, row.pushed, row.stage) == (True, True, "agreed")
    page = desk_of(SUPERVISOR).get("/legal-review/?tab=warned").content.decode()
    assert "未满最低审核时间" in page
    assert "临期送审" in page
    assert "QS-0200" in desk_of(SUPERVISOR).get("/legal-review/workload/").content.decode()


def test_an_organ_with_fewer_reviewers_than_a_twentieth_of_its_officers_is_told(clock: Clock) -> None:
    day = parse_day("2026-09-01")
    told: dict[str, Any] = {"by": SUPERVISOR, "now": instant("2026-09-01 09:00"), "today": day}
    for number in range(21):
        values: dict[str, Value] = {"officer_no": f"QS-1{number:03}", "name": "某", "organ_no": ORGAN}
        register("officer", f"QS-1{number:03}", [RegisterAct("register_officer", day, values)], **told)

    def said() -> str:
        page = desk_of(SUPERVISOR).get("/legal-review/workload/").content.decode()
        return page.partition('id="pl-staff"')[2].partition("</section>")[0]

    account("reviewing", Role.REVIEWER, organ=ORGAN)
    assert "还缺 1 人" in said(), "21 officers want two reviewers, there is one"
    account("reviewing-too", Role.REVIEWER, organ=ORGAN)
    assert "已达到" in said()


def test_a_review_entered_later_with_yesterdays_date_does_not_cure_the_decision(clock: Clock) -> None:
    source = concluded()
    case = begun(source, on_catalogue="yes")
    submitted(case, "2026-09-22 11:00")
    did(source, "decide", "2026-09-23 09:00", by=HEAD, mode="attest", outcome="penalty", fine=Decimal(60000))
    clock.now = "2026-09-24 09:00"
    form = {"do_offline": "1", "f-number": "青法审〔2026〕7号", "f-on": "2026-09-22", "f-result": "agree"}
    assert desk_of(REVIEWER).post(f"/legal-review/{case}/", {**form, "f-on": "2026-09-28"}).status_code == 422
    early = desk_of(REVIEWER).post(f"/legal-review/{case}/", {**form, "f-on": "2026-09-21"})
    assert early.status_code == 422
    for told in ("早于本轮送审日期 2026-09-22", "《行政处罚法》第五十八条第一款", "补登当时的送审"):
        assert told in early.content.decode(), "refused with the article and the way on"
    assert desk_of(REVIEWER).post(f"/legal-review/{case}/", form).status_code == 302
    assert ReviewFile.objects.get(case=case).offline
    file = read_case(source)
    only = frozenset({"legal-review-passed"})
    found = file.docket.judge(file.history.folded(instant(clock.now)), instant(clock.now), None, only)
    assert [str(one.outcome) for one in found] == ["violated"]


def test_who_investigates_or_comes_from_elsewhere_does_not_review(clock: Clock) -> None:
    source = concluded()
    did(source, "investigate", "2026-09-22 09:10", by=LU, mode="attest", **INVESTIGATED)
    case = begun(source, on_catalogue="yes")
    submitted(case, "2026-09-22 11:00")
    clock.now = "2026-09-23 09:00"
    own = desk_of(Person("account-own", "测试自审", Role.REVIEWER, ORGAN, ("650105",), "QS-0001"))
    answer = own.post(f"/legal-review/{case}/", answers(case))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "承办人员不得作为审核人员" in page
    assert "/law/" in page, "with its article"
    partner = desk_of(Person("account-partner", "测试搭档", Role.REVIEWER, ORGAN, ("650105",), LU.officer))
    answer = partner.post(f"/legal-review/{case}/", answers(case))
    assert answer.status_code == 422
    assert "您在案件" in answer.content.decode(), "who investigated and submitted nothing is named too"
    assert desk_of(LU).post(f"/legal-review/{case}/", answers(case)).status_code == 403
    assert desk_of(person(Role.REVIEWER, organ=OTHER_ORGAN)).get(f"/legal-review/{case}/").status_code == 403


def test_a_mark_of_secrecy_stops_every_text_before_anything_is_stored() -> None:
    source = concluded()
    form = {f"q-{name}": "no" for name in (*MAJOR, "on_catalogue")}
    before = len(read_case(source).held)
    answer = desk_of(QIN).post(f"/legal-review/of/{source}/", {**form, "q-heard-why": "机密★1年"})
    assert answer.status_code == 422
    assert len(read_case(source).held) == before
    case = begun(source, on_catalogue="yes")
    submitted(case, "2026-09-22 09:59")
    for told in (
        {"do_back": "1", "b-lacking": "秘密★长期"},
        {**answers(case, {"B5.3": "机密★1年"})},
        {"do_offline": "1", "f-number": "绝密★", "f-on": "2026-09-22", "f-result": "agree"},
    ):
        before = len(read_case(case).held)
        answer = desk_of(REVIEWER).post(f"/legal-review/{case}/", told)
        assert answer.status_code == 422
        assert "涉密不得上传" in answer.content.decode()
        assert len(read_case(case).held) == before


def test_every_page_of_review_and_release_says_that_nothing_classified_may_enter() -> None:
    source = concluded()
    case = begun(source, on_catalogue="yes")
    pages = {
        QIN: ("/publication/", "/legal-review/papers/new/", f"/legal-review/{case}/"),
        REVIEWER: (
            "/legal-review/", "/legal-review/?tab=agreed", "/legal-review/workload/", f"/legal-review/{case}/",
            "/texts/", "/texts/new/",
        ),
    }  # fmt: skip
    for somebody, addresses in pages.items():
        desk = desk_of(somebody)
        for address in addresses:
            answer = desk.get(address)
            assert answer.status_code == 200, address
            assert "涉密不得上传" in answer.content.decode(), address


def test_the_form_of_any_act_and_its_draft_keep_nothing_that_bears_a_mark() -> None:
    case = begun(concluded(), on_catalogue="yes")
    drop_drafts_of(case)
    held, desk = len(read_case(case).held), desk_of(QIN)
    told = {"f_round": "1", "f_handling": "机密★1年", "at": "2026-09-22T09:30", "seen": str(held)}
    answer = desk.post(f"/cases/{case}/act/rework/", {**told, "attest": "1"})
    assert answer.status_code == 422
    assert "密级标志" in answer.content.decode()
    desk.post(f"/cases/{case}/act/rework/draft/", told)
    assert len(read_case(case).held) == held
    assert draft_of(QIN, case, "rework") is None


def test_a_contract_with_a_guarantee_is_not_found_lawful(clock: Clock) -> None:
    case = opened("2026-09-22 09:00", "legality.contract", number="青市监合审〔2026〕1号", facts={})
    kinds = {"normative": False, "major_decision": False, "touches_market": False}
    did(case, "classify", "2026-09-22 09:10", paper_kind="contract", **kinds)
    papers = ("送审单", "送审文本", "依据材料")
    did(case, "submit", "2026-09-22 09:20", papers=papers, round=1, material_complete=True, pages=12)
    clock.now = "2026-09-24 09:00"
    form = {f"q-I{n}": "yes" for n in range(1, 10)} | {"q-I3": "no", "q-I3-why": "含回购条款"}
    assert desk_of(REVIEWER).post(f"/legal-review/{case}/", {**form, "do_check": "1"}).status_code == 302
    assert read_case(case).history.acts[-1].fields["content_lawful"] == "problem"
    assert opinion(case, result="lawful").status_code == 422
    assert opinion(case, result="not_lawful", items="删除回购条款").status_code == 302
