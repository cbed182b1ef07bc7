"""Every state of a time limit."""

from plumbline.apps.page_parts.clocks import ClockChip

HERE = "#"

CLOCKS = (
    ClockChip("作出处罚决定", "正常", "left", "11-30 周一", 49, "days", explanation_url=HERE),
    ClockChip("答复申请人", "正常", "left", "10-20 周二", 6, explanation_url=HERE),
    ClockChip("补正送审材料", "预警", "soon", "10-13 周二", 1, explanation_url=HERE),
    ClockChip("决定处理查封物品", "当天", "due_today", "10-12 周一", explanation_url=HERE),
    ClockChip("告知检查结果", "违反", "overdue", "10-09 周五", 1, explanation_url=HERE),
    ClockChip("送达决定书", "逾期后办结，仍记违反", "overdue_done", "09-04", 2, "days", explanation_url=HERE),
    ClockChip("要求听证", "权利到期没有行使", "unused", "09-04", explanation_url=HERE),
    ClockChip("先行登记保存解除", "期限自行届满", "ran_out", "09-04", explanation_url=HERE),
    ClockChip("作出许可决定", "检验期间不计", "suspended", "暂无期满日", since="10-08", explanation_url=HERE),
    ClockChip("听证通知提前", "已满足", "in_time", "09-29", explanation_url=HERE),
    ClockChip("决定公示", "作出决定起 7 个工作日", "not_started", "未起算", waits_for="待作出决定"),
    ClockChip("明年复查", "2027 年放假安排未公布", "provisional", "2027-02-26 周五", explanation_url=HERE),
    ClockChip(
        "年后复核",
        "2027 年放假安排未公布",
        "left",
        "2027-01-08 周五",
        41,
        explanation_url=HERE,
        provisional=True,
    ),
)
