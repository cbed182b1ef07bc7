"""The front end comes from a lock that names no host, exactly pinned, with licences that may be shipped."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import check_licences
import frontend

ROOT = Path(__file__).resolve().parents[2]
LOCK = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
WANTED = json.loads((ROOT / "package.json").read_text("utf-8"))


def test_the_lock_names_no_host_and_every_package_has_its_hash() -> None:
    packages = {path: told for path, told in LOCK["packages"].items() if path}
    assert [path for path, told in packages.items() if "resolved" in told] == []
    assert [
        path for path, told in packages.items() if not told.get("integrity", "").startswith("sha512-")
    ] == []


def test_versions_are_exact_and_those_of_the_lock() -> None:
    for kind in ("dependencies", "devDependencies"):
        assert LOCK["packages"][""][kind] == WANTED[kind]
        for name, version in WANTED[kind].items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
            assert LOCK["packages"][f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "UNLICENSED", None])
def test_a_licence_that_may_not_be_shipped_is_found(licence: str | None) -> None:
    told = {} if licence is None else {"license": licence}
    packages = {"": {}, "node_modules/good": {"license": "MIT"}, "node_modules/bad": told}
    assert len(check_licences.npm_problems({"packages": packages})) == 1
    packages["node_modules/bad"] = {**told, "dev": True}
    assert check_licences.npm_problems({"packages": packages}) == []
    packages["node_modules/bad"] = told
    assert check_licences.npm_problems({"packages": packages}, {"bad": "not in a bundle"}) == []


def test_of_the_dictionary_nothing_but_its_package_is_fetched() -> None:
    """Its programs for each kind of machine are not used; npm leaves them out once they are out of the lock."""
    name = "node_modules/@node-rs/jieba"
    assert [path for path in LOCK["packages"] if path.startswith(f"{name}-")] == []
    assert "optionalDependencies" not in LOCK["packages"][name], "take it out of package-lock.json by hand"


def test_a_table_made_from_a_package_without_its_notice_is_found(tmp_path: Path) -> None:
    assert check_licences.made_problems(ROOT) == []
    ((name, notice),) = check_licences.MADE.values()
    assert check_licences.made_problems(tmp_path) == [f"{name}: missing; run make setup"]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("4 了\n", "utf-8")
    assert [notice in problem for problem in check_licences.made_problems(tmp_path)] == [True]


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that alone is PATH, with a node and an npm in it."""
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\necho v18.20.0\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PLUMBLINE_NODE", raising=False)
    return tmp_path


def test_a_node_that_is_new_enough_is_taken(programs: Path) -> None:
    assert frontend.node_on_path() == [str(programs / "node"), str(programs / "npm")]


@pytest.mark.parametrize("said", ["v16.20.2", "v8.0.0", "", "nonsense"])
def test_an_old_or_strange_node_is_passed_over(programs: Path, said: str) -> None:
    (programs / "node").write_text(f"#!/bin/sh\necho '{said}'\n", "utf-8")
    assert frontend.node_on_path() is None


def test_a_node_without_npm_is_passed_over(programs: Path) -> None:
    (programs / "npm").unlink()
    assert frontend.node_on_path() is None


def test_what_is_built_brings_its_licences() -> None:
    text = (ROOT / "src/plumbline/site/static/build/LICENCES.txt").read_text("utf-8")
    for name in WANTED["dependencies"]:
        assert (name in text) is (name != "esbuild")
    assert "SIL OPEN FONT LICENSE" in text.upper()
