"""Linked cases as a case page shows them: what each is to this case, its number, cause and state, as far as may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.following import follow_ons
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.policies import CASE_READ
from plumbline.apps.casework.queries import LinkLine, numbers_of
from plumbline.apps.page_parts.addresses import url_of
from plumbline.apps.page_parts.cards import LinkCard, LinkedCase
from plumbline.apps.page_parts.part import Act, Link
from plumbline.apps.page_parts.refusals import MayList
from plumbline.apps.page_parts.words import StatusWord, case_word
from plumbline.core.authority.access import may_access
from plumbline.core.authority.person import Person
from plumbline.core.cases import joining
from plumbline.core.cases.belongings import void_of
from plumbline.core.cases.reserved import LINK_CASE
from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, LEAD_CASE
from plumbline.core.facts.linking import CITED_RECORDS, FROM_CASE, SPLIT_STEP, cited_ids
from plumbline.core.ledger.record import Record

WORDS = {
    joining.COMES_FROM: gettext_lazy("came from"),
    joining.LEADS_TO: gettext_lazy("led to"),
    joining.JOINED_INTO: gettext_lazy("joined into"),
    joining.HAS_JOINED: gettext_lazy("joined into it"),
    joining.SPLIT_FROM: gettext_lazy("split from"),
    joining.SPLIT_INTO: gettext_lazy("split into"),
    joining.RELATED: gettext_lazy("related case"),
    joining.REVIEWED_BY: gettext_lazy("reconsideration"),
    joining.SUED_IN: gettext_lazy("administrative suit"),
}


def link_card(
    file: CaseFile, lines: Sequence[LinkLine], speak: Speaker, person: Person, now: int, url: str
) -> LinkCard:
    """The linked cases; with the address of the panel also what may be opened from here."""
    return LinkCard(_linked(file, lines, speak, person), url, follow_acts(file, speak, now) if url else ())


def _linked(file: CaseFile, lines: Sequence[LinkLine], speak: Speaker, person: Person) -> list[LinkedCase]:
    """The cases of this system, then the numbers of other bodies."""
    found = [_line(one, speak, person) for one in lines]
    void = void_of(file.history.sealed)
    for record in file.history.sealed:
        if record.step == LINK_CASE and "number" in record.fields and record.id not in void:
            kind = str(record.fields.get("kind"))
            organ = str(record.fields.get("organ") or "")
            found.append(LinkedCase(word_of(kind), str(record.fields["number"]), text=organ))
    return found


def _line(one: LinkLine, speak: Speaker, person: Person) -> LinkedCase:
    if not may_access(person, CASE_READ, one.place, speak.today):
        return LinkedCase(word_of(one.kind), one.number)
    procedure = speak.packs.docket(one.procedure).procedure
    name = procedure.title if speak.language == "zh" else procedure.english
    return LinkedCase(
        word_of(one.kind),
        one.number,
        url_of("casework:case", case=one.case),
        f"{name}・{one.cause}",
        _state(one),
    )


def _state(one: LinkLine) -> StatusWord:
    if one.ended_day is None:
        return case_word("open")
    return case_word("joined" if one.kind == joining.HAS_JOINED else "closed")


def follow_acts(file: CaseFile, speak: Speaker, now: int) -> list[Act]:
    """What may be opened from the case as it stands, as links to the opening page."""
    new, case = url_of("casework:new"), file.history.opening.case
    return [
        Act(
            one.title if speak.language == "zh" else one.english,
            f"{new}?{urlencode({'from': case, 'procedure': one.target})}",
            icon="arrow-right",
        )
        for one in follow_ons(file, now)
    ]


def cited_acts(record: Record, speak: Speaker) -> list[Link]:
    """The acts that a record of a split cites, each with its day and a way to its record in the case it stands in."""
    if record.step != SPLIT_STEP or not isinstance(cited := record.fields.get(CITED_RECORDS), str):
        return []
    origin = read_case(str(record.fields.get(FROM_CASE)))
    acts = {one.id: one for one in origin.history.sealed}
    return [
        Link(
            f"{speak.short(origin.docket.calendar.local_day(one.at.earliest))} {speak.step_id(one.step)}",
            url_of("casework:record", case=one.case, record=one.id),
        )
        for one in (acts[id] for id in cited_ids(cited) if id in acts)
    ]


def in_lead(may: MayList, lines: Sequence[LinkLine]) -> MayList:
    """What may be done; of a case that was joined into another, the way to its lead before all else."""
    lead = next((one for one in lines if one.kind == joining.JOINED_INTO), None)
    if lead is None:
        return may
    told = str(_("Go on in the lead case {number}")).format(number=lead.number)
    way = Act(told, url_of("casework:case", case=lead.case), icon="arrow-right", main=True)
    return replace(may, main=way, nothing="")


def word_of(kind: str) -> str:
    """What a link is, in words; its code where there are none."""
    return str(WORDS.get(kind, kind))


def numbers_in(records: Iterable[Record], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """By id the number of every case that records of linking name, also of a joining that was undone since."""
    found = dict(known)
    missing = {other for one in records for other in _others(one)} - found.keys()
    return found | numbers_of(sorted(missing)) if missing else found


def _others(record: Record) -> Iterator[str]:
    fields = {JOIN_STEP: (LEAD_CASE, JOINED_CASE), SPLIT_STEP: (FROM_CASE,), LINK_CASE: ("case",)}
    yield from (str(record.fields[name]) for name in fields.get(record.step, ()) if record.fields.get(name))


def said_of_link(record: Record, numbers: Mapping[str, str]) -> list[str]:
    """What a record of linking says, in a line."""
    fields = record.fields
    if record.step == JOIN_STEP:
        lead, joined = fields.get(LEAD_CASE), fields.get(JOINED_CASE)
        kind = joining.JOINED_INTO if lead else joining.HAS_JOINED
        other = str(lead or joined)
        return [f"{word_of(kind)} {numbers.get(other, other)}"]
    if record.step == SPLIT_STEP:
        origin, cited = str(fields.get(FROM_CASE)), fields.get(CITED_RECORDS)
        count = len(cited_ids(cited if isinstance(cited, str) else ""))
        told = ngettext("{n} act cited", "{n} acts cited", count).format(n=count)
        return [f"{word_of(joining.SPLIT_FROM)} {numbers.get(origin, origin)}", told]
    if record.step != LINK_CASE:
        return []
    other = str(fields.get("case") or "")
    said = [f"{word_of(str(fields.get('kind')))} {numbers.get(other, other) or fields.get('number')}"]
    if fields.get("organ"):
        said.append(str(fields["organ"]))
    evidence = fields.get("evidence")
    if isinstance(evidence, list | tuple) and evidence:
        told = _("{acts} acts and {files} files taken along")
        said.append(told.format(acts=len(evidence), files=len(record.attachments)))
    return said
