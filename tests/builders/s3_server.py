"""A real S3 server on this machine: OpenStack Swift with s3api out of its wheel, four processes on loopback, no root.

It checks signatures and hashes, keeps versions and takes uploads in parts. Tests and drills start it and stop it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

ACCESS, SECRET = "plumbline:files", "drill-only"
BUCKET = "plumbline"
_STARTED_WITHIN = 60
_STORES = ("account", "container", "object")
_PIPELINE = (
    "catch_errors gatekeeper healthcheck listing_formats s3api tempauth copy slo dlo versioned_writes symlink"
)
_FILTERS = (
    *("catch_errors", "gatekeeper", "healthcheck", "listing_formats", "copy", "slo", "dlo", "symlink"),
    "s3api",
)


class S3Server:
    """Serves buckets at `endpoint` while the block runs; its files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ports = {name: _free_port() for name in (*_STORES, "proxy")}
        self._running: list[subprocess.Popen[bytes]] = []
        self.endpoint = f"http://127.0.0.1:{self._ports['proxy']}"

    def __enter__(self) -> S3Server:
        self._write()
        for name in (*_STORES, "proxy"):
            self._running.append(self._start(name))
        for port in self._ports.values():
            self._await(port)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for one in self._running:
            one.terminate()
        for one in self._running:
            try:
                one.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait(10)

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        program = Path(sys.executable).with_name(f"swift-{name}-server")
        command = [sys.executable, str(program), str(self._folder / f"{name}.conf")]
        quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, env=quiet)

    def _await(self, port: int) -> None:
        last = time.monotonic() + _STARTED_WITHIN
        while time.monotonic() < last:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            if any(one.poll() is not None for one in self._running):
                break
            time.sleep(0.1)
        told = "\n".join((self._folder / f"{name}.log").read_text("utf-8") for name in self._ports)
        self.__exit__(None, None, None)
        raise AssertionError(f"the S3 server does not start:\n{told}")

    def _write(self) -> None:
        (self._folder / "node" / "d1").mkdir(parents=True)
        self._conf("swift", "[swift-hash]\nswift_hash_path_suffix = drill\nswift_hash_path_prefix = drill\n")
        for name in _STORES:
            self._ring(name)
            self._conf(
                name,
                f"{self._default(name)}devices = {self._folder / 'node'}\nmount_check = false\n"
                f"[pipeline:main]\npipeline = {name}-server\n[app:{name}-server]\nuse = egg:swift#{name}\n",
            )
        filters = "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n" for name in _FILTERS)
        user = ACCESS.replace(":", "_")
        self._conf(
            "proxy",
            f"{self._default('proxy')}[pipeline:main]\npipeline = {_PIPELINE} proxy-server\n"
            "[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n"
            f"[filter:tempauth]\nuse = egg:swift#tempauth\nuser_{user} = {SECRET} .admin\n"
            f"[filter:versioned_writes]\nuse = egg:swift#versioned_writes\nallow_object_versioning = true\n{filters}",
        )

    def _default(self, name: str) -> str:
        return (
            f"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {self._ports[name]}\nworkers = 0\n"
            f"swift_dir = {self._folder}\nlog_level = ERROR\nlog_address = /nowhere\nuser =\n"
        )

    def _conf(self, name: str, text: str) -> None:
        (self._folder / f"{name}.conf").write_text(text, "utf-8")

    def _ring(self, name: str) -> None:
        builder = str(self._folder / f"{name}.builder")
        device = f"r1z1-127.0.0.1:{self._ports[name]}/d1"
        program = str(Path(sys.executable).with_name("swift-ring-builder"))
        for words in (["create", "2", "1", "0"], ["add", device, "1"], ["rebalance"]):
            done = subprocess.run(
                [sys.executable, program, builder, *words], capture_output=True, check=False
            )
            # 1 is a warning: one device alone is no safe place, which is what is wanted here
            assert done.returncode in (0, 1), done.stdout + done.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
