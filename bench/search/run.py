"""Search over synthetic documents: right answers, time of the newest twenty, size of the file; all in one run.

    python bench/search/run.py                                1,000,000 documents of 200 characters
    python bench/search/run.py --documents 100000 --characters 80
    python bench/search/run.py --folder FOLDER                the file is kept there, and measured as often as wanted

Truth is a search through the texts themselves, and its time for the newest twenty is what the index is compared with.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

from texts import Writer

from plumbline.apps.search_index.document import Document
from plumbline.apps.search_index.store import SearchIndex
from plumbline.core.ledger.draft import id_in_order

BATCH, ORGANS, PAGE = 5_000, 40, 20
LENGTHS = (2, 3, 4, 6)
BEGINS = 1_772_424_000_000_000
"""When the first document was entered, in microseconds since 1970; one a millisecond."""


class Corpus(NamedTuple):
    """All texts behind each other, and where each begins."""

    data: bytes
    starts: list[int]

    def documents_with(self, wanted: bytes) -> set[int]:
        """Numbers of the documents in which it stands."""
        found, at = set(), self.data.find(wanted)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            found.add(number)
            end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.data)
            at = self.data.find(wanted, end)
        return found

    def newest(self, wanted: bytes) -> int:
        """How many of the newest twenty there are, walking back from the end."""
        count, at = 0, self.data.rfind(wanted)
        while at >= 0 and count < PAGE:
            count += 1
            at = self.data.rfind(wanted, 0, self.starts[bisect_right(self.starts, at) - 1])
        return count


def fill(index: SearchIndex, count: int, characters: int) -> tuple[Corpus, list[str], float]:
    """Write the documents that are not there; the texts, a sample of them, seconds the index took."""
    ((there,),) = index.connection.execute("SELECT last FROM state")
    writer, chance = Writer(1), random.Random(2)
    data, starts, sample, spent = bytearray(), [], [], 0.0
    for first in range(0, count, BATCH):
        documents = []
        for number in range(first, min(first + BATCH, count)):
            text = writer.text(characters)
            if chance.random() < 3000 / count:
                sample.append(text)
            starts.append(len(data))
            data += text.encode() + b"\n"
            written = f"青石罚〔2026〕{number}号" if number % 10 == 0 else ""
            at = BEGINS + number * 1_000
            name = id_in_order(at, chance.randbytes)
            documents.append(Document("record", name, f"O{number % ORGANS}", text, written, at))
        begun = time.perf_counter()
        if first >= there:  # a batch is one transaction
            index.add(documents)
        spent += time.perf_counter() - begun
        if first % 100_000 == 0:
            print(f"  {first:,} documents", file=sys.stderr, flush=True)
    return Corpus(bytes(data), starts), sample, spent


def queries(sample: list[str], writer: Writer, count: int) -> Iterator[str]:
    """Random pieces of texts inside a run, and frequent and rare words."""
    chance = random.Random(4)
    for n in range(count):
        length = LENGTHS[n % len(LENGTHS)]
        if n % 5 == 0:
            yield writer.words[n % 20 if n % 2 else -1 - n]
            continue
        while True:
            text = chance.choice(sample)
            at = chance.randrange(len(text) - length)
            if "，" not in (piece := text[at : at + length]):
                yield piece
                break


def timed(asked: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    """The answer and the milliseconds of the best of three: the machine does other things as well."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        answer = asked(*given)
        best = min(best, (time.perf_counter() - begun) * 1000)
    return answer, best


def measure(index: SearchIndex, corpus: Corpus, wanted: list[str]) -> None:
    """Right answers and times."""
    spent: dict[str, list[float]] = {"newest": [], "organ": [], "all": [], "scan": []}
    missed = wrong = right = 0
    for text in wanted:
        for name, organs, limit in (("newest", None, PAGE), ("organ", ["O7"], PAGE), ("all", None, 1 << 30)):
            hits, best = timed(index.find, text, organs, (), None, limit)
            spent[name].append(best)
        spent["scan"].append(timed(corpus.newest, text.encode())[1])
        found, truth = {(hit.at - BEGINS) // 1_000 for hit in hits}, corpus.documents_with(text.encode())
        right, missed, wrong = (
            right + len(found & truth),
            missed + len(truth - found),
            wrong + len(found - truth),
        )
    print(
        f"queries {len(wanted)}, recall {right / (right + missed):.4f}, precision {right / (right + wrong):.4f}"
    )
    told = {
        "newest": "newest 20",
        "organ": "newest 20 of one organ in forty",
        "all": "all",
        "scan": "scan, newest 20",
    }
    for name, times in spent.items():
        cuts = quantiles(times, n=20)
        print(f"{told[name]:<32} p50 {cuts[9]:8.2f} ms   p95 {cuts[18]:8.2f} ms")
    ratio = quantiles(spent["scan"], n=20)[18] / quantiles(spent["newest"], n=20)[18]
    print(f"p95 of the scan is {ratio:.0f} times that of the index")


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--documents", type=int, default=1_000_000)
    arguments.add_argument("--characters", type=int, default=200)
    arguments.add_argument("--queries", type=int, default=240)
    arguments.add_argument("--folder", type=Path)
    given = arguments.parse_args()
    kept = given.folder
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix="plumbline-search-") as folder:
        clauses = sha256("".join(Writer(1).clauses).encode()).hexdigest()[:8]
        path = Path(folder) / f"{clauses}-{given.characters}.sqlite3"  # other packs write other texts
        index = SearchIndex(path, lambda: "".join(Writer(1).clauses[-2000:]))
        corpus, sample, spent = fill(index, given.documents, given.characters)
        index.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        text = len(corpus.data)
        print(f"{given.documents:,} documents of {given.characters} characters, text {text / 1e6:.0f} MB")
        print(f"filled in {spent:.0f} s, {spent / given.documents * 1e6:.0f} µs a document")
        print(
            f"file as filled {path.stat().st_size / 1e6:.0f} MB, {path.stat().st_size / text:.2f} of the text"
        )
        wanted = list(queries(sample, Writer(1), given.queries))
        measure(index, corpus, wanted)
        begun = time.perf_counter()
        index.purge()
        size = path.stat().st_size
        print(
            f"after purge ({time.perf_counter() - begun:.0f} s): {size / 1e6:.0f} MB, {size / text:.2f} of the text"
        )
        measure(index, corpus, wanted)
        index.close()


if __name__ == "__main__":
    main()
