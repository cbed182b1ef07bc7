"""What holds for every test: no network, the same random choices on every run, no language taken from the machine."""

import gc
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management.commands import flush
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, settings
from tests.builders.examples import some
from tests.builders.migrated import RUN, begin_run, migrated_database, migrated_file, run_folder
from tests.builders.shared_sql import shared as shared_sql
from tests.builders.strict_templates import strict as strict_templates_of_ours

from plumbline.apps.ledger_store.append_only import FLOOR

LOOPBACK = ("127.", "::1", "localhost")

settings.register_profile(
    "house",
    max_examples=some(100),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Who begins a run makes the folder that its workers share, unless it was given one."""
    if RUN not in os.environ:
        begin_run()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is read stays to the end: looking through it for garbage again and again costs a fifth of the reading, and
    looking often through what a test leaves another twentieth of the time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(200_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A worker's database is a copy of the one that was migrated once: the migrations of a site take seconds."""
    told = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        told["NAME"] = str(run_folder() / f"site-{os.getpid()}.sqlite3")
        shutil.copyfile(migrated_file(), told["NAME"])
    else:
        told["TEMPLATE"] = migrated_database(os.environ["PLUMBLINE_TEST_DATABASE"])


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copied file is taken as it is, and goes with the folder of the run."""
    return connection.vendor == "sqlite"


class NetworkUsed(AssertionError):
    """A test tried to reach another machine."""


def _refuse_unless_loopback(address: Any) -> None:
    """Loopback and sockets of the file system are this machine; everything else is not."""
    host = address[0] if isinstance(address, tuple) else None
    if isinstance(host, str) and host and not host.startswith(LOOPBACK):
        raise NetworkUsed(f"tests may not use the network: {host}")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Every way out of this process but loopback raises NetworkUsed."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        resolve = socket.getaddrinfo

        def only_loopback(host: Any, *rest: Any, **more: Any) -> Any:
            _refuse_unless_loopback((host,))
            return resolve(host, *rest, **more)

        patch.setattr(socket, "getaddrinfo", only_loopback)
        yield


def _guarded(method: Any) -> Any:
    def guarded(self: socket.socket, *given: Any) -> Any:
        _refuse_unless_loopback(given[-1])  # the address comes last in connect and in sendto
        return method(self, *given)

    return guarded


@pytest.fixture(autouse=True)
def machine_independent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language and colours of whoever runs the tests do not reach them."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "FORCE_COLOR"):
        if name in os.environ:
            monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(autouse=True)
def floor_of_an_empty_log(request: pytest.FixtureRequest) -> None:
    """No test goes on above the floor of another: a sequence of PostgreSQL knows no rolling back."""
    touches = {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker(
        "django_db"
    )
    if touches and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT setval('{FLOOR}', 0, false)")


@pytest.fixture(autouse=True, scope="session")
def strict_templates() -> Iterator[None]:
    """A template of ours that names what is not there fails its test."""
    with strict_templates_of_ours():
        yield


@pytest.fixture(autouse=True, scope="session")
def figures_written_once() -> Iterator[None]:
    """The SQL of a figure takes a tenth of a second to write out. A test that asks for none imports nothing for it."""
    definitions = sys.modules.get("plumbline.apps.figures.definitions")
    with shared_sql(definitions) if definitions else nullcontext():
        yield


@pytest.fixture(autouse=True, scope="session")
def tables_are_emptied_quickly() -> Iterator[None]:
    """Tests in real transactions empty every table afterwards; under their triggers sealed tables let go of nothing.

    Django's own way truncates two hundred tables and fills its lists of models again, which takes PostgreSQL half a
    second after each of such tests. Most of them fill a dozen tables, and what migrations filled may stay.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush.Command, "handle", _emptied)
        yield


def _emptied(_command: object, *, database: str, **_options: object) -> None:
    connection = connections[database]
    names = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    quoted = {name: connection.ops.quote_name(name) for name in sorted(names - _OF_MIGRATIONS)}
    looks = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {table})" for name, table in quoted.items())
    with transaction.atomic(using=database), connection.cursor() as cursor:
        filled = [name for (name,) in _asked(cursor, " UNION ALL ".join(looks))]
        guards = [row for row in _asked(cursor, _GUARDS[connection.vendor]) if row[0] in filled]
        for _, off, _ in guards:
            cursor.execute(off)
        for name in filled:
            cursor.execute(f"DELETE FROM {quoted[name]}")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no trigger changes while a check of keys waits
        for _, _, on in guards:
            cursor.execute(on)
    if connection.vendor == "postgresql" and filled:
        # What was deleted lies there still, and a thousand tests later each question reads through it.
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(quoted[name] for name in filled)}")


_OF_MIGRATIONS = {"django_content_type", "auth_permission"}


def _asked(cursor: Any, question: str) -> list[tuple[str, ...]]:
    cursor.execute(question)
    return list(cursor.fetchall())


_GUARDS = {
    "sqlite": "SELECT tbl_name, 'DROP TRIGGER ' || name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
    SELECT c.relname, format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname),
        format('ALTER TABLE %s ENABLE %s TRIGGER %I', tgrelid::regclass,
            CASE tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, tgname)
    FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND tgenabled <> 'D'""",
}
"""For each trigger its table, the statement that takes it out of force, and the one that puts it back as it was."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only tests with the mark `database` are wanted, files that never name it need not be imported."""
    wanted = config.option.markexpr.startswith("database")
    unmarked = collection_path.suffix == ".py" and b"mark.database" not in collection_path.read_bytes()
    return True if wanted and unmarked else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come first, the longest before the others, so that no worker begins one when the rest are done."""
    items.sort(key=_order)


def _order(item: pytest.Item) -> tuple[bool, bool]:
    is_browser = "/browser/" in item.nodeid
    return not is_browser, is_browser and "penalty_journey" not in item.nodeid
