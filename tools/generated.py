"""Writes every generated file again, or tells which have drifted from what they are generated from.

One list, `ENTRIES`: an output and the function that makes it. The function takes no argument and returns text or bytes
for a file, or a mapping of relative path to text or bytes for a folder. A folder belongs to its generator alone: a file
in it that the generator did not make is drift too. What is made holds no time of day: same input, same bytes.

    python tools/generated.py          write
    python tools/generated.py --check  exit 1 and name what differs
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Entry:
    """`output` is a path from the root, a folder when it ends in /; `maker` is `module:function`."""

    output: str
    maker: str


ENTRIES: tuple[Entry, ...] = (
    Entry("packs/schema/", "generate_packs:schema_files"),
    Entry("docs/reference/procedures/", "generate_packs:procedure_pages"),
    Entry("docs/reference/exchange-layouts.md", "generate_packs:layouts_page"),
    Entry("docs/reference/law-coverage.md", "generate_packs:coverage_page"),
    Entry("docs/reference/district-year.md", "district_year:page"),
)


def made(entry: Entry) -> dict[Path, bytes]:
    """What one entry's files should hold."""
    module, _, function = entry.maker.partition(":")
    result = getattr(importlib.import_module(module), function)()
    if not isinstance(result, Mapping):
        return {ROOT / entry.output: _bytes(result)}
    return {ROOT / entry.output / name: _bytes(content) for name, content in result.items()}


def _bytes(content: str | bytes) -> bytes:
    return content.encode("utf-8") if isinstance(content, str) else content


def strangers(entry: Entry, wanted: dict[Path, bytes]) -> list[Path]:
    """Files in a generated folder that no generator made."""
    folder = ROOT / entry.output
    if not entry.output.endswith("/") or not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file() and path not in wanted)


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    check = arguments.parse_args().check
    found = []
    for entry in ENTRIES:
        wanted = made(entry)
        for path in strangers(entry, wanted):
            found.append(f"{path.relative_to(ROOT)}: not made by {entry.maker}")
            if not check:
                path.unlink()
        for path, content in wanted.items():
            if path.is_file() and path.read_bytes() == content:
                continue
            found.append(f"{path.relative_to(ROOT)}: differs from what {entry.maker} makes")
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    for line in found:
        print(f"{line}; run make generated" if check else f"written: {line.partition(':')[0]}")
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
