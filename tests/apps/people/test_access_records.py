"""Readings of personal data are kept with a reason; the database itself refuses to change or remove one."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.builders.signing_in import NOW

from plumbline.apps.people import actions, queries
from plumbline.apps.people.errors import ReasonMissing
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WHO = Person("a1", "甲", Role.OFFICER, "A01")


def read(reason: str = "青石案〔2026〕1号", at: int = NOW) -> None:
    actions.note_reading(by=WHO, kind="party", subject="register.party:u1", reason=reason, now=at)


def test_without_a_reason_nothing_is_read_and_nothing_kept() -> None:
    for nothing in ("", "  ", "\n"):
        with pytest.raises(ReasonMissing) as caught:
            read(nothing)
        assert "个人信息保护法" in str(caught.value.remedy())
    assert queries.access_records()[1] == 0


def test_newest_first_by_subject() -> None:
    read()
    read("投诉答复", NOW + 1)
    lines, total = queries.access_records(subject="register.party:u1")
    assert total == 2
    assert [one.reason for one in lines] == ["投诉答复", "青石案〔2026〕1号"]
    assert queries.access_records(subject="register.party:u2") == ((), 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_accessrecord SET reason = 'x'",
        "DELETE FROM people_accessrecord",
        "INSERT OR REPLACE INTO people_accessrecord SELECT * FROM people_accessrecord",
        "TRUNCATE people_accessrecord",
    ],
)
def test_the_database_refuses_every_change(statement: str) -> None:
    read()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.access_records()[0][0].reason == "青石案〔2026〕1号"
