"""The coverage file: as strict as the packs, as complete as the law facts, and as full as was promised.

The law facts are not in the repository: $PLUMBLINE_REFERENCE names the folder of domain/procedures.md, or it lies
as `shared` beside the checkout; without it those tests are skipped.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.procedures.coverage import Coverage, Reason, RowKind, count, read_coverage, table
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.pack_set import PackSet

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "packs"
FILE = PACKS / "coverage.yaml"

LEAST = {RowKind.CLOCK: 0.9, RowKind.GUARD: 0.7}
PREFIX = {
    "1": "ps",
    "2": "po",
    "3": "hr",
    "4": "cm",
    "5": "ce",
    "6": "pm",
    "7": "in",
    "8": "lr",
    "10": "rv",
    "11": "lt",
    "12": "ir",
    "13": "pt",
    "14": "nd",
    "15": "md",
    "16": "gc",
    "17": "fc",
    "18": "sv",
    "19": "pq",
    "20": "cr",
    "21": "pmed",
    "22": "sl",
}
SECTIONS = {"0.6", *PREFIX, "9"}

# The mark stands inside the row's text and holds for the whole row.
MARKED_IN_TEXT = {"lr#supplement": "X", "di.penalty_scope": "D", "di.same_text": "X", "di.tell_party": "X"}


@pytest.fixture(scope="module")
def packs() -> PackSet:
    return kept_packs(PACKS)


@pytest.fixture(scope="module")
def coverage(packs: PackSet) -> Coverage:
    return read_coverage(FILE.read_text("utf-8"), FILE.name, packs)


@pytest.mark.parametrize("kind", LEAST)
def test_unmarked_rows_are_encoded(coverage: Coverage, kind: RowKind) -> None:
    counted = count(coverage.rows, kind, marked=False)
    print(f"{kind}: {counted.encoded} of {counted.rows} unmarked rows, {float(counted.share):.1%}")
    assert counted.rows >= 60
    assert counted.share >= LEAST[kind]


def test_rules_and_rows_name_each_other(packs: PackSet, coverage: Coverage) -> None:
    procedures = [packs.procedure(id) for id in packs.ids]
    procedures += [packs.procedure(p.layer_of, p.field, p.division) for p in packs.layers]
    by_rule = {(row, f"{p.id}/{r.id}") for p in procedures for r in p.rules for row in r.rows}
    by_rule = {one for one in by_rule if not one[0].startswith("dy.")}  # those of packs/district-year.yaml
    by_row = {(row.id, word) for row in coverage.rows for word in row.encoded if "/" in word}
    assert by_rule - by_row == set(), (
        "rules name these rows, but the coverage file does not list the rules there"
    )
    assert by_row - by_rule == set(), "the coverage file lists these rules, but they do not name the row"


def test_a_row_left_to_people_says_which(coverage: Coverage) -> None:
    left = [row for row in coverage.rows if row.reason is not None]
    assert {row.reason for row in left} <= set(Reason)
    assert all(row.because and row.decides for row in left)


SMALL = """
sections:
  - section: '1'
    title: 简易程序
    english: Simple procedure
    rows:
      - {row: ps.one, kind: guard, article: 处罚法 §51, mark: none, %s}
      - {row: %s, kind: clock, article: 处罚法 §52, mark: X, encoded: ['penalty.simple#fill_decision']}
"""
GOOD = "encoded: [penalty.simple/amount-cap]"


@pytest.mark.parametrize(
    ("says", "second", "error"),
    [
        (GOOD, "ps.one", "RowTwice"),
        ("note: 无", "ps.two", "UnknownKey"),
        ("because: 须判断", "ps.two", "RowUndecided"),
        ("not_encoded: not_automated, because: 须判断", "ps.two", "RowUndecided"),
        (f"{GOOD}, not_encoded: not_automated, because: 须判断, decides: 机关", "ps.two", "RowUndecided"),
        ("encoded: []", "ps.two", "RowUndecided"),
        ("encoded: [penalty.simple/amount-cup]", "ps.two", "UnknownReference"),
        ("encoded: ['penalty.simple#fill']", "ps.two", "UnknownReference"),
        ("not_encoded: too_hard, because: 须判断, decides: 机关", "ps.two", "UnknownWord"),
    ],
)
def test_a_faulty_file_is_refused(packs: PackSet, says: str, second: str, error: str) -> None:
    with pytest.raises(PackErrors) as caught:
        read_coverage(SMALL % (says, second), "coverage.yaml", packs)
    assert [type(e).__name__ for e in caught.value.errors] == [error]
    assert caught.value.errors[0].line in (7, 8)
    assert caught.value.errors[0].remedy("zh")


def test_the_table_counts(packs: PackSet) -> None:
    says = "not_encoded: not_automated, because: 须|判断, decides: 机关"
    lines = table(read_coverage(SMALL % (says, "ps.two"), "coverage.yaml", packs)).splitlines()
    assert "| 1 简易程序 Simple procedure | — | 0/1 (0 %) | — | 1/1 (100 %) |" in lines
    assert "| 合计 all | — | 0/1 (0 %) | — | 1/1 (100 %) |" in lines
    assert any(line.startswith("| `ps.one` |") and "须\\|判断" in line for line in lines)


class Fact(NamedTuple):
    id: str
    kind: str
    mark: str


def facts(text: str) -> Iterator[Fact]:
    """Rows of the tables of sections 0.6 and 1-22 whose first column is an id (of steps the second)."""
    section: str | None = None
    head: list[str] = []
    for line in text.splitlines():
        if title := re.match(r"##+ (\d+)(\.\d+)?", line):
            section = title[0].split()[1] if title[1] == "0" else title[1]
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if not line.startswith("|"):
            head = []
        elif not head:
            head = cells
        elif section in SECTIONS and not set(line) <= set("|-: "):
            if head[:2] == ["#", "id"]:
                yield Fact(f"{PREFIX[str(section)]}#{cells[1].split()[0]}", "step", mark(head[1:], cells[1:]))
            elif head[0] == "id":
                kind = "clock" if "limit" in head else "guard"
                yield Fact(cells[0].split()[0], kind, mark(head, cells))


def mark(head: list[str], cells: list[str]) -> str:
    """The mark at the id, or that of the unit, or the first where every citation has one («as given»: the text)."""
    if found := marks(cells[0]):
        return found[0]
    if "unit" in head and (found := marks(cells[head.index("unit")])):
        return found[0]
    cited = cells[1] if cells[-1] == "as given" else cells[-1]
    parts = [marks(part) for part in cited.split(";")]
    return parts[0][0] if all(parts) else "none"


def marks(text: str) -> list[str]:
    return [letter or word for letter, word in re.findall(r"⟨(S|X|D)|«(unverified)", text)]


@pytest.fixture(scope="module")
def law_facts() -> dict[str, Fact]:
    named = os.environ.get("PLUMBLINE_REFERENCE")
    file = (Path(named) if named else ROOT.parent / "shared") / "domain" / "procedures.md"
    if not file.is_file():
        pytest.skip("no law facts: set PLUMBLINE_REFERENCE to the folder that holds domain/procedures.md")
    return {fact.id: fact for fact in facts(file.read_text("utf-8"))}


def test_every_row_of_the_law_facts_has_an_entry(law_facts: dict[str, Fact], coverage: Coverage) -> None:
    listed = {row.id: str(row.kind) for row in coverage.rows}
    assert len(law_facts) > 300
    assert listed == {fact.id: fact.kind for fact in law_facts.values()}


def test_marks_are_those_of_the_law_facts(law_facts: dict[str, Fact], coverage: Coverage) -> None:
    listed = {row.id: str(row.mark) for row in coverage.rows}
    assert listed == {fact.id: fact.mark for fact in law_facts.values()} | MARKED_IN_TEXT
