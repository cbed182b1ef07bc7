"""Projections folded again from the records are the same bytes; one changed by hand is told and mended."""

import random
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from tests.builders.ledger import NOON, SECOND, act, opening

from plumbline.apps.ledger_store import actions, append_only, queries
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.projections import CaseProjection, Entered
from plumbline.apps.ledger_store.rebuild import rebuild
from plumbline.core.cases.reserved import VOID_ACT
from plumbline.core.ledger.moment import Moment

pytestmark = [pytest.mark.database, pytest.mark.django_db]

STEPS = ("inspect", "question", "decide", "close_case")


def entered_at_random(seed: int) -> None:
    """Twelve cases grow by acts of any day, corrections and voidings, singly and in batches."""
    chance = random.Random(seed)
    length = {f"c-{n}": 0 for n in range(12)}
    for batch in range(60):
        wanted = []
        for number in range(chance.choice((1, 1, 5))):
            case = chance.choice(list(length))
            position = length[case]
            if position == 0:
                draft = opening(case)
            else:
                again = position > 2 and chance.random() < 0.3
                draft = act(
                    case,
                    VOID_ACT if again and chance.random() < 0.5 else chance.choice(STEPS),
                    id=f"{case}-{batch}-{number}",
                    at=Moment(f"2026-03-{chance.randint(1, 9):02}", "day"),
                    corrects=queries.case_records(case)[1].record.id
                    if again and len(queries.case_records(case)) > 1
                    else None,
                )
            wanted.append(Wanted(draft, position))
            length[case] += 1
        actions.enter_all(wanted, now=NOON + batch * SECOND)


@pytest.mark.parametrize("seed", range(3))
def test_what_grew_record_by_record_is_what_folding_all_gives(seed: int) -> None:
    entered_at_random(seed)
    (cases,) = actions.rebuild_projections(write=False)
    assert cases.rows > 8
    assert cases.same
    (again,) = actions.rebuild_projections()
    assert (again.digest, again.same) == (cases.digest, True)


def test_a_row_changed_by_hand_is_told_by_the_check_and_mended_by_the_rebuild() -> None:
    entered_at_random(1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projection_case SET number = 'x' WHERE case_id = 'c-1'")
    (found,) = actions.rebuild_projections(write=False)
    assert not found.same
    overview = queries.case_overview("c-1")
    assert overview is not None
    assert overview.number == "x"
    (mended,) = actions.rebuild_projections()
    assert mended.digest == found.digest
    (after,) = actions.rebuild_projections(write=False)
    assert after.same


class Failing:
    """A projection that cannot take a record."""

    name = "failing"

    def apply(self, entered: Sequence[Entered]) -> None:
        raise ZeroDivisionError

    def clear(self) -> None:
        return None

    def dump(self) -> Iterator[bytes]:
        return iter(())


def test_a_projection_that_fails_leaves_neither_record_nor_other_projections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions, "wired_projections", lambda: (CaseProjection(), Failing()))
    with pytest.raises(ZeroDivisionError):
        actions.enter(opening("c-1"), expected=0, now=NOON)
    assert queries.case_records("c-1") == ()
    assert queries.case_overview("c-1") is None
    assert rebuild((CaseProjection(),), write=False)[0].rows == 0


class Fussy(CaseProjection):
    """Cannot take the twentieth record of a case, by when its first ones are in."""

    name = "fussy"

    def apply(self, entered: Sequence[Entered]) -> None:
        for one in entered:
            if one.record.case == "c-1" and one.position == 20:
                raise KeyError(one.record.id)
        super().apply(entered)


def test_a_case_that_cannot_be_folded_is_named_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of seven, so that the failing case has rows of earlier chunks; nothing of them is left."""
    wanted = [Wanted(opening(case), 0) for case in ("c-0", "c-1", "c-2")]
    wanted += [Wanted(act(f"c-{n % 3}", "note", id=f"r-{n}"), None) for n in range(90)]
    actions.enter_all(wanted, now=NOON)
    whole = list(CaseProjection().dump())
    monkeypatch.setattr("plumbline.apps.ledger_store.rebuild.CHUNK", 7)
    (found,) = rebuild((Fussy(),))
    assert [(one.case, "KeyError" in one.problem) for one in found.left_out] == [("c-1", True)]
    assert list(CaseProjection().dump()) == [row for row in whole if b'"case_id":"c-1"' not in row]
    assert len(whole) == 3
    (again,) = rebuild((CaseProjection(),))
    assert again.left_out == ()
    assert list(CaseProjection().dump()) == whole


@pytest.mark.parametrize("edit", ["data = {garbage}", "case_id = 'x-9'"])
def test_bytes_that_are_no_record_of_the_case_stop_no_other_case(edit: str) -> None:
    entered_at_random(1)
    whole = list(CaseProjection().dump())
    garbage = "x'7b7d'" if connection.vendor == "sqlite" else "'\\x7b7d'::bytea"
    with connection.cursor() as cursor:
        for statement in append_only.remove(connection.vendor):
            cursor.execute(statement)
        where = "WHERE case_id = 'c-1' AND position = 1"
        cursor.execute(f"UPDATE ledger_record SET {edit.format(garbage=garbage)} {where}")
    (found,) = actions.rebuild_projections()
    assert [one.case for one in found.left_out] == ["x-9" if "case_id" in edit else "c-1"]
    assert b"c-1" in b"".join(whole)
    assert {row for row in CaseProjection().dump() if b'"c-1"' not in row} == {
        row for row in whole if b'"c-1"' not in row
    }
