"""Signed notes of C2SP signed-note: a text, an empty line, and signature lines that say whose each is.

A verifier key is written `<name>+<key ID in hex>+<base64 of kind and public key>`; the key ID is the first four bytes
of SHA-256(name ‖ LF ‖ kind ‖ public key). Signatures of unknown keys are ignored, which is what lets logs rotate keys
and witnesses add theirs. A line that carries a known key's name and ID must verify, or the whole note is refused.

Ed25519 (kind 0x01) is built in. Another algorithm, such as SM2 by a site's certified module, comes in as a
`Scheme`: the package itself implements none.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from plumbline.core.ledger.errors import KeyMalformed, NoteMalformed, SignatureForged, SignatureMissing

MOST_SIGNATURES: Final = 64
LONGEST_NOTE: Final = 2**20
"""Bytes; anything larger is refused unread."""

SM2_KIND: Final = b"\xffplumbline.example/sm2"
"""Kind of SM2 signatures over the note text: 0xff and a long identifier, as signed-note has assigned no byte."""

_DASH = "— "


class Scheme(Protocol):
    """A signature algorithm as notes use it."""

    @property
    def kind(self) -> bytes:
        """The signature type identifier that key IDs and vkeys carry."""

    @property
    def public_size(self) -> int:
        """Bytes of a public key."""

    def verifies(self, public: bytes, text: bytes, signature: bytes) -> bool:
        """Whether the holder of `public` made `signature` (without its key ID) over the note's text."""


class Signer(Protocol):
    """The holder of a private key; the sealing process has one, in memory or behind a site's module."""

    @property
    def key(self) -> VerifierKey:
        """The public half."""

    def sign(self, text: bytes) -> bytes:
        """The signature over a note's text, without the key ID."""


class Ed25519:
    """Ed25519 over the note text (RFC 8032): kind 0x01."""

    kind = b"\x01"
    public_size = 32

    def verifies(self, public: bytes, text: bytes, signature: bytes) -> bool:
        """Whether the signature is right."""
        return ed25519_verifies(public, text, signature)


def ed25519_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Plain Ed25519 as a question; False too for keys and signatures of a wrong length."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


ED25519: Final = Ed25519()


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under. `key_id` is derived, four bytes, and no proof of anything."""

    name: str
    public: bytes
    scheme: Scheme = ED25519

    def __post_init__(self) -> None:
        if not is_key_name(self.name):
            raise KeyMalformed(problem=f"{self.name!r} is no key name: empty, or with a space or +")
        if len(self.public) != self.scheme.public_size:
            raise KeyMalformed(problem=f"a public key of {len(self.public)} bytes")

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256(name ‖ LF ‖ kind ‖ public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.scheme.kind + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The vkey: what is given to whoever is to verify."""
        material = base64.b64encode(self.scheme.kind + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{material}"


def read_key(text: str, schemes: Sequence[Scheme] = (ED25519,)) -> VerifierKey:
    """The key of a vkey text under one of `schemes`; raises KeyMalformed."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise KeyMalformed(problem="not name+id+key")
    name, key_id, written = parts
    try:
        material = base64.b64decode(written, validate=True)
    except (ValueError, binascii.Error):
        raise KeyMalformed(problem="the key is no base64") from None
    for scheme in schemes:
        if material.startswith(scheme.kind) and len(material) == len(scheme.kind) + scheme.public_size:
            key = VerifierKey(name, material[len(scheme.kind) :], scheme)
            if key.key_id.hex() != key_id:
                raise KeyMalformed(problem=f"the key ID is {key.key_id.hex()}, not {key_id[:20]}")
            return key
    raise KeyMalformed(problem=f"kind 0x{material[:1].hex()} with {len(material)} bytes is not expected here")


def is_key_name(name: str) -> bool:
    """Non-empty, no Unicode space, no plus, no control character."""
    return bool(name) and "+" not in name and not any(c.isspace() or ord(c) < 0x20 for c in name)


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: whose it claims to be, and the bytes after the key ID."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """The line with its newline."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"

    def claims(self, key: VerifierKey) -> bool:
        """Whether the line carries this key's name and ID."""
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class Note:
    """A note that is well-formed; nothing about it is verified yet. `text` ends in a newline."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def written(self) -> str:
        """The note as it is stored and sent."""
        return self.text + "\n" + "".join(signature.line for signature in self.signatures)

    def with_signatures(self, more: Iterable[NoteSignature]) -> Note:
        """The note with further signature lines; one that is there already is not repeated."""
        return Note(self.text, tuple(dict.fromkeys((*self.signatures, *more))))


def read_note(written: str) -> Note:
    """The note of a text; raises NoteMalformed. Verifies nothing."""
    if len(written.encode("utf-8", "surrogatepass")) > LONGEST_NOTE:
        raise NoteMalformed(problem=f"longer than {LONGEST_NOTE} bytes")
    if any((c < " " and c != "\n") or "\ud800" <= c <= "\udfff" for c in written):
        raise NoteMalformed(problem="a control character or no UTF-8")
    text, gap, lines = written.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise NoteMalformed(problem="no signature lines after an empty line, each ended by a newline")
    rows = lines[:-1].split("\n")
    if len(rows) > MOST_SIGNATURES:
        raise NoteMalformed(problem=f"{len(rows)} signatures, at most {MOST_SIGNATURES}")
    return Note(text + "\n", tuple(map(read_signature_line, rows)))


def read_signature_line(row: str) -> NoteSignature:
    """The signature of one line without its newline; raises NoteMalformed."""
    name, gap, written = row.removeprefix(_DASH).partition(" ")
    if not row.startswith(_DASH) or not gap or not is_key_name(name):
        raise NoteMalformed(problem=f"{row[:60]!r} is no signature line")
    try:
        data = base64.b64decode(written.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        raise NoteMalformed(problem=f"the signature of {name} is no base64") from None
    if len(data) < 5 or base64.b64encode(data).decode() != written:
        raise NoteMalformed(problem=f"the signature of {name} is no base64 of a key ID and a signature")
    return NoteSignature(name, data[:4], data[4:])


def verified_keys(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys among `keys` that signed the note; raises SignatureForged when a line in a known name fails."""
    text = note.text.encode()
    found = []
    for key in keys:
        claimed = [line for line in note.signatures if line.claims(key)]
        for line in claimed:
            if not key.scheme.verifies(key.public, text, line.signature):
                raise SignatureForged(key=key.name)
        if claimed:
            found.append(key)
    return tuple(found)


def check_note(note: Note, keys: Sequence[VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys that signed, at least one; raises SignatureMissing or SignatureForged."""
    found = verified_keys(note, keys)
    if not found:
        raise SignatureMissing(keys=", ".join(key.name for key in keys) or "—")
    return found


def sign_note(text: str, signers: Iterable[Signer]) -> Note:
    """A note over `text` (which must end in a newline), signed by each signer; raises NoteMalformed."""
    signatures = tuple(
        NoteSignature(signer.key.name, signer.key.key_id, signer.sign(text.encode())) for signer in signers
    )
    return read_note(Note(text, signatures).written())


class Ed25519Signer:
    """Signs note texts with an Ed25519 key held in memory; `secret` is the 32-byte seed of RFC 8032."""

    def __init__(self, name: str, secret: bytes) -> None:
        try:
            self._private = Ed25519PrivateKey.from_private_bytes(secret)
        except ValueError:
            raise KeyMalformed(problem="an Ed25519 secret has 32 bytes") from None
        self._key = VerifierKey(name, self._private.public_key().public_bytes_raw())

    @property
    def key(self) -> VerifierKey:
        """The public half."""
        return self._key

    def sign(self, text: bytes) -> bytes:
        """The signature over a note's text."""
        return self._private.sign(text)
