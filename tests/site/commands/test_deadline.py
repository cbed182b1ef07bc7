from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.builders.history import PACKS

from plumbline.core.clocks.errors import ClockError, PeriodUncounted
from plumbline.core.data_file.errors import PackErrors
from plumbline.site.commands.deadline import deadline
from plumbline.site.language import current_language, use_language


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    before = current_language()
    use_language("zh")
    yield
    use_language(before)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deadline, arguments)


def say(*arguments: str) -> list[str]:
    result = run(*arguments)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return [line.strip() for line in result.output.splitlines()]


def answer(*arguments: str) -> dict[str, Any]:
    data = json.loads("\n".join(say(*arguments, "--json")))
    assert isinstance(data, dict)
    return data


def test_working_days_with_the_arithmetic() -> None:
    said = say("--from", "2024-09-24", "--within", "7 working_days", "--word", "受理")
    assert said[0] == "不迟于2024年10月9日（星期三）24时"
    assert said[1].startswith("2024年9月24日受理，次日起算；")
    assert "2024-10-01..2024-10-07  不计  法定节假日（国庆节）" in said
    assert said[-1].startswith("日历 cn，版本 ")


def test_the_holidays_that_a_site_keeps_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("--from", "2026-12-30", "--within", "2 working_days")
    assert answer(*asked)["due"] == "2027-01-04", "1 January alone, by what is expected"
    (tmp_path / "calendars" / "cn").mkdir(parents=True)
    notice = (PACKS / "cn/calendars/notice-2026.yaml").read_text("utf-8")
    head = notice.partition("holidays:")[0].replace("notice: 2026", "notice: 2027")
    rest = "holidays:\n  - {name: 元旦, rest: 2027-01-01..2027-01-04, statutory: [2027-01-01]}\nmakeup: []\n"
    (tmp_path / "calendars/cn/notice-2027.yaml").write_text(head + rest, "utf-8")
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path))
    found = answer(*asked)
    assert (found["due"], found["calendar"]["version"][-10:]) == ("2027-01-05", "+site-2027")
    assert answer(*asked, "--packs", str(PACKS))["due"] == "2027-01-04", (
        "packs that are named stand by themselves"
    )


def test_english() -> None:
    said = say("--from", "2024-09-24", "--within", "7 working_days", "--lang", "en")
    assert said[0] == "due by 24:00 on Wednesday 9 Oct 2024"
    assert not any("一" <= character <= "鿿" for character in "".join(said))


def test_a_statutes_own_number() -> None:
    as_penalty = answer("--from", "2024-09-24", "--within", "七日", "--rule", "cnt.penalty")
    assert (as_penalty["due"], as_penalty["period"]["unit"]) == ("2024-10-09", "working_days")
    assert as_penalty["reasons"] == [{"basis": "处罚法 §85", "standing": "read"}]
    assert answer("--from", "2024-09-24", "--within", "七日")["due"] == "2024-10-08"
    assert "许可法 §50 ⟨D⟩" in " ".join(
        say("--from", "2024-09-24", "--within", "三十日", "--rule", "cnt.permit", "--at", "许可法 §50")
    )


def test_extension_and_pause() -> None:
    given = ("--from", "2024-07-09", "--within", "90 days", "--pause", "2024-09-10..2024-09-30")
    told = answer(*given, "--extend", "2024-10-01:30", "--extend", "2025-10-01:5")
    assert (told["due"], told["accepted"], told["extra"]) == ("2024-11-26", [True, False], 30)
    assert answer(*given, "--extend", "2024-10-01:30", "--times", "0")["accepted"] == [False]
    assert answer(*given, "--extend", "2024-10-01:30", "--cap", "10")["extra"] == 10
    unstated = answer(*given, "--extend", "2024-10-01:?", "--cap", "30")
    assert (unstated["due"], unstated["due_latest"]) == ("2024-10-28", "2024-11-26")
    waiting = answer("--from", "2024-07-09", "--within", "90 days", "--pause", "2024-09-10..")
    assert (waiting["due"], waiting["suspended_since"]) == (None, "2024-09-10")


def test_backward_and_forward_intervals() -> None:
    told = answer("--at-least", "7 working_days", "--event", "2024-10-15")
    assert told["latest_notice"] == "2024-09-29"
    assert (told["runs"][-1]["last"], told["runs"][-1]["numbers"]) == ("2024-10-14", [7, 7])
    assert answer("--at-least", "7 working_days", "--from", "2024-09-29")["earliest"] == "2024-10-15"
    # fourteen calendar days before Monday 30 September begin after Sunday the 15th, a rest day
    said = say("--at-least", "14 days", "--event", "2024-09-30")
    assert said[0] == "通知最迟应在2024年9月15日（星期日）"
    assert any("最后一个工作日是2024年9月14日" in line for line in said)


def test_hours() -> None:
    assert answer("--within", "24 hours", "--from", "2024-09-30T17:20")["due"] == "2024-10-01 17:20:00"
    assert answer("--within", "24 hours", "--from", "2024-09-30T00:00")["due"] == "2024-10-01 00:00:00"
    told = answer("--within", "24小时", "--from", "2024-09-30")
    assert (told["due"], told["due_earliest"], told["due_latest"]) == (
        None,
        "2024-10-01 00:00:00",
        "2024-10-01 23:59:59",
    )


def test_provisional_and_awaited_days_are_said() -> None:
    assert any(line.startswith("暂定") for line in say("--from", "2026-12-28", "--within", "7 wd"))
    told = answer("--from", "2024-09-24", "--within", "7 wd", "--region", "650105")
    assert (told["calendar"]["id"], told["provisional"]) == ("cn-650000", False)
    assert "古尔邦节" in told["remarks"][0]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--from", "2024-09-24"),
        ("--within", "7 wd"),
        ("--from", "2024-13-01", "--within", "7 wd"),
        ("--from", "2024-09-24", "--within", "7 wd", "--at-least", "7 wd"),
        ("--from", "2024-09-24", "--event", "2024-10-24", "--at-least", "7 wd"),
        ("--from", "2024-09-24", "--within", "24 hours", "--pause", "2024-09-24.."),
        ("--from", "2024-09-24", "--within", "7 wd", "--pause", "2024-09-24"),
        ("--from", "2024-09-24", "--within", "7 wd", "--pause", "2024-09-24..2024-09-20"),
        ("--from", "2024-09-24", "--within", "7 wd", "--extend", "2024-09-24"),
        ("--from", "2024-09-24", "--within", "7 wd", "--region", "Urumqi"),
    ],
)
def test_questions_that_make_no_sense(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2024-09-24", "--within", "some days"),
        ("--from", "1890-01-01", "--within", "7 wd"),
        ("--from", "2024-09-24", "--within", "7 wd", "--calendar", "nl"),
        ("--from", "2024-09-24", "--within", "七日", "--rule", "cnt.penal"),
        ("--from", "2024-09-24", "--within", "七日", "--rule", "cnt.supervision"),
    ],
)
def test_mistakes_that_a_person_can_mend(arguments: tuple[str, ...]) -> None:
    error = run(*arguments).exception
    assert isinstance(error, ClockError | PackErrors)
    assert error.message("zh")
    assert isinstance(error, PeriodUncounted) is ("cnt.supervision" in arguments)
