"""Pages and acts in one process over the site's own handler, in turns with the plain ones: processor time alone.

    python bench/web/run.py --cases 10000 --folder /somewhere --fill
    python bench/web/one_process.py --folder /somewhere --rounds 40 --only act

No server and no load are in it, and whoever else works changes it little. An act is its POST alone.
"""

from __future__ import annotations

import argparse
import io
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from run import INVESTIGATION, ROWS, kept, pieces
from server import prepare

EACH, WARM = 4, 80
"""Requests of a kind in a round, and before the first one."""


class Desk:
    """Somebody signed in, in this process."""

    def __init__(self, role: str) -> None:
        from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 - once the framework is set up

        self.handler, self.cookies = WSGIHandler(), dict[str, str]()
        text, _took = self.ask("GET", "/login/")
        self.ask(
            "POST", "/own/role/", {"csrfmiddlewaretoken": hidden(text, "csrfmiddlewaretoken"), "role": role}
        )

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[str, float]:
        """What is answered, and how much processor time it took."""
        address, _, question = path.partition("?")
        body = urlencode(form or {}).encode()
        asked: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(address),
            "QUERY_STRING": question,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        told: list[tuple[str, list[tuple[str, str]]]] = []
        begun = time.process_time()
        answer = self.handler(asked, lambda status, headers, *_: told.append((status, headers)))
        text = b"".join(answer)
        took = time.process_time() - begun
        answer.close()
        status, headers = told[0]
        if status[:3] not in ("200", "302"):
            raise RuntimeError(f"{method} {path}: {status}")
        for name, value in headers:
            if name.lower() == "set-cookie":
                key, _, said = value.partition(";")[0].partition("=")
                self.cookies[key] = said
        return text.decode(), took


def hidden(text: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    if found is None:
        raise RuntimeError(f"the page has no field {name}")
    return found.group(1)


def kinds(desk: Desk, own: list[str]) -> dict[str, tuple[str, Callable[[int], float]]]:
    """What is asked for by name: what it is compared with, and the asking of the n-th."""
    words = pieces()

    def page(path: Callable[[int], str]) -> Callable[[int], float]:
        return lambda n: desk.ask("GET", path(n))[1]

    def act(n: int) -> float:
        path = f"/cases/{own[n % len(own)]}/act/investigate/"
        text, _took = desk.ask("GET", path)
        now = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 8 * 3600 - 120))
        form = {name: hidden(text, name) for name in ("csrfmiddlewaretoken", "seen")}
        return desk.ask("POST", path, {**form, "at": now, **INVESTIGATION})[1]

    return {
        "plain": ("plain", page(lambda n: f"/plain/{n % ROWS + 1}/")),
        "write": ("write", lambda _n: desk.ask("POST", "/plain/write/", {"x": "1"})[1]),
        "case page": ("plain", page(lambda n: f"/cases/{own[n % len(own)]}/")),
        "my work": ("plain", page(lambda _n: "/my-work/?tab=open")),
        "list of cases": ("plain", page(lambda _n: "/cases/?tab=open")),
        "search": ("plain", page(lambda n: f"/cases/?q={quote(words[n % len(words)])}")),
        "act": ("write", act),
    }


def lines(wanted: dict[str, tuple[str, Callable[[int], float]]], rounds: int) -> Iterator[str]:
    """A line for each kind: milliseconds and the plain one's share, by the median and by the least."""
    turns = {name: iter(range(1_000_000)) for name in wanted}
    for name, (_than, ask) in wanted.items():
        for _ in range(WARM if name != "search" else 2):
            ask(next(turns[name]))
    took: dict[str, list[float]] = {name: [] for name in wanted}
    for _ in range(rounds):
        for name, (_than, ask) in wanted.items():
            took[name] += [ask(next(turns[name])) for _ in range(EACH)]
    for name, (than, _ask) in wanted.items():
        middle, least = (f(took[name]) * 1e3 for f in (statistics.median, min))
        bare, barest = (f(took[than]) * 1e3 for f in (statistics.median, min))
        yield f"| {name} | {middle:.2f} ms, {bare / middle:.2f} | {least:.2f} ms, {barest / least:.2f} |"


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--folder", type=Path, required=True, help="a district that run.py filled")
    arguments.add_argument("--rounds", type=int, default=40)
    arguments.add_argument("--only", nargs="+", default=("case page", "my work", "list of cases", "search"))
    given = arguments.parse_args()
    prepare(given.folder)
    cases = kept(given.folder)
    if cases is None:
        raise SystemExit(f"{given.folder}: nothing was filled there")
    known = kinds(Desk("officer"), cases.own)
    names = {*given.only, *(known[one][0] for one in given.only)}
    print("| what | median, share | least, share |\n|---|---|---|")
    print("\n".join(lines({name: one for name, one in known.items() if name in names}, given.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
