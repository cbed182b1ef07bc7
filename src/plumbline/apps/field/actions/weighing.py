"""What a share that somebody typed is: of which key, and whether with one that waits it opens that key.

Nobody says of which key a share is. The second share of a key is known alone, as the first lies under it; of another it
is seen only when both are there. So a share waits as long as it can still be of a key that is not open, and is refused
when it cannot. Two shares of one key never wait together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import rsa

from plumbline.apps.field.actions.recovery import is_second_share, open_key, read_share
from plumbline.apps.field.errors import ShareWrong
from plumbline.apps.field.models import BundleShare, RecoveryKey
from plumbline.apps.field.waiting_share import unwrapped, wrapped


@dataclass(frozen=True, slots=True)
class Pair:
    """Two shares that open a key: the one that waited, and the private part that they give."""

    key: RecoveryKey
    private: rsa.RSAPrivateKey
    waited: BundleShare


def pair_of(keys: Sequence[RecoveryKey], waiting: Sequence[BundleShare], share: str) -> Pair | None:
    """The key that the share opens together with one that waits. Raises ShareWrong where it is no share at all."""
    read_share(share)
    for row in waiting:
        for key in keys:
            try:
                return Pair(key, open_key(key, unwrapped(row.share, row.bundle), share), row)
            except ShareWrong:
                continue
    return None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A share that opens nothing yet: `key` is its key where that is sure; `gone` are those for which it stands."""

    key: str
    gone: tuple[BundleShare, ...]
    wrong: tuple[BundleShare, ...]
    """Those of others that are of no key that is left."""


def weighed(keys: Sequence[RecoveryKey], waiting: Sequence[BundleShare], account: str, share: str) -> Weighed:
    """What a share is that opens nothing with others'. Raises ShareWrong where it can be of none of the keys."""
    mine = [row for row in waiting if row.account == account]
    others = [row for row in waiting if row.account != account]
    gone = {row.id: row for row in mine if pair_of(keys, [row], share) or _same(row, share)}
    sure = next((key for key in keys if is_second_share(key, share)), None)
    if sure is not None:
        gone |= {row.id: row for row in waiting if row.key == sure.id}
        wrong = [row for row in others if not row.key] if len(keys) == 1 else []
        return Weighed(sure.id, tuple(gone.values()), tuple(wrong))
    there = {row.key for row in others if row.key}
    may_be = [key for key in keys if key.second_by != account and key.id not in there]
    if sum(not row.key for row in others) >= len(may_be):
        raise ShareWrong()
    unsure = [row for row in mine if not row.key and row.id not in gone]
    gone |= {row.id: row for row in unsure[: max(0, len(unsure) + 1 - len(may_be))]}
    return Weighed("", tuple(gone.values()), ())


def keep_share(bundle: str, account: str, share: str, what: Weighed, now: int) -> None:
    """The share waits, sealed; what it stands for goes."""
    for row in (*what.gone, *what.wrong):
        row.delete()
    BundleShare(
        id=uuid4().hex,
        bundle=bundle,
        account=account,
        key=what.key,
        share=wrapped(share, bundle),
        given_at=now,
    ).save(force_insert=True)


def digest_of(bundle: str, share: str) -> str:
    """By which a share that opened a key is known again; of 32 random bytes, so nothing is learnt from it."""
    return hashlib.sha256(bundle.encode() + read_share(share)).hexdigest()


def _same(row: BundleShare, share: str) -> bool:
    try:
        return read_share(unwrapped(row.share, row.bundle)) == read_share(share)
    except ShareWrong:
        return False
