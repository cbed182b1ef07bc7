from __future__ import annotations

import doctest
import string

import pytest

from plumbline.core.clocks import counting, written_period
from plumbline.core.clocks.arithmetic import account
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import parse_day
from plumbline.core.clocks.counting import Period, Span, Unit
from plumbline.core.clocks.wording import _PHRASES, cautions, day_in_full, lines, sentence

d = parse_day
WD, CD, MO = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS


def told(
    cn: WorkingCalendar, start: str, n: int, unit: Unit, event: str = "", **more: object
) -> tuple[str, str]:
    answer = account(d(start), Period(n, unit), cn, **more)  # type: ignore[arg-type]
    return sentence(answer, cn, "zh", event=event), sentence(answer, cn, "en", event=event)


def test_the_sentence_of_the_design(cn: WorkingCalendar) -> None:
    zh, en = told(cn, "2024-09-24", 7, WD, "受理")
    assert zh == (
        "2024年9月24日受理，次日起算；期限7个工作日；9月28日周末不计；9月29日调休上班计入；"
        "10月1日至7日法定节假日（国庆节）不计；第7个工作日为10月9日"
    )
    assert "29 Sep make-up working day, counted" in en
    assert "1-7 Oct statutory holiday (National Day), not counted" in en
    assert en.endswith("working day 7 is 9 Oct")


@pytest.mark.parametrize(
    ("start", "n", "unit", "more", "zh", "en"),
    [
        (
            "2024-07-05",
            90,
            CD,
            {},
            "第90日为10月3日；10月3日至7日是法定节假日（国庆节），顺延至10月8日",
            "day 90 is 3 Oct; 3-7 Oct: statutory holiday (National Day), the last day moves to 8 Oct",
        ),
        (
            "2024-12-31",
            2,
            MO,
            {},
            "2个月的对应日为2025年2月28日",
            "the day corresponding after 2 months is 28 Feb 2025",
        ),
        (
            "2024-09-26",
            2,
            CD,
            {"spans": [Span(d("2024-09-28"), d("2024-09-30"))]},
            "第2日为9月28日；9月28日是周末，9月29日至30日中止，10月1日至7日是法定节假日（国庆节），顺延至10月8日",
            "1-7 Oct: statutory holiday (National Day), the last day moves to 8 Oct",
        ),
        (
            "2024-07-01",
            30,
            CD,
            {"extra": 30, "spans": [Span(d("2024-07-09"), d("2024-07-12"))]},
            "延长30日，与原期限合并一次计算；7月10日至12日中止，3日不计；第60日为9月2日",
            "extended by 30 days, counted in one piece with it; 10-12 Jul suspended, 3 days not counted",
        ),
        (
            "2024-07-01",
            20,
            WD,
            {"spans": [Span(d("2024-07-09"), None)]},
            "自7月9日起中止，中止结束前没有届满日",
            "suspended since 9 Jul, no due day until the suspension ends",
        ),
        (
            "2024-03-01",
            20,
            WD,
            {},
            "其间周末共8日不计；第20个工作日为3月29日",
            "weekends between, 8 days in all",
        ),
    ],
)
def test_sentences(
    cn: WorkingCalendar, start: str, n: int, unit: Unit, more: dict[str, object], zh: str, en: str
) -> None:
    chinese, english = told(cn, start, n, unit, **more)
    assert zh in chinese
    assert en in english


def test_the_table_shows_every_run(cn: WorkingCalendar) -> None:
    answer = account(d("2024-09-24"), Period(7, WD), cn)
    assert [tuple(line) for line in lines(answer, cn, "zh")] == [
        ("2024-09-25..2024-09-27", "计入", "第1至3个工作日"),
        ("2024-09-28", "不计", "周末"),
        ("2024-09-29", "计入", "第4个工作日 · 调休上班"),
        ("2024-09-30", "计入", "第5个工作日"),
        ("2024-10-01..2024-10-07", "不计", "法定节假日（国庆节）"),
        ("2024-10-08..2024-10-09", "计入", "第6至7个工作日"),
    ]
    open_ended = account(d("2024-07-01"), Period(20, WD), cn, spans=[Span(d("2024-07-02"), None)])
    assert lines(open_ended, cn, "en")[-1] == ("2024-07-03..", "not counted", "suspension")


def test_cautions(cn: WorkingCalendar, urumqi: WorkingCalendar) -> None:
    sure = account(d("2024-09-24"), Period(7, WD), cn)
    assert cautions(sure, cn, "zh") == []
    assert "古尔邦节" in cautions(sure, urumqi, "zh")[0]
    assert "Corban" in cautions(sure, urumqi, "en")[0]
    later = account(d("2026-12-28"), Period(7, WD), cn)
    assert cautions(later, cn, "zh")[0].startswith("暂定：已公布的工作日历只到2026年12月31日")
    earlier = account(d("2003-01-06"), Period(7, WD), cn)
    assert "2004" in cautions(earlier, cn, "en")[0]


def test_days_in_full() -> None:
    assert day_in_full(d("2024-10-09"), "zh") == "2024年10月9日（星期三）"
    assert day_in_full(d("2024-10-09"), "en") == "Wednesday 9 Oct 2024"


def test_both_languages_say_the_same_things() -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert list(_PHRASES["zh"]) == list(_PHRASES["en"])
    for key, text in _PHRASES["zh"].items():
        assert values(text) == values(_PHRASES["en"][key]), key


@pytest.mark.parametrize("module", [counting, written_period])
def test_examples_in_the_text(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert tried
    assert not failed
