"""Held-back sets that are told whole, a paper a line, by somebody who had seen nothing of the finder.

A file holds text, party and key of each. All in it is invented. Names are told by «shape; place».
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from measures.redaction.paper import Decision, Duty, Planted


def decisions(name: str) -> Iterator[Decision]:
    """Every decision of a file of this folder, in its order."""
    file = Path(__file__).with_name(name)
    with (
        lzma.open(file, "rt", encoding="utf-8")
        if file.suffix == ".xz"
        else file.open(encoding="utf-8") as lines
    ):
        for line in lines:
            told = json.loads(line)
            key = (
                Planted(
                    one["start"],
                    one["end"],
                    one["kind"],
                    Duty(one["duty"]),
                    f"{one['form']}; {one['context']}" if one["kind"] == "name" else one["form"],
                )
                for one in told["key"]
            )
            yield Decision(told["text"], tuple(key), told["party"])
