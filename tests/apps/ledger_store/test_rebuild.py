"""Projections folded again from the records are the same bytes; one changed by hand is told and mended."""

import random
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from tests.builders.ledger import NOON, SECOND, act, opening

from plumbline.apps.ledger_store import actions, queries
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
