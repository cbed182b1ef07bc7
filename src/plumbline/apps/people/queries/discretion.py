"""What the lists of an organ say of one of its powers: tiers of the benchmark, items that are not punished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plumbline.apps.people.models import RegisterEntry
from plumbline.apps.people.queries.entries import benchmarks_of
from plumbline.apps.people.store import registers
from plumbline.core.authority.access import Visible
from plumbline.core.clocks.civil import date_of
from plumbline.core.registers.benchmarks import Tier
from plumbline.core.registers.register import register_of

__all__ = ["Lenient", "benchmarks_of", "lenient_items", "powers_with_lists", "tier_facts"]


@dataclass(frozen=True, slots=True)
class Lenient:
    """An item of a leniency list 轻微免罚清单: its number, ground, conditions and basis as the list says."""

    number: str
    name: str
    kind: str
    conditions: str
    basis: str


def powers_with_lists(organ: str) -> list[tuple[str, str]]:
    """Number and name of the organ's powers for which a benchmark or a leniency list is in force, by number."""
    listed: set[str] = set()
    for register in ("benchmark", "leniency"):
        rows = registers.find(register, Visible(everything=True), "", {}, False)
        listed |= {str(values.get("power_no") or "") for values in rows.values_list("values", flat=True)}
    own = registers.find("power", Visible(organs=frozenset({organ})), "", {}, False)
    return [(row.code, row.name) for row in own.filter(code__in=sorted(listed)).order_by("code")]


def lenient_items(organ: str, power: str, day: int) -> tuple[Lenient, ...]:
    """The items of the leniency lists for a power that are published by the day, in the order of their numbers; behind
    them those that name no power, of the organ's own list and of a government's for its district: they may fit any.
    """
    of_power = _listed(Visible(everything=True), {"power_no": power}) if power else []
    of_none = [row for row in _listed(Visible(organs=_makers(organ)), {}) if not row.values.get("power_no")]
    return tuple(
        _lenient(row.code, row.name, row.values)
        for row in (*of_power, *of_none)
        if str(row.values.get("published_on") or "") <= date_of(day).isoformat()
    )


def _listed(whose: Visible, filters: dict[str, Any]) -> list[RegisterEntry]:
    return list(registers.find("leniency", whose, "", filters, False).order_by("code"))


def _makers(organ: str) -> frozenset[str]:
    """Whose lists hold for an organ: its own, and those of the governments in whose divisions it stands."""
    own = registers.entry(register_of("organ").case_of(organ))
    governments = registers.find("organ", Visible(everything=True), "", {"organ_kind": "government"}, False)
    division = own.division if own else ""
    over = {row.code for row in governments if row.division and division.startswith(row.division)}
    return frozenset({organ, *over})


def tier_facts(tiers: tuple[Tier, ...]) -> tuple[str, ...]:
    """Every fact that a tier names, once, in the order of the tiers."""
    return tuple(dict.fromkeys(fact for tier in tiers for fact in tier.facts))


def _lenient(code: str, name: str, values: Mapping[str, object]) -> Lenient:
    said = {key: str(values.get(key) or "") for key in ("leniency_kind", "conditions", "leniency_basis")}
    return Lenient(code, name, said["leniency_kind"], said["conditions"], said["leniency_basis"])
