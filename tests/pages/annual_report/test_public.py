"""The report in public: its text and charts, each figure down to counts by organ and month; never a row of a person."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from html5lib import HTMLParser
from tests.builders.yearly_report import NOW, OFFICE, TODAY, begun, fix, publish, write

from plumbline.apps.annual_report.pages.public_views import addresses
from plumbline.apps.annual_report.queries import held_report
from plumbline.apps.casework.actions import void_act
from plumbline.apps.public_portal import exporting

pytestmark = pytest.mark.django_db
LIST = "/public/figures/reports/"
READ = LIST + "2026/organ-market/"


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_a_published_report_is_read_by_anybody_and_every_figure_of_it_opens(
    settings: Any, tmp_path: Path
) -> None:
    case = begun(settings, tmp_path)
    fix(case)
    assert "2026年" not in page(LIST)
    page(READ, 404)
    publish(case)
    write(case, "plans", "以后另写的草稿", 1)
    assert READ in page(LIST)
    assert LIST in page("/public/figures/")
    text = page(READ)
    assert re.search(r">2</a>件，罚没<a", text), "no room between a number and its unit"
    assert "继续推进" in text
    assert "草稿" not in text, "what is written after publication is a draft"
    opened = re.findall(rf'class="pl-figure[^"]*" href="({READ}[^"]+)"', text)
    assert opened == [f"{READ}{one}/" for one in ("penalties", "penalty_money_wan", "penalties-2025")]
    for language in ("/public/", "/public/en/"):
        for address in (LIST, READ, *opened):
            answer = Client().get(address.replace("/public/", language))
            told = answer.content.decode()
            HTMLParser(strict=True).parse(told)
            assert "<script" not in told
            assert "max-age=300" in answer.headers["Cache-Control"]
            assert "青市监立" not in told, "no row of a case that was not released"
    shown = page(opened[0])
    assert "2 行" in shown
    assert re.search(r">3月</th><td class=\"pl-bar\">.*?</td><td class=\"pl-number\">2</td>", shown)
    assert re.search(r"organ-market/2026/\">青石区市场监督管理局", shown)
    assert "penalty_money / 10000" in page(opened[1])
    assert f"{READ}penalty_money/" in page(opened[1]), "a reckoned figure leads to what it is reckoned from"
    page(READ + "no-such/", 404)
    page(LIST + "2025/organ-market/", 404)


def test_the_portal_as_files_holds_it_and_a_publication_that_was_voided_is_gone(
    settings: Any, tmp_path: Path
) -> None:
    case = begun(settings, tmp_path)
    fix(case)
    publish(case)
    made = dict(exporting.files("https://gs.example.invalid", NOW, TODAY, addresses()))
    for language in ("public/", "public/en/"):
        for one in ("", "2026/organ-market/", "2026/organ-market/penalties/"):
            assert f"{language}figures/reports/{one}index.html" in made
    record = next(one.record.id for one in held_report(case).file.held if one.record.step == "publish")
    void_act(person=OFFICE, case=case, record=record, reason="误登", seen=None, now=NOW)
    page(READ, 404)
    assert READ not in page(LIST)
