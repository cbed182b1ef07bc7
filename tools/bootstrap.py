"""Makes .venv on a machine that has only Python >= 3.11: no pip, no ensurepip, no root.

Standard library only. The virtual environment is made without pip; the pinned uv wheel is read from the Python package
index (or a local wheel folder), its SHA-256 is compared with tools/uv-wheels.txt, and uv is unpacked into .venv/bin.
Everything else is installed by uv from the hashed lock files.

Environment honoured: UV_DEFAULT_INDEX, UV_INDEX_URL, PIP_INDEX_URL, PIP_CONFIG_FILE and pip's usual files (index);
UV_FIND_LINKS (folders of wheels, looked at first); HTTPS_PROXY, NO_PROXY; SSL_CERT_FILE, SSL_CERT_DIR, PIP_CERT.
"""

from __future__ import annotations

import argparse
import base64
import configparser
import hashlib
import html.parser
import io
import os
import platform
import re
import ssl
import stat
import sys
import sysconfig
import urllib.error
import urllib.parse
import urllib.request
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEELS = HERE / "uv-wheels.txt"
PUBLIC_INDEX = "https://pypi.org/simple"
WINDOWS = os.name == "nt"


class BootstrapError(Exception):
    """Setting up cannot go on; the text says why and what to do."""


class Links(html.parser.HTMLParser):
    """The links of a simple index page (PEP 503), in order."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.hrefs.append(href)


def index_url() -> str:
    """The package index in force: uv's variables, then pip's, then pip's files, then the public Python index."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        value = os.environ.get(name, "").strip()
        if value:
            # uv allows NAME=URL
            return re.sub(r"^[A-Za-z0-9_-]+=(?=[a-z]+://)", "", value).rstrip("/")
    parser = configparser.RawConfigParser()
    files = [
        Path("/etc/pip.conf"),
        Path("~/.pip/pip.conf").expanduser(),
        Path("~/.config/pip/pip.conf").expanduser(),
    ]
    if os.environ.get("PIP_CONFIG_FILE"):
        files.append(Path(os.environ["PIP_CONFIG_FILE"]))
    try:
        parser.read(files, encoding="utf-8")
    except configparser.Error:
        return PUBLIC_INDEX
    return parser.get("global", "index-url", fallback=PUBLIC_INDEX).strip().rstrip("/")


def trust() -> ssl.SSLContext:
    """The machine's certificates, or those named by SSL_CERT_FILE / PIP_CERT."""
    bundle = os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT") or None
    return ssl.create_default_context(cafile=bundle)


def read(url: str) -> bytes:
    """The bytes behind a URL; user and password inside it are sent as basic authentication."""
    parts = urllib.parse.urlsplit(url)
    headers = {"User-Agent": "plumbline-bootstrap", "Accept": "text/html"}
    if parts.username:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        url = urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), context=trust(), timeout=60
        ) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError) as error:
        raise BootstrapError(
            f"cannot read {url}: {error}\n"
            "  Check the network, or name an index that this machine reaches:\n"
            "    UV_DEFAULT_INDEX=https://…/simple make setup\n"
            "  Behind an inspecting proxy, name its certificate: SSL_CERT_FILE=/path/to/ca.pem make setup"
        ) from error


def pinned() -> dict[str, str]:
    """Wheel file name to SHA-256, from tools/uv-wheels.txt."""
    rows = (
        line.split() for line in WHEELS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    )
    return {name: digest for digest, name in rows}


def pinned_version() -> str:
    """The one uv release all pinned wheels belong to."""
    (version,) = {name.split("-")[1] for name in pinned()}
    return version


def wheel_for_this_machine(names: list[str]) -> str:
    """The pinned wheel that runs here, by operating system, processor and C library."""
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64", "i386": "i686"}.get(machine, machine)
    if sys.platform == "darwin":
        wanted = [f"macosx_.*_{'arm64' if machine == 'aarch64' else machine}"]
    elif WINDOWS:
        wanted = ["win32" if sys.maxsize < 2**32 else "win_arm64" if machine == "aarch64" else "win_amd64"]
    elif sys.maxsize < 2**32 and machine == "x86_64":
        wanted = ["manylinux.*_i686"]  # 32-bit Python on a 64-bit kernel
    elif platform.libc_ver()[0] == "glibc":
        wanted = [f"manylinux.*_{machine}", f"musllinux.*_{machine}"]
    else:
        wanted = [f"musllinux.*_{machine}", f"linux_{machine}"]
    for pattern in wanted:
        for name in names:
            if any(re.fullmatch(pattern, tag) for tag in name.removesuffix(".whl").split("-")[-1].split(".")):
                return name
    raise BootstrapError(
        f"no pinned uv wheel for {sys.platform} {machine}.\n"
        f"  Install uv {pinned_version()} yourself, put it at .venv/bin/uv and run make setup again."
    )


def uv_wheel() -> bytes:
    """The bytes of the pinned wheel for this machine, checked against the pinned SHA-256."""
    table = pinned()
    name = wheel_for_this_machine(sorted(table))
    data = local_wheel(name)
    if data is None:
        page_url = f"{index_url()}/uv/"
        page = Links()
        page.feed(read(page_url).decode("utf-8", "replace"))
        links = [urllib.parse.urljoin(page_url, href) for href in page.hrefs]
        found = [
            link
            for link in links
            if urllib.parse.unquote(urllib.parse.urlsplit(link).path).endswith("/" + name)
        ]
        if not found:
            raise BootstrapError(
                f"the index in force does not carry {name}: mirror it, or put it into UV_FIND_LINKS"
            )
        print(f"fetching {name}", flush=True)
        data = read(urllib.parse.urldefrag(found[0]).url)
    digest = hashlib.sha256(data).hexdigest()
    if digest != table[name]:
        raise BootstrapError(
            f"{name} has SHA-256 {digest}, pinned is {table[name]}: not installed; ask who runs the index"
        )
    return data


def local_wheel(name: str) -> bytes | None:
    """The wheel from a folder of UV_FIND_LINKS, if one has it."""
    for folder in re.split(r"[\s,]+", os.environ.get("UV_FIND_LINKS", "")):
        path = Path(folder.removeprefix("file://")) / name
        if folder and path.is_file():
            return path.read_bytes()
    return None


def put_uv(wheel: bytes, folder: Path) -> None:
    """Unpack the uv program from its wheel into the environment's folder of programs."""
    program = "uv.exe" if WINDOWS else "uv"
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        (member,) = [name for name in archive.namelist() if name.endswith(f".data/scripts/{program}")]
        target = folder / program
        target.unlink(missing_ok=True)
        target.write_bytes(archive.read(member))
        target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def make_environment(folder: Path) -> None:
    """The virtual environment, without pip, and uv in it. Running it again keeps what fits."""
    programs = folder / ("Scripts" if WINDOWS else "bin")
    stamp = programs / ".uv-version"
    if not (programs / ("python.exe" if WINDOWS else "python")).exists():
        venv.EnvBuilder(with_pip=False, symlinks=not WINDOWS).create(folder)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != pinned_version():
        put_uv(uv_wheel(), programs)
        stamp.write_text(pinned_version(), encoding="utf-8")


def pin(version: str) -> None:
    """Print the table of tools/uv-wheels.txt for a release, from the hashes the index states."""
    page = Links()
    page.feed(read(f"{index_url()}/uv/").decode("utf-8", "replace"))
    for line in WHEELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            print(line)
    for href in page.hrefs:
        parts = urllib.parse.urlsplit(href)
        name = urllib.parse.unquote(parts.path.rpartition("/")[2])
        if (
            name.startswith(f"uv-{version}-")
            and name.endswith(".whl")
            and parts.fragment.startswith("sha256=")
        ):
            print(parts.fragment.removeprefix("sha256="), name)


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=HERE.parent / ".venv")
    arguments.add_argument(
        "--pin", metavar="VERSION", help="print the wheel table for a release of uv and stop"
    )
    arguments.add_argument(
        "--print-index", action="store_true", help="print a non-default index URL, if one is set"
    )
    given = arguments.parse_args()
    if sys.version_info < (3, 11) or sysconfig.get_config_var("Py_GIL_DISABLED"):
        print("error: Python 3.11 or newer (with the usual GIL build) is needed", file=sys.stderr)
        return 2
    try:
        if given.pin:
            pin(given.pin)
        elif given.print_index:
            print("" if index_url() == PUBLIC_INDEX else index_url())
        else:
            make_environment(given.folder)
    except BootstrapError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
