"""Sending a film to the desk beside a bare copy with hashing; the first range beside a plain file server.

    python bench/ingest/upload_part.py [--megabytes 300] [--rounds 5]

Rounds are interleaved. The upload is `plumbline.site.sending` over HTTP to the application server as the product starts
it: the client hashes, the server writes, flushes, hashes, commits with a salt, inspects and keeps. The copy reads,
hashes, writes and flushes the same file on the same disk. Beside the clock stands the processor time of all processes:
what is left of a comparison where others use the cores and the disk. The peer of the range is a WSGI program that opens
the file and nothing else, under the same application server.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench/web")]

from processor import spent  # noqa: E402
from tests.builders.evidence_drill import made_film, prepared, serving  # noqa: E402

BLOCK = 1 << 18
RANGE = 1 << 20
"""Bytes of the first range that a player asks for."""
ASKED = 40


Spent = tuple[float, float]
"""Seconds by the clock, and of the processor."""


@contextmanager
def taking(into: list[Spent]) -> Iterator[None]:
    """What is done meanwhile, by this process and by all that it started."""
    begun, used = time.perf_counter(), spent(os.getpid())
    yield
    into.append((time.perf_counter() - begun, spent(os.getpid()) - used))


def copied(source: Path, target: Path) -> None:
    """A bare copy with hashing, flushed to disk."""
    running = hashlib.sha256()
    with source.open("rb") as one, target.open("wb") as other:
        while block := one.read(BLOCK):
            running.update(block)
            other.write(block)
        other.flush()
        os.fsync(other.fileno())


@contextmanager
def plain_server(path: Path) -> Iterator[int]:
    """A file and nothing else, by parts, under the same application server."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    granian = str(Path(sys.executable).with_name("granian"))
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "1", "--no-ws", "--log-level", "error", "plain_file:application"]
    told = {**os.environ, "PLAIN_FILE": str(path), "PYTHONPATH": str(Path(__file__).parent)}
    process = subprocess.Popen(command, env=told)
    try:
        for _ in range(300):
            with_line = socket.socket()
            found = with_line.connect_ex(("127.0.0.1", port))
            with_line.close()
            if not found:
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def ranged(port: int, path: str, cookie: str, *, keeps: bool = False) -> float:
    """Median seconds until the first range is there, over one kept connection; `keeps` cookies, as a browser does."""
    line, taken, held = http.client.HTTPConnection("127.0.0.1", port), [], f"sessionid={cookie}"
    for _ in range(ASKED):
        begun = time.perf_counter()
        line.request("GET", path, headers={"Range": f"bytes=0-{RANGE - 1}", "Cookie": held})
        answer = line.getresponse()
        if keeps and (given := answer.headers.get("Set-Cookie", "")):
            held = f"sessionid={cookie}; {given.partition(';')[0]}"
        data = answer.read()
        taken.append(time.perf_counter() - begun)
        assert (answer.status, len(data)) == (206, RANGE), (answer.status, len(data))
    line.close()
    return median(taken)


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--megabytes", type=int, default=300)
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="plumbline-bench-")))
        film = folder / "scene.mp4"
        made_film(film, asked.megabytes)
        prepared(folder, "folder", stack)
        return measured(folder, film, asked.rounds)


def measured(folder: Path, film: Path, rounds: int) -> int:
    from tests.builders.desk import QIN, opened, registered_organ  # noqa: PLC0415 - after the setup
    from tests.builders.desk_pages import desk_of  # noqa: PLC0415

    from plumbline.apps.ledger_store.queries import case_records  # noqa: PLC0415
    from plumbline.apps.people.queries import login_of, person_of  # noqa: PLC0415
    from plumbline.apps.people.upload_pass import make_pass  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415
    from plumbline.site.sending import Desk, send  # noqa: PLC0415

    registered_organ()
    client = desk_of(QIN)
    login = login_of(QIN.name)
    assert login is not None
    person = person_of(login, None, day_in_zone(server_clock()))
    copies, uploads, told = list[Spent](), list[Spent](), {}
    with serving() as port:
        _warm(port, client.cookies["sessionid"].value)
        for number in range(rounds):
            case = opened("2026-10-08 09:00", "penalty.simple", number=f"青市监简〔2026〕{number + 1}号")
            copied(
                film, folder / "copy"
            )  # memory that the machine has not used yet would be charged to the copy
            (folder / "copy").unlink()
            with taking(copies):
                copied(film, folder / "copy")
            (folder / "copy").unlink()
            with film.open("r+b") as stream:  # other bytes each time: the same ones are kept once
                stream.seek(-8, os.SEEK_END)
                stream.write(os.urandom(8))
            desk = Desk(
                f"http://127.0.0.1:{port}/cases/{case}/uploads/", make_pass(person, case, server_clock())
            )
            with taking(uploads):
                told = send(desk, film)
        order = {"at": "2026-10-12T09:00", "papers": "责令改正通知书", "f_correct_by": "2026-10-30"}
        order |= {"a_correction-order_act": "没有定期检测", "seen": "2", "kept": str(told["token"])}
        answer = client.post(f"/cases/{case}/act/order_correction/", order, SERVER_NAME="127.0.0.1")
        assert answer.status_code == 302, answer.content.decode()[-2000:]
        record = case_records(case)[-1].record
        path = f"/cases/{case}/record/{record.id}/file/{told['identity']}/"
        cookie, turns = client.cookies["sessionid"].value, []
        with plain_server(film) as plain:
            for _ in range(rounds):
                playing = _player(port, f"/cases/{case}/recordings/", cookie)
                assert playing.startswith(path), playing
                ours, later = ranged(port, playing, cookie), ranged(port, path, cookie, keeps=True)
                turns.append((ranged(plain, "/", ""), ours, later, ranged(port, path, cookie)))
    told_of(film.stat().st_size >> 20, rounds, copies, uploads, turns)
    return 0


def _player(port: int, page: str, cookie: str) -> str:
    """The address that the page of recordings gives its player, fresh: its ticket is good for a minute."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", page, headers={"Cookie": f"sessionid={cookie}"})
    found = re.search(r'<video[^>]* src="([^"]+)"', line.getresponse().read().decode())
    line.close()
    assert found is not None, page
    return found[1].replace("&amp;", "&")


def _warm(port: int, cookie: str) -> None:
    """Each worker reads the packs before anything is measured, as one that has run for a day has."""
    for _ in range(12):
        line = http.client.HTTPConnection("127.0.0.1", port)
        line.request("GET", "/my-work/", headers={"Cookie": f"sessionid={cookie}"})
        line.getresponse().read()
        line.close()


def told_of(
    size: int,
    rounds: int,
    copies: list[Spent],
    uploads: list[Spent],
    turns: list[tuple[float, float, float, float]],
) -> None:
    (copy, less), (upload, more) = (tuple(map(median, zip(*one, strict=True))) for one in (copies, uploads))
    bare, ours, later, judged = (median(one[place] for one in turns) for place in range(4))
    print(f"{size} MB, median of {rounds} interleaved rounds")
    print(f"copy with hashing  {copy:6.2f} s   {size / copy:6.0f} MB/s")
    print(
        f"upload             {upload:6.2f} s   {size / upload:6.0f} MB/s   {copy / upload:.2f} x the copy (goal 0.7)"
    )
    print(
        f"processor time: copy {less:.2f} s, upload {more:.2f} s on both sides, {less / more:.2f} x the copy"
    )
    print(f"first range, plain {bare * 1000:6.1f} ms")
    print(f"first range, desk  {ours * 1000:6.1f} ms   {ours / bare:.2f} x the plain server (goal at most 2)")
    print(
        f"ranges after that minute {later * 1000:.1f} ms   {later / bare:.2f} x: the first of them is judged"
    )
    print(f"a range that is judged {judged * 1000:.1f} ms   {judged / bare:.2f} x: everything is asked again")


if __name__ == "__main__":
    sys.exit(main())
