"""Whether a case went to reconsideration or to court: by the number noted in it, or by the case that it led to."""

from __future__ import annotations

from typing import Final

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries import links_of
from plumbline.core.cases.joining import LEADS_TO, REVIEWED_BY, SUED_IN
from plumbline.core.cases.reserved import LINK_CASE, VOID_ACT

REMEDIES: Final = frozenset({"litigation.response", "reconsideration", "reconsideration.case"})
"""Procedures that are one; beside them a number of another body, which is no case of this system."""


def remedies_of(case: str) -> tuple[str, ...]:
    """The numbers of reconsiderations and suits about a case, noted ones first. Raises CaseNotFound."""
    sealed = read_case(case).history.sealed
    void = {one.corrects for one in sealed if one.step == VOID_ACT}
    noted = [
        str(one.fields.get("number", ""))
        for one in sealed
        if one.step == LINK_CASE and one.fields.get("kind") in (REVIEWED_BY, SUED_IN) and one.id not in void
    ]
    opened = [one.number for one in links_of(case) if one.kind == LEADS_TO and one.procedure in REMEDIES]
    return tuple(dict.fromkeys([*noted, *opened]))
