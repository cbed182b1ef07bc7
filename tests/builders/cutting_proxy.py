"""A connection that breaks: a plain TCP relay that cuts a sending client off after so many bytes, so many times."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType


class CuttingProxy:
    """Relays to `port` on this machine; of connections that send more than `after` bytes the first `times` are cut,
    or every second or third one where `every` says so.

    With `hold_at` the one after so many cuts gets no further until `go_on`, so that a test can do something meanwhile.
    """

    def __init__(self, port: int, *, after: int, times: int, hold_at: int = -1, every: int = 1) -> None:
        self._port, self._after, self._hold_at, self._every = port, after, hold_at, every
        self._long = 0
        self._may_pass = threading.Event()
        self.left, self.cut = times, 0
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._closed = False

    def __enter__(self) -> CuttingProxy:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._closed = True
        self.go_on()
        self._listening.close()
        for one in list(self._open):
            _close(one)

    def go_on(self) -> None:
        """Nothing is held back any more."""
        self._hold_at = -1
        self._may_pass.set()

    def _accept(self) -> None:
        while not self._closed:
            try:
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
            except OSError:
                return
            self._open |= {client, server}
            threading.Thread(target=self._relay, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._relay, args=(server, client, False), daemon=True).start()

    def _relay(self, source: socket.socket, to: socket.socket, counted: bool) -> None:
        sent = 0
        with suppress(OSError):
            while data := source.recv(1 << 16):
                to.sendall(data)
                sent += len(data)
                if not counted or sent <= self._after:
                    continue
                if self.cut == self._hold_at:
                    self._may_pass.wait(60)
                if self._may_cut():
                    break
                counted = False
        for one in (source, to):
            _close(one)
            self._open.discard(one)

    def _may_cut(self) -> bool:
        with self._lock:
            self._long += 1
            if not self.left or self._long % self._every:
                return False
            self.left, self.cut = self.left - 1, self.cut + 1
            return True


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
