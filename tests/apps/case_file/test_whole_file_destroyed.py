"""A whole case file has run out: every personal value and every file of it goes, from every place that a site has.

Each place is first seen to hold the value, so that the search is known to find it there; then the act is entered, and
nothing of the site holds it: database and write-ahead log, index of search, files with their names and thumbnails, case
files that wait to be taken away, what was typed into a form.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.apps.case_file.test_destruction import where
from tests.builders.command_shell import command_shell
from tests.builders.own_database import ROOT, OwnDatabase, own_database

from plumbline.apps.search_index.index_file import WINDOW, as_text
from with_postgres import server

NAME, ADDRESS, PHONE = "欧阳某", "青石区绝密巷六号院", "13987654321"
REMARK = "当事人称其在绝密巷经营十年"
SECRETS = (NAME, ADDRESS, PHONE, REMARK)

BEGIN = """
import django; django.setup()
from django.conf import settings
from plumbline.site.clock import server_clock
now = server_clock()
"""
PREPARE = f"""{BEGIN}
from tests.builders.ledger import act, opening
from tests.builders.sample_files import docx, picture
from plumbline.apps.attachments.actions import attach, make_thumbnail, receive
from plumbline.apps.case_file.tasks import make_case_file
from plumbline.apps.casework.store import keep_draft
from plumbline.apps.casework.tasks import read_files
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.jobs.worker import Worker
from plumbline.apps.ledger_store import actions
from plumbline.apps.search_index.actions import follow_log
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import Attachment

def taken(name, data):
    return receive([data], name=name, personal=True, by="u-1", now=now)

files = {{
    "statement": taken("{NAME}的询问笔录.txt", "{REMARK}。{ADDRESS}。".encode() * 40),
    "decision": taken("行政处罚决定书（{NAME}）.docx", docx("当事人：{NAME}", "{ADDRESS}")),
    "photo": taken("{NAME}.jpg", picture()),
}}
make_thumbnail(hash=files["photo"].hash)
named = tuple(Attachment(key, one.media_type, one.size, one.hash, salted=True) for key, one in files.items())
salts = {{key: one.salt for key, one in files.items()}}
given = dict(party_name="{NAME}", party_address="{ADDRESS}", party_phone="{PHONE}")
actions.enter(opening("c", personal=given), expected=0, now=now)
served = act("c", "serve_decision", attachments=named, salts=salts, personal=dict(remark="{REMARK}"))
actions.enter(served, expected=1, now=now, along=lambda: attach(hashes=[one.hash for one in named], record=served.id))
actions.enter(opening("d", personal=dict(party_name="另一人")), expected=0, now=now)
actions.Sealer(actions.signers_of(Ed25519Signer(settings.LEDGER_ORIGIN, b"k" * 32), False), server_clock).seal()
follow_log()
keep_draft(account="u-1", case="c", step="decide", typed=dict(reason=["{REMARK}"]), now=now)
enqueue(read_files, now=now)
for case in ("c", "d"):
    enqueue(make_case_file, dict(case=case, part="evidence"), now=now, owner="u-1")
Worker(clock=server_clock, name="w", pause=0).run(until_idle=True)
"""

ORDER = f"""{BEGIN}
from plumbline.apps.case_file import destruction
from plumbline.apps.case_file.destruction import Destroying, destroy_values
from plumbline.apps.ledger_store.queries import case_records
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.ledger.verify import places_of

def order():
    return Destroying(
        id="c-destroy", case="c", places=[place for held in case_records("c")[:2] for place in places_of(held.record)],
        retention_expired="2026-03-01", appraisal="鉴定意见 7", ground="保管期限表第3条",
        at=Moment("2026-03-02", "day"), by=(Actor("o-1"), Actor("o-2")),
        confirmations=(Confirmation("o-1", now), Confirmation("o-2", now)),
        organ="档案室", entered_by="o-1", pack="sha256:" + "ab" * 32)
"""
CUT_OFF = f"""{ORDER}
def power_cut(*given):
    raise SystemExit(9)

destruction._destroy_file = power_cut
destroy_values(order(), expected=2, now=now)
"""
DESTROY = f"""{ORDER}
receipt = destroy_values(order(), expected=2, now=now)
assert receipt.record.id == "c-destroy" and receipt.position == 2, receipt
"""
AFTERWARDS = f"""{BEGIN}
from tests.builders.ledger_check import verify_stored_log
from plumbline.apps.case_file.evidence import gather
from plumbline.apps.case_file.held_files import held_files
from plumbline.apps.ledger_store import actions
from plumbline.apps.search_index.actions import follow_log
from plumbline.core.ledger.evidence import Trust
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.verify import verify_case
signers = actions.signers_of(Ed25519Signer(settings.LEDGER_ORIGIN, b"k" * 32), False)
actions.Sealer(signers, server_clock).seal()
follow_log()
assert verify_stored_log(signers).records == 4
report = verify_case(gather("c", held_files(), lambda _: False), Trust((signers["sha256"].key,)))
print(len(report.destroyed), len(report.withheld))
assert all(one.same and not one.left_out for one in actions.rebuild_projections(write=False))
"""


def unpacked(folder: Path) -> list[str]:
    """Texts of the index of search that are packed: what an entry says, against its dictionary."""
    index = OwnDatabase(str(folder / "search.sqlite3"), folder)
    dictionary = index.rows("SELECT dictionary FROM state")[0][0]
    texts = []
    for (packed,) in index.rows("SELECT text FROM entry"):
        reader = zlib.decompressobj(WINDOW, zdict=dictionary)
        texts.append(as_text(reader.decompress(packed)))
    return texts


@contextmanager
def site(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[OwnDatabase, Path]]:
    """A site, and the folder in which its database keeps everything."""
    if kind == "sqlite":
        monkeypatch.delenv("PLUMBLINE_TEST_DATABASE", raising=False)
        with own_database(folder) as own:
            yield own, folder
        return
    with server({"wal_recycle": "off", "full_page_writes": "on"}) as address:
        monkeypatch.setenv("PLUMBLINE_TEST_DATABASE", address)
        with own_database(folder) as own:
            yield own, Path(own.rows("SHOW data_directory")[0][0])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_of_a_whole_file_is_left_anywhere(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site(tmp_path, kind, monkeypatch) as (own, data), command_shell(own) as shell:
        shell.python(PREPARE)
        if kind == "postgresql":
            own.rows("CHECKPOINT")
        held = {path for value in SECRETS for path in where(tmp_path, value)}
        assert len(held) >= 4, f"files, case file made, database: {held}"
        assert any(PHONE in text for text in unpacked(tmp_path)), "search finds it"
        assert any(f"当事人 {NAME}" in text for text in unpacked(tmp_path)), "in what a file says, too"
        read = list((tmp_path / "attachments" / "derived").glob("*.text-2.json"))
        assert len(read) == 2, "what was read of a Word file and a text file"
        assert where(data, NAME)
        assert where(data, PHONE)
        made = sorted(path.name for path in (tmp_path / "case-files").iterdir())
        assert len(made) == 2

        process = own.start("python", "-c", CUT_OFF, PYTHONPATH=str(ROOT))
        _, err = process.communicate(timeout=300)
        assert process.returncode == 9, err
        assert where(tmp_path, REMARK), "cut off before the files went; the same order goes on from there"
        shell.python(DESTROY)

        for folder in (tmp_path, data):
            assert where(folder, *SECRETS) == []
        assert not any(secret in text for text in unpacked(tmp_path) for secret in SECRETS)
        kept = tmp_path / "attachments"
        assert [path for path in kept.rglob("*") if path.is_file() and "guards" not in path.parts] == []
        assert len(list((tmp_path / "case-files").iterdir())) == 1, "that of the other case"
        assert shell.python(AFTERWARDS).split() == ["7", "0"]
        for folder in (tmp_path, data):
            assert where(folder, *SECRETS) == []
        assert any("另一人" in text for text in unpacked(tmp_path)), "the other case is found as before"
