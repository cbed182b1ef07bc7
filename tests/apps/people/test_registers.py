"""Entries come from records alone: acts, corrections, voids, conflicts; rebuilt they are the same bytes."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders.signing_in import NOW
from tests.builders.small_pack import day

from plumbline.apps.ledger_store.projections import Entered
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act
from plumbline.apps.people.errors import (
    CertificateOther,
    CertificateTaken,
    EntryEnded,
    EntryExists,
    EntryUnknown,
    FieldsWrong,
    ListWrong,
)
from plumbline.apps.people.queries.training import least_hours, left_in, training_of_year
from plumbline.apps.people.store.projection import RegisterProjection
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.facts.record import Value

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = day("2026-09-23")
SUPERVISOR = Person("a1", "甲", Role.SUPERVISOR, "SFJ", ("650105",), "S001")
WHEN = {"by": SUPERVISOR, "now": NOW, "today": TODAY}


def organ(code: str = "A01", **more: Value) -> None:
    values = {"organ_no": code, "name": f"青石区{code}局", "organ_kind": "organ", "division_code": "650105"}
    actions.register("organ", code, [Act("register_organ", TODAY, {**values, **more})], **WHEN)


def officer(code: str = "P001", number: str | None = "650105001", **more: Value) -> None:
    values: dict[str, Value] = {"officer_no": code, "name": "乙", "organ_no": "A01", **more}
    acts = [Act("register_officer", day("2024-01-02"), values)]
    if number:
        span = {"valid_from": day("2024-02-01"), "valid_until": day("2029-01-31")}
        acts.append(Act("issue_certificate", day("2024-02-01"), {"certificate_no": number, **span}))
    actions.register("officer", code, acts, **WHEN)


def do(step: str, on: str, **values: Value) -> str:
    return actions.do("officer", "P001", Act(step, day(on), values), **WHEN).record.id


@pytest.fixture
def there() -> None:
    organ()
    officer()


def test_an_entry_is_what_its_records_made_of_it(there: None) -> None:
    do("change_officer", "2025-03-01", post="科长", reviewer=True)
    found = queries.entry("officer", "P001")
    assert (found.name, found.organ, found.division) == ("乙", "A01", "650105")
    assert found.values["post"] == "科长"
    assert found.values["reviewer"] is True
    assert [one.step for one in queries.history("officer", "P001")] == [
        "open_case",
        "register_officer",
        "issue_certificate",
        "change_officer",
    ]


def test_who_was_qualified_on_which_day(there: None) -> None:
    officer("P002", number=None)
    do("suspend_certificate", "2025-03-01", certificate_no="650105001", reason="离岗培训")
    register = queries.officer_register()
    assert register.qualified("P001", day("2025-02-28")) is True
    assert register.qualified("P001", day("2025-03-01")) is False
    assert register.qualified("P002", day("2025-02-28")) is False
    assert register.qualified("P999", day("2025-02-28")) is None
    assert queries.qualified("P001", day("2024-02-01"))
    assert not queries.qualified("P001", day("2024-01-31"))
    assert set(queries.officer_register(["P002"]).certificates) == {"P002"}


def test_a_number_is_given_once(there: None) -> None:
    with pytest.raises(EntryExists):
        officer()
    with pytest.raises(CertificateTaken) as caught:
        officer("P003", number="650105001")
    assert caught.value.officer == "P001"


def test_values_that_cannot_be_right_are_all_told_at_once() -> None:
    with pytest.raises(FieldsWrong) as caught:
        organ(credit_code="91230500MA1B3N1N2B", superior="Z99", name="")
    assert {one.field for one in caught.value.problems} == {"name", "credit_code", "superior"}
    assert "第 18 位校验码应为 M" in [one.error.message() for one in caught.value.problems][1]
    assert queries.entry("organ", "A01") is None


def test_a_certificate_of_another_officer_is_refused(there: None) -> None:
    with pytest.raises(CertificateOther):
        do("suspend_certificate", "2025-03-01", certificate_no="650105999", reason="x")


def test_an_ended_entry_takes_no_more_acts_and_a_void_end_opens_it_again(there: None) -> None:
    ended = do("exit_officer", "2025-06-01", reason="retired")
    assert not queries.qualified("P001", day("2025-06-01"))
    with pytest.raises(EntryEnded) as caught:
        do("change_officer", "2025-07-01", post="x")
    assert "变更人员信息" in caught.value.message()
    actions.void(ended, "录错人员", **WHEN)
    assert queries.qualified("P001", day("2025-06-01"))


def test_a_correction_restates_the_act_and_both_stay(there: None) -> None:
    wrong = do("change_officer", "2025-03-01", post="处长")
    actions.correct(wrong, Act("change_officer", day("2025-03-01"), {"post": "科长"}), "职务填错", **WHEN)
    assert queries.entry("officer", "P001").values["post"] == "科长"
    history = queries.history("officer", "P001")
    assert [one.values["post"] for one in history if one.values.get("post")] == ["处长", "科长"]
    assert [one.replaced for one in history if one.id == wrong] == [True]


def test_no_such_entry() -> None:
    with pytest.raises(EntryUnknown):
        do("change_officer", "2025-03-01", post="x")


def test_the_yearly_check_is_one_batch_all_or_none(there: None) -> None:
    officer("P002", number="650105002")
    with pytest.raises(CertificateOther):
        actions.check_years({"650105001": True, "650105009": True}, 2026, **WHEN)
    assert [one.checks for one in queries.certificates("P001")] == [()]
    assert actions.check_years({"650105001": True, "650105002": False}, 2026, **WHEN) == 2
    assert [one.checks for one in queries.certificates("P002")] == [((2026, "failed"),)]


def test_lists_reach_as_far_as_the_policy(there: None) -> None:
    organ("A02", division_code="650105003")
    officer("P002", number=None, organ_no="A02", name="丙丁")
    found = queries.find("officer", Visible(organs=frozenset({"A02"})))
    assert [one.code for one in found.entries] == ["P002"]
    everything = Visible(everything=True)
    assert [one.code for one in queries.find("officer", everything, words="丙丁").entries] == ["P002"]
    assert queries.find("officer", Visible()).total == 0
    assert queries.find("officer", everything, order="-code").entries[0].code == "P002"
    assert queries.find("organ", Visible(divisions=("650105003",))).entries[0].code == "A02"


def test_a_partys_personal_fields_are_commitments_alone() -> None:
    values = {"party_kind": "citizen", "name": "戊", "identity_code": "650105199001010016"}
    actions.register("party", "u1", [Act("register_party", TODAY, values)], **WHEN)
    data = b"".join(held.data for held in case_records("register.party:u1"))
    assert "戊".encode() not in data
    assert b"650105199001010016" not in data
    found = queries.entry("party", "u1")
    assert (found.name, dict(found.values)) == ("", {"party_kind": "citizen"})
    assert queries.personal_of("party", "u1")["name"] == "戊"


def test_a_partys_check_digit_is_asked() -> None:
    values = {"party_kind": "citizen", "name": "戊", "identity_code": "650105199001010017"}
    with pytest.raises(FieldsWrong) as caught:
        actions.register("party", "u1", [Act("register_party", TODAY, values)], **WHEN)
    assert caught.value.problems[0].error.message() == "公民身份号码第 18 位校验码应为 6，填写的是 7"
    organisation = {"party_kind": "organisation", "name": "己公司"}
    with pytest.raises(FieldsWrong) as caught:
        actions.register("party", "u1", [Act("register_party", TODAY, organisation)], **WHEN)
    assert [one.field for one in caught.value.problems] == ["credit_code"]


def test_rebuilt_from_the_records_the_rows_are_the_same_bytes(there: None) -> None:
    actions.check_years({"650105001": True}, 2026, **WHEN)
    wrong = do("change_officer", "2025-03-01", post="处长")
    actions.void(wrong, "录错", **WHEN)
    key = actions.open_account(username="x", name="x", organ="A01", password="x", now=NOW)
    actions.grant_role(account=key, role=Role.OFFICER, organ="A01", first=date(2026, 1, 1), now=NOW)
    projection = RegisterProjection()
    before = list(projection.dump())
    assert len(before) >= 5
    projection.clear()
    assert list(projection.dump()) == []
    cases = ["register.organ:A01", "register.officer:P001", f"register.account:{key}"]
    for case in cases:
        projection.apply([Entered(held.record, held.position, held.seq) for held in case_records(case)])
    assert list(projection.dump()) == before


def test_a_list_leaves_as_a_whole_or_not_at_all(there: None) -> None:
    officer("P002", number="650105002")
    officer("P003", number=None)
    listed = actions.Leaving(
        "青清〔2026〕1号", "moved_off_post", TODAY, ("650105001", "P003", "P009", "P001")
    )
    reach = Visible(organs=frozenset({"A01"}))
    with pytest.raises(ListWrong) as caught:
        actions.leave_officers(listed, reach=reach, **WHEN)
    assert caught.value.wrong == "P009"
    assert left_in(2026, reach) == []
    listed = replace(listed, named=("650105001", "P003", "P001"))
    with pytest.raises(ListWrong):
        actions.leave_officers(listed, reach=Visible(organs=frozenset({"A02"})), **WHEN)
    assert actions.leave_officers(listed, reach=reach, **WHEN) == 2
    assert [(one.code, one.reason, one.listed) for one in left_in(2026, reach)] == [
        ("P001", "moved_off_post", "青清〔2026〕1号"),
        ("P003", "moved_off_post", "青清〔2026〕1号"),
    ]
    assert not queries.qualified("P001", TODAY + 1)
    assert queries.qualified("P002", TODAY + 1)
    with pytest.raises(ListWrong):
        actions.leave_officers(listed, reach=reach, **WHEN)


def test_a_year_of_training_is_added_up_once_and_judged_by_the_rule(there: None) -> None:
    officer("P002", number=None)
    do("record_training", "2025-03-01", training_year=2025, hours=40)
    wrong = do("record_training", "2025-04-01", training_year=2025, hours=90)
    actions.void(wrong, "录错", **WHEN)
    do("record_training", "2025-05-01", training_year=2025, hours=20)
    reach = Visible(everything=True)
    assert actions.close_training_year(2025, reach=reach, **WHEN) == 2
    assert actions.close_training_year(2025, reach=reach, **WHEN) == 0
    assert [(one.code, one.closed) for one in training_of_year(2025, reach)] == [("P001", 60), ("P002", 0)]
    assert least_hours("650105", 2025) == 60
    for code, outcome in (("P001", "satisfied"), ("P002", "violated")):
        held = [one.record for one in case_records(f"register.officer:{code}")]
        docket, history = history_of(held, shelf())
        verdicts = docket.judge(history.folded(NOW), NOW, None)
        assert [one.outcome.value for one in verdicts if one.rule == "yearly-training"] == [outcome]
