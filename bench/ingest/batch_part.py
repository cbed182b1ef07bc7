"""One batch three ways: through the exchange, as bare rows, call by call."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from processor import spent
from tests.apps.exchange.conftest import NOW, case_rows, opened_source, row

from plumbline.apps.exchange.actions import deliver, make_token
from plumbline.apps.exchange.identity import case_id

CASES = 125
_SHAPES = ("case", "case_id")
_AFTER = (
    ("serve", "2026-03-25 10:00", {}),
    ("disclose", "2026-03-26", {}),
    ("pay_fine", "2026-03-28", {}),
    ("close_archive", "2026-04-01", {"state": "performed"}),
)


def used() -> float:
    """Seconds of processor time of this process, and of the database's server where there is one."""
    return time.process_time() if connection.vendor == "sqlite" else spent(os.getpid())


def rows_of(case: int) -> list[dict[str, Any]]:
    """Eight records of a penalty."""
    more = [{**row(case, step, at, **fields), "record_id": f"{step}-{case}"} for step, at, fields in _AFTER]
    return [*case_rows(case), *more]


class Batches:
    """A source, its token, and tables without anything but columns."""

    def __init__(self) -> None:
        self._source = opened_source()
        token = make_token(source=self._source.code, by="bench", now=NOW)
        self._headers = {"Authorization": f"Bearer {token.secret}"}
        self._tables = [one for one in apps.get_models() if any(f.name in _SHAPES for f in one._meta.fields)]
        self._personal = apps.get_model("ledger_store", "PersonalValue")
        self._bare = {one: _plain(one) for one in (*self._tables, self._personal)}
        self._written: dict[Any, list[models.Model]] = {}
        self.batch(900_000)  # packs and patterns are read once

    def batch(self, at: int) -> float:
        """Seconds of processor time for a record of a batch of a thousand."""
        cases = range(at * CASES, (at + 1) * CASES)
        rows = [one for case in cases for one in rows_of(case)]
        begun = used()
        answer = deliver(self._source, rows, key=None, now=NOW)
        taken = used() - begun
        assert answer["stored"] == len(rows), answer
        ids = [case_id(self._source.organ, "penalty.ordinary", f"A-{case}") for case in cases]
        self._written = {one: list(_of(one, ids)) for one in self._tables}
        records = [one.record_id for one in self._written[apps.get_model("ledger_store", "StoredRecord")]]
        self._written[self._personal] = list(self._personal.objects.filter(record_id__in=records))
        return taken / len(rows)

    def bare(self) -> float:
        """Seconds of processor time for a record, its rows of all tables inserted bare."""
        made = {
            self._bare[table]: [self._bare[table](**_values(one)) for one in rows]
            for table, rows in self._written.items()
            if rows
        }
        begun = used()
        with transaction.atomic():
            for table, rows in made.items():
                table._default_manager.bulk_create(rows)
        return (used() - begun) / (CASES * 8)

    def singles(self, at: int, number: int) -> float:
        """Seconds of processor time for a record in a call of its own."""
        client = Client()
        rows = [one for case in range(number // 8) for one in rows_of(10**8 + at * 100 + case)]
        bodies = [json.dumps({"rows": [one]}) for one in rows]
        begun = used()
        for body in bodies:
            answer = client.post("/api/v1/rows", body, "application/json", headers=self._headers)
            assert answer.status_code == 200, answer.content
        return (used() - begun) / len(rows)


def _of(table: Any, cases: list[str]) -> Any:
    name = next(field.name for field in table._meta.fields if field.name in _SHAPES)
    return table._default_manager.filter(**{f"{name}__in": cases})


def _values(one: models.Model) -> dict[str, Any]:
    found = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    return {f"c_{name}": value for name, value in found.items()}


def _plain(table: Any) -> Any:
    """A model with the same columns under a number of its own, without index or constraint."""
    fields: dict[str, Any] = {"__module__": "bench", "Meta": type("Meta", (), {"app_label": "bench"})}
    for field in table._meta.concrete_fields:
        fields[f"c_{field.attname}"] = _column(field)
    built = type(f"Bare{table.__name__}", (models.Model,), fields)
    with connection.schema_editor() as editor:
        editor.create_model(built)
    return built


def _column(field: models.Field) -> models.Field:
    """A column that holds what the field holds."""
    for kinds, made in (
        ((models.BinaryField,), models.BinaryField),
        ((models.BooleanField,), models.BooleanField),
        ((models.IntegerField, models.AutoField), models.BigIntegerField),
    ):
        if isinstance(field, kinds):
            return made(null=True)
    return models.TextField(null=True)
