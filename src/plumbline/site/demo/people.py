"""The people of the fictional district 青石区: organs, officers with certificates, an account for every role.

Everything is invented. It goes in by the real acts, dated long enough ago that the district's cases rest on it. The
officers of an organ are known by slots, so that the cases of `living` find who does what: 1–6 handle, H is the head, R
reviews, P presides, G speaks for the government, S supervises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from plumbline.apps.people import actions, queries
from plumbline.apps.people.actions import Act
from plumbline.apps.people.actions.accounts import system_person
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Value
from plumbline.site.demo.living import LivingOrgan
from plumbline.site.demo.living_discretion import POWER_NAME
from plumbline.site.demo.living_lenient import lenient_items

JUSTICE: Final = "QS01"
"""The justice bureau, which supervises."""
MARKET: Final = "QS03"
"""Market supervision, whose decisions are published by clocks and terms of their own."""
_GOVERNMENT: Final = "QS00"
_STREET: Final = "QS61"
_OFFICE: Final = "QS71"
_ORGANS: Final = (
    (_GOVERNMENT, "青石区人民政府", "青石", "government", "general", ""),
    (JUSTICE, "青石区司法局", "青司", "organ", "general", ""),
    ("QS02", "青石区应急管理局", "青应急", "organ", "general", ""),
    (MARKET, "青石区市场监督管理局", "青市监", "organ", "market-supervision", ""),
    ("QS04", "青石区城市管理局", "青城管", "organ", "general", ""),
    ("QS05", "青石区卫生健康委员会", "青卫", "organ", "general", ""),
    (_STREET, "青石区石桥街道办事处", "青石桥", "organ", "general", "001"),
    (_OFFICE, "青石区石桥司法所", "青石桥司", "organ", "general", "001"),
    ("QS91", "青石区应急管理综合行政执法大队", "青应急执", "entrusted", "general", ""),
)
WORKING: Final = ("QS02", "QS03", "QS04", "QS05")
"""Organs whose officers handle cases."""
_SURNAMES: Final = "秦黎祝邵卢骆费章宁傅温柏沈陶纪舒"
_GIVEN: Final = ("越", "素", "衡", "文柏", "知远", "以宁", "思远", "清和", "明澈", "若谷", "景行", "怀瑾")
_SLOTS: Final = ("1", "2", "3", "4", "5", "6", "H", "R", "P")
_POWERS: Final = (
    ("QS02", POWER_NAME, "penalty"),
    ("QS02", "安全生产检查", "inspection"),
    ("QS03", "对未按规定明码标价的处罚", "penalty"),
    ("QS03", "食品经营检查", "inspection"),
    ("QS04", "对占道堆放物品的处罚", "penalty"),
    ("QS05", "公共场所卫生检查", "inspection"),
)
_TIERS: Final = (
    ("mitigated", "首次违法、主动改正、没有造成后果", 0, 500),
    ("ordinary", "首次违法", 500, 2000),
    ("heavier", "再次违法、造成后果", 2000, 5000),
)
_TO_BE_FILLED: Final = "演示数据：由实施机关按现行有效的法律、法规、规章填写"


@dataclass(frozen=True, slots=True)
class _When:
    """By whom, and when, all of it is entered."""

    by: Person
    now: int
    today: int

    def told(self) -> dict[str, object]:
        return {"by": self.by, "now": self.now, "today": self.today}


def settle(now: int, today: int) -> tuple[LivingOrgan, ...]:
    """Registers the district's people; the organs whose officers handle cases. Once a ledger."""
    division = str(settings.DIVISION)
    by = Person("system", "系统", Role.SUPERVISOR, JUSTICE, (division,))
    when = _When(by, now, today)
    for code, name, short, kind, field, street in _ORGANS:
        _organ(code, name, short, kind, field, division + street, when)
    people = {organ: dict(_officers(organ, when)) for organ in (*WORKING, JUSTICE, _STREET)}
    _lists(when)
    _accounts(people, division, when)
    shorts = {code: (short, field) for code, _name, short, _kind, field, _street in _ORGANS}
    return tuple(
        LivingOrgan(
            code,
            *shorts[code],
            division,
            {**people[code], "G": people[JUSTICE]["H"], "S": people[JUSTICE]["1"]},
        )
        for code in WORKING
    )


def demo_person(username: str, today: int) -> Person:
    """Who acts under an account of the demo."""
    account = queries.login_of(username)
    assert account is not None
    return queries.persons_of(account, today)[0]


def demo_holder(role: Role, today: int) -> Person:
    """Who has a role in the demo: the account that a click on the role signs in."""
    account = queries.demo_login(role)
    assert account is not None
    return next(one for one in queries.persons_of(account, today) if one.role is role)


def _organ(code: str, name: str, short: str, kind: str, field: str, division: str, when: _When) -> None:
    values: dict[str, Value] = {
        "organ_no": code,
        "name": name,
        "document_word": short,
        "phone": f"0900-555{int(code[2:]):04}",
        "address": f"青石区河滨路{int(code[2:]) + 10}号",
        "contact": "值班室",
        "review_organ": "青石区人民政府",
        "court": "青石区人民法院",
        "fine_bank": "青石银行河滨支行",
        "fine_account": f"9000 0000 0000 {int(code[2:]):04}",
        "organ_kind": kind,
        "division_code": division,
        "enforcement_field": field,
    }
    acts = [
        Act("register_organ", when.today, values),
        Act("confirm_organ", when.today, {"announced_on": when.today}),
    ]
    if kind == "entrusted":
        entrusted = {"entrusting_organ": "QS02", "entrusted_matters": "行政检查、调查取证"}
        acts.append(Act("entrust", when.today, {**entrusted, "entrusted_from": when.today}))
    actions.register("organ", code, acts, division=division, **when.told())  # type: ignore[arg-type]


def _officers(organ: str, when: _When) -> Iterator[tuple[str, str]]:
    """Slot and number of each officer of an organ."""
    slots = _SLOTS if organ in WORKING else ("1", "H", "2", "3") if organ == JUSTICE else ("1", "H")
    for place, slot in enumerate(slots):
        number = f"{organ}{place + 1:03}"
        at = int(organ[2:]) * 7 + place
        name = _SURNAMES[at % len(_SURNAMES)] + _GIVEN[(at * 5 + place) % len(_GIVEN)]
        values: dict[str, Value] = {
            "officer_no": number,
            "name": name,
            "organ_no": organ,
            "post": "负责人" if slot == "H" else "执法人员",
            "reviewer": slot == "R",
            "legal_qualification": slot in ("R", "P"),
        }
        card: dict[str, Value] = {
            "certificate_no": f"QS{number[2:]}",
            "certificate_kind": "supervision" if organ == JUSTICE else "enforcement",
            "issuer": "青石区人民政府",
            "valid_from": when.today,
            "valid_until": when.today + 5 * 365,
        }
        acts = [Act("register_officer", when.today, values), Act("issue_certificate", when.today, card)]
        actions.register("officer", number, acts, division=str(settings.DIVISION), **when.told())  # type: ignore[arg-type]
        yield slot, number


def _lists(when: _When) -> None:
    """Powers, one benchmark with three tiers, for each power to punish what is not punished."""
    division = str(settings.DIVISION)
    for place, (organ, name, kind) in enumerate(_POWERS, 1):
        values: dict[str, Value] = {
            "power_no": f"QX{place:03}",
            "name": name,
            "organ_no": organ,
            "power_kind": kind,
            "power_basis": _TO_BE_FILLED,
        }
        act = [Act("register_power", when.today, values)]
        actions.register("power", f"QX{place:03}", act, division=division, **when.told())  # type: ignore[arg-type]
    for place, (tier, facts, least, most) in enumerate(_TIERS, 1):
        code = f"CL{place:03}"
        values = {
            "benchmark_no": code,
            "name": _POWERS[0][1],
            "organ_no": "QS02",
            "power_no": "QX001",
            "tier": tier,
            "tier_facts": facts,
            "match_words": facts,
            "fine_least": least,
            "fine_most": most,
            "benchmark_basis": "27号基准",
            "published_on": when.today,
        }
        act = [Act("register_benchmark", when.today, values)]
        actions.register("benchmark", code, act, division=division, **when.told())  # type: ignore[arg-type]
    first = 1
    for place, (organ, name, kind) in enumerate(_POWERS, 1):
        for code, said in lenient_items(organ, f"QX{place:03}", name, first) if kind == "penalty" else ():
            act = [Act("register_leniency", when.today, {**said, "published_on": when.today})]
            actions.register("leniency", code, act, division=division, **when.told())  # type: ignore[arg-type]
            first += 1


def _accounts(people: dict[str, dict[str, str]], division: str, when: _When) -> None:
    """One account a role, without a password: the demo changes persons by a click."""
    organ = people["QS02"]
    rows: tuple[tuple[Role, str, str, str], ...] = (
        (Role.OFFICER, "QS02", organ["1"], division),
        (Role.AGENCY_HEAD, "QS02", organ["H"], division),
        (Role.REVIEWER, "QS02", organ["R"], division),
        (Role.HEARING_PRESIDER, "QS02", organ["P"], division),
        (Role.SUPERVISOR, JUSTICE, people[JUSTICE]["1"], division),
        (Role.JUSTICE_OFFICE, _OFFICE, "", f"{division}001"),
        (Role.RULE_OF_LAW_OFFICE, JUSTICE, "", division),
        (Role.GOVERNMENT_LEADER, _GOVERNMENT, "", division),
        (Role.SYSTEM_ADMIN, JUSTICE, "", division),
        (Role.SECURITY_ADMIN, JUSTICE, "", division),
        (Role.AUDIT_ADMIN, JUSTICE, "", division),
        (Role.GROUP_GUEST, JUSTICE, "", division),
    )
    for role, code, officer, area in rows:
        _account(f"demo-{role.value.replace('_', '-')}", role, code, officer, area, when)
    _account("demo-officer-2", Role.OFFICER, "QS02", organ["2"], division, when)
    market = people[MARKET]
    _account("demo-officer-market", Role.OFFICER, MARKET, market["1"], division, when)
    _account("demo-officer-market-2", Role.OFFICER, MARKET, market["2"], division, when)
    _account("demo-reviewer-market", Role.REVIEWER, MARKET, market["R"], division, when)
    _account("demo-agency-head-market", Role.AGENCY_HEAD, MARKET, market["H"], division, when)
    _account("demo-agency-head-2", Role.AGENCY_HEAD, JUSTICE, people[JUSTICE]["H"], division, when)
    _account("demo-rule-of-law-office-2", Role.RULE_OF_LAW_OFFICE, JUSTICE, "", division, when)
    for slot in ("2", "3"):
        officer = people[JUSTICE][slot]
        _account(f"demo-supervisor-{slot}", Role.SUPERVISOR, JUSTICE, officer, division, when)


def _account(username: str, role: Role, organ: str, officer: str, area: str, when: _When) -> None:
    by = system_person(JUSTICE)
    name = f"演示{role.title()}"
    if officer:
        known = queries.entry("officer", officer)
        name = known.name if known else name
    key = actions.open_account(
        username=username, name=name, organ=organ, password=None, now=when.now, officer=officer, by=by
    )
    grant = actions.grant_role(
        account=key,
        role=role,
        organ=organ,
        first=date_of(when.today),
        divisions=[area],
        by=by,
        now=when.now,
    )
    if role is Role.GROUP_GUEST:
        actions.sign_undertaking(account=key, grant=grant, by=Person(key, name, role, organ), now=when.now)
