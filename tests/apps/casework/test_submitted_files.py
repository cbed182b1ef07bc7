"""Files go with a submission: sealed with it, seen by whoever approves, named by the act, back with what came back."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.casework.test_approving import NOW, UNIT, case, said, sent, state  # noqa: F401
from tests.builders import sample_files as sample
from tests.builders.desk import HEAD, OTHER_ORGAN, QIN, person
from tests.builders.desk_pages import desk_of

from plumbline.apps.attachments.queries import files
from plumbline.apps.case_file.volumes import volume_data
from plumbline.apps.casework.approving import return_for_mending
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.apps.people.models import AccessRecord
from plumbline.core.authority.role import Role
from plumbline.core.cases.approval import State
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.document_kind import Volume

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock(settings: Any, tmp_path: Path) -> None:
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path


def submitted(case: str, **more: Any) -> Record:  # noqa: F811 - the fixture's name is the argument's
    picture = SimpleUploadedFile("现场照片.jpg", sample.picture(size=(64, 48)), "image/jpeg")
    answer = desk_of(QIN).post(
        f"/cases/{case}/act/file_case/", {**sent(len(case_records(case))), "files": picture, **more}
    )
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)
    return case_records(case)[-1].record


def test_a_file_is_sealed_with_the_submission_and_named_by_the_act(case: str) -> None:  # noqa: F811
    record = submitted(case)
    (one,) = record.attachments
    assert one.salted
    assert files([one.hash])[one.hash].name == "现场照片.jpg"
    said(case, record.id, UNIT)
    said(case, record.id, HEAD, minutes=6)
    act = case_records(case)[-1].record
    assert act.step == "file_case"
    assert [found.hash for found in act.attachments] == [one.hash]
    opened = personal_values([record.id, act.id])
    salts = {place.record: value.salt for place, value in opened.items() if place.kind == "attachment"}
    assert salts[record.id] == salts[act.id]
    bound = [paper.title for paper in volume_data(read_case(case), Volume.MAIN).papers]
    bound += [paper.title for paper in volume_data(read_case(case), Volume.INTERNAL).papers]
    assert bound.count("现场照片.jpg") == 1


def test_whoever_approves_sees_the_file_and_leaves_an_access_record(case: str) -> None:  # noqa: F811
    record = submitted(case)
    desk = desk_of(UNIT)
    page = BeautifulSoup(desk.get(f"/cases/{case}/").content, "html.parser")
    link = page.find(id=f"a-{record.id}").find("a", string="现场照片.jpg")
    for part in ("bytes=1-", "bytes=3-5", "bytes=0-"):
        answer = desk.get(link["href"], headers={"Range": part})
        assert answer.status_code == 206
        answer.close()
        noted = AccessRecord.objects.filter(kind="file", name=UNIT.name).count()
        assert noted == 1, (
            "whatever part is asked for first is a reading, and all parts of these minutes are one"
        )
    assert desk_of(person(Role.OFFICER, "XF-1", OTHER_ORGAN)).get(link["href"]).status_code == 403


def test_what_is_sent_back_comes_back_with_its_file_and_goes_again(case: str) -> None:  # noqa: F811
    record = submitted(case)
    return_for_mending(
        person=UNIT, case=case, submission=record.id, reason="请补充", seen=None, now=NOW + 60_000_000
    )
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/file_case/").content, "html.parser")
    box = page.find("input", {"name": "kept"})
    assert "现场照片.jpg" in box.parent.get_text()
    assert desk_of(UNIT).get(f"/cases/{case}/act/file_case/").content.decode().count('name="kept"') == 1
    again = desk_of(QIN).post(
        f"/cases/{case}/act/file_case/", {**sent(len(case_records(case))), "kept": box["value"]}
    )
    assert again.status_code == 302
    new = case_records(case)[-1].record
    assert [one.hash for one in new.attachments] == [one.hash for one in record.attachments]
    assert state(case) is State.AWAITING


def test_the_signed_name_opens_nothing_for_another_person(case: str) -> None:  # noqa: F811
    record = submitted(case)
    return_for_mending(
        person=UNIT, case=case, submission=record.id, reason="请补充", seen=None, now=NOW + 60_000_000
    )
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/act/file_case/").content, "html.parser")
    token = page.find("input", {"name": "kept"})["value"]
    stolen = desk_of(UNIT).post(
        f"/cases/{case}/act/file_case/", {**sent(len(case_records(case))), "kept": token}
    )
    assert stolen.status_code == 302
    assert case_records(case)[-1].record.attachments == ()
