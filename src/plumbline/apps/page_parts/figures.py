"""Figures that open to their definition, rows, record and proof; bands of counts; charts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.translation import gettext as _

from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.part import Fact, Link, Part
from plumbline.apps.page_parts.words import SealMark, StatusWord

FigureKind = Literal["measured", "reported", "doubted"]
MOST_SERIES = 3


@dataclass(frozen=True, slots=True)
class FigureChip(Part):
    """A number in running text that can be opened; its spoken name tells what it counts: «656 件，合法性审查件数»."""

    template: ClassVar[str] = "figure_chip.html"
    value: str
    spoken: str
    url: str
    kind: FigureKind = "measured"
    opened: bool = False
    leads: bool = False
    """It leads to a page of its own in place of opening beside the text."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One of the rows behind a figure."""

    cells: Sequence[str]
    url: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class EvidencePanel(Part):
    """What stands behind a figure, all four visible together: definition, rows, record, proof."""

    template: ClassVar[str] = "evidence_panel.html"
    value: str
    unit: str
    name: str
    word: StatusWord
    close_url: str
    definition: Sequence[Fact]
    row_count: str
    columns: Sequence[str]
    rows: Sequence[EvidenceRow]
    rows_links: Sequence[Link]
    record_name: str
    record: Sequence[Fact]
    seal: SealMark
    proof: Sequence[Fact]
    record_link: Link | None = None
    proof_link: Link | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class BandCount:
    """A count of the morning band: a link, with what it is compared to."""

    name: str
    count: str
    unit: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class FigureBand(Part):
    template: ClassVar[str] = "figure_band.html"
    counts: Sequence[BandCount]


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one line or of the bars, in the order of the chart's names."""

    name: str
    values: Sequence[int | float]

    @property
    def told(self) -> list[str]:
        """The values as pages write them."""
        return [formats.quantity(one) for one in self.values]


@dataclass(frozen=True, slots=True)
class Chart(Part):
    """Change over time (lines) or comparison of kinds (bars); from zero, at most three series.

    `finding` is what a person reads off it, told to a screen reader; the table beneath holds the same values. `still`
    draws the bars of one series into the table itself, for pages without a script.
    """

    template: ClassVar[str] = "chart.html"
    key: str
    title: str
    unit: str
    finding: str
    kind: Literal["lines", "bars", "bars_across"]
    names: Sequence[str]
    series: Sequence[Series]
    chosen: int | None = None
    links: Sequence[str] = ()
    export: Link | None = None
    still: bool = False

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"{len(self.series)} series in a chart, at most {MOST_SERIES}")
        if any(len(row.values) != len(self.names) for row in self.series):
            raise ValueError("every series needs one value for each name")

    @property
    def data(self) -> str:
        """The values for the script, for an attribute of the chart's place."""
        values = {
            "kind": self.kind,
            "names": list(self.names),
            "series": [
                {"name": row.name, "values": list(row.values), "told": row.told} for row in self.series
            ],
            "chosen": self.chosen,
            "links": list(self.links),
        }
        text = json.dumps(values, ensure_ascii=False)
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[str]]]:
        told = [row.told for row in self.series]
        return [(name, [column[at] for column in told]) for at, name in enumerate(self.names)]

    @property
    def bars(self) -> Sequence[tuple[str, str, str, str]]:
        """Of the first series: name, address, length in hundredths of the longest, value as written."""
        values = self.series[0].values
        most = max(values, default=0) or 1
        links = self.links or [""] * len(values)
        return [
            (name, url, f"{value / most * 100:.1f}", formats.quantity(value))
            for name, url, value in zip(self.names, links, values, strict=True)
        ]


def figure_legend() -> Sequence[tuple[FigureKind, str]]:
    """What the underlines of figures mean."""
    return [
        ("measured", _("counted here, opens")),
        ("reported", _("reported from outside, with its paper")),
        ("doubted", _("in doubt, to be explained")),
    ]
