"""`plumbline manage …`: Django's own commands (migrate, check, shell) under our settings."""

import os
import sys

import click


@click.command(
    help="Commands of the web framework, such as migrate and check, under the settings of this site.",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    # the framework reads settings when it is imported, so it is imported only when it is asked for
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line([f"{sys.argv[0]} manage", *arguments])
