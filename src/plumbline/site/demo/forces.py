"""Forces of the rule of law and posts of the demo's bodies, all invented, so that their registers have rows."""

from __future__ import annotations

from typing import Final

from plumbline.apps.people.actions import Act, register
from plumbline.core.facts.record import Value
from plumbline.core.registers.register import register_of
from plumbline.site.demo.people import demo_person

_FORCES: Final = (
    ("LL001", "河滨路街道司法所（演示）", "justice_office", 5, "河滨路街道"),
    ("LL002", "青石区人民调解中心（演示）", "mediation_centre", 8, "全区"),
    ("LL003", "河滨社区人民调解委员会（演示）", "mediation_committee", 7, "河滨社区"),
    ("LL004", "区政府法律顾问团（演示）", "legal_adviser", 6, "区人民政府"),
    ("LL005", "区司法局公职律师（演示）", "government_lawyer", 3, "区司法局"),
    ("LL006", "河滨社区律师（演示）", "community_lawyer", 1, "河滨社区"),
    ("LL008", "北园社区律师（演示）", "community_lawyer", 1, "北园社区"),
    ("LL007", "法治志愿者队伍（演示）", "law_volunteers", 42, "全区社区"),
)
_POSTS: Final = (
    ("GW001", "法治建设议事协调机构办公室（演示）", "QS01", "coordination_office", 6, 5, 4, 6),
    ("GW002", "安全生产执法队（演示）", "QS02", "enforcement_team", 24, 21, 21, 26),
    ("GW003", "法制审核岗位（演示）", "QS02", "legal_review_posts", 3, 2, 2, 4),
    ("GW004", "河滨路街道综合执法岗位（演示）", "QS61", "sub_district", 12, 9, 7, 12),
    ("GW005", "河滨路司法所岗位（演示）", "QS01", "justice_office_posts", 5, 4, 4, 5),
)
_SHEET: Final[dict[str, Value]] = {
    "reviews_prepared": 9,
    "supervision_assisted": 4,
    "mediations": 63,
    "publicity_events": 18,
    "advice_given": 240,
    "opinions": 6,
}
_DUTY: Final[dict[str, Value]] = {"community": "河滨社区", "duty_hours": "上午（演示）"}


def enter_forces(organ: str, division: str, now: int, today: int, year: int) -> None:
    """Enters them by a supervisor of the justice bureau `organ`: the justice office's sheet, the lawyer's duty."""
    by = demo_person("demo-supervisor", today)
    for code, name, kind, people, served in _FORCES:
        values: dict[str, Value] = {
            "force_no": code,
            "name": name,
            "organ_no": organ,
            "force_kind": kind,
            "people": people,
            "served": served,
        }
        acts = [Act(register_of("force").opening, today, values)]
        if kind == "justice_office":
            acts.append(Act("yearly_sheet", today, {"year": year, **_SHEET}))
        if code == "LL006":
            acts += [Act("set_duty", today, {**_DUTY, "duty_on": today + day}) for day in (3, 10, 17)]
        register("force", code, acts, division=division, by=by, now=now, today=today)
    for code, name, body, kind, established, filled, dedicated, needed in _POSTS:
        posts: dict[str, Value] = {
            "posts_no": code,
            "name": name,
            "organ_no": body,
            "post_kind": kind,
            "established": established,
            "filled": filled,
            "dedicated": dedicated,
            "needed": needed,
        }
        act = Act(register_of("establishment").opening, today, posts)
        register("establishment", code, [act], division=division, by=by, now=now, today=today)
