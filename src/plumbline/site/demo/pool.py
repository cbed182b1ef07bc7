"""The pool of worked cases: lawful ones, and every variation of every rule as often as asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from plumbline.site.demo import (
    compulsory_enforcement,
    compulsory_enforcement_rules,
    compulsory_measure,
    compulsory_measure_rules,
    disclosure,
    disclosure_rules,
    groups,
    hearing,
    inspection,
    legal_review,
    odd,
    penalty_ordinary,
    penalty_ordinary_all,
    penalty_simple,
    permit,
    permit_rules,
)
from plumbline.site.demo.days import works
from plumbline.site.demo.draft import Draft, Expected, TooLateError
from plumbline.site.demo.variations import Variation

FIELDS: Final = ("general", "general", "general", "market-supervision", "public-security")
TRIES: Final = 4000


@dataclass(frozen=True, slots=True)
class Skeleton:
    procedure: str
    code: str  # begins the case ids
    build: Callable[[Draft], None]
    variations: Callable[[], list[Variation]]
    any_day: bool = False


SKELETONS: Final = (
    Skeleton("penalty.simple", "PS", penalty_simple.build, penalty_simple.variations, any_day=True),
    Skeleton("penalty.ordinary", "PO", penalty_ordinary.build, penalty_ordinary_all.variations),
    Skeleton("hearing", "HE", hearing.build, hearing.variations),
    Skeleton("compulsory.measure", "CM", compulsory_measure.build, compulsory_measure_rules.variations),
    Skeleton(
        "compulsory.enforcement", "CE", compulsory_enforcement.build, compulsory_enforcement_rules.variations
    ),
    Skeleton("permit", "PM", permit.build, permit_rules.variations),
    Skeleton("inspection", "IN", inspection.build, inspection.variations, any_day=True),
    Skeleton("legal.review", "LR", legal_review.build, legal_review.variations),
    Skeleton("disclosure", "DI", disclosure.build, disclosure_rules.variations),
)


class NoCaseError(Exception):
    """No case of that variation fits into the years of the district: a fault of the generator."""

    def __init__(self, procedure: str, variation: Variation) -> None:
        super().__init__(procedure, variation.aim, variation.purpose, variation.options)


@dataclass(frozen=True, slots=True)
class Template:
    """A worked case under a number, its key, and what it was made for."""

    number: str
    draft: Draft
    expected: tuple[Expected, ...]
    aim: str
    purpose: str
    group: int  # templates of one group belong to the same organ


LAWFUL: Final = Variation("", "skeleton", (), (), {})


def draw(skeleton: Skeleton, variation: Variation, rng: random.Random, fixed: date | None = None) -> Draft:
    """A case of the variation: start days are tried until it fits before `now` and into what the variation seeks."""
    for _ in range(TRIES if fixed is None else 60):
        field = variation.field or rng.choice(FIELDS)
        span = (variation.until - variation.since).days
        start = fixed or variation.since + timedelta(days=rng.randint(0, span))
        if (
            not fixed
            and not works(start)
            and not (skeleton.any_day and (variation.seek or rng.random() < 0.4))
        ):
            continue
        draft = Draft(skeleton.procedure, field, start, rng, dict(variation.options))
        try:
            skeleton.build(draft)
            for edit in variation.edits:
                edit(draft)
            draft.finish()
        except TooLateError:
            continue
        if variation.seek is None or variation.seek(draft):
            _blur(draft)
            return draft
    raise NoCaseError(skeleton.procedure, variation)


def draw_group(group: groups.Group, rng: random.Random) -> list[Draft]:
    """Cases that are judged together: each is drawn knowing those before it."""
    by_code = {skeleton.code: skeleton for skeleton in SKELETONS}
    for _ in range(400):
        drafts: list[Draft] = []
        try:
            for member in group.members:
                variation = replace(
                    member.variation, options={**member.variation.options, **member.options(drafts)}
                )
                drafts.append(
                    draw(by_code[member.code], variation, rng, member.start(drafts) if member.start else None)
                )
        except NoCaseError:
            continue
        group.share(drafts)
        for draft in drafts:
            draft.party = "shared"
        if group.fits(drafts):
            return drafts
    raise NoCaseError(group.aim, group.members[0].variation)


TIMED: Final = frozenset(
    [
        "fill_decision",
        "report_for_record",
        "sample_or_preserve",
        "approve_preservation",
        "impose",
        "approve",
        "execute",
        "hold",
    ]
)


def _blur(draft: Draft) -> None:
    """Some acts are known by their day only, where nothing else happened that day."""
    by_day: dict[date, int] = {}
    for act in draft.acts.values():
        for day in {act.day, act.end.date()}:
            by_day[day] = by_day.get(day, 0) + 1
    for act in draft.acts.values():
        alone = by_day[act.day] == 1 and act.until is None and not act.recordings
        if alone and act.step not in TIMED and not act.recorded_after and draft.rng.random() < 0.25:
            act.day_only = True


def plan(breaches_per_rule: int) -> Iterator[tuple[Skeleton, Variation]]:
    """Every variation once, and the breaches of each rule and its boundaries again until there are enough."""
    for skeleton in SKELETONS:
        by_rule: dict[tuple[str, str], list[Variation]] = {}
        for variation in [*skeleton.variations(), *odd.variations(skeleton.procedure)]:
            by_rule.setdefault((variation.aim, variation.purpose), []).append(variation)
        for (_, purpose), found in by_rule.items():
            count = len(found) if purpose == "missing" else max(len(found), breaches_per_rule)
            for index in range(count):
                yield skeleton, found[index % len(found)]


def pool(seed: int, breaches_per_rule: int, cases: int) -> Sequence[Template]:
    """All variations, and lawful cases up to the number of cases, but never more than some two thousand of those."""
    rng = random.Random(seed)
    templates: list[Template] = []

    def add(
        code: str, draft: Draft, expected: tuple[Expected, ...], aim: str, purpose: str, group: int
    ) -> None:
        number = f"{code}{len(templates):05d}"
        draft.party = f"G{group:05d}" if draft.party else number
        templates.append(Template(number, draft, (*draft.expected, *expected), aim, purpose, group))

    for skeleton, variation in plan(breaches_per_rule):
        draft = draw(skeleton, variation, rng)
        add(skeleton.code, draft, variation.expected, variation.aim, variation.purpose, len(templates))
    for group in groups.groups() * max(1, breaches_per_rule):
        together = len(templates)
        for member, draft in zip(group.members, draw_group(group, rng), strict=True):
            add(member.code, draft, member.variation.expected, group.aim, group.purpose, together)
    lawful = min(max(cases - len(templates), 20 * len(SKELETONS)), 2000)
    for number in range(lawful):
        skeleton = SKELETONS[number % len(SKELETONS)]
        add(skeleton.code, draw(skeleton, LAWFUL, rng), (), "", "skeleton", len(templates))
    return templates
