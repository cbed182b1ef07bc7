"""A district of as many cases as are asked for: the demo's living district, its cases copied under new ids.

The first copies stay with the people who sign in, so that they have as much to do as people have; the others belong to
further organs. Records go in day by day through the batch door, so both their times are true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import ASSIGN_CASE, OPEN_CASE
from plumbline.core.ledger.canonical import Json
from plumbline.site.clock import day_in_zone, server_clock
from plumbline.site.demo.living import living_entries
from plumbline.site.demo.people import settle

POOL, OWN_COPIES, BATCH = 400, 3, 1_000
_DAY = 86_400_000_000


def fill(cases: int) -> list[str]:
    """Enter the cases; the ids of those that the signed-in officer's organ holds and that are ordinary penalties."""
    now = server_clock()
    begun = now - 400 * _DAY
    organs = settle(begun, day_in_zone(begun))
    days = list(living_entries(organs, shelf(), now, cases=min(POOL, cases)))
    copies = max(1, round(cases / min(POOL, cases)))
    names = {name for _, wanted in days for one in wanted for name in (one.draft.id, one.draft.case)}
    for at, wanted in days:
        batch: list[Wanted] = []
        for copy in range(copies):
            batch += [Wanted(_copied(one.draft, copy, names), None) for one in wanted]
            if len(batch) >= BATCH:
                enter_all(batch, now=at)
                batch = []
        if batch:
            enter_all(batch, now=at)
    return list(_penalties(days, organs[0].code, min(copies, OWN_COPIES)))


def _copied(draft: Draft, copy: int, names: Set[str]) -> Draft:
    if copy == 0:
        return draft
    fields = {key: _renamed(value, copy, names) for key, value in draft.fields.items()}
    organ = draft.organ
    if copy >= OWN_COPIES:
        organ = f"{organ}-{copy // 8}"
        if draft.step == ASSIGN_CASE:
            fields["officers"] = [f"{one}-{copy}" for one in fields["officers"]]  # type: ignore[union-attr]
    if draft.step == OPEN_CASE:
        fields["number"] = str(fields["number"]).replace("号", f"{copy:04}号")
    return replace(
        draft,
        id=_other(draft.id, copy),
        case=_other(draft.case, copy),
        organ=organ,
        fields=fields,
        corrects=_other(draft.corrects, copy) if draft.corrects else None,
    )


def _renamed(value: Json, copy: int, names: Set[str]) -> Json:
    """The value with the records and cases that it names, at any depth, under their new ids."""
    if isinstance(value, str):
        return _other(value, copy) if value in names else value
    if isinstance(value, Mapping):
        return {key: _renamed(part, copy, names) for key, part in value.items()}
    return [_renamed(part, copy, names) for part in value] if isinstance(value, list | tuple) else value


def _other(name: str, copy: int) -> str:
    return f"c{copy}-{name}"


def _penalties(days: list[tuple[int, list[Wanted]]], organ: str, copies: int) -> Iterator[str]:
    """Cases of an organ that are not closed, so that an act may follow."""
    filed: dict[str, set[str]] = {}
    for _, wanted in days:
        for one in wanted:
            if one.draft.organ == organ:
                filed.setdefault(one.draft.case, set()).add(one.draft.step)
    for case, steps in filed.items():
        if "investigate" in steps and "close_archive" not in steps and "-penalty.ordinary-" in case:
            yield from (case if copy == 0 else _other(case, copy) for copy in range(copies))
