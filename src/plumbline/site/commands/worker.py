"""`plumbline worker`: runs background jobs."""

import os
import signal
import threading

import click
from django.conf import settings

from plumbline.site.language import _
from plumbline.site.terminal import notes

_SECOND = 1_000_000


@click.command(
    help="Run background jobs from the database until told to stop (Ctrl-C, SIGTERM: the job in hand is finished). "
    "Start as many as wanted; a job is never run by two of them at once, and one whose worker was killed is run "
    "again when its lease has ended."
)
@click.option("--until-idle", is_flag=True, help="Stop when nothing is due.")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), help="Stop after this time.")
@click.option(
    "--lease",
    type=click.FloatRange(0.1),
    default=60.0,
    show_default=True,
    help="Seconds after which the job of a worker that is gone is taken by another.",
)
@click.option(
    "--pause",
    type=click.FloatRange(0.01),
    default=1.0,
    show_default=True,
    help="Seconds between two looks at an empty queue.",
)
def worker(until_idle: bool, seconds: float | None, lease: float, pause: float) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    import django  # noqa: PLC0415 - the framework reads settings when it is imported

    django.setup()
    from plumbline.apps.jobs.worker import Worker  # noqa: PLC0415 - models can be imported from here on

    if settings.DEMO:
        import plumbline.site.demo.tasks  # noqa: F401, PLC0415 - declares what the demo does beside

    said = notes()
    hand = Worker(
        clock=settings.CLOCK,
        lease=int(lease * _SECOND),
        pause=pause,
        on_error=lambda text: said.print(text, markup=False),
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_given: hand.stop.set())
    if seconds is not None:
        timer = threading.Timer(seconds, hand.stop.set)
        timer.daemon = True
        timer.start()
    ran = hand.run(until_idle=until_idle)
    said.print(_("{ran} jobs run").format(ran=ran))
