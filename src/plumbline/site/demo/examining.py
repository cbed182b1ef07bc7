"""Exams of the demo: a bank with its articles, an exam that is over with a decided appeal, one that can be sat now.

Entered by the demo's people through the doors, dated a few weeks back; everybody is invented. What the questions ask
stands in the articles that they cite.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from plumbline.apps.exams import actions
from plumbline.apps.exams.queries import mine, own_paper
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.exams.question import Body, Kind, Wording
from plumbline.core.exams.sitting import Enrolled, Plan, Purpose
from plumbline.site.demo.people import demo_person

_DAY: Final = 86_400_000_000
_MINUTE: Final = 60_000_000
_JUDGED: Final = ("正确", "错误")
_TAKERS: Final = (
    "demo-officer",
    "demo-officer-2",
    "demo-agency-head",
    "demo-reviewer",
    "demo-hearing-presider",
)
_OTHERS: Final = ("QS03001", "QS03002", "QS03003", "QS04001", "QS04002", "QS05001", "QS05002")
_ALL, _ENFORCEMENT = (Body.ALL,), (Body.ENFORCEMENT,)
_SINGLE: Final[tuple[tuple[str, tuple[str, ...], str, str, tuple[Body, ...]], ...]] = (
    (
        "除法律另有规定外，实施行政处罚的执法人员不得少于几人？",
        ("一人", "两人", "三人"),
        "B",
        "行政处罚法 §42",
        _ALL,
    ),
    (
        "对法人或者其他组织可以当场作出的罚款，最高为多少元？",
        ("二百元", "一千元", "三千元", "五千元"),
        "C",
        "行政处罚法 §51",
        _ENFORCEMENT,
    ),
    (
        "普通程序案件应当自立案之日起多少日内作出处罚决定（法律、法规、规章另有规定的除外）？",
        ("三十日", "六十日", "九十日"),
        "C",
        "行政处罚法 §60",
        _ENFORCEMENT,
    ),
    (
        "当事人不在场的，处罚决定书应当在几日内送达？",
        ("五日", "七日", "十五日"),
        "B",
        "行政处罚法 §61",
        _ENFORCEMENT,
    ),
    (
        "一般违法行为在多长时间内未被发现的，不再给予行政处罚？",
        ("一年", "二年", "三年"),
        "B",
        "行政处罚法 §36",
        _ALL,
    ),
    (
        "查封、扣押的期限一般不得超过多少日？",
        ("十五日", "三十日", "六十日"),
        "B",
        "行政强制法 §25",
        _ENFORCEMENT,
    ),
    (
        "行政许可申请材料不齐全的，应当怎样告知？",
        ("分次告知", "当场或者五日内一次告知", "不予受理即可"),
        "B",
        "行政许可法 §32",
        _ALL,
    ),
    (
        "公民认为行政行为侵犯其合法权益的，一般自知道该行为之日起多少日内申请行政复议？",
        ("三十日", "六十日", "九十日"),
        "B",
        "行政复议法 §20",
        _ALL,
    ),
    (
        "送请合法性审查，一般应当保证不少于几个工作日的审查时间？",
        ("三个", "五个", "七个"),
        "C",
        "重大行政决策程序暂行条例 §26",
        _ALL,
    ),
    (
        "县级以上地方人民政府制定涉及权利义务的规范性文件，可以不经哪一环节？",
        ("合法性审查", "集体讨论决定", "公开招标"),
        "C",
        "组织法 §75",
        _ALL,
    ),
)
_MULTIPLE: Final = (
    (
        "作出处罚决定前，应当告知当事人哪些内容？",
        ("拟作出的处罚内容", "事实、理由和依据", "依法享有的陈述、申辩等权利", "办案人员的考核情况"),
        "ABC",
        "行政处罚法 §44",
        _ALL,
    ),
    (
        "未经法制审核或者审核未通过，不得作出决定的情形包括哪些？",
        (
            "涉及重大公共利益的",
            "直接关系当事人或者第三人重大权益、经过听证程序的",
            "案件情况疑难复杂、涉及多个法律关系的",
            "当场作出的警告",
        ),
        "ABC",
        "行政处罚法 §58",
        (Body.REVIEW, Body.ENFORCEMENT),
    ),
)
_JUDGE: Final = (
    ("行政机关不得因当事人陈述、申辩而给予更重的处罚。", "A", "行政处罚法 §45", _ALL),
    ("对同一个违法行为，可以给予两次以上罚款。", "B", "行政处罚法 §29", _ALL),
    ("违法行为轻微并及时改正、没有造成危害后果的，不予行政处罚。", "A", "行政处罚法 §33", _ALL),
)


def hold_exams(now: int, today: int) -> None:
    """Enters it all; for a district that has its people."""
    author, office = demo_person("demo-supervisor", today), demo_person("demo-rule-of-law-office", today)
    _bank(author, office, now - 30 * _DAY, today - 30)
    _over(office, now, today)
    begin = now - 60 * _MINUTE
    open_ = _plan("执法人员季度考试（演示）", Purpose.ENFORCEMENT, begin, begin + 30 * _DAY, 8)
    people = [demo_person(one, today) for one in (*_TAKERS, "demo-supervisor")]
    _set_up(office, open_, people, begin - _DAY, today - 1)


def _bank(author: Person, office: Person, now: int, today: int) -> None:
    wordings = [Wording(Kind.SINGLE, *one) for one in _SINGLE]
    wordings += [Wording(Kind.MULTIPLE, *one) for one in _MULTIPLE]
    wordings += [
        Wording(Kind.JUDGE, text, _JUDGED, key, basis, bodies) for text, key, basis, bodies in _JUDGE
    ]
    told: dict[str, Any] = {"now": now, "today": today}
    ids = []
    for wording in wordings:
        id = actions.write_question(person=author, wording=wording, **told)
        actions.review_question(person=office, question=id, version=1, passed=True, note="", **told)
        ids.append(id)
    again = replace(wordings[0], text=f"{wordings[0].text}（修订稿）")
    actions.write_question(person=author, wording=again, question=ids[0], **told)


def _over(office: Person, now: int, today: int) -> None:
    """An exam of leading officials eleven days ago: some passed, one appealed and two people decided."""
    begin = now - 11 * _DAY
    plan = _plan("年度领导干部考法（演示）", Purpose.LEADING, begin, begin + 120 * _MINUTE, 6)
    people = [*(demo_person(one, today) for one in _TAKERS), *(_officer(one, office) for one in _OTHERS)]
    sitting = _set_up(office, plan, people, begin - _DAY, today - 12)
    for place, person in enumerate(people):
        _write(person, sitting, begin + place * _MINUTE, today - 11, wrong=place % 4)
    told: dict[str, Any] = {"sitting": sitting, "person": office}
    actions.close_exam(**told, now=plan.closes_at, today=today - 11)
    _appeal(people[0], sitting, office, now - 10 * _DAY, today - 10)
    actions.publish_result(**told, now=now - 4 * _DAY, today=today - 4)


def _write(person: Person, sitting: str, at: int, today: int, *, wrong: int) -> None:
    """Answers everything, the first `wrong` questions with another option than the right one."""
    paper = _paper(person, sitting)
    actions.begin_paper(person=person, paper=paper, now=at, today=today)
    for one in own_paper(person, paper, today).questions:
        said = one.version.wording
        other = next(letter for letter in said.letters if letter not in said.key)
        choice = other if one.number <= wrong else said.key
        actions.keep_answer(
            person=person,
            paper=paper,
            number=one.number,
            choice=choice,
            turn=1,
            now=at + _MINUTE,
            today=today,
        )
    actions.hand_in(person=person, paper=paper, now=at + 40 * _MINUTE, today=today)


def _appeal(person: Person, sitting: str, office: Person, at: int, today: int) -> None:
    paper = _paper(person, sitting)
    item = own_paper(person, paper, today).questions[0].version.item
    told: dict[str, Any] = {"now": at, "today": today}
    actions.appeal(person=person, paper=paper, number=1, reason="题干表述不够清楚（演示）", **told)
    asked: dict[str, Any] = {"paper": paper, "item": item}
    refused = "题干与条文一致，答案正确（演示）"
    actions.propose_decision(person=office, key="", reason=refused, **asked, **told)
    second = demo_person("demo-supervisor-2", today)
    actions.decide_appeal(person=second, agreed=True, **asked, **told)


def _plan(title: str, purpose: Purpose, opens: int, closes: int, count: int) -> Plan:
    return Plan(
        title=title,
        purpose=purpose,
        opens_at=opens,
        closes_at=closes,
        minutes=60,
        count=count,
        share=60,
        appeal_days=5,
        bodies=(Body.ALL, Body.ENFORCEMENT) if purpose is Purpose.ENFORCEMENT else (Body.ALL,),
    )


def _set_up(office: Person, plan: Plan, people: list[Person], at: int, today: int) -> str:
    enrolled = [Enrolled(one.signs_as, one.organ) for one in people]
    return actions.set_up_exam(person=office, plan=plan, people=enrolled, now=at, today=today)


def _officer(number: str, office: Person) -> Person:
    return Person(number, number, Role.OFFICER, number[:4], office.divisions, number)


def _paper(person: Person, sitting: str) -> str:
    return next(one.paper for one in mine(person) if one.sitting.id == sitting)
