"""Archive numbers of old files: each is one file's, in the organ and within what comes in at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plumbline.apps.case_file.queries import archive_numbers_borne
from plumbline.apps.exchange.drafting import Drafted
from plumbline.apps.exchange.incoming import Problem
from plumbline.apps.exchange.old_file_keeping import COLUMNS
from plumbline.core.cases.reserved import ARCHIVE_FILE


def numbers_borne(organ: str, drafted: Sequence[Drafted]) -> Iterator[tuple[int, Problem]]:
    """The rows whose archive number another file bears, with that file's case."""
    kept = [one for one in drafted if one.draft.step == ARCHIVE_FILE]
    if not kept:
        return
    borne = archive_numbers_borne(organ, (str(one.draft.fields["archive_number"]) for one in kept))
    for one in kept:
        number = str(one.draft.fields["archive_number"])
        case, of = borne.setdefault(number, (one.draft.case, one.native.case_number))
        if case != one.draft.case:
            zh, en = f"该档号已用于案件 {of}", f"the file of case {of} bears this archive number"
            yield one.native.number, Problem(COLUMNS["archive_number"][0], number[:80], zh, en)
