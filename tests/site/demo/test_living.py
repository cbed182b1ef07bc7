"""The living district: the same cases for the same arguments, dated before now, each number once."""

import pytest
from tests.builders.desk import QUALIFIED
from tests.builders.history import instant

from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.reserved import DISCRETION, OPEN_CASE
from plumbline.core.goods.entries import GOODS_ENTRY
from plumbline.core.ledger.draft import entered
from plumbline.core.ledger.record import Record
from plumbline.core.oversight.looking import look
from plumbline.core.vocabulary import Outcome
from plumbline.site.demo.living import LivingOrgan, living_entries
from plumbline.site.demo.living_discretion import POWER
from plumbline.site.demo.living_lenient import lenient_items

NOW = instant("2026-11-26 10:00")
SLOTS = {slot: f"QS-{slot}" for slot in "123456HRPGS"}
ORGANS = (
    LivingOrgan("QS03", "青市监", "market-supervision", "650105", SLOTS),
    LivingOrgan("QS02", "青应急", "general", "650105", SLOTS),
)


@pytest.fixture(scope="module")
def days():
    return list(living_entries(ORGANS, shelf(), NOW, cases=60))


def test_the_same_arguments_make_the_same_district(days) -> None:
    again = list(living_entries(ORGANS, shelf(), NOW, cases=60))
    assert [(at, [one.draft for one in wanted]) for at, wanted in again] == [
        (at, [one.draft for one in wanted]) for at, wanted in days
    ]


def test_entries_follow_time_and_nothing_lies_in_the_future(days) -> None:
    instants = [at for at, _ in days]
    assert instants == sorted(instants)
    assert all(one.draft.at.earliest <= at <= NOW for at, wanted in days for one in wanted)


def test_every_case_is_opened_first_and_every_number_is_given_once(days) -> None:
    seen: set[str] = set()
    numbers = []
    for _, wanted in days:
        for one in wanted:
            if one.draft.step == OPEN_CASE:
                numbers.append(one.draft.fields["number"])
                seen.add(one.draft.case)
            assert one.draft.case in seen
    assert len(numbers) == len(set(numbers)) == 60


def test_a_few_cases_break_rules_each_time_another_one(days) -> None:
    records: dict[str, list[Record]] = {}
    for at, wanted in days:
        for one in wanted:
            known = records.setdefault(one.draft.case, [])
            known.append(entered(one.draft, recorded_at=at, previous=None, chance=bytes)[0])
    broken: dict[str, set[str]] = {}
    for found in records.values():
        docket, history = history_of(found, shelf())
        verdicts = docket.judge(history.folded(NOW), NOW, None)
        for one in verdicts:
            if one.outcome is Outcome.VIOLATED:
                broken.setdefault(one.rule, set()).add(history.opening.case)
    assert len(broken) >= 8, broken


def test_a_look_finds_every_planted_breach_and_no_other() -> None:
    """Of the other cases it says only what is true of them: time ran out where nobody has gone on with the case."""
    planted: dict[str, frozenset[str]] = {}
    records: dict[str, list[Record]] = {}
    for at, wanted in living_entries(ORGANS, shelf(), NOW, cases=90, planted=planted):
        for one in wanted:
            known = records.setdefault(one.draft.case, [])
            known.append(entered(one.draft, recorded_at=at, previous=None, chance=bytes)[0])
    assert len(planted) >= 12
    found: dict[str, set[str]] = {}
    for case, entries in records.items():
        docket, history = history_of(entries, shelf())
        seen = [one for one in look(docket, history, NOW, QUALIFIED).seen if one.outcome is Outcome.VIOLATED]
        found[case] = {one.rule for one in seen if one.rule not in docket.clocks or one.discharged_by}
        overdue = {one.rule for one in seen} - found[case]
        assert not overdue or docket.end_of(history.folded(NOW)) is None or case in planted, (case, overdue)
        found[case] |= overdue & planted.get(case, frozenset())
    assert {case: rules for case, rules in found.items() if rules} == planted


def test_parties_are_marked_as_invented(days) -> None:
    names = [one.draft.personal["party_name"] for _, wanted in days for one in wanted if one.draft.personal]
    assert names
    assert all("虚构" in name for name in names)


def test_things_are_taken_in_under_their_measure_before_they_go_back(days) -> None:
    drafts = [one.draft for _, wanted in days for one in wanted]
    there = {one.id for one in drafts}
    stock: dict[str, str] = {}
    for one in drafts:
        if one.step == GOODS_ENTRY and one.fields["kind"] == "take_in":
            assert one.fields["measure"] in there
            stock[one.id] = one.case
        elif one.step == GOODS_ENTRY:
            assert stock[one.fields["item"]] == one.case
    assert stock


def test_the_leniency_list_is_used_in_one_decision_and_waits_for_another(days) -> None:
    records: dict[str, list[Record]] = {}
    for at, wanted in days:
        for one in wanted:
            known = records.setdefault(one.draft.case, [])
            known.append(entered(one.draft, recorded_at=at, previous=None, chance=bytes)[0])
    read = [history_of(found, shelf()) for found in records.values()]
    harmless = [
        (docket, history.folded(NOW))
        for docket, history in read
        if any(one.fields.get("harmless") for one in history.acts)
    ]
    lists = {item["power_no"] for _code, item in lenient_items("QS02", POWER, "", 1)}
    (said,) = [
        record.fields[DISCRETION]
        for found in records.values()
        for record in found
        if record.fields.get("outcome") == "no_penalty" and DISCRETION in record.fields
    ]
    assert (said["power"] in lists, said["fine"], said["tier"]) == (True, "0", "mitigated")
    assert sorted(len(case.by_step.get("decide", ())) for _docket, case in harmless) == [0, 1]
    for docket, case in harmless:
        assert [one.rule for one in docket.judge(case, NOW, None) if one.outcome is Outcome.VIOLATED] == []
