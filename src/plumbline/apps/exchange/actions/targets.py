"""Targets for notices, and the notices themselves: asked for with a delivery, sent by jobs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from plumbline.apps.exchange.addresses import check_written
from plumbline.apps.exchange.answers import is_taken
from plumbline.apps.exchange.models import HookTarget
from plumbline.apps.exchange.suppliers import NOTICE, DeliveryView, Supplier, notices_of
from plumbline.apps.jobs.actions import enqueue, run_all_again
from plumbline.apps.jobs.registry import task_named
from plumbline.apps.ledger_store.queries import log_size


@dataclass(frozen=True, slots=True)
class NewTarget:
    """A target just set, and the key of its signatures, told once."""

    id: int
    secret: str


@dataclass(frozen=True, slots=True)
class Target:
    """What is needed to send."""

    address: str
    secret: str


def set_target(
    *, organ: str, title: str, address: str, by: str, now: int, of_acts: bool = False
) -> NewTarget:
    """A target that is told of every delivery of the organ's sources; `of_acts`: and of what is done here from now on.

    Raises AddressRefused for what is no address, or one that would never be called.
    """
    check_written(address)
    secret = secrets.token_urlsafe(32)
    made = HookTarget.objects.create(
        organ=organ,
        title=title,
        address=address,
        secret=secret,
        made_at=now,
        made_by=by,
        told_leaf=log_size() if of_acts else None,
    )
    return NewTarget(made.pk, secret)


def close_target(*, target: int, now: int) -> None:
    """It is told nothing any more."""
    HookTarget.objects.filter(pk=target, closed_at=None).update(closed_at=now)


def tell_targets(source: Supplier, done: DeliveryView, now: int) -> int:
    """Asks for a notice to each target of the organ; how many. A delivery is told once however often it is asked."""
    notice: dict[str, Any] = {
        "event": "delivery",
        "organ": source.organ,
        "source": source.code,
        "delivery": done.delivery,
        "rows": done.rows,
        "stored": done.stored,
        "known": done.known,
        "quarantined": done.quarantined,
        "late": done.late,
        "differing": done.differing,
        "breaches": done.breaches,
        "at": done.finished_at or now,
    }
    open_ones = list(
        HookTarget.objects.filter(organ=source.organ, closed_at=None).values_list("pk", flat=True)
    )
    for target in open_ones:
        key = f"{notices_of(target)}{done.delivery}"
        said = {**notice, "id": f"delivery-{done.delivery}"}
        enqueue(task_named(NOTICE), {"target": target, "notice": said}, now=now, key=key)
    return len(open_ones)


def target_for_sending(target: int) -> Target | None:
    """Address and key of an open target."""
    row = HookTarget.objects.filter(pk=target, closed_at=None).first()
    return None if row is None else Target(row.address, row.secret)


def note_answer(target: int, now: int, answer: str) -> None:
    """What the last call was answered."""
    taken = {"taken_at": now} if is_taken(answer) else {}
    HookTarget.objects.filter(pk=target).update(told_at=now, answer=answer[:100], **taken)


def send_again(*, target: int, now: int) -> int:
    """Notices that wait, or were given up, are sent now and in order, with all their attempts; how many."""
    return run_all_again(beginning=notices_of(target), now=now)
