"""Every procedure of the packs through the pages: a lawful example from end to end, and breaches of each kind of rule.

The tests are made from the worked examples: a pack that is added brings its own. The whole of the examples is held to
the core in `agreement/test_door`; here the forms, the door and the refusal are asked as a browser asks them.
"""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from tests.builders.desk import QIN
from tests.builders.desk_pages import desk_of
from tests.builders.procedure_walk import (
    PROCEDURES,
    Breach,
    Clock,
    breaches,
    enter,
    in_order,
    lawful,
    opened,
    settle_colleagues,
)
from tests.builders.worked_examples import entered_before

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.rules.rule import Clock as ClockRule

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def clock(settings: Any) -> Clock:
    """The instant at which a page is asked."""
    clock = Clock()
    settings.CLOCK = lambda: clock.now
    settings.DIVISION = "650105"
    return clock


@pytest.fixture
def colleagues(db: None) -> None:
    """Officers of the organ with a certificate, so that a second one can be named in a form, and their accounts."""
    settle_colleagues()


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_lawful_case_is_entered_through_its_forms(procedure: str, clock: Clock, colleagues: None) -> None:
    example = lawful(procedure)
    acts = in_order(example.records)
    clock.now = min(min(one.recorded_at for one in acts), min(one.instant for one in acts))
    case = opened(procedure, example, clock.now)
    for act in acts:
        answer = enter(procedure, case, act, clock, attest="1")
        assert answer.status_code == 204, (act.step, errors(answer))
    for kept, act in zip(read_case(case).history.acts, acts, strict=True):
        stated = {name: value for name, value in act.fields.items() if value is not None}
        assert (kept.step, kept.instant, kept.documents) == (act.step, act.instant, act.documents or ())
        assert {name: kept.fields.get(name) for name in stated} == stated, act.step
    page = BeautifulSoup(desk_of(QIN).get(f"/cases/{case}/").content, "html.parser")
    assert len(page.select("[id^=r-]")) >= len(acts), "the page does not show every act"


def errors(answer: Any) -> str:
    page = BeautifulSoup(answer.content, "html.parser")
    return page.get_text(" ", strip=True)[:600]


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_breach_is_refused_by_its_form_with_its_article(
    procedure: str, clock: Clock, colleagues: None
) -> None:
    tried = breaches(procedure)
    rules = shelf().packs.procedure(procedure).rules
    kinds = {type(one.body) for one in rules if one.blocks and not isinstance(one.body, ClockRule)}
    assert len(tried) >= min(2, len(kinds)), "the examples of this pack break too few kinds of rules"
    wrong = []
    for one in tried:
        point = transaction.savepoint()
        if said := tried_at_the_desk(procedure, one, clock):
            wrong.append((one.example.name, one.rule.id, said))
        transaction.savepoint_rollback(point)  # the next one happened earlier
    assert wrong == []


def tried_at_the_desk(procedure: str, one: Breach, clock: Clock) -> str:
    """What is wrong with the answer to a breach; nothing where it is refused as it must be."""
    before = in_order(entered_before(one.example, one.act))
    clock.now = min([one.act.instant, *(act.instant for act in before)])
    case = opened(procedure, one.example, clock.now)
    for act in before:
        if enter(procedure, case, act, clock, attest="1").status_code != 204:
            return f"{act.step} was not entered"
    position = read_case(case).history.position
    answer = enter(procedure, case, one.act, clock)
    panel = BeautifulSoup(answer.content, "html.parser").find(class_="pl-refusal")
    if answer.status_code != 422 or panel is None:
        return f"not refused: {answer.status_code} {errors(answer)}"
    article = "；".join(shelf().written(basis) for basis in one.rule.basis)
    if article not in panel.get_text() or one.rule.says not in panel.get_text():
        return f"refused without {article}: {panel.get_text(' ', strip=True)}"
    return "" if read_case(case).history.position == position else "a refused act left a record"
