"""A film of 300 MB over a line that is cut ten times, from a page and from the command line, on both storages.

    python tools/drill/large_evidence.py [--megabytes 300]

Real server processes (granian), a real Chromium, a real S3 server (OpenStack Swift). Each arrival is compared byte for
byte; then one bit is flipped in each storage and the check must name it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
CUTS = 10


def made_film(path: Path, megabytes: int) -> str:
    """A film of noise, so that nothing packs it; its SHA-256."""
    sys.path.insert(0, str(ROOT))
    from tests.builders.sample_files import mp4  # noqa: PLC0415 - the tests' own builder

    size = megabytes << 20
    head = mp4(data=0)
    running = hashlib.sha256()
    with path.open("wb") as stream:
        for data in _film(head, size):
            stream.write(data)
            running.update(data)
    return running.hexdigest()


def _film(head: bytes, size: int):  # type: ignore[no-untyped-def]
    yield head[:-8] + (size + 8).to_bytes(4, "big") + b"mdat"
    for _ in range(size >> 20):
        yield os.urandom(1 << 20)


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--megabytes", type=int, default=300)
    megabytes = arguments.parse_args().megabytes
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} cores; "
        f"{megabytes} MB, {CUTS} cuts each"
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="plumbline-evidence-")))
        film = folder / "scene.mp4"
        told = made_film(film, megabytes)
        worst = 0
        for storage in ("folder", "s3"):
            begun = time.monotonic()
            command = [
                sys.executable,
                "-m",
                "tests.builders.evidence_drill",
                storage,
                str(film),
                told,
                str(CUTS),
            ]
            done = subprocess.run(command, cwd=ROOT, check=False)
            print(
                f"{storage}: {'passed' if not done.returncode else 'FAILED'} in {time.monotonic() - begun:.0f} s",
                flush=True,
            )
            worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
