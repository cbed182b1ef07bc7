"""Words for movements of things and entries of money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.core.goods.entries import Money
from plumbline.core.goods.stock import Move

Words = Mapping[str, "str | Promise"]
ACTS: Final[Words] = MappingProxyType(
    {
        Move.TAKE_IN: gettext_lazy("Take things in"),
        Move.PLACE: gettext_lazy("Move to another place or keeper"),
        Move.LEND: gettext_lazy("Give out for a test"),
        Move.BRING_BACK: gettext_lazy("Bring back"),
        Move.GIVE_BACK: gettext_lazy("Give back to the party"),
        Move.AUCTION: gettext_lazy("Enter an auction"),
        Move.HAND_OVER: gettext_lazy("Hand over to another organ"),
        Move.DESTROY: gettext_lazy("Destroy"),
        Move.SIGN: gettext_lazy("Sign the destruction"),
        Money.NOTICE: gettext_lazy("Make a payment notice"),
        Money.PAY: gettext_lazy("Enter a payment"),
        Money.PLAN: gettext_lazy("Enter instalments"),
        Money.CHARGE: gettext_lazy("Charge the surcharge"),
        Money.PAUSE: gettext_lazy("Reconsideration or suit was asked for"),
        Money.RESUME: gettext_lazy("Reconsideration or suit ended"),
        Money.EXCUSE: gettext_lazy("Enter a sum that is owed no more"),
    }
)
"""What is done, as a verb."""
DONE: Final[Words] = MappingProxyType(
    {
        Move.TAKE_IN: gettext_lazy("taken in"),
        Move.PLACE: gettext_lazy("moved"),
        Move.LEND: gettext_lazy("given out"),
        Move.BRING_BACK: gettext_lazy("brought back"),
        Move.GIVE_BACK: gettext_lazy("given back"),
        Move.AUCTION: gettext_lazy("auctioned"),
        Move.HAND_OVER: gettext_lazy("handed over"),
        Move.DESTROY: gettext_lazy("destruction entered"),
        Move.SIGN: gettext_lazy("destruction signed"),
        Money.NOTICE: gettext_lazy("payment notice"),
        Money.PAY: gettext_lazy("payment"),
        Money.PLAN: gettext_lazy("instalments"),
        Money.CHARGE: gettext_lazy("surcharge charged"),
        Money.PAUSE: gettext_lazy("surcharge stands still"),
        Money.RESUME: gettext_lazy("surcharge runs on"),
        Money.EXCUSE: gettext_lazy("owed no more"),
    }
)
"""What was done."""
_GONE: Final[Words] = MappingProxyType(
    {
        Move.GIVE_BACK: gettext_lazy("given back"),
        Move.AUCTION: gettext_lazy("auctioned"),
        Move.HAND_OVER: gettext_lazy("handed over"),
        Move.DESTROY: gettext_lazy("destroyed"),
    }
)


def whereabouts(
    held: str | Decimal, lent: str | Decimal, waiting: str | Decimal, gone: Iterable[tuple[str, str]]
) -> str:
    """How much is where, leaving out what is nowhere."""
    pairs = [(_("in store"), held), (_("out"), lent), (_("waiting for the second signature"), waiting)]
    pairs += [(str(_GONE[way]), count) for way, count in gone]
    sign: str = _(", ")
    return sign.join(f"{name} {count}" for name, count in pairs if Decimal(count))
