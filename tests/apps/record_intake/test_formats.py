"""JSON Lines, Parquet, XES and gzip: the same records whatever the format; damage, bombs, foreign content."""

import gzip
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from plumbline.apps.record_intake import json_reader, xes_reader
from plumbline.apps.record_intake.actions import UnpackLimits
from plumbline.apps.record_intake.errors import (
    DecompressionBomb,
    DoctypeRefused,
    FileError,
    NotThatFormat,
    Truncated,
)
from plumbline.apps.record_intake.queries import Source
from plumbline.apps.record_intake.reading import read_batches

CSV = "case_id,step,at,officers,fine\nA,decide,2024-01-02T09:00,甲;乙,12.50\n"
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0">
  <global scope="event"><string key="concept:name" value="?"/></global>
  <trace><string key="concept:name" value="A"/><string key="organ" value="某局"/>
    <event><string key="concept:name" value="decide"><string key="nested" value="x"/></string>
      <date key="time:timestamp" value="2024-01-02T09:00:00.000+08:00"/><string key="org:resource" value="甲;乙"/>
      <float key="fine" value="12.50"/><string key="lifecycle:transition" value="complete"/></event>
    <event><string key="concept:name" value="decide"/><date key="time:timestamp" value="2024-01-02T08:00:00+08:00"/>
      <string key="lifecycle:transition" value="start"/></event>
  </trace>
  <trace><string key="concept:name" value="B"/>
    <event><string key="concept:name" value="file_case"/>
      <date key="time:timestamp" value="2024-01-03T01:00:00Z"/></event>
  </trace>
</log>
"""


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def same_as_csv(found) -> None:
    record = found.cases[0].records[0]
    assert found.reasons == []
    assert (found.cases[0].id, record.step, record.day, record.precise) == ("A", "decide", 19_724, True)
    assert [a.officer for a in record.by] == ["甲", "乙"]
    assert str(record.fields["fine"]) == "12.50"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "xes"])
def test_same_record_in_every_format(read, tmp_path: Path, format_: str, packed: bool) -> None:
    path = tmp_path / f"records.{format_}"
    if format_ == "csv":
        path.write_text(CSV, "utf-8")
    elif format_ == "xes":
        path.write_text(XES, "utf-8")
    elif format_ == "jsonl":
        row = {"case_id": "A", "step": "decide", "at": "2024-01-02T09:00", "officers": ["甲", "乙"]}
        path.write_text(json.dumps({**row, "fields": {"fine": 12.50}}, ensure_ascii=False) + "\n\n", "utf-8")
    else:
        row = {"case_id": "A", "step": "decide", "at": datetime(2024, 1, 2, 9), "officers": ["甲", "乙"]}  # noqa: DTZ001
        pq.write_table(pa.Table.from_pylist([{**row, "fields": {"fine": 12.5}}]), path)
    if packed:
        packed_path = tmp_path / f"records.{format_}.gz"
        packed_path.write_bytes(gzip.compress(path.read_bytes()))
        path = packed_path
    found = read(path)
    same_as_csv(found)
    assert found.intake.sources[0].format == format_
    if format_ == "xes":
        assert found.cases[0].header == {"organ": "某局"}
        assert [c.id for c in found.cases] == ["A", "B"]
        assert found.intake.ignored == 1, "the start of an activity is no record"


def book(path: Path, *rows: list[object]) -> Path:
    made = Workbook()
    for one in rows:
        made.worksheets[0].append(one)
    made.save(path)
    return path


def test_a_book_of_excel_is_read_as_excel_keeps_it(read, tmp_path: Path) -> None:
    """Days, times and numbers that Excel made of the cells; empty rows; columns without a name behind the last."""
    path = book(
        tmp_path / "records.xlsx",
        [" case_id ", "step", "at", "officers", "fine", None],
        ["A", "decide", datetime(2024, 1, 2, 8, 59, 59, 999_990), "甲;乙", 12.5, None],  # noqa: DTZ001
        [None, None],
        [" B ", "decide", datetime(2024, 1, 3), None, 0.1 + 0.2],  # noqa: DTZ001
        ["C", "decide", "2024-01-04", None, 123456789012345678],
        ["D", "decide", "2024-01-04", None, 1, "more"],
    )
    found = read(path)
    assert found.intake.sources[0].format == "xlsx"
    first, second = found.cases[0].records[0], found.cases[1].records[0]
    assert (first.day, first.precise, [a.officer for a in first.by]) == (19_724, True, ["甲", "乙"])
    assert (found.cases[1].id, second.day, second.precise) == ("B", 19_725, False)
    assert [str(one.fields["fine"]) for one in (first, second)] == ["12.50", "0.30"]
    assert found.reasons == ["lost_digits", "column_count"]


@pytest.mark.parametrize("wrong", ["cut", "foreign", "entity", "bomb", "empty", "twice"])
def test_a_book_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    path = book(tmp_path / "r.xlsx", ["case_id", "case_id" if wrong == "twice" else "step"], ["A", "decide"])
    limits = UnpackLimits()
    match wrong:
        case "cut":
            path.write_bytes(path.read_bytes()[:-40])
        case "foreign":
            with zipfile.ZipFile(path, "w") as parts:
                parts.writestr("a.txt", "x")
        case "entity":
            with zipfile.ZipFile(path, "a") as parts:
                parts.writestr("xl/more.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>')
        case "bomb":
            limits = UnpackLimits(size=10, ratio=1)
        case "empty":
            book(path)
    expected = {"entity": DoctypeRefused, "bomb": DecompressionBomb}.get(wrong, FileError)
    with pytest.raises(expected):
        list(read_batches(path, Source(str(path), path.name, 0), limits=limits))


def test_bad_json_lines(read, tmp_path: Path) -> None:
    rows = [
        '{"case_id": "A", "step": "decide", "at": "2024-01-02"}',
        '{"case_id": "A", "step"',
        "[1]",
        "[" * 100_000,
        '{"case_id": "\\ud800", "step": "decide", "at": "2024-01-02"}',
        json.dumps({"case_id": "A", "step": "decide", "at": "2024-01-02", "note": "x" * 1_100_000}),
    ]
    found = read(write(tmp_path / "r.jsonl", "\n".join(rows).encode() + b'\n{"case_id": "\xff"}\n'))
    assert sorted(found.reasons) == ["not_json", "not_json", "not_json", "too_long", "undecodable"]
    assert len(found.cases) == 2


def test_mended_json_line_comes_back_as_csv(read, tmp_path: Path) -> None:
    row = {
        "case_id": "A",
        "step": "wrong",
        "at": "2024-01-02",
        "officers": ["甲", "乙:head"],
        "fields": {"fine": 5},
    }
    first = read(write(tmp_path / "r.jsonl", json.dumps(row, ensure_ascii=False).encode()))
    mended = first.rejects_file.read_text("utf-8").replace("wrong", "decide")
    record = read(mended).cases[0].records[0]
    assert [a.role for a in record.by] == [None, "head"]
    assert str(record.fields["fine"]) == "5.00"


ODD_XES = """<log>
  <trace><string value="A" key="concept:name"/>
    <event><string key="concept:name" other="y" value="decide"/><date value="2024-01-02" key="time:timestamp"/>
      <list key="papers"><string key="event" value="no"/><event><string key="fine" value="9"/></event></list>
      <string key="fine" value="1"/><string key="fine" value="2"/><string key="" value="x"/><string value="y"/></event>
    <list key="more"><event><string key="fine" value="7"/></event></list>
    <string key="organ" value="&lt;某局&gt;"/></trace>
  <trace/>
  <event><string key="concept:name" value="outside"/></event>
  <trace><event/><event><string key="fine" value="3"/></event><string key="concept:name" value="B"/></trace>
</log>
"""


@pytest.mark.parametrize("block", [1, 7, 1 << 18])
@pytest.mark.parametrize("rows", [1, 50_000])
def test_xes_whose_elements_are_written_otherwise(monkeypatch, tmp_path: Path, block: int, rows: int) -> None:
    monkeypatch.setattr(xes_reader, "_BLOCK", block)
    monkeypatch.setattr(xes_reader, "BATCH_ROWS", rows)
    path = write(tmp_path / "odd.xes", ODD_XES.encode())
    batches = [b for b in read_batches(path, Source(str(path), path.name, 0)) if b.size]
    found = [row for b in batches for row in pa.table(b.columns).to_pylist()]
    assert [int(line) for b in batches for line in b.lines] == [3, 10, 10]
    said = [{key: value for key, value in row.items() if value is not None} for row in found]
    first = {"concept:name": "decide", "time:timestamp": "2024-01-02", "fine": "2", "papers": ""}
    assert said == [
        {"case:concept:name": "A", "case:organ": "<某局>", "case:more": "", **first},
        {"case:concept:name": "B"},
        {"case:concept:name": "B", "fine": "3"},
    ]


WRITTEN_OTHERWISE = """<?xml version='1.0' encoding='{encoding}'?>
<!-- <event> is no event
     here --><log><trace
  ><string key='concept:name' value='甲"1"'/><text><![CDATA[<event>
]]></text>
<event><string   value="办理
立案" key = "concept:name" /><string key="note" value="a&amp;b"/><string key="long" value="{long}">x</string
></event></trace></log>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("block", [5, 1 << 18])
def test_xes_in_other_encodings_and_quotes(monkeypatch, tmp_path: Path, encoding: str, block: int) -> None:
    monkeypatch.setattr(xes_reader, "_BLOCK", block)
    text = WRITTEN_OTHERWISE.format(encoding=encoding, long="长>" * 3_000)
    path = write(tmp_path / "odd.xes", text.encode(encoding))
    (batch,) = (b for b in read_batches(path, Source(str(path), path.name, 0)) if b.size)
    assert pa.table(batch.columns).to_pylist() == [
        {"case:concept:name": '甲"1"', "concept:name": "办理 立案", "note": "a&b", "long": "长>" * 3_000}
    ]
    assert list(batch.lines) == [6]


def test_xes_of_an_unknown_encoding(read, tmp_path: Path) -> None:
    path = write(tmp_path / "odd.xes", b"<?xml version='1.0' encoding='klingon'?>\n<log/>")
    assert isinstance(read(path).intake.failures[0], NotThatFormat)


@pytest.mark.parametrize("packed", [False, True])
def test_truncated_xes_keeps_whole_cases(read, tmp_path: Path, packed: bool) -> None:
    cut = XES[: XES.index("2024-01-03")].encode()
    found = read(write(tmp_path / "log.xes", gzip.compress(cut) if packed else cut))
    assert [c.id for c in found.cases] == ["A"]
    (failure,) = found.intake.failures
    assert isinstance(failure, Truncated)
    assert "line" in str(failure.data["where"])


def test_truncated_gzip_keeps_whole_rows(read, tmp_path: Path) -> None:
    rows = "".join(f"A{n},file_case,2024-01-02T09:00,甲{n * 7919},\n" for n in range(5_000))
    packed = gzip.compress((CSV.split("\n")[0] + "\n" + rows).encode())
    found = read(write(tmp_path / "r.csv.gz", packed[: len(packed) // 2]))
    assert isinstance(found.intake.failures[0], Truncated)
    assert 100 < len(found.cases) < 5_000
    assert found.reasons == []


def test_damaged_gzip(read, tmp_path: Path) -> None:
    found = read(write(tmp_path / "r.csv.gz", b"\x1f\x8b\x08\x00rubbish"))
    assert isinstance(found.intake.failures[0], (NotThatFormat, Truncated))


def test_bomb_is_refused_in_bounded_memory(read, tmp_path: Path) -> None:
    head = b"case_id,step,at,note\nA,file_case,2024-01-02,\nB,file_case,2024-01-02,"
    bomb = write(tmp_path / "bomb.csv.gz", gzip.compress(head + b"x" * (64 << 20)))
    found = read(bomb, limits=UnpackLimits(16 << 20, 200))
    assert isinstance(found.intake.failures[0], DecompressionBomb)
    assert [c.id for c in found.cases] == ["A"]
    assert read(bomb, limits=UnpackLimits(1 << 30, 200)).intake.failures == [], "a limit that it keeps to"


def test_doctype_is_refused(read, tmp_path: Path) -> None:
    text = XES.replace("<log ", '<!DOCTYPE log [<!ENTITY a "b">]>\n<log ')
    assert isinstance(read(write(tmp_path / "log.xes", text.encode())).intake.failures[0], DoctypeRefused)


@pytest.mark.parametrize(
    ("name", "content"), [("a.xes", b"<html></html>"), ("a.xes", b"no xml"), ("a.parquet", b"PAR1")]
)
def test_content_that_is_something_else(read, tmp_path: Path, name: str, content: bytes) -> None:
    (failure,) = read(write(tmp_path / name, content)).intake.failures
    assert isinstance(failure, (NotThatFormat, Truncated))


def test_cut_parquet(read, tmp_path: Path) -> None:
    path = tmp_path / "r.parquet"
    pq.write_table(
        pa.Table.from_pylist([{"case_id": "A", "step": "decide", "at": "2024-01-02"}] * 1_000), path
    )
    found = read(write(tmp_path / "cut.parquet", path.read_bytes()[:-50]))
    assert isinstance(found.intake.failures[0], Truncated)


def test_columns_that_later_rows_bring(read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "BATCH_ROWS", 1)
    rows = [
        {"case_id": "A", "step": "file_case", "at": "2024-01-02"},
        {"case_id": "A", "step": "decide", "at": "2024-01-03", "documents": ["x"], "fields": {"fine": "7"}},
    ]
    found = read(write(tmp_path / "r.jsonl", "\n".join(map(json.dumps, rows)).encode()))
    first, second = found.cases[0].records
    assert (first.documents, second.documents) == (None, ("x",))
    assert str(second.fields["fine"]) == "7.00"
