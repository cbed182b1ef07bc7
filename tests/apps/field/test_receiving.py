"""A visit from the field: entered once, in order, as it happened; what stood against it is sealed with its arrival."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders.desk import QIN, SUPERVISOR, did, opened
from tests.builders.field_visits import (
    INSPECTED,
    TOLD,
    act,
    identity,
    inspection,
    registered_people,
    sent_file,
    time,
    usual,
)
from tests.builders.history import instant
from tests.builders.sample_files import picture

from plumbline.apps.casework import actions
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import correct_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.pages.field_facts import field_facts
from plumbline.apps.field.actions import (
    Received,
    receive_visit,
    receiving,
    reserve_numbers,
    return_numbers,
    settle_conflicts,
    take_file,
)
from plumbline.apps.field.errors import FieldError, FileBroken, FileMissing
from plumbline.apps.field.models import FieldArrival, FieldFile, FieldNumber
from plumbline.apps.field.queries.arrivals import Arrival, arrival
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import do
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.cases.field_visit import VisitUnreadable, read_visit
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.system_acts import ValuePlace

pytestmark = [pytest.mark.django_db]
NOON = "2026-03-02 12:00"


@pytest.fixture(autouse=True)
def _desk(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    registered_people()


def send(visit: dict[str, Any], now: str = NOON, by: Any = QIN) -> Received:
    return receive_visit(person=by, visit=read_visit(visit), now=instant(now))


def shown(visit: dict[str, Any]) -> Arrival:
    found = arrival(visit["visit"])
    assert found is not None
    return found


def steps(case: str) -> list[str]:
    return [one.record.step for one in read_case(case).held]


def correct(visit: dict[str, Any], step: str, values: dict[str, Any]) -> None:
    """Two were there, says a correction of the act."""
    wrong = next(one.record for one in read_case(visit["case"]).held if one.record.step == step)
    act = Act(step, Moment("2026-03-02T09:40+08:00", "minute"), values=values, others=("QS-0002",))
    correct_act(
        person=QIN,
        case=visit["case"],
        record=wrong.id,
        act=act,
        reason="更正",
        seen=None,
        now=instant("2026-03-03 09:00"),
    )


def register_act(officer: str, step: str, day: int, values: dict[str, Any]) -> None:
    """The certificate office does something with a certificate on that day."""
    act = RegisterAct(step, day, values)
    do("officer", officer, act, by=SUPERVISOR, now=instant(f"{date_of(day)} 08:00"), today=day)


def lapse(officer: str) -> None:
    """The certificate is withdrawn before the visit."""
    day = parse_day("2026-02-20")
    register_act(
        officer, "revoke_certificate", day, {"certificate_no": f"Z{officer}", "reason": "conditions_lost"}
    )


USUAL = ["open_case", "assign_case", "show_certificate", "inspect", "record", "receive_from_field"]


def test_a_visit_sent_three_times_is_entered_once() -> None:
    visit = usual()
    assert [send(visit).again for _ in range(3)] == [False, True, True]
    assert steps(visit["case"]) == USUAL
    assert FieldArrival.objects.count() == 1


@pytest.mark.parametrize("there", range(1, 4))
def test_a_visit_that_broke_off_goes_on_where_it_was(there: int, monkeypatch: pytest.MonkeyPatch) -> None:
    visit, real = usual(), actions.perform_act
    done: list[int] = []

    def breaks(**told: Any) -> Any:
        if len(done) == there:
            raise ConnectionError
        done.append(1)
        return real(**told)

    whole = usual("whole")
    send(whole)
    monkeypatch.setattr(receiving, "perform_act", breaks)
    if there == 3:
        monkeypatch.setattr(receiving, "_enter_arrival", lambda *_given: breaks())
    with pytest.raises(ConnectionError):
        send(visit)
    monkeypatch.undo()
    send(visit)
    assert steps(visit["case"]) == USUAL
    assert [one.rule for one in shown(visit).breaches] == [one.rule for one in shown(whole).breaches]


def test_files_are_those_that_were_sent_and_the_record_names_them() -> None:
    photograph, film = sent_file("门.jpg", picture()), sent_file("仓.jpg", picture(size=(80, 60)))
    assert sent_file("门.jpg", picture()) == photograph
    assert FieldFile.objects.count() == 2
    visit = usual()
    visit["acts"][1]["files"] = [{"file": photograph, "role": "photo"}, {"file": film, "role": "photo"}]
    send(visit)
    inspect = next(one.record for one in read_case(visit["case"]).held if one.record.step == "inspect")
    held = {row.hash for row in FieldFile.objects.all()}
    assert {one.hash for one in inspect.attachments} == held


def test_an_interview_says_its_language_and_who_interpreted_lies_apart() -> None:
    """Two interviews of one act, and one of a step without the field whose language nobody stated: all are entered."""
    asked = [sent_file(name, f"问：{name}".encode()) for name in ("甲.txt", "乙.txt", "丙.txt")]
    visit = usual()
    told = [("维吾尔语", "测试译员"), ("汉语", ""), ("", "另一译员")]
    said = [
        {"file": file, "language": language, "interpreter": name}
        for file, (language, name) in zip(asked, told, strict=True)
    ]
    for place, mine in ((1, slice(2)), (2, slice(2, 3))):
        visit["acts"][place]["files"] = [{"file": one, "role": "interview"} for one in asked[mine]]
        visit["acts"][place]["interviews"] = said[mine]
    send(visit)
    inspect, record = (one.record for one in read_case(visit["case"]).held[3:5])
    assert inspect.fields["language"] == "维吾尔语、汉语"
    assert "language" not in record.fields
    assert "译员" not in f"{inspect.fields}{record.fields}"
    apart = personal_values([inspect.id, record.id])
    names = [apart[ValuePlace(one.id, "personal", "interpreter")].value for one in (inspect, record)]
    assert names == ["测试译员", "另一译员"]
    facts = [[one.text for one in field_facts(record) if " · " in one.text] for record in (inspect, record)]
    assert facts == [
        ["维吾尔语 · 有翻译人员（姓名另存）", "汉语 · 无翻译"],
        ["未写明语言 · 有翻译人员（姓名另存）"],
    ]


def test_a_file_that_was_damaged_on_its_way_is_not_kept() -> None:
    with pytest.raises(FileBroken):
        take_file(person=QIN, file=identity("x"), name="x.jpg", sha256="0" * 64, chunks=[picture()], now=1)
    assert not FieldFile.objects.exists()


def test_a_visit_waits_for_its_files() -> None:
    visit = usual()
    visit["acts"][1]["files"] = [{"file": identity("never sent"), "role": "photo"}]
    with pytest.raises(FileMissing):
        send(visit)
    assert not FieldArrival.objects.exists()


def test_an_officer_whose_certificate_had_lapsed_is_entered_with_a_finding_that_stays() -> None:
    """Two came, one with a certificate that had lapsed; the same visit of two good ones breaks nothing."""
    good, bad = usual("good"), usual("lapsed")
    send(good)
    assert "two-officers" not in [one.rule for one in shown(good).breaches]
    lapse("QS-0001")
    send(bad)
    assert steps(bad["case"]) == USUAL, "what happened is stored as it happened"
    (found,) = [one for one in shown(bad).breaches if one.rule == "two-officers"]
    assert (found.basis, bool(found.way["zh"])) == (("处罚法 §42 ¶1", "许可法 §55 ¶2"), True)
    sealed = shown(bad).record
    issued = parse_day("2026-03-02")
    renewed = {"certificate_no": "ZQS-0001N", "valid_from": issued, "valid_until": parse_day("2029-12-31")}
    correct(bad, "inspect", {**INSPECTED, "site": "河滨路南仓库"})
    register_act("QS-0001", "issue_certificate", issued, renewed)
    assert shown(bad).record == sealed, "neither a correction nor a new certificate takes the finding away"


def test_one_officer_alone_is_entered_with_a_finding_that_stays() -> None:
    alone = inspection(
        "lapsed",
        [
            act("show_certificate", "2026-03-02 09:30", TOLD, name="lapsed"),
            act("inspect", "2026-03-02 09:40", INSPECTED, name="lapsed"),
        ],
    )
    send(alone)
    (found,) = [one for one in shown(alone).breaches if one.rule == "two-officers"]
    assert found.basis == ("处罚法 §42 ¶1", "许可法 §55 ¶2")
    assert found.way["zh"]
    sealed = shown(alone).record
    correct(alone, "inspect", INSPECTED)
    assert shown(alone).record == sealed
    assert "two-officers" in [one.rule for one in shown(alone).breaches]


def test_a_case_that_ended_meanwhile_is_a_conflict_and_the_act_is_kept() -> None:
    case = opened("2026-03-02 08:00", "inspection", number="青市监检案〔2026〕9号", facts={})
    did(case, "cancel", "2026-03-02 09:00")
    visit = {**usual("ended"), "case": case, "planned": True}
    send(visit)
    found = shown(visit)
    assert {one.rule for one in found.conflicts} == {"place"}
    assert "inspect" in steps(case)
    settle_conflicts(
        person=QIN, arrival=found.row, note="取消有误，已说明。", now=instant("2026-03-02 15:00")
    )
    assert shown(visit).row.settled_by == "QS-0001"


def test_a_plan_that_is_gone_opens_a_case_and_says_so() -> None:
    visit = {**usual("gone"), "planned": True}
    send(visit)
    assert [one.rule for one in shown(visit).conflicts] == ["plan-gone"]


@pytest.mark.parametrize(("off", "wrong"), [(0, False), (60_000, False), (3_600_000, True), (-900_000, True)])
def test_a_wrong_device_clock_is_put_right_and_stays_visible(off: int, wrong: bool) -> None:
    acts = [act("show_certificate", "2026-03-02 09:30", TOLD, off=off)]
    visit = inspection(f"clock{off}", acts, off=off)
    send(visit)
    record = read_case(visit["case"]).held[2].record
    assert ("device-clock" in [one.rule for one in shown(visit).breaches]) is wrong
    expected = "2026-03-02T09:30:00+08:00" if wrong or not off else "2026-03-02T09:31:00+08:00"
    assert record.at.value == expected
    assert record.fields["_field"]["at"]["wall"] == acts[0]["at"]["wall"]  # type: ignore[index,call-overload]
    assert shown(visit).row.off_ms == -off


def test_a_clock_set_within_the_session_is_seen() -> None:
    visit = inspection(
        "moved", [act("show_certificate", "2026-03-02 09:30", TOLD, off=-600_000, moved=-600_000)]
    )
    send(visit)
    assert "device-clock" in [one.rule for one in shown(visit).breaches]
    assert read_case(visit["case"]).held[2].record.at.value == "2026-03-02T09:30:00+08:00"


def test_numbers_are_set_aside_without_gap_used_once_and_given_back_void() -> None:
    first = reserve_numbers(
        person=QIN, count=3, now=instant("2026-03-02 08:00"), today=parse_day("2026-03-02")
    )
    assert first == [f"青市监当罚〔2026〕{n}号" for n in (1, 2, 3)]
    paper = [{"kind": "当场行政处罚决定书", "number": first[0]}]
    send(_decided("one", paper))
    twice, unknown = (
        _decided("two", paper),
        _decided("three", [{**paper[0], "number": "青市监当罚〔2026〕77号"}]),
    )
    send(twice)
    send(unknown)
    assert "number-taken" in [one.rule for one in shown(twice).conflicts]
    assert "number-unknown" in [one.rule for one in shown(unknown).conflicts]
    assert return_numbers(person=QIN, now=instant("2026-03-02 18:00")) == first[1:]
    assert FieldNumber.objects.get(pk=first[0]).case == identity("case-one")
    with pytest.raises(FieldError):
        return_numbers(person=QIN, now=instant("2026-03-02 18:00"))
    late = _decided("four", [{**paper[0], "number": first[1]}])
    send(late)
    assert "number-void" in [one.rule for one in shown(late).conflicts], "written before it was given back"
    given_back = FieldNumber.objects.get(pk=first[1])
    assert (given_back.case, given_back.returned_at) == ("", instant("2026-03-02 18:00"))
    (again,) = reserve_numbers(
        person=QIN, count=1, now=instant("2026-03-03 08:00"), today=parse_day("2026-03-03")
    )
    assert again == "青市监当罚〔2026〕4号"


def test_a_number_stands_on_one_paper_also_within_a_case() -> None:
    (number,) = reserve_numbers(
        person=QIN, count=1, now=instant("2026-03-02 08:00"), today=parse_day("2026-03-02")
    )
    paper = [{"kind": "当场行政处罚决定书", "number": number}]
    send(_decided("first", paper))
    again = {**_decided("second", paper), "case": identity("case-first")}
    send(again)
    assert "number-taken" in [one.rule for one in shown(again).conflicts]


def test_a_case_that_keeps_moving_loses_no_act_of_a_visit(monkeypatch) -> None:
    """Others act each time we look: the visit is refused as a whole, and comes in when it is sent again."""

    def moved(**_given: object) -> None:
        raise CaseMoved(case="x", expected=1, position=2, records=())

    visit = usual("moving")
    with monkeypatch.context() as others:
        others.setattr(receiving, "perform_act", moved)
        with pytest.raises(CaseMoved):
            send(visit)
        assert not FieldArrival.objects.exists()
    send(visit)
    assert [one for one in steps(visit["case"]) if one in ("show_certificate", "inspect")]


def _decided(name: str, papers: list[dict[str, str]]) -> dict[str, Any]:
    fill = act("fill_decision", "2026-03-02 10:00", {"kind": "warning"}, name=name, papers=papers)
    return {
        **inspection(name, [fill]),
        "opening": {"procedure": "penalty.simple", "cause": "占道", "facts": {"party_kind": "organisation"}},
    }


def test_a_carbon_form_entered_later_says_when_it_was_and_lacks_its_photograph() -> None:
    shows = {**act("show_certificate", "2026-03-02 11:50", TOLD), "stated_at": "2026-02-27T16:10"}
    visit = inspection("carbon", [shows], late=True)
    send(visit)
    record = read_case(visit["case"]).held[2].record
    assert (record.at.value, record.at.precision) == ("2026-02-27T16:10+08:00", "minute")
    assert record.fields["_field"]["late"] is True  # type: ignore[index,call-overload]
    found = [one.rule for one in shown(visit).breaches]
    assert "late-without-photograph" in found
    assert "late-without-time" not in found
    told = act("show_certificate", "2026-03-02 11:50", TOLD, name="untold")
    untold = inspection("carbon-2", [told], late=True)
    send(untold)
    assert "late-without-time" in [one.rule for one in shown(untold).breaches]


def test_who_is_of_another_organ_sends_nothing_into_the_case() -> None:
    case = opened("2026-03-02 08:00", "inspection", number="青市监检案〔2026〕9号", facts={})
    other = type(QIN)("account-x", "别人", QIN.role, "organ-fire", ("650105",), "QS-0900")
    with pytest.raises(AccessRefused):
        send({**usual(), "case": case}, by=other)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"visit": "short"}, "visit.visit"),
        ({"acts": []}, "acts"),
        ({"sent": {**time(NOON), "elapsed": -1}}, "visit.sent.elapsed"),
        ({"format": 2}, "format"),
        ({"acts": [{**act("inspect", NOON), "step": "fly"}]}, "acts.step"),
        ({"acts": [act("inspect", NOON, {"major_rights": "maybe"})]}, "acts.inspect.major_rights"),
    ],
)
def test_what_is_no_visit_is_sent_back_with_its_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(VisitUnreadable) as raised:
        send({**usual(), **change})
    assert place in raised.value.message("en")


def test_the_list_can_be_made_again_from_the_records() -> None:
    send(usual())
    assert [one.name for one in rebuild_projections(write=False) if not one.same] == []


def test_a_step_that_was_not_finished_is_entered_as_such_with_what_was_captured_in_it() -> None:
    """A phone whose PIN is lost gives what it holds: photographs of a step that nobody had ended."""
    photo = sent_file("门.jpg", picture())
    begun = act("inspect", "2026-03-02 09:40", {}, files=[{"file": photo, "role": "photo"}], unfinished=True)
    visit = inspection("begun", [begun])
    send(visit)
    (inspect,) = [one.record for one in read_case(visit["case"]).held if one.record.step == "inspect"]
    assert [one.hash for one in inspect.attachments] == [FieldFile.objects.get().hash]
    (said,) = [one for one in shown(visit).breaches if one.rule == "step-unfinished"]
    assert "没有在手机上办完" in said.says["zh"]
    assert said.way["zh"]
    assert any("没有办完" in one.text for one in field_facts(inspect))


def test_a_visit_planned_on_the_phone_after_a_check_that_was_enough_is_told_to_lack_its_reason() -> None:
    checked = {"form": "data", "sufficient": True, "finding": "no_problem"}
    for name, more in (("silent", {}), ("stated", {"visit_reason": "接到新的投诉"})):
        visit = inspection(
            name,
            [
                act("off_site_check", "2026-03-02 09:00", checked, name=name),
                act("plan", "2026-03-02 09:20", more, name=name),
            ],
        )
        send(visit)
        lacking = [one for one in shown(visit).breaches if "请写明仍安排入企的理由" in one.says["zh"]]
        assert len(lacking) == (0 if more else 1), "entered as it happened, and told"
        assert "plan" in steps(visit["case"])
