"""Write the national working-day data from the chinesecalendar library, once for every new notice.

    .venv/bin/uv pip install --no-deps --target build/seed lunardate==0.3.0
    PYTHONPATH=build/seed .venv/bin/python tools/seed_calendar.py packs/cn/calendars

lunardate is no dependency of the product, only this tool reads it: hence its own folder, which `make clean` takes away.

From the library (1.11.0: 2004-2026) come the rest days and make-up days of each published notice, and 清明 of
any year from its solar terms; from lunardate the lunar days; from 全国年节及纪念日放假办法 which days are statutory.
Only the 2024 text of that regulation was read; the sets of its older versions are general knowledge («unverified»).
All of them agree with the library `holidays` 0.109. A statutory day must be a rest day in chinesecalendar; where it
calls one 调休 that is printed (only 3 February 2022, 初三, where that library errs).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
from chinese_calendar.constants import holidays, in_lieu_days, workdays

try:
    from lunardate import LunarDate
except ImportError:
    sys.exit(
        "error: lunardate is not installed; for this run alone:\n\n" + "\n".join(__doc__.splitlines()[2:4])
    )

CHECKED_ON = "2026-11-23"
LAST_EXPECTED_YEAR = 2049
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
ONE_DAY = timedelta(days=1)


def basis(year: int) -> str:
    """The regulation's version in force when the notice for `year` was made."""
    revised = next(n for first, n in ((2025, 2024), (2014, 2013), (2008, 2007), (0, 1999)) if year >= first)
    return f"全国年节及纪念日放假办法（{revised}年修订）§2"


def lunar(year: int, month: int, day: int) -> date:
    solar: date = LunarDate(year, month, day).to_solar_date()
    return solar


def statutory(year: int) -> Iterator[tuple[str, date]]:
    """The statutory days of a year: 10 from 2000, 11 from 2008, 13 from 2025."""
    yield "元旦", date(year, 1, 1)
    first = lunar(year, 1, 1)
    begins, count = {True: (-1, 3), False: (0, 3)}[2008 <= year <= 2013]
    if year >= 2025:
        begins, count = -1, 4
    yield from (("春节", first + (begins + i) * ONE_DAY) for i in range(count))
    labour = 2 if year >= 2025 else 1 if year >= 2008 else 3
    yield from (("劳动节", date(year, 5, 1 + i)) for i in range(labour))
    if year >= 2008:
        terms = chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 15))
        yield "清明节", next(day for day, name in terms if name == "清明")
        yield "端午节", lunar(year, 5, 5)
        yield "中秋节", lunar(year, 8, 15)
    yield from (("国庆节", date(year, 10, 1 + i)) for i in range(3))


def blocks() -> Iterator[tuple[int, str, date, date]]:
    """Runs of rest days of one festival: year of the notice, name, first, last."""
    days = sorted(holidays)
    begin = 0
    for i, day in enumerate(days):
        following = days[i + 1] if i + 1 < len(days) else None
        if following is None or following != day + ONE_DAY or holidays[following] != holidays[day]:
            yield notice_year(day, holidays[day]), NAMES[holidays[day]], days[begin], day
            begin = i + 1


def notice_year(day: date, name: str) -> int:
    """元旦 days in December belong to the next year's notice."""
    return day.year + (NAMES[name] == "元旦" and day.month == 12)


def holiday_line(name: str, first: date, last: date, own: list[date]) -> str:
    rest = f"{first}..{last}" if first != last else f"{first}"
    return f"  - {{name: {name}, rest: {rest}, statutory: [{', '.join(map(str, own))}]}}"


def notice_lines(year: int) -> list[str]:
    lines = [
        f"notice: {year}",
        "of: cn",
        "source: chinesecalendar 1.11.0; the State Council's notice itself was not seen",
        "standing: unverified",
        f"basis: {basis(year)}",
        f"checked_on: {CHECKED_ON}",
        "holidays:",
    ]
    by_law = {day for _, day in statutory(year)}
    unplaced = set(by_law)
    for its_year, name, first, last in blocks():
        if its_year != year:
            continue
        own = sorted(day for day in by_law if first <= day <= last)
        unplaced -= set(own)
        doubtful = sorted(set(own) & set(in_lieu_days))
        if doubtful:
            print(
                f"{year} {name}: statutory by the regulation, 调休 in the library: {', '.join(map(str, doubtful))}"
            )
        lines.append(holiday_line(name, first, last, own))
    for name, day in statutory(year):
        if day in unplaced:  # a weekend that the library does not list among the holidays
            assert day.weekday() >= 5, (year, day)
            assert day not in workdays, (year, day)
            lines.append(holiday_line(name, day, day, [day]))
    lines.append("makeup:")
    for day in sorted(workdays):
        if notice_year(day, workdays[day]) == year and day.weekday() >= 5:
            lines.append(f"  - {{day: {day}, for: {NAMES[workdays[day]]}}}")
    if lines[-1] == "makeup:":
        lines[-1] = "makeup: []"
    return lines


def expected_lines(years: list[int]) -> list[str]:
    lines = [
        "# Years without a notice in the data: weekends and the statutory days of the regulation, no moved rest, no",
        "# make-up days, no rest in lieu of a weekend (§6). Every date here is provisional. A new notice: enter",
        "# notice-YYYY.yaml and take its year out of this file.",
        "expected: cn",
        f"basis: {basis(2027)}; before 2004 the 1999 text («unverified»)",
        "source: fixed dates; chinesecalendar 1.11.0 for 清明; lunardate 0.3.0 for lunar days (agrees with holidays)",
        f"checked_on: {CHECKED_ON}",
        "holidays:",
    ]
    for year in years:
        named: dict[str, list[date]] = {}
        for name, day in statutory(year):
            named.setdefault(name, []).append(day)
        named["中秋节"] = [day for day in named.get("中秋节", []) if day not in named["国庆节"]]
        for name, days in sorted(named.items(), key=lambda item: item[1][:1]):
            if days:
                lines.append(holiday_line(name, days[0], days[-1], days))
    return lines


def main(folder: Path) -> None:
    published = range(min(holidays).year, max(holidays).year + 1)
    for year in published:
        write(folder / f"notice-{year}.yaml", notice_lines(year))
    years = [*range(2000, published[0]), *range(published[-1] + 1, LAST_EXPECTED_YEAR + 1)]
    write(folder / "expected.yaml", expected_lines(years))


def write(file: Path, lines: list[str]) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
