"""Check characters of identity codes: real published codes, one wrong character, and what the error says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.identity.codes import (
    CertificateForm,
    check_certificate_number,
    check_citizen_number,
    check_credit_code,
    check_organisation_code,
    masked,
)
from plumbline.core.identity.errors import (
    CodeBirthDate,
    CodeCharacter,
    CodeCheckDigit,
    CodeEmpty,
    CodeLength,
    CodeWrong,
)

TODAY = date(2026, 11, 28)
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
VALID = ("11330524MB1919705H", "11230500001755309F", "91230500MA1B3N1N2M")


@pytest.mark.parametrize("code", VALID)
def test_published_credit_codes_pass(code: str) -> None:
    assert check_credit_code(code) == code


@pytest.mark.parametrize("code", ["MB191970-5", "MA1B3N1N-2", "00175530-9"])
def test_published_organisation_codes_pass(code: str) -> None:
    assert check_organisation_code(code) == code
    assert check_organisation_code(code.replace("-", "")) == code


def test_an_invented_citizens_number_passes() -> None:
    assert check_citizen_number("650105199001010016", TODAY) == "650105199001010016"


def test_typing_habits_are_forgiven() -> None:
    assert check_credit_code(" 11330524 mb191970 5h ") == VALID[0]
    assert check_credit_code("１１３３０５２４ＭＢ１９１９７０５Ｈ") == VALID[0]


def test_the_message_says_which_position_and_which_character() -> None:
    with pytest.raises(CodeCheckDigit) as caught:
        check_credit_code("91230500MA1B3N1N2B")
    assert caught.value.message() == "统一社会信用代码第 18 位校验码应为 M，填写的是 B"
    assert (
        caught.value.message("en")
        == "check character 18 of the unified social credit code should be M, not B"
    )


def test_the_inner_organisation_code_is_checked_first() -> None:
    with pytest.raises(CodeCheckDigit) as caught:
        check_credit_code("91230500MA1B3N1N3M")
    assert (caught.value.position, caught.value.right) == (17, "2")


def test_letters_that_codes_never_use() -> None:
    with pytest.raises(CodeCharacter) as caught:
        check_credit_code("9123O500MA1B3N1N2M")
    assert (caught.value.position, caught.value.given) == (5, "O")


def test_dates_of_birth() -> None:
    for wrong in ("650105199002300014", "650105209001010011"):
        with pytest.raises(CodeBirthDate):
            check_citizen_number(wrong, TODAY)


def test_empty_and_wrong_length() -> None:
    with pytest.raises(CodeEmpty):
        check_credit_code("  ")
    with pytest.raises(CodeLength) as caught:
        check_citizen_number("65010519900101", TODAY)
    assert caught.value.length == 14


def test_a_certificate_number_is_text_in_its_provinces_form() -> None:
    assert check_certificate_number("００6501050001") == "006501050001"
    with pytest.raises(CodeLength):
        check_certificate_number("123", CertificateForm(11, 11, "0123456789"))
    with pytest.raises(CodeCharacter):
        check_certificate_number("6501050001A", CertificateForm(11, 11, "0123456789"))


def test_no_error_carries_the_whole_number() -> None:
    with pytest.raises(CodeWrong) as caught:
        check_citizen_number("650105199001010017", TODAY)
    assert "650105199001010017" not in str(caught.value) + repr(caught.value.data)


def test_masked() -> None:
    assert masked("650105199001010016") == "6501**********0016"
    assert masked("1234") == "****"


@given(st.sampled_from(VALID), st.integers(0, 17), st.sampled_from(CREDIT))
def test_one_changed_character_is_seen(code: str, place: int, other: str) -> None:
    changed = code[:place] + other + code[place + 1 :]
    if changed == code:
        assert check_credit_code(changed) == code
    else:
        with pytest.raises(CodeWrong):
            check_credit_code(changed)


@given(st.text(ORGANISATION, min_size=8, max_size=8))
def test_exactly_one_check_character_fits_an_organisation_code(first: str) -> None:
    fitting = [c for c in "0123456789X" if _passes(check_organisation_code, first + c)]
    assert len(fitting) == 1


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(110000, 659999))
def test_exactly_one_check_character_fits_a_citizens_number(born: date, order: int, division: int) -> None:
    first = f"{division}{born:%Y%m%d}{order:03}"
    fitting = [c for c in "0123456789X" if _passes(lambda n: check_citizen_number(n, TODAY), first + c)]
    assert len(fitting) == 1


@given(st.text(max_size=30))
def test_any_text_passes_or_is_refused_with_a_reason(text: str) -> None:
    refusal = None
    try:
        assert check_credit_code(text)
    except CodeWrong as error:
        refusal = error
    assert refusal is None or (refusal.message() and refusal.remedy())


def _passes(check: object, code: str) -> bool:
    try:
        check(code)  # type: ignore[operator]
    except CodeWrong:
        return False
    return True
