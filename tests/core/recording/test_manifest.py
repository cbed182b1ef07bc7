"""Lists of checksums as `sha256sum` writes them."""

from __future__ import annotations

import pytest

from plumbline.core.recording.manifest import (
    ManifestUnclear,
    ManifestUnreadable,
    is_manifest,
    read_manifest,
    together,
)

A, B = "a1" * 32, "b2" * 32


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (f"{A}  R01_20260922_095900.mp4", "R01_20260922_095900.mp4"),
        (f"{A.upper()} *DCIM/100/R01.mp4", "R01.mp4"),
        (f"{A}  DCIM\\100\\R01.mp4", "R01.mp4"),
        (f"SHA256 (R01 (2).mp4) = {A}", "R01 (2).mp4"),
        (f"\\{A}  odd\\\\name\\n.mp4", "odd\\name\n.mp4"),
        (f"{A}   blank before.mp4", " blank before.mp4"),
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_line_as_the_program_writes_it(line: str, name: str, end: str) -> None:
    assert read_manifest(f"# made on the dock\n\n{line}{end}".encode(), "SHA256SUMS") == {name: A}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_names_in_chinese(encoding: str) -> None:
    assert read_manifest(f"{A}  现场检查.mp4\n".encode(encoding), "x.sha256") == {"现场检查.mp4": A}


@pytest.mark.parametrize("line", [f"{A[:-1]}  a.mp4", f"{A} a.mp4", f"{A}  ", "a.mp4", f"md5 {A}  a.mp4"])
def test_what_is_no_checksum_with_a_name_stops_the_list_with_its_line(line: str) -> None:
    with pytest.raises(ManifestUnreadable) as caught:
        read_manifest(f"{B}  b.mp4\n{line}\n".encode(), "SHA256SUMS")
    assert "第 2 行" in caught.value.message("zh")


def test_one_name_with_two_checksums_is_unclear_and_said_twice_alike_is_not() -> None:
    twice = f"{A}  one/a.mp4\n{A}  two/a.mp4\n"
    assert read_manifest(twice.encode(), "x") == {"a.mp4": A}
    with pytest.raises(ManifestUnclear):
        read_manifest(twice.replace(A, B, 1).encode(), "x")
    assert together([("x", {"a": A}), ("y", {"a": A, "b": B})]) == {"a": A, "b": B}
    with pytest.raises(ManifestUnclear):
        together([("x", {"a": A}), ("y", {"a": B})])


def test_a_list_is_known_by_its_name() -> None:
    for name in ("SHA256SUMS", "sha256sums.txt", "DCIM/R01.sha256", "E:\\checksums.txt"):
        assert is_manifest(name), name
    for name in ("R01_20260922_095900.mp4", "notes.txt", "sha256.mp4"):
        assert not is_manifest(name), name
