"""What keeps plans and visits: projections of the streams, made anew for each stream that was touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import models

from plumbline.apps.enterprise.models import EnterpriseClass, EnterpriseVisit, PlannedVisit
from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.cases.reserved import INSPECTIONS_OF
from plumbline.core.clocks.civil import date_of
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.oversight.inspection_plan import Plan, fold

CLASSES: Final = f"{INSPECTIONS_OF}classes:"
"""How the streams begin that hold the imports of official classes, one a division."""
IMPORT: Final = "import_classes"
_TABLES: Final[tuple[type[models.Model], ...]] = (PlannedVisit, EnterpriseVisit, EnterpriseClass)


class EnterpriseProjection:
    """Plans, visits and classes by stream."""

    name = "enterprise"

    def apply(self, entered: Sequence[Entered]) -> None:
        """Make the rows of every stream touched anew."""
        last: dict[str, int] = {}
        for one in entered:
            if one.record.case.startswith(INSPECTIONS_OF):
                last[one.record.case] = max(one.position, last.get(one.record.case, 0))
        for stream, position in last.items():
            records = [held.record for held in case_records(stream)[: position + 1]]
            if stream.startswith(CLASSES):
                _replace(EnterpriseClass, _classes(records), division=stream.removeprefix(CLASSES))
            else:
                plan = fold(records)
                _replace(PlannedVisit, _items(plan), organ=plan.organ, year=plan.year)
                _replace(EnterpriseVisit, _visits(plan), organ=plan.organ, year=plan.year)

    def clear(self) -> None:
        """Remove every row."""
        for table in _TABLES:
            table._default_manager.all().delete()

    def dump(self) -> Iterator[bytes]:
        """Every row in its canonical bytes, by table and key."""
        for table in _TABLES:
            columns = [one.attname for one in table._meta.concrete_fields]
            for values in table._default_manager.order_by("key").values_list(*columns).iterator():
                row: dict[str, Json] = dict(zip(columns, values, strict=True))
                yield canonical({**row, "table": table._meta.db_table})


def _replace(table: type[models.Model], rows: Iterable[models.Model], **where: Any) -> None:
    table._default_manager.filter(**where).delete()
    table._default_manager.bulk_create(rows, batch_size=400)


def _items(plan: Plan) -> Iterator[PlannedVisit]:
    for one in plan.standing():
        yield PlannedVisit(
            key=one.id,
            organ=plan.organ,
            division=plan.division,
            year=plan.year,
            firm=one.firm,
            name=one.name,
            matter=one.matter,
            month=one.joined.month if one.joined else one.month,
            joined=one.joined.lead if one.joined else "",
            apart=one.apart,
        )


def _visits(plan: Plan) -> Iterator[EnterpriseVisit]:
    for one in plan.visits.values():
        yield EnterpriseVisit(
            key=one.id,
            organ=plan.organ,
            division=plan.division,
            year=plan.year,
            month=date_of(one.day).month,
            day=one.day,
            firm=one.firm,
            name=one.name,
            task=one.task,
            item=one.item,
            why=one.why,
            reason=one.reason,
            number=one.number,
            cap=one.cap,
            scanned_at=one.scanned_at,
            result=one.result,
            case=one.case,
        )


def _classes(records: Sequence[Any]) -> Iterator[EnterpriseClass]:
    """The newest import replaces what was there: an enterprise that it leaves out has no class."""
    newest = next((one for one in reversed(records) if one.step == IMPORT), None)
    if newest is None:
        return
    division = newest.case.removeprefix(CLASSES)
    for firm, level in newest.fields["classes"].items():
        yield EnterpriseClass(
            key=f"{division}/{firm}",
            division=division,
            firm=firm,
            level=level,
            as_of=newest.fields["as_of"],
            source=newest.fields["source"],
        )
