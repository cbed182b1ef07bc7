"""What is done at the release desk. Each act is a record of the matter's own case, entered through the one door.

Raises AccessRefused, ActRefused with every reason of the packs' rules, ReleaseError, DisclosureError, StoreError.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plumbline.apps.casework.actions import Act, Opening, correct_act, open_from, perform_act, perform_acts
from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.disclosure import store
from plumbline.apps.disclosure.errors import (
    DisplayEnded,
    NeverPublished,
    NothingToPublish,
    NotYet,
    ReleaseThere,
    SamePerson,
    TextMoved,
)
from plumbline.apps.disclosure.models import Release
from plumbline.apps.disclosure.policies import RELEASE_ACT, RELEASE_APPROVE
from plumbline.apps.disclosure.result_words import result_of
from plumbline.apps.disclosure.source_case import told_by
from plumbline.apps.disclosure.texts import (
    DecisionText,
    check_nobody_in,
    check_unclassified,
    party_in,
    text_in,
)
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.errors import CaseMoved
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.entries import officer_register, organ
from plumbline.core.authority.access import check_access
from plumbline.core.authority.person import Person
from plumbline.core.cases.docket import Docket
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.duty import PROCEDURE, Duty, decision_of, first_act, reckon
from plumbline.core.disclosure.errors import WordsNotFound
from plumbline.core.disclosure.marks import by_hand, chosen, pieces, read_marks, shown_text, written_marks
from plumbline.core.disclosure.publication import Publication, read_publication, written_publication
from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Span
from plumbline.core.facts.record import Value
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.vocabulary import ValueType

PLATFORM = "unified_platform"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a person confirmed on the text: the proposals left ticked, words added, what the law's form asks."""

    digest: str
    ticked: tuple[int, ...]
    added: tuple[str, ...] = ()
    facts: Mapping[str, Value] = field(default_factory=dict)
    """Answers of `decide` that only a person can give, such as the social influence of a decision on a citizen."""


def begin_release(*, person: Person, source: str, now: int) -> str:
    """Opens the matter of publication for the decision of a case, once however often it is asked; its case.

    Raises ReleaseThere where it is open. Two who ask at once both saw the same records: one of them looks again.
    """
    try:
        return _begin_release(person, source, now)
    except CaseMoved:
        return _begin_release(person, source, now)


def _begin_release(person: Person, source: str, now: int) -> str:
    file = read_case(source)
    check_access(person, RELEASE_ACT, file.place, file.docket.calendar.local_day(now))
    opening = file.history.opening
    duty = shelf().duties.get(opening.procedure)
    decision = decision_of(duty, file.history, now) if duty else None
    if duty is None or decision is None:
        raise NothingToPublish(number=opening.number)
    earlier = set(Release.objects.filter(source=source).values_list("stage", flat=True))
    if earlier - set(store.GONE):
        raise ReleaseThere(number=opening.number)
    if "stopped" in earlier:
        raise DisplayEnded(number=opening.number)
    number = text_in(file, duty).number
    docket = shelf().docket(PROCEDURE, opening.field, opening.division or None)
    _check_lawful(file, duty, docket, now)
    header = {
        name: value
        for name, value in file.history.header.items()
        if name in docket.procedure.attributes and value is not None
    }
    wanted = Opening(PROCEDURE, None, opening.title, field=opening.field, facts=header)
    position = file.history.position
    case = open_from(person=person, source=source, opening=wanted, records=(), seen=position, now=now)
    _state_decision(person, case, file, docket, number, now)
    return case


def extract(*, person: Person, case: str, extraction: Extraction, seen: int | None, now: int) -> None:
    """Takes the text out with the marks that a person confirmed; once more after it was sent back."""
    file, row = _opened(person, case, now)
    source, text = _source_text(row.source)
    if text.digest != extraction.digest:
        raise TextMoved()
    if not file.history.folded(now).by_step.get("decide"):  # its opening was broken off
        _state_decision(person, case, source, file.docket, text.number, now)
        file = read_case(case)
    check_unclassified(*extraction.added)
    spans = chosen(text.proposed, extraction.ticked)
    for words in extraction.added:
        spans += by_hand(text.text, words)
    pieces(text.text, spans)
    personal: dict[str, Json] = {store.FULL_TEXT: text.text, store.MARKS: written_marks(spans)}
    responsible = organ(source.history.opening.organ)
    values: dict[str, Value] = {
        "responsible_unit": responsible.name if responsible else source.history.opening.organ
    }
    act = Act("extract", _at(now), values=values, personal=personal)
    earlier = file.history.folded(now).by_step.get("extract")
    _state(person, file, extraction.facts, now)
    if earlier:
        correct_act(
            person=person, case=case, record=earlier[-1].id, act=act, reason="重新采集", seen=None, now=now
        )
    else:
        _perform(person, case, [act], None, now)


def review(*, person: Person, case: str, secrecy: str, privacy: str, seen: int | None, now: int) -> None:
    """The secrecy review, by somebody other than who took the text out."""
    _file, row = _opened(person, case, now)
    if row.stage != "extracted":
        raise NotYet()
    if row.extracted_by == (person.officer or person.account):
        raise SamePerson()
    values: dict[str, Value] = {"secrecy_result": secrecy, "privacy_result": privacy}
    _perform(person, case, [Act("review_content", _at(now), values=values)], seen, now)


def send_back(*, person: Person, case: str, seen: int | None, now: int) -> None:
    """The head does not approve; the text is taken out anew."""
    file, row = _opened(person, case, now)
    check_access(person, RELEASE_APPROVE, file.place, file.docket.calendar.local_day(now))
    if row.stage not in ("reviewed", "refused", "approved"):
        raise NotYet()
    _perform(person, case, [Act("approve", _at(now), values={"result": "returned"})], seen, now)


def publish(*, person: Person, case: str, seen: int | None, now: int) -> None:
    """The head approves, and the decision is public from this moment."""
    file, row = _opened(person, case, now)
    check_access(person, RELEASE_APPROVE, file.place, file.docket.calendar.local_day(now))
    if row.stage not in ("reviewed", "approved"):
        raise NotYet()
    if row.extracted_by == (person.officer or person.account):
        raise SamePerson()
    told = publication_of(case, row.source)
    source, text = _source_text(row.source)
    if text.text != _taken_out(case)[0]:
        raise TextMoved()
    check_unclassified("".join(one.text for one in told.pieces))
    publishing = Act(
        "publish", _at(now), values=_shown(file), personal={store.PUBLICATION: written_publication(told)}
    )
    approving = Act("approve", _at(now), values={"result": "approved"})
    acts = [*([approving] if row.stage == "reviewed" else []), publishing]
    _perform(person, case, acts, seen, now, told_by(person, source, now, public=True))


def correct(
    *, person: Person, case: str, error: str, words: Iterable[str], seen: int | None, now: int
) -> None:
    """Mends what is public: what was found wrong, further words taken out; the earlier text stays in the ledger.

    Everything else stays as two people released it, whatever the case says since: a decision that was made otherwise
    is withdrawn and published anew.
    """
    file, row = _opened(person, case, now)
    check_access(person, RELEASE_APPROVE, file.place, file.docket.calendar.local_day(now))
    if row.stage not in store.PUBLIC:
        raise NotYet()
    check_unclassified(error)
    text, marks = _taken_out(case)
    words = tuple(words)
    added = [span for one in words for span in by_hand(text, one)]
    before = read_publication(row.content)
    assert before is not None
    told = replace(before, cause=_without(before.cause, words), pieces=pieces(text, [*marks, *added]))
    number = f"{len(file.history.folded(now).by_step.get('find_error', ())) + 1}"
    found: dict[str, Value] = {"error_no": number, "found_by": "organ"}
    finding = Act("find_error", _at(now), values=found)
    mended: dict[str, Json] = {
        store.PUBLICATION: written_publication(told),
        store.MARKS: written_marks([*marks, *added]),
        "error": error,
    }
    values: dict[str, Value] = {"error_no": number, "platform": PLATFORM}
    correcting = Act("correct", _at(now), values=values, personal=mended)
    _perform(person, case, [finding, correcting], seen, now)


def withdraw(*, person: Person, case: str, how: str, reason: str, seen: int | None, now: int) -> None:
    """Takes a publication back because its decision fell, and says why in public."""
    file, row = _opened(person, case, now)
    check_access(person, RELEASE_APPROVE, file.place, file.docket.calendar.local_day(now))
    if row.stage not in store.PUBLIC:
        raise NotYet()
    check_unclassified(reason)
    check_nobody_in(reason)
    values: dict[str, Value] = {"reason": reason, "reason_published": True, "platform": PLATFORM}
    acts = [Act("withdraw", _at(now), values=values)]
    if not file.history.folded(now).by_step.get("overturn"):
        acts.insert(0, Act("overturn", _at(now), values={"how": how}))
    _perform(person, case, acts, seen, now, told_by(person, read_case(row.source), now, public=False))


def stop_display(
    *, person: Person, case: str, ground: str, met: Collection[str] = (), seen: int | None, now: int
) -> None:
    """Ends the display because its term ran out or credit was repaired, where the sector's law knows it.

    `met` are the conditions of an early end that the head found met; each is stated by itself.
    """
    file, row = _opened(person, case, now)
    check_access(person, RELEASE_APPROVE, file.place, file.docket.calendar.local_day(now))
    if row.stage not in store.PUBLIC or file.docket.step("stop_display") is None:
        raise NotYet()
    values: dict[str, Value] = {"ground": ground}
    if ground == "early":
        values.update({name: name in met for name in conditions_of(file.docket)})
    _perform(person, case, [Act("stop_display", _at(now), values=values)], seen, now)


def conditions_of(docket: Docket) -> tuple[str, ...]:
    """What the sector's law asks of an early end of display: the yes-or-no fields of the act."""
    step = docket.step("stop_display")
    fields = step.fields if step else {}
    return tuple(name for name, one in fields.items() if one.type is ValueType.BOOL)


def publication_of(case: str, source_case: str, marks: list[Span] | None = None) -> Publication:
    """What the public would see of a release: the text as it was taken out, never one that its paper says since."""
    source, paper = _source_text(source_case)
    opening, party = source.history.opening, party_in(source)
    duty = shelf().duties[opening.procedure]
    decision = decision_of(duty, source.history, 2**62)
    assert decision is not None
    named = organ(opening.organ)
    text, confirmed = _taken_out(case)
    return Publication(
        kind=duty.kind,
        title=paper.title,
        number=paper.number,
        organ=opening.organ,
        organ_name=named.name if named else opening.organ,
        cause=shown_text(pieces(opening.title, find_personal(opening.title, paper.known))),
        result=result_of(duty, decision),
        decided_on=date_of(decision.day).isoformat(),
        party=party.name,
        party_code=party.code,
        pieces=pieces(text, confirmed if marks is None else marks),
    )


def _without(cause: str, words: Iterable[str]) -> str:
    """The cause as lists show it, without words that are taken out of the text."""
    for one in words:
        try:
            cause = shown_text(pieces(cause, by_hand(cause, one)))
        except WordsNotFound:
            continue
    return cause


def _state_decision(
    person: Person, case: str, source: CaseFile, docket: Docket, number: str, now: int
) -> None:
    """The first act of a release: the decision as its case says it, from which the time limit runs."""
    duty = shelf().duties[source.history.opening.procedure]
    decision = decision_of(duty, source.history, now)
    assert decision is not None
    happened = next(one.record.at for one in source.held if one.record.id == decision.id)
    values = {**first_act(duty, decision, docket), "decision_no": number}
    act = Act("decide", happened, values=values)
    perform_act(person=person, case=case, act=act, seen=None, now=now, mode="attest")


def _check_lawful(file: CaseFile, duty: Duty, docket: Docket, now: int) -> None:
    """What the law keeps from the public for good is refused before anything is begun."""
    found = reckon(duty, file.history, docket, now)
    if found is None or not found.never:
        return
    rule = docket.rule_on(found.never, found.decision.day)
    raise NeverPublished(
        number=file.history.opening.number,
        says_zh=rule.says,
        says_en=rule.english or rule.says,
        basis="；".join(shelf().written(one) for one in rule.basis),
    )


def _opened(person: Person, case: str, now: int) -> tuple[CaseFile, Release]:
    file = read_case(case)
    check_access(person, RELEASE_ACT, file.place, file.docket.calendar.local_day(now))
    row = Release.objects.filter(case=case).first()
    if row is None:
        raise NotYet()
    return file, row


def _source_text(source: str) -> tuple[CaseFile, DecisionText]:
    file = read_case(source)
    return file, text_in(file, shelf().duties[file.history.opening.procedure])


def _taken_out(case: str) -> tuple[str, list[Span]]:
    """The text of the newest extraction and the marks that stand on it, with those of corrections since.

    Raises NotYet for one that was not made at this desk or whose values were destroyed: marks that are not there are
    not the same as nothing to take out.
    """
    file = read_case(case)
    by_step = file.history.folded(2**62).by_step
    counted = {one.id for step in ("extract", "correct") for one in by_step.get(step, ())}
    line = [one.record for one in file.held if one.record.id in counted]
    start = max((at for at, one in enumerate(line) if one.step == "extract"), default=None)
    if start is None:
        raise NotYet()
    held = personal_values([one.id for one in line[start:]])
    told = {(place.record, place.name): one.value for place, one in held.items()}
    text = told.get((line[start].id, store.FULL_TEXT))
    marked = [told[one.id, store.MARKS] for one in line[start:] if (one.id, store.MARKS) in told]
    if not isinstance(text, str) or (line[start].id, store.MARKS) not in told:
        raise NotYet()
    return text, read_marks(marked[-1])


def _shown(file: CaseFile) -> dict[str, Value]:
    """What the form of publishing says: all that a sector asks for is shown, and what it wants hidden is."""
    fields = file.docket.procedure.steps["publish"].fields
    said: dict[str, Value] = {name: True for name, one in fields.items() if one.type is ValueType.BOOL}
    return {**said, "platform": PLATFORM}


def _state(person: Person, file: CaseFile, facts: Mapping[str, Value], now: int) -> None:
    """Answers of the decision that the case could not give are put into it by a correction."""
    decided = file.history.folded(now).by_step.get("decide")
    if not facts or not decided:
        return
    last = decided[-1]
    if all(last.fields.get(name) == value for name, value in facts.items()):
        return
    happened = next(one.record.at for one in file.held if one.record.id == last.id)
    values = {**last.fields, **facts}
    act = Act("decide", happened, values=values)
    correct_act(
        person=person,
        case=file.history.opening.case,
        record=last.id,
        act=act,
        reason="补充公示所需的事实",
        seen=None,
        now=now,
    )


def _perform(
    person: Person,
    case: str,
    acts: Sequence[Act],
    seen: int | None,
    now: int,
    elsewhere: Sequence[Wanted] = (),
) -> None:
    """All of them or none."""
    known = officer_register()
    perform_acts(person=person, case=case, acts=acts, seen=seen, now=now, officers=known, elsewhere=elsewhere)


def _at(now: int) -> Moment:
    return Moment(written_instant(now), "microsecond")
