"""Worked examples: whole small cases with the outcomes that the law gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from plumbline.core.data_file.errors import Place
from plumbline.core.facts.case import Case, Coverage, fold
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record, Value
from plumbline.core.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one activation of a rule should give; parts that are None are not compared.

    `due` is a due day, `due_instant` the due instant of a clock in hours.
    """

    outcome: Outcome
    due: int | None = None
    due_instant: int | None = None
    days_over: int | None = None
    late_entry: bool | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case. `now` is the instant at which it is judged; `expect` is in order of the activations.

    `figures` are values this example supposes, whatever the figures of the packs say.
    """

    name: str
    place: Place
    header: Mapping[str, Value]
    now: int
    officers: OfficerRegister
    missing: Coverage
    figures: Mapping[str, Decimal]
    records: tuple[Record, ...]
    expect: Mapping[str, tuple[Expectation, ...]]
    expect_places: Mapping[str, Place]

    def case(self) -> Case:
        """The records folded as of `now`."""
        return fold(self.name, self.records, self.now, header=self.header, missing=self.missing)
