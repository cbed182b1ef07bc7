"""The archive: written and read back, dangerous zips refused, and the command as an outsider runs it."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.core.ledger.honest import (
    LOG,
    STRANGER,
    TRUST,
    WITNESSES,
    evidence,
    evidence_with_new_key,
    honest_log,
)

from plumbline.core.ledger.__main__ import main
from plumbline.core.ledger.casefile import (
    ArchiveError,
    ArchiveIncomplete,
    ArchiveMalformed,
    ArchiveUnreadable,
    MemoryFiles,
    ZipFiles,
    bag,
    check_bag,
)
from plumbline.core.ledger.casefile_parts import lay_out, read_case_file
from plumbline.core.ledger.verify import verify_case
from plumbline.core.reports.__main__ import main as verify_report

DAY = "2026-03-10"
PAGES = {"data/index.html": b"<p>A</p>"}


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


def files() -> dict[str, bytes]:
    return bag(lay_out(evidence(honest_log()), PAGES), DAY)


GIVEN = {"A": evidence(honest_log()), "B": evidence(honest_log(), "B"), "new key": evidence_with_new_key()}


@pytest.mark.parametrize("name", GIVEN)
def test_a_case_file_is_read_as_laid_out(name: str) -> None:
    given = GIVEN[name]
    read = read_case_file(ZipFiles(zipped(bag(lay_out(given), DAY))))
    assert (read.entries, read.seals, read.openings) == (given.entries, given.seals, given.openings)
    assert lay_out(read) == lay_out(given)
    assert verify_case(read, TRUST).records == len(read.entries)


def test_pages_are_said_to_prove_nothing() -> None:
    report = verify_case(read_case_file(MemoryFiles(files())), TRUST)
    assert "rendered" in [one.code for one in report.not_proved]


@pytest.mark.parametrize("name", ["/etc/x", "../x", "data/../../x", "data\\x", "data//x", "./x"])
def test_paths_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(ArchiveUnreadable):
        ZipFiles(zipped({**files(), name: b""}))


def test_what_is_no_zip_or_is_damaged_is_refused() -> None:
    with pytest.raises(ArchiveUnreadable):
        ZipFiles(io.BytesIO(b"no zip"))
    data = bytearray(zipped(files()).getvalue())
    at = data.index(b"data/records/000000000004.json") + 60
    data[at] ^= 0xFF
    with pytest.raises(ArchiveError):
        read_case_file(ZipFiles(io.BytesIO(bytes(data))))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_path_twice_is_refused() -> None:
    stream = zipped(files())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("data/case.json", b"{}")
    with pytest.raises(ArchiveUnreadable, match="twice"):
        ZipFiles(stream)


@pytest.mark.parametrize(
    ("name", "change", "error"),
    [
        ("data/case.json", lambda data: b"[]", ArchiveMalformed),
        ("data/case.json", lambda data: b"\xff", ArchiveMalformed),
        ("data/case.json", lambda data: data.replace(b"case-file/1", b"case-file/9"), ArchiveMalformed),
        ("data/case.json", lambda data: data.replace(b"[0,2", b"[0,-2"), ArchiveMalformed),
        ("data/case.json", lambda data: data.replace(b"[0,2", b"[0,3"), ArchiveIncomplete),
        ("data/case.json", lambda data: data.replace(b'held":[]', b'held":[{"record":"a-1"}]'), ArchiveMalformed),
        ("data/values.json", lambda data: data.replace(b'"salt":"', b'"salt":"zz'), ArchiveMalformed),
        ("data/values.json", lambda data: data.replace(b'"salt":"', b'"salt":"00'), ArchiveMalformed),
        ("data/values.json", lambda data: b"{}", ArchiveMalformed),
        ("data/seals/sha256/checkpoint", lambda data: b"\xff", ArchiveMalformed),
        ("data/seals/sha256/checkpoint", lambda data: b"no note", ArchiveMalformed),
        ("data/seals/sha256/anchors/00001.json", lambda data: b"[]", ArchiveMalformed),
        ("data/seals/sha256/anchors/00001.json", lambda data: data.replace(b'y":["', b'y":["x","'), ArchiveMalformed),
    ],
)  # fmt: skip
def test_parts_of_another_form_are_refused(
    name: str, change: Callable[[bytes], bytes], error: type[ArchiveError]
) -> None:
    payload = lay_out(evidence(honest_log()))
    changed = change(payload[name])
    assert changed != payload[name]
    with pytest.raises(error):
        read_case_file(MemoryFiles(bag({**payload, name: changed}, DAY)))


def test_manifests_escape_line_ends_in_names() -> None:
    check_bag(MemoryFiles(bag({"data/a%0Ab": b"1", "data/中文 名.txt": b"2", "data/a\nb": b"3"}, DAY)))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "case.zip"
    path.write_bytes(zipped(files()).getvalue())
    return path


def run(*arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    return main(["verify", *map(str, arguments)], out), out.getvalue()


def test_the_command_says_in_words_what_was_proved(archive: Path, tmp_path: Path) -> None:
    keys = tmp_path / "witnesses"
    keys.write_text("# ours\n" + "\n".join(one.key.text for one in WITNESSES) + "\n", "utf-8")
    code, said = run(archive, "--key", LOG.key.text, "--witness", keys)
    assert code == 0
    assert said.startswith("案件 A：成立")
    assert "补录" in said
    assert "销毁" in said
    code, said = run(archive, "--key", LOG.key.text, "--language", "en")
    assert code == 0
    assert "Proved:" in said
    assert "not proved in time: no witness key was given" in said
    assert "Entered late:" in said


def test_the_command_names_the_first_wrong_record(tmp_path: Path) -> None:
    payload = lay_out(evidence(honest_log()))
    name = "data/records/000000000004.json"
    path = tmp_path / "case.zip"
    path.write_bytes(
        zipped(bag({**payload, name: payload[name].replace(b'"days":5', b'"days":3')}, DAY)).getvalue()
    )
    code, said = run(path, "--key", LOG.key.text)
    assert code == 1
    assert said.startswith("不成立：第 4 叶的记录 a-3")
    code, said = run(path, "--key", LOG.key.text, "--json")
    found = json.loads(said)
    assert (code, found["leaf"], found["record"], found["error"]) == (1, 4, "a-3", "RecordNotSealed")


def test_the_command_in_json(archive: Path) -> None:
    code, said = run(archive, "--key", LOG.key.text, "--json")
    found = json.loads(said)
    assert (code, found["holds"], found["records"]) == (0, True, 5)
    assert found["destroyed"][0]["ground"] == "保管期限表第3条"


def test_exit_codes_tell_untrue_from_unreadable(archive: Path, tmp_path: Path) -> None:
    assert run(archive, "--key", STRANGER.key.text)[0] == 1
    assert run(archive, "--key", "no+key")[0] == 2
    assert run(tmp_path / "none.zip", "--key", LOG.key.text)[0] == 2
    empty = tmp_path / "empty"
    empty.write_text("", "utf-8")
    assert run(archive, "--key", empty)[0] == 2
    assert run(empty, "--key", LOG.key.text)[0] == 2
    archive.write_bytes(zipped({**files(), "data/index.html": b"x"}).getvalue())
    assert run(archive, "--key", LOG.key.text)[0] == 1


@pytest.mark.parametrize("program", [main, verify_report])
def test_what_cannot_be_read_is_told_in_words(
    program: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    garbage, none = tmp_path / "garbage", tmp_path / "none.zip"
    garbage.write_bytes(b"\xff\xfe no key")
    for archive, key, told in (
        (garbage, tmp_path / "none", f"{tmp_path / 'none'}：没有这个文件"),
        (garbage, tmp_path, "这是文件夹，不是文件"),
        (garbage, garbage, "不是文本文件"),
        (none, LOG.key.text, f"{none}：没有这个文件"),
    ):
        assert program(["verify", str(archive), "--key", str(key)]) == 2
        said = capsys.readouterr().err
        assert told in said
        assert "Errno" not in said


OUTSIDER = """
import sys
class OnlyStandard:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in {"cryptography", "_cffi_backend", "plumbline"}:
            raise ImportError(f"{name} is not to be had here")
        if name.count(".") > 1 and top == "plumbline" and not name.startswith("plumbline.core.ledger"):
            raise ImportError(f"{name} is another part of ours")
sys.meta_path.insert(0, OnlyStandard())
import runpy
sys.argv = ["ledger", *sys.argv[1:]]
runpy.run_module("plumbline.core.ledger", run_name="__main__")
"""


def test_an_outsider_needs_python_and_cryptography_alone(archive: Path) -> None:
    """The whole command, where Django and every other part of the product cannot be imported."""
    command = [
        sys.executable,
        "-c",
        OUTSIDER,
        "verify",
        str(archive),
        "--key",
        LOG.key.text,
        "--language",
        "en",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "case A: holds" in done.stdout


def test_attachments_that_are_gone_are_not_looked_for_when_withheld() -> None:
    found = evidence(honest_log())
    hidden = replace(found, attachments={}, withheld=frozenset(found.attachments))
    read = read_case_file(MemoryFiles(bag(lay_out(hidden), DAY)))
    assert len(verify_case(read, TRUST).withheld) == 2
