"""What a proxy of the house says of a request is believed, and nobody else is."""

from __future__ import annotations

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from plumbline.site.behind_proxy import BehindProxy

PROXY, FURTHER, CLIENT = "10.0.0.1", "10.0.0.2", "198.51.100.7"


def seen(address: str, **headers: str) -> tuple[str, str]:
    """Scheme and address as the site sees them."""
    environ: dict[str, Any] = {"REMOTE_ADDR": address}
    setup_testing_defaults(environ)
    environ |= {f"HTTP_X_FORWARDED_{name}": value for name, value in headers.items()}
    found: list[tuple[str, str]] = []

    def site(given: Any, _start: Any) -> list[bytes]:
        found.append((given["wsgi.url_scheme"], given["REMOTE_ADDR"]))
        return []

    BehindProxy(site, lambda: (PROXY, FURTHER))(environ, lambda *_given: None)  # type: ignore[arg-type, return-value]
    return found[0]


@pytest.mark.parametrize(
    ("address", "headers", "wanted"),
    [
        (PROXY, {"PROTO": "https", "FOR": CLIENT}, ("https", CLIENT)),
        (CLIENT, {"PROTO": "https", "FOR": "10.1.1.1"}, ("http", CLIENT)),  # says so itself
        (PROXY, {"PROTO": "https", "FOR": f"10.1.1.1, {CLIENT}"}, ("https", CLIENT)),  # sent a list along
        (PROXY, {"PROTO": "https", "FOR": f"{CLIENT}, {FURTHER}"}, ("https", CLIENT)),  # two proxies
        (PROXY, {"PROTO": "gopher"}, ("http", PROXY)),
        (PROXY, {}, ("http", PROXY)),  # the house's own check of health
    ],
)
def test_the_client_takes_the_proxys_place(address, headers, wanted) -> None:
    assert seen(address, **headers) == wanted
