"""A case as things and money are read from it."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.apps.goods.errors import NoSuchCase
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.person import Place
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History


@dataclass(frozen=True, slots=True)
class CaseRead:
    """The records of a case, and the law it stands under."""

    docket: Docket
    history: History

    @property
    def place(self) -> Place:
        """Where the case belongs, for questions of access."""
        opening = self.history.opening
        return Place(opening.organ, opening.division, opening.case)


def read_case(case: str) -> CaseRead:
    """The case; raises NoSuchCase."""
    held = case_records(case)
    if not held:
        raise NoSuchCase(case=case)
    return CaseRead(*history_of([one.record for one in held], shelf()))
