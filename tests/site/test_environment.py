"""Settings from the environment: typed, and a mistake says how to mend it."""

import logging
from pathlib import Path

import pytest

from plumbline.site.environment import Environment, SettingMissing, SettingWrong


def test_a_missing_secret_says_how_to_make_one() -> None:
    with pytest.raises(SettingMissing) as caught:
        Environment({}).secret("PLUMBLINE_SECRET_KEY", "运行……", "run …")
    assert caught.value.name == "PLUMBLINE_SECRET_KEY"
    assert caught.value.remedy("zh") == "运行……"


@pytest.mark.parametrize(("value", "read"), [("", False), ("1", True), ("no", False), ("TRUE", True)])
def test_flags(value: str, read: bool) -> None:
    assert Environment({"X": value}).flag("X") is read


@pytest.mark.parametrize(("ask", "value"), [("flag", "perhaps"), ("whole", "-1"), ("whole", "a")])
def test_what_cannot_be_read_is_refused(ask: str, value: str) -> None:
    with pytest.raises(SettingWrong):
        getattr(Environment({"X": value}), ask)("X", 0)


def test_sqlite_by_default_with_full_synchronisation_and_recursive_triggers(tmp_path: Path) -> None:
    found = Environment({}).database("DB", tmp_path / "a.sqlite3")
    assert found["NAME"] == str(tmp_path / "a.sqlite3")
    pragmas = str(found["OPTIONS"])
    assert "synchronous=FULL" in pragmas
    assert "recursive_triggers=ON" in pragmas


def test_postgresql_by_its_address() -> None:
    found = Environment({"DB": "postgresql://a%40b:p%2Fw@127.0.0.1:5433/plumbline?sslmode=require"}).database(
        "DB", Path("x")
    )
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "a@b",
        "p/w",
        "127.0.0.1",
        "5433",
        "plumbline",
    )
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://host-only"])
def test_another_database_is_refused_with_the_two_forms_there_are(address: str) -> None:
    with pytest.raises(SettingWrong) as caught:
        Environment({"DB": address}).database("DB", Path("x"))
    assert "postgresql://" in str(caught.value.remedy("en"))


def test_a_page_that_failed_is_told_on_standard_error() -> None:
    """Without a handler of ours it would go to administrators by mail, of whom none is named, and nowhere else."""
    assert logging.StreamHandler in {type(one) for one in logging.getLogger("django.request").handlers}
