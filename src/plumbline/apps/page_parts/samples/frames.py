"""Frames of the fictional district."""

from plumbline.apps.page_parts.heads import DemoStrip, Desk, MenuItem, Person, Portal
from plumbline.apps.page_parts.part import Link

HERE = "#"
PLACE = "青石区行政执法综合管理监督信息系统"


def _menu(current: str, *names: str) -> tuple[MenuItem, ...]:
    return tuple(MenuItem(name, HERE, name == current) for name in names)


def officer(current: str) -> Desk:
    return Desk(
        PLACE,
        HERE,
        _menu(current, "我的工作", "案件", "检查", "裁量与权责", "公示", "查询统计"),
        HERE,
        Person("秦越", "执法人员・区应急管理局", (Link("个人设置", HERE),), HERE),
    )


def supervisor(current: str) -> Desk:
    names = ("早间页", "问题", "监督文书", "专项检查", "案卷评查", "涉企检查", "队伍", "统计")
    return Desk(PLACE, HERE, _menu(current, *names), HERE, Person("黎素", "执法监督科科长・区司法局"))


def demo(current: str) -> Desk:
    desk = supervisor(current)
    strip = DemoStrip(HERE, (("officer", "执法人员"), ("supervisor", "监督")), "supervisor")
    return Desk(desk.place, desk.home_url, desk.menu, desk.search_url, desk.person, strip)


def reporter(current: str) -> Desk:
    names = ("我的工作", "任务与责任", "述法考法", "合法性审查", "数据指标", "年度报告", "报告核查")
    return Desk(PLACE, HERE, _menu(current, *names), HERE, Person("祝衡", "法治办・区司法局"))


PORTAL = Portal(
    "青石区行政执法公示",
    "青石区司法局主办，数据由各执法机关提供",
    HERE,
    _menu(
        "执法决定",
        "执法机关与人员",
        "权责与流程",
        "正在进行的检查",
        "执法决定",
        "年度数据",
        "投诉、评价与申请",
        "核验",
    ),
    Link("English", HERE),
)
