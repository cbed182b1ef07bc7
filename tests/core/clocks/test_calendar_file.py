from __future__ import annotations

from pathlib import Path

import pytest

from plumbline.core.clocks.calendar import DayKind
from plumbline.core.clocks.calendar_file import build_calendar, load_calendar
from plumbline.core.clocks.civil import parse_day
from plumbline.core.data_file.errors import PackErrors
from plumbline.core.data_file.sources import Source

HEAD = """\
calendar: cn
title: 日历
version: "1"
zone: Asia/Shanghai
range: {from: 2024-01-01, to: 2026-12-31}
basis: 放假办法 §2
checked_on: 2024-01-01
festivals: {国庆节: National Day, 元旦: New Year}
"""
NOTICE = """\
notice: 2024
of: cn
source: a test
standing: unverified
basis: 放假办法 §2
checked_on: 2024-01-01
holidays:
  - {name: 国庆节, rest: 2024-10-01..2024-10-07, statutory: [2024-10-01, 2024-10-02, 2024-10-03]}
makeup:
  - {day: 2024-09-29, for: 国庆节}
"""
EXPECTED = """\
expected: cn
basis: 放假办法 §2
source: a test
checked_on: 2024-01-01
holidays:
  - {name: 元旦, rest: 2025-01-01, statutory: [2025-01-01]}
"""
OVERLAY = """\
overlay: cn-650000
of: cn
title: 新疆
version: "7"
basis: 放假办法 §4
standing: unverified
checked_on: 2024-01-01
awaited: []
festivals: {古尔邦节: Corban}
holidays:
  - {name: 古尔邦节, rest: 2024-06-17..2024-06-18, statutory: [2024-06-17]}
makeup:
  - {day: 2024-10-04, for: 古尔邦节}
"""


def sources(head: str = HEAD, notice: str = NOTICE, expected: str = EXPECTED) -> list[Source]:
    return [Source("head.yaml", head), Source("notice.yaml", notice), Source("expected.yaml", expected)]


def test_an_overlay_adds_rest_and_takes_it_away() -> None:
    base, region = build_calendar(sources()), build_calendar(sources(), [Source("region.yaml", OVERLAY)])
    corban, moved = parse_day("2024-06-17"), parse_day("2024-10-04")
    assert (base.is_working(corban), region.is_working(corban)) == (True, False)
    assert region.is_statutory_holiday(corban)
    assert region.why(corban + 1).kind is DayKind.MOVED_REST
    assert (base.is_working(moved), region.is_working(moved)) == (False, True)
    assert (region.id, region.version) == ("cn-650000", "1+7")
    assert region.festivals["古尔邦节"] == "Corban"


OWN = (
    NOTICE.replace("2024", "2025")
    .replace("2025-09-29", "2025-09-28")
    .replace("国庆节, rest", "元旦, rest")
    .replace("2025-10-01..2025-10-07", "2025-01-01..2025-01-03")
    .replace("[2025-10-01, 2025-10-02, 2025-10-03]", "[2025-01-01]")
)
"""A notice that a site keeps."""


def test_a_sites_notice_counts_for_a_year_that_the_program_does_not_bring() -> None:
    without = build_calendar(sources())
    held = build_calendar(sources(), [Source("region.yaml", OVERLAY)], [Source("own.yaml", OWN)])
    second = parse_day("2025-01-02")
    assert (without.is_working(second), held.is_working(second)) == (True, False)
    assert held.is_working(parse_day("2025-09-28"))
    assert not held.is_provisional(second)
    assert held.version == "1+7+site-2025"
    assert held.digest != build_calendar(sources(), [Source("region.yaml", OVERLAY)]).digest


def test_the_programs_notice_goes_before_the_sites() -> None:
    other = NOTICE.replace("2024-09-29", "2024-09-28")
    held = build_calendar(sources(), own=[Source("own.yaml", other)])
    assert (held.version, held.digest) == ("1", build_calendar(sources()).digest)


def test_what_is_wrong_with_a_sites_file_names_it(tmp_path: Path) -> None:
    for text, said in ((EXPECTED, "own.yaml"), (OWN.replace("2025-09-28", "2025-09-29"), "own.yaml")):
        (tmp_path / "own.yaml").write_text(text, "utf-8")
        base = tmp_path / "base"
        base.mkdir(exist_ok=True)
        (base / "head.yaml").write_text(HEAD, "utf-8")
        with pytest.raises(PackErrors, match=said):
            load_calendar(base, own=tmp_path)
    twice = [Source("one.yaml", OWN), Source("two.yaml", OWN)]
    with pytest.raises(PackErrors, match="2025"):
        build_calendar(sources(), own=twice)
    assert load_calendar(base, own=tmp_path / "nothing").version == "1"


def test_what_has_no_notice_is_provisional() -> None:
    calendar = build_calendar(sources())
    assert not calendar.is_provisional(parse_day("2024-12-31"))
    assert calendar.is_provisional(parse_day("2025-01-01"))
    assert not calendar.is_working(parse_day("2025-01-01"))
    bare = build_calendar([Source("head.yaml", HEAD)])
    assert bare.is_provisional(parse_day("2024-06-03"))


BAD = [
    (HEAD, "zone: Asia/Shanghai", "zone: Asia/Beijing", "head.yaml", 4, "no time zone"),
    (HEAD, "to: 2026-12-31", "to: 2023-12-31", "head.yaml", 5, "ends before it begins"),
    (HEAD, "checked_on: 2024-01-01\n", "", "head.yaml", 1, "lacks “checked_on”"),
    (HEAD, "title: 日历", "titel: 日历", "head.yaml", 2, "no key “titel”"),
    (HEAD, "title: 日历", "title: 日历\ntitle: 又", "head.yaml", 3, "given twice"),
    (HEAD, "calendar: cn", "kalendar: cn", "head.yaml", 1, "what file this is"),
    (HEAD, "festivals: {", "festivals: {{", "head.yaml", 9, "not YAML"),
    (NOTICE, "of: cn", "of: nl", "notice.yaml", 2, "no file of calendar «cn»"),
    (NOTICE, "standing: unverified", "standing: sure", "notice.yaml", 4, "“standing” cannot be “sure”"),
    (NOTICE, "name: 国庆节", "name: 国庆", "notice.yaml", 8, "unknown festival «国庆»"),
    (NOTICE, "..2024-10-07", "..2024-09-07", "notice.yaml", 8, "ends before it begins"),
    (NOTICE, "2024-10-01..2024-10-07", "1 October", "notice.yaml", 8, "no date or range"),
    (NOTICE, "[2024-10-01,", "[2024-09-30,", "notice.yaml", 8, "outside the rest"),
    (NOTICE, "day: 2024-09-29", "day: 2024-09-27", "notice.yaml", 10, "is a weekday"),
    (NOTICE, "day: 2024-09-29", "day: 2024-10-05", "notice.yaml", 10, "given twice"),
    (NOTICE, "day: 2024-09-29", "day: 2025-09-28", "notice.yaml", 1, "no day of the notice for 2024"),
    (NOTICE, "day: 2024-09-29", "day: 2029-09-29", "notice.yaml", 10, "outside the calendar's range"),
    (NOTICE, "day: 2024-09-29", "day: soon", "notice.yaml", 10, "“soon” is no date"),
    (NOTICE, "notice: 2024", "notice: next", "notice.yaml", 1, "should be a whole number"),
    (NOTICE, "holidays:", "holidays: none\nrest:", "notice.yaml", 8, "no key “rest”"),
    (
        NOTICE,
        "makeup:\n  - {day: 2024-09-29, for: 国庆节}",
        "makeup: none",
        "notice.yaml",
        9,
        "should be a list",
    ),
    (NOTICE, "  - {day: 2024-09-29, for: 国庆节}", "  - Sunday", "notice.yaml", 10, "should be a mapping"),
    (
        EXPECTED,
        "2025-01-01, statutory: [2025-01-01]",
        "2024-01-01, statutory: []",
        "expected.yaml",
        1,
        "is entered",
    ),
    (EXPECTED, EXPECTED, "", "expected.yaml", 1, "empty"),
    (EXPECTED, EXPECTED, "a: b", "expected.yaml", 1, "what file this is"),
]


@pytest.mark.parametrize(("text", "old", "new", "file", "line", "cause"), BAD, ids=[row[-1] for row in BAD])
def test_a_mistake_is_shown_with_its_place_and_a_remedy(
    text: str, old: str, new: str, file: str, line: int, cause: str
) -> None:
    assert old in text
    bad = text.replace(old, new, 1)
    with pytest.raises(PackErrors) as caught:
        build_calendar([Source(one.name, bad if one.text is text else one.text) for one in sources()])
    error = next(e for e in caught.value.errors if cause in e.message("en"))
    assert error.report("en").startswith(f"{file}:{line}: ")
    assert error.remedy("en")


def test_a_gap_between_notices_and_a_second_notice_are_refused() -> None:
    later = Source("n.yaml", NOTICE.replace("2024-09-29", "2026-10-10").replace("2024", "2026"))
    with pytest.raises(PackErrors, match="no notice for 2025"):
        build_calendar([*sources(expected=EXPECTED.replace("2025", "2027"))[:2], later])
    with pytest.raises(PackErrors, match="two notices for 2024"):
        build_calendar([*sources(), Source("again.yaml", NOTICE)])


def test_a_calendar_has_exactly_one_head() -> None:
    with pytest.raises(PackErrors, match="0 files"):
        build_calendar(sources()[1:])
    with pytest.raises(PackErrors, match="2 files"):
        build_calendar([*sources(), Source("twin.yaml", HEAD)])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PackErrors, match="no \\*\\.yaml here"):
        load_calendar(tmp_path)
    with pytest.raises(PackErrors, match=r"no calendar\.yaml here"):
        load_calendar(tmp_path / "calendar.yaml")
    (tmp_path / "calendar.yaml").write_bytes(HEAD.encode("gb18030"))
    with pytest.raises(PackErrors, match="not UTF-8"):
        load_calendar(tmp_path)
