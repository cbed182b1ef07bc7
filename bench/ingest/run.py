"""Taking in: files. The parts of this area, each a program of its own.

python bench/ingest/run.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("upload_part.py",)


def main() -> int:
    return max(subprocess.run([sys.executable, str(HERE / part)], check=False).returncode for part in PARTS)


if __name__ == "__main__":
    sys.exit(main())
