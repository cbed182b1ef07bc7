"""Breaches seen only when several cases are read together: one act fined twice, caps a year, bars on applying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from plumbline.site.demo.days import later, months_on, working, works
from plumbline.site.demo.draft import Draft, Edit, drop, put
from plumbline.site.demo.variations import Options, Variation, breach, lawful, missing

Drafts = Sequence[Draft]


@dataclass(frozen=True, slots=True)
class Member:
    """One case of a group; its start and some options may depend on the cases before it."""

    code: str
    variation: Variation
    start: Callable[[Drafts], date] | None = None
    options: Callable[[Drafts], dict[str, Any]] = lambda drafts: {}


@dataclass(frozen=True, slots=True)
class Group:
    aim: str
    purpose: str
    members: tuple[Member, ...]
    share: Callable[[Drafts], None]
    fits: Callable[[Drafts], bool] = lambda drafts: True


def _share(label_by_case: Sequence[str]) -> Callable[[Drafts], None]:
    """Gives the acts of the cases one object; its key comes from the first."""

    def share(drafts: Drafts) -> None:
        key = drafts[0].acts[label_by_case[0]].fields["object_key"]
        for draft, label in zip(drafts, label_by_case, strict=True):
            draft.acts[label].fields["object_key"] = key

    return share


def _nothing(drafts: Drafts) -> None:
    """Party and organ are shared by every group."""


FINED: Final[Options] = {
    "field": "general",
    "outcome": "penalty",
    "hearing": False,
    "answer": "silent",
    "until": date(2025, 9, 1),
}


def _fines() -> list[Group]:
    rule = "no-second-fine"

    def after(drafts: Drafts) -> date:
        return working(drafts[-1].day("decide"), 6)

    first = Member("PO", lawful(rule, **FINED))
    again = Member("PO", breach(rule, "decide", **FINED), after)
    free = put("decide", fine=0)
    one = _share(["decide"] * 2)
    unsure: Edit = drop("decide", "fine")
    return [
        Group(rule, "breach", (first, again), one),
        Group(rule, "breach", (first, again, again), _share(["decide"] * 3)),
        Group(rule, "lawful", (first, Member("PO", lawful(rule, free, **FINED), after)), one),
        Group(rule, "lawful",
            (first, Member("PO", lawful(rule, **{**FINED, "outcome": "no_penalty"}), after)), one),
        Group(rule, "missing", (first, Member("PO", missing(rule, "decide", unsure, **FINED), after)), one),
    ]  # fmt: skip


PLANNED: Final[Options] = {
    "party_kind": "organisation",
    "kind": "daily",
    "source": "yearly_plan",
    "field": "general",
    "finding": "no_problem",
}


def _inspections() -> list[Group]:
    rule = "yearly-cap"

    def soon(drafts: Drafts) -> date:
        return later(drafts[-1].day("inspect"), 20)

    def same_year(drafts: Drafts) -> bool:
        return len({draft.day("inspect").year for draft in drafts}) == 1

    def last_in_january(drafts: Drafts) -> bool:
        return drafts[1].day("inspect").year + 1 == drafts[2].day("inspect").year

    span: Options = {"since": date(2025, 1, 10), "until": date(2025, 8, 1)}
    first = Member("IN", lawful(rule, **{**PLANNED, **span}))
    more = Member("IN", lawful(rule, **PLANNED), soon)
    third = Member("IN", breach(rule, "inspect", **PLANNED), soon)
    complaint = Member("IN", lawful(rule, **{**PLANNED, "source": "complaint"}), soon)
    winter = Member(
        "IN", lawful(rule, **{**PLANNED, "since": date(2025, 10, 20), "until": date(2025, 11, 20)})
    )
    citizen = Member("IN", lawful(rule, **{**PLANNED, "party_kind": "citizen"}), soon)
    small = Member("IN", lawful(rule, **{**PLANNED, **span, "party_kind": "citizen"}))
    return [
        Group(rule, "breach", (first, more, third), _nothing, same_year),
        Group(rule, "breach", (first, more, third, third), _nothing, same_year),
        Group(rule, "breach", (first, complaint, more, third), _nothing, same_year),
        Group(rule, "lawful", (first, more, complaint), _nothing, same_year),
        Group(rule, "lawful", (winter, more, more), _nothing, last_in_january),
        Group(rule, "lawful", (small, citizen, citizen), _nothing, same_year),
    ]


APPLY: Final[Options] = {
    "shape": "full", "handling": "own", "testing": False, "several": False, "quota": False, "gaps": False,
        "affects": False,
    "extend": False, "result": "granted", "field": "general",
}  # fmt: skip


def _bars() -> list[Group]:
    found = []
    for rule, matter, label, years, until in (
        ("barred-one-year", "false", "false", 1, date(2025, 6, 1)),
        ("barred-three-years", "fraud", "revoke", 3, date(2023, 6, 1)),
    ):
        own: Options = {
            "shape": "supervision",
            "matter": matter,
            "safety": True,
            "field": "general",
            "until": until,
        }

        def end(drafts: Drafts, label: str = label, years: int = years, extra: int = 0) -> date:
            return later(months_on(drafts[0].day(label), 12 * years), extra)

        def asked(extra: int, end: Callable[..., date] = end) -> Callable[[Drafts], dict[str, Any]]:
            return lambda drafts: {"accept_on": end(drafts, extra=extra)}

        def start(extra: int, end: Callable[..., date] = end) -> Callable[[Drafts], date]:
            return lambda drafts: working(end(drafts, extra=extra), -2)

        def member(make: Variation, extra: int) -> Member:
            return Member("PM", make, start(extra), asked(extra))

        def fits(drafts: Drafts) -> bool:
            return works(drafts[1].day("accept"))

        first = Member("PM", lawful(rule, **own))
        harmless = Member("PM", lawful(rule, **{**own, "safety": False}))
        unsure = Member("PM", lawful(rule, drop(label, "safety_related"), **own))
        one = _share([label, "accept"])
        found += [
            Group(rule, "breach", (first, member(breach(rule, "accept", **APPLY), 0)), one, fits),
            Group(rule, "breach", (first, member(breach(rule, "accept", **APPLY), -200)), one, fits),
            Group(rule, "lawful", (first, member(lawful(rule, **APPLY), 1)), one, fits),
            Group(rule, "lawful", (harmless, member(lawful(rule, **APPLY), -100)), one, fits),
            Group(rule, "missing", (unsure, member(missing(rule, "accept", **APPLY), -100)), one, fits),
        ]
    return found


def _renewals() -> list[Group]:
    rule = "renewal-applied-30-days-ahead"
    issue: Options = {**APPLY, "certificate": True, "until": date(2025, 1, 1)}

    def valid(draft: Draft) -> date:
        return later(draft.start, 400)

    def ends(drafts: Drafts) -> date:
        day: date = drafts[0].acts["certificate"].fields["valid_until"]
        return day

    def renewal(make: Variation, days: int) -> Member:
        return Member(
            "PM", make, lambda drafts: later(ends(drafts), -days), lambda drafts: {"expires_on": ends(drafts)}
        )

    def fits(drafts: Drafts) -> bool:
        return works(later(ends(drafts), -30)) and works(ends(drafts))

    own: Options = {
        "shape": "renewal",
        "field": "general",
        "renewed_on": lambda d: later(d.start, 6),
        "renewed": "renew",
    }
    late = Member("PM", breach(rule, "certificate", bearer="party", valid_until=valid, **issue))
    kept = Member("PM", lawful(rule, valid_until=valid, **issue))
    one = _share(["certificate", "renewal"])
    return [
        Group(rule, "breach", (late, renewal(lawful(rule, **own), 29)), one, fits),
        Group(rule, "lawful", (kept, renewal(lawful(rule, **own), 30)), one, fits),
    ]


def groups() -> list[Group]:
    return [*_fines(), *_inspections(), *_bars(), *_renewals()]
