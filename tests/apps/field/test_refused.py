"""A capture that is refused for good holds nothing up: its visit is entered without it, and says so for ever."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.apps.field.test_confirming import PIN, confirmed
from tests.apps.field.test_recovery import sealed_part
from tests.builders.desk import HEAD, LU, ORGAN, QIN
from tests.builders.field_visits import identity, registered_people, sent_file, time, usual
from tests.builders.history import instant
from tests.builders.sample_files import picture
from tests.builders.signing_in import account, signed_in

from plumbline.apps.casework.carrying import recordings_of
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.pages.field_facts import field_facts
from plumbline.apps.field.actions import receive_visit
from plumbline.apps.field.actions.importing import bring_bundle, import_bundle
from plumbline.apps.field.actions.judging import REFUSED
from plumbline.apps.field.actions.pins import set_pin
from plumbline.apps.field.actions.recovery import begin_key, take_second_share
from plumbline.apps.field.models import BundleWaiting, FieldArrival, FieldFile, RecoveryKey
from plumbline.apps.field.queries.arrivals import arrival
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.field_visit import REFUSALS, VisitUnreadable, read_visit
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
NOW, TODAY = instant("2026-03-02 12:00"), parse_day("2026-03-02")
FILM = b"\x1a\x45\xdf\xa3 cut off before its first second"
DIGEST = hashlib.sha256(FILM).hexdigest()


@pytest.fixture(autouse=True)
def _desk(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.CLOCK = lambda: NOW
    registered_people()


def filmed(name: str = "a", **mark: Any) -> dict[str, Any]:
    """A visit with a photograph that arrived and a film that did not."""
    visit, photo = usual(name), sent_file("门.jpg", picture())
    span = {"start": time("2026-03-02 09:41"), "end": time("2026-03-02 09:50")}
    film = {"file": identity("film"), "role": "film", **span, **mark}
    visit["acts"][1]["files"] = [{"file": photo, "role": "photo"}, film]
    return visit


def told(visit: dict[str, Any]) -> list[dict[str, str]]:
    """What stood against the visit because of refused captures."""
    found = arrival(visit["visit"])
    assert found is not None
    return [dict(one.says) | {"way": one.way["zh"]} for one in found.breaches if one.rule == "file-refused"]


def test_a_visit_is_entered_without_what_was_refused_and_says_so() -> None:
    visit = filmed(refused="NotWhole", sha256=DIGEST, size=len(FILM))
    receive_visit(person=QIN, visit=read_visit(visit), now=NOW)
    (inspect,) = [one.record for one in read_case(visit["case"]).held if one.record.step == "inspect"]
    assert [one.hash for one in inspect.attachments] == [FieldFile.objects.get().hash]
    (film,) = recordings_of(inspect)
    assert (film.kind, film.attachment, film.start is not None) == ("audio_video", None, True)
    (said,) = told(visit)
    assert DIGEST in said["zh"]
    assert REFUSED["NotWhole"][1] in said["en"]
    assert said["way"]
    assert [DIGEST in one.text for one in field_facts(inspect) if DIGEST in one.text] == [True]


def test_why_a_capture_may_be_refused_is_told_of_each_reason_and_of_no_other() -> None:
    assert set(REFUSED) == set(REFUSALS)
    for mark, place in (
        ({"refused": "Whatever", "sha256": DIGEST, "size": 1}, "refused"),
        ({"refused": "TooLarge", "sha256": "x", "size": 1}, "sha256"),
        ({"refused": "TooLarge", "sha256": DIGEST}, "size"),
    ):
        with pytest.raises(VisitUnreadable) as raised:
            read_visit(filmed(**mark))
        assert place in raised.value.message("en")
    assert not FieldArrival.objects.exists()


def test_what_a_colleague_confirmed_stands_though_a_file_was_refused_later() -> None:
    key = account("lu", Role.OFFICER, organ=ORGAN, officer="QS-0002", divisions=["650105"])
    set_pin(person=Person(key, "lu", Role.OFFICER, ORGAN, ("650105",), "QS-0002"), pin=PIN, now=NOW)
    visit = confirmed(filmed(), PIN)
    visit["acts"][1]["files"][1] |= {"refused": "TooLarge", "sha256": DIGEST, "size": len(FILM)}
    receive_visit(person=QIN, visit=read_visit(visit), now=NOW)
    acts = read_case(visit["case"]).history.acts
    by = next(one.by for one in acts if one.step == "inspect") or ()
    assert {one.officer: one.confirmed_at is not None for one in by} == {"QS-0001": True, "QS-0002": True}


def test_a_bundle_brings_everything_but_what_is_refused_and_is_kept_for_its_sake() -> None:
    first, second = begin_key(person=HEAD, now=NOW), take_second_share(person=LU, now=NOW)
    owner = account("qin", Role.OFFICER, organ=ORGAN, officer="QS-0001", divisions=["650105"])
    key = RecoveryKey.objects.get()
    good, bad = usual("good"), filmed("bad")
    parts = [
        sealed_part(key, owner, FILM, name="film.webm", of_id=identity("film")),
        sealed_part(key, owner, json.dumps(bad).encode(), kind="visit", of_id=bad["visit"]),
        sealed_part(key, owner, json.dumps(good).encode(), kind="visit", of_id=good["visit"]),
    ]
    data = parts[0] + b"".join(one[len(b"PLFIELD1") :] for one in parts[1:])
    bundle = bring_bundle(person=HEAD, chunks=[data], share=first, now=NOW)
    done = import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=TODAY)
    assert [one.arrival.visit for one in done] == [bad["visit"], good["visit"]]
    assert (len(told(bad)), told(good)) == (1, [])
    assert BundleWaiting.objects.filter(pk=bundle).exists(), "it may be all that is left of the film"
    again = import_bundle(person=LU, bundle=bundle, share=second, now=NOW, today=TODAY)
    assert [one.again for one in again] == [True, True]


def test_the_phone_is_told_what_no_sending_brings_in() -> None:
    account("qin", Role.OFFICER, organ=ORGAN, officer="QS-0001", divisions=["650105"])
    client, path = signed_in("qin"), f"/field/files/{identity('x')}/?name=film.webm"

    def posted(digest: str) -> dict[str, str]:
        headers = {"X-Content-SHA256": digest}
        answer = client.post(path, FILM, content_type="application/octet-stream", headers=headers)
        assert answer.status_code == 422
        told: dict[str, str] = answer.json()
        return told

    assert posted(DIGEST)["kind"] in REFUSALS
    assert posted("0" * 64)["kind"] == "", "what was damaged on its way is sent again"
    uploads, sent = f"/field/files/{identity('x')}/uploads/", {"Tus-Resumable": "1.0.0"}
    for digest, final in ((DIGEST, True), ("0" * 64, False)):
        begun = client.post(uploads, headers={**sent, "Upload-Length": str(len(FILM))})
        part = {**sent, "Upload-Offset": "0"}
        kind = "application/offset+octet-stream"
        assert client.patch(begun["Location"], FILM, content_type=kind, headers=part).status_code == 204
        answer = client.post(f"{begun['Location']}finish/", {"sha256": digest})
        assert (answer.status_code, answer.json()["kind"] in REFUSALS) == (422, final)
        assert answer.json()["refused"]
