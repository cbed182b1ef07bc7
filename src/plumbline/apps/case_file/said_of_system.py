"""What records of the system say, field by field, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.apps.case_file.plain_words import Label, Said, plain
from plumbline.apps.case_file.said_beside import rows, thing_named
from plumbline.apps.case_file.voices import Voices
from plumbline.apps.casework.approval_chains import OFFICES
from plumbline.apps.casework.opening_form import FIELD as LAW
from plumbline.apps.casework.pages.link_parts import word_of
from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.queries import numbers_of
from plumbline.apps.goods.words import DONE
from plumbline.apps.page_parts import formats
from plumbline.core.cases.keeping import retention_word
from plumbline.core.cases.reserved import (
    ARCHIVE_FILE,
    ASSIGN_CASE,
    AT_OPENING,
    CONFIRM_ACT,
    COUNTERSIGN,
    FIELD_ARRIVAL,
    FIELD_SETTLED,
    HOLD_FILES,
    LEND_FILE,
    LIFT_HOLD,
    LINK_CASE,
    OPEN_CASE,
    OPINION,
    PROPOSE_DESTRUCTION,
    RECALL,
    RETURN,
    RETURN_FILE,
    SIGN_PAPER,
    STATE_FACTS,
    STATE_PARTY,
    SUBMIT,
    TAKE_OVER,
)
from plumbline.core.cases.reserved_words import field_words, step_words
from plumbline.core.facts.case import JOIN_STEP, JOINED_CASE, LEAD_CASE
from plumbline.core.facts.linking import CITED_RECORDS, FROM_CASE, SPLIT_STEP, cited_ids
from plumbline.core.goods.entries import GOODS_ENTRY, MONEY_ENTRY
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import instant_of, shown_instant
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import DESTROY, read_places
from plumbline.core.procedures.definition import FieldDefinition
from plumbline.core.vocabulary import CONCERNED, PARTY_KEY

Answer = Said | tuple[Said, ...]
Way = Callable[[Voices, Record, Json], Answer]
"""How a field is said, given the record that holds it."""
_ACTORS: Final = ("办理人", "who acted")
_ORGANS: Final = frozenset({CONCERNED, "supervising_organ"})
"""Facts of a header that name an organ."""


def way_of(step: str, name: str) -> Way | None:
    """How a field of a step of the system is said; None where it says itself."""
    return _WAYS.get((step, name))


def said_under(voices: Voices, definitions: Mapping[str, FieldDefinition], value: Json) -> tuple[Said, ...]:
    """Typed values under their titles, one below the other."""
    if not isinstance(value, Mapping):
        return (plain(value),)
    found = []
    for name, one in value.items():
        definition = definitions.get(name)
        title = Label(definition.title, definition.english) if definition else Label(name, name)
        said = plain(voices.organ(str(one))) if name in _ORGANS else voices.typed(definition, one)
        found.append(Said(f"{title.zh}：{said.zh}", f"{title.en}: {said.en}"))
    return tuple(found)


def _facts(voices: Voices, record: Record, value: Json) -> Answer:
    known = {name: one.definition for name, one in voices.docket.procedure.attributes.items()}
    stated = (
        {name: one for name, one in value.items() if name != PARTY_KEY} if isinstance(value, Mapping) else {}
    )
    return said_under(voices, known, stated)


def _values(voices: Voices, record: Record, value: Json) -> Answer:
    step = voices.docket.step(str(record.fields.get("step")))
    return said_under(voices, step.fields if step else {}, value)


def _procedure(voices: Voices, record: Record, value: Json) -> Answer:
    return Said(voices.docket.procedure.title, voices.docket.procedure.english)


def _law(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.both(lambda speak: speak.option(LAW, str(value)))


def _uncovered(voices: Voices, record: Record, value: Json) -> Answer:
    return _joined([_left_out(voices, str(one)) for one in _list(value)])


def _left_out(voices: Voices, name: str) -> Label:
    step = voices.docket.step(name)
    if step is not None:
        return Label(step.title, step.english)
    attribute = voices.docket.procedure.attributes.get(name)
    if attribute is not None:
        return Label(attribute.definition.title, attribute.definition.english)
    listed = (
        _ACTORS if name == "officers" else field_words("", f"_{name}")
    )  # lists of an act: papers, recordings
    return Label(*(step_words(name) or listed or (name, name)))


def _joined(names: list[Label]) -> Said:
    return Said("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _person(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.person(str(value))


def _persons(voices: Voices, record: Record, value: Json) -> Answer:
    return tuple(voices.person(str(one)) for one in _list(value))


def _named(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.named(str(value))


def _all_named(voices: Voices, record: Record, value: Json) -> Answer:
    return tuple(voices.named(str(one)) for one in _list(value))


def _other_case(voices: Voices, record: Record, value: Json) -> Answer:
    return plain(numbers_of([str(value)]).get(str(value)) or str(value))


def _link_kind(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.both(lambda speak: word_of(str(value)))


def _evidence(voices: Voices, record: Record, value: Json) -> Answer:
    acts, files = len(rows(value)), len(record.attachments)

    def said(speak: Speaker) -> str:
        told: str = _("{acts} acts and {files} files taken along")
        return told.format(acts=acts, files=files)

    return voices.both(said)


def _cited(voices: Voices, record: Record, value: Json) -> Answer:
    n = len(cited_ids(str(value)))
    return voices.both(lambda speak: ngettext("{n} act cited", "{n} acts cited", n).format(n=n))


def _step(voices: Voices, record: Record, value: Json) -> Answer:
    name = voices.step(str(value))
    return Said(name.zh, name.en)


def _office(voices: Voices, record: Record, value: Json) -> Answer:
    pairs = {str(office): pair for office, pair in OFFICES.items()}
    return Said(*pairs[str(value)])


def _seats(voices: Voices, record: Record, value: Json) -> Answer:
    pairs = {str(office): pair for office, pair in OFFICES.items()}
    found = []
    for row in rows(value):
        zh, en = pairs[str(row["office"])]
        who = voices.person(str(row["officer"]))
        found.append(Said(f"{zh}：{who.zh}", f"{en}: {who.en}"))
    return tuple(found)


def _papers(voices: Voices, record: Record, value: Json) -> Answer:
    """Kinds of papers, some with what is to be filled into their blanks."""
    found = []
    for one in _list(value):
        kind, asks = (one.get("kind"), one.get("asks")) if isinstance(one, Mapping) else (one, None)
        filled = [str(text) for text in asks.values() if text] if isinstance(asks, Mapping) else []
        found.append(voices.both(lambda speak, k=kind, f=filled: " ".join([speak.quoted(str(k)), *f])))  # type: ignore[misc]
    return tuple(found)


def _paper(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.both(lambda speak: speak.quoted(str(value)))


def _how(voices: Voices, record: Record, value: Json) -> Answer:
    if value == "seal":
        return voices.both(lambda speak: str(_("Sealed electronically")))
    return voices.both(lambda speak: str(_("Scan of the signed paper")))


def _retention(voices: Voices, record: Record, value: Json) -> Answer:
    return Said(retention_word(str(value), "zh"), retention_word(str(value), "en"))


def _entry(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.both(lambda speak: str(DONE[str(value)]))


def _thing(voices: Voices, record: Record, value: Json) -> Answer:
    return plain(thing_named(voices, str(value))[0])


def _money(voices: Voices, record: Record, value: Json) -> Answer:
    return voices.both(lambda speak: formats.money(Decimal(str(value))))


def _plan(voices: Voices, record: Record, value: Json) -> Answer:
    return tuple(
        voices.both(lambda speak, one=one: f"{one['day']} {formats.money(Decimal(str(one['amount'])))}")  # type: ignore[misc]
        for one in rows(value)
    )


def _instant(voices: Voices, record: Record, value: Json) -> Answer:
    return plain(shown_instant(instant_of(str(value)))[:16])


def _reason(voices: Voices, record: Record, value: Json) -> Answer:
    return Said(AT_OPENING, "at the opening of the case") if value == AT_OPENING else plain(value)


def _destroyed(voices: Voices, record: Record, value: Json) -> Answer:
    """The values that go, each by the record that holds it; files by their number."""
    found = []
    for place in read_places(value):
        where, holder = voices.named(place.record), voices.records.get(place.record)
        if place.kind == "attachment":
            held = [one.id for one in holder.attachments] if holder else []
            number = held.index(place.name) + 1 if place.name in held else ""
            what = Label(f"附件 {number}".strip(), f"file {number}".strip())
        else:
            what = voices.field(holder, place.name) if holder else Label(place.name, place.name)
        found.append(Said(f"{where.zh} · {what.zh}", f"{where.en} · {what.en}", where.record))
    return tuple(found)


def _against(voices: Voices, record: Record, value: Json) -> Answer:
    return tuple(
        Said(str(row["zh"]), str(row["en"]), record=str(row["record"]))
        if str(row["record"]) in voices.records
        else Said(str(row["zh"]), str(row["en"]))
        for row in rows(value)
    )


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else [value]


_WAYS: Final[Mapping[tuple[str, str], Way]] = MappingProxyType(
    {
        (OPEN_CASE, "procedure"): _procedure,
        (OPEN_CASE, "field"): _law,
        (OPEN_CASE, "facts"): _facts,
        (OPEN_CASE, "uncovered"): _uncovered,
        (STATE_FACTS, "facts"): _facts,
        (STATE_PARTY, "facts"): _facts,
        (CONFIRM_ACT, "confirms"): _named,
        (ASSIGN_CASE, "officers"): _persons,
        (ASSIGN_CASE, "reason"): _reason,
        (LINK_CASE, "case"): _other_case,
        (LINK_CASE, "kind"): _link_kind,
        (LINK_CASE, "evidence"): _evidence,
        (JOIN_STEP, LEAD_CASE): _other_case,
        (JOIN_STEP, JOINED_CASE): _other_case,
        (SPLIT_STEP, FROM_CASE): _other_case,
        (SPLIT_STEP, CITED_RECORDS): _cited,
        (TAKE_OVER, "from"): _person,
        (TAKE_OVER, "to"): _person,
        (TAKE_OVER, "officers"): _persons,
        (TAKE_OVER, "items"): _all_named,
        (GOODS_ENTRY, "kind"): _entry,
        (GOODS_ENTRY, "item"): _thing,
        (GOODS_ENTRY, "measure"): _named,
        (GOODS_ENTRY, "second"): _person,
        (MONEY_ENTRY, "kind"): _entry,
        (MONEY_ENTRY, "amount"): _money,
        (MONEY_ENTRY, "plan"): _plan,
        (SUBMIT, "step"): _step,
        (SUBMIT, "values"): _values,
        (SUBMIT, "others"): _persons,
        (SUBMIT, "seats"): _seats,
        (SUBMIT, "papers"): _papers,
        (SUBMIT, "make"): _papers,
        (OPINION, "submission"): _named,
        (OPINION, "office"): _office,
        (RETURN, "submission"): _named,
        (RETURN, "office"): _office,
        (RECALL, "submission"): _named,
        (COUNTERSIGN, "submission"): _named,
        (SIGN_PAPER, "kind"): _paper,
        (SIGN_PAPER, "how"): _how,
        (SIGN_PAPER, "record"): _named,
        (ARCHIVE_FILE, "retention"): _retention,
        (LEND_FILE, "officer"): _person,
        (RETURN_FILE, "loan"): _named,
        (HOLD_FILES, "agrees"): _named,
        (LIFT_HOLD, "hold"): _named,
        (PROPOSE_DESTRUCTION, "destroys"): _destroyed,
        (DESTROY, "destroys"): _destroyed,
        (FIELD_ARRIVAL, "officer"): _person,
        (FIELD_ARRIVAL, "happened"): _instant,
        (FIELD_ARRIVAL, "records"): _all_named,
        (FIELD_ARRIVAL, "breaches"): _against,
        (FIELD_ARRIVAL, "conflicts"): _against,
        (FIELD_ARRIVAL, "imported_by"): _persons,
        (FIELD_SETTLED, "arrival"): _named,
    }
)
