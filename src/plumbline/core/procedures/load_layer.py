"""layer.yaml → draft: what a field (market supervision …) or a division (650105 …) adds to a procedure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node
from plumbline.core.procedures.load_procedure import Contents, read_contents
from plumbline.core.procedures.load_rule import Source
from plumbline.core.procedures.reading import (
    check_name,
    optional_text,
    read_basis,
    read_checked_on,
    read_window,
)
from plumbline.core.procedures.rule_errors import BadDivision, ScopeMissing

LAYER_HEAD: Final = ("layer_of", "checked_on", "basis")
LAYER_OPTIONAL: Final = (
    "field",
    "division",
    "title",
    "english",
    "in_force",
    "steps",
    "attributes",
    "rules",
    "note",
)
_DIVISION: Final = re.compile(r"[1-9]\d{5}")


@dataclass(slots=True)
class LayerDraft:
    """A layer.yaml whose shape is right; for every field or division where that one is None."""

    layer_of: str
    field: str | None
    division: str | None
    source: Source
    contents: Contents
    node: Node

    def covers(self, field: str | None, division: str | None) -> bool:
        """Whether an organ of this field and division works under the layer."""
        return (self.field is None or self.field == field) and (
            self.division is None or (division is not None and _within(division, self.division))
        )

    @property
    def rank(self) -> tuple[int, int, str]:
        """Order of application: nation before province before city before district, general before a field."""
        depth = 0 if self.division is None else len(_stem(self.division))
        return depth, int(self.field is not None), self.source.layer


def _stem(division: str) -> str:
    """650000 → 65, 650100 → 6501, 650105 → 650105 (GB/T 2260)."""
    for zeros in (4, 2):
        if division.endswith("0" * zeros):
            return division[:-zeros]
    return division


def _within(division: str, outer: str) -> bool:
    return division.startswith(_stem(outer))


def read_layer(
    node: Node, layer: str, windows: dict[str, tuple[int, int]], found: Found
) -> LayerDraft | None:
    """A layer.yaml. `windows` are the procedures' validities, which bound the layer's. Errors go to `found`."""
    draft: LayerDraft | None = None
    with found.part():
        got = node.fields(LAYER_HEAD, LAYER_OPTIONAL)
        of = check_name(got["layer_of"].text(), "procedure", got["layer_of"].place)
        if "field" not in got and "division" not in got:
            raise ScopeMissing(place=node.place)
        division = optional_text(got, "division") if "division" in got else None
        if division is not None and not _DIVISION.fullmatch(division):
            raise BadDivision(place=got["division"].place, word=division)
        read_basis(got["basis"])
        first, last = windows.get(of, (0, 0))
        if "in_force" in got:
            begins, ends = read_window(got["in_force"])
            first, last = max(first, begins), min(last, ends)
        source = Source(of, layer, read_checked_on(got["checked_on"]), first, last, is_layer=True)
        draft = LayerDraft(of, optional_text(got, "field"), division, source, Contents(), node)
    if draft is not None:
        read_contents(draft.contents, node, draft.source, found)
    return draft
