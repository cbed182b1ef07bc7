"""Keeping files through the real door: numbers without gap, loans with names apart, lists that go all or not at all."""

import pytest
from tests.builders.desk import HEAD, LU, OTHER_ORGAN, QIN, did, opened, person, registered_organ
from tests.builders.history import instant

from plumbline.apps.case_file.actions import (
    Archiving,
    Lending,
    Retention,
    archive_file,
    deliver_files,
    lend_file,
    return_file,
    set_retention,
)
from plumbline.apps.case_file.errors import (
    ArchiveNumberTaken,
    BorrowerMissing,
    NothingToDeliver,
    RetentionMissing,
)
from plumbline.apps.case_file.queries import FilesAsked, closed_in, files, loans
from plumbline.apps.case_file.store import FilesProjection
from plumbline.apps.casework.actions import void_act
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.authority.errors import AccessRefused
from plumbline.core.authority.role import Role
from plumbline.core.cases.keeping_errors import AlreadyLent, NotEnded
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = instant("2026-10-12 09:20")
TODAY = parse_day("2026-10-12")
KEPT = Archiving(retention=Retention("30", "本机关期限表第3条"), place="一号库2架")
LOAN = Lending("区人民法院", "孟某", "阅卷", TODAY + 5)


@pytest.fixture
def cases() -> list[str]:
    """Two cases that ended and one that runs."""
    registered_organ()
    found = [opened("2026-09-01 09:00", number=f"青市监立〔2026〕{n}号") for n in (1, 2, 3)]
    for case in found[:2]:
        ended(case)
    return found


def ended(case: str) -> str:
    return did(case, "close_archive", "2026-09-20 09:00", by=HEAD, mode="attest").receipt.record.id


def archived(case: str, archiving: Archiving = KEPT, by=QIN) -> str:
    record = archive_file(person=by, case=case, archiving=archiving, now=NOW).record
    return str(record.fields["archive_number"])


def lent(case: str, lending: Lending = LOAN) -> str:
    return lend_file(person=QIN, case=case, lending=lending, now=NOW).record.id


def in_state(state: str) -> list[str]:
    return [one.number[-2:] for one in files(QIN, FilesAsked(state), TODAY).lines]  # type: ignore[arg-type]


def test_numbers_are_taken_from_the_register_or_typed_and_never_twice(cases) -> None:
    assert archived(cases[0]) == "青市监档〔2026〕1号"
    with pytest.raises(ArchiveNumberTaken, match="1号"):
        archived(cases[1], Archiving("青市监档〔2026〕1号", KEPT.retention))
    assert archived(cases[1], Archiving("QS-02-0001", KEPT.retention)) == "QS-02-0001"
    assert archived(cases[0], Archiving("", Retention("permanent", "期限表"))) == "青市监档〔2026〕1号", (
        "kept on change"
    )
    third = opened("2026-09-01 09:00", number="青市监立〔2026〕4号")
    ended(third)
    assert archived(third) == "青市监档〔2026〕2号"


def test_without_a_retention_that_of_the_organ_counts(cases) -> None:
    with pytest.raises(RetentionMissing):
        archived(cases[0], Archiving())
    told = {"procedure": "penalty.ordinary", "now": NOW, "today": TODAY}
    with pytest.raises(AccessRefused):
        set_retention(person=QIN, retention=Retention("10", "期限表"), **told)
    set_retention(person=HEAD, retention=Retention("10", "期限表第5条"), **told)
    archived(cases[0], Archiving())
    (line,) = [one for one in closed_in(QIN.organ, 2026) if one.archive_number]
    assert line.retention == "10"
    assert case_records(cases[0])[-1].record.fields["basis"] == "期限表第5条"


def test_what_runs_is_no_file_and_is_not_archived(cases) -> None:
    assert in_state("to_archive") == ["1号", "2号"]
    with pytest.raises(NotEnded):
        archived(cases[2])


def test_the_loan_book_keeps_who_took_it_beside_the_record(cases) -> None:
    archived(cases[0])
    with pytest.raises(BorrowerMissing):
        lent(cases[0], Lending("区人民法院", " ", "阅卷", TODAY))
    record = lent(cases[0])
    assert "孟某" not in str(case_records(cases[0])[-1].data)
    (line,) = loans(QIN, TODAY, open_only=True)
    assert (line.record, line.borrower, line.returned_day) == (record, "孟某", None)
    with pytest.raises(AlreadyLent):
        lent(cases[0])
    assert in_state("lent") == ["1号"]
    assert [one.number[-2:] for one in files(QIN, FilesAsked("late"), TODAY + 6).lines] == ["1号"]
    return_file(person=LU, case=cases[0], now=NOW + 1)
    assert loans(QIN, TODAY, open_only=True) == ()
    assert loans(QIN, TODAY, open_only=False)[0].returned_day == TODAY


def test_a_list_goes_whole_or_not_at_all(cases) -> None:
    for case in cases[:2]:
        archived(case)
    lent(cases[1])
    told = {"list_number": "2026-1", "receiver": "区档案馆", "now": NOW}
    before = [len(case_records(case)) for case in cases]
    with pytest.raises(AlreadyLent):
        deliver_files(person=HEAD, cases=cases[:2], **told)
    with pytest.raises(NothingToDeliver):
        deliver_files(person=HEAD, cases=[], **told)
    with pytest.raises(AccessRefused):
        deliver_files(person=QIN, cases=cases[:1], **told)
    assert [len(case_records(case)) for case in cases] == before
    return_file(person=QIN, case=cases[1], now=NOW)
    assert deliver_files(person=HEAD, cases=cases[:2], **told) == 2
    assert in_state("delivered") == ["1号", "2号"]


def test_other_organs_neither_see_nor_touch(cases) -> None:
    archived(cases[0])
    other = person(Role.OFFICER, "XF-0001", OTHER_ORGAN)
    assert files(other, FilesAsked(), TODAY).total == 0
    with pytest.raises(AccessRefused):
        archived(cases[1], by=other)


def test_search_finds_by_number_archive_number_cause_and_place(cases) -> None:
    archived(cases[0], Archiving("QS-02-0001", KEPT.retention, "三号库"))
    for words in ("〔2026〕1号", "qs-02", "安全设备 三号库"):
        assert [one.case for one in files(QIN, FilesAsked("all", text=words), TODAY).lines] == [cases[0]]
    assert files(QIN, FilesAsked("all", text="四号库"), TODAY).total == 0


def test_an_end_that_is_void_is_no_end(cases) -> None:
    end = next(one.record.id for one in case_records(cases[0]) if one.record.step == "close_archive")
    void_act(person=HEAD, case=cases[0], record=end, reason="误办", seen=None, now=NOW)
    assert in_state("all") == ["2号"]


def test_whoever_saw_less_is_told(cases) -> None:
    seen = len(case_records(cases[0]))
    archived(cases[0])
    with pytest.raises(CaseMoved):
        archive_file(person=QIN, case=cases[0], archiving=KEPT, seen=seen, now=NOW)


def test_a_rebuild_gives_the_same_rows(cases) -> None:
    archived(cases[0])
    lent(cases[0])
    before = list(FilesProjection().dump())
    rebuild_projections()
    assert list(FilesProjection().dump()) == before
    assert len(before) == 3
