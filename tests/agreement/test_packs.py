"""The rules of the real packs over random records: the evaluators agree there, too."""

from __future__ import annotations

import pytest
from tests.builders.examples import some

from agreement.judging import agree, explain
from agreement.pack_cases import PROCEDURES, pack_batch


@pytest.mark.parametrize("name", PROCEDURES)
def test_the_evaluators_agree_on_the_packs(name: str) -> None:
    batch = pack_batch(name, some(48))
    report = agree(batch)
    assert not report.differences, explain(batch, report.differences[0])
    assert sum(report.by_columns.values()) > sum(report.hard.values())
