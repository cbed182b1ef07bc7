"""One storage of tools/drill/large_evidence.py: a desk of its own in processes, a page, a command line, a flipped bit.

python -m tests.builders.evidence_drill folder|s3 FILM SHA256 CUTS
python -m tests.builders.evidence_drill make FILM MEGABYTES
"""

from __future__ import annotations

import hashlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from tests.builders import chromium
from tests.builders.cutting_proxy import CuttingProxy
from tests.builders.s3_server import ACCESS, BUCKET, SECRET, S3Server
from tests.builders.sample_files import mp4

BIN = Path(sys.executable).parent
STRAIGHT = "command line straight to the store"
WAYS = {"folder": ("page", "command line"), "s3": ("page", "command line", STRAIGHT)}
_LONG = 600_000
"""Milliseconds for a page to send its film."""


def made_film(path: Path, megabytes: int) -> str:
    """A film of noise, so that nothing packs it; its SHA-256."""
    size, running = megabytes << 20, hashlib.sha256()
    with path.open("wb") as stream:
        for data in _film(mp4(data=0), size):
            stream.write(data)
            running.update(data)
    return running.hexdigest()


def _film(head: bytes, size: int) -> Iterator[bytes]:
    yield head[:-8] + (size + 8).to_bytes(4, "big") + b"mdat"
    for _ in range(size >> 20):
        yield os.urandom(1 << 20)


def prepared(folder: Path, storage: str, stack: ExitStack) -> None:
    """The environment of every process, an empty database, a bucket where one is wanted."""
    told = {
        "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
        "PLUMBLINE_DEMO": "1",
        "PLUMBLINE_DATA": str(folder),
        "PLUMBLINE_DATABASE": str(folder / "drill.sqlite3"),
        "PLUMBLINE_ATTACHMENTS": storage,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    if storage == "s3":
        server = stack.enter_context(S3Server(folder / "s3"))
        told |= {
            "PLUMBLINE_S3_ENDPOINT": server.endpoint,
            "PLUMBLINE_S3_BUCKET": BUCKET,
            "PLUMBLINE_S3_ACCESS_KEY": ACCESS,
            "PLUMBLINE_S3_SECRET_KEY": SECRET,
        }
    os.environ.update(told)
    import django  # noqa: PLC0415 - the settings are known only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if storage == "s3":
        from plumbline.apps.attachments.s3_objects import Bucket  # noqa: PLC0415

        client = Bucket(told["PLUMBLINE_S3_ENDPOINT"], BUCKET, ACCESS, SECRET).client()
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})


@contextmanager
def serving() -> Iterator[int]:
    """The port of a server as `plumbline serve` starts it."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    command = [str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "error"]
    process = subprocess.Popen([*command, "plumbline.site.wsgi:application"])
    try:
        for _ in range(3000):
            try:
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                line.request("GET", "/login/")
                line.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def on_the_way(way: str, after: int, cuts: int) -> Iterator[tuple[int, CuttingProxy]]:
    """The port that the sender is told, and the line that breaks: the one to the desk, or the one to the store, where
    a part that was cut in its middle is put once more before the next one is cut.
    """
    with ExitStack() as stack:
        if way != STRAIGHT:
            proxy = stack.enter_context(CuttingProxy(stack.enter_context(serving()), after=after, times=cuts))
            yield proxy.port, proxy
            return
        store = int(os.environ["PLUMBLINE_S3_ENDPOINT"].rpartition(":")[2])
        proxy = stack.enter_context(CuttingProxy(store, after=4 << 20, times=cuts, every=2))
        os.environ["PLUMBLINE_S3_SENDERS"] = f"http://127.0.0.1:{proxy.port}"
        yield stack.enter_context(serving()), proxy


def by_page(port: int, case: str, session: str, film: Path) -> None:
    """The film chosen in the form of an act, until the page says that the hash is equal."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=list(chromium.FLAGS), env=dict(chromium.environment())
        )
        page = browser.new_context(locale="zh-CN").new_page()
        address = f"http://127.0.0.1:{port}"
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page.goto(f"{address}/cases/{case}/act/order_correction/", timeout=_LONG)
        chromium.settle(page)
        page.locator("input[type=file][name=files]").set_input_files(film)
        page.get_by_text("已收下，哈希一致").wait_for(timeout=_LONG)
        browser.close()


def by_command(port: int, case: str, made: str, film: Path) -> None:
    """The film sent by `plumbline attachments upload`."""
    command = [str(BIN / "plumbline"), "attachments", "upload", "--server", f"http://127.0.0.1:{port}"]
    told = {**os.environ, "PLUMBLINE_UPLOAD_PASS": made}
    subprocess.run([*command, "--case", case, str(film)], check=True, env=told)


def arrived(account: str, case: str) -> tuple[str, str, int]:
    """(name in the index, SHA-256, bytes) of the one upload of the case, read back from the storage."""
    from plumbline.apps.attachments import queries  # noqa: PLC0415

    (view,) = queries.uploads(account=account, case=case)
    running, size = hashlib.sha256(), 0
    for block in queries.file(view.hash).read():
        running.update(block)
        size += len(block)
    return view.hash, running.hexdigest(), size


def flipped(folder: Path, storage: str) -> None:
    """One bit of the largest file of the storage, on its disk."""
    place = folder / ("s3/node" if storage == "s3" else "attachments/bytes")
    path = max((one for one in place.rglob("*") if one.is_file()), key=lambda one: one.stat().st_size)
    path.chmod(0o600)
    with path.open("r+b") as stream:
        stream.seek(path.stat().st_size // 2)
        byte = stream.read(1)
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte[0] ^ 1]))


def main() -> int:
    storage, film, wanted, cuts = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="plumbline-desk-")))
        if storage == "s3":
            (folder / "s3").mkdir()
        prepared(folder, storage, stack)
        from tests.builders.desk import QIN, opened, registered_organ  # noqa: PLC0415
        from tests.builders.desk_pages import desk_of  # noqa: PLC0415

        from plumbline.apps.attachments.actions.fixity import check_turn  # noqa: PLC0415
        from plumbline.apps.attachments.queries import fixity_faults  # noqa: PLC0415
        from plumbline.apps.people.queries import login_of, person_of  # noqa: PLC0415
        from plumbline.apps.people.upload_pass import make_pass  # noqa: PLC0415
        from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415

        registered_organ()
        cookie = desk_of(QIN).cookies["sessionid"].value
        login = login_of(QIN.name)
        assert login is not None
        person = person_of(login, None, day_in_zone(server_clock()))
        after = film.stat().st_size // (cuts + 2)
        hashes = []
        for number, way in enumerate(WAYS[storage]):
            case = opened("2026-10-08 09:00", "penalty.simple", number=f"青市监简〔2026〕{number + 1}号")
            begun = time.monotonic()
            with on_the_way(way, after, cuts) as (port, proxy):
                if way == "page":
                    by_page(port, case, cookie, film)
                else:
                    by_command(port, case, make_pass(person, case, server_clock()), film)
            hash, found, size = arrived(person.account, case)
            equal = (found, size) == (wanted, film.stat().st_size)
            print(
                f"{storage}, {way}: {size >> 20} MB, {proxy.cut} cuts, "
                f"{'byte-identical' if equal else 'DIFFERENT'} in {time.monotonic() - begun:.0f} s",
                flush=True,
            )
            assert equal
            assert proxy.cut == cuts
            hashes.append(hash)
        assert check_turn(clock=server_clock).found == 0
        flipped(folder, storage)
        turn = check_turn(clock=server_clock)
        told = [(one.what, one.hashes) for one in fixity_faults()]
        print(f"{storage}: one bit flipped; {turn.read} files compared, found: {told}", flush=True)
        assert [(what, sorted(names)) for what, names in told] == [("changed", sorted(hashes))]
    return 0


if __name__ == "__main__":
    if sys.argv[1] == "make":
        print(made_film(Path(sys.argv[2]), int(sys.argv[3])))
    else:
        sys.exit(main())
