"""The annual report on paper: every figure of the demo's text in DOCX and PDF as the records give it; the lines and
characters of a page; the DOCX opened by LibreOffice, where that is installed.

python tools/drill/report_papers.py
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINES, CHARACTERS = 22, 28
"""Of a page, as GB/T 9704 has them."""
OFFICE_SECONDS = 600
HEADING = re.compile("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


def main() -> int:
    """Makes the report from records, writes both papers, reads them again."""
    with tempfile.TemporaryDirectory(prefix="plumbline-drill-") as name:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="plumbline.site.settings",
            PLUMBLINE_DATA=name,
            PLUMBLINE_DATABASE="",
            PLUMBLINE_SECRET_KEY="drill-only-" + "0" * 40,
        )
        sys.path.insert(0, str(ROOT))
        import django  # noqa: PLC0415 - the settings are known only now
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        document, wanted, chips = _report()
        from plumbline.apps.documents.queries import docx_of, pdf_of  # noqa: PLC0415

        docx, pdf = docx_of(document), pdf_of(document)
        _check_words("DOCX", _docx_words(docx), wanted, chips)
        _check_words("PDF", _pdf_words(pdf), wanted, chips)
        _measure(document)
        return _opened_by_libreoffice(docx, wanted, chips, Path(name))


def _report() -> tuple[Any, list[str], Counter[str]]:
    """The report of the demo's closed year over its records but the enforcement: document, paragraphs, its numbers."""
    from plumbline.apps.annual_report.papers import document_of  # noqa: PLC0415
    from plumbline.apps.annual_report.queries import held_report  # noqa: PLC0415
    from plumbline.apps.ledger_store.sequencing import sequence  # noqa: PLC0415
    from plumbline.apps.people.queries import demo_login, persons_of  # noqa: PLC0415
    from plumbline.core.authority.role import Role  # noqa: PLC0415
    from plumbline.core.reports.yearly_report import fixed_number, lines_of  # noqa: PLC0415
    from plumbline.core.reports.yearly_text import Chip, plain  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415
    from plumbline.site.demo.closed_year import fill  # noqa: PLC0415
    from plumbline.site.demo.closed_year_kinds import KINDS  # noqa: PLC0415
    from plumbline.site.demo.closed_year_report import publish_report  # noqa: PLC0415
    from plumbline.site.demo.people import settle  # noqa: PLC0415

    now = server_clock()
    today = day_in_zone(now)
    settle(now, today)
    account = demo_login(Role.RULE_OF_LAW_OFFICE)
    assert account is not None
    office = next(one for one in persons_of(account, today) if one.role is Role.RULE_OF_LAW_OFFICE)
    taken = fill(KINDS, organ=office.organ, division=office.divisions[0], now=now)
    sequence()
    held = held_report(publish_report(office, now, today))
    fixed = held.report.fixed
    assert fixed is not None
    number = fixed_number(fixed)
    lines = [line for id, _zh, _en in held.report.sections for line in lines_of(held.report, id)]
    chips = Counter(number(piece) for line in lines for piece in line.pieces if isinstance(piece, Chip))
    print(f"{taken:,} records of the closed year, {len(fixed.figures)} figures fixed", end=", ")
    print(f"{sum(chips.values())} of them in the text")
    document = document_of(held.report, held.report.title, "青石区人民政府", number, None)
    return document, [plain(line, number) for line in lines], chips


def _docx_words(data: bytes) -> str:
    from docx import Document  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def _pdf_words(data: bytes) -> str:
    """The words of all pages without the page numbers at their foot."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    pages = [page.get_textpage().get_text_range() for page in PdfDocument(data)]
    return "\n".join(re.sub(r"—\s*\d+\s*—", "", text) for text in pages)


def _check_words(kind: str, words: str, wanted: list[str], chips: Counter[str]) -> None:
    """The paragraphs stand there in their order, and each that holds a number once: so does each figure."""
    told, at = re.sub(r"\s", "", words), 0
    for paragraph in wanted:
        flat = re.sub(r"\s", "", paragraph)
        at = told.find(flat, at) + len(flat)
        assert at >= len(flat), (kind, paragraph)
        assert told.count(flat) == 1 or not re.search(r"\d", flat), (kind, paragraph)
    print(
        f"{kind}: {len(wanted)} paragraphs in order, {sum(chips.values())} figures as the records give them, each once"
    )


def _measure(document: Any) -> None:
    """Lines of a page, and characters of a line: the text three times over, so that there are whole pages."""
    import pypdf  # noqa: PLC0415

    from plumbline.apps.documents.queries import pdf_of  # noqa: PLC0415

    lines_of = import_module("tests.apps.documents.test_render_pdf").lines_of
    long = pdf_of(replace(document, parts=document.parts * 3))
    pages = [lines_of(page) for page in pypdf.PdfReader(io.BytesIO(long)).pages]
    counts = [len(page) for page in pages]
    full = [text for page in pages for _y, _x, text in page if not re.search("[ -~]", text)]
    longest = max(map(len, full))
    print(f"PDF, the text three times over: {len(pages)} pages with {counts} lines of body text;")
    print(f"of {len(full)} lines without digits the longest has {longest} characters")
    assert len(pages) > 2
    begins = [page[0][2].strip() for page in pages]
    for number, count in enumerate(counts[1:-1], 1):  # a heading goes over to the page of its first lines
        short = f"{counts}: page {number + 1}, and the next begins with {begins[number + 1]}"
        assert count == LINES or (count == LINES - 1 and HEADING.match(begins[number + 1])), short
    assert max(counts) == LINES
    assert longest == CHARACTERS


def _opened_by_libreoffice(docx: bytes, wanted: list[str], chips: Counter[str], folder: Path) -> int:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("LibreOffice is not installed here: the DOCX was not opened by it")
        return 0
    file = folder / "report.docx"
    file.write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder}/office"
    command = [
        program,
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=OFFICE_SECONDS)
    made = folder / "report.pdf"
    assert done.returncode == 0, done.stderr
    assert made.exists(), done.stdout + done.stderr
    said = done.stdout + done.stderr
    assert not re.search("repair|corrupt|could not be loaded", said, re.IGNORECASE), said
    version = subprocess.run(
        [program, profile, "--version"], capture_output=True, text=True, check=False
    ).stdout.strip()
    _check_words(f"opened by {version}", _pdf_words(made.read_bytes()), wanted, chips)
    return 0


if __name__ == "__main__":
    sys.exit(main())
