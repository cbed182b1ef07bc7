"""Lists: tabs with counts, filters, the table, pages of it, and what is said when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal
from urllib.parse import urlencode

from plumbline.apps.page_parts.part import Act, HeldPart, Link, Part

Placing = Literal["head", "word", "line", "meta", "act", "rest"]
"""Where a cell goes when a row becomes a card on a phone: what must be done, the state word, whom it concerns, number
and date, the act; `rest` is on the case page only."""


@dataclass(frozen=True, slots=True)
class Tab:
    text: str
    count: str
    url: str
    current: bool = False
    breach: bool = False


@dataclass(frozen=True, slots=True)
class TabBar(Part):
    template: ClassVar[str] = "tab_bar.html"
    label: str
    tabs: Sequence[Tab]


@dataclass(frozen=True, slots=True)
class Pick(Part):
    """A select that reads «程序：全部»."""

    template: ClassVar[str] = "pick.html"
    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str = ""
    stays: bool = False
    """A year, a period, an order: what is looked at rather than a filter, so that clearing the filters keeps it."""


@dataclass(frozen=True, slots=True)
class FilterBar(Part):
    """Filters that apply at once and stay in the address; `target` is the id of the list they change."""

    template: ClassVar[str] = "filter_bar.html"
    url: str
    target: str
    picks: Sequence[Pick | HeldPart]
    search_label: str = ""
    search: str = ""
    hidden: Sequence[tuple[str, str]] = ()
    """What else belongs into the address: the tab, say."""
    narrowing: Sequence[tuple[str, str]] = ()
    """Filters that have no field here, brought along by a link; they go when the filters are cleared."""
    active: bool = False
    """Whether anything is filtered, so that it can be cleared."""
    views: Sequence[Link] = ()
    save_view: Link | None = None

    @property
    def cleared(self) -> str:
        """The address without its filters: tab, year and order are kept."""
        picks = [one.part if isinstance(one, HeldPart) else one for one in self.picks]
        staying = [
            (one.name, one.value) for one in picks if isinstance(one, Pick) and one.stays and one.value
        ]
        kept = urlencode([*self.hidden, *staying])
        return f"{self.url}?{kept}" if kept else self.url


@dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    text: str
    count: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of choice beside a list, each with how many it leaves."""

    name: str
    label: str
    options: Sequence[FacetOption]


@dataclass(frozen=True, slots=True)
class Facets(Part):
    """Choices beside a list of the portal; sent with the button, so they work without script."""

    template: ClassVar[str] = "facets.html"
    url: str
    facets: Sequence[Facet]
    hidden: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Found(Part):
    """A search result: who, as a link, and what, with the words searched for marked; `pieces` says which are."""

    template: ClassVar[str] = "found.html"
    title: str
    url: str
    pieces: Sequence[tuple[str, bool]]
    number: str = ""


@dataclass(frozen=True, slots=True)
class OtherSearch(Part):
    """What was searched for, offered to a search that wants a reason."""

    template: ClassVar[str] = "other_search.html"
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class ListTools(Part):
    """Under a list: it as a sheet, its filters kept under a name, the names that can be given up."""

    template: ClassVar[str] = "list_tools.html"
    exports: Sequence[Act]
    save_url: str
    list_name: str
    filters: str
    views: Sequence[str] = ()


def pieces_of(text: str, searched: str) -> Sequence[tuple[str, bool]]:
    """The text cut where the words searched for stand, each piece with whether it is them."""
    if not searched:
        return [(text, False)]
    parts = [(part, False) for part in text.split(searched)]
    joined = [piece for part in parts for piece in (part, (searched, True))][:-1]
    return [piece for piece in joined if piece[0]]


@dataclass(frozen=True, slots=True)
class Column:
    text: str
    placing: Placing = "rest"
    numeric: bool = False
    whole: bool = False
    """Never broken over two lines: numbers, dates, names of steps."""
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    phone_label: str = ""
    """Said before the value on a phone, where the head of the column is not seen."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value; `strong` comes before it in bold, `under` below it small. A `part` (word, button) takes its place."""

    text: str = ""
    url: str = ""
    strong: str = ""
    under: str = ""
    pieces: Sequence[tuple[str, bool]] = ()
    """In place of `text`, with the words searched for marked: `pieces_of`."""
    under_pieces: Sequence[tuple[str, bool]] = ()
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class TableCells(Part):
    """The last cells of a row, each with its column: what a list shows of a line whatever is searched for."""

    template: ClassVar[str] = "table_cells.html"
    pairs: Sequence[tuple[Column, Cell]]


@dataclass(frozen=True, slots=True)
class Row:
    cells: Sequence[Cell]
    key: str = ""
    """Value of its box, when rows can be chosen."""
    name: str = ""
    """What the box chooses, for a screen reader: the case number."""
    chosen: bool = False
    rest: HeldPart | None = None
    """`TableCells` behind the cells, drawn before in another list."""

    @property
    def wide(self) -> int:
        """For how many columns it has cells."""
        held = self.rest.part if self.rest else None
        return len(self.cells) + (len(held.pairs) if isinstance(held, TableCells) else 0)


@dataclass(frozen=True, slots=True)
class DataTable(Part):
    """A real table; a row is a line. On a phone rows become cards by the placing of their columns."""

    template: ClassVar[str] = "data_table.html"
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    choosable: bool = False
    cards: bool = True
    pairs: Sequence[tuple[Row, Sequence[tuple[Column, Cell]]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if wrong := [row.name for row in self.rows if row.wide != len(self.columns)]:
            raise ValueError(f"rows do not have a cell for each column: {wrong}")
        pairs = [(row, list(zip(self.columns, row.cells, strict=False))) for row in self.rows]
        object.__setattr__(self, "pairs", pairs)


@dataclass(frozen=True, slots=True)
class Paging(Part):
    """How many there are, which are shown, and the other pages. `current` counts from 1."""

    template: ClassVar[str] = "paging.html"
    total: str
    per_page: int
    current: int = 1
    pages: Sequence[tuple[int, str]] = ()
    """Number and address of the pages offered; a gap in the numbers is drawn as «…»."""

    @property
    def offered(self) -> Sequence[tuple[int, str, bool]]:
        """Number, address, and whether pages are left out before it."""
        before = [0, *(number for number, _ in self.pages)]
        return [(number, url, number - before[at] > 1) for at, (number, url) in enumerate(self.pages)]


@dataclass(frozen=True, slots=True)
class EmptyPage(Part):
    """What is absent, why, what comes next, one link."""

    template: ClassVar[str] = "empty_page.html"
    title: str
    why: str
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class ListFoot(Part):
    """Under a table: acts on chosen rows, and the pages."""

    template: ClassVar[str] = "list_foot.html"
    paging: Paging
    batch: Sequence[Act] = ()
    batch_field: str = "act"


def list_foot(total: str, count: int, per_page: int, page: int, address: Callable[[int], str]) -> ListFoot:
    """How many there are (`total`, in words), and where they fill several pages the first, the last and the nearest."""
    last = -(-count // per_page)
    offered = [(one, address(one)) for one in sorted({1, page - 1, page, page + 1, last}) if 1 <= one <= last]
    return ListFoot(Paging(total, per_page, page, offered if last > 1 else ()))


def page_asked(text: str) -> int:
    """The number of the page that an address asks for; the first where it asks for none that could be."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
