"""A citation of a changed article in a benchmark, in a document in force or in what another app names is listed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from tests.builders.desk import HEAD, PLACE, QIN, registered_organ
from tests.builders.history import instant

from plumbline.apps.attachments.actions import receive
from plumbline.apps.casework.actions import Act, Opening, open_case, perform_act
from plumbline.apps.pack_store.queries import Library
from plumbline.apps.pack_store.site_citations import Writing
from plumbline.apps.people.actions import Act as RegisterAct
from plumbline.apps.people.actions import register
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Attachment
from plumbline.site.commands import run

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")


def questions() -> Iterator[Writing]:
    """What another app would name."""
    yield Writing("question", "Q-7", "题库", "猫法 §2")


def benchmark(number: str, basis: str) -> None:
    by = Person("account-register", "登记", Role.SUPERVISOR, "organ-justice", ("650105",))
    values = {
        "benchmark_no": number,
        "name": "某基准",
        "organ_no": PLACE.organ,
        "tier": "ordinary",
        "tier_facts": "首次违法",
        "benchmark_basis": basis,
    }
    act = RegisterAct("register_benchmark", TODAY, values)
    register("benchmark", number, [act], division="650105", by=by, now=NOW, today=TODAY)


def document(number: str, text: str) -> None:
    """A normative document whose draft is attached."""
    made = Document()
    made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    got = receive([out.getvalue()], name="draft.docx", personal=False, by="x", now=NOW)
    file = Attachment("draft.docx", got.media_type, got.size, got.hash, salted=False)
    opening = Opening("normative.document", number, "某办法")
    case = open_case(person=HEAD, place=PLACE, opening=opening, now=NOW)
    act = Act("draft", Moment("2026-10-12T08:00+08:00", "minute"), attachments=(file,))
    officers = OfficerRegister({}, closed=True)
    perform_act(person=QIN, case=case, act=act, seen=None, now=NOW, mode="attest", officers=officers)


def policy(number: str, *, issued: bool) -> None:
    """A policy document whose case is closed."""
    case = open_case(person=HEAD, place=PLACE, opening=Opening("policy.document", number, "某措施"), now=NOW)
    told = {"is_normative": False, "reasons": "依据《养猫法》第二条"}
    steps = [
        ("answer_normative", told),
        *([("issue", {"document_no": number})] if issued else ()),
        ("close_case", {}),
    ]
    for step, values in steps:
        act = Act(step, Moment("2026-10-12T08:00+08:00", "minute"), values=values)
        perform_act(person=HEAD, case=case, act=act, seen=None, now=NOW, mode="attest")


def test_whatever_cites_a_changed_article_is_listed(
    shelf: Library, cat_packs: Path, settings, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("PLUMBLINE_LIBRARY", str(shelf.store.path.parent))
    settings.CITES_LAW = (*settings.CITES_LAW, f"{__name__}.questions")
    registered_organ()
    benchmark("CL-1", "猫法 §2；猫法 §9")
    benchmark("CL-2", "猫法 §9")
    document("规〔2026〕1号", "根据《养猫法》第二条和《行政处罚法》第五十七条，制定本办法。")
    policy("政〔2026〕1号", issued=True)
    policy("政〔2026〕2号", issued=False)
    command = ["law", "impact", "猫法", "2010", "2020", "--packs", str(cat_packs), "--json"]
    assert run([*command, "--site"]) == 1
    found = {(one["kind"], one["id"]) for one in json.loads(capsys.readouterr().out) if one["old"] == "§2"}
    assert found == {
        ("rule", "feed"),
        ("benchmark", "CL-1"),
        ("document", "规〔2026〕1号"),
        ("document", "政〔2026〕1号"),
        ("question", "Q-7"),
    }
    assert run(command) == 1
    assert {one["kind"] for one in json.loads(capsys.readouterr().out)} == {"figure", "rule"}
