"""`plumbline serve`: the desk on this machine, with the processes it needs beside it; `--demo` fills it first."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import click

from plumbline.core.errors import InputError
from plumbline.site.language import _
from plumbline.site.terminal import progress

LOOPBACK = "127.0.0.1"
_BETWEEN_SCANS = 7 * 86_400_000_000
_DAY = 86_400_000_000


class DemoElsewhere(InputError):
    """The demo on an address that others can reach."""

    zh = "演示只在本机提供服务，不能使用地址 {address}"
    en = "the demo serves this machine alone, not {address}"
    remedy_zh = "去掉 --address，或者用正式配置启动：去掉 --demo"
    remedy_en = "leave --address out, or start a real site without --demo"


class PortTaken(InputError):
    """Another program answers there: the server would share the port, and each would get some of the requests."""

    zh = "{address} 的端口 {port} 不能使用：{problem}"
    en = "port {port} of {address} cannot be used: {problem}"
    remedy_zh = "停止占用该端口的程序（可能是先前启动、仍在运行的本系统），或者用 --port 换一个端口"
    remedy_en = "stop the program that holds it (an earlier start of this one, perhaps), or choose another with --port"


_PATIENCE: Final = 10.0
_OF_DEMO: Final = 1.0
"""Seconds that a job in hand has when the server stops. The closed year of the demo takes minutes and goes on later."""


@click.command(
    help="Serve the desk, with the sealing process and a worker beside it, until stopped (Ctrl-C). With --demo a "
    "fictional district is made first: people, cases dated relative to today, a ledger that says demo; it serves this "
    "machine alone."
)
@click.option("--demo", is_flag=True, help="Make and serve the fictional district.")
@click.option("--address", default=LOOPBACK, show_default=True, help="Address to serve on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--cases", type=click.IntRange(1), default=160, show_default=True, help="Cases of the demo.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var/desk"),
    show_default=True,
    help="Folder of the demo's database, key and files.",
)
@click.option(
    "--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes that answer pages."
)
@click.option(
    "--pages-alone",
    is_flag=True,
    help="Without the sealing process and the worker, which then run as services of their own.",
)
@click.option("--seconds", type=click.IntRange(1), help="Stop after this time.")
def serve(
    demo: bool, address: str, port: int, cases: int, data: Path,
    workers: int, pages_alone: bool, seconds: int | None,
) -> int:  # fmt: skip
    if demo and address != LOOPBACK:
        raise DemoElsewhere(address=address)
    _check_port(address, port)
    if demo:
        _demo_environment(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    import django  # noqa: PLC0415 - the framework reads settings when it is imported

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    if not pages_alone:  # an account that owns no table changes none: then migrating is the owner's
        call_command("migrate", verbosity=0)
    if demo:
        _fill(cases)
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # told to stop as by Ctrl-C: nothing is left running
    # In the demo what a visitor asks for does not wait for the closed year.
    beside = _beside(workers=2, patience=_OF_DEMO) if demo else _beside(workers=1, patience=_PATIENCE)
    with nullcontext() if pages_alone else beside:
        _serve(address, port, workers, seconds)
    return 0


def _check_port(address: str, port: int) -> None:
    """Nobody listens there yet. Raises PortTaken; an address that cannot be told is left to the server."""
    try:
        (family, kind, *_rest, place), *_more = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
    except OSError:
        return
    with socket.socket(family, kind) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(place)
        except OSError as error:
            raise PortTaken(address=address, port=port, problem=error.strerror or str(error)) from error


def _demo_environment(data: Path) -> None:
    folder = data.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        PLUMBLINE_DEMO="1",
        PLUMBLINE_DATA=str(folder),
        PLUMBLINE_DATABASE=str(folder / "demo.sqlite3"),
        PLUMBLINE_LEDGER_KEY=str(folder / "ledger.key"),
        PLUMBLINE_LEDGER_ORIGIN="plumbline.invalid/demo",
    )


def _fill(cases: int) -> None:
    """People and cases, unless they are there; the signing key of a ledger that says it is a demo's."""
    from django.conf import settings  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import Draft, enter_all, new_key_file  # noqa: PLC0415
    from plumbline.apps.ledger_store.queries import log_size  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415
    from plumbline.apps.reminders.actions import remind  # noqa: PLC0415
    from plumbline.apps.supervision.actions import tick  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415
    from plumbline.site.demo.desks import set_up_desks  # noqa: PLC0415
    from plumbline.site.demo.examining import hold_exams  # noqa: PLC0415
    from plumbline.site.demo.filming import filmed  # noqa: PLC0415
    from plumbline.site.demo.life import go_on  # noqa: PLC0415
    from plumbline.site.demo.living import living_entries  # noqa: PLC0415
    from plumbline.site.demo.living_publications import with_publications  # noqa: PLC0415
    from plumbline.site.demo.numbers import register_case_numbers  # noqa: PLC0415
    from plumbline.site.demo.people import settle  # noqa: PLC0415
    from plumbline.site.demo.public_letters import send_letters  # noqa: PLC0415
    from plumbline.site.demo.received import receive_some  # noqa: PLC0415
    from plumbline.site.demo.watching import watch  # noqa: PLC0415

    key = Path(os.environ["PLUMBLINE_LEDGER_KEY"])
    if not key.exists():
        new_key_file(key, settings.LEDGER_ORIGIN)
    if log_size() > 0:
        return
    begun = (now := server_clock()) - 400 * _DAY
    with progress() as display:
        task = display.add_task(_("reading the packs"), total=None)
        packs = shelf()
        display.update(task, description=_("entering people"))
        organs = settle(begun, day_in_zone(begun))
        display.update(task, description=_("entering cases"))
        entered: list[Draft] = []
        scanned = 0
        days = with_publications(living_entries(organs, packs, now, cases=cases), organs, packs, now)
        for at, wanted in days:
            enter_all(wanted, now=at)
            entered += [one.draft for one in wanted]
            if at - scanned > _BETWEEN_SCANS:  # findings have the days on which they could first be seen
                tick(now=at)
                scanned = at
            display.advance(task)
        register_case_numbers(entered, {organ.code: organ.short for organ in organs})
        for what_else in (go_on, set_up_desks, hold_exams, filmed, send_letters):
            what_else(now, day_in_zone(now))
        receive_some(organs[0].code, settings.DIVISION, now, day_in_zone(now))
        watch(now, day_in_zone(now))
    remind(now=now)
    _ask_closed_year(now)


def _ask_closed_year(now: int) -> None:
    """The closed year is entered by a worker while the pages work; the other one first writes out what figures ask."""
    from plumbline.apps.figures.tasks import bring_up  # noqa: PLC0415
    from plumbline.apps.jobs.actions import enqueue  # noqa: PLC0415
    from plumbline.site.demo.tasks import closed_year  # noqa: PLC0415

    enqueue(bring_up, now=now, key="first-figures")
    enqueue(closed_year, now=now, key="closed-year")


@contextmanager
def _beside(workers: int, patience: float) -> Iterator[None]:
    """The sealing process and workers, as processes of their own; stopped with the server, within so many seconds."""
    commands = (["ledger", "seal"], *[["worker"]] * workers)
    started = [subprocess.Popen([sys.executable, "-m", "plumbline.site", *command]) for command in commands]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        end = time.monotonic() + patience
        for process in started:
            try:
                process.wait(timeout=max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:  # a job in hand is taken up again by the next worker
                process.kill()
                process.wait()


def _serve(address: str, port: int, workers: int, seconds: int | None) -> None:
    """The application server as a process of its own, so that it has the main thread and our signals reach it."""
    command = [
        *(str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", address),
        *("--port", str(port), "--workers", str(workers), "--blocking-threads", "1", "--no-ws"),
        *("--log-level", "warning", "plumbline.site.wsgi:application"),
    ]
    server = subprocess.Popen(command, start_new_session=True)
    try:
        while server.poll() is None and not _answers(address, port):
            time.sleep(0.1)
        click.echo(
            _("The desk is open at http://{address}:{port}/ (stop with Ctrl-C)").format(
                address=address, port=port
            )
        )
        end = None if seconds is None else time.monotonic() + seconds
        while server.poll() is None and (end is None or time.monotonic() < end):
            time.sleep(0.2)
    except KeyboardInterrupt:
        click.echo(_("stopping"), err=True)
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(
                server.pid, signal.SIGKILL
            )  # its workers too: one that was still starting may not have heard


def _answers(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), timeout=1):
            return True
    except OSError:
        return False
