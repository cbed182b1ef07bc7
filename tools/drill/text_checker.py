"""Measures the checker of texts on the marked sentences: precision and recall of every row and pattern.

python tools/drill/text_checker.py [--date 2026-11-28] [--print-only]

Writes docs/drills/text-checker.md (the first score stays in it) and packs/cn/review/text-patterns-measured.yaml; what
the second file of held-out sentences gave at first stays in text-checker-fresh-2-first.md.
With $PLUMBLINE_REFERENCE set (a folder with data/laws) statutes are checked too: makers who may set a thing must
not be told off.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from plumbline.core.review.measured import FEWEST  # noqa: E402
from text_checker_score import (  # noqa: E402
    FIRST_SIGHT,
    HELD_OUT,
    HELD_OUT_2,
    Count,
    Score,
    read_sentences,
    score,
    statutes,
)

PAGE = ROOT / "docs" / "drills" / "text-checker.md"
MEASURED = ROOT / "packs" / "cn" / "review" / "text-patterns-measured.yaml"
CLAIM = 0.9
FIRST = "## First score"
STATUTES = "## Over the statutes"


def shown(value: float | None, examples: int) -> str:
    """A share; nothing above 0.9 is claimed on fewer examples than `FEWEST`."""
    if value is None:
        return "–"
    return "≤0.90" if value > CLAIM and examples < FEWEST else f"{value:.2f}"


def summary(result: Score) -> list[str]:
    """The figures of the whole."""
    bad = sum(len(count.hits) + len(count.missed) for count in result.groups.values())
    return [
        f"- {result.sentences} sentences, {bad} of them with a breach",
        f"- precision of all marks {result.precision:.3f}; recall {result.recall():.3f}, on rows that some pattern"
        f" is there for {result.recall(result.claimed):.3f}",
        f"- rows without any pattern: {', '.join(sorted(set(result.groups) - result.claimed))}",
    ]


def table(head: str, counts: dict[str, Count]) -> list[str]:
    """One line a row or pattern."""
    lines = [f"| {head} | hits | missed | wrong marks | precision | recall |", "|---|--:|--:|--:|--:|--:|"]
    for name, one in sorted(counts.items()):
        numbers = (len(one.hits), len(one.missed), len(one.false))
        few = sum(numbers)
        cells = (name, *numbers, shown(one.precision, few), shown(one.recall, few))
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def figures(result: Score) -> list[str]:
    """Tables of rows and patterns."""
    return [
        *summary(result),
        "",
        "By group of sentences («wrong marks»: sentences of the group marked for something that is not there):",
        "",
        *table("row", result.groups),
        "",
        "By pattern («missed»: a breach of the row it is there for, which no pattern told):",
        "",
        *table("pattern", result.patterns),
    ]


def examples(result: Score) -> list[str]:
    """Every miss and every wrong mark, for the authors of the patterns."""
    lines = ["", "## Missed", ""]
    for row, count in sorted(result.groups.items()):
        lines += [f"- {row}: {one.text}" for one in count.missed]
    lines += ["", "## Wrong marks", ""]
    lines += [f"- {id} on {one.name}: {one.text}" for id, one in sorted(result.wrong, key=lambda x: x[0])]
    if result.unjudged:
        lines += ["", "## Marks without an article (not judged)", ""]
        lines += [f"- {id}: {one.text}" for id, many in sorted(result.unjudged.items()) for one in many]
    return lines


def over_statutes() -> tuple[list[str], list[str]]:
    """What the checker says of statutes: lines for the page, and passages that are only printed."""
    named = os.environ.get("PLUMBLINE_REFERENCE")
    folder = Path(named) / "data" / "laws" if named else None
    if folder is None or not folder.is_dir():
        return [], []
    found = list(statutes(folder))
    wrongly = [one for one in found if one[4]]
    penalties = [one for one in found if one[2] == "J01"]
    lines = [
        "",
        STATUTES,
        "",
        f"- marks on makers entitled to set the thing: {len(wrongly)} (goal 0)",
        f"- «illegal setting of penalties» on any text: {len(penalties)}"
        f" ({', '.join(sorted({one[0] for one in penalties})) or 'none'})",
        "",
        "Other marks, which no rank of the maker excuses; on a statute nearly all of them must be wrong:",
        "",
        "| pattern | marks | texts |",
        "|---|--:|--:|",
    ]
    others = [one for one in found if not one[4] and one[2] != "J01"]
    for id, count in sorted(Counter(one[2] for one in others).items()):
        lines.append(f"| {id} | {count} | {len({one[0] for one in others if one[2] == id})} |")
    return lines, [
        f"{id} on {maker} {title}: {near}" for title, maker, id, near, _ in wrongly + penalties + others
    ]


def measured(result: Score, on: str) -> str:
    """The file that the pages read; a pattern without an example stays out."""
    lines = [
        "# How the patterns did on sentences nobody tunes to; written by tools/drill/text_checker.py.",
        f"measured_on: {on}",
        "patterns:",
    ]
    for id, one in sorted(result.patterns.items()):
        hits, false, missed = len(one.hits), len(one.false), len(one.missed)
        if id in FIRST_SIGHT:
            hits, missed = FIRST_SIGHT[id]
        if hits + false + missed:
            lines.append(f"  {id}: {{hits: {hits}, false: {false}, missed: {missed}}}")
    return "\n".join([*lines, ""])


def section(old: str, head: str) -> str:
    """A section of the page that is there already, up to the next one; empty where there is none."""
    if head not in old:
        return ""
    start = old.index(head)
    end = old.find("\n## ", start)
    return old[start:] if end < 0 else old[start:end]


def apart(held: Score) -> list[str]:
    """Figures of the sentences that nobody tunes to, without the sentences."""
    head = [
        "",
        "On sentences that nobody tunes to (`held_out.yaml`; the pages show these figures). Who mended the patterns on",
        "2026-11-29 and 2026-12-01 read none of them, but looked at how many each pattern missed and marked wrongly,",
        "the second time after each of several steps (precision 0.833, recall 0.685 before):",
        "",
    ]
    second = score(read_sentences(HELD_OUT_2))
    hits, missed = (sum(counts) for counts in zip(*FIRST_SIGHT.values(), strict=True))
    mended = {id: second.patterns[id] for id in FIRST_SIGHT}
    tail = [
        "",
        f"Nine patterns have no sentence there. On those of `held_out_2.yaml` they told {hits} of {hits + missed}",
        "([first score](text-checker-fresh-2-first.md)) and were then mended by the misses: the table below is",
        "**no longer fresh**, and the pages go on showing what was seen first.",
        "",
        *summary(second),
        "",
        *table("pattern", mended),
    ]
    return [*head, *summary(held), "", *table("pattern", held.patterns), *tail]


def page(result: Score, held: Score, on: str, old: str, statutes: list[str]) -> str:
    """The page of today, with the first score at its end."""
    head = [
        "# The checker of texts, measured",
        "",
        f"Written by `python tools/drill/text_checker.py` on {on}. The sentences",
        "(`tests/measures/text_checker`) come from somebody who read the articles and not the patterns; a mark counts",
        "when it is no mere note and not lowered.",
        "",
        "**The first table is no longer fresh**: its misses were read when the patterns were mended. What the checker",
        "does on words that nobody mended it by tell the sentences that nobody tunes to, below.",
        "",
    ]
    first = section(old, FIRST) or "\n".join(
        [FIRST, "", f"{on}, before anybody tuned to it.", "", *figures(result), *apart(held)]
    )
    over = statutes or ["", section(old, STATUTES).rstrip()]
    return "\n".join(
        [*head, *figures(result), *apart(held), *examples(result), *over, "", first.rstrip(), ""]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--date", default=dt.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
    parser.add_argument("--print-only", action="store_true", help="write no file")
    given = parser.parse_args()
    result = score(read_sentences())
    held = score(read_sentences(HELD_OUT))
    lines, passages = over_statutes()
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    text = page(result, held, given.date, old, lines)
    if not given.print_only:
        PAGE.write_text(text, "utf-8")
        MEASURED.write_text(measured(held, given.date), "utf-8")
    print(text[: text.index(FIRST)])
    print("\n".join(passages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
