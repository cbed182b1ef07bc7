"""Each check of the house is broken once, to see it fail."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

import bootstrap
import check_licences
import check_repository
import check_sizes
import generated
import lock

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "".join(("files.python", "hosted.org"))


def numbered(count: int) -> str:
    return "".join(f"x{number} = {number}\n" for number in range(count))


def test_sizes_find_what_is_too_large() -> None:
    body = "".join(f"    y{number} = {number}\n" for number in range(50))
    function = f"def long():\n{body}"
    assert [row[0] for row in check_sizes.too_large(Path("src/a.py"), function)] == ["src/a.py::long"]
    assert check_sizes.too_large(Path("src/a.py"), function.replace("    y0 = 0\n", "", 1)) == []
    assert [row[0] for row in check_sizes.too_large(Path("src/a.py"), numbered(401))] == ["src/a.py"]
    assert check_sizes.too_large(Path("tests/a.py"), numbered(600)) == []
    methods = "".join(f"    def m{number}(self):\n        pass\n" for number in range(100))
    assert [row[0] for row in check_sizes.too_large(Path("src/a.py"), f"class Big:\n{methods}")] == [
        "src/a.py::Big"
    ]


def test_a_docstring_is_not_counted() -> None:
    prose = '    """One.\n' + "    more\n" * 60 + '    """\n'
    assert check_sizes.too_large(Path("src/a.py"), f"def told():\n{prose}    return 1\n") == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("README.md", f"see https://{HOST}/packages"),
        ("tools/bootstrap.py", f"see https://{HOST}/packages"),
        ("src/plumbline/a.py", "# TO" + "DO later"),
        ("packs/cn/a.yaml", "says: XX" + "X"),
        ("docs/a.md", f"cd {ROOT}/somewhere"),
        ("docs/a.md", "cd /home/" + "li/plumbline"),
        ("docs/a.md", "@@" + "NAME@@"),
    ],
)
def test_forbidden_words_are_found(path: str, line: str) -> None:
    assert list(check_repository.line_problems(Path(path), 1, line))


def test_ordinary_lines_pass() -> None:
    assert not list(check_repository.line_problems(Path("src/a.py"), 1, "x = 1  # because of the article"))
    assert not list(check_repository.line_problems(Path("docs/a.md"), 1, "the TO" + "DO list of a user"))


@pytest.mark.parametrize(
    "name", ["src/plumbline/utils.py", "tools/helpers.py", "src/misc/a.py", "a/case_store/manager.py"]
)
def test_vague_names_are_found(name: str) -> None:
    assert list(check_repository.name_problems(Path(name)))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the files that the lock check reads."""
    for name in ("pyproject.toml", lock.PRODUCT, lock.DEVELOPMENT, lock.NODE):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    return tmp_path


def test_locks_belong_to_pyproject_and_name_no_host() -> None:
    assert lock.problems(ROOT) == []


def test_a_changed_dependency_makes_the_locks_stale(house: Path) -> None:
    text = (house / "pyproject.toml").read_text("utf-8")
    (house / "pyproject.toml").write_text(text.replace('"rich>=14"', '"rich>=15"'), "utf-8")
    assert [problem.partition(":")[0] for problem in lock.problems(house)] == [
        lock.PRODUCT,
        lock.DEVELOPMENT,
        lock.NODE,
    ]


def test_a_change_elsewhere_in_pyproject_does_not(house: Path) -> None:
    with (house / "pyproject.toml").open("a", encoding="utf-8") as stream:
        stream.write("\n[tool.elsewhere]\nx = 1\n")
    assert lock.problems(house) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("click==8.3.1 \\\n", f"--index-url https://{HOST}/simple\nclick==8.3.1 \\\n", "names a host"),
        ("click==8.3.1 \\\n", "loose==1.0\nclick==8.3.1 \\\n", "no hash"),
        ("click==8.3.1", "click==8.3.0", "has 8.3.0"),
    ],
)
def test_a_tampered_lock_is_found(house: Path, old: str, new: str, said: str) -> None:
    text = (house / lock.PRODUCT).read_text("utf-8")
    assert old in text
    (house / lock.PRODUCT).write_text(text.replace(old, new, 1), "utf-8")
    assert any(said in problem for problem in lock.problems(house))


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3", "Proprietary", ""]
)
def test_a_licence_we_cannot_ship_is_found(licence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_licences, "licence_of", lambda package: licence)
    assert check_licences.main() == 1


def test_drift_of_a_generated_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generated, "ROOT", tmp_path)
    monkeypatch.setattr(generated, "ENTRIES", (generated.Entry("out/", "generated:sample"),))
    monkeypatch.setattr(generated, "sample", lambda: {"a.txt": "1\n"}, raising=False)
    monkeypatch.setattr("sys.argv", ["generated.py", "--check"])
    assert generated.main() == 1
    monkeypatch.setattr("sys.argv", ["generated.py"])
    assert generated.main() == 0
    monkeypatch.setattr("sys.argv", ["generated.py", "--check"])
    assert generated.main() == 0
    (tmp_path / "out" / "stranger.txt").write_text("x", "utf-8")
    assert generated.main() == 1


def wheel(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(f"uv-{bootstrap.pinned_version()}.data/scripts/uv", content)
    return stream.getvalue()


def test_a_uv_wheel_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = bootstrap.wheel_for_this_machine(sorted(bootstrap.pinned()))
    (tmp_path / name).write_bytes(wheel(b"not uv"))
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path))
    with pytest.raises(bootstrap.BootstrapError, match="SHA-256"):
        bootstrap.uv_wheel()


def test_the_environment_is_made_without_pip_or_ensurepip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = wheel(b"#!/bin/sh\n")
    name = bootstrap.wheel_for_this_machine(sorted(bootstrap.pinned()))
    (tmp_path / name).write_bytes(content)
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path))
    monkeypatch.setattr(bootstrap, "pinned", lambda: {name: hashlib.sha256(content).hexdigest()})
    monkeypatch.setitem(__import__("sys").modules, "ensurepip", None)
    bootstrap.make_environment(tmp_path / "venv")
    assert (tmp_path / "venv" / "bin" / "uv").read_bytes() == b"#!/bin/sh\n"
    assert not (tmp_path / "venv" / "bin" / "pip").exists()


@pytest.mark.parametrize(
    ("variable", "value", "index"),
    [
        ("UV_DEFAULT_INDEX", "http://mirror.invalid/simple/", "http://mirror.invalid/simple"),
        ("UV_DEFAULT_INDEX", "intranet=http://mirror.invalid/simple", "http://mirror.invalid/simple"),
        ("PIP_INDEX_URL", "http://mirror.invalid/simple", "http://mirror.invalid/simple"),
    ],
)
def test_the_index_in_force_is_honoured(
    variable: str, value: str, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert bootstrap.index_url() == index


@pytest.mark.parametrize(
    ("system", "machine", "libc", "expected"),
    [
        ("linux", "x86_64", "glibc", "manylinux_2_17_x86_64"),
        ("linux", "aarch64", "glibc", "aarch64"),
        ("linux", "x86_64", "", "musllinux_1_1_x86_64"),
        ("darwin", "arm64", "", "macosx_11_0_arm64"),
    ],
)
def test_the_wheel_fits_the_machine(
    system: str, machine: str, libc: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", system)
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: machine)
    monkeypatch.setattr(bootstrap.platform, "libc_ver", lambda: (libc, ""))
    assert expected in bootstrap.wheel_for_this_machine(sorted(bootstrap.pinned()))


def test_a_machine_without_a_wheel_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "pdp11")
    with pytest.raises(bootstrap.BootstrapError, match=r"put it at \.venv/bin/uv"):
        bootstrap.wheel_for_this_machine(sorted(bootstrap.pinned()))
