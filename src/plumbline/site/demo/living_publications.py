"""Publications in the living district: decisions of its cases that were released, one of them withdrawn since.

The texts are made here and run through the detector like any other; everything is invented.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from plumbline.apps.ledger_store.actions import Draft, Wanted
from plumbline.apps.pack_store.shelf import Shelf
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.cases.joining import COMES_FROM, LEADS_TO
from plumbline.core.cases.reserved import ASSIGN_CASE, LINK_CASE, OPEN_CASE
from plumbline.core.disclosure.duty import PROCEDURE, Duty
from plumbline.core.disclosure.marks import pieces, written_marks
from plumbline.core.disclosure.publication import Publication, written_publication
from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Span
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import ZONE, Moment
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.procedures.definition import Procedure
from plumbline.core.reports.document_number import DocumentNumber
from plumbline.site.demo.days import working
from plumbline.site.demo.living import CLOSE_OF_DAY, LivingOrgan

MOST: Final[Mapping[str, int]] = {"penalty": 16}
"""How many decisions of a kind are released; of every other kind `FEW`, so that the portal shows each."""
FEW: Final = 3
_POLICE: Final = "public-security"
_MARKET: Final = "market-supervision"
_LIBERTY: Final = "liberty"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "penalty": ("行政处罚决定书", "罚", "决定给予行政处罚：{result}。"),
    "permit": ("行政许可决定书", "许", "经审查，申请符合法定条件，决定{result}。"),
    "compulsory_measure": (
        "行政强制措施决定书",
        "强",
        "决定对涉案设施、财物、存款采取行政强制措施：{result}。",
    ),
    "compulsory_execution": ("强制执行决定书", "执", "决定依法强制执行。"),
    "inspection": ("检查结果告知书", "检", "检查情况已当场告知你单位。"),
}
_ANSWERS: Final[Mapping[str, str]] = {
    "granted": "准予许可",
    "refused": "不予许可",
    "warning": "警告",
    "penalty": "给予行政处罚",
    "seal": "查封",
    "seize": "扣押",
    "freeze": "冻结存款、汇款",
    "inspection": "检查结果已告知",
    "compulsory_execution": "强制执行",
}
_PEOPLE: Final = ("周建平", "刘洋", "马丽", "欧阳静", "艾力·买买提", "陈小雨")
Day = tuple[int, list[Wanted]]


@dataclass(slots=True)
class _Source:
    """A decision, with the opening of its case; `told`: the day on which its case says that it was published."""

    opening: Draft
    decision: Draft
    duty: Duty
    organ: LivingOrgan
    told: date | None = None

    @property
    def decided(self) -> date:
        """The day of the decision."""
        return _day(self.decision)


@dataclass(slots=True)
class _Numbers:
    """The numbers of matters, going on behind those that the district's cases have."""

    taken: dict[tuple[str, int], int] = field(default_factory=dict)

    def note(self, number: str) -> None:
        if found := re.fullmatch(r"(.+)案〔(\d{4})〕(\d+)号", number):
            key = found[1], int(found[2])
            self.taken[key] = max(self.taken.get(key, 0), int(found[3]))

    def next(self, short: str, year: int) -> str:
        self.taken[short, year] = self.taken.get((short, year), 0) + 1
        return str(DocumentNumber(short, "案", year, self.taken[short, year]))


def with_publications(
    days: Iterable[Day], organs: Sequence[LivingOrgan], packs: Shelf, now: int
) -> Iterator[Day]:
    """The days, with the releases of some of their decisions entered on the days on which they were done."""
    known = list(days)
    numbers = _Numbers()
    for _at, wanted in known:
        for one in wanted:
            if one.draft.step == OPEN_CASE:
                numbers.note(str(one.draft.fields["number"]))
    today = (_EPOCH + now * _MICROSECOND).astimezone(ZONE).date()
    more: list[Day] = []
    for place, source in enumerate(_sources(known, organs, packs, today)):
        more += _release(source, packs, place, numbers, withdrawn=place == 1, today=today)
    yield from sorted([*known, *more], key=lambda day: day[0])


def _sources(
    days: Sequence[Day], organs: Sequence[LivingOrgan], packs: Shelf, today: date
) -> Iterator[_Source]:
    by_code = {one.code: one for one in organs}
    openings = {w.draft.case: w.draft for _at, wanted in days for w in wanted if w.draft.step == OPEN_CASE}
    told = {(w.draft.case, w.draft.step): _day(w.draft) for _at, wanted in reversed(days) for w in wanted}
    made: Counter[str] = Counter()
    for _at, wanted in days:
        for draft in (one.draft for one in wanted):
            opening = openings.get(draft.case)
            duty = packs.duties.get(str(opening.fields["procedure"])) if opening else None
            organ = by_code.get(draft.organ)
            if not opening or not duty or not organ or draft.step != duty.step or draft.corrects:
                continue
            found = _Source(opening, draft, duty, organ, told.get((draft.case, duty.told)))
            lawful = all(
                str(draft.fields.get(name)) in allowed for name, allowed in (duty.only or {}).items()
            )
            if (
                lawful
                and organ.field != _POLICE
                and draft.fields.get("kind") != _LIBERTY
                and not (
                    organ.field == _MARKET and duty.penalty == "simple"
                )  # no rule of its field asks for it
                and _to_be_released(found, made[duty.kind], today)
            ):
                made[duty.kind] += 1
                yield found


def _to_be_released(source: _Source, made: int, today: date) -> bool:
    """What its case says is published is on the portal; of the others some, once there was time for it."""
    if source.told is not None and source.duty.enters is not None:
        return source.decided <= source.told <= today
    return source.decided < today - timedelta(days=15) and made < MOST.get(source.duty.kind, FEW)


def _day(draft: Draft) -> date:
    return date.fromisoformat(draft.at.value[:10])


def _release(
    source: _Source, packs: Shelf, place: int, numbers: _Numbers, *, withdrawn: bool, today: date
) -> Iterator[Day]:
    field = source.organ.field if source.opening.fields.get("field") else None
    procedure = packs.docket(PROCEDURE, field, source.organ.division).procedure
    maker = _Maker(source, procedure.content_hash, f"{source.opening.case}-gs")
    text = _text(source, place)
    marks = find_personal(text.text)
    published = source.told or working(source.decided, 5)
    extracted = min(working(source.decided, 3), published)
    sealed = {"full_text": text.text, "marks": written_marks(marks)}
    first = [
        *_opened(source, maker, procedure, extracted, numbers.next(source.organ.short, extracted.year)),
        maker.draft("extract", extracted, "1", {"responsible_unit": "法制科"}, act=True, personal=sealed),
    ]
    yield _at(extracted, 0), [Wanted(one, None) for one in first]
    reviewed: dict[str, Json] = {"secrecy_result": "may_publish", "privacy_result": "redacted"}
    shown: dict[str, Json] = {"platform": "unified_platform"}
    names = ("organ_shown", "object_shown", "kind_shown", "conclusion_shown", "same_text")
    shown |= {name: True for name in names if name in procedure.steps["publish"].fields}
    yield (
        _at(published, 1),
        [
            Wanted(maker.draft("review_content", published, "2", reviewed, act=True, minute=1), None),
            Wanted(maker.draft("approve", published, "H", {"result": "approved"}, act=True, minute=2), None),
            _published(maker, published, shown, _publication(source, text, marks)),
            *_told_in_case(maker, source, published, public=True),
        ],
    )
    fell = working(published, 4)
    if withdrawn and fell < today:
        why: dict[str, Json] = {
            "reason": "复议决定撤销",
            "reason_published": True,
            "platform": "unified_platform",
        }
        yield (
            _at(fell, 2),
            [
                Wanted(maker.draft("overturn", fell, "H", {"how": "quashed"}, act=True, minute=1), None),
                Wanted(maker.draft("withdraw", fell, "H", why, act=True, minute=2), None),
                *_told_in_case(maker, source, fell, public=False),
            ],
        )


def _told_in_case(maker: _Maker, source: _Source, day: date, *, public: bool) -> Iterator[Wanted]:
    """What the release enters into the case of the decision, as the program does."""
    duty, case = source.duty, source.opening.case
    step = duty.told if public else duty.withdrawn
    if duty.enters is None or not step or (public and source.told is not None):
        return
    fields: dict[str, Any] = dict(duty.enters) if public else {}
    pack = source.decision.pack.removeprefix("sha256:")
    made = replace(maker, pack=pack).draft(step, day, "H", fields, act=True, minute=4, case=case)
    yield Wanted(replace(made, id=f"{maker.case}-{step}"), None)


def _party_kind(source: _Source) -> str:
    facts = source.opening.fields.get("facts")
    return str(facts.get("party_kind", "organisation")) if isinstance(facts, Mapping) else "organisation"


def _opened(source: _Source, maker: _Maker, procedure: Procedure, day: date, number: str) -> Iterator[Draft]:
    """The matter opened from the case of the decision, with what was decided."""
    opening = {
        "procedure": PROCEDURE,
        "number": number,
        "title": source.opening.fields["title"],
        "division": source.organ.division,
        "ends": list(procedure.ends),
        "facts": {"party_kind": _party_kind(source)},
        **({"field": source.opening.fields["field"]} if source.opening.fields.get("field") else {}),
    }
    decided: dict[str, Json] = {"decision_kind": source.duty.kind, "special_limit": False}
    decided |= {"procedure_kind": source.duty.penalty} if source.duty.penalty else {}
    decided |= {"social_influence": True, "only_warning": False, "same_province": True}
    decided |= {"minor_sanction": False, "severe_sanction": False, "restricted": False}
    known = procedure.steps["decide"].fields
    yield maker.draft(OPEN_CASE, day, "1", opening)
    yield maker.draft(ASSIGN_CASE, day, "1", {"officers": [source.organ.officers["1"]], "reason": "立卷"})
    yield maker.draft(LINK_CASE, day, "1", {"case": source.opening.case, "kind": COMES_FROM})
    told = {"case": maker.case, "kind": LEADS_TO}
    yield maker.draft(LINK_CASE, day, "1", told, case=source.opening.case)
    said = {name: value for name, value in decided.items() if name in known}
    yield maker.draft("decide", source.decided, "1", said, act=True)


def _publication(source: _Source, text: _Made, marks: Sequence[Span]) -> Publication:
    is_organisation = _party_kind(source) == "organisation"
    return Publication(
        kind=source.duty.kind,
        title=text.title,
        number=text.number,
        organ=source.organ.code,
        organ_name=text.organ,
        cause=str(source.opening.fields["title"]),
        result=text.result,
        decided_on=source.decided.isoformat(),
        party=text.party if is_organisation else "",
        party_code=text.code if is_organisation else "",
        pieces=pieces(text.text, marks),
    )


def _published(maker: _Maker, day: date, shown: Mapping[str, Json], told: Publication) -> Wanted:
    sealed = {"publication": written_publication(told)}
    return Wanted(maker.draft("publish", day, "H", shown, act=True, minute=3, personal=sealed), None)


@dataclass(frozen=True, slots=True)
class _Made:
    text: str
    title: str
    number: str
    organ: str
    party: str
    code: str
    result: str


def _told(source: _Source, party: str, code: str, place: int) -> Sequence[str]:
    """Who is concerned, and what was found, in the words of each kind of paper."""
    who, witness = random.Random(place).sample(_PEOPLE, 2)
    organisation = _party_kind(source) == "organisation"
    called, addressed = ("申请人", "申请人") if source.duty.kind == "permit" else ("当事人", "你单位")
    home = f"青石区河滨街{place + 11}号2栋1单元302室"
    head = [f"{called}：{party}"]
    head += (
        [f"统一社会信用代码：{code}", f"法定代表人：{who}", f"住所：{home}"]
        if organisation
        else [f"公民身份号码：65990019900101{place:02}0X", f"住址：{home}"]
    )
    if not organisation:
        addressed = called
    in_charge = f"{addressed}现场管理人员" if organisation else "证人"
    cause, month = source.opening.fields["title"], f"{source.decided.year}年{source.decided.month}月"
    telephone = f"139{place:04}5678"
    match source.duty.kind:
        case "permit":
            found = (
                f"{addressed}提出“{cause}”，经办人{witness}（联系电话{telephone}）。材料齐全，符合法定形式。"
            )
        case "inspection":
            found = f"{month}，本机关对{addressed}进行“{cause}”，陪同人员{witness}（联系电话{telephone}）。"
        case _:
            found = (
                f"经查，{month}，本机关在“{cause}”一案中查明：{in_charge}{witness}（联系电话{telephone}）"
                f"陈述了有关情况。以上事实有现场笔录、询问笔录（被询问人{witness}）和照片为证。"
            )
    return (*head, found)


def _text(source: _Source, place: int) -> _Made:
    """The text of a decision as it was served, with persons in it."""
    title, word, decides = _WORDS[source.duty.kind]
    number = str(DocumentNumber(source.organ.short, word, source.decided.year, place + 1))
    known = organ_entry(source.organ.code)
    organ = known.name if known else source.organ.code
    party = str(source.opening.personal.get("party_name") or "青石区某公司")
    code = f"9165990{place:02}MA7H4C2D8"
    result = _result(source)
    day = source.decided
    lines = (
        *_told(source, party, code, place),
        decides.format(result=result or "准予许可"),
        "如不服本决定，可以自知道之日起六十日内向青石区人民政府申请行政复议，或者在六个月内依法提起行政诉讼。",
        organ,
        f"{day.year}年{day.month}月{day.day}日",
    )
    return _Made("\n".join(lines), title, number, organ, party.removesuffix("（虚构）"), code, result)


def _result(source: _Source) -> str:
    amount = source.decision.fields.get("fine")
    if amount not in (None, "0", "0.00"):
        return f"罚款 {float(str(amount)):,.0f} 元"
    taken = source.decision.fields.get("confiscated")
    if taken not in (None, "0", "0.00"):
        return f"没收违法所得 {float(str(taken)):,.0f} 元"
    answer = source.decision.fields.get("result") or source.decision.fields.get("kind") or source.duty.kind
    return _ANSWERS.get(str(answer)) or _ANSWERS.get(source.duty.kind, "")


@dataclass(slots=True)
class _Maker:
    """Makes the records of one matter, with ids that count on."""

    source: _Source
    pack: str
    case: str
    made: int = 0

    def draft(
        self, step: str, day: date, slot: str, fields: Mapping[str, Any], *, act: bool = False, minute: int = 0,
        personal: Mapping[str, Json] | None = None, case: str = "",
    ) -> Draft:  # fmt: skip
        self.made += 1
        officer = self.source.organ.officers[slot]
        role = "agency_head" if slot == "H" else "officer"
        at = datetime.combine(day, datetime.min.time()) + timedelta(hours=16, minutes=10 + minute)
        entered = (at.replace(tzinfo=ZONE) - _EPOCH) // _MICROSECOND
        return Draft(
            id=f"{self.case}-{self.made}",
            case=case or self.case,
            step=step,
            at=Moment(f"{at:%Y-%m-%dT%H:%M}+08:00", "minute"),
            organ=self.source.organ.code,
            entered_by=officer,
            pack=f"sha256:{self.pack}",
            by=(Actor(officer, role),) if act else (),
            confirmations=(Confirmation(officer, entered),) if act else (),
            fields=dict(fields),
            personal=personal or {},
        )


def _at(day: date, minute: int) -> int:
    at = datetime.combine(day, datetime.min.time()) + CLOSE_OF_DAY + timedelta(minutes=1 + minute)
    return (at.replace(tzinfo=ZONE) - _EPOCH) // _MICROSECOND
