"""Beginning supervision: one text to one organ or many, each a case of its own with its own number and clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from plumbline.apps.casework.act import Act, PaperWanted
from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.acts_at_once import acts_with_opening
from plumbline.apps.casework.opening import Also
from plumbline.apps.ledger_store.actions import Draft
from plumbline.apps.people.queries.entries import officer_register
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.supervision.actions.deciding import matter_wanted
from plumbline.apps.supervision.queries import place_of_finding
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.docket import Docket
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment, written_instant

PROCEDURE: Final = "enforcement.supervision"
Instrument = Literal["", "urging_letter", "opinion"]
PAPERS: Final[Mapping[str, str]] = {"urging_letter": "行政执法监督督办函", "opinion": "行政执法监督意见书"}


@dataclass(frozen=True, slots=True)
class Matter:
    """What is said to each organ. Without an instrument only the clue is registered. `report_by` is a day."""

    cause: str
    source: str
    told: str
    in_other_procedure: bool
    vertical: bool = False
    finding: str = ""
    instrument: Instrument = ""
    failing: str = ""
    facts: str = ""
    demands: str = ""
    report_by: int | None = None


def begin(*, person: Person, organ: str, matter: Matter, now: int, today: int) -> str:
    """Opens the supervision of an organ and, where asked, sends it the instrument, all in one transaction; the case's
    id.

    Raises AccessRefused, NoDocumentWord, and ActRefused when the law does not allow the instrument: then nothing is
    entered, and whoever acts sends the same form again without it, or mended.
    """
    entry = organ_entry(organ)
    place = Place(organ, entry.division if entry else "")
    opening = Opening(
        PROCEDURE,
        None,
        matter.cause,
        facts={"supervising_organ": person.organ, "party_kind": "organisation"},
        party={"party_name": entry.name if entry else organ},
    )
    acts = _acts(matter, now)

    def more(_docket: Docket, first: Sequence[Draft]) -> Also:
        done = acts_with_opening(person, first, acts, now, officer_register([person.officer or ""]))
        if not matter.finding or place_of_finding(matter.finding).organ != organ:
            return done
        taken_up = matter_wanted(
            person=person, finding=matter.finding, matter=first[0].case, now=now, today=today
        )
        return Also([*done.wanted, taken_up], done.along)

    return open_case(person=person, place=place, opening=opening, now=now, more=more)


def _acts(matter: Matter, now: int) -> list[Act]:
    """The clue and, with an instrument, what was found and the instrument with its paper."""
    at = Moment(written_instant(now), "microsecond")
    clue: dict[str, Value] = {
        "source": matter.source,
        "matter": matter.told,
        "finding": matter.finding or None,
        "in_other_procedure": matter.in_other_procedure,
        "vertical": matter.vertical,
    }
    acts = [Act("clue", at, values=clue)]
    if matter.instrument:
        acts.append(Act("find", at, values={"failing": matter.failing, "facts": matter.facts}))
        said: dict[str, Value] = {
            "kind": matter.instrument,
            "round": 1,
            "demands": matter.demands,
            "report_by": matter.report_by,
        }
        paper = PaperWanted(PAPERS[matter.instrument], {"facts": matter.facts})
        acts.append(Act("instrument", at, values=said, make=(paper,)))
    return acts
