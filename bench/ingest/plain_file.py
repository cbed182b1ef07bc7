"""The peer of the first range: one file by parts, without anything that a desk asks."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

BLOCK = 1 << 18


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    path = os.environ["PLAIN_FILE"]
    size = os.path.getsize(path)  # noqa: PTH202 - as plain as it can be
    asked = re.fullmatch(r"bytes=(\d+)-(\d+)", environ.get("HTTP_RANGE", ""))
    first, last = (int(asked[1]), min(int(asked[2]), size - 1)) if asked else (0, size - 1)
    headers = [("Content-Type", "video/mp4"), ("Content-Length", str(last - first + 1))]
    start("206 Partial Content", [*headers, ("Content-Range", f"bytes {first}-{last}/{size}")])
    return _blocks(path, first, last + 1)


def _blocks(path: str, first: int, end: int) -> Iterable[bytes]:
    with open(path, "rb") as stream:  # noqa: PTH123
        stream.seek(first)
        while first < end and (block := stream.read(min(BLOCK, end - first))):
            first += len(block)
            yield block
