"""Numbers of cases and papers: what was looked up is taken or nothing is; no word of a case is that of a document."""

import pytest
from django.db import transaction
from tests.builders.desk import ORGAN, PLACE, QIN, opened, registered_organ
from tests.builders.history import instant

from plumbline.apps.casework.actions import Opening, open_case
from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.errors import NoDocumentWord, NumbersBusy
from plumbline.apps.casework.numbering import Reserved, case_series, reserve, until_taken
from plumbline.apps.documents.errors import NumberMoved
from plumbline.apps.documents.queries import number_register
from plumbline.apps.pack_store.shelf import shelf

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")


def next_one() -> Reserved:
    return reserve(organ=ORGAN, kind="correction-order", series="改", year=2026)


def take(one: Reserved) -> None:
    with transaction.atomic():
        one.take(case="c", by="QS-0001", now=NOW)


def test_a_number_that_went_meanwhile_is_not_replaced_silently() -> None:
    registered_organ()
    first, second = next_one(), next_one()
    assert first == second
    take(first)
    with pytest.raises(NumberMoved):
        take(second)
    assert [entry.number.n for entry in number_register(ORGAN, 2026)] == [1]


def test_it_is_done_again_with_the_next_number() -> None:
    registered_organ()
    gone = next_one()
    stale = [gone]
    take(gone)

    def attempt() -> str:
        one = stale.pop() if stale else next_one()
        take(one)
        return str(one.number)

    assert until_taken(attempt) == "青市监改〔2026〕2号"
    with pytest.raises(NumbersBusy):
        until_taken(lambda: take(gone))
    assert len(number_register(ORGAN, 2026)) == 2


def test_an_organ_without_a_word_gets_no_number() -> None:
    with pytest.raises(NoDocumentWord):
        next_one()


def test_no_case_bears_the_number_of_a_document() -> None:
    series = {kind.series for kind in shelf().packs.documents.by_title.values() if kind.series}
    words = {}
    for procedure in shelf().procedures:
        kind, word = case_series(procedure)
        assert word not in series
        assert words.setdefault(word, kind) == kind


def test_a_case_of_an_old_system_keeps_its_number_and_the_next_one_goes_past_it() -> None:
    registered_organ()
    word = "青市监立〔2026〕{}号"
    old = [opened("2026-06-01 09:00", number=word.format(n)) for n in (2, 1, 4)]
    new = [
        open_case(person=QIN, place=PLACE, opening=Opening("penalty.ordinary", None, "案由"), now=NOW)
        for _ in "ab"
    ]
    held = [read_case(one).history.opening.number for one in new]
    assert held == [word.format(3), word.format(5)]
    entries = number_register(ORGAN, 2026, "案件/penalty.ordinary")
    assert [one.case_id for one in entries] == [old[1], old[0], new[0], old[2], new[1]]
