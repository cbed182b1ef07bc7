"""Electronic seals on papers: PAdES signatures, made by whatever holds the key, verified from the file alone.

A `SealHolder` gives its certificates and signs bytes; the key never comes here. `LocalKey` holds a key in memory, for
demos and tests; `seal_server.SealServer` asks a server over HTTP. A reliable electronic signature equals a signature
or seal by hand (电子签名法 §13-§14); what makes a seal valid is its issuing authority, which the deployer trusts.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from plumbline.apps.documents.errors import NotAPdf

DIGEST: Final = "sha256"


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

    def certificates(self) -> Sequence[bytes]:
        """One certificate."""
        return [self._certificate.public_bytes(serialization.Encoding.DER)]

    def sign(self, data: bytes) -> bytes:
        """ECDSA over P-256."""
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _HolderSigner(Signer):
    """Hands what is to be signed to the holder of the key."""

    def __init__(self, holder: SealHolder) -> None:
        chain = [asn1_x509.Certificate.load(der) for der in holder.certificates()]
        registry: Any = SimpleCertificateStore()
        registry.register_multiple(chain)
        super().__init__(signing_cert=chain[0], cert_registry=registry)
        self._holder = holder
        self._longest = 72 if chain[0].public_key.algorithm == "ec" else chain[0].public_key.bit_size // 8

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature, or as many bytes as it may have."""
        if dry_run:
            return bytes(self._longest)
        return await asyncio.to_thread(self._holder.sign, data)


class _TimedSigner(PdfSigner):
    """Signs as of a time that is given, not of a clock."""

    def __init__(self, at: dt.datetime, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._at = at

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        """A session whose time is ours."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


def seal_pdf(pdf: bytes, holder: SealHolder, *, at: dt.datetime, reason: str, field: str = "Seal") -> bytes:
    """The PDF with the seal's signature added behind it; what was there stays byte for byte. Raises `NotAPdf`."""
    meta = PdfSignatureMetadata(
        field_name=field, md_algorithm=DIGEST, reason=reason, subfilter=SigSeedSubFilter.PADES
    )
    signer = _TimedSigner(at, meta, _HolderSigner(holder), new_field_spec=SigFieldSpec(field))
    try:
        out = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), in_place=False)
    except (PdfError, SigningError) as error:
        raise NotAPdf(name=field, cause=str(error)) from None
    return bytes(out.getvalue())


def seals_of(pdf: bytes, trusted: Sequence[bytes], at: dt.datetime) -> list[SealReport]:
    """Every seal of a file. `trusted` are DER certificates of issuing authorities, judged as of `at`."""
    roots = [asn1_x509.Certificate.load(der) for der in trusted]
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        found = list(reader.embedded_signatures)
    except PdfError as error:
        raise NotAPdf(name="PDF", cause=str(error)) from None
    return [_report(signature, roots, at) for signature in found]


def _report(signature: Any, roots: list[Any], at: dt.datetime) -> SealReport:
    context = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    return SealReport(
        field=signature.field_name,
        name=signature.signer_cert.subject.native.get("common_name", ""),
        at=status.signer_reported_dt,
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted) and _in_term(signature.signer_cert, at),
        whole=bool(status.coverage and status.coverage.name == "ENTIRE_FILE"),
    )


def _in_term(certificate: Any, at: dt.datetime) -> bool:
    """Whether the certificate is valid at `at`; the library does not ask this of one that is trusted by itself."""
    return bool(certificate.not_valid_before <= at <= certificate.not_valid_after)
