"""What is planted: variations of a skeleton with the verdicts that follow, and families of them by kind of rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from plumbline.site.demo.days import later, off_the_usual
from plumbline.site.demo.draft import (
    NOW,
    Draft,
    Edit,
    Expected,
    by,
    certificate,
    docs,
    drop,
    entered_after,
    entered_late,
    films,
    just_after,
    just_before,
    no_certificate,
    put,
    remove,
)

Options = dict[str, Any]
Made = Callable[[Draft], Any]
Due = Callable[[Draft], date]


@dataclass(frozen=True, slots=True)
class Variation:
    """`aim` is the rule it is about; `purpose` breach, lawful (on a boundary) or missing (a fact taken out)."""

    aim: str
    purpose: str
    expected: tuple[Expected, ...]
    edits: tuple[Edit, ...]
    options: dict[str, Any]
    since: date = date(2022, 1, 4)
    until: date = date(2026, 11, 1)
    field: str = ""
    seek: Callable[[Draft], bool] | None = None
    edge: bool = False


def _expected(words: str, outcome: str = "violated") -> tuple[Expected, ...]:
    """`rule@label`, with `?` behind for undetermined and `party:` before for a clock of another bearer."""
    found = []
    for word in words.split():
        bearer, _, rest = word.rpartition(":")
        rule, _, label = rest.partition("@")
        own = "undetermined" if label.endswith("?") else outcome
        found.append(Expected(rule, label.rstrip("?"), own, bearer or "organ"))
    return tuple(found)


def _split(keywords: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    named = ["since", "until", "field", "seek", "edge"]
    own: dict[str, Any] = {name: keywords.pop(name) for name in named if name in keywords}
    return own, keywords


def breach(rule: str, at: str, *edits: Edit, also: str = "", bearer: str = "", **keywords: Any) -> Variation:
    """The rule is broken at these acts (labels apart by blanks), and `also` follows."""
    own, options = _split(keywords)
    prefix = f"{bearer}:" if bearer and bearer != "organ" else ""
    words = " ".join(f"{prefix}{rule}@{label}" for label in at.split())
    return Variation(rule, "breach", _expected(f"{words} {also}"), edits, options, **own)


def lawful(rule: str, *edits: Edit, also: str = "", **keywords: Any) -> Variation:
    own, options = _split(keywords)
    return Variation(rule, "lawful", _expected(also), edits, options, **{"edge": True, **own})


def missing(rule: str, at: str, *edits: Edit, also: str = "", **keywords: Any) -> Variation:
    """A fact is gone, so the rule cannot be decided at these acts; `also` may not be either."""
    own, options = _split(keywords)
    words = " ".join(f"{rule}@{label}?" for label in at.split())
    return Variation(rule, "missing", _expected(f"{words} {also}"), edits, options, **own)


def also_edit(variation: Variation, *edits: Edit) -> Variation:
    """The same variation of a case changed beforehand."""
    return replace(variation, edits=(*edits, *variation.edits))


def fields(
    rule: str, label: str, *, gone: str = "", also: str = "", bad: dict[str, Any], **keywords: Any
) -> list[Variation]:
    """A `limit`: each value alone breaks it; without the field `gone` it cannot be decided."""
    found = [
        breach(rule, label, put(label, **{name: value}), also=also, **keywords) for name, value in bad.items()
    ]
    lost = gone or next(iter(bad))
    if lost != "-":
        unsure = " ".join(f"{word}?" for word in also.split())
        found.append(missing(rule, label, drop(label, lost), also=unsure, **keywords))
    return found


def carries(
    rule: str, label: str, *, lacking: str = "", papers: str = "", also: str = "", **keywords: Any
) -> list[Variation]:
    """A `carries`: each field alone is left out, and each paper alone."""
    found = [breach(rule, label, drop(label, name), also=also, **keywords) for name in lacking.split()]
    whole = papers.split()
    for paper in whole:
        rest = " ".join(other for other in whole if other != paper)
        found.append(breach(rule, label, docs(label, rest), also=also, **keywords))
    return found


def filmed(rule: str, label: str, **keywords: Any) -> list[Variation]:
    """A recording that is not there, or that begins a minute after the act or stops a minute before its end."""
    return [
        breach(rule, label, films(label), **keywords),
        breach(rule, label, films(label, "audio_video+1"), edge=True, **keywords),
        breach(rule, label, films(label, "audio_video-1"), edge=True, **keywords),
        lawful(rule, films(label, "audio_video"), **keywords),
    ]


def first(rule: str, judged: str, needed: str, *, also: str = "", **keywords: Any) -> list[Variation]:
    """A `before`: the needed act is not there, comes a minute too late, or was entered afterwards."""
    return [
        breach(rule, judged, remove(needed), also=also, **keywords),
        breach(rule, judged, just_after(needed, judged), also=also, edge=True, **keywords),
        breach(rule, judged, entered_after(needed, judged), also=also, edge=True, **keywords),
        lawful(rule, just_before(needed, judged), **keywords),
    ]


def officers(rule: str, label: str, *, least: int = 2, also: str = "", **keywords: Any) -> list[Variation]:
    """Qualified officers: too few, none known to hold a certificate, and the days on which one begins or ends."""
    rest = "1 " * (least - 1)
    alone = by(label, f"{rest}=X".strip())

    def on(label_: str, days: int = 0) -> Due:
        return lambda draft: later(draft.day(label_), days)

    far = date(2030, 12, 31)
    found = [
        breach(rule, label, alone, no_certificate("X"), also=also, **keywords),
        breach(
            rule,
            label,
            alone,
            certificate("X", lambda d: date(2020, 1, 1), on(label, -1)),
            also=also,
            edge=True,
            **keywords,
        ),
        breach(
            rule,
            label,
            alone,
            certificate("X", on(label, 1), lambda d: far),
            also=also,
            edge=True,
            **keywords,
        ),
        lawful(rule, alone, certificate("X", lambda d: date(2020, 1, 1), on(label)), **keywords),
        lawful(rule, alone, certificate("X", on(label), lambda d: far), **keywords),
        missing(rule, label, alone, also=" ".join(f"{word}?" for word in also.split()), **keywords),
    ]
    if least > 1:
        found.insert(0, breach(rule, label, by(label, rest.strip()), also=also, **keywords))
    return found


def within(
    rule: str,
    opened: str,
    option: str,
    due: Due,
    *,
    to: str,
    bearer: str = "organ",
    also: str = "",
    never: bool = True,
    never_also: str | None = None,
    entered: bool = True,
    **keywords: Any,
) -> list[Variation]:
    """A clock: the last lawful day, the day after, well after, around a holiday, entered late, and never done."""

    def off(days: int) -> Due:
        return lambda draft: later(due(draft), days)

    lasts: dict[str, Any] = {**keywords, option: due}
    found = [
        breach(rule, opened, also=also, bearer=bearer, edge=True, **{**keywords, option: off(1)}),
        breach(rule, opened, also=also, bearer=bearer, **{**keywords, option: off(9)}),
        breach(
            rule,
            opened,
            also=also,
            bearer=bearer,
            edge=True,
            **{"seek": lambda draft: off_the_usual(due(draft)), **keywords, option: off(1)},
        ),
        lawful(rule, **lasts),
        lawful(rule, **{"seek": lambda draft: off_the_usual(due(draft)), **lasts}),
    ]
    if entered:
        found.append(lawful(rule, entered_late(to), **lasts))
    if never:
        follows = also if never_also is None else never_also

        def passed(draft: Draft) -> bool:
            return due(draft) < NOW.date() - timedelta(days=9)

        found.append(
            breach(rule, opened, also=follows, bearer=bearer, **{"seek": passed, **keywords, option: None})
        )
    return found


def at_least(
    rule: str, opened: str, judged: str, option: str, first_day: Due, *, also: str = "", **keywords: Any
) -> list[Variation]:
    """A minimum interval, judged at its end: the first lawful day, and the day before it."""

    def off(days: int) -> Due:
        return lambda draft: later(first_day(draft), days)

    return [
        breach(rule, judged, also=also, edge=True, **{**keywords, option: off(-1)}),
        breach(rule, judged, also=also, **{**keywords, option: off(-2)}),
        lawful(rule, **{**keywords, option: first_day}),
        lawful(
            rule, **{"seek": lambda draft: off_the_usual(first_day(draft)), **keywords, option: first_day}
        ),
    ]
