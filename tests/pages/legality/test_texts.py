"""Texts brought in by paste and by file, marked, decided on; secrecy stops them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from tests.builders import sample_files
from tests.builders.desk import OTHER_ORGAN, QIN, REVIEWER, person
from tests.builders.desk_pages import desk_of

from plumbline.apps.legality.actions import KEPT_DAYS, forget
from plumbline.apps.legality.models import CheckedText, TextMark
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]
TEXT = "第一条 企业必须参加协会组织的培训。\n第二条 违反本办法的，处以五百元罚款。"
FORM = {
    "title": "青石区管理办法（征求意见稿）",
    "kind": "normative",
    "maker": "normative_document",
    "text": TEXT,
}


@pytest.fixture
def kept() -> CheckedText:
    answer = desk_of(REVIEWER).post("/texts/new/", FORM)
    assert answer.status_code == 302
    return CheckedText.objects.get()


def test_a_pasted_text_shows_its_marks_in_place(kept) -> None:
    page = desk_of(REVIEWER).get(f"/texts/{kept.pk}/").content.decode()
    assert "<mark>处以五百元罚款</mark>" in page
    assert "《行政处罚法》第十六条" in page
    assert "可能不得出台" in page


def test_a_mark_is_accepted_or_rejected_with_a_reason(kept) -> None:
    desk, address = desk_of(REVIEWER), f"/texts/{kept.pk}/decide/"
    mark = TextMark.objects.get(pattern="J01")
    desk.post(address, {"place": mark.place, "decision": "rejected", "reason": ""})
    assert TextMark.objects.get(pk=mark.pk).decision == ""
    desk.post(address, {"place": mark.place, "decision": "rejected", "reason": "上位法已有规定"})
    assert TextMark.objects.get(pk=mark.pk).reason == "上位法已有规定"
    sheet = b"".join(desk.get(f"/texts/{kept.pk}/marks.csv?form=csv").streaming_content).decode()
    assert "上位法已有规定" in sheet
    desk.post(address, {"place": mark.place, "decision": ""})
    assert TextMark.objects.get(pk=mark.pk).decision == ""


def test_a_word_file_is_read_and_nothing_of_it_is_kept() -> None:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("未经街道同意不得开业。")
    document.save(out)
    sent = SimpleUploadedFile("草案.docx", out.getvalue())
    answer = desk_of(REVIEWER).post("/texts/new/", {**FORM, "text": "", "file": sent})
    assert answer.status_code == 302
    assert CheckedText.objects.get().text == "未经街道同意不得开业。", "of the file's properties nothing"
    assert "J02" in set(TextMark.objects.values_list("pattern", flat=True))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("草案.pdf", sample_files.pdf),
        ("草案.txt", str.encode),
        ("草案.txt", lambda text: text.encode("gb18030")),
    ],
    ids=["pdf", "txt", "txt of an old program"],
)
def test_a_pdf_and_a_plain_text_are_read(name: str, data: Callable[[str], bytes]) -> None:
    sent = SimpleUploadedFile(name, data("未经街道同意不得开业。"))
    answer = desk_of(REVIEWER).post("/texts/new/", {**FORM, "text": "", "file": sent})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    mark = TextMark.objects.get(pattern="J02")
    page = desk_of(REVIEWER).get(f"/texts/{mark.text_id}/").content.decode()
    assert "<mark>未经街道同意不得" in page


def test_a_file_without_words_is_not_taken_for_a_text_without_marks() -> None:
    sent = SimpleUploadedFile("扫描件.pdf", sample_files.pdf(""))
    answer = desk_of(REVIEWER).post("/texts/new/", {**FORM, "text": "", "file": sent})
    assert answer.status_code == 422
    assert CheckedText.objects.count() == 0


def test_a_mark_of_secrecy_stops_it_before_anything_is_kept() -> None:
    answer = desk_of(REVIEWER).post("/texts/new/", FORM | {"text": "秘密★1年\n关于某事项的请示"})
    assert answer.status_code == 422
    assert CheckedText.objects.count() == 0


def test_a_mark_of_secrecy_in_a_reason_is_not_kept_either(kept) -> None:
    mark = TextMark.objects.get(pattern="J01")
    said = {"place": mark.place, "decision": "rejected", "reason": "见机密★1年的文件"}
    answer = desk_of(REVIEWER).post(f"/texts/{kept.pk}/decide/", said, follow=True)
    assert "涉密不得上传" in answer.content.decode()
    kept_mark = TextMark.objects.get(pk=mark.pk)
    assert (kept_mark.decision, kept_mark.reason) == ("", "")


def test_others_see_nothing_of_it(kept) -> None:
    stranger = person(Role.REVIEWER, "FX-0200", OTHER_ORGAN)
    assert desk_of(stranger).get(f"/texts/{kept.pk}/").status_code == 403
    assert "征求意见稿" not in desk_of(stranger).get("/texts/").content.decode()
    assert desk_of(QIN).get("/texts/").status_code == 403


def test_it_is_forgotten_in_time(kept) -> None:
    day = 86_400_000_000
    assert forget(now=kept.at + KEPT_DAYS * day) == 0
    assert forget(now=kept.at + KEPT_DAYS * day + 1) == 1
    assert TextMark.objects.count() == 0
