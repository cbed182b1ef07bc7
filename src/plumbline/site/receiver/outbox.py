"""Where submissions lie until somebody carries them to the desk: whole files or none, once each, not without end."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from plumbline.apps.ledger_store.signing_key import read_key_file
from plumbline.apps.public_service.codes import code_of
from plumbline.core.disclosure.submission import SUFFIX, BoxKey, Sent, read_box_key, sealed
from plumbline.core.errors import PlumblineError
from plumbline.core.ledger.note import Signer

MOST_WAITING: Final = 20_000


class OutboxFull(PlumblineError):
    """So much waits that nothing more is taken."""

    zh = "待转送的提交过多，暂停接收"
    en = "too much waits to be carried to the desk; nothing more is taken for now"
    remedy_zh = "请稍后再试，或者到窗口办理、拨打公布的电话"
    remedy_en = "try again later, or come to the counter or use the telephone number published"


class NotKept(PlumblineError):
    """It could not be written."""

    zh = "没有收到：本平台暂时无法保存"
    en = "it was not received: it could not be kept here"
    remedy_zh = "填写的内容仍在页面上，请稍后再试，或者到窗口办理"
    remedy_en = "what you wrote is still on the page; try again later, or come to the counter"


def code_for(form: str) -> str:
    """The receipt code of a form: the same for the same form, so that sending it twice leads to one receipt."""
    return code_of(
        hmac.new(settings.SECRET_KEY.encode(), f"receipt:{form}".encode(), hashlib.sha256).digest()
    )


def was_written(form: str) -> bool:
    """Whether a file of that form waits."""
    return _place(form).exists()


def keep(sent: Sent) -> None:
    """Writes the file; it is on the disk when this returns. Raises OutboxFull, NotKept."""
    folder: Path = settings.RECEIVER["out"]
    if sum(1 for _one in folder.glob(f"*{SUFFIX}")) >= MOST_WAITING:
        raise OutboxFull()
    data = sealed(sent, _signer(), _desk(), secrets.token_bytes)
    part = folder / f".{sent.id}.{secrets.token_hex(4)}"
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(_place(sent.id))
        _to_disk(folder)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NotKept() from error


def _place(form: str) -> Path:
    folder: Path = settings.RECEIVER["out"]
    return folder / f"{form}{SUFFIX}"


def _to_disk(folder: Path) -> None:
    """The name of the file, too, outlives a failure of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def _signer() -> Signer:
    return read_key_file(settings.RECEIVER["key"], settings.RECEIVER["origin"])


@cache
def _desk() -> BoxKey:
    return read_box_key(settings.RECEIVER["desk_key"])
