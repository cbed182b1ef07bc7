"""The boundary of docs/decisions/0001: power is supervised, never the population.

No pack may ask for a person's ethnicity, religion, politics, biometrics or whereabouts. What the law itself needs
stands in ALLOWED with its article; nothing else passes.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, in C where it is there: ten times as fast."""
PACKS = Path(__file__).resolve().parent.parent.parent / "packs"

ENGLISH = re.compile(
    r"""(?:^|[^a-z])(?:
      ethnic\w* | race | racial | religio\w* | belief\w* | faith | politic\w* | party_member\w* | partisan
    | biometric\w* | finger_?prints? | facial | face_(?!to_face)\w+ | voice_?prints? | iris | gait | dna | genetic\w*
    | gps | geo_?location | location\w* | latitude | longitude | coordinates? | trajector\w* | whereabouts
    | tracking | track_points? | moving_track
    | risk_score\w* | credit_score\w* | profil(?:e|ing)\w* | sexual\w* | medical\w* | health_condition\w*
    )(?:$|[^a-z])""",
    re.VERBOSE | re.IGNORECASE,
)
CHINESE = re.compile(
    "民族|种族|宗教|信仰|政治面貌|政治倾向|党派|党员|人脸|面部|指纹|声纹|虹膜|步态|基因|生物识别"
    "|轨迹|定位|行踪|经纬度|坐标|位置信息|风险评分|信用评分|画像|性取向|病史|籍贯"
)

# (procedure or file stem, field) -> the article that needs it. Place of an act and age as capacity need no entry.
ALLOWED: dict[tuple[str, str], str] = {}


def fields_of(node: Any) -> Iterator[tuple[str, Any]]:
    """Every (id, definition) under a `fields:` or `attributes:` key, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"fields", "attributes"} and isinstance(value, dict):
                yield from ((str(name), definition) for name, definition in value.items())
            yield from fields_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from fields_of(value)


def told(name: str, definition: Any) -> Iterator[str]:
    """The words that say what a field holds: its id, its titles, its choices."""
    yield name
    if isinstance(definition, dict):
        yield from (str(definition[key]) for key in ("title", "english") if key in definition)
        if isinstance(definition.get("of"), list):
            yield from map(str, definition["of"])


def crosses(words: Iterator[str]) -> str | None:
    """The first word over the boundary, if any."""
    for word in words:
        if match := ENGLISH.search(word) or CHINESE.search(word):
            return match[0]
    return None


@cache
def asked_for() -> list[tuple[str, str, Any]]:
    """(file stem or procedure, field id, definition) over all packs."""
    found = []
    for path in sorted(PACKS.rglob("*.yaml")):
        data = yaml.load(path.read_text("utf-8"), LOADER)
        owner = str(data.get("procedure", path.stem)) if isinstance(data, dict) else path.stem
        found += [(owner, name, definition) for name, definition in fields_of(data)]
    return found


def test_no_pack_asks_for_what_lies_over_the_boundary() -> None:
    over = [
        f"{owner}: {name} («{word}»)"
        for owner, name, definition in asked_for()
        if (word := crosses(told(name, definition))) and (owner, name) not in ALLOWED
    ]
    assert over == []


def test_what_is_allowed_is_still_asked_for() -> None:
    asked = {(owner, name) for owner, name, _definition in asked_for()}
    assert set(ALLOWED) <= asked
    assert all("§" in article for article in ALLOWED.values())


@pytest.mark.parametrize(
    "words",
    [
        ["ethnicity"],
        ["party_religion"],
        ["x", "民族"],
        ["gps_track"],
        ["home_location"],
        ["x", "当事人政治面貌"],
        ["face_image"],
        ["fingerprint"],
        ["x", "活动轨迹"],
        ["latitude"],
    ],
)
def test_the_scan_sees_what_it_should(words: list[str]) -> None:
    assert crosses(iter(words))


@pytest.mark.parametrize(
    "words",
    [
        ["place", "执法地点"],
        ["party_kind"],
        ["is_minor", "是否未成年人"],
        ["trace"],
        ["surface"],
        ["embrace"],
        ["face_to_face", "当面听取意见"],
    ],
)
def test_what_the_law_needs_passes(words: list[str]) -> None:
    assert crosses(iter(words)) is None
