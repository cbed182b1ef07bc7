"""Lawful histories of every procedure at random: can each be ended, and do all readings of it say the same.

python tools/drill/lawful_walks.py [--seeds 300] [--mended 100] [--without 3] [PROCEDURE ...]

Act by act through the core's door (`tests/builders/lawful_walk.py`); then all histories of a procedure are judged with
both evaluators. Last, what no end is reached without: each step left out in turn, as if nobody ever did it. A step
that no walk ever does may be one that its rules allow to nobody. What it prints is kept in docs/drills/lawful_walks.txt
(`make drill`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from agreement.judging import Batch, agree, explain  # noqa: E402
from agreement.random_cases import RandomCase  # noqa: E402
from builders.history import packs  # noqa: E402
from builders.lawful_walk import Reached, Walked, told, walk  # noqa: E402
from builders.walk_forms import DAY, QUALIFIED  # noqa: E402
from plumbline.core.cases.door import OUTSIDE_ROLES  # noqa: E402
from plumbline.core.facts.case import FULL_COVERAGE  # noqa: E402
from plumbline.core.facts.record import Record  # noqa: E402
from plumbline.core.procedures.judging import rule_set  # noqa: E402
from plumbline.core.rules.evaluate_batch import Setting  # noqa: E402

TOLD = 3
"""How many walks of a procedure that went wrong are told in full."""


@dataclass(frozen=True, slots=True)
class Task:
    """The walks of one procedure: so many plain ones, so many mended, so many with each step left out."""

    procedure: str
    seeds: int
    mended: int
    without: int


@dataclass(frozen=True, slots=True)
class Found:
    """What the walks of one procedure came to; `wrong` is told in full, `endless` and `faults` count walks."""

    line: str
    acts: int
    endless: int
    faults: int
    wrong: Sequence[str]


def walked(task: Task) -> Found:
    """The walks of a procedure."""
    begun = time.process_time()
    plain = [walk(task.procedure, seed) for seed in range(task.seeds)]
    mended = [walk(task.procedure, seed, mended=True) for seed in range(task.mended)]
    faulty = [one for one in (*plain, *mended) if one.faults or one.reached is Reached.RAISED]
    endless = [one for one in plain if one.is_endless]
    compared, differing = judged_twice(plain + mended)
    lengths = [len(one.records) for one in plain]
    outcomes = Counter(str(one.reached) for one in plain)
    needed = list(without_each(task))
    line = (
        f"{task.procedure}: {', '.join(f'{word} {number}' for word, number in sorted(outcomes.items()))}; "
        f"records {sum(lengths) // max(len(lengths), 1)} on average, {max(lengths, default=0)} at most; "
        f"mended {len(mended)}; faults {len(faulty)}; verdicts compared {compared:,}, differing {len(differing)}; "
        f"{time.process_time() - begun:.0f} s of processor time"
    )
    done = {record.step for one in plain for record in one.records}
    undone = [
        f"{id}「{step.title}」" for id, step in plain[0].docket.procedure.steps.items() if id not in done
    ]
    if undone:
        line += f"\n  never done: {', '.join(undone)}"
    if needed:
        line += f"\n  no end without: {', '.join(needed)}"
    wrong = [told(one) for one in (*faulty[:TOLD], *endless[:TOLD])] + differing[:TOLD]
    return Found(line, sum(lengths), len(endless), len(faulty) + len(differing), wrong)


def without_each(task: Task) -> Iterator[str]:
    """The steps that belong to every way to an end: left out, none of the walks reaches one."""
    procedure = packs().procedure(task.procedure)
    for step in procedure.steps.values():
        if procedure.ends == (step.id,) and step.role not in OUTSIDE_ROLES:
            continue  # how its cases usually end
        tried = (walk(task.procedure, seed, without=frozenset({step.id})) for seed in range(task.without))
        if task.without and all(one.is_endless for one in tried):
            yield f"{step.id}「{step.title}」({step.role or 'officer'})"


def judged_twice(walks: Sequence[Walked]) -> tuple[int, list[str]]:
    """How many verdicts both evaluators gave on these histories, and each difference in full."""
    docket = walks[0].docket
    procedure = docket.procedure
    if not procedure.rules:
        return 0, []
    now = max(one.records[-1].recorded_at for one in walks) + DAY
    setting = Setting(docket.calendar, docket.figures, docket.divisions, QUALIFIED, FULL_COVERAGE, now)
    fields = {field.name: field.type for step in procedure.steps.values() for field in step.fields.values()}
    attributes = {name: one.definition.type for name, one in procedure.attributes.items()}
    cases = tuple(_apart(place, one) for place, one in enumerate(walks))
    batch = Batch(0, rule_set(procedure), setting, cases, fields, attributes)
    report = agree(batch)
    return sum(report.compared.values()), [explain(batch, one) for one in report.differences]


def _apart(place: int, walked: Walked) -> RandomCase:
    """The history under ids of its own."""
    name = f"c{place:05d}"

    def own(act: Record) -> Record:
        corrects = f"{name}-{act.corrects}" if act.corrects else None
        return replace(act, id=f"{name}-{act.id}", corrects=corrects, case=name)

    return RandomCase(name, tuple(map(own, walked.history.acts)), dict(walked.history.header))


def run(tasks: Iterable[Task]) -> int:
    """All of them in two processes, told as they come; 1 where anything was not as it must be."""
    found = []
    with ProcessPoolExecutor(2) as pool:
        for one in pool.map(walked, tasks):
            print(one.line, flush=True)
            for wrong in one.wrong:
                print(wrong, flush=True)
            found.append(one)
    endless, faults = sum(one.endless for one in found), sum(one.faults for one in found)
    acts = sum(one.acts for one in found)
    print(
        f"{len(found)} procedures, {acts:,} records of plain walks; cases without an end {endless}, faults {faults}"
    )
    return 1 if endless or faults else 0


def main() -> int:
    """The drill."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--seeds", type=int, default=300)
    arguments.add_argument("--mended", type=int, default=100)
    arguments.add_argument("--without", type=int, default=3)
    arguments.add_argument("procedures", nargs="*", metavar="PROCEDURE")
    given = arguments.parse_args()
    names = given.procedures or [id for id in packs().ids if not id.startswith("example.")]
    print(
        f"seeds a procedure: {given.seeds}, mended {given.mended}; tried without each step {given.without} times"
    )
    return run(Task(name, given.seeds, given.mended, given.without) for name in names)


if __name__ == "__main__":
    sys.exit(main())
