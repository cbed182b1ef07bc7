"""The one strict reader of YAML: what a value may be, and that files are told apart by what is wrong with them."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from plumbline.core.data_file.errors import (
    BadDate,
    FileMissing,
    NotUtf8,
    PackError,
    PackErrors,
    Unreadable,
    WrongShape,
)
from plumbline.core.data_file.nodes import Node, read_file, read_text, read_yaml
from plumbline.core.data_file.sources import read_sources


def value(text: str) -> Node:
    return read_yaml(f"a: {text}", "f.yaml").members()["a"]


def test_numbers_never_pass_through_binary_fractions() -> None:
    assert value("0.03").number() == Decimal("0.03")
    assert value("3000").number() == 3000


@pytest.mark.parametrize("text", ["'3'", "true", "NaN", "1e3", "~", "[3]"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(WrongShape):
        value(text).number()


def test_dates() -> None:
    assert value("2024-02-29").date() == dt.date(2024, 2, 29)
    assert value("1970-01-02").day() == 1
    for text in ("2023-02-29", "20240229", "2024-W09-4", "soon"):
        with pytest.raises(BadDate):
            value(text).date()


def test_empty_and_single_values() -> None:
    assert [value(text).is_empty() for text in ("", "~", "null", "'null'", "0", "[]")] == [True] * 3 + [
        False
    ] * 3
    assert [value(text).is_single() for text in ("x", "", "[]", "{}")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda path: None, FileMissing),
        (lambda path: path.write_bytes("法".encode("gb18030")), NotUtf8),
        (lambda path: path.mkdir(), Unreadable),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, make: object, kind: type[PackError]) -> None:
    path = tmp_path / "f.yaml"
    make(path)  # type: ignore[operator]
    with pytest.raises(kind) as caught:
        read_text(path)
    assert caught.value.place.file == path.as_posix()
    with pytest.raises(kind):
        read_file(path)


def test_sources_tell_every_file_that_fails(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes("法".encode("gb18030"))
    (tmp_path / "a.yaml").write_text("a: 1", "utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(PackErrors) as caught:
        read_sources(tmp_path, empty)
    assert [type(e) for e in caught.value.errors] == [NotUtf8, FileMissing]
    (tmp_path / "b.yaml").write_text("b: 1", "utf-8")
    assert [Path(s.name).name for s in read_sources(tmp_path)] == ["a.yaml", "b.yaml"]


def test_a_value_may_be_refused_by_who_reads_it() -> None:
    with pytest.raises(PackError) as caught:
        value("x").refuse("no such thing", "take another")
    assert caught.value.report("en") == "f.yaml:1: no such thing\n    mend: take another"
