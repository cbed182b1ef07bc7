"""The command line `plumbline`.

Each command lives in a module of its own and is imported only when it is asked for, so that `--help` answers at once.
To add one: write the module with its help in English, add a line to `COMMANDS`, run `python tools/messages.py` and fill
in the Chinese. Help is translated when it is shown.
"""

import copy
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn, cast

import click

from plumbline.core.errors import Language, PlumblineError
from plumbline.site.exit_code import ExitCode
from plumbline.site.garbage import look_seldom
from plumbline.site.language import _, current_language, language_of, use_language


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives (`module:function`) and the one line that `plumbline --help` shows for it."""

    place: str
    summary: str


COMMANDS: dict[str, Command] = {
    "check": Command(
        "plumbline.site.commands.check:check",
        "Judge records of cases against the law and explain every finding.",
    ),
    "map": Command("plumbline.site.commands.mapping:mapping", "Draft a mapping file for a foreign source."),
    "pack": Command(
        "plumbline.site.commands.pack:pack", "Packs: check, list, show; schemas, diagrams, manuals."
    ),
    "casefile": Command("plumbline.site.commands.casefile:casefile", "Case files: take one away."),
    "demo": Command(
        "plumbline.site.commands.demo:demo", "Make a fictional district's records, judge and report them."
    ),
    "deadline": Command(
        "plumbline.site.commands.deadline:deadline", "Count a period of law and show the arithmetic."
    ),
    "law": Command(
        "plumbline.site.commands.law:law", "Statutes: import, look up, compare; what a change touches."
    ),
    "attachments": Command(
        "plumbline.site.commands.attachments:attachments", "Files of records: check that they are whole."
    ),
    "worker": Command("plumbline.site.commands.worker:worker", "Run background jobs from the database."),
    "ledger": Command(
        "plumbline.site.commands.ledger:ledger",
        "The ledger: seal it, verify it, prove from it, witness it; its key.",
    ),
    "portal": Command(
        "plumbline.site.commands.portal:portal", "The public portal as signed files, and their check."
    ),
    "rebuild": Command(
        "plumbline.site.commands.rebuild:rebuild", "Fold again what is derived from records, or compare."
    ),
    "exchange": Command(
        "plumbline.site.commands.exchange:exchange",
        "Data exchange: take files in, take records out, begin with what there is.",
    ),
    "send": Command(
        "plumbline.site.commands.send:send", "Send rows from an organ's server to the data exchange."
    ),
    "audit-report": Command(
        "plumbline.site.commands.audit_report:audit_report",
        "Hold the numbers of a report against each other and the records.",
    ),
    "figures": Command(
        "plumbline.site.commands.figures:figures", "Count the figures of a year from the records."
    ),
    "scan": Command(
        "plumbline.site.commands.scan:scan", "Look at cases and note what the rules find of them."
    ),
    "draw": Command(
        "plumbline.site.commands.draw:draw_group", "Random draws that anyone can make again, and their check."
    ),
    "serve": Command(
        "plumbline.site.commands.serve:serve",
        "Serve the desk on this machine; --demo makes a district first.",
    ),
    "site": Command(
        "plumbline.site.commands.site:site", "A site for real work: begin it, look at it, back it up."
    ),
    "manage": Command(
        "plumbline.site.commands.manage:manage", "Commands of the web framework, such as migrate."
    ),
}


class LazyGroup(click.Group):
    """A group whose commands are found in `COMMANDS` and imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        module, _colon, function = row.place.partition(":")
        return in_current_language(cast(click.Command, getattr(importlib.import_module(module), function)))

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [_translated(param) for param in super().get_params(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help or ""))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if COMMANDS:
            with formatter.section(_("Commands")):
                formatter.write_dl([(name, _(row.summary)) for name, row in COMMANDS.items()])


def in_current_language(command: click.Command) -> click.Command:
    """A copy of the command, and of all commands under it, that speaks the current language."""
    spoken = copy.copy(command)
    spoken.params = [_translated(param) for param in command.params]
    for name in ("help", "short_help", "epilog"):
        if text := getattr(command, name):
            setattr(spoken, name, _(text))
    if isinstance(command, click.Group):
        cast(click.Group, spoken).commands = {
            name: in_current_language(sub) for name, sub in command.commands.items()
        }
    return spoken


def _translated(param: click.Parameter) -> click.Parameter:
    """A copy of an option with its help in the current language."""
    text = getattr(param, "help", None)
    if not text:
        return param
    spoken: Any = copy.copy(param)
    spoken.help = _(text)
    return cast(click.Parameter, spoken)


def _choose_language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Before anything else is said: --lang, else the environment."""
    use_language(cast(Language, value) if value else language_of(os.environ))


def _say_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"plumbline {version('plumbline')}")
        ctx.exit()


@dataclass(slots=True)
class Invocation:
    """What holds for the whole call, whichever command runs."""

    debug: bool = False


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Law as data: deadlines, provisions and records of administrative cases judged from the command line.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_choose_language,
    help="Language of what is shown; otherwise LANG decides, Chinese first.",
)
@click.option(
    "--env",
    "env_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of the site's settings; what stands in the environment goes before it.",
)
@click.option("--debug", is_flag=True, help="Show where the program failed.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and stop.",
)
@click.pass_context
def plumbline(ctx: click.Context, env_file: Path | None, debug: bool) -> None:
    ctx.ensure_object(Invocation).debug = debug
    if env_file is not None:
        from plumbline.site.setting_up.env_file import read_env_file  # noqa: PLC0415 - few ask for it

        for name, value in read_env_file(env_file).items():
            os.environ.setdefault(name, value)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; nothing but the answer goes to standard output."""
    invocation = Invocation()
    use_language(language_of(os.environ))
    try:
        result = plumbline.main(args=arguments, prog_name="plumbline", standalone_mode=False, obj=invocation)
    except click.ClickException as error:
        error.show()
        return ExitCode.INPUT
    except click.Abort:
        return ExitCode.INTERRUPTED
    except PlumblineError as error:
        _say_error(error, invocation)
        return ExitCode.INPUT
    except Exception as error:  # noqa: BLE001 - the outermost door: a defect ends in a sentence, not in a traceback
        if _of_database(error):
            _say_database(error, invocation)
            return ExitCode.INPUT
        _say_defect(error, invocation)
        return ExitCode.DEFECT
    return result if isinstance(result, int) else ExitCode.OK


def _say_error(error: PlumblineError, invocation: Invocation) -> None:
    """A mistake that a person can mend: what is wrong and what to do."""
    language = current_language()
    click.echo(_("error: {message}").format(message=error.message(language)), err=True)
    if remedy := error.remedy(language):
        click.echo(_("remedy: {remedy}").format(remedy=remedy), err=True)
    if invocation.debug:
        traceback.print_exception(error)


def _of_database(error: Exception) -> bool:
    """Whether the database could not be reached or lacks its tables; nothing is imported to tell."""
    kind = type(error)
    return kind.__module__ == "django.db.utils" and kind.__name__ in ("OperationalError", "ProgrammingError")


def _say_database(error: Exception, invocation: Invocation) -> None:
    """The database is not as it should be: what it said, and what to look at."""
    if invocation.debug:
        traceback.print_exception(error)
    said = _("the database cannot be used: {problem}").format(problem=str(error).strip())
    click.echo(_("error: {message}").format(message=said), err=True)
    remedy = _("check PLUMBLINE_DATABASE; where tables are missing, run plumbline manage migrate")
    click.echo(_("remedy: {remedy}").format(remedy=remedy), err=True)


def _say_defect(error: Exception, invocation: Invocation) -> None:
    """A defect of the program: say that it is one, and how to see where."""
    if invocation.debug:
        traceback.print_exception(error)
    failed = _("the program failed, this is not your mistake ({name}: {text})").format(
        name=type(error).__name__, text=error
    )
    click.echo(_("error: {message}").format(message=failed), err=True)
    if not invocation.debug:
        click.echo(_("Run it again as `plumbline --debug …` and report what it prints."), err=True)


def main() -> NoReturn:
    """The console script."""
    look_seldom()
    sys.exit(int(run()))
