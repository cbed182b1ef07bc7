"""A paper is sealed at the desk and its seal verified in the page; the scan of one signed by hand stands beside it."""

import io
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader
from tests.builders import sample_files as sample
from tests.builders.desk import FILED, HEAD, ORGAN, QIN, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.attachments.queries import file as held_file
from plumbline.apps.case_file.volumes import volume_data
from plumbline.apps.casework.act import PaperWanted
from plumbline.apps.casework.actions import Act, perform_act
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.signed_papers import Seals
from plumbline.apps.documents.queries import case_file_pdf
from plumbline.apps.documents.seals import LocalKey
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.ledger.moment import Moment
from plumbline.core.procedures.document_kind import Volume

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
NOW = instant("2026-10-12 09:20")


def seals(organ: str) -> Seals:
    """A seal made on this machine, as in the demo."""
    import datetime as dt  # noqa: PLC0415

    from django.conf import settings  # noqa: PLC0415 - of the running test

    now = dt.datetime(2026, 10, 12, 1, 20, tzinfo=dt.UTC)
    key = LocalKey.kept(Path(settings.DATA) / "seal.pem", f"{organ} 演示印章", now)
    return Seals(key, tuple(key.certificates()))


def no_seals(_organ: str) -> Seals:
    return Seals(None, ())


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Path) -> None:
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path
    settings.SEALS = f"{__name__}.seals"


@pytest.fixture
def paper() -> str:
    """The address of the approval of filing, made and kept with its act."""
    registered_organ()
    case = opened("2026-10-08 09:00")
    act = Act(
        "file_case",
        Moment("2026-10-08T10:00+08:00", "minute"),
        values=FILED,
        make=(PaperWanted("立案审批表"),),
    )
    record = perform_act(person=HEAD, case=case, act=act, seen=None, now=instant("2026-10-08 10:00")).receipt
    return f"/cases/{case}/papers/{record.record.id}/1/"


def text(answer: Any) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def case_of(paper: str) -> str:
    return paper.split("/")[2]


def test_a_paper_is_sealed_once_and_the_seal_is_read_from_the_file(paper: str) -> None:
    desk = desk_of(HEAD)
    assert "请确认" in text(desk.post(f"{paper}seal/", follow=True))
    page = text(desk.post(f"{paper}seal/", {"sure": "on"}, follow=True))
    assert f"{ORGAN} 演示印章" in page
    assert "印章有效" in page
    assert "已经盖章" in text(desk.post(f"{paper}seal/", {"sure": "on"}, follow=True))
    record = case_records(case_of(paper))[-1].record
    assert (record.step, record.fields["how"]) == ("sign_paper", "seal")
    draft = case_records(case_of(paper))[-2].record.attachments[0]
    plain = b"".join(held_file(draft.hash).read())
    sealed = b"".join(held_file(record.attachments[0].hash).read())
    assert sealed.startswith(plain), "what was kept stays, byte for byte"


def test_another_authority_is_not_trusted(paper: str, settings: Any) -> None:
    desk_of(HEAD).post(f"{paper}seal/", {"sure": "on"})
    settings.SEALS = f"{__name__}.no_seals"
    assert "不在信任范围" in text(desk_of(HEAD).get(paper))


def test_only_the_head_seals_and_only_where_there_is_a_seal(paper: str, settings: Any) -> None:
    assert desk_of(QIN).post(f"{paper}seal/", {"sure": "on"}).status_code == 403
    assert "pl-sure" not in desk_of(QIN).get(paper).content.decode()
    settings.SEALS = f"{__name__}.no_seals"
    assert "没有接入电子印章" in text(desk_of(HEAD).post(f"{paper}seal/", {"sure": "on"}, follow=True))


def test_the_scan_of_a_signed_paper_stands_beside_the_draft_in_the_volume(paper: str) -> None:
    desk = desk_of(QIN)
    wrong = SimpleUploadedFile("宣告.wav", sample.wav(), "audio/wav")
    assert "不是 PDF 或者图片" in text(desk.post(f"{paper}scan/", {"scan": wrong}, follow=True))
    scan = SimpleUploadedFile("签字页.jpg", sample.picture(size=(320, 240)), "image/jpeg")
    page = BeautifulSoup(desk.post(f"{paper}scan/", {"scan": scan}, follow=True).content, "html.parser")
    answer = desk.get(page.find("a", string="签字扫描件")["href"])
    assert answer.status_code == 200
    answer.close()
    data = volume_data(read_case(case_of(paper)), Volume.MAIN)
    (bound,) = [one for one in data.papers if one.title == "立案审批表"]
    assert [one.name for one in bound.scans] == ["签字页.jpg"]
    outline = PdfReader(io.BytesIO(case_file_pdf(data))).outline
    assert "签章扫描件" in str(outline)
    assert "文稿" in str(outline)
