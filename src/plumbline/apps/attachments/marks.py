"""Marks of state secrecy in a text (GB/T 9704: 密级和保密期限, such as 机密★1年).

Found are a level followed by a star, wherever it stands, and a level that stands alone on one of the first lines or
after «密级». The words in running text (商业秘密, 保守国家秘密) are no mark. A scanned page has no text: nobody is
relieved of looking.
"""

from __future__ import annotations

import re
import unicodedata

_LEVEL = r"(?:绝[ \t]*密|机[ \t]*密|秘[ \t]*密)"
_TERM = r"(?:[ \t]*(?:\d+[ \t]*(?:年|个月|月|日|天)|长期|启封前|启用前))?"
_STARRED = re.compile(rf"{_LEVEL}\s*[★☆⭐*]{_TERM}")
_LABELLED = re.compile(rf"密[ \t]*级[ \t]*[::][ \t]*{_LEVEL}")
_ALONE = re.compile(rf"^[ \t\[【(]*({_LEVEL}{_TERM})[ \t\]】)]*$", re.MULTILINE)
_FIRST_LINES = 20


def classification_mark(text: str) -> str | None:
    """The first mark in the text, else None."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    if found := _STARRED.search(plain) or _LABELLED.search(plain):
        return found[0].strip()
    lines = [line for line in plain.splitlines() if line.strip()][:_FIRST_LINES]
    alone = _ALONE.search("\n".join(lines))
    return alone[1].strip() if alone else None
