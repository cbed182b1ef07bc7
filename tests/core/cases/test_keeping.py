"""The file of an ended case: archived, lent, returned, delivered; what is refused and what it says."""

from typing import Any

import pytest
from tests.builders.history import instant

from plumbline.core.cases.keeping import (
    Keeping,
    check_archive,
    check_deliver,
    check_lend,
    check_return,
    read_keeping,
    read_retention,
)
from plumbline.core.cases.keeping_errors import (
    AlreadyLent,
    Delivered,
    LoanTooLong,
    NotEnded,
    NotKept,
    NotLent,
    RetentionUnknown,
)
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Record

HASH = "sha256:" + "0" * 64
ARCHIVED = (
    "archive_case_file",
    {"archive_number": "QS-2026-0007", "retention": "30", "basis": "期限表第3条"},
)
LENT = ("lend_case_file", {"unit": "区法院", "purpose": "阅卷", "until": "2026-03-10"})
DELIVERED = ("deliver_case_file", {"list_number": "2026-1", "receiver": "区档案馆"})


def local_day(at: int) -> int:
    return (at + 8 * 3_600_000_000) // 86_400_000_000


def record(place: int, step: str, fields: dict[str, Any], corrects: str | None = None) -> Record:
    at = instant(f"2026-03-0{place} 09:00")
    moment = Moment(written_instant(at), "microsecond")
    draft = Draft(f"r{place}", "c1", step, moment, "o", "p", HASH, fields=fields, corrects=corrects)
    return entered(draft, recorded_at=at, previous=None, chance=bytes)[0]


def keeping(*acts: tuple[str, dict[str, Any]]) -> Keeping:
    records = [record(place, step, fields) for place, (step, fields) in enumerate(acts, 1)]
    return read_keeping("青市监立〔2026〕1号", records, local_day)


def returned(loan: str) -> tuple[str, dict[str, Any]]:
    return "return_case_file", {"loan": loan}


def test_a_file_is_archived_lent_returned_and_delivered() -> None:
    found = keeping(ARCHIVED, LENT, returned("r2"), DELIVERED)
    assert found.archived is not None
    assert (found.archived.archive_number, found.archived.day) == ("QS-2026-0007", parse_day("2026-03-01"))
    (loan,) = found.loans
    assert (loan.unit, loan.returned) == ("区法院", parse_day("2026-03-03"))
    assert found.delivery is not None
    assert found.delivery.receiver == "区档案馆"
    assert found.out is None


def test_the_later_archiving_counts_and_a_void_one_does_not() -> None:
    later = ("archive_case_file", {"archive_number": "新-1", "retention": "permanent", "basis": "期限表"})
    found = keeping(ARCHIVED, later)
    assert found.archived is not None
    assert found.archived.archive_number == "新-1"
    records = [record(1, *ARCHIVED), record(2, "void_act", {"reason": "误"}, corrects="r1")]
    assert read_keeping("n", records, local_day).archived is None


@pytest.mark.parametrize("wrong", ["", "0", "-3", "201", "三十", "30年", "forever"])
def test_a_retention_is_permanent_or_years(wrong: str) -> None:
    with pytest.raises(RetentionUnknown):
        read_retention(wrong)


def test_what_has_not_ended_is_not_archived() -> None:
    check_archive(keeping(), ended=True, retention="10")
    with pytest.raises(NotEnded, match="has not ended"):
        check_archive(keeping(), ended=False, retention="10")


def test_a_file_is_lent_once_it_is_kept_and_in_its_place() -> None:
    days = {"day": parse_day("2026-03-05"), "until": parse_day("2026-03-05")}
    check_lend(keeping(ARCHIVED), **days)
    with pytest.raises(NotKept):
        check_lend(keeping(), **days)
    with pytest.raises(LoanTooLong):
        check_lend(keeping(ARCHIVED), day=days["day"], until=days["day"] - 1)
    with pytest.raises(AlreadyLent, match="区法院"):
        check_lend(keeping(ARCHIVED, LENT), **days)


def test_only_what_is_out_comes_back() -> None:
    assert check_return(keeping(ARCHIVED, LENT)).record == "r2"
    for acts in ((ARCHIVED,), (ARCHIVED, LENT, returned("r2"))):
        with pytest.raises(NotLent):
            check_return(keeping(*acts))


def test_what_is_out_or_gone_is_not_delivered_again() -> None:
    check_deliver(keeping(ARCHIVED))
    with pytest.raises(NotKept):
        check_deliver(keeping())
    with pytest.raises(AlreadyLent):
        check_deliver(keeping(ARCHIVED, LENT))
    for check in (check_deliver, lambda one: check_archive(one, ended=True, retention="10")):
        with pytest.raises(Delivered, match="2026-1"):
            check(keeping(ARCHIVED, DELIVERED))
