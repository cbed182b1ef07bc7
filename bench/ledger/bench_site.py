"""A site of its own for the bench: settings from the environment, an empty database in a folder that is removed."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def prepare(database: str, folder: Path) -> None:
    """Set the framework up on an empty database; may be called once in a process."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="peer_settings",
        PLUMBLINE_DATABASE=database,
        PLUMBLINE_DATA=str(folder),
        PLUMBLINE_SECRET_KEY="bench-only-" + "0" * 40,
    )
    sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
    import django  # noqa: PLC0415 - the settings are known only now
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command(
        "migrate", verbosity=0, run_syncdb=True
    )  # the peer has no migrations, and points to our users


def has_peer() -> bool:
    """Whether django-simple-history is there; whoever measures installs it."""
    return find_spec("simple_history") is not None
