"""The demo's rule-of-law office has what its pages are for: forces, posts, lists, tasks, a meeting, an evaluation."""

from __future__ import annotations

import pytest
from tests.builders.history import instant
from tests.builders.signing_in import signed_in

from plumbline.core.clocks.civil import parse_day
from plumbline.site.demo.forces import enter_forces
from plumbline.site.demo.leading import set_and_follow
from plumbline.site.demo.office_lists import enter_lists
from plumbline.site.demo.people import demo_person, settle

pytestmark = pytest.mark.django_db
NOW, TODAY = instant("2026-10-12 09:00"), parse_day("2026-10-12")


def test_every_page_of_the_office_has_rows(settings, tmp_path) -> None:
    settings.CLOCK = lambda: NOW
    settings.EVALUATION_KEYS = tmp_path / "keys"
    settle(instant("2026-01-05 09:00"), parse_day("2026-01-05"))
    set_and_follow("QS01", "650105", NOW, TODAY)
    enter_forces("QS01", "650105", NOW, TODAY, 2025)
    enter_lists(demo_person("demo-supervisor", TODAY), NOW, TODAY)
    office, officer = signed_in("demo-rule-of-law-office"), signed_in("demo-officer")
    for address, wanted in (
        ("/registers/force/", "河滨社区律师（演示）"),
        ("/registers/establishment/", "法制审核岗位（演示）"),
        ("/registers/study-item/", "重大行政决策程序暂行条例"),
        ("/registers/supervision-rule/", "青石区行政执法监督工作办法（虚构）"),
        ("/registers/service-matter/", "食品经营备案（演示）"),
        ("/leadership/tasks/", "清理轻微免罚清单"),
        ("/leadership/problems/", "尚未报告"),
        ("/leadership/learning/?year=2026", "青石区石桥街道办事处"),
        ("/leadership/forces/?year=2025", "未安排值班"),
        ("/cases/?procedure=committee.meeting", "法治建设议事协调会议（演示）"),
    ):
        page = office.get(address, follow=True)
        assert wanted in page.content.decode(), address
    sheet = officer.get("/evaluations/").content.decode()
    assert "青石区应急管理局 2025年度 局主要负责人" in sheet
