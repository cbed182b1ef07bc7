"""The log's signing key: a file outside the database, read by the sealing process alone; whether it may sign."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from plumbline.apps.ledger_store.errors import KeyFileUnsafe, KeyNotOfLog, KeyReplaced
from plumbline.apps.ledger_store.held import HeldCheckpoint
from plumbline.apps.ledger_store.reading import case_records
from plumbline.core.ledger.errors import KeyMalformed
from plumbline.core.ledger.note import Ed25519Signer, Signer
from plumbline.core.ledger.secret_key import SEED_BYTES, read_log_secret, written_log_secret
from plumbline.core.ledger.system_acts import CHANGE_KEY, LOG_CASE, read_key_change

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def new_key_file(path: Path, origin: str) -> Ed25519Signer:
    """Make a key in a new file that its owner alone may read; raises KeyFileUnsafe where something is there."""
    text = written_log_secret(origin, secrets.token_bytes(SEED_BYTES))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise _unsafe(
            path, f"无法新建（{error.strerror}）", f"it cannot be made ({error.strerror})"
        ) from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return read_log_secret(text)


def read_key_file(path: Path, origin: str) -> Ed25519Signer:
    """The key in a file; raises KeyFileUnsafe when others may read the file, or it is no key of this log."""
    try:
        found = path.lstat()
    except OSError as error:
        raise _unsafe(
            path, f"无法读取（{error.strerror}）", f"it cannot be read ({error.strerror})"
        ) from None
    if not stat.S_ISREG(found.st_mode):
        raise _unsafe(path, "不是普通文件", "it is no regular file")
    if found.st_mode & _OTHERS:
        raise _unsafe(path, f"权限为 {found.st_mode & 0o777:o}", f"its mode is {found.st_mode & 0o777:o}")
    try:
        signer = read_log_secret(path.read_text("utf-8"))
    except (KeyMalformed, UnicodeDecodeError) as error:
        zh = error.message("zh") if isinstance(error, KeyMalformed) else "不是文本"
        raise _unsafe(path, zh, "it holds no key of a log") from None
    if signer.key.name != origin:
        raise _unsafe(
            path, f"属于账本 {signer.key.name}，不是 {origin}", f"it is of {signer.key.name}, not {origin}"
        )
    return signer


def _unsafe(path: Path, zh: str, en: str) -> KeyFileUnsafe:
    return KeyFileUnsafe(path=path, problem_zh=zh, problem_en=en)


def check_may_sign(signer: Signer, last: HeldCheckpoint | None) -> None:
    """The key continues the log's signatures; raises KeyNotOfLog or KeyReplaced.

    A change of key counts once a checkpoint under the old key covers its record; from then on only the new key signs.
    """
    if last is None:
        return
    key = signer.key.text
    changes = [
        (held.leaf, *read_key_change(held.record))
        for held in case_records(LOG_CASE)
        if held.leaf is not None and held.leaf < last.size and held.record.step == CHANGE_KEY
    ]
    if key == last.key:
        for leaf, old, new in changes:
            if old.text == key and new.text != key:
                raise KeyReplaced(key=key, leaf=leaf)
    elif not any(old.text == last.key and new.text == key for _, old, new in changes):
        raise KeyNotOfLog(key=key, last=last.key)
