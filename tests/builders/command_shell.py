"""Many command lines in one process that works on a database of its own: each start costs a second of imports.

The commands run as the console script runs them (`site.commands.run`), one after another. What rests on processes that
are apart, or on their end, is for `OwnDatabase.start`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tests.builders.own_database import ROOT, OwnDatabase

_WORKER = """
import contextlib, io, json, sys, traceback
from plumbline.site.commands import run

def done(asked):
    if isinstance(asked, list):
        return int(run(asked))
    try:
        exec(compile(asked, "asked", "exec"), {"__name__": "__main__"})
    except BaseException:
        traceback.print_exc()
        return 1
    return 0

for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = done(json.loads(line))
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""


class CommandShell:
    """A process that runs what it is told; `command_shell` starts and ends it."""

    def __init__(self, asked: IO[str], told: IO[str]) -> None:
        self._asked, self._told = asked, told

    def say(self, *command: str, code: int | None = 0) -> str:
        """What `plumbline …` prints; it must end with this code, None: with any."""
        return self._run(list(command), code)[0]

    def refused(self, *command: str, code: int = 2) -> str:
        """What it says on standard error when it ends with this code."""
        return self._run(list(command), code)[1]

    def python(self, source: str) -> str:
        """What a program prints that ends well."""
        return self._run(source, 0)[0]

    def _run(self, asked: object, code: int | None) -> tuple[str, str]:
        print(json.dumps(asked), file=self._asked, flush=True)
        line = self._told.readline()
        assert line, "the process of the commands has ended"
        found, out, err = json.loads(line)
        assert code in (found, None), f"{asked}\n{out}\n{err}"
        return out, err


@contextmanager
def command_shell(own: OwnDatabase, **environment: str) -> Iterator[CommandShell]:
    """A shell for as long as the block runs."""
    process = own.start("python", "-c", _WORKER, takes_input=True, PYTHONPATH=str(ROOT), **environment)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield CommandShell(process.stdin, process.stdout)
    finally:
        process.stdin.close()
        process.stdin = None
        process.communicate(timeout=300)
