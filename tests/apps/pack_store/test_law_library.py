"""The library: import, look up by day, search, compare, and say what a change touches."""

import datetime as dt
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from plumbline.apps.pack_store.actions import import_files, statute_files
from plumbline.apps.pack_store.pack_citations import impacts, pack_citations
from plumbline.apps.pack_store.queries import Library, NoInstrument, NoSuchEdition
from plumbline.apps.pack_store.store import LawStore, LibraryUnreadable
from plumbline.core.law.alignment import align
from plumbline.core.law.errors import UnknownInstrument
from plumbline.core.law.registry import load_registry


def test_a_bad_file_stops_nobody_else(tmp_path: Path, cat_packs: Path, texts: Path) -> None:
    store = LawStore(tmp_path / "library")
    results = list(import_files(store, load_registry(cat_packs), statute_files(texts)))
    assert {one.file.name: one.result for one in results} == {
        "养猫法(2010-01-01).md": "imported",
        "养猫法(2020-01-01).md": "imported",
        "notes.md": "failed",
        "old.md": "failed",
    }
    assert all(one.reason("zh") for one in results if one.result == "failed")


def test_an_unchanged_file_is_not_imported_twice(shelf: Library, cat_packs: Path, texts: Path) -> None:
    again = import_files(shelf.store, load_registry(cat_packs), statute_files(texts / "laws"))
    assert [one.result for one in again] == ["unchanged", "unchanged"]


def test_an_edition_is_known_by_its_date_and_a_new_one_by_its_text(shelf: Library) -> None:
    assert [(e.id, e.label, e.first, e.last) for e in shelf.editions] == [
        ("猫法@2010-01-01", "2010", dt.date(2010, 3, 1), dt.date(2020, 2, 29)),
        ("猫法@2020-01-01", "2020", dt.date(2020, 3, 1), None),
    ]


@pytest.mark.parametrize(
    ("at", "edition", "text"),
    [
        ("2015-01-01", "2010", "第三条 夜间不得放任猫在楼道内喧哗，影响他人休息。"),
        ("2020-02-29", "2010", "第三条 夜间不得放任猫在楼道内喧哗，影响他人休息。"),
        ("2020-03-01", "2020", "第三条 养猫应当每日按时喂食，保持清洁，不得虐待。"),
        (None, "2020", "第三条 养猫应当每日按时喂食，保持清洁，不得虐待。"),
    ],
)
def test_the_day_chooses_the_text(shelf: Library, at: str | None, edition: str, text: str) -> None:
    shown = shelf.show(shelf.read("猫法 §3")[0], dt.date.fromisoformat(at) if at else None)
    assert shown.edition_label == edition
    assert [part.plain() for part in shown.provisions] == [text]


def test_before_the_law_nothing_is_shown(shelf: Library) -> None:
    shown = shelf.show(shelf.read("猫法 §3")[0], dt.date(2009, 1, 1))
    assert (shown.edition_label, shown.found) == ("", False)


def test_without_texts_the_gist_is_shown(tmp_path: Path, cat_packs: Path) -> None:
    empty = Library(LawStore(tmp_path / "empty"), load_registry(cat_packs))
    shown = empty.show(empty.read("养猫法第三条第一款")[0])
    assert [gist.gist for gist in shown.gists] == ["夜里别吵。"]
    assert not shown.imported
    assert not (tmp_path / "empty").exists()


def test_names_that_say_nothing_are_refused(shelf: Library) -> None:
    with pytest.raises(NoInstrument):
        shelf.read("§3")
    with pytest.raises(UnknownInstrument):
        shelf.read("养狗法 §3")
    with pytest.raises(UnknownInstrument):
        shelf.statute("养狗法", "2010")
    with pytest.raises(NoSuchEdition) as caught:
        shelf.statute("猫法", "2015")
    assert caught.value.data["known"] == "2010、2020"


def test_words_are_found_and_marked(shelf: Library) -> None:
    hits = shelf.search(["楼道", "电梯"])
    assert [(hit.edition.label, hit.place) for hit in hits] == [("2020", "§4")]
    assert [hits[0].line[start:end] for start, end in hits[0].spans] == ["楼道", "电梯"]


def test_near_wording_is_found_when_nothing_is_exact(shelf: Library) -> None:
    hits = shelf.search(["夜间不得放任狗在楼道"])
    assert {hit.place for hit in hits} == {"§3", "§4"}
    assert all(hit.score < 1 for hit in hits)
    assert shelf.search(["完全无关的词句"]) == []


def test_articles_are_aligned_by_wording(shelf: Library) -> None:
    changes = align(shelf.statute("猫法", "2010")[1], shelf.statute("猫法", "2020")[1])
    rows = [(c.change, c.old and c.old.place.article, c.new and c.new.place.article) for c in changes]
    assert rows == [
        ("same", 1, 1),
        ("added", None, 2),
        ("moved", 2, 3),
        ("moved_changed", 3, 4),
        ("moved_changed", 4, 5),
        ("removed", 5, None),
        ("changed", 6, 6),
    ]


def test_the_packs_that_rest_on_a_changed_article_are_named(shelf: Library, cat_packs: Path) -> None:
    edition, old = shelf.statute("猫法", "2010")
    changes = align(old, shelf.statute("猫法", "2020")[1])
    cited = list(pack_citations(cat_packs, shelf.registry))
    found = impacts(changes, cited, shelf.keys_of(edition, any_edition=False))
    assert [(i.cited.kind, i.cited.holder, i.cited.citation.short(), i.cited.line) for i in found] == [
        ("figure", "fine", "猫法 §4", 2),
        ("rule", "quiet-at-night", "猫法 §3", 5),
        ("rule", "quiet-at-night", "猫法 §4", 6),
        ("rule", "feed", "猫法 §2", 7),
    ]
    assert shelf.keys_of(shelf.statute("猫法", "2020")[0], any_edition=False) == ()


def test_a_library_of_another_layout_is_indexed_again(shelf: Library, cat_packs: Path) -> None:
    with sqlite3.connect(shelf.store.path) as base:
        base.execute("drop table provision")
        base.execute("pragma user_version = 0")
    base.close()
    again = Library(LawStore(shelf.store.path.parent), load_registry(cat_packs))
    assert len(again.search(["喂食"])) == 2


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "law.sqlite").write_text("这不是数据库" * 100, "utf-8")
    with pytest.raises(LibraryUnreadable):
        LawStore(tmp_path).editions()


# 行政复议法, 2017 to 2023: which article became which, read by hand in the two texts.
RECONSIDERATION = {1: 1, 2: 2, 4: 3, 5: 10, 6: 11, 7: 13, 9: 20, 10: 14, 16: 29, 19: 34, 21: 42, 40: 88}


def test_the_two_reconsideration_acts_are_aligned(reference_shelf: Library) -> None:
    changes = align(
        reference_shelf.statute("行政复议法", "2017")[1], reference_shelf.statute("行政复议法", "2023")[1]
    )
    became = {c.old.place.article: c.new.place.article for c in changes if c.old and c.new}
    assert {old: became.get(old) for old in RECONSIDERATION} == RECONSIDERATION
    counts = Counter(c.change for c in changes)
    assert sum(1 for c in changes if c.old) == 43
    assert sum(1 for c in changes if c.new) == 90
    assert counts["added"] > counts["removed"]


def test_a_change_of_the_reconsideration_act_touches_the_counting_rule(reference_shelf: Library) -> None:
    packs = Path(__file__).resolve().parents[3] / "packs"
    edition, old = reference_shelf.statute("复议法", "2017")
    changes = align(old, reference_shelf.statute("复议法", "2023")[1])
    found = impacts(
        changes,
        list(pack_citations(packs, reference_shelf.registry)),
        reference_shelf.keys_of(edition, False),
    )
    assert "cnt.recon2017" in {one.cited.holder for one in found}


def test_points_of_documents_without_articles_are_shown(reference_shelf: Library) -> None:
    shown = reference_shelf.show(reference_shelf.read("118号 (六)")[0])
    assert shown.provisions[0].label == "（六）"
    assert shown.chinese.endswith("（六）")


def test_every_gist_of_an_imported_text_stands_at_a_place_that_exists(reference_shelf: Library) -> None:
    imported = {(e.instrument, e.label) for e in reference_shelf.editions}
    lacking = []
    for gist in reference_shelf.registry.gists:
        edition = reference_shelf.registry.edition(gist.citation.instrument)
        if edition and (edition.instrument, edition.label) in imported:
            shown = reference_shelf.show(gist.citation)
            lacking.extend([] if shown.provisions else [gist.citation.short()])
    assert lacking == []
