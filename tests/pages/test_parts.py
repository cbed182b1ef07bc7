"""What parts refuse, and how their words, days and figures read in both languages."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template, engines
from django.utils.translation import override

from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.clocks import ClockChip, ClockExplanation, DayCell
from plumbline.apps.page_parts.figures import Chart, Series
from plumbline.apps.page_parts.forms import SampleForm
from plumbline.apps.page_parts.intake import Progress
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, FilterBar, Paging, Pick, Row
from plumbline.apps.page_parts.part import Act, HeldPart, Link
from plumbline.apps.page_parts.records import Stretch
from plumbline.apps.page_parts.refusals import BarredAct, Reason, Refusal
from plumbline.apps.page_parts.steps import Step, StepDiagram
from plumbline.apps.page_parts.words import case_word, outcome_word, severity_word

TODAY = date(2026, 10, 12)


def drawn(source: str, **values: object) -> BeautifulSoup:
    """What a template makes of the values."""
    template = Template(source, engine=engines["django"].engine)
    return BeautifulSoup(template.render(Context(values)), "html.parser")


def chip(state: str, amount: int = 0, unit: str = "working_days") -> ClockChip:
    return ClockChip("作出决定", "第六十条", state, "10-13 周二", amount, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clock", "zh", "en", "tone"),
    [
        (chip("left", 49, "days"), "剩 49 日", "49 days left", "neutral"),
        (chip("soon", 1), "剩 1 个工作日", "1 working day left", "soon"),
        (chip("due_today"), "今日到期", "due today", "soon"),
        (chip("overdue", 1), "逾期 1 个工作日", "overdue 1 working day", "breach"),
        (chip("overdue_done", 2, "days"), "逾期 2 日办结", "done 2 days late", "breach"),
        (chip("in_time"), "已按期", "done in time", "passed"),
        (chip("suspended"), "中止", "suspended", "neutral"),
        (chip("not_started"), "未起算", "not started", "neutral"),
        (chip("provisional"), "暂定", "provisional", "neutral"),
    ],
)
def test_a_limit_says_its_state_with_the_unit(clock: ClockChip, zh: str, en: str, tone: str) -> None:
    with override("zh-hans"):
        assert (clock.word.text, clock.word.tone) == (zh, tone)
    with override("en"):
        assert clock.word.text == en


def test_red_is_for_breaches_alone() -> None:
    words = [
        *map(outcome_word, ("satisfied", "violated", "pending", "not_applicable", "undetermined")),
        *map(case_word, ("open", "suspended", "closed", "withdrawn", "transferred")),
        *map(severity_word, ("violated", "about_to", "undetermined")),
    ]
    with override("zh-hans"):
        assert {word.text for word in words if word.tone == "breach"} == {outcome_word("violated").text}
    assert all(word.icon for word in words), "a state must read without its colour"


def test_days_times_and_amounts() -> None:
    with override("zh-hans"):
        assert formats.due_day(date(2026, 10, 13), TODAY) == "10-13 周二"
        assert formats.due_day(date(2027, 2, 26), TODAY) == "2027-02-26 周五"
        assert formats.money(Decimal("50000")) == "50,000 元"
        assert formats.money(Decimal("50000.50")) == "50,000.50 元"
    with override("en"):
        assert formats.due_day(date(2026, 10, 13), TODAY) == "10-13 Tue"
    nine, half = datetime(2026, 9, 29, 10, 0), datetime(2026, 9, 29, 11, 36)  # noqa: DTZ001  written as given
    assert formats.stretch(nine, half, TODAY) == "09-29 10:00–11:36"
    assert formats.stretch(nine, None, TODAY) == "09-29 10:00"
    assert formats.stretch(nine, datetime(2026, 9, 30, 8, 5), TODAY) == "09-29 10:00–09-30 08:05"  # noqa: DTZ001
    assert formats.count(60409) == "60,409"


def test_what_may_not_be_shown_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="article"):
        Refusal("不能作出决定", ())
    with pytest.raises(ValueError, match="without a reason"):
        BarredAct("结案", ())
    with pytest.raises(ValueError, match="17 days"):
        ClockExplanation("x", ("y",), "b", "c", days=[DayCell(n, "", "") for n in range(17)])
    with pytest.raises(ValueError, match="13 steps"):
        StepDiagram([Step("x", "next", "") for _ in range(13)])
    with pytest.raises(ValueError, match="4 series"):
        Chart("k", "t", "u", "f", "lines", ("a",), [Series("s", (1,))] * 4)
    with pytest.raises(ValueError, match="one value for each"):
        Chart("k", "t", "u", "f", "lines", ("a", "b"), [Series("s", (1,))])
    with pytest.raises(ValueError, match="a cell for each column"):
        DataTable("c", (Column("a"), Column("b")), (Row((Cell("1"),), name="r"),))
    for start, length in ((-1, 5), (0, 0), (990, 20)):
        with pytest.raises(ValueError, match="lies outside"):
            Stretch(start, length)


def test_the_place_in_a_procedure_is_told_by_its_steps() -> None:
    states = ("done", "current", "skipped", "blocked")
    diagram = StepDiagram([Step(name, state, "") for name, state in zip("立审补决", states, strict=True)])
    assert (diagram.place, diagram.following.name if diagram.following else "") == (2, "决")
    assert not diagram.wordy
    assert StepDiagram([Step("当场交付决定书和清单", "next", "") for _ in range(12)]).wordy
    ended = StepDiagram([Step("立案", "done", "")])
    assert (ended.place, ended.current, ended.following) == (0, None, None)
    short = drawn("{% part diagram %}", diagram=ended).select_one(".pl-steps-short p")
    assert short is not None, "on a phone the line that unfolds is never empty"
    assert short.get_text(" ", strip=True).endswith("1")


def test_values_of_a_chart_cannot_leave_their_block() -> None:
    chart = Chart("k", "t", "u", "f", "bars", ("</script><script>",), [Series("&", (1,))])
    assert not set("<>&") & set(chart.data)
    tree = drawn("{% part chart %}", chart=chart)
    assert tree.find("script") is None
    assert json.loads(tree.find(attrs={"data-pl-chart": True})["data-pl-chart"])["names"] == [
        "</script><script>"
    ]


def test_numbers_of_a_chart_are_written_as_numbers_of_pages() -> None:
    values = [60409.0, 4139.7284, 0, 12.5]
    chart = Chart("k", "t", "u", "f", "bars", ("a", "b", "c", "d"), [Series("s", values)])
    told = ["60,409", "4,139.7284", "0", "12.5"]
    assert json.loads(chart.data)["series"] == [{"name": "s", "values": values, "told": told}]
    assert [one.get_text() for one in drawn("{% part chart %}", chart=chart).select("td.pl-number")] == told


@pytest.mark.parametrize(("state", "method"), list(product(("plain", "main"), ("get", "post"))))
def test_a_button_that_changes_something_posts_with_a_token(state: str, method: str) -> None:
    act = Act("登记送达", "/serve/", main=state == "main", method=method)  # type: ignore[arg-type]
    tree = drawn("{% part act %}", act=act, csrf_token="t" * 32)
    assert bool(tree.find("form", method="post")) is (method == "post")
    assert bool(tree.find("input", attrs={"name": "csrfmiddlewaretoken"})) is (method == "post")
    assert ("pl-button-main" in tree.find(["a", "button"])["class"]) is (state == "main")


def test_work_that_waits_for_its_turn_has_not_begun() -> None:
    """No row is counted before anybody knows how many there are, and the page goes on asking."""
    part = Progress("import", "正在导入", 0, 0, url="/job/")
    tree = drawn("{% part progress %}", progress=part)
    assert "正在导入，尚未开始" in tree.get_text()
    assert "行" not in tree.get_text().replace("进行", "")
    assert "%" not in tree.select_one(".pl-progress-line").get_text()  # type: ignore[union-attr]
    assert not part.finished
    assert tree.select_one("[hx-get='/job/']")


def test_words_from_outside_are_escaped() -> None:
    tree = drawn("{% part act %}", act=Act("<b>x</b>", "javascript:alert(1)"))
    assert tree.find("b") is None


def test_further_reasons_of_a_refusal_are_one_line_each() -> None:
    reason = Reason(Link("第五十八条", "/law/58"), "gist", "facts", "short words")
    tree = drawn("{% part refusal %}", refusal=Refusal("不能作出决定", (reason, reason, reason)))
    assert tree.find(attrs={"role": "alert"}) is not None
    assert len(tree.select(".pl-reason")) == 1
    more = [" ".join(row.get_text().split()) for row in tree.select(".pl-reasons-more li")]
    assert more == ["short words 第五十八条"] * 2


def test_pages_left_out_are_told() -> None:
    paging = Paging("共 61 页", 20, 3, ((1, "?p=1"), (2, "?p=2"), (61, "?p=61")))
    assert [gap for _, _, gap in paging.offered] == [False, False, True]


def test_a_field_ties_its_hint_and_its_error_to_the_control() -> None:
    form = SampleForm({"code": "91659900MA7QT2K3X8", "kind": "fine"})
    tree = drawn("{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    code = tree.find("input", attrs={"name": "code"})
    assert code is not None
    assert code["aria-invalid"] == "true"
    for name in str(code["aria-describedby"]).split():
        assert tree.find(id=name) is not None, name
    assert code["aria-describedby"] == "id_code_hint id_code_error"
    for control in tree.find_all(["input", "select", "textarea"]):
        assert tree.find("label", attrs={"for": control["id"]}) is not None, control["name"]


def test_all_errors_stand_on_top_and_lead_to_their_fields() -> None:
    form = SampleForm({"party": "x", "code": "91659900MA7QT2K3X8", "kind": "fine"})
    tree = drawn("{% error_summary form %}{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    links = tree.select(".pl-errors a")
    assert len(links) == len(form.errors)
    assert drawn("{% error_summary form %}", form=SampleForm()).get_text() == ""


def test_clearing_the_filters_keeps_what_is_no_filter() -> None:
    years = (("2026", "2026"), ("2024", "2024"))
    picks = (
        Pick("year", "年度", years, "2024", stays=True),
        HeldPart(Pick("organ", "机关", (("", "全部"), ("fire", "消防")), "fire")),
        Pick("order", "排序", (("", "到期先后"),), stays=True),
    )
    bar = FilterBar(
        "/x/", "list", picks, search="罚", hidden=[("tab", "all")], narrowing=[("since", "7")], active=True
    )
    page = drawn("{% part bar %}", bar=bar)
    assert page.select_one("a")["href"] == "/x/?tab=all&year=2024"
    assert {one["name"]: one["value"] for one in page.select("input[type=hidden]")} == {
        "tab": "all",
        "since": "7",
    }
