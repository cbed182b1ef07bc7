"""A round of file reviews, folded from the records of its stream.

The stream is `review:` with an id. Its opening holds the plan, the scoring rules and the commitment to a seed; then
come the list with its hash, the draw with two readers for each file and what the rules of the scan had found by then,
the readers' sheets, a third where the two differ, the result told to the organ, its objection and the answer.
Neither reader sees the other's sheet before both are in. Of a round that is shown the public sees the commitment, the
list and the draw as they come, and nothing of what readers said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from plumbline.core.cases.reserved import OPEN_CASE, REVIEWS_OF
from plumbline.core.ledger.record import Record
from plumbline.core.oversight.draw import Bundle, Drawn
from plumbline.core.oversight.review_errors import NotReader, RoundUnknown, SheetUnfit, WrongTurn
from plumbline.core.oversight.scoring import Scoring, read_scoring

PROCEDURE: Final = "oversight.file_review"
SHOW: Final = "show_round"
LIST: Final = "publish_list"
DRAW: Final = "draw_files"
SHEET: Final = "enter_sheet"
TELL: Final = "tell_result"
OBJECT: Final = "object_to_result"
ANSWER: Final = "answer_objection"
LEVELS: Final[Mapping[str, Fraction]] = {"met": Fraction(1), "part": Fraction(1, 2), "unmet": Fraction(0)}
LEAST_READERS: Final = 3
LEAST_WORDS: Final = 5
"""Characters of a reason."""
"""Two who read blindly and one who decides where they differ."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one reader said of a file: a level for each item that people judge, what fails it outright, why."""

    reader: str
    levels: Mapping[str, str]
    fails: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Objection:
    """What the organ objected, and the answer once there is one; `points` are those that hold then."""

    by: str
    reason: str
    answer: str = ""
    points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that was drawn. `found`: for each item that rules judge the rules that found something."""

    case: str
    number: str
    organ: str
    readers: tuple[str, str, str]
    found: Mapping[str, tuple[str, ...]]
    sheets: tuple[Sheet, ...] = ()
    told_at: int | None = None
    objection: Objection | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A round as its records make it. `first` and `last` are days on which the cases ended; `leaf`: how many records
    the log held when the list was made; `shown_at` (µs UTC): since when the public sees commitment, list and draw.
    """

    id: str
    organ: str
    division: str
    title: str
    scoring: Scoring
    organs: tuple[str, ...]
    first: int
    last: int
    count: int
    commitment: str
    readers: tuple[str, ...]
    by: str
    opened_at: int
    items: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    list_hash: str = ""
    leaf: int = 0
    bundle: Bundle | None = None
    shown_at: int | None = None
    files: Mapping[str, File] = field(default_factory=dict)

    def file(self, case: str) -> File:
        """The file of a case that was drawn. Raises RoundUnknown."""
        known = self.files.get(case)
        if known is None:
            raise RoundUnknown(named=case)
        return known


def stream_of(round_id: str) -> str:
    """The stream of a round."""
    return f"{REVIEWS_OF}{round_id}"


def fold(records: Sequence[Record]) -> Round:
    """The round of a stream. Raises RoundUnknown for records that are none of a round."""
    if not records or records[0].step != OPEN_CASE or records[0].fields.get("procedure") != PROCEDURE:
        raise RoundUnknown(named=records[0].case if records else "")
    made = _opened(records[0])
    for record in records[1:]:
        made = _after(made, record, dict(record.fields))
    return made


def _opened(record: Record) -> Round:
    said: dict[str, Any] = dict(record.fields)
    return Round(
        id=record.case.removeprefix(REVIEWS_OF),
        organ=record.organ,
        division=said["division"],
        title=said["title"],
        scoring=read_scoring(said["scoring"]),
        organs=tuple(said["organs"]),
        first=said["first"],
        last=said["last"],
        count=said["count"],
        commitment=said["commitment"],
        readers=tuple(said["readers"]),
        by=record.entered_by,
        opened_at=record.recorded_at,
    )


def _after(made: Round, record: Record, said: dict[str, Any]) -> Round:
    match record.step:
        case "show_round":
            return replace(made, shown_at=record.recorded_at)
        case "publish_list":
            return replace(
                made,
                items=tuple(said["items"]),
                cases=tuple(said["cases"]),
                list_hash=said["list_sha256"],
                leaf=said["leaf"],
            )
        case "draw_files":
            drawn = tuple(Drawn(one["item"], one["hmac_sha256"]) for one in said["drawn"])
            bundle = Bundle(made.commitment, said["seed"], made.items, made.list_hash, drawn)
            return replace(made, bundle=bundle, files={one["case"]: _file(one) for one in said["files"]})
    known = made.files.get(str(said.get("file", "")))
    if known is None:
        return made
    return replace(made, files={**made.files, known.case: _file_after(known, record, said)})


def _file(said: dict[str, Any]) -> File:
    first, second, third = said["readers"]
    found = {item: tuple(rules) for item, rules in said["found"].items()}
    return File(said["case"], said["number"], said["organ"], (first, second, third), found)


def _file_after(known: File, record: Record, said: dict[str, Any]) -> File:
    match record.step:
        case "enter_sheet":
            sheet = Sheet(record.entered_by, dict(said["levels"]), tuple(said["fails"]), said.get("note", ""))
            return replace(known, sheets=(*known.sheets, sheet))
        case "tell_result":
            return replace(known, told_at=record.recorded_at)
        case "object_to_result":
            return replace(known, objection=Objection(record.entered_by, said["reason"]))
        case "answer_objection" if known.objection is not None:
            points = Fraction(said["points"]) if said.get("points") else None
            return replace(known, objection=replace(known.objection, answer=said["reason"], points=points))
    return known


def points_of(scoring: Scoring, file: File, sheet: Sheet) -> Fraction:
    """Points of a sheet: items of people by level, items of rules in full or not at all."""
    by_people = (one.points * LEVELS[sheet.levels[one.id]] for one in scoring.by_people)
    by_rules = (Fraction(one.points) for one in scoring.by_rules if not file.found.get(one.id))
    return sum(by_people, Fraction(0)) + sum(by_rules, Fraction(0))


def differs(scoring: Scoring, file: File) -> bool:
    """Whether the two readers are so far apart that a third must read."""
    if len(file.sheets) < 2:
        return False
    one, two = file.sheets[:2]
    apart = abs(points_of(scoring, file, one) - points_of(scoring, file, two))
    return apart > scoring.differ_by or bool(one.fails) != bool(two.fails)


def is_read(scoring: Scoring, file: File) -> bool:
    """Whether every sheet that is due is in."""
    return len(file.sheets) >= (3 if differs(scoring, file) else 2)


def result(scoring: Scoring, file: File) -> tuple[Fraction, str] | None:
    """Points and grade; None while a sheet is due. The mean of two, or the third alone; what an answer gave holds."""
    if not is_read(scoring, file):
        return None
    deciding = file.sheets[2:3] or file.sheets[:2]
    points = sum((points_of(scoring, file, one) for one in deciding), Fraction(0)) / len(deciding)
    failed = any(one.fails for one in deciding)
    if file.objection is not None and file.objection.points is not None:
        points, failed = file.objection.points, False
    lowest = scoring.grades[-1][0]
    grade = next(name for name, least in scoring.grades if points >= least)
    return points, lowest if failed else grade


def next_reader(scoring: Scoring, file: File, who: str) -> bool:
    """Whether this person has a sheet to enter now."""
    if any(one.reader == who for one in file.sheets):
        return False
    return who in file.readers[:2] or (who == file.readers[2] and differs(scoring, file))


def sheets_for(scoring: Scoring, file: File, who: str) -> tuple[Sheet, ...]:
    """The sheets this person may see: the own one, all once the file is read."""
    if is_read(scoring, file):
        return file.sheets
    return tuple(one for one in file.sheets if one.reader == who)


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    """Cohen's kappa of two readers' judgements: agreement beyond chance. None where chance alone would always agree."""
    if not pairs:
        return None
    n = len(pairs)
    agreed = Fraction(sum(one == two for one, two in pairs), n)
    words = {word for pair in pairs for word in pair}
    chance = sum(
        (
            Fraction(sum(one == word for one, _two in pairs), n)
            * Fraction(sum(two == word for _one, two in pairs), n)
            for word in words
        ),
        Fraction(0),
    )
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def judgements(made: Round) -> list[tuple[str, str]]:
    """What the two blind readers said of each item of each file read to the end; the first named goes first.

    While a third sheet is due the figure would tell each reader how the other judged.
    """
    pairs = []
    for file in (one for one in made.files.values() if is_read(made.scoring, one)):
        said = {one.reader: one for one in file.sheets}
        one, two = (said.get(reader) for reader in file.readers[:2])
        if one is not None and two is not None:
            pairs += [(one.levels[item.id], two.levels[item.id]) for item in made.scoring.by_people]
    return pairs


def readers_of(pool: Sequence[str], place: int) -> tuple[str, str, str]:
    """Two readers and the third for the file drawn at this place: everybody in turn."""
    return (pool[2 * place % len(pool)], pool[(2 * place + 1) % len(pool)], pool[(2 * place + 2) % len(pool)])


def needs_words(levels: Mapping[str, str], fails: Collection[str]) -> bool:
    """Whether a sheet says why: something is not met, or fails the file outright."""
    return bool(fails) or set(levels.values()) != {"met"}


def check_sheet(made: Round, file: File, sheet: Sheet) -> None:
    """Raises NotReader, SheetUnfit."""
    if not next_reader(made.scoring, file, sheet.reader):
        raise NotReader()
    wanted = [one.id for one in made.scoring.by_people]
    if set(sheet.levels) != set(wanted) or not set(sheet.levels.values()) <= set(LEVELS):
        raise SheetUnfit(problem_zh="有项目没有判断", problem_en="an item was not judged")
    if not set(sheet.fails) <= {one.id for one in made.scoring.fails}:
        raise SheetUnfit(
            problem_zh="不合格情形不在标准内", problem_en="a ground of failing is none of the rules"
        )
    if needs_words(sheet.levels, sheet.fails) and len(sheet.note.strip()) < LEAST_WORDS:
        raise SheetUnfit(problem_zh="没有写明理由", problem_en="no reason was given")


def check_show(made: Round) -> None:
    """Raises WrongTurn: the public is shown a round once, and from then on whatever comes."""
    if made.shown_at is not None:
        raise WrongTurn(problem_zh="本轮已经公开", problem_en="the public sees this round already")


def check_list(made: Round) -> None:
    """Raises WrongTurn: the list is published once."""
    if made.items:
        raise WrongTurn(problem_zh="清单已经公布", problem_en="the list is published already")


def check_draw(made: Round) -> None:
    """Raises WrongTurn: after the list, once."""
    if not made.items or made.bundle is not None:
        raise WrongTurn(problem_zh="清单未公布，或者已经抽取", problem_en="no list yet, or drawn already")


def check_tell(made: Round, file: File) -> None:
    """Raises WrongTurn: once all sheets are in, once."""
    if not is_read(made.scoring, file) or file.told_at is not None:
        raise WrongTurn(
            problem_zh="评查未完成，或者已经反馈", problem_en="not read to the end, or told already"
        )


def check_object(file: File) -> None:
    """Raises WrongTurn: what was told, once."""
    if file.told_at is None or file.objection is not None:
        raise WrongTurn(
            problem_zh="结果未反馈，或者已经提出异议", problem_en="nothing told, or objected already"
        )


def check_answer(file: File, by: str) -> None:
    """Raises WrongTurn: an objection once, by somebody who did not read the file."""
    if file.objection is None or file.objection.answer:
        raise WrongTurn(problem_zh="没有待处理的异议", problem_en="no objection waits")
    if any(one.reader == by for one in file.sheets):
        raise WrongTurn(
            problem_zh="评查人不处理对本件的异议", problem_en="a reader of the file does not answer"
        )
