"""Everything on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench_site import prepare
from rounds import Ratio


def lines(folder: Path, rounds: int, records: int) -> Iterator[Ratio]:
    site = folder / "site.sqlite3"
    prepare(str(site), folder)
    from sqlite_writes import batch_lines, statement_lines, store_lines  # noqa: PLC0415 - needs the site

    yield from statement_lines(site, folder, rounds)
    yield from batch_lines(site, folder, rounds)
    yield from store_lines(rounds)
