"""What a device in the street said of an act: its clock beside the server's, the card shown, items, interviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from plumbline.apps.page_parts.formats import count
from plumbline.apps.page_parts.part import Fact
from plumbline.core.cases.field_clock import TOLERANCE
from plumbline.core.cases.reserved import FIELD
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.record import Record


def field_facts(record: Record) -> list[Fact]:
    """The facts of an act that came from the field; none of any other."""
    told = record.fields.get(FIELD)
    return list(_facts(told)) if isinstance(told, Mapping) else []


def _facts(told: Mapping[str, object]) -> Iterator[Fact]:
    at = told.get("at")
    if isinstance(at, Mapping):
        yield Fact(_("Device clock"), _clock(at, told))
    if told.get("unfinished"):
        yield Fact(_("Not ended"), _("the step was begun on the phone and not ended there"))
    if told.get("late"):
        yield Fact(_("Late entry"), _("from a paper form, with its photograph"))
    for name, title in (("card_shown", _("Certificate card shown")), ("code_shown", _("Code shown as well"))):
        if name in told:
            yield Fact(title, _("yes") if told[name] else _("no"))
    for one in _rows(told.get("checked")):
        result = {"good": _("in order"), "bad": _("not in order"), "none": _("not applicable")}
        text = result.get(str(one.get("result")), "")
        note = str(one.get("note") or "")
        yield Fact(str(one.get("item")), f"{text} · {note}" if note else text)
    for one in _rows(told.get("refused")):
        text = _("SHA-256 %(digest)s, %(kb)s kB; it stayed on the phone")
        kb = count(-(-int(str(one.get("size") or 0)) // 1024))
        yield Fact(_("Capture not taken in"), text % {"digest": one.get("sha256"), "kb": kb})
    for one in _rows(told.get("interviews")):
        yield Fact(_("Record of questions"), " · ".join((_language(one), _interpreter(one))))


def _language(told: Mapping[str, object]) -> str:
    return str(told.get("language") or "") or _("language not stated")


def _interpreter(told: Mapping[str, object]) -> str:
    """Whether somebody interpreted; records made before the name was kept apart say who."""
    if told.get("interpreted"):
        return str(_("with an interpreter, whose name is held apart"))
    return str(told.get("interpreter") or "") or _("no interpreter")


def _clock(at: Mapping[str, object], told: Mapping[str, object]) -> str:
    """What the device's clock said, how far it was off when the visit was sent, whether it was set meanwhile."""
    wall, off = at.get("wall"), told.get("off_ms")
    said = [shown_instant(wall * 1000)[:19]] if isinstance(wall, int) else []
    if isinstance(off, int) and abs(off) > TOLERANCE:
        way = _("{n} min {s} s behind the server") if off > 0 else _("{n} min {s} s ahead of the server")
        minutes, seconds = divmod(abs(off) // 1000, 60)
        said.append(way.format(n=minutes, s=seconds))
    if told.get("clock_moved"):
        said.append(_("was set meanwhile"))
    return " · ".join(said)


def _rows(given: object) -> list[Mapping[str, object]]:
    return [one for one in given if isinstance(one, Mapping)] if isinstance(given, list | tuple) else []
