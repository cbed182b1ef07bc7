"""`plumbline send` against the real interface over a line that drops answers: everything arrives once."""

import errno
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.db import connection
from tests.apps.exchange.conftest import NOW, case_rows, opened_source

from plumbline.apps.exchange.actions import make_token
from plumbline.apps.exchange.models import Delivery
from plumbline.apps.exchange_client import sending
from plumbline.apps.exchange_client.errors import AddressUnfit, CallRefused, NotReached
from plumbline.apps.exchange_client.sending import Server, batches, send_file
from plumbline.apps.exchange_client.spool import Spool
from plumbline.apps.ledger_store.queries import log_size
from plumbline.site.commands import run
from plumbline.site.exit_code import ExitCode
from plumbline.site.wsgi import application

pytestmark = [pytest.mark.django_db(transaction=True)]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_told: object) -> None:
        """Says nothing."""


class Line:
    """The site behind a line: of so many calls the answer is lost after the site has done its work."""

    def __init__(self) -> None:
        self.lost = 0
        self.calls = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        self.calls += 1
        if self.lost:
            self.lost -= 1
            b"".join(application(environ, lambda *_told: None))
            start("502 Bad Gateway", [])
            return [b""]
        return application(environ, start)


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    server = make_server("127.0.0.1", 0, made, handler_class=_Quiet)
    made.address = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]

    def serve() -> None:
        server.serve_forever(0.05)
        connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def april(settings: Any) -> None:
    settings.CLOCK = lambda: NOW
    settings.ALLOWED_HOSTS = ["*"]


def _flat(one: dict[str, Any]) -> dict[str, str]:
    """A row as a line of CSV would say it."""
    fields = {f"field:{name}": str(value) for name, value in one.pop("fields").items()}
    return {**one, **fields}


def test_lost_answers_kills_and_refusals(tmp_path, line: Any, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sending, "MOST_ROWS", 3)
    token = make_token(source=opened_source().code, by="x", now=NOW).secret
    flat = [_flat(one) for one in case_rows(1) + case_rows(2)]
    flat[4]["at"] = "kein Tag"
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in flat), "utf-8")
    spool = Spool(tmp_path / "spool")
    spool.put(file)
    waits: list[float] = []
    server = Server(line.address, token, tries=3, sleep=waits.append)
    line.lost = 2
    (path,) = spool.waiting()

    class Killed(Exception):
        """The machine goes."""

    def killed(_state: object) -> None:
        raise Killed

    with pytest.raises(Killed):
        send_file(spool, path, flat, server, killed)
    assert waits == [1.0, 2.0], "the answer was lost twice"
    line.lost = 9
    with pytest.raises(NotReached):
        send_file(spool, path, flat, server, lambda _s: None)
    line.lost = 0
    monkeypatch.setenv("PLUMBLINE_TOKEN", token)
    capsys.readouterr()
    command = ["send", "--to", line.address, "--spool", str(spool.folder)]
    assert run(command) is ExitCode.FINDINGS
    report = json.loads((spool.folder / "done" / "rows.jsonl.report.json").read_text("utf-8"))
    assert (report["rows"], report["stored"], report["quarantined"]) == (8, 7, 1)
    assert [one["row"] for one in report["problems"]] == [5]
    assert log_size() == 7 + 2
    assert Delivery.objects.count() == 3, "three batches, each once"
    assert not spool.waiting()
    assert run([*command, str(file)]) is ExitCode.FINDINGS
    assert log_size() == 9
    monkeypatch.setenv("PLUMBLINE_TOKEN", "plx_no_token")
    file.write_text(json.dumps(flat[0]), "utf-8")
    assert run([*command, str(file)]) is ExitCode.INPUT
    assert len(spool.waiting()) == 1, "what was refused stays"
    with pytest.raises(CallRefused) as refused:
        send_file(spool, spool.waiting()[0], flat[:1], Server(line.address, "x"), lambda _s: None)
    said = str(refused.value.remedy("zh"))
    assert all(one in said for one in ("“接口”页", "PLUMBLINE_TOKEN", "--token-file"))
    assert "Authorization" not in said, "nobody writes headers at a command line"


def test_a_file_that_is_refused_holds_up_none_behind_it(tmp_path, line: Any, monkeypatch) -> None:
    token = make_token(source=opened_source().code, by="x", now=NOW).secret
    monkeypatch.setenv("PLUMBLINE_TOKEN", token)
    large, good = tmp_path / "a-large.jsonl", tmp_path / "b-good.jsonl"
    large.write_text(
        json.dumps({"case_id": "1", "field:note": "字" * 1_000_000}, ensure_ascii=False), "utf-8"
    )
    good.write_text(json.dumps(_flat(case_rows(1)[0]), ensure_ascii=False), "utf-8")
    spool = tmp_path / "spool"
    command = ["send", "--to", line.address, "--spool", str(spool), str(large), str(good)]
    assert run(command) is ExitCode.INPUT
    assert [one.name for one in Spool(spool).waiting()] == ["a-large.jsonl"]
    assert log_size() == 2


def test_a_file_that_cannot_be_read_holds_up_none_behind_it_and_says_why(
    tmp_path, line: Any, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("PLUMBLINE_TOKEN", make_token(source=opened_source().code, by="x", now=NOW).secret)
    broken, good = tmp_path / "a-broken.parquet", tmp_path / "b-good.jsonl"
    broken.write_bytes(b"PAR1 nothing")
    good.write_text(json.dumps(_flat(case_rows(1)[0]), ensure_ascii=False), "utf-8")
    spool = tmp_path / "spool"
    assert (
        run(["send", "--to", line.address, "--spool", str(spool), str(broken), str(good)]) is ExitCode.INPUT
    )
    assert [one.name for one in Spool(spool).waiting()] == ["a-broken.parquet"]
    assert log_size() == 2
    assert "PARQUET" in capsys.readouterr().err.upper()


def test_two_copies_send_from_one_spool_in_turn(tmp_path, line: Any, monkeypatch, capsys) -> None:
    """The second leaves its file to the first, which looks again before it ends."""
    monkeypatch.setenv("PLUMBLINE_TOKEN", make_token(source=opened_source().code, by="x", now=NOW).secret)
    spool = tmp_path / "spool"
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for number, one in enumerate(files, 1):
        one.write_text(json.dumps(_flat(case_rows(number)[0]), ensure_ascii=False), "utf-8")
    command = ["send", "--to", line.address, "--spool", str(spool)]
    second: list[ExitCode] = []
    first = sending.batches

    def meanwhile(rows: Any) -> Any:
        if not second:
            second.append(run([*command, str(files[1])]))
        return first(rows)

    monkeypatch.setattr(sending, "batches", meanwhile)
    assert run([*command, str(files[0])]) is ExitCode.OK
    assert second == [ExitCode.INPUT]
    assert "由该进程发送" in capsys.readouterr().err
    assert not Spool(spool).waiting()
    assert log_size() == 4


def test_a_disk_that_is_full_says_so_and_a_state_that_broke_off_is_none(
    tmp_path, line: Any, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("PLUMBLINE_TOKEN", make_token(source=opened_source().code, by="x", now=NOW).secret)
    file, spool = tmp_path / "rows.jsonl", tmp_path / "spool"
    file.write_text(json.dumps(_flat(case_rows(1)[0]), ensure_ascii=False), "utf-8")
    command = ["send", "--to", line.address, "--spool", str(spool), str(file)]

    def full(_from: object, to: Path) -> None:
        to.write_bytes(b"{")
        raise OSError(errno.ENOSPC, "No space left on device", str(to))

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        assert run(command) is ExitCode.INPUT
    assert "磁盘已满" in capsys.readouterr().err
    assert not [*(spool / "waiting").iterdir()], "nothing half written stays"
    Spool(spool).put(file)
    (spool / "waiting" / ".rows.jsonl.state").write_text("", "utf-8")
    assert run(command) is ExitCode.OK
    assert log_size() == 2


def test_the_report_of_an_earlier_file_of_the_same_name_stays(tmp_path, line: Any, monkeypatch) -> None:
    """A system writes «rows.jsonl» anew every night."""
    monkeypatch.setenv("PLUMBLINE_TOKEN", make_token(source=opened_source().code, by="x", now=NOW).secret)
    file, spool = tmp_path / "rows.jsonl", tmp_path / "spool"
    for number in (1, 2):
        file.write_text(json.dumps(_flat(case_rows(number)[0]), ensure_ascii=False), "utf-8")
        assert run(["send", "--to", line.address, "--spool", str(spool), str(file)]) is ExitCode.OK
    assert len([*(spool / "done").glob("rows*.report.json")]) == 2
    assert len([*(spool / "done").glob("rows*.jsonl")]) == 2


def test_a_token_goes_to_https_or_to_this_machine() -> None:
    with pytest.raises(AddressUnfit):
        Server("http://plumbline.example", "t")
    Server("https://plumbline.example", "t")


def test_the_same_rows_give_the_same_batches() -> None:
    rows = [{"n": str(n), "text": "字" * 2000} for n in range(700)]
    found = list(batches(rows))
    assert [len(one) for one in found] == [len(one) for one in batches(iter(rows))]
    assert max(map(len, found)) <= sending.MOST_ROWS
    assert all(len(json.dumps(one, ensure_ascii=False).encode()) < 1_600_000 for one in found)
