"""How a command that goes on is told to stop: what it has in hand is finished first."""

from __future__ import annotations

import signal
import threading


def stop_on_signal() -> threading.Event:
    """Set once the process is told to stop, by Ctrl-C or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: stop.set())
    return stop
