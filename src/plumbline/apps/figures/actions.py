"""Bringing the standing acts up to the log: only cases that were touched are read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

from plumbline.apps.figures.definitions import Definitions, definitions
from plumbline.apps.figures.store import MOST_PARTS, ActFiles, State
from plumbline.apps.ledger_store.queries import case_records, cases_from, log_size, openings_after
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import is_beside
from plumbline.core.errors import PlumblineError
from plumbline.core.facts.case import Case
from plumbline.core.ledger.system_acts import LOG_CASE

CHUNK: Final = 2_000
"""Cases read, and written as one part, at a time."""
FULL: Final = 20_000
"""Leaves behind which reading every case again is cheaper than finding those that were touched."""
IN_A_LOOK: Final = 500
"""Leaves that whoever looks at a figure reads in first, in half a second; more is the task's, and the figure says how
far it tells. Where nothing was read in yet under these packs, no figure is told until the task has done it.
"""
Told = Callable[[int, int], object]


def act_files() -> ActFiles:
    """The parts of this site."""
    return ActFiles(Path(settings.DATA) / "figures")


def refresh(*, now: int, told: Told = lambda _done, _all: None, most: int | None = None) -> int:
    """Bring the parts up to the log, and with them the SQL that counts; gives the cases read. Another process at it, or
    more than `most` leaves ahead: nothing is done, and 0 given. With `most` no SQL is written out, which takes seconds.
    """
    files, known = act_files(), definitions()
    with files.writing() as mine:
        if not mine:
            return 0
        state, size = files.state(), log_size()
        none = state.packs != known.packs or not state.parts
        ahead = size - (0 if none else state.leaf)
        if most is None:
            known.keep()  # before the parts: who finds them finds what counts them
        if (ahead == 0 and not none) or (most is not None and ahead > most):
            return 0
        whole = none or ahead > FULL
        state = State(packs=known.packs) if whole else state
        read = 0
        for cases in _every_case() if whole else _touched(state.leaf, size):
            _add(files, state, known, cases, now)
            read += len(cases)
            told(read, read if whole else size - state.leaf)
        state.leaf = size
        for procedure, parts in state.parts.items():
            if len(parts) > MOST_PARTS:
                state.parts[procedure] = [files.one_part(procedure, parts)]
        files.keep(state)
        return read


def _every_case() -> Iterator[list[str]]:
    last = ""
    while cases := openings_after(last, CHUNK):
        yield [one for one in cases if _counts(one)]
        last = cases[-1]


def _touched(leaf: int, size: int) -> Iterator[list[str]]:
    seen = dict.fromkeys(cases_from(leaf, size - leaf))
    cases = [one for one in seen if _counts(one)]
    for start in range(0, len(cases), CHUNK):
        yield cases[start : start + CHUNK]


def _counts(stream: str) -> bool:
    return stream != LOG_CASE and not is_beside(stream)


def _add(files: ActFiles, state: State, known: Definitions, cases: Sequence[str], now: int) -> None:
    by_procedure: dict[str, list[Case]] = {}
    leaves: dict[str, int] = {}
    for case in cases:
        found = _read(case, known, now, leaves)
        if found is not None:
            by_procedure.setdefault(found[0], []).append(found[1])
    for procedure, held in by_procedure.items():
        parts = state.parts.setdefault(procedure, [])
        parts.append(files.add(procedure, held, known.layouts[procedure], leaves))


def _read(case: str, known: Definitions, now: int, leaves: dict[str, int]) -> tuple[str, Case] | None:
    """The case folded; None for one that no figure counts, or that cannot be read (the scan names those).

    The places of its records in the log are put into `leaves`.
    """
    there = case_records(case)
    try:
        docket, history = history_of([held.record for held in there], shelf())
    except PlumblineError:
        return None
    procedure = docket.procedure.id
    if procedure not in known.layouts:
        return None
    leaves.update((held.record.id, held.leaf) for held in there if held.leaf is not None)
    return procedure, history.folded(now)
