"""`plumbline portal receive` and `portal import`: the way from a portal that runs apart back to the desk, as files."""

from __future__ import annotations

import json
import os
import secrets
import signal
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click
import django

from plumbline.core.disclosure.bundle import MANIFEST, NOTE, verify
from plumbline.core.disclosure.errors import BundleBroken
from plumbline.core.disclosure.submission import (
    SUFFIX,
    new_secret,
    opened,
    public_of,
    read_box_key,
    read_secret,
)
from plumbline.core.errors import InputError, PlumblineError
from plumbline.core.ledger.note import VerifierKey, read_key
from plumbline.core.ledger.secret_key import SEED_BYTES, read_log_secret, written_log_secret
from plumbline.site.clock import day_in_zone, server_clock
from plumbline.site.commands.stopping import stop_on_signal
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language

SETTLED = 2.0
"""Seconds for which a file was left alone before it is read: it may still be on its way."""
QUARANTINE = "quarantine"


class BoxKeyFileWrong(InputError):
    """The desk's key file cannot be used."""

    zh = "密钥文件 {path} 无法使用：{problem_zh}"
    en = "the key file {path} cannot be used: {problem_en}"
    remedy_zh = "只允许本人读取（chmod 600）；没有的，用 plumbline portal desk-key 生成"
    remedy_en = "let its owner alone read it (chmod 600); make one with «plumbline portal desk-key»"


@click.command(
    "desk-key",
    help="Make the key in FILE with which the desk alone opens what a portal apart received, and print the public half "
    "for that portal.",
)
@click.argument("file", type=click.Path(path_type=Path))
def desk_key(file: Path) -> None:
    text = new_secret(secrets.token_bytes)
    _write_key(file, text)
    click.echo(public_of(read_secret(text)).text)


@click.command(
    help="Run the portal apart from the desk: serve the files of «portal export» and take complaints, suggestions, "
    "requests and ratings. Each becomes a file in --out, signed by this portal and sealed for the desk; carry the "
    "files to the desk and take them in with «portal import». It needs no database and keeps nothing in clear."
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Folder of «portal export».",
)
@click.option("--bundle-key", required=True, help="Verifier key of the bundle, as «portal key» printed it.")
@click.option("--desk-key", "desk", required=True, help="Public key of «portal desk-key».")
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    help="This portal's own signing key, of «portal receiver-key».",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the submissions.",
)
@click.option(
    "--host", "hosts", multiple=True, help="Name under which it is served; may be given several times."
)
@click.option("--proxy", "proxies", multiple=True, help="Address of a proxy of the house in front of it.")
@click.option(
    "--follow", default="", help="Address of the desk's page for receipt codes, if the public reaches it."
)
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
def receive(
    bundle: Path,
    bundle_key: str,
    desk: str,
    key: Path,
    out: Path,
    hosts: tuple[str, ...],
    proxies: tuple[str, ...],
    follow: str,
    address: str,
    port: int,
) -> int:
    origin = _check_bundle(bundle, bundle_key)
    read_box_key(desk)
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "plumbline.site.receiver.settings",
        "PLUMBLINE_DEMO": "",
        "PLUMBLINE_SECRET_KEY": os.environ.get("PLUMBLINE_SECRET_KEY") or secrets.token_urlsafe(50),
        "PLUMBLINE_HOSTS": ",".join(hosts or ("localhost", "127.0.0.1")),
        "PLUMBLINE_PROXIES": ",".join(proxies),
        "PLUMBLINE_RECEIVER_BUNDLE": str(bundle.absolute()),
        "PLUMBLINE_RECEIVER_OUT": str(out.absolute()),
        "PLUMBLINE_RECEIVER_KEY": str(key.absolute()),
        "PLUMBLINE_RECEIVER_ORIGIN": receiver_name(origin),
        "PLUMBLINE_RECEIVER_DESK_KEY": desk,
        "PLUMBLINE_RECEIVER_FOLLOW": follow,
        "PLUMBLINE_DISTRICT_NAME": _district(bundle),
    }
    return _serve(address, port, environment)


@click.command(
    "receiver-key",
    help="Make the signing key of a portal apart in FILE and print the key by which the desk knows its submissions.",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--origin", required=True, help="Name of the ledger, as in the bundle's note.")
def receiver_key(file: Path, origin: str) -> None:
    text = written_log_secret(receiver_name(origin), secrets.token_bytes(SEED_BYTES))
    _write_key(file, text)
    click.echo(read_log_secret(text).key.text)


@click.command(
    "import",
    help="Take in what a portal apart received: open every file of FOLDER, open its case with the clock from the day "
    "of receipt under the receipt code that its sender holds, and delete the file. A file that cannot be used goes to "
    "FOLDER/quarantine with the reason. Each submission is taken once, however often its file comes.",
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True), required=True, help="File of «portal desk-key»."
)
@click.option(
    "--portal-key", "portals", multiple=True, required=True, help="Key printed by «portal receiver-key»."
)
@click.option(
    "--watch",
    type=click.IntRange(1),
    help="Go on, looking again after so many seconds, until told to stop; the file in hand is finished.",
)
def import_(folder: Path, key: Path, portals: tuple[str, ...], watch: int | None) -> int:
    secret, keys = _secret(key), [read_key(one) for one in portals]
    _set_up()
    stop = stop_on_signal() if watch else threading.Event()
    while True:
        told = _take_in(folder, secret, keys, stop)
        if told or not watch:
            said = _("{taken} taken over, {again} were there already, {bad} to quarantine")
            click.echo(said.format(taken=told["taken"], again=told["again"], bad=told["bad"]))
        if not watch:
            return ExitCode.FINDINGS if told["bad"] else ExitCode.OK
        if stop.wait(watch):
            return ExitCode.OK


def receiver_name(origin: str) -> str:
    """The name under which the portal apart of a ledger signs: neither the log's key nor the bundle's signs for it."""
    return f"{origin}/receiver"


def _take_in(folder: Path, secret: bytes, keys: Sequence[VerifierKey], stop: threading.Event) -> Counter[str]:
    """How many were taken over, were there already, went to quarantine; what waits on its way is left.

    Told to stop, it ends with the file in hand: all it did is told.
    """
    told: Counter[str] = Counter()
    for file in _waiting(folder):
        if stop.is_set():
            break
        with suppress(FileNotFoundError):  # another import has taken it
            told[_take(folder, file, secret, keys)] += 1
    told.update(_take_again(folder, secret, keys))
    return told


def _take(folder: Path, file: Path, secret: bytes, keys: Sequence[VerifierKey]) -> str:
    """What became of a file."""
    data = file.read_bytes()
    told = _taken(file.name, data, secret, keys)
    if isinstance(told, PlumblineError):
        _set_apart(folder, file, told)
        return "bad"
    file.unlink(missing_ok=True)
    return told


def _taken(name: str, data: bytes, secret: bytes, keys: Sequence[VerifierKey]) -> str | PlumblineError:
    """Takes in what was sent, or notes for the desk's page why not; the page is told of both."""
    from plumbline.apps.public_portal.taking_over import take_over_sent  # noqa: PLC0415
    from plumbline.apps.public_service.actions import note_refused, note_taken  # noqa: PLC0415

    try:
        sent = opened(data, secret, keys)
        is_new = take_over_sent(sent, now=server_clock(), received_on=day_in_zone(sent.received_at))
    except PlumblineError as error:
        note_refused(name, data, error, server_clock())
        return error
    note_taken(data, server_clock())
    return "taken" if is_new else "again"


def _take_again(folder: Path, secret: bytes, keys: Sequence[VerifierKey]) -> Iterator[str]:
    """What became of each file that somebody at the desk asked to have tried again."""
    from plumbline.apps.public_service.queries import asked_again  # noqa: PLC0415

    for name, data in asked_again():
        told = _taken(name, data, secret, keys)
        if isinstance(told, PlumblineError):
            click.echo(f"{name}: {told.message(current_language())}", err=True)
            yield "bad"
            continue
        apart = folder / QUARANTINE / name
        with suppress(OSError):
            if apart.read_bytes() == data:
                apart.unlink()
                apart.with_name(f"{name}.reason.txt").unlink()
        yield told


def _waiting(folder: Path) -> Iterator[Path]:
    """The files that have come to rest, by name; those on their way wait for the next look."""
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(FileNotFoundError):
            found = file.lstat()
            if stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime >= SETTLED:
                yield file


def _set_apart(folder: Path, file: Path, error: PlumblineError) -> None:
    """Into quarantine, with the reason beside it; nothing of what was sent stands in the reason."""
    apart = folder / QUARANTINE
    apart.mkdir(mode=0o700, exist_ok=True)
    told = [f"{error.message(one)}\n{error.remedy(one) or ''}\n" for one in ("zh", "en")]
    file.rename(apart / file.name)
    (apart / f"{file.name}.reason.txt").write_text("\n".join(told), "utf-8")
    click.echo(f"{file.name}: {error.message(current_language())}", err=True)


def _write_key(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise _wrong(path, f"无法新建（{error.strerror}）", f"it cannot be made ({error.strerror})") from None
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)


def _secret(path: Path) -> bytes:
    if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise _wrong(path, "他人也能读取", "others can read it")
    return read_secret(path.read_text("utf-8"))


def _check_bundle(folder: Path, key: str) -> str:
    """The ledger's name, once every file is what was signed. Raises BundleBroken, KeyMalformed."""
    present = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()]
    try:
        note, listed = (folder / NOTE).read_text("utf-8"), (folder / MANIFEST).read_text("utf-8")
    except OSError:
        raise BundleBroken(problem_zh="没有清单或者签名", problem_en="it has no list or no note") from None
    return verify(note, listed, present, lambda path: (folder / path).read_bytes(), read_key(key)).origin


def _district(bundle: Path) -> str:
    return str(json.loads((bundle / "forms.json").read_text("utf-8"))["district"])


def _serve(address: str, port: int, environment: dict[str, str]) -> int:
    """The server as a process of its own, until it ends or is told to stop."""
    command = [
        *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", address),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws"),
        *("--log-level", "warning", "plumbline.site.receiver.wsgi:application"),
    ]
    click.echo(_("The portal apart is open at http://{address}:{port}/").format(address=address, port=port))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = subprocess.Popen(command, env=environment)
    try:
        return server.wait()
    except KeyboardInterrupt:
        return ExitCode.OK
    finally:
        server.terminate()
        server.wait()


def _wrong(path: Path, zh: str, en: str) -> BoxKeyFileWrong:
    return BoxKeyFileWrong(path=path, problem_zh=zh, problem_en=en)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
