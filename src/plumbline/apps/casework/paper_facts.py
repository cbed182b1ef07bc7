"""What a paper of a case is filled with: facts of the case and of the act that makes it, the organ, party, officers.

A fact that nobody recorded stays away and is listed as missing; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.paper_opinions import opinions_on
from plumbline.apps.casework.queries import party_of
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.pack_store.shelf import Shelf, shelf
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.people.queries.entries import certificates
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.cases.reserved import SERVICE
from plumbline.core.cases.serving import METHOD, read_served
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record
from plumbline.core.law.dated_figure import division_chain
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.document_kind import DocumentKind, Grid, placeholders
from plumbline.core.reports.case_facts import case_facts, field_titles
from plumbline.core.reports.compose import Fact, Filling
from plumbline.core.reports.document_number import DocumentNumber

_ORGAN = {
    "organ.name": "name",
    "organ.government": "review_organ",
    "organ.court": "court",
    "organ.address": "address",
    "organ.phone": "phone",
    "organ.contact": "contact",
    "organ.bank": "fine_bank",
    "organ.account": "fine_account",
}
_PARTY = {
    "party.name": "party_name",
    "party.code": "party_number",
    "party.representative": "party_representative",
    "party.address": "party_address",
    "party.phone": "party_phone",
}


@dataclass(frozen=True, slots=True)
class MakingAct:
    """The act that makes the paper, as rules read it, with its personal values."""

    record: Record
    personal: Mapping[str, Json]
    listing: tuple[tuple[str, str, str, str], ...] = ()
    """Name, make, count and unit of the things it is about."""
    place: str = ""


def filling_of(
    file: CaseFile,
    kind: DocumentKind,
    act: MakingAct,
    asks: Mapping[str, str],
    number: DocumentNumber | str | None,
) -> Filling:
    """Everything the kind is filled with, as of the day of the act."""
    packs = shelf()
    procedure = file.docket.procedure
    facts: dict[str, Fact] = {}
    facts.update(_earlier_personal(file))
    facts.update(case_facts(procedure, file.history.folded(2**62), act.record))
    facts.update({f"this.{name}": str(value) for name, value in act.personal.items()})
    facts.update(_organ(file.issuer(act.record.step)))
    facts.update(_party(file))
    facts.update(_case(file))
    facts.update(_officers(file, act.record))
    facts.update(_figures(file, kind, act.record.day, packs))
    served = read_served(act.record.fields.get(SERVICE))
    method = packs.service.get(served.method if served else str(act.record.fields.get(METHOD) or ""))
    if method is not None:
        facts["ask.method"] = method.title
    if act.place:
        facts["ask.place"] = act.place
    facts.update({f"ask.{name}": text for name, text in asks.items() if text.strip()})
    return Filling(
        facts=facts,
        lists={"goods": thing_rows(kind, act.listing)},
        opinions=opinions_on(file, act.record.step),
        words=packs.words,
        titles=field_titles(procedure, act.record.step),
        number=number,
        day=date_of(act.record.day),
    )


def thing_rows(kind: DocumentKind, listing: Sequence[tuple[str, str, str, str]]) -> list[list[str]]:
    """The things under the columns of the kind's own table; a column that nobody filled stays blank."""
    columns = next((one.columns for one in kind.body if isinstance(one, Grid) and one.of == "goods"), ())
    rows = []
    for place, (name, spec, count, unit) in enumerate(listing, 1):
        told = count if "单位" in columns else f"{count}{unit}"
        said = {
            "序号": str(place),
            "名称": name,
            "样品名称": name,
            "规格（型号）": spec,
            "数量": told,
            "单位": unit,
        }
        rows.append([said.get(column, "") for column in columns])
    return rows


def _earlier_personal(file: CaseFile) -> dict[str, Fact]:
    """Personal values of earlier acts that are still held, the newest of each."""
    steps = {held.record.id: held.record.step for held in file.held if held.record.personal}
    values = personal_values(steps)
    found: dict[str, Fact] = {
        f"{steps[record]}.{name}": str(value)
        for record, told in file.unstored.items()
        for name, value in told.items()
        if value is not None
    }
    for record, step in steps.items():
        for place, opening in values.items():
            if place.record == record and place.kind == "personal" and opening.value is not None:
                found[f"{step}.{place.name}"] = str(opening.value)
    return found


def _organ(code: str) -> dict[str, Fact]:
    entry = organ_entry(code)
    if entry is None:
        return {}
    above = organ_entry(str(entry.values.get("superior") or ""))
    found: dict[str, Fact] = {
        path: str(entry.values[name]) for path, name in _ORGAN.items() if entry.values.get(name)
    }
    if above is not None:
        found["organ.superior"] = above.name
    return found


def _party(file: CaseFile) -> dict[str, Fact]:
    party = file.unstored.get(file.held[0].record.id) or party_of(file.party_records)
    found: dict[str, Fact] = {path: str(party[name]) for path, name in _PARTY.items() if party.get(name)}
    kind = file.history.header.get("party_kind")
    if kind is not None:
        found["party.kind"] = shelf().words.word("party_kind", str(kind))
    return found


def _case(file: CaseFile) -> dict[str, Fact]:
    opening = file.history.opening
    found: dict[str, Fact] = {
        "case.number": opening.number,
        "case.title": opening.title,
        "case.opened_on": begun_on(file),
    }
    sources = [act.fields["source"] for act in file.history.acts if act.fields.get("source")]
    if sources:
        found["case.source"] = str(sources[0])
    return found


def begun_on(file: CaseFile) -> dt.date:
    """The day on which the procedure began, such as that of the filing; before that the day of the opening."""
    began = file.docket.begin_of(file.history.folded(2**62))
    opened = file.docket.calendar.local_day(file.held[0].record.at.earliest)
    return date_of(opened if began is None else began.day)


def _officers(file: CaseFile, act: Record) -> dict[str, Fact]:
    acted = [one.officer for one in act.by or () if one.role in (None, "officer")]
    keys = list(dict.fromkeys([*acted, *file.history.handlers]))
    names = officer_names(keys)
    known = [key for key in keys if key in names]
    found: dict[str, Fact] = {}
    for place, key in zip(("first", "second"), known, strict=False):
        found[f"officers.{place}"] = names[key]
        held = [one for one in certificates(key) if not one.ended]
        if held:
            found[f"officers.{place}_certificate"] = held[-1].number
    if known:
        found["officers.all"] = "、".join(names[key] for key in known)
    return found


def _figures(file: CaseFile, kind: DocumentKind, day: int, packs: Shelf) -> dict[str, Fact]:
    key = file.history.header.get("party_kind")
    chain = division_chain(file.history.opening.division or packs.division)
    found: dict[str, Fact] = {}
    for part in placeholders(kind):
        if part.root == "figure":
            value = packs.packs.figures.ask(part.name, day, None if key is None else str(key), chain)
            if isinstance(value, int | Decimal):
                found[part.path] = int(value) if value == int(value) else value
    return found
