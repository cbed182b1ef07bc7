"""Number plates of vehicles in a text, in the forms that plates have and behind the word for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure.public_numbers import is_officers
from plumbline.core.disclosure.span import Kind, Plain, Span

_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼黔滇陇秦蜀"
"""With the other short names of five, which people write for those on the plates."""
_ON_PLATE: Final = "A-HJ-NP-Za-hj-np-z0-9"
_PLATE: Final = re.compile(
    rf"(?<![车梯锅容起管瓶游索厂]\d\d)(?:[{_PROVINCES}][ \-·\n]{{0,2}}[A-Za-z]|"
    rf"WJ ?[{_PROVINCES}])[ ·•・‧./\-]{{0,3}}\n?"
    rf"(?:[{_ON_PLATE}][ ·\n\-]{{0,2}}){{4,5}}[{_ON_PLATE}挂学警港澳使领试超](?!\d|-[0-9A-Z])"
)
_RECORD_BEFORE: Final = re.compile(r"(?:备案|登记|设备|产权)(?:编号|号)[:为 ]{0,2}$")
"""Before the number of a crane or a lift, which is built like a plate."""
_PLATE_BESIDE: Final = re.compile(r"[、,和及] ?([A-HJ-NP-Z]·?[0-9A-HJ-NP-Z]{5})(?![0-9A-Za-z])")
"""In a row the province is said once."""
_LABELLED_PLATE: Final = re.compile(
    r"(?:号牌|车牌照?|(?<![厂场]内)牌照)(?:号码|号)?[:为是系(\[“ ]{0,3}"
    r"((?!尾|[厂场]内|有效|期|到|过|识别|编号|登记|"
    r"发证)[\u4e00-\u9fff]{0,4}[A-Za-z]?[ ·.\-]?[0-9A-Za-z](?:[ ·.\-]?[0-9A-Za-z]){3,6}[挂学警]?)"
    r"(?![0-9A-Za-z元年月款])"
)
"""What is called a plate is one, also that of a moped, which has no form of its own."""


def _is_certificate(text: str, start: int, end: int) -> bool:
    """Whether what is built like a plate stands in brackets behind an officer: the number of a certificate."""
    around = text[start - 1 : start], text[end : end + 1]
    if "车" in text[max(0, start - 16) : start]:
        return False
    return bool(start and around[0] in "(、 " and around[1] in ("、", ")") and is_officers(text, start, end))


def plates(read: Plain) -> Iterator[Span]:
    """Every plate, also where a row says its province once."""
    for found in _PLATE.finditer(read.text):
        if _RECORD_BEFORE.search(read.text, max(0, found.start() - 8), found.start()):
            continue
        if _is_certificate(read.text, *found.span()):
            continue
        if sum(one.isdigit() for one in found[0]) >= 1:
            yield read.span(found.start(), found.end(), Kind.PLATE, "plate")
            if beside := _PLATE_BESIDE.match(read.text, found.end()):
                yield read.span(beside.start(1), beside.end(), Kind.PLATE, "plate")
    for found in _LABELLED_PLATE.finditer(read.text):
        if sum(one.isdigit() for one in found[1]) >= 3:
            yield read.span(found.start(1), found.end(1), Kind.PLATE, "plate")
