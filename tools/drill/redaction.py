"""Measures the finder of personal data on 2,000 invented decisions.

python tools/drill/redaction.py [--date 2026-11-28] [--count 2000] [--print-only]

Goals: numbers 1.0, names 0.99, precision 0.97. Writes docs/drills/redaction.md; the first score stays in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from plumbline.core.disclosure.redaction import find_personal  # noqa: E402
from plumbline.core.disclosure.span import Kind  # noqa: E402
from redaction_score import NUMBERS, Score, measure  # noqa: E402

PAGE = ROOT / "docs" / "drills" / "redaction.md"
FIRST = "## First score"


def summary(score: Score) -> list[str]:
    """The figures that have goals, and the others."""
    return [
        f"- {score.decisions:,} decisions, {score.right + score.wrong.total():,} spans found",
        f"- recall on numbers (identity, telephone, account, plate) {score.recall(*NUMBERS):.4f} (goal 1.0)",
        f"- recall on names {score.recall('name'):.4f} (goal 0.99)",
        f"- recall on addresses {score.recall('address'):.4f}, on mail and messenger {score.recall('contact'):.4f}",
        f"- precision {score.precision:.4f} (goal 0.97); {score.wide:,} right spans reach further than the thing",
        f"- wrong spans by kind: {', '.join(f'{kind} {n}' for kind, n in score.wrong.most_common()) or 'none'}",
    ]


def forms(score: Score) -> list[str]:
    """Recall by the way a thing was written."""
    lines = ["", "| kind | form | planted | missed | recall |", "|---|---|--:|--:|--:|"]
    for (kind, form), one in sorted(score.forms.items()):
        lines.append(f"| {kind} | {form} | {one.found + one.missed} | {one.missed} | {one.recall:.3f} |")
    return lines


def examples(score: Score) -> list[str]:
    """What was missed and what was taken wrongly, the most frequent first."""
    lines = ["", "## Missed", ""]
    for (kind, form), one in sorted(score.forms.items(), key=lambda item: -item[1].missed):
        if one.missed:
            lines.append(f"- {kind}, {form}: {one.missed}")
            lines += [f"  - {example}" for example in one.examples]
    lines += ["", "## Taken wrongly", ""]
    for kind, words in sorted(score.wrongly.items()):
        lines.append(f"- {kind}: {words.total()}")
        lines += [f"  - {count} × {score.where[kind, word]}" for word, count in words.most_common(12)]
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--date", default=dt.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--print-only", action="store_true", help="write no file")
    given = parser.parse_args()
    score = measure(lambda one: list(find_personal(one.text)), given.count)
    told = measure(
        lambda one: list(find_personal(one.text, [(Kind.NAME, one.party)] if one.party else [])), given.count
    )
    apart = measure(lambda one: list(find_personal(one.text)), given.count // 4, held=True)
    figures = summary(score)
    figures.append(
        f"- told the party's name: recall on names {told.recall('name'):.4f}, precision {told.precision:.4f}"
    )
    figures += ["", "On words that nobody tunes to (`held_out.py`):", "", *summary(apart)]
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    first = old[old.index(FIRST) :] if FIRST in old else ""
    if not first:
        head = [FIRST, "", f"{given.date}, before anybody tuned to it.", ""]
        first = "\n".join([*head, *figures, *forms(score), ""])
    head = [
        "# The finder of personal data, measured",
        "",
        f"Written by `python tools/drill/redaction.py` on {given.date}. The decisions (`tests/measures/redaction`)",
        "come from somebody who had not seen the finder; a piece counts as found when all of it is covered, a span as",
        "right when most of it is personal and nothing of it must stay. Names of officers and of legal representatives",
        "may stay. Nobody's data is in it.",
        "",
    ]
    today = "\n".join([*head, *figures, *forms(score), *examples(score)])
    if not given.print_only:
        PAGE.write_text(f"{today}\n\n{first}", "utf-8")
    print(today)
    return 0


if __name__ == "__main__":
    sys.exit(main())
