"""Enforcement of the closed year 2024: penalties, permits, inspections and compulsory measures of four organs.

The cases are worked by the same skeletons as those of the district that is checked from files, lawful under the law of
their dates, and a few break one rule each: those are counted (`Part.breaches`). How many cases of each shape the year
had stands in `PARTS`; what they come to, the indicators say. A worked case comes again under other numbers, officers
and objects, so that thousands are made in seconds. The same arguments give the same rows. Everything is invented.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from plumbline.site.demo.closed_year import YEAR
from plumbline.site.demo.draft import Draft, Edit, put
from plumbline.site.demo.pool import SKELETONS, NoCaseError, Skeleton, Template, draw
from plumbline.site.demo.variations import Variation
from plumbline.site.demo.writing import COPY, ORGAN, rows

ORGANS: Final = (
    ("QS02", "青应急", "general"),
    ("QS03", "青市监", "market-supervision"),
    ("QS04", "青城管", "general"),
    ("QS05", "青卫", "general"),
)
"""Who enforces: code, word in numbers, field of law."""
TEAMS: Final = 14
"""Groups of six officers in each organ."""
SLOTS: Final = 6
POSTS: Final = ("H", "R", "P", "G", "S")
"""Those that an organ has once, by the slot of the skeletons."""
_WORKED: Final = 60
"""Worked cases of one shape and field; beyond them they come again."""
_NEW_YEAR, _NEXT = date(YEAR, 1, 1), date(YEAR + 1, 1, 1)
_DROPPED: Final = ("recorded_at", "seq", "entered_by", "corrects", "void", "organ")
"""What the batch door does not take: it says itself when a row came in and for whom."""
_LISTS: Final = ("officers", "documents", "recordings")


@dataclass(frozen=True, slots=True)
class Part:
    """So many cases of one shape: which skeleton, how it is steered, and what must be true of each of them.

    `breaches` of them break one rule each. `since` and `until` are the days on which they may begin.
    """

    key: str
    code: str
    count: int
    title: str
    options: Mapping[str, Any] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    fits: Callable[[Draft], bool] = lambda _draft: True
    since: date = date(YEAR, 1, 2)
    until: date = date(YEAR, 12, 20)
    breaches: int = 0


def _in_year(*labels: str, **said: object) -> Callable[[Draft], bool]:
    """Whether the case has these acts, the first says this, and none of its acts is of another year."""
    return lambda draft: (
        all(label in draft.acts for label in labels)
        and said.items() <= draft.acts[labels[0]].fields.items()
        and all(_NEW_YEAR <= one.day < _NEXT for one in draft.acts.values())
    )


def _over_the_year(before: str, after: str, year: date) -> Callable[[Draft], bool]:
    """Whether one act is older than the first day of a year and the other is not, and all is over within that year."""
    return lambda draft: (
        before in draft.acts
        and after in draft.acts
        and draft.day(before) < year <= draft.day(after)
        and max(one.day for one in draft.acts.values()) < date(year.year + 1, 1, 1)
    )


_PENALTY: Final = {"outcome": "penalty", "overturned": False, "by_notice": False}
_TOLD: Final = (put("tell", hearing_right_told=True),)
"""From which amount a hearing must be offered here nobody has set: these organs offer it always."""
_ALWAYS_TOLD: Final = "hearing-right-told"
"""Rules that such an organ cannot break."""
_GRANTED: Final = {"shape": "full", "handling": "own", "result": "granted"}
_VISIT: Final = {"subject": False, "out_of_area": False}
_PROBLEM: Final = {**_VISIT, "finding": "problem"}
_PENALISED: Final = _in_year("decide", "file", "close", outcome="penalty")
PARTS: Final = (
    Part("JY", "PS", 1860, "当场处罚", fits=_in_year("fill"), breaches=6),
    Part("PT", "PO", 860, "普通程序处罚", _PENALTY, _TOLD, _PENALISED, breaches=8),
    Part(
        "JG", "PO", 150, "普通程序处罚（警告）", {**_PENALTY, "hearing": False, "cash": False, "deferred": False},
        (*_TOLD, put("tell", proposed_fine=0), put("decide", fine=0, heaviest_kind="warning", confiscates=False)),
        _PENALISED,
    ),
    Part(
        "JZ", "PO", 100, "普通程序处罚（上年结转）", _PENALTY, _TOLD, _over_the_year("file", "decide", _NEW_YEAR),
        date(YEAR - 1, 10, 9), date(YEAR - 1, 12, 25),
    ),
    Part(
        "MS", "PO", 30, "普通程序处罚（没收）", _PENALTY, (*_TOLD, put("decide", confiscated=1200, confiscates=True)),
        _PENALISED,
    ),
    Part(
        "BY", "PO", 60, "不予行政处罚", {"outcome": "no_penalty"}, _TOLD,
        _in_year("decide", "file", "close", outcome="no_penalty"),
    ),
    Part(
        "ZB", "PO", 80, "普通程序处罚（年末在办）", _PENALTY, _TOLD, _over_the_year("file", "decide", _NEXT),
        date(YEAR, 10, 9), date(YEAR, 12, 25),
    ),
    Part("XK", "PM", 8262, "行政许可申请", _GRANTED, (), _in_year("decide", "accept", result="granted"), breaches=6),
    Part(
        "BX", "PM", 588, "行政许可申请（不予许可）", {**_GRANTED, "result": "refused"}, (),
        _in_year("decide", "accept", result="refused"),
    ),
    Part(
        "XJ", "PM", 150, "行政许可申请（上年结转）", _GRANTED, (), _over_the_year("accept", "decide", _NEW_YEAR),
        date(YEAR - 1, 11, 20), date(YEAR - 1, 12, 27),
    ),
    Part(
        "XZ", "PM", 140, "行政许可申请（年末在办）", _GRANTED, (), _over_the_year("accept", "decide", _NEXT),
        date(YEAR, 11, 20), date(YEAR, 12, 27),
    ),
    Part("CX", "PM", 60, "行政许可申请（撤回）", {"shape": "withdrawn", "handling": "own"}, (), _in_year("withdraw")),
    Part("JC", "IN", 10_800, "行政检查", _VISIT, fits=_in_year("inspect", "record"), breaches=8),
    Part("WT", "IN", 1200, "行政检查（发现问题）", _PROBLEM, (), _in_year("inspect", "record", "follow")),
    Part(
        "ZA", "IN", 240, "行政检查（转立案）", _PROBLEM,
        (put("follow", measure="file_case"), put("shown", measure="file_case")),
        _in_year("inspect", "record", "follow"),
    ),
    Part("CF", "CM", 24, "查封", {"kind": "seal"}, fits=_in_year("impose", kind="seal"), breaches=2),
    Part("KY", "CM", 30, "扣押", {"kind": "seize"}, fits=_in_year("impose", kind="seize"), breaches=2),
    Part("DJ", "CM", 6, "冻结", {"kind": "freeze"}, fits=_in_year("impose", kind="freeze")),
)  # fmt: skip
"""The year's enforcement: 3,000 penalties, 9,000 permits, 12,000 inspections that led to nothing else, 60 measures."""
_SKELETONS: Final = {one.code: one for one in SKELETONS}


@dataclass(frozen=True, slots=True)
class Planted:
    """A breach that was put into a case: the rule that is broken, and the case as its source calls it."""

    rule: str
    organ: str
    procedure: str
    case: str


@dataclass(frozen=True, slots=True)
class _Worked:
    """A worked case with its marks still in, and the rules that it breaks."""

    text: str
    procedure: str
    rules: tuple[str, ...]


def cases_of(part: Part, share: int) -> int:
    """How many cases of a part a district has that is `share` times smaller; none vanishes."""
    return max(1, part.count // share)


class Enforcement:
    """The rows of one organ, and what was planted in them."""

    def __init__(self, organ: str, *, share: int = 1, breaks: bool = True) -> None:
        self.organ, self.planted = organ, list[Planted]()
        self._breaks = breaks
        self._place = next(at for at, one in enumerate(ORGANS) if one[0] == organ)
        self._word, self._field = ORGANS[self._place][1:]
        self._share = share

    def rows(self) -> Iterator[dict[str, Any]]:
        """Rows as the organ's own system sends them, case by case."""
        for part in PARTS:
            numbers = range(self._place, cases_of(part, self._share), len(ORGANS))
            if numbers:
                yield from self._of(part, numbers)

    def _of(self, part: Part, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
        rng = random.Random(f"{YEAR} {part.key} {self.organ}")
        broken = [number for number in numbers if self._breaks and number < part.breaches]
        lawful = _lawful(part, self._field, min(_WORKED, len(numbers)), rng)
        # Chosen apart from the lawful cases, so that a smaller district has the same breaches as the whole one.
        apart = random.Random(f"{YEAR} {part.key} {self.organ} breaches")
        breaking = _breaking(part, self._field, len(broken), apart)
        for place, number in enumerate(numbers):
            worked = breaking[place] if place < len(breaking) else lawful[place % len(lawful)]
            yield from self._issued(part, number, worked)

    def _issued(self, part: Part, number: int, worked: _Worked) -> Iterator[dict[str, Any]]:
        case = f"{YEAR}-{part.key}-{number + 1}"
        self.planted += [Planted(rule, self.organ, worked.procedure, case) for rule in worked.rules]
        text = worked.text.replace(_escaped(COPY), case)
        for slot in range(1, SLOTS + 1):
            officer = team_officer(self.organ, number // len(ORGANS) % TEAMS, slot)
            text = text.replace(f"{_escaped(ORGAN)}-{slot}", officer)
        text = text.replace(f"{_escaped(ORGAN)}-", f"{self.organ}-{YEAR}-")
        for row in json.loads(text):
            yield {
                **row,
                "number": f"{self._word}{part.key}〔{YEAR}〕{number + 1}号",
                "title": part.title,
            }


def team_officer(organ: str, team: int, slot: int) -> str:
    """The number of an officer of a team."""
    return f"{organ}-{YEAR}-{team * SLOTS + slot:03}"


def officers_of(organ: str) -> Iterator[str]:
    """The numbers of all officers whom the rows of an organ name."""
    for team in range(TEAMS):
        for slot in range(1, SLOTS + 1):
            yield team_officer(organ, team, slot)
    for post in POSTS:
        yield f"{organ}-{YEAR}-{post}"


def _lawful(part: Part, field: str, wanted: int, rng: random.Random) -> list[_Worked]:
    variation = Variation(
        "", "skeleton", (), part.edits, dict(part.options), part.since, part.until, field, part.fits
    )
    return [_worked(draw(_SKELETONS[part.code], variation, rng), ()) for _ in range(wanted)]


def _breaking(part: Part, field: str, wanted: int, rng: random.Random) -> list[_Worked]:
    """Cases that break one rule each, no two the same: variations of the skeleton that the batch door can tell of."""
    found: list[_Worked] = []
    skeleton = _SKELETONS[part.code]
    seen: set[str] = set()
    choices = [one for one in skeleton.variations() if _can_be_sent(one, field, part.options)]
    rng.shuffle(choices)
    for one in choices:
        if len(found) == wanted:
            break
        if one.aim in seen:
            continue
        draft = _drawn(part, skeleton, one, field, rng)
        if draft is not None and not _is_told_late(draft):
            seen.add(one.aim)
            found.append(_worked(draft, tuple(each.rule for each in one.expected)))
    return found


def _drawn(part: Part, skeleton: Skeleton, one: Variation, field: str, rng: random.Random) -> Draft | None:
    options = {**part.options, **one.options}
    variation = Variation(
        one.aim, one.purpose, one.expected, (*part.edits, *one.edits), options,
        max(part.since, one.since), min(part.until, one.until), field, part.fits,
    )  # fmt: skip
    try:
        return draw(skeleton, variation, rng)
    except (NoCaseError, KeyError):
        return None


def _can_be_sent(one: Variation, field: str, options: Mapping[str, Any]) -> bool:
    """Whether it is a breach of this field by the organ, in force in the year, and of a case that is so steered."""
    return (
        one.purpose == "breach"
        and not one.aim.startswith(_ALWAYS_TOLD)
        and all(one.options.get(name, value) == value for name, value in options.items())
        and one.seek is None
        and one.field in ("", field)
        and one.since < date(YEAR, 6, 1)
        and one.until > date(YEAR, 11, 1)
        and all(each.outcome == "violated" and each.bearer == "organ" for each in one.expected)
        and len(one.expected) == 1
    )


def _is_told_late(draft: Draft) -> bool:
    """Whether the case turns on when its acts were entered, or on officers of its own: the batch door cannot tell."""
    late = any(one.recorded_days_late or one.recorded_after or one.corrects for one in draft.acts.values())
    return late or bool(draft.certificates)


def _worked(draft: Draft, rules: tuple[str, ...]) -> _Worked:
    """The rows of a case as text, in which marks stand for the number of the copy and the organ."""
    template = Template("", draft, (), "", "skeleton", 0)
    case = {"party_kind": "organisation", "field": draft.field, **draft.header}
    told = []
    for number, (native, fields) in enumerate(rows(template), 1):
        kept = {name: value for name, value in native.items() if name not in _DROPPED and value != ""}
        kept |= {name: "-" for name in _LISTS if not native[name]}  # nobody and nothing, not unknown
        kept |= {"case_id": COPY, "record_id": f"{number:02}", "case": case}
        told.append({**kept, "fields": {name: value for name, value in fields.items() if value is not None}})
    return _Worked(json.dumps(told, ensure_ascii=True), draft.procedure, rules)


def _escaped(mark: str) -> str:
    return json.dumps(mark)[1:-1]
