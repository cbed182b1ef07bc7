"""An organ's own records in the layouts of others: from cases to rows, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plumbline.apps.casework.queries import cases_of_organ, party_of
from plumbline.apps.ledger_store.queries import case_records, personal_values
from plumbline.apps.people.queries.entries import organ
from plumbline.core.cases.reserved import DOCUMENTS, OPEN_CASE, STATE_PARTY
from plumbline.core.layouts.layout import FactValue, Layout
from plumbline.core.layouts.placing import LAYOUT, PLACINGS, gathered
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record

PAGE = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of so many cases, and the case after which the next page begins."""

    rows: tuple[dict[str, str], ...]
    after: str | None


def page(layout: Layout, owner: str, names: Mapping[str, str], after: str = "", size: int = PAGE) -> Page:
    """One page; `names` are organ_name and organ_code, for records that do not say them themselves."""
    placing = PLACINGS[layout.act]
    cases = cases_of_organ(owner, placing.procedure, after, size)
    rows = [layout.write(facts) for case in cases if (facts := facts_of(layout, case, names)) is not None]
    return Page(tuple(rows), cases[-1] if len(cases) == size else None)


def every(layout: Layout, owner: str, names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """All rows of an organ, a page in memory at a time."""
    after: str | None = ""
    while after is not None:
        one = page(layout, owner, names, after)
        yield from one.rows
        after = one.after


def facts_of(layout: Layout, case: str, names: Mapping[str, str]) -> dict[str, FactValue] | None:
    """What a case says for a row; None where the act that the layout reports has not happened."""
    placing = PLACINGS[layout.act]
    records = [held.record for held in case_records(case)]
    acts = _last(records)
    if placing.main not in acts:
        return None
    main, opening = acts[placing.main], records[0]
    values = personal_values([main.id])
    sealed = {place.name: value.value for place, value in values.items()}
    party = party_of([opening.id, *(one.id for one in records if one.step == STATE_PARTY)])
    noted = main.fields.get(LAYOUT)
    kept = noted.get("facts") if isinstance(noted, Mapping) else None
    steps = {step: (one.at.value, one.fields) for step, one in acts.items()}
    own: dict[str, Json] = {**names, **(kept if isinstance(kept, Mapping) else _own(layout, opening, main))}
    return gathered(layout.act, steps, own, sealed, party)


def _own(layout: Layout, opening: Record, main: Record) -> dict[str, Json]:
    """What a case of this system says of number and title: its decision's own number, else that of the case."""
    placing = PLACINGS[layout.act]
    papers = main.fields.get(DOCUMENTS)
    told = (
        [one.get("number") for one in papers if isinstance(one, Mapping)] if isinstance(papers, list) else []
    )
    number = next((one for one in told if one), opening.fields.get("number"))
    found: dict[str, Json] = {placing.number[0]: number}
    for name in placing.title:
        found[name] = opening.fields.get("title")
    return found


def _last(records: list[Record]) -> dict[str, Record]:
    """The last record of each step that no other corrects."""
    replaced = {one.corrects for one in records if one.corrects}
    return {one.step: one for one in records if one.id not in replaced and one.step != OPEN_CASE}


def names_of(code: str) -> dict[str, str]:
    """Name and credit code of an organ as its register has them."""
    entry = organ(code)
    if entry is None:
        return {}
    credit = str(entry.values.get("credit_code") or "")
    return {"organ_name": entry.name} | ({"organ_code": credit} if credit else {})
