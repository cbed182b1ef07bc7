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
    assert all(one.result for one in told)
    persons = ["".join(piece.text for piece in one.pieces) for one in told if not one.party]
    assert persons
    assert all("有限公司" not in one and "统一社会信用代码" not in one for one in persons)


def test_a_case_says_that_its_decision_is_published_where_the_portal_shows_it_and_nowhere_else(
    monkeypatch,
) -> None:
    """A clerk reads both on one page: the step done on its day, and below that the publication is overdue."""
    monkeypatch.setattr(living_publications, "organ_entry", lambda code: None)
    living = list(living_entries(ORGANS, shelf(), NOW, cases=200))
    days = list(living_publications.with_publications(living, ORGANS, shelf(), NOW))
    drafts = [one.draft for _at, wanted in days for one in wanted]
    procedures = {one.case: str(one.fields["procedure"]) for one in drafts if one.step == "open_case"}
    sources = {
        one.case: str(one.fields["case"])
        for one in drafts
        if one.step == "link_case" and one.fields["kind"] == "comes_from"
    }
    shown = {sources[one.case]: one.at.value[:10] for one in drafts if one.step == "publish"}
    said: dict[str, str] = {}
    for one in drafts:
        duty = shelf().duties.get(procedures[one.case])
        if duty is not None and duty.enters is not None and one.step == duty.told:
            said.setdefault(one.case, one.at.value[:10])
    assert len(said) > 20
    by_hand = {case for case in said if case not in shown}
    decided = {
        one.case
        for one in drafts
        if (duty := shelf().duties.get(procedures[one.case])) is not None
        and one.step == duty.step
        and one.fields.get("kind") != "liberty"
    }
    assert by_hand & decided == set(), "the rest has no decision on paper, or one that is never published"
    assert {case: day for case, day in said.items() if case in shown and shown[case] != day} == {}
