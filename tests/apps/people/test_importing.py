"""Good rows become records, wrong ones wait with reasons, mended and sent again they go in."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from tests.builders.examples import some
from tests.builders.signing_in import NOW, account, signed_in
from tests.builders.small_pack import day

from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act, Pace
from plumbline.apps.people.errors import SheetUnreadable
from plumbline.apps.people.pages.intake import row_named_by
from plumbline.apps.people.sheets import read_sheet, write_csv, write_xlsx
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.registers.rows import ColumnsMissing

TODAY = day("2026-09-23")
SUPERVISOR = Person("a1", "甲", Role.SUPERVISOR, "SFJ", ("650105",), "S001")
WHEN = {"by": SUPERVISOR, "now": NOW, "today": TODAY}
EVERYTHING = Visible(everything=True)


@pytest.fixture
def organ() -> None:
    values = {"organ_no": "A01", "name": "青石区某局", "organ_kind": "organ", "division_code": "650105"}
    actions.register("organ", "A01", [Act("register_organ", TODAY, values)], **WHEN)


def sheet_of(rows: list[dict[str, str]]) -> bytes:
    """The template as downloaded, filled in and saved."""
    titles = [title.rstrip("*") for title in queries.template("officer").titles]
    return write_xlsx(queries.template("officer").titles, [[row.get(t, "") for t in titles] for row in rows])


def officer(number: int, **more: str) -> dict[str, str]:
    row = {"人员编号": f"P{number:05}", "姓名": f"测试{number}", "所属主体编号": "A01", "法律职业资格": "是"}
    card = {
        "证件编号": f"0065{number:07}",
        "证件类型": "执法证",
        "有效期自": "2024-03-01",
        "有效期至": "2029年2月28日",
    }
    return {**row, **card, **more}


WRONG = (
    {"姓名": ""},
    {"所属主体编号": "Z99"},
    {"证件编号": "12"},
    {"有效期至": "2024-02-30"},
    {"有效期自": "2031-01-01"},
    {"法律职业资格": "也许"},
    {"证件类型": "驾驶证"},
    {"人员编号": "P00001"},
)


MANY = some(5000)


@pytest.mark.django_db
def test_thousands_of_officers_forty_wrong(organ: None) -> None:
    """Five thousand in `make drill`, a third of them in `make test`."""
    rows = [officer(n, **(WRONG[n % 8] if n > MANY - 40 else {})) for n in range(1, MANY + 1)]
    done = actions.import_rows(
        "officer", read_sheet("人员.xlsx", sheet_of(rows)), file_name="人员.xlsx", **WHEN
    )
    assert (done.taken, done.waiting) == (MANY - 40, 40)
    assert queries.find("officer", EVERYTHING).total == MANY - 40
    assert queries.qualified("P00001", TODAY)
    assert done.batch is not None
    waiting = queries.waiting_rows(done.batch)
    assert len(waiting) == 40
    assert all(one["reason"] and one["mend"] and one["column"] for row in waiting for one in row.problems)

    out = queries.quarantined(done.batch)
    downloaded = [dict(zip(out.titles, row, strict=True)) for row in out.rows]
    mended = [{**row, **officer(int(row["行号"]) - 1)} for row in downloaded]
    again = write_xlsx(out.titles, [[row[t] for t in out.titles] for row in mended])
    second = actions.resend(done.batch, read_sheet("待改.xlsx", again), **WHEN)
    assert (second.taken, second.waiting, second.batch) == (40, 0, None)
    assert queries.find("officer", EVERYTHING).total == MANY
    assert queries.waiting_rows(done.batch) == []


@pytest.mark.database
@pytest.mark.django_db
def test_an_import_that_was_broken_off_goes_on_and_takes_no_row_twice(organ: None, monkeypatch) -> None:
    monkeypatch.setattr("plumbline.apps.people.actions.importing.LOT", 2)
    rows = [officer(n, **({"姓名": ""} if n == 6 else {})) for n in range(1, 8)]
    sheet = read_sheet("x.xlsx", sheet_of(rows))

    class KilledError(Exception):
        pass

    def stop(done: int, _all: int) -> None:
        if done >= 3:
            raise KilledError

    named = {"by": SUPERVISOR, "today": TODAY}
    with pytest.raises(KilledError):
        actions.take("officer", sheet, **named, pace=Pace(lambda: NOW, stop))
    assert queries.find("officer", EVERYTHING).total == 2
    said: list[tuple[int, int]] = []
    again = Pace(lambda: NOW + 1, lambda done, total: said.append((done, total)), NOW)
    outcome = actions.take("officer", sheet, **named, pace=again)
    done = actions.settle(outcome, file_name="x", by=SUPERVISOR, now=NOW + 1)
    assert (done.taken, done.waiting) == (6, 1)
    assert said == [(3, 7), (5, 7)], "two were in, one is wrong: four are left"
    late = actions.take("officer", sheet, **named, pace=Pace(lambda: NOW + 2, since=NOW + 2))
    assert late.taken == (), "what was there before the import began is not its own"
    assert len(late.wrong) == 7


@pytest.mark.database
@pytest.mark.django_db
def test_each_problem_names_column_value_reason_and_mend(organ: None) -> None:
    rows = [officer(1), *(officer(n, **wrong) for n, wrong in enumerate(WRONG, 2))]
    done = actions.import_rows("officer", read_sheet("x.xlsx", sheet_of(rows)), file_name="x.xlsx", **WHEN)
    assert (done.taken, done.waiting) == (1, 8)
    told = {row.row: row.problems[0] for row in queries.waiting_rows(done.batch or 0)}
    assert {row: (one["column"], one["value"]) for row, one in told.items()} == {
        3: ("姓名", ""),
        4: ("所属主体编号", "Z99"),
        5: ("证件编号", "12"),
        6: ("有效期至", "2024-02-30"),
        7: ("有效期至", "2029年2月28日"),
        8: ("法律职业资格", "也许"),
        9: ("证件类型", "驾驶证"),
        10: ("人员编号", "P00001"),
    }
    assert told[9]["mend"] == "可选：执法证、执法监督证、行政检查证"
    assert told[10]["reason"] == "编号“P00001”已经登记"
    assert told[4]["reason"] == "没有编号为“Z99”的执法主体"


@pytest.mark.database
@pytest.mark.django_db
def test_half_mended_rows_stay_with_what_is_wrong_now(organ: None) -> None:
    rows = [officer(1, 姓名="", 有效期至="x"), officer(2, 证件编号="1")]
    done = actions.import_rows("officer", read_sheet("x.xlsx", sheet_of(rows)), file_name="x.xlsx", **WHEN)
    out = queries.quarantined(done.batch or 0)
    downloaded = [dict(zip(out.titles, row, strict=True)) for row in out.rows]
    downloaded[0]["姓名"] = "补上"
    downloaded.append({**downloaded[0], "行号": "99"})
    again = [out.titles, *(tuple(row[t] for t in out.titles) for row in downloaded)]
    second = actions.resend(done.batch or 0, again, **WHEN)
    assert (second.taken, second.waiting, second.unknown_rows) == (0, 2, 1)
    problems = [row.problems for row in queries.waiting_rows(done.batch or 0)]
    assert [[one["column"] for one in row] for row in problems] == [["有效期至"], ["证件编号"]]


@pytest.mark.database
@pytest.mark.django_db
def test_columns_over_the_boundary_are_dropped_and_said_to_be(organ: None) -> None:
    titles = ["人员编号", "姓名", "所属主体编号", "民族", "政治面貌", "爱好"]
    sheet = [titles, ["P1", "测试", "A01", "某", "某", "某"]]
    done = actions.import_rows("officer", sheet, file_name="x.csv", **WHEN)
    assert (done.taken, done.dropped, done.ignored) == (1, ("民族", "政治面貌"), ("爱好",))
    with pytest.raises(ColumnsMissing) as caught:
        actions.import_rows("officer", [["姓名"], ["测试"]], file_name="x.csv", **WHEN)
    assert caught.value.missing == "人员编号、所属主体编号"


@pytest.mark.database
@pytest.mark.django_db
def test_what_is_exported_can_be_taken_in_again(organ: None) -> None:
    exam = {"考试结果": "考试合格", "考试日期": "2024-02-10"}
    row = officer(1, 职务="=HYPERLINK(1)", 姓名="-测试", 执法领域="+1", **exam)
    actions.import_rows("officer", read_sheet("x.xlsx", sheet_of([row])), file_name="x.xlsx", **WHEN)
    out = queries.exported("officer", queries.every("officer", EVERYTHING))
    written = write_xlsx(out.titles, out.rows)
    cells = next(iter(load_workbook(io.BytesIO(written)).worksheets[0].iter_rows(min_row=2)))
    assert {c.data_type for c in cells if c.value} == {"s"}
    texts = {str(c.value) for c in cells}
    assert {"'=HYPERLINK(1)", "'-测试", "'+1"} <= texts
    text = "".join(
        write_csv(out.titles, queries.exported("officer", queries.every("officer", EVERYTHING)).rows)
    )
    back = dict(zip(out.titles, read_sheet("x.csv", text.encode())[1], strict=True))
    assert back["职务"] == "'=HYPERLINK(1)"
    assert {title: back[title] for title in exam} == exam
    again = actions.import_rows("officer", read_sheet("x.csv", text.encode()), file_name="x.csv", **WHEN)
    assert (again.taken, again.waiting) == (0, 1)
    assert queries.waiting_rows(again.batch or 0)[0].cells["职务"] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("x.txt", b"a,b", "xlsx"),
        ("x.xlsx", b"PK\x03\x04broken", "损坏"),
        ("x.csv", b"", "没有数据"),
        ("x.csv", b"\xff\xff\xff", "GB 18030"),
    ],
)
def test_files_that_are_no_sheets(name: str, data: bytes, problem: str) -> None:
    with pytest.raises(SheetUnreadable) as caught:
        read_sheet(name, data)
    assert problem in caught.value.message()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_a_document_type_is_refused(encoding: str) -> None:
    good = write_xlsx(["a"], [["b"]])
    stream = io.BytesIO()
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'.encode(encoding)
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            new.writestr(part, evil if "sheet1" in part.filename else old.read(part.filename))
    with pytest.raises(SheetUnreadable) as caught:
        read_sheet("x.xlsx", stream.getvalue())
    assert "文档类型定义" in caught.value.message()


def test_gb18030_as_spreadsheet_programs_write_it() -> None:
    assert read_sheet("x.csv", "姓名,职务\n测试,科长\n".encode("gb18030"))[1] == ("测试", "科长")


@pytest.mark.django_db
def test_a_certificate_without_its_exam_waits_as_the_form_refuses_it(organ) -> None:
    """The rules of the register's pack stand before a sheet as before the form (监督条例 §17)."""
    since = {"有效期自": "2026-03-01", "有效期至": "2031-02-28"}
    passed = {"考试结果": "考试合格", "考试日期": "2026-02-10"}
    rows = [
        officer(1, **since),
        officer(2, **since, **passed),
        officer(3, **since, 考试结果="考试合格"),
        officer(4, **since, 考试结果="免试", 考试日期="2026-02-10", 法律职业资格="否"),
        officer(5, **since, 考试结果="免试", 考试日期="2026-02-10"),
        officer(6, **since, 考试结果="考试合格", 考试日期="2026-03-02"),
    ]
    done = actions.import_rows(
        "officer", read_sheet("人员.xlsx", sheet_of(rows)), file_name="人员.xlsx", **WHEN
    )
    assert (done.taken, done.waiting) == (2, 4)
    assert done.batch is not None
    waiting = {one.cells["人员编号"]: one for one in queries.waiting_rows(done.batch)}
    assert set(waiting) == {"P00001", "P00003", "P00004", "P00006"}
    assert "经审核考试合格后才能制发" in waiting["P00001"].problems[0]["reason"]
    assert waiting["P00001"].problems[0]["mend"]
    assert [one["column"] for one in waiting["P00003"].problems] == ["考试日期"]
    assert "没有的不能免试" in waiting["P00004"].problems[0]["reason"]
    mended = sheet_of([officer(1, **since, **passed)])
    head, row = read_sheet("a.xlsx", mended)
    number = str(next(one.row for one in waiting.values() if one.cells["人员编号"] == "P00001"))
    again = actions.resend(done.batch, [("行号", *head), (number, *row)], **WHEN)
    assert (again.taken, again.waiting) == (1, 3)


@pytest.mark.database
@pytest.mark.django_db
def test_a_template_says_what_is_written_in_each_column(organ: None) -> None:
    told = {title: (required, words) for title, required, words in queries.template("officer").columns}
    assert told["姓名"] == ("必填", "文字")
    assert told["证件类型"][1] == "执法证、执法监督证、行政检查证"
    assert told["有效期自"][1].startswith("日期")
    account("over", Role.SUPERVISOR, divisions=["650105"])
    answer = signed_in("over").get("/registers/power/template.xlsx")
    filled = load_workbook(io.BytesIO(answer.content))
    assert "行政处罚" in str(list(filled["填写说明"].values))
    assert read_sheet("权责清单-模板.xlsx", answer.content)[0][0] == "事项编码*", "the data come first"
    assert (row_named_by("power"), row_named_by("officer")) == ("事项编码", "姓名")
