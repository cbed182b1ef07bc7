"""The checklist of a year's end: what is done, what is missing, what does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from plumbline.apps.year_end.queries import Moved, NumberSeries, YearEnd
from plumbline.core.clocks.civil import date_of
from plumbline.core.indicators.closing import Carried

State: TypeAlias = Literal["done", "missing", "apart", "open"]
"""Done; nobody has done it; it does not agree; not due yet, or nothing to do."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what it is about (`kind`), how it stands, and the number or day that tells more."""

    kind: str
    state: State
    told: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the lines rest on."""

    end: YearEnd
    is_over: bool
    broken: int
    carried: tuple[Carried, ...]
    moved: list[Moved]
    series: list[NumberSeries]
    notice_missing: int | None
    cap: int | None
    report: str
    """Days of the annual report's acts: published, else empty."""
    report_begun: bool


LAST_DAY: Final = "01-31"
"""By when the statistics of the year before are published (118号 (六))."""


def checks(known: Known) -> Iterator[Check]:
    """The lines in the order in which the work is done."""
    end, over = known.end, known.is_over
    yield Check("identities", "apart" if known.broken else "done", str(known.broken or ""))
    closed = date_of(end.closing.day).isoformat() if end.closing else ""
    yield Check("cut_off", "done" if closed else "missing" if over else "open", closed)
    apart = [one for one in known.carried if not one.holds]
    yield Check("carry_over", "apart" if apart else "done", str(len(apart) or len(known.carried)))
    if end.closing:
        yield Check("since", "apart" if known.moved else "done", str(len(known.moved) or ""))
    public = end.last("publish_statistics")
    day = date_of(public.day).isoformat() if public else f"{end.year + 1}-{LAST_DAY}"
    yield Check("statistics", "done" if public else "missing" if over else "open", day)
    yield Check("report", "done" if known.report else "missing" if over else "open", known.report)
    anew = all(one.begins_anew for one in known.series)
    state: State = "open" if not known.series else "done" if anew else "apart"
    yield Check("series", state, str(len(known.series)))
    yield Check(
        "cap", "missing" if known.cap is None else "done", "" if known.cap is None else str(known.cap)
    )
    asked = end.last("ask_notice")
    if known.notice_missing is None:
        yield Check("notice", "done")
    else:
        told = date_of(asked.day).isoformat() if asked and _asks(end, known.notice_missing) else ""
        yield Check("notice", "open" if told else "missing", told)


def _asks(end: YearEnd, year: int) -> bool:
    asked = end.last("ask_notice")
    return asked is not None and asked.fields.get("calendar_year") == year
