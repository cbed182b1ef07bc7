"""What the justice bureau of the demo does: a finding is taken up with an opinion, another waits for its second person,
files are reviewed, a reviewer has a draft before them. Entered by the demo's people through the doors; all is invented.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from plumbline.apps.legality.actions import bring_in
from plumbline.apps.supervision.actions import Matter, begin, make_digests, propose_excuse, tick
from plumbline.apps.supervision.actions.clues import register_clue
from plumbline.apps.supervision.queries import FindingLine, FindingsAsked, findings
from plumbline.core.authority.person import Person
from plumbline.core.cases.errors import ActRefused
from plumbline.core.clocks.civil import date_of
from plumbline.core.review.patterns import Maker, TextKind
from plumbline.site.demo.campaigning import inspect_units
from plumbline.site.demo.enterprises import plan_and_visit
from plumbline.site.demo.forces import enter_forces
from plumbline.site.demo.leading import set_and_follow
from plumbline.site.demo.office_lists import enter_lists
from plumbline.site.demo.people import WORKING, demo_person
from plumbline.site.demo.reviewing import review

TAKEN_UP: Final = 2
_BUREAU: Final = ("demo-supervisor", "demo-supervisor-2", "demo-supervisor-3")
DRAFT: Final = """青石区沿街经营管理办法（征求意见稿，虚构）
第一条 为了规范沿街经营，依据《中华人民共和国行政处罚法》第九十九条，制定本办法。
第二条 在本区从事沿街经营的，应当向街道办事处备案，未经备案的不得经营。
第三条 经营者必须统一使用青石物业公司提供的遮阳棚，在本区注册的企业优先入围。
第四条 违反本办法的，由街道办事处处以五百元罚款；拒不改正的，暂扣经营工具。
第五条 依照《中华人民共和国行政处罚法》应当给予行政处罚的，由有权机关处理。
第六条 本办法由区城市管理局负责解释。
"""


def watch(now: int, today: int) -> None:
    """Enters it all; for a district whose cases are there."""
    tick(now=now)
    first, second, third, reviewer = (demo_person(name, today) for name in (*_BUREAU, "demo-reviewer"))
    found = [one for one in findings(first, FindingsAsked("open"), today).lines if not one.kind]
    for one in found[:TAKEN_UP]:
        _take_up(first, one, now, today)
    for one in found[TAKEN_UP : TAKEN_UP + 1]:
        reason = "另一名执法人员在场，有执法记录仪录像为证，记录时漏填（演示）"
        propose_excuse(person=second, finding=one.id, reason=reason, now=now, today=today)
    review((first, second, third), WORKING, now, today)
    make_digests(now=now, today=today)
    plan_and_visit(first, now, today)
    inspect_units(first, now, today)
    set_and_follow(first.organ, first.divisions[0], now, today)
    enter_forces(first.organ, first.divisions[0], now, today, date_of(today).year - 1)
    enter_lists(first, now, today)
    told = "工作人员涉嫌收受企业礼金（演示）"
    register_clue(person=first, organ=WORKING[-1], matter_no="", ground=told, now=now)
    bring_in(
        person=reviewer,
        title=DRAFT.splitlines()[0],
        text=DRAFT,
        kind=TextKind.NORMATIVE,
        maker=Maker.NORMATIVE_DOCUMENT,
        now=now,
        today=date_of(today),
    )


def _take_up(person: Person, one: FindingLine, now: int, today: int) -> None:
    is_owed = one.due is not None and one.days_over is None
    matter = Matter(
        cause="执法程序问题" if not is_owed else "逾期未办",
        source="scan_finding",
        told=f"{one.number}：规则扫描发现的问题（演示）",
        in_other_procedure=False,
        finding=one.id,
        instrument="urging_letter" if is_owed else "opinion",
        failing="duty_undone" if is_owed else "unlawful",
        facts=f"{one.number} 存在规则扫描发现的问题（演示）",
        demands="查明原因，依法纠正，并报送证据",
        report_by=today + 10,
    )
    begun: dict[str, Any] = {"person": person, "organ": one.organ, "now": now, "today": today}
    try:
        begin(matter=matter, **begun)
    except ActRefused:  # the clue alone; a supervisor of the demo may go on from there
        begin(matter=replace(matter, instrument=""), **begun)
