"""The fourth held-back set: decisions told whole, one a line, by somebody who had seen nothing of the finder.

`held_4.jsonl` holds text, party and key of each. All in it is invented. Names are told by «shape; place».
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from measures.redaction.paper import Decision, Duty, Planted

FILE = Path(__file__).with_suffix(".jsonl")


def decisions() -> Iterator[Decision]:
    """Every decision, in the order of the file."""
    with FILE.open(encoding="utf-8") as lines:
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
