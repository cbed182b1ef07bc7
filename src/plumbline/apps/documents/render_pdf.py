"""Documents and the papers of a case file as PDF/A, set by typst.

The template is a file of this package. What a document says goes to it as JSON and is shown as text; typst has no way
to read it as markup, and no file or address can be named in it. Same document and fonts, same bytes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import typst

from plumbline.apps.documents.document_data import document_data
from plumbline.apps.documents.errors import GlyphMissing
from plumbline.apps.documents.fonts import font_set
from plumbline.core.reports.document import Document

LAYOUTS: Final = Path(__file__).parent / "layout"
STANDARD: Final = "a-2b"
_UNSHOWN: Final = re.compile(r"the text `\"(.*)\"` could not be displayed", re.DOTALL)


def pdf_of(document: Document, fonts: Path | None = None) -> bytes:
    """The document as PDF/A-2b. `fonts` is the deployer's folder of fonts."""
    return set_page("document.typ", document_data(document), fonts)


def set_page(template: str, data: dict[str, Any], fonts: Path | None = None) -> bytes:
    """One template with its data."""
    made: bytes = _set(template, data, fonts, format="pdf", pdf_standards=[STANDARD])
    return made


def pictures_of(document: Document, fonts: Path | None = None, ppi: float = 72.0) -> list[bytes]:
    """The pages as PNG, for previews."""
    made = _set("document.typ", document_data(document), fonts, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _set(template: str, data: dict[str, Any], fonts: Path | None, **more: Any) -> Any:
    chosen = font_set(fonts)
    text = json.dumps({**data, "fonts": chosen.families}, ensure_ascii=False)
    try:
        return typst.compile(
            str(LAYOUTS / template),
            root=str(LAYOUTS),
            font_paths=chosen.loaded,
            ignore_system_fonts=True,
            sys_inputs={"document": text},
            timestamp=0,  # a day of writing that the file would carry; the day of the document stands in its text
            **more,
        )
    except typst.TypstError as error:
        if (unshown := _UNSHOWN.search(str(error))) is None:
            raise
        raise GlyphMissing(character=unshown[1]) from None
