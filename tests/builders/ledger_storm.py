"""Many processes enter records at once, some are killed, some give up half-way; then the whole log is judged.

    python -m tests.builders.ledger_storm '[{"kills": 20}, {"writers": 50, "cases": 1}]'

The database is named by PLUMBLINE_DATABASE and made anew. One process prepares the program and forks the others, so
that a killed one is back within milliseconds. Each writer notes what it is about to enter and, once it has the answer,
that it was acknowledged; a writer that takes a dead one's place sends the last entry again if its answer is missing.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
django.setup()

from tests.builders.ledger import act, opening  # noqa: E402
from tests.builders.ledger_check import check_places, check_projections, verify_stored_log  # noqa: E402

from plumbline.apps.ledger_store import sequencing, store  # noqa: E402 - models need the framework set up
from plumbline.apps.ledger_store.errors import CaseMoved, RecordKept  # noqa: E402
from plumbline.apps.ledger_store.ledger_rows import rows  # noqa: E402
from plumbline.apps.ledger_store.projections import CaseProjection, Entered, Projection  # noqa: E402
from plumbline.apps.ledger_store.sealing import Sealer, signers_of  # noqa: E402
from plumbline.apps.ledger_store.store import Wanted  # noqa: E402
from plumbline.core.ledger.draft import Draft  # noqa: E402
from plumbline.core.ledger.note import Ed25519Signer  # noqa: E402

FORK = multiprocessing.get_context("fork")
SIGNERS = signers_of(Ed25519Signer("plumbline.invalid/storm", b"s" * 32), sm3=True)


@dataclass(frozen=True)
class Storm:
    """What happens. Without `kills` each writer enters `records` entries and is done."""

    writers: int = 4
    cases: int = 5
    records: int = 20
    kills: int = 0
    batch: int = 1
    """Cases that one entry touches, in random order; where writers are killed, at most so many and often fewer."""
    give_up: float = 0.0
    """Share of entries that are rolled back after their statements, a moment later."""
    skew: float = 0.0
    """Seconds by which the writers' clocks are apart at most."""
    seed: int = 1
    name: str = "c"
    """Begins the names of its cases."""


class GaveUp(Exception):
    """A projection refused, so the whole entry is rolled back."""


class Wavering:
    """Holds some transactions open for a moment, and lets some fail."""

    name = "wavering"

    def __init__(self, storm: Storm, chance: random.Random) -> None:
        self._storm, self._chance = storm, chance

    def apply(self, entered: Sequence[Entered]) -> None:
        if self._storm.give_up:
            time.sleep(self._chance.random() * 0.02)
            if self._chance.random() < self._storm.give_up:
                raise GaveUp

    def clear(self) -> None:
        return None

    def dump(self) -> Iterator[bytes]:
        return iter(())


class Writer:
    """Enters records into cases chosen at random; `folder` keeps what it intends and what was acknowledged."""

    def __init__(self, storm: Storm, slot: int, generation: int, folder: Path) -> None:
        self._storm, self._slot = storm, slot
        self._chance = random.Random(f"{storm.seed}-{slot}-{generation}")
        self._name = f"{storm.name}-w{slot}-{generation}"
        self._intended, self._acknowledged = folder / f"intended-{slot}", folder / f"acknowledged-{slot}"
        self._length: dict[str, int] = {}
        self._skew = int((self._chance.random() - 0.5) * 2 * storm.skew * 1_000_000)
        self._projections: tuple[Projection, ...] = (CaseProjection(), Wavering(storm, self._chance))
        self.conflicts = 0

    def run(self) -> None:
        self._send_again()
        number = 0
        while self._storm.kills or number < self._storm.records:
            cases = self._chance.sample(range(self._storm.cases), min(self._size(), self._storm.cases))
            self._enter([f"{self._storm.name}-{case}" for case in cases], f"{self._name}-{number}")
            number += 1

    def _size(self) -> int:
        """Single records and batches are stored by different statements; a storm of kills mixes them."""
        return self._chance.randint(1, self._storm.batch) if self._storm.kills else self._storm.batch

    def _enter(self, cases: list[str], name: str) -> None:
        """One entry, tried until it is in."""
        while True:
            drafts = [self._draft(case, name) for case in cases]
            _note(self._intended, [[case, name] for case in cases])
            try:
                self._keep(drafts)
                return
            except GaveUp:
                continue
            except CaseMoved as moved:
                self.conflicts += 1
                self._length[str(moved.data["case"])] = int(str(moved.data["position"]))

    def _draft(self, case: str, name: str) -> Draft:
        if self._length.get(case, 0) == 0:
            return replace(opening(case), id=f"{name}-{case}")
        return act(case, "note", id=f"{name}-{case}", personal={"party_name": f"当事人{name}"})

    def _keep(self, drafts: list[Draft]) -> None:
        wanted = [Wanted(draft, self._length.get(draft.case, 0)) for draft in drafts]
        now = time.time_ns() // 1000 + self._skew
        receipts = store.keep(wanted, now=now, projections=self._projections)
        _note(self._acknowledged, [receipt.record.id for receipt in receipts])
        for receipt in receipts:
            self._length[receipt.record.case] = receipt.position + 1

    def _send_again(self) -> None:
        """The last entry of a dead writer, if nobody knows whether it is in."""
        intended, acknowledged = _notes(self._intended), _notes(self._acknowledged)
        known = {identity for line in acknowledged for identity in line}
        for case, name in intended[-1] if intended else ():
            draft = act(case, "note", id=f"{name}-{case}", personal={"party_name": f"当事人{name}"})
            if draft.id in known or not rows("SELECT 1 FROM ledger_record WHERE case_id = %s", (case,)):
                continue
            with suppress(RecordKept):
                store.keep(
                    [Wanted(draft, None)], now=time.time_ns() // 1000, projections=self._projections[:1]
                )
            _note(self._acknowledged, [draft.id])


def _note(path: Path, value: object) -> None:
    """One line in one write, so that a kill leaves it whole or not at all."""
    with path.open("ab", buffering=0) as file:
        file.write(json.dumps(value).encode() + b"\n")


def _notes(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def _write(storm: Storm, slot: int, generation: int, folder: Path) -> None:
    writer = Writer(storm, slot, generation, folder)
    writer.run()
    _note(folder / "conflicts", writer.conflicts)
    os._exit(0)


def _seal() -> None:
    """The sealing process, which begins again whenever the database lets it go."""
    sealer = Sealer(SIGNERS, lambda: time.time_ns() // 1000)
    while True:
        try:
            with sequencing.alone() as held:
                while held:
                    sealer.seal()
                    time.sleep(0.01)
        except DatabaseError:
            connection.close()
        time.sleep(0.01)


def run(storms: Sequence[Storm]) -> list[dict[str, object]]:
    """One storm after another, then the judgement; AssertionError or Untrue when something was lost or is wrong."""
    call_command("migrate", verbosity=0)
    connections.close_all()
    told, acknowledged = [], []
    for storm in storms:
        with TemporaryDirectory() as name:
            folder = Path(name)
            _rage(storm, folder)
            lines = [line for path in sorted(folder.glob("acknowledged-*")) for line in _notes(path)]
            acknowledged += [identity for line in lines for identity in line]
            told.append({**asdict(storm), "conflicts": sum(_notes(folder / "conflicts"))})
    with sequencing.alone() as held:
        assert held
        Sealer(SIGNERS, lambda: time.time_ns() // 1000).seal()
    entered = [row[0] for row in rows("SELECT record_id FROM ledger_record")]
    assert set(acknowledged) <= set(entered), "an acknowledged record is lost"
    assert len(acknowledged) == len(set(acknowledged)), "a record was acknowledged twice"
    check_places()
    report = verify_stored_log(SIGNERS)
    check_projections()
    signed = rows("SELECT COUNT(*) FROM ledger_checkpoint WHERE tree = 'sha256'")[0][0]
    whole = {"entered": len(entered), "acknowledged": len(acknowledged), "sealed": report.records}
    return [*told, {**whole, "checkpoints": signed}]


def _rage(storm: Storm, folder: Path) -> None:
    """Start everything; kill and replace until enough were killed, or wait until the writers are done."""
    chance = random.Random(storm.seed)
    living: dict[int, BaseProcess] = {
        slot: _start(storm, slot, 0, folder) for slot in range(-1, storm.writers)
    }
    with _all_ended(living):
        for generation in range(1, storm.kills + 1):
            time.sleep(0.01 + chance.random() * 0.09)
            slot = chance.choice(list(living))
            _kill(living[slot])
            living[slot] = _start(storm, slot, generation, folder)
        if not storm.kills:
            for slot in range(storm.writers):
                living[slot].join(300)
                assert living[slot].exitcode == 0, f"writer {slot} ended with {living[slot].exitcode}"


@contextmanager
def _all_ended(living: dict[int, BaseProcess]) -> Iterator[None]:
    try:
        yield
        ended = [slot for slot, one in living.items() if one.exitcode not in (None, 0)]
        assert not ended, f"processes {ended} ended by themselves"
    finally:
        for one in living.values():
            _kill(one)


def _start(storm: Storm, slot: int, generation: int, folder: Path) -> BaseProcess:
    """A writer, or for slot -1 the sealing process."""
    if slot < 0:
        made = FORK.Process(target=_seal, daemon=True)
    else:
        made = FORK.Process(target=_write, args=(storm, slot, generation, folder), daemon=True)
    made.start()
    return made


def _kill(one: BaseProcess) -> None:
    if one.is_alive() and one.pid:
        os.kill(one.pid, signal.SIGKILL)
    one.join()


if __name__ == "__main__":
    print(json.dumps(run([Storm(**one) for one in json.loads(sys.argv[1])])))
