"""Everything on PostgreSQL: a server of its own with fsync on, started as the tests start theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench_site import ROOT, prepare
from rounds import Ratio


def lines(folder: Path, rounds: int, records: int) -> Iterator[Ratio]:
    import sys  # noqa: PLC0415

    sys.path.insert(0, str(ROOT / "tools"))
    from with_postgres import server  # noqa: PLC0415 - lies among the tools

    folder.chmod(0o755)
    with server({"fsync": "on", "full_page_writes": "on", "autovacuum": "on"}) as address:
        prepare(address, folder)
        from postgresql_writes import lag_line, request_lines, sealer_line  # noqa: PLC0415 - needs the site

        yield from request_lines(address, rounds)
        yield from sealer_line(rounds)
        yield from lag_line()
