"""What comes in to the supervising organ: replies that organs owe, complaints of the public, tickets of the hotline."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, Value

from plumbline.apps.casework.queries.limits import standing_under
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.questions import Statement
from plumbline.apps.supervision.policies import INSTRUMENTS
from plumbline.apps.supervision.queries.matters import PROCEDURE
from plumbline.core.authority.access import Visible, visible
from plumbline.core.authority.person import Person

COMPLAINTS: Final = "complaint"
TICKETS: Final = "hotline.ticket"


@dataclass(frozen=True, slots=True)
class Incoming:
    """`due`: replies that fall due within the lead, `overdue`: those whose day has passed. `complaints`: those on which
    nobody has acted yet, `tickets`: those of the hotline that are not settled.
    """

    due: int = 0
    overdue: int = 0
    complaints: int = 0
    tickets: int = 0


def incoming(person: Person, today: int, soon: int) -> Incoming:
    """The counts as far as the person may see; `soon` is the last day of the lead."""
    what = visible(person, INSTRUMENTS, today)
    if not (what.organs or what.divisions):
        return Incoming()
    owed = Q(ended_day=None)
    return Incoming(
        due=_counted(what, PROCEDURE, owed & Q(due_day__range=(today, soon)), ("due", today, soon)),
        overdue=_counted(what, PROCEDURE, owed & Q(due_day__lt=today), ("overdue", today)),
        complaints=_counted(what, COMPLAINTS, Q(stage="receive", ended_day=None), ()),
        tickets=_counted(what, TICKETS, Q(ended_day=None), ()),
    )


def _counted(what: Visible, procedure: str, chosen: Q, days: Hashable) -> int:
    def question() -> Statement:
        rows = standing_under(procedure, what.organs, what.divisions, chosen=chosen)
        return Statement(rows.annotate(one=Value(1)).values_list("one").annotate(n=Count("*")))

    found = _ASKED.get((what, procedure, days), question).ask()
    return int(found[0][1]) if found else 0


_ASKED: Kept[Statement] = Kept(128)
