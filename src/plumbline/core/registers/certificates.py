"""From acts on certificates to the days on which an officer was qualified (处罚法 §42, 监督条例 §17).

Rules, in this order:
1. A certificate counts from the later of «valid from» and the day of the act that issued it, to «valid until», both
   included: nobody held yesterday what was handed over today.
2. Suspended, it does not count from the day of the suspension to the day before it is given back.
3. Replaced, it counts to the day before the new one does; cancelled or revoked, to the day before that act.
4. When the officer leaves enforcement, nothing counts from the day of leaving.
5. A failed yearly check alone ends nothing: that a card then lapses of itself was seen for other places only, so the
   issuing organ suspends or cancels by an act of its own.
6. A certificate for supervision lets nobody enforce and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plumbline.core.facts.officers import Certificate
from plumbline.core.facts.record import Record

SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate as it stands. `spans` are the days on which it counts; `checks` are (year, result)."""

    number: str
    kind: str
    field: str
    area: str
    issuer: str
    first_day: int
    last_day: int
    spans: tuple[Certificate, ...]
    checks: tuple[tuple[int, str], ...] = ()
    suspended: bool = False
    ended: bool = False


def held_certificates(acts: Sequence[Record]) -> tuple[HeldCertificate, ...]:
    """The certificates of one officer, in the order issued; `acts` in order, corrections applied."""
    held: dict[str, HeldCertificate] = {}
    for act in acts:
        number = _text(act, "certificate_no")
        if act.step == "issue_certificate":
            held[number] = _issued(act, number)
        elif act.step == "replace_certificate":
            _replace(held, act, number)
        elif act.step == "exit_officer":
            held.update({n: _cut(one, act.day, ended=True) for n, one in held.items()})
        elif number in held:
            held[number] = _after(held[number], act)
    return tuple(held.values())


def qualifying(certificates: Sequence[HeldCertificate]) -> tuple[Certificate, ...]:
    """The days on which these certificates let their holder enforce."""
    return tuple(span for one in certificates if one.kind != SUPERVISION for span in one.spans)


def _issued(act: Record, number: str) -> HeldCertificate:
    first, last = _day(act, "valid_from", act.day), _day(act, "valid_until", act.day)
    start = max(first, act.day)
    return HeldCertificate(
        number=number,
        kind=_text(act, "certificate_kind"),
        field=_text(act, "certificate_field"),
        area=_text(act, "certificate_area"),
        issuer=_text(act, "issuer"),
        first_day=first,
        last_day=last,
        spans=(Certificate(start, last),) if start <= last else (),
    )


def _replace(held: dict[str, HeldCertificate], act: Record, number: str) -> None:
    new = _issued(act, number)
    replaced = _text(act, "replaced_no")
    if (old := held.get(replaced)) is not None:
        start = new.spans[0].from_day if new.spans else act.day
        held[replaced] = _cut(old, start, ended=True)
        new = replace(new, kind=old.kind, field=old.field, area=old.area, issuer=old.issuer)
    held[number] = new


def _after(one: HeldCertificate, act: Record) -> HeldCertificate:
    if act.step == "suspend_certificate":
        return replace(_cut(one, act.day), suspended=True)
    if act.step == "resume_certificate" and one.suspended and not one.ended:
        start = max(act.day, one.first_day)
        again = (Certificate(start, one.last_day),) if start <= one.last_day else ()
        return replace(one, spans=one.spans + again, suspended=False)
    if act.step == "revoke_certificate":
        return _cut(one, act.day, ended=True)
    if act.step == "yearly_check":
        return replace(one, checks=(*one.checks, (_year(act), _text(act, "check_result"))))
    return one


def _cut(one: HeldCertificate, day: int, ended: bool = False) -> HeldCertificate:
    """The certificate without its days from `day` on."""
    spans = tuple(
        Certificate(span.from_day, min(span.to_day, day - 1)) for span in one.spans if span.from_day < day
    )
    return replace(one, spans=spans, ended=one.ended or ended)


def _text(act: Record, name: str) -> str:
    value = act.fields.get(name)
    return value if isinstance(value, str) else ""


def _day(act: Record, name: str, default: int) -> int:
    value = act.fields.get(name)
    return value if isinstance(value, int) else default


def _year(act: Record) -> int:
    return _day(act, "check_year", 0)
