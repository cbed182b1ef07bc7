"""How each rule of compulsory enforcement is broken, and how it is only just kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final

from plumbline.site.demo import compulsory_enforcement_court as court
from plumbline.site.demo.days import STATUTORY, calendar_days, later, months, working
from plumbline.site.demo.draft import (
    Draft,
    by,
    drop,
    entered_after,
    films,
    just_after,
    just_before,
    put,
    remove,
)
from plumbline.site.demo.variations import (
    Due,
    Options,
    Variation,
    at_least,
    breach,
    carries,
    fields,
    filmed,
    first,
    lawful,
    missing,
)

CALM: Final[Options] = {"suspended": False, "agreement": False, "recusal": False, "defence": False}
OWN: Final[Options] = {"track": "own_power", "mode": "other", "surcharge": False, **CALM}
FINE: Final[Options] = {**OWN, "mode": "transfer_deposit", "surcharge": True}
DEMOLISH: Final[Options] = {**OWN, "mode": "demolish"}
SUBSTITUTE: Final[Options] = {**OWN, "mode": "remove_obstruction", "substitute": True}
COURT: Final[Options] = {"track": "court", **CALM}


def _of(label: str, name: str, extra: int = 0) -> Due:
    return lambda draft: later(draft.acts[label].fields[name], extra)


def demand() -> list[Variation]:
    return [
        breach("demand-first", "decide", remove("served"),
            put("decide", immediate=True, hiding_evidence=True), **OWN),
        breach("demand-first", "decide", remove("served"), also="demand-term-over@decide", **OWN),
        breach("demand-first", "decide", entered_after("served", "decide"), also="demand-term-over@decide",
            edge=True, **OWN),
        breach("demand-first", "decide", just_after("served", "decide"), also="demand-term-over@decide",
            edge=True, **OWN),
        breach("demand-term-over", "decide", decide_on=_of("served", "perform_by"), edge=True, **OWN),
        breach("demand-term-over", "decide", decide_on=_of("served", "perform_by", -3), **OWN),
        lawful("demand-term-over", decide_on=_of("served", "perform_by", 1), **OWN),
        lawful("demand-term-over", decide_on=_of("served", "perform_by", -3), immediate=True, **OWN),
        missing("demand-term-over", "decide", drop("served", "perform_by"), **OWN),
        breach("immediate-only-with-evidence", "decide", put("decide", hiding_evidence=False), immediate=True,
            **OWN),
        missing("immediate-only-with-evidence", "decide", drop("decide", "hiding_evidence"), immediate=True,
            **OWN),
        lawful("immediate-only-with-evidence", immediate=True, **OWN),
        *carries("demand-complete", "demand", lacking="perform_by manner defence_right", papers="催告书",
            **OWN),
        *carries("monetary-demand-complete", "demand", lacking="amount payment_way", **FINE),
        breach("monetary-demand-complete", "demand", drop("demand", "amount", "payment_way"), **COURT),
        *fields("defence-recorded-and-reviewed", "hear", bad={"recorded": False, "reviewed": False},
            **{**OWN, "defence": True}),
        breach("defence-recorded-and-reviewed", "hear", put("hear", well_founded=True), edge=True,
            **{**OWN, "defence": True}),
        lawful("defence-recorded-and-reviewed", put("hear", well_founded=True, adopted=True),
            **{**OWN, "defence": True}),
        *fields("power-by-law", "decide", bad={"power_from": "other"}, **OWN),
        breach("no-power-no-decision", "decide", lambda d: _own_decision(d, 14), **COURT),
        breach("no-power-no-decision", "decide", lambda d: _own_decision(d, 20), **COURT),
        lawful("no-power-no-decision", **COURT),
        *carries("decision-complete", "decide", lacking="reason manner_and_time remedy_organ remedy_term",
            papers="强制执行决定书", **OWN),
    ]  # fmt: skip


def _own_decision(draft: Draft, days: int) -> None:
    """An organ that has to go to the court decides by itself."""
    draft.act(
        "decide", "enforcement_decision", later(draft.day("served"), days), by="H:agency_head",
            docs="强制执行决定书",
        power_from="law", immediate=False, hiding_evidence=False, reason="不履行", manner_and_time="拆除",
        remedy_organ="云岭区人民政府", remedy_term="六十日、六个月",
    )  # fmt: skip


def _clock(hour: int, minute: int = 0) -> Callable[[Draft], datetime]:
    def on(draft: Draft) -> datetime:
        day = later(draft.cursor.date(), 1)
        while day in STATUTORY:
            day = later(day, 1)
        return datetime.combine(day, time(hour, minute))

    return on


def _feast(month: int, day: int) -> Callable[[Draft], date]:
    return lambda draft: date(draft.cursor.year, month, day)


def _near(month: int, day: int) -> Callable[[Draft], bool]:
    """The day comes in the weeks after the enforcement decision was served."""
    return lambda draft: 0 < (date(draft.day("serve").year, month, day) - draft.day("serve")).days < 60


def execution() -> list[Variation]:
    found = []
    for month, day in ((10, 1), (10, 3), (5, 1)):
        found.append(
            breach(
                "not-on-holidays",
                "execute",
                execute_on=_feast(month, day),
                seek=_near(month, day),
                edge=day == 3,
                **OWN,
            )
        )
    for month, day in ((10, 5), (10, 7)):
        found.append(
            lawful(
                "not-on-holidays",
                execute_on=_feast(month, day),
                seek=_near(month, day),
                since=date(2022, 6, 1),
                until=date(2024, 9, 1),
                **OWN,
            )
        )
    return [
        *found,
        lawful("not-on-holidays", put("execute", emergency=True), execute_on=_feast(10, 2), seek=_near(10, 2),
            **OWN),
        missing("not-on-holidays", "execute", drop("execute", "emergency"), also="not-at-night@execute?",
            **OWN),
        breach("not-at-night", "execute", execute_on=_clock(22), edge=True, **OWN),
        breach("not-at-night", "execute", execute_on=_clock(5, 59), edge=True, **OWN),
        breach("not-at-night", "execute", execute_on=_clock(3), **OWN),
        lawful("not-at-night", execute_on=_clock(21, 59), **OWN),
        lawful("not-at-night", execute_on=_clock(6), **OWN),
        lawful("not-at-night", put("execute", emergency=True), execute_on=_clock(23), **OWN),
        missing("not-at-night", "execute", lambda d: _day_only(d, "execute"), **OWN),
        breach("no-utility-cut", "cut",
            lambda d: d.act("cut", "cut_utilities", later(d.day("serve"), 1), residential=True), **OWN),
        breach("no-utility-cut", "cut",
            lambda d: d.act("cut", "cut_utilities", later(d.day("basic"), 9), residential=True), **COURT),
        *_more_execution(),
    ]  # fmt: skip


def _more_execution() -> list[Variation]:
    return [
        lawful("no-utility-cut",
            lambda d: d.act("cut", "cut_utilities", later(d.day("serve"), 1), residential=False), **OWN),
        missing("no-utility-cut", "cut", lambda d: d.act("cut", "cut_utilities", later(d.day("serve"), 1)),
            **OWN),
        breach("decision-served-first", "execute", remove("serve"), **OWN),
        breach("decision-served-first", "execute", just_after("serve", "execute"), edge=True, **OWN),
        breach("decision-served-first", "execute", entered_after("serve", "execute"), edge=True, **OWN),
        lawful("decision-served-first", just_before("serve", "execute"), **OWN),
        breach("recused-officer-out", "execute", by("execute", "1 5"), **{**OWN, "recusal": True}),
        breach("recused-officer-out", "execute", by("execute", "1:officer 2:officer 5:officer"),
            **{**OWN, "recusal": True}),
        lawful("recused-officer-out", by("execute", "1 5"), put("recuse", granted=False),
            **{**OWN, "recusal": True}),
        breach("demolition-announced", "execute", execute_on=_of("announce", "demolish_by"), edge=True,
            seek=lambda d: d.day("execute") not in STATUTORY, **DEMOLISH),
        breach("demolition-announced", "execute", remove("announce"), **DEMOLISH),
        breach("demolition-announced", "execute", entered_after("announce", "execute"), edge=True,
            **DEMOLISH),
        lawful("demolition-announced", execute_on=_of("announce", "demolish_by", 1),
            seek=lambda d: d.day("execute") not in STATUTORY, **DEMOLISH),
        missing("demolition-announced", "execute", drop("announce", "demolish_by"), **DEMOLISH),
        breach("demolition-after-remedies", "execute", expired=False, **DEMOLISH),
        breach("demolition-after-remedies", "execute", reconsidered_on=lambda d: later(d.day("basic"), 30),
            **DEMOLISH),
        breach("demolition-after-remedies", "execute", sued_on=lambda d: months(d.day("basic"), 6), edge=True,
            **DEMOLISH),
        breach("demolition-after-remedies", "execute",
            reconsidered_on=lambda d: calendar_days(d.day("basic"), 60), edge=True, **DEMOLISH),
        lawful("demolition-after-remedies", **DEMOLISH),
        *filmed("demolition-filmed", "execute", **DEMOLISH),
        lawful("demolition-filmed", films("execute"), **OWN),
        breach("carried-out-before-closing", "close", remove("execute"), close=True, **{**OWN, "mode": "auction"}),
        breach("carried-out-before-closing", "close", entered_after("execute", "close"), edge=True, close=True,
            **{**OWN, "mode": "auction"}),
        lawful("carried-out-before-closing", just_before("execute", "close"), close=True, **{**OWN, "mode": "auction"}),
        *fields("proceeds-to-treasury", "execute", bad={"to_treasury": False}, **FINE),
        breach("proceeds-to-treasury", "execute", put("execute", to_treasury=False),
            **{**OWN, "mode": "auction"}),
        lawful("proceeds-to-treasury", put("execute", to_treasury=False), **OWN),
    ]  # fmt: skip


def _day_only(draft: Draft, label: str) -> None:
    act = draft.acts[label]
    act.day_only, act.until, act.recordings = True, None, ()


def money() -> list[Variation]:
    exact: Options = {
        **FINE,
        "overdue_from": lambda d: later(d.day("execute"), -10),
        "claim_on": lambda d: later(d.day("execute"), 2),
    }
    return [
        *fields("surcharge-told", "surcharge", bad={"standard_told": False}, **FINE),
        breach("surcharge-told", "surcharge", put("surcharge", standard_told=False),
            **{**FINE, "mode": "auction"}),
        breach("surcharge-cap", "claim", total=1001, on_fine=False, edge=True, **FINE),
        breach("surcharge-cap", "claim", total=1001, overdue_from=lambda d: later(d.cursor.date(), -60),
            edge=True, **FINE),
        lawful("surcharge-cap", total=1000, on_fine=False, **FINE),
        lawful("surcharge-cap", total=1000, overdue_from=lambda d: later(d.cursor.date(), -60), **FINE),
        missing("surcharge-cap", "claim", drop("claim", "principal"), on_fine=False, **FINE),
        # twelve days at three per cent of a thousand make 360
        lawful("surcharge-three-percent-a-day", total=360, **exact),
        breach("surcharge-three-percent-a-day", "claim", total=361, edge=True, **exact),
        breach("surcharge-three-percent-a-day", "claim", total=360, remedy_days=1, edge=True, **exact),
        lawful("surcharge-three-percent-a-day", total=330, remedy_days=1, **exact),
        breach("surcharge-three-percent-a-day", "claim", total=900, **exact),
        lawful("surcharge-three-percent-a-day", total=900, on_fine=False, **exact),
        missing("surcharge-three-percent-a-day", "claim", drop("claim", "remedy_days"), total=100, **exact),
        *at_least("surcharge-runs-30-days-first", "surcharge", "decide", "decide_on",
            lambda d: later(d.day("surcharge"), 31), perform_by=lambda d: later(d.cursor.date(), 9), **FINE),
        lawful("surcharge-runs-30-days-first", **OWN),
        breach("auction-only-of-seized", "execute", put("execute", seized_in_case=False), auction=True,
            **COURT),
        breach("auction-only-of-seized", "execute", put("execute", mode="transfer_deposit"), auction=True,
            **COURT),
        lawful("auction-only-of-seized", auction=True, **COURT),
        missing("auction-only-of-seized", "execute", drop("execute", "seized_in_case"), auction=True,
            **COURT),
        breach("auction-after-remedies-and-demand", "execute", remove("expired"), auction=True, **COURT),
        breach("auction-after-remedies-and-demand", "execute", remove("served"), auction=True, **COURT),
        breach("auction-after-remedies-and-demand", "execute", entered_after("served", "execute"),
            auction=True, edge=True, **COURT),
        *fields("agreement-lawful", "agree", bad={"harms_others": True, "surcharge_reduced": True},
            **{**OWN, "agreement": True}),
        lawful("agreement-lawful", put("agree", surcharge_reduced=True, remedied=True),
            **{**OWN, "agreement": True}),
    ]  # fmt: skip


def substitute() -> list[Variation]:
    absent: Options = {**OWN, "instant": True, "instant_present": False}
    return [
        *fields("substitute-only-for-harm", "plan",
            bad={"duty": "other", "harm": "none", "performer_interested": True}, **SUBSTITUTE),
        *carries("substitute-decision-complete", "plan",
            lacking="reason manner_and_time object cost_estimate performer", papers="代履行决定书",
            **SUBSTITUTE),
        *first("substitute-decision-served", "perform", "serve_plan", **SUBSTITUTE),
        *fields("substitute-supervised", "perform",
            bad={"supervised": False, "unlawful_means": True, "signed": False}, **SUBSTITUTE),
        *at_least("substitute-3-days-after-demand", "demand", "perform", "perform_on",
            lambda d: later(working(d.day("demand"), 3), 1), **_early(SUBSTITUTE)),
        breach("substitute-stops-on-performance", "perform", remove("demand"), **SUBSTITUTE),
        breach("substitute-stops-on-performance", "perform", just_after("demand", "perform"), edge=True,
            **SUBSTITUTE),
        breach("substitute-stops-on-performance", "perform",
            lambda d: d.act("done", "party_performs", later(d.day("perform"), -1), by=""), **SUBSTITUTE),
        lawful("substitute-stops-on-performance",
            lambda d: d.act("done", "party_performs", later(d.day("perform"), 1), by=""), **SUBSTITUTE),
        *fields("instant-substitute-places", "instant", bad={"place": "other"}, **absent),
        breach("instant-substitute-places", "instant", put("instant", place="other"),
            **{**absent, "instant_present": True}),
        breach("absent-party-told-at-once", "instant", told_after_on=lambda d: working(d.day("instant"), 1),
            edge=True, **absent),
        breach("absent-party-told-at-once", "instant", told_after_on=None, **absent),
        lawful("absent-party-told-at-once", **absent),
        lawful("absent-party-told-at-once", remove("told_after"), **{**absent, "instant_present": True}),
        missing("absent-party-told-at-once", "instant", drop("instant", "party_present"), **absent),
    ]  # fmt: skip


def _early(options: Options) -> Options:
    """Cases in which the decision is served on the day of the demand, so that the demand alone fixes the day."""
    return {**options, "seek": lambda d: d.day("serve_plan") < d.day("perform")}


def stops() -> list[Variation]:
    stop: Options = {**OWN, "suspended": True}
    long: Options = {**stop, "ground": "inability", "no_social_harm": True, "until": date(2023, 3, 1)}

    def three_years(extra: int) -> Due:
        return lambda d: later(months(d.day("suspend"), 36), extra)

    lapsed = "other:not-executed-after-3-years@suspend"
    return [
        *fields("no-stay-for-remedy-alone", "suspend", bad={"ground": "remedy_filed_only"},
            since=date(2024, 1, 1), **stop),
        breach("no-stay-for-remedy-alone", "suspend", put("suspend", ground="remedy_filed_only"),
            since=date(2024, 1, 1), **{**stop, "mode": "auction"}),
        lawful("no-stay-for-remedy-alone", put("suspend", ground="ordered_by_law"), since=date(2024, 1, 1),
            **stop),
        breach("nothing-after-the-end", "resume execute", resume_on=three_years(1), also=lapsed, edge=True,
            **long),
        breach("nothing-after-the-end", "resume execute", resume_on=three_years(40), also=lapsed, **long),
        lawful("nothing-after-the-end", resume_on=three_years(0), **long),
        lawful("nothing-after-the-end", resume_on=three_years(30), **{**long, "ground": "third_party_claim"}),
        breach("nothing-after-the-end", "execute", just_after("execute", "end"), edge=True, **OWN),
    ]  # fmt: skip


def variations() -> list[Variation]:
    return [*demand(), *execution(), *money(), *substitute(), *stops(), *court.application(), *court.others()]
