"""A case file taken out of the store verifies offline, by a program that has nothing of ours but the ledger's core."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.apps.ledger_store.conftest import ORIGIN
from tests.builders.ledger import NOON, SECOND, act, opening
from tests.core.ledger.honest import WITNESSES

from plumbline.apps.case_file.archive import export_case
from plumbline.apps.case_file.evidence import NoSuchCase
from plumbline.apps.case_file.plain_words import Label, PlainWords
from plumbline.apps.ledger_store import actions, append_only, queries
from plumbline.apps.ledger_store.actions import Wanted
from plumbline.apps.ledger_store.proving import NotSealedYet
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.clocks.civil import parse_day
from plumbline.core.indicators.closing import Closing
from plumbline.core.ledger.commitment import commit_attachment, hash_attachment
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.note import Ed25519Signer
from plumbline.core.ledger.record import Actor, Attachment, Confirmation, Record
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SIGNER, NEW = Ed25519Signer(ORIGIN, b"k" * 32), Ed25519Signer(ORIGIN, b"n" * 32)
SALT = b"s" * 32
PHOTO, STATEMENT = b"plain photo " * 9000, "陈述笔录:张某".encode()
HASH = hash_attachment([PHOTO])
FILES = {"photo": PHOTO, "statement": STATEMENT}
DAY = "2026-03-10"

ALONE = """
import importlib.abc, runpy, sys
ALLOWED = {"cryptography", "cffi", "_cffi_backend", "plumbline", *sys.stdlib_module_names}
OURS = ("plumbline", "plumbline.core")
class Guard(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        ours = top == "plumbline" and name not in OURS and not name.startswith("plumbline.core.ledger")
        if top not in ALLOWED or ours:
            raise ImportError(f"not to be had here: {name}")
        return None
sys.meta_path.insert(0, Guard())
sys.argv = ["ledger", *sys.argv[1:]]
runpy.run_module("plumbline.core.ledger", run_name="__main__")
"""


def alone(archive: Path, *more: str, code: int = 0) -> Any:
    """The offline verifier in a process where nothing else can be imported."""
    command = [sys.executable, "-c", ALONE, "verify", str(archive), "--key", SIGNER.key.text, *more]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, cwd=archive.parent
    )
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout) if "--json" in more else done.stdout


def seal(now: int, signer: Ed25519Signer = SIGNER, cosigned: bool = True, sm3: bool = False) -> None:
    Sealer(signers_of(signer, sm3), lambda: now).seal()
    held = queries.latest_checkpoint("sha256")
    assert held is not None
    if cosigned:
        line = WITNESSES[0].cosign(held.note, now // SECOND)
        actions.add_cosignature(checkpoint=held.number, signature=line, at=now)


def destruction() -> Any:
    fields = destruction_fields(
        places=[ValuePlace("c-inspect", "personal", "phone")],
        retention_expired="2026-03-01",
        appraisal="鉴定意见 7",
        ground="保管期限表第3条",
    )
    two = (Confirmation("o-1", NOON), Confirmation("o-2", NOON))
    return act("c", DESTROY, fields=fields, confirmations=two, at=Moment("2026-03-02", "day"))


@pytest.fixture
def case() -> None:
    """A case between others: personal values, one destroyed; two files; a late entry; two cosigned checkpoints."""
    actions.enter_all([Wanted(opening("other"), 0)], now=NOON - 60 * SECOND)
    seal(NOON - 30 * SECOND)
    photo = Attachment("photo", "image/jpeg", len(PHOTO), HASH)
    statement = Attachment(
        "statement", "text/plain", len(STATEMENT), commit_attachment(SALT, [STATEMENT]), True
    )
    inspect = act(
        "c",
        "inspect",
        personal={"party_name": "张某", "phone": "13900000000"},
        attachments=(photo, statement),
        salts={"statement": SALT},
    )
    late = act("c", "serve_notice", at=Moment("2026-01-05", "day"), fields={"note": "<b>补录</b>", "days": 5})
    actions.enter_all([Wanted(opening("c"), 0), Wanted(inspect, 1), Wanted(late, 2)], now=NOON)
    seal(NOON + 60 * SECOND)
    actions.enter_all([Wanted(destruction(), 3)], now=NOON + 90 * SECOND)
    actions.enter(act("other", "note"), expected=1, now=NOON + 95 * SECOND)
    seal(NOON + 120 * SECOND)


def chunks_of(attachment: Attachment) -> Any:
    data = FILES[attachment.id]
    return lambda: iter((data[:1000], data[1000:]))


def export(tmp_path: Path, **more: Any) -> Path:
    out = tmp_path / "case.zip"
    export_case("c", out, **{"day": DAY, "files": chunks_of, "words": PlainWords(), **more})
    return out


def test_it_verifies_where_nothing_else_is_at_hand(case: None, tmp_path: Path) -> None:
    found = alone(export(tmp_path), "--witness", WITNESSES[0].key.text, "--json")
    assert (found["holds"], found["records"]) == (True, 4)
    assert {one["code"] for one in found["proved"]} == {"sealed", "chained", "values", "witnessed"}
    assert {one["code"] for one in found["not_proved"]} == {"later_records", "rendered", "truth"}
    assert [(one["record"], one["step"]) for one in found["late"]] == [("c-serve_notice", "serve_notice")]
    assert [one["place"]["name"] for one in found["destroyed"]] == ["phone"]
    assert found["withheld"] == []


def test_it_says_in_words_what_was_proved_and_what_not(case: None, tmp_path: Path) -> None:
    said = alone(export(tmp_path))
    assert "时间未获证明" in said
    assert "一字未改" in said
    assert "2026-03-02 由 o-1、o-2 依 保管期限表第3条 销毁" in said
    said = alone(tmp_path / "case.zip", "--language", "en")
    assert "not proved in time" in said
    assert "destroyed on 2026-03-02, by o-1, o-2, under 保管期限表第3条" in said
    assert "c-serve_notice" in said


class Named(PlainWords):
    """Knows one step and one field."""

    def step(self, step: str) -> Label:
        return Label("现场检查", "On-site inspection") if step == "inspect" else super().step(step)

    def field(self, record: Record, name: str) -> Label:
        return Label("电话", "Phone") if name == "phone" else super().field(record, name)


def test_the_page_can_be_read_in_both_languages_and_shows_text_as_text(case: None, tmp_path: Path) -> None:
    out = export(tmp_path, words=Named())
    with zipfile.ZipFile(out) as archive:
        page = archive.read("data/index.html").decode()
        names = set(archive.namelist())
    for text in (
        "现场检查",
        "On-site inspection",
        "张某",
        "补录，迟",
        "days late",
        "2026-03-02 由 o-1、o-2 依",
    ):
        assert text in page
    assert "destroyed on 2026-03-02, by o-1, o-2, under" in page
    assert "&lt;b&gt;补录" in page
    assert "13900000000" not in page
    for link in ("records/000000000002.json", "attachments/00001"):
        assert f'href="{link}"' in page
        assert f"data/{link}" in names


def test_what_came_after_a_year_was_closed_is_marked_in_both_languages(case: None, tmp_path: Path) -> None:
    closed = (Closing(2026, parse_day("2027-01-20"), 3, "cut-off"),)
    pages = []
    for more in ({}, {"closed": closed}):
        with zipfile.ZipFile(export(tmp_path, **more)) as archive:
            pages.append(archive.read("data/index.html").decode())
    mark = "2026 年度已于 2027-01-20 截止，截止后录入"
    assert [page.count(mark) for page in pages] == [0, 2], (
        "two of the four records have no place below leaf 3"
    )
    assert "entered after the year 2026 was closed on 2027-01-20" in pages[1]


def test_the_same_case_gives_the_same_bytes(case: None, tmp_path: Path) -> None:
    first = export(tmp_path).read_bytes()
    assert export(tmp_path).read_bytes() == first


def test_it_is_a_bag_that_other_software_checks(case: None, tmp_path: Path) -> None:
    """RFC 8493 by hand: every payload file in the manifest with its checksum, the oxum true."""
    with zipfile.ZipFile(export(tmp_path)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    rows = dict(line.split("  ", 1)[::-1] for line in files["manifest-sha256.txt"].decode().splitlines())
    payload = {name: data for name, data in files.items() if name.startswith("data/")}
    assert rows == {name: hashlib.sha256(data).hexdigest() for name, data in payload.items()}
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}"
    assert oxum in files["bag-info.txt"].decode()


def test_values_and_files_that_are_kept_back_are_declared(case: None, tmp_path: Path) -> None:
    out = export(tmp_path, files=lambda _: None, withhold=lambda place: place.name == "party_name")
    found = alone(out, "--json")
    assert {one["name"] for one in found["withheld"]} == {"party_name", "photo", "statement"}
    with zipfile.ZipFile(out) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert "张某".encode() not in whole


@pytest.mark.parametrize(
    "name", ["data/attachments/00001", "data/records/000000000002.json", "data/values.json"]
)
def test_a_changed_member_is_found(case: None, tmp_path: Path, name: str) -> None:
    out = export(tmp_path)
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    files[name] = files[name].replace(b"1", b"2", 1) + b" "
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data)
    assert name in alone(out, code=1)


def test_a_change_of_key_goes_along(case: None, tmp_path: Path) -> None:
    """Whoever knows only the first key can follow to the second."""
    actions.change_key(
        old=SIGNER.key,
        new=NEW.key,
        by=[Actor("o-1")],
        entered_by="o-1",
        organ="司法局",
        sm3=False,
        now=NOON + 130 * SECOND,
    )
    seal(NOON + 140 * SECOND)
    actions.enter(act("c", "more"), expected=4, now=NOON + 150 * SECOND)
    seal(NOON + 160 * SECOND, NEW)
    assert alone(export(tmp_path), "--json")["records"] == 5


def test_both_trees_prove(case: None, tmp_path: Path) -> None:
    seal(NOON + 130 * SECOND, sm3=True)
    sm3 = signers_of(SIGNER, True)["sm3"].key.text
    found = alone(export(tmp_path), "--key", sm3, "--json")
    assert sum(one["code"] == "sealed" for one in found["proved"]) == 2


def test_a_case_that_is_not_there_or_not_sealed(case: None, tmp_path: Path) -> None:
    with pytest.raises(NoSuchCase):
        export_case("nobody", tmp_path / "x.zip", day=DAY, files=chunks_of, words=PlainWords())
    actions.enter(act("c", "more"), expected=4, now=NOON + 150 * SECOND)
    with pytest.raises(NotSealedYet):
        export(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_somebody_changed_in_the_database_does_not_verify_outside(case: None, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        for statement in append_only.remove(connection.vendor):
            cursor.execute(statement)
        held = queries.record("c-serve_notice")
        assert held is not None
        cursor.execute(
            "UPDATE ledger_record SET data = %s WHERE record_id = 'c-serve_notice'",
            (held.data.replace(b"2026-01-05", b"2026-03-01"),),
        )
    assert "c-serve_notice" in alone(export(tmp_path), code=1)
