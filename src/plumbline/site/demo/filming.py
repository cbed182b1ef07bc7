"""An inspection of the demo that was filmed: its film and a recording of sound play beside the steps they cover.

Entered by the demo's people through the doors as it happened half an hour ago; everything is invented (`film`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Final

from django.conf import settings

from plumbline.apps.attachments.actions import Received, keep_poster, receive
from plumbline.apps.casework.act import Act, Paper, RecordingOf
from plumbline.apps.casework.actions import Opening, confirm_act, open_case, perform_act
from plumbline.apps.recorders.actions import take_in
from plumbline.core.authority.person import Person, Place
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import ZONE, Moment, written_instant
from plumbline.core.ledger.record import Attachment
from plumbline.site.demo.film import film, sound, still
from plumbline.site.demo.people import demo_person

SAYS: Final = "模拟录像 · 一切均为虚构"
FILM: Final = 90
RECORDER: Final = "JLY01"
SOUND: Final = 40
"""Seconds."""
_SECOND: Final = 1_000_000
_AGO: Final = 30 * 60 * _SECOND


@dataclass(frozen=True, slots=True)
class _Officers:
    """Who was there: the first enters, the second confirms."""

    first: Person
    second: Person


def filmed(now: int, today: int) -> str:
    """Enters it all; for a district that has its people. The case."""
    officer, second, head = (
        demo_person(name, today) for name in ("demo-officer", "demo-officer-2", "demo-agency-head")
    )
    place = Place(officer.organ, officer.divisions[0] if officer.divisions else str(settings.DIVISION))
    opening = Opening(
        "inspection",
        None,
        "安全生产检查（有音像记录）",
        party={"party_name": "青石区嘉禾仓储有限公司（虚构）"},
    )
    both = [officer.signs_as, second.signs_as]
    began = now - _AGO
    case = open_case(person=officer, place=place, opening=opening, now=now, handlers=both)
    approved: dict[str, Value] = {
        "result": "approved",
        "kind": "daily",
        "source": "yearly_plan",
        "subject_kind": "organ",
        "basis_kind": "law",
        "item_code": "QX002",
        "item_published_on": today - 200,
        "merge_checked": True,
        "paper_enough": False,
    }
    first = Act(
        "approve", _moment(began - 3_600 * _SECOND), values=approved, papers=(Paper("行政检查审批表"),)
    )
    perform_act(person=head, case=case, act=first, seen=None, now=now, mode="attest")
    who = _Officers(officer, second)
    notice = Act("notify_scan", _moment(began - 5 * 60 * _SECOND), papers=(Paper("行政检查通知书"),))
    _did(who, case, notice, now)
    _on_site(who, case, began, now, today)
    _read_out(who.second, began, now, today)
    return case


def _read_out(officer: Person, began: int, now: int, today: int) -> None:
    """What the second officer's recorder held of that visit: it waits to be given to its act."""
    start = datetime.fromtimestamp((began + 30 * _SECOND) // _SECOND, ZONE)
    held = BytesIO(film(FILM // 3, SAYS))
    name = f"{RECORDER}_{start:%Y%m%d_%H%M%S}.webm"
    take_in(person=officer, sent=held, name=name, recorder=RECORDER, seconds_ahead=0, now=now, today=today)


def _on_site(who: _Officers, case: str, began: int, now: int, today: int) -> None:
    """What the film and the recording cover, to the second."""
    told = dict.fromkeys(("certificate_shown", "reason_told", "basis_told", "rights_told"), True)
    shown = Act("show_certificate", _moment(began + 8 * _SECOND), values=told)
    _did(who, case, shown, now)
    ends = began + 78 * _SECOND
    inspected: dict[str, Value] = {
        "source": "yearly_plan",
        "carried_out_by": "officers",
        "site": "青石区一号仓库（虚构）",
        "major_rights": False,
        "dispute_prone": True,
    }
    on_site = Act(
        "inspect",
        _moment(began + 20 * _SECOND),
        until=_moment(ends),
        values=inspected,
        papers=(Paper("现场检查笔录"),),
    )
    kept = _kept(film(FILM, SAYS), "模拟执法录像.webm", who.first, now)
    keep_poster(hash=kept.hash, data=still(FILM, SAYS))
    _did(who, case, _with(on_site, kept, began, began + FILM * _SECOND), now)
    record: dict[str, Value] = {
        "finding": "no_problem",
        "officers_signed": True,
        "party_signed": True,
        "handling_noted": True,
    }
    written = began + 5 * 60 * _SECOND
    noted = Act("record", _moment(written + 10 * _SECOND), values=record, papers=(Paper("现场检查笔录"),))
    heard = _kept(sound(SOUND), "模拟告知录音.wav", who.first, now)
    _did(who, case, _with(noted, heard, written, written + SOUND * _SECOND), now)
    result: dict[str, Value] = {"result_on": today}
    answer = Act(
        "tell_result", _moment(written + 25 * _SECOND), values=result, papers=(Paper("检查结果告知书"),)
    )
    _did(who, case, answer, now)


def _did(who: _Officers, case: str, act: Act, now: int) -> None:
    both = replace(act, others=(who.second.signs_as,))
    done = perform_act(person=who.first, case=case, act=both, seen=None, now=now, mode="attest")
    confirm_act(person=who.second, case=case, record=done.receipt.record.id, seen=None, now=now)


def _with(act: Act, kept: Received, start: int, end: int) -> Act:
    """The act with a recording of it."""
    name = "file-1"
    attached = Attachment(name, kept.media_type, kept.size, kept.hash, salted=kept.salt is not None)
    salts: Mapping[str, bytes] = {name: kept.salt} if kept.salt is not None else {}
    recording = RecordingOf("audio_video", name, start, end)
    return replace(act, recordings=(recording,), attachments=(attached,), salts=salts)


def _kept(data: bytes, name: str, by: Person, now: int) -> Received:
    blocks = (data[at : at + (1 << 18)] for at in range(0, len(data), 1 << 18))
    return receive(blocks, name=name, personal=True, by=by.account, now=now)


def _moment(instant: int) -> Moment:
    return Moment(written_instant(instant - instant % _SECOND), "microsecond")
