"""How text becomes what is looked up: overlapping pairs of characters inside runs of Chinese, other words whole.

市场监管 becomes 市场 场监 监管 管. The last character of a run stands alone as well, so that one character is found by
its beginning (管 as itself, 监 as the start of 监管), and a text that goes on behind the run too. Case, width and
forms of characters are made equal first (NFKC); whatever is neither character nor digit only divides.

The index finds documents that have all pairs of what is asked for; whether they stand side by side is then looked up in
the text (`index_file.looks_for`). Together that is exactly a search through the texts, which tests compare it with.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff"
)
_FAR = "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U000323af"
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_RUN = re.compile(f"[{_HAN}{_FAR}]+|[^\\W_{_HAN}{_FAR}]+")
_IS_HAN = re.compile(f"[{_HAN}{_FAR}]")
_SCOPE = {code: 0xE100 + code for code in range(128) if not (chr(code).islower() or chr(code).isdigit())}
_ORGAN = "\ue000"
_BRACKETS = str.maketrans("〔〕[]【】（）「」《》{}", "()()()()()()()")


def runs(text: str) -> list[str]:
    """Runs of Chinese characters and words of anything else, in order, in one form."""
    plain = unicodedata.normalize("NFKC", _PRIVATE.sub(" ", text)).casefold().replace("\u200b", "")
    return _RUN.findall(unicodedata.normalize("NFKC", plain))


def reads_as(text: str) -> str:
    """The text as it is compared: its runs, one space between two of them."""
    return " ".join(runs(text))


def is_han(run: str) -> bool:
    """Whether a run is of Chinese characters."""
    return bool(_IS_HAN.match(run))


def indexed(read: str) -> str:
    """The tokens of a text that is put into the index, divided by spaces; the text as `reads_as` writes it."""
    tokens: list[str] = []
    for run in read.split():
        if is_han(run):
            tokens.extend(map("".join, pairwise(run)))
            tokens.append(run[-1])
        else:
            tokens.append(run)
    return " ".join(tokens)


def terms(text: str) -> list[str]:
    """FTS5 terms that a document must have to hold the text; none when there is nothing to look for.

    The end is open: a last word or a last single character is found as the beginning of one. A single term finds the
    text by itself; of several the order is not told, and the text decides.
    """
    wanted = runs(text)
    if not wanted:
        return []
    *before, last = wanted
    found = indexed(" ".join(before)).split()
    if is_han(last) and len(last) > 1:
        return _quoted([*found, *map("".join, pairwise(last))])
    return [*_quoted(found), f'"{last}" *']


def _quoted(words: list[str]) -> list[str]:
    return [f'"{word}"' for word in dict.fromkeys(words)]


def organ_token(name: str) -> str:
    """The token of an organ: no text can hold it, and names that differ in anything have different tokens."""
    return _ORGAN + name.translate(_SCOPE)


def written_number(number: str) -> str:
    """A case or document number in the form in which numbers are compared: no spaces, one kind of brackets."""
    plain = unicodedata.normalize("NFKC", number.translate(_BRACKETS)).casefold()
    return re.sub(r"\s+", "", plain)
