"""The audit of reports on texts marked by somebody who had not seen it: the score does not fall."""

from report_audit_score import read_texts, score


def test_precision_and_recall_do_not_fall_below_what_was_measured() -> None:
    """A little below the last figures of docs/drills/report-audit.md; the first ones stand beside them."""
    told = score(read_texts())
    assert (told.numbers.precision or 0) >= 0.99
    assert (told.numbers.recall or 0) >= 0.98
    assert (told.all_faults.precision or 0) >= 0.95
    assert (told.all_faults.recall or 0) >= 0.9


def test_there_are_forty_texts_with_every_kind_of_fault_and_many_without_any() -> None:
    texts = read_texts()
    kinds = [kind for one in texts for kind in one["faults"]]
    assert len(texts) >= 40
    assert sum(not one["faults"] for one in texts) >= 20
    assert len(set(kinds)) >= 14
