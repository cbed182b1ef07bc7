"""`plumbline law`: the library of statutes and what the packs cite from it."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click
import django
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from plumbline.apps.pack_store import law_answers
from plumbline.apps.pack_store.actions import Imported, import_files, open_for_import, statute_files
from plumbline.apps.pack_store.pack_citations import PackCitation, impacts, pack_citations
from plumbline.apps.pack_store.queries import Hit, Library, Shown, open_library
from plumbline.core.law.alignment import ArticleChange, align, marked_difference, wording
from plumbline.core.law.registry import load_registry
from plumbline.core.vocabulary import Standing
from plumbline.site.exit_code import ExitCode
from plumbline.site.language import _, current_language
from plumbline.site.packs_folder import packs_folder
from plumbline.site.terminal import notes, output, print_json, progress

MARKS = {
    Standing.READ: "",
    Standing.SECONDARY: " ⟨S⟩",
    Standing.ELSEWHERE: " ⟨X⟩",
    Standing.DERIVED: " ⟨D⟩",
    Standing.UNVERIFIED: " «unverified»",
}


def library_folder(given: Path | None) -> Path:
    """The folder of the library: --library, $PLUMBLINE_LIBRARY, or the user's data folder."""
    if given is not None:
        return given
    if named := os.environ.get("PLUMBLINE_LIBRARY"):
        return Path(named)
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "plumbline" / "law"


def shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every `law` command takes."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Answer as one JSON document."),
        click.option(
            "--packs",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Folder of the packs; otherwise those of the installation.",
        ),
        click.option(
            "--library",
            type=click.Path(file_okay=False, path_type=Path),
            help="Folder of the imported statutes; otherwise $PLUMBLINE_LIBRARY or the user's data folder.",
        ),
    ):
        command = option(command)
    return command


def shelf_of(library: Path | None, packs: Path | None) -> Library:
    """The library with the packs' registry."""
    return open_library(library_folder(library), load_registry(packs or packs_folder()))


@click.group(
    help="Statutes: import their texts, look provisions up, compare editions, see what a change touches."
)
def law() -> None:
    pass


@law.command(
    "import",
    help="Import the statutes (markdown files) under FOLDER into the library."
    " Exit code 1 when a file could not be read; the others are imported all the same.",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@shared_options
@click.pass_context
def import_(
    ctx: click.Context, folder: Path, library: Path | None, packs: Path | None, as_json: bool
) -> None:
    files = statute_files(folder)
    if not files:
        raise click.UsageError(_("no markdown file (*.md) under {folder}").format(folder=folder))
    store = open_for_import(library_folder(library))
    results: list[Imported] = []
    with progress() as bar:
        task = bar.add_task(_("importing"), total=len(files))
        for one in import_files(store, load_registry(packs or packs_folder()), files):
            results.append(one)
            bar.advance(task)
            if one.result == "failed":
                bar.console.print(f"{escape(str(one.file))}: {escape(one.reason(current_language()))}")
    if as_json:
        print_json([law_answers.imported(one, folder, current_language()) for one in results])
    else:
        _say_imported(results, store.path)
    ctx.exit(ExitCode.FINDINGS if any(one.result == "failed" for one in results) else ExitCode.OK)


def _say_imported(results: list[Imported], path: Path) -> None:
    counts = Counter(one.result for one in results)
    articles = sum(one.articles for one in results)
    line = _("{imported} imported, {unchanged} unchanged, {failed} failed; {articles} articles and points")
    output().print(
        line.format(
            imported=counts["imported"],
            unchanged=counts["unchanged"],
            failed=counts["failed"],
            articles=articles,
        )
    )
    for one in results:
        if one.gaps and one.edition:
            missing = ", ".join(map(str, one.gaps))
            notes().print(
                _("{name}: numbers missing: {missing}").format(name=one.edition.name, missing=missing)
            )
    notes().print(_("library: {path}").format(path=path), markup=False)


@law.command(
    help="Show what CITATION says: the gist always, the text once its statute is imported."
    " Exit code 1 when nothing is found."
)
@click.argument("citation", nargs=-1, required=True)
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The edition in force on this day.")
@shared_options
@click.pass_context
def show(
    ctx: click.Context,
    citation: tuple[str, ...],
    at: dt.datetime | None,
    library: Path | None,
    packs: Path | None,
    as_json: bool,
) -> None:
    shelf = shelf_of(library, packs)
    shown = [shelf.show(one, at.date() if at else None) for one in shelf.read(" ".join(citation))]
    if as_json:
        print_json([law_answers.shown(one) for one in shown])
    else:
        for one in shown:
            _say_shown(one)
    ctx.exit(ExitCode.OK if all(one.found for one in shown) else ExitCode.FINDINGS)


def _say_shown(one: Shown) -> None:
    out = output()
    window = law_answers.window(one.first, one.last)
    out.print(Text(f"{one.citation.short()}  {one.chinese}", style="bold"), soft_wrap=True)
    if one.edition_label:
        out.print(f"{_('edition')} {one.edition_label}  {window}", markup=False)
    else:
        out.print(_("no edition is known for that day"))
    for gist in one.gists:
        mark = MARKS[gist.standing]
        head = "" if gist.citation.place == one.citation.place else f"{gist.citation.place.short()} "
        checked = _("checked on {day}").format(day=gist.checked_on)
        out.print(f"  {_('gist')}: {head}{gist.gist}{mark} ({checked})", markup=False, soft_wrap=True)
    for provision in one.provisions:
        label = "" if provision.label else f"{provision.place.short()} "
        out.print(f"\n{label}{provision.plain()}", markup=False, soft_wrap=True)
    if not one.imported:
        notes().print(_("the text is not in the library; import it with: plumbline law import FOLDER"))
    elif not one.provisions and not one.citation.place.whole:
        notes().print(_("the imported text has no such place"))


@law.command(
    help="Find WORDS in the imported texts; all of them, or else the nearest wording. Exit code 1 when none."
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Show at most so many lines."
)
@shared_options
@click.pass_context
def search(
    ctx: click.Context,
    words: tuple[str, ...],
    limit: int,
    library: Path | None,
    packs: Path | None,
    as_json: bool,
) -> None:
    shelf = shelf_of(library, packs)
    if not shelf.editions:
        notes().print(_("the library is empty; fill it with: plumbline law import FOLDER"))
    hits = shelf.search([word for text in words for word in text.split()], limit)
    if as_json:
        print_json([law_answers.hit(one) for one in hits])
    else:
        for one in hits:
            _say_hit(one)
    ctx.exit(ExitCode.OK if hits else ExitCode.FINDINGS)


def _say_hit(one: Hit) -> None:
    line = Text(f"{one.edition.instrument} {one.place}", style="bold")
    line.append(f" ({one.edition.label})  ", style="dim")
    body = Text(one.line.strip())
    shift = len(one.line) - len(one.line.lstrip())
    for start, end in one.spans:
        body.stylize("bold yellow", max(0, start - shift), max(0, end - shift))
    output().print(line + body, soft_wrap=True)


@law.command(
    help="Compare two editions of NAME (label, or day of adoption or of taking effect): which article became which."
    " Exit code 1 when they differ."
)
@click.argument("name")
@click.argument("old")
@click.argument("new")
@click.option("--text", "with_text", is_flag=True, help="Show the wording of changed articles.")
@shared_options
@click.pass_context
def diff(
    ctx: click.Context,
    name: str,
    old: str,
    new: str,
    with_text: bool,
    library: Path | None,
    packs: Path | None,
    as_json: bool,
) -> None:
    shelf = shelf_of(library, packs)
    changes = align(shelf.statute(name, old)[1], shelf.statute(name, new)[1])
    if as_json:
        print_json([law_answers.change(row) for row in changes])
    else:
        _say_changes(changes, with_text)
    ctx.exit(ExitCode.OK if all(row.change == "same" for row in changes) else ExitCode.FINDINGS)


def _table(*heads: str) -> Table:
    """A table without lines that folds long cells rather than cutting them."""
    table = Table(box=None)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _change_word(row: ArticleChange) -> str:
    words = {
        "same": _("unchanged"),
        "moved": _("moved"),
        "changed": _("changed"),
        "moved_changed": _("moved and changed"),
        "added": _("added"),
        "removed": _("removed"),
    }
    if row.part_of is None:
        return words[row.change]
    part = _("part of {place}").format(place=row.part_of.place.short())
    return f"{words[row.change]} ({part})"


def _say_changes(changes: tuple[ArticleChange, ...], with_text: bool) -> None:
    table = _table(_("old"), _("new"), _("change"), _("likeness"))
    for row in changes:
        if row.change == "same":
            continue
        likeness = f"{row.likeness:.0%}" if row.old and row.new else ""
        table.add_row(
            row.old.place.short() if row.old else "",
            row.new.place.short() if row.new else "",
            _change_word(row),
            likeness,
        )
        if with_text and row.old and row.new:
            table.add_row("", "", _marked(wording(row.old), wording(row.new)), "")
    output().print(table)
    counts = Counter(row.change for row in changes)
    summary = _("{same} unchanged, {moved} moved, {changed} changed, {added} added, {removed} removed")
    output().print(
        summary.format(
            same=counts["same"],
            moved=counts["moved"],
            changed=counts["changed"] + counts["moved_changed"],
            added=counts["added"],
            removed=counts["removed"],
        )
    )


def _marked(old: str, new: str) -> Text:
    """The wording with what went struck out in brackets, so that it reads without colours too."""
    text = Text()
    for kind, piece in marked_difference(old, new):
        if kind == "same":
            text.append(piece)
        elif kind == "removed":
            text.append(f"[-{piece}-]", style="red")
        else:
            text.append(f"{{+{piece}+}}", style="green")
    return text


@law.command(
    help="Which packs, rules and dated figures cite an article of NAME that differs between the editions OLD and NEW;"
    " with --site also which entries of registers, documents in force and questions of this site."
    " Exit code 1 when any does."
)
@click.argument("name")
@click.argument("old")
@click.argument("new")
@click.option(
    "--any-edition", is_flag=True, help="Count citations of every edition, not only those of the old one."
)
@click.option("--site", "with_site", is_flag=True, help="Read the records of this site, too.")
@shared_options
@click.pass_context
def impact(
    ctx: click.Context,
    name: str,
    old: str,
    new: str,
    any_edition: bool,
    with_site: bool,
    library: Path | None,
    packs: Path | None,
    as_json: bool,
) -> None:
    shelf = shelf_of(library, packs)
    before, old_text = shelf.statute(name, old)
    changes = align(old_text, shelf.statute(name, new)[1])
    keys = shelf.keys_of(before, any_edition)
    cited = list(pack_citations(packs or packs_folder(), shelf.registry))
    if with_site:
        cited += _of_site(shelf)
    found = impacts(changes, cited, keys)
    if as_json:
        print_json([law_answers.impact(one) for one in found])
    else:
        table = _table(_("where"), _("who"), _("cites"), _("change"), _("now"))
        for one in found:
            where, row = one.cited, one.change
            table.add_row(
                f"{where.file}:{where.line}" if where.line else str(where.file),
                f"{where.kind} {where.holder}",
                where.citation.short(),
                _change_word(row),
                row.new.place.short() if row.new else "",
            )
        if found:
            output().print(table)
        output().print(_("{count} citations to look at").format(count=len(found)))
    ctx.exit(ExitCode.FINDINGS if found else ExitCode.OK)


def _of_site(shelf: Library) -> list[PackCitation]:
    """What the records of this site cite; needs its settings and its database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from plumbline.apps.pack_store.site_citations import site_citations  # noqa: PLC0415 - needs the framework set up

    return list(site_citations(shelf.registry))


@law.command("list", help="The instruments the packs know and the editions in the library.")
@shared_options
def list_(library: Path | None, packs: Path | None, as_json: bool) -> None:
    shelf = shelf_of(library, packs)
    rows = law_answers.shelf_rows(shelf)
    if as_json:
        print_json(rows)
        return
    table = _table(_("key"), _("name"), _("edition"), _("in force"), _("gists"), _("text"))
    for row in rows:
        table.add_row(
            str(row["key"]),
            str(row["name"]),
            str(row["edition"]),
            str(row["in_force"]),
            str(row["gists"] or ""),
            _("imported") if row["imported"] else "",
        )
    output().print(table)
