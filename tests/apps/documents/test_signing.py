"""Seals on real files: made, verified, tampered with; and a seal server on loopback that speaks the protocol."""

import base64
import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.apps.documents.test_render_pdf import letter

from plumbline.apps.documents.errors import NotAPdf, SealRefused
from plumbline.apps.documents.render_pdf import pdf_of
from plumbline.apps.documents.seal_server import SealServer
from plumbline.apps.documents.signing import LocalKey, seal_pdf, seals_of

NOW = dt.datetime(2026, 10, 12, 1, 30, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def key() -> LocalKey:
    return LocalKey("青石区市场监督管理局（演示）", NOW)


@pytest.fixture(scope="module")
def sealed(key: LocalKey) -> bytes:
    return seal_pdf(pdf_of(letter("依法行政")), key, at=NOW, reason="行政处罚决定书")


def test_a_seal_holds(key: LocalKey, sealed: bytes) -> None:
    (report,) = seals_of(sealed, key.certificates(), NOW)
    assert report.holds
    assert report.name == "青石区市场监督管理局（演示）"
    assert report.at == NOW


def test_what_was_there_stays_byte_for_byte(sealed: bytes) -> None:
    plain = pdf_of(letter("依法行政"))
    assert sealed[: len(plain)] == plain


def test_a_changed_byte_is_found(key: LocalKey, sealed: bytes) -> None:
    at = sealed.index(b"/MediaBox") + 12
    changed = sealed[:at] + (b"1" if sealed[at : at + 1] != b"1" else b"2") + sealed[at + 1 :]
    (report,) = seals_of(changed, key.certificates(), NOW)
    assert not report.intact
    assert not report.holds


def test_what_is_added_behind_a_seal_is_found(key: LocalKey, sealed: bytes) -> None:
    twice = seal_pdf(sealed, LocalKey("别的机关", NOW), at=NOW, reason="后加", field="Second")
    first, second = seals_of(twice, key.certificates(), NOW)
    assert (first.intact, first.whole, first.trusted) == (True, False, True)
    assert (second.whole, second.trusted) == (True, False)


def test_a_seal_of_nobody_we_trust_does_not_hold(sealed: bytes) -> None:
    (report,) = seals_of(sealed, LocalKey("别的机关", NOW).certificates(), NOW)
    assert report.intact
    assert not report.holds


def test_a_seal_past_its_term_does_not_hold(key: LocalKey, sealed: bytes) -> None:
    (report,) = seals_of(sealed, key.certificates(), NOW + dt.timedelta(days=800))
    assert not report.holds


def test_a_file_without_seal_has_none() -> None:
    assert seals_of(pdf_of(letter("甲")), [], NOW) == []


def test_only_pdf_files_are_sealed(key: LocalKey) -> None:
    with pytest.raises(NotAPdf):
        seal_pdf(b"MZ", key, at=NOW, reason="x")
    with pytest.raises(NotAPdf):
        seals_of(b"MZ", [], NOW)


class Peer(BaseHTTPRequestHandler):
    """A seal server as the protocol wants it."""

    key: LocalKey
    seen: list[dict[str, str]]

    def do_GET(self) -> None:
        self._answer(
            lambda: {"certificates": [base64.b64encode(c).decode() for c in self.key.certificates()]}
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append(body)
        self._answer(
            lambda: {"signature": base64.b64encode(self.key.sign(base64.b64decode(body["data"]))).decode()}
        )

    def _answer(self, make: object) -> None:
        status, found = 200, None
        if self.headers["Authorization"] != "Bearer right":
            status, found = 403, {"error": "此凭证不得使用本印章"}
        elif not self.path.startswith("/v1/seals/qs-market"):
            status, found = 404, {"error": "没有这枚印章"}
        elif "redirect" in self.path:
            status = 302
        body = json.dumps(found if found is not None else make()).encode()  # type: ignore[operator]
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def peer(key: LocalKey) -> Iterator[tuple[str, list[dict[str, str]]]]:
    seen: list[dict[str, str]] = []
    handler = type("Handler", (Peer,), {"key": key, "seen": seen})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_seal_server_signs_and_never_sees_the_paper(
    key: LocalKey, peer: tuple[str, list[dict[str, str]]]
) -> None:
    address, seen = peer
    plain = pdf_of(letter("依法行政"))
    made = seal_pdf(plain, SealServer(address, "qs-market", "right"), at=NOW, reason="送达")
    assert seals_of(made, key.certificates(), NOW)[0].holds
    assert len(seen) == 1
    assert len(base64.b64decode(seen[0]["data"])) < 600


@pytest.mark.parametrize(
    ("seal", "token", "said"),
    [
        ("qs-market", "wrong", "此凭证不得使用本印章"),
        ("qs-urban", "right", "没有这枚印章"),
        ("qs-market-redirect", "right", "302"),
    ],
)
def test_a_refusal_is_told_in_the_server_s_words(
    peer: tuple[str, list[dict[str, str]]], seal: str, token: str, said: str
) -> None:
    with pytest.raises(SealRefused, match=said):
        seal_pdf(pdf_of(letter("甲")), SealServer(peer[0], seal, token), at=NOW, reason="送达")


def test_a_server_that_is_not_there_is_told(peer: tuple[str, list[dict[str, str]]]) -> None:
    with pytest.raises(SealRefused):
        SealServer("http://127.0.0.1:9", "qs-market", "right").certificates()


def test_a_token_never_goes_over_plain_http_to_another_machine() -> None:
    with pytest.raises(SealRefused, match="https"):
        SealServer("http://seal.invalid", "qs-market", "right")
