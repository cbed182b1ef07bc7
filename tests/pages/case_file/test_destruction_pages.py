"""Destroying personal values at the desk: proposed by one person, confirmed by another, said in the export."""

import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders import sample_files as sample
from tests.builders.desk import HEAD, LU, OTHER_ORGAN, QIN, did, opened, person, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.attachments.models import FileHeld
from plumbline.apps.attachments.store import note_fault
from plumbline.apps.case_file.actions import Archiving, Retention, archive_file
from plumbline.apps.case_file.archive import export_case
from plumbline.apps.case_file.case_words import words_of
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.authority.role import Role
from plumbline.core.ledger.evidence import Trust
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.verify import verify_case

pytestmark = [pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
OTHER_HEAD = person(Role.AGENCY_HEAD, "QS-0101")
TOLD = {"expired": "2026-10-01", "ground": "保管期限表第3条", "appraisal": "鉴定意见〔2026〕7号"}


@pytest.fixture(autouse=True)
def october(settings, tmp_path: Path) -> None:
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path


@pytest.fixture
def case() -> str:
    registered_organ()
    built = opened("2026-09-01 09:00")
    did(built, "close_archive", "2026-09-20 09:00", by=HEAD, mode="attest")
    return built


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def place(case: str, name: str) -> str:
    return f"personal:{case_records(case)[0].record.id}:{name}"


def sent(case: str, act: str, by=QIN, **typed):
    told = {"seen": len(case_records(case)), **typed}
    return desk_of(by).post(f"/cases/{case}/keeping/values/{act}/", told, follow=True)


def proposed(case: str, *names: str, by=QIN, **more) -> str:
    """The id of the proposal's record."""
    done = sent(case, "propose", by, places=[place(case, name) for name in names], **{**TOLD, **more})
    assert done.status_code == 200, text(done)
    return case_records(case)[-1].record.id


def test_one_proposes_another_confirms_and_the_export_says_so(case, tmp_path: Path) -> None:
    assert "个人信息" in text(desk_of(QIN).get(f"/cases/{case}/keeping/"))
    named = proposed(case, "party_number")
    waits = text(desk_of(HEAD).get(f"/cases/{case}/keeping/values/"))
    assert "鉴定意见〔2026〕7号" in waits
    assert len(personal_values([case_records(case)[0].record.id])) == 2, "a proposal destroys nothing"
    assert sent(case, "confirm", proposal=named, sure="on").status_code == 403, "an officer confirms nothing"
    assert sent(case, "confirm", HEAD, proposal=named).status_code == 422, (
        "what cannot be undone is confirmed"
    )

    done = text(sent(case, "confirm", HEAD, proposal=named, sure="on"))
    assert "2026-10-12 由 测试QS-0001、测试QS-0100 依据保管期限表第3条销毁" in done
    (left,) = personal_values([case_records(case)[0].record.id])
    assert left.name == "party_name"
    act = case_records(case)[-1].record
    assert (
        [one.officer for one in act.by]
        == [one.officer for one in act.confirmations]
        == ["QS-0001", "QS-0100"]
    )
    assert "个人信息已销毁" in text(desk_of(QIN).get(f"/cases/{case}/"))

    signer = Ed25519Signer("plumbline.invalid/test", b"k" * 32)
    Sealer(signers_of(signer, False), lambda: NOW).seal()
    out = tmp_path / "case.zip"
    evidence = export_case(case, out, day="2026-10-12", files=held_files(), words=words_of(case))
    report = verify_case(evidence, Trust((signer.key,)))
    (gone,) = report.destroyed
    assert (gone.day, gone.ground) == ("2026-10-12", "保管期限表第3条")
    with zipfile.ZipFile(out) as archive:
        index = archive.read("data/index.html").decode()
    assert "2026-10-12 由 测试QS-0001（QS-0001）、测试QS-0100（QS-0100） 依 保管期限表第3条 销毁" in index
    assert "91659900MA7QT2K3XB" not in index


def test_whoever_proposed_does_not_confirm(case) -> None:
    named = proposed(case, "party_number", by=HEAD)
    refused = sent(case, "confirm", HEAD, proposal=named, sure="on")
    assert refused.status_code == 422
    assert "申请人不能确认自己的申请" in text(refused)
    assert len(personal_values([case_records(case)[0].record.id])) == 2
    assert "销毁" in text(sent(case, "confirm", OTHER_HEAD, proposal=named, sure="on"))
    assert len(personal_values([case_records(case)[0].record.id])) == 1


def test_a_proposal_that_is_refused_or_replaced_cannot_be_confirmed(case) -> None:
    first = proposed(case, "party_number")
    assert "申请已作废" in text(sent(case, "refuse", HEAD, proposal=first, reason="鉴定意见未附"))
    assert sent(case, "confirm", HEAD, proposal=first, sure="on").status_code == 422
    second, third = proposed(case, "party_number"), proposed(case, "party_name", by=LU)
    assert sent(case, "confirm", HEAD, proposal=second, sure="on").status_code == 422
    assert sent(case, "confirm", HEAD, proposal=third, sure="on").status_code == 200
    assert sent(case, "confirm", HEAD, proposal=third, sure="on").status_code == 200, (
        "an act broken off goes on"
    )
    assert [one.record.step for one in case_records(case)].count("destroy_personal_values") == 1


def test_what_may_not_go_is_refused_with_its_reason(case) -> None:
    chosen = [place(case, "party_number")]
    for typed, said in (
        ({"expired": "2026-10-13"}, "尚未到来"),
        ({"ground": ""}, "必填"),
        ({"places": []}, "必填"),
    ):
        answer = sent(case, "propose", **{"places": chosen, **TOLD, **typed})
        assert answer.status_code == 422
        assert said in text(answer), typed
    running = opened("2026-09-01 09:00", number="青市监立〔2026〕2号")
    answer = sent(running, "propose", places=[place(running, "party_number")], **TOLD)
    assert answer.status_code == 422
    assert "尚未办结" in text(answer)
    assert [one.record.step for one in case_records(running)].count("propose_destruction") == 0


def test_the_party_of_a_served_decision_stays_as_long_as_the_file() -> None:
    """All personal values together are not yet the whole file: it is kept for years after its end."""
    registered_organ()
    case = opened("2026-09-01 09:00")
    did(case, "serve", "2026-09-15 09:00", mode="attest")
    did(case, "close_archive", "2026-09-20 09:00", by=HEAD, mode="attest")
    chosen = [place(case, name) for name in ("party_name", "party_number")]
    answer = sent(case, "propose", places=chosen, **TOLD)
    assert answer.status_code == 422
    assert "归档" in text(answer)
    archive_file(
        person=QIN, case=case, archiving=Archiving(retention=Retention("10", "期限表第3条")), now=NOW
    )
    answer = sent(case, "propose", places=chosen, **TOLD)
    assert answer.status_code == 422
    assert "保管期限尚未届满（2036-09-20）" in text(answer)
    assert "propose_destruction" not in [one.record.step for one in case_records(case)]


def test_files_of_the_case_stay_as_long_as_its_file(settings) -> None:
    registered_organ()
    case = opened("2026-09-01 09:00")
    photo = SimpleUploadedFile("现场照片.jpg", sample.picture(), "image/jpeg")
    typed = {
        "at": "2026-09-10T09:00",
        "seen": len(case_records(case)),
        "attest": "1",
        "papers": "送达回证",
        "files": [photo],
    }
    desk_of(QIN).post(f"/cases/{case}/act/serve/", typed)
    note_fault(FileHeld.objects.get().digest, "changed", NOW)
    found = text(desk_of(person(Role.SYSTEM_ADMIN, "QS-0900")).get("/stored-files/"))
    assert "内容有变" in found
    assert "市场监督管理局 青市监立〔2026〕1号" in found, (
        "whose file it is, for whoever has to tell the organ"
    )
    did(case, "close_archive", "2026-09-20 09:00", by=HEAD, mode="attest")
    held = next(one.record for one in case_records(case) if one.record.attachments)
    chosen = [f"attachment:{held.id}:{held.attachments[0].id}"]
    assert "尚未归档" in text(sent(case, "propose", places=chosen, **TOLD))
    archive_file(
        person=QIN, case=case, archiving=Archiving(retention=Retention("10", "期限表第3条")), now=NOW
    )
    refused = text(sent(case, "propose", places=chosen, **TOLD))
    assert "2036-09-20" in refused
    later = instant("2036-10-12 09:20")
    settings.CLOCK = lambda: later
    assert sent(case, "propose", places=chosen, **{**TOLD, "expired": "2036-09-21"}).status_code == 200


def test_strangers_see_nothing(case) -> None:
    other = person(Role.AGENCY_HEAD, "XF-0100", OTHER_ORGAN)
    assert desk_of(other).get(f"/cases/{case}/keeping/values/").status_code == 403
    assert sent(case, "propose", other, places=[place(case, "party_name")], **TOLD).status_code == 403
