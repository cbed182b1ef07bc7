"""Judges 100,000 random cases with both evaluators, then plants faults and counts how many differences each makes.

python tools/drill/agreement.py [--cases 100000] [--write docs/drills/agreement.md]
"""

from __future__ import annotations

import argparse
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from agreement.faults import FAULTS, planted  # noqa: E402
from agreement.judging import Report, agree, explain, make_batch  # noqa: E402
from agreement.tally import met, outcomes_met, table, wanted, wanted_outcomes  # noqa: E402

CASES_A_BATCH = 100
FIRST_SEED = 1_000_000
FAULT_BATCHES = 80


def judge(seeds: tuple[int, ...]) -> tuple[Report, set[str], list[str], list[str]]:
    """The batches of some seeds, what they held, and the first difference of each told in full."""
    report, found, told, failed = Report(), set(), [], []
    for seed in seeds:
        batch = make_batch(seed, cases=CASES_A_BATCH)
        found |= met(batch)
        try:
            one = agree(batch)
        except Exception:  # noqa: BLE001 - whatever an evaluator raises is told with its seed
            failed.append(f"seed {seed}: {traceback.format_exc(limit=-3)}")
            continue
        told += [explain(batch, d) for d in one.differences[:1]]
        report.add(one)
    return report, found, told, failed


def fault(name: str) -> str:
    """One row: differences and errors over the same batches with a fault planted."""
    differences = failed = 0
    with planted(name):
        for seed in range(FIRST_SEED, FIRST_SEED + FAULT_BATCHES):
            try:
                differences += len(agree(make_batch(seed, cases=CASES_A_BATCH)).differences)
            except Exception:  # noqa: BLE001 - a fault may also break an evaluator
                failed += 1
    return f"| {name} | {differences:,} | {failed} |"


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--cases", type=int, default=100_000)
    arguments.add_argument("--write", type=Path, default=ROOT / "docs" / "drills" / "agreement.md")
    given = arguments.parse_args()
    number = -(-given.cases // CASES_A_BATCH)
    last = FIRST_SEED + number
    seeds = [tuple(range(s, min(s + 20, last))) for s in range(FIRST_SEED, last, 20)]
    report, found, told, failed = Report(), set(), [], []
    with ProcessPoolExecutor(2) as pool:
        for done, (one, held, lines, errors) in enumerate(pool.map(judge, seeds), 1):
            report.add(one)
            found |= held
            told += lines
            failed += errors
            if done % 10 == 0:
                print(f"{report.cases:,} cases, {len(report.differences)} differences", flush=True)
        rows = list(pool.map(fault, FAULTS))
    lacking = sorted(wanted() - found)
    lacking += sorted(f"{kind} {outcome}" for kind, outcome in wanted_outcomes() - outcomes_met(report))
    text = page(report, number, lacking, rows, len(failed))
    print(text)
    print("\n\n".join([*failed[:5], *told[:20]]))
    given.write.parent.mkdir(parents=True, exist_ok=True)
    given.write.write_text(text, "utf-8")
    return 1 if report.differences or lacking or failed else 0


def page(report: Report, batches: int, lacking: list[str], rows: list[str], failed: int) -> str:
    """The page that is kept."""
    outcomes = sum(report.outcomes.values())
    return "\n".join(
        [
            "# Agreement of the two evaluators",
            "",
            "Written by `python tools/drill/agreement.py` (`make drill`). «Hard» is the share of the verdicts that the",
            "columns leave to the plain evaluator; three cases in five are made to be hard (repeated steps, ties,",
            "corrections, overlapping pauses, late confirmations).",
            "",
            f"- {report.cases:,} random cases in {batches:,} rule sets of 8 rules; {outcomes:,} verdicts of the plain",
            f"  evaluator; {sum(report.compared.values()):,} compared; {report.odd:,} cases with corrections or",
            "  joinings stand in no table",
            f"- **{len(report.differences):,} differences**; {failed} batches that failed",
            f"- kinds, options, operators, functions and outcomes never met: {', '.join(lacking) or 'none'}",
            "",
            table(report),
            "",
            f"## Planted faults ({FAULT_BATCHES * CASES_A_BATCH:,} cases each)",
            "",
            "| fault | differences | batches that failed |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
