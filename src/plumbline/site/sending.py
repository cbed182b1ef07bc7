"""Sends large files to a case over HTTP (tus 1.0.0): in one stream, going on where a broken connection left it.

Where the desk keeps its files in an object store that is reached from here, parts go there straight away.

The server knows what is unfinished, so nothing is kept on this side: the same command sent again goes on.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from plumbline.core.errors import InputError

BLOCK = 1 << 18
PIECE = 1 << 22
"""Bytes that the system sends by itself before it is told how far they are."""
WAITS = (0, 0.5, 1, 2, 4, 8, 15, 30, 60, 60)
"""Seconds between attempts; they begin anew whenever something came."""
_TIMEOUT = 120
_PATIENCE = {409, 423, 429, 500, 502, 503, 504}
"""Answers after which it is tried again."""
_STORE_TRIES = 3
"""Parts in succession that the store behind the desk may refuse or not answer before all goes to the desk."""
_REFUSED = 300
_NO_SUCH_DOOR = 404
"""A desk of an older version, or an upload that is put together already."""


Tell = Callable[[int, int], None]
"""Hears how many bytes went, of how many."""


class SendingFailed(InputError):
    """The file was not sent."""

    zh = "“{name}”没有上传成功：{why}"
    en = "“{name}” was not sent: {why}"
    remedy_zh = "已传部分保留七天，重新运行同一命令即可继续"
    remedy_en = "what was sent is kept for seven days: run the same command again to go on"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where to send: the address of the case's uploads, and the pass."""

    address: str
    upload_pass: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        """An answer, read to its end; raises OSError or HTTPException where the connection breaks."""
        with closing(self._line()) as line:
            line.request(method, path, body, self._told(headers))
            return _read(line)

    def stream(
        self, path: str, file: Path, offset: int, tell: Tell, **headers: str
    ) -> http.client.HTTPResponse:
        """The answer to a PATCH with the rest of a file."""
        size = file.stat().st_size
        told = self._told({**headers, "Content-Length": str(size - offset)})
        with closing(self._line()) as line:
            return _streamed(line, "PATCH", path, told, _Span(file, offset, size), tell)

    def _line(self) -> http.client.HTTPConnection:
        return _line_to(self.address)

    def _told(self, headers: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.upload_pass}", "Tus-Resumable": "1.0.0", **headers}

    @property
    def is_encrypted(self) -> bool:
        """Whether the desk is spoken to over https."""
        return urlsplit(self.address).scheme == "https"

    @property
    def path(self) -> str:
        """The path of the case's uploads."""
        return urlsplit(self.address).path


def send(desk: Desk, path: Path, tell: Tell = lambda sent, size: None) -> dict[str, Any]:
    """Send a file and have it taken in: what the server says of it. Raises SendingFailed."""
    size, changed = path.stat().st_size, str(path.stat().st_mtime_ns)
    hashing = _Hashing(path)
    hashing.start()
    attempts, store = _Attempts(path.name), _Store(desk, path, tell)
    upload, known = "", -1
    while True:
        try:
            if not upload and not (upload := _unfinished(desk, path.name, size, changed)):
                upload, known = _begun(desk, path.name, size, changed), 0
            # Where nothing broke the server has said how far it is; else it is asked.
            offset = attempts.reached(known if known >= 0 else _offset(desk, upload, path.name))
            known = -1
            if offset < size:
                if store.take(upload):
                    continue
                known = _reached(_patch(desk, upload, path, offset, tell), path.name)
                continue
            tell(size, size)
            told = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = desk.ask("POST", f"{upload}finish/", urlencode({"sha256": hashing.result()}), **told)
            return dict(json.loads(_checked(answer, path.name)))
        except (OSError, http.client.HTTPException, _Later) as error:
            attempts.wait(error)


class _Store:
    """The store behind the desk, where parts may be put straight away; given up when it cannot be reached from here.

    The desk gives the addresses. Nothing that it trusts comes from them: it reads what arrived and compares the hash.
    """

    def __init__(self, desk: Desk, file: Path, tell: Tell) -> None:
        self._desk, self._file, self._tell = desk, file, tell
        self._left = _STORE_TRIES

    def take(self, upload: str) -> bool:
        """Puts the parts that lack; whether anything is put there at all. Raises as a line that breaks does."""
        if not self._left:
            return False
        answer = self._desk.ask("POST", f"{upload}parts/")
        if answer.status == _NO_SUCH_DOOR:
            self._left = 0
            return False
        parts = json.loads(_checked(answer, self._file.name))["parts"]
        if not parts or not self._is_fit(parts[0]["address"]):
            self._left = 0
            return False
        for one in parts:
            self._left -= 1
            self._put(one["address"], one["offset"], one["offset"] + one["size"])
            self._left = _STORE_TRIES
        return True

    def _is_fit(self, address: str) -> bool:
        """Evidence that goes to the desk encrypted goes nowhere else in the clear."""
        return urlsplit(address).scheme == "https" or not self._desk.is_encrypted

    def _put(self, address: str, start: int, end: int) -> None:
        parts = urlsplit(address)
        headers = {"Content-Length": str(end - start)}
        with closing(_line_to(address)) as line:
            span = _Span(self._file, start, end)
            answer = _streamed(line, "PUT", f"{parts.path}?{parts.query}", headers, span, self._tell)
        # The hour is over, or the store is busy: the desk gives other addresses.
        if answer.status >= _REFUSED:
            raise _Later(f"{parts.netloc}: {answer.status}")


class _Later(Exception):
    """The server asks to come again."""


class _Attempts:
    """Waits longer and longer while nothing comes through; gives up at the end."""

    def __init__(self, name: str) -> None:
        self._name, self._tried, self._offset = name, 0, -1

    def reached(self, offset: int) -> int:
        if offset > self._offset:
            self._offset, self._tried = offset, 0
        return offset

    def wait(self, error: Exception) -> None:
        if self._tried == len(WAITS):
            raise SendingFailed(name=self._name, why=str(error) or type(error).__name__) from error
        time.sleep(WAITS[self._tried])
        self._tried += 1


class _Hashing(threading.Thread):
    """Hashes the file beside the sending."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self._path, self._found = path, ""

    def run(self) -> None:
        with self._path.open("rb") as stream:
            self._found = hashlib.file_digest(stream, "sha256").hexdigest()

    def result(self) -> str:
        self.join()
        return self._found


def _unfinished(desk: Desk, name: str, size: int, changed: str) -> str:
    listed = json.loads(_checked(desk.ask("GET", desk.path), name))["uploads"]
    same = (one for one in listed if (one["name"], one["bytes"], one["changed"]) == (name, size, changed))
    return next((str(one["address"]) for one in same), "")


def _begun(desk: Desk, name: str, size: int, changed: str) -> str:
    told = {"filename": name, "changed": changed}
    written = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    answer = desk.ask("POST", desk.path, **{"Upload-Length": str(size), "Upload-Metadata": written})
    _checked(answer, name)
    return urlsplit(answer.headers["Location"]).path


def _offset(desk: Desk, upload: str, name: str) -> int:
    return _reached(desk.ask("HEAD", upload), name)


def _reached(answer: http.client.HTTPResponse, name: str) -> int:
    """How far the upload is, by the answer."""
    _checked(answer, name)
    return int(answer.headers["Upload-Offset"])


def _patch(desk: Desk, upload: str, path: Path, offset: int, tell: Tell) -> http.client.HTTPResponse:
    told = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset)}
    return desk.stream(upload, path, offset, tell, **told)


@dataclass(frozen=True, slots=True)
class _Span:
    """Bytes of a file."""

    file: Path
    start: int
    end: int


def _line_to(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(parts.netloc, timeout=_TIMEOUT, context=context)
    return http.client.HTTPConnection(parts.netloc, timeout=_TIMEOUT)


def _streamed(
    line: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], span: _Span, tell: Tell
) -> http.client.HTTPResponse:
    """The answer to a span of a file. Over a line that is not encrypted the system sends it itself: nothing of it
    passes through this program.
    """
    offset, size = span.start, span.file.stat().st_size
    with span.file.open("rb") as stream:
        line.putrequest(method, path)
        for name, value in headers.items():
            line.putheader(name, value)
        line.endheaders()
        stream.seek(offset)
        while offset < span.end:
            if isinstance(line, http.client.HTTPSConnection):
                line.send(block := stream.read(min(BLOCK, span.end - offset)))
                sent = len(block)
            else:
                sent = line.sock.sendfile(stream, offset, min(PIECE, span.end - offset))
            if not sent:
                raise OSError(f"{span.file.name} became shorter")
            offset += sent
            tell(offset, size)
        return _read(line)


def _read(line: http.client.HTTPConnection) -> http.client.HTTPResponse:
    answer = line.getresponse()
    answer.content = answer.read()  # type: ignore[attr-defined]
    return answer


def _checked(answer: http.client.HTTPResponse, name: str) -> str:
    """The answer's text; raises _Later, or SendingFailed with what the server said."""
    text = answer.content.decode("utf-8", "replace")  # type: ignore[attr-defined]
    if answer.status < 300:
        return str(text)
    if answer.status in _PATIENCE:
        raise _Later(f"{answer.status}")
    said = text
    if text.startswith("{"):
        said = json.loads(text).get("refused", text)
    if len(said) > 500 or said.lstrip().startswith("<"):
        said = f"HTTP {answer.status}"
    raise SendingFailed(name=name, why=said or f"HTTP {answer.status}")
