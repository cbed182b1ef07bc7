"""The three lists of an organ's things and money, one beside the other."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from plumbline.apps.goods.pages.asking import Request, person_of
from plumbline.apps.goods.policies import GOODS_ACT
from plumbline.apps.goods.queries import counts
from plumbline.apps.page_parts import formats
from plumbline.apps.page_parts.lists import Tab, TabBar
from plumbline.core.authority.access import may_access


def tabs(request: Request, current: str) -> TabBar:
    """Things in store, money owed, and for those who enter payments what the bank sent."""
    person = person_of(request)
    things, money, rows = counts(person, request.today)
    found = [
        Tab(_("Seized things"), formats.count(things), reverse("goods:ledger"), current == "ledger"),
        Tab(_("Money owed"), formats.count(money), reverse("goods:owed"), current == "owed"),
    ]
    if may_access(person, GOODS_ACT, None, request.today):
        found.append(
            Tab(_("Payments from the bank"), formats.count(rows), reverse("goods:bank"), current == "bank")
        )
    return TabBar(_("Things and money"), found)
