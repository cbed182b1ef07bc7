"""Destroyed means gone: from every table, page, log and file of the site; every proof stays, and the file says why.

A whole file, on both databases: `test_whole_file_destroyed`.
"""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders.command_shell import command_shell
from tests.builders.ledger import NOON
from tests.builders.own_database import own_database

from plumbline.apps.case_file.destruction import KeptWithTheFile, check_may_destroy
from plumbline.apps.ledger_store.held import HeldRecord
from plumbline.core.ledger.commitment import Opening, commit_value
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Record
from plumbline.core.ledger.system_acts import ValuePlace

ADDRESS, PHONE, NAME = "青石区绝密巷六号院", "13987654321", "欧阳某"

PREPARE = f"""
import django; django.setup()
from plumbline.apps.ledger_store import actions
from plumbline.site.clock import server_clock
from tests.builders.ledger import act, opening
now = server_clock()
given = dict(party_name="{NAME}", party_address="{ADDRESS}", party_phone="{PHONE}")
actions.enter(opening("c", personal=given), expected=0, now=now)
actions.enter(act("c", "serve_decision"), expected=1, now=now)
"""

DESTROY = """
import django; django.setup()
from plumbline.apps.case_file.destruction import Destroying, destroy_values
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.ledger.system_acts import ValuePlace
from plumbline.site.clock import server_clock
now = server_clock()
destroy_values(Destroying(
    id="c-destroy", case="c",
    places=[ValuePlace("c-open", "personal", name) for name in ("party_address", "party_phone")],
    retention_expired="2026-03-01", appraisal="鉴定意见 7", ground="保管期限表第3条", at=Moment("2026-03-02", "day"),
    by=(Actor("o-1"), Actor("o-2")), confirmations=(Confirmation("o-1", now), Confirmation("o-2", now)),
    organ="档案室", entered_by="o-1", pack="sha256:" + "ab" * 32), expected=2, now=now)
"""


def places(one: Record, *names: str) -> list[ValuePlace]:
    return [ValuePlace(one.id, "personal", name) for name in names]


def stores(folder: Path) -> Iterator[Path]:
    """Every file of the site: database, write-ahead log, shared memory, files, exports, pages."""
    yield from (path for path in folder.rglob("*") if path.is_file())


def where(folder: Path, *values: str) -> list[str]:
    """Files that hold one of the values, as text, escaped as in JSON, or inside an archive."""
    found = []
    told = [written for value in values for written in (value, json.dumps(value)[1:-1])]
    sought = [one.encode(code) for one in told for code in ("utf-8", "utf-16-be")]
    for path in stores(folder):
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        if any(one in part for one in sought for part in parts):
            found.append(path.name)
    return found


def test_no_store_of_the_site_holds_a_destroyed_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLUMBLINE_TEST_DATABASE", raising=False)
    key_file = str(tmp_path / "log.key")
    with own_database(tmp_path) as own, command_shell(own, PLUMBLINE_LEDGER_KEY=key_file) as shell:
        key = shell.say("ledger", "new-key", key_file).split()[0]
        shell.python(PREPARE)
        shell.say("--lang", "zh", "ledger", "seal", "--once")
        shell.say("--lang", "zh", "casefile", "export", "c", "--out", str(tmp_path / "before.zip"))
        held = set(where(tmp_path, ADDRESS))
        assert "before.zip" in held, "the search can find it"
        assert held & {"own.sqlite3", "own.sqlite3-wal"}, (
            "in the table, or in its log that is not emptied yet"
        )
        (tmp_path / "before.zip").unlink()  # taken away by its reader; the site keeps no copy

        shell.python(DESTROY)
        assert where(tmp_path, ADDRESS, PHONE) == []
        assert where(tmp_path, NAME) == ["own.sqlite3"], "what identifies the party stays"
        shell.say("--lang", "zh", "ledger", "seal", "--once")
        assert "成立" in shell.say("--lang", "zh", "ledger", "verify", "--full", "--key", key)
        shell.say("--lang", "zh", "casefile", "export", "c", "--out", str(tmp_path / "after.zip"))
        assert where(tmp_path, ADDRESS, PHONE) == []
        said = own.run(
            "python", "-m", "plumbline.core.ledger", "verify", str(tmp_path / "after.zip"), "--key", key
        )
        assert "2026-03-02 由 o-1、o-2 依 保管期限表第3条 销毁" in said
        with zipfile.ZipFile(tmp_path / "after.zip") as archive:
            assert (
                "2026-03-02 由 o-1、o-2 依 保管期限表第3条 销毁" in archive.read("data/index.html").decode()
            )
        shell.say("--lang", "zh", "rebuild")
        assert where(tmp_path, ADDRESS, PHONE) == []


def record(step: str, *names: str) -> HeldRecord:
    made = Record(
        id=f"r-{step}",
        case="c",
        step=step,
        at=Moment("2026-03-02", "day"),
        recorded_at=NOON,
        organ="o",
        entered_by="u",
        pack="sha256:" + "00" * 32,
        nonce=bytes(16),
        personal={name: commit_value(name, Opening(bytes(32), "x")) for name in names},
    )
    return HeldRecord(1, 0, 0, made.to_bytes(), bytes(32))


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("served", "names", "refused"),
    [
        (True, ("party_address",), False),
        (True, ("party_name",), True),
        (True, ("party_number", "party_address"), True),
        (True, ("party_name", "party_number", "party_address"), False),
        (False, ("party_name",), False),
    ],
)
def test_what_identifies_the_party_stays_as_long_as_the_file(
    served: bool, names: tuple[str, ...], refused: bool
) -> None:
    opened = record("open_case", "party_name", "party_number", "party_address")
    records = [opened, record("serve_decision" if served else "inspect")]
    if refused:
        with pytest.raises(KeptWithTheFile):
            check_may_destroy(records, places(opened.record, *names))
    else:
        check_may_destroy(records, places(opened.record, *names))
