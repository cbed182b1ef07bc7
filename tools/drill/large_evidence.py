"""A film of 300 MB over a line that is cut ten times, from a page and from the command line, on both storages.

    python tools/drill/large_evidence.py [--megabytes 300]

Real server processes (granian), a real Chromium, a real S3 server (OpenStack Swift). Each arrival is compared byte for
byte; then one bit is flipped in each storage and the check must name it.
"""

from __future__ import annotations

import argparse
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
        program = [sys.executable, "-m", "tests.builders.evidence_drill"]
        made = subprocess.run(
            [*program, "make", str(film), str(megabytes)],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        worst = 0
        for storage in ("folder", "s3"):
            begun = time.monotonic()
            command = [*program, storage, str(film), made.stdout.strip(), str(CUTS)]
            done = subprocess.run(command, cwd=ROOT, check=False)
            print(
                f"{storage}: {'passed' if not done.returncode else 'FAILED'} in {time.monotonic() - begun:.0f} s",
                flush=True,
            )
            worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
