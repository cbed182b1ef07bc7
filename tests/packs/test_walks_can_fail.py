"""What the lawful walks look at is seen when it is broken: each check fails once here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.builders import lawful_walk, walk_checks
from tests.builders.history import docket_of
from tests.builders.lawful_walk import Reached, Walker, told, walk

from plumbline.core.cases import answers, door, history, overview
from plumbline.core.cases.docket import make_docket
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.cases.overview import Overview
from plumbline.core.cases.reserved import OPEN_CASE
from plumbline.core.rules.expression import Exists
from plumbline.core.rules.rule import Before
from plumbline.core.vocabulary import Outcome


def test_a_case_that_cannot_be_ended_is_told_with_what_stands_against_each_end() -> None:
    """A talk may be given up or closed; here both ask for what nobody can do."""
    docket = docket_of("law.talk")
    rule = next(one for one in docket.procedure.rules if one.blocks and isinstance(one.body, Before))
    barred = replace(rule, id="never", body=Before(docket.procedure.ends, Exists("never_done")))
    procedure = replace(docket.procedure, rules=(*docket.procedure.rules, barred))
    broken = make_docket(procedure, docket.calendar, docket.figures, docket.divisions)
    walked = Walker(broken, 0, mended=False, without=frozenset()).walk()
    assert walked.is_endless
    assert walked.against.keys() == {procedure.steps[id].title for id in procedure.ends}
    assert all(any(one.rule == "never" for one in against) for against in walked.against.values())
    assert rule.says in told(walked)


def test_what_raises_is_told_with_its_history(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_of: object) -> tuple[str, str]:
        raise KeyError("broken")

    monkeypatch.setattr(walk_checks, "main_line", broken)
    walked = walk("law.talk", 0)
    assert walked.reached is Reached.RAISED
    assert "KeyError: 'broken'" in told(walked)


def advanced_badly(
    known: Overview, record: Any, well: Callable[..., Overview] = overview.advance
) -> Overview:
    return well(known, record)._replace(position=known.position)


def refuses_all(verdict: Any, *_of: object) -> bool:
    return verdict.outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED)


BROKEN: dict[str, tuple[object, str, object]] = {
    "taken but not offered": (answers, "_refuses", refuses_all),
    "no way out is told": (Hindrance, "way_out", lambda _one, _language: None),
    "taken at the door and a breach in the scan": (door, "check_rules", lambda *_of: []),
    "the history is another one": (history, "_TELLING", frozenset({OPEN_CASE})),
    "the overview is another one": (overview, "advance", advanced_badly),
    "at a glance ended": (overview, "_is_joined", lambda _record: True),
    "the state is open": (walk_checks, "state_of", lambda *_of: "open"),
    "the main line names nothing": (walk_checks, "main_line", lambda *_of: ("nothing", "")),
}
"""What is told, and what is broken for it."""


@pytest.mark.parametrize("said", BROKEN)
def test_what_is_broken_is_seen(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    where, name, broken = BROKEN[said]
    monkeypatch.setattr(where, name, broken)
    mended = said == "the history is another one"
    faults = [one for seed in range(6) for one in walk("inspection", seed, mended=mended).faults]
    assert any(said in one for one in faults)


def test_a_due_day_before_its_opening_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def earlier(*of: Any) -> list[Any]:
        return [replace(one, opened=replace(one.opened, day=one.opened.day + 999)) for one in well(*of)]

    well = walk_checks.clock_states
    monkeypatch.setattr(walk_checks, "clock_states", earlier)
    faults = [one for seed in range(3) for one in lawful_walk.walk("inspection", seed).faults]
    assert any(" is due on " in one for one in faults)
