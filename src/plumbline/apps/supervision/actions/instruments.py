"""Beginning supervision: one text to one organ or many, each a case of its own with its own number and clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from plumbline.apps.casework.act import Act, PaperWanted
from plumbline.apps.casework.actions import Opening, open_case, perform_act
from plumbline.apps.people.queries.entries import officer_register
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.supervision.actions.deciding import note_matter
from plumbline.apps.supervision.queries import place_of_finding
from plumbline.core.authority.person import Person, Place
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
    """Opens the supervision of an organ and, where asked, sends it the instrument; the case's id.

    Raises AccessRefused, NoDocumentWord, and ActRefused when the law does not allow the instrument: the clue then
    stands, and whoever acts goes on from its page.
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
    case = open_case(person=person, place=place, opening=opening, now=now)
    clue: dict[str, Value] = {
        "source": matter.source,
        "matter": matter.told,
        "finding": matter.finding or None,
        "in_other_procedure": matter.in_other_procedure,
        "vertical": matter.vertical,
    }
    _do(person, case, "clue", clue, now)
    if matter.finding and place_of_finding(matter.finding).organ == organ:
        note_matter(person=person, finding=matter.finding, matter=case, now=now, today=today)
    if matter.instrument:
        _send(person, case, matter, now)
    return case


def _send(person: Person, case: str, matter: Matter, now: int) -> None:
    _do(person, case, "find", {"failing": matter.failing, "facts": matter.facts}, now)
    said: dict[str, Value] = {
        "kind": matter.instrument,
        "round": 1,
        "demands": matter.demands,
        "report_by": matter.report_by,
    }
    paper = PaperWanted(PAPERS[matter.instrument], {"facts": matter.facts})
    _do(person, case, "instrument", said, now, (paper,))


def _do(
    person: Person,
    case: str,
    step: str,
    values: Mapping[str, Value],
    now: int,
    make: tuple[PaperWanted, ...] = (),
) -> None:
    act = Act(step, Moment(written_instant(now), "microsecond"), values=values, make=make)
    officers = officer_register([person.officer] if person.officer else [])
    perform_act(person=person, case=case, act=act, seen=None, now=now, officers=officers)
