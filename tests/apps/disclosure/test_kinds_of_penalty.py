"""What a decision says of its own kind settles whether and how long it is published, before anybody is asked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.builders.history import instant
from tests.builders.release import HEAD, LU, decided, extracted, published, registered_organ

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.disclosure import actions, queries
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.record import Value

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def organ() -> None:
    registered_organ()


def market(number: str, values: dict[str, Value]) -> str:
    return decided(field="market-supervision", number=number, values=values)


@pytest.mark.parametrize(
    "values",
    [{"confiscates": False}, {"fine": Decimal(0), "confiscated": Decimal(0)}],
    ids=["no confiscation", "nought"],
)
def test_a_warning_alone_is_not_due_in_market_supervision_and_cannot_go_public(
    values: dict[str, Value],
) -> None:
    source = market("青市监罚〔2026〕90号", {"heaviest_kind": "warning", **values})
    duty = queries.duty_of(source)
    assert duty is not None
    assert (duty.unasked, duty.is_open, duty.due_day) == (True, False, None)
    assert list(queries.due_until(parse_day("2026-12-31"))) == []
    case = extracted(source, disclosure_required=False)
    (stated,) = read_case(case).history.folded(instant("2026-09-24 09:00")).by_step["decide"]
    assert stated.fields["only_warning"] is True
    now = instant("2026-09-23 10:00")
    actions.review(person=LU, case=case, secrecy="may_publish", privacy="redacted", seen=None, now=now)
    with pytest.raises(ActRefused) as caught:
        actions.publish(person=HEAD, case=case, seen=None, now=now)
    assert "no-publication-of-mere-warning" in {one.rule for one in caught.value.hindrances}


@pytest.mark.parametrize(
    "values",
    [
        {"heaviest_kind": "warning", "fine": Decimal(500)},
        {"heaviest_kind": "warning", "confiscated": Decimal("99.50")},
        {"heaviest_kind": "warning", "confiscates": True},
        {"heaviest_kind": "warning", "confiscates": True, "confiscated": Decimal(0)},
        {"heaviest_kind": "licence_revoked"},
        {"heaviest_kind": "criticism"},
        {"fine": Decimal(500)},
    ],
    ids=[
        "with fine",
        "with confiscation",
        "gains of no stated sum",
        "goods worth nought",
        "licence",
        "criticism",
        "fine",
    ],
)
def test_whatever_is_more_than_a_warning_is_due_in_twenty_days(values: dict[str, Value]) -> None:
    duty = queries.duty_of(market("青市监罚〔2026〕91号", values))
    assert duty is not None
    assert duty.due_day == parse_day("2026-10-27")


@pytest.mark.parametrize("values", [{}, {"heaviest_kind": "warning"}], ids=["kind", "confiscation"])
def test_where_the_decision_does_not_tell_its_kind_a_person_is_asked(values: dict[str, Value]) -> None:
    duty = queries.duty_of(market("青市监罚〔2026〕92号", values))
    assert duty is not None
    assert (duty.unasked, duty.is_open, duty.due_day) == (False, True, None)


def test_a_warning_is_due_elsewhere_as_any_penalty() -> None:
    duty = queries.duty_of(decided(values={"heaviest_kind": "warning"}))
    assert duty is not None
    assert duty.due_day == parse_day("2026-10-09")


def test_a_public_criticism_is_displayed_for_three_months_and_nobody_has_to_say_so() -> None:
    values: dict[str, Value] = {"heaviest_kind": "criticism", "confiscates": False}
    case = published(market("青市监罚〔2026〕93号", values))
    shown = queries.shown(case)
    assert shown is not None
    assert shown.stop_day == parse_day("2026-12-24")
    assert shown.publication.result == "通报批评"


def test_the_list_of_the_portal_names_the_heaviest_kind_beside_the_money() -> None:
    values: dict[str, Value] = {"heaviest_kind": "licence_revoked", "fine": Decimal(20000)}
    shown = queries.shown(published(market("青市监罚〔2026〕94号", values)))
    assert shown is not None
    assert shown.publication.result == "吊销许可证件，罚款 20,000 元"


def test_a_confiscation_of_no_stated_sum_stands_beside_the_warning() -> None:
    values: dict[str, Value] = {"heaviest_kind": "warning", "confiscates": True}
    shown = queries.shown(published(market("青市监罚〔2026〕95号", values)))
    assert shown is not None
    assert shown.publication.result == "警告，没收违法所得或者非法财物"
