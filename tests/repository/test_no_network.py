"""The block itself: tests cannot leave this machine, and can still talk to a server they run."""

import socket
import urllib.error
import urllib.request

import pytest

OUTSIDE = "192.0.2.1"  # reserved for documentation, never routed


def test_connecting_outside_is_refused() -> None:
    with socket.socket() as outgoing, pytest.raises(AssertionError, match=OUTSIDE):
        outgoing.connect((OUTSIDE, 80))


def test_connect_ex_outside_is_refused() -> None:
    with socket.socket() as outgoing, pytest.raises(AssertionError, match=OUTSIDE):
        outgoing.connect_ex((OUTSIDE, 80))


def test_sending_outside_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outgoing, pytest.raises(AssertionError, match=OUTSIDE):
        outgoing.sendto(b"x", (OUTSIDE, 53))


def test_resolving_a_name_is_refused() -> None:
    with pytest.raises((AssertionError, urllib.error.URLError), match=r"example\.org"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_loopback_works() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname()[:2], timeout=5) as outgoing:
        outgoing.sendall(b"x")
        accepted, _ = server.accept()
        with accepted:
            assert accepted.recv(1) == b"x"
