"""Fetches the packages of package-lock.json and builds from them: the static files, and the table of ordinary words.

Node comes from PATH when it is 18 or newer and has npm beside it; else from a wheel of the Python package index, hashed
in requirements-node.lock. No install script of any package is run.

    python tools/frontend.py build  packages of the product, then frontend/build.mjs
    python tools/frontend.py words  packages of the product, then the table of words (tools/ordinary_words.py)
    python tools/frontend.py tests  what browser tests need besides: axe, and a browser where the machine has none

With PLUMBLINE_PACKAGES=tests building installs what the tests need as well, so that it is done once.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import ordinary_words

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = 18
NODE_LOCK = "requirements-node.lock"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACKED = ROOT / "node_modules" / ".browser"
STAMP = ROOT / "node_modules" / ".plumbline"


class FrontendError(Exception):
    """Building cannot go on; the text says why and what to do."""


def node_on_path() -> list[str] | None:
    """The commands of Node and npm found on PATH, None when either is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or os.environ.get("PLUMBLINE_NODE") == "wheel":
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", said.stdout)
    return [node, npm] if said.returncode == 0 and version and int(version[1]) >= OLDEST_NODE else None


def node_from_wheel() -> list[str]:
    """The commands of Node and npm in .venv, installed from the hashed lock when they are not there yet."""
    programs = ROOT / ".venv" / "bin"
    node, npm = programs / "node", programs / "npm"
    if not npm.exists():
        print("no Node 18 or newer here: taking one from the Python package index", flush=True)
        command = [str(programs / "uv"), "pip", "install", "--quiet", "--python", str(programs / "python")]
        subprocess.run([*command, "--no-deps", "--require-hashes", "-r", NODE_LOCK], cwd=ROOT, check=True)
    return [str(node), str(npm)]


def installed() -> str:
    """What the last installation left: hash of the lock and the kind, «» when there was none."""
    return STAMP.read_text("utf-8") if STAMP.exists() else ""


def install(npm: str, environment: dict[str, str], kind: str) -> None:
    """Packages exactly as locked; nothing to do when those of this lock, or more than asked, are there."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    enough = {"product": ("product", "tests"), "tests": ("tests",)}[kind]
    if installed() in {f"{lock} {name}" for name in enough}:
        return
    command = [npm, "ci", "--loglevel=error", "--no-progress"]
    if kind == "product":
        command += ["--omit=dev"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FrontendError(
            f"npm ci failed:\n{(done.stdout + done.stderr).strip()}\n"
            "  Check the network; npm_config_registry=https://… names another registry of npm packages"
        )
    STAMP.write_text(f"{lock} {kind}", "utf-8")


def unpack_browser(node: str, environment: dict[str, str]) -> None:
    """The browser of the npm package, with the libraries it brings, where the machine has no Chromium of its own."""
    named = os.environ.get("CHROMIUM") or os.environ.get("PLUMBLINE_CHROMIUM")
    if named or any(map(shutil.which, BROWSERS)) or (UNPACKED / "chromium").exists():
        return
    UNPACKED.mkdir(parents=True, exist_ok=True)
    # It unpacks into the folder for temporary files, and its libraries only where it thinks itself in a cloud function.
    told = {**environment, "TMPDIR": str(UNPACKED), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
    script = "import('@sparticuz/chromium').then((one) => one.default.executablePath())"
    subprocess.run([node, "--eval", script], cwd=ROOT, env=told, check=True)


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("what", choices=("build", "words", "tests"))
    what = arguments.parse_args().what
    try:
        node, npm = node_on_path() or node_from_wheel()
        environment = {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        tests_too = what == "tests" or os.environ.get("PLUMBLINE_PACKAGES") == "tests"
        install(npm, environment, "tests" if tests_too else "product")
        if what == "build":
            subprocess.run([node, "frontend/build.mjs"], cwd=ROOT, env=environment, check=True)
        elif what == "words":
            ordinary_words.write()
        else:
            unpack_browser(node, environment)
    except (FrontendError, subprocess.CalledProcessError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
