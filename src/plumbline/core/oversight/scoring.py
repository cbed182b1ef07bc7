"""Scoring rules of file reviews, as a pack of law writes them (`packs/<layer>/review/scoring-*.yaml`).

Files are scored, never persons. A round keeps the rules it began with in its first record, so that a new version
changes no old result. Loading is strict: points that do not make 100 or a rule that the procedure lacks stop it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.law.errors import LawError
from plumbline.core.law.registry import LawRegistry
from plumbline.core.ledger.canonical import Json
from plumbline.core.vocabulary import Standing

FILES: Final = "scoring-*.yaml"
ALL: Final = 100


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the law asks of a file: one of the tests of 监督条例 §18."""

    id: str
    says: str
    english: str
    basis: str
    standing: str


@dataclass(frozen=True, slots=True)
class Item:
    """What is looked at. With `rules` the findings of the scan decide, without people do.

    `counts`: `open` only what is not mended, `any` every breach there was.
    """

    id: str
    test: str
    points: int
    says: str
    english: str
    standing: str
    rules: tuple[str, ...] = ()
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Fail:
    """What fails a file whatever its points; a person's word, never a rule's."""

    id: str
    says: str
    english: str
    standing: str
    source: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """One version of the scoring rules of a procedure. `grades`: from how many points, the highest first."""

    id: str
    version: str
    procedure: str
    title: str
    english: str
    differ_by: int
    objection_days: int
    grades_standing: str
    grades: tuple[tuple[str, int], ...]
    tests: tuple[Criterion, ...]
    items: tuple[Item, ...]
    fails: tuple[Fail, ...]

    @property
    def by_people(self) -> tuple[Item, ...]:
        """Items that people judge."""
        return tuple(one for one in self.items if not one.rules)

    @property
    def by_rules(self) -> tuple[Item, ...]:
        """Items that the rules of the scan judge."""
        return tuple(one for one in self.items if one.rules)


def load_scoring(
    root: Path, registry: LawRegistry, rules: Mapping[str, Collection[str]]
) -> tuple[Scoring, ...]:
    """The standards of every layer below `root`, by id; `rules`: those of each procedure. Raises `PackErrors`."""
    found = Found()
    known: list[Scoring] = []
    for file in sorted(root.rglob(FILES)):
        with found.part():
            got = read_file(file).fields(("checked_on", "standards"))
            for id, node in got["standards"].members().items():
                with found.part():
                    known.append(_scoring(id, node, registry, rules))
    found.stop()
    return tuple(sorted(known, key=lambda one: one.id))


def written_scoring(scoring: Scoring) -> dict[str, Json]:
    """As the opening of a round keeps it."""
    return asdict(scoring)


def read_scoring(value: Any) -> Scoring:
    """As it was kept; raises KeyError or TypeError for anything else."""
    parts = dict(value)
    parts["grades"] = tuple((str(name), int(least)) for name, least in parts["grades"])
    parts["tests"] = tuple(Criterion(**one) for one in parts["tests"])
    parts["items"] = tuple(Item(**{**one, "rules": tuple(one["rules"])}) for one in parts["items"])
    parts["fails"] = tuple(Fail(**one) for one in parts["fails"])
    return Scoring(**parts)


_PARTS: Final = (
    *("version", "procedure", "title", "english", "differ_by", "objection"),
    *("grades", "tests", "items", "fails"),
)


def _scoring(id: str, node: Node, registry: LawRegistry, rules: Mapping[str, Collection[str]]) -> Scoring:
    got = node.fields(_PARTS)
    procedure = got["procedure"].word(sorted(rules))
    differ = got["differ_by"].fields(("points", "standing"))
    _standing(differ["standing"])
    objection = got["objection"].fields(("working_days", "standing"), ("source",))
    _standing(objection["standing"])
    grades = got["grades"].fields(("standing", "from"), ("source",))
    tests = tuple(_test(id, one, registry) for id, one in got["tests"].members().items())
    names = [one.id for one in tests]
    items = tuple(_item(id, one, names, rules[procedure]) for id, one in got["items"].members().items())
    if (total := sum(one.points for one in items)) != ALL:
        got["items"].refuse(f"各项分值合计 {total}，应为 {ALL}", "调整分值")
    least = tuple((name, one.whole()) for name, one in grades["from"].members().items())
    if list(least) != sorted(least, key=lambda one: -one[1]) or least[-1][1] != 0:
        grades["from"].refuse("等次应当从高到低，最低一等从 0 分起", "调整顺序")
    return Scoring(
        id=id,
        version=got["version"].text(),
        procedure=procedure,
        title=got["title"].text(),
        english=got["english"].text(),
        differ_by=differ["points"].whole(),
        objection_days=objection["working_days"].whole(1),
        grades_standing=_standing(grades["standing"]),
        grades=least,
        tests=tests,
        items=items,
        fails=tuple(_fail(id, one) for id, one in got["fails"].members().items()),
    )


def _standing(node: Node) -> str:
    return node.word(list(Standing))


def _test(id: str, node: Node, registry: LawRegistry) -> Criterion:
    got = node.fields(("says", "english", "basis", "standing"))
    basis = got["basis"].text()
    try:
        registry.read(basis)
    except LawError as error:
        got["basis"].refuse(f"依据“{basis}”无法识别：{error.message('zh')}", "写作：监督条例 §18")
    return Criterion(id, got["says"].text(), got["english"].text(), basis, _standing(got["standing"]))


def _item(id: str, node: Node, tests: Collection[str], rules: Collection[str]) -> Item:
    got = node.fields(("test", "points", "says", "english", "standing"), ("rules", "counts"))
    if ("rules" in got) != ("counts" in got):
        node.refuse("rules 和 counts 应当同时写", "由规则判断的项目写明 counts: open 或者 any")
    named = tuple(one.word(sorted(rules)) for one in got["rules"].items()) if "rules" in got else ()
    return Item(
        id=id,
        test=got["test"].word(tests),
        points=got["points"].whole(1),
        says=got["says"].text(),
        english=got["english"].text(),
        standing=_standing(got["standing"]),
        rules=named,
        counts=got["counts"].word(["open", "any"]) if "counts" in got else "",
    )


def _fail(id: str, node: Node) -> Fail:
    got = node.fields(("says", "english", "standing", "source"))
    return Fail(
        id, got["says"].text(), got["english"].text(), _standing(got["standing"]), got["source"].text()
    )
