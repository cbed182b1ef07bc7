"""A site that a Chromium walks through, its database put back before each example.

python -m tests.builders.walked_site [--size desktop|phone] [--jobs N] [PROCEDURE ...]

Hands, server and browser take turns and leave a core idle: with jobs as many processes walk at a time, each
with a site and a browser of its own; each is told its next procedure as the last one is done.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.builders import chromium
from tests.builders.migrated import migrated_file

SIZES = {"desktop": chromium.DESKTOP, "phone": chromium.PHONE}


class Kept:
    """A SQLite database as it stands, to be put back beneath the connections that servers hold open."""

    def __init__(self, copy: Path) -> None:
        self._file, self._copy = connection.settings_dict["NAME"], copy
        _copied(self._file, copy)

    def put_back(self) -> None:
        """What was written since is gone."""
        _copied(self._copy, self._file)


def _copied(source: object, to: object) -> None:
    with closing(sqlite3.connect(str(source))) as old, closing(sqlite3.connect(str(to), timeout=60)) as new:
        old.backup(new)


def walker_on(page: Page, server: str, copy: Path) -> Any:
    """A walker on a site that runs over this process's database."""
    from tests.builders.browser_walk import Walker  # noqa: PLC0415 - the settings are known only now
    from tests.builders.procedure_walk import Clock, settle_colleagues  # noqa: PLC0415

    clock = Clock()
    settings.CLOCK, settings.DIVISION = lambda: clock.now, "650105"
    settle_colleagues()
    return Walker(page, server, clock, Kept(copy).put_back, chromium.watch(page))


@contextmanager
def site(size: tuple[int, int]) -> Iterator[Any]:
    """A walker on a site of its own: a new database, a server on loopback, one browser with one page of that size."""
    with TemporaryDirectory(prefix="plumbline-walks-") as folder, sync_playwright() as playwright:
        there = Path(folder)
        shutil.copyfile(migrated_file(), there / "walks.sqlite3")
        connection.settings_dict["NAME"] = str(there / "walks.sqlite3")
        settings.DATA = there
        server = LiveServer("127.0.0.1")
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=list(chromium.FLAGS), env=dict(chromium.environment())
        )
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            reduced_motion="reduce",
        )
        context.set_default_timeout(chromium.PATIENCE)
        try:
            yield walker_on(context.new_page(), server.url, there / "kept.sqlite3")
        finally:
            browser.close()
            server.stop()


def walked(procedures: Iterable[str], size: tuple[int, int]) -> Iterator[tuple[Any, float]]:
    """What was met of each procedure, and the processor time that it took."""
    from tests.builders.strict_templates import strict  # noqa: PLC0415

    with strict(), site(size) as walker:
        for procedure in procedures:
            begun = time.process_time()
            yield walker.walk(procedure), time.process_time() - begun


def shared_out(procedures: list[str], jobs: int, size: str) -> Iterator[tuple[Any, float]]:
    """The same by several processes, the largest procedures first, as they come."""
    from tests.builders.browser_walk import Walked, packs  # noqa: PLC0415

    waiting = deque(sorted(procedures, key=lambda one: -len(packs().procedure(one).steps)))
    done: Queue[tuple[Any, float]] = Queue()
    command = [sys.executable, "-m", "tests.builders.walked_site", "--asked", "--size", size]

    def one_job() -> None:
        child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            while waiting:
                print(waiting.popleft(), file=child.stdin, flush=True)
                told, seconds = json.loads(child.stdout.readline())
                done.put((Walked(**told), seconds))
            child.stdin.close()
            child.wait(timeout=60)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)  # and its browser

    with ThreadPoolExecutor(jobs) as pool:
        at_work = [pool.submit(one_job) for _ in range(jobs)]
        for _ in procedures:
            while done.empty() and not any(one.done() and one.exception() for one in at_work):
                time.sleep(0.1)
            if done.empty():
                waiting.clear()
                break
            yield done.get()
        for one in at_work:
            one.result()


def main(given: list[str]) -> int:
    """Walks these procedures, or all of them; 1 where anything was not as it must be."""
    options = argparse.ArgumentParser()
    options.add_argument("procedures", nargs="*")
    options.add_argument("--size", choices=SIZES, help="this alone, else each")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--asked", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args(given)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "site_under_test", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    import django  # noqa: PLC0415

    django.setup()
    from tests.builders.browser_walk import total  # noqa: PLC0415
    from tests.builders.procedure_walk import PROCEDURES  # noqa: PLC0415

    if asked.asked:
        for met, seconds in walked(map(str.strip, sys.stdin), SIZES[asked.size]):
            print(json.dumps([asdict(met), seconds], default=sorted), flush=True)
        return 0
    migrated_file()  # once, before each process asks for it
    wrong = False
    for size in [asked.size] if asked.size else SIZES:
        print(f"-- {size}, {SIZES[size][0]} × {SIZES[size][1]} pixels", flush=True)
        found = []
        for met, seconds in shared_out(asked.procedures or list(PROCEDURES), asked.jobs, size):
            found.append(met)
            print(met.line(seconds), *met.told(), sep="\n  ", flush=True)
        print(total(found), flush=True)
        wrong |= any(one.wrong or one.console for one in found)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
