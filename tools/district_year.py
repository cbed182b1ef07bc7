"""The map of the district's year (packs/district-year.yaml): each row with its home, checked and written as a page.

    map = read_year(text)          # everything that is wrong in the file, at once
    page(map)                      # docs/reference/district-year.md
    differences(map, reference)    # against the facts themselves, where they are at hand

A row has a home (packs, pages, indicators, tests that exist), or says under `waits` what it waits for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.indicators.load import load_indicators
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.registers.register import REGISTERS

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "packs" / "district-year.yaml"
KINDS = {
    "case": "案件 case",
    "register": "登记簿 register",
    "submitted": "报送 submitted",
    "publication": "公开 publication",
    "exam": "考试 exam",
    "weakness": "不足 weakness",
    "plan": "安排 plan",
}
ROWS = {"1": 5, "2": 7, "3": 7, "4": 5, "5": 7, "6": 14}
"""How many rows each section has: 1.1 … 6.14."""
HOMES = ("packs", "pages", "indicators", "tests")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `figures` are the published values as text, `home` the names by kind of place."""

    id: str
    name: str
    english: str
    kind: str
    figures: tuple[str, ...]
    home: dict[str, tuple[str, ...]]
    waits: str
    waits_english: str


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one section."""

    id: str
    title: str
    english: str
    rows: tuple[Row, ...]


def read_year(file: Path = FILE) -> tuple[Section, ...]:
    """The sections of the map; raises PackErrors or ValueError with everything that is wrong."""
    sections = tuple(_section(node) for node in read_file(file).fields(("sections",))["sections"].items())
    wrong = list(problems(sections))
    if wrong:
        raise ValueError("packs/district-year.yaml:\n" + "\n".join(wrong))
    return sections


def _section(node: Node) -> Section:
    got = node.fields(("section", "title", "english", "rows"))
    rows = tuple(_row(one) for one in got["rows"].items())
    return Section(got["section"].code(), got["title"].text(), got["english"].text(), rows)


def _row(node: Node) -> Row:
    got = node.fields(("row", "name", "english", "kind"), ("figures", *HOMES, "waits", "waits_english"))
    return Row(
        got["row"].code(),
        got["name"].text(),
        got["english"].text(),
        got["kind"].word(KINDS),
        got["figures"].texts() if "figures" in got else (),
        {home: got[home].texts() for home in HOMES if home in got},
        got["waits"].text() if "waits" in got else "",
        got["waits_english"].text() if "waits_english" in got else "",
    )


def problems(sections: Sequence[Section]) -> Iterator[str]:
    """Rows missing or double, homes that do not exist, rows with no home and no reason."""
    listed = [row.id for section in sections for row in section.rows]
    wanted = [f"{section}.{number}" for section, rows in ROWS.items() for number in range(1, rows + 1)]
    yield from (f"row {id} is missing" for id in wanted if id not in listed)
    yield from (f"row {id} stands there twice or is not known" for id in listed if listed.count(id) > 1)
    known = {"packs": known_packs(), "pages": known_pages(), "indicators": known_indicators()}
    for row in (row for section in sections for row in section.rows):
        for home, names in row.home.items():
            there = known.get(home)
            for name in names:
                if not ((ROOT / name).is_file() if there is None else name in there):
                    yield f"row {row.id}: {home} has no «{name}»"
        if bool(row.waits) != bool(row.waits_english):
            yield f"row {row.id}: say what it waits for in both languages"
        if not row.waits and not (row.home.get("tests") and (row.home.get("packs") or row.home.get("pages"))):
            yield f"row {row.id}: needs a pack or a page, and a test; or say under waits what it waits for"
    named = {name for section in sections for row in section.rows for name in row.home.get("packs", ())}
    for id, rows in rows_of_rules().items():
        for row_id in rows:
            if id not in named or not any(
                row.id == row_id and id in row.home.get("packs", ()) for s in sections for row in s.rows
            ):
                yield f"{id}: its rules name row {row_id}, which does not name it"


def known_packs() -> frozenset[str]:
    return frozenset(kept_packs(ROOT / "packs").ids)


def rows_of_rules() -> dict[str, set[str]]:
    """Rows of this map that rules of the packs name (`dy.1.1`), by procedure."""
    packs, found = kept_packs(ROOT / "packs"), dict[str, set[str]]()
    for id in packs.ids:
        rows = {row for rule in packs.procedure(id).rules for row in rule.rows if row.startswith("dy.")}
        if rows:
            found[id] = {row.removeprefix("dy.") for row in rows}
    return found


def known_indicators() -> frozenset[str]:
    catalogue = load_indicators(kept_packs(ROOT / "packs"))
    return frozenset({*catalogue.indicators, *catalogue.formulas})


def known_pages() -> frozenset[str]:
    """Names of addresses, as the apps' lists of addresses give them; those of registers are made from the registers."""
    found = set()
    for file in (ROOT / "src" / "plumbline" / "apps").glob("*/urls.py"):
        app = file.parent.name
        found |= {f"{app}:{name}" for name in re.findall(r'"([a-z_]+)"', file.read_text("utf-8"))}
    lists = (ROOT / "src/plumbline/apps/people/pages/lists.py").read_text("utf-8")
    plurals = re.findall(r'^    "([a-z-]+)": "([a-z-]+)",$', lists, re.MULTILINE)
    return frozenset(found | {f"people:{plural}" for name, plural in plurals if name in REGISTERS})


def page() -> str:
    """docs/reference/district-year.md."""
    sections = read_year()
    lines = [
        "<!-- generated from packs/district-year.yaml by tools/generated.py; change that file, not this page -->",
        "# 一个区的法治政府建设年度 One district's year",
        "",
        "每一行是一个区一年要办、要计、要报的事，列出它在本系统中的所在。数据为该区公布的 2024 年数值。",
        "Each row is something a district does, counts and reports in a year, with its home in this system. "
        "Figures are those that the district published for 2024.",
        "",
    ]
    for section in sections:
        lines += [f"## {section.id} {section.title} {section.english}", ""]
        lines += [
            "| 行 row | 事项 what | 类型 kind | 2024 | 程序 packs | 页面 pages | 指标 indicators | 测试 tests |"
        ]
        lines += ["|---|---|---|---|---|---|---|---|", *map(_line, section.rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _line(row: Row) -> str:
    packs = ", ".join(f"[`{one}`](procedures/{one}.md)" for one in row.home.get("packs", ()))
    named = [", ".join(f"`{one}`" for one in row.home.get(home, ())) for home in ("pages", "indicators")]
    tests = ", ".join(f"[{Path(one).stem}](../../{one})" for one in row.home.get("tests", ()))
    if row.waits:
        tests = f"{tests} 待 waits: {row.waits} ({row.waits_english})".strip()
    what = f"{row.name}<br>{row.english}"
    cells = (row.id, what, KINDS[row.kind], " / ".join(row.figures), packs, *named, tests)
    return f"| {' | '.join(cells)} |"


def differences(sections: Sequence[Section], text: str) -> Iterator[str]:
    """What the map and the facts say differently: rows, and the figures of sections 1–4.

    A figure of the facts that stands outside brackets must be here; one here must be somewhere in the row of the facts.
    """
    facts = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells and re.fullmatch(r"\d\.\d+", cells[0]):
            facts[cells[0]] = cells
    rows = {row.id: row for section in sections for row in section.rows}
    yield from (f"row {id} of the facts is not in the map" for id in facts if id not in rows)
    yield from (f"row {id} of the map is not in the facts" for id in rows if id not in facts)
    for id, row in rows.items():
        if id not in facts or id[0] in "56":
            continue
        cell = facts[id][-1].replace(",", "")
        plain = set(_NUMBER.findall(re.sub(r"\([^)]*\)", "", cell)))
        own = set(row.figures)
        yield from (f"row {id}: the facts publish {one}" for one in sorted(plain - own))
        yield from (f"row {id}: the facts have no {one}" for one in sorted(own - set(_NUMBER.findall(cell))))
