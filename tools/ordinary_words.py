"""Writes the table of ordinary words by which the finder of names knows what is no name.

`make setup` writes it (tools/frontend.py words) from `dict.txt` of the npm package @node-rs/jieba, pinned and hashed in
package-lock.json: the dictionary of jieba 0.42.1 (MIT) in another order, less one line that the table leaves out too. A
line is a word, how often it was counted, its part of speech. Words marked as names of persons are left out: nobody's
name is in the table. A word stands under its cost, the negative natural logarithm of its share in halves. What
the dictionary lacks is added by hand in `words_added.txt`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = ROOT / "node_modules" / "@node-rs" / "jieba" / "dict.txt"
TABLE = ROOT / "src" / "plumbline" / "core" / "disclosure" / "words.txt"
LEAST, LONGEST, A_LINE = 5, 5, 40
OF_PERSONS = frozenset(("nr", "nrt", "nrfg"))
HAN = re.compile("[\u4e00-\u9fff]+")
HEAD = """# Ordinary words and their costs, from dict.txt of jieba 0.42.1; made by tools/ordinary_words.py.
# The MIT License (MIT). Copyright (c) 2013 Sun Junyi
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
# documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
# rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
# persons to whom the Software is furnished to do so, subject to the following conditions:
# The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
# Software.
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
# WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
# COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
# OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def table(dictionary: str) -> str:
    """The whole table as text."""
    rows = [line.split() for line in dictionary.splitlines() if line.strip()]
    total = sum(int(row[1]) for row in rows)
    by_cost: defaultdict[float, list[str]] = defaultdict(list)
    for word, count, kind in rows:
        if not HAN.fullmatch(word) or len(word) > LONGEST:
            continue
        if len(word) > 1 and (kind in OF_PERSONS or int(count) < LEAST):
            continue
        by_cost[round(2 * math.log(total / max(int(count), 1))) / 2].append(word)
    lines = [HEAD.rstrip()]
    for cost in sorted(by_cost):
        words = sorted(by_cost[cost])
        lines += [
            f"{cost:g} {' '.join(words[start : start + A_LINE])}" for start in range(0, len(words), A_LINE)
        ]
    return "\n".join([*lines, ""])


def write() -> None:
    """The table beside the finder, whole or not at all."""
    half_made = TABLE.with_suffix(".new")
    half_made.write_text(table(DICTIONARY.read_text("utf-8")), "utf-8", newline="\n")
    half_made.replace(TABLE)
