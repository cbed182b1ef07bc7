"""A flood of posts is refused before a request is made of it; whoever posts as a person does comes through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from tests.builders.history import instant

from plumbline.apps.public_service.gate import POSTS
from plumbline.site.behind_proxy import BehindProxy
from plumbline.site.flood_gate import FloodGate

FORM = "/public/complaints/new/complaint/"
MOST = 40


class Door:
    """The gate before a site that answers 200 and counts what reached it."""

    def __init__(self) -> None:
        self.now, self.reached, self.told = instant("2026-10-12 09:00"), 0, b""
        self.gate: BehindProxy | FloodGate = FloodGate(self._site, lambda: self.now)

    def _site(self, _environ: Any, start_response: Any) -> Iterable[bytes]:
        self.reached += 1
        start_response("200 OK", [])
        return [b"taken"]

    def ask(self, path: str = FORM, method: str = "POST", address: str = "10.9.8.7", **more: str) -> str:
        environ: dict[str, Any] = {
            "PATH_INFO": path,
            "REQUEST_METHOD": method,
            "REMOTE_ADDR": address,
            **more,
        }
        setup_testing_defaults(environ)
        seen: list[str] = []
        self.told = b"".join(self.gate(environ, lambda status, _headers, *_: seen.append(status[:3])))  # type: ignore[arg-type, return-value]
        return seen[0]


@pytest.fixture
def door() -> Door:
    POSTS.forget()
    return Door()


def test_ten_thousand_posts_of_one_network_reach_the_site_as_often_as_a_person_posts(door: Door) -> None:
    found = [door.ask() for _ in range(10_000)]
    assert found == ["200"] * MOST + ["429"] * (10_000 - MOST)
    assert door.reached == MOST
    assert "十分钟" in door.told.decode()
    assert door.ask("/public/en/complaints/new/complaint/") == "429"
    assert b"ten minutes" in door.told
    assert door.ask(address="10.1.2.3") == "200", "an honest post of another network"
    assert door.ask(method="GET") == "200", "reading is no flood"
    assert door.ask("/login/") == "200", "the desk has limits of its own"
    door.now += 10 * 60_000_000
    assert door.ask() == "200", "ten minutes later"


def test_a_subscriber_of_ipv6_is_one_network_and_so_is_a_client_behind_a_proxy_of_the_house(
    door: Door,
) -> None:
    for place in range(MOST):
        door.ask(address=f"2001:db8:0:7::{place:x}")
    assert door.ask(address="2001:db8:0:7:ffff::1") == "429"
    assert door.ask(address="2001:db8:0:8::1") == "200"
    door.gate = BehindProxy(door.gate, lambda: ["10.0.0.1"])
    for _ in range(MOST):
        door.ask(address="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 198.51.100.1")
    assert door.ask(address="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1") == "429"
    assert door.ask(address="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.2") == "200"
    assert door.ask(address="10.0.0.9", HTTP_X_FORWARDED_FOR="198.51.100.1") == "200", "anybody may say so"
