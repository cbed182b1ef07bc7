"""The chart of responsibility 执法责任制 of an organ: power, post, officers; findings open on a post, training.

What is counted is work and duty by post. No figure ranks or marks a person: officers stand by number with the facts
that the law asks for (certificate, yearly hours).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.queries.limits import (
    StandingLine,
    handlers_of_cases,
    standing_lines,
    standing_under,
)
from plumbline.apps.people.queries.entries import EntryView, certificates, every
from plumbline.apps.people.queries.training import DutyAssessed, assessed, hours_of, least_hours
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.queries.matters import PROCEDURE
from plumbline.core.authority.access import Visible
from plumbline.core.oversight.personnel import PersonnelProposal, proposals_of
from plumbline.core.vocabulary import Outcome

MATTERS: Final = 100
"""Matters of an organ that are read for what was proposed about persons, the newest first."""


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """What the register says of an officer: last day of the certificate in force, hours of the year."""

    code: str
    name: str
    post: str
    valid_until: int | None
    hours: int


@dataclass(frozen=True, slots=True)
class Post:
    """A post of an organ: who holds it, and the findings open in cases that they handle."""

    title: str
    officers: tuple[OfficerFacts, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A power with its article and the posts that exercise it."""

    code: str
    name: str
    kind: str
    basis: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The chart of an organ."""

    organ: str
    powers: tuple[PowerLine, ...]
    posts: tuple[Post, ...]
    least_hours: int | None
    """Least hours of training of the year by the figure of law; None where none is set."""

    @property
    def officers(self) -> list[OfficerFacts]:
        """Every officer, by number."""
        return sorted((one for post in self.posts for one in post.officers), key=lambda one: one.code)


def responsibility(organ: str, today: int, year: int) -> Responsibility:
    """The chart of an organ, as the registers and findings stand."""
    reach = Visible(organs=frozenset({organ}))
    entries = list(every("officer", reach, ended=False))
    officers = {one.code: _facts(one, today, year) for one in entries}
    fields = {one.code: str(one.values.get("enforcement_field") or "") for one in entries}
    open_on = _open_by_post(organ, officers)
    titles = sorted({one.post for one in officers.values()} | open_on.keys())
    posts = tuple(
        Post(
            title,
            tuple(one for one in officers.values() if one.post == title),
            tuple(sorted(open_on.get(title, ()))),
        )
        for title in titles
    )
    powers = tuple(_power(one, officers, fields) for one in every("power", reach, ended=False))
    return Responsibility(organ, powers, posts, least_hours("", year))


def duties_assessed(made: Responsibility, year: int, only: str = "") -> list[DutyAssessed]:
    """What was assessed in a year, duty by duty, officers by number; `only`: one officer, who sees the own alone."""
    wanted = [(one.code, one.name) for one in made.officers if only in ("", one.code)]
    return assessed(wanted, year)


def personnel_proposals(organ: str, now: int) -> list[tuple[StandingLine, PersonnelProposal]]:
    """What supervision proposed about persons of an organ to the competent body, and what came back (监督条例 §32)."""
    rows = standing_under(PROCEDURE, [organ], []).order_by("-opened_day", "case")[:MATTERS]
    return [
        (line, one)
        for line in standing_lines(rows)
        for one in proposals_of(read_case(line.case).history.folded(now))
    ]


def _facts(entry: EntryView, today: int, year: int) -> OfficerFacts:
    spans = [span for card in certificates(entry.code) for span in card.spans]
    valid = [span.to_day for span in spans if span.from_day <= today <= span.to_day]
    post = str(entry.values.get("post") or "")
    return OfficerFacts(
        entry.code, entry.name, post, max(valid) if valid else None, hours_of(entry.code, year)
    )


def _open_by_post(organ: str, officers: Mapping[str, OfficerFacts]) -> dict[str, set[str]]:
    """Findings open in cases of the organ, by the posts of those who handle the case."""
    rows = FindingRow.objects.filter(organ=organ, state="open", outcome=Outcome.VIOLATED.value)
    found = list(rows.order_by("id").values_list("id", "case"))
    handlers = handlers_of_cases(sorted({case for _id, case in found}))
    by_post: dict[str, set[str]] = {}
    for id, case in found:
        for post in _posts(handlers.get(case, ()), officers):
            by_post.setdefault(post, set()).add(id)
    return by_post


def _posts(handlers: Iterable[str], officers: Mapping[str, OfficerFacts]) -> set[str]:
    return {officers[one].post for one in handlers if one in officers}


def _power(entry: EntryView, officers: Mapping[str, OfficerFacts], fields: Mapping[str, str]) -> PowerLine:
    """Posts whose officers work in the power's field; where either says none, every post of the organ."""
    field = str(entry.values.get("enforcement_field") or "")
    fits = {one.post for one in officers.values() if not field or fields[one.code] in ("", field)}
    values = entry.values
    kind, basis = str(values.get("power_kind") or ""), str(values.get("power_basis") or "")
    return PowerLine(entry.code, entry.name, kind, basis, tuple(sorted(fits)))
