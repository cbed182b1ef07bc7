"""The payment notice as a paper: composed, numbered and kept with the record that says it went out."""

from __future__ import annotations

from decimal import Decimal

from plumbline.apps.casework.act import PaperWanted
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.held_papers import papers_in
from plumbline.apps.casework.numbering import until_taken
from plumbline.apps.casework.paper_facts import MakingAct
from plumbline.apps.casework.papers import make_papers
from plumbline.apps.goods.actions import notice_draft, open_case
from plumbline.apps.ledger_store.actions import Draft, Receipt, enter
from plumbline.core.authority.person import Person
from plumbline.core.cases.history import act_of
from plumbline.core.clocks.civil import date_of
from plumbline.core.goods.entries import NOTICE_PAPER
from plumbline.core.ledger.draft import entered as as_record
from plumbline.core.reports.chinese_forms import chinese_date, money_in_words

DECISIONS = ("行政处罚决定书", "当场行政处罚决定书")


def issue_payment_notice(
    *,
    person: Person,
    case: str,
    amount: Decimal,
    due: int | None,
    decision: str,
    breakdown: str,
    seen: int | None,
    now: int,
) -> Receipt:
    """Makes the notice over a sum that is owed. Raises AccessRefused, GoodsError, NoDocumentWord, CaseMoved."""
    read, file = open_case(person, case, now), read_case(case)
    draft = notice_draft(read, person, amount, now)
    asks = {
        "decision": decision,
        "code": str(draft.fields["number"]),
        "amount": money_in_words(amount),
        "due": chinese_date(date_of(due)) if due is not None else "",
        "breakdown": breakdown,
    }
    expected = file.history.position if seen is None else seen
    making = _making(file, draft, now)

    def attempt() -> Receipt:
        wanted = [PaperWanted(NOTICE_PAPER, {name: text for name, text in asks.items() if text})]
        made = make_papers(file, wanted, making, by=person.account, now=now)
        whole = made.in_draft(draft, ())
        return enter(whole, expected=expected, now=now, along=lambda: made.settle(whole, now))

    return until_taken(attempt)


def decision_number(file: CaseFile) -> str:
    """The number of the last decision of the case, where one is kept."""
    numbers = [
        one.paper.number for one in papers_in(file) if one.paper.kind in DECISIONS and not one.replaced
    ]
    return next((number for number in reversed(numbers) if number), "")


def _making(file: CaseFile, draft: Draft, now: int) -> MakingAct:
    record, _ = as_record(draft, recorded_at=now, previous=None, chance=bytes)
    return MakingAct(act_of(record, file.history.position, {}, file.docket.calendar.local_day), {})
