"""Rows of the quarantine that nobody will mend are left out, with a reason; they can be let wait again.

Nothing is thrown away: the row stays as it was received, who left it out and why stays beside it, also after its way
back. Sent once more as it is, it does not wait anew.
"""

from __future__ import annotations

from collections.abc import Collection

from plumbline.apps.exchange import store
from plumbline.apps.exchange.errors import NoSuchRows, NoWhy
from plumbline.apps.exchange.policies import LEAVE_OUT
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place


def leave_out(
    source: Supplier,
    *,
    rows: Collection[int] = (),
    delivery: int | None = None,
    why: str,
    by: Person,
    now: int,
    today: int,
) -> int:
    """These rows, or all of a delivery, wait no more; how many. Raises AccessRefused, NoWhy, NoSuchRows."""
    check_access(by, LEAVE_OUT, Place(source.organ, source.division), today)
    if not (reason := " ".join(why.split())):
        raise NoWhy()
    done = store.leave_out(source.code, rows, delivery, by=by.account, why=reason[:300], now=now)
    if not done:
        raise NoSuchRows()
    return done


def let_wait_again(
    source: Supplier,
    *,
    rows: Collection[int] = (),
    delivery: int | None = None,
    by: Person,
    now: int,
    today: int,
) -> int:
    """These rows, or all of a delivery that were left out, wait again; how many. Raises AccessRefused, NoSuchRows."""
    check_access(by, LEAVE_OUT, Place(source.organ, source.division), today)
    done = store.let_wait_again(source.code, rows, delivery, by=by.account, now=now)
    if not done:
        raise NoSuchRows()
    return done
