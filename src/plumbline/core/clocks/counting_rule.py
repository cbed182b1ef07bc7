"""What each statute says about its own numbers of days: «本法中…日的规定是指工作日» as data.

A counting rule turns a written period into one that can be counted, and names the provisions that say so.
The file: see the head of the national pack's clocks/counting.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from plumbline.core.clocks.counting import Period, Unit
from plumbline.core.clocks.errors import CountingRuleUnknown, PeriodUncounted
from plumbline.core.clocks.written_period import WrittenPeriod
from plumbline.core.data_file.errors import Found, PackErrors
from plumbline.core.data_file.nodes import Node, read_yaml
from plumbline.core.data_file.sources import Source, read_sources
from plumbline.core.vocabulary import Standing

Reading = Literal["numbers", "up_to", "all", "written", "none", "no_numbers"]
_WORDS: tuple[Reading, ...] = ("all", "written", "none", "no_numbers")
_REQUIRED = ("law", "english", "basis", "working_days", "says", "says_english", "rolls")


class Reason(NamedTuple):
    """Why a period is counted as it is: provision, standing of the reading, gist in Chinese and English."""

    basis: str
    standing: Standing
    says: str
    says_english: str


class Counted(NamedTuple):
    """A period ready to be counted and why."""

    period: Period
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Special:
    """A provision of the statute that is counted otherwise than its general clause."""

    at: str
    unit: Unit
    reason: Reason


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One statute's counting clause. `numbers` holds the numbers of `numbers`, or the one bound of `up_to`."""

    id: str
    law: str
    english: str
    reading: Reading
    numbers: tuple[int, ...]
    reason: Reason
    rolls: bool
    rolls_as: str
    rolls_standing: Standing
    special: tuple[Special, ...]

    def unit_of(self, n: int) -> Unit:
        """The unit of a bare «n 日»; for `no_numbers` see `CountingTable.count`."""
        working = (
            self.reading == "all"
            or (self.reading == "numbers" and n in self.numbers)
            or (self.reading == "up_to" and n <= self.numbers[0])
        )
        return Unit.WORKING_DAYS if working else Unit.DAYS


class CountingTable:
    """The counting rules by id."""

    def __init__(self, rules: Mapping[str, CountingRule]) -> None:
        self.rules = MappingProxyType(dict(rules))

    def rule(self, rule_id: str) -> CountingRule:
        """The rule of that id; `CountingRuleUnknown` when there is none."""
        if rule_id not in self.rules:
            raise CountingRuleUnknown(rule=rule_id, known=", ".join(self.rules))
        return self.rules[rule_id]

    def count(self, rule_id: str, written: WrittenPeriod, at: str = "") -> Counted:
        """How the rule counts a written period; `at` names a provision that has a reading of its own.

        Raises `CountingRuleUnknown`, and `PeriodUncounted` for a bare 日 of a statute that sets no days.
        """
        rule = self.rule(rule_id)
        reasons: list[Reason] = []
        unit = written.unit
        special = next((one for one in rule.special if at and one.at == at), None)
        if unit is None and special is not None:
            unit = special.unit
            reasons.append(special.reason)
        elif unit is None:
            if rule.reading == "no_numbers":
                raise PeriodUncounted(rule=rule_id, law=rule.law, period=written.text)
            unit = rule.unit_of(written.n)
            reasons.append(rule.reason)
        rolls = rule.rolls
        if rule.rolls_as and unit not in (Unit.WORKING_DAYS, Unit.HOURS):
            common = self.rules[rule.rolls_as].reason
            rolls = self.rules[rule.rolls_as].rolls
            reasons.append(common._replace(standing=rule.rolls_standing))
        if not reasons:
            reasons.append(rule.reason)
        return Counted(Period(written.n, unit, rolls), tuple(reasons))


def load_counting(path: Path) -> CountingTable:
    """The table of a file or folder; `PackErrors` with file, line, cause and remedy."""
    rules: dict[str, CountingRule] = {}
    found = Found()
    for source in read_sources(path):
        with found.part():
            rules.update(_rules(source))
    found.stop()
    return CountingTable(rules)


def build_counting(source: Source) -> CountingTable:
    """The table of one text; the same errors."""
    found = Found()
    with found.part():
        return CountingTable(_rules(source))
    raise PackErrors(errors=found.errors)


def _rules(source: Source) -> dict[str, CountingRule]:
    given = read_yaml(source.text, source.name).fields(("counting", "checked_on", "rules"))
    given["checked_on"].day()
    rules: dict[str, CountingRule] = {}
    places = given["rules"].members()
    for rule_id, entry in places.items():
        rules[rule_id] = _rule(rule_id, entry)
    for rule_id, rule in rules.items():
        if rule.rolls_as and rule.rolls_as not in rules:
            places[rule_id].refuse(f"rolls as unknown rule «{rule.rolls_as}»", f"use {', '.join(rules)}")
    return rules


def _rule(rule_id: str, entry: Node) -> CountingRule:
    given = entry.fields(_REQUIRED, ("standing", "special"))
    reading, numbers = _reading(given["working_days"])
    rolls, rolls_as, rolls_standing = _rolls(given["rolls"])
    return CountingRule(
        id=rule_id,
        law=given["law"].text(),
        english=given["english"].text(),
        reading=reading,
        numbers=numbers,
        reason=_reason(given, given["basis"].text()),
        rolls=rolls,
        rolls_as=rolls_as,
        rolls_standing=rolls_standing,
        special=tuple(_special(one) for one in given["special"].items()) if "special" in given else (),
    )


def _reason(given: Mapping[str, Node], basis: str) -> Reason:
    standing = _standing(given["standing"]) if "standing" in given else Standing.READ
    return Reason(basis, standing, given["says"].text().strip(), given["says_english"].text().strip())


def _reading(entry: Node) -> tuple[Reading, tuple[int, ...]]:
    if entry.is_single():
        for word in _WORDS:
            if word == entry.raw:
                return word, ()
        entry.refuse(
            f"unknown reading «{entry.raw}»", f"use {', '.join(_WORDS)}, {{numbers: […]}}, {{up_to: n}}"
        )
    given = entry.fields((), ("numbers", "up_to"))
    if len(given) != 1:
        entry.refuse("one of «numbers» and «up_to» is needed", "keep exactly one")
    if "up_to" in given:
        return "up_to", (given["up_to"].whole(),)
    return "numbers", tuple(one.whole() for one in given["numbers"].items())


def _rolls(entry: Node) -> tuple[bool, str, Standing]:
    if entry.is_single():
        if not isinstance(entry.scalar, bool):
            entry.refuse(f"«{entry.raw}» is no answer", "write true, false or {as: RULE, standing: …}")
        return entry.scalar, "", Standing.READ
    given = entry.fields(("as", "standing"))
    return True, given["as"].text(), _standing(given["standing"])


def _special(entry: Node) -> Special:
    given = entry.fields(("at", "counted", "standing", "says", "says_english"))
    counted = given["counted"].text()
    if counted not in (Unit.DAYS, Unit.WORKING_DAYS):
        given["counted"].refuse(f"cannot count in «{counted}»", "write days or working_days")
    at = given["at"].text()
    return Special(at, Unit(counted), _reason(given, at))


def _standing(node: Node) -> Standing:
    return Standing(node.word(Standing))
