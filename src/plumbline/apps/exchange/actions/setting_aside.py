"""A delivery that broke off and that nobody sends again is waited for no more, with a reason; what came in stays."""

from __future__ import annotations

from django.db import transaction

from plumbline.apps.exchange.errors import NotWaitedFor, NoWhy
from plumbline.apps.exchange.models import SetAside
from plumbline.apps.exchange.policies import LEAVE_OUT
from plumbline.apps.exchange.queries.unfinished import unfinished_of
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person, Place


def set_aside(source: Supplier, delivery: int, *, why: str, by: Person, now: int, today: int) -> None:
    """The delivery is waited for no more. Raises AccessRefused, NoWhy, NotWaitedFor."""
    check_access(by, LEAVE_OUT, Place(source.organ, source.division), today)
    if not (reason := " ".join(why.split())):
        raise NoWhy()
    with transaction.atomic():
        if delivery not in {one.delivery for one in unfinished_of(source.code, now)}:
            raise NotWaitedFor(delivery=delivery)
        SetAside.objects.get_or_create(
            delivery=delivery, back_at=None, defaults={"at": now, "by": by.account, "why": reason[:300]}
        )


def goes_on(delivery: int, now: int) -> None:
    """It was sent again: what was said of it before stays, and it is waited for."""
    SetAside.objects.filter(delivery=delivery, back_at=None).update(back_at=now)
