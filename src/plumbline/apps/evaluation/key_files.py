"""The keys of open evaluations: files outside the database and its backups, destroyed at the count.

A file holds the signing key and the key of the box. Without it nobody forges a ballot or opens the box; after the count
nobody can any more. A server that is lost before loses the evaluation, which is then held again: the lesser harm.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from plumbline.apps.evaluation.errors import KeyGone
from plumbline.core.ballots.blind_signature import EXPONENT, MODULUS_BITS, SigningKey
from plumbline.core.ballots.box import KEY_BYTES, Box

_SETTLED = 3_600_000_000
"""Microseconds after which a file without an open evaluation is one that a crash left."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What an open evaluation needs of secrets."""

    signing: SigningKey
    box: Box


def make(evaluation: str) -> Keys:
    """New keys, on the disk before anything names them."""
    numbers = rsa.generate_private_key(EXPONENT, MODULUS_BITS).private_numbers()
    keys = Keys(SigningKey(numbers.p, numbers.q), Box(evaluation, secrets.token_bytes(KEY_BYTES)))
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    told = {"p": f"{numbers.p:x}", "q": f"{numbers.q:x}", "box": keys.box.key.hex()}
    path = _path(evaluation)
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    return keys


def read(evaluation: str) -> Keys:
    """The keys of an open evaluation; raises KeyGone."""
    try:
        told = json.loads(_path(evaluation).read_text("ascii"))
    except FileNotFoundError:
        raise KeyGone() from None
    return Keys(
        SigningKey(int(told["p"], 16), int(told["q"], 16)), Box(evaluation, bytes.fromhex(told["box"]))
    )


def destroy(evaluation: str) -> None:
    """Overwrites and removes the keys; nothing happens where they are gone."""
    path = _path(evaluation)
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)


def destroy_but(still_open: Collection[str], now: int) -> int:
    """Destroys what a crash left: keys older than an hour of evaluations that are not open; how many."""
    found = 0
    for path in _folder().glob("*.key"):
        if path.stem not in still_open and path.stat().st_mtime_ns // 1000 < now - _SETTLED:
            destroy(path.stem)
            found += 1
    return found


def _folder() -> Path:
    return Path(settings.EVALUATION_KEYS)


def _path(evaluation: str) -> Path:
    return _folder() / f"{evaluation}.key"
