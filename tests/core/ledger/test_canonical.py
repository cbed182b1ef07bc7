"""RFC 8785: the vectors of its text, and what it refuses."""

import json
import math
import struct
from types import MappingProxyType

import pytest

from plumbline.core.ledger.canonical import (
    SAFE_INTEGER,
    canonical,
    read_json,
    written_number,
)
from plumbline.core.ledger.errors import CanonicalError

# RFC 8785 appendix B: IEEE 754 bits and the text
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_of_appendix_b(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert written_number(number) == text


def test_example_of_section_3_2() -> None:
    given_text = (
        r'{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],'
        r'"string":"\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}'
    )
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(read_json(given_text.encode())) == expected.encode()


def test_names_are_ordered_by_utf16_code_units() -> None:
    names = ["€", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "ö"]
    written = canonical(dict.fromkeys(names, 0)).decode()
    assert list(json.loads(written)) == ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        -math.inf,
        "\ud800",
        {"\udfff": 1},
        SAFE_INTEGER + 1,
        -SAFE_INTEGER - 1,
        {1: 2},
        {1, 2},
        b"bytes",
        object(),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(CanonicalError):
        canonical(value)  # type: ignore[arg-type]


def test_a_value_that_holds_itself_is_refused() -> None:
    inner: dict[str, object] = {}
    inner["again"] = [inner]
    with pytest.raises(CanonicalError):
        canonical(inner)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a\x00b", "\u2028\x7f", "\U0001f600", '"\\/\b\f\n\r\t'])
def test_the_short_way_escapes_as_the_long_way(text: str) -> None:
    assert canonical({"v": text}) == canonical(MappingProxyType({"v": text}))
