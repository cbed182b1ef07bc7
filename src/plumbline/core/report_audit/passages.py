"""A text cut into passages: plain, a quantity, or a place that is remarked on; for a page that marks them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.core.report_audit.audit import Audit
from plumbline.core.report_audit.quantity import Quantity
from plumbline.core.report_audit.remark import Remark


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text. `held` is what the records say of its quantity, `remarks` what else is to be said of it."""

    text: str
    quantity: Quantity | None = None
    held: Remark | None = None
    remarks: tuple[Remark, ...] = ()


def passages(text: str, audit: Audit) -> Iterator[Passage]:
    """The whole text in order; joined together the passages give it back."""
    at = 0
    for start, end, quantity in _places(audit):
        if start < at:
            continue
        if start > at:
            yield Passage(text[at:start])
        said = tuple(one for one in audit.remarks if one.start < end and start < one.end)
        held = audit.held.get(start) if quantity is not None else None
        yield Passage(text[start:end], quantity, held, said)
        at = end
    if at < len(text):
        yield Passage(text[at:])


def _places(audit: Audit) -> list[tuple[int, int, Quantity | None]]:
    """Quantities, and remarked places in which none stands."""
    found: list[tuple[int, int, Quantity | None]] = [(one.start, one.end, one) for one in audit.quantities]
    for remark in audit.remarks:
        inside = any(start < remark.end and remark.start < end for start, end, _ in found)
        if remark.end > remark.start and not inside:
            found.append((remark.start, remark.end, None))
    return sorted(found, key=lambda one: one[:2])
