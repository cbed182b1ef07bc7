"""`plumbline audit-report` over real files of each kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from plumbline.site.commands.audit_report import audit_report

pytestmark = pytest.mark.django_db
TEXT = "收到行政复议申请133件，确认违法14件、责令履行3件、撤销1件。收到建议52件，办结53件。"


@pytest.fixture
def report(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    file = tmp_path / f"report.{request.param}"
    if request.param == "docx":
        document = Document()
        document.add_paragraph(TEXT)
        document.save(str(file))
    elif request.param == "html":
        file.write_text(
            f"<html><head><style>p{{width:99%}}</style></head><body><p>{TEXT}</p></body></html>", "utf-8"
        )
    else:
        file.write_text(TEXT, "utf-8")
    return file


@pytest.mark.parametrize("report", ["txt", "docx", "html"], indirect=True)
def test_numbers_and_faults(report: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = CliRunner().invoke(
        audit_report, [str(report), "--json", "--html", str(page)], standalone_mode=False
    )
    told = json.loads(ran.output)
    assert [one["text"] for one in told["numbers"]] == ["133件", "14件", "3件", "1件", "52件", "53件"]
    assert [one["kind"] for one in told["remarks"]] == ["rest_open", "closed_exceed"]
    assert ran.return_value == 1
    assert "<mark class=fault>53件</mark>" in page.read_text("utf-8")
