"""A district of as many cases as are asked for: the demo's living district, its cases copied under new ids.

The first cases go through the door as cases do. Copies of their records go through the storing function day by day, so
both their times are true and each is sealed; what is derived from them (lists, clocks, the case at a glance, what the
search finds) is copied too, under the same new ids, as it rests on the records alone. Some of it is made anew at the
end and must be what was copied.

The copies nearest to the first stay with the people who sign in, so that they have as much to do as people have; more
stay with their organ; all others belong to further organs. So the lists of a person do not grow with the district.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from plumbline.apps.case_file.store import FilesProjection
from plumbline.apps.casework.store import StandingProjection
from plumbline.apps.goods.store import GoodsProjection
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.apps.ledger_store.queries import case_overview, case_records, log_size, openings_after
from plumbline.apps.ledger_store.store import keep
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.search_index.actions import site_index, site_texts
from plumbline.apps.search_index.document import Document
from plumbline.apps.search_index.following import documents_of
from plumbline.apps.search_index.tokens import reads_as
from plumbline.core.cases.number_order import order_key
from plumbline.core.cases.overview import fold
from plumbline.core.cases.reserved import ASSIGN_CASE, OPEN_CASE
from plumbline.core.ledger.canonical import Json
from plumbline.site.clock import day_in_zone, server_clock
from plumbline.site.demo.living import living_entries
from plumbline.site.demo.people import settle

POOL, OWN_COPIES, ORGAN_COPIES, BATCH = 400, 3, 25, 5_000
DERIVED = (StandingProjection(), GoodsProjection(), FilesProjection())
_DAY = 86_400_000_000
Days = list[tuple[int, list[Wanted]]]


@dataclass(frozen=True, slots=True)
class Filled:
    """Ids of open ordinary penalties of the organ of who signs in: with whom they are, and others of the organ."""

    own: list[str]
    further: list[str]


class NotAsCopied(Exception):
    """A row made anew from a copied case is not the row that was copied."""


def fill(cases: int) -> Filled:
    """Enter the cases."""
    now = server_clock()
    begun = now - 400 * _DAY
    organs = settle(begun, day_in_zone(begun))
    days: Days = list(living_entries(organs, shelf(), now, cases=min(POOL, cases)))
    copies = max(1, round(cases / min(POOL, cases)))
    names = _names(days)
    for at, wanted in days:
        enter_all([Wanted(one.draft, None) for one in wanted], now=at)
        more = (_copied(one.draft, copy, names) for copy in range(1, copies) for one in wanted)
        for batch in _batches((Wanted(draft, None) for draft in more), BATCH):
            keep(batch, now=at, projections=())
    with transaction.atomic():
        _copy_overviews(copies, names)
        for table in (table for one in DERIVED for table in one.tables):
            _copy_rows(table, copies, names)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as a job does every night
    _index(copies, names)
    found = list(_penalties(days, organs[0].code))
    if copies > 1:
        _check(_other(found[0], copies - 1))
    copied = [_other(case, copy) for copy in range(1, min(copies, ORGAN_COPIES)) for case in found]
    mine = len(found) * (min(copies, OWN_COPIES) - 1)
    return Filled([*found, *copied[:mine]], copied[mine:])


@dataclass(frozen=True, slots=True)
class _Names:
    """What has another name in each copy."""

    ids: frozenset[str]
    numbers: frozenset[str]
    organs: frozenset[str]
    officers: frozenset[str]

    def renamed(self, text: str, copy: int) -> str:
        """A text of a row: an id, a number, an organ, an officer, or several with strokes between them."""
        if text in self.numbers:
            return _number(text, copy)
        return "/".join(self._one(part, copy) for part in text.split("/"))

    def told(self, text: str, copy: int) -> str:
        """A text of a record's fields: the organ stays."""
        if text in self.numbers:
            return _number(text, copy)
        if text in self.officers and copy >= OWN_COPIES:
            return _officer(text, copy)
        return _other(text, copy) if text in self.ids else text

    def _one(self, part: str, copy: int) -> str:
        if part in self.ids:
            return _other(part, copy)
        if copy >= ORGAN_COPIES and part in self.organs:
            return _organ(part, copy)
        return _officer(part, copy) if copy >= OWN_COPIES and part in self.officers else part


def _names(days: Days) -> _Names:
    drafts = [one.draft for _, wanted in days for one in wanted]
    opened = [one for one in drafts if one.step == OPEN_CASE]
    assigned = [one.fields["officers"] for one in drafts if one.step == ASSIGN_CASE]
    return _Names(
        frozenset(name for one in drafts for name in (one.id, one.case)),
        frozenset(str(one.fields["number"]) for one in opened),
        frozenset(one.organ for one in drafts),
        frozenset(str(name) for names in assigned for name in names),  # type: ignore[union-attr]
    )


def _copied(draft: Draft, copy: int, names: _Names) -> Draft:
    fields = {key: _value(value, copy, names) for key, value in draft.fields.items()}
    if draft.step == ASSIGN_CASE and copy >= OWN_COPIES:
        fields["officers"] = [_officer(str(one), copy) for one in draft.fields["officers"]]  # type: ignore[union-attr]
    if draft.step == OPEN_CASE:
        fields["number"] = _number(str(draft.fields["number"]), copy)
    return replace(
        draft,
        id=_other(draft.id, copy),
        case=_other(draft.case, copy),
        organ=_organ(draft.organ, copy) if copy >= ORGAN_COPIES else draft.organ,
        entered_by=names.renamed(draft.entered_by, copy),
        fields=fields,
        corrects=_other(draft.corrects, copy) if draft.corrects else None,
    )


def _value(value: Json, copy: int, names: _Names) -> Json:
    """The value with the records and cases that it names, at any depth, under their new ids."""
    if isinstance(value, str):
        return _other(value, copy) if value in names.ids else value
    if isinstance(value, Mapping):
        return {key: _value(part, copy, names) for key, part in value.items()}
    return [_value(part, copy, names) for part in value] if isinstance(value, list | tuple) else value


def _copy_rows(table: type[Model], copies: int, names: _Names) -> None:
    rows = list(table._default_manager.values())
    automatic = table._meta.pk is not None and table._meta.pk.get_internal_type().endswith("AutoField")

    def copied() -> Iterator[Model]:
        for copy in range(1, copies):
            for row in rows:
                values = {
                    name: names.renamed(value, copy) if isinstance(value, str) else value
                    for name, value in row.items()
                    if not (automatic and name == table._meta.pk.attname)  # type: ignore[union-attr]
                }
                if "number_key" in values:
                    values["number_key"] = order_key(values["number"])
                yield table(**values)

    for batch in _batches(copied(), BATCH):
        table._default_manager.bulk_create(batch)


def _copy_overviews(copies: int, names: _Names) -> None:
    """The cases at a glance, a table of plain statements."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM projection_case")
        columns, rows = [one[0] for one in cursor.description], cursor.fetchall()
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO projection_case ({', '.join(columns)}) VALUES ({marks})"
        for copy in range(1, copies):
            cursor.executemany(
                statement,
                [
                    [names.renamed(value, copy) if isinstance(value, str) else value for value in row]
                    for row in rows
                    if row[0] in names.ids
                ],
            )


def _index(copies: int, names: _Names) -> None:
    """What the search finds: of the first cases as the index follows them, of the others the same by their numbers."""
    cases = [one for one in openings_after("", 1 << 30) if one in names.ids]
    texts = site_texts()
    first = sorted((one for case in cases for one in documents_of(case, texts)), key=lambda one: one.at)
    index = site_index()
    for copy in range(copies - 1, 0, -1):
        index.add(_document(one, copy, names) for one in first)
    index.add(first, log_size())


def _document(one: Document, copy: int, names: _Names) -> Document:
    """The document of a copied case."""
    return replace(
        one,
        id=_other(one.id, copy),
        organ=names.renamed(one.organ, copy),
        text="，".join(names.told(part, copy) for part in one.text.split("，")),
        number=_number(one.number, copy) if one.number else "",
    )


def _check(case: str) -> None:
    """What projections make of the copied records is what was copied."""
    records = [one.record for one in case_records(case)]
    for one in DERIVED:
        before = [
            list(table._default_manager.filter(case=case).order_by("pk").values()) for table in one.tables
        ]
        one.remake(case, records)
        after = [
            list(table._default_manager.filter(case=case).order_by("pk").values()) for table in one.tables
        ]
        if before != after:
            raise NotAsCopied(f"{case}: {before} {after}")
    if case_overview(case) != fold(records):
        raise NotAsCopied(f"{case}: {case_overview(case)} {fold(records)}")
    for one in documents_of(case, site_texts()):
        texts = [reads_as(one.text)], [text for _id, text in site_index().texts(one.kind, [case])]
        if sorted(texts[0][0].split()) != sorted(texts[1][0].split()):
            raise NotAsCopied(f"{case}: {texts}")


def _batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for one in items:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _other(name: str, copy: int) -> str:
    return f"c{copy}-{name}"


def _organ(organ: str, copy: int) -> str:
    return f"{organ}-{copy // 8}"


def _officer(officer: str, copy: int) -> str:
    return f"{officer}-{copy}"


def _number(number: str, copy: int) -> str:
    return number.replace("号", f"{copy:04}号")


def _penalties(days: Days, organ: str) -> Iterator[str]:
    """Cases of an organ that are not closed, so that an act may follow."""
    filed: dict[str, set[str]] = {}
    for _, wanted in days:
        for one in wanted:
            if one.draft.organ == organ:
                filed.setdefault(one.draft.case, set()).add(one.draft.step)
    for case, steps in filed.items():
        if "investigate" in steps and "close_archive" not in steps and "-penalty.ordinary-" in case:
            yield case
