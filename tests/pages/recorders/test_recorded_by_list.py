"""What the organ's list asks is found whatever the packs say: a listed act without a film, a span with a gap in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.builders.desk import FILED, ORGAN, QIN, SUPERVISOR, did, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.act import Act, RecordingOf
from plumbline.apps.casework.actions import correct_act, perform_act
from plumbline.apps.casework.carrying import recordings_of, rows_of
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.oversight.actions import CheckRequest, Setup, check_files
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.people.errors import FieldsWrong
from plumbline.apps.recorders.models import RecordedAct
from plumbline.apps.supervision.actions import tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.listed_rules import ACTS, SPANS
from plumbline.core.cases.reserved import DOCUMENTS, LISTED, UNRECORDED
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.oversight.looking import look
from plumbline.core.recording.by_list import by_list
from plumbline.site.packs_folder import packs_folder

pytestmark = [pytest.mark.django_db]
NOW = "2026-09-22 18:00"
LATER = instant(NOW) + 1_000_000


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


ROWS: tuple[tuple[str, dict[str, Value]], ...] = (
    ("JL001", {"recorded_procedure": "penalty.ordinary", "recorded_step": "file_case"}),
    ("JL002", {"recorded_procedure": "penalty.ordinary", "recorded_step": "file_case", "means": "photo"}),
    ("JL003", {"recorded_procedure": "penalty.ordinary", "recorded_step": "investigate", "means": "text"}),
    ("JL004", {"recorded_procedure": "penalty.ordinary", "recorded_step": "investigate"}),
    ("JL005", {"recorded_procedure": "penalty.simple", "recorded_step": "show_certificate"}),
)


def written(case: str, organ: str) -> Iterator[dict[str, Any]]:
    """The acts of a case as another system would tell them: nothing of what the list asked of them."""
    held = [one.record for one in case_records(case)]
    procedure = str(held[0].fields["procedure"])
    for one in held:
        if one.step in ("open_case", "assign_case"):
            continue
        yield {
            "case_id": case,
            "procedure": procedure,
            "record_id": one.id,
            "step": one.step,
            "at": one.at.value,
            "until": one.until.value if one.until else None,
            "recorded_at": written_instant(one.recorded_at),
            "corrects": one.corrects,
            "case": {"organ": organ, "field": "general"},
            "fields": {name: said for name, said in one.fields.items() if not name.startswith("_")},
            "documents": [str(row["kind"]) for row in rows_of(one, DOCUMENTS)],
            "recordings": [
                f"{kept.kind}@{written_instant(kept.start)}/{written_instant(kept.end)}"
                for kept in recordings_of(one)
                if kept.start is not None and kept.end is not None
            ],
        }


def checked(cases: list[str], folder: Path, organ: str = ORGAN, **left_out: Any) -> list[dict[str, str]]:
    """What `plumbline check` finds by the two rules, given the list as a table."""
    folder.mkdir()
    acts = [row for case in cases for row in written(case, organ)]
    rows = [{name: said for name, said in row.items() if name not in left_out} for row in acts]
    (folder / "records.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as stream:
        names = ["recording_no", "organ_no", "recorded_procedure", "recorded_step", "means", "valid_from"]
        table = csv.DictWriter(stream, [*names, "recorded_span"])
        table.writeheader()
        for number, row in ROWS:
            common = {"organ_no": ORGAN, "means": "audio_video", "valid_from": "2026-01-01"}
            span = {"recorded_span": "penalty_on_the_spot"} if number == "JL005" else {}
            table.writerow({"recording_no": number, **common, **row, **span})
    setup = Setup(packs_folder(), LATER, recordings=folder / "list.csv")
    check_files(CheckRequest([folder / "records.jsonl"], setup, folder / "out", processes=1))
    with (folder / "out" / "findings.csv").open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["rule"] in (ACTS, SPANS)]


def some_case(chance: Random, number: int) -> str:
    """A case whose listed acts carry nothing, a part, or all of what the list asks; one act is corrected later."""
    films = [(), (("10:00", "10:20"),), (("09:59", "10:31"),), (("10:00", "10:10"), ("10:12", "10:30"))]
    if number % 3 == 0:
        case = opened("2026-09-22 09:00", "penalty.simple")
        done(case, "show_certificate", "10:00", "10:05", *chance.choice(films))
        if chance.random() < 0.8:
            done(case, "deliver_on_spot", "10:25", "10:30", *chance.choice(films))
        return case
    case = opened("2026-09-22 09:00")
    first = done(case, "file_case", "10:00", "10:30", *chance.choice(films))
    done(case, "investigate", "10:00", "10:30", *chance.choice(films))
    if chance.random() < 0.3:
        whole = tuple(
            RecordingOf(kind, None, instant("2026-09-22 09:59"), instant("2026-09-22 10:31"))
            for kind in ("audio_video", "photo")
        )
        sealed = next(one.record for one in case_records(case) if one.record.id == first)
        again = Act(
            "file_case",
            at("10:00"),
            until=at("10:30"),
            recordings=whole,
            beside={LISTED: sealed.fields[LISTED]},
        )
        now = instant(NOW) + number
        correct_act(person=QIN, case=case, record=first, act=again, reason="导入记录仪", seen=None, now=now)
    return case


def test_check_given_the_list_says_what_the_tick_says(tmp_path: Path) -> None:
    """The tick reads what was sealed with the acts, the check a table: the same acts, kinds and words."""
    for number, row in ROWS:
        told = {
            name: said for name, said in row.items() if name not in ("recorded_procedure", "recorded_step")
        }
        span = {"recorded_span": "penalty_on_the_spot"} if number == "JL005" else {}
        listed(number, str(row["recorded_procedure"]), str(row["recorded_step"]), **told, **span)
    chance = Random(118)
    cases = [some_case(chance, number) for number in range(12)]
    tick(now=LATER)
    rows = FindingRow.objects.filter(rule__in=(ACTS, SPANS), state="open")
    ticked = {(one.case, one.rule, one.record, one.kind) for one in rows}
    found = checked(cases, tmp_path / "whole")
    corrected = {True: "corrected", False: ""}
    told_by = {
        (one["case"], one["rule"], one["record"], corrected["by_correction" in one["reason"]]): one
        for one in found
    }
    assert set(told_by) == ticked
    assert {(rule, kind) for _case, rule, _record, kind in ticked} == {
        (ACTS, ""),
        (SPANS, ""),
        (ACTS, "corrected"),
    }
    for case in cases:
        file = read_case(case)
        for one in look(file.docket, file.history, LATER, None, beside=by_list).seen:
            if one.rule in (ACTS, SPANS) and not one.kind:
                assert one.detail in told_by[case, one.rule, one.record, ""]["message"]
    strangers = checked(cases, tmp_path / "other", organ="organ-fire")
    assert strangers == [], "the list of another organ asks nothing"
    untold = checked(cases, tmp_path / "untold", recordings=True)
    assert {(one["rule"], one["step"], one["outcome"]) for one in untold} == {
        (ACTS, "file_case", "undetermined"),
        (ACTS, "investigate", "violated"),
        (SPANS, "show_certificate", "undetermined"),
    }, "what the records do not tell is no breach; that a paper is lacking they tell"
    assert {one["outcome"] for one in checked(cases, tmp_path / "nobody", organ="")} == {"undetermined"}
