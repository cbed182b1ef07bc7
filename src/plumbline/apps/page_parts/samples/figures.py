"""Figures of the fictional district and what stands behind one of them."""

from __future__ import annotations

from plumbline.apps.page_parts.figures import (
    BandCount,
    Chart,
    EvidencePanel,
    EvidenceRow,
    FigureBand,
    FigureChip,
    Series,
)
from plumbline.apps.page_parts.part import Fact, Link
from plumbline.apps.page_parts.words import SealMark, StatusWord

HERE = "#"

CHIPS = (
    FigureChip("656", "656 件，合法性审查件数", HERE),
    FigureChip("656", "656 件，合法性审查件数，已打开", HERE, opened=True),
    FigureChip("6,776", "6,776 件，外部报送的信访件数", HERE, "reported"),
    FigureChip("133", "133 件，收到行政复议申请，有疑问", HERE, "doubted"),
)

BAND = FigureBand(
    (
        BandCount("新发现违反", "7", "件", "涉 5 个机关", HERE),
        BandCount("将违反（预警期内）", "12", "件", "其中今日到期 4", HERE),
        BandCount("今日应复监督文书", "3", "件", "已复 1，待复 2", HERE),
        BandCount("投诉与热线线索", "4", "件", "待分派 2", HERE),
        BandCount("上一工作日以来消除", "9", "件", "整改 6，补正 3", HERE),
        BandCount("未决问题合计", "63", "件", "上周同期 71", HERE),
    )
)

_WEEKS = ("08-03", "08-10", "08-17", "08-24", "08-31", "09-07", "09-14", "09-21", "09-28", "10-05")
TREND = Chart(
    key="trend",
    title="近 10 周新增与消除",
    unit="件/周",
    finding="新增由每周 14 件降到 7 件，消除由 9 件升到 15 件，10 周来首次多于新增一倍",
    kind="lines",
    names=_WEEKS,
    series=(
        Series("新增", (14, 16, 13, 17, 12, 14, 11, 9, 10, 7)),
        Series("消除", (9, 10, 12, 11, 13, 12, 14, 13, 12, 15)),
    ),
    export=Link("导出 Excel", HERE),
)
RULES = Chart(
    key="rules",
    title="未决问题按规则",
    unit="件，前 6 类",
    finding="音像记录缺失最多，17 件",
    kind="bars_across",
    names=("音像记录缺失", "公示超期", "未审核先决定", "送达超期", "补录", "执法证失效"),
    series=(Series("未决", (17, 13, 9, 8, 7, 4)),),
)
_MONTHS = Chart(
    key="months",
    title="合法性审查件数按月",
    unit="件",
    finding="全年 656 件，12月最多，66 件；8月 63 件",
    kind="bars",
    names=tuple(f"{month}月" for month in range(1, 13)),
    series=(Series("件数", (41, 38, 52, 57, 55, 61, 58, 63, 54, 49, 62, 66)),),
    chosen=7,
)

EVIDENCE = EvidencePanel(
    value="656",
    unit="件",
    name="合法性审查件数",
    word=StatusWord("与记录一致", "passed", "check"),
    close_url=HERE,
    definition=(
        Fact("统计", "本年度出具审查意见的事项，退回未补正的不计"),
        Fact("日期", "按审查意见出具日，2024-01-01 至 2024-12-31"),
        Fact("恒等式", "合同 312 + 方案 171 + 预案 48 + 会议材料 96 + 规范性文件 1 + 其他 28 = 656"),
    ),
    row_count="656 行",
    columns=("编号", "类别", "送审单位", "意见出具"),
    rows=(
        EvidenceRow(("青司合审〔2024〕416号", "工作方案", "区住建局", "08-21"), HERE),
        EvidenceRow(("青司合审〔2024〕417号", "合同协议", "区水务局", "08-22"), HERE, chosen=True),
        EvidenceRow(("青司合审〔2024〕418号", "会议材料", "区政府办", "08-22"), HERE),
    ),
    rows_links=(Link("全部明细", HERE), Link("导出 Excel", HERE)),
    record_name="青司合审〔2024〕417号，出具审查意见",
    record=(
        Fact("发生", "08-22 16:20"),
        Fact("录入", "08-22 16:24"),
        Fact("审查人", "温书宁"),
        Fact("结论", "修改后可以签订"),
    ),
    record_link=Link("打开案件", HERE),
    seal=SealMark("sealed", 41207, HERE),
    proof=(
        Fact("检查点", "182,554 条记录，2025-01-02 00:00，见证 2 方"),
        Fact("根哈希", "7f3a 91c4 e20b 5d86 … 0ac1 4be9", mono=True),
        Fact("包含证明", "18 个节点，核验通过"),
    ),
    proof_link=Link("下载证明", HERE),
    chart=_MONTHS,
)
