"""The clock of the server: the only place where the time of day is asked."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from plumbline.core.clocks.civil import day_of

ZONE = ZoneInfo("Asia/Shanghai")


def server_clock() -> int:
    """Now, in microseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1000


def day_in_zone(instant: int) -> int:
    """The day in Shanghai to which an instant belongs."""
    return day_of(datetime.fromtimestamp(instant / 1_000_000, UTC).astimezone(ZONE).date())
