"""What a leaving person holds besides cases: duties, and the absences of others in which they stand in.

An absence is restated with the new deputy; a duty ends on the day before and begins anew at the receiver. All are
records to be entered together with those of the cases, so that nothing is left between the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.apps.ledger_store.actions import Draft, Wanted
from plumbline.apps.people.actions.accounts import anywhere, told_items
from plumbline.apps.people.actions.registers import Act, act_draft, docket_of, surroundings, void_draft
from plumbline.apps.people.errors import NobodyToStandIn
from plumbline.apps.people.queries import AbsenceView, DutyView, posts_of
from plumbline.apps.people.store import accounts as store
from plumbline.apps.people.store import registers
from plumbline.core.authority.person import Person
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.record import Value
from plumbline.core.registers.register import Register, register_of


def hand_over_wanted(
    *,
    signs_as: str,
    receiver: str,
    items: Sequence[str],
    reason: str,
    by: Person,
    now: int,
    posts: bool = True,
) -> list[Wanted]:
    """The list at the account of whoever leaves, and their posts at the receiver's, as records to be entered; without
    `posts` those stay, as they do with somebody who serves in another organ by now.

    Raises NobodyToStandIn where there are posts and nobody signs in as the receiver.
    """
    kind = register_of("account")
    today = docket_of(kind).calendar.local_day(now)
    absences, duties = posts_of(signs_as, today) if posts else ((), ())
    to = store.key_of(receiver)
    if (absences or duties) and registers.entry(kind.case_of(to)) is None:
        raise NobodyToStandIn(officer=registers.names("officer", [receiver]).get(receiver, receiver))
    moving = _Moving(kind, to, reason, by, now, today)
    drafts = [draft for one in absences for draft in moving.absence(one)]
    drafts += [draft for one in duties for draft in moving.duty(one)]
    drafts += moving.listed(store.key_of(signs_as), items)
    return placed(drafts)


def register_wanted(
    register: str, code: str, acts: Sequence[Act], *, by: Person, now: int, today: int
) -> list[Wanted]:
    """Acts on one entry that is there, to be entered together with other records."""
    kind = register_of(register)
    around = surroundings(today)
    return placed([act_draft(kind, kind.case_of(code), act, by, now, around) for act in acts])


def placed(drafts: Sequence[Draft]) -> list[Wanted]:
    """Each draft behind what its entry has, those of one entry in their order."""
    next_of: dict[str, int] = {}
    found = []
    for draft in drafts:
        entry = registers.entry(draft.case)
        place = next_of.get(draft.case, entry.position if entry else 0)
        found.append(Wanted(draft, place))
        next_of[draft.case] = place + 1
    return found


class _Moving:
    """Makes the records that move posts to one receiver."""

    def __init__(self, kind: Register, to: str, reason: str, by: Person, now: int, today: int) -> None:
        self._kind, self._to, self._reason = kind, to, reason
        self._by, self._now, self._today = by, now, today

    def absence(self, one: AbsenceView) -> list[Draft]:
        """The absence restated: the receiver stands in, nobody where the receiver is who is away."""
        values: dict[str, Value] = {
            "absent_from": day_of(one.first),
            "absent_until": day_of(one.last),
            "deputy": None if one.account == self._to else self._to,
            "absence_kind": one.kind or None,
        }
        return [self._draft(one.account, "record_absence", values, corrects=one.record)]

    def duty(self, one: DutyView) -> list[Draft]:
        """The duty up to yesterday stays where it was; the rest begins at the receiver."""
        first, last = day_of(one.first), day_of(one.last)
        if first < self._today:
            before = self._draft(
                one.account, "record_duty", _duty(first, self._today - 1, one.duty), corrects=one.record
            )
        else:
            before = void_draft(
                self._kind,
                one.record,
                self._case(one.account),
                self._reason,
                self._by,
                self._now,
                self._today,
            )
        rest = _duty(max(first, self._today), last, one.duty)
        return [before, self._draft(self._to, "record_duty", rest)]

    def listed(self, account: str, items: Sequence[str]) -> list[Draft]:
        """The list at the account; none where nobody signs in as that person."""
        if registers.entry(self._case(account)) is None:
            return []
        return [self._draft(account, "hand_over", {"receiver": self._to, "items": told_items(items)})]

    def _case(self, account: str) -> str:
        return self._kind.case_of(account)

    def _draft(self, account: str, step: str, values: dict[str, Value], corrects: str | None = None) -> Draft:
        return act_draft(
            self._kind,
            self._case(account),
            Act(step, self._today, values),
            self._by,
            self._now,
            anywhere(self._today),
            corrects=corrects,
            reason=self._reason if corrects else "",
        )


def _duty(first: int, last: int, duty: str) -> dict[str, Value]:
    return {"duty_from": first, "duty_until": last, "duty": duty or None}
