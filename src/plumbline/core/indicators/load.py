"""Reading `packs/<layer>/indicators/*.yaml`: strict, every error with file, line, cause and remedy.

    catalogue = load_indicators(packs)

A condition is typed against every procedure that the indicator counts. Errors: `PackErrors`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.indicators.indicator import (
    UNITS,
    Catalogue,
    Class,
    Counts,
    Form,
    FormLine,
    Formula,
    Identity,
    Indicator,
    Source,
    Table,
)
from plumbline.core.indicators.typed import REST, Sort, TypedFor, names_asked, reckons
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.procedures.reading import (
    check_name,
    known_words,
    optional_words,
    read_basis,
    read_checked_on,
    read_expression,
    read_words,
)
from plumbline.core.rules.expression import Expression

FOLDER: Final = "indicators"
_TOP: Final = ("indicators", "formulas", "identities", "tables")
_SAID: Final = ("title", "english", "unit", "says", "says_english")
_INDICATOR: Final = ("on", "where", "amount", "with", "without", "classes", "basis", "words")
_SOURCE: Final = ("ends", "where", "amount", "with", "without")


def load_indicators(packs: PackSet) -> Catalogue:
    """All figures below the folder of the packs. Raises `PackErrors` with everything that is wrong."""
    found, reader = Found(), _Reader(packs)
    for file in sorted(packs.root.rglob(f"{FOLDER}/*.yaml")):
        with found.part():
            reader.read(read_file(file), found)
    found.stop()
    catalogue = reader.catalogue()
    for node, asks in reader.asked:
        with found.part():
            for name in asks:
                if name not in catalogue.keys:
                    node.refuse(
                        f"there is no figure {name}",
                        f"one of {', '.join(catalogue.ids)}, with its class after a colon",
                    )
    with found.part():
        reader.refuse_circles()
    found.stop()
    return catalogue


class _Reader:
    """Collects what the files say."""

    def __init__(self, packs: PackSet) -> None:
        self._packs = packs
        self._indicators: dict[str, Indicator] = {}
        self._formulas: dict[str, Formula] = {}
        self._identities: list[Identity] = []
        self._tables: list[Table] = []
        self._at: dict[str, Node] = {}
        self.asked: list[tuple[Node, tuple[str, ...]]] = []

    def read(self, root: Node, found: Found) -> None:
        """One file; what is wrong in one figure leaves the others readable."""
        got = root.fields(("checked_on",), _TOP)
        read_checked_on(got["checked_on"])
        for kind, read in zip(
            _TOP, (self._indicator, self._formula, self._identity, self._table), strict=True
        ):
            for id, node in (got[kind].members() if kind in got else {}).items():
                with found.part():
                    self._new(kind, id, node)
                    read(id, node)

    def catalogue(self) -> Catalogue:
        """What was read."""
        return Catalogue(self._indicators, self._formulas, tuple(self._identities), tuple(self._tables))

    def refuse_circles(self) -> None:
        """A formula may not rest on itself by way of others."""
        for id in self._formulas:
            waiting, reached = [id], set[str]()
            while waiting:
                for name in self._formulas[waiting.pop()].asks:
                    if name == id:
                        self._at[id].refuse(f"{id} rests on itself", "take it out of one of the formulas")
                    if name in self._formulas and name not in reached:
                        reached.add(name)
                        waiting.append(name)

    def _new(self, kind: str, id: str, node: Node) -> None:
        check_name(id, "field", node.place)
        if id in self._at:
            node.refuse(f"{id} is written twice", "give one of them another id")
        self._at[id] = node

    def _indicator(self, id: str, node: Node) -> None:
        got = node.fields((*_SAID, "counts", "of"), _INDICATOR)
        counts = Counts(got["counts"].word(known_words(Counts)))
        classes = _classes(got["classes"]) if "classes" in got else {}
        sources = tuple(self._source(one, got, counts, classes) for one in got["of"].items())
        self._indicators[id] = Indicator(
            id=id,
            **_said(got),
            counts=counts,
            sources=sources,
            on=got["on"].code() if "on" in got else None,
            classes=tuple(one for one, _ in classes.values()),
            basis=read_basis(got["basis"]) if "basis" in got else (),
            words=optional_words(got, "words"),
            place=node.place,
        )

    def _source(
        self, node: Node, whole: dict[str, Node], counts: Counts, classes: Mapping[str, tuple[Class, Node]]
    ) -> Source:
        got = node.fields(("procedure", "steps"), _SOURCE)
        procedure = got["procedure"].word(self._packs.ids)
        typed = TypedFor(self._packs.procedure(procedure), read_words(got["steps"]), got["steps"])
        conditions = [typed.truth(part["where"]) for part in (whole, got) if "where" in part]
        if "on" in whole:
            typed.field(whole["on"], Sort.DAY)
        if (counts in (Counts.HELD, Counts.BROUGHT)) is not ("ends" in got):
            node.refuse(
                "`ends` goes with what is held, and only with it",
                "name the steps that end it, or take it out",
            )
        amount = got.get("amount", whole.get("amount"))
        if (counts is Counts.AMOUNT) is (amount is None):
            node.refuse("`amount` goes with `counts: amount`, and only with it", "add it or take it out")
        return Source(
            procedure,
            typed.steps,
            typed.known(read_words(got["ends"]), got["ends"]) if "ends" in got else (),
            typed.together(conditions),
            typed.others(got["with"] if "with" in got else whole.get("with")),
            typed.others(got["without"] if "without" in got else whole.get("without")),
            tuple(typed.field(one, Sort.AMOUNT) for one in _singles(amount)) if amount else (),
            tuple(typed.truth_or_rest(one) for _, one in classes.values()),
        )

    def _formula(self, id: str, node: Node) -> None:
        got = node.fields((*_SAID, "is"), ("basis", "words"))
        expression = self._reckoned(got["is"])
        basis = read_basis(got["basis"]) if "basis" in got else ()
        self._formulas[id] = Formula(
            id=id,
            **_said(got),
            expression=expression,
            asks=names_asked(expression),
            basis=basis,
            words=optional_words(got, "words"),
            place=node.place,
        )

    def _identity(self, id: str, node: Node) -> None:
        got = node.fields(("says", "says_english", "holds"))
        expression = self._reckoned(got["holds"])
        said = got["says"].text(), got["says_english"].text()
        self._identities.append(Identity(id, *said, expression, names_asked(expression), node.place))

    def _reckoned(self, node: Node) -> Expression:
        expression = read_expression(node)
        if not reckons(expression):
            node.refuse(
                "figures are added, subtracted, multiplied, divided and compared",
                "reckon with ids of figures",
            )
        self.asked.append((node, names_asked(expression)))
        return expression

    def _table(self, id: str, node: Node) -> None:
        got = node.fields(("title", "english", "figures"), ("says", "says_english", "form"))
        figures = read_words(got["figures"])
        self.asked.append((got["figures"], figures))
        says, english = (got[key].text() if key in got else "" for key in ("says", "says_english"))
        form = _form(got["form"]) if "form" in got else None
        if form is not None:
            self.asked.append((got["form"], form.figures))
        named = got["title"].text(), got["english"].text()
        self._tables.append(Table(id, *named, figures, says, english, form))


def _said(got: Mapping[str, Node]) -> dict[str, str]:
    said = {key: got[key].text() for key in ("title", "english", "says", "says_english")}
    return {**said, "unit": got["unit"].word(UNITS)}


def _classes(node: Node) -> dict[str, tuple[Class, Node]]:
    found = {}
    for id, one in node.members().items():
        got = one.fields(("title", "english", "when"), ("words",))
        said = got["title"].text(), got["english"].text()
        found[id] = Class(id, *said, optional_words(got, "words")), got["when"]
    rests = [when.raw == REST for _, when in found.values()]
    if rests.count(True) != 1 or not rests[-1]:
        node.refuse(
            "an act may fall into no class", f"end the classes with one of `when: {REST}`, and only there"
        )
    return found


def _form(node: Node) -> Form:
    """The layout of a table: `lines` with a cell a column, or one line of the columns' own cells for each organ."""
    got = node.fields(("columns",), ("by", "lines"))
    by_organ = "by" in got and got["by"].word(("organs",)) == "organs"
    if by_organ is ("lines" in got):
        node.refuse("a form is told by lines or by organs", "write `lines`, or `by: organs`")
    heads = [
        one.fields(("title", "english", "cell") if by_organ else ("title", "english"))
        for one in got["columns"].items()
    ]
    columns = tuple((one["title"].text(), one["english"].text()) for one in heads)
    if by_organ:
        line = FormLine("合计", "in all", tuple(read_words(one["cell"]) for one in heads))
        return Form(columns, (line,), by_organ=True)
    lines = tuple(_line(one, len(columns)) for one in got["lines"].items())
    return Form(columns, lines)


def _line(node: Node, columns: int) -> FormLine:
    got = node.fields(("title", "english", "cells"))
    cells = got["cells"].items()
    if len(cells) != columns:
        node.refuse(f"the line has {len(cells)} cells, the form {columns} columns", "write a cell a column")
    told = tuple(() if one.is_single() and not one.raw.strip() else read_words(one) for one in cells)
    return FormLine(got["title"].text(), got["english"].text(), told)


def _singles(node: Node) -> list[Node]:
    return node.list if node.list is not None else [node]
