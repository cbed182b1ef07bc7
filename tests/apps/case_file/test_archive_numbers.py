"""Archive numbers that files bear already, typed or imported: registered for their files, never given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from tests.builders.desk import HEAD, ORGAN, QIN, did, opened, registered_organ
from tests.builders.history import instant

from plumbline.apps.case_file import actions
from plumbline.apps.case_file.actions import Archiving, Retention, archive_file
from plumbline.apps.case_file.errors import ArchiveNumberTaken
from plumbline.apps.case_file.queries import archive_numbers_borne
from plumbline.apps.casework import numbering
from plumbline.apps.documents.queries import number_register
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
KEPT = Retention("30", "本机关期限表第3条")
WORD = "青市监档〔2026〕{}号"


def cases(count: int) -> list[str]:
    """Cases that have ended."""
    registered_organ()
    found = [opened("2026-09-01 09:00", number=f"青市监立〔2026〕{n}号") for n in range(1, count + 1)]
    for case in found:
        did(case, "close_archive", "2026-09-20 09:00", by=HEAD, mode="attest")
    return found


def archived(case: str, number: str = "", seen: int | None = None) -> str:
    record = archive_file(person=QIN, case=case, archiving=Archiving(number, KEPT), seen=seen, now=NOW).record
    return str(record.fields["archive_number"])


def registered() -> list[tuple[int, str]]:
    return [(one.number.n, one.case_id) for one in number_register(ORGAN, 2026, "档案")]


def test_a_typed_number_that_would_come_next_is_registered_for_its_file() -> None:
    typed, other = cases(2)
    archived(typed, WORD.format(1))
    assert registered() == [], "whoever types a number takes none"
    assert archived(other) == WORD.format(2)
    assert registered() == [(1, typed), (2, other)]


def test_several_in_a_row_are_passed_and_a_later_one_waits_for_its_turn(monkeypatch) -> None:
    monkeypatch.setattr(numbering, "_AT_ONCE", 2)
    first, second, third, far, *rest = cases(7)
    for case, n in ((second, 2), (first, 1), (third, 3), (far, 5)):
        archived(case, WORD.format(n))
    assert [archived(case) for case in rest] == [WORD.format(n) for n in (4, 6, 7)]
    assert registered() == [
        (1, first), (2, second), (3, third), (4, rest[0]), (5, far), (6, rest[1]), (7, rest[2]),
    ]  # fmt: skip


def test_an_archiving_that_fails_registers_nothing() -> None:
    typed, other = cases(2)
    archived(typed, WORD.format(1))
    seen = len(case_records(other))
    did(other, "close_archive", "2026-09-21 09:00", by=HEAD, mode="attest")
    with pytest.raises(CaseMoved):
        archived(other, seen=seen)
    assert registered() == []


def test_a_number_typed_while_the_next_one_was_looked_up_is_not_given_twice(monkeypatch) -> None:
    typed, other = cases(2)
    looked_up, plain = [], actions._next_numbers

    def meanwhile(*given: object) -> object:
        found = plain(*given)
        if not looked_up:
            looked_up.append(found)
            archived(typed, WORD.format(1))
        return found

    monkeypatch.setattr(actions, "_next_numbers", meanwhile)
    assert archived(other) == WORD.format(2)
    assert registered() == [(1, typed), (2, other)]


def test_a_number_given_while_it_was_typed_is_refused(monkeypatch) -> None:
    typed, other = cases(2)
    asked, plain = [], actions._check_free

    def meanwhile(*given: str) -> None:
        plain(*given)
        if not asked:
            asked.append(given)
            archived(other)

    monkeypatch.setattr(actions, "_check_free", meanwhile)
    with pytest.raises(ArchiveNumberTaken, match="1号"):
        archived(typed, WORD.format(1))
    assert registered() == [(1, other)]


def _archived(case: str, number: str) -> str:
    try:
        return archived(case, number)
    except ArchiveNumberTaken:
        return "taken"
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_typed_or_not_bear_each_number_once() -> None:
    found = cases(8)
    typed = [WORD.format(2), WORD.format(3), "", WORD.format(3), "", "", WORD.format(1), ""]
    with ThreadPoolExecutor(4) as pool:
        told = [one for one in pool.map(_archived, found, typed) if one != "taken"]
    assert len(told) == len(set(told))
    for n, case in registered():
        ((bearer, _number),) = archive_numbers_borne(ORGAN, [WORD.format(n)]).values()
        assert bearer == case
    assert [n for n, _case in registered()] == list(range(1, len(registered()) + 1))
