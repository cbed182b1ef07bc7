"""A case file by one click: main and internal volume apart, the evidence as an archive that verifies."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader
from tests.builders import sample_files as sample
from tests.builders.desk import FILED, HEAD, QIN, SUPERVISOR, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.case_file.made import folder, sweep
from plumbline.apps.jobs.worker import Worker
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.apps.people.models import AccessRecord
from plumbline.core.authority.role import Role
from plumbline.core.ledger.note import Ed25519Signer

pytestmark = [pytest.mark.django_db(transaction=True)]
NOW = instant("2026-10-12 09:20")


@pytest.fixture(autouse=True)
def october(settings, tmp_path: Path) -> None:
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path


@pytest.fixture
def case() -> str:
    """An ordinary penalty with papers of both volumes, a picture and a recording."""
    registered_organ()
    built = opened("2026-10-08 09:00")
    did(built, "file_case", "2026-10-08 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(built, "collective_discussion", "2026-10-09 09:00", by=HEAD, mode="attest", papers=("集体讨论笔录",))
    desk_of(QIN).post(
        f"/cases/{built}/act/serve/",
        {
            "at": "2026-10-12T09:00",
            "seen": len(case_records(built)),
            "attest": "1",
            "papers": "送达回证",
            "files": [
                SimpleUploadedFile("现场照片.jpg", sample.picture(size=(640, 480)), "image/jpeg"),
                SimpleUploadedFile("宣告.wav", sample.wav(), "audio/wav"),
            ],
        },
    )
    return built


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def body(response) -> bytes:
    found = b"".join(response.streaming_content)
    response.close()
    return found


def work() -> None:
    Worker(clock=lambda: NOW, name="w", pause=0).run(until_idle=True)


def taken(case: str, part: str) -> bytes:
    """One click, and the file."""
    desk = desk_of(HEAD)
    assert desk.post(f"/cases/{case}/file/{part}/").status_code == 302
    work()
    link = soup(desk.get(f"/cases/{case}/file/")).find("a", href=lambda to: f"/file/{part}/" in to)
    return body(desk.get(link["href"]))


def words_of(data: bytes) -> list[str]:
    return [
        page.extract_text().replace(" ", "").replace("\n", "") for page in PdfReader(io.BytesIO(data)).pages
    ]


def test_the_main_volume_has_every_main_paper_and_nothing_internal(case) -> None:
    pages = words_of(taken(case, "main"))
    whole = "".join(pages)
    assert "青市监立〔2026〕1号" in pages[0]
    listed = pages[1]
    assert listed.index("立案审批表") < listed.index("送达回证") < listed.index("现场照片")
    assert "集体讨论" not in whole.replace("（集体讨论）", "")
    assert "按办理记录重新排印：《立案审批表》、《送达回证》" in whole
    assert "另存的电子文件：宣告.wav" in whole


def test_the_internal_volume_stands_apart(case) -> None:
    whole = "".join(words_of(taken(case, "internal")))
    assert "集体讨论笔录" in whole
    assert "副卷" in whole
    assert "送达回证" not in whole


def test_what_is_internal_is_closed_to_those_who_may_have_the_main_volume(case) -> None:
    presider = desk_of(person(Role.HEARING_PRESIDER, "QS-0300"))
    assert presider.get(f"/cases/{case}/file/").status_code == 200
    assert presider.post(f"/cases/{case}/file/main/").status_code == 302
    for part in ("internal", "evidence"):
        assert presider.post(f"/cases/{case}/file/{part}/").status_code == 403
        assert presider.get(f"/cases/{case}/file/{part}/1/").status_code == 403
    assert "副卷" not in soup(presider.get(f"/cases/{case}/file/")).main.get_text()
    assert (
        desk_of(person(Role.JUSTICE_OFFICE, "SF-0100", "organ-office"))
        .get(f"/cases/{case}/file/")
        .status_code
        == 403
    )
    assert (
        desk_of(person(Role.OFFICER, "XF-0001", "organ-fire")).get(f"/cases/{case}/file/").status_code == 403
    )


def test_a_main_volume_is_not_handed_out_under_another_name_or_to_another_person(case) -> None:
    head = desk_of(HEAD)
    head.post(f"/cases/{case}/file/internal/")
    work()
    link = soup(head.get(f"/cases/{case}/file/")).find("a", href=lambda to: "/file/internal/" in to)["href"]
    assert head.get(link.replace("internal", "main")).status_code == 404
    assert desk_of(SUPERVISOR).get(link).status_code == 404
    other = opened("2026-10-08 09:00", number="青市监立〔2026〕9号")
    assert head.get(link.replace(case, other)).status_code == 404


def test_the_page_tells_how_far_it_is_and_that_the_case_went_on(case) -> None:
    desk = desk_of(HEAD)
    desk.post(f"/cases/{case}/file/main/")
    waiting = soup(desk.get(f"/cases/{case}/file/")).find(class_="pl-progress")
    desk.post(f"/cases/{case}/file/main/")
    work()
    state = soup(desk.get(waiting["hx-get"]))
    assert state.find("a")["href"].startswith(f"/cases/{case}/file/main/")
    assert "按 5 条记录制作" in state.get_text()
    did(case, "withdraw_case", "2026-10-12 09:10", mode="attest")
    assert "现有 6 条" in soup(desk.get(f"/cases/{case}/file/")).get_text()


def test_the_evidence_verifies_elsewhere_and_its_reading_is_noted(case, tmp_path: Path) -> None:
    signer = Ed25519Signer("plumbline.invalid/test", b"k" * 32)
    Sealer(signers_of(signer, False), lambda: NOW).seal()
    archive = tmp_path / "case.zip"
    archive.write_bytes(taken(case, "evidence"))
    names = zipfile.ZipFile(archive).namelist()
    assert "bagit.txt" in [name.rpartition("/")[2] for name in names]
    command = [
        sys.executable,
        "-m",
        "plumbline.core.ledger",
        "verify",
        str(archive),
        "--key",
        signer.key.text,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert AccessRecord.objects.filter(kind="case_file", reason="青市监立〔2026〕1号").count() == 1


def test_a_case_that_is_not_sealed_yet_says_so(case) -> None:
    desk = desk_of(HEAD)
    desk.post(f"/cases/{case}/file/evidence/")
    work()
    assert "尚未封存" in soup(desk.get(f"/cases/{case}/file/")).find(class_="pl-error").get_text()


def test_made_files_are_swept_after_a_day(case) -> None:
    taken(case, "main")
    (made,) = folder().iterdir()
    written = int(made.stat().st_mtime * 1_000_000)
    assert sweep(written + 3_600_000_000) == 0
    assert sweep(written + 90_000_000_000) == 1
    assert list(folder().iterdir()) == []
