"""A district for the access matrix: an account for every role, and of everything an address can name one thing of the
own organ, one of another organ of the district, one of another district.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.builders.desk import FILED, QUALIFIED
from tests.builders.exams import plan, wording
from tests.builders.findings import noted
from tests.builders.history import instant
from tests.builders.signing_in import account

from plumbline.apps.casework.actions import Act as CaseAct
from plumbline.apps.casework.actions import Opening, Paper, open_case, perform_act
from plumbline.apps.exams import actions as exams
from plumbline.apps.exams.store import seats_in
from plumbline.apps.exchange.actions import open_source
from plumbline.apps.jobs.actions import enqueue
from plumbline.apps.legality.actions import bring_in
from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act
from plumbline.apps.people.actions.registers import docket_of
from plumbline.apps.people.tasks import import_sheet
from plumbline.core.authority.person import Person, Place
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of, parse_day
from plumbline.core.exams.sitting import Enrolled
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment
from plumbline.core.registers.register import register_of
from plumbline.core.registers.rows import columns_of
from plumbline.core.review.patterns import Maker, TextKind

NOW = instant("2026-10-12 09:20")
TODAY = parse_day("2026-10-12")
PLACES = {"own": ("AM01", "650105"), "other": ("AM02", "650105"), "beyond": ("BM01", "650106")}
"""Organ and division: the person's own organ, another of the district, one of another district."""
Fill = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Thing:
    """What an address names: the values that fill it, where it belongs (None: nowhere), what it is called."""

    fill: Fill
    place: Place | None
    title: str


@dataclass(slots=True)
class District:
    """Everything there is."""

    cases: list[Thing] = field(default_factory=list)
    entries: dict[str, list[Thing]] = field(default_factory=dict)
    batches: dict[str, list[Thing]] = field(default_factory=dict)
    accounts: list[Thing] = field(default_factory=list)
    findings: list[Thing] = field(default_factory=list)
    texts: list[Thing] = field(default_factory=list)
    questions: list[Thing] = field(default_factory=list)
    exams: list[Thing] = field(default_factory=list)
    """Each with its exam and one paper; that of the own organ is the officer's."""
    job: int = 0
    suppliers: list[Thing] = field(default_factory=list)

    def exam_things(self) -> dict[str, Callable[[], list[Thing]]]:
        """What addresses of exams name: questions, exams, papers; a paper belongs to nobody but its holder."""
        exams = self.exams
        return {
            "question": lambda: self.questions,
            "exam": lambda: [Thing({"sitting": one.fill["sitting"]}, one.place, one.title) for one in exams],
            "own_paper": lambda: [Thing({"paper": one.fill["paper"]}, None, "") for one in exams],
            "bank_row": lambda: [Thing({"row": "none"}, None, "")],
        }


def settle() -> District:
    """Registers, cases and accounts, by the real acts."""
    district = District()
    for title, (organ, division) in PLACES.items():
        by = Person(f"writer-{organ}", "登记员", Role.SUPERVISOR, organ, (division,))
        for register, values in _VALUES.items():
            entry = _entry(register, title, values, organ, division, by)
            district.entries.setdefault(register, []).append(entry)
        district.suppliers.append(_supplier(title, organ, division))
        district.texts.append(_text(title, organ, division))
        question, exam = _exam(title, organ, division)
        district.questions.append(question)
        district.exams.append(exam)
        district.cases += [_case(title, organ, division, ended=ended) for ended in (False, True)]
    for one in district.cases:
        assert one.place is not None
        found = noted(one.place, f"{one.title}〔2026〕1号", NOW)
        district.findings.append(Thing({"finding": found}, one.place, one.title))
    for register in _VALUES:
        district.batches[register] = [_batch(register, PLACES["own"][0])]
    own = [str(one.fill["case"]) for one in district.cases if one.title.startswith("own")]
    for role in Role:
        _account(role, own)
    district.job = enqueue(import_sheet, {"register": "officer"}, now=NOW)
    key = account("somebody", Role.OFFICER, organ="AM01", divisions=["650105"])
    grant = queries.grants_of(key)[0].record
    district.accounts = [Thing({"key": key, "grant": grant, "token": "c0ffee-none"}, None, "account")]
    return district


def _exam(title: str, organ: str, division: str) -> tuple[Thing, Thing]:
    """A question in use and an exam of it that one officer is to sit."""
    office = Person(f"office-{organ}", "法治办", Role.RULE_OF_LAW_OFFICE, organ, (division,))
    author = Person(f"author-{organ}", "命题人", Role.SUPERVISOR, organ, (division,))
    told: dict[str, int] = {"now": NOW, "today": TODAY}
    question = exams.write_question(
        person=author, wording=wording(0, text="Which of these?", options=("one", "two", "three")), **told
    )
    exams.review_question(person=office, question=question, version=1, passed=True, note="", **told)
    made = plan(opens_at=NOW - 1, closes_at=NOW + 3_600_000_000, minutes=30, count=1, title="Exam")
    holder = Enrolled("QS-0001" if title == "own" else f"holder-{organ}", organ)
    sitting = exams.set_up_exam(person=office, plan=made, people=[holder], **told)
    place, paper = Place(organ, division), seats_in(sitting)[0].paper
    return Thing({"question": question}, place, title), Thing(
        {"sitting": sitting, "paper": paper}, place, title
    )


EXAM_PAGES: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(("mine", "bank", "new_question", "import", "template", "sittings", "new_sitting"), ()),
    "paper": ("own_paper", "get", 200, 400),  # 400: the paper is another's, or not begun, or not closed
    **dict.fromkeys(("check", "bundle"), ("own_paper", "get", 302, 400)),
    **dict.fromkeys(("begin", "answer", "hand_in", "appeal"), ("own_paper", "post", 302, 400)),
    "changed": ("", "post", 302),
    "row": ("bank_row", "get", 400),  # no row of that key waits
    "question": ("question",),
    "question_go": ("question", "post", 302),
    **dict.fromkeys(("sitting", "appeals", "holders"), ("exam",)),
    **dict.fromkeys(("sitting_go", "decide", "register"), ("exam", "post", 302)),
}
"""How each page of exams is asked: what fills its address, by which method, with which answers."""


def username(role: Role) -> str:
    """The account of a role, of the own organ."""
    return f"matrix-{role.value}"


def _supplier(title: str, organ: str, division: str) -> Thing:
    told = {"title": title, "organ": organ, "division": division, "layout": "own", "by": "x"}
    made = open_source(code=f"source-{title}", now=NOW, **told)
    return Thing({"source": made.code, "row": 1}, Place(organ, division), title)


def _account(role: Role, matters: list[str]) -> None:
    more: dict[str, object] = {"undertaken": True, "matters": matters} if role is Role.GROUP_GUEST else {}
    officer = "QS-0001" if role is Role.OFFICER else ""
    account(username(role), role, organ="AM01", divisions=["650105"], officer=officer, **more)


def _common(organ: str, title: str) -> dict[str, Value]:
    return {"name": f"名称{title}", "organ_no": organ}


_VALUES: Mapping[str, Callable[[str, str, str], dict[str, Value]]] = {
    "organ": lambda organ, division, title: {
        "name": f"青石区{title}局",
        "organ_no": organ,
        "organ_kind": "organ",
        "document_word": title,
        "division_code": division,
    },
    "officer": lambda organ, division, title: {**_common(organ, title), "officer_no": f"P-{title}"},
    "power": lambda organ, division, title: {
        **_common(organ, title),
        "power_no": f"QX-{title}",
        "power_kind": "penalty",
        "power_basis": "由实施机关填写",
    },
    "benchmark": lambda organ, division, title: {
        **_common(organ, title),
        "benchmark_no": f"CL-{title}",
        "tier": "ordinary",
        "tier_facts": "首次违法",
        "benchmark_basis": "27号基准",
    },
    "leniency": lambda organ, division, title: {
        **_common(organ, title),
        "leniency_no": f"MF-{title}",
        "leniency_kind": "first_harmless",
        "conditions": "初次违法",
        "leniency_basis": "处罚法 §33",
    },
    "review-catalogue": lambda organ, division, title: {
        **_common(organ, title),
        "catalogue_no": f"ML-{title}",
        "act_kind": "penalty",
        "valid_from": 20454,
        "catalogue_basis": "118号 (十二)",
    },
    "recording": lambda organ, division, title: {
        **_common(organ, title),
        "recording_no": f"JL-{title}",
        "list_version": "2026.1",
        "recorded_procedure": "compulsory.measure",
        "recorded_step": "impose",
        "means": "audio_video",
        "starts_with": "表明身份",
        "ends_with": "当事人签字",
        "valid_from": 20454,
        "recording_basis": "118号 (八)",
    },
    "recorder": lambda organ, division, title: {**_common(organ, title), "recorder_no": f"RN-{title}"},
    "service-matter": lambda organ, division, title: {
        **_common(organ, title),
        "service_no": f"FW-{title}",
        "service_kind": "permit",
        "service_basis": "由实施机关填写",
        "promised_days": 5,
        "first_contact": "W1",
        "online_level": "wholly_online",
    },
    "force": lambda organ, division, title: {
        **_common(organ, title),
        "force_no": f"LL-{title}",
        "force_kind": "justice_office",
    },
    "establishment": lambda organ, division, title: {
        **_common(organ, title),
        "posts_no": f"BZ-{title}",
        "post_kind": "sub_district",
        "established": 3,
        "filled": 2,
        "dedicated": 1,
    },
    "study-item": lambda organ, division, title: {
        **_common(organ, title),
        "item_no": f"XD-{title}",
        "list_part": "basic_four",
        "is_required": True,
        "valid_from": 20454,
    },
    "supervision-rule": lambda organ, division, title: {
        **_common(organ, title),
        "rule_no": f"JZ-{title}",
        "rule_level": "working_rule",
        "maker": "M1",
        "valid_from": 20454,
    },
    "party": lambda organ, division, title: {
        "party_kind": "citizen",
        "name": f"某{title}",
        "identity_code": "650105199001010016",
    },
}
_CODES = {"organ": "organ_no", "officer": "officer_no", "power": "power_no", "benchmark": "benchmark_no"} | {
    "review-catalogue": "catalogue_no",
    "recording": "recording_no",
    "recorder": "recorder_no",
    "service-matter": "service_no",
    "force": "force_no",
    "establishment": "posts_no",
    "study-item": "item_no",
    "supervision-rule": "rule_no",
}


def _entry(
    register: str,
    title: str,
    values: Callable[[str, str, str], dict[str, Value]],
    organ: str,
    division: str,
    by: Person,
) -> Thing:
    stated = values(organ, division, title)
    code = str(stated.get(_CODES.get(register, "leniency_no"), f"party-{title}"))
    act = Act(register_of(register).opening, TODAY, stated)
    actions.register(register, code, [act], by=by, now=NOW, today=TODAY, division=division)
    found = queries.entry(register, code)
    assert found is not None
    fill = {
        "code": code,
        "step": register_of(register).merged[1],
        "record": queries.history(register, code)[-1].id,
    }
    return Thing(fill, Place(organ, division), title)


def _batch(register: str, organ: str) -> Thing:
    by = Person("importer", "导入人", Role.SUPERVISOR, organ, ("650105",))
    batch = actions.import_rows(
        register, _wrong_sheet(register), file_name="错.xlsx", by=by, now=NOW, today=TODAY
    ).batch
    assert batch is not None
    return Thing({"batch": batch, "row": 2, "job": 1}, None, "own batch")


def _wrong_sheet(register: str) -> list[list[str]]:
    kind = register_of(register)
    titles = [one.title for one in columns_of(kind, docket_of(kind).procedure)]
    return [titles, ["错"] * len(titles)]


def _case(title: str, organ: str, division: str, *, ended: bool) -> Thing:
    handler = Person(f"handler-{organ}", "承办人", Role.OFFICER, organ, (division,), "QS-0001")
    head = Person(f"head-{organ}", "负责人", Role.AGENCY_HEAD, organ, (division,), "QS-0100")
    state = "ended" if ended else "open"
    opening = Opening(
        "penalty.ordinary",
        f"{organ}立〔2026〕{state}号",
        "未按规定检测安全设备",
        facts={"party_kind": "organisation"},
        party={"party_name": "青石区恒岳机械加工有限公司"},
    )
    place = Place(organ, division)
    case = open_case(
        person=handler,
        place=place,
        opening=opening,
        now=instant("2026-10-08 09:00"),
        case=f"case-{title}-{state}",
    )
    filed = _did(case, head, "file_case", "2026-10-08T10:00+08:00", dict(FILED), ("立案审批表",))
    if ended:
        _did(case, head, "withdraw_case", "2026-10-09T10:00+08:00", {})
    fill = {"case": case, "step": "investigate", "record": filed, "rule": "decide-within", "section": "plans"}
    fill |= {"place": 1, "page": 1, "file": "none", "job": 1, "submission": "none", "upload": "none"}
    fill |= {"move": "give_back", "kind": "pay"}
    return Thing(fill, Place(organ, division, case), f"{title} {state}")


def _text(title: str, organ: str, division: str) -> Thing:
    by = Person(f"reviewer-{organ}", "审核员", Role.REVIEWER, organ, (division,))
    number = bring_in(
        person=by,
        title=f"管理办法{title}",
        text="企业必须参加培训。",
        kind=TextKind.NORMATIVE,
        maker=Maker.NORMATIVE_DOCUMENT,
        now=NOW,
        today=date_of(TODAY),
    )
    return Thing({"number": number}, Place(organ, division), title)


def _did(
    case: str, by: Person, step: str, at: str, values: dict[str, Value], papers: tuple[str, ...] = ()
) -> str:
    moment = Moment(at, "minute")
    act = CaseAct(step, moment, values=values, papers=tuple(Paper(kind) for kind in papers))
    done = perform_act(
        person=by, case=case, act=act, seen=None, now=moment.earliest, officers=QUALIFIED, mode="attest"
    )
    return done.receipt.record.id
