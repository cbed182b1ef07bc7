"""How patterns did on sentences that people marked without seeing them: counts, and what may be claimed of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import read_file

FILE: Final = "text-patterns-measured.yaml"
FEWEST: Final = 30
"""Below so many examples nothing above 0.9 is claimed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Sentences in which a pattern was right (`hits`), wrong (`false`), silent where it should speak (`missed`)."""

    hits: int
    false: int
    missed: int

    @property
    def examples(self) -> int:
        """Sentences that the figures rest on."""
        return self.hits + self.false + self.missed

    @property
    def precision(self) -> float | None:
        """Share of its marks that were right; None where it never spoke."""
        return _share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float | None:
        """Share of what it should have marked."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def claimed(self) -> float | None:
        """The precision that a page may show: at most 0.9 on fewer than `FEWEST` examples."""
        found = self.precision
        return found if found is None or self.examples >= FEWEST else min(found, 0.9)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def load_measured(root: Path) -> dict[str, Measured]:
    """The counts by pattern, none where nothing was measured; raises `PackErrors`."""
    found = Found()
    counts: dict[str, Measured] = {}
    for file in sorted(root.rglob(FILE)):
        with found.part():
            for id, node in read_file(file).fields(("measured_on", "patterns"))["patterns"].members().items():
                got = node.fields(("hits", "false", "missed"))
                counts[id] = Measured(*(got[name].whole() for name in ("hits", "false", "missed")))
    found.stop()
    return counts
