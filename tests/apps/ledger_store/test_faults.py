"""Every storage call of entering and sealing breaks both ways, «failed and not saved» and «failed but saved».

After each fault the caller does the same thing again, as it would after a lost answer, and the whole log is judged:
records once each, every checkpoint, every tile, the projections. Which calls there are is found by counting them.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from tests.apps.ledger_store.conftest import Log
from tests.builders.ledger import NOON, act, opening
from tests.builders.ledger_check import check_places, check_projections

from plumbline.apps.ledger_store import actions, append_only, queries
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.errors import RecordKept
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Attachment, Confirmation
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

BROKEN = "the storage broke here"
Act = Callable[[], object]


class Faults:
    """Breaks the n-th storage call: a statement, or the commit that ends a transaction."""

    def __init__(self, at: int, saved: bool) -> None:
        self._at, self._saved = at, saved
        self.calls: list[str] = []
        """The first word of each call."""

    def call(self, word: str, run: Callable[[], Any]) -> Any:
        self.calls.append(word)
        if len(self.calls) != self._at:
            return run()
        if self._saved:
            run()
        raise OperationalError(BROKEN)

    @contextmanager
    def in_force(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        commit = connection._commit

        def statement(execute: Any, *given: Any) -> Any:
            return self.call(str(given[0]).split()[0], lambda: execute(*given))

        with patch.context() as one, connection.execute_wrapper(statement):
            one.setattr(connection, "_commit", lambda: self.call("COMMIT", commit))
            yield


def enter(*wanted: Wanted) -> Act:
    """An entry as a caller makes it: an answer that it is kept already is an answer."""

    def run() -> None:
        with suppress(RecordKept):
            actions.enter_all(wanted, now=NOON)

    return run


def destruction() -> Wanted:
    officers = (Actor("o-1", "archivist"), Actor("o-2", "appraiser"))
    fields = destruction_fields(
        places=[ValuePlace("c-0", "personal", "name")],
        retention_expired="2026-03-01",
        appraisal="鉴定意见〔2026〕1号",
        ground="保管期限届满",
    )
    confirmed = tuple(Confirmation(one.officer, NOON) for one in officers)
    draft = act(
        "c", DESTROY, fields=fields, by=officers, confirmations=confirmed, at=Moment("2026-03-02", "day")
    )
    return Wanted(draft, 13)


FILE = Attachment("photo", "image/jpeg", 3, "sha256:" + "0" * 64, salted=True)
ACTS: dict[str, Callable[[Log], Act]] = {
    "enter": lambda log: enter(
        Wanted(
            act("c", "note", personal={"name": "张某"}, attachments=(FILE,), salts={"photo": b"s" * 32}), 13
        )
    ),
    "open": lambda log: enter(Wanted(opening("d"), 0)),
    "batch": lambda log: enter(
        Wanted(opening("d"), 0),
        Wanted(act("c", "note"), 13),
        Wanted(act("d", "note", personal={"a": "甲"}), 1),
    ),
    "destroy": lambda log: enter(destruction()),
    "seal": lambda log: lambda: log.sealer.seal(),
}


class Beginning:
    """The state before each fault, kept once and put back each time: to fill a log anew takes seconds."""

    def __init__(self, log: Log, name: str) -> None:
        self._log, self._name = log, name
        self._tables = (*append_only.tables(connection.vendor), "ledger_frontier", "projection_case")
        self._file: sqlite3.Connection | None = None
        self._is_kept = False

    def again(self) -> None:
        """As if nothing had happened yet."""
        if not self._is_kept:
            self._begin()
            self._keep()
            self._is_kept = True
        elif self._file is not None:
            self._file.backup(connection.connection)
        else:
            self._fill("INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_{table}")

    def _keep(self) -> None:
        if connection.vendor == "sqlite":
            self._file = sqlite3.connect(":memory:")
            connection.connection.backup(self._file)
        else:
            with connection.cursor() as cursor:
                for table in self._tables:
                    cursor.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")

    def _begin(self) -> None:
        """A log with a few records sealed and three more not; before a seal so many that it fills a tile."""
        self._fill()
        first = [Wanted(opening("c"), 0), Wanted(act("c", "note", id="c-0", personal={"name": "李某"}), 1)]
        sealed, end = (250, 260) if self._name == "seal" else (10, 13)
        notes = [Wanted(act("c", "note", id=f"c-{n}"), n) for n in range(2, end)]
        actions.enter_all([*first, *notes[: sealed - 2]], now=NOON)
        self._log.sealer.seal()
        actions.enter_all(notes[sealed - 2 :], now=NOON)

    def _fill(self, statement: str = "") -> None:
        """Empties the tables, whose triggers are out of force meanwhile, and fills each by the statement."""
        with transaction.atomic(), connection.cursor() as cursor:
            for one in append_only.remove(connection.vendor):
                cursor.execute(one)
            for table in self._tables:
                cursor.execute(f"DELETE FROM {table}")
                if statement:
                    cursor.execute(statement.format(table=table))
            for one in append_only.install(connection.vendor):
                cursor.execute(one)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    f"VACUUM {', '.join(self._tables)}"
                )  # else each question reads through all that was

    def close(self) -> None:
        """Let the copies go."""
        if self._file is not None:
            self._file.close()
        elif self._is_kept:
            with connection.cursor() as cursor:
                for table in self._tables:
                    cursor.execute(f"DROP TABLE kept_{table}")


def reload() -> None:
    """A new process begins with a new connection."""
    connection.close()


def judge(log: Log) -> None:
    """Enter a few more, seal, and judge everything."""
    moved = len(queries.case_records("c"))
    actions.enter_all([Wanted(act("c", "note", id=f"z-{n}"), moved + n) for n in range(5)], now=NOON)
    log.sealer.seal()
    check_places()
    assert log.verify().records == queries.log_size() >= 15
    check_projections()


@pytest.mark.parametrize("name", ACTS)
def test_each_storage_call_may_break_both_ways(name: str, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.sm3 = True
    with closing(Beginning(log, name)) as beginning:
        break_each_call(beginning, name, log, monkeypatch)


def break_each_call(beginning: Beginning, name: str, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    beginning.again()
    whole = Faults(0, saved=False)
    with whole.in_force(monkeypatch):
        ACTS[name](log)()
    assert len(whole.calls) >= 4
    assert {"INSERT", "COMMIT"} <= set(whole.calls)
    expected = queries.log_state().size
    for at, word in enumerate(whole.calls, 1):
        for saved in (False,) if word == "SELECT" else (False, True):  # a question has nothing to save
            beginning.again()
            run = ACTS[name](log)
            with Faults(at, saved).in_force(monkeypatch), pytest.raises(OperationalError, match=BROKEN):
                run()
            reload()
            run()
            if connection.vendor == "sqlite":
                assert queries.log_size() == expected, (at, saved)
            judge(log)
