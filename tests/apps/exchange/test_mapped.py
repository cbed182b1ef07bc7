"""A system with columns and names of its own: a table and an event log come in by the mapping of their source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.apps.exchange.conftest import NOW, opened_source

from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.exchange.actions import read_file
from plumbline.apps.exchange.models import HeldRow
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.core.ledger.system_acts import ValuePlace

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TABLE = """
encoding: gb18030
columns:
  case_id: 案号
  step: 节点
  at: {column: 办理时间, format: slash}
  officers: {column: 经办人, separator: 、}
  fields:
    fine: {column: 罚款, unit: 万元}
    outcome: {column: 结果, values: {罚: penalty, 不罚: no_penalty}}
steps: {登记立案: file_case, 处罚: decide, 打印: ignore}
defaults: {procedure: penalty.ordinary}
beside: {number: 案号, title: 案由, party_name: 当事人}
"""
ROWS = (
    "案号,案由,当事人,节点,办理时间,经办人,罚款,结果\n"
    "旧〔2026〕1号,超范围经营,青石区甲公司（虚构）,登记立案,2026/3/2,QS-0001、QS-0002,,\n"
    "旧〔2026〕1号,超范围经营,青石区甲公司（虚构）,打印,2026/3/3,QS-0001,,\n"
    "旧〔2026〕1号,超范围经营,青石区甲公司（虚构）,处罚,2026/3/20,QS-0001、QS-0002,0.2,罚\n"
    "旧〔2026〕1号,超范围经营,青石区甲公司（虚构）,内部流转,2026/3/21,QS-0001,,\n"
)
EVENTS = """
format: xes
columns:
  case_id: 'case:concept:name'
  step: 'concept:name'
  at: 'time:timestamp'
  officers: 'org:resource'
  record_id: 'identity:id'
steps: {Register: file_case, Decide: decide}
lifecycle: {column: 'lifecycle:transition', keep: [complete]}
defaults: {procedure: penalty.ordinary}
beside: {party_name: 'case:party'}
"""
LOG = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0"><trace><string key="concept:name" value="X-1"/><string key="party" value="青石区乙公司（虚构）"/>
<event><string key="identity:id" value="1"/><string key="concept:name" value="Register"/>
<date key="time:timestamp" value="2026-03-02T10:00:00+08:00"/><string key="org:resource" value="QS-0001;QS-0002"/>
<string key="lifecycle:transition" value="complete"/></event>
<event><string key="identity:id" value="2"/><string key="concept:name" value="Decide"/>
<date key="time:timestamp" value="2026-03-20T16:00:00+08:00"/>
<string key="lifecycle:transition" value="start"/></event>
<event><string key="identity:id" value="3"/><string key="concept:name" value="Decide"/>
<date key="time:timestamp" value="2026-03-20T16:00:00+08:00"/>
<string key="lifecycle:transition" value="complete"/></event>
</trace></log>
"""


def taken(path: Path, mapping: str, procedure: str = "") -> Any:
    source = opened_source(path.stem, "mapped", mapping=mapping, procedure=procedure)
    return read_file(source, path, name=path.name, now=NOW)


def records() -> list[Any]:
    return [held.record for held in case_records(CaseStanding.objects.get().case)]


def party() -> str:
    opening = records()[0].id
    return str(personal_values([opening])[ValuePlace(opening, "personal", "party_name")].value)


def test_a_table_with_its_own_columns_and_words(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(ROWS.encode("gb18030"))
    done = taken(path, TABLE)
    assert (done.rows, done.stored, done.quarantined) == (4, 2, 1), (
        "printing is no record, an unknown step waits"
    )
    assert [fault["column"] for fault in HeldRow.objects.get().faults] == ["节点"]
    opened, filed, decided = records()
    assert (opened.fields["number"], opened.fields["title"]) == ("旧〔2026〕1号", "超范围经营")
    assert party() == "青石区甲公司（虚构）"
    assert [one.officer for one in filed.by] == ["QS-0001", "QS-0002"]
    assert (decided.fields["fine"], decided.fields["outcome"]) == ("2000.00", "penalty")
    again = tmp_path / "again.csv"
    again.write_bytes((ROWS + "\n").encode("gb18030"))
    source = opened_source("other", "mapped", mapping=TABLE)
    assert read_file(source, again, name="again.csv", now=NOW).known == 2


def test_what_the_mapping_does_not_name_is_unknown_and_never_missing(tmp_path: Path) -> None:
    """The same two acts in the product's own layout break rules about what the table has no column for."""
    path = tmp_path / "table.csv"
    path.write_bytes(ROWS.encode("gb18030"))
    done = taken(path, TABLE)
    left_out = set(records()[0].fields["uncovered"])
    assert {"investigate", "tell_proposed_penalty", "documents", "recordings"} <= left_out
    assert not {"file_case", "decide", "officers", "decide.fine"} & left_out
    own = tmp_path / "own.csv"
    text = "procedure,case_id,step,at,officers,documents,field:outcome\n"
    for step, at in (("file_case", "2026-03-02"), ("decide", "2026-03-20")):
        text += f"penalty.ordinary,2,{step},{at},QS-0001;QS-0002,-,{'penalty' if step == 'decide' else ''}\n"
    own.write_text(text, "utf-8")
    claimed = read_file(opened_source("own"), own, name="own.csv", now=NOW)
    assert claimed.breaches > done.breaches


def test_an_event_log(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(LOG, "utf-8")
    done = taken(path, EVENTS)
    assert (done.stored, done.quarantined) == (2, 0), "the beginning of an activity is no record"
    assert [one.step for one in records()] == ["open_case", "file_case", "decide"]
    assert party() == "青石区乙公司（虚构）"
