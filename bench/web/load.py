"""A load of requests over kept connections, and how long each answer took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One request and the status that its answer must have."""

    path: str
    body: bytes = b""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """Seconds of the whole, and of each answer."""

    whole: float
    each: list[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.each) / self.whole

    @property
    def p99(self) -> float:
        """The time in which 99 of 100 answers came."""
        return sorted(self.each)[int(len(self.each) * 0.99)]


class UnexpectedAnswerError(Exception):
    """A measured request was not answered as it should."""


def load(port: int, requests: Sequence[Request], headers: Mapping[str, str], connections: int) -> Answered:
    """Send the requests over so many connections, each taking the next one when it is free."""
    return asyncio.run(_load(port, requests, headers, connections))


async def _load(
    port: int, requests: Sequence[Request], headers: Mapping[str, str], connections: int
) -> Answered:
    waiting, times = iter(requests), []
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            begun = time.perf_counter()
            writer.write(_written(request, lines, port))
            status = await _answer(reader)
            times.append(time.perf_counter() - begun)
            if status != request.status:
                raise UnexpectedAnswerError(f"{request.path}: {status} in place of {request.status}")
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one_connection() for _ in range(connections)))
    return Answered(time.perf_counter() - begun, times)


def _written(request: Request, lines: str, port: int) -> bytes:
    method = "POST" if request.body or request.status == 302 else "GET"
    length = f"Content-Length: {len(request.body)}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    head = f"{method} {request.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}"
    return (head + (length if method == "POST" else "") + "\r\n").encode() + request.body


async def _answer(reader: asyncio.StreamReader) -> int:
    """The status of an answer that is read to its end."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.partition(b":")[2]))
            return status
    while size := int(await reader.readline(), 16):  # chunked
        await reader.readexactly(size + 2)
    await reader.readexactly(2)
    return status
