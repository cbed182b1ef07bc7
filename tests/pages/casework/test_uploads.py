"""Resumable uploads for the form of an act, as the protocol tus 1.0.0 says it, through the real pages."""

import base64
import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from django.test import Client
from tests.builders import sample_files as sample
from tests.builders.cutting_proxy import CuttingProxy
from tests.builders.desk import HEAD, QIN, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.attachments import actions, queries, storage
from plumbline.apps.attachments.actions import resumable
from plumbline.apps.attachments.errors import UploadBusy
from plumbline.apps.attachments.models import FileHeld, UploadUnderWay
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.people.upload_pass import GOOD_FOR
from plumbline.core.ledger.commitment import commit_attachment
from plumbline.site.sending import Desk, send

pytestmark = [pytest.mark.django_db]
FILM = sample.mp4(data=40_000)
NOW = instant("2026-10-12 09:20")
ORDER = {
    "at": "2026-10-12T09:00",
    "papers": "责令改正通知书",
    "f_correct_by": "2026-10-30",
    "a_correction-order_act": "没有定期检测",
}


@pytest.fixture(autouse=True)
def october(settings, tmp_path: Path) -> None:
    settings.CLOCK = lambda: NOW
    settings.DATA = tmp_path


@pytest.fixture
def case() -> str:
    registered_organ()
    return opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕1号")


class Tus:
    """A client of the protocol at the desk of a case."""

    def __init__(self, desk: Client, case: str) -> None:
        self.desk, self.at = desk, f"/cases/{case}/uploads/"

    def create(self, data: bytes = FILM, name: str = "现场.mp4", **headers: str):
        told = (
            f"filename {base64.b64encode(name.encode()).decode()},changed {base64.b64encode(b'1').decode()}"
        )
        sent = {"Tus-Resumable": "1.0.0", "Upload-Length": str(len(data)), "Upload-Metadata": told, **headers}
        return self.desk.post(self.at, headers=sent)

    def begin(self, data: bytes = FILM, name: str = "现场.mp4") -> str:
        return self.create(data, name)["Location"]

    def patch(self, address: str, part: bytes, offset: int, **headers: str):
        sent = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), **headers}
        return self.desk.patch(address, part, content_type="application/offset+octet-stream", headers=sent)

    def offset(self, address: str) -> int:
        return int(self.desk.head(address, headers={"Tus-Resumable": "1.0.0"})["Upload-Offset"])

    def finish(self, address: str, data: bytes = FILM):
        return self.desk.post(f"{address}finish/", {"sha256": hashlib.sha256(data).hexdigest()})

    def listed(self) -> list[dict]:
        return self.desk.get(self.at).json()["uploads"]


@pytest.fixture
def tus(case) -> Tus:
    return Tus(desk_of(QIN), case)


def test_a_file_in_parts_goes_with_the_act(tus: Tus, case: str) -> None:
    made = tus.create()
    assert (made.status_code, made["Tus-Resumable"]) == (201, "1.0.0")
    address = made["Location"]
    assert tus.patch(address, FILM[:9_000], 0)["Upload-Offset"] == "9000"
    assert tus.offset(address) == 9_000
    assert (tus.listed()[0]["name"], tus.listed()[0]["offset"]) == ("现场.mp4", 9_000)
    early = tus.finish(address)
    assert (early.status_code, early["Upload-Offset"]) == (409, "9000")
    assert tus.patch(address, FILM[9_000:], 9_000).status_code == 204
    told = tus.finish(address).json()
    assert (told["name"], told["media_type"]) == ("现场.mp4", "video/mp4")
    assert queries.uploads(account=QIN.account, case=case) == [], "another account's uploads are not listed"
    again = tus.finish(address).json()
    assert again | {"token": ""} == told | {"token": ""}, "a lost answer is asked for again"
    assert tus.listed()[0]["taken"]["name"] == "现场.mp4", "a page loaded anew finds it"
    sent = tus.desk.post(
        f"/cases/{case}/act/order_correction/", {**ORDER, "seen": "2", "kept": told["token"]}
    )
    assert sent.status_code == 302
    (named,) = [one for one in case_records(case)[-1].record.attachments if one.id == told["identity"]]
    assert (named.media_type, named.size) == ("video/mp4", len(FILM))
    assert b"".join(queries.file(named.hash).read()) == FILM
    assert tus.listed() == [], "named by a record it waits no longer"


def test_a_large_file_that_comes_whole_is_hashed_as_it_comes(tus: Tus, monkeypatch) -> None:
    """Then nothing of it is read again; what came in parts is read at the end, and both are what they should be."""
    read: list[str] = []
    real = actions.digest_of

    def read_again(chunks: Iterable[bytes]) -> tuple[str, int]:
        found = real(chunks)
        read.append(found[0])
        return found

    monkeypatch.setattr(actions, "digest_of", read_again)
    monkeypatch.setattr(resumable, "LARGE", len(FILM))
    monkeypatch.setattr(storage, "AHEAD", 1_000)
    for cuts in ((len(FILM),), (9_000, len(FILM))):
        data = FILM[:-1] + bytes([len(cuts)])
        address, there = tus.begin(data), 0
        for cut in cuts:
            assert tus.patch(address, data[there:cut], there).status_code == 204
            there = cut
        assert tus.finish(address, FILM).status_code == 422, (
            "hashed as it came or not, another hash is refused"
        )
        address, there = tus.begin(data), 0
        for cut in cuts:
            tus.patch(address, data[there:cut], there)
            there = cut
        assert tus.finish(address, data).status_code == 200
        row = FileHeld.objects.get(digest=hashlib.sha256(data).hexdigest())
        assert row.hash == commit_attachment(bytes(row.salt), [data])
        assert len(read) == 2 * (len(cuts) - 1)


def test_a_disk_that_fails_while_a_part_comes_is_not_passed_over(tus: Tus, monkeypatch) -> None:
    def fails(_descriptor: int) -> None:
        raise OSError("the disk")

    monkeypatch.setattr(storage, "AHEAD", 1_000)
    monkeypatch.setattr(storage.os, "fdatasync", fails)
    with pytest.raises(OSError, match="the disk"):
        tus.patch(tus.begin(), FILM, 0)


def test_what_the_protocol_refuses(tus: Tus) -> None:
    assert tus.create(**{"Tus-Resumable": "0.2.2"}).status_code == 412
    assert tus.create(**{"Upload-Length": "x"}).status_code == 400
    assert tus.create(**{"Upload-Metadata": "filename !"}).status_code == 400
    assert tus.create(**{"Upload-Length": str(3 << 30)}).status_code == 413
    assert "绝密" in tus.create(name="绝密★启封前.pdf").content.decode()
    address = tus.begin()
    tus.patch(address, FILM[:100], 0)
    assert tus.patch(address, FILM[50:80], 50).status_code == 409
    assert tus.patch(address, FILM[100:] + b"x", 100).status_code == 413
    assert tus.patch(address, b"x", 100, **{"Tus-Resumable": ""}).status_code == 412
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "100"}
    assert tus.desk.patch(address, b"x", content_type="text/plain", headers=headers).status_code == 415
    assert tus.offset(address) == 100
    assert tus.desk.options(tus.at)["Tus-Extension"] == "creation,expiration,termination,checksum"


def test_a_part_with_a_wrong_checksum_leaves_nothing(tus: Tus) -> None:
    address = tus.begin()
    right = "sha256 " + base64.b64encode(hashlib.sha256(FILM[:500]).digest()).decode()
    assert tus.patch(address, FILM[1:501], 0, **{"Upload-Checksum": right}).status_code == 460
    assert tus.patch(address, FILM[:500], 0, **{"Upload-Checksum": "md5 AAAA"}).status_code == 400
    assert tus.offset(address) == 0
    assert tus.patch(address, FILM[:500], 0, **{"Upload-Checksum": right}).status_code == 204
    assert tus.offset(address) == 500


def test_given_up_it_is_no_more(tus: Tus, tmp_path: Path) -> None:
    address = tus.begin()
    tus.patch(address, FILM[:500], 0)
    assert tus.desk.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert tus.patch(address, FILM[500:], 500).status_code == 404
    assert tus.listed() == []
    assert list((tmp_path / "attachments" / "incoming").iterdir()) == []


def test_other_bytes_than_were_read_and_other_things_than_are_taken(tus: Tus) -> None:
    changed = tus.begin()
    tus.patch(changed, FILM[:-1] + b"!", 0)
    refused = tus.finish(changed)
    assert refused.status_code == 422
    assert "不一致" in refused.json()["refused"]
    program = b"MZ\x90\x00" + bytes(200)
    disguised = tus.begin(program, "现场.mp4")
    tus.patch(disguised, program, 0)
    assert "可执行程序" in tus.finish(disguised, program).json()["refused"]
    assert tus.listed() == []


def test_another_account_or_case_finds_nothing(tus: Tus, case: str) -> None:
    address = tus.begin()
    other = Tus(desk_of(HEAD), case)
    assert other.patch(address, FILM, 0).status_code == 404
    assert other.listed() == []
    elsewhere = opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕2号")
    assert tus.patch(address.replace(case, elsewhere), FILM, 0).status_code == 404
    without = Client(enforce_csrf_checks=True, headers={"Tus-Resumable": "1.0.0"})
    without.cookies = tus.desk.cookies
    assert without.patch(address, FILM, content_type="application/offset+octet-stream").status_code == 403


def test_a_broken_connection_keeps_what_came(tus: Tus, case: str) -> None:
    address = tus.begin()

    class Broken(BytesIO):
        def read(self, size: int = -1) -> bytes:
            if self.tell() >= 1000:
                raise OSError("connection reset")
            return super().read(min(size, 1000))

    tus.desk.generic(
        "PATCH",
        address,
        b"x" * 5000,
        content_type="application/offset+octet-stream",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
        **{"wsgi.input": Broken(FILM[:5000])},
    )
    assert tus.offset(address) == 1000
    assert tus.patch(address, FILM[1000:], 1000).status_code == 204
    assert tus.finish(address).status_code == 200


def test_two_parts_at_once_do_not_mix(tus: Tus) -> None:
    token = tus.begin().split("/")[-2]

    def parts():
        yield FILM[:700]
        with ThreadPoolExecutor(1) as other, pytest.raises(UploadBusy):
            other.submit(actions.append, token, 700, [b"x"]).result()
        yield FILM[700:]

    assert actions.append(token, 0, parts()) == len(FILM)


def test_no_more_unfinished_ones_than_the_quota_and_what_lies_still_expires(
    tus: Tus, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    monkeypatch.setattr(resumable, "MOST_AT_ONCE", 2)
    tus.begin()
    tus.begin()
    assert "未完成的上传已有 2 个" in tus.create().content.decode()
    monkeypatch.setattr(resumable, "MOST_AT_ONCE", 9)
    monkeypatch.setattr(resumable, "MOST_BYTES", 3 * len(FILM) - 1)
    assert tus.create().status_code == 422
    monkeypatch.setattr(resumable, "SPARE", 1 << 60)
    assert "空间" in tus.create().content.decode()
    actions.sweep(now=NOW + actions.KEPT_UNNAMED + 1)
    assert tus.listed() == []


def test_a_command_line_with_a_pass_sends_over_a_line_that_breaks(
    tus: Tus, case: str, live_server, tmp_path: Path, settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = tus.desk.post(f"/cases/{case}/upload-pass/").content.decode()
    made = page.split('id="pl-pass-text"')[1].split(">", 1)[1].split("<", 1)[0]
    data = sample.mp4(data=3 << 20)
    (tmp_path / "长时间录像.mp4").write_bytes(data)
    address = f"/cases/{case}/uploads/"
    with CuttingProxy(live_server.thread.port, after=200_000, times=10) as proxy:
        told = send(Desk(f"http://127.0.0.1:{proxy.port}{address}", made), tmp_path / "长时间录像.mp4")
        assert proxy.cut == 10
    (one,) = tus.listed()
    assert (one["name"], told["identity"]) == ("长时间录像.mp4", one["taken"]["identity"])
    hash = UploadUnderWay.objects.get().hash
    assert b"".join(queries.file(hash).read()) == data
    other = opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕2号")
    for path, text in ((f"/cases/{other}/uploads/", made), (address, made[:-2] + "xx"), (address, "")):
        assert tus.desk.get(path, headers={"Authorization": f"Bearer {text}"}).status_code == 401
    settings.CLOCK = lambda: NOW + GOOD_FOR
    assert tus.desk.get(address, headers={"Authorization": f"Bearer {made}"}).status_code == 401


class Store:
    """A store beside the desk with a door of its own, which may refuse; what is put there joins the upload."""

    def __init__(self, answers: list[int]) -> None:
        self.answers, self.taken = answers, list[bytes]()
        store = self

        class Door(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                part = self.rfile.read(int(self.headers["Content-Length"]))
                status = store.answers.pop(0) if store.answers else 200
                if status == 200:
                    store.taken.append(part)
                    path, _, offset = self.path.removeprefix("/").partition("?")
                    actions.append(path, int(offset), [part])
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        self._door = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.at = f"http://127.0.0.1:{self._door.server_port}"
        Thread(target=self._door.serve_forever, daemon=True).start()

    def part_addresses(self, kept: storage.FolderStorage, token: str, size: int) -> list[storage.PartAddress]:
        starts = range(kept.offset(token), size, 15_000)
        return [storage.PartAddress(f"{self.at}/{token}?{at}", at, min(15_000, size - at)) for at in starts]

    def close(self) -> None:
        self._door.shutdown()
        self._door.server_close()


@pytest.mark.parametrize(
    ("answers", "there"), [([200, 403, 503], len(FILM)), ([200, 403, 403, 403], 15_000), ([], len(FILM))]
)
def test_parts_go_straight_to_the_store_until_it_refuses(
    answers: list[int], there: int, tus: Tus, case: str, live_server, tmp_path: Path, monkeypatch
) -> None:
    """Where the storage gives addresses the command line puts parts there; the desk compares the hash in any case."""
    store = Store(answers)
    monkeypatch.setattr(storage.FolderStorage, "part_addresses", lambda *told: store.part_addresses(*told))
    monkeypatch.setattr("plumbline.site.sending.WAITS", (0,) * 9)
    page = tus.desk.post(f"/cases/{case}/upload-pass/").content.decode()
    made = page.split('id="pl-pass-text"')[1].split(">", 1)[1].split("<", 1)[0]
    (tmp_path / "a.mp4").write_bytes(FILM)
    address = f"{live_server.url}/cases/{case}/uploads/"
    told = send(Desk(address, made), tmp_path / "a.mp4")
    assert len(b"".join(store.taken)) == there
    store.close()
    assert (tus.listed()[0]["taken"]["identity"]) == told["identity"]
    assert b"".join(queries.file(UploadUnderWay.objects.get().hash).read()) == FILM


def test_a_file_that_is_there_already_is_said_and_taken(tus: Tus, case: str) -> None:
    def told(of: Tus) -> dict:
        address = of.begin()
        of.patch(address, FILM, 0)
        return of.finish(address).json()

    first = told(tus)
    assert first["same"] == ""
    tus.desk.post(f"/cases/{case}/act/order_correction/", {**ORDER, "seen": "2", "kept": first["token"]})
    assert told(tus)["same"] == "本案已有同一文件"
    other = opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕2号")
    assert told(Tus(tus.desk, other))["same"] == "青市监简〔2026〕1号已有同一文件"
    films = FileHeld.objects.filter(media_type="video/mp4")
    assert (films.count(), films.values("digest").distinct().count()) == (3, 1), "kept once"


def test_a_second_request_to_take_an_upload_in_does_not_undo_the_first(case: str) -> None:
    """An answer is lost while a large file is still inspected, and the browser asks again: both were begun before."""
    tus = Tus(desk_of(QIN), case)
    address = tus.begin()
    tus.patch(address, FILM, 0)
    token = address.rstrip("/").rpartition("/")[2]
    late = UploadUnderWay.objects.get(pk=token)
    first = tus.finish(address).json()
    again = resumable.finish(late, sha256=hashlib.sha256(FILM).hexdigest(), now=NOW)
    assert again.hash
    assert tus.finish(address).json()["identity"] == first["identity"]
