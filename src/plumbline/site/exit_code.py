"""What the program tells the shell when it ends (also written down in docs/explanation/command-line.md)."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Documented exit codes; their meaning never changes."""

    OK = 0
    """Done; where a command looks for findings, none was found."""
    FINDINGS = 1
    """Done, and there are findings. Only commands that say so in their help use it."""
    INPUT = 2
    """The options or the input cannot be used; the message says what to change."""
    DEFECT = 3
    """The program itself failed; `--debug` shows where."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C, as shells count it."""
