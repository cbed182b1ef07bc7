"""The report of a check as a file: what it holds, that it fetches nothing, that no record becomes markup."""

import base64
import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.builders.check_output import finding, mixed_output, rule, summary, write_output

from plumbline.apps.reporting.actions import write_check_report
from plumbline.apps.reporting.errors import OutputMissing, OutputUnreadable
from plumbline.apps.reporting.wording import OUTCOMES, PAGE, SCRIPT, STANDINGS
from plumbline.core.vocabulary import Outcome, Standing

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&\"'<!--\u2028"


class Page(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles by id or name."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.words: list[str] = []
        self._in = ""
        self.text = path.read_text("utf-8")
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._in = dict(attrs).get("id") or tag
            self.raw.setdefault(self._in, "")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.raw[self._in] += data
        else:
            self.words.append(data)

    def tags(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]

    @property
    def visible(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))

    @property
    def columns(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = json.loads(self.raw["data"])["columns"]
        return found


@pytest.fixture
def mixed(tmp_path: Path) -> Page:
    return Page(write_check_report(mixed_output(tmp_path)))


def test_the_first_sentence_says_it_all(mixed: Page) -> None:
    said = (
        "截至 2025-03-10，共读入 1 个文件、12 条记录，按 3 条规则对 3 件案件作出 46 次判断："
        "违反 8 次，涉及 8 件案件；另有 1 次因缺少数据无法判断。"
    )
    assert said in mixed.visible
    assert mixed.visible.index(said) < mixed.visible.index("全部问题：findings.csv")


def test_counts_are_those_of_the_summary_without_the_duties_of_parties(mixed: Page) -> None:
    band = re.sub(r"\s+", "", mixed.text[mixed.text.index('class="band"') : mixed.text.index("</dl>")])
    assert re.findall(r"<dd>([\d,]+)<small>", band) == ["8", "1", "3", "29", "4"]
    assert "另有 5 次未遵守" in mixed.visible


def test_every_rule_stands_with_basis_standing_and_reasons(mixed: Page) -> None:
    assert "处罚法第四十二条第一款" in mixed.visible
    assert STANDINGS[Standing.DERIVED].zh in mixed.visible
    assert "无法判断： 来源没有执法人员信息 1 次" in mixed.visible
    assert "数额由“省级人民政府”设定，尚未设定 4 次" in mixed.visible


def test_sources_are_named_with_their_hashes(mixed: Page) -> None:
    for said in ("cd" * 32, "ab" * 32, "6809a82ce752", "records.csv", "2026.1"):
        assert said in mixed.visible
    assert {"href": "rejects.csv"} in mixed.tags("a")


def test_a_pack_that_judged_for_several_places_is_named_once(tmp_path: Path) -> None:
    told = summary([rule(counts={"satisfied": 1})])
    page = Page(write_check_report(write_output(tmp_path, told | {"packs": told["packs"] * 3})))
    assert page.visible.count("ab" * 32) == 1


def test_the_page_carries_every_finding_worst_first_with_its_trace(mixed: Page) -> None:
    columns = mixed.columns
    outcomes = [columns["outcome_values"][code] for code in columns["outcome"]]
    assert outcomes == ["violated"] * 8 + ["undetermined", "pending"]
    assert columns["due"][:7] == sorted(columns["due"][:7])
    assert len(json.loads(mixed.raw["traces-0"])) == 10
    assert json.loads(mixed.raw["traces-0"])[0]["arithmetic"]["days"]


def test_anchors_are_distinct_and_the_same_in_the_next_check(mixed: Page, tmp_path: Path) -> None:
    again = Page(write_check_report(mixed_output(tmp_path / "again"), "en"))
    assert mixed.columns["anchor"] == again.columns["anchor"]
    assert len(set(mixed.columns["anchor"])) == 10


def test_two_findings_on_one_record_keep_apart(tmp_path: Path) -> None:
    folder = write_output(tmp_path, summary([rule(counts={"violated": 2})]), [finding(), finding()])
    first, second = Page(write_check_report(folder)).columns["anchor"]
    assert second == f"{first}-2"


def test_nothing_is_fetched_and_only_our_script_and_style_may_run(mixed: Page) -> None:
    policy = next(
        m["content"] for m in mixed.tags("meta") if m.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(mixed.raw[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert re.findall(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[\w.-]+\.\w+", mixed.text) == []
    for tag, attributes in mixed.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style")]
        href = attributes.get("href")
        assert href is None or href.startswith("#") or href in ("findings.csv", "rejects.csv"), href


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    told = summary(
        [rule(says=HOSTILE, english=HOSTILE, basis=[HOSTILE], counts={"violated": 1}, rule="r<b>")],
        files=[{"name": HOSTILE, "sha256": HOSTILE, "read": 1, "rejected": 0}],
        failures=[{"zh": HOSTILE, "en": HOSTILE}],
    )
    texts = dict.fromkeys(("case", "record", "organ", "message"), HOSTILE)
    row = finding(trace=json.dumps({"detail": HOSTILE, "records": []}), **texts)
    page = Page(write_check_report(write_output(tmp_path, told, [row | {"rule": "r<b>"}])))
    scripts = page.tags("script")
    assert [script.get("id") for script in scripts] == ["data", "traces-0", None]
    assert not page.tags("img")
    assert page.columns["message"] == [HOSTILE]
    assert json.loads(page.raw["traces-0"])[0]["detail"] == HOSTILE
    assert HOSTILE.replace("\u2028", "") in page.visible.replace("\u2028", "").replace("  ", " ")


def test_too_many_findings_are_shared_out_over_the_rules(tmp_path: Path) -> None:
    rows = [finding(number, days_over=number) for number in range(1, 60)]
    rows += [finding(number, rule="two-officers", outcome="undetermined") for number in range(1, 4)]
    folder = write_output(tmp_path, summary([rule(counts={"violated": 59})]), rows)
    page = Page(write_check_report(folder, most_findings=10))
    columns = page.columns
    rules = [columns["rule_values"][code] for code in columns["rule"]]
    assert (len(rules), rules.count("two-officers")) == (10, 3)
    assert sorted(over for over in columns["days_over"] if over > 10) == list(range(53, 60))
    assert "本页收入 10 条，全部 62 条见 findings.csv" in page.visible


def test_traces_stay_within_their_limit(tmp_path: Path) -> None:
    rows = [finding(number) for number in range(1, 6)]
    folder = write_output(tmp_path, summary([rule(counts={"violated": 5})]), rows)
    size = len(json.dumps(json.loads(rows[0]["trace"]), ensure_ascii=False, separators=(",", ":")).encode())
    page = Page(write_check_report(folder, most_trace_bytes=2 * size))
    assert [trace is None for trace in json.loads(page.raw["traces-0"])] == [False, False, True, True, True]
    assert "3 条问题的推理过程未收入本页" in page.visible


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (summary(cases=0), PAGE["nothing_read"]),
        (summary([rule(counts={"not_applicable": 3})]), PAGE["nothing_applied"]),
        (summary([rule(counts={"satisfied": 3})]), PAGE["clean"]),
    ],
)
def test_an_empty_report_says_why(told: dict[str, Any], said: Any, tmp_path: Path) -> None:
    page = Page(write_check_report(write_output(tmp_path, told)))
    assert said.zh in page.visible
    assert not page.tags("table") or not [t for t in page.tags("table") if t.get("id") == "list"]
    assert said.en in Page(write_check_report(tmp_path, "en")).visible


def test_charts_have_a_table_behind_each_with_the_same_numbers(mixed: Page) -> None:
    assert len(mixed.tags("figure")) == 4
    assert mixed.text.count("看数据表") >= 4
    months = mixed.text[mixed.text.index('id="chart-months"') :]
    numbers = re.findall(r'<td class="n">(\d+)</td>', months[: months.index("</figure>")])
    assert sum(map(int, numbers)) == 10
    for picture in re.findall(r"<svg class=\"chart[^>]*>", mixed.text):
        assert 'aria-hidden="true"' in picture


def test_structure_serves_a_screen_reader(mixed: Page) -> None:
    levels = [int(tag[1]) for tag, _ in mixed.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    ids = [attributes["id"] for _tag, attributes in mixed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _tag, attributes in mixed.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert name not in attributes or attributes[name] in ids
    assert mixed.tags("html")[0]["lang"] == "zh-CN"
    assert all("scope" in cell for cell in mixed.tags("th"))


def test_english_is_complete(tmp_path: Path) -> None:
    page = Page(write_check_report(mixed_output(tmp_path), "en"))
    assert page.tags("html")[0]["lang"] == "en"
    left = page.visible
    for said in ("中文", "区市场监管局", "区城管局", "省级人民政府", *re.findall(r"\S+ §", left)):
        left = left.replace(said, "")
    assert re.findall(r"[\u4e00-\u9fff]+", left) == []


def test_every_text_is_in_both_languages_with_the_same_values() -> None:
    for table in (PAGE, SCRIPT, OUTCOMES, STANDINGS):
        for key, text in table.items():
            assert text.zh, key
            assert text.en, key
            assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en)), key
    assert set(OUTCOMES) == set(Outcome)
    assert set(STANDINGS) == set(Standing)


def test_every_word_is_used() -> None:
    """A word nobody shows is a word nobody checks."""
    folder = Path(__file__).parents[3] / "src/plumbline/apps/reporting"
    script = (folder / "page/report.js").read_text("utf-8")
    rest = "".join(p.read_text("utf-8") for p in [*folder.glob("*.py"), *folder.glob("page/*.jinja")])
    rest = rest.replace((folder / "wording.py").read_text("utf-8"), "")
    assert [key for key in SCRIPT if f'"{key}"' not in script] == []
    made = {f"chart_{name}" for name in ("rules", "organs", "months", "days")}
    assert [key for key in PAGE if key not in made and f'"{key}"' not in rest] == []


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputMissing) as missing:
        write_check_report(tmp_path)
    assert missing.value.data["name"] == "summary.json"
    folder = write_output(tmp_path / "there", summary())
    (folder / "findings.parquet").write_bytes(b"not parquet")
    with pytest.raises(OutputUnreadable):
        write_check_report(folder)
    (folder / "summary.json").write_text('{"rules": [{"procedure": 1}]}', "utf-8")
    with pytest.raises(OutputUnreadable):
        write_check_report(folder)
    assert not list(folder.glob("report.html*"))


def test_a_real_check_and_its_report_agree(tmp_path: Path) -> None:
    from plumbline.site.commands import run  # noqa: PLC0415 - the whole command line, for this test alone

    records = tmp_path / "records.csv"
    with records.open("w", encoding="utf-8", newline="") as stream:
        cells = csv.writer(stream)
        cells.writerow(["case_id", "record_id", "step", "at", "organ", "officers"])
        for number in range(1, 6):
            cells.writerow([f"C{number}", f"A{number}", "file_case", "2024-01-03", "区城管局", "甲;乙"])
            cells.writerow([f"C{number}", f"B{number}", "decide", f"2024-04-0{number}", "区城管局", "甲;乙"])
        cells.writerow(["C9", "X", "no_such_step", "2024-01-03", "区城管局", "甲;乙"])
    out = tmp_path / "out"
    run(["check", str(records), "--pack", "penalty.ordinary", "--now", "2024-05-01", "--out", str(out)])
    told = json.loads((out / "summary.json").read_text("utf-8"))
    page = Page(write_check_report(out))
    columns = page.columns
    outcomes = [columns["outcome_values"][code] for code in columns["outcome"]]
    assert outcomes.count("violated") == told["breaches"] > 0
    assert len(outcomes) == len((out / "findings.csv").read_text("utf-8").splitlines()) - 1
    assert told["files"][0]["sha256"] in page.visible
    assert {"href": "rejects.csv"} in page.tags("a")
    assert f"违反 {told['breaches']} 次" in page.visible
