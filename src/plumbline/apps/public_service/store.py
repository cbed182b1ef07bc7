"""Keeping of receipts and counters."""

from __future__ import annotations

from plumbline.apps.public_service.codes import hash_of
from plumbline.apps.public_service.models import Knock, Receipt


def keep_receipt(code: str, case: str) -> None:
    """The code opens the case from now on."""
    Receipt.objects.create(code_hash=hash_of(code), case=case)


def drop_receipt(code: str) -> None:
    """The code opens nothing."""
    Receipt.objects.filter(code_hash=hash_of(code)).delete()


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
