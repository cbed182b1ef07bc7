"""Publications of the living district: every kind of decision, and what a page withholds its text does not name."""

from collections import Counter

from tests.site.demo.test_living import NOW, ORGANS

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.disclosure.publication import read_publication
from plumbline.site.demo import living_publications
from plumbline.site.demo.living import living_entries

KINDS = {"penalty", "permit", "inspection", "compulsory_measure", "compulsory_execution"}


def test_each_kind_is_shown_and_the_text_of_a_person_names_no_organisation(monkeypatch) -> None:
    monkeypatch.setattr(living_publications, "organ_entry", lambda code: None)
    living = living_entries(ORGANS, shelf(), NOW, cases=100)
    days = living_publications.with_publications(living, ORGANS, shelf(), NOW)
    published = [w.draft for _at, wanted in days for w in wanted if w.draft.step == "publish"]
    told = [read_publication(one.personal["publication"]) for one in published]
    counts = Counter(one.kind for one in told)
    assert set(counts) == KINDS
    assert all(count <= living_publications.FEW for kind, count in counts.items() if kind != "penalty")
    assert all(one.result for one in told)
    persons = ["".join(piece.text for piece in one.pieces) for one in told if not one.party]
    assert persons
    assert all("有限公司" not in one and "统一社会信用代码" not in one for one in persons)
