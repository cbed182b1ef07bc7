"""How cases are put into words on pages: language, days, names of officers and steps, articles as links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.part import Link
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.reserved import BY_SOURCE
from plumbline.core.cases.rule_hindrance import RECORDINGS
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.ledger.moment import ZONE
from plumbline.core.procedures.definition import Step
from plumbline.core.recording.listed import MEANS

_NOBODY = {"public": gettext_lazy("sent over the portal"), "system": gettext_lazy("the system")}
"""Who enters records without an account."""
"""Before the code of the system of an organ that sent a record."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def language() -> Language:
    """The language of the request."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def paper_name(title: str) -> str:
    """A kind of paper in the language of the request; as it is written where the packs know it no more."""
    kind = shelf().packs.documents.by_title.get(title)
    return title if language() == "zh" or kind is None else kind.english or title


def local(instant: int) -> dt.datetime:
    """An instant in Shanghai."""
    return (_EPOCH + dt.timedelta(microseconds=instant)).astimezone(ZONE)


def name_in(names: Mapping[str, str], key: str) -> str:
    """The name of whoever entered a record; the key where nobody is known under it."""
    if key.startswith(BY_SOURCE) and not names.get(key):
        return str(_("data exchange, source {code}")).format(code=key.removeprefix(BY_SOURCE))
    return names.get(key) or (str(_NOBODY[key]) if key in _NOBODY else key)


@dataclass(slots=True)
class Speaker:
    """Words for one page, as of one day."""

    docket: Docket
    today: int
    language: Language = field(default_factory=language)
    packs: Shelf = field(default_factory=shelf)
    _names: dict[str, str] = field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """Today."""
        return date_of(self.today)

    def know(self, officers: Iterable[str]) -> None:
        """Look up the names of officers at once, before they are asked for one by one; each is asked for once."""
        new = set(officers) - self._names.keys()
        self._names.update(dict.fromkeys(new, "") | officer_names(new))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every name looked up so far, by key."""
        return tuple(sorted(self._names.items()))

    def officer(self, key: str) -> str:
        """The name of an officer; the number where the register does not know them."""
        return name_in(self._names, key)

    def officers(self, keys: Iterable[str]) -> str:
        """Names in one line."""
        return ("、" if self.language == "zh" else ", ").join(self.officer(key) for key in keys) or "—"

    def step(self, step: Step) -> str:
        """The step's name."""
        return step.title if self.language == "zh" else step.english or step.title

    def step_id(self, step: str) -> str:
        """The name of the step of that id; the id where the procedure no longer knows it."""
        known = self.docket.step(step)
        return self.step(known) if known else step

    def paper(self, title: str) -> str:
        """The name of a kind of paper."""
        return paper_name(title)

    def lacking(self, step: str, name: str) -> str:
        """What an act of that step lacks, as rules name it: a field, a recording, else a paper."""
        known = self.docket.step(step)
        field = known.fields.get(name) if known else None
        if field is None and name not in RECORDINGS:
            return self._by_list(name) or self.quoted(name)
        zh, en = RECORDINGS[name] if field is None else (field.title, field.english)
        return zh if self.language == "zh" else en or zh

    def _by_list(self, name: str) -> str:
        """What the organ's recording list finds lacking: its means, the times that are open; empty for all else."""
        zh, en = next((one for one in MEANS.values() if name.endswith(one[0])), ("", ""))
        at = name.removesuffix(zh).removesuffix("的")
        if not (at[:1].isdigit() if at else zh):
            return ""
        return name if self.language == "zh" else " ".join(filter(None, (at, en)))

    def quoted(self, title: str) -> str:
        """The same as a sentence names it."""
        return f"《{title}》" if self.language == "zh" else f"“{self.paper(title)}”"

    def article(self, basis: Iterable[str]) -> Link:
        """The articles as one link to what they say."""
        cited = list(basis)
        text = ("；" if self.language == "zh" else "; ").join(self.packs.written(one) for one in cited)
        return Link(text, f"{url_of('law:article')}?{urlencode({'cite': '; '.join(cited)})}")

    def gist(self, basis: Iterable[str]) -> str:
        """What the articles say, in the packs' own words."""
        return "".join(gist.gist for one in basis for gist in self.packs.gists(one)[:2])

    def short(self, day: int) -> str:
        """10-12."""
        return formats.short_day(date_of(day), self.day)

    def due(self, day: int) -> str:
        """10-13 周二."""
        return formats.due_day(date_of(day), self.day)

    def due_time(self, day: int, instant: int | None) -> str:
        """10-13 周二 24:00; of a limit in hours the very minute."""
        end = "24:00" if instant is None else f"{local(instant):%H:%M}"
        return f"{self.due(day)} {end}"

    def time(self, instant: int) -> str:
        """10-12 08:50."""
        return formats.moment(local(instant), self.day)

    def option(self, field_name: str, code: str) -> str:
        """The word of an answer."""
        return self.packs.words.word(field_name, code, self.language)


def pairs(mapping: Mapping[str, str]) -> str:
    """An address' question; a page has a dozen of them with the same values."""
    return "&".join(f"{key}={_quoted(value)}" for key, value in mapping.items() if value)


_quoted = lru_cache(1024)(quote_plus)
