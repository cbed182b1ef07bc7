"""Who was qualified on which day, from the acts on the certificate; days worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.small_pack import day

from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record, Value
from plumbline.core.registers.certificates import held_certificates, qualifying


def act(step: str, on: str, seq: int = 0, **fields: Value) -> Record:
    at = day(on)
    fields.setdefault("certificate_no", "C1")
    return Record(f"{step}-{on}", step, seq, at, 0, False, at, 0, False, 0, fields=fields)


def issued(
    on: str = "2024-01-10", first: str = "2024-01-10", last: str = "2024-12-31", **more: Value
) -> Record:
    return act("issue_certificate", on, valid_from=day(first), valid_until=day(last), **more)


def spans(*acts: Record) -> list[str]:
    found = qualifying(held_certificates(acts))
    return [f"{date_of(one.from_day)} {date_of(one.to_day)}" for one in found]


def test_both_ends_count() -> None:
    assert spans(issued()) == ["2024-01-10 2024-12-31"]


def test_nobody_held_yesterday_what_was_handed_over_today() -> None:
    assert spans(issued(on="2024-02-01", first="2024-01-01")) == ["2024-02-01 2024-12-31"]
    assert spans(issued(on="2025-02-01", first="2024-01-01")) == []


def test_suspended_from_that_day_until_it_is_given_back() -> None:
    suspended = act("suspend_certificate", "2024-03-01")
    assert spans(issued(), suspended) == ["2024-01-10 2024-02-29"]
    back = act("resume_certificate", "2024-03-15")
    assert spans(issued(), suspended, back) == ["2024-01-10 2024-02-29", "2024-03-15 2024-12-31"]


def test_given_back_only_what_was_suspended_and_still_stands() -> None:
    back = act("resume_certificate", "2024-03-15")
    assert spans(issued(), back) == ["2024-01-10 2024-12-31"]
    revoked = act("revoke_certificate", "2024-03-01")
    assert spans(issued(), act("suspend_certificate", "2024-02-01"), revoked, back) == [
        "2024-01-10 2024-01-31"
    ]


def test_a_replaced_certificate_ends_where_the_new_one_begins() -> None:
    new = act(
        "replace_certificate",
        "2024-06-01",
        certificate_no="C2",
        replaced_no="C1",
        valid_from=day("2024-07-01"),
        valid_until=day("2029-06-30"),
    )
    assert spans(issued(), new) == ["2024-01-10 2024-06-30", "2024-07-01 2029-06-30"]


def test_leaving_enforcement_ends_every_certificate() -> None:
    second = issued(certificate_no="C2", first="2025-01-01", last="2025-12-31")
    assert spans(issued(), second, act("exit_officer", "2024-06-01")) == ["2024-01-10 2024-05-31"]


def test_a_supervisors_certificate_lets_nobody_enforce() -> None:
    assert spans(issued(certificate_kind="supervision")) == []
    assert spans(issued(certificate_kind="enforcement")) == ["2024-01-10 2024-12-31"]


def test_a_failed_yearly_check_is_kept_and_ends_nothing() -> None:
    failed = act("yearly_check", "2024-12-01", check_year=2024, check_result="failed")
    (one,) = held_certificates([issued(), failed])
    assert one.checks == ((2024, "failed"),)
    assert spans(issued(), failed) == ["2024-01-10 2024-12-31"]


STEPS = ["suspend_certificate", "resume_certificate", "revoke_certificate", "yearly_check", "exit_officer"]


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 400)), max_size=8))
def test_whatever_happens_no_day_outside_the_validity_counts_and_none_twice(
    later: list[tuple[str, int]],
) -> None:
    first = issued()
    acts = [first, *(act(step, str(date_of(first.day + n))) for step, n in sorted(later, key=lambda x: x[1]))]
    found = qualifying(held_certificates(acts))
    days = [d for span in found for d in range(span.from_day, span.to_day + 1)]
    assert len(days) == len(set(days))
    assert all(first.day <= d <= day("2024-12-31") for d in days)
    ended = [one.day for one in acts if one.step in ("revoke_certificate", "exit_officer")]
    assert all(d < min(ended, default=10**9) for d in days)


@pytest.mark.parametrize("step", ["suspend_certificate", "revoke_certificate"])
def test_an_act_on_another_certificate_changes_nothing(step: str) -> None:
    assert spans(issued(), act(step, "2024-03-01", certificate_no="C9")) == ["2024-01-10 2024-12-31"]
