"""A document as plain data for the page layout: what the template reads, nothing that it would run."""

from __future__ import annotations

from typing import Any

from plumbline.core.procedures.document_kind import Layout
from plumbline.core.reports.chinese_forms import chinese_date
from plumbline.core.reports.document import (
    ApprovalBoxes,
    Blank,
    Document,
    EmptyLines,
    Exchanges,
    FieldTable,
    ListTable,
    Paragraph,
    Part,
    SignatureLines,
    Text,
)

EMPTY_DATE = "　　年　月　日"
_NARROW = {"序号": 1, "页数": 1, "数量": 2, "单位": 2, "页次": 2, "金额": 2}
_USUAL = 3


def document_data(document: Document) -> dict[str, Any]:
    """Everything the template shows."""
    parts = [part_data(part) for part in document.parts]
    return {
        "layout": document.layout.value,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number_text,
        "addressee": text_data(document.addressee),
        "parts": _sections(parts) if document.layout in (Layout.FORM, Layout.RECEIPT) else parts,
        "attachments": list(document.attachments),
        "seal": None
        if document.seal is None
        else {"organ": text_data(document.seal.organ), "date": document.seal.date_text},
    }


def text_data(text: Text) -> list[Any]:
    """Words, and blanks as their width."""
    return [{"blank": part.width} if isinstance(part, Blank) else part for part in text]


def part_data(part: Part) -> dict[str, Any]:
    """One part."""
    match part:
        case Paragraph(text=text, heading=heading):
            return {"kind": "paragraph", "text": text_data(text), "heading": heading}
        case EmptyLines(count=count):
            return {"kind": "room", "count": count}
        case FieldTable(rows=rows):
            cells = [[{"label": label, "value": text_data(value)} for label, value in row] for row in rows]
            return {"kind": "fields", "rows": cells}
        case ListTable(columns=columns, rows=table_rows, numbers=numbers):
            widths = [_NARROW.get(column, _USUAL) for column in columns]
            return {
                "kind": "list",
                "columns": list(columns),
                "widths": widths,
                "numbers": list(numbers),
                "rows": [list(row) for row in table_rows],
            }
        case ApprovalBoxes(boxes=boxes):
            return {
                "kind": "boxes",
                "boxes": [_box(box.title, box.opinion, box.name, box.day) for box in boxes],
            }
        case SignatureLines(titles=titles):
            return {"kind": "signatures", "titles": list(titles)}
        case Exchanges(pairs=pairs):
            said = [{"question": pair.question, "answer": pair.answer} for pair in pairs]
            return {"kind": "exchanges", "pairs": said}


def _box(title: str, opinion: str, name: str, day: Any) -> dict[str, str]:
    return {
        "title": title,
        "opinion": opinion,
        "name": name,
        "day": chinese_date(day) if day else EMPTY_DATE,
    }


def _sections(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In a form, a heading and what follows it are one row: the heading its label."""
    found: list[dict[str, Any]] = []
    for part in parts:
        last = found[-1] if found else None
        if part["kind"] == "paragraph" and part["heading"]:
            words = "".join(word for word in part["text"] if isinstance(word, str))
            found.append({"kind": "section", "title": words, "parts": []})
        elif part["kind"] in ("paragraph", "room") and last is not None and last["kind"] == "section":
            last["parts"].append(part)
        else:
            found.append(part)
    return found
