"""What a person holds, in a line each; boxes of chains and posts, which belong to no case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.apps.casework.approval_chains import sittings
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries import organ_of, posts_of


@dataclass(frozen=True, slots=True)
class Held:
    """Something that a person holds: a `case` they handle, a `confirmation` or `opinion` that waits for them or,
    `later`, will, an act that they `submitted`; without a case a `seat` in a chain of the organ, a `duty`, the absence
    of another as `deputy`.

    `record` is what waits, `named` whom it names: another person where this one took it over.
    """

    kind: str
    case: str
    number: str
    record: str = ""
    named: str = ""
    step_zh: str = ""
    step_en: str = ""
    number_en: str = ""
    cause: str = ""
    """What a case is about, for the page alone."""

    @property
    def line(self) -> str:
        """In a line of the list that is kept with the hand-over."""
        kind = {"seat": "审批栏", "deputy": "代理", "duty": "值班", "submitted": "送审批"}.get(self.kind, "")
        return " ".join(word for word in (kind, self.number, self.step_zh) if word)

    @property
    def english(self) -> str:
        """The same for a page in English."""
        kinds = {
            "seat": "box of a chain:",
            "deputy": "stands in",
            "duty": "duty",
            "submitted": "submitted for approval:",
        }
        kind = kinds.get(self.kind, "")
        number = self.number_en or self.number
        return " ".join(word for word in (kind, number, self.step_en) if word)


def seats_held(officer: str, organ: str = "") -> Iterator[Held]:
    """The boxes of an organ's chains in which somebody sits; without one, of their own."""
    for one in sittings(organ or organ_of(officer), officer):
        known = shelf().docket(one.procedure).procedure if one.procedure in shelf().procedures else None
        step_zh = one.step.title if one.step else one.act
        title = known.title if known else one.procedure
        step_en = (one.step and one.step.english) or step_zh
        title_en = known.english if known else title
        yield Held("seat", "", title, step_zh=step_zh, step_en=step_en, number_en=title_en)


def posts_held(officer: str, today: int) -> Iterator[Held]:
    """Absences of others in which somebody stands in, and their duties, that last beyond today."""
    absences, duties = posts_of(officer, today)
    for away in absences:
        span = f"{away.first.isoformat()} – {away.last.isoformat()}"
        yield Held("deputy", "", span, named=away.account)
    for duty in duties:
        span = f"{duty.first.isoformat()} – {duty.last.isoformat()}"
        yield Held("duty", "", span, step_zh=duty.duty, step_en=duty.duty)
