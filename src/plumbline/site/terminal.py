"""The terminal: colours and progress only where a person looks, data clean for a pipe.

What was asked for goes to standard output; progress, notes and errors go to standard error. Rich leaves colours out
when the stream is no terminal or NO_COLOR is set.
"""

import json
import os
import sys
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

# A pipe has no width; Rich would take 80 columns and break ids and paths that the next program looks for.
_PIPE_COLUMNS = 1000


def output() -> Console:
    """Where answers go: tables and sentences of the result, one line each where no terminal limits them."""
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPE_COLUMNS
    return console


def notes() -> Console:
    """Where everything beside the answer goes."""
    return Console(file=sys.stderr, highlight=False)


def progress() -> Progress:
    """A progress display for work over a second; silent when standard error is no terminal."""
    console = notes()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def print_json(value: Any) -> None:
    """The answer of `--json`: one JSON document on standard output, UTF-8, keys in the order given."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")
