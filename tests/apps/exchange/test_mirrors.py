"""Systems that run beside this one: imported, compared, counted, and nothing is typed again."""

import csv
from pathlib import Path

import pytest
from tests.apps.exchange.conftest import NOW, case_rows, opened_source
from tests.builders.desk import ORGAN, registered_organ
from tests.builders.history import instant

from plumbline.apps.casework.models import CaseStanding
from plumbline.apps.exchange.actions import deliver, read_file
from plumbline.apps.exchange.models import MirrorRow
from plumbline.apps.exchange.queries import all_mirror_lines, lists_compared, living_elsewhere, mirror_page
from plumbline.apps.ledger_store.models import StoredRecord
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.apps.people.actions import Act, register
from plumbline.core.authority.access import Visible
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db]
ALL = Visible(everything=True)
TICKET = {"工单编号": "RX1", "诉求类型": "投诉", "转办日期": "2026-03-02"}


def officer(code: str, name: str) -> None:
    """A registered officer with one certificate, numbered as the officer."""
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    day = parse_day("2025-01-02")
    issued = {"certificate_no": code, "valid_from": day, "valid_until": parse_day("2029-12-31")}
    acts = [
        Act("register_officer", day, {"officer_no": code, "name": name, "organ_no": ORGAN}),
        Act("issue_certificate", day, issued),
    ]
    register("officer", code, acts, division="650105", by=by, now=instant("2025-01-03 09:00"), today=day)


def listed(path: Path, rows: list[dict[str, str]]) -> Path:
    titles = list(dict.fromkeys(name for one in rows for name in one))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, titles)
        writer.writeheader()
        writer.writerows(rows)
    return path


def certificate(code: str, name: str, until: str = "2029-12-31", **more: str) -> dict[str, str]:
    return {"证件编号": code, "姓名": name, "有效期自": "2025-01-02", "有效期至": until, **more}


def test_a_list_of_certificates_is_compared_counted_and_enters_nothing(tmp_path) -> None:
    registered_organ()
    for code, name in (("QS-0001", "秦甲"), ("QS-0002", "陆乙"), ("QS-0003", "祁丙")):
        officer(code, name)
    before = StoredRecord.objects.count()
    source = opened_source("zjxt", "compare-certificates")
    rows = [
        certificate("QS-0001", "秦甲"),
        certificate("QS-0002", "陆乙", "2031-12-31"),
        certificate("QS-0009", "新丁"),
    ]
    rows.append(certificate("QS-0004", "无日期", ""))
    done = read_file(source, listed(tmp_path / "a.csv", rows), name="a.csv", now=NOW)
    assert (done.rows, done.known, done.differing, done.quarantined) == (4, 3, 2, 1)
    assert lists_compared(ALL)[0].counts == {"same": 1, "differs": 1, "there": 1, "here": 1}
    lines = {one.subject: one for one in mirror_page("zjxt", state="", words="", page=1).lines}
    assert lines["QS-0002"].columns == [{"column": "有效期至", "there": "2031-12-31", "here": "2029-12-31"}]
    assert (lines["QS-0009"].state, lines["QS-0003"].state) == ("there", "here")
    assert {one["column"] for one in lines["QS-0009"].columns} >= {"姓名", "证件编号"}, (
        "the register takes these in"
    )
    assert StoredRecord.objects.count() == before, "what both keep is compared, never overwritten"
    rows = [certificate("QS-0001", "秦甲"), certificate("QS-0002", "陆乙"), certificate("QS-0003", "祁丙")]
    again = listed(tmp_path / "b.csv", rows)
    assert read_file(source, again, name="b.csv", now=NOW + 1).differing == 0
    assert lists_compared(ALL)[0].counts == {"same": 3, "differs": 0, "there": 0, "here": 0}
    officer("QS-0005", "晚到")
    read_file(source, again, name="b.csv", now=NOW + 2)
    assert lists_compared(ALL)[0].counts["here"] == 1, (
        "the same list is compared anew with what is here by now"
    )


def test_what_the_credit_site_shows_is_compared_and_no_party_is_kept(tmp_path) -> None:
    own = opened_source("own", "penalty-publicity-2019")
    shown = {
        "CF_XDR_MC": "青石区甲公司",
        "CF_WSH": "青市监罚字〔2026〕1号",
        "CF_NR_FK": "0.2",
        "CF_JDRQ": "2026-03-20",
    }
    deliver(own, [shown, {**shown, "CF_WSH": "青市监罚字〔2026〕2号"}], key=None, now=NOW)
    site = opened_source("site", "compare-penalty-publicity-2019")
    other = {**shown, "CF_XDR_MC": "青石区乙公司", "CF_NR_FK": "0.3"}
    done = read_file(site, listed(tmp_path / "site.csv", [other]), name="site.csv", now=NOW)
    assert done.differing == 1
    first, second = all_mirror_lines("site", state="", words="")
    assert (second.subject, second.state) == ("青市监罚字〔2026〕2号", "here"), (
        "decided here, not shown there"
    )
    told = {one["column"]: (one["there"], one["here"]) for one in first.columns}
    assert told["罚款金额(万元)"] == ("0.3", "0.2")
    assert "公司" not in str(list(MirrorRow.objects.values_list("columns", flat=True)))


def test_a_ticket_of_the_hotline_is_a_mirrored_case_and_its_system_is_right() -> None:
    source = opened_source("rx", "hotline-tickets")
    assert deliver(source, [TICKET], key=None, now=NOW)["stored"] == 1
    assert deliver(source, [TICKET], key=None, now=NOW)["known"] == 1
    changed = {**TICKET, "诉求类型": "举报"}
    for at in (1, 2):
        told = deliver(source, [changed], key=None, now=NOW + at)
        assert (told["stored"], told["known"], told["quarantined"]) == (2 - at, at - 1, 0)
    settled = {**changed, "办结日期": "2026-03-06", "办结结果": "已解决"}
    assert deliver(source, [settled], key=None, now=NOW + 3)["stored"] == 1
    records = [one.record for one in case_records(CaseStanding.objects.get().case)]
    assert [one.step for one in records] == ["open_case", "pass_on", "pass_on", "settle"]
    assert (records[2].corrects, records[2].fields["kind"]) == (records[1].id, "report")
    deliver(source, [{**TICKET, "工单编号": "RX2"}], key=None, now=NOW + 4)
    (counted,) = living_elsewhere(ALL)
    assert (counted.procedure, counted.running, counted.ended) == ("hotline.ticket", 1, 1)


def test_a_petition_matter_is_a_mirrored_case_without_anybody_s_name() -> None:
    source = opened_source("xf", "petition-matters")
    matter = {"信访事项编号": "XF1", "事项类别": "申诉求决", "交办日期": "2026-03-02", "信访人": "测试人甲"}
    answered = {**matter, "告知日期": "2026-03-10", "答复日期": "2026-04-17", "处理结果": "不予支持"}
    assert [deliver(source, [one], key=None, now=NOW)["stored"] for one in (matter, answered)] == [1, 2]
    records = [one.record for one in case_records(CaseStanding.objects.get().case)]
    assert [one.step for one in records] == ["open_case", "pass_on", "inform", "answer"]
    assert "测试人甲" not in str(records), "there is no column for who petitioned"
    assert not personal_values([one.id for one in records])
    (counted,) = living_elsewhere(ALL)
    assert (counted.procedure, counted.running, counted.ended) == ("petition.matter", 0, 1)


def test_what_lives_here_is_not_corrected_by_a_resend(source) -> None:
    deliver(source, case_rows(1), key=None, now=NOW)
    rows = case_rows(1)
    rows[0]["fields"]["source"] = "complaint"
    assert deliver(source, rows, key=None, now=NOW)["quarantined"] == 1
