"""Searching: newest change first, only what the organs allowed may be seen of."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.ledger_store.queries import cases_from
from plumbline.apps.search_index.actions import site_index
from plumbline.apps.search_index.document import Hit
from plumbline.apps.search_index.errors import AcrossOrgans
from plumbline.apps.search_index.following import CASE, PERSONAL
from plumbline.apps.search_index.tokens import reads_as

__all__ = ["CASE", "PERSONAL", "Hit", "excerpts", "find", "find_ids", "find_number", "unknown_yet"]


def find(
    text: str,
    *,
    organs: Sequence[str] | None,
    kinds: Sequence[str] = (),
    before: int | None = None,
    limit: int = 20,
) -> list[Hit]:
    """The newest documents in which the text stands, from one character on.

    `organs` is who may be seen of: None sees all, an empty list nothing. Names and other personal values are found
    only with the kind PERSONAL and within one organ: nobody gathers a person's cases across organs. `kinds` narrows;
    `before` is `Hit.row` of the last hit of the page before. Words in Latin letters and digits are found from their
    beginning; punctuation, width and case make no difference. Raises AcrossOrgans.
    """
    if PERSONAL in kinds and (organs is None or len(organs) != 1):
        raise AcrossOrgans
    return site_index().find(text, organs, kinds, before, limit, "" if PERSONAL in kinds else PERSONAL)


def find_ids(text: str, *, organs: Sequence[str] | None, kind: str, limit: int) -> tuple[str, ...]:
    """The ids of what `find` finds of one kind, for whoever looks up the rest elsewhere. Raises AcrossOrgans."""
    if kind == PERSONAL and (organs is None or len(organs) != 1):
        raise AcrossOrgans
    return site_index().find_ids(text, organs, kind, limit, "" if kind == PERSONAL else PERSONAL)


def unknown_yet(most: int = 2_000) -> list[str]:
    """The cases of records that the index does not know yet; the job takes them in every minute."""
    return cases_from(site_index().followed(), most)


def excerpts(ids: Sequence[str], text: str, *, kind: str, around: int = 18) -> dict[str, str]:
    """For each document in which the text stands, the words around its first place, as the index compares them."""
    wanted = reads_as(text)
    found = {}
    for id, whole in site_index().texts(kind, ids):
        place = whole.find(wanted)
        if wanted and place >= 0:
            first, last = max(0, place - around), place + len(wanted) + around
            before, after = "…" if first else "", "…" if last < len(whole) else ""
            found[id] = f"{before}{whole[first:last]}{after}"
    return found


def find_number(
    number: str, *, organs: Sequence[str] | None, kinds: Sequence[str] = (), limit: int = 20
) -> list[Hit]:
    """Documents whose number begins like this, in the order of numbers; kinds of brackets and spaces do not matter."""
    return site_index().find_number(number, organs, kinds, limit)
