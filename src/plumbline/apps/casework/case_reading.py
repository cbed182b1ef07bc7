"""A case as it is read for a page or an act: its sealed records as history, under the docket of its procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of, keep_before
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.person import Place
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.cases.reserved import STATE_PARTY
from plumbline.core.ledger.canonical import Json


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case read: `held` are its stored records, `history` what they say, `docket` the law it stands under."""

    held: tuple[HeldRecord, ...]
    history: History
    docket: Docket
    unstored: Mapping[str, Mapping[str, Json]] = field(default_factory=lambda: MappingProxyType({}))
    """Personal values of records that are about to be entered, by record."""

    @property
    def place(self) -> Place:
        """Where the case belongs, for questions of access."""
        opening = self.history.opening
        docket = self.docket
        told = docket.supervises, docket.leads, docket.is_confided
        return Place(opening.organ, opening.division, opening.case, *told)

    @property
    def party_records(self) -> tuple[str, ...]:
        """The records that state who the party is: the opening, and those that restate it, in their order."""
        later = (one.id for one in self.history.sealed[1:] if one.step == STATE_PARTY)
        return (self.history.sealed[0].id, *later)

    def issuer(self, step: str) -> str:
        """The organ whose papers and numbers an act of the step uses: a supervisor's acts are another organ's."""
        known, opening = self.docket.step(step), self.history.opening
        supervising = self.history.header.get("supervising_organ")
        by_supervisor = known is not None and known.role == "supervisor"
        return str(supervising) if by_supervisor and supervising else opening.organ

    @property
    def officers(self) -> set[str]:
        """Everybody whom the records of the case, and of those joined into it, name as acting or handling."""
        return named_in(self.history)


def named_in(history: History) -> set[str]:
    """Everybody whom the records of a case name: who acted, who entered them, who handles it."""
    named = {one.entered_by for one in history.sealed} | set(history.handlers)
    named |= {actor.officer for act in history.acts for actor in act.by or ()}
    return named.union(*(named_in(other) for other in history.joined.values()))


def read_case(case: str) -> CaseFile:
    """The case; raises CaseNotFound."""
    held = case_records(case)
    if not held:
        raise CaseNotFound(case=case)
    keep_before(held)
    docket, history = history_of([one.record for one in held], shelf())
    return CaseFile(held, history, docket)
