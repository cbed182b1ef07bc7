"""Cases of a living district, dated relative to today: built by the same skeletons as the district that is checked from
files, cut off at the present, and entered through the batch door day by day, so that both times of a record are true.

Everything is invented. A few cases carry a planted breach, so that the desk has something to show.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from plumbline.apps.casework.numbering import case_series
from plumbline.apps.ledger_store.actions import Draft, Wanted
from plumbline.apps.pack_store.shelf import Shelf
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.reserved import ASSIGN_CASE, DISCRETION, DOCUMENTS, OPEN_CASE, RECORDINGS
from plumbline.core.clocks.civil import day_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import ZONE, Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.reports.document_number import DocumentNumber
from plumbline.core.vocabulary import ValueType
from plumbline.site.demo.days import works
from plumbline.site.demo.draft import Act, TooLateError
from plumbline.site.demo.draft import Draft as Sketch
from plumbline.site.demo.living_discretion import stated
from plumbline.site.demo.living_goods import things_with
from plumbline.site.demo.living_lenient import lenient_sketches
from plumbline.site.demo.pool import LAWFUL, SKELETONS, Skeleton
from plumbline.site.demo.variations import Variation

CLOSE_OF_DAY: Final = timedelta(hours=17, minutes=50)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_SHARES: Final = {"PS": 5, "PO": 9, "HE": 1, "CM": 2, "CE": 1, "PM": 7, "IN": 8, "LR": 2, "DI": 1}
_OLDEST: Final = {"PS": 70, "PO": 170, "HE": 60, "CM": 60, "CE": 150, "PM": 70, "IN": 60, "LR": 40, "DI": 60}
"""Days back to which cases of a skeleton begin: about as long as one takes, so that many are under way."""
_PLANTED: Final = 6
"""One case in so many breaks a rule, each time another one, so that supervisors have something to see."""
_FRUITLESS: Final = 2_000
"""Tries in a row after which nothing more is planted: in a large district every rule has its breach already."""
_STALLED: Final = 0.12
"""Share of cases that nobody has touched for some weeks, so that limits run out as they do in life."""

_NAMES: Final = (
    "恒岳",
    "宏图",
    "瑞泽",
    "和顺",
    "鑫源",
    "九州",
    "建诚",
    "明德",
    "永兴",
    "长青",
    "安泰",
    "嘉禾",
    "华晟",
    "东升",
)
_TRADES: Final = (
    "机械加工",
    "仓储",
    "餐饮管理",
    "物业服务",
    "化工产品",
    "印务",
    "劳务分包",
    "商贸",
    "食品",
    "建材",
)
_PERSONS: Final = ("甄一川", "阮禾", "席明远", "阿里木·苏来曼", "桑晓晨", "蒲云", "古丽扎尔·艾山", "岑安")
_CAUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "penalty.simple": ("未按规定明码标价", "占道堆放物品", "未佩戴安全防护用品"),
    "penalty.ordinary": (
        "未按规定检测安全设备",
        "消防通道堆放货物",
        "从业人员未经培训上岗",
        "超范围经营",
        "未按期申报排放数据",
    ),
    "hearing": ("拟作较大数额罚款的听证",),
    "compulsory.measure": ("查封库房", "扣押涉案物品"),
    "compulsory.enforcement": ("逾期不履行处罚决定",),
    "permit": ("经营许可申请", "许可延续申请", "设立许可申请"),
    "inspection": ("安全生产检查", "价格行为检查", "食品经营检查", "危险化学品储存检查"),
    "legal.review": ("处罚决定法制审核",),
    "disclosure": ("执法决定公示",),
}


@dataclass(frozen=True, slots=True)
class LivingOrgan:
    """An organ of the living district: its officers by the slot of the skeletons (1–6, H, R, P, G, S)."""

    code: str
    short: str
    field: str
    division: str
    officers: Mapping[str, str]


@dataclass(slots=True)
class Entry:
    """A record to be entered, and on which day."""

    day: date
    wanted: Wanted


def living_entries(
    organs: Sequence[LivingOrgan],
    packs: Shelf,
    now: int,
    *,
    cases: int,
    seed: int = 7,
    planted: dict[str, frozenset[str]] | None = None,
) -> Iterator[tuple[int, list[Wanted]]]:
    """What is entered on each day, oldest first: the instant of entry and the records. Same arguments, same cases.

    `planted` is told the rules that each case breaks in which a breach was planted.
    """
    rng = random.Random(seed)
    local = (_EPOCH + now * _MICROSECOND).astimezone(ZONE).replace(tzinfo=None)
    entries: list[Entry] = []
    numbers: dict[tuple[str, str, int], int] = {}
    codes = [code for code, share in _SHARES.items() for _ in range(share)]
    by_code = {skeleton.code: skeleton for skeleton in SKELETONS}
    made = fruitless = 0
    broken: set[str] = set()
    lenient = [(one, sketch) for one in organs for sketch in lenient_sketches(one.code, local)]
    while made < cases - len(lenient):
        skeleton = by_code[rng.choice(codes)]
        organ = rng.choice(organs)
        plants = made % _PLANTED == 1 and fruitless < _FRUITLESS
        found = _sketch(skeleton, organ, local, rng, broken if plants else None)
        if found is None:
            fruitless += plants
            continue
        fruitless = fruitless if fruitless >= _FRUITLESS else 0
        sketch, variation = found
        entries += _entries(sketch, organ, packs, _number(sketch, organ, numbers), rng, local)
        if planted is not None and variation.purpose == "breach":
            planted[entries[-1].wanted.draft.case] = frozenset(one.rule for one in variation.expected)
        made += 1
    for organ, sketch in lenient[: max(0, cases - made)]:
        number = _number(sketch, organ, numbers)
        entries += _entries(sketch, organ, packs, number, rng, local, cause=_CAUSES["penalty.ordinary"][0])
    yield from _by_day(entries, now)


def _number(sketch: Sketch, organ: LivingOrgan, numbers: dict[tuple[str, str, int], int]) -> int:
    """The next number of the organ's cases of that kind and year."""
    key = organ.short, case_series(sketch.procedure)[0], next(iter(sketch.acts.values())).day.year
    numbers[key] = numbers.get(key, 0) + 1
    return numbers[key]


def _by_day(entries: list[Entry], now: int) -> Iterator[tuple[int, list[Wanted]]]:
    days: dict[date, list[Wanted]] = {}
    for entry in entries:
        days.setdefault(entry.day, []).append(entry.wanted)
    for day in sorted(days):
        yield min(_instant(datetime.combine(day, datetime.min.time()) + CLOSE_OF_DAY), now), days[day]


def _sketch(
    skeleton: Skeleton, organ: LivingOrgan, now: datetime, rng: random.Random, broken: set[str] | None
) -> tuple[Sketch, Variation] | None:
    """A case and what it varies; with `broken` one that breaks a rule not among them, which then joins them."""
    oldest = _OLDEST[skeleton.code]
    start = now.date() - timedelta(days=rng.randint(oldest // 2 if broken is not None else 0, oldest))
    if not works(start):
        return None
    planted = [
        one for one in skeleton.variations() if one.purpose == "breach" and one.seek is None and not one.field
    ]
    planted = [one for one in planted if broken is not None and one.aim not in broken]
    if broken is not None and not planted:
        return None
    variation: Variation = rng.choice(planted) if planted else LAWFUL
    field = organ.field if organ.field in ("market-supervision", "public-security") else "general"
    sketch = Sketch(skeleton.procedure, field, start, rng, dict(variation.options))
    try:
        skeleton.build(sketch)
        for edit in variation.edits:
            edit(sketch)
    except (TooLateError, KeyError):
        return None
    until = now - timedelta(minutes=10)
    if broken is None and rng.random() < _STALLED:
        until = now - timedelta(days=rng.randint(12, 45))
    whole = len(sketch.acts)
    sketch.acts = {
        act.label: act for act in sorted(sketch.acts.values(), key=lambda one: one.at) if act.end < until
    }
    if broken is not None:
        if len(sketch.acts) < whole:  # the late act that breaks a limit may be among what has yet to come
            return None
        broken.add(variation.aim)
    return (sketch, variation) if sketch.acts else None


def _entries(
    sketch: Sketch,
    organ: LivingOrgan,
    packs: Shelf,
    number: int,
    rng: random.Random,
    now: datetime,
    *,
    cause: str = "",
) -> list[Entry]:
    docket = packs.docket(
        sketch.procedure, organ.field if sketch.field != "general" else None, organ.division
    )
    acts = list(sketch.acts.values())
    first = acts[0]
    case = f"{organ.code}-{sketch.procedure}-{first.day.year}-{number}"
    opening = _opening(sketch, organ, docket, case, number, rng, first)
    if cause:
        opening = replace(opening, fields={**opening.fields, "title": cause})
    entries = [
        Entry(first.day, Wanted(opening, None)),
        Entry(first.day, Wanted(_assignment(opening, organ), None)),
    ]
    ids = {act.label: f"{case}-{place}" for place, act in enumerate(acts, 1)}
    in_time = {act.label: ids[act.label] for act in acts if not act.recorded_days_late}
    for act in acts:
        if act.step not in docket.procedure.steps or (act.corrects and act.corrects not in ids):
            continue
        day = min(act.end.date() + timedelta(days=act.recorded_days_late), now.date())
        draft = _draft(act, organ, docket, case, ids)
        entries += [Entry(day, Wanted(one, None)) for one in (draft, *things_with(draft, act.label, in_time))]
    return sorted(entries, key=lambda entry: entry.day)


def _opening(
    sketch: Sketch, organ: LivingOrgan, docket: Docket, case: str, number: int, rng: random.Random, first: Act
) -> Draft:
    attributes = docket.procedure.attributes
    header = {"party_kind": "organisation", **sketch.header}
    facts = {
        name: written_value(attributes[name].definition, _typed(attributes[name].definition, value))
        for name, value in header.items()
        if name in attributes
    }
    year = first.day.year
    fields: dict[str, Json] = {
        "procedure": sketch.procedure,
        "number": str(DocumentNumber(organ.short, case_series(sketch.procedure)[1], year, number)),
        "title": rng.choice(_CAUSES[sketch.procedure]),
        "division": organ.division,
        "ends": list(docket.procedure.ends),
        "facts": facts,
    }
    if organ.field and sketch.field != "general":
        fields["field"] = organ.field
    party = f"青石区{rng.choice(_NAMES)}{rng.choice(_TRADES)}有限公司（虚构）"
    if facts.get("party_kind") == "citizen":
        party = f"{random.Random(case).choice(_PERSONS)}（虚构）"
    opened = first.at - timedelta(minutes=5)
    return Draft(
        id=f"{case}-0",
        case=case,
        step=OPEN_CASE,
        at=Moment(f"{opened:%Y-%m-%dT%H:%M}+08:00", "minute"),
        organ=organ.code,
        entered_by=organ.officers["1"],
        pack=f"sha256:{docket.procedure.content_hash}",
        fields=fields,
        personal={"party_name": party},
    )


def _assignment(opening: Draft, organ: LivingOrgan) -> Draft:
    officers: list[Json] = [organ.officers["1"], organ.officers["2"]]
    return Draft(
        id=f"{opening.case}-assigned",
        case=opening.case,
        step=ASSIGN_CASE,
        at=opening.at,
        organ=opening.organ,
        entered_by=opening.entered_by,
        pack=opening.pack,
        fields={"officers": officers, "reason": "立卷"},
    )


def _draft(act: Act, organ: LivingOrgan, docket: Docket, case: str, ids: Mapping[str, str]) -> Draft:
    step = docket.procedure.steps[act.step]
    fields: dict[str, Json] = {}
    for name, value in act.fields.items():
        if name in step.fields and value is not None:
            shown = organ.officers.get(str(value), value) if name in ("officer", "presider") else value
            definition = step.fields[name]
            fields[name] = written_value(definition, _typed(definition, shown))
    if act.documents:
        fields[DOCUMENTS] = [{"kind": kind, "attachment": None, "number": None} for kind in act.documents]
    if act.recordings:
        fields[RECORDINGS] = [_recording(act, mark) for mark in act.recordings]
    if (said := stated(organ.code, act.step, case, fields)) is not None:
        fields[DISCRETION] = said
    by = tuple(_actor(slot, organ) for slot in act.by)
    at = _moment(act.at, act.day_only)
    entered = _instant(act.end)
    return Draft(
        id=ids[act.label],
        case=case,
        step="void_act" if act.void else act.step,
        at=at,
        until=_moment(act.until, False) if act.until and not act.day_only else None,
        organ=organ.code,
        entered_by=by[0].officer if by else organ.officers["1"],
        pack=f"sha256:{docket.procedure.content_hash}",
        by=() if act.void else by,
        confirmations=() if act.void else tuple(Confirmation(one.officer, entered) for one in by),
        fields={"reason": "误录"} if act.void else fields,
        corrects=ids[act.corrects] if act.corrects else None,
    )


def _actor(slot: str, organ: LivingOrgan) -> Actor:
    name, _, role = slot.partition("@")[0].partition(":")
    return Actor(organ.officers.get(name.lstrip("=")[:1], organ.officers["1"]), role or "officer")


def _recording(act: Act, mark: str) -> dict[str, Json]:
    kind, sign, _ = mark.partition("+") if "+" in mark else mark.partition("-")
    minute = timedelta(minutes=1)
    start = act.at + minute if sign == "+" else act.at
    end = act.end - minute if sign == "-" else act.end
    return {
        "kind": kind,
        "attachment": None,
        "from": written_instant(_instant(start)),
        "to": written_instant(_instant(end)),
    }


def _typed(definition: FieldDefinition, value: Any) -> Value:
    """A value of the skeletons as the core takes it."""
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return day_of(value)
    if definition.type in (ValueType.MONEY, ValueType.NUMBER) and not isinstance(value, bool):
        return Decimal(str(value))
    return value if isinstance(value, bool | int | Decimal) else str(value)


def _moment(at: datetime, day_only: bool) -> Moment:
    return Moment(f"{at:%Y-%m-%d}", "day") if day_only else Moment(f"{at:%Y-%m-%dT%H:%M}+08:00", "minute")


def _instant(at: datetime) -> int:
    return (at.replace(tzinfo=ZONE) - _EPOCH) // _MICROSECOND
