"""Folding versions into the state of a case."""

import pytest
from tests.builders.small_pack import calendar, day, record

from plumbline.core.facts.case import UnknownCorrection, fold
from plumbline.core.facts.record_batch import by_case, from_records, to_records
from plumbline.core.vocabulary import ValueType


def at(text: str) -> int:
    return calendar().midnight(day(text))


def test_only_versions_entered_by_now_exist() -> None:
    records = [record("file 2024-01-02", 1), record("decide 2024-01-03 entered 2024-02-01", 2)]
    assert set(fold("c", records, at("2024-01-31")).by_step) == {"file"}
    assert set(fold("c", records, at("2024-02-01")).by_step) == {"file", "decide"}


def test_the_newest_version_counts_at_its_own_time_with_the_first_sequence() -> None:
    records = [
        record("file 2024-01-02", 1),
        record("decide 2024-01-03", 2),
        record("file 2024-01-01 entered 2024-03-01 corrects r1", 9),
    ]
    before = fold("c", records, at("2024-02-01")).by_step["file"][0]
    after = fold("c", records, at("2024-03-02")).by_step["file"][0]
    assert (before.day, before.id) == (day("2024-01-02"), "r1")
    assert (after.day, after.seq, after.recorded_at) == (day("2024-01-01"), 1, at("2024-03-01"))


def test_a_correction_of_a_correction_and_a_void_one() -> None:
    records = [
        record("file 2024-01-02", 1),
        record("file 2024-01-03 entered 2024-02-01 corrects r1", 2),
        record("file 2024-01-04 entered 2024-03-01 corrects r2", 3),
        record("file 2024-01-04 entered 2024-04-01 corrects r3 void true", 4),
    ]
    assert fold("c", records, at("2024-03-02")).by_step["file"][0].day == day("2024-01-04")
    assert "file" not in fold("c", records, at("2024-04-02")).by_step


def test_an_unknown_correction_says_so() -> None:
    with pytest.raises(UnknownCorrection, match="r7") as caught:
        fold("c", [record("file 2024-01-02 corrects r7", 1)], at("2024-02-01"))
    assert caught.value.remedy("zh")


def test_a_correction_of_what_is_not_yet_entered_does_not_exist_either() -> None:
    records = [
        record("file 2024-01-02", 1),
        record("decide 2024-03-01 entered 2024-06-01", 2),
        record("decide 2024-02-01 entered 2024-03-01 corrects r2", 3),
        record("decide 2024-02-02 entered 2024-03-02 corrects r3", 4),
    ]
    assert list(fold("c", records, at("2024-04-01")).by_step) == ["file"]
    assert fold("c", records, at("2024-07-01")).by_step["decide"][0].id == "r4"


def test_a_segment_gives_back_its_records() -> None:
    records = [
        record(
            "file 2024-01-02T09:30..2024-01-03 by 甲:officer,乙? docs 立案审批表 filmed audio_video (fine=200)",
            1,
        ),
        record("decide 2024-01-03 by unknown", 2),
    ]
    table = from_records(records, {"fine": ValueType.INT})
    assert to_records(table) == records
    assert [(case, len(held)) for case, held in by_case(table)] == [("c", 2)]
