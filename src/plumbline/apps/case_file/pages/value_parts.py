"""What a case holds of persons beside its records, in words; what became of it, who proposed what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.apps.case_file.case_words import words_of
from plumbline.apps.case_file.pages.asking import language
from plumbline.apps.case_file.plain_words import Label
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.ledger_store.queries import destroyed_places
from plumbline.apps.page_parts.lists import Cell, Column, DataTable, Row
from plumbline.apps.page_parts.part import Fact
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.core.cases.destroying import Proposal
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import Destruction, ValuePlace, read_destruction
from plumbline.core.ledger.verify import places_of


def choices(file: CaseFile) -> list[tuple[ValuePlace, str]]:
    """Every value and file that is still there, with what it is called."""
    records = file.history.sealed
    gone = destroyed_places([one.id for one in records])
    words = _Words(file)
    return [
        (place, f"{one.at.value[:10]} {words.step(one)}：{words.value(one, place)}")
        for one in records
        for place in places_of(one)
        if place not in gone
    ]


def value_table(file: CaseFile) -> DataTable | None:
    """Every value and file of the case, of the destroyed ones when, by whom and under what; None: there are none."""
    records, words = file.history.sealed, _Words(file)
    gone = destroyed_places([one.id for one in records])
    acts = {one.id: act for one in records if (act := read_destruction(one)) is not None}
    names = officer_names({name for act in acts.values() for name in act.officers})
    rows = []
    for one in records:
        for place in places_of(one):
            act = acts.get(gone.get(place, ""))
            said = destroyed_word(act, names) if act else _("held")
            rows.append(
                Row(
                    [
                        Cell(words.value(one, place)),
                        Cell(words.step(one)),
                        Cell(one.at.value[:10]),
                        Cell(said),
                    ]
                )
            )
    columns = [
        Column(_("Personal value"), "head", whole=True),
        Column(_("Record"), "line"),
        Column(_("Day"), "line", whole=True),
        Column(_("What became of it"), "line"),
    ]
    return DataTable(_("Personal values"), columns, rows) if rows else None


def destroyed_word(act: Destruction, names: dict[str, str]) -> str:
    """Destroyed on, by, under."""
    joined = ("、" if language() == "zh" else ", ").join(names.get(one) or one for one in act.officers)
    said: str = _("destroyed on {day} by {officers} under {ground}")
    return said.format(day=act.day, officers=joined, ground=act.ground)


def proposal_facts(file: CaseFile, proposal: Proposal) -> tuple[Fact, ...]:
    """What waits for the second person."""
    records, words = {one.id: one for one in file.history.sealed}, _Words(file)
    named = (
        f"{words.step(records[place.record])} {words.value(records[place.record], place)}"
        for place in proposal.places
    )
    return (
        Fact(_("Proposed by"), officer_names({proposal.by}).get(proposal.by) or proposal.by),
        Fact(_("Proposed on"), shown_instant(proposal.entered)[:16]),
        Fact(_("What goes"), ("；" if language() == "zh" else "; ").join(named)),
        Fact(_("Retention ran out on"), proposal.retention_expired),
        Fact(_("Appraisal"), proposal.appraisal),
        Fact(_("Ground"), proposal.ground),
    )


class _Words:
    """Names of steps and values."""

    def __init__(self, file: CaseFile) -> None:
        self._words = words_of(file.history.opening.case)

    def step(self, record: Record) -> str:
        """What the act is called."""
        return _said(self._words.step(record.step))

    def value(self, record: Record, place: ValuePlace) -> str:
        """What the value is called; a file by its number in the record, as its name is a personal value too."""
        if place.kind == "attachment":
            number = [one.id for one in record.attachments].index(place.name) + 1
            said: str = _("file {n}")
            return said.format(n=number)
        return _said(self._words.field(record, place.name))


def _said(label: Label) -> str:
    return label.zh if language() == "zh" else label.en
