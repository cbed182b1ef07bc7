"""The portal as a folder of files under one signature: a list of their hashes, and a note signed over the list.

    MANIFEST       one line a file, by path: SHA-256 in hex, two spaces, path, LF
    bundle.note    a signed note (C2SP): what it is, origin, when, number of files, SHA-256 of MANIFEST

Whoever has the key verifies offline: the note's signature, the list's hash, every file's hash, and that no file is
there beside the list. Times are texts of the writer's clock and prove nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from plumbline.core.disclosure.errors import BundleBroken
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.note import Signer, VerifierKey, check_note, read_note, sign_note

MANIFEST: Final = "MANIFEST"
NOTE: Final = "bundle.note"
_KIND: Final = "plumbline portal bundle 1"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a verified note says."""

    origin: str
    made_at: str
    files: int


def manifest(hashes: Mapping[str, str]) -> str:
    """The list of files, by path; the hashes are SHA-256 in hex."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def signed(listed: str, *, origin: str, made_at: str, signer: Signer) -> str:
    """The note over a list of files."""
    digest = hashlib.sha256(listed.encode()).hexdigest()
    text = f"{_KIND}\n{origin}\n{made_at}\n{listed.count(chr(10))}\nsha256:{digest}\n"
    return sign_note(text, [signer]).written()


def verify(
    note: str, listed: str, present: Iterable[str], read: Callable[[str], bytes], key: VerifierKey
) -> Bundle:
    """What the note says, once every file is what was signed; raises BundleBroken for the first that is not."""
    try:
        found = read_note(note)
        check_note(found, [key])
    except LedgerError as error:
        raise _broken(error.message("zh"), error.message("en")) from None
    lines = found.text.split("\n")
    if len(lines) != 6 or lines[0] != _KIND:
        raise _broken("签名内容不是公示数据包", "the note is of something else")
    if lines[4] != "sha256:" + hashlib.sha256(listed.encode()).hexdigest():
        raise _broken("文件清单被改动", "the list of files was changed")
    wanted = dict(line.split("  ", 1)[::-1] for line in listed.splitlines() if "  " in line)
    for path in sorted(set(present) - wanted.keys() - {MANIFEST, NOTE}):
        raise _broken(f"多出文件 {path}", f"{path} is not on the list")
    for path, digest in wanted.items():
        try:
            data = read(path)
        except OSError:
            raise _broken(f"缺少文件 {path}", f"{path} is missing") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise _broken(f"文件 {path} 被改动", f"{path} was changed")
    return Bundle(lines[1], lines[2], len(wanted))


def _broken(zh: str, en: str) -> BundleBroken:
    return BundleBroken(problem_zh=zh, problem_en=en)
