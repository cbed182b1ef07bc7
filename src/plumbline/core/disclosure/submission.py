"""What the public sent to a portal that runs apart from the desk, as a file for the desk alone.

    bytes  magic ‖ ephemeral X25519 key (32) ‖ ChaCha20-Poly1305 over the padded note, magic and key authenticated

The note (C2SP signed-note) holds what was sent as JSON and is signed by the portal, so that nobody else can make one or
move its day; only the holder of the desk's key reads it. Its size is padded, so that it tells little of what is in it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from plumbline.core.disclosure.errors import BoxKeyWrong, SubmissionBroken
from plumbline.core.ledger.errors import LedgerError
from plumbline.core.ledger.note import Signer, VerifierKey, check_note, read_note, sign_note

SUFFIX: Final = ".submission"
LARGEST: Final = 1 << 20
"""Bytes of a file; anything larger is refused unread."""
_MAGIC: Final = b"plumbline submission 1\n"
_KIND: Final = "plumbline portal submission 1"
_SECRET: Final = "plumbline desk box key 1"
_BOX: Final = "box1"
_KEY: Final = 32
_STEP: Final = 4096
"""Notes are padded to a multiple of this."""
_ID: Final = re.compile(r"[0-9a-f]{32}")
_NONCE: Final = bytes(12)
"""Each key encrypts one message."""

Chance = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: `id` is that of the case to be; `said` the fields of its form as they were typed.

    `received_at` is when the portal gave the receipt (µs UTC), `code` the receipt code that its sender holds.
    """

    id: str
    service: str
    language: str
    received_at: int
    code: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BoxKey:
    """The desk's public key: whoever has it can seal, and open nothing."""

    public: bytes

    @property
    def text(self) -> str:
        """As it is given to a portal: kind, key, and a sum against slips of copying."""
        written = base64.b64encode(self.public).decode()
        return f"{_BOX}:{written}:{_sum(self.public)}"


def new_secret(chance: Chance) -> str:
    """The text of a new key file of the desk."""
    return f"{_SECRET}\n{base64.b64encode(chance(_KEY)).decode()}\n"


def read_secret(text: str) -> bytes:
    """The secret of a key file; raises BoxKeyWrong."""
    lines = text.split("\n")
    if len(lines) != 3 or lines[0] != _SECRET:
        raise BoxKeyWrong()
    return _decoded(lines[1])


def public_of(secret: bytes) -> BoxKey:
    """The public half."""
    return BoxKey(X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw())


def read_box_key(text: str) -> BoxKey:
    """The public key of its text; raises BoxKeyWrong."""
    kind, _, rest = text.strip().partition(":")
    written, _, told = rest.rpartition(":")
    if kind != _BOX or told != _sum(public := _decoded(written)):
        raise BoxKeyWrong()
    return BoxKey(public)


def sealed(sent: Sent, signer: Signer, to: BoxKey, chance: Chance) -> bytes:
    """The file of what was sent; `chance` gives that many random bytes."""
    told = {
        "id": sent.id,
        "service": sent.service,
        "language": sent.language,
        "received_at": sent.received_at,
        "code": sent.code,
        "said": dict(sent.said),
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    note = sign_note(f"{_KIND}\n{text}\n", [signer]).written().encode()
    padded = len(note).to_bytes(4) + note
    padded += bytes(-len(padded) % _STEP)
    mine = X25519PrivateKey.from_private_bytes(chance(_KEY))
    public = mine.public_key().public_bytes_raw()
    key = _key_of(mine.exchange(X25519PublicKey.from_public_bytes(to.public)), public, to.public)
    return _MAGIC + public + ChaCha20Poly1305(key).encrypt(_NONCE, padded, _MAGIC + public)


def opened(data: bytes, secret: bytes, portals: Sequence[VerifierKey]) -> Sent:
    """What was sent, once the file is for this desk and signed by one of its portals; raises SubmissionBroken."""
    head = len(_MAGIC)
    if not data.startswith(_MAGIC) or not head + _KEY < len(data) <= LARGEST:
        raise _broken("不是提交文件", "it is no file of a submission")
    public, own = data[head : head + _KEY], X25519PrivateKey.from_private_bytes(secret)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(public))
        key = _key_of(shared, public, own.public_key().public_bytes_raw())
        padded = ChaCha20Poly1305(key).decrypt(_NONCE, data[head + _KEY :], _MAGIC + public)
    except (InvalidTag, ValueError):
        raise _broken("不是写给本机关的，或者已损坏", "it is not for this desk, or it is damaged") from None
    length = int.from_bytes(padded[:4])
    try:
        note = read_note(padded[4 : 4 + length].decode())
        check_note(note, portals)
    except (LedgerError, UnicodeDecodeError):
        raise _broken("签名不是本地区公示平台的", "it is not signed by this district's portal") from None
    return _read(note.text)


def _read(text: str) -> Sent:
    lines = text.split("\n")
    try:
        told = json.loads(lines[1])
        said = {str(name): str(value) for name, value in told["said"].items()}
        sent = Sent(
            str(told["id"]),
            str(told["service"]),
            str(told["language"]),
            int(told["received_at"]),
            str(told["code"]),
            said,
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        raise _broken("内容不完整", "it says too little") from None
    if lines[0] != _KIND or not _ID.fullmatch(sent.id):
        raise _broken("内容不是提交", "it is no submission")
    return sent


def _key_of(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, sender + receiver, _MAGIC).derive(shared)


def _decoded(written: str) -> bytes:
    try:
        key = base64.b64decode(written.encode(), validate=True)
    except (ValueError, binascii.Error):
        raise BoxKeyWrong() from None
    if len(key) != _KEY:
        raise BoxKeyWrong()
    return key


def _sum(public: bytes) -> str:
    return hashlib.sha256(_BOX.encode() + public).hexdigest()[:8]


def _broken(zh: str, en: str) -> SubmissionBroken:
    return SubmissionBroken(problem_zh=zh, problem_en=en)
