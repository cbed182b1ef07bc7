"""Writes the hashed lock files from pyproject.toml, and tells whether they still belong to it.

`requirements.lock` is the product, `requirements-dev.lock` the tools around it, `requirements-node.lock` Node for a
machine that has none. They name no host, so they work with any index, an intranet mirror or a folder of wheels. Pins
already in a lock are kept unless `--upgrade` is given. The first line of each carries a hash of the dependency tables
it was made from; the check compares that, never file times.

    python tools/lock.py            write all
    python tools/lock.py --upgrade  write all with the newest versions allowed
    python tools/lock.py --check    exit 1 and say so when a lock is stale or holds what it should not
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
NODE = "requirements-node.lock"
FIRST_LINE = "# made by `make lock` from the dependency tables of pyproject.toml with SHA-256 "


def tables_hash(pyproject: str) -> str:
    """SHA-256 over what decides a lock: Python range, dependencies, groups. Comments and order of keys do not count."""
    data = tomllib.loads(pyproject)
    project = data.get("project", {})
    decisive = {
        "python": project.get("requires-python"),
        "dependencies": sorted(project.get("dependencies", [])),
        "groups": {name: sorted(map(str, rows)) for name, rows in data.get("dependency-groups", {}).items()},
    }
    return hashlib.sha256(json.dumps(decisive, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def compile_lock(output: str, *options: str) -> None:
    """Let uv write one lock, keep its existing pins, and put our first line on top."""
    path = ROOT / output
    uv = ROOT / ".venv" / "bin" / "uv"
    command = [str(uv), "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", "--no-annotate", "--output-file", output, *options]
    subprocess.run(command, cwd=ROOT, check=True)
    body = "".join(line for line in path.read_text("utf-8").splitlines(True) if not line.startswith("#"))
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    path.write_text(f"{FIRST_LINE}{tables_hash(pyproject)}\n{body}", "utf-8")


def write(upgrade: bool) -> None:
    """All locks; the second is held to the versions of the first, so that they install together."""
    more = ["--upgrade"] if upgrade else []
    compile_lock(PRODUCT, "pyproject.toml", *more)
    compile_lock(DEVELOPMENT, "--group", "dev", "--constraint", PRODUCT, *more)
    compile_lock(NODE, "--group", "node", *more)


def problems(root: Path) -> list[str]:
    """What is wrong with the locks under `root`, each with the way to mend it."""
    wanted = tables_hash((root / "pyproject.toml").read_text("utf-8"))
    found = []
    versions: dict[str, dict[str, str]] = {}
    for name in (PRODUCT, DEVELOPMENT, NODE):
        path = root / name
        if not path.exists():
            found.append(f"{name}: missing; run make lock")
            continue
        text = path.read_text("utf-8")
        first = text.partition("\n")[0]
        if first != FIRST_LINE + wanted:
            found.append(f"{name}: not made from this pyproject.toml; run make lock")
        found += [
            f"{name}:{number}: names a host; run make lock"
            for number, line in enumerate(text.splitlines(), 1)
            if "://" in line or line.startswith("--")
        ]
        versions[name] = pins(text)
        found += [f"{name}: {package} has no hash; run make lock" for package in without_hash(text)]
    found += [
        f"{DEVELOPMENT}: {package}=={version}, but {PRODUCT} has {versions[PRODUCT][package]}; run make lock"
        for package, version in versions.get(DEVELOPMENT, {}).items()
        if versions.get(PRODUCT, {}).get(package, version) != version
    ]
    return found


def pins(text: str) -> dict[str, str]:
    """Package name (with its marker) to version."""
    rows = re.finditer(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)([^\\\n]*)", text, re.MULTILINE)
    return {(row[1] + row[3].rstrip()).lower(): row[2] for row in rows}


def without_hash(text: str) -> list[str]:
    """Packages whose entry carries no SHA-256."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text.partition("\n")[2], flags=re.MULTILINE)
    return [entry.split("==")[0] for entry in entries if entry.strip() and "--hash=sha256:" not in entry]


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; exit 1 when a lock is stale")
    arguments.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    given = arguments.parse_args()
    if not given.check:
        write(given.upgrade)
        return 0
    found = problems(ROOT)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
