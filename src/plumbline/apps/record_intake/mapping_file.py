"""A mapping file (YAML) → `SourceMapping`, strictly: every mistake with file, line and remedy.

The file is described in docs/how-to/check-records.md. Errors: `PackErrors` of `core.data_file.errors`, as for packs.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from plumbline.apps.record_intake.dates import FORMATS as DATE_FORMATS
from plumbline.apps.record_intake.dates import is_format
from plumbline.apps.record_intake.mapping import (
    ALL,
    ALL_MAPPED,
    BESIDE,
    FACTS,
    FORMATS,
    RECORD_COLUMNS,
    ColumnUse,
    Constant,
    Lifecycle,
    SourceMapping,
)
from plumbline.apps.record_intake.target import Target
from plumbline.core.data_file.errors import FileMissing, Found, NotUtf8, PackErrors, Place
from plumbline.core.data_file.nodes import Node, read_yaml
from plumbline.core.procedures.errors import unknown

IGNORE: Final = "ignore"
_KEYS: Final = ("format", "encoding", "steps", "lifecycle", "covers", "defaults", "case", "beside")
_COLUMN_KEYS: Final = ("format", "separator", "unit", "values")
_UNITS: Final = {"yuan": Decimal(1), "元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_DEFAULTS: Final = ("procedure", "step", "at", "until", "recorded_at", "record_id", "void")


def load_mapping(path: Path, targets: Mapping[str, Target]) -> SourceMapping:
    """The mapping of a file; names of steps and fields are held against the procedures asked for."""
    place = Place(path.as_posix(), 1)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise PackErrors(errors=[FileMissing(place=place, wanted=path.name)]) from None
    except UnicodeDecodeError:
        raise PackErrors(errors=[NotUtf8(place=place)]) from None
    return read_mapping(text, path.as_posix(), targets)


def read_mapping(text: str, file: str, targets: Mapping[str, Target]) -> SourceMapping:
    """The mapping of a text; raises `PackErrors` with everything that is wrong."""
    found = Found()
    mapping: SourceMapping | None = None
    with found.part():
        mapping = _Reader(targets, found).mapping(read_yaml(text, file))
    found.stop()
    assert mapping is not None
    return mapping


class _Reader:
    def __init__(self, targets: Mapping[str, Target], found: Found) -> None:
        self._found = found
        self._steps = {name: id for t in targets.values() for name, id in t.step_names.items()}
        self._fields = {field for t in targets.values() for field in t.fields}
        self._step_fields = {
            f"{s}.{f}" for t in targets.values() for s, fs in t.step_fields.items() for f in fs
        }
        self._attributes = {name for t in targets.values() for name in t.attributes}

    def mapping(self, root: Node) -> SourceMapping:
        got = root.fields(("columns",), _KEYS)
        columns = got["columns"].fields((), (*RECORD_COLUMNS, "fields"))
        fields = columns["fields"].members() if "fields" in columns else {}
        for name, node in fields.items():
            self._known("field", name, self._fields, columns["fields"].key_place(name), node)
        covers = got["covers"].fields((), ("steps", "facts")) if "covers" in got else {}
        steps = self._read_steps(got["steps"]) if "steps" in got else None
        return SourceMapping(
            {name: self._column(node) for name, node in columns.items() if name != "fields"},
            {name: self._column(node) for name, node in fields.items()},
            self._case(got["case"]) if "case" in got else {},
            steps,
            self._lifecycle(got["lifecycle"]) if "lifecycle" in got else None,
            self._covered_steps(covers.get("steps"), steps),
            self._covered_facts(covers["facts"]) if "facts" in covers else None,
            {name: node.code() for name, node in got["defaults"].fields((), _DEFAULTS).items()}
            if "defaults" in got
            else {},
            got["format"].word(FORMATS) if "format" in got else None,
            got["encoding"].text() if "encoding" in got else None,
            {name: node.code() for name, node in got["beside"].fields((), BESIDE).items()}
            if "beside" in got
            else {},
        )

    def _known(
        self, kind: str, name: str, known: set[str] | Mapping[str, str], place: Place, where: Node
    ) -> None:
        if name not in known:
            self._found.add(unknown(kind, name, known, where.name, place))

    def _column(self, node: Node) -> ColumnUse:
        """A column's name, or `{column, format, separator, unit, values}`."""
        if node.map is None:
            return ColumnUse(node.code())
        got = node.fields(("column",), _COLUMN_KEYS)
        form = got["format"].text() if "format" in got else None
        if form is not None and not is_format(form):
            got["format"].word((*DATE_FORMATS, "%d/%m/%Y"))
        values = got["values"].members() if "values" in got else {}
        return ColumnUse(
            got["column"].code(),
            form,
            got["separator"].code() if "separator" in got else ";",
            _UNITS[got["unit"].word(_UNITS)] if "unit" in got else Decimal(1),
            {foreign: own.code() for foreign, own in values.items()},
        )

    def _read_steps(self, node: Node) -> dict[str, str | None]:
        """Foreign names → steps; None for `ignore`."""
        found: dict[str, str | None] = {}
        for name, value in node.members().items():
            word = value.code()
            if word == IGNORE:
                found[name] = None
                continue
            self._known("step", word, self._steps, value.place, node)
            found[name] = self._steps.get(word, word)
        return found

    def _case(self, node: Node) -> dict[str, ColumnUse | Constant]:
        """Facts of cases: a column's name, a column with its reading, or `{constant: value}`."""
        found: dict[str, ColumnUse | Constant] = {}
        for name, value in node.members().items():
            self._known("attribute", name, self._attributes, node.key_place(name), node)
            if value.map is not None and "constant" in value.map:
                found[name] = Constant(value.fields(("constant",))["constant"].code())
            else:
                found[name] = self._column(value)
        return found

    def _lifecycle(self, node: Node) -> Lifecycle:
        got = node.fields(("column", "keep"))
        return Lifecycle(got["column"].code(), frozenset(got["keep"].texts()))

    def _covered_steps(
        self, node: Node | None, steps: Mapping[str, str | None] | None
    ) -> frozenset[str] | None:
        """The steps covered; None for all. Where names are mapped, what is mapped is covered unless said otherwise."""
        mapped = frozenset(s for s in (steps or {}).values() if s is not None)
        if node is None:
            return None if steps is None else mapped
        words = node.texts()
        if words == (ALL,):
            return None
        if words == (ALL_MAPPED,):
            return mapped
        for word in words:
            self._known("step", word, self._steps, node.place, node)
        return frozenset(self._steps.get(word, word) for word in words)

    def _covered_facts(self, node: Node) -> frozenset[str]:
        for item in node.items():
            word = item.text()
            known = self._step_fields | self._attributes | set(FACTS)
            self._known("field", word, known, item.place, node)
        return frozenset(item.text() for item in node.items())
