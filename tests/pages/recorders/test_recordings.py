"""Recordings of acts through the real doors: asked for, missing with a reason, too short, read out, given to an act."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders import sample_files
from tests.builders.desk import (
    HEAD,
    INVESTIGATED,
    LU,
    ORGAN,
    QIN,
    QUALIFIED,
    SUPERVISOR,
    opened,
    registered_organ,
)
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.casework.act import Act, RecordingOf
from plumbline.apps.casework.actions import Done, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.apps.recorders.models import Footage, RecordedAct
from plumbline.core.cases.errors import ActRefused
from plumbline.core.cases.reserved import LISTED, UNRECORDED
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment
from plumbline.core.recording.file_times import movie_times, start_by_name

pytestmark = [pytest.mark.django_db]
START, END, NOW = "2026-09-22 10:00", "2026-09-22 10:30", "2026-09-22 18:00"
NAME = "R01_20260922_095900.mp4"


@pytest.fixture(autouse=True)
def organ(settings: Any) -> None:
    settings.CLOCK = lambda: instant(NOW)
    registered_organ()
    first = parse_day("2026-01-01")
    told: dict[str, Any] = {"by": QIN, "now": instant("2026-01-02 09:00"), "today": parse_day("2026-01-02")}
    row: dict[str, Value] = {
        "recording_no": "JL001",
        "name": "现场检查取证",
        "organ_no": ORGAN,
        "list_version": "2026.1",
        "recorded_procedure": "penalty.ordinary",
        "recorded_step": "investigate",
        "means": "audio_video",
        "starts_with": "表明身份",
        "ends_with": "当事人签字",
        "valid_from": first,
        "recording_basis": "118号 (八)",
    }
    register("recording", "JL001", [RegisterAct("register_recording", first, row)], **told)
    taker: dict[str, Value] = {"officer_no": QIN.officer or "", "name": "秦越", "organ_no": ORGAN}
    register("officer", QIN.officer or "", [RegisterAct("register_officer", first, taker)], **told)
    device: dict[str, Value] = {"recorder_no": "R01", "name": "某型", "organ_no": ORGAN}
    register("recorder", "R01", [RegisterAct("register_recorder", first, device)], **told)


def investigated(
    case: str, *, mode: Any = "intend", reason: str = "", span: tuple[str, str] | None = None
) -> Done:
    recordings = (RecordingOf("audio_video", None, instant(span[0]), instant(span[1])),) if span else ()
    act = Act(
        "investigate",
        Moment(START.replace(" ", "T") + "+08:00", "minute"),
        until=Moment(END.replace(" ", "T") + "+08:00", "minute"),
        others=(LU.officer or "",),
        values=dict(INVESTIGATED),
        recordings=recordings,
        beside={UNRECORDED: {"reason": reason, "note": ""}} if reason else {},
    )
    return perform_act(
        person=QIN, case=case, act=act, seen=None, now=instant(NOW), officers=QUALIFIED, mode=mode
    )


def lacking(case: str, **told: Any) -> set[str]:
    with pytest.raises(ActRefused) as caught:
        investigated(case, **told)
    return {lack.zh for one in caught.value.hindrances if one.blocks for lack in one.lacks}


def test_the_list_asks_for_the_recording_and_a_stated_reason_lets_the_act_go_on_and_is_counted() -> None:
    case = opened("2026-09-22 09:00")
    assert "全过程音像记录" in lacking(case)
    assert "全过程音像记录" in lacking(case, span=(START, "2026-09-22 10:29")), "it ends before the act"
    done = investigated(case, reason="device_failed")
    record = done.receipt.record
    assert record.fields["filming_listed"] is True, "the list says it, whatever the form says"
    assert record.fields[LISTED][0]["version"] == "2026.1"  # type: ignore[index, call-overload]
    row = RecordedAct.objects.get()
    assert (row.state, row.reason, row.open_seconds) == ("reasoned", "device_failed", 1800)
    file = read_case(case)
    only = frozenset({"filmed-as-listed"})
    found = file.docket.judge(file.history.folded(instant(NOW)), instant(NOW), None, only)
    assert [str(one.outcome) for one in found] == ["violated"], "the breach stays"
    page = desk_of(SUPERVISOR).get("/recordings/?tab=reasoned").content.decode()
    assert "设备故障" in page
    assert "没有音像，已说明理由" in desk_of(QIN).get(f"/cases/{case}/").content.decode()


def test_the_list_speaks_in_words() -> None:
    pages = [desk_of(QIN).get(f"/registers/recording/{of}").content.decode() for of in ("", "entry/JL001/")]
    for page in pages:
        assert all(word in page for word in ("行政处罚普通程序", "调查取证", "青石区"))
        assert not any(code in page for code in ("penalty.ordinary<", ">investigate<"))


def test_what_happened_without_one_is_entered_and_stands_in_the_list() -> None:
    case = opened("2026-09-22 09:00")
    investigated(case, mode="attest", span=(START, "2026-09-22 10:29"))
    assert (RecordedAct.objects.get().state, RecordedAct.objects.get().open_seconds) == ("short", 60)
    page = desk_of(QIN).get(f"/cases/{case}/").content.decode()
    assert "决定前有缺口" in page
    assert "60 秒未覆盖" in page


def test_the_form_says_what_the_list_asks_and_takes_the_reason() -> None:
    case = opened("2026-09-22 09:00")
    page = desk_of(QIN).get(f"/cases/{case}/act/investigate/").content.decode()
    assert "表明身份 – 当事人签字" in page
    assert 'name="unrecorded"' in page


def test_a_file_of_a_recorder_is_put_right_taken_once_and_given_to_its_act() -> None:
    case = opened("2026-09-22 09:00")
    investigated(case, reason="not_docked")
    desk = desk_of(QIN)
    film = mp4(duration=40 * 60)
    sent = {"recorder": "R01", "seconds_ahead": "60"}
    answer = desk.post("/recordings/read-out/", {**sent, "files": SimpleUploadedFile(NAME, film)})
    assert answer.status_code == 302, answer.content.decode()[-2500:]
    row = Footage.objects.get()
    assert (row.start, row.end) == (instant("2026-09-22 09:58"), instant("2026-09-22 10:38"))
    assert "时钟快 60 秒，已校正" in desk.get("/recordings/read-out/").content.decode()
    for ahead, start in (("3660", "2026-09-22 08:58"), ("60", "2026-09-22 09:58")):
        file = SimpleUploadedFile(NAME, film)
        assert (
            desk.post("/recordings/read-out/", {**sent, "seconds_ahead": ahead, "files": file}).status_code
            == 302
        )
        row = Footage.objects.get()
        assert row.start == instant(start), "a clock that was stated wrong is put right by reading out again"
    again = desk.post(
        "/recordings/read-out/",
        {**sent, "files": SimpleUploadedFile("again_20260922_095900.mp4", film)},
        follow=True,
    )
    assert "不再重复导入：again_20260922_095900.mp4" in again.content.decode()
    page = desk.get("/recordings/read-out/").content.decode()
    assert "覆盖整个环节" in page
    act = RecordedAct.objects.get()
    other = desk_of(SUPERVISOR).post(f"/recordings/read-out/{row.pk}/", {"record": act.record})
    assert other.status_code == 403
    assert desk.post(f"/recordings/read-out/{row.pk}/", {"record": act.record}).status_code == 302
    assert RecordedAct.objects.get().state == "covered"
    assert Footage.objects.get().record == RecordedAct.objects.get().record
    assert desk.get(f"/cases/{case}/recordings/").content.decode().count(NAME) >= 0


def sums(**files: bytes) -> SimpleUploadedFile:
    lines = [f"{hashlib.sha256(data).hexdigest()}  DCIM/{name}.mp4" for name, data in files.items()]
    return SimpleUploadedFile("SHA256SUMS", "\n".join(lines).encode())


def test_a_list_of_checksums_stops_what_differs_names_what_lacks_and_lets_the_rest_in() -> None:
    desk, film = desk_of(QIN), mp4(duration=60)
    good, bad, more, gone = (f"R01_20260922_0{n}0000" for n in (7, 8, 9, 6))
    other, third = film + b"\0" * 8, mp4(duration=90)
    sent = {"recorder": "R01", "seconds_ahead": "0"}
    files = [
        SimpleUploadedFile(f"{name}.mp4", data) for name, data in ((good, film), (bad, other), (more, third))
    ]
    listed = sums(**{good: film, bad: film, gone: film})
    answer = desk.post("/recordings/read-out/", {**sent, "files": [listed, *files]})
    page = answer.content.decode()
    assert answer.status_code == 422
    for data in (film, other):
        assert hashlib.sha256(data).hexdigest() in page.partition(f"“{bad}.mp4”与校验清单不一致")[2][:300]
    assert f"清单上有、文件中没有：{gone}.mp4" in page
    assert f"清单上没有、未作比对：{more}.mp4" in page
    assert set(Footage.objects.values_list("name", "listed")) == {
        (f"{good}.mp4", True),
        (f"{more}.mp4", False),
    }
    assert "与校验清单一致" in page
    beside = {"manifest": sums(**{bad: other}), "files": SimpleUploadedFile(f"{bad}.mp4", other)}
    assert desk.post("/recordings/read-out/", {**sent, **beside}).status_code == 302, (
        "copied again, as listed"
    )
    nameless = SimpleUploadedFile("a.wav", sample_files.wav())
    wrong = SimpleUploadedFile("a.sha256", f"{'0' * 64}  a.wav".encode())
    page = desk.post("/recordings/read-out/", {**sent, "files": [wrong, nameless]}).content.decode()
    assert "“a.wav”与校验清单不一致" in page, "what differs is told before that it has no time"


def test_a_card_that_was_not_emptied_is_read_out_again_and_only_what_is_new_comes_in() -> None:
    desk, film = desk_of(QIN), mp4(duration=60)
    sent = {"recorder": "R01", "seconds_ahead": "0"}
    old, new = "R01_20260922_070000.mp4", "R01_20260922_080000.mp4"
    first = desk.post("/recordings/read-out/", {**sent, "files": SimpleUploadedFile(old, film)}, follow=True)
    assert "已导入 1 个文件" in first.content.decode()
    both = [SimpleUploadedFile(old, film), SimpleUploadedFile(new, mp4(duration=90))]
    answer = desk.post("/recordings/read-out/", {**sent, "files": both}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "需要更正" not in page
    assert "已导入 1 个文件" in page
    assert f"不再重复导入：{old}" in page
    assert set(Footage.objects.values_list("name", flat=True)) == {old, new}


@pytest.mark.parametrize(
    ("off", "word", "start"),
    [("-45", "时钟慢 45 秒", "2026-09-22 09:59:45"), ("3600", "时钟快 3,600 秒", "2026-09-22 08:59:00")],
)
def test_what_is_not_stated_of_a_clock_is_taken_from_the_book_of_that_very_recorder(
    off: str, word: str, start: str
) -> None:
    desk = desk_of(QIN)
    told: dict[str, Any] = {"by": QIN, "now": instant("2026-01-02 09:00"), "today": parse_day("2026-01-02")}
    for number in ("R00", "R02"):
        device: dict[str, Value] = {"recorder_no": number, "name": "某型", "organ_no": ORGAN}
        register(
            "recorder", number, [RegisterAct("register_recorder", parse_day("2026-01-01"), device)], **told
        )
    taken = {"day": "2026-09-22", "taken_by": QIN.officer, "taken_at": "2026-09-22T08:50", "clock_off": off}
    assert desk.post("/registers/recorder/entry/R02/act/take_out/", taken).status_code == 302
    back = {"day": "2026-09-22", "brought_at": "2026-09-22T17:00", "clock_off": off, "battery": "12"}
    assert desk.post("/registers/recorder/entry/R02/act/bring_back/", back).status_code == 302
    page = desk.get("/recordings/read-out/").content.decode()
    assert f"R02 某型（{word}）" in page
    assert "R00 某型（时钟未核对）" in page
    sent = {"recorder": "R02", "seconds_ahead": "", "files": SimpleUploadedFile(NAME, mp4(duration=60))}
    assert desk.post("/recordings/read-out/", sent).status_code == 302
    assert Footage.objects.get().start == instant(start[:16]) + int(start[17:]) * 1_000_000
    assert f"{word}，已校正" in desk.get("/recordings/read-out/").content.decode()
    silent = {
        **sent,
        "recorder": "R00",
        "files": SimpleUploadedFile("R00_20260922_110000.mp4", mp4(duration=9)),
    }
    answer = desk.post("/recordings/read-out/", silent)
    assert answer.status_code == 422
    assert "没有登记这台设备的时钟快慢" in answer.content.decode()
    assert Footage.objects.count() == 1


def test_a_battery_is_never_more_than_full() -> None:
    back = {"day": "2026-09-22", "brought_at": "2026-09-22T17:00", "clock_off": "0", "battery": "130"}
    desk, book = desk_of(QIN), "/registers/recorder/entry/R01/"
    said = desk.post(f"{book}act/bring_back/", back).content.decode()
    assert 'id="id_battery_error"' in said
    assert "归还时间" not in desk.get(book).content.decode()


def test_a_list_that_cannot_be_read_lets_nothing_in() -> None:
    desk, film = desk_of(QIN), SimpleUploadedFile(NAME, mp4(duration=60))
    sent = {"recorder": "R01", "seconds_ahead": "0", "files": film}
    broken = SimpleUploadedFile("sums.txt", b"no checksum")
    answer = desk.post("/recordings/read-out/", {**sent, "manifest": broken})
    assert answer.status_code == 422
    assert "第 1 行不是" in answer.content.decode()
    alone = {**sent, "files": SimpleUploadedFile("SHA256SUMS", b"")}
    assert "不能只选清单" in desk.post("/recordings/read-out/", alone).content.decode()
    assert not Footage.objects.exists()


def test_a_file_without_a_time_or_without_sound_and_picture_is_refused() -> None:
    desk = desk_of(QIN)
    sent = {"recorder": "R01", "seconds_ahead": "0"}
    answer = desk.post(
        "/recordings/read-out/", {**sent, "files": SimpleUploadedFile("a.wav", sample_files.wav())}
    )
    assert "没有时间" in answer.content.decode()
    paper = SimpleUploadedFile("20260922_100000.pdf", sample_files.pdf())
    assert "不是录音录像" in desk.post("/recordings/read-out/", {**sent, "files": paper}).content.decode()
    assert not Footage.objects.exists()


def test_a_recorder_is_taken_out_and_brought_back_by_hand_and_retired_by_the_head() -> None:
    desk, book = desk_of(QIN), "/registers/recorder/entry/R01/"
    form = desk.get(f"{book}act/take_out/").content.decode()
    assert 'value="2026-09-22T18:00"' in form
    assert 'type="datetime-local"' in form
    taken = {"day": "2026-09-22", "taken_by": QIN.officer, "taken_at": "2026-09-22T09:50", "clock_off": "-3"}
    assert desk.post(f"{book}act/take_out/", taken).status_code == 302
    back = {"day": "2026-09-22", "brought_at": "2026-09-22T17:00", "clock_off": "-3"}
    assert desk.post(f"{book}act/bring_back/", back).status_code == 302
    page = desk.get(book).content.decode()
    assert "2026-09-22 17:00" in page
    assert "停用" not in page
    gone = {"day": "2026-09-22", "reason": "损坏"}
    refused = desk.post(f"{book}act/retire_recorder/", gone)
    assert refused.status_code == 400
    assert "由行政机关负责人办理" in refused.content.decode()
    assert desk.post("/registers/recorder/new/", {}).status_code == 400
    assert desk_of(HEAD).post(f"{book}act/retire_recorder/", gone).status_code == 302


def test_times_of_names_and_headers() -> None:
    assert start_by_name(NAME) == instant("2026-09-22 09:59")
    assert start_by_name("IMG_0001.jpg") is None
    assert start_by_name("20261322_100000.mp4") is None
    assert movie_times(io.BytesIO(mp4(duration=90)))[1] == 90_000_000
    assert movie_times(io.BytesIO(b"nothing")) == (None, None)


def mp4(duration: int) -> bytes:
    """A film with the header that says how long it lasts."""
    header = bytes(4) + bytes(8) + (1000).to_bytes(4) + (duration * 1000).to_bytes(4) + bytes(80)
    plain = sample_files.mp4()
    at = plain.find(b"mvhd")
    size = int.from_bytes(plain[at - 4 : at])
    fitted = header[: size - 8].ljust(size - 8, b"\0")
    return plain[: at + 4] + fitted + plain[at - 4 + size :]
