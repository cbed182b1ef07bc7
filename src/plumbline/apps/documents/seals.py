"""Who seals papers, and what a file says of its seals.

A `SealHolder` gives its certificates and signs bytes; the key never comes here. `LocalKey` holds a key in memory, for
demos and tests; `seal_server.SealServer` asks a server over HTTP. A reliable electronic signature equals a signature
or seal by hand (电子签名法 §13-§14); what makes a seal valid is its issuing authority, which the deployer trusts.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class SealHolder(Protocol):
    """Whoever holds the key of a seal."""

    def certificates(self) -> Sequence[bytes]:
        """The seal's certificate and those above it, DER, the seal's own first."""

    def sign(self, data: bytes) -> bytes:
        """The signature over `data` by the key of the seal's certificate, with SHA-256. Raises `SealRefused`."""


@dataclass(frozen=True, slots=True)
class SealReport:
    """What the file says of one seal. `intact`: what it covers is unchanged; `whole`: it covers the whole file."""

    field: str
    name: str
    at: dt.datetime | None
    intact: bool
    trusted: bool
    whole: bool

    @property
    def holds(self) -> bool:
        """Whether the file is what was sealed, by a seal that is trusted."""
        return self.intact and self.trusted and self.whole


class LocalKey:
    """A key in memory with a certificate that it signed itself: a demo's seal, worth nothing outside it."""

    def __init__(self, name: str, now: dt.datetime, valid: dt.timedelta = dt.timedelta(days=365)) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
        built = x509.CertificateBuilder().subject_name(subject).issuer_name(subject)
        built = built.public_key(self._key.public_key()).serial_number(x509.random_serial_number())
        built = built.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + valid)
        self._certificate = built.add_extension(usage, critical=True).sign(self._key, hashes.SHA256())

    @classmethod
    def kept(cls, path: Path, name: str, now: dt.datetime) -> LocalKey:
        """The key in this file, made the first time: processes of one demo then hold the same seal."""
        if not path.exists():
            made = cls(name, now)
            private = made._key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(private + made._certificate.public_bytes(serialization.Encoding.PEM))
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)  # whoever is first is kept
            draft.unlink()
        data = path.read_bytes()
        found = cls.__new__(cls)
        key = serialization.load_pem_private_key(data, None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        found._key, found._certificate = key, x509.load_pem_x509_certificate(data)
        return found

    def certificates(self) -> Sequence[bytes]:
        """One certificate."""
        return [self._certificate.public_bytes(serialization.Encoding.DER)]

    def sign(self, data: bytes) -> bytes:
        """ECDSA over P-256."""
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


def certificates_in(pem: bytes) -> tuple[bytes, ...]:
    """The certificates of a PEM file, DER."""
    if not pem.strip():
        return ()
    found = x509.load_pem_x509_certificates(pem)
    return tuple(one.public_bytes(serialization.Encoding.DER) for one in found)
