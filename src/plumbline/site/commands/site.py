"""`plumbline site`: a site for real work begins, is looked at, is backed up; a lost password."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import click

from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.setting_up.new_site import OFFICES, Plan, PlanUnfit, begin_site, password_link
from plumbline.site.terminal import output, print_json, progress

_MARKS: Final = {"ok": "[green]✓[/green]", "look": "[yellow]![/yellow]", "wrong": "[red]✗[/red]"}


class Asked(click.Option):
    """An option that is asked for where it is not given, in the words of its help and in the language of the call."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{**named, "prompt": True})

    def prompt_for_value(self, ctx: click.Context) -> Any:
        """What is typed."""
        self.prompt = _(self.help or "").rstrip(".。")
        return super().prompt_for_value(ctx)


@click.group(help="A site for real work: begin it, look at it, back it up; a link for a lost password.")
def site() -> None:
    """Each command sets the framework up for itself: `new` has to make its settings first."""


@site.command(
    "new",
    help="Begin a site in FOLDER: settings, the ledger's key, tables, the supervising organ, and one account for each "
    "of the three administrators, who get a link for a password. What is not given is asked for. A set-up that was "
    "broken off is run again and goes on.",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--host", cls=Asked, help="Host name of the desk, such as desk.example.gov.cn.")
@click.option("--district", cls=Asked, help="Name of the district, as on pages.")
@click.option("--division", cls=Asked, help="Code of the district, six digits of GB/T 2260.")
@click.option("--organ-no", cls=Asked, help="Number of the supervising organ.")
@click.option("--organ-name", cls=Asked, help="Name of the supervising organ.")
@click.option("--organ-word", cls=Asked, help="The organ's word in document numbers.")
@click.option("--security-admin", cls=Asked, help="Security administrator, who opens accounts: USER=NAME.")
@click.option("--system-admin", cls=Asked, help="System administrator, who registers organs: USER=NAME.")
@click.option("--audit-admin", cls=Asked, help="Audit administrator, who reads access records: USER=NAME.")
@click.option(
    "--database", default="", help="postgresql://user:password@host:port/name; SQLite in FOLDER without it."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def new(
    folder: Path, host: str, district: str, division: str, organ_no: str, organ_name: str, organ_word: str,
    security_admin: str, system_admin: str, audit_admin: str, database: str, as_json: bool,
) -> None:  # fmt: skip
    people = zip(OFFICES, map(_person, (security_admin, system_admin, audit_admin)), strict=True)
    plan = Plan(folder, host, district, division, organ_no, organ_name, organ_word, dict(people), database)
    with progress() as display:
        display.add_task(_("making the tables"), total=None)
        made = begin_site(plan)
    if as_json:
        links = {office.value: {"user": user, "link": link} for office, user, link in made.links}
        print_json({"settings": str(made.settings), "public_key": made.public_key, "links": links})
        return
    click.echo(_("The site is there. Its settings: {file}").format(file=made.settings))
    click.echo(_("Public key of the ledger, to be published elsewhere: {key}").format(key=made.public_key))
    click.echo(_("Hand each administrator the own link; it works once, within a day:"))
    for office, user, link in made.links:
        click.echo(f"  {office.title(current_language())} {user}  {link}")
    click.echo(_("Serve it: plumbline --env {file} serve").format(file=made.settings))


def _person(said: str) -> tuple[str, str]:
    user, _is, name = said.partition("=")
    if not user.strip() or not name.strip():
        raise PlanUnfit(
            what_zh="管理员", what_en="administrator", value=said,
            problem_zh="写作 登录名=姓名", problem_en="write user=name",
        )  # fmt: skip
    return user.strip(), name.strip()


@site.command(
    "check",
    help="Look at what goes wrong unseen: settings, tables, key, sealing, jobs, space, administrators, calendar, "
    "statutes, witness, backup. Exit code 1 where something is wrong.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def check(as_json: bool) -> int:
    _set_up()
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415 - needs the framework set up
    from plumbline.site.setting_up.health import looks  # noqa: PLC0415

    now = server_clock()
    found = list(looks(now, day_in_zone(now)))
    is_zh = current_language() == "zh"
    lines = [
        {
            "what": one.what_zh if is_zh else one.what_en,
            "state": one.state,
            "found": one.found_zh if is_zh else one.found_en,
            "remedy": one.remedy_zh if is_zh else one.remedy_en,
        }
        for one in found
    ]
    if as_json:
        print_json(lines)
    else:
        console = output()
        for line in lines:
            console.print(f"{_MARKS[line['state']]} {line['what']}  {line['found']}", soft_wrap=True)
            if line["remedy"]:
                console.print(f"    → {line['remedy']}", soft_wrap=True)
    return ExitCode.FINDINGS if any(one.state == "wrong" for one in found) else ExitCode.OK


@site.command(
    "password-link",
    help="Print a link at which USER sets a new password, once and within a day; that it was made is a record. For a "
    "security administrator who cannot sign in; all others get theirs from the security administrator.",
)
@click.argument("user")
@click.option(
    "--second-factor-lost",
    is_flag=True,
    help="The second factor and the recovery codes are lost too: they are taken away, and the old password with them.",
)
def password_link_(user: str, second_factor_lost: bool) -> None:
    _set_up()
    from django.conf import settings  # noqa: PLC0415

    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    click.echo(password_link(user, host, factor_lost=second_factor_lost))


@site.command(
    "backup",
    help="Copy database and files into the new folder FOLDER so that they fit each other, while the site works. The "
    "ledger's key and the settings are left out: keep them elsewhere.",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    _set_up()
    from django.conf import settings  # noqa: PLC0415

    from plumbline.site.clock import server_clock  # noqa: PLC0415
    from plumbline.site.setting_up.backup import back_up  # noqa: PLC0415

    with progress() as display:
        display.add_task(_("copying"), total=None)
        made = back_up(folder, Path(settings.DATA), settings.DATABASES["default"], server_clock())
    told = _("{folder}: database of {bytes} bytes, {files} files")
    click.echo(told.format(folder=folder, bytes=made["bytes"], files=made["files"]))


def _set_up() -> None:
    import django  # noqa: PLC0415 - the framework reads settings when it is imported

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
