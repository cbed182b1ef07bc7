"""A decision goes public by two people, what is personal stays out, and what the law forbids is stopped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.builders.history import instant
from tests.builders.release import (
    FACTS,
    HEAD,
    LU,
    PLACE,
    QIN,
    decided,
    extracted,
    published,
    registered_organ,
)

from plumbline.apps.casework.actions import (
    Act,
    Opening,
    PaperWanted,
    correct_act,
    open_case,
    perform_act,
    void_act,
)
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.disclosure import actions, queries
from plumbline.apps.disclosure.errors import (
    Classified,
    DisplayEnded,
    NotYet,
    ReleaseThere,
    SamePerson,
    SpeaksOfPersons,
    TextMoved,
)
from plumbline.apps.disclosure.models import Release
from plumbline.apps.disclosure.texts import Party, check_unclassified
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.disclosure.errors import MustStayOut
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def organ() -> None:
    registered_organ()


def test_a_decision_is_released_by_two_people_without_what_is_personal() -> None:
    source = decided()
    duty = queries.duty_of(source)
    assert duty is not None
    assert (duty.kind, duty.release) == ("penalty", "")
    case = published(source)
    shown = queries.shown(case)
    assert shown is not None
    read = "".join(one.text for one in shown.publication.pieces)
    assert "安全设备" in read
    for hidden in ("周建平", "659001199003072310", "139 0000 1234"):
        assert hidden not in read
    assert shown.publication.party == "青石区恒岳机械加工有限公司"
    assert shown.publication.result == "罚款 20,000 元"
    assert shown.full_text.startswith("sha256:")
    assert queries.search(queries.Asked(text="安全设备")).total == 1
    assert queries.search(queries.Asked(text="周建平")).total == 0


def told_in_case(source: str) -> list[str]:
    """What the case of the decision tells of its publication, in order."""
    steps = [one.record.step for one in read_case(source).held]
    return [one for one in steps if one in ("disclose", "withdraw_disclosure")]


def test_the_case_tells_by_itself_that_its_decision_is_public_and_that_it_was_withdrawn() -> None:
    """Else an officer would enter by hand what the program did, and a case that nobody published could say it is."""
    source = decided()
    case = published(source)
    assert told_in_case(source) == ["disclose"]
    record = next(one.record for one in read_case(source).held if one.record.step == "disclose")
    assert record.entered_by == HEAD.officer
    assert record.at.value.startswith("2026-09-23T09:30")
    now = instant("2026-09-24 09:00")
    actions.withdraw(person=HEAD, case=case, how="quashed", reason="复议决定撤销", seen=None, now=now)
    assert told_in_case(source) == ["disclose", "withdraw_disclosure"]


def test_what_an_officer_told_of_the_publication_is_not_told_twice() -> None:
    source = decided()
    told = Act("disclose", Moment("2026-09-22T10:00+08:00", "minute"))
    perform_act(person=QIN, case=source, act=told, seen=None, now=instant("2026-09-22 11:00"), mode="attest")
    published(source)
    assert told_in_case(source) == ["disclose"]


def test_a_publication_that_is_too_late_tells_nothing_in_the_case() -> None:
    source = decided()
    case = extracted(source)
    told = {"case": case, "now": instant("2026-09-23 10:00")}
    actions.review(person=LU, secrecy="may_publish", privacy="redacted", seen=None, **told)
    with pytest.raises(CaseMoved):
        actions.publish(person=HEAD, seen=1, **told)
    assert told_in_case(source) == []
    actions.publish(person=HEAD, seen=None, **told)
    assert told_in_case(source) == ["disclose"]


def test_who_took_the_text_out_reviews_nothing_and_nothing_is_public_before_approval() -> None:
    case = extracted(decided())
    told = {"secrecy": "may_publish", "privacy": "redacted", "seen": None, "now": instant("2026-09-23 10:00")}
    with pytest.raises(SamePerson):
        actions.review(person=QIN, case=case, **told)
    with pytest.raises(NotYet):
        actions.publish(person=HEAD, case=case, seen=None, now=instant("2026-09-23 10:00"))
    actions.review(person=LU, case=case, **{**told, "secrecy": "state_secret"})
    with pytest.raises(NotYet):
        actions.publish(person=HEAD, case=case, seen=None, now=instant("2026-09-23 10:00"))
    assert queries.shown(case) is None


def test_a_classification_mark_stops_before_anything_is_kept() -> None:
    source = decided()
    case = actions.begin_release(person=QIN, source=source, now=instant("2026-09-23 09:00"))
    text = queries.text_of(source)
    told = actions.Extraction(text.digest, tuple(range(len(text.proposed))), added=("机密★1年",))
    with pytest.raises(Classified):
        actions.extract(person=QIN, case=case, extraction=told, seen=None, now=instant("2026-09-23 09:10"))
    with pytest.raises(Classified):
        check_unclassified("本机关决定", "绝密★启用前\n正文")
    assert queries.duty_of(source).stage == "begun"  # type: ignore[union-attr]


def test_an_identity_number_and_the_name_of_a_minor_cannot_be_left_in() -> None:
    source = decided(facts="学生陈小雨（14周岁，身份证号659001201209072316）购买香烟。")
    case = actions.begin_release(person=QIN, source=source, now=instant("2026-09-23 09:00"))
    text = queries.text_of(source)
    reasons = [one.reason for one in text.proposed]
    assert "minor" in reasons
    for left in [
        place for place, reason in enumerate(reasons) if reason in ("minor", "identity", "identity_like")
    ]:
        ticked = tuple(place for place in range(len(reasons)) if place != left)
        told = actions.Extraction(text.digest, ticked)
        if reasons[left] == "identity_like":
            continue
        with pytest.raises(MustStayOut):
            actions.extract(
                person=QIN, case=case, extraction=told, seen=None, now=instant("2026-09-23 09:10")
            )


def test_a_person_is_never_named_and_stands_in_no_open_data() -> None:
    source = decided(kind="citizen", party="钱多多", cause="钱多多未按规定检测安全设备")
    assert queries.duty_of(source).due_day is None, "of social influence nobody has said anything"  # type: ignore[union-attr]
    case = published(source, social_influence=True)
    one = queries.shown(case)
    assert one is not None
    assert one.publication.is_natural
    assert "钱多多" not in "".join(piece.text for piece in one.publication.pieces)
    assert one.publication.cause == "——未按规定检测安全设备"
    assert queries.search(queries.Asked(text="钱多多")).total == 0
    assert one.due_day == parse_day("2026-10-09")


@pytest.mark.parametrize(("field", "due"), [(None, "2026-10-09"), ("market-supervision", "2026-10-27")])
def test_the_limit_is_that_of_the_sector(field: str | None, due: str) -> None:
    """Seven working days; twenty in market supervision, where day eight is no breach. Two festivals lie between."""
    duty = queries.duty_of(decided(field=field))
    assert duty is not None
    assert duty.due_day == parse_day(due)
    told = [one.due_day for one in queries.due_until(parse_day(due))]
    assert told == [parse_day(due)]
    assert list(queries.due_until(parse_day(due) - 1)) == []


def test_what_falls_is_withdrawn_and_says_so_and_a_correction_takes_more_out() -> None:
    case = published(decided())
    now = instant("2026-09-24 09:00")
    told = {"person": HEAD, "case": case, "seen": None, "now": now}
    actions.correct(**told, error="仓库名称不应公开", words=["仓库"])
    one = queries.shown(case)
    assert one is not None
    assert one.stage == "corrected"
    assert "仓库" not in "".join(piece.text for piece in one.publication.pieces)
    actions.withdraw(**{**told, "now": now + 60_000_000}, how="quashed", reason="复议决定撤销")
    gone = queries.shown(case)
    assert gone is not None
    assert (gone.stage, gone.reason) == ("withdrawn", "复议决定撤销")
    assert list(queries.public_keys()) == [(case, True)]
    assert list(queries.open_rows()) == []
    assert [one.key for one in queries.gone_rows()] == [case]


def test_a_correction_changes_nothing_that_two_people_released(monkeypatch: pytest.MonkeyPatch) -> None:
    source = decided(cause="仓库未按规定检测安全设备")
    case = published(source)
    before = queries.shown(case).publication  # type: ignore[union-attr]
    (line,) = queries.duties(HEAD, parse_day("2026-09-24"))
    assert line.public_number == before.number != line.number, (
        "the desk finds it by the number that the public reads"
    )
    read, said = actions.text_in, {"number": line.number, "title": "另一份文书"}
    monkeypatch.setattr(actions, "text_in", lambda file, duty: replace(read(file, duty), **said))
    monkeypatch.setattr(actions, "result_of", lambda duty, decision: "罚款 50,000 元")
    monkeypatch.setattr(actions, "party_in", lambda file: Party("", "", False))
    now = instant("2026-09-24 09:00")
    actions.correct(person=HEAD, case=case, error="仓库名称不应公开", words=["仓库"], seen=None, now=now)
    after = queries.shown(case).publication  # type: ignore[union-attr]
    assert "仓库" not in after.cause, "nor in what lists say"
    assert "未按规定检测安全设备" in after.cause
    assert replace(after, cause=before.cause, pieces=before.pieces) == before


@pytest.mark.parametrize(("procedure", "paper"), [("permit", "行政许可决定书")])
def test_a_decision_on_an_organisation_names_it_whatever_the_procedure(procedure: str, paper: str) -> None:
    party = {"party_name": "青石区恒岳机械加工有限公司", "party_number": "91659900MA7QT2K3XB"}
    facts = {"party_kind": "organisation"}
    opening = Opening(procedure, None, "经营许可申请", facts=facts, party=party)
    now = instant("2026-09-22 10:00")
    source = open_case(person=QIN, place=PLACE, opening=opening, now=now)
    act = Act(
        "decide",
        Moment("2026-09-22T10:00+08:00", "minute"),
        values={"outcome": "granted"},
        make=(PaperWanted(paper, {"facts": FACTS}),),
    )
    perform_act(person=HEAD, case=source, act=act, seen=None, now=now, mode="attest")
    assert queries.shown(published(source)).publication.party == party["party_name"]  # type: ignore[union-attr]


def test_a_public_reason_speaks_of_nobody_by_whichever_door_it_comes() -> None:
    case = published(decided())
    now = instant("2026-09-24 09:00")
    told = {"person": HEAD, "case": case, "how": "quashed", "seen": None, "now": now}
    with pytest.raises(SpeaksOfPersons) as caught:
        actions.withdraw(**told, reason="证人周建平（659001199003072310）改口，决定撤销")
    assert "周建平" in str(caught.value)
    assert queries.shown(case).stage == "published"  # type: ignore[union-attr]
    at = Moment("2026-09-24T09:00+08:00", "minute")
    perform_act(
        person=HEAD, case=case, act=Act("overturn", at, values={"how": "quashed"}), seen=None, now=now
    )
    said = {"reason": "证人周建平改口，决定撤销", "reason_published": True, "platform": "unified_platform"}
    perform_act(person=HEAD, case=case, act=Act("withdraw", at, values=said), seen=None, now=now)
    assert queries.shown(case).reason == "证人——改口，决定撤销"  # type: ignore[union-attr]
    assert [one.reason for one in queries.gone_rows()] == ["证人——改口，决定撤销"]


def test_the_projection_is_made_again_with_the_same_bytes() -> None:
    published(decided())
    found = {one.name: one for one in rebuild_projections(write=False)}
    assert found["disclosure"].rows == 2
    assert found["disclosure"].same


def test_a_second_correction_keeps_out_what_the_first_took_out() -> None:
    case = published(decided())
    now = instant("2026-09-24 09:00")
    told = {"person": HEAD, "case": case, "seen": None}
    actions.correct(**told, now=now, error="仓库名称不应公开", words=["仓库"])
    actions.correct(**told, now=now + 60_000_000, error="管理职务不应公开", words=["管理员"])
    one = queries.shown(case)
    assert one is not None
    read = "".join(piece.text for piece in one.publication.pieces)
    assert "仓库" not in read
    assert "管理员" not in read


def test_an_extraction_without_marks_leads_to_nothing_public() -> None:
    """The page of the case enters the same step without a text: nothing stands marked in it, so nothing is shown."""
    source = decided()
    case = actions.begin_release(person=QIN, source=source, now=instant("2026-09-23 09:00"))
    at = instant("2026-09-23 09:10")
    for act in (
        Act("extract", Moment("2026-09-23T09:10+08:00", "minute")),
        Act(
            "review_content",
            Moment("2026-09-23T09:10+08:00", "minute"),
            values={"secrecy_result": "may_publish", "privacy_result": "none_found"},
        ),
    ):
        perform_act(person=LU, case=case, act=act, seen=None, now=at)
    with pytest.raises(NotYet):
        actions.publish(person=HEAD, case=case, seen=None, now=at)
    duty = queries.duty_of(source)
    assert duty is not None
    assert duty.stage == "begun", "the desk asks for the text"


def test_what_goes_public_is_the_text_on_which_the_marks_stand() -> None:
    """The paper of the decision is made anew with words in front: the places that were marked are others in it."""
    source = decided()
    case = extracted(source)
    at = instant("2026-09-23 10:00")
    actions.review(person=LU, case=case, secrecy="may_publish", privacy="redacted", seen=None, now=at)
    decision = next(one.record.id for one in read_case(source).held if one.record.step == "decide")
    again = Act(
        "decide",
        Moment("2026-09-22T10:00+08:00", "minute"),
        values={"outcome": "penalty", "fine": Decimal(20000)},
        make=(PaperWanted("行政处罚决定书", {"facts": f"补充事实若干。{FACTS}", "penalty": "罚款贰万元。"}),),
    )
    correct_act(person=HEAD, case=source, record=decision, act=again, reason="事实不全", seen=None, now=at)
    with pytest.raises(TextMoved):
        actions.publish(person=HEAD, case=case, seen=None, now=at)
    assert queries.shown(case) is None


def test_by_the_page_of_the_case_an_officer_takes_nothing_back_and_makes_nothing_public_again() -> None:
    case = published(decided())
    now = instant("2026-09-24 09:00")
    at = Moment("2026-09-24T09:00+08:00", "minute")
    perform_act(person=QIN, case=case, act=Act("overturn", at, values={"how": "quashed"}), seen=None, now=now)
    withdrawing = Act("withdraw", at, values={"reason": "不想公开", "reason_published": True})
    with pytest.raises(ActRefused):
        perform_act(person=QIN, case=case, act=withdrawing, seen=None, now=now)
    public = next(one.record.id for one in read_case(case).held if one.record.step == "publish")
    with pytest.raises(ActRefused):
        void_act(person=QIN, case=case, record=public, reason="不想公开", seen=None, now=now)
    assert queries.shown(case).stage == "published"  # type: ignore[union-attr]
    actions.withdraw(person=HEAD, case=case, how="quashed", reason="复议决定撤销", seen=None, now=now)
    taken = next(one.record.id for one in read_case(case).held if one.record.step == "withdraw")
    with pytest.raises(ActRefused):
        void_act(person=QIN, case=case, record=taken, reason="仍要公开", seen=None, now=now)
    assert queries.shown(case).stage == "withdrawn"  # type: ignore[union-attr]


def test_a_release_broken_off_while_it_was_opened_keeps_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    source = decided()
    due = queries.duty_of(source).due_day  # type: ignore[union-attr]

    def broken_off(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(actions, "perform_act", broken_off)
        with pytest.raises(KeyboardInterrupt):
            actions.begin_release(person=QIN, source=source, now=instant("2026-09-23 09:00"))
    case = queries.duty_of(source).release  # type: ignore[union-attr]
    assert [one.due_day for one in queries.due_until(10**6)] == [due], "it is still reminded of"
    text = queries.text_of(source)
    told = actions.Extraction(text.digest, tuple(range(len(text.proposed))))
    actions.extract(person=QIN, case=case, extraction=told, seen=None, now=instant("2026-09-23 09:02"))
    view = queries.release_of(QIN, case, parse_day("2026-09-23"))
    assert view is not None
    assert view.due_day == due


def test_two_who_begin_at_once_open_one_matter(monkeypatch) -> None:
    source = decided()
    read, first = actions.open_from, []

    def overtaken(**given: object) -> str:
        """Somebody else begins between the look and the entry."""
        if not first:
            first.append(given)
            actions.begin_release(person=LU, source=source, now=instant("2026-09-25 10:00"))
        return read(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "open_from", overtaken)
    with pytest.raises(ReleaseThere):
        actions.begin_release(person=QIN, source=source, now=instant("2026-09-25 10:00"))
    assert Release.objects.filter(source=source).count() == 1


def test_a_publication_that_is_refused_leaves_no_approval_behind() -> None:
    """Approval and publication are one entry: what the sector's law refuses can still be sent back."""
    source = decided(field="market-supervision", number="青市监罚〔2026〕77号")
    case = extracted(source, only_warning=True)
    now = instant("2026-09-23 10:00")
    actions.review(person=LU, case=case, secrecy="may_publish", privacy="redacted", seen=None, now=now)
    before = len(read_case(case).held)
    with pytest.raises(ActRefused):
        actions.publish(person=HEAD, case=case, seen=None, now=now)
    assert len(read_case(case).held) == before
    assert queries.duty_of(source).stage == "reviewed"  # type: ignore[union-attr]
    actions.send_back(person=HEAD, case=case, seen=None, now=now)
    assert queries.duty_of(source).stage == "begun"  # type: ignore[union-attr]
    approving = Act("approve", Moment("2026-09-23T10:00+08:00", "minute"), values={"result": "approved"})
    perform_act(person=HEAD, case=case, act=approving, seen=None, now=now)
    actions.send_back(person=HEAD, case=case, seen=None, now=now)
    assert queries.duty_of(source).stage == "begun", "approved from the case's own page and thought better of"  # type: ignore[union-attr]


@pytest.mark.parametrize("said", [{"public_order": True}, {}], ids=["sealed", "nobody said"])
def test_what_the_police_must_seal_is_never_published(said: dict[str, bool]) -> None:
    source = decided(field="public-security", number="青公罚〔2026〕5号")
    case = extracted(source, **said)
    now = instant("2026-09-23 10:00")
    actions.review(person=LU, case=case, secrecy="may_publish", privacy="redacted", seen=None, now=now)
    with pytest.raises(ActRefused) as caught:
        actions.publish(person=HEAD, case=case, seen=None, now=now)
    assert "no-publication-of-sealed-record" in {one.rule for one in caught.value.hindrances}
    assert queries.search(queries.Asked()).total == 0
    assert list(queries.open_rows()) == []


@pytest.mark.parametrize("ground", ["expired", "early"])
def test_a_display_ends_with_its_term_or_by_repaired_credit_and_says_so(ground: str) -> None:
    """Three months for what is only a small fine, three years else; before that only with every condition met."""
    source = decided(field="market-supervision", number="青市监罚〔2026〕79号")
    case = published(source, severe_sanction=False, minor_sanction=False, restricted=False)
    early, over = instant("2026-09-30 09:00"), instant("2029-09-24 09:00")
    if ground == "expired":
        with pytest.raises(ActRefused):
            actions.stop_display(person=HEAD, case=case, ground=ground, seen=None, now=early)
    conditions = actions.conditions_of(read_case(case).docket)
    assert len(conditions) == 4
    if ground == "early":
        applied = Act("apply_early_end", Moment("2026-09-29T09:00+08:00", "minute"))
        perform_act(person=QIN, case=case, act=applied, seen=None, now=instant("2026-09-29 09:00"))
        with pytest.raises(ActRefused) as caught:
            actions.stop_display(
                person=HEAD, case=case, ground=ground, met=conditions[:3], seen=None, now=early
            )
        assert "early-removal-samr" in {one.rule for one in caught.value.hindrances}
    told = {"met": conditions, "seen": None, "now": over if ground == "expired" else early}
    actions.stop_display(person=HEAD, case=case, ground=ground, **told)
    gone = queries.shown(case)
    assert gone is not None
    assert gone.is_gone
    assert gone.stage != "withdrawn", "an ended display is no decision that fell"
    assert list(queries.public_keys()) == [(case, True)]
    assert list(queries.open_rows()) == []
    with pytest.raises(DisplayEnded):
        actions.begin_release(person=QIN, source=source, now=told["now"] + 60_000_000)


def test_after_a_withdrawal_the_decision_made_anew_is_due_and_the_new_release_is_the_one_shown() -> None:
    source = decided()
    first = published(source)
    now = instant("2026-09-24 09:00")
    actions.withdraw(person=HEAD, case=first, how="quashed", reason="复议决定撤销", seen=None, now=now)
    (line,) = queries.duties(HEAD, parse_day("2026-09-24"))
    assert (line.is_open, line.anew, list(queries.due_until(10**6))) == (False, False, [])
    old = next(one.record.id for one in read_case(source).held if one.record.step == "decide")
    later = instant("2026-09-28 10:00")
    again = Act(
        "decide",
        Moment("2026-09-28T10:00+08:00", "minute"),
        values={"outcome": "penalty", "fine": Decimal(10000)},
        make=(PaperWanted("行政处罚决定书", {"facts": FACTS, "penalty": "罚款壹万元。"}),),
    )
    correct_act(person=HEAD, case=source, record=old, act=again, reason="重新作出", seen=None, now=later)
    (line,) = queries.duties(HEAD, parse_day("2026-09-28"))
    assert (line.is_open, line.anew, line.release) == (True, True, first)
    assert [one.case for one in queries.due_until(10**6)] == [source], "it is reminded of"
    second = actions.begin_release(person=QIN, source=source, now=later)
    duty = queries.duty_of(source)
    (line,) = queries.duties(HEAD, parse_day("2026-09-28"))
    assert duty is not None
    assert {(one.release, one.stage, one.is_open) for one in (duty, line)} == {(second, "begun", True)}


def test_elsewhere_no_law_knows_an_end_of_display() -> None:
    case = published(decided())
    with pytest.raises(NotYet):
        actions.stop_display(
            person=HEAD, case=case, ground="early", seen=None, now=instant("2026-09-30 09:00")
        )
    assert queries.shown(case).stage == "published"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "stop"),
    [
        ({"minor_sanction": True, "restricted": False}, "2026-12-24"),
        ({"minor_sanction": False, "restricted": False}, "2029-09-24"),
        (
            {"minor_sanction": False, "restricted": True, "restricted_until": parse_day("2030-03-31")},
            "2030-04-01",
        ),
        ({"minor_sanction": False, "restricted": True}, None),
    ],
    ids=["three months", "three years", "as long as the restriction", "nobody said until when"],
)
def test_the_term_of_a_display_is_told_and_what_ran_out_is_seen_at_the_desk(
    said: dict[str, object], stop: str | None
) -> None:
    """Three months from 23 September end with 23 December; the display ends on the day after it at the latest."""
    case = published(decided(field="market-supervision", number="青市监罚〔2026〕80号"), **said)
    last = queries.shown(case).stop_day  # type: ignore[union-attr]
    assert last == (parse_day(stop) if stop else None)
    for day in (last - 1, last, last + 1) if last else ():
        (line,) = queries.duties(HEAD, day)
        assert line.is_over(day) is (day >= last), (
            "on the last day it is to be ended, the day before it stands"
        )


def test_a_display_ends_early_only_where_the_party_applied() -> None:
    source = decided(field="market-supervision", number="青市监罚〔2026〕84号")
    case = published(source, severe_sanction=False, minor_sanction=False, restricted=False)
    now, at = instant("2026-09-30 09:00"), Moment("2026-09-30T09:00+08:00", "minute")
    told = {"ground": "early", "met": actions.conditions_of(read_case(case).docket), "seen": None}
    with pytest.raises(ActRefused) as caught:
        actions.stop_display(person=HEAD, case=case, **told, now=now)
    assert {one.rule for one in caught.value.hindrances} == {"early-removal-applied-samr"}
    perform_act(person=QIN, case=case, act=Act("apply_early_end", at), seen=None, now=now)
    refusing = Act("refuse_early_end", at, values={"refusal_reason": "罚款尚未缴清"})
    with pytest.raises(ActRefused):
        perform_act(person=QIN, case=case, act=refusing, seen=None, now=now)
    perform_act(person=HEAD, case=case, act=refusing, seen=None, now=now + 60_000_000)
    assert queries.shown(case).stage == "published"  # type: ignore[union-attr]
    actions.stop_display(person=HEAD, case=case, **told, now=now + 120_000_000)
    assert queries.shown(case).reason == "early"  # type: ignore[union-attr]


def test_what_no_rule_of_the_field_asks_for_is_not_due_and_not_open() -> None:
    """A penalty on the spot is published by no rule of market supervision; elsewhere it depends on its influence."""
    opening = Opening(
        "penalty.simple",
        None,
        "未按规定明码标价",
        field="market-supervision",
        facts={"party_kind": "organisation"},
        party={"party_name": "青石区恒岳机械加工有限公司"},
    )
    now = instant("2026-09-22 10:00")
    for field, unasked in (("market-supervision", True), (None, False)):
        case = open_case(person=QIN, place=PLACE, opening=replace(opening, field=field), now=now)
        act = Act(
            "fill_decision",
            Moment("2026-09-22T10:00+08:00", "minute"),
            values={"kind": "fine", "fine": Decimal(200)},
        )
        perform_act(person=QIN, case=case, act=act, seen=None, now=now, mode="attest")
        duty = queries.duty_of(case)
        assert duty is not None
        assert (duty.unasked, duty.is_open, duty.due_day) == (unasked, not unasked, None)
