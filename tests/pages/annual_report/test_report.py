"""A report from its beginning to a bundle that a stranger verifies, and every way to break one."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdfium2 import PdfDocument
from tests.builders.desk import HEAD, PLACE, QIN, did, opened
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.yearly_report import (
    NOW,
    OFFICE,
    SIGNER,
    TODAY,
    WORDS,
    begun,
    bundle_of,
    fix,
    publish,
    seal,
    write,
)

from plumbline.apps.annual_report import actions
from plumbline.apps.annual_report.errors import FigureUnknown, ReportThere, SectionMoved, YearNotOver
from plumbline.apps.annual_report.queries import held_report, scope_of
from plumbline.apps.annual_report.rows import fixed_rows
from plumbline.apps.casework.act import Act
from plumbline.apps.casework.actions import Opening, correct_act, open_case
from plumbline.apps.casework.errors import HasOwnPage
from plumbline.apps.figures.audit_page import words_of
from plumbline.apps.ledger_store.actions import change_key
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import parse_day
from plumbline.core.ledger.findings import KeyChangeUntrusted
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import Actor
from plumbline.core.report_audit.audit import audit_text
from plumbline.core.reports.__main__ import main as offline
from plumbline.core.reports.verify_yearly import CASE_FILE, ReportUntrue, verify_bundle
from plumbline.core.reports.yearly_fixed import part_name
from plumbline.core.reports.yearly_report import PROCEDURE

pytestmark = pytest.mark.django_db
BUNDLE = "report.zip"
ALONE = """
import importlib.abc, runpy, sys
ALLOWED = {"cryptography", "cffi", "_cffi_backend", "plumbline", *sys.stdlib_module_names}
class Guard(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in ALLOWED or name.startswith(("plumbline.apps", "plumbline.site")):
            raise ImportError(f"not to be had here: {name}")
        return None
sys.meta_path.insert(0, Guard())
sys.argv = ["reports", *sys.argv[1:]]
runpy.run_module("plumbline.core.reports", run_name="__main__")
"""


@pytest.fixture
def report(settings, tmp_path: Path) -> str:
    return begun(settings, tmp_path)


def remade(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one member changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.namelist():
            held = source.read(one)
            target.writestr(one, change(held) if one == name else held)
    return out.getvalue()


def test_figures_stand_in_the_text_and_open_to_their_records(report) -> None:
    desk = desk_of(OFFICE)
    page = desk.get(f"/annual-report/{report}/").content.decode()
    assert "全年作出行政处罚<a" in page.replace("\n", "")
    assert re.findall(r"aria-label=.([^\"]*行政处罚[^\"]*).", page)[0] == "2 宗，行政处罚"
    assert 'aria-label="0.75 万元，' in page
    panel = desk.get(
        f"/annual-report/{report}/?figure=penalties", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in panel
    assert "青市监立〔2026〕1号" in panel
    act = re.search(r"/figures/penalties/[0-9a-f]{32}/\?year=2026", panel)
    assert act
    assert "4500" in desk.get(act[0]).content.decode().replace(",", "")


def test_a_number_that_a_body_submitted_for_a_year_has_no_months(report) -> None:
    """The stock at the end of the year stood as twelve months, eleven of them nought, dated by «period_end»."""
    told = {
        "figure_kind": "entities_total",
        "period": "year",
        "period_end": parse_day("2026-12-31"),
        "value": 60409,
    }
    facts = {"party_kind": "organisation"}
    opening = Opening("figure.submitted", "报数〔2027〕1号", "市场主体总数", facts=facts)
    case = open_case(person=QIN, place=PLACE, opening=opening, now=NOW)
    letter = {"unit": "户", "submitting_body": "某局", "letter_no": "某函1号"}
    did(case, "submit_figure", "2027-01-12 10:10", **told, **letter)
    did(case, "approve_figure", "2027-01-12 10:20", by=OFFICE, **told)
    write(report, "measures", "市场主体{entities_total}户，处罚{penalties}件。", 1)
    sequence()
    panels = [
        desk_of(OFFICE)
        .get(f"/annual-report/{report}/?figure={one}")
        .content.decode()
        .partition('id="evidence"')[2]
        for one in ("entities_total", "penalties")
    ]
    assert "统计截止日，2026-01-01 至 2026-12-31" in panels[0]
    assert ["data-pl-chart" in one for one in panels] == [False, True]


def test_a_figure_that_nobody_defined_is_refused_with_its_name(report) -> None:
    with pytest.raises(FigureUnknown, match="no_such"):
        write(report, "plans", "完成{no_such}件", 1)
    assert held_report(report).report.words["plans"] == WORDS["plans"]


def test_what_somebody_else_saved_is_never_overwritten_unseen(report) -> None:
    write(report, "plans", "另一版", 1)
    with pytest.raises(SectionMoved):
        write(report, "plans", "我的一版", 1)
    address = f"/annual-report/{report}/edit/plans/"
    answer = desk_of(OFFICE).post(address, {"words": "我的一版", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "我的一版" in page
    assert "另一版" in page
    assert desk_of(OFFICE).post(address, {"words": "我的一版", "version": "2"}).status_code == 302


def test_one_report_a_year(report) -> None:
    with pytest.raises(ReportThere):
        actions.begin(person=OFFICE, year=2026, body="government", now=NOW, today=TODAY)


def test_typed_numbers_and_open_comments_keep_it_from_being_signed(report) -> None:
    write(report, "plans", "明年完成培训300人次。", 1)
    actions.comment(person=OFFICE, case=report, section="plans", words="依据呢", now=NOW)
    page = desk_of(OFFICE).get(f"/annual-report/{report}/").content.decode()
    assert "300人次" in page
    assert "未处理的修改意见" in page
    fix(report)
    with pytest.raises(ActRefused) as refused:
        did(report, "sign_party", "2027-01-12 11:00", by=OFFICE, paper="签批件")
    assert {one.rule.rpartition("/")[2] for one in refused.value.reasons} >= {
        "figures-have-a-source",
        "comments-settled",
    }
    actions.settle(person=OFFICE, case=report, number="1", result="adopted", words="已补", now=NOW)
    fix(report, told=True)
    did(report, "sign_party", "2027-01-12 11:00", by=OFFICE, paper="签批件")


def test_neither_head_signs_while_a_comment_waits_for_its_answer(report) -> None:
    fix(report)
    actions.comment(person=OFFICE, case=report, section="plans", words="依据呢", now=NOW)
    for head in ("sign_party", "sign_government"):
        with pytest.raises(ActRefused, match="not settled yet") as refused:
            did(report, head, "2027-01-12 11:00", by=OFFICE, paper="签批件")
        (why,) = refused.value.reasons
        assert "依据呢" in why.facts[0][0]
    actions.settle(person=OFFICE, case=report, number="1", result="not_adopted", words="已有出处", now=NOW)
    did(report, "sign_government", "2027-01-12 11:00", by=OFFICE, paper="签批件")


def test_a_gap_that_nobody_filled_is_told_at_once_and_not_signed(report) -> None:
    write(report, "plans", "培训执法人员XX人次，{penalties}件。", 1)
    desk, told = desk_of(OFFICE), "疑似没有填写的空缺"
    for page in ("", "edit/plans/"):
        assert told in desk.get(f"/annual-report/{report}/{page}").content.decode()
    assert told not in desk.get(f"/annual-report/{report}/edit/shortcomings/").content.decode()
    address = f"/annual-report/{report}/fix/"
    assert "补上以前不能签批：培训执法人员XX人次" in desk.post(address, follow=True).content.decode()
    for head in ("sign_party", "sign_government"):
        with pytest.raises(ActRefused, match="gaps nobody filled"):
            did(report, head, "2027-01-12 11:00", by=OFFICE, paper="签批件")
    meant = desk.post(address, {"gaps_meant": "on"}, follow=True).content.decode()
    assert "补上以前不能签批" not in meant
    did(report, "sign_government", "2027-01-12 11:00", by=OFFICE, paper="签批件")
    write(report, "plans", "培训执法人员XX人次，共{penalties}件。", 2)
    fix(report)
    with pytest.raises(ActRefused, match="gaps nobody filled"):  # what was meant was said of other words
        did(report, "sign_government", "2027-01-12 11:00", by=OFFICE, paper="签批件")


def test_what_is_signed_and_sent_is_what_was_fixed(report) -> None:
    fix(report)
    at = "2027-01-12 11:00"
    write(report, "plans", "改写安排。", 1)
    with pytest.raises(ActRefused) as refused:
        did(report, "sign_government", at, by=OFFICE, paper="签批件")
    (why,) = refused.value.reasons
    assert "下一年度" in why.facts[0][0]
    assert "重新核定数据；或者取消改动" in str(refused.value.remedy())
    page = desk_of(OFFICE).get(f"/cases/{report}/").content.decode()
    assert "正文在核定数据之后有改动" in page
    write(report, "plans", WORDS["plans"], 2)
    did(report, "sign_government", at, by=OFFICE, paper="签批件")
    did(report, "sign_party", at, by=OFFICE, paper="签批件")
    fix(report)  # nothing changed: the signatures stand
    assert held_report(report).report.signed == {"sign_party", "sign_government"}
    write(report, "plans", "改写安排。", 3)
    with pytest.raises(ActRefused, match="changed after its figures were fixed"):
        did(report, "send_up", at, by=OFFICE)
    fix(report)
    with pytest.raises(ActRefused, match="what was signed is not this report"):
        did(report, "send_up", at, by=OFFICE)
    assert "核定数据" in desk_of(OFFICE).get(f"/annual-report/{report}/").content.decode()
    publish(report)
    assert held_report(report).report.steps["publish"] == "2027-01-12"
    page = desk_of(OFFICE).get(f"/annual-report/{report}/").content.decode()
    assert "编辑本章" not in page, "nothing is offered that would be refused"
    assert 'action="/annual-report/' not in page


def test_a_figure_that_changed_since_names_the_record(report) -> None:
    fix(report)
    late = opened("2027-01-12 09:30", number="青市监立〔2026〕9号")
    did(
        late,
        "decide",
        "2026-12-30 10:00",
        by=HEAD,
        mode="attest",
        now="2027-01-12 09:40",
        outcome="penalty",
        fine=1,
    )
    sequence()
    panel = desk_of(OFFICE).get(f"/annual-report/{report}/?figure=penalties").content.decode()
    assert "青市监立〔2026〕9号" in panel
    assert 'aria-label="2 宗，行政处罚"' in panel, "what was fixed stays"


def test_the_papers_hold_each_figure(report, tmp_path: Path) -> None:
    desk = desk_of(OFFICE)
    assert desk.get(f"/annual-report/{report}/report.docx").status_code == 404, "nothing was fixed"
    fix(report)
    words = Document(io.BytesIO(desk.get(f"/annual-report/{report}/report.docx").content))
    text = "\n".join(one.text for one in words.paragraphs)
    assert "全年作出行政处罚2件，罚没0.75万元。" in text
    pdf = PdfDocument(desk.get(f"/annual-report/{report}/report.pdf").content)
    assert "罚没0.75万元" in pdf[0].get_textpage().get_text_range().replace("\r\n", "")


def test_its_pdf_is_audited_as_its_docx_is(report, tmp_path: Path) -> None:
    """A line of print ends in the middle of «133件»: it was missed, and a rate was told to have no base."""
    told = (
        "收到公众建议52件，答复52件，办结率100%。收到行政复议申请133件，确认违法14件，责令履行3件，撤销1件。"
    )
    write(report, "measures", "".join((told, "党政主要负责人研究部署法治建设重点工作，", told, told)), 1)
    fix(report, told=True)
    found = []
    for kind in ("docx", "pdf"):
        (tmp_path / f"report.{kind}").write_bytes(
            desk_of(OFFICE).get(f"/annual-report/{report}/report.{kind}").content
        )
        found.append(audit_text(words_of(tmp_path / f"report.{kind}")))
    assert [one.kind for one in found[1].remarks] == [one.kind for one in found[0].remarks]
    assert len(found[1].quantities) == len(found[0].quantities)


def test_the_bundle_verifies_where_nothing_else_is_at_hand(report, tmp_path: Path) -> None:
    fix(report)
    (tmp_path / BUNDLE).write_bytes(bundle_of(report))
    command = [sys.executable, "-c", ALONE, "verify", str(tmp_path / BUNDLE), "--key", SIGNER.key.text]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env={**os.environ}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2026年报告成立：3 个数据逐行清点，1 个数据重算" in done.stdout


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(held: bytes) -> bytes:
        assert old in held
        return held.replace(old, new)

    return change


FORGERIES: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = {
    "a figure in the text": ("report.txt", swapped("处罚2件".encode(), "处罚3件".encode())),
    "a figure on the page": ("report.html", swapped(b">2</b>", b">9</b>")),
    "the leaves of the log": ("leaves.bin", lambda held: bytes([held[0] ^ 1]) + held[1:]),
    "a leaf too few": ("leaves.bin", lambda held: held[:-32]),
}


@pytest.mark.parametrize("forged", FORGERIES)
def test_a_bundle_that_was_changed_does_not_hold(report, forged: str) -> None:
    fix(report)
    name, change = FORGERIES[forged]
    with pytest.raises(ReportUntrue):
        verify_bundle(remade(bundle_of(report), name, change), [SIGNER.key])


def test_words_changed_after_the_figures_were_fixed_make_it_stale(report) -> None:
    fix(report)
    write(report, "plans", "另写一段", 1)
    assert desk_of(OFFICE).get(f"/annual-report/{report}/report.docx").status_code == 404
    assert "正文在核定后有改动" in desk_of(OFFICE).get(f"/annual-report/{report}/").content.decode()
    fix(report)
    assert desk_of(OFFICE).get(f"/annual-report/{report}/report.docx").status_code == 200


def test_what_is_twice_or_foreign_in_a_bundle_is_refused(report) -> None:
    fix(report)
    data = bundle_of(report)
    for name in ("report.txt", "more.txt"):
        out = io.BytesIO(data)
        with (
            pytest.warns(UserWarning, match="Duplicate") if name == "report.txt" else nullcontext(),
            zipfile.ZipFile(out, "a") as bundle,
        ):
            bundle.writestr(name, "x")
        with pytest.raises(ReportUntrue, match=name):
            verify_bundle(out.getvalue(), [SIGNER.key])


def test_a_department_counts_its_own_records_alone(report) -> None:
    assert held_report(report).report.body == "government"
    department = replace(held_report(report), report=replace(held_report(report).report, body="department"))
    assert scope_of(department).organs == {department.organ}
    assert scope_of(held_report(report)).divisions == ("650105",)


def test_a_year_that_goes_on_is_not_fixed(report, settings) -> None:
    with pytest.raises(YearNotOver):
        actions.fix_figures(
            person=OFFICE,
            case=report,
            sources_told=False,
            now=instant("2026-12-31 10:00"),
            today=parse_day("2026-12-31"),
        )


def test_a_case_file_of_another_log_does_not_hold(report) -> None:
    fix(report)
    data = bundle_of(report)
    other = Ed25519Signer("plumbline.invalid/test", b"o" * 32)
    with pytest.raises(Exception, match=r".+"):
        verify_bundle(data, [other.key])
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        assert CASE_FILE in bundle.namelist()


def test_units_are_asked_reminded_and_send_their_part(report) -> None:
    desk = desk_of(OFFICE)
    address = f"/annual-report/{report}/units/"
    asked = {"ask": "1", "units": ["organ-market"], "wanted": "own_report", "wanted_by": "2027-01-10"}
    assert desk.post(address, asked).status_code == 302
    assert "逾期" in desk.get(address).content.decode()
    part = {"unit": "organ-market", "wanted": "own_report"}
    assert desk.post(address, {**part, "step": "receive"}).status_code == 302
    assert "理由" in desk.post(address, {**part, "step": "return_part"}, follow=True).content.decode()
    assert desk.post(address, {**part, "step": "part_published"}).status_code == 302
    (one,) = held_report(report).report.asked.values()
    assert (one.state, one.by) == ("published", "2027-01-10")


def test_what_a_unit_sent_lies_beside_its_line_and_goes_into_no_bundle(report) -> None:
    """That a part came was noted, and where it was nobody knew."""
    desk, address = desk_of(OFFICE), f"/annual-report/{report}/units/"
    desk.post(
        address,
        {"ask": "1", "units": ["organ-market"], "wanted": "own_report", "wanted_by": "2027-02-10"},
    )
    part = {"unit": "organ-market", "wanted": "own_report", "step": "receive"}
    words = "我局2026年法治政府建设工作报告，由张某某（虚构）起草。"
    wrong = desk.post(
        address, {**part, "file": SimpleUploadedFile("年报.exe", b"MZ" + bytes(99))}, follow=True
    )
    assert [one.state for one in held_report(report).report.asked.values()] == ["asked"], "refused as a whole"
    assert "年报.exe" in wrong.content.decode()
    desk.post(address, {**part, "file": SimpleUploadedFile("年报.txt", words.encode())})
    for _state in ("received", "returned"):
        (link,) = re.findall(r'href="([^"]+)">年报.txt<', desk.get(address).content.decode())
        assert words in b"".join(desk.get(link)).decode()
        desk.post(address, {**part, "step": "return_part", "reasons": "没有写不足"})
    assert [one.state for one in held_report(report).report.asked.values()] == ["returned"]
    fix(report)
    with zipfile.ZipFile(io.BytesIO(bundle_of(report))) as bundle:
        inner = bundle.read(CASE_FILE)
    with zipfile.ZipFile(io.BytesIO(inner)) as file:
        assert not any(words.encode() in file.read(name) for name in file.namelist())


def test_parts_of_units_are_still_asked_for_and_received_when_the_report_is_public(report, settings) -> None:
    """Departments publish until 31 March; a government that published in January had no way to collect them."""
    desk, address = desk_of(OFFICE), f"/annual-report/{report}/units/"
    fix(report)
    publish(report)
    settings.CLOCK = lambda: instant("2027-02-12 10:00")
    asked = {"ask": "1", "units": ["organ-market"], "wanted": "own_report", "wanted_by": "2027-03-31"}
    part = {"unit": "organ-market", "wanted": "own_report"}
    noted = [{**part, "step": step} for step in ("remind", "receive", "part_published")]
    for told, state in zip([asked, *noted], ("asked", "reminded", "received", "published"), strict=True):
        assert "已经结束" not in desk.post(address, told, follow=True).content.decode()
        assert [one.state for one in held_report(report).report.asked.values()] == [state]
    assert 'value="part_published"' not in desk.get(address).content.decode(), "it is published once"
    did(report, "send_to", "2027-02-12 11:30", by=OFFICE, to="congress")
    with pytest.raises(ActRefused, match="ended"):
        did(report, "circulate", "2027-02-12 11:40", by=OFFICE)


def test_rows_beyond_one_file_go_in_parts_that_verify_and_of_which_none_may_be_missing(
    report, monkeypatch
) -> None:
    monkeypatch.setattr(actions, "PART_BYTES", 120)
    fix(report)
    held = held_report(report)
    record = next(one.record for one in held.file.held if one.record.id == held.report.fixed_by)
    names = [one.id for one in record.attachments]
    assert names == [part_name(number) for number in range(1, len(names) + 1)]
    assert len(names) > 2
    assert len(list(fixed_rows(held, "penalty_money"))) == 2
    data = bundle_of(report)
    assert verify_bundle(data, [SIGNER.key]).rows == 4
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        inner = bundle.read(CASE_FILE)
    with zipfile.ZipFile(io.BytesIO(inner)) as file:
        last = max(name for name in file.namelist() if name.startswith("data/attachments/"))
    short = remade(inner, last, lambda held: held[: held.rindex(b"\n", 0, -1) + 1])
    with pytest.raises(Exception, match=r".+"):
        verify_bundle(remade(data, CASE_FILE, lambda _held: short), [SIGNER.key])


def test_a_bundle_made_after_a_change_of_key_verifies_with_the_key_of_before_or_after(
    report, tmp_path: Path, capsys
) -> None:
    fix(report)
    seal()
    new = Ed25519Signer(SIGNER.key.name, b"n" * 32)
    change_key(
        old=SIGNER.key, new=new.key, by=[Actor("o-1"), Actor("o-2")], entered_by="o-1", organ="organ-market",
        sm3=False, now=NOW,
    )  # fmt: skip
    seal()
    write(report, "other", "换钥之后的一段", 0)
    fix(report)
    data = bundle_of(report, new)
    for keys in ([SIGNER.key], [SIGNER.key, new.key]):
        assert verify_bundle(data, keys).older_keys == ()
    alone = verify_bundle(data, [new.key])
    assert (alone.year, len(alone.older_keys)) == (2026, 1)
    file = tmp_path / BUNDLE
    file.write_bytes(data)
    assert offline(["verify", str(file), "--key", new.key.text]) == 0
    assert f"第 {alone.older_keys[0]} 叶更换过密钥，您没有给出更换前的公钥" in capsys.readouterr().out
    with pytest.raises(KeyChangeUntrusted):
        verify_bundle(data, [Ed25519Signer(SIGNER.key.name, b"o" * 32).key])


def test_acts_of_the_reports_pages_are_taken_from_nowhere_else(report) -> None:
    desk, address = desk_of(OFFICE), f"/cases/{report}/act/fix_figures/"
    for answer in (desk.get(address), desk.post(address, {"f_figures": "0", "f_has_sections": "on"})):
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/annual-report/{report}/"
    told: dict[str, object] = {"figures": 0, "typed": 0, "comments_open": 0, "has_sections": True}
    for mode in ("intend", "attest"):
        with pytest.raises(HasOwnPage, match="Fix the figures"):
            did(report, "fix_figures", "2027-01-12 11:00", by=OFFICE, mode=mode, **told)
    written = next(one.record for one in held_report(report).file.held if one.record.step == "write")
    with pytest.raises(HasOwnPage):
        correct_act(
            person=OFFICE, case=report, record=written.id, act=Act("write", written.at), reason="误", seen=None,
            now=NOW,
        )  # fmt: skip
    with pytest.raises(HasOwnPage):
        open_case(person=OFFICE, place=PLACE, opening=Opening(PROCEDURE, "1", "另一份"), now=NOW)
    page = desk.get(f"/cases/{report}/").content.decode()
    assert f"/cases/{report}/act/write/" not in page
    assert f"/annual-report/{report}/" in page
    assert held_report(report).report.fixed is None


def test_last_years_problems_are_answered_beside_the_report(report: str) -> None:
    desk = desk_of(OFFICE)

    def page() -> str:
        return desk.get(f"/annual-report/{report}/").content.decode()

    assert "上年报告没有列入清单的问题" in page()
    facts = {"party_kind": "organisation"}
    told = {"by": OFFICE, "procedure": "tracked.problem", "facts": facts}
    cases = [opened(f"2026-04-0{one} 09:00", number=f"青问〔2026〕{one}号", **told) for one in (1, 2)]
    for case, year in zip(cases, (2025, 2026), strict=True):
        said = {"year": year, "problem_no": "1", "facts": f"{year}年案卷质量不高"}
        did(case, "list_problem", "2026-04-03 09:00", by=OFFICE, mend_by=parse_day("2026-09-30"), **said)
    text = page()
    assert "2025年案卷质量不高" in text
    assert "2026年案卷质量不高" not in text, "this report's own are counted"
    assert "本报告已列入清单的问题 1 个" in text
    assert "尚未答复" in text
    assert f"/cases/{cases[0]}/act/carry_over/" in text
    answer = {"year": 2026, "state": "partly_mended", "told": "评查合格率提高"}
    did(cases[0], "carry_over", "2027-01-12 09:00", by=OFFICE, mode="attest", **answer)
    text = page()
    assert "报告称部分整改" in text
    assert "尚未答复" not in text
    assert "carry_over" not in text, "what is answered is not asked for again"
