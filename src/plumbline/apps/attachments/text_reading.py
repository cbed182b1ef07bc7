"""What of a file is searched: read by a process of its own that is ended when it takes too long or says too much."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread, Timer
from typing import Final, Literal

SECONDS = 20
"""Processor time for one file; three times that by the clock, on a machine that has other things to do."""
_MOST_SAID = 8 * 1024 * 1024
"""Bytes of an answer: the reader's own limit of characters, written as JSON, with room to spare."""
_READER: Final = "plumbline.apps.attachments.text_reader"

Reading = Literal["", "made", "read", "part", "scan", "unreadable"]
"""How far a file is searched: it waits; its text is known from elsewhere; all of it, a part of it (some pages are
pictures, or it is longer than is read); nothing, because it is a scan; nothing, because it could not be read within
the limits.
"""


@dataclass(frozen=True, slots=True)
class TextRead:
    """The text of a file, and how much of it that is."""

    reading: Reading
    text: str = ""

    @property
    def written(self) -> bytes:
        """As it is kept beside the bytes of the file; not packed, so that a search for traces of it finds it."""
        return json.dumps([self.reading, self.text], ensure_ascii=False).encode()

    @classmethod
    def kept(cls, written: bytes) -> TextRead:
        """What was kept."""
        reading, text = json.loads(written)
        return cls(reading, text)


def read_text(data: bytes, suffix: str, seconds: int = SECONDS) -> TextRead:
    """The text of a PDF, Word, Excel or text file; whatever goes wrong with it is `unreadable`."""
    try:
        told = json.loads(_said(data, suffix, seconds))
        text, scans, whole = str(told["text"]), int(told["scans"]), bool(told["whole"])
    except (ValueError, KeyError, TypeError):
        return TextRead("unreadable")
    if not text.strip():
        return TextRead("scan" if scans else "read")
    return TextRead("read" if whole and not scans else "part", text)


def _said(data: bytes, suffix: str, seconds: int) -> bytes:
    """What the reader answers; nothing where it was ended or failed. Its environment is empty: it knows no secret."""
    command = [sys.executable, "-I", "-m", _READER, suffix, str(seconds)]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env={}) as child:
        too_long = Timer(3 * seconds, child.kill)
        feeding = Thread(target=_feed, args=(child, data), daemon=True)
        too_long.start()
        feeding.start()
        answer = child.stdout.read(_MOST_SAID + 1) if child.stdout else b""
        if len(answer) > _MOST_SAID:
            child.kill()
        child.wait()
        too_long.cancel()
        feeding.join()
    return answer if child.returncode == 0 and len(answer) <= _MOST_SAID else b""


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    with suppress(BrokenPipeError):
        if child.stdin is not None:
            child.stdin.write(data)
            child.stdin.close()
