"""Lists of the fictional district: my work, findings, rows set aside."""

from __future__ import annotations

from plumbline.apps.page_parts.dialogs import ReasonedAct
from plumbline.apps.page_parts.findings import FindingLine, FindingTable
from plumbline.apps.page_parts.intake import QuarantineTable, WrongValue
from plumbline.apps.page_parts.lists import (
    Cell,
    Column,
    DataTable,
    EmptyPage,
    Facet,
    FacetOption,
    Facets,
    FilterBar,
    Found,
    ListFoot,
    ListTools,
    OtherSearch,
    Paging,
    Pick,
    Row,
    Tab,
    TabBar,
    TableCells,
    pieces_of,
)
from plumbline.apps.page_parts.part import Act, HeldPart, Link, Tone
from plumbline.apps.page_parts.words import StatusWord, severity_word

HERE = "#"

TABS = TabBar(
    "我的工作",
    (
        Tab("等我办理", "9", HERE, current=True),
        Tab("今日到期", "2", HERE),
        Tab("逾期", "1", HERE, breach=True),
        Tab("7 个工作日内到期", "6", HERE),
        Tab("等他人办理", "5", HERE),
        Tab("全部在办", "31", HERE),
        Tab("已办结", "208", HERE),
    ),
)
FILTER = FilterBar(
    url=HERE,
    target="list",
    search_label="案号、当事人、文字",
    picks=(
        Pick("procedure", "程序", (("", "全部"), ("penalty", "处罚普通程序"), ("permit", "行政许可"))),
        Pick("step", "环节", (("", "全部"), ("review", "法制审核"))),
        Pick("due", "到期", (("", "不限"), ("week", "7 个工作日内"))),
        Pick("order", "排序", (("due", "到期先后"), ("new", "新到旧")), "due"),
    ),
    active=True,
    views=(Link("需法制审核", HERE), Link("涉企检查", HERE)),
    save_view=Link("存为视图", HERE),
)

COLUMNS = (
    Column("案号", "meta", whole=True),
    Column("当事人与事由", "line"),
    Column("程序", whole=True),
    Column("当前环节", whole=True),
    Column("要我做什么", "head"),
    Column("到期", "meta", whole=True, sort_url=HERE, sorted="ascending", phone_label="到期"),
    Column("状态", "word", whole=True),
)


def _row(
    number: str, party: str, cause: str, kind: str, step: str, what: str, due: str, word: StatusWord
) -> Row:
    cells = (
        Cell(number, HERE),
        Cell(cause, strong=party),
        Cell(kind),
        Cell(step),
        Cell(what),
        Cell(due),
        Cell(part=word),
    )
    rest = HeldPart(TableCells(tuple(zip(COLUMNS[2:], cells[2:], strict=True))))
    return Row(cells[:2], key=number, name=number, rest=rest)


def _word(text: str, tone: Tone, icon: str) -> StatusWord:
    return StatusWord(text, tone, icon)


_SOON: tuple[Tone, str] = ("soon", "alert-triangle")
WORK = DataTable(
    caption="等我办理的事项，按到期先后",
    columns=COLUMNS,
    choosable=True,
    rows=(
        _row(
            "青应急检〔2026〕214号",
            "鑫源化工产品经营部",
            "危险化学品储存检查",
            "行政检查",
            "结果告知",
            "送达检查结果",
            "10-09 周五",
            _word("逾期 1 个工作日", "breach", "alert-circle"),
        ),
        _row(
            "青应急立〔2026〕29号",
            "宏图仓储有限公司",
            "消防通道堆放货物",
            "处罚普通程序",
            "送达",
            "宣告后送达决定书",
            "10-12 周一",
            _word("今日到期", *_SOON),
        ),
        _row(
            "青应急强〔2026〕6号",
            "瑞泽烟花销售点",
            "查封库房 1 间",
            "行政强制措施",
            "查封期间",
            "决定处理或者报延期",
            "10-12 周一",
            _word("今日到期", *_SOON),
        ),
        _row(
            "青应急立〔2026〕31号",
            "恒岳机械加工有限公司",
            "未定期检测安全设备",
            "处罚普通程序",
            "法制审核",
            "补交听证报告等 2 件",
            "10-13 周二",
            _word("剩 1 个工作日", *_SOON),
        ),
        _row(
            "青应急立〔2026〕36号",
            "和顺液化气站",
            "从业人员未经培训上岗",
            "处罚普通程序",
            "陈述申辩",
            "复核当事人意见",
            "10-15 周四",
            _word("剩 3 个工作日", *_SOON),
        ),
        _row(
            "青应急许〔2026〕88号",
            "青石民爆服务有限公司",
            "经营许可延续",
            "行政许可",
            "审查",
            "确认第二名核查人员",
            "10-20 周二",
            _word("剩 6 个工作日", "neutral", "clock"),
        ),
        _row(
            "青应急检〔2026〕221号",
            "九州印务有限公司",
            "粉尘作业场所检查",
            "行政检查",
            "制定方案",
            "答复市场监管局的合并检查建议",
            "10-23 周五",
            _word("剩 9 个工作日", "neutral", "clock"),
        ),
        _row(
            "青应急立〔2026〕38号",
            "建诚劳务分包有限公司",
            "未配备安全管理人员",
            "处罚普通程序",
            "调查取证",
            "补传 09-28 询问录像",
            "11-30 周一",
            _word("办理中", "running", "circle-dashed"),
        ),
        _row(
            "青应急立〔2026〕40号",
            "周某（个体工商户）",
            "未取得许可经营烟花",
            "处罚普通程序",
            "立案",
            "负责人退回：补充线索来源",
            "未起算",
            _word("退回补充", "neutral", "arrow-back-up"),
        ),
    ),
)
FOOT = ListFoot(
    Paging("共 9 件", 20),
    batch=(Act("批量移交", "hand-over"), Act("批量导出", "export")),
)
PAGING = Paging("共 1,204 件", 20, current=3, pages=((1, HERE), (2, HERE), (3, HERE), (4, HERE), (61, HERE)))
EMPTY = EmptyPage(
    "没有等您审核的材料",
    "新送审的材料到达后显示在这里。退回补正的 3 件在等承办人。",
    Act("看退回补正的 3 件", HERE, small=True),
)

SEARCHED = "安全设备"
FACETS = Facets(
    url=HERE,
    hidden=(("q", SEARCHED),),
    facets=(
        Facet(
            "kind",
            "决定种类",
            (
                FacetOption("penalty", "行政处罚", "46", True),
                FacetOption("permit", "行政许可", "1,204"),
                FacetOption("compulsory", "行政强制", "12"),
            ),
        ),
        Facet(
            "organ",
            "决定机关",
            (FacetOption("emergency", "区应急管理局", "31"), FacetOption("city", "区城市管理局", "6")),
        ),
        Facet("year", "决定年份", (FacetOption("2026", "2026", "29"), FacetOption("2025", "2025", "17"))),
    ),
)


def _decision(party: str, cause: str, number: str, organ: str, what: Cell, days: tuple[str, str]) -> Row:
    found = Found(party, HERE, pieces_of(cause, SEARCHED), number)
    return Row((Cell(part=found), Cell(organ), what, Cell(days[0]), Cell(days[1])), name=number)


DECISIONS = DataTable(
    caption="执法决定，公示日期从新到旧",
    columns=(
        Column("当事人与事由", "head"),
        Column("决定机关", "meta", whole=True),
        Column("决定", "meta", whole=True),
        Column("决定日期", "rest", whole=True),
        Column("公示日期", "meta", whole=True, phone_label="公示"),
    ),
    rows=(
        _decision(
            "联丰金属制品有限公司",
            "未定期检测安全设备",
            "青应急罚〔2026〕19号",
            "区应急管理局",
            Cell("罚款 50,000 元"),
            ("2026-08-26", "2026-09-02"),
        ),
        _decision(
            "（自然人，姓名不公开）",
            "关闭生产安全设备报警信号",
            "青应急罚〔2026〕17号",
            "区应急管理局",
            Cell("警告"),
            ("2026-08-12", "2026-08-20"),
        ),
        _decision(
            "广源化工贸易有限公司",
            "未对安全设备进行检测",
            "青应急罚〔2026〕15号",
            "区应急管理局",
            Cell(part=StatusWord("已撤回", "neutral", "arrow-back-up"), under="2026-09-15，复议撤销"),
            ("2026-07-29", "2026-08-06"),
        ),
    ),
)

_ASK = Act("提醒机关", HERE, small=True)
_LETTER = Act("发督办函", HERE, small=True)
FINDINGS = FindingTable(
    caption="问题与预警，新出现与将到期",
    lines=(
        FindingLine(
            severity_word("violated"),
            "区城市管理局",
            "未经法制审核作出处罚决定",
            Link("青城管罚〔2026〕118号", HERE),
            "处罚法第58条",
            "10-10 作出",
            _LETTER,
        ),
        FindingLine(
            severity_word("violated"),
            "区市场监管局",
            "查封超过三十日未处理",
            Link("青市监强〔2026〕22号", HERE),
            "强制法第25条",
            "超 2 日",
            _LETTER,
        ),
        FindingLine(
            severity_word("violated"),
            "区卫生健康委",
            "扣押全程无音像记录",
            Link("青卫强〔2026〕4号", HERE),
            "国办发〔2018〕118号（八）",
            "10-09 起",
            Act("要求说明", HERE, small=True),
        ),
        FindingLine(
            severity_word("about_to"),
            "区应急管理局",
            "重大案件审核未通过，决定期限将至",
            Link("青应急立〔2026〕31号", HERE),
            "处罚法第58、60条",
            "10-20 剩 8 日",
            _ASK,
        ),
        FindingLine(
            severity_word("about_to"),
            "区文旅局",
            "处罚决定应公示未公示",
            Link("青文旅罚〔2026〕15号", HERE),
            "国办发〔2018〕118号（六）",
            "今日 24:00",
            _ASK,
        ),
        FindingLine(
            severity_word("undetermined"),
            "区住建局",
            "缺送达回证，无法判定送达期限",
            Link("青住建罚〔2026〕41号", HERE),
            "处罚法第61条",
            "10-10 起",
            Act("要求补件", HERE, small=True),
        ),
    ),
)

QUARANTINE = QuarantineTable(
    summary="执法人员.xlsx：已导入 4,960 行，待改 40 行",
    rows=(
        WrongValue(
            "118",
            "章以宁",
            "执法证号",
            "应为 4 位流水号，现为 5 位",
            "核对证件后改为 4 位",
            "01271",
            "QS-04-",
            act=Link("修改", HERE),
        ),
        WrongValue(
            "402",
            "骆文舟",
            "统一社会信用代码",
            "第 18 位校验码应为 B",
            "改为 B，或者核对前 17 位",
            "8",
            "91659900MA7QT2K3X",
            act=Link("修改", HERE),
        ),
        WrongValue(
            "977", "费思远", "有效期至", "没有这一天", "按证件填写", "02-30", "2024-", act=Link("修改", HERE)
        ),
    ),
    acts=(Act("下载待改表", HERE, "download", small=True), Act("改后重传", HERE, "upload", small=True)),
)
OTHER_SEARCH = OtherSearch(HERE, "恒岳")
TOOLS = ListTools((Act("导出 Excel", HERE, icon="download"),), HERE, "work", "", ("需法制审核",))
REASONED = ReasonedAct("作废", "青市监罚〔2026〕12号", "作废理由", "作废该号", HERE)
REASONED_OF_SEVERAL = ReasonedAct(
    "作废其中一号", "青市监罚〔2026〕1–57号", "作废理由", "作废该号", HERE, number=("n", "序号", 1, 57)
)
