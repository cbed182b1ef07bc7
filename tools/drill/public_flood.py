"""10,000 complaint posts of one client, and what an officer's page costs meanwhile; honest posts of another go in.

python tools/drill/public_flood.py [--posts 10000] [--cases 1000]

Quiet and flooded rounds in turns, in one run: the same page of an officer, one after another. Server, flood and officer
share this machine, which makes the flood dearer for the officer than one from outside. Keeps what it printed in
docs/drills/public_flood.txt.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench" / "web"), str(ROOT)]

SITE, SPENT = import_module("server"), import_module("processor")  # the bench's server and meter
FORM = "/public/complaints/new/complaint/"
PAGES, HONEST = 40, "127.0.0.3"
GOAL = 1.2


class Client:
    """Somebody of the public at an address of their own, over one kept connection."""

    def __init__(self, port: int, address: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, 60, source_address=(address, 0))

    def form(self) -> tuple[str, str]:
        """The token of a fresh form and an organ that it offers."""
        text = self._send("GET", "")[1]
        organs = re.findall(r'<option value="([^"]+)"', text)
        token = re.search(r'name="token" value="([^"]+)"', text)
        assert token is not None
        return token[1], organs[0]

    def post(self, token: str, organ: str) -> int:
        """Status of a complaint."""
        said = {"token": token, "organ": organ, "told": "检查时没有出示执法证件"}
        return self._send("POST", urlencode(said))[0]

    def _send(self, method: str, body: str) -> tuple[int, str]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            self.connection.request(method, FORM, body or None, headers)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, OSError):  # kept open too long; a closed one opens itself
            self.connection.close()
            self.connection.request(method, FORM, body or None, headers)
            answer = self.connection.getresponse()
        return answer.status, answer.read().decode()


def flood(port: int, form: tuple[str, str], left: int, over: Any, told: Any) -> None:
    """Posts as fast as one connection allows, until told to stop or all are sent; a process of its own."""
    client, found = Client(port, "127.0.0.2"), Counter[int]()
    while left and not over.is_set():
        found[client.post(*form)] += 1
        left -= 1
    told.put((left, found))


def officer_pages(desk: Any, path: str) -> list[float]:
    """Seconds of each of some looks at the page."""
    taken = []
    for _ in range(PAGES):
        begun = time.perf_counter()
        desk.get(path)
        taken.append(time.perf_counter() - begun)
    return taken


def drill(port: int, server: int, desk: Any, path: str, posts: int) -> list[str]:
    """The rounds; what they showed."""
    honest = Client(port, HONEST)
    forms = [Client(port, "127.0.0.2").form(), honest.form()]
    time.sleep(4)  # nobody fills a form in less than three seconds
    found: Counter[int] = Counter()
    quiet: list[float] = []
    flooded: list[float] = []
    alone = both = 0.0
    officer_pages(desk, path)
    left = posts
    while left:
        before = SPENT.spent(server)
        quiet += officer_pages(desk, path)
        between = SPENT.spent(server)
        over = multiprocessing.Event()
        told: Any = multiprocessing.Queue()
        process = multiprocessing.Process(target=flood, args=(port, forms[0], left, over, told))
        process.start()
        flooded += officer_pages(desk, path)
        over.set()
        left, more = told.get()
        process.join()
        found.update(more)
        alone, both = alone + between - before, both + SPENT.spent(server) - between
    sent = honest.post(*forms[1])
    ratio = statistics.median(flooded) / statistics.median(quiet)
    return [
        f"{posts:,} posts of one client: "
        + ", ".join(f"{n:,} answered {status}" for status, n in sorted(found.items())),
        f"processor time of the server: a look {alone / len(quiet) * 1e3:.1f} ms, "
        f"a flooding post {(both - alone) / posts * 1e3:.2f} ms",
        f"an officer's page of a case, median of {len(quiet)} quiet and {len(flooded)} flooded looks: "
        f"{statistics.median(quiet) * 1e3:.1f} and {statistics.median(flooded) * 1e3:.1f} ms",
        f"ratio {ratio:.2f} (goal at most {GOAL}): {'held' if ratio <= GOAL else 'NOT HELD'}",
        f"an honest post of another client afterwards: {sent} ({'taken' if sent == 200 else 'NOT TAKEN'})",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--cases", type=int, default=1_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="plumbline-flood-") as name:
        SITE.prepare(Path(name))
        cases = import_module("large_district").fill(given.cases)  # once the framework is set up
        with SITE.serving() as (port, process):
            desk = SITE.Desk(port, "officer")
            lines = drill(port, process, desk, f"/cases/{cases.own[0]}/", given.posts)
    print("\n".join(lines))
    (ROOT / "docs" / "drills" / "public_flood.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return 0 if all("NOT" not in line for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
