"""The worked examples of every pack, act by act: what was entered before an act, and what each rule says of it."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType

from tests.builders import history
from tests.builders.history import PACKS

from plumbline.core.cases.docket import Docket, make_docket
from plumbline.core.cases.history import History, Opening
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import NATION, division_chain
from plumbline.core.procedures.example import Example
from plumbline.core.procedures.example_check import SupposedFigures
from plumbline.core.procedures.pack_set import PackSet, load_packs
from plumbline.core.rules.rule import Clock, Who
from plumbline.core.vocabulary import Outcome, Stream


@cache
def packs() -> PackSet:
    """The packs of the repository with their examples."""
    return load_packs(PACKS)


def procedures() -> list[str]:
    """Every procedure but those that show another country's law."""
    return [id for id in history.packs().ids if not id.startswith("example.")]


def docket_for(procedure: str, example: Example) -> Docket:
    """The law that an example supposes; what supposes the same shares it."""
    division = str(example.header.get("division") or NATION)
    return _docket(procedure, division, tuple(sorted(example.figures.items())))


@lru_cache(maxsize=8)
def _docket(procedure: str, division: str, supposed: tuple[tuple[str, Decimal], ...]) -> Docket:
    built = packs().procedure(procedure)
    figures = SupposedFigures(dict(supposed), packs().figures)
    divisions = tuple(reversed(division_chain(division)))
    return make_docket(built, packs().calendar(built.calendar), figures, divisions)


def entered_before(example: Example, act: Record) -> tuple[Record, ...]:
    """What had been entered when the act was."""
    return tuple(
        one
        for one in example.records
        if one is not act and (one.recorded_at, one.seq) < (act.recorded_at, act.seq)
    )


def history_before(example: Example, act: Record) -> History:
    """The case as it stood when the act was entered."""
    opening = Opening(example.name, "", "", "", "organ", None, "")
    return History(opening, (), entered_before(example, act), MappingProxyType(dict(example.header)), ())


def plain(example: Example) -> bool:
    """Nothing that the desk would not meet in this way: no corrections, no steps that a source leaves out."""
    missing = example.missing.steps or example.missing.facts
    return not missing and not any(one.corrects or one.void for one in example.records)


def told(procedure: str) -> Iterator[tuple[Example, Docket, str, Record, Outcome]]:
    """Example, law, rule, act and outcome: each act of a plain example that a rule judges when it is done."""
    for example in packs().examples(procedure):
        if not plain(example):
            continue
        docket = docket_for(procedure, example)
        rules = {rule.id: rule for rule in docket.procedure.rules}
        case = example.case()
        records = {one.id: one for group in case.by_step.values() for one in group}
        for verdict in docket.judge(case, example.now, example.officers):
            rule, act = rules[verdict.rule], records.get(verdict.record)
            if act is None or act.deemed or isinstance(rule.body, Clock) or rule.over is not Stream.CASE:
                continue
            if isinstance(rule.body, Who) and any(one.confirmed_at != -(2**62) for one in act.by or ()):
                continue  # a confirmation comes after the act, and the door does not wait for it
            yield example, docket, verdict.rule, act, verdict.outcome
