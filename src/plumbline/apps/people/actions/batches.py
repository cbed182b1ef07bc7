"""Acts on many officers at once, all or none: leaving by a list, the year's training added up.

An officer is named by number or by certificate. Raises ListWrong with every line that cannot be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plumbline.apps.ledger_store.actions import Wanted, enter_all
from plumbline.apps.people.actions.registers import Act, act_draft, surroundings
from plumbline.apps.people.errors import ListWrong
from plumbline.apps.people.queries.training import YearOfTraining, training_of_year
from plumbline.apps.people.store import registers as store
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.facts.record import Value
from plumbline.core.registers.register import register_of

LOT = 250
"""Records in one transaction of a year's training; who is through is not entered again."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A list of officers who leave enforcement: what it is called, why they leave, from which day."""

    title: str
    reason: str
    day: int
    named: tuple[str, ...]


def read_names(text: str) -> tuple[str, ...]:
    """Numbers typed or pasted, one or more a line; doubled ones once."""
    parted = text.replace("，", " ").replace("、", " ").replace(",", " ").split()
    return tuple(dict.fromkeys(parted))


def leave_officers(leaving: Leaving, *, by: Person, now: int, today: int, reach: Visible) -> int:
    """Enters the exit of every officer of the list, all or none; how many."""
    there = store.standing_officers(reach)
    holders = store.certificates_there(leaving.named)
    codes = [name if name in there else holders.get(name, "") for name in leaving.named]
    wrong = [name for name, code in zip(leaving.named, codes, strict=True) if code not in there]
    if wrong or not codes:
        raise ListWrong(wrong="、".join(wrong) or "—", count=len(wrong))
    kind, around = register_of("officer"), surroundings(today)
    values: dict[str, Value] = {"reason": leaving.reason, "list_title": leaving.title or None}
    act = Act("exit_officer", leaving.day, values)
    wanted = [
        Wanted(act_draft(kind, kind.case_of(code), act, by, now, around), there[code])
        for code in dict.fromkeys(codes)
    ]
    return len(enter_all(wanted, now=now))


def close_training_year(year: int, *, by: Person, now: int, today: int, reach: Visible) -> int:
    """Enters for every officer the hours of a year, added up from the records; who has it already is left out.

    In lots: killed half way, the next time goes on.
    """
    kind, around = register_of("officer"), surroundings(today)
    entered = 0
    open_ones = [one for one in training_of_year(year, reach) if one.closed is None]
    for lot in _lots(open_ones):
        wanted = []
        for one in lot:
            values: dict[str, Value] = {"training_year": year, "hours_done": one.hours}
            act = Act("close_training_year", today, values)
            wanted.append(Wanted(act_draft(kind, kind.case_of(one.code), act, by, now, around), one.position))
        entered += len(enter_all(wanted, now=now))
    return entered


def _lots(lines: Sequence[YearOfTraining]) -> Iterator[Sequence[YearOfTraining]]:
    for start in range(0, len(lines), LOT):
        yield lines[start : start + LOT]
