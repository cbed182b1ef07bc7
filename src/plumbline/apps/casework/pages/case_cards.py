"""The cards of a case page that rest on its records: made and drawn once for all they rest on, then shown again.

Their key holds the very history and docket, the day, the language, who asks, and every answer of the database that
they show: names, certificates, chains, the party, linked cases and what is left in them, which records are sealed,
which files are kept. Access is judged and the database asked on each request. Where what may be done can turn within
the day, or a case is joined into this one, all is made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.linked import Left, left_in_linked, with_linked
from plumbline.apps.casework.pages import approval_parts, case_parts, may_parts, paper_parts, record_parts
from plumbline.apps.casework.pages.link_parts import in_lead, numbers_in
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.possible import possible, stands_all_day
from plumbline.apps.casework.queries import LinkLine
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import HeldPart, Part
from plumbline.apps.people.access import reaches
from plumbline.core.authority.person import Person
from plumbline.core.cases.approval import Seat
from plumbline.core.cases.standing import ClockState, main_line
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.canonical import Json

_CARDS: Kept[tuple[CaseFile, dict[str, HeldPart]]] = Kept(256)
"""Each value holds the case of its key, so that the identities of its history and docket cannot pass to others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for the cards of one page, beside the case itself."""

    person: Person
    now: int
    officers: OfficerRegister
    chains: Mapping[tuple[str, str], tuple[Seat, ...]]
    links: Sequence[LinkLine]
    links_url: str
    party: Mapping[str, Json]
    sealed: int
    papers: paper_parts.ShownPapers
    cases: str
    """Where the list of cases is; empty for whoever has none."""
    closed: tuple[Closing, ...] = ()


def cards(file: CaseFile, speak: Speaker, asked: Asked, states: Sequence[ClockState]) -> dict[str, HeldPart]:
    """Head, diagram, what may be done, records, papers, party."""
    left = left_in_linked(file, asked.links)

    def make() -> dict[str, HeldPart]:
        return {name: HeldPart(one) for name, one in _cards(file, speak, asked, states, left).items()}

    if file.history.joined or not stands_all_day(file, asked.now):
        return make()
    key = (
        id(file.docket),
        id(file.history),
        speak.today,
        speak.language,
        speak.names,
        asked.person,
        tuple(sorted(asked.officers.certificates.items())),
        tuple(sorted(asked.chains.items())),
        asked.links_url,
        tuple(asked.links),
        tuple((case, tuple(names)) for case, names in left.items()),
        tuple(sorted((name, str(value)) for name, value in asked.party.items())),
        tuple(one.leaf if one.leaf is not None and one.leaf < asked.sealed else None for one in file.held),
        asked.papers.told(),
        asked.closed,
    )
    return _CARDS.get(key, lambda: (file, make()))[1]


def _cards(
    file: CaseFile, speak: Speaker, asked: Asked, states: Sequence[ClockState], left: Left
) -> dict[str, Part]:
    case = file.history.folded(asked.now)
    role = asked.person.role.in_packs
    found = possible(file, asked.now, role, asked.officers)
    found = approval_parts.with_chains(file, found, asked.now, asked.officers, asked.chains, role)
    found = with_linked(file, found, asked.links, left)
    _stage, next_step = main_line(file.docket, case)
    sealed = sum(one.leaf is not None and one.leaf < asked.sealed for one in file.held)
    numbers = numbers_in(file.history.sealed, {one.case: one.number for one in asked.links})
    party = str(asked.party.get("party_name") or "")
    opens = partial(reaches, asked.person, place=file.place, today=speak.today)
    return {
        "head": case_parts.head(file, speak, party, sealed, states, asked.cases, opens),
        "diagram": case_parts.diagram(file, speak, found, states),
        "may": in_lead(
            may_parts.may_list(file, speak, found, states, next_step, opens, asked.links_url), asked.links
        ),
        "records": record_parts.record_table(file, speak, asked.sealed, numbers, asked.closed),
        "papers": paper_parts.paper_card(file, speak, asked.papers),
        "party": case_parts.party_card(dict(asked.party), speak, file, opens),
    }
