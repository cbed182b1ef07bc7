"""Rounds of file reviews, read from their streams; no table holds them. All rounds are named in one more stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from django.conf import settings

from plumbline.apps.ledger_store.queries import case_overviews, case_records
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.supervision.policies import REVIEW_RESULTS, REVIEWS
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person, Place
from plumbline.core.oversight.file_review import File, Round, fold, stream_of
from plumbline.core.oversight.review_errors import RoundUnknown
from plumbline.core.oversight.scoring import Scoring, load_scoring

ALL: Final = stream_of("all")
"""The stream that names every round."""
NAME: Final = "name_round"


@dataclass(frozen=True, slots=True)
class Told:
    """A result that an organ was told."""

    round: Round
    file: File


@lru_cache(maxsize=1)
def scorings() -> tuple[Scoring, ...]:
    """The scoring rules of this site's packs, loaded once a process."""
    packs = shelf()
    rules = {
        procedure: frozenset(rule.id for rule in packs.docket(procedure).procedure.rules)
        for procedure in packs.packs.versions
    }
    return load_scoring(settings.PACKS, packs.registry, rules)


def round_of(round_id: str) -> Round:
    """The round. Raises RoundUnknown."""
    held = case_records(stream_of(round_id))
    if not held:
        raise RoundUnknown(named=round_id)
    return fold([one.record for one in held])


def place_of_round(round_id: str) -> Place:
    """Where the round belongs: the supervising organ. Raises RoundUnknown."""
    made = round_of(round_id)
    return Place(made.organ, made.division)


def place_of_result(round_id: str, case: str) -> Place:
    """The organ whose file was reviewed. Raises RoundUnknown."""
    made = round_of(round_id)
    return Place(made.file(case).organ, made.division)


def rounds(person: Person, today: int) -> list[Round]:
    """The rounds that the person may see, the newest first."""
    return [
        one
        for one in every_round()
        if may_access(person, REVIEWS, None, today)
        and may_access(person, REVIEWS, Place(one.organ, one.division), today)
    ]


def results(person: Person, today: int) -> list[Told]:
    """Results told to the person's organ, the newest round first."""
    return [
        Told(one, file)
        for one in every_round()
        for file in one.files.values()
        if file.told_at is not None
        and may_access(person, REVIEW_RESULTS, Place(file.organ, one.division), today)
    ]


def every_round() -> Iterator[Round]:
    """Every round, the newest first; one to which nothing was added is not read again."""
    held = case_records(ALL)
    named = [str(one.record.fields["round"]) for one in reversed(held) if one.record.step == NAME]
    known = case_overviews([stream_of(one) for one in named])
    for id in named:
        yield _ROUNDS.get((id, known[stream_of(id)].position), partial(round_of, id))


_ROUNDS: Final[Kept[Round]] = Kept(256)
"""By id and number of records: a stream only grows, so the same number is the same round."""
