"""What must hold of values beyond their types; every problem names its field."""

from datetime import date
from decimal import Decimal

import pytest

from plumbline.core.facts.record import Value
from plumbline.core.registers.checks import Surroundings, problems, tidied

AROUND = Surroundings(date(2026, 9, 21), lambda code: code == "A01")


def wrong(step: str, **values: Value) -> dict[str, str]:
    return {one.field: type(one.error).__name__ for one in problems(step, values, AROUND)}


@pytest.mark.parametrize(
    ("step", "values", "found"),
    [
        ("register_officer", {"organ_no": "A01"}, {}),
        ("register_officer", {"organ_no": "A09"}, {"organ_no": "OrganUnknown"}),
        ("register_organ", {"organ_no": "A09", "superior": "A01"}, {}),
        ("register_organ", {"organ_no": "A09", "superior": "A08"}, {"superior": "OrganUnknown"}),
        ("entrust", {"entrusting_organ": "A08"}, {"entrusting_organ": "OrganUnknown"}),
        ("issue_certificate", {"valid_from": 10, "valid_until": 10}, {}),
        ("issue_certificate", {"valid_from": 10, "valid_until": 9}, {"valid_until": "DaysReversed"}),
        ("record_absence", {"absent_from": 10, "absent_until": 9}, {"absent_until": "DaysReversed"}),
        ("register_benchmark", {"fine_least": Decimal(2), "fine_most": Decimal(2)}, {}),
        (
            "register_benchmark",
            {"fine_least": Decimal(2), "fine_most": Decimal(1)},
            {"fine_most": "RangeReversed"},
        ),
        ("register_party", {"party_kind": "citizen"}, {}),
        ("register_party", {"party_kind": "organisation"}, {"credit_code": "CreditCodeMissing"}),
        (
            "register_party",
            {"party_kind": "citizen", "individual_business": True},
            {"credit_code": "CreditCodeMissing"},
        ),
        ("register_party", {"party_kind": "citizen", "identity_code": "1"}, {"identity_code": "CodeLength"}),
        ("register_party", {"party_kind": "other", "identity_code": "护照 G1"}, {}),
        ("issue_certificate", {"certificate_no": "一二三四五六"}, {"certificate_no": "CodeCharacter"}),
        ("register_organ", {"credit_code": "91230500MA1B3N1N2B"}, {"credit_code": "CodeCheckDigit"}),
    ],
)
def test_each(step: str, values: dict[str, Value], found: dict[str, str]) -> None:
    assert wrong(step, **values) == found


def test_codes_are_kept_in_their_one_form() -> None:
    values: dict[str, Value] = {"credit_code": " 91230500ma1b3n1n2m ", "name": " x "}
    assert tidied(values, AROUND) == {"credit_code": "91230500MA1B3N1N2M", "name": " x "}
