"""Questions put into SQL once are answered from the database each time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from plumbline.apps.casework.models import CaseHandler
from plumbline.apps.people.models import CertificateRow
from plumbline.apps.questions import Question, make_it, put_in

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SPANS = Question(
    lambda officers, kind: (
        CertificateRow.objects.filter(officer__in=officers, kind=kind)
        .order_by("officer")
        .values_list("officer", "first", "spans", "ended")
    )
)


def certificate(officer: str, kind: str = "law") -> CertificateRow:
    day = date(2026, 1, 5)
    return CertificateRow.objects.create(
        key=officer, officer=officer, kind=kind, first=day, last=day, spans=[[1, 2]], ended=True
    )


def test_the_answer_is_that_of_the_orm_and_never_an_earlier_one() -> None:
    row = certificate("a")
    certificate("b", "other")
    expected = [("a", date(2026, 1, 5), [[1, 2]], True)]
    assert SPANS(["a", "b", "%s"], "law") == expected
    row.spans, row.ended = [], False
    row.save()
    assert SPANS(["a", "b", "c"], "law") == [("a", date(2026, 1, 5), [], False)]
    assert SPANS(["b"], "other") == [("b", date(2026, 1, 5), [[1, 2]], True)]


def test_one_question_is_one_statement_and_none_for_nobody() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert SPANS([], "law") == []
        assert SPANS(["a", "b", "c"], "law") == []
    assert len(asked) == 1


def test_rows_are_put_in_as_the_orm_would() -> None:
    """Days, lists and truth values as well; what is there is left."""
    day = date(2026, 1, 5)

    def row(key: str, spans: list[list[int]]) -> CertificateRow:
        return CertificateRow(key=key, officer=key, kind="law", first=day, last=day, spans=spans, ended=True)

    def held() -> list[tuple[Any, ...]]:
        return list(CertificateRow.objects.order_by("key").values_list("key", "first", "spans", "ended"))

    with CaptureQueriesContext(connection) as asked:
        put_in([row("a", [[1, 2]]), row("b", [])])
        put_in([])
    assert len(asked) == 1
    assert held() == [("a", day, [[1, 2]], True), ("b", day, [], True)]
    put_in([row("a", []), row("c", [])], unless_there=True)
    assert [one[2] for one in held()] == [[[1, 2]], [], []]
    with pytest.raises(IntegrityError), transaction.atomic():
        put_in([row("a", [])])


def test_rows_that_stand_as_they_should_are_not_written_again() -> None:
    def row(officer: str, key: str = "") -> CaseHandler:
        return CaseHandler(key=key or f"c/{officer}", case="c", officer=officer)

    def held() -> list[tuple[str, str]]:
        return list(CaseHandler.objects.order_by("key").values_list("key", "officer"))

    put_in([CaseHandler(key="d/a", case="d", officer="a")])
    make_it(CaseHandler, [row("a"), row("b")], case="c")
    with CaptureQueriesContext(connection) as asked:
        make_it(CaseHandler, [row("b"), row("a")], case="c")
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        make_it(CaseHandler, [row("other", "c/a"), row("z")], case="c")
    assert len(asked) == 4
    assert held() == [("c/a", "other"), ("c/z", "z"), ("d/a", "a")]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_it(CaseHandler, [row("a", "d/a")], case="c")
    make_it(CaseHandler, [], case="c")
    assert held() == [("d/a", "a")]


def test_rows_of_a_table_with_days_are_all_written() -> None:
    held = certificate("a")
    held.spans = [[3, 4]]
    make_it(CertificateRow, [held], officer="a")
    assert CertificateRow.objects.get().spans == [[3, 4]]


@pytest.mark.parametrize("changed", [{"officer__contains": 0}, {"first": 0}, {"officer__in": 0}])
def test_a_value_that_the_query_changes_is_refused(changed: dict[str, Any]) -> None:
    question = Question(
        lambda value: CertificateRow.objects.filter(**dict.fromkeys(changed, value)).values_list("officer")
    )
    with pytest.raises(Exception, match=r"question|date|JSON"):
        question("x")
