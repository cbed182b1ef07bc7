"""Measures the finder of personal data on 2,000 invented decisions.

python tools/drill/redaction.py [--date 2026-11-28] [--count 2000] [--print-only] [--words held-3]

Goals: numbers 1.0, names 0.99, precision 0.97. Writes docs/drills/redaction.md; the first score stays in it. With
`--words` it measures one held-back set by shape and shows no words of it; the first scores of `held-2` and `held-3` are
kept in docs/drills/redaction-fresh-first.md and redaction-fresh-4-first.md and never brought up to date.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

from measures.redaction.generator import Words  # noqa: E402
from measures.redaction.paper import Decision  # noqa: E402
from plumbline.core.disclosure.redaction import find_personal  # noqa: E402
from plumbline.core.disclosure.span import Kind  # noqa: E402
from redaction_score import NUMBERS, Found, Score, Tally, measure  # noqa: E402

PAGE = ROOT / "docs" / "drills" / "redaction.md"
FRESH = {
    Words.HELD_2: PAGE.with_name("redaction-fresh-first.md"),
    Words.HELD_3: PAGE.with_name("redaction-fresh-4-first.md"),
    Words.HELD_4: PAGE.with_name("redaction-fresh-5-first.md"),
    Words.HELD_5: PAGE.with_name("redaction-fresh-6-first.md"),
    Words.HELD_6: PAGE.with_name("redaction-fresh-7-first.md"),
    Words.HELD_7: PAGE.with_name("redaction-fresh-8-first.md"),
    Words.HELD_8: PAGE.with_name("redaction-fresh-9-first.md"),
    Words.HELD_9: PAGE.with_name("redaction-fresh-10-first.md"),
    Words.HELD_10: PAGE.with_name("redaction-fresh-11-first.md"),
    Words.HELD_11: PAGE.with_name("redaction-fresh-12-first.md"),
    Words.HELD_12: PAGE.with_name("redaction-fresh-13-first.md"),
    Words.HELD_13: PAGE.with_name("redaction-fresh-14-first.md"),
    Words.HELD_14: PAGE.with_name("redaction-fresh-15-first.md"),
    Words.HELD_15: PAGE.with_name("redaction-fresh-16-first.md"),
    Words.HELD_16: PAGE.with_name("redaction-fresh-17-first.md"),
    Words.HELD_17: PAGE.with_name("redaction-fresh-18-first.md"),
    Words.HELD_18: PAGE.with_name("redaction-fresh-19-first.md"),
}
"""Where the first score of a set told by shape is kept; with the open set counted, `held-3` is the fourth."""
APART = {
    Words.HELD: ("held_out.py", "which the builder of the finder saw"),
    Words.HELD_2: (
        "held_2.py",
        "of which no sentence was read, but by whose shapes, and by counts of what was missed, it was mended",
    ),
    Words.HELD_3: (
        "held_3.py",
        "of which nothing was read until the fifth set was being written; its misses were mended by class then",
    ),
    Words.HELD_4: ("held_4.jsonl", "of which the misses were read and mended by class after its first sight"),
    Words.HELD_5: ("held_5.yaml", "of which the misses were read and mended by class after its first sight"),
    Words.HELD_7: ("held_7.yaml", "of which the misses were read and mended by class after its first sight"),
    Words.HELD_8: ("held_8.jsonl", "of which the misses were read and mended by class after its first sight"),
    Words.HELD_9: ("held_9.jsonl", "of which the misses were read and mended by class after its first sight"),
    Words.HELD_10: (
        "held_10.jsonl.xz",
        "of which the misses were read and mended by class after its first sight",
    ),
    Words.HELD_11: (
        "held_11.jsonl.xz",
        "of which the misses were read and mended by class after its first sight",
    ),
    Words.HELD_12: (
        "held_12.jsonl.xz",
        "of which the misses were read and mended by class after its first sight",
    ),
    Words.HELD_13: (
        "held_13.jsonl.xz",
        "of which the misses were read and mended by class after its first sight",
    ),
    Words.HELD_14: (
        "held_14.jsonl.xz",
        "of which the misses were read and mended by class after its first sight",
    ),
    Words.HELD_15: (
        "held_15.jsonl.xz",
        "of which wrong spans were read and mended by class after its first sight",
    ),
    Words.HELD_16: (
        "held_16.jsonl.xz",
        "of which misses and wrong spans were read and mended by class after its first sight",
    ),
    Words.HELD_17: (
        "held_17.jsonl.xz",
        "of which misses and wrong spans were read and mended by class after its first sight",
    ),
}
"""File and why it is fresh no more; what fresh words gave stands in redaction-fresh-19-first.md."""
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


def halves(score: Score, half: int, what: str) -> list[str]:
    """Recall on names by one half of «shape; place»."""
    table: dict[str, Tally] = {}
    for (kind, form), one in score.forms.items():
        if kind == "name":
            told = form.split("; ")
            tally = table.setdefault(told[half] if half < len(told) else "—", Tally())
            tally.found += one.found
            tally.missed += one.missed
            tally.partly += one.partly
    lines = ["", f"| {what} | planted | missed | of them in part | recall |", "|---|--:|--:|--:|--:|"]
    for shape, one in sorted(table.items(), key=lambda item: item[1].recall):
        lines.append(
            f"| {shape} | {one.found + one.missed} | {one.missed} | {one.partly} | {one.recall:.3f} |"
        )
    return lines


def by_shape(score: Score) -> list[str]:
    """A held-back set without a word of it: names by shape and place, the rest by form."""
    rest = Score(forms={key: one for key, one in score.forms.items() if key[0] != "name"})
    lines = ["", "## Names by their shape", *halves(score, 0, "shape")]
    lines += ["", "## Names by where they stand", *halves(score, 1, "place")]
    lines += ["", "## The rest by form", *forms(rest)]
    lines += ["", "## Wrong spans by what they lay on", "", "| span | lay on | count |", "|---|---|--:|"]
    lines += [f"| {kind} | {under} | {count} |" for (kind, under), count in score.lay_on.most_common()]
    return lines


def found(one: Decision) -> list[Found]:
    return list(find_personal(one.text))


def found_told(one: Decision) -> list[Found]:
    return list(find_personal(one.text, [(Kind.NAME, one.party)] if one.party else []))


def told_figure(count: int, words: Words = Words.OPEN) -> str:
    told = measure(found_told, count, words)
    return (
        f"- told the party's name: recall on names {told.recall('name'):.4f}, precision {told.precision:.4f}"
    )


def held_back(words: Words, count: int, date: str, *, keep: bool) -> None:
    """Prints the figures of one held-back set; the very first of one told by shape are kept."""
    score = measure(found, count, words)
    page = [
        "# The finder of personal data on fresh words: first score",
        "",
        f"Written by `python tools/drill/redaction.py --words {words} --count {count}` on {date}, in one run.",
        "",
        *summary(score),
        told_figure(count, words),
        *(by_shape(score) if words in FRESH else forms(score)),
    ]
    print("\n".join(page))
    if keep and words in FRESH and not FRESH[words].exists():
        FRESH[words].write_text("\n".join([*page, ""]), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--date", default=dt.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--print-only", action="store_true", help="write no file")
    parser.add_argument(
        "--words", type=Words, choices=list(Words), default=Words.OPEN, help="the set of words"
    )
    given = parser.parse_args()
    if given.words is not Words.OPEN:
        held_back(given.words, given.count, given.date, keep=not given.print_only)
        return 0
    score = measure(found, given.count)
    figures = [*summary(score), told_figure(given.count)]
    for words, (file, why) in APART.items():
        apart = measure(found, given.count // 4, words)
        figures += ["", f"On the words of `{file}`, {why}; **no longer fresh**:", "", *summary(apart)]
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
        "**No set on this page is fresh any more**, the first was built on from the beginning: they tell whether",
        "the finder got worse. How it does on words that it was not mended by tells its",
        "[first sight of the last set](redaction-fresh-19-first.md).",
        "",
    ]
    today = "\n".join([*head, *figures, *forms(score), *examples(score)])
    if not given.print_only:
        PAGE.write_text(f"{today}\n\n{first}", "utf-8")
    print(today)
    return 0


if __name__ == "__main__":
    sys.exit(main())
