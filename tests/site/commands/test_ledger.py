"""`plumbline ledger` as people run it: real processes, a database of their own, a witness beside it."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import pytest
from tests.builders.command_shell import CommandShell, command_shell
from tests.builders.own_database import BIN, OwnDatabase, own_database

from plumbline.core.ledger.checkpoint import open_checkpoint
from plumbline.core.ledger.cosignature import cosignatures, read_witness_key
from plumbline.core.ledger.hashing import tree_hash
from plumbline.core.ledger.note import read_key, read_note
from plumbline.core.ledger.proof import check_inclusion, read_proof_file

ORIGIN = "plumbline.invalid/demo"

ENTER = """
import django; django.setup()
from plumbline.apps.ledger_store import actions
from plumbline.site.clock import server_clock
from tests.builders.ledger import act, opening
wanted = [
    actions.Wanted(opening("a") if n == 0 else act("a", "note", id=f"a-{{n}}"), n) for n in range({first}, {end})
]
actions.enter_all(wanted, now=server_clock())
"""


BUSY_SEALER = """
import django; django.setup()
from django.db import connection
from plumbline.apps.ledger_store import actions
with actions.alone() as held, connection.cursor() as cursor:
    assert held
    print("held", flush=True)
    cursor.execute("SELECT pg_sleep(100)")
"""


class Site:
    """A database with a log's key and a witness's key beside it; its commands run in one process."""

    def __init__(self, own: OwnDatabase, folder: Path, shell: CommandShell, key: str = "") -> None:
        self.own, self.folder, self.shell = own, folder, shell
        self.key = key or self.say("new-key", str(folder / "log.key")).strip()

    @cached_property
    def witness(self) -> str:
        return self.say("witness", "new-key", "witness.example/w", str(self.folder / "w.key")).strip()

    def say(self, *command: str, code: int = 0) -> str:
        """What a ledger command prints."""
        return self.shell.say("--lang", "en", "ledger", *command, code=code)

    def enter(self, first: int, end: int) -> None:
        self.shell.python(ENTER.format(first=first, end=end))

    def follow(self, code: int = 0) -> str:
        assert self.witness
        return self.say("witness", "follow", str(self.folder / "public"), *self.as_witness, code=code)

    @property
    def as_witness(self) -> tuple[str, ...]:
        key, state = str(self.folder / "w.key"), str(self.folder / "state")
        return ("--log-key", self.key, "--state", state, "--secret", key)

    def verify(self, *more: str, code: int = 0) -> str:
        return self.say("verify", "--key", self.key, "--witness", self.witness, *more, code=code)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with own_database(tmp_path) as own, shell_of(own, tmp_path) as shell:
        yield Site(own, tmp_path, shell)


def shell_of(own: OwnDatabase, keys: Path) -> AbstractContextManager[CommandShell]:
    return command_shell(own, PLUMBLINE_LEDGER_KEY=str(keys / "log.key"))


@pytest.mark.database
def test_from_entry_to_witness_and_proof(site: Site) -> None:
    """One day of a log, told in its commands."""
    site.enter(0, 5)
    assert "5 not sealed yet" in site.say("status")
    site.say("verify", "--key", site.key, code=2)
    site.say("seal", "--once")
    assert json.loads(site.say("status", "--json"))["unsealed"] == 0
    assert "not proved in time" in site.verify()

    site.say("publish", str(site.folder / "public"))
    assert "cosigned 5 leaves" in site.follow()
    assert "as before" in site.follow()

    process = site.own.start("plumbline", "ledger", "witness", "serve", *site.as_witness, "--port", "0")
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    try:
        site.say("witness", "submit", address, "--key", site.witness)
    finally:
        process.terminate()
        process.communicate(timeout=300)
    found = json.loads(site.say("status", "--json"))
    assert [one["name"] for one in found["witnesses"]] == ["witness.example/w"]
    assert "witnesses (witness.example/w)" in site.verify("--full")

    site.say("prove", "a-3", "--out", str(site.folder / "a-3.tlog-proof"))
    proof = read_proof_file((site.folder / "a-3.tlog-proof").read_text())
    note = read_note(proof.checkpoint)
    head = open_checkpoint(note, [read_key(site.key)], ORIGIN)
    assert cosignatures(note, (read_witness_key(site.witness),))
    (data,) = site.own.rows("SELECT data FROM ledger_record WHERE record_id = 'a-3'")[0]
    check_inclusion(3, head.size, tree_hash().leaf(bytes(data)), proof.hashes, head.root)
    site.say("prove", "nobody", code=2)

    site.shell.say("casefile", "export", "a", "--out", str(site.folder / "a.zip"))
    keys = ("--key", site.key, "--witness", site.witness)
    said = site.own.run("python", "-m", "plumbline.core.ledger", "verify", str(site.folder / "a.zip"), *keys)
    assert "5 条记录都在日志" in said
    assert "witness.example/w" in said


@pytest.mark.database
def test_an_edit_by_hand_ends_with_1_and_names_the_record(site: Site) -> None:
    site.enter(0, 5)
    site.say("seal", "--once")
    drop = "DROP TRIGGER ledger_record_no_update"
    if site.own.address.startswith("postgresql"):
        drop = "DROP TRIGGER ledger_record_append_only ON ledger_record"
    site.own.rows(drop)
    site.own.rows("UPDATE ledger_record SET organ = 'x' WHERE record_id = 'a-2'")
    for more in ((), ("--full",)):
        found = json.loads(site.verify("--json", *more, code=1))
        assert (found["holds"], found["record"], found["leaf"], found["error"]) == (
            False,
            "a-2",
            2,
            "ColumnChanged",
        )


@pytest.mark.database
def test_two_processes_share_a_log_of_many_chunks(site: Site) -> None:
    """More than two chunks, so that both processes have work and a case runs across the border."""
    site.enter(0, 9_000)
    site.say("seal", "--once")
    assert json.loads(site.verify("--full", "--json"))["logs"][0]["records"] == 9_000


def test_a_log_written_anew_is_refused_by_the_witness(site: Site, tmp_path: Path) -> None:
    site.enter(0, 5)
    site.say("seal", "--once")
    site.say("publish", str(site.folder / "public"))
    site.follow()
    (tmp_path / "other").mkdir()
    with own_database(tmp_path / "other") as other, shell_of(other, site.folder) as shell:
        anew = Site(other, site.folder, shell, site.key)
        anew.enter(0, 7)
        anew.say("seal", "--once")
        anew.say("publish", str(site.folder / "public"))
    assert "REFUSED" in site.follow(code=1)


def test_a_witness_needs_no_settings(site: Site, tmp_path: Path) -> None:
    """Another organ's machine has neither our database nor our secrets."""
    site.enter(0, 2)
    site.say("seal", "--once")
    site.say("publish", str(site.folder / "public"))
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("PLUMBLINE", "DJANGO"))
    }
    assert site.witness
    command = [str(BIN / "plumbline"), "ledger", "witness", "follow", str(site.folder / "public")]
    done = subprocess.run(
        [*command, *site.as_witness], env=plain, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.database
def test_the_place_of_a_killed_sealer_is_free_at_once(site: Site) -> None:
    """Killed in the middle of a statement that the database still works on; until then nobody else may seal."""
    if not site.own.address.startswith("postgresql"):
        pytest.skip("on SQLite the lock of the key's file is all, and it goes with the process")
    site.enter(0, 3)
    with killed(site.own.start("python", "-c", BUSY_SEALER)) as busy:
        assert "held" in (busy.stdout.readline() if busy.stdout else "")
        assert "another process seals" in site.shell.refused("--lang", "en", "ledger", "seal", "--once")
    assert f"{ORIGIN} 3" in site.say("seal", "--once")


LIFTING = """
import django; django.setup()
from django.db import ProgrammingError, connection
for statement in (
    "ALTER TABLE ledger_record DISABLE TRIGGER ALL",
    "DROP TRIGGER ledger_record_append_only ON ledger_record",
    "UPDATE ledger_record SET organ = 'p'",
    "DELETE FROM ledger_checkpoint",
    "TRUNCATE ledger_record",
    "CREATE TABLE another (one int)",
    "UPDATE django_migrations SET name = 'x'",
    "SET session_replication_role = replica",
):
    try:
        connection.cursor().execute(statement)
    except ProgrammingError as error:
        assert "must be owner" in str(error) or "permission denied" in str(error), error
    else:
        raise AssertionError(statement)
"""


@pytest.mark.database
def test_the_site_runs_under_a_role_that_owns_nothing(site: Site, tmp_path: Path) -> None:
    """It enters, seals and verifies; what keeps records as they are it cannot lift, nor say that traces are gone."""
    if not site.own.address.startswith("postgresql"):
        assert "SQLite knows no roles" in site.shell.refused("--lang", "en", "ledger", "grant", "web")
        return
    role, word = f"web_{token_hex(6)}", token_hex(8)
    assert "there is no such role" in site.shell.refused("--lang", "en", "ledger", "grant", role)
    site.own.rows(f"CREATE ROLE {role} LOGIN PASSWORD '{word}'")
    try:
        assert f"{role}: reads and adds to 7 sealed tables" in site.say("grant", role)
        parts = urlsplit(site.own.address)
        address = parts._replace(netloc=f"{role}:{word}@{parts.hostname}:{parts.port}").geturl()
        own = OwnDatabase(address, site.folder)
        with shell_of(own, tmp_path) as shell:
            under = Site(own, site.folder, shell, site.key)
            under.enter(0, 5)
            shell.say("manage", "migrate")
            assert f"{ORIGIN} 5" in under.say("seal", "--once")
            assert f"{ORIGIN}: holds" in under.verify("--full")
            shell.python(LIFTING)
            assert "does not own the tables" in shell.refused("--lang", "en", "ledger", "erase")
            assert "does not own the tables" in shell.refused("--lang", "en", "ledger", "grant", role)
        owner = parts.username or ""
        assert "owns the tables or is a superuser" in site.shell.refused(
            "--lang", "en", "ledger", "grant", owner
        )
    finally:
        site.own.rows(f"DROP OWNED BY {role}")
        site.own.rows(f"DROP ROLE {role}")


@pytest.mark.database
def test_a_database_without_tables_is_said_to_be_one(site: Site) -> None:
    for table in ("ledger_leaf", "ledger_record"):
        view = table == "ledger_leaf" and not site.own.address.startswith("postgresql")
        site.own.rows(f"DROP {'VIEW' if view else 'TABLE'} {table}")
    said = site.shell.refused("--lang", "en", "ledger", "status")
    assert "plumbline manage migrate" in said


def test_help_needs_no_settings() -> None:
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("PLUMBLINE", "DJANGO"))
    }
    command = [str(BIN / "plumbline"), "--lang", "en", "ledger", "verify", "--help"]
    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "--attachments" in done.stdout


@contextmanager
def killed(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Ends with kill -9."""
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=300)
