"""What an organ's system sends becomes records once, as it happened, whatever stands against it."""

import pytest
from tests.apps.exchange.conftest import NOW, case_rows, opened_source, row

from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.exchange.actions import deliver, mend
from plumbline.apps.exchange.errors import KeyReused
from plumbline.apps.exchange.models import Breach, Delivery, HeldRow
from plumbline.apps.exchange.queries import sources
from plumbline.apps.exchange.store import BreachProjection
from plumbline.apps.ledger_store.actions import rebuild_projections
from plumbline.apps.ledger_store.queries import case_records, log_size, personal_values
from plumbline.core.authority.access import Visible

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_rows_become_records_of_a_case_with_breaches_as_findings(source) -> None:
    answer = deliver(source, case_rows(1), key="k1", now=NOW)
    assert (answer["stored"], answer["quarantined"], answer["known"]) == (4, 0, 0)
    assert answer["breaches"] > 0
    decided = answer["results"][3]
    assert decided["state"] == "stored"
    assert decided["days_late"] == 30
    assert any("处罚法" in one["basis"] for one in decided["breaches"])
    case = CaseStanding.objects.get()
    assert (case.number, case.organ) == ("青市监立〔2026〕1号", source.organ)
    records = [held.record for held in case_records(case.case)]
    assert [one.step for one in records] == [
        "open_case",
        "file_case",
        "investigate",
        "conclude_investigation",
        "decide",
    ]
    assert records[4].fields["fine"] == "2000.00"
    assert {one.recorded_at for one in records} == {NOW}
    assert [one.officer for one in records[1].by] == ["QS-0001", "QS-0002"]
    opened = personal_values([records[0].id])
    assert {str(one.value) for one in opened.values()} == {"青石区第1测试公司"}


def test_a_source_says_how_far_behind_it_is(source) -> None:
    """The oldest act of the newest delivery that brought any, by the days between it and its entry."""

    def lag() -> int | None:
        (one,) = sources(Visible(everything=True))
        return one.lag

    assert lag() is None
    deliver(source, case_rows(1), key=None, now=NOW)
    assert (lag(), Delivery.objects.get().lag) == (48, 48), "from 2 March to 20 April"
    deliver(source, case_rows(1), key=None, now=NOW + 1)
    assert lag() == 48, "what was there already says nothing new"
    deliver(source, [row(2, "file_case", "2026-04-20 08:00", source="inspection")], key=None, now=NOW + 2)
    assert lag() == 0


def test_sent_again_nothing_changes(source) -> None:
    first = deliver(source, case_rows(1), key="k1", now=NOW)
    size = log_size()
    assert deliver(source, case_rows(1), key="k1", now=NOW + 5) == first
    again = deliver(source, case_rows(1), key="k2", now=NOW + 9)
    assert (again["stored"], again["known"]) == (0, 4)
    assert log_size() == size
    with pytest.raises(KeyReused):
        deliver(source, case_rows(2), key="k1", now=NOW)


def test_only_malformed_rows_wait_and_mended_they_go_in(source) -> None:
    rows = case_rows(1)
    rows[1]["at"] = "neulich"
    rows[3]["fields"]["fine"] = "viel"
    answer = deliver(source, rows, key=None, now=NOW)
    assert (answer["stored"], answer["quarantined"]) == (2, 2)
    problem = answer["results"][1]["problems"][0]
    assert (problem["column"], problem["value"]) == ("at", "neulich")
    assert "neulich" in problem["reason"]
    assert "处罚法" in problem["basis"]
    assert deliver(source, rows, key=None, now=NOW)["quarantined"] == 2
    assert HeldRow.objects.count() == 2, "a faulty row sent twice waits once"
    held = HeldRow.objects.get(number=2)
    assert mend(source, held.pk, {**held.cells, "at": "soon"}, by="QS-0001", now=NOW)
    assert mend(source, held.pk, {**held.cells, "at": "2026-03-03"}, by="QS-0001", now=NOW) == []
    assert HeldRow.objects.filter(mended_at=None).count() == 1
    held.refresh_from_db()
    assert (held.cells, held.faults) == ({}, []), "no copy of the party stays outside the case"
    delivery = Delivery.objects.first()
    assert (delivery.stored, delivery.quarantined) == (3, 1)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"at": "2027-01-01"}, "at"),
        ({"step": "no_such_step"}, "step"),
        ({"procedure": "penalty.none"}, "procedure"),
        ({"corrects": "nothing"}, "corrects"),
        ({"case_id": ""}, "case_id"),
        ({"case": {"organ": "organ-fire"}}, "organ"),
    ],
)
def test_what_is_no_record_is_set_aside(source, change, column) -> None:
    answer = deliver(source, [{**row(1, "file_case", "2026-03-02"), **change}], key=None, now=NOW)
    assert answer["quarantined"] == 1
    assert answer["results"][0]["problems"][0]["column"] == column
    assert log_size() == 0


def test_other_contents_under_the_same_id_are_no_overwriting_but_a_correction_is_taken(source) -> None:
    deliver(source, case_rows(1), key=None, now=NOW)
    changed = row(1, "decide", "2026-03-20 16:00", outcome="penalty", fine="3000.00")
    assert deliver(source, [changed], key=None, now=NOW)["quarantined"] == 1
    changed |= {"record_id": "decide-1b", "corrects": "decide-1"}
    assert deliver(source, [changed], key=None, now=NOW + 1)["stored"] == 1
    case = CaseStanding.objects.get().case
    last = case_records(case)[-1].record
    assert (last.fields["fine"], last.corrects) == ("3000.00", case_records(case)[4].record.id)


def test_breaches_are_a_projection_that_a_rebuild_makes_again(source) -> None:
    deliver(source, case_rows(1) + case_rows(2), key=None, now=NOW)
    deliver(source, [row(1, "close_archive", "2026-04-01", state="performed")], key=None, now=NOW + 1)
    before = list(BreachProjection().dump())
    assert before
    Breach.objects.all().delete()
    assert any(not one.same for one in rebuild_projections(write=False) if one.name == "received")
    rebuild_projections()
    assert list(BreachProjection().dump()) == before


def test_a_decision_in_the_layout_of_publicity_is_a_case_of_which_nothing_else_is_known() -> None:
    source = opened_source("xyzg", "penalty-publicity-2019")
    given = {
        "行政相对人名称": "青石区瑞泽餐饮管理有限公司",
        "行政处罚决定文书号": "青市监罚字〔2026〕7号",
        "CF_WFXW": "超范围经营",
        "CF_NR_FK": "0.2",
        "CF_JDRQ": "2026/03/20",
    }
    answer = deliver(source, [given], key=None, now=NOW)
    assert (answer["stored"], answer["breaches"]) == (1, 0), "what the layout cannot tell is unknown"
    case = CaseStanding.objects.get()
    record = case_records(case.case)[-1].record
    assert (record.step, record.fields["fine"], case.cause) == ("decide", "2000.00", "超范围经营")
    assert deliver(source, [given], key=None, now=NOW)["known"] == 1
    wrong = deliver(source, [{**given, "CF_JDRQ": "gestern"}], key=None, now=NOW)
    assert wrong["results"][0]["problems"][0]["basis"] == "行政处罚法 §48"


def test_a_system_of_an_organ_tells_nothing_of_the_supervision_of_that_organ(source) -> None:
    """Only a supervisor begins one: else an organ could show clues, letters and ends of its own making."""
    told = row(1, "clue", "2026-03-02 10:00") | {"procedure": "enforcement.supervision"}
    answer = deliver(source, [told], key=None, now=NOW)
    assert (answer["stored"], answer["quarantined"]) == (0, 1)
    assert answer["results"][0]["problems"][0]["column"] == "procedure"
    assert not CaseStanding.objects.exists()


def test_another_name_of_the_party_is_told_and_no_copy_of_it_kept(source) -> None:
    """The name is compared through its commitment: nothing here may hold what was sent instead."""
    deliver(source, case_rows(1), key=None, now=NOW)
    other = [{**one, "party_name": "青石区另名公司"} for one in case_rows(1)]
    later = row(1, "close_archive", "2026-04-01", state="performed") | {"party_name": "青石区另名公司"}
    answer = deliver(source, [*other, later], key="other", now=NOW + 1)
    assert (answer["known"], answer["stored"], answer["differing"]) == (4, 1, 5)
    assert [one["column"] for one in answer["results"][4]["problems"]] == ["party_name"]
    assert deliver(source, case_rows(1), key=None, now=NOW + 2)["differing"] == 0
    assert "另名" not in str(Delivery.objects.values_list())
    assert not HeldRow.objects.exists()
    opening = case_records(CaseStanding.objects.get().case)[0].record
    assert {one.value for one in personal_values([opening.id]).values()} == {"青石区第1测试公司"}


def test_another_personal_value_of_a_record_is_other_contents(source) -> None:
    said = {
        "procedure": "suggestion",
        "case_id": "Y-1",
        "record_id": "1",
        "step": "receive",
        "at": "2026-03-03",
    }
    said |= {"fields": {"told": "乙某提议"}}
    assert deliver(source, [said], key=None, now=NOW)["stored"] == 1
    assert deliver(source, [said], key=None, now=NOW)["known"] == 1
    changed = {**said, "fields": {"told": "丙某提议"}}
    problem = deliver(source, [changed], key=None, now=NOW)["results"][0]["problems"][0]
    assert "told" in problem["reason"]
    assert "丙某" not in str(problem)


def test_two_rows_of_one_batch_under_one_id_are_not_taken_for_the_same(source) -> None:
    first = row(1, "decide", "2026-03-20", outcome="penalty", fine="2000.00")
    second = row(1, "decide", "2026-03-20", outcome="penalty", fine="9.00")
    answer = deliver(source, [first, first, second], key=None, now=NOW)
    assert (answer["stored"], answer["known"], answer["quarantined"]) == (1, 1, 1)
