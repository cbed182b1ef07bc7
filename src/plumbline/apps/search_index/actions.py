"""Writing to the index. It is not in the transaction of the records: call these once that has committed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.search_index.document import Document
from plumbline.apps.search_index.following import BATCH, PERSONAL, Texts, documents_of, follow, is_searched
from plumbline.apps.search_index.store import SearchIndex

_CLAUSE = re.compile("[\u4e00-\u9fff]{5,24}")
__all__ = [
    "Document",
    "clear",
    "follow_log",
    "forget_values_of",
    "index",
    "index_all",
    "purge",
    "remove",
    "site_index",
    "site_texts",
    "take_in_again",
]


def site_index() -> SearchIndex:
    """The index of this site, a file in its data folder."""
    return _at(Path(settings.DATA) / "search.sqlite3")


@cache
def _at(path: Path) -> SearchIndex:
    return SearchIndex(path, _sentences)


def _sentences() -> str:
    """Sentences of the packs: what records say again and again is packed against them."""
    files = sorted(Path(settings.PACKS).rglob("procedure.yaml"))
    return "".join(
        dict.fromkeys(clause for file in files for clause in _CLAUSE.findall(file.read_text("utf-8")))
    )


def index(*, kind: str, id: str, organ: str, text: str, number: str = "", at: int) -> None:
    """Put a document in, in place of what was there under its kind and id; `at` in microseconds since 1970 UTC."""
    index_all([Document(kind, id, organ, text, number, at)])


def index_all(documents: Iterable[Document]) -> None:
    """Put many documents in, in one transaction; some thousands a call are best."""
    site_index().add(documents)


def remove(*, kind: str, ids: Iterable[str]) -> int:
    """Take documents out: they are found no more. How many there were."""
    return site_index().remove(kind, ids)


def forget_values_of(case: str) -> None:
    """No personal value of the case is found any more, nor left in the file; what it still has is taken in again."""
    if site_index().remove(PERSONAL, [case]):
        purge()


def take_in_again(cases: Iterable[str]) -> None:
    """What is found of these cases beside their records has changed, such as the text of their files."""
    wanted, texts = [one for one in cases if is_searched(one)], site_texts()
    for start in range(0, len(wanted), BATCH):
        every = (one for case in wanted[start : start + BATCH] for one in documents_of(case, texts))
        site_index().add(one for one in every if one.kind == PERSONAL)


def purge() -> None:
    """After a personal value was destroyed: nothing of what was taken out or replaced is left in the file."""
    site_index().purge()


def follow_log() -> int:
    """Take in what the log says since last time; how many records. A new or cleared file is thereby made again."""
    return follow(site_index(), site_texts())


def site_texts() -> Texts:
    """What of a case is searched on this site."""
    said, more = (
        import_string(one) if one else None for one in (settings.SEARCH_SAID, settings.SEARCH_TEXTS)
    )
    return Texts(said, more)


def clear() -> None:
    """Take everything out, before all is put in again."""
    site_index().clear()
