"""A rule that holds wherever a fine is said to be paid in full: the account that the case keeps says so too.

No pack can say it: payments, instalments and the surcharge are entries beside its steps. At the desk such an act is
refused (`closing.unpaid`); what came in as told is stored, and `by_account` finds it.
"""

from __future__ import annotations

from typing import Final

from plumbline.core.clocks.civil import parse_day
from plumbline.core.data_file.errors import Place
from plumbline.core.procedures.definition import Procedure
from plumbline.core.rules.rule import Carries, Rule
from plumbline.core.vocabulary import Standing

PAID_IN_FULL: Final = "pay_fine"
"""The step of the packs that says so."""
PAID: Final = "paid-in-full-by-the-account"
_SINCE: Final = "2021-07-15"
"""The day from which the articles have their numbers."""


def account_rules(procedure: Procedure) -> tuple[Rule, ...]:
    """The rule as one of the procedure, so that findings can name and explain it; none where no fine is paid."""
    if PAID_IN_FULL not in procedure.steps:
        return ()
    return (
        Rule(
            id=PAID,
            procedure=procedure.id,
            says="罚款全部缴纳（批准分期的各期、决定加处的罚款在内），才能记为缴清",
            english="A fine is paid in full once all of it is, every instalment and the surcharge charged included",
            basis=("处罚法 §67 ¶3", "处罚法 §66 ¶2", "处罚法 §72 ¶1(1)"),
            body=Carries((PAID_IN_FULL,), (), (), ()),
            checked_on="2026-12-01",
            place=Place("account", 1),
            from_day=parse_day(_SINCE),
            standing=Standing.DERIVED,
        ),
    )
