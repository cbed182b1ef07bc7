"""Rows of a source become records, exactly once: the attest mode of the one door, a thousand at a time.

Each batch is one transaction of the ledger: records, projections, counts of the delivery, rows set aside. Killed before
its end nothing of it is there; sent again, what is there is found by its id and changes nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final

from django.db import transaction

from plumbline.apps.exchange import store
from plumbline.apps.exchange.actions.planning import Outcome, Plan
from plumbline.apps.exchange.archive_numbers import numbers_borne
from plumbline.apps.exchange.drafting import Drafted, Drafter
from plumbline.apps.exchange.incoming import Problem, Row, natives
from plumbline.apps.exchange.old_files import OLD_FILES, old_file_rows
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.exchange.translating import beside, typed
from plumbline.apps.ledger_store.actions import enter_all
from plumbline.apps.ledger_store.errors import CaseOpened, RecordKept
from plumbline.core.ledger.draft import entered as as_record
from plumbline.core.ledger.errors import LedgerError

BATCH: Final = 1_000
TRIES: Final = 4
"""How often a batch begins anew because another call entered some of its records meanwhile."""


Along = Callable[[Outcome], object]
"""Done in the transaction of the batch, told what it enters."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """What a batch makes is needed to its end: to look for garbage among it finds none, at a fifteenth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_uncollected()
def receive(source: Supplier, rows: Sequence[Row], now: int, along: Along, then: Along) -> Outcome:
    """Enter the rows; at most `BATCH` of them.

    `along` and `then` run also where nothing is entered; `then` comes last and is told the breaches too.
    """
    if source.layout == OLD_FILES:
        found, unfit = old_file_rows(rows)
    else:
        found, unfit = natives(source.layout, rows, beside(source.mapping))
    records, unread = typed(found, source.mapping, source.procedure)
    by_number = {row.number: row for row in rows}
    problems: dict[int, list[Problem]] = {}
    for row, problem in unfit:
        problems.setdefault(row.number, []).append(problem)
    for native, problem in unread:
        problems.setdefault(native.number, []).append(problem)
    drafter = Drafter(source, now)
    drafted: list[Drafted] = []
    for one in records:
        made = drafter.drafted(one)
        if isinstance(made, Problem):
            problems.setdefault(one.native.number, []).append(made)
            continue
        more = drafter.beside(made)
        if isinstance(more, Problem):
            problems.setdefault(one.native.number, []).append(more)
        else:
            drafted += [made, *more]
    for number, problem in numbers_borne(source.organ, drafted):
        problems.setdefault(number, []).append(problem)
    drafted = [one for one in drafted if one.native.number not in problems]

    def last(told: Outcome) -> None:
        told.breaches = store.breaches_of([one.record for one in told.taken if not one.known])
        then(told)

    return _entered(drafted, problems, by_number, now, (along, last))


def _entered(
    drafted: list[Drafted],
    problems: dict[int, list[Problem]],
    rows: Mapping[int, Row],
    now: int,
    doing: tuple[Along, Along],
) -> Outcome:
    first, last = doing
    for attempt in range(TRIES):
        plan = Plan(drafted, dict(problems), now)
        outcome = plan.outcome(rows)
        along, then = partial(first, outcome), partial(last, outcome)
        try:
            if plan.wanted:
                enter_all(plan.wanted, now=now, along=along, then=then)
            else:
                with transaction.atomic():
                    along()
                    then()
            return outcome
        except (RecordKept, CaseOpened):
            if attempt == TRIES - 1:
                raise
        except LedgerError as error:
            unfit = _unfit(drafted, now)
            if not unfit or attempt == TRIES - 1:
                raise error
            for number, problem in unfit.items():
                problems.setdefault(number, []).append(problem)
            drafted = [one for one in drafted if one.native.number not in unfit]
    raise AssertionError("unreachable: the last attempt raises")


def _unfit(drafted: Sequence[Drafted], now: int) -> dict[int, Problem]:
    """Rows whose drafts the ledger takes for no records at all, and why."""
    found: dict[int, Problem] = {}
    for one in drafted:
        for draft in (one.opening, one.draft):
            try:
                as_record(draft, recorded_at=now, previous=None, chance=bytes)
            except LedgerError as error:
                found[one.native.number] = Problem("", "", error.message("zh"), error.message("en"))
    return found
