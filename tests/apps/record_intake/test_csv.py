"""CSV: native columns, encodings, delimiters, and rows that cannot be read."""

from decimal import Decimal

import pytest

from plumbline.apps.record_intake.errors import ColumnMissing, HeaderUnusable, NotThatFormat
from plumbline.core.facts.record import NOTHING_RECORDED, Actor, Recording

HOUR = 3_600_000_000
MIDNIGHT = 1_704_153_600_000_000 - 8 * HOUR
"""2024-01-02 00:00 in Shanghai."""
DAY = 19_724
"""2024-01-02."""


def test_every_native_column(read) -> None:
    text = (
        "case_id,record_id,step,at,until,recorded_at,seq,officers,documents,recordings,corrects,void,fine,field:kind,case:major\n"
        "A,r1,decide,2024-01-02T09:00,2024-01-02T11:30,2024-01-03T08:00,7,甲;乙:head@2024-01-02T12:00;丙@-,决定书;笔录,"
        "audio_video@2024-01-02T09:00/2024-01-02T11:30;photo,,,1234.5,fine,是\n"
    )
    found = read(text)
    assert found.reasons == []
    (case,) = found.cases
    (record,) = case.records
    assert (record.id, record.step, record.seq, record.day, record.precise) == ("r1", "decide", 7, DAY, True)
    assert (record.instant, record.end_instant) == (MIDNIGHT + 9 * HOUR, MIDNIGHT + 11 * HOUR + HOUR // 2)
    assert record.recorded_at == MIDNIGHT + 32 * HOUR
    assert record.by == (
        Actor("甲", None, NOTHING_RECORDED),
        Actor("乙", "head", MIDNIGHT + 12 * HOUR),
        Actor("丙", None, None),
    )
    assert record.documents == ("决定书", "笔录")
    assert record.recordings == (
        Recording("audio_video", MIDNIGHT + 9 * HOUR, MIDNIGHT + 11 * HOUR + HOUR // 2),
        Recording("photo"),
    )
    assert record.fields == {"fine": Decimal("1234.50"), "kind": "fine"}
    assert case.header == {"major": True}


def test_what_is_not_written_is_none_not_stated_or_derived(read) -> None:
    found = read("case_id,step,at,officers,documents\nA,立案,2024-01-02,,\nA,decide,2024-01-03,-,-\n")
    first, second = found.cases[0].records
    assert (first.by, second.by) == (None, ())
    assert (first.documents, second.documents) == ((), ())
    assert first.recordings is None, "no column: the source does not say"
    assert (first.id, second.id) == ("records.csv:2", "records.csv:3")
    assert first.seq < second.seq
    assert first.recorded_at == first.end_instant == MIDNIGHT
    assert not first.precise


def test_time_of_entry_of_mixed_precision_is_the_day(read) -> None:
    """A day and a time of the same day: neither may look as if it was entered after the other."""
    found = read("case_id,step,at\nA,file_case,2024-01-02T09:00\nA,decide,2024-01-02\n")
    assert [r.recorded_at for r in found.cases[0].records] == [MIDNIGHT, MIDNIGHT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(read, encoding: str) -> None:
    text = "case_id,step,at,officers\n案甲,立案,2024-01-02,张三;李四\n"
    found = read(text.encode(encoding))
    assert found.cases[0].id == "案甲"
    assert [a.officer for a in found.cases[0].records[0].by] == ["张三", "李四"]
    assert found.intake.sources[0].encoding == {"utf-8": "utf-8-sig"}.get(encoding, encoding)


def test_one_broken_line_of_gb18030_is_set_aside(read) -> None:
    good = "案件甲号,立案,2024-01-02,张三丰\n".encode("gb18030")
    found = read(b"case_id,step,at,officers\n" + good * 20 + b"B,decide,2024-01-03,\xff\xff\n" + good)
    assert found.intake.sources[0].encoding == "gb18030"
    assert found.reasons == ["undecodable"]
    assert found.rejects[0]["reject:line"] == "22"
    assert len(found.steps) == 21


def test_one_broken_byte_of_utf8_does_not_make_it_gb18030(read) -> None:
    good = "案件甲号,立案,2024-01-02,张三丰\n".encode()
    found = read(b"case_id,step,at,officers\n" + good * 3 + b"B,decide,2024-01-03,\xe5\xbc\n")
    assert found.intake.sources[0].encoding == "utf-8-sig"
    assert found.reasons == ["undecodable"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters(read, delimiter: str) -> None:
    assert read(
        delimiter.join(["case_id", "step", "at"]) + "\n" + delimiter.join(["A", "立案", "2024-01-02"])
    ).steps == ["file_case"]


def test_quoted_line_breaks_keep_line_numbers(read) -> None:
    found = read('case_id,step,at,note\nA,立案,2024-01-02,"one\ntwo"\nA,nonsense,2024-01-02,\n')
    assert found.rejects[0]["reject:line"] == "4"


def test_wrong_number_of_columns(read) -> None:
    found = read("case_id,step,at\nA,立案,2024-01-02\nA,decide\nA,decide,2024-01-03,x,y\n")
    assert found.reasons == ["column_count", "column_count"]
    assert found.rejects[1]["reject:rest"] == "x,y"
    assert found.steps == ["file_case"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_million_character_field(read, quote: str) -> None:
    huge = quote + "x" * 1_100_000 + quote
    found = read(
        f"case_id,step,at,note\nA,立案,2024-01-02,\nA,decide,2024-01-03,{huge}\nB,立案,2024-01-04,\n"
    )
    assert found.reasons == ["too_long"]
    assert [c.id for c in found.cases] == ["A", "B"]


def test_a_line_longer_than_any_buffer(read) -> None:
    huge = "x" * (9 << 20)
    found = read(f"case_id,step,at,note\nA,decide,2024-01-03,{huge}\nB,立案,2024-01-04,\n")
    assert found.reasons == ["too_long"]
    assert [c.id for c in found.cases] == ["B"]


def test_an_open_quote_costs_no_more_than_a_field(read) -> None:
    rest = "B,立案,2024-01-04,\n" * 90_000
    found = read(f'case_id,step,at,note\nA,decide,2024-01-03,"oops\n{rest}')
    assert found.reasons == ["too_long"]
    assert len(found.steps) > 1_000


def test_headers_that_cannot_be_used(read) -> None:
    for text in ("", "case_id,step,step,at\n", "\n"):
        found = read(text)
        assert isinstance(found.intake.failures[0], HeaderUnusable)
    assert isinstance(read(b"case_id,\x00\x01\x02").intake.failures[0], NotThatFormat)


def test_a_needed_column_is_missing(read) -> None:
    with pytest.raises(ColumnMissing) as caught:
        read("case_id,环节,at\nA,立案,2024-01-02\n")
    assert caught.value.data["column"] == "step"
    assert "环节" in caught.value.remedy("zh")
