"""The outcome of a decision in a few words, as the list of the portal shows it."""

from __future__ import annotations

from decimal import Decimal

from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.disclosure.duty import Duty
from plumbline.core.facts.record import Record

_ANSWERS = ("result", "kind", "outcome")


def result_of(duty: Duty, decision: Record) -> str:
    """«罚款 50,000 元», «准予许可»; published as a fact, so in the language of the decision."""
    words = []
    heaviest = decision.fields.get("heaviest_kind")
    if isinstance(heaviest, str) and heaviest != "other":
        words.append(shelf().words.word("heaviest_kind", heaviest, "zh"))
    for name, title in (("fine", "罚款"), ("confiscated", "没收")):
        amount = decision.fields.get(name)
        if isinstance(amount, int | Decimal) and not isinstance(amount, bool) and amount:
            words.append(
                f"{title} {amount:,.0f} 元" if amount == int(amount) else f"{title} {amount:,.2f} 元"
            )
        elif name == "confiscated" and decision.fields.get("confiscates") is True:
            words.append("没收违法所得或者非法财物")
    if words:
        return "，".join(words)
    for name in _ANSWERS:
        value = decision.fields.get(name)
        if isinstance(value, str):
            return shelf().words.word(name, value, "zh")
    return ""
