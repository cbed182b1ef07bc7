"""Compares what `plumbline check` found in the demo district with the key: precision and recall of every rule.

Usage: python tools/district_score.py KEY.csv FINDINGS.csv [--all-rules] [--markdown]. Exit code 1 when they differ.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Verdict = tuple[str, str, str, str, str]  # procedure, rule, case, record (empty: a computed one), outcome
JUDGED = ("violated", "undetermined")


@dataclass
class Score:
    """What one rule found: rightly, wrongly, and not at all."""

    right: int = 0
    wrong: list[Verdict] = field(default_factory=list)
    lost: list[Verdict] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + len(self.wrong)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        due = self.right + len(self.lost)
        return self.right / due if due else 1.0

    @property
    def perfect(self) -> bool:
        return not self.wrong and not self.lost


def verdict_of(row: Mapping[str, str]) -> Verdict:
    return row["procedure"], row["rule"], row["case"], row["record"], row["outcome"]


def read_key(path: Path, *, bearers: bool = False) -> dict[Verdict, str]:
    """Verdicts of the organ's own rules in the key (of `bearers`: of all), with what the case was made for."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            verdict_of(row): f"{row['aim']} ({row['purpose']})"
            for row in csv.DictReader(file)
            if bearers or row["bearer"] == "organ"
        }


def read_findings(path: Path) -> list[Verdict]:
    with path.open(encoding="utf-8", newline="") as file:
        return [verdict_of(row) for row in csv.DictReader(file) if row["outcome"] in JUDGED]


def score(key: Iterable[Verdict], findings: Iterable[Verdict]) -> dict[tuple[str, str], Score]:
    """Scores by procedure and rule. A key row without a record matches the computed record of its case."""
    due: Counter[Verdict] = Counter(iter(key))
    found: Counter[Verdict] = Counter(findings)
    for verdict in [v for v in due if not v[3]]:
        twin = next((v for v in found if v not in due and (*v[:3], v[4]) == (*verdict[:3], verdict[4])), None)
        if twin:
            due[twin] = due.pop(verdict)
    scores: dict[tuple[str, str], Score] = {}
    for verdict in due | found:
        one = scores.setdefault((verdict[0], verdict[1]), Score())
        one.right += min(due[verdict], found[verdict])
        one.lost += [verdict] * (due[verdict] - found[verdict])
        one.wrong += [verdict] * (found[verdict] - due[verdict])
    return scores


def print_table(scores: Mapping[tuple[str, str], Score], *, every: bool, markdown: bool) -> None:
    if markdown:
        print("| procedure | rule | right | not in the key | not found | precision | recall |")
        print("|---|---|--:|--:|--:|--:|--:|")
    for (procedure, rule), one in sorted(scores.items()):
        if every or not one.perfect:
            shares = (f"{one.precision:.3f}", f"{one.recall:.3f}")
            cells = (procedure, rule, one.right, len(one.wrong), len(one.lost), *shares)
            print(f"| {' | '.join(map(str, cells))} |" if markdown else "  ".join(map(str, cells)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("key", type=Path)
    parser.add_argument("findings", type=Path)
    parser.add_argument("--all-rules", action="store_true", help="rules without a difference too")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--cases", action="store_true", help="name the case of each difference")
    parser.add_argument(
        "--bearers", action="store_true", help="clocks of party and court too; needs `check --all`"
    )
    options = parser.parse_args()
    key = read_key(options.key, bearers=options.bearers)
    scores = score(key, read_findings(options.findings))
    print_table(scores, every=options.all_rules, markdown=options.markdown)
    made_for = {verdict[2]: aim for verdict, aim in key.items()}
    if options.cases:
        for one in scores.values():
            for word, verdicts in (("not in the key", one.wrong), ("not found", one.lost)):
                for verdict in verdicts:
                    print(f"{word}: {' '.join(verdict)}, a case for {made_for.get(verdict[2], 'nothing')}")
    right = sum(one.right for one in scores.values())
    wrong, lost = (sum(len(getattr(one, name)) for one in scores.values()) for name in ("wrong", "lost"))
    perfect = sum(one.perfect for one in scores.values())
    print(
        f"\n{perfect} of {len(scores)} rules without a difference; {right} verdicts as in the key,"
        f" {wrong} not in the key, {lost} not found"
    )
    return 0 if wrong == lost == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
