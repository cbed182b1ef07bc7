"""Identity codes and their check characters (data standards: GB 32100, GB 11714, GB 11643).

Each `check_…` takes what a person typed, tidied by `tidy`, and raises CodeWrong with the position and the right
character. A number that passes may still belong to nobody: only the register knows.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from plumbline.core.identity.errors import (
    CodeBirthDate,
    CodeCharacter,
    CodeCheckDigit,
    CodeEmpty,
    CodeLength,
)

INDIVIDUAL_BUSINESS: Final = "92"
"""How credit codes of individual businesses begin: registered by the market authority (9) as such (2): GB 32100."""
_DIGITS: Final = "0123456789"
_CREDIT: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECKS: Final = "10X98765432"

CREDIT_CODE: Final = {"name_zh": "统一社会信用代码", "name_en": "unified social credit code"}
ORGANISATION_CODE: Final = {"name_zh": "组织机构代码", "name_en": "organisation code"}
CITIZEN_NUMBER: Final = {"name_zh": "公民身份号码", "name_en": "citizen's number"}
CERTIFICATE_NUMBER: Final = {"name_zh": "行政执法证号", "name_en": "certificate number"}


@dataclass(frozen=True, slots=True)
class CertificateForm:
    """What a certificate number may look like. No rule of the state could be found, so each province sets its own.

    A number is text, never an integer: zeros in front count.
    """

    least: int = 6
    most: int = 20
    characters: str = _DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ-"


ANY_CERTIFICATE: Final = CertificateForm()


def tidy(text: str) -> str:
    """What was meant: full-width characters narrowed, spaces dropped, letters upper case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def check_credit_code(text: str) -> str:
    """The tidy unified social credit code; positions 9 to 17 are checked as an organisation code too."""
    code = _of_length(text, 18, CREDIT_CODE)
    _check_characters(code, _CREDIT, CREDIT_CODE)
    _check_last(code[:17], code[16], _organisation_check(code[8:16]), CREDIT_CODE)
    total = sum(_CREDIT.index(c) * w for c, w in zip(code[:17], _CREDIT_WEIGHTS, strict=True))
    _check_last(code, code[17], _CREDIT[-total % 31], CREDIT_CODE)
    return code


def check_organisation_code(text: str) -> str:
    """The tidy organisation code, 8 + 1 characters; the hyphen before the last may be left out."""
    code = _of_length(text.replace("-", ""), 9, ORGANISATION_CODE)
    _check_characters(code[:8], _ORGANISATION, ORGANISATION_CODE)
    _check_last(code, code[8], _organisation_check(code[:8]), ORGANISATION_CODE)
    return f"{code[:8]}-{code[8]}"


def check_citizen_number(text: str, today: date) -> str:
    """The tidy 18-character citizen's number. The division is not looked up: a code abolished since stays valid."""
    code = _of_length(text, 18, CITIZEN_NUMBER)
    _check_characters(code[:17], _DIGITS, CITIZEN_NUMBER)
    if code[17] not in _DIGITS + "X":
        raise CodeCharacter(position=18, given=code[17], allowed="0-9, X", **CITIZEN_NUMBER)
    if not _is_birth_date(code[6:14], today):
        raise CodeBirthDate(**CITIZEN_NUMBER)
    total = sum(int(c) * w for c, w in zip(code[:17], _CITIZEN_WEIGHTS, strict=True))
    _check_last(code, code[17], _CITIZEN_CHECKS[total % 11], CITIZEN_NUMBER)
    return code


def check_certificate_number(text: str, form: CertificateForm = ANY_CERTIFICATE) -> str:
    """The tidy certificate number, held to the form of the province that issues it."""
    code = tidy(text)
    if not code:
        raise CodeEmpty(**CERTIFICATE_NUMBER)
    if not form.least <= len(code) <= form.most:
        wanted = str(form.least) if form.least == form.most else f"{form.least}-{form.most}"
        raise CodeLength(wanted=wanted, length=len(code), **CERTIFICATE_NUMBER)
    _check_characters(code, form.characters, CERTIFICATE_NUMBER)
    return code


def masked(code: str, front: int = 4, back: int = 4) -> str:
    """A number as it is shown outside its case: the middle hidden."""
    if len(code) <= front + back:
        return "*" * len(code)
    return code[:front] + "*" * (len(code) - front - back) + code[-back:]


def _of_length(text: str, wanted: int, name: dict[str, str]) -> str:
    code = tidy(text)
    if not code:
        raise CodeEmpty(**name)
    if len(code) != wanted:
        raise CodeLength(wanted=str(wanted), length=len(code), **name)
    return code


def _check_characters(code: str, alphabet: str, name: dict[str, str]) -> None:
    for position, character in enumerate(code, 1):
        if character not in alphabet:
            raise CodeCharacter(position=position, given=character, allowed=_shown(alphabet), **name)


def _shown(alphabet: str) -> str:
    """An alphabet in short: digits as a range, letters as they are."""
    letters = "".join(c for c in alphabet if c not in _DIGITS)
    return f"0-9 {letters}".strip()


def _check_last(upto: str, given: str, right: str, name: dict[str, str]) -> None:
    if given != right:
        raise CodeCheckDigit(position=len(upto), right=right, given=given, **name)


def _organisation_check(first_eight: str) -> str:
    total = sum(_ORGANISATION.index(c) * w for c, w in zip(first_eight, _ORGANISATION_WEIGHTS, strict=True))
    value = 11 - total % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def _is_birth_date(text: str, today: date) -> bool:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) <= today
    except ValueError:
        return False
