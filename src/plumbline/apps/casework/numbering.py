"""Numbers of cases and papers: one register by organ, kind and year, no gaps; taken with the record that uses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.documents.actions import take_this
from plumbline.apps.documents.errors import NumberMoved
from plumbline.apps.documents.queries import next_number
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.reports.document_number import DocumentNumber

CASE_KIND: Final = "案件"
"""Kind of the numbers of cases in the register; a procedure with a word of its own has a series of its own."""
ARCHIVE_SERIES: Final = ("档案", "档")
"""Kind and word of archive numbers, for organs without a scheme of their own."""
_CASE_WORDS: Final = {
    "penalty.ordinary": "立",
    "penalty.simple": "简",
    "permit": "许案",
    "inspection": "检案",
    "hearing": "听案",
    "legal.review": "审案",
    "legality.contract": "合审",
    "legality.normative": "规审",
    "legality.paper": "文审",
    "compulsory.measure": "措案",
    "compulsory.enforcement": "强案",
    "enforcement.supervision": "监案",
    "enforcement.campaign": "检查案",
    "supervision.clue": "线案",
    "complaint": "诉案",
    "suggestion": "建案",
    "information.request": "开案",
    "inspection.rating": "评案",
    "service.rating": "服评案",
    "reconsideration.case": "复案",
    "litigation.response": "应案",
    "normative.document": "规案",
    "document.cleanup": "清案",
    "policy.document": "政案",
    "major.decision": "决案",
    "fair.competition": "竞案",
    "government.contract": "合案",
    "criminal.referral": "移案",
}
"""Office practice, not law; none of them is the word of a kind of document, or two papers would bear one number."""
_OTHER_CASES: Final = "案"
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TRIES: Final = 25
_AT_ONCE: Final = 64
"""Numbers looked up at once, at most."""
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Reserved:
    """A number that would come next when it was looked up."""

    number: DocumentNumber
    organ: str
    kind: str

    def after(self, places: int) -> Reserved:
        """The number so many places behind it."""
        return replace(self, number=replace(self.number, n=self.number.n + places))

    def take(self, *, case: str, by: str, now: int) -> None:
        """Take it, in the transaction of the record that uses it; raises NumberMoved."""
        at = _EPOCH + dt.timedelta(microseconds=now)
        take_this(self.number, organ=self.organ, kind=self.kind, case_id=case, by=by, at=at)


def case_series(procedure: str) -> tuple[str, str]:
    """Kind and word of the numbers of a procedure's cases."""
    word = _CASE_WORDS.get(procedure)
    return (f"{CASE_KIND}/{procedure}", word) if word else (CASE_KIND, _OTHER_CASES)


def document_word(organ: str) -> str:
    """The organ's word in document numbers 机关代字; raises NoDocumentWord."""
    entry = organ_entry(organ)
    word = str((entry.values.get("document_word") if entry else None) or "")
    if not word:
        raise NoDocumentWord(organ=entry.name if entry else organ)
    return word


def reserve(*, organ: str, kind: str, series: str, year: int) -> Reserved:
    """The number that comes next; raises NoDocumentWord."""
    word = document_word(organ)
    return Reserved(
        next_number(organ=organ, kind=kind, authority=word, series=series, year=year), organ, kind
    )


def past_borne(
    following: Reserved, case: str, bearers: Callable[[Sequence[str]], Mapping[str, str]]
) -> list[tuple[Reserved, str]]:
    """The next number that nothing bears, for `case`, behind those that others bear by hand or from an old system, each
    for the case that bears it: so the register goes past them without a gap. `bearers`: of texts, by text the case.
    """
    found: list[tuple[Reserved, str]] = []
    at_once = 1
    while True:
        row = [following.after(place) for place in range(at_once)]
        borne = bearers([str(one.number) for one in row])
        for one in row:
            bearer = borne.get(str(one.number))
            found.append((one, bearer or case))
            if bearer is None:
                return found
        following, at_once = following.after(at_once), min(2 * at_once, _AT_ONCE)


def take_all(reserved: Sequence[Reserved], *, case: str, by: str, now: int) -> None:
    """Take several in one order for everybody, so that two acts never wait for each other; raises NumberMoved."""
    for one in sorted(reserved, key=lambda one: (one.organ, one.kind)):
        one.take(case=case, by=by, now=now)


def until_taken(attempt: Callable[[], _Done]) -> _Done:
    """Do it again while others take the numbers it was made with; raises NumbersBusy."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except NumberMoved:
            continue
    raise NumbersBusy()
