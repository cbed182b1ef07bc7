"""Open data as whoever takes it away reads it: a table in words, JSON, a feed; each with what became of it since."""

from __future__ import annotations

import csv
import json
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from tests.builders.history import instant
from tests.builders.release import HEAD, decided, published, registered_organ

from plumbline.apps.disclosure import actions
from plumbline.apps.public_portal import exporting

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def october(settings: Any) -> None:
    settings.CLOCK = lambda: instant("2026-09-23 11:00")
    registered_organ()


def body(address: str) -> str:
    answer = Client().get(f"/public/{address}")
    assert answer.status_code == 200, address
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def sheet(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "a spreadsheet program takes it for Chinese with this alone"
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def items(address: str = "decisions/feed.xml") -> list[dict[str, str]]:
    channel = ElementTree.fromstring(body(address)).find("channel")
    assert channel is not None
    return [{one.tag: one.text or "" for one in item} for item in channel.findall("item")]


def withdrawn(key: str, at: str = "2026-09-23 10:00") -> None:
    actions.withdraw(person=HEAD, case=key, seen=None, now=instant(at), how="quashed", reason="复议决定撤销")


def test_the_table_speaks_to_a_citizen_and_leads_to_each_page() -> None:
    key = published(decided("2026-09-22 10:00"))
    (row,) = sheet(body("decisions/organisations.csv"))
    assert (row["类别"], row["状态"], row["决定日期"]) == ("行政处罚", "已公示", "2026-09-22")
    assert row["网页"] == f"http://testserver/public/decisions/{key}/"
    (row,) = sheet(body("en/decisions/organisations.csv"))
    assert (row["Kind"], row["State"]) == ("penalty", "published")
    assert row["Page"] == f"http://testserver/public/en/decisions/{key}/"


def test_programs_read_codes_with_their_words_and_when_anything_changed_last() -> None:
    key = published(decided("2026-09-22 10:00"))
    data = json.loads(body("decisions/organisations.json"))
    assert data["about"] == {"language": "zh", "time_zone": "Asia/Shanghai", "changed_last_on": "2026-09-23"}
    (row,) = data["decisions"]
    assert (row["kind"], row["kind_word"], row["state"]) == ("penalty", "行政处罚", "published")
    assert row["address"] == f"http://testserver/public/decisions/{key}/"


def test_choices_of_the_list_are_kept_in_its_files() -> None:
    one = decided("2026-09-22 10:00")
    two = decided("2026-09-22 10:05", party="青石区另一家公司（虚构）", number="青市监罚〔2026〕9号")
    _first, other = published(one), published(two)
    chosen = "?q=%E5%8F%A6%E4%B8%80%E5%AE%B6&kind=penalty&year=2026"
    page = body(f"decisions/{chosen}")
    for name in ("feed.xml", "organisations.csv", "organisations.json"):
        assert f"/public/decisions/{name}{chosen}".replace("&", "&amp;") in page
    (row,) = sheet(body(f"decisions/organisations.csv{chosen}"))
    assert row["决定书文号"] == "青市监罚〔2026〕2号"
    (told,) = json.loads(body(f"decisions/organisations.json{chosen}"))["decisions"]
    assert told["key"] == other
    assert [one["link"].split("/")[-2] for one in items(f"decisions/feed.xml{chosen}")] == [other]
    withdrawn(other)
    for kept, count in ((chosen, 1), ("?year=2025", 0), ("", 1)):
        found = json.loads(body(f"decisions/organisations.json{kept}"))["withdrawn"]
        assert len(found) == count, kept


def test_whoever_follows_the_feed_learns_of_a_withdrawal_on_its_day_here() -> None:
    one, two = decided("2026-09-22 10:00"), decided("2026-09-22 10:05", number="青市监罚〔2026〕9号")
    kept, key = published(one), published(two)
    withdrawn(key)
    told = {one["link"].split("/")[-2]: one for one in items()}
    assert told[key]["title"] == "已撤回：青市监罚〔2026〕2号"
    assert "复议决定撤销" in told[key]["description"]
    assert {parsedate_to_datetime(one["pubDate"]).isoformat() for one in told.values()} == {
        "2026-09-23T00:00:00+08:00"
    }
    assert told[kept]["guid"] == told[kept]["link"]
    assert told[key]["guid"] != told[key]["link"], "a reader shows what it has not seen under this name"


def test_a_correction_stands_in_each_file() -> None:
    key = published(decided("2026-09-22 10:00"))
    said = {"error": "多公开了内容", "words": ("安全设备",)}
    actions.correct(person=HEAD, case=key, seen=None, now=instant("2026-09-23 10:30"), **said)
    (row,) = sheet(body("decisions/organisations.csv"))
    assert (row["状态"], row["状态日期"]) == ("已公示，有更正", "2026-09-23")


def test_each_year_of_an_organ_has_its_own_table_also_where_the_portal_stands_apart() -> None:
    key = published(decided("2026-09-22 10:00"))
    assert 'href="/public/organs/organ-market/2026/organisations.csv"' in body("organs/organ-market/2026/")
    (row,) = sheet(body("organs/organ-market/2026/organisations.csv"))
    assert row["网页"].endswith(f"/public/decisions/{key}/")
    assert sheet(body("organs/organ-market/2025/organisations.csv")) == []
    made = dict(exporting.files("https://gs.example.invalid", instant("2026-09-23 11:00"), 20_719))
    (row,) = sheet(made["public/organs/organ-market/2026/organisations.csv"].decode())
    assert row["网页"] == f"https://gs.example.invalid/public/decisions/{key}/"
    assert (
        f"<link>https://gs.example.invalid/public/decisions/{key}/</link>"
        in made["public/decisions/feed.xml"].decode()
    )
