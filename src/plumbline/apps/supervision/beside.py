"""What is found in a case beside the rules of its pack: by the organ's recording list, and by the account of a fine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plumbline.core.cases.by_account import by_account
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.facts.case import Case
from plumbline.core.recording.by_list import by_list
from plumbline.core.rules.verdict import Verdict


def beside_packs(
    docket: Docket, history: History, case: Case, verdicts: Sequence[Verdict]
) -> Iterator[Verdict]:
    """Both, given what the rules of the pack found."""
    yield from by_list(docket, history, case, verdicts)
    yield from by_account(docket, history, case, verdicts)
