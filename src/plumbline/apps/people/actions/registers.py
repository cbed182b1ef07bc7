"""Acts on registers: each becomes a record of the entry's case, and the projections follow in the same transaction.

Nothing is edited: a mistake is mended by a record that corrects or voids another, and the history shows both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from django.conf import settings

from plumbline.apps.ledger_store.actions import Draft, Receipt, Wanted, enter_all, new_id
from plumbline.apps.ledger_store.queries import record as stored_record
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.actions.guarding import check_guards
from plumbline.apps.people.actions.recorder_book import check_turn
from plumbline.apps.people.errors import (
    CertificateOther,
    CertificateTaken,
    DayAhead,
    EntryEnded,
    EntryExists,
    EntryUnknown,
    FieldsWrong,
    StepUnknown,
)
from plumbline.apps.people.store import registers as store
from plumbline.core.authority.person import Person
from plumbline.core.cases.docket import Docket
from plumbline.core.cases.errors import ValueUnreadable
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.reserved import OPEN_CASE, REASON, VOID_ACT
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.procedures.definition import FieldDefinition, Step
from plumbline.core.registers.cells import CellMissing
from plumbline.core.registers.checks import Problem, Surroundings, problems, tidied
from plumbline.core.registers.register import BY_PROCEDURE, Register, register_of


@dataclass(frozen=True, slots=True)
class Act:
    """An act to be entered: `day` is when it happened; `values` are typed, personal ones among them."""

    step: str
    day: int
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


def register(
    register_id: str, code: str, acts: Sequence[Act], *, by: Person, now: int, today: int, division: str = ""
) -> list[Receipt]:
    """Makes an entry: its opening act first, further acts (a certificate) behind it. Raises PeopleError, StoreError."""
    kind = register_of(register_id)
    case = kind.case_of(code)
    if store.entry(case) is not None:
        raise EntryExists(code=code)
    around = surroundings(today)
    for act in acts:
        _check_certificates(code, act)
    drafts = opening_drafts(kind, case, acts, by=by, now=now, division=division, around=around)
    return enter_all([Wanted(draft, place) for place, draft in enumerate(drafts)], now=now)


def do(
    register_id: str, code: str, act: Act, *, by: Person, now: int, today: int, guarded: bool = False
) -> Receipt:
    """An act on an entry that is there; `guarded`: refused by the rules of the pack, for it has not happened yet."""
    kind = register_of(register_id)
    wanted = _wanted(kind, kind.case_of(code), act, by, now, surroundings(today))
    if guarded:
        check_guards(wanted.draft, now)
    return enter_all([wanted], now=now)[0]


def correct(record: str, act: Act, reason: str, *, by: Person, now: int, today: int) -> Receipt:
    """Restates a whole earlier act; the earlier record stays and is shown struck through."""
    kind, case = _place_of(record)
    check_turn(case, act.step, act.values, now, instead_of=record)
    draft = act_draft(kind, case, act, by, now, surroundings(today), corrects=record, reason=reason)
    return enter_all([Wanted(draft, None)], now=now)[0]


def void(record: str, reason: str, *, by: Person, now: int, today: int) -> Receipt:
    """Declares an earlier act void."""
    kind, case = _place_of(record)
    return enter_all([Wanted(void_draft(kind, record, case, reason, by, now, today), None)], now=now)[0]


def void_draft(
    kind: Register, record: str, case: str, reason: str, by: Person, now: int, today: int
) -> Draft:
    """The record by which an earlier one is void."""
    fields: dict[str, Json] = {"reason": reason}
    return _draft(docket_of(kind), case, VOID_ACT, today, by, now, fields, corrects=record)


def check_years(
    checks: Mapping[str, bool], year: int, *, by: Person, now: int, today: int, day: int | None = None
) -> int:
    """The yearly check as one batch: certificate number → passed. How many officers' records were entered.

    All or none, so that a wrong number is mended before anything is entered.
    """
    holders = store.certificates_there(checks)
    kind, around = register_of("officer"), surroundings(today)
    wanted = []
    for number, passed in checks.items():
        if number not in holders:
            raise CertificateOther(officer="—", number=number)
        values: dict[str, Value] = {
            "certificate_no": number,
            "check_year": year,
            "check_result": "passed" if passed else "failed",
        }
        act = Act("yearly_check", today if day is None else day, values)
        wanted.append(_wanted(kind, kind.case_of(holders[number]), act, by, now, around, expected=None))
    return len(enter_all(wanted, now=now)) if wanted else 0


def surroundings(today: int) -> Surroundings:
    """What checks ask of the world, with each organ looked up once."""
    known: dict[str, bool] = {}

    def is_organ(code: str) -> bool:
        if code not in known:
            known[code] = bool(store.codes_there("organ", [code]))
        return known[code]

    spans = {one.id: (one.procedure, one.opens) for one in shelf().spans.values()}
    return Surroundings(date_of(today), is_organ, spans=spans)


def opening_drafts(
    kind: Register,
    case: str,
    acts: Sequence[Act],
    *,
    by: Person,
    now: int,
    division: str,
    around: Surroundings,
) -> list[Draft]:
    """The records of a new entry; raises FieldsWrong."""
    docket = docket_of(kind)
    values = acts[0].values
    title = str(values.get(kind.name) or "") if kind.name else kind.title_zh
    fields: dict[str, Json] = {
        "procedure": kind.procedure,
        "number": case.partition(":")[2],
        "title": title,
        "field": "general",
        "division": str(values.get("division_code") or division or settings.DIVISION),
        "facts": {},
        "ends": list(docket.procedure.ends),
    }
    opened = _draft(docket, case, OPEN_CASE, acts[0].day, by, now, fields)
    return [opened, *(act_draft(kind, case, act, by, now, around) for act in acts)]


def act_draft(
    kind: Register,
    case: str,
    act: Act,
    by: Person,
    now: int,
    around: Surroundings,
    *,
    corrects: str | None = None,
    reason: str = "",
) -> Draft:
    """The record of one act, its values checked; personal fields apart, where only commitments are sealed."""
    docket = docket_of(kind)
    step = docket.procedure.steps.get(act.step)
    if step is None:
        raise StepUnknown(register=kind.title(), step=act.step)
    if date_of(act.day) > around.today:
        raise DayAhead(day=date_of(act.day).isoformat())
    found = (*missing(step, act.values), *problems(act.step, act.values, around))
    if found:
        raise FieldsWrong.of(found)
    fields, personal = _split(step, tidied(act.values, around))
    if reason:
        fields[REASON] = reason
    return _draft(docket, case, act.step, act.day, by, now, fields, personal=personal, corrects=corrects)


def missing(step: Step, values: Mapping[str, Value]) -> list[Problem]:
    """Required fields that were left empty."""
    return [
        Problem(one.name, CellMissing(title=one.title, english=one.english))
        for one in step.fields.values()
        if one.required and values.get(one.name) in (None, "")
    ]


def docket_of(kind: Register) -> Docket:
    """The register's procedure."""
    return shelf().docket(kind.procedure)


def _wanted(
    kind: Register,
    case: str,
    act: Act,
    by: Person,
    now: int,
    around: Surroundings,
    expected: int | None = -1,
) -> Wanted:
    entry = store.entry(case)
    if entry is None:
        raise EntryUnknown(register=kind.title(), code=case.partition(":")[2])
    if entry.ended_on is not None:
        step = docket_of(kind).procedure.steps.get(act.step)
        raise EntryEnded(code=entry.code, step=step.title if step else act.step)
    if kind.id == "officer":
        _check_certificates(entry.code, act)
    check_turn(case, act.step, act.values, now)
    draft = act_draft(kind, case, act, by, now, around)
    return Wanted(draft, entry.position if expected == -1 else expected)


def _check_certificates(officer: str, act: Act) -> None:
    """A new number belongs to nobody else; an old one belongs to this officer."""
    new = act.step in ("issue_certificate", "replace_certificate")
    for name in ("certificate_no", "replaced_no"):
        number = act.values.get(name)
        if not isinstance(number, str):
            continue
        holder = store.certificates_there([number]).get(number)
        if new and name == "certificate_no":
            if holder is not None:
                raise CertificateTaken(number=number, officer=holder)
        elif holder != officer:
            raise CertificateOther(number=number, officer=officer)


def _split(step: Step, values: Mapping[str, Value]) -> tuple[dict[str, Json], dict[str, Json]]:
    """Values as records write them: those in the open, and the personal ones."""
    fields: dict[str, Json] = {}
    personal: dict[str, Json] = {}
    wrong: list[Problem] = []
    for name, value in values.items():
        definition: FieldDefinition | None = step.fields.get(name)
        if definition is None or value is None or value == "":
            continue
        try:
            (personal if definition.personal else fields)[name] = written_value(definition, value)
        except ValueUnreadable as error:
            wrong.append(Problem(name, error))
    if wrong:
        raise FieldsWrong.of(tuple(wrong))
    return fields, personal


def _draft(
    docket: Docket,
    case: str,
    step: str,
    day: int,
    by: Person,
    now: int,
    fields: Mapping[str, Json],
    *,
    personal: Mapping[str, Json] = MappingProxyType({}),
    corrects: str | None = None,
) -> Draft:
    signer = by.signs_as
    return Draft(
        id=new_id(now),
        case=case,
        step=step,
        at=Moment(date_of(day).isoformat(), "day"),
        organ=by.organ,
        entered_by=signer,
        pack=f"sha256:{docket.procedure.content_hash}",
        by=(Actor(signer, by.role.in_packs),),
        confirmations=(Confirmation(signer, now),),
        fields=fields,
        personal=personal,
        corrects=corrects,
    )


def _place_of(record: str) -> tuple[Register, str]:
    held = stored_record(record)
    kind = None if held is None else BY_PROCEDURE.get(held.record.case.partition(":")[0])
    if held is None or kind is None:
        raise EntryUnknown(register="—", code=record)
    return kind, held.record.case
