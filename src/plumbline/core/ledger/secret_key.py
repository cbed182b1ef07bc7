"""Secret keys as files: `PRIVATE+KEY+<name>+<key ID in hex>+<base64 of kind and seed>`, the writing of Go's sumdb/note.

A log's key and a witness's key lie in files of this form, one key a file, outside every database and backup of it. The
key ID is that of the public half, so a seed that was cut or mistyped is refused. Lines that begin with # are notes.
"""

from __future__ import annotations

import base64
import binascii
from typing import Final

from plumbline.core.ledger.cosignature import COSIGNATURE_V1, Cosigner
from plumbline.core.ledger.errors import KeyMalformed, Said
from plumbline.core.ledger.note import ED25519, Ed25519Signer

SEED_BYTES: Final = 32
_START: Final = "PRIVATE+KEY+"


def written_log_secret(name: str, seed: bytes) -> str:
    """The file of a log's Ed25519 key; `name` is the log's origin, `seed` 32 secret random bytes."""
    return _written(name, Ed25519Signer(name, seed).key.key_id, ED25519.kind + seed)


def written_witness_secret(name: str, seed: bytes) -> str:
    """The file of a witness's key; `seed` is 32 secret random bytes."""
    return _written(name, Cosigner(name, seed).key.key_id, COSIGNATURE_V1.kind + seed)


def read_log_secret(text: str) -> Ed25519Signer:
    """The signer of a log's key file; raises KeyMalformed, never with the secret in its message."""
    name, key_id, seed = _read(text, ED25519.kind)
    signer = Ed25519Signer(name, seed)
    _check_id(key_id, signer.key.key_id)
    return signer


def read_witness_secret(text: str) -> Cosigner:
    """The cosigner of a witness's key file; raises KeyMalformed, never with the secret in its message."""
    name, key_id, seed = _read(text, COSIGNATURE_V1.kind)
    cosigner = Cosigner(name, seed)
    _check_id(key_id, cosigner.key.key_id)
    return cosigner


def _written(name: str, key_id: bytes, material: bytes) -> str:
    return f"{_START}{name}+{key_id.hex()}+{base64.b64encode(material).decode()}\n"


def _read(text: str, kind: bytes) -> tuple[str, str, bytes]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    parts = lines[0].strip().removeprefix(_START).split("+", 2) if len(lines) == 1 else []
    if len(parts) != 3 or not lines[0].startswith(_START):
        raise KeyMalformed(
            problem=Said("不是一个 PRIVATE+KEY+名称+编号+密钥", "not one PRIVATE+KEY+name+id+key")
        )
    name, key_id, written = parts
    try:
        material = base64.b64decode(written, validate=True)
    except (ValueError, binascii.Error):
        raise KeyMalformed(problem=Said("密钥不是 base64", "the key is no base64")) from None
    if not material.startswith(kind) or len(material) != len(kind) + SEED_BYTES:
        raise KeyMalformed(
            problem=Said(
                "用途或长度不符（日志密钥与见证密钥不能互换）", "of another kind (log or witness) or length"
            )
        )
    return name, key_id, material[len(kind) :]


def _check_id(given: str, key_id: bytes) -> None:
    if given != key_id.hex():
        raise KeyMalformed(
            problem=Said("密钥编号不符，文件不完整或被改动", "the key ID is another: cut or changed")
        )
