"""A correction that takes a breach away is told in the findings: in a case, in a stream, walked or by columns."""

import pytest

from plumbline.apps.oversight import judging

HEAD = "case_id,record_id,step,at,recorded_at,object_key,corrects,void\n"
VOIDED = (
    HEAD
    + "A,r1,file_case,2024-09-24,2024-09-24,,,\n"
    + "A,r2,decide,2024-10-25,2024-10-25,k,,\n"
    + "A,r3,file_case,2024-09-24,2024-11-01,,r1,true\n"
)


@pytest.mark.parametrize("columns", [False, True])
def test_voiding_the_start_of_an_overdue_clock(check, monkeypatch: pytest.MonkeyPatch, columns: bool) -> None:
    if columns:
        monkeypatch.setattr(judging, "_COLUMN_ROWS", 1)
    found = check(VOIDED)
    assert found.counts("decide-in-7") == dict.fromkeys(
        ("satisfied", "violated", "pending", "not_applicable", "undetermined"), 0
    )
    (told,) = found.of("decide-in-7")
    assert (told["outcome"], told["reason"], told["record"]) == ("violated", "voided_by_correction", "r1")
    assert (told["due"], told["days_over"], told["source"]) == ("2024-10-09", "16", "records.csv:2")
    assert "r3" in told["message"]
    correction = found.trace("decide-in-7")["correction"]
    assert (correction["id"], correction["source"]) == ("r3", "records.csv:4")
    assert found.result.summary["breaches"] == len([r for r in found.rows if r["outcome"] == "violated"])


def test_voiding_one_of_two_acts_of_a_stream(check) -> None:
    text = (
        HEAD
        + "A,r1,decide,2024-03-11,2024-03-11,k,,\n"
        + "B,r1,decide,2024-05-11,2024-05-11,k,,\n"
        + "A,r2,decide,2024-03-11,2024-06-01,k,r1,true\n"
    )
    found = check(text)
    (told,) = found.of("one-fine")
    assert (told["case"], told["record"], told["reason"]) == ("B", "r1", "cleared_by_correction")
    assert "记录 r2" in told["message"]
    assert found.counts("one-fine")["satisfied"] == 1


def test_moving_an_act_to_another_stream(check) -> None:
    text = (
        HEAD
        + "A,r1,decide,2024-03-11,2024-03-11,k,,\n"
        + "B,r1,decide,2024-05-11,2024-05-11,k,,\n"
        + "B,r2,decide,2024-05-11,2024-06-01,other,r1,\n"
    )
    found = check(text)
    (told,) = found.of("one-fine")
    assert (told["case"], told["record"], told["reason"]) == ("B", "r1", "voided_by_correction")
    assert found.counts("one-fine")["satisfied"] == 2


def test_a_corrected_act_of_a_stream_counts_once(check) -> None:
    text = HEAD + "A,r1,decide,2024-03-11,2024-03-11,k,,\n" + "A,r2,decide,2024-03-12,2024-06-01,k,r1,\n"
    found = check(text)
    assert found.of("one-fine") == []
    assert found.counts("one-fine")["satisfied"] == 1
