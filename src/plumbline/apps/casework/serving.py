"""What the desk asks of an act that serves a paper: method, proof, and that it happens on the day that counts."""

from __future__ import annotations

from collections.abc import Collection

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.reserved import SERVICE
from plumbline.core.cases.serving import (
    ANNOUNCEMENT,
    METHOD,
    Served,
    against_service,
    read_served,
    serves,
)
from plumbline.core.facts.record import Record
from plumbline.core.procedures.definition import Step

_FILMED = "照片或者录像"
_FOR_THE_CASE = frozenset({ANNOUNCEMENT, "送达地址及方式确认书"})
"""Proofs that come before the service; a receipt is of one service."""


def service_against(file: CaseFile, step: Step, act: Act, judged: Record) -> list[Hindrance]:
    """What stands against a service as the act states it; nothing for an act that serves nothing."""
    if not serves(step):
        return []
    return against_service(
        shelf().service,
        _served(act),
        judged.day,
        _there(file, act),
        announced_on(file),
        file.docket.calendar,
    )


def announced_on(file: CaseFile) -> int | None:
    """The day of the last public notice of service in the case."""
    days = [one.day for one in _standing(file) if ANNOUNCEMENT in (one.documents or ())]
    return days[-1] if days else None


def _served(act: Act) -> Served | None:
    """As the form stated it; where the pack asks for the method itself, that is the method."""
    stated, own = read_served(act.beside.get(SERVICE)), act.values.get(METHOD)
    if own is None:
        return stated
    return Served(str(own), stated.day if stated else None, stated.proof if stated else ())


def _there(file: CaseFile, act: Act) -> Collection[str]:
    """What the file holds already: papers of this act, what comes before a service; a recording is film."""
    papers = {one.kind for one in act.papers} | {one.kind for one in act.make}
    papers |= {name for one in _standing(file) for name in one.documents or ()} & _FOR_THE_CASE
    return papers | {_FILMED} if act.recordings else papers


def _standing(file: CaseFile) -> list[Record]:
    case = file.history.folded(2**62)
    return sorted(
        (one for group in case.by_step.values() for one in group), key=lambda one: (one.day, one.seq)
    )
