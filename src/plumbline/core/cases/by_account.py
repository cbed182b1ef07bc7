"""What the account of a case finds in it: a fine said to be paid in full while the account was still open.

    found = by_account(docket, history, case, verdicts)

A case that keeps no account is believed: there «paid in full» is all that is known of the money. The finding ends when
what was paid by then is entered, or why it is owed no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from plumbline.core.cases.account_rules import PAID, PAID_IN_FULL
from plumbline.core.cases.belongings import belongings, rate_on, void_of
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.history import History
from plumbline.core.facts.case import Case
from plumbline.core.goods.account import balance, yuan
from plumbline.core.goods.entries import Money, money_of
from plumbline.core.rules.verdict import SATISFIED, Answer, Verdict
from plumbline.core.vocabulary import Outcome

ACCOUNT_OPEN: Final = "account_open"
"""The reason of the breach; its detail is the sum in yuan that was open."""
_KEPT: Final = frozenset({Money.NOTICE, Money.PAY, Money.PLAN, Money.CHARGE})


def by_account(
    docket: Docket, history: History, case: Case, _verdicts: Sequence[Verdict] = ()
) -> Iterator[Verdict]:
    """What stood open at the end of the day of each record that says «paid in full», by all that is entered now."""
    said = [one for one in case.by_step.get(PAID_IN_FULL, ()) if not one.deemed]
    if not said or PAID not in docket.versions or not _is_kept(docket, history):
        return
    untold = tuple(one for one in history.acts if one.step != PAID_IN_FULL)
    account = belongings(docket, replace(history, acts=untold), history.sealed[-1].recorded_at).account
    for act in said:
        left = balance(account, rate_on(docket, act.day), act.day).owed
        answer = Answer(Outcome.VIOLATED, reason=ACCOUNT_OPEN, detail=yuan(left)) if left > 0 else SATISFIED
        yield Verdict((PAID, act.id, answer))


def _is_kept(docket: Docket, history: History) -> bool:
    entries = money_of(history.sealed, void_of(history.sealed), docket.calendar.local_day)
    return any(one.kind in _KEPT for one in entries)
