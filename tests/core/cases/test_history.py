"""The history of a case: reserved acts, confirmations, voids, header facts; and values written and read back."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.history import CaseBuilder, docket_of, instant

from plumbline.core.cases.errors import NotOpened, ValueUnreadable
from plumbline.core.cases.field_values import read_value, written_value
from plumbline.core.cases.history import continued, read_history
from plumbline.core.cases.reserved import ASSIGN_CASE, CONFIRM_ACT, STATE_FACTS, VOID_ACT
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import ValueType

NOW = instant("2026-04-01 09:00")


@pytest.fixture(scope="module")
def docket():
    return docket_of("penalty.ordinary")


@pytest.fixture
def case(docket):
    return CaseBuilder(docket, "2026-03-02 09:00", party_kind="citizen")


def test_a_case_begins_with_its_opening(docket) -> None:
    with pytest.raises(NotOpened):
        read_history([], docket.procedure, docket.calendar.local_day)


def test_header_facts_come_from_the_opening_and_are_restated(case) -> None:
    assert case.history().header["party_kind"] == "citizen"
    case.reserved(STATE_FACTS, "2026-03-03 09:00", {"facts": {"party_kind": "organisation"}})
    assert case.history().header["party_kind"] == "organisation"


def test_the_second_officer_counts_from_the_own_confirmation(case) -> None:
    act = case.act("investigate", "2026-03-05 09:00", confirmed=False)
    assert {one.confirmed_at for one in case.history().acts[-1].by or ()} == {None}
    confirmation = case.reserved(CONFIRM_ACT, "2026-03-06 09:00", {"confirms": act.id})
    assert {one.confirmed_at for one in case.history().acts[-1].by or ()} == {None}, (
        "«system» is not named in the act"
    )
    case.records[-1] = type(confirmation)(
        **{
            **{name: getattr(confirmation, name) for name in confirmation.__slots__},
            "entered_by": "o2",
        }
    )
    by = {one.officer: one.confirmed_at for one in case.history().acts[-1].by or ()}
    assert by == {"o1": None, "o2": confirmation.recorded_at}


def test_a_voided_act_is_gone_from_the_state_and_stays_in_the_history(case) -> None:
    act = case.act("investigate", "2026-03-05 09:00")
    case.reserved(VOID_ACT, "2026-03-06 09:00", {"reason": "误录"}, corrects=act.id)
    history = case.history()
    assert "investigate" not in history.folded(NOW).by_step
    assert len(history.acts) == 2


def test_a_correction_of_what_is_no_act_of_the_procedure_stands_for_itself(case) -> None:
    """A record under a step of another program, restated as an act that the rules know."""
    other = case.reserved("imported_remark", "2026-03-04 09:00", {})
    act = case.act("investigate", "2026-03-05 09:00")
    restated = replace(act, id="restated", corrects=other.id)
    case.records[-1] = restated
    case.records.append(
        replace(act, id="restated-again", corrects="restated", recorded_at=act.recorded_at + 1)
    )
    (newest,) = case.history().folded(NOW).by_step["investigate"]
    assert newest.id == "restated-again"


def test_a_history_goes_on_as_if_it_had_been_read_whole(docket, case) -> None:
    """What only adds an act is added; what changes what was read before is left to a whole reading."""
    act = case.act("investigate", "2026-03-05 09:00")
    case.reserved("imported_remark", "2026-03-05 10:00", {})
    case.act("investigate", "2026-03-06 09:00")
    told = docket.procedure, docket.calendar.local_day
    for end in range(2, len(case.records) + 1):
        before = read_history(case.records[: end - 1], *told)
        assert continued(before, case.records[end - 1], *told) == read_history(case.records[:end], *told)
    whole = read_history(case.records, *told)
    for step, fields in (
        (STATE_FACTS, {"facts": {"party_kind": "company"}}),
        (CONFIRM_ACT, {"confirms": act.id}),
        (ASSIGN_CASE, {"officers": ["o9"]}),
    ):
        case.reserved(step, "2026-03-07 09:00", fields)
        assert continued(whole, case.records.pop(), *told) is None
    case.reserved(VOID_ACT, "2026-03-08 09:00", {"reason": "误录"}, corrects=act.id)
    assert continued(whole, case.records[-1], *told) is None
    assert continued(whole, replace(act, id="restated", corrects=act.id), *told) is None


def test_assignment_names_the_handlers(case) -> None:
    case.reserved(ASSIGN_CASE, "2026-03-03 09:00", {"officers": ["o1", "o2"]})
    assert case.history().handlers == ("o1", "o2")


def test_day_and_minute_precision(case) -> None:
    case.act("investigate", "2026-03-05")
    case.act("investigate", "2026-03-05 23:30")
    day, minute = case.history().acts
    assert (day.precise, minute.precise) == (False, True)
    assert day.day == minute.day


def of(kind: ValueType, *options: str) -> FieldDefinition:
    return FieldDefinition("x", "测试", "test", kind, options)


VALUES = st.one_of(
    st.tuples(st.just(of(ValueType.BOOL)), st.booleans()),
    st.tuples(st.just(of(ValueType.INT)), st.integers(-(10**9), 10**9)),
    st.tuples(st.just(of(ValueType.MONEY)), st.decimals(-(10**9), 10**9, places=2)),
    st.tuples(st.just(of(ValueType.NUMBER)), st.decimals(-(10**6), 10**6, places=6)),
    st.tuples(st.just(of(ValueType.DATE)), st.integers(-20000, 40000)),
    st.tuples(st.just(of(ValueType.INSTANT)), st.integers(0, 4 * 10**15)),
    st.tuples(st.just(of(ValueType.TEXT)), st.text(max_size=50)),
    st.tuples(st.just(of(ValueType.CHOICE, "a", "b")), st.sampled_from(["a", "b"])),
    st.tuples(st.just(of(ValueType.TIME)), st.sampled_from(["00:00", "09:30", "23:59"])),
)


@given(VALUES)
def test_what_is_written_reads_back_the_same(pair) -> None:
    definition, value = pair
    assert read_value(definition, written_value(definition, value)) == value


@pytest.mark.parametrize(
    ("definition", "value"),
    [
        (of(ValueType.MONEY), Decimal("0.001")),
        (of(ValueType.MONEY), Decimal(10) ** 13),
        (of(ValueType.MONEY), Decimal("NaN")),
        (of(ValueType.CHOICE, "a"), "b"),
        (of(ValueType.TIME), "24:00"),
        (of(ValueType.BOOL), 1),
        (of(ValueType.INT), True),
        (of(ValueType.DATE), "2026-01-01"),
        (of(ValueType.TEXT), "长" * 10_001),
    ],
)
def test_a_value_of_another_type_is_refused_with_the_field(definition, value) -> None:
    with pytest.raises(ValueUnreadable) as caught:
        written_value(definition, value)
    assert caught.value.field == "x"
