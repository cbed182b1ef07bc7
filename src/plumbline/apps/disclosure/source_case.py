"""What the case of a decision tells of its publication by itself: nobody enters by hand what the program has done."""

from __future__ import annotations

from plumbline.apps.casework.actions import Act, told_in
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.authority.person import Person
from plumbline.core.disclosure.duty import tells
from plumbline.core.ledger.moment import Moment, written_instant


def told_by(person: Person, source: CaseFile, now: int, *, public: bool) -> list[Wanted]:
    """The act that a release, or with `public` false a withdrawal, enters into the case; none where it stands there."""
    duty = shelf().duties[source.history.opening.procedure]
    step = tells(duty, source.history, now, public=public)
    if not step:
        return []
    values = (duty.enters or {}) if public else {}
    act = Act(step, Moment(written_instant(now), "microsecond"), values=values)
    return [told_in(person, source, act, now)]
