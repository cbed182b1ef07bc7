"""Keeping of receipts, counters and codes for ratings; the projection of ratings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import IntegrityError, models, transaction

from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.public_service.codes import hash_of
from plumbline.apps.public_service.models import Knock, Rating, RatingCode, RatingHandedOut, Receipt
from plumbline.apps.public_service.services import SERVICES
from plumbline.core.cases.overview import Overview
from plumbline.core.ledger.record import Record

RATINGS: Final = {one.procedure: one for one in SERVICES.values() if one.by_code}


class RatingProjection(ReplacedRows):
    """What ratings say, for counts."""

    name = "ratings"
    tables = (Rating,)

    def concerns(self, case: Overview) -> bool:
        """Whether it is a rating."""
        return case.procedure in RATINGS

    def rows(self, records: Sequence[Record]) -> Iterable[models.Model]:
        """The row of a rating."""
        now = records[-1].recorded_at
        _docket, history = history_of(records, shelf(), until=now)
        service = RATINGS.get(history.opening.procedure)
        if service is None:
            return
        for act in history.folded(now).by_step.get("receive", ())[-1:]:
            asked = act.fields.get("something_asked")
            yield Rating(
                case=history.opening.case,
                organ=str(history.header.get("organ_concerned") or ""),
                service=service.key,
                day=act.day,
                overall=str(act.fields.get(service.answers[0]) or ""),
                something_asked=asked if isinstance(asked, bool) else None,
            )


def keep_receipt(code: str, case: str) -> None:
    """The code opens the case from now on."""
    Receipt.objects.create(code_hash=hash_of(code), case=case)


def case_of(code: str) -> str | None:
    """The case that a code opens."""
    found = Receipt.objects.filter(code_hash=hash_of(code)).values_list("case", flat=True).first()
    return None if found is None else str(found)


def knocks(client: str) -> list[tuple[str, str, int]]:
    """Case, procedure and instant of what the client sent and what is still counted."""
    return list(Knock.objects.filter(client=client).order_by("at").values_list("case", "procedure", "at"))


def keep_knock(case: str, procedure: str, client: str, now: int) -> None:
    """Counts a submission."""
    Knock.objects.create(case=case, procedure=procedure, client=client, at=now)


def drop_knocks(cases: list[str]) -> None:
    """These count no more."""
    Knock.objects.filter(case__in=cases).delete()


def hand_out_rating(case: str, code: str, organ: str, service: str) -> bool:
    """Keeps a code for the rating of what the organ did; False where the case had its code."""
    try:
        with transaction.atomic():
            RatingHandedOut.objects.create(case=case)
            RatingCode.objects.create(code_hash=hash_of(code), organ=organ, service=service)
    except IntegrityError:
        return False
    return True


def was_handed_out(case: str) -> bool:
    """Whether the case had its code."""
    return bool(RatingHandedOut.objects.filter(case=case).exists())


def rated_organ(code: str, service: str) -> str | None:
    """The organ that a code is for; None for one that is unknown, was used, or is for another service."""
    row = RatingCode.objects.filter(code_hash=hash_of(code), service=service, is_used=False)
    organ = row.values_list("organ", flat=True).first()
    return None if organ is None else str(organ)


def use_rating(code: str) -> bool:
    """Uses a code up; False where somebody did meanwhile."""
    return bool(RatingCode.objects.filter(code_hash=hash_of(code), is_used=False).update(is_used=True))


def rating_counts(service: str, first: int, last: int) -> list[tuple[str, str, bool | None, int]]:
    """Organ, overall, whether something was asked for, and how many, of ratings of these days."""
    rows = Rating.objects.filter(service=service, day__gte=first, day__lte=last)
    grouped = rows.values_list("organ", "overall", "something_asked").annotate(n=models.Count("*"))
    return list(grouped.order_by("organ", "overall", "something_asked"))
