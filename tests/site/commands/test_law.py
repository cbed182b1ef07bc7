"""`plumbline law` as a person types it: answers, exit codes, JSON."""

import json
from pathlib import Path

import pytest

from plumbline.site.commands import run

TEXT = """# 养猫法

第一条 养猫应当每日按时喂食。

第二条 本法自2010年3月1日起施行。
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_LIBRARY", str(tmp_path / "library"))
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "养猫法(2010-01-01).md").write_text(TEXT, "utf-8")
    (folder / "养猫法(2020-01-01).md").write_text(
        TEXT.replace("每日", "每天").replace("2010", "2020"), "utf-8"
    )
    assert run(["law", "import", str(folder)]) == 0
    return folder


def test_import_says_how_many_and_fails_when_a_file_fails(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (library / "bad.md").write_text("随笔", "utf-8")
    capsys.readouterr()
    assert run(["law", "import", str(library), "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["result"] for row in rows] == ["failed", "unchanged", "unchanged"]
    assert rows[0]["reason"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "养猫法第一条"], 0),
        (["show", "处罚法", "§57", "¶1(4)"], 0),
        (["show", "养猫法第九条"], 1),
        (["show", "养猫法第一条", "--at", "2005-01-01"], 1),
        (["show", "养狗法第一条"], 2),
        (["show", "¶1 §3"], 2),
        (["search", "喂食"], 0),
        (["search", "飞行棋"], 1),
        (["diff", "养猫法", "2010", "2020", "--text"], 1),
        (["diff", "养猫法", "2010", "2010"], 0),
        (["diff", "养猫法", "2010", "2015"], 2),
        (["impact", "养猫法", "2010", "2020"], 0),
        (["list"], 0),
        (["import", "no-such-folder"], 2),
    ],
)
@pytest.mark.usefixtures("library")
def test_exit_codes(words: list[str], code: int) -> None:
    assert run(["law", *words]) == code


@pytest.mark.usefixtures("library")
def test_show_in_json_gives_gist_text_and_window(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["law", "show", "养猫法第一条", "--at", "2015-01-01", "--json"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["provisions"] == [{"place": "§1", "text": "第一条 养猫应当每日按时喂食。"}]
    assert (answer["edition"], answer["from"]) == ("2010", "2010-03-01")


def test_a_gist_opens_without_any_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_LIBRARY", str(tmp_path / "none"))
    assert run(["law", "show", "行政处罚法第五十八条"]) == 0
    out, err = capsys.readouterr()
    assert "法制审核" in out
    assert "plumbline law import" in err


@pytest.mark.usefixtures("library")
def test_the_changed_words_are_marked_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["law", "diff", "养猫法", "2010", "2020", "--text"])
    shown = "".join(capsys.readouterr().out.split())
    assert "[-日-]{+天+}" in shown
