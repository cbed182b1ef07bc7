"""Citations that the site itself holds: in registers, live documents, questions. Each app names what of its own cites.

`CITES_LAW` in the settings names functions that give `Writing`s; an app that keeps such texts adds its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.pack_store.pack_citations import PackCitation, normalised
from plumbline.core.errors import PlumblineError
from plumbline.core.law.citation import Citation
from plumbline.core.law.citation_parser import read_column
from plumbline.core.law.registry import LawRegistry

_IN_PROSE: Final = re.compile(
    r"《[^《》]{2,60}》(?:（[^（）]{2,30}）)?第[〇零一二两三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)?"
)


@dataclass(frozen=True, slots=True)
class Writing:
    """Something live that may cite law: its kind, what it is known by, whose it is, the text.

    `is_prose`: citations stand among other words; otherwise the text is a list of them, as a field of bases is.
    """

    kind: str
    holder: str
    where: str
    text: str
    is_prose: bool = False


WritingsOf = Callable[[], Iterable[Writing]]


def site_citations(registry: LawRegistry) -> Iterator[PackCitation]:
    """Every citation that a source of `CITES_LAW` holds; what cannot be read as one is passed over."""
    for path in settings.CITES_LAW:
        source: WritingsOf = import_string(path)
        for one in source():
            for citation in dict.fromkeys(_citations(one)):
                known = normalised(citation, registry)
                yield PackCitation(PurePosixPath(one.where), 0, (), one.kind, one.holder, known)


def _citations(one: Writing) -> Iterator[Citation]:
    for text in _IN_PROSE.findall(one.text) if one.is_prose else [one.text]:
        try:
            yield from read_column(text)[0]
        except PlumblineError:
            continue
