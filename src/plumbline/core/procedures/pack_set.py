"""All packs below a folder: procedures with the layers of any field and division, examples, figures and calendars.

    packs = load_packs(Path("packs"))
    procedure = packs.procedure("penalty.ordinary", field="market-supervision", division="650105")

Every layer is checked on its own chain when the packs are loaded. Errors: `PackErrors`, with everything that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.calendar_file import load_calendar
from plumbline.core.data_file.errors import FileMissing, Found, PackErrors, Place
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.law.dated_figure import FigureTable, Missing, Unset, division_chain, load_figures
from plumbline.core.procedures.assemble import FigureNames, assemble
from plumbline.core.procedures.declared import load_declared
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.document_kind import DocumentKinds
from plumbline.core.procedures.document_names import check_names
from plumbline.core.procedures.errors import OverlappingVersions, unknown
from plumbline.core.procedures.example import Example
from plumbline.core.procedures.example_check import ExampleWrong, wrong_examples
from plumbline.core.procedures.example_duty import missing_examples
from plumbline.core.procedures.figure_use import figures_of
from plumbline.core.procedures.lint import FigureUnused, PackWarning, lint
from plumbline.core.procedures.load_documents import load_document_kinds
from plumbline.core.procedures.load_examples import ExampleReader
from plumbline.core.procedures.load_layer import LayerDraft, read_layer
from plumbline.core.procedures.load_procedure import ProcedureDraft, read_procedure

ExamplesWanted = Literal["required", "skip"]
PROCEDURE_FILE: Final = "procedure.yaml"
LAYER_FILE: Final = "layer.yaml"
EXAMPLES_FILE: Final = "examples.yaml"


class PackFigures:
    """Dated figures as the evaluators ask for them."""

    def __init__(self, table: FigureTable | None) -> None:
        self.table = table or FigureTable({})
        self._readable = table is not None

    def ask(
        self, figure: str, day: int, key: str | None, divisions: Iterable[str]
    ) -> Decimal | int | Unset | None:
        """The value for the most specific division on that day; None if no value is known."""
        value = self.table.lookup(figure, day, key, tuple(divisions) or ("cn",))
        return None if isinstance(value, Missing) else value

    def names(self) -> FigureNames | None:
        """What rules may ask of the figures; None if a file of figures cannot be read."""
        if not self._readable:
            return None
        figures = self.table.figures
        keys = {
            name: tuple(dict.fromkeys(v.of for v in figure.values if v.of)) if figure.key else ()
            for name, figure in figures.items()
        }
        return FigureNames(keys, {name: figure.unit for name, figure in figures.items()})

    def never_set(self, figure: str) -> bool:
        """Whether nobody has set any value of it yet."""
        known = self.table.figures.get(figure)
        return known is not None and all(v.value is None for v in known.values)


@dataclass(slots=True)
class PackSet:
    """The packs of one folder, loaded and checked."""

    root: Path
    versions: dict[str, list[ProcedureDraft]]
    layers: list[LayerDraft]
    figures: PackFigures
    documents: DocumentKinds = field(default_factory=lambda: DocumentKinds({}))
    own_calendars: Path | None = None
    """The folder in which a site keeps notices of its own, by calendar: cn/notice-2027.yaml."""
    _built: dict[tuple[str, tuple[str, ...]], Procedure] = field(default_factory=dict)
    _examples: dict[tuple[str, tuple[str, ...]], list[Example]] = field(default_factory=dict)
    _calendars: dict[tuple[str, ...], WorkingCalendar] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all procedures, in order."""
        return tuple(sorted(self.versions))

    def layers_of(
        self, procedure: str, field: str | None = None, division: str | None = None
    ) -> list[LayerDraft]:
        """The layers of a procedure that cover an organ, in the order in which they are put on."""
        chosen = [p for p in self.layers if p.layer_of == procedure and p.covers(field, division)]
        return sorted(chosen, key=lambda p: p.rank)

    def layers_of_any(self, procedure: str) -> list[LayerDraft]:
        """Every layer of a procedure, in order of place and field."""
        return sorted((p for p in self.layers if p.layer_of == procedure), key=lambda p: p.rank)

    def procedure(self, id: str, field: str | None = None, division: str | None = None) -> Procedure:
        """The procedure as an organ of this field and division works under it.

        `division` is a GB/T 2260 code: 650105 takes the layers of 650000, 650100 and 650105. Raises `PackErrors` for an
        unknown id, and for layers that contradict each other only in this combination.
        """
        found = Found()
        if id not in self.versions:
            found.add(unknown("procedure", id, self.versions, "packs", Place(self.root.as_posix(), 1)))
            found.stop()
        layers = self.layers_of(id, field, division)
        key = id, tuple(p.node.place.file for p in layers)
        if key not in self._built:
            built = assemble(self.versions[id], layers, self.figures.names(), found)
            found.stop()
            assert built is not None
            self._built[key] = built
        return self._built[key]

    def examples(self, id: str, field: str | None = None, division: str | None = None) -> list[Example]:
        """The worked examples that belong to the most specific file in use: the last layer's, else the procedure's."""
        layers = self.layers_of(id, field, division)
        nodes = [layers[-1].node] if layers else [v.node for v in self.versions[id]]
        found = Found()
        examples = self._read_examples(self.procedure(id, field, division), nodes, found)
        found.stop()
        return examples

    def _read_examples(self, procedure: Procedure, nodes: Iterable[Node], found: Found) -> list[Example]:
        examples: list[Example] = []
        for node in nodes:
            file = Path(node.place.file).with_name(EXAMPLES_FILE)
            key = procedure.id, (file.as_posix(),)
            if key not in self._examples and file.is_file():
                root = _read(file, found)
                self._examples[key] = [] if root is None else ExampleReader(procedure, found).read(root)
            examples += self._examples.get(key, [])
        return examples

    def wrong_examples(
        self, id: str, field: str | None = None, division: str | None = None
    ) -> Iterator[ExampleWrong]:
        """Examples of a procedure, under these layers, that the evaluator judges differently."""
        procedure = self.procedure(id, field, division)
        calendar = self.calendar(procedure.calendar, division)
        yield from wrong_examples(procedure, calendar, self.figures, self.examples(id, field, division))

    def warnings(
        self, id: str, field: str | None = None, division: str | None = None
    ) -> Iterator[PackWarning]:
        """What should be better in the files that `examples` belong to."""
        layers = self.layers_of(id, field, division)
        nodes = [layers[-1].node] if layers else [v.node for v in self.versions[id]]
        procedure, examples = self.procedure(id, field, division), self.examples(id, field, division)
        yield from lint(procedure, examples, {node.place.file for node in nodes})

    def unused_figures(self) -> Iterator[FigureUnused]:
        """Figures that no rule of any procedure or layer asks for."""
        procedures = [self.procedure(id) for id in self.ids]
        procedures += [self.procedure(p.layer_of, p.field, p.division) for p in self.layers]
        used = {figure for p in procedures for rule in p.rules for figure in figures_of(rule)}
        for name, figure in self.figures.table.figures.items():
            if name not in used:
                first = figure.values[0]
                yield FigureUnused(place=Place(first.file, first.line), figure=name)

    def calendar(self, id: str, division: str | None = None) -> WorkingCalendar:
        """The working calendar of that id with the overlays of the division and those above it."""
        base = self._calendar_folder(id)
        chain = division_chain(division)[:-1] if division else ()
        overlays = [
            file
            for code in reversed(chain)
            for file in sorted((self.root / f"{id}-{code}" / "calendars").glob("*.yaml"))
        ]
        key = id, *(f.as_posix() for f in overlays)
        if key not in self._calendars:
            own = self.own_calendars / id if self.own_calendars is not None else None
            self._calendars[key] = load_calendar(base, *overlays, own=own)
        return self._calendars[key]

    def _calendar_folder(self, id: str) -> Path:
        for folder in _calendar_folders(self.root):
            if folder.parent.name == id:
                return folder
        place = Place(self.root.as_posix(), 1)
        raise PackErrors(errors=[FileMissing(place=place, wanted=f"{id}/calendars")])


def _calendar_folders(root: Path) -> list[Path]:
    """Folders of calendars that stand by themselves: cn/calendars, examples/nl/calendars; not regions' overlays."""
    found = [*root.glob("*/calendars"), *root.glob("examples/*/calendars")]
    return sorted(folder for folder in found if (folder / "calendar.yaml").is_file())


def load_packs(
    root: Path,
    examples: ExamplesWanted = "required",
    only: Path | None = None,
    own_calendars: Path | None = None,
) -> PackSet:
    """All packs below `root`. With `only`, errors of other folders are left aside (but layers are still read).

    `examples="skip"` leaves worked examples unread until they are asked for. Raises `PackErrors`.
    """
    found = Found()
    if not root.is_dir():
        raise PackErrors(errors=[FileMissing(place=Place(root.as_posix(), 1), wanted=root.as_posix())])
    versions: dict[str, list[ProcedureDraft]] = {}
    all_read = True
    for file in sorted(root.rglob(PROCEDURE_FILE)):
        node = _read(file, found)
        draft = read_procedure(node, _layer_name(root, file), found) if node is not None else None
        if draft is not None:
            versions.setdefault(draft.id, []).append(draft)
        all_read = all_read and draft is not None
    calendars = [folder.parent.name for folder in _calendar_folders(root)]
    for draft in (d for drafts in versions.values() for d in drafts):
        if draft.calendar not in calendars:
            found.add(
                unknown("calendar", draft.calendar, calendars, draft.id, draft.node.find("calendar").place)
            )
    windows = {id: _order_versions(drafts, found) for id, drafts in versions.items()}
    layers: list[LayerDraft] = []
    for file in sorted(root.rglob(LAYER_FILE)):
        node = _read(file, found)
        layer = read_layer(node, _layer_name(root, file), windows, found) if node is not None else None
        if layer is not None and layer.layer_of not in versions:
            place = layer.node.find("layer_of").place
            if all_read:
                found.add(unknown("procedure", layer.layer_of, versions, "layer_of", place))
        elif layer is not None:
            layers.append(layer)
    figures = PackFigures(_figures(root, found))
    packs = PackSet(
        root, versions, layers, figures, load_document_kinds(root, found), own_calendars=own_calendars
    )
    drafts_of_all = [*(d.node for drafts in versions.values() for d in drafts), *(p.node for p in layers)]
    check_names(drafts_of_all, packs.documents, found)
    _check_all(packs, examples, found)
    _check_declared(packs, examples, found)
    if only is not None:
        inside = only.as_posix().rstrip("/")
        found.errors = [e for e in found.errors if e.file == inside or e.file.startswith(inside + "/")]
    found.stop()
    return packs


def _figures(root: Path, found: Found) -> FigureTable | None:
    with found.part():
        return load_figures(root)
    return None


def _check_all(packs: PackSet, examples: ExamplesWanted, found: Found) -> None:
    for id, drafts in packs.versions.items():
        _check_one(packs, id, [], [d.node for d in drafts], examples, found)
    for layer in packs.layers:
        chain = packs.layers_of(layer.layer_of, layer.field, layer.division)
        below: list[ProcedureDraft | LayerDraft] = [
            *packs.versions[layer.layer_of],
            *(p for p in chain if p is not layer),
        ]
        if all(part.contents.whole for part in below):
            _check_one(packs, layer.layer_of, chain, [layer.node], examples, found)


def _check_declared(packs: PackSet, examples: ExamplesWanted, found: Found) -> None:
    """Hold what every file names and cites against what the packs declare."""
    declared = load_declared(packs.root, found)
    parts: list[ProcedureDraft | LayerDraft] = [d for drafts in packs.versions.values() for d in drafts]
    for part in (*parts, *packs.layers):
        for error in declared.check_procedure(part.node):
            found.add(error)
        file = Path(part.node.place.file).with_name(EXAMPLES_FILE)
        root = _read(file, Found()) if examples == "required" and file.is_file() else None
        for error in declared.check_examples(root) if root is not None else ():
            found.add(error)
    for file in sorted(packs.root.glob("**/law/figures.yaml")):
        root = _read(file, Found())
        for error in declared.check_figures(root) if root is not None else ():
            found.add(error)


def _check_one(
    packs: PackSet,
    id: str,
    chain: list[LayerDraft],
    nodes: list[Node],
    examples: ExamplesWanted,
    found: Found,
) -> None:
    """Build a procedure with a chain of layers and read the examples of the folder that is checked."""
    own = Found()
    procedure = assemble(packs.versions[id], chain, packs.figures.names(), own)
    for error in own.errors:
        found.add(error)
    parts: list[ProcedureDraft | LayerDraft] = [*packs.versions[id], *chain]
    if procedure is None or not all(part.contents.whole for part in parts):
        return
    packs._built[id, tuple(p.node.place.file for p in chain)] = procedure
    if examples == "skip":
        return
    before = len(found.errors)
    read = packs._read_examples(procedure, nodes, found)
    if len(found.errors) == before:
        files = {node.place.file for node in nodes}
        rules = [rule for rule in procedure.rules if rule.place.file in files]
        for missing in missing_examples(rules, read, packs.figures.never_set):
            found.add(missing)


def _order_versions(drafts: list[ProcedureDraft], found: Found) -> tuple[int, int]:
    """Put the versions of one procedure in order of time; refuse two in force at once."""
    drafts.sort(key=lambda d: d.source.from_day)
    for earlier, later in pairwise(drafts):
        if earlier.source.to_day >= later.source.from_day:
            place = later.node.find("in_force").place
            found.add(OverlappingVersions(place=place, procedure=later.id, other=earlier.node.place.file))
    return drafts[0].source.from_day, drafts[-1].source.to_day


def _layer_name(root: Path, file: Path) -> str:
    """`cn`, `cn/market-supervision`, `cn-650000`, `examples`: the folder that holds `procedures`, without `sector`."""
    parts = file.relative_to(root).parts
    outer = parts[: parts.index("procedures")] if "procedures" in parts else parts[:1]
    return "/".join(part for part in outer if part != "sector") or "cn"


def _read(file: Path, found: Found) -> Node | None:
    with found.part():
        return read_file(file)
    return None


def load_pack(path: Path, examples: ExamplesWanted = "required") -> PackSet:
    """The packs around one folder or file, complaining only of what lies in it.

    The packs folder is the nearest one above that holds `cn`; without one the folder stands alone.
    """
    folder = path if path.is_dir() else path.parent
    if not path.exists():
        raise PackErrors(errors=[FileMissing(place=Place(path.as_posix(), 1), wanted=path.as_posix())])
    for outer in (folder, *folder.parents):
        if (outer / "cn" / "procedures").is_dir():
            return load_packs(outer, examples, only=None if outer == folder else folder)
    return load_packs(folder, examples)
