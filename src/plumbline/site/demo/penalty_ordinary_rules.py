"""How each rule of the ordinary penalty procedure is broken, and how it is only just kept."""

from __future__ import annotations

from datetime import date
from typing import Final

from plumbline.site.demo.days import earliest_within, later, off_the_usual, working
from plumbline.site.demo.draft import (
    Draft,
    Edit,
    by,
    docs,
    drop,
    entered_after,
    films,
    just_after,
    just_before,
    put,
    remove,
)
from plumbline.site.demo.variations import (
    Options,
    Variation,
    also_edit,
    breach,
    carries,
    fields,
    filmed,
    first,
    lawful,
    missing,
    officers,
    within,
)

GENERAL: Final[Options] = {"field": "general"}
LATE_2022: Final[Options] = {"since": date(2022, 8, 1)}
FROM_2024: Final[Options] = {"since": date(2024, 1, 1)}


def _found(draft: Draft) -> date:
    found: date = draft.acts["file"].fields["found_on"]
    return found


def filing() -> list[Variation]:
    other = {"organ_level": "township"}

    def ended(years: int, days: int = 0) -> Edit:
        return put("file", act_ended_on=lambda d: later(earliest_within(_found(d), 12 * years), days))

    return [
        *_promptly(),
        *fields("jurisdiction", "file", bad={"place_in_area": False}),
        lawful("jurisdiction", put("file", place_in_area=False, jurisdiction_ground="designated")),
        lawful("jurisdiction", put("file", place_in_area=False, jurisdiction_ground="special_provision")),
        *fields("first-to-file", "file", bad={"filed_elsewhere_first": True}),
        lawful("first-to-file", put("file", filed_elsewhere_first=True, jurisdiction_ground="designated")),
        breach("township-power", "file", put("file", **other)),
        lawful("township-power", put("file", power_transferred=True, **other)),
        missing("township-power", "file", drop("file", "power_transferred"), put("file", **other)),
        *[
            breach("entrustment", "file", put("file", entrusted=True, **{name: bad}))
            for name, bad in (("entrustment_lawful", False), ("entrustment_published", False),
                ("sub_entrusted", True))
        ],
        lawful("entrustment", put("file", entrusted=True)),
        missing("entrustment", "file", drop("file", "entrusted")),
        breach("found-in-time", "file", ended(2, -1), **GENERAL, edge=True),
        lawful("found-in-time", ended(2), **GENERAL),
        breach("found-in-time", "file", ended(5, -1), put("file", long_limitation=True), **GENERAL,
            edge=True),
        lawful("found-in-time", ended(5), put("file", long_limitation=True), **GENERAL),
        breach(
            "found-in-time", "file", put("file", act_ended_on=date(2020, 2, 29), found_on=date(2022, 3, 1)),
            since=date(2022, 3, 2), until=date(2022, 5, 30), edge=True, **GENERAL,
        ),
        lawful(
            "found-in-time", put("file", act_ended_on=date(2020, 2, 29), found_on=date(2022, 2, 28)),
            since=date(2022, 3, 2), until=date(2022, 5, 30), **GENERAL,
        ),
        missing("found-in-time", "file", drop("file", "found_on"), **GENERAL),
    ]  # fmt: skip


def _promptly() -> list[Variation]:
    """The district has set seven working days for «promptly»; the case is filed on the start day."""

    def held(days: int, extra: int = 0) -> Options:
        return {"held": True, "standard_on": lambda d: later(working(d.start, -days), extra), **GENERAL}

    return [
        breach(
            "file-promptly",
            "standard",
            seek=lambda d: working(d.day("standard"), 7) < d.day("file"),
            edge=True,
            **held(7, -1),
        ),
        breach("file-promptly", "standard", **held(12)),
        lawful("file-promptly", **held(7)),
        lawful("file-promptly", seek=lambda d: off_the_usual(d.start), **held(7)),
    ]


def evidence() -> list[Variation]:
    return [
        *officers("two-officers", "inv1", **GENERAL),
        *officers("two-officers", "keep", preserve=True, **GENERAL),
        breach("two-officers", "inv1 inv2", by("inv1", "1"), by("inv2", "2"), **GENERAL),
        *fields("certificate-shown", "inv1", bad={"certificate_shown": False}),
        breach("certificate-shown", "inv1 inv2", put("inv1", certificate_shown=False),
            put("inv2", certificate_shown=False)),
        *_filming(),
        *carries("interview-record", "inv1", papers="询问笔录", **GENERAL),
        breach("interview-record", "inv1", docs("inv1", "现场检查笔录"), edge=True, **GENERAL),
        missing("interview-record", "inv1", drop("inv1", "kind"), also="inspection-record@inv1?", **GENERAL),
        *carries("inspection-record", "inv2", papers="现场检查笔录", **GENERAL),
        breach("inspection-record", "inv2", docs("inv2", "询问笔录"), edge=True, **GENERAL),
        breach("recused-stay-out", "inv2", by("inv2", "1 2 5"), recusal=True),
        breach("recused-stay-out", "hear", by("hear", "5"), recusal=True, answer="defence"),
        lawful("recused-stay-out", by("inv1", "1 2 5"), recusal=True),
        lawful("recused-stay-out", by("inv2", "1 2 5"), put("recuse", granted=False), recusal=True),
        missing("recused-stay-out", "inv2", by("inv2", "1 2 5"), drop("recuse", "granted"), recusal=True),
        breach("recusal-by-head", "recuse", by("recuse", "R:legal_reviewer"), recusal=True),
        breach("recusal-by-head", "recuse", by("recuse", "1:officer"), recusal=True),
        *first("recusal-answered", "decide", "recuse", recusal=True, **GENERAL),
        *fields(
            "e-monitoring", "monitor", monitor=True,
            bad=dict.fromkeys(
                ("equipment_reviewed", "equipment_marked", "site_published", "record_reviewed", "party_told"),
                    False
            ),
        ),
        *first("preservation-approved", "keep", "allow", preserve=True, **GENERAL),
        lawful("preservation-approved", remove("allow"), put("keep", kind="sample"), preserve=True,
            **GENERAL),
        missing("preservation-approved", "keep", drop("keep", "kind"), remove("allow"), preserve=True,
            also="preserved-evidence-in-7-days@keep?", **GENERAL),
        *within(
            "preserved-evidence-in-7-days", "keep", "dispose_on", lambda d: working(d.day("keep"), 7),
                to="dispose",
            preserve=True, **GENERAL,
        ),
        breach("preserved-evidence-in-7-days", "keep", put("dispose", batch="第二批"), preserve=True,
            **GENERAL),
        missing("preserved-evidence-in-7-days", "keep", drop("keep", "batch"), preserve=True, **GENERAL),
        breach("concluded-before-decision", "decide", just_after("conclude", "decide"), major=False,
            complex=False, edge=True, **GENERAL),
        breach("concluded-before-decision", "decide", entered_after("conclude", "decide"), major=False,
            complex=False, edge=True, **GENERAL),
        lawful("concluded-before-decision", just_before("conclude", "decide"), major=False, complex=False,
            **GENERAL),
    ]  # fmt: skip


def _filming() -> list[Variation]:
    listed: Options = {"listed": True, **GENERAL}
    heard: Options = {**listed, "hearing": True, "answer": "request", "outcome": "penalty", "major": False}
    centre = put("inv1", in_case_centre=True)
    return [
        *filmed("filmed-as-listed", "inv1", **listed),
        breach("filmed-as-listed", "keep", films("keep"), preserve=True, **listed),
        breach("filmed-as-listed", "hearing", films("hearing"), **heard),
        breach("filmed-as-listed", "serve", films("serve"), outcome="penalty", by_notice=False, **listed),
        lawful("filmed-as-listed", films("inv1"), films("inv2"), listed=False, preserve=False, **GENERAL),
        missing("filmed-as-listed", "inv1", drop("inv1", "filming_listed"), **GENERAL),
        *[
            also_edit(item, centre)
            for item in filmed("filmed-in-case-centre", "inv1", listed=False, **GENERAL)
        ],
        missing("filmed-in-case-centre", "inv1", drop("inv1", "in_case_centre"), **GENERAL),
    ]


def review() -> list[Variation]:
    major: Options = {"major": True, "hearing": False, "answer": "silent", "outcome": "penalty", **GENERAL}
    heard: Options = {"major": True, "hearing": True, "answer": "request", "outcome": "penalty", **GENERAL}
    new = put("legal", first_time=True, licensed=False)
    return [
        *first("legal-review-passed", "decide", "legal", **major),
        breach("legal-review-passed", "decide", put("legal", result="returned"), **major),
        breach("legal-review-passed", "decide", put("legal2", result="returned"), **heard),
        breach("legal-review-passed", "decide", put("legal", result="returned"), remove("legal2"), **heard),
        breach("legal-review-passed", "decide", put("legal", result="returned"),
            just_after("legal2", "decide"), edge=True, **heard),
        lawful("legal-review-passed", put("legal", result="returned"), **heard),
        lawful("legal-review-passed", put("legal", result="returned"), major=True, outcome="no_penalty",
            **GENERAL),
        missing("legal-review-passed", "decide", drop("legal", "result"), **major),
        breach("reviewer-licensed", "legal", new, **major),
        lawful("reviewer-licensed", put("legal", first_time=True), **major),
        lawful("reviewer-licensed", put("legal", licensed=False), **major),
        missing("reviewer-licensed", "legal", drop("legal", "first_time"), **major),
        missing("reviewer-licensed", "legal", put("legal", first_time=True), drop("legal", "licensed"),
            **major),
    ]  # fmt: skip


def _thresholds() -> list[Variation]:
    """Sums at the threshold without the right told, by the district's own figures."""
    found = []
    for kind, sum_ in (("citizen", 5000), ("organisation", 50000)):
        own: Options = {"party_kind": kind, "hearing": False, **GENERAL}
        taken = put("decide", fine=100)
        found += [
            breach("hearing-right-told-fine", "tell", taken, fine=sum_, edge=True, **own),
            breach("hearing-right-told-fine", "tell", taken, fine=sum_ * 3, **own),
            lawful("hearing-right-told-fine", fine=sum_ - 1, **own),
            breach(
                "hearing-right-told-confiscation",
                "tell",
                put("tell", proposed_confiscation=sum_),
                edge=True,
                **own,
            ),
            lawful("hearing-right-told-confiscation", put("tell", proposed_confiscation=sum_ - 1), **own),
        ]
    own = {"hearing": False, "answer": "silent", **GENERAL}
    return [
        *found,
        missing("hearing-right-told-fine", "tell", drop("tell", "proposed_fine"), **own),
        missing("hearing-right-told-confiscation", "tell", drop("tell", "proposed_confiscation"), **own),
        breach("hearing-right-told-kinds", "tell", put("tell", heavy_kind=True), hearing=False),
        lawful("hearing-right-told-kinds", put("tell", heavy_kind=True), hearing=True),
        missing("hearing-right-told-kinds", "tell", drop("tell", "heavy_kind"), hearing=False),
    ]


def notice() -> list[Variation]:
    silent: Options = {"hearing": False, "answer": "silent", "outcome": "penalty", **GENERAL}
    heard: Options = {"hearing": True, "outcome": "penalty", **GENERAL}
    asked: Options = {"answer": "request", "major": False, **heard}
    waived: Options = {"answer": "silent", "waive_hearing": True, "complex": False, **heard}
    defence: Options = {"hearing": False, "answer": "defence", "outcome": "penalty", **GENERAL}
    last = "request-hearing-in-5-days"
    return [
        *first("notice-before-decision", "decide", "tell", **silent),
        lawful("notice-before-decision", remove("tell"), **{**silent, "answer": "waive"}),
        lawful("notice-before-decision", remove("tell"), **{**silent, "outcome": "no_penalty"}),
        *fields("notice-complete", "tell",
            bad=dict.fromkeys(("content_told", "facts_told", "grounds_told", "rights_told"), False)),
        *_thresholds(),
        # the party may answer until the end of the fifth working day; the decision waits for it
        breach("hearing-held", "decide", remove("hearing"), **asked),
        breach("hearing-held", "decide", entered_after("hearing", "decide"), edge=True, **asked),
        breach("hearing-held", "decide", just_after("hearing", "decide"), edge=True, **asked),
        breach("hearing-held", "decide", remove("hearing"), answer_on=lambda d: working(d.day("tell"), 5),
            edge=True, **asked),
        breach(
            "hearing-held", "decide", answer="silent", wait=False, waive_hearing=False, complex=False,
            decide_on=lambda d: working(d.day("tell"), 5), edge=True, **heard,
        ),
        lawful(
            "hearing-held", answer="silent", wait=False, waive_hearing=False, complex=False,
            decide_on=lambda d: later(working(d.day("tell"), 5), 1), **heard,
        ),
        lawful("hearing-held", remove("hearing"), also=f"party:{last}@tell",
            answer_on=lambda d: later(working(d.day("tell"), 5), 1), **asked),
        lawful("hearing-held", put("hearing", result="terminated"), **asked),
        lawful("hearing-held", answer="waive", waive_hearing=True, **heard),
        breach("hearing-waived-after-told", "no_hearing", just_before("no_hearing", "tell"), edge=True, **waived),
        lawful("hearing-waived-after-told", just_after("no_hearing", "tell"), **waived),
        breach("presider-not-investigator", "hearing", by("hearing", "1:hearing_presider"), **asked),
        breach("presider-not-investigator", "hearing", by("hearing", "P:hearing_presider 2"), edge=True,
            **asked),
        lawful("presider-not-investigator", by("hearing", "4:hearing_presider"), **asked),
        breach("defence-heard", "decide", remove("hear"), **defence),
        breach("defence-heard", "decide", put("hear", reviewed=False), **defence),
        breach("defence-heard", "decide", just_after("hear", "decide"), edge=True, **defence),
        breach("defence-heard", "decide", entered_after("hear", "decide"), edge=True, **defence),
        lawful("defence-heard", just_before("hear", "decide"), **defence),
        *_more_notice(),
    ]  # fmt: skip


def _more_notice() -> list[Variation]:
    silent: Options = {"hearing": False, "answer": "silent", "outcome": "penalty", **GENERAL}
    heard: Options = {"hearing": True, "outcome": "penalty", **GENERAL}
    asked: Options = {"answer": "request", "major": False, **heard}
    defence: Options = {"hearing": False, "answer": "defence", "outcome": "penalty", **GENERAL}
    return [
        missing("defence-heard", "decide", drop("hear", "reviewed"), **defence),
        breach("valid-defence-adopted", "hear", put("hear", valid=True), **defence),
        lawful("valid-defence-adopted", put("hear", valid=True, adopted=True), **defence),
        missing("valid-defence-adopted", "hear", put("hear", valid=True), drop("hear", "adopted"), **defence),
        breach("no-aggravation", "decide",
            put("decide", fine=lambda d: d.acts["tell"].fields["proposed_fine"] + 1), edge=True, **defence),
        breach("no-aggravation", "decide",
            put("decide", fine=lambda d: d.acts["tell"].fields["proposed_fine"] * 2), **asked),
        lawful("no-aggravation", put("decide", fine=lambda d: d.acts["tell"].fields["proposed_fine"] + 1),
            **silent),
        lawful("no-aggravation", put("decide", fine=4000), put("tell", new_facts=True), **defence),
        lawful("no-aggravation", put("decide", fine=1), **defence),
        missing("no-aggravation", "decide", drop("tell", "proposed_fine"),
            also="hearing-right-told-fine@tell?", **defence),
    ]  # fmt: skip
