"""Worked examples of figures: small districts with the numbers that a careful person counts in them.

They stand in `packs/<layer>/indicators/examples/*.yaml`; the cases are written as the examples of their procedures are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from plumbline.core.data_file.errors import Found, Place
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.facts.case import Case
from plumbline.core.indicators.count_one import count_plain
from plumbline.core.indicators.figure import Figure, Number, Period, holds, totals
from plumbline.core.indicators.indicator import Catalogue, Indicator
from plumbline.core.indicators.load import FOLDER
from plumbline.core.procedures.load_examples import ExampleReader
from plumbline.core.procedures.pack_set import PackSet
from plumbline.core.procedures.reading import read_window


@dataclass(frozen=True, slots=True)
class District:
    """Cases of some procedures and the figures they give in a period; None: the figure cannot be reckoned."""

    name: str
    place: Place
    period: Period
    cases: Mapping[str, list[Case]]
    expect: Mapping[str, Number | None]
    broken: tuple[str, ...] = ()

    def figures(self, catalogue: Catalogue, packs: PackSet) -> dict[str, Figure]:
        """What the plain count makes of the cases."""
        calendar = packs.calendar("cn")
        counted = {}
        for indicator in catalogue.indicators.values():
            counted.update(count_plain(indicator, self.cases, self.period, calendar))
        return totals(counted, catalogue)


def load_districts(packs: PackSet, catalogue: Catalogue) -> list[District]:
    """The examples of all layers. Raises `PackErrors`."""
    found, read = Found(), list[District]()
    for file in sorted(packs.root.rglob(f"{FOLDER}/examples/*.yaml")):
        with found.part():
            for node in read_file(file).items():
                with found.part():
                    read.append(_district(node, packs, catalogue))
    found.stop()
    return read


def _district(node: Node, packs: PackSet, catalogue: Catalogue) -> District:
    got = node.fields(("name", "period", "cases", "expect"), ("broken",))
    found, cases = Found(), dict[str, list[Case]]()
    for procedure, examples in got["cases"].members().items():
        reader = ExampleReader(packs.procedure(procedure), found)
        cases[procedure] = [one.case() for one in reader.read(examples)]
    found.stop()
    expect = {}
    for id, value in got["expect"].members().items():
        _known(id, value, catalogue)
        expect[id] = None if value.is_empty() else value.number()
    broken = (
        tuple(one.word(i.id for i in catalogue.identities) for one in got["broken"].items())
        if "broken" in got
        else ()
    )
    return District(got["name"].text(), node.place, read_window(got["period"]), cases, expect, broken)


def _known(id: str, node: Node, catalogue: Catalogue) -> None:
    figure, _, kind = id.partition(":")
    if figure in catalogue.ids:
        held = catalogue.figure(figure)
        if not kind or (isinstance(held, Indicator) and kind in [one.id for one in held.classes]):
            return
    node.refuse(
        f"there is no figure {id}", f"one of {', '.join(catalogue.ids)}, with its class after a colon"
    )


def wrong_figures(district: District, catalogue: Catalogue, packs: PackSet) -> list[str]:
    """What does not come out as the example says: `figure: wanted, got`, and identities that do or do not hold."""
    figures = district.figures(catalogue, packs)
    wrong = [
        f"{id}: {wanted}, {figures[id].value}"
        for id, wanted in district.expect.items()
        if (None if wanted is None else Decimal(wanted)) != _decimal(figures[id].value)
    ]
    failing = {one.id for one in catalogue.identities if holds(one.expression, figures) is False}
    return wrong + [f"identity {id}" for id in sorted(failing ^ set(district.broken))]


def _decimal(value: Number | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def unmet(districts: list[District], catalogue: Catalogue) -> list[str]:
    """Figures that no example shows with another value than nothing."""
    met = {id for one in districts for id, value in one.expect.items() if value}
    return [id for id in catalogue.ids if id not in met]
