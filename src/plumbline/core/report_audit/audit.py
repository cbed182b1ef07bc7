"""The audit of a text: its quantities, and what is to be said of them.

    audit = audit_text(text, figures={"certificate_holders": Known("持证执法人员", ("持证",), "人", Decimal(468))})

Time grows with the length of the text; nothing of it is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.core.report_audit.arithmetic import arithmetic
from plumbline.core.report_audit.quantity import PERCENT, Quantity, quantities, sentences
from plumbline.core.report_audit.remark import Remark, Weight
from plumbline.core.report_audit.wholeness import wholeness


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the district: each of `words` must stand near a number that is held against it, in that unit.

    `within`, where it is given, must stand in the same sentence.
    """

    title: str
    words: tuple[str, ...]
    unit: str
    value: Decimal
    within: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found; `held` says of each quantity, by its place, what the records say."""

    quantities: tuple[Quantity, ...]
    remarks: tuple[Remark, ...]
    held: Mapping[int, Remark]

    @property
    def faults(self) -> tuple[Remark, ...]:
        """Remarks that are wrong whatever anybody meant, contradicted figures included."""
        against = [one for one in self.held.values() if one.kind == "contradicted"]
        return tuple(one for one in (*self.remarks, *against) if one.weight is Weight.FAULT)


def audit_text(text: str, *, year: int | None = None, figures: Mapping[str, Known] | None = None) -> Audit:
    """Reads a text; `figures` are those of the district for the year, when there are any to hold it against."""
    found = quantities(text)
    remarks = {
        (one.start, one.end, one.kind, one.said()): one
        for one in (*arithmetic(text, found), *wholeness(text, year))
    }
    held = {} if figures is None else dict(_all_held(text, found, figures))
    return Audit(tuple(found), tuple(remarks[key] for key in sorted(remarks)), held)


def _all_held(
    text: str, found: Sequence[Quantity], figures: Mapping[str, Known]
) -> Iterator[tuple[int, Remark]]:
    """What the records say of each quantity, by its place."""
    cut = list(sentences(text))
    ends = [end for _start, end in cut]
    for one in found:
        place = bisect_right(ends, one.start)
        sentence = text[slice(*cut[place])] if place < len(cut) else ""
        yield one.start, _held(one, sentence, figures)


def _held(one: Quantity, sentence: str, figures: Mapping[str, Known]) -> Remark:
    """What the records say of a quantity: the figure with most of its words around it."""
    around = one.subject + one.after
    fitting = [
        known
        for known in figures.values()
        if known.words
        and all(word in around for word in known.words)
        and known.within in sentence
        and _unit(known.unit) == _unit(one.unit)
    ]
    if not fitting:
        return Remark("unknown", one.start, one.end)
    best = max(fitting, key=lambda known: sum(map(len, known.words)))
    kind = "supported" if one.fits(best.value) else "contradicted"
    return Remark(kind, one.start, one.end, {"title": best.title, "got": f"{best.value:f}"})


def _unit(unit: str) -> str:
    """Units that count the same things alike."""
    return {"名": "人", "位": "人", "宗": "件", "起": "件", "份": "件", "％": PERCENT, "户": "家"}.get(
        unit, unit
    )
