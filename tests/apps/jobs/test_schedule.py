from datetime import UTC, datetime, time

import pytest

from plumbline.apps.jobs.schedule import Daily, Every, instant_of


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1_000_000)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (
            utc(2026, 3, 1, 18, 30),
            utc(2026, 3, 1, 18, 30),
        ),  # 02:30 on the 2nd in Shanghai, to the microsecond
        (utc(2026, 3, 1, 18, 30) - 1, utc(2026, 2, 28, 18, 30)),
        (utc(2026, 3, 2, 10, 0), utc(2026, 3, 1, 18, 30)),
        (utc(2026, 1, 1, 0, 0), utc(2025, 12, 31, 18, 30)),
    ],
)
def test_daily_at_a_time_of_shanghai(now: int, due: int) -> None:
    assert Daily(time(2, 30)).last_due(now) == due


@pytest.mark.parametrize(
    ("minutes", "now", "due"),
    [
        (15, utc(2026, 3, 1, 10, 14, 59), utc(2026, 3, 1, 10, 0)),
        (15, utc(2026, 3, 1, 10, 15), utc(2026, 3, 1, 10, 15)),
        (360, utc(2026, 3, 1, 16, 0), utc(2026, 3, 1, 16, 0)),  # midnight in Shanghai
        (360, utc(2026, 3, 1, 15, 59), utc(2026, 3, 1, 10, 0)),
    ],
)
def test_every_n_minutes_from_midnight(minutes: int, now: int, due: int) -> None:
    assert Every(minutes).last_due(now) == due


def test_every_no_minutes_is_refused() -> None:
    with pytest.raises(ValueError):
        Every(0)


def test_a_local_time_is_an_instant() -> None:
    assert instant_of(datetime(2026, 3, 2, 9, 0)) == utc(2026, 3, 2, 1, 0)  # noqa: DTZ001
