"""Discretion in a decision: which tier the facts fall in, the range of its fine, what is not punished at all.

The form shows it and, where the fine entered lies outside the range, asks why; it chooses nothing and blocks nothing
that has happened. What was shown and answered is sealed with the act under `_discretion`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.core.cases.reserved import DISCRETION
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import Step
from plumbline.core.registers.benchmarks import Match, Tier, fine_within
from plumbline.core.vocabulary import ValueType

FINE = "fine"
"""The field of a step in which a fine is decided."""
OUTCOME, NO_PENALTY, GROUND = "outcome", "no_penalty", "no_penalty_ground"
"""Where a decision says that nothing is punished, and on which ground of the law."""
BENCHMARK = "benchmark"
"""The field in which a decision states how the benchmark was used."""
GROUNDS: Mapping[str, str] = {
    "minor_corrected": "harmless",
    "no_fault": "no_fault",
}
"""For each ground of a leniency list, the fact of the case that speaks for it, where the pack knows that fact."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a decision said of the lists: tier and facts by name, the range, why the fine lies outside it, the item of
    the leniency list by which nothing is punished.
    """

    power: str
    power_name: str
    tier: str
    facts: tuple[str, ...]
    least: str
    most: str
    fine: str
    explained: str
    item: str = ""
    item_name: str = ""

    @property
    def is_inside(self) -> bool:
        """Whether a fine was stated and lies in the range of the tier that the facts fell in."""
        if not self.tier or not self.fine:
            return False
        least, most = (Decimal(end) if end else None for end in (self.least, self.most))
        tier = Tier(self.power, self.tier, self.facts, least, most)
        return fine_within(tier, Decimal(self.fine)) is not False

    @property
    def written(self) -> Mapping[str, Json]:
        """As the record keeps it."""
        return {
            "power": self.power,
            "power_name": self.power_name,
            "tier": self.tier,
            "facts": list(self.facts),
            "least": self.least,
            "most": self.most,
            "fine": self.fine,
            "explained": self.explained,
            **({"item": self.item, "item_name": self.item_name} if self.item else {}),
        }


def decides_fine(step: Step) -> bool:
    """Whether a fine is decided in the step."""
    field = step.fields.get(FINE)
    return field is not None and field.type is ValueType.MONEY


def met(matches: Sequence[Match]) -> Match | None:
    """The tier that the facts fall in: the first one all of whose facts are there."""
    return next((one for one in matches if one.meets), None)


def is_outside(match: Match | None, fine: Decimal | None) -> bool:
    """Whether the fine lies outside the range of the tier that the facts fall in."""
    return match is not None and fine is not None and fine_within(match.tier, fine) is False


def stated_in(file: CaseFile) -> Stated | None:
    """What the newest decision of the case said of the benchmark."""
    gone = {one.corrects for one in file.history.sealed if one.corrects}
    for record in reversed(file.history.sealed):
        if record.id not in gone and (found := read_stated(record.fields.get(DISCRETION))) is not None:
            return found
    return None


def read_stated(written: Json) -> Stated | None:
    """What a record keeps; None for a record that says nothing of it."""
    if not isinstance(written, Mapping):
        return None
    texts = {name: str(written.get(name) or "") for name in Stated.__dataclass_fields__ if name != "facts"}
    facts = written.get("facts")
    return Stated(**texts, facts=tuple(map(str, facts)) if isinstance(facts, list | tuple) else ())


def fact_of_case(file: CaseFile, name: str, now: int) -> bool | None:
    """What the case says of a fact of its header: the last act that states it, else the header; None: nothing."""
    attribute = file.docket.procedure.attributes.get(name)
    if attribute is None:
        return None
    case = file.history.folded(now)
    said = [
        record
        for step, field in attribute.set_by
        for record in case.by_step.get(step, ())
        if record.fields.get(field) is not None
    ]
    if said:
        last = max(said, key=lambda record: (record.instant, record.seq))
        value = next(last.fields.get(field) for step, field in attribute.set_by if step == last.step)
    else:
        value = file.history.header.get(name)
    return value if isinstance(value, bool) else None
