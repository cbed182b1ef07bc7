"""A finding noted beside a case, without a scan: for pages that only need one to be there."""

from __future__ import annotations

from uuid import uuid4

from plumbline.apps.ledger_store.actions import Draft, Wanted, enter_all
from plumbline.core.authority.person import Place
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.oversight.finding import NOTE, PROCEDURE, State, stream_of, written_seen
from plumbline.core.oversight.looking import Seen
from plumbline.core.vocabulary import Outcome

PACK = "sha256:" + "0" * 64


def noted(place: Place, number: str, now: int, *, record: str = "none", rule: str = "two-officers") -> str:
    """The id of an open breach of a rule of the ordinary penalty."""
    case, stream = place.matter, stream_of(place.matter)
    seen = Seen(
        rule,
        record,
        "investigate",
        "",
        Outcome.VIOLATED,
        "",
        "",
        now // 86_400_000_000,
        None,
        None,
        None,
        False,
    )
    opening = {
        "procedure": PROCEDURE,
        "number": stream,
        "title": number,
        "field": "",
        "division": place.division,
        "ends": [],
        "case_number": number,
        "case_procedure": "penalty.ordinary",
    }
    assert case
    drafts = [
        Draft(
            id=uuid4().hex,
            case=stream,
            step=step,
            at=Moment(written_instant(now), "microsecond"),
            organ=place.organ,
            entered_by="system",
            pack=PACK,
            fields=fields,
        )
        for step, fields in ((OPEN_CASE, opening), (NOTE, written_seen(seen, State.OPEN)))
    ]
    enter_all([Wanted(draft, at) for at, draft in enumerate(drafts)], now=now)
    return drafts[1].id
