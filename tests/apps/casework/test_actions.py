"""The one door for cases over the real store: acts are entered or refused; what is refused leaves nothing."""

from dataclasses import replace

import pytest
from tests.builders.desk import (
    FILED,
    HEAD,
    INVESTIGATED,
    LU,
    OTHER_ORGAN,
    QIN,
    REVIEWER,
    SUPERVISOR,
    did,
    opened,
    person,
)
from tests.builders.history import instant

from plumbline.apps.casework.actions import (
    Act,
    assign_case,
    confirm_act,
    correct_act,
    keep_draft,
    link_case,
    state_facts,
    void_act,
)
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import (
    CaseNotFound,
    LivesElsewhere,
    NotAnAct,
    NothingToConfirm,
    ReasonMissing,
)
from plumbline.apps.casework.models import CaseClock, CaseHandler, CaseStanding
from plumbline.apps.casework.opening import check_lives_here
from plumbline.apps.casework.queries import ListAsked, all_cases, draft_of, links_of, my_work, party_of
from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.cases.errors import ActRefused
from plumbline.core.ledger.moment import Moment
from plumbline.core.procedures.definition import OtherSystem

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = instant("2026-03-20 09:00") // 86_400_000_000


@pytest.fixture
def case() -> str:
    built = opened("2026-03-02 09:00")
    did(built, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


def test_an_act_is_entered_with_who_when_and_under_which_law(case) -> None:
    done = did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED)
    record = done.receipt.record
    assert [one.officer for one in record.by] == ["QS-0001", "QS-0002"]
    assert [one.officer for one in record.confirmations] == ["QS-0001"]
    assert record.pack.startswith("sha256:")
    assert record.at.precision == "minute"


def test_a_refused_act_leaves_nothing_behind(case) -> None:
    before = len(case_records(case))
    with pytest.raises(ActRefused) as caught:
        did(case, "decide", "2026-03-10 09:00", by=HEAD, outcome="penalty")
    assert any(one.basis for one in caught.value.reasons)
    assert len(case_records(case)) == before


def test_what_has_happened_is_stored_as_it_happened(case) -> None:
    done = did(case, "decide", "2026-03-10 09:00", by=HEAD, mode="attest", outcome="penalty")
    assert done.receipt.record.step == "decide"


def test_two_people_saving_the_same_case_the_second_is_told_what_came_between(case) -> None:
    seen = len(case_records(case))
    did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED, seen=seen)
    with pytest.raises(CaseMoved) as caught:
        did(case, "assign_officers", "2026-03-03 10:00", by=LU, seen=seen)
    assert [one.record.step for one in caught.value.between] == ["investigate"]


def test_the_second_officer_confirms_once(case) -> None:
    record = did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED).receipt.record
    confirm_act(person=LU, case=case, record=record.id, seen=None, now=instant("2026-03-03 11:00"))
    with pytest.raises(NothingToConfirm):
        confirm_act(person=LU, case=case, record=record.id, seen=None, now=instant("2026-03-03 12:00"))
    with pytest.raises(NothingToConfirm):
        confirm_act(person=QIN, case=case, record=record.id, seen=None, now=instant("2026-03-03 12:00"))


def test_a_correction_restates_and_says_why(case) -> None:
    wrong = did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED).receipt.record
    act = Act("investigate", Moment("2026-03-04T09:00+08:00", "minute"))
    when = {"seen": None, "now": instant("2026-03-05 09:00")}
    with pytest.raises(ReasonMissing):
        correct_act(person=QIN, case=case, record=wrong.id, act=act, reason=" ", **when)
    done = correct_act(person=QIN, case=case, record=wrong.id, act=act, reason="日期误录", **when)
    assert done.receipt.record.corrects == wrong.id
    history = read_case(case).history
    (act_now,) = history.folded(instant("2026-03-06 09:00")).by_step["investigate"]
    assert act_now.id == done.receipt.record.id


def test_nobody_undoes_the_act_of_another_role(case) -> None:
    """What the head decided is the head's; the head leads the officers, and nobody leads who reviews."""
    filed = next(one.record for one in case_records(case) if one.record.step == "file_case")
    when = {"seen": None, "now": instant("2026-03-09 09:00")}
    for who in (QIN, REVIEWER):
        with pytest.raises(ActRefused, match="agency head"):
            void_act(person=who, case=case, record=filed.id, reason="不服", **when)
        act = Act("file_case", Moment("2026-03-02T10:00+08:00", "minute"), values=FILED)
        with pytest.raises(ActRefused):
            correct_act(person=who, case=case, record=filed.id, act=act, reason="不服", **when)
    seen = did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED).receipt.record
    reviewed = did(case, "legal_review", "2026-03-04 09:00", by=REVIEWER, mode="attest").receipt.record
    with pytest.raises(ActRefused, match="legal reviewer"):
        void_act(person=HEAD, case=case, record=reviewed.id, reason="不同意", **when)
    assert void_act(person=HEAD, case=case, record=seen.id, reason="误录", **when).record.corrects == seen.id


def test_whoever_entered_what_the_head_had_done_may_mend_the_entry(case) -> None:
    entered = did(case, "decide", "2026-03-10 09:00", mode="attest", outcome="penalty").receipt.record
    when = {"seen": None, "now": instant("2026-03-11 09:00")}
    with pytest.raises(ActRefused):
        void_act(person=LU, case=case, record=entered.id, reason="误录", **when)
    void_act(person=QIN, case=case, record=entered.id, reason="误录", **when)


def test_an_act_of_the_system_is_not_corrected(case) -> None:
    opening = case_records(case)[0].record
    with pytest.raises(NotAnAct):
        void_act(
            person=QIN, case=case, record=opening.id, reason="误", seen=None, now=instant("2026-03-03 09:00")
        )


def test_another_organ_and_another_role_are_refused(case) -> None:
    stranger = person(Role.OFFICER, "XF-0001", OTHER_ORGAN)
    for who in (stranger, SUPERVISOR):
        with pytest.raises(AccessRefused):
            did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED, by=who)


def test_an_unknown_case(case) -> None:
    with pytest.raises(CaseNotFound):
        did("no-such-case", "investigate", "2026-03-03 09:00")


def test_the_standing_follows_the_records(case) -> None:
    row = CaseStanding.objects.get(case=case)
    assert (row.stage, row.next_step, row.ended_day) == ("file_case", "investigate", None)
    assert row.due_rule == "decide-in-90-days"
    assert row.due_day is not None
    assert set(CaseHandler.objects.filter(case=case).values_list("officer", flat=True)) == {"QS-0001"}
    assert CaseClock.objects.filter(case=case, rule="decide-in-90-days").exists()
    did(case, "withdraw_case", "2026-03-09 09:00")
    row.refresh_from_db()
    assert row.ended_day is not None
    assert row.due_rule != "decide-in-90-days"


def test_the_projection_made_again_is_the_same_bytes(case) -> None:
    other = opened("2026-03-04 09:00", number="青市监立〔2026〕2号")
    link_case(
        person=QIN, case=case, other=other, kind="comes_from", seen=None, now=instant("2026-03-05 09:00")
    )
    projection = StandingProjection()
    before = list(projection.dump())
    assert before
    records = [one for held in (case, other) for one in case_records(held)]
    projection.clear()
    assert list(projection.dump()) == []
    from plumbline.apps.ledger_store.projections import Entered  # noqa: PLC0415

    projection.apply([Entered(one.record, one.position, one.seq) for one in records])
    assert list(projection.dump()) == before


def test_handing_a_case_over(case) -> None:
    now = instant("2026-03-05 09:00")
    with pytest.raises(ReasonMissing):
        assign_case(person=HEAD, case=case, officers=[], reason="调岗", seen=None, now=now)
    assign_case(person=HEAD, case=case, officers=["QS-0002"], reason="调岗", seen=None, now=now)
    asked = ListAsked(tab="open")
    assert my_work(QIN, asked, TODAY, TODAY + 9).total == 0
    assert my_work(LU, asked, TODAY, TODAY + 9).total == 1


def test_lists_show_what_the_person_may_see(case) -> None:
    stranger = person(Role.OFFICER, "XF-0001", OTHER_ORGAN)
    asked = ListAsked(tab="open")
    assert all_cases(QIN, asked, TODAY, TODAY + 9).total == 1
    assert all_cases(SUPERVISOR, asked, TODAY, TODAY + 9).total == 1
    assert all_cases(stranger, asked, TODAY, TODAY + 9).total == 0


def test_lists_filter_sort_and_count(case) -> None:
    for number in range(2, 25):
        opened(f"2026-03-02 10:{number:02}", number=f"青市监立〔2026〕{number}号")
    asked = ListAsked(tab="open")
    first = all_cases(QIN, asked, TODAY, TODAY + 9)
    assert (first.total, len(first.lines), first.lines[0].case) == (24, 20, case), (
        "with a due day comes first"
    )
    assert len(all_cases(QIN, ListAsked(tab="open", page=2), TODAY, TODAY + 9).lines) == 4
    assert all_cases(QIN, ListAsked(tab="open", text="〔2026〕7号"), TODAY, TODAY + 9).total == 1
    assert all_cases(QIN, ListAsked(tab="open", step="investigate"), TODAY, TODAY + 9).total == 1
    assert first.counts["closed"] == 0
    every = ("no case", "\"'%s", *CaseStanding.objects.values_list("case", flat=True))
    for whose, who in (
        (all_cases, QIN),
        (all_cases, SUPERVISOR),
        (my_work, QIN),
        (my_work, LU),
        (my_work, HEAD),
    ):
        for one in (
            asked,
            ListAsked(tab="open", page=2, order="-number"),
            ListAsked(tab="others"),
            ListAsked(tab="open", step="investigate", order="-due"),
            ListAsked(tab="overdue", procedure="penalty.ordinary", due=TODAY),
        ):
            of_found = whose(who, replace(one, cases=every), TODAY, TODAY + 9)
            assert of_found == whose(who, one, TODAY, TODAY + 9), (whose, who, one)


def test_reviewers_and_heads_see_what_waits_for_them(case) -> None:
    for step in ("investigate", "conclude_investigation", "tell_proposed_penalty"):
        did(case, step, "2026-03-06 09:00", mode="attest", with_=("QS-0002",))
    asked = ListAsked(tab="mine")
    assert my_work(REVIEWER, asked, TODAY, TODAY + 9).total == 1
    assert my_work(HEAD, asked, TODAY, TODAY + 9).total == 0


def test_the_party_is_held_beside_the_record(case) -> None:
    opening = case_records(case)[0].record
    assert "恒岳" not in case_records(case)[0].data.decode()
    assert party_of([opening.id])["party_name"] == "青石区恒岳机械加工有限公司"


def test_header_facts_may_be_restated(case) -> None:
    state_facts(
        person=QIN, case=case, facts={"party_kind": "citizen"}, seen=None, now=instant("2026-03-05 09:00")
    )
    assert read_case(case).history.header["party_kind"] == "citizen"


def test_what_was_typed_is_kept_until_the_act_is_done(case) -> None:
    keep_draft(person=QIN, case=case, step="investigate", typed={"f_x": ["甲"]}, now=1)
    assert draft_of(QIN, case, "investigate").typed == {"f_x": ["甲"]}
    assert draft_of(LU, case, "investigate") is None
    did(case, "investigate", "2026-03-03 09:00", with_=("QS-0002",), **INVESTIGATED)
    assert draft_of(QIN, case, "investigate") is None


def test_links_are_seen_from_both_sides(case) -> None:
    other = opened("2026-03-04 09:00", number="青市监立〔2026〕2号")
    link_case(
        person=QIN, case=case, other=other, kind="comes_from", seen=None, now=instant("2026-03-05 09:00")
    )
    found = [(one.kind, one.case, one.number) for one in links_of(other)]
    assert found == [("leads_to", case, "青市监立〔2026〕1号")]


def test_cases_that_live_elsewhere_are_not_typed_a_second_time() -> None:
    docket = shelf().docket("penalty.ordinary")
    system = OtherSystem("全国统一平台", "national platform")
    mirrored = replace(docket, procedure=replace(docket.procedure, elsewhere=system))
    check_lives_here(docket)
    with pytest.raises(LivesElsewhere) as caught:
        check_lives_here(mirrored)
    assert "全国统一平台" in caught.value.message("zh")
    assert "national platform" in caught.value.message("en")
