"""Joined and split cases from files: the lead inherits the start, the joined one ends, a split takes its acts along."""

import pytest

from plumbline.apps.oversight import judging

HEAD = "case_id,record_id,step,at,recorded_at,lead_case,joined_case,from_case,cited_records,corrects,void,object_key\n"
COLUMNS = HEAD.strip().split(",")


def rows(*texts: str) -> str:
    """Rows as «case id step day field=value …»."""
    lines = []
    for text in texts:
        case, record, step, at, *more = text.split()
        cells = {"case_id": case, "record_id": record, "step": step, "at": at}
        cells |= dict(pair.split("=", 1) for pair in more)
        lines.append(",".join(cells.get(name, "") for name in COLUMNS))
    return HEAD + "\n".join(lines) + "\n"


def told(found) -> list[tuple[str, str, str, str]]:
    return [(r["case"], r["record"], r["outcome"], r["due"]) for r in found.of("decide-in-7")]


# decide-in-7: filed on Mon 2 Sept due on Wed 11; on Fri 6 due on Wed 18 (14 Sept worked, 15-17 Mid-Autumn)
JOINED = ("B r1 file_case 2024-09-02", "A r1 file_case 2024-09-06")


@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize(
    "joining",
    ["B r2 join_case 2024-09-10 lead_case=A", "A r9 并案 2024-09-10 joined_case=B"],
    ids=["told by the joined case", "told by the lead"],
)
def test_the_lead_inherits_the_earlier_start(check, monkeypatch, joining: str, columns: bool) -> None:
    if columns:
        monkeypatch.setattr(judging, "_COLUMN_ROWS", 1)
    found = check(rows(*JOINED, joining, "A r2 decide 2024-09-12"))
    assert told(found) == [("A", "r1", "violated", "2024-09-11")]
    assert found.counts("decide-in-7")["not_applicable"] == 1, "the joined case has ended"
    trace = found.trace("decide-in-7")
    assert "join_case" in [r["step"] for r in trace["records"]]
    assert "9月2日" in trace["arithmetic"]["sentence"]


def test_without_joining_each_case_runs_by_itself(check) -> None:
    found = check(rows(*JOINED, "A r2 decide 2024-09-12"))
    assert told(found) == [("B", "r1", "violated", "2024-09-11")]


def test_what_was_decided_in_the_joined_case_is_not_inherited(check) -> None:
    found = check(
        rows(
            *JOINED,
            "B r2 decide 2024-09-09",
            "B r3 join_case 2024-09-10 lead_case=A",
            "A r2 decide 2024-09-12",
        )
    )
    assert told(found) == []


def test_a_joining_that_was_withdrawn_joins_nothing(check) -> None:
    joining = (
        "B r2 join_case 2024-09-10 lead_case=A",
        "B r3 join_case 2024-09-10 recorded_at=2024-09-11 corrects=r2 void=true",
    )
    found = check(rows(*JOINED, *joining, "A r2 decide 2024-09-12"))
    assert told(found) == [("A", "r1", "violated", "2024-09-11"), ("B", "r1", "violated", "2024-09-11")]
    assert [r["reason"] for r in found.of("decide-in-7")] == ["cleared_by_correction", "open"]
    assert found.counts("decide-in-7")["satisfied"] == 1, (
        "a breach of A by joining was undone, and that is told"
    )


def test_a_joining_that_was_corrected_joins_the_other_case(check) -> None:
    joining = (
        "B r2 join_case 2024-09-10 lead_case=A",
        "B r3 join_case 2024-09-10 recorded_at=2024-09-11 corrects=r2 lead_case=C",
    )
    acts = ("A r2 decide 2024-09-12", "C r1 file_case 2024-09-06", "C r2 decide 2024-09-12")
    found = check(rows(*JOINED, *joining, *acts))
    assert told(found) == [("A", "r1", "violated", "2024-09-11"), ("C", "r1", "violated", "2024-09-11")]
    assert [r["reason"] for r in found.of("decide-in-7")] == ["cleared_by_correction", "late"]


def test_a_split_case_takes_its_acts_along_with_their_times(check) -> None:
    split = "N r1 split_case 2024-09-20 from_case=A cited_records=r1;r2"
    acts = ("A r1 file_case 2024-09-02", "A r2 notify 2024-09-03", "A r3 decide 2024-09-10")
    found = check(rows(*acts, split, "N r2 decide 2024-09-20"))
    assert told(found) == [("N", "A/r1", "violated", "2024-09-11")]
    assert found.of("decide-in-7")[0]["source"] == "records.csv:2", "it points to the act itself"
    assert found.of("notify-first") == [], "the act that was told before the split counts"


def test_a_split_follows_the_corrections_of_what_it_cites(check) -> None:
    acts = ("A r1 file_case 2024-09-02", "A r2 file_case 2024-09-13 recorded_at=2024-09-14 corrects=r1")
    found = check(rows(*acts, "N r1 分案 2024-09-20 from_case=A cited_records=r1", "N r2 decide 2024-09-20"))
    reasons = {(r["case"], r["record"], r["reason"]) for r in found.of("decide-in-7") if r["case"] == "N"}
    assert reasons == {("N", "A/r2", "cleared_by_correction")}


def test_an_act_that_a_split_cites_counts_once_in_its_stream(check) -> None:
    acts = ("A r1 decide 2024-09-02 object_key=k", "N r1 split_case 2024-09-20 from_case=A cited_records=r1")
    assert check(rows(*acts)).counts("one-fine")["satisfied"] == 1


def test_a_split_that_cites_what_is_not_there_is_set_aside(check, tmp_path) -> None:
    split = "N r1 split_case 2024-09-20 from_case=A cited_records=r1;r7"
    found = check(rows("A r1 file_case 2024-09-02", split, "N r2 decide 2024-09-20"))
    assert found.result.summary["files"][0]["rejected"] == 1
    assert "A/r7" in (tmp_path / "out" / "rejects.csv").read_text("utf-8")


def test_a_case_is_not_joined_with_itself_nor_split_from_itself(check) -> None:
    acts = ("A r1 file_case 2024-09-02", "A r2 join_case 2024-09-05 lead_case=A")
    found = check(rows(*acts, "A r3 split_case 2024-09-06 from_case=A cited_records=r1"))
    assert told(found) == [("A", "r1", "violated", "2024-09-11")]


def test_a_split_that_cites_nothing_takes_nothing_along(check) -> None:
    found = check(
        rows("A r1 file_case 2024-09-02", "N r1 split_case 2024-09-20 from_case=A", "N r2 decide 2024-09-20")
    )
    assert told(found) == [("A", "r1", "violated", "2024-09-11")]
