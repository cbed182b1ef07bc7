"""One penalty case of the fictional district, as the case page shows it."""

from __future__ import annotations

from plumbline.apps.page_parts.clocks import ClockCard, ClockChip, ClockExplanation, DayCell
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Act, Fact, Link
from plumbline.apps.page_parts.records import (
    RecordingLine,
    RecordingStrip,
    RecordLine,
    RecordTable,
    Stretch,
)
from plumbline.apps.page_parts.refusals import BarredAct, BarredReason, MayList, Missing, Reason, Refusal
from plumbline.apps.page_parts.steps import Step, StepDiagram
from plumbline.apps.page_parts.words import SealMark, StatusWord, case_word

HERE = "#"

HEAD = PageHead(
    title="恒岳机械加工有限公司未按规定检测安全设备案",
    path=(Link("案件", HERE), Link("行政处罚普通程序", HERE), Link("青应急立〔2026〕31号")),
    words=(case_word("open"), StatusWord("重大案件（经听证）")),
    facts=(
        Fact("承办", "秦越、卢知远"),
        Fact("机关", "青石区应急管理局"),
        Fact("立案", "2026-07-22"),
        Fact("适用", "行政处罚法（2021）・程序包 v7"),
    ),
    seal_text="23 条记录，已封存 22 条",
    acts=(Act("卷宗", HERE, "folder"), Act("打印", HERE, "printer"), Act("更多", HERE)),
)

STEPS = StepDiagram(
    steps=(
        Step("立案", "done", "07-22"),
        Step("调查取证", "done", "07-23 至 08-28"),
        Step("调查终结", "done", "09-08"),
        Step("处罚告知", "done", "09-10"),
        Step("听证", "done", "09-29"),
        Step("法制审核", "current", "退回补正"),
        Step("集体讨论", "next", "未到"),
        Step("作出决定", "blocked", "不可办"),
        Step("送达", "next", "未到"),
        Step("执行", "next", "未到"),
        Step("结案归档", "next", "未到"),
    )
)
STEPS_BESIDE = StepDiagram(
    steps=(
        Step("受理", "done", "06-01"),
        Step("补正", "skipped", "不适用"),
        Step("审查", "current", "办理中"),
        Step("决定", "next", "未到"),
        Step("送达", "next", "未到"),
    ),
    beside=(Step("延长期限", "next", "可办"), Step("听证", "skipped", "不适用")),
)

REFUSAL = Refusal(
    title="不能办理“作出决定”：法制审核尚未通过",
    reasons=(
        Reason(
            article=Link("《行政处罚法》第五十八条第一款第（二）项", HERE),
            gist="直接关系当事人重大权益、经过听证程序的，在负责人作出决定之前应当法制审核；未经审核或者审核未通过的，不得作出决定。",
            facts="9月29日举行听证（记录 19）；9月30日送审，当日退回，至今没有“通过”的审核意见。",
            short="法制审核尚未通过",
            missing=(
                Missing("听证报告", "应由听证主持人邵文柏提交"),
                Missing("裁量基准适用说明", "应由承办人秦越提交"),
            ),
            who_label="谁能审核",
            who="法制审核科 温书宁、丁可",
            who_note="均有法律职业资格，未参与本案调查",
        ),
    ),
    acts=(Act("补交送审材料", HERE, "file-plus", main=True), Act("提醒邵文柏", HERE)),
    kept="决定书草稿已保存（10-12 09:18），内容未丢失。",
)
REFUSAL_SEVERAL = Refusal(
    title="不能办理“结案”：尚无决定，还有 2 项原因",
    reasons=(
        Reason(
            article=Link("《行政处罚法》第五十七条第一款", HERE),
            gist="调查终结，负责人应当对调查结果进行审查，根据不同情况分别作出决定。",
            facts="9月8日调查终结，至今没有决定、撤案或者移送的记录",
            short="尚无决定",
            records=(Link("记录 15", HERE),),
            missing=(Missing("处罚决定或者不予处罚决定", "应由负责人作出"),),
        ),
        Reason(
            Link("处罚法第72条", HERE),
            gist="",
            facts="",
            short="罚款 80,000 元尚未收讫，也无暂缓或者分期的批准",
        ),
        Reason(Link("处罚法第61条", HERE), gist="", facts="", short="缺送达回证"),
    ),
    acts=(Act("看缺少的材料", HERE, main=True),),
)

MAY = MayList(
    whole=(Act("销案", HERE), Act("移送其他机关", HERE), Act("并案、分案、关联", HERE)),
    whole_barred=(
        BarredAct("涉嫌犯罪移送", (BarredReason("由行政机关负责人办理", Link("处罚法第57条", HERE)),)),
    ),
    main=Act("补交送审材料", HERE, "file-plus", main=True),
    others=(Act("补充证据", HERE), Act("变更承办人", HERE), Act("移送涉嫌犯罪", HERE)),
    barred=(
        BarredAct(
            "作出决定",
            (
                BarredReason(
                    "法制审核未通过", Link("处罚法第58条", HERE), "缺少：法制审核，由法制审核人员办理"
                ),
                BarredReason("未集体讨论", Link("第57条第2款", HERE)),
            ),
        ),
        BarredAct("结案", (BarredReason("尚无决定，也无撤案或移送", Link("处罚法第57条", HERE)),)),
    ),
)


def _strip() -> tuple[DayCell, ...]:
    """Thirtieth of September to thirteenth of October: seven rest days, one make-up day, one rest day."""
    days = [DayCell(30, "起", "9月30日，次日起算")]
    days += [DayCell(number, "假", f"10月{number}日，假日不计", rest=True) for number in range(1, 8)]
    days += [DayCell(8, "①", "10月8日，第 1 个工作日", counted=True)]
    days += [DayCell(9, "②", "10月9日，第 2 个工作日", counted=True)]
    days += [DayCell(10, "③班", "10月10日，调休上班，第 3 个工作日", counted=True)]
    days += [DayCell(11, "休", "10月11日，休息日不计", rest=True)]
    days += [DayCell(12, "④今", "10月12日，今天，第 4 个工作日", counted=True, today=True)]
    days += [DayCell(13, "⑤止", "10月13日，第 5 个工作日，届满", counted=True, end=True)]
    return tuple(days)


def explanation(*, embedded: bool = False) -> ClockExplanation:
    """How five working days over a holiday were counted."""
    return ClockExplanation(
        title="补正送审材料：10月13日（周二）24:00 截止",
        sentences=(
            "9月30日 16:45 退回（记录 21），次日起算。",
            "10月1日至7日法定节假日，不计。",
            "10月10日（周六）调休上班，计入；11日休息，不计。",
            "第 5 个工作日为 10月13日，当日 24:00 届满。",
        ),
        basis="青应急〔2025〕18号第九条",
        calendar="2026 年日历第 1 版",
        rule=Link("看规则", HERE),
        days=_strip(),
        embedded=embedded,
    )


LONG_EXPLANATION = ClockExplanation(
    title="作出处罚决定：10月20日（周二）24:00 截止",
    sentences=(
        "7月22日立案（记录 1），次日起算，按日计。",
        "7月23日至10月20日，共 90 日；期间没有中止。",
        "第 90 日为 10月20日，不是节假日，当日 24:00 届满。",
    ),
    basis="《行政处罚法》第六十条",
    calendar="2026 年日历第 1 版",
    rule=Link("看规则", HERE),
)

CLOCKS = ClockCard(
    as_of="2026-10-12 09:20",
    clocks=(
        ClockChip(
            "补正送审材料",
            "5 个工作日・本局审核规则第九条",
            "soon",
            "10-13 周二 24:00",
            1,
            explanation=explanation(),
        ),
        ClockChip(
            "作出处罚决定",
            "立案起 90 日・处罚法第六十条",
            "soon",
            "10-20 周二 24:00",
            8,
            "days",
            explanation=LONG_EXPLANATION,
        ),
        ClockChip(
            "听证通知提前",
            "7 个工作日前・处罚法第六十四条第（二）项",
            "in_time",
            "09-29",
            explanation_url=HERE,
        ),
        ClockChip(
            "决定公示",
            "作出决定起 7 个工作日・国办发〔2018〕118号",
            "not_started",
            "未起算",
            waits_for="待作出决定",
            explanation_url=HERE,
        ),
    ),
)


def _sealed(number: int) -> SealMark:
    return SealMark("sealed", number, HERE)


RECORDS = RecordTable(
    total=23,
    proof=Link("下载存证", HERE),
    lines=(
        RecordLine(
            "10-12 08:50",
            "10-12 09:06",
            "补充证据",
            "检测机构情况说明 1 份",
            "秦越、卢知远",
            SealMark("waiting"),
            Link("查看", HERE),
            anchor="record-23",
        ),
        RecordLine(
            "10-10 15:30",
            "10-10 16:44",
            "补充证据",
            "设备检测委托合同 1 份",
            "秦越、卢知远",
            _sealed(48213),
            Link("查看", HERE),
        ),
        RecordLine(
            "09-30 16:45",
            "09-30 16:45",
            "法制审核",
            "退回补正，缺听证报告、裁量基准适用说明",
            "温书宁",
            _sealed(47960),
        ),
        RecordLine("09-30 09:12", "09-30 09:12", "送审", "案卷材料 14 件", "秦越", _sealed(47902)),
        RecordLine(
            "09-29 10:00–11:36",
            "09-29 14:20",
            "听证",
            "当事人到场，听证笔录 1 份、录像 1 段",
            "邵文柏",
            _sealed(47811),
        ),
        RecordLine(
            "09-17 16:05", "09-17 16:10", "听证通知", "直接送达，回证 1 份", "秦越、卢知远", _sealed(46730)
        ),
        RecordLine("09-15 11:20", "09-15 11:26", "听证申请", "当事人书面提出", "卢知远", _sealed(46588)),
        RecordLine(
            "09-10 10:40",
            "09-10 10:52",
            "处罚告知",
            "拟罚款 80,000 元，告知陈述申辩和听证权利",
            "秦越、卢知远",
            _sealed(46102),
        ),
        RecordLine(
            "09-08 17:00",
            "09-08 17:03",
            "调查终结",
            "调查终结报告 1 份",
            "秦越、卢知远",
            _sealed(45877),
            corrected_by=Link("更正为记录 16", HERE),
        ),
        RecordLine(
            "08-12 14:30–15:50",
            "08-14 09:12",
            "调查取证",
            "询问企业安全负责人，笔录 1 份",
            "秦越、卢知远",
            _sealed(43015),
            late="补录 晚 2 日",
        ),
    ),
)

RECORDINGS = RecordingStrip(
    summary="应录 4 段，有 1 处缺口",
    lines=(
        RecordingLine(
            "现场检查 07-23",
            "09:02–09:58・记录仪 A-17",
            StatusWord("完整", "passed", "check"),
            (Stretch(0, 1000),),
            "09:02 至 09:58 完整",
            Link("播放", HERE),
        ),
        RecordingLine(
            "整改复查 08-28",
            "09:31–09:45 电池更换，理由已登记",
            StatusWord("缺 14 分钟", "soon", "alert-triangle"),
            (Stretch(0, 480), Stretch(480, 240, gap=True), Stretch(720, 280)),
            "09:31 至 09:45 缺 14 分钟",
            Link("看理由", HERE),
        ),
        RecordingLine(
            "听证 09-29",
            "10:00–11:36・听证室 1",
            StatusWord("完整", "passed", "check"),
            (Stretch(0, 1000),),
            "10:00 至 11:36 完整",
            Link("播放", HERE),
        ),
        RecordingLine("决定宣告送达", "未到该环节；留置送达时应录", StatusWord("待办")),
    ),
)

PARTY = (
    Fact("当事人", "青石区恒岳机械加工有限公司（法人）"),
    Fact("信用代码", "91659900MA7QT2K3XB", "校验位正确"),
    Fact("违法行为", "未对安全设备定期检测，责令改正后逾期未改正"),
    Fact("处罚依据", "《安全生产法》第九十九条第（三）项"),
    Fact("拟处罚", "罚款 80,000 元", "基准 50,000–90,000 元（较轻档）"),
)
