"""How the audit of reports does on texts marked by somebody who did not see it: numbers found, and faults found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from plumbline.core.report_audit.audit import Audit, audit_text
from plumbline.core.report_audit.tally import plain

ROOT: Final = Path(__file__).resolve().parent.parent
TEXTS: Final = ROOT / "tests" / "measures" / "report_audit" / "texts.yaml"
FRESH: Final = TEXTS.with_name("fresh.yaml")
"""Texts of somebody who saw neither the audit nor its tests; what was looked at since stands in docs/drills."""
FRESH_2: Final = TEXTS.with_name("fresh_2.yaml")
"""A third set of the same kind; its first score is kept in docs/drills, and rules were mended by it since."""
FRESH_3: Final = TEXTS.with_name("fresh_3.yaml")
"""A fourth; its first score is kept in docs/drills, taken after the rules were mended by the third."""
FRESH_4: Final = TEXTS.with_name("fresh_4.yaml")
"""A fifth, smaller; its first score is kept in docs/drills, taken before a rule was looked at for it."""
FRESH_5: Final = TEXTS.with_name("fresh_5.yaml")
"""A sixth; its first score is kept in docs/drills, taken after the rules were mended by the fifth."""
FRESH_6: Final = TEXTS.with_name("fresh_6.yaml")
"""A seventh, in the manner of a yearly report; its first score is kept there too, taken before the code was read."""
FRESH_7: Final = TEXTS.with_name("fresh_7.yaml")
"""An eighth, written with the seventh; its first score was taken after the rules were mended by that."""
FRESH_8: Final = TEXTS.with_name("fresh_8.yaml")
"""A ninth, by somebody who took the kinds from their names; its first score was taken before a rule was looked at."""
FRESH_9: Final = TEXTS.with_name("fresh_9.yaml")
"""A tenth, by another such person; its first score was taken after the rules were mended by the ninth."""
FRESH_10: Final = TEXTS.with_name("fresh_10.yaml")
"""An eleventh, dense with faults; its first score was taken before a rule was looked at for it."""
FRESH_11: Final = TEXTS.with_name("fresh_11.yaml")
"""A twelfth; its first score was taken on rules made more general by own lists, before one was looked at for it."""
PHRASINGS: Final = TEXTS.with_name("phrasings.txt")
"""Sentences that the rules are built on, by the audit's own maker: they hold the rules, they prove no recall."""


@dataclass(slots=True)
class Count:
    """What was found rightly, found wrongly, and missed; `wrong` and `missed` name the text and what it was."""

    hits: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where nothing was found."""
        found = self.hits + len(self.wrong)
        return self.hits / found if found else None

    @property
    def recall(self) -> float | None:
        """The share of what there is that was found; None where there is nothing."""
        there = self.hits + len(self.missed)
        return self.hits / there if there else None


@dataclass(slots=True)
class Score:
    """Of numbers (place, value, unit, bound all right), and of faults by kind."""

    numbers: Count = field(default_factory=Count)
    faults: dict[str, Count] = field(default_factory=dict)

    @property
    def all_faults(self) -> Count:
        """The faults of all kinds together."""
        counts = self.faults.values()
        return Count(
            sum(one.hits for one in counts),
            [text for one in counts for text in one.wrong],
            [text for one in counts for text in one.missed],
        )


@cache
def read_texts(file: Path = TEXTS) -> list[dict[str, Any]]:
    """The marked texts, read once: their YAML costs more than their audit."""
    texts: list[dict[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    return texts


@cache
def read_phrasings() -> list[dict[str, Any]]:
    """The sentences that rules are built on, as texts with their faults; «figures» only in the part of numbers."""
    texts: list[dict[str, Any]] = []
    kind = ""
    for number, line in enumerate(PHRASINGS.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        if line.startswith("= "):
            kind = line[2:]
        elif kind == "numbers":
            text, _, told = line.partition(" | ")
            figures = [tuple(one.split()) for one in told.split(";") if one.strip()]
            texts.append({"id": f"line {number}", "text": text, "figures": figures, "faults": []})
        elif line[:2] in ("+ ", "- "):
            faults = [kind] if line[0] == "+" else []
            texts.append({"id": f"line {number}", "text": line[2:].replace("⏎", "\n"), "faults": faults})
    return texts


def score_phrasings() -> Score:
    """What the audit makes of them; of the numbers value, unit and bound are held."""
    told = Score()
    for one in read_phrasings():
        audit = audit_text(one["text"])
        if "figures" not in one:
            _faults(one, audit, told.faults)
            continue
        found = Counter((plain(found.value), found.unit, found.bound.value) for found in audit.quantities)
        wanted = Counter(one["figures"])
        told.numbers.hits += (found & wanted).total()
        told.numbers.wrong += [f"{one['id']}: {' '.join(figure)}" for figure in found - wanted]
        told.numbers.missed += [f"{one['id']}: {' '.join(figure)}" for figure in wanted - found]
    return told


def score(texts: Iterable[dict[str, Any]]) -> Score:
    """What the audit makes of them."""
    told = Score()
    for one in texts:
        audit = audit_text(one["text"])
        _numbers(one, audit, told.numbers)
        _faults(one, audit, told.faults)
    return told


def _numbers(one: dict[str, Any], audit: Audit, count: Count) -> None:
    wanted = [_figure(figure) for figure in one["figures"]]
    for quantity in audit.quantities:
        found = quantity.text, quantity.value, quantity.high, quantity.unit, quantity.bound.value
        if found in wanted:
            wanted.remove(found)
            count.hits += 1
        else:
            count.wrong.append(
                f"{one['id']}: {quantity.text} {quantity.value} {quantity.unit} {quantity.bound}"
            )
    count.missed += [f"{one['id']}: {' '.join(map(str, figure))}" for figure in wanted]


def _figure(figure: dict[str, Any]) -> tuple[str, Decimal, Decimal | None, str, str]:
    high = figure.get("high")
    value = Decimal(str(figure["value"]))
    return (
        figure["text"],
        value,
        None if high is None else Decimal(str(high)),
        figure["unit"],
        figure["bound"],
    )


def _faults(one: dict[str, Any], audit: Audit, counts: dict[str, Count]) -> None:
    found = {remark.kind for remark in audit.remarks}
    wanted = set(one["faults"])
    for kind in found | wanted:
        count = counts.setdefault(kind, Count())
        if kind in found and kind in wanted:
            count.hits += 1
        elif kind in found:
            count.wrong.append(f"{one['id']}: {kind}")
        else:
            count.missed.append(f"{one['id']}: {kind}")
