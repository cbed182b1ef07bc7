"""PAdES by its library, kept apart from `signing`: it is large, and only who seals or verifies waits for it to load."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final

from asn1crypto import x509 as asn1_x509
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
from plumbline.apps.documents.seals import SealHolder, SealReport

DIGEST: Final = "sha256"


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


def signed(pdf: bytes, holder: SealHolder, *, at: dt.datetime, reason: str, field: str) -> bytes:
    """`signing.seal_pdf`."""
    meta = PdfSignatureMetadata(
        field_name=field, md_algorithm=DIGEST, reason=reason, subfilter=SigSeedSubFilter.PADES
    )
    signer = _TimedSigner(at, meta, _HolderSigner(holder), new_field_spec=SigFieldSpec(field))
    try:
        out = signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), in_place=False)
    except (PdfError, SigningError) as error:
        raise NotAPdf(name=field, cause=str(error)) from None
    return bytes(out.getvalue())


def verified(pdf: bytes, trusted: Sequence[bytes], at: dt.datetime) -> list[SealReport]:
    """`signing.seals_of`."""
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
