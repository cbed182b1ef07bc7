"""Lists of other systems are compared, row by row; nothing here changes, what differs is shown and counted.

A file is a whole list: what is here and not in it is told too, and what an older list had is forgotten. A call tells of
its own rows alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.db import transaction

from plumbline.apps.exchange.actions.planning import Outcome, Taken
from plumbline.apps.exchange.actions.receiving import Along
from plumbline.apps.exchange.incoming import Problem, Row
from plumbline.apps.exchange.mirrored_here import Facts, here_of
from plumbline.apps.exchange.models import MirrorRow
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.core.layouts.facts import FACTS
from plumbline.core.layouts.layout import FactValue, write_value
from plumbline.core.layouts.mirrored import Compared, otherwise

SAME: Final = "same"
DIFFERS: Final = "differs"
THERE: Final = "there"
HERE: Final = "here"
_LOT: Final = 1_000
_CHANGING: Final = ("state", "columns", "delivery", "seen_at")


@dataclass(slots=True)
class Comparing:
    """One delivery of a list that is compared alone."""

    compared: Compared
    source: Supplier
    delivery: int
    here: dict[str, Facts] = field(init=False)

    def __post_init__(self) -> None:
        self.here = here_of(self.compared, self.source)

    def take(self, rows: Sequence[Row], now: int, along: Along, then: Along) -> Outcome:
        """Compare these rows; a row that does not fit the layout waits to be mended."""
        outcome, made = Outcome(), dict[str, MirrorRow]()
        for row in rows:
            facts, faults = self.compared.layout.read(row.cells)
            if faults:
                basis = self.compared.layout.basis
                problems = [Problem(one.column, one.value, one.zh, one.en, basis) for one in faults]
                outcome.wrong.append((row, problems))
                continue
            one = self._compare(facts, now)
            made[one.subject] = one
            differs = _named(one, self.compared)
            outcome.taken.append(Taken(row.number, "", "", True, differs=differs))
        with transaction.atomic():
            along(outcome)
            _keep(made.values())
            then(outcome)
        return outcome

    def close(self, now: int) -> None:
        """The list is whole: what is here and was not in it, and what no list has any more."""
        rows = MirrorRow.objects.filter(source=self.source.code)
        with transaction.atomic():
            rows.exclude(delivery=self.delivery).delete()
            seen = set(rows.values_list("subject", flat=True))
            missing = (key for key, facts in self.here.items() if key not in seen and _stands(facts))
            _keep(self._row(key, HERE, [], now) for key in missing)

    def _compare(self, facts: Facts, now: int) -> MirrorRow:
        subject = str(facts[self.compared.key])[:150]
        here = self.here.get(subject)
        if here is None:
            return self._row(subject, THERE, _listed(self.compared, facts), now)
        found = [asdict(one) for one in otherwise(self.compared, facts, here)]
        return self._row(subject, DIFFERS if found else SAME, found, now)

    def _row(self, subject: str, state: str, columns: list[dict[str, Any]], now: int) -> MirrorRow:
        return MirrorRow(
            source=self.source.code,
            subject=subject,
            state=state,
            columns=columns,
            delivery=self.delivery,
            seen_at=now,
        )


def _stands(facts: Facts) -> bool:
    """A certificate that has ended need not be listed any more."""
    state: FactValue | None = facts.get("certificate_state")
    return state != "ended"


def _named(one: MirrorRow, compared: Compared) -> tuple[str, ...]:
    """The columns that differ; of a row that is only there the one that names it."""
    if one.state == THERE:
        return tuple(each.title for each in compared.layout.columns if each.fact == compared.key)
    return tuple(str(said["column"]) for said in one.columns)


def _listed(compared: Compared, facts: Facts) -> list[dict[str, Any]]:
    """What the row says, without what may hold a person of the public: to be taken in, and not typed again."""
    return [
        {"column": one.title, "there": write_value(one, facts[one.fact]), "here": ""}
        for one in compared.layout.columns
        if one.fact in facts and not FACTS[one.fact].sealed
    ]


def _keep(rows: Iterable[MirrorRow]) -> None:
    MirrorRow.objects.bulk_create(
        rows,
        batch_size=_LOT,
        update_conflicts=True,
        unique_fields=["source", "subject"],
        update_fields=_CHANGING,
    )
