"""Rounds of file reviews that the public is shown, and the bytes of what is published of a draw."""

from __future__ import annotations

import json

from plumbline.apps.supervision.rounds import every_round, round_of
from plumbline.core.oversight.draw import Bundle, written
from plumbline.core.oversight.file_review import Round
from plumbline.core.oversight.review_errors import RoundUnknown


def shown_rounds() -> list[Round]:
    """The rounds that the public is shown, the newest first."""
    return [one for one in every_round() if one.shown_at is not None]


def shown_round(round_id: str) -> Round:
    """A round that the public is shown. Raises RoundUnknown for any other."""
    made = round_of(round_id)
    if made.shown_at is None:
        raise RoundUnknown(named=round_id)
    return made


def bundle_bytes(made: Round, bundle: Bundle) -> bytes:
    """What is published of the draw of a round, for `plumbline draw verify`."""
    text = json.dumps(written(bundle) | {"round": made.title}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()
