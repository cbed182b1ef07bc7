"""What the organ's list asks is found whatever the packs say: a listed act without a film, a span with a gap in it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders.desk import FILED, ORGAN, QIN, SUPERVISOR, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.act import Act, RecordingOf
from plumbline.apps.casework.actions import correct_act, perform_act
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.people.errors import FieldsWrong
from plumbline.apps.recorders.models import RecordedAct
from plumbline.apps.supervision.actions import tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.listed_rules import ACTS, SPANS
from plumbline.core.cases.reserved import LISTED, UNRECORDED
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.django_db]
NOW = "2026-09-22 18:00"


@pytest.fixture(autouse=True)
def organ(settings: Any) -> None:
    settings.CLOCK = lambda: instant(NOW)
    registered_organ()


def listed(number: str, procedure: str, step: str, **more: Value) -> None:
    first = parse_day("2026-01-01")
    row: dict[str, Value] = {
        "recording_no": number,
        "name": "记录事项",
        "organ_no": ORGAN,
        "list_version": "2026.1",
        "recorded_procedure": procedure,
        "recorded_step": step,
        "means": "audio_video",
        "starts_with": "到场",
        "ends_with": "离开",
        "valid_from": first,
        "recording_basis": "118号 (八)",
        **more,
    }
    told: dict[str, Any] = {"by": QIN, "now": instant("2026-01-02 09:00"), "today": parse_day("2026-01-02")}
    register("recording", number, [RegisterAct("register_recording", first, row)], **told)


def at(clock: str) -> Moment:
    return Moment(f"2026-09-22T{clock}+08:00", "minute")


def filmed(*spans: tuple[str, str]) -> tuple[RecordingOf, ...]:
    return tuple(
        RecordingOf("audio_video", None, instant(f"2026-09-22 {a}"), instant(f"2026-09-22 {b}"))
        for a, b in spans
    )


def done(case: str, step: str, begun: str, ended: str, *spans: tuple[str, str], mode: Any = "attest") -> str:
    act = Act(step, at(begun), until=at(ended), recordings=filmed(*spans))
    told = perform_act(person=QIN, case=case, act=act, seen=None, now=instant(NOW), mode=mode)
    return str(told.receipt.record.id)


def found(case: str) -> dict[str, str]:
    tick(now=instant(NOW))
    return {one.rule: one.state for one in FindingRow.objects.filter(case=case, rule__in=(ACTS, SPANS))}


def test_a_listed_act_that_no_pack_rule_names_is_found_and_a_film_that_follows_leaves_its_trace() -> None:
    listed("JL001", "penalty.ordinary", "file_case")
    case = opened("2026-09-22 09:00")
    with pytest.raises(ActRefused) as caught:
        did(case, "file_case", "2026-09-22 10:00", **FILED)
    assert any("全过程记录清单" in one.zh for one in caught.value.hindrances)
    stated = {UNRECORDED: {"reason": "device_failed", "note": ""}}
    act = Act("file_case", at("10:00"), until=at("10:20"), values=dict(FILED), beside=stated)
    told = perform_act(person=QIN, case=case, act=act, seen=None, now=instant(NOW), mode="attest")
    assert found(case) == {ACTS: "open"}, "a stated reason cures nothing"
    row = FindingRow.objects.get(case=case, rule=ACTS)
    page = desk_of(SUPERVISOR).get(f"/supervision/findings/{row.id}/").content.decode()
    assert "本机关全过程记录清单所列的环节" in page
    assert "缺少音像记录" in page
    assert "/law/" in page, "with its article"
    again = Act(
        "file_case",
        at("10:00"),
        until=at("10:20"),
        values=dict(FILED),
        recordings=filmed(("09:59", "10:21")),
        beside={name: told.receipt.record.fields[name] for name in (UNRECORDED, LISTED)},
    )
    record = told.receipt.record.id
    correct_act(
        person=QIN, case=case, record=record, act=again, reason="导入记录仪", seen=None, now=instant(NOW) + 1
    )
    tick(now=instant(NOW) + 2)
    states = {(one.kind, one.state) for one in FindingRow.objects.filter(case=case, rule=ACTS)}
    assert states == {("", "gone"), ("corrected", "open")}, "that it was mended later stays to be seen"


def test_a_span_over_several_steps_is_recorded_without_a_break_or_the_break_is_found() -> None:
    listed("JL002", "penalty.simple", "show_certificate", recorded_span="penalty_on_the_spot")
    case = opened("2026-09-22 09:00", "penalty.simple")
    done(case, "show_certificate", "10:00", "10:05", ("10:00", "10:10"))
    assert found(case) == {}, "it is not over"
    with pytest.raises(ActRefused) as caught:
        done(case, "deliver_on_spot", "10:25", "10:30", ("10:12", "10:30"), mode="intend")
    assert "120 秒没有记录" in "".join(one.zh for one in caught.value.hindrances)
    done(case, "deliver_on_spot", "10:25", "10:30", ("10:12", "10:30"))
    assert found(case) == {SPANS: "open"}
    row = FindingRow.objects.get(case=case, rule=SPANS)
    assert (
        "10:10:00–10:12:00的音像记录"
        in desk_of(SUPERVISOR).get(f"/supervision/findings/{row.id}/").content.decode()
    )
    kept = RecordedAct.objects.get(step="show_certificate")
    assert (kept.state, kept.open_seconds, kept.end) == ("short", 120, instant("2026-09-22 10:30"))
    assert "120 秒未覆盖" in desk_of(QIN).get(f"/cases/{case}/").content.decode()


def test_a_span_stands_under_the_step_with_which_it_begins() -> None:
    with pytest.raises(FieldsWrong, match="起点"):
        listed("JL003", "penalty.ordinary", "investigate", recorded_span="penalty_on_the_spot")
