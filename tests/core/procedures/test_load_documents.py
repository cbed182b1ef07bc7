"""Every way a document kind can be written wrongly says where, what and how to mend it."""

from pathlib import Path

import pytest
from tests.builders.small_pack import PACKS, small

from plumbline.core.data_file.errors import PackErrors
from plumbline.core.procedures.document_kind import DocumentKinds
from plumbline.core.procedures.load_documents import check_documents, load_document_kinds
from plumbline.core.procedures.pack_set import load_packs

HEAD = "checked_on: 2026-11-23\n"
GOOD = """
  trial:
    title: 试用通知书
    english: Trial
    layout: notice
    order: 1
    series: 试
    sealed: true
    basis: 处罚法 §44
    body:
      - 关于{case.title}。
"""


def load(folder: Path, documents: str, head: str = HEAD) -> DocumentKinds:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "a.yaml").write_text(f"{head}documents:{documents}", "utf-8")
    return load_document_kinds(folder)


def test_a_good_one_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).titles == ("试用通知书",)


RULE = "r:\n  limit: {step: decide, holds: fine > 0}"
WRONG = {
    "unknown fact": (GOOD.replace("{case.title}", "{case.titel}"), 12, "case.titel", "title"),
    "no placeholder": (GOOD.replace("{case.title}", "{标题}"), 12, "no placeholder", "root.name"),
    "loose brace": (GOOD.replace("{case.title}", "case.title}"), 12, "brace", "full-width"),
    "unknown form": (GOOD.replace("case.title", "case.title:bold"), 12, "bold", "money"),
    "unknown key": (GOOD.replace("sealed", "seald"), 9, "seald", "sealed"),
    "unknown layout": (GOOD.replace("notice", "poster"), 6, "poster", "letter"),
    "no article": (GOOD.replace("处罚法 §44", "第几条"), 10, "第几条", ""),
    "missing basis": (GOOD.replace("    basis: 处罚法 §44\n", ""), 4, "basis", "add basis"),
    "unknown part": (GOOD + "      - {pictures: 3}\n", 13, "pictures", "grid"),
    "unknown blank": (GOOD + "      - {room: facts}\n", 13, "facts", ""),
    "unknown clause": (GOOD + "      - {clause: thanks}\n", 13, "thanks", ""),
    "amount of nothing": (GOOD + "      - {text: 甲, only_with: fine}\n", 13, "fine", "root.name"),
    "odd row": (GOOD + "      - {rows: [[甲, 乙, 丙]]}\n", 13, "pairs", "label"),
    "remedies untold": (GOOD + "    remedies: 处罚法 §59\n", 13, "remedies", "clause"),
    "unused blank": (GOOD + "    asks: {facts: 事实}\n", 13, "facts", "room"),
    "numbered form": (GOOD.replace("notice", "form"), 8, "number", "notice"),
    "sheet of ours": (GOOD.replace("notice", "sheet").replace("    series: 试\n", ""), 4, "sheet", "made_by"),
    "same title": (GOOD + GOOD.replace("trial", "other").replace("试\n", "另\n"), 15, "already", "remove"),
    "same series": (
        GOOD + GOOD.replace("trial", "other").replace("试用", "另用"),
        15,
        "试",
        "word of its own",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_one_says_so(name: str, tmp_path: Path) -> None:
    documents, line, cause, remedy = WRONG[name]
    with pytest.raises(PackErrors) as raised:
        load(tmp_path, documents)
    found = [(e.line, e.message("en"), e.remedy("en") or "") for e in raised.value.errors]
    assert any(at == line and cause in what and remedy in mend for at, what, mend in found), found


def test_a_clause_brings_its_articles(tmp_path: Path) -> None:
    clauses = HEAD + "clauses: {thanks: {says: 特此说明。, basis: 复议法 §20}}\n"
    kind = load(tmp_path, GOOD + "      - {clause: thanks}\n", clauses).kind("试用通知书")
    assert kind.cites == ("复议法 §20",)


def test_documents_and_steps_must_fit(tmp_path: Path) -> None:
    only = "      - {text: 甲, only_with: decide.fin, without: {decide.kin: [a]}}\n"
    kinds = load(tmp_path, GOOD.replace("{case.title}", "{decide.fien:money}和{figure.nothing}") + only)
    procedure = small(tmp_path / "pack", "decide: fine money", RULE)
    with pytest.raises(PackErrors) as raised:
        check_documents(kinds, [procedure], ["suit-months"])
    assert [e.message("en").split(" names ")[-1] for e in raised.value.errors] == [
        "decide.fien, which is not there",
        "decide.fin, which is not there",
        "decide.kin, which is not there",
        "figure.nothing, which is not there",
    ]


PACK = """
procedure: small
title: 试
english: Small
in_force: {from: 2000-01-01}
checked_on: 2026-01-01
basis: 处罚法 §1
time_zone: Asia/Shanghai
calendar: cn
lives: here
steps:
  decide: {title: 决定, english: Decide, documents: [试用通知书, 试用通知]}
rules:
  shown:
    says: 试
    english: Try
    basis: 处罚法 §1
    carries: {step: decide, documents: 试用公告}
"""


def test_a_misspelt_document_of_a_step_or_rule_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "cn" / "procedures" / "small").mkdir(parents=True)
    (tmp_path / "cn" / "calendars").symlink_to(PACKS / "cn" / "calendars")
    (tmp_path / "cn" / "procedures" / "small" / "procedure.yaml").write_text(PACK, "utf-8")
    load(tmp_path, GOOD)
    with pytest.raises(PackErrors) as raised:
        load_packs(tmp_path, examples="skip")
    assert [
        (e.line, e.data["word"], "试用通知书" in (e.remedy("zh") or "")) for e in raised.value.errors
    ] == [
        (12, "试用通知", True),
        (18, "试用公告", True),
    ]


def test_packs_without_any_kind_declare_none_to_check(tmp_path: Path) -> None:
    (tmp_path / "cn" / "procedures" / "small").mkdir(parents=True)
    (tmp_path / "cn" / "calendars").symlink_to(PACKS / "cn" / "calendars")
    (tmp_path / "cn" / "procedures" / "small" / "procedure.yaml").write_text(PACK, "utf-8")
    assert load_packs(tmp_path, examples="skip").documents.titles == ()
