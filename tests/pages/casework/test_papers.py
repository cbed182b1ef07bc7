"""Papers at the desk: composed with the act, numbered without gaps, kept with the record, shown page by page."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from docx import Document
from PIL import Image
from pypdf import PdfReader
from tests.builders import sample_files as sample
from tests.builders.desk import FILED, HEAD, ORGAN, PLACE, QIN, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of, part
from tests.builders.history import instant

from plumbline.apps.attachments.models import FileUse
from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.documents.queries import number_register
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.core.authority.role import Role
from plumbline.core.ledger.commitment import commit_attachment
from plumbline.core.ledger.system_acts import ValuePlace

pytestmark = [pytest.mark.django_db(transaction=True)]
ORDER = {
    "at": "2026-10-12T09:00",
    "papers": "责令改正通知书",
    "f_correct_by": "2026-10-30",
    "a_correction-order_act": "三台安全设备没有定期检测",
}
"""The form of ordering a correction, as a browser sends it."""


@pytest.fixture(autouse=True)
def october(settings, tmp_path: Path) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")
    settings.DATA = tmp_path


@pytest.fixture
def case() -> str:
    registered_organ()
    return opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕1号")


@pytest.fixture
def ordinary() -> str:
    built = opened("2026-10-08 09:00")
    did(built, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    return built


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def body(response) -> bytes:
    found = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return found


def order(case: str, desk=None, **more):
    sent = {**ORDER, "seen": len(case_records(case)), **more}
    return (desk or desk_of(QIN)).post(f"/cases/{case}/act/order_correction/", sent)


def words_of(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).replace(" ", "")


def test_a_paper_is_made_with_the_act_numbered_and_kept(case) -> None:
    answer = order(case)
    assert answer.status_code == 302, soup(answer).find(class_="pl-errors")
    record = case_records(case)[-1].record
    (row,) = record.fields["_documents"]
    assert row["number"] == "青市监改〔2026〕1号"
    files = {one.id: one for one in record.attachments}
    assert set(files) == {row["attachment"], row["attachment"] + "-docx"}
    assert FileUse.objects.filter(record=record.id).count() == 2
    (entry,) = number_register(ORGAN, 2026)
    assert (str(entry.number), entry.case_id, entry.taken_by) == (row["number"], case, "QS-0001")

    page = soup(desk_of(QIN).get(f"/cases/{case}/"))
    line = (
        page.find("section", attrs={"aria-labelledby": "pl-papers"})
        .find(string="责令改正通知书")
        .find_parent("tr")
    )
    assert "青市监改〔2026〕1号" in line.get_text()
    pdf = body(desk_of(QIN).get(line.find("a", string="PDF")["href"]))
    assert "青市监改〔2026〕1号" in words_of(pdf)
    assert "三台安全设备没有定期检测" in words_of(pdf)
    assert "2026年10月30日前改正" in words_of(pdf)
    word = Document(io.BytesIO(body(desk_of(QIN).get(line.find("a", string="Word")["href"]))))
    assert "青市监改〔2026〕1号" in "".join(paragraph.text for paragraph in word.paragraphs)


def test_what_a_person_wrote_is_committed_with_a_salt_that_opens_it(case) -> None:
    order(case)
    record = case_records(case)[-1].record
    pdf = body(desk_of(QIN).get(f"/cases/{case}/papers/{record.id}/1/pdf/"))
    (one,) = [file for file in record.attachments if not file.id.endswith("-docx")]
    assert one.salted
    salt = personal_values([record.id])[ValuePlace(record.id, "attachment", one.id)].salt
    assert commit_attachment(salt, [pdf]) == one.hash


def test_the_pages_shown_are_those_of_the_pdf_that_is_kept(case) -> None:
    order(case)
    record = case_records(case)[-1].record
    desk = desk_of(QIN)
    page = soup(desk.get(f"/cases/{case}/papers/{record.id}/1/"))
    shown = [image["src"] for image in page.select(".pl-preview-paper img")]
    pdf = body(desk.get(f"/cases/{case}/papers/{record.id}/1/pdf/"))
    assert len(shown) == len(PdfReader(io.BytesIO(pdf)).pages)
    answer = desk.get(shown[0])
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.width > 800
    assert len(picture.convert("L").getcolors(256)) > 20, "an empty page"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert desk.get(f"/cases/{case}/papers/{record.id}/1/99/").status_code == 400


def test_a_preview_takes_no_number_keeps_nothing_and_lists_what_is_missing(case) -> None:
    sent = {**ORDER, "seen": 2, "paper": "责令改正通知书", "a_correction-order_act": ""}
    answer = part(desk_of(QIN), f"/cases/{case}/act/order_correction/preview/", sent)
    page = soup(answer)
    assert answer.status_code == 200
    assert page.find("img")["src"].startswith("data:image/png;base64,")
    missing = page.find(class_="pl-missing").get_text()
    assert "违法行为" in missing
    assert "文号" not in missing
    assert number_register(ORGAN, 2026) == []
    assert len(case_records(case)) == 2
    whole = desk_of(QIN).post(f"/cases/{case}/act/order_correction/preview/", sent)
    assert soup(whole).find(class_="pl-missing") == page.find(class_="pl-missing")


def test_a_refused_act_takes_no_number(case) -> None:
    order(case)
    answer = order(case, seen=1)
    assert answer.status_code == 409
    assert [entry.number.n for entry in number_register(ORGAN, 2026)] == [1]
    assert order(case).status_code == 302
    assert [entry.number.n for entry in number_register(ORGAN, 2026)] == [1, 2]


def test_without_a_word_for_numbers_the_form_says_so_and_nothing_is_entered() -> None:
    built = opened("2026-10-08 09:00", "penalty.simple")
    answer = order(built)
    assert answer.status_code == 422
    assert "发文机关代字" in soup(answer).find(id="act_papers_error").get_text()
    assert len(case_records(built)) == 2


def test_an_attested_act_names_its_paper_and_makes_none(case) -> None:
    assert order(case, attest="1").status_code == 302
    record = case_records(case)[-1].record
    assert record.fields["_documents"] == [{"kind": "责令改正通知书", "attachment": None, "number": None}]
    assert number_register(ORGAN, 2026) == []
    page = soup(desk_of(QIN).get(f"/cases/{case}/papers/{record.id}/1/"))
    assert "没有留存" in page.get_text()
    assert page.select(".pl-preview-paper img")


def test_a_correction_keeps_the_paper_and_its_number(case) -> None:
    order(case)
    first = case_records(case)[-1].record
    desk = desk_of(QIN)
    address = f"/cases/{case}/record/{first.id}/correct/"
    sent = {**ORDER, "f_correct_by": "2026-10-31", "seen": len(case_records(case)), "reason": "日期误录"}
    assert desk.post(address, sent).status_code == 302
    second = case_records(case)[-1].record
    assert second.corrects == first.id
    assert second.fields["_documents"] == first.fields["_documents"]
    assert second.attachments == first.attachments
    assert len(number_register(ORGAN, 2026)) == 1
    assert body(desk.get(f"/cases/{case}/papers/{second.id}/1/pdf/")).startswith(b"%PDF-")


def test_papers_of_the_internal_volume_are_closed_to_guests(ordinary) -> None:
    case = ordinary
    did(case, "collective_discussion", "2026-10-12 09:10", by=HEAD, mode="attest", papers=("集体讨论笔录",))
    record = case_records(case)[-1].record
    assert record.step == "collective_discussion"
    address = f"/cases/{case}/papers/{record.id}/1/"
    assert desk_of(HEAD).get(address).status_code == 200
    assert "副卷" in soup(desk_of(HEAD).get(f"/cases/{case}/")).get_text()
    office = desk_of(person(Role.JUSTICE_OFFICE, "SF-0100", "organ-office"))
    assert office.get(f"/cases/{case}/").status_code == 200
    assert office.get(address).status_code == 403
    assert "集体讨论笔录" not in str(
        soup(office.get(f"/cases/{case}/")).find("section", attrs={"aria-labelledby": "pl-papers"})
    )


def test_a_paper_whose_number_was_voided_says_so_in_its_case(case) -> None:
    order(case)
    order(case)
    head = desk_of(HEAD)
    assert "青市监改〔2026〕2号" in soup(head.get("/numbers/")).get_text()
    head.post("/numbers/void/", {"number": "青市监改〔2026〕1号", "reason": "当事人名称写错"})
    assert "当事人名称写错" in soup(head.get("/numbers/")).get_text()
    assert "文号作废" in soup(head.get(f"/cases/{case}/")).get_text()


def _open(place: int) -> str:
    try:
        opening = Opening("penalty.ordinary", None, f"案由{place}", party={"party_name": "某公司"})
        built = open_case(person=QIN, place=PLACE, opening=opening, now=instant("2026-10-12 09:00"))
        return read_case(built).history.opening.number
    finally:
        connections.close_all()


def test_cases_get_numbers_without_gap(settings) -> None:
    registered_organ()
    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(4) as pool:
            numbers = list(pool.map(_open, range(12)))
    else:
        numbers = [_open(place) for place in range(3)]
    assert set(numbers) == {f"青市监立〔2026〕{n}号" for n in range(1, len(numbers) + 1)}


def test_files_are_taken_in_with_the_act_and_survive_its_refusal(case) -> None:
    desk = desk_of(QIN)
    photo = SimpleUploadedFile("现场.jpg", sample.picture(), "image/jpeg")
    refused = order(case, desk, files=[photo], f_correct_by="no day")
    assert refused.status_code == 422
    kept = soup(refused).find("input", attrs={"name": "kept"})
    assert "现场.jpg" in kept.find_parent("label").get_text()
    assert order(case, desk, kept=kept["value"]).status_code == 302
    record = case_records(case)[-1].record
    (one,) = [file for file in record.attachments if file.id.startswith("file-")]
    assert (one.media_type, one.salted) == ("image/jpeg", True)
    page = soup(desk.get(f"/cases/{case}/record/{record.id}/"))
    image = page.select_one(".pl-files img")
    assert desk.get(image["src"])["Content-Type"] == "image/webp"
    answer = desk.get(image.find_parent("a")["href"])
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer)[:3] == b"\xff\xd8\xff"


def test_a_disguised_program_is_refused_at_the_field_and_the_rest_stays(case) -> None:
    sent = [
        SimpleUploadedFile("发票.pdf", b"MZ\x90\x00" + b"\x00" * 200, "application/pdf"),
        SimpleUploadedFile("笔录.txt", "询问笔录".encode(), "text/plain"),
    ]
    answer = order(case, files=sent)
    page = soup(answer)
    assert answer.status_code == 422
    assert "发票.pdf" in page.find(id="act_files_error").get_text()
    assert [
        one.find_parent("label").get_text(strip=True)[:6] for one in page.find_all(attrs={"name": "kept"})
    ] == ["笔录.txt"]
    assert len(case_records(case)) == 2


def test_a_file_of_another_form_or_person_is_not_taken_over(case) -> None:
    photo = SimpleUploadedFile("现场.jpg", sample.picture(), "image/jpeg")
    token = soup(order(case, files=[photo], f_correct_by="no day")).find(attrs={"name": "kept"})["value"]
    other = opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕2号")
    order(other, kept=token)
    order(case, desk_of(HEAD), kept=token)
    order(case, kept=token[:-2] + "xx")
    records = [held.record for built in (case, other) for held in case_records(built)]
    assert not [file for record in records for file in record.attachments if file.id.startswith("file-")]
    order(case, kept=token)
    assert order(case, kept=token).status_code == 302, "named once, it is no longer waiting"
    files = [f for held in case_records(case) for f in held.record.attachments if f.id.startswith("file-")]
    assert len(files) == 1


def test_a_recording_lies_over_its_act_and_is_played_in_parts(ordinary) -> None:
    case = ordinary
    sound = sample.wav()
    answer = desk_of(QIN).post(
        f"/cases/{case}/act/investigate/",
        {
            "at": "2026-10-12T08:00",
            "until": "2026-10-12T09:00",
            "f_kind": "interview",
            "f_certificate_shown": "1",
            "seen": len(case_records(case)),
            "attest": "1",
            "r_audio_video_1": SimpleUploadedFile("询问.wav", sound, "audio/wav"),
            "r_audio_video_1_from": "2026-10-12T08:00",
            "r_audio_video_1_to": "2026-10-12T08:45",
        },
    )
    assert answer.status_code == 302
    record = case_records(case)[-1].record
    (row,) = record.fields["_recordings"]
    assert (row["kind"], row["from"][:16], row["to"][:16]) == (
        "audio_video",
        "2026-10-12T08:00",
        "2026-10-12T08:45",
    )
    page = soup(desk_of(QIN).get(f"/cases/{case}/record/{record.id}/"))
    have, gap = page.select_one(".pl-bar-have"), page.select_one(".pl-bar-gap")
    assert (have["x"], have["width"], gap["x"], gap["width"]) == ("0", "750", "750", "250")
    source = page.find("audio")["src"]
    answer = desk_of(QIN).get(source, headers={"Range": "bytes=10-19"})
    assert (answer.status_code, body(answer)) == (206, sound[10:20])
    stranger = desk_of(person(Role.OFFICER, "XF-0001", "organ-fire"))
    assert stranger.get(source).status_code == 403


def test_a_recording_that_ends_before_it_begins_is_said_at_its_field(ordinary) -> None:
    case = ordinary
    answer = desk_of(QIN).post(
        f"/cases/{case}/act/investigate/",
        {
            "at": "2026-10-12T08:00",
            "f_kind": "interview",
            "seen": 3,
            "r_audio_video_1_from": "2026-10-12T08:45",
            "r_audio_video_1_to": "2026-10-12T08:00",
        },
    )
    assert answer.status_code == 422
    assert soup(answer).find(id="act_r_audio_video_1_to")["aria-invalid"] == "true"
