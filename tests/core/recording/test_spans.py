"""Recordings over several acts: what of a span is open, whichever act carries which file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plumbline.core.facts.case import fold
from plumbline.core.facts.record import Record, Recording
from plumbline.core.recording.spans import Asked, open_parts, owed_at_end

MINUTE = 60_000_000
DAY = 20_000
ZERO = DAY * 86_400_000_000


def act(id: str, step: str, start: int, end: int, *films: tuple[int, int], precise: bool = True) -> Record:
    """An act from minute to minute, with films from minute to minute."""
    recordings = tuple(Recording("audio_video", ZERO + a * MINUTE, ZERO + b * MINUTE) for a, b in films)
    begun, ended = ZERO + start * MINUTE, ZERO + end * MINUTE
    return Record(id, step, int(id), DAY, begun, precise, DAY, ended, precise, ended, recordings=recordings)


def left(*acts: Record) -> list[tuple[int, int]] | None:
    """Minutes that are open between the first act and the last."""
    span = Asked(acts[0], acts[-1], "audio_video", "2026.1", "JL001", "到场", "离开", "leave")
    found = open_parts(span, fold("c", acts, ZERO * 2))
    return found and [((a - ZERO) // MINUTE, (b - ZERO) // MINUTE) for a, b in found]


@pytest.mark.parametrize(
    ("films", "expected"),
    [
        (([(0, 30)], [], []), []),
        (([], [], [(0, 30)]), []),
        (([(0, 10)], [(10, 20)], [(20, 30)]), []),
        (([(0, 10)], [(12, 20)], [(20, 30)]), [(10, 12)]),
        (([(2, 10)], [], [(10, 28)]), [(0, 2), (28, 30)]),
        (([], [], []), None),
        (([(40, 50)], [], []), None),
    ],
)
def test_what_is_open_is_told_to_the_minute_wherever_the_files_hang(films, expected) -> None:
    first, second, third = films
    acts = (
        act("1", "arrive", 0, 5, *first),
        act("2", "look", 9, 12, *second),
        act("3", "leave", 25, 30, *third),
    )
    assert left(*acts) == expected


def test_a_recording_without_times_lies_over_its_own_act_and_a_day_alone_asks_for_no_more() -> None:
    arrive, leave = act("1", "arrive", 0, 5), act("3", "leave", 25, 30)
    untimed = replace(arrive, recordings=(Recording("audio_video"),))
    assert left(untimed, leave) == [(5, 30)]
    by_day = replace(untimed, precise=False, end_precise=False)
    assert left(by_day, leave) == []


def test_the_act_that_ends_a_span_is_told_what_is_open_of_it() -> None:
    arrive = act("1", "arrive", 0, 5, (0, 20))
    span = Asked(arrive, None, "audio_video", "2026.1", "JL001", "到场", "离开", "leave")
    case = fold("c", [arrive], ZERO * 2)
    assert open_parts(span, case) == [], "it is not over"
    told = owed_at_end(span, case, act("3", "leave", 25, 30))
    assert told is not None
    assert "600 秒没有记录" in told.zh
    assert owed_at_end(span, case, act("3", "leave", 25, 30, (20, 30))) is None
