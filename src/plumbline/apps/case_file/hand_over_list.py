"""The hand-over list of files as a paper; its form is office practice, no text read states it."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.core.procedures.document_kind import Layout, Volume
from plumbline.core.reports.document import Document, FieldTable, ListTable, Paragraph, SignatureLines

_COLUMNS = ("序号", "档号", "案号", "题名", "办结日期", "保管期限", "备注")


def hand_over_list(
    organ: str, year: int, files: Sequence[Sequence[str]], *, number: str = "", receiver: str = ""
) -> Document:
    """`files` are archive number, case number, title, day of the end, retention; what is not known yet stays blank."""
    rows = tuple((str(place), *cells, "") for place, cells in enumerate(files, 1))
    return Document(
        kind="案卷移交清单",
        layout=Layout.RECEIPT,
        volume=Volume.MAIN,
        title="案卷移交清单",
        parts=(
            FieldTable(
                (
                    (("移交单位", (organ,)), ("案卷年度", (f"{year}年",))),
                    (("接收单位", (receiver,)), ("卷数", (f"{len(rows)}卷",))),
                    (("清单号", (number,)),),
                )
            ),
            ListTable(_COLUMNS, rows),
            Paragraph((f"以上案卷共{len(rows)}卷，经双方核对无误。本清单一式两份，双方各执一份。",)),
            SignatureLines(("移交人", "接收人", "监交人")),
        ),
    )
