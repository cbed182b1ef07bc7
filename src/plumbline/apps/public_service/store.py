"""Keeping of receipts, counters and codes for ratings; the projection of ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db import IntegrityError, models, transaction

from plumbline.apps.pack_store.case_history import history_of
from plumbline.apps.pack_store.case_rows import ReplacedRows
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.public_service.codes import hash_of
from plumbline.apps.public_service.models import (
    Knock,
    Rating,
    RatingCode,
    RatingHandedOut,
    Receipt,
    RefusedSubmission,
)
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


def keep_refused(digest: str, name: str, data: bytes, size: int, reason: Mapping[str, str], now: int) -> None:
    """A file was not taken in, or not again: it waits anew with the reason of today."""
    said = {"name": name, "reason": dict(reason), "last_at": now, "again_at": None, "again_by": ""}
    with transaction.atomic():
        there = RefusedSubmission.objects.filter(digest=digest, taken_at=None)
        if not there.update(tries=models.F("tries") + 1, **said):
            new = {**said, "data": data, "size": size, "first_at": now}
            RefusedSubmission.objects.update_or_create(
                digest=digest, defaults={**new, "tries": 1, "taken_at": None, "left_at": None}
            )


def refused_is_in(digest: str, now: int) -> None:
    """It was taken in after all: what was sealed in it is in its case now."""
    RefusedSubmission.objects.filter(digest=digest, taken_at=None).update(
        data=b"", taken_at=now, again_at=None, left_at=None
    )


def refused(**chosen: object) -> models.QuerySet[RefusedSubmission]:
    """Those chosen, the last that came first, without their bytes."""
    return RefusedSubmission.objects.filter(**chosen).defer("data").order_by("-last_at", "digest")


def bytes_of(digest: str) -> bytes | None:
    """The file as it came; None where it is not kept."""
    row = RefusedSubmission.objects.filter(digest=digest, taken_at=None).first()
    return bytes(row.data) if row is not None and row.data else None


def ask_again(digests: Sequence[str], by: str, now: int) -> int:
    """They are to be tried again; how many that are kept and were not left out."""
    rows = RefusedSubmission.objects.filter(digest__in=digests, taken_at=None, left_at=None, again_at=None)
    return int(rows.exclude(data=b"").update(again_by=by, again_at=now))


def leave_refused(digest: str, by: str, why: str, now: int) -> bool:
    """It is not to be taken in; what came stays kept."""
    rows = RefusedSubmission.objects.filter(digest=digest, taken_at=None, left_at=None)
    return bool(rows.update(left_by=by, left_at=now, left_why=why, again_at=None))


def let_wait(digest: str) -> bool:
    """It waits once more; who left it out, and why, stays beside it."""
    rows = RefusedSubmission.objects.filter(digest=digest, taken_at=None).exclude(left_at=None)
    return bool(rows.update(left_at=None))
