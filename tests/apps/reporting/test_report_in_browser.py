"""The report as people use it, in a headless Chromium from a file on disk; skipped where there is none."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.builders.browser import Browser
from tests.builders.check_output import finding, mixed_output, rule, summary, write_output
from tests.builders.chromium import program

from plumbline.apps.reporting.actions import write_check_report

pytestmark = pytest.mark.skipif(program() is None, reason="no Chromium on this machine")

LIST = "[...document.querySelectorAll('#list tbody tr[id]')].filter(r => !r.id.endsWith('-trace'))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_check_report(mixed_output(tmp_path_factory.mktemp("output"))).as_uri()


@pytest.fixture
def page(browser: Browser, report: str) -> Browser:
    browser.errors.clear()
    browser.requests.clear()
    browser.size(1366)
    browser.open(report)
    return browser


def rows(page: Browser) -> int:
    return int(page.ask(f"{LIST}.length"))


def put(page: Browser, field: str, value: str, event: str) -> None:
    change = f"e.value = {json.dumps(value)}; e.dispatchEvent(new Event('{event}'));"
    page.ask(f"(e => {{ {change} }})(document.getElementById('{field}'))")


def choose(page: Browser, name: str, value: str) -> None:
    put(page, f"f-{name}", value, "change")


def write(page: Browser, text: str) -> None:
    put(page, "f-text", text, "input")


def test_opens_without_error_or_request(page: Browser, report: str) -> None:
    assert rows(page) == 10
    assert page.ask("document.getElementById('count').textContent") == "第 1–10 条，共 10 条"
    assert page.requests == [report]
    assert page.errors == []


def test_filters_count_and_stand_in_the_address(page: Browser, report: str) -> None:
    choose(page, "organ", "区城管局")
    assert rows(page) == 2
    options = page.ask("[...document.getElementById('f-outcome').options].map(o => o.textContent)")
    assert options == ["全部（2）", "违反（1）", "无法判断（1）"]
    choose(page, "outcome", "undetermined")
    assert rows(page) == 1
    address = page.ask("location.href")
    page.open(address)
    assert rows(page) == 1
    page.ask("document.getElementById('clear').click()")
    assert rows(page) == 10


def test_text_search_reads_cases_and_messages(page: Browser) -> None:
    write(page, "〔2024〕7号")
    assert rows(page) == 1
    write(page, "没有这个")
    assert rows(page) == 0
    assert page.ask("document.getElementById('no-match').textContent").startswith("没有符合筛选条件的问题")
    assert page.ask("document.getElementById('list').hidden")


def test_sorting_keeps_what_is_missing_at_the_end(page: Browser) -> None:
    press = "document.querySelector('[data-sort=over]').click()"
    over = f"{LIST}.map(r => r.lastElementChild.textContent)"
    page.ask(press)
    assert page.ask(over) == ["1 日", "4 日", "9 日", "16 日", "25 日", "36 日", "49 日", "", "", ""]
    page.ask(press)
    assert page.ask(over)[:2] == ["49 日", "36 日"]
    assert page.ask(over)[-1] == ""
    assert page.ask("document.querySelector('#list th:last-child').getAttribute('aria-sort')") == "descending"
    assert page.ask("document.activeElement.dataset.sort") == "over"


def test_a_finding_opens_by_keyboard_and_shows_all_it_rests_on(page: Browser) -> None:
    page.ask("document.querySelector('#list .what button').focus()")
    page.press("Enter")
    assert page.ask("document.activeElement.getAttribute('aria-expanded')") == "true"
    told = page.ask("document.querySelector('.trace').innerText")
    for said in (
        *(
            "处罚法第六十条",
            "立案",
            "2024-01-03 10:00",
            "2024-01-04 09:00",
            "次日起算",
            "2024-01-04 – 2024-04-02",
        ),
        *("cap", "3000", "来源未包含", "没有记载", "ab" * 32, "6809a82ce752", "fine <= figure('cap')"),
    ):
        assert said in told
    page.press("Enter")
    assert page.ask("document.querySelector('.trace')") is None


def test_a_link_to_a_finding_opens_it_whatever_the_filters(page: Browser, report: str) -> None:
    anchor = page.ask(f"{LIST}[9].id")
    page.open(f"{report}?outcome=violated#{anchor}")
    assert page.ask(f"document.getElementById('{anchor}-trace') !== null")
    assert page.ask("document.activeElement.closest('tr').id") == anchor


def test_the_number_of_a_rule_filters_the_list(page: Browser) -> None:
    page.ask("document.querySelector('button[data-rule=\"penalty.ordinary/two-officers\"]').click()")
    assert rows(page) == 1
    assert page.ask("document.getElementById('f-outcome').value") == "violated"


def test_english_all_over_and_back(page: Browser, report: str) -> None:
    page.open(f"{report}?lang=en")
    assert page.ask("document.documentElement.lang") == "en"
    assert page.ask("document.title") == "Report of a check of enforcement records"
    assert "1–10 of 10" in page.ask("document.getElementById('count').textContent")
    assert page.ask(f"{LIST}[0].querySelector('button').textContent") == "Decide within ninety days of filing"
    page.ask("document.querySelector('#list .what button').click()")
    assert "Due 2024-01-02, done 2024-04-05, days over: 1." in page.ask(
        "document.querySelector('.trace').innerText"
    )
    page.ask("document.getElementById('to-zh').click()")
    assert page.ask("document.querySelector('h1').textContent") == "执法记录检查报告"


def test_pages_turn(browser: Browser, tmp_path: Path) -> None:
    told = summary([rule(counts={"violated": 130})])
    browser.open(write_check_report(write_output(tmp_path, told, [finding(n) for n in range(130)])).as_uri())
    assert rows(browser) == 20
    for _turn in range(6):
        browser.ask("document.getElementById('next').click()")
    assert browser.ask("document.getElementById('count').textContent") == "第 121–130 条，共 130 条"
    assert browser.ask("document.getElementById('next').disabled")
    browser.ask(f"{LIST}[9].querySelector('button').click()")
    assert "次日起算" in browser.ask(
        "document.querySelector('.trace').innerText"
    )  # the second slice of traces


def test_the_export_holds_what_is_filtered_and_runs_no_formula(browser: Browser, tmp_path: Path) -> None:
    cases = ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", 'a"b,c\nd', "平常"]
    found = [finding(number, case=case) for number, case in enumerate(cases)]
    told = summary([rule(counts={"violated": len(found)})])
    browser.open(write_check_report(write_output(tmp_path, told, found)).as_uri())
    write(browser, "九十日")
    text = browser.ask(
        """new Promise(done => {
          URL.createObjectURL = blob => { blob.text().then(done); return 'blob:x'; };
          HTMLAnchorElement.prototype.click = () => {};
          document.getElementById('export').click();
        })"""
    )
    exported: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    assert {row["case"] for row in exported} == {
        "'=1+1",
        "'+86",
        "'-1",
        "'@SUM(A1)",
        "'\tx",
        'a"b,c\nd',
        "平常",
    }
    assert {row["outcome"] for row in exported} == {"violated"}


def test_hostile_text_never_runs(browser: Browser, tmp_path: Path) -> None:
    bad = "</script><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
    told = summary([rule(says=bad, english=bad, counts={"violated": 1})])
    trace = json.dumps(
        {"records": [{"id": bad, "step": bad, "at": bad}], "facts": {bad: bad}, "condition": bad}
    )
    folder = write_output(tmp_path, told, [finding(case=bad, organ=bad, message=bad, trace=trace)])
    browser.errors.clear()
    browser.open(f"{write_check_report(folder).as_uri()}?lang=en&text={quote(bad)}&organ={quote(bad)}")
    browser.ask("document.querySelector('#list .what button').click()")
    assert browser.ask("window.ran") is None
    assert bad in browser.ask("document.querySelector('.trace').innerText")
    assert browser.errors == []


@pytest.mark.parametrize(("width", "phone"), [(360, True), (1366, False)])
def test_no_sideways_scroll(page: Browser, width: int, phone: bool) -> None:
    page.size(width, 740, phone=phone)
    page.ask("document.querySelector('#list .what button').click()")
    assert page.ask("document.documentElement.scrollWidth") <= width


def test_a_screen_reader_hears_names_of_all_controls(page: Browser) -> None:
    page.ask("document.querySelector('#list .what button').click()")
    controls = ("button", "link", "combobox", "searchbox", "table", "region", "navigation")
    nameless = [
        node["role"]["value"]
        for node in page.tree()
        if not node["ignored"] and node["role"]["value"] in controls and not node.get("name", {}).get("value")
    ]
    assert nameless == []
