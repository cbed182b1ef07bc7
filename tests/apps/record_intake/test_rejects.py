"""Every reason for which a row is set aside, and that mended rejects can be fed back."""

import csv
from pathlib import Path

import pytest

from plumbline.apps.record_intake.errors import AmbiguousDates
from plumbline.apps.record_intake.rows import Fault, Reason
from plumbline.apps.record_intake.wording import say

HEAD = "case_id,record_id,procedure,step,at,until,officers,kind,fine,repeated,count_of_acts,corrects"
GOOD = "A,r1,small,立案,2024-01-02,,,,,,,"
BAD = {
    ",r9,small,立案,2024-01-02,,,,,,,": "missing_value",
    "A,r9,small,,2024-01-02,,,,,,,": "missing_value",
    "A,r9,small,立案,,,,,,,,": "missing_value",
    "A,r9,,立案x,2024-01-02,,,,,,,": "unknown_step",
    "A,r9,nothing,立案,2024-01-02,,,,,,,": "unknown_procedure",
    "A,r9,small,立案,2024-13-02,,,,,,,": "unreadable_date",
    "A,r9,small,立案,soon,,,,,,,": "unreadable_date",
    "A,r9,small,立案,2024/1/2,,,,,,,": "mixed_dates",
    "A,r9,small,立案,2024年1月2日,,,,,,,": "mixed_dates",
    "A,r9,small,立案,02/01/2024,,,,,,,": "mixed_dates",
    "A,r9,small,立案,2024-01-02,2024-01-01,,,,,,": "ends_before_start",
    "A,r9,small,decide,2024-01-02,,,,12.345,,,": "wrong_type",
    "A,r9,small,decide,2024-01-02,,,,some,,,": "wrong_type",
    "A,r9,small,decide,2024-01-02,,,,,maybe,,": "wrong_type",
    "A,r9,small,decide,2024-01-02,,,,,,1.5,": "wrong_type",
    "A,r9,small,decide,2024-01-02,,,interview,,,,": "unknown_choice",
    'A,r9,small,decide,2024-01-02,,"[1",,,,,': "unreadable_list",
    "A,r9,small,decide,2024-01-02,,:head,,,,,": "unreadable_list",
    "A,r1,small,decide,2024-01-02,,,,,,,": "duplicate_record",
    "A,r9,small,decide,2024-01-02,,,,,,,r8": "unknown_correction",
}


@pytest.mark.parametrize(("row", "reason"), BAD.items())
def test_each_reason(read, row: str, reason: str) -> None:
    found = read(f"{HEAD}\n{GOOD}\n{row}\nB,r1,small,立案,2024-01-02,,,,,,,\n")
    assert found.reasons == [reason]
    assert found.steps == ["file_case", "file_case"], "the rest is read"
    (reject,) = found.rejects
    assert (reject["reject:file"], reject["reject:line"]) == ("records.csv", "3")
    original = dict(zip(HEAD.split(","), next(csv.reader([row])), strict=True))
    assert {name: value for name, value in reject.items() if not name.startswith("reject:") and value} == {
        name: value for name, value in original.items() if value
    }


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason) -> None:
    fault = Fault(reason, "column", "value", "detail")
    assert say(fault, "zh") != say(fault, "en")


def test_mended_rejects_are_fed_back(read, tmp_path: Path) -> None:
    """With the original file; the mended row takes the place of the row it came from."""
    text = f"{HEAD}\n{GOOD}\nA,,small,decided,2024-01-02,,,,,,,\nA,,small,investigate,2024-01-02,,,,,,,\n"
    first = read(text)
    mended = tmp_path / "mended.csv"
    mended.write_text(first.rejects_file.read_text("utf-8").replace("decided", "decide"), "utf-8")
    second = read(tmp_path / "records.csv", mended)
    assert second.steps == ["file_case", "decide", "investigate"]
    assert [r.id for r in second.cases[0].records] == ["r1", "records.csv:3", "records.csv:4"]
    assert second.reasons == ["unknown_step"], "the row in the original file is as bad as before"


def test_values_of_other_steps_are_passed_over(read) -> None:
    found = read(f"{HEAD}\nA,r1,small,立案,2024-01-02,,,nonsense,abc,,,\n")
    assert found.reasons == []
    assert found.cases[0].records[0].fields == {}


def test_rows_of_procedures_not_asked_for_are_passed_over(read) -> None:
    found = read(f"{HEAD}\n{GOOD}\nA,r2,other,nonsense,x,,,,,,,\nA,r3,小程序,decide,2024-01-03,,,,,,,\n")
    assert found.reasons == []
    assert found.intake.ignored == 1
    assert found.steps == ["file_case", "decide"]


def test_same_record_id_in_another_case_is_no_duplicate(read) -> None:
    assert read(f"{HEAD}\n{GOOD}\nB,r1,small,立案,2024-01-02,,,,,,,\n").reasons == []


def test_a_correction_of_a_refused_correction_is_refused_too(read) -> None:
    row = "A,{id},small,decide,2024-01-02,,,,,,,{corrects}"
    rows = [
        row.format(id="r2", corrects="r9"),
        row.format(id="r3", corrects="r2"),
        row.format(id="r4", corrects="r1"),
    ]
    found = read("\n".join([HEAD, GOOD, *rows]))
    assert found.reasons == ["unknown_correction", "unknown_correction"]
    assert [r.id for r in found.cases[0].records] == ["r1", "r4"]


def test_corrections_of_each_other_are_refused_and_the_rest_stays(read) -> None:
    row = "A,{id},small,decide,2024-01-02,,,,,,,{corrects}"
    rows = [
        row.format(id="r2", corrects="r3"),
        row.format(id="r3", corrects="r2"),
        row.format(id="r4", corrects="r4"),
        row.format(id="r5", corrects="r1"),
    ]
    found = read("\n".join([HEAD, GOOD, *rows]))
    assert found.reasons == ["unknown_correction"] * 3
    assert [r.id for r in found.cases[0].records] == ["r1", "r5"]


def test_a_file_given_twice_is_refused_at_once(read) -> None:
    rows = [f"A,r{n},small,decide,2024-01-02,,,,,,," for n in range(30_000)]
    found = read("\n".join([HEAD, *rows, *rows]))
    assert len(found.reasons) == 30_000


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-01-02", 19_724),
        ("2024/1/2", 19_724),
        ("2024.1.2", 19_724),
        ("20240102", 19_724),
        ("2024年1月2日", 19_724),
        ("2024年1月2日 9时30分", 19_724),
        ("2024-01-01T23:00:00Z", 19_724),
        ("2024-01-02T03:00:00+08:00", 19_724),
        ("2024-01-02 9:05", 19_724),
        ("20240102093000", 19_724),
    ],
)
def test_forms_of_dates(read, written: str, day: int) -> None:
    found = read(f"case_id,step,at\nA,立案,{written}\n")
    assert found.column("day") == [day]


def test_day_month_year_is_never_guessed(read) -> None:
    with pytest.raises(AmbiguousDates):
        read("case_id,step,at\nA,立案,02/01/2024\nA,立案,13/01/2024\n")
