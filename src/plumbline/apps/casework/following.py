"""What may be opened from a case, and what a case that was opened from another begins its forms with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.errors import CaseNotFound
from plumbline.apps.casework.link_errors import NoFollowOn
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.joining import COMES_FROM
from plumbline.core.cases.reserved import LINK_CASE
from plumbline.core.cases.standing import state_of
from plumbline.core.facts.record import Value
from plumbline.core.procedures.succession import Succession


@dataclass(frozen=True, slots=True)
class Begun:
    """Values that a form begins with, and the number of the case that they come from."""

    values: Mapping[str, Value] = field(default_factory=dict)
    number: str = ""


def follow_ons(file: CaseFile, now: int) -> list[Succession]:
    """What may be opened from the case as it stands; nothing from one that goes on in its lead."""
    case = file.history.folded(now)
    if state_of(file.docket, case, ()) == "joined":
        return []
    procedure = file.history.opening.procedure
    return [one for one in shelf().successions if one.source == procedure and one.is_open(case)]


def check_follows(file: CaseFile, procedure: str, now: int) -> Succession:
    """The succession to that procedure; raises NoFollowOn."""
    for one in follow_ons(file, now):
        if one.target == procedure:
            return one
    raise NoFollowOn(procedure=shelf().docket(procedure).procedure.title)


def shared_facts(file: CaseFile, procedure: str) -> dict[str, Value]:
    """Facts of the header that the procedure knows under the same name and type."""
    there = shelf().docket(procedure).procedure.attributes
    here = file.docket.procedure.attributes
    return {
        name: value
        for name, value in file.history.header.items()
        if name in there
        and name in here
        and value is not None
        and there[name].definition.type is here[name].definition.type
    }


def source_of(file: CaseFile) -> str | None:
    """The case from which this one was opened."""
    for one in file.history.sealed:
        if one.step == LINK_CASE and one.fields.get("kind") == COMES_FROM:
            return str(one.fields.get("case"))
    return None


def beginning(file: CaseFile, step: str, now: int) -> Begun:
    """What the form of a step begins with: what the case it was opened from says already."""
    source = source_of(file)
    if source is None:
        return Begun()
    try:
        earlier = read_case(source)
    except CaseNotFound:
        return Begun()
    pair = earlier.history.opening.procedure, file.history.opening.procedure
    known = next((one for one in shelf().successions if (one.source, one.target) == pair), None)
    if known is None or earlier.place.organ != file.place.organ:
        return Begun()
    return Begun(known.begin(step, earlier.history.folded(now)), earlier.history.opening.number)
