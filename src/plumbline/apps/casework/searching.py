"""Full-text search over the cases a person may see: by number, cause and what records say; by party with a reason.

Names and papers are searched within the person's own organ alone, and only with a reason, which is kept with what was
asked: nobody gathers a person's cases across organs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from plumbline.apps.casework.errors import ReasonMissing
from plumbline.apps.casework.paper_texts import UNSEARCHED
from plumbline.apps.casework.policies import CASE_LIST, PARTY_SEARCH
from plumbline.apps.casework.queries import CaseLine, ListAsked, holding, lines_of
from plumbline.apps.people.actions import note_reading
from plumbline.apps.search_index.queries import CASE, PERSONAL, excerpts, find_ids, find_number, unknown_yet
from plumbline.core.authority.access import check_access, visible
from plumbline.core.authority.person import Person

MOST = 500
"""Cases that one search finds: the newest. Who needs others says more of them."""
MOST_OF_A_PARTY = 50
MOST_UNSEARCHED = 20
"""Cases that are named because files of theirs are not searched; more are counted no further."""


def with_search(person: Person, asked: ListAsked, today: int) -> ListAsked:
    """What is asked, with the cases that the text stands in; nothing is looked up without a text."""
    if not asked.text:
        return asked
    what = visible(person, CASE_LIST, today)
    organs = None if what.everything or what.divisions else sorted(what.organs)
    if organs == []:
        return dataclasses.replace(asked, cases=())
    numbers = [hit.id for hit in find_number(asked.text, organs=organs, kinds=(CASE,), limit=MOST + 1)]
    found = find_ids(asked.text, organs=organs, kind=CASE, limit=MOST + 1)
    cases = dict.fromkeys([*numbers[:MOST], *found[:MOST], *holding(unknown_yet(), asked.text)])
    return dataclasses.replace(asked, cases=tuple(cases), cut=max(len(numbers), len(found)) > MOST)


def why_found(lines: Sequence[CaseLine], text: str) -> dict[str, str]:
    """For lines whose number and cause do not show why, the words of a record that do."""
    dark = [one.case for one in lines if text not in one.number and text not in one.cause]
    return excerpts(dark, text, kind=CASE) if dark and text else {}


def by_party(*, person: Person, text: str, reason: str, now: int, today: int) -> tuple[CaseLine, ...]:
    """The organ's cases whose party or papers hold the text, newest first; raises AccessRefused and ReasonMissing.

    Who asked, for what and why is noted before anything is shown, also where nothing is found.
    """
    check_access(person, PARTY_SEARCH, None, today)
    if not reason.strip():
        raise ReasonMissing()
    note_reading(by=person, kind="party_search", subject=text, reason=reason, now=now)
    found = find_ids(text, organs=[person.organ], kind=PERSONAL, limit=MOST_OF_A_PARTY)
    return lines_of(person, found, today)


def not_searched(person: Person, today: int) -> tuple[CaseLine, ...]:
    """The organ's cases in which a file, or part of one, has no text that is searched, newest first; one more than
    MOST_UNSEARCHED where there are more. Raises AccessRefused.
    """
    check_access(person, PARTY_SEARCH, None, today)
    found = find_ids(UNSEARCHED, organs=[person.organ], kind=PERSONAL, limit=MOST_UNSEARCHED + 1)
    return lines_of(person, found, today)
