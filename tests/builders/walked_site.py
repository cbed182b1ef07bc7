"""A site that a Chromium walks through, its database put back before each example.

python -m tests.builders.walked_site [--phone] [PROCEDURE ...]     as tools/drill/browser_walks.py starts it
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.builders import chromium
from tests.builders.migrated import migrated_file


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


def main(wanted: list[str]) -> int:
    """Walks these procedures, or all of them; 1 where anything was not as it must be."""
    size = chromium.PHONE if "--phone" in wanted else chromium.DESKTOP
    wanted = [one for one in wanted if one != "--phone"]
    os.environ |= {"DJANGO_SETTINGS_MODULE": "site_under_test", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    import django  # noqa: PLC0415

    django.setup()
    from tests.builders.browser_walk import total  # noqa: PLC0415
    from tests.builders.procedure_walk import PROCEDURES  # noqa: PLC0415
    from tests.builders.strict_templates import strict  # noqa: PLC0415

    found = []
    print(f"-- {size[0]} × {size[1]} pixels", flush=True)
    with strict(), site(size) as walker:
        for procedure in wanted or PROCEDURES:
            begun = time.process_time()
            met = walker.walk(procedure)
            found.append(met)
            print(met.line(time.process_time() - begun), *met.told(), sep="\n  ", flush=True)
    print(total(found))
    return int(any(one.wrong or one.console for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
