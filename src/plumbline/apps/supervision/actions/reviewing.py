"""Writing of file reviews: each act is a record of the round's stream, through the one door.

The seed is derived from the site's secret key and the round's random id: it is stored nowhere, and whoever only reads
the database cannot know it before the draw. Raises AccessRefused, ReviewError, DrawError and StoreError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import uuid4

from django.db.models import Q
from django.utils.crypto import salted_hmac

from plumbline.apps.casework.queries.limits import standing_lines, standing_under
from plumbline.apps.ledger_store.actions import Draft, Wanted, enter, enter_all, new_id
from plumbline.apps.ledger_store.queries import case_records, log_size
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.colleagues import organs_in
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.policies import OBJECT_TO_REVIEW, REVIEWS
from plumbline.apps.supervision.rounds import ALL, NAME, round_of, scorings
from plumbline.core.authority.access import check_access, visible
from plumbline.core.authority.person import Person, Place
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.oversight import file_review
from plumbline.core.oversight.draw import commitment_of, draw, in_order, list_hash, written
from plumbline.core.oversight.file_review import LEAST_READERS, PROCEDURE, Round, Sheet, readers_of, stream_of
from plumbline.core.oversight.review_errors import RoundUnknown, SheetUnfit, WrongTurn
from plumbline.core.oversight.scoring import Item, Scoring, written_scoring


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round reviews: cases under one set of scoring rules that these organs ended on these days."""

    title: str
    scoring: str
    organs: tuple[str, ...]
    first: int
    last: int
    count: int
    readers: tuple[str, ...]


def open_round(*, person: Person, plan: Plan, now: int, today: int) -> str:
    """Opens a round and commits to its seed before any list is made; the round's id."""
    check_access(person, REVIEWS, None, today)
    reached = {code for code, _name in organs_in(visible(person, REVIEWS, today))}
    scoring = next((one for one in scorings() if one.id == plan.scoring), None)
    if scoring is None or not plan.organs or not set(plan.organs) <= reached:
        raise RoundUnknown(named=plan.scoring)
    if len(set(plan.readers)) < LEAST_READERS:
        raise WrongTurn(problem_zh="评查人不足三人", problem_en="fewer than three readers")
    id = uuid4().hex
    fields: dict[str, Json] = {
        "procedure": PROCEDURE,
        "number": stream_of(id),
        "title": plan.title,
        "field": "",
        "division": person.divisions[0] if person.divisions else "",
        "ends": [],
        "scoring": written_scoring(scoring),
        "organs": sorted(plan.organs),
        "first": plan.first,
        "last": plan.last,
        "count": plan.count,
        "readers": list(dict.fromkeys(plan.readers)),
        "commitment": commitment_of(_seed(id)),
    }
    pen = _Pen(person, shelf().docket(scoring.procedure).procedure.content_hash, now)
    wanted = [Wanted(pen.draft(stream_of(id), OPEN_CASE, fields), 0)]
    if not case_records(ALL):
        opening: dict[str, Json] = {**fields, "procedure": f"{PROCEDURE}s", "number": ALL, "title": ALL}
        wanted.append(Wanted(pen.draft(ALL, OPEN_CASE, {name: opening[name] for name in _OF_ALL}), 0))
    wanted.append(Wanted(pen.draft(ALL, NAME, {"round": id}), None))
    enter_all(wanted, now=now)
    return id


_OF_ALL = ("procedure", "number", "title", "field", "division", "ends")


def show_round(*, person: Person, round_id: str, now: int, today: int) -> None:
    """Shows the public the commitment now, and the list and the draw once they are made (监督条例 §19)."""
    stand = _Stand(person, round_id, today)
    file_review.check_show(stand.made)
    stand.enter(file_review.SHOW, {}, now)


def publish_list(*, person: Person, round_id: str, now: int, today: int) -> None:
    """Makes the list by the plan alone, puts it in order and records it with its hash."""
    stand = _Stand(person, round_id, today)
    made = stand.made
    file_review.check_list(made)
    ended = Q(ended_day__range=(made.first, made.last)) & ~Q(state="cancelled")
    lines = standing_lines(standing_under(made.scoring.procedure, made.organs, (), chosen=ended))
    if not lines:
        raise WrongTurn(problem_zh="期间内没有办结的案件", problem_en="no case ended in these days")
    by_number = {one.number: one.case for one in lines}
    twice = len(by_number) != len(lines)
    named = {f"{one.number} {one.case}" if twice else one.number: one.case for one in lines}
    items = in_order(named)
    fields: dict[str, Json] = {
        "items": list(items),
        "cases": [named[item] for item in items],
        "list_sha256": list_hash(items),
        "leaf": log_size(),
    }
    stand.enter(file_review.LIST, fields, now)


def draw_files(*, person: Person, round_id: str, now: int, today: int) -> None:
    """Reveals the seed, draws, gives each file its readers and notes what the rules had found in it by now."""
    stand = _Stand(person, round_id, today)
    made = stand.made
    file_review.check_draw(made)
    seed = _seed(made.id)
    if commitment_of(seed) != made.commitment:
        raise WrongTurn(
            problem_zh="系统密钥已更换，种子无法恢复，请另开一轮",
            problem_en="the site's key was changed and the seed is lost; open another round",
        )
    bundle = draw(made.items, seed, min(made.count, len(made.items)))
    case_of = dict(zip(made.items, made.cases, strict=True))
    drawn = [case_of[one.item] for one in bundle.chosen]
    ended = Q(case__in=drawn)
    lines = {
        one.case: one
        for one in standing_lines(standing_under(made.scoring.procedure, made.organs, (), chosen=ended))
    }
    files: list[Json] = [
        {
            "case": case,
            "number": lines[case].number,
            "organ": lines[case].organ,
            "readers": list(readers_of(made.readers, place)),
            "found": _found(made.scoring, case),
        }
        for place, case in enumerate(drawn)
    ]
    stand.enter(file_review.DRAW, {"seed": seed, "drawn": written(bundle)["drawn"], "files": files}, now)


def enter_sheet(
    *,
    person: Person,
    round_id: str,
    case: str,
    levels: Mapping[str, str],
    fails: Sequence[str],
    note: str,
    now: int,
    today: int,
) -> None:
    """A reader's sheet, signed with the own login and not changed afterwards."""
    stand = _Stand(person, round_id, today)
    file = stand.made.file(case)
    sheet = Sheet(person.signs_as, dict(levels), tuple(fails), note.strip())
    file_review.check_sheet(stand.made, file, sheet)
    fields: dict[str, Json] = {"levels": dict(levels), "fails": list(fails), "note": sheet.note}
    stand.enter(file_review.SHEET, {"file": case, **fields}, now)


def tell_result(*, person: Person, round_id: str, case: str, now: int, today: int) -> None:
    """Tells the organ the result of a file."""
    stand = _Stand(person, round_id, today)
    file_review.check_tell(stand.made, stand.made.file(case))
    stand.enter(file_review.TELL, {"file": case}, now)


def object_to_result(*, person: Person, round_id: str, case: str, reason: str, now: int, today: int) -> None:
    """The organ objects, with its reasons."""
    made = round_of(round_id)
    file = made.file(case)
    check_access(person, OBJECT_TO_REVIEW, Place(file.organ, made.division), today)
    file_review.check_object(file)
    _Stand.of(person, made).enter(file_review.OBJECT, {"file": case, "reason": _words(reason)}, now)


def answer_objection(
    *, person: Person, round_id: str, case: str, reason: str, points: Fraction | None, now: int, today: int
) -> None:
    """Somebody who did not read the file answers; `points` hold from then on, None leaves the result."""
    stand = _Stand(person, round_id, today)
    file_review.check_answer(stand.made.file(case), person.signs_as)
    fields: dict[str, Json] = {"file": case, "reason": _words(reason)}
    if points is not None:
        fields["points"] = str(points)
    stand.enter(file_review.ANSWER, fields, now)


def _words(reason: str) -> str:
    if len(reason.strip()) < 5:
        raise SheetUnfit(problem_zh="没有写明理由", problem_en="no reason was given")
    return reason.strip()


def _seed(round_id: str) -> str:
    return str(salted_hmac("plumbline.file_review.seed", round_id, algorithm="sha256").hexdigest())


def _found(scoring: Scoring, case: str) -> dict[str, Json]:
    """For each item that rules judge those that found something which counts."""
    rows = FindingRow.objects.filter(case=case, outcome="violated").exclude(state__in=("gone", "excused"))
    seen = list(rows.order_by("rule", "id").values_list("rule", "state"))
    return {item.id: _of_item(item, seen) for item in scoring.by_rules}


def _of_item(item: Item, seen: Sequence[tuple[str, str]]) -> list[Json]:
    counted = (
        rule for rule, state in seen if rule in item.rules and (item.counts == "any" or state == "open")
    )
    return list(dict.fromkeys(counted))


@dataclass(frozen=True, slots=True)
class _Pen:
    """Who writes, under which packs, when."""

    person: Person
    pack: str
    now: int

    def draft(self, stream: str, step: str, fields: Mapping[str, Json]) -> Draft:
        who = self.person.signs_as
        return Draft(
            id=new_id(self.now),
            case=stream,
            step=step,
            at=Moment(written_instant(self.now), "microsecond"),
            organ=self.person.organ,
            entered_by=who,
            pack=f"sha256:{self.pack}",
            by=(Actor(who, self.person.role.in_packs),),
            confirmations=(Confirmation(who, self.now),),
            fields=dict(fields),
        )


class _Stand:
    """A round, as the person who acts may reach it."""

    def __init__(self, person: Person, round_id: str, today: int) -> None:
        made = round_of(round_id)
        check_access(person, REVIEWS, Place(made.organ, made.division), today)
        self._set(person, made)

    @classmethod
    def of(cls, person: Person, made: Round) -> _Stand:
        """Where another policy has let the person in."""
        stand = cls.__new__(cls)
        stand._set(person, made)
        return stand

    def _set(self, person: Person, made: Round) -> None:
        self.person, self.made = person, made
        self.seen = len(case_records(stream_of(made.id)))

    def enter(self, step: str, fields: Mapping[str, Json], now: int) -> None:
        pen = _Pen(self.person, shelf().docket(self.made.scoring.procedure).procedure.content_hash, now)
        enter(pen.draft(stream_of(self.made.id), step, fields), expected=self.seen, now=now)
