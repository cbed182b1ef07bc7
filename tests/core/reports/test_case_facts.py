import datetime as dt
from decimal import Decimal
from pathlib import Path

from tests.builders.small_pack import record, small

from plumbline.core.facts.case import fold
from plumbline.core.reports.case_facts import case_facts, field_titles

NOW = 2**60


def test_the_newest_record_speaks_and_types_become_what_texts_write(tmp_path: Path) -> None:
    procedure = small(
        tmp_path,
        "decide*: fine money, by date, note text\nserve: on date",
        "r:\n  limit: {step: decide, holds: fine > 0}",
    )
    records = [
        record("decide 2026-03-02 (fine=100, by=2026-04-01)", 1),
        record("decide 2026-03-03 (fine=300, by=2026-04-02, other='x')", 2),
    ]
    case = fold("c", records, NOW)
    facts = case_facts(procedure, case, case.by_step["decide"][0])
    assert facts["this.fine"] == facts["decide.fine"] == Decimal(100)
    assert facts["this.by"] == dt.date(2026, 4, 1)
    assert "decide.other" not in facts
    assert "decide.note" not in facts
    assert case_facts(procedure, case)["decide.fine"] == Decimal(300)
    assert field_titles(procedure, "decide")["this.fine"] == "fine"
