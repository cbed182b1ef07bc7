"""`plumbline ledger status | verify | prove | publish`: how the log stands, whether it holds, proofs to take away."""

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from plumbline.apps.ledger_store.proving import proof_of, publish
from plumbline.apps.ledger_store.status import Status, status
from plumbline.apps.ledger_store.verification.checking import Check, verify_store
from plumbline.apps.ledger_store.verification.files import FilesOf
from plumbline.core.errors import InputError
from plumbline.core.ledger.__main__ import keys_of
from plumbline.core.ledger.cosignature import read_witness_key
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.evidence import Report, Trust
from plumbline.core.ledger.findings import Untrue
from plumbline.core.ledger.hashing import Algorithm
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.note import read_key
from plumbline.core.ledger.wording import report_lines, sentence
from plumbline.site.clock import server_clock
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.terminal import print_json, progress

KEYS = "PLUMBLINE_LEDGER_KEYS"
_SECOND = 1_000_000
_TREES = click.Choice(["sha256", "sm3"])


class KeysMissing(InputError):
    """No public key was named, so nothing could be believed."""

    zh = "未给出账本公钥"
    en = "no public key of the log was given"
    remedy_zh = (
        "用 --key 给出公钥或其文件，或在环境变量 PLUMBLINE_LEDGER_KEYS 中写明文件；公钥应来自数据库之外"
    )
    remedy_en = (
        "give it, or its file, with --key or name the file in PLUMBLINE_LEDGER_KEYS; not from the database"
    )


class KeyUnusable(InputError):
    """A key that was given cannot be read."""

    zh = "公钥无法使用：{problem_zh}"
    en = "the key cannot be used: {problem_en}"


def in_both(error: Exception) -> dict[str, object]:
    """What an error says, in both languages where it knows them."""
    if not isinstance(error, LedgerError):
        return {"problem_zh": error, "problem_en": error}
    return {"problem_zh": error.message("zh"), "problem_en": error.message("en")}


def trust_of(keys: tuple[str, ...], witnesses: tuple[str, ...]) -> Trust:
    """What the reader brings along; raises KeysMissing or KeyUnusable."""
    given = keys or tuple(filter(None, [os.environ.get(KEYS)]))
    if not given:
        raise KeysMissing()
    try:
        return Trust(keys_of(given, read_key), keys_of(witnesses, read_witness_key))
    except (LedgerError, OSError) as error:
        raise KeyUnusable(**in_both(error)) from error


@click.command(
    "status", help="Size, last checkpoint, what waits to be sealed and since when, witnesses, keys."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def status_(as_json: bool) -> None:
    found = status(now=server_clock())
    if as_json:
        print_json(asdict(found))
    else:
        click.echo("\n".join(_status_lines(found)))


def _status_lines(found: Status) -> list[str]:
    waits = _("{records} records, {unsealed} not sealed yet, the oldest for {lag:.1f} s")
    lines = [waits.format(records=found.records, unsealed=found.unsealed, lag=found.lag)]
    for tree in found.trees:
        sealed = _("{origin}: {size} leaves sealed at {at}, root {root}")
        at = shown_instant(tree.signed_at)
        lines += [sealed.format(origin=tree.origin, size=tree.size, at=at, root=tree.root), f"  {tree.key}"]
    if not found.trees:
        lines.append(_("nothing is sealed yet"))
    for witness in found.witnesses:
        saw = _("witness {name}: saw {size} leaves at {at}")
        at = shown_instant(witness.timestamp * _SECOND)
        lines.append(saw.format(name=witness.name, size=witness.size, at=at))
    if not found.witnesses:
        lines.append(_("no witness has cosigned: times of entry are the server's own word"))
    for change in found.key_changes:
        lines.append(_("key replaced by record {record}: {new}").format(record=change.record, new=change.new))
    return lines


@click.command(
    help="Verify what is stored: since the last verification, or everything with --full; with --attachments the bytes "
    "of files too. The first wrong record is named. Exit code 0: all holds; 1: something is untrue; 2: it cannot be "
    "verified."
)
@click.option("--key", "keys", multiple=True, help="The log's public key or a file of keys; may be repeated.")
@click.option("--witness", "witnesses", multiple=True, help="A witness's public key or a file of keys.")
@click.option("--full", is_flag=True, help="Everything, not only what was added since the last verification.")
@click.option("--attachments", is_flag=True, help="Read every attachment too and compare it with its record.")
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="With --full.")
@click.option(
    "--heads",
    type=click.Path(path_type=Path),
    help="Folder that remembers how far was verified; best on another machine than the database.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def verify(
    ctx: click.Context,
    keys: tuple[str, ...],
    witnesses: tuple[str, ...],
    full: bool,
    attachments: bool,
    processes: int,
    heads: Path | None,
    as_json: bool,
) -> None:
    files = _files() if attachments else None
    check = Check(trust_of(keys, witnesses), heads or settings.DATA / "ledger", full, processes, files)
    try:
        with progress() as bar:
            task = bar.add_task(_("verifying"), total=None)
            reports = verify_store(check, lambda done, all_: bar.update(task, completed=done, total=all_))
    except Untrue as error:
        _say_untrue(error, as_json)
        ctx.exit(ExitCode.FINDINGS)
    if as_json:
        print_json({"holds": True, "logs": [_as_json(one) for one in reports]})
        return
    for report in reports:
        click.echo(_("{log}: holds").format(log=report.subject))
        click.echo("\n".join(report_lines(report, current_language())))


def _files() -> FilesOf:
    from plumbline.site.wiring import case_files  # noqa: PLC0415 - models, after the setup, and every app with them

    return case_files()


def _say_untrue(error: Untrue, as_json: bool) -> None:
    if as_json:
        found = {
            "holds": False,
            "error": type(error).__name__,
            "leaf": error.leaf,
            "record": error.record,
            "message": error.message(current_language()),
        }
        print_json(found)
    else:
        click.echo(_("DOES NOT HOLD: {message}").format(message=error.message(current_language())))


def _as_json(report: Report) -> dict[str, Any]:
    language = current_language()
    return {
        "log": report.subject,
        "records": report.records,
        "proved": {one.code: sentence(one, language) for one in report.proved},
        "not_proved": {one.code: sentence(one, language) for one in report.not_proved},
        "late": [asdict(one) for one in report.late],
    }


@click.command(
    help="Write the proof that RECORD is in the log (C2SP tlog-proof), to be verified without this system."
)
@click.argument("record")
@click.option("--out", type=click.Path(path_type=Path), help="File to write; standard output without it.")
@click.option("--tree", type=_TREES, default="sha256", show_default=True, help="Which tree proves.")
def prove(record: str, out: Path | None, tree: Algorithm) -> None:
    text = proof_of(record, tree).text()
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, "utf-8")


@click.command(
    help="Remove what the database's logs still hold of destroyed values. A destruction does this itself; run it "
    "again where that was put off, on PostgreSQL as the owner of the tables."
)
def erase() -> None:
    from plumbline.apps.case_file import destruction  # noqa: PLC0415 - models, after the setup

    destruction.erase()
    click.echo(_("no trace left in the database and its log"))


@click.command(
    "publish",
    help="Write checkpoint and hash tiles into FOLDER under their C2SP paths, for witnesses and for anyone. "
    "Records are never among them.",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--tree", type=_TREES, default="sha256", show_default=True, help="Which tree.")
def publish_(folder: Path, tree: Algorithm) -> None:
    count = publish(folder, tree)
    click.echo(_("{count} files written").format(count=count))
