"""Papers, questions and what happens when two people save."""

from __future__ import annotations

from plumbline.apps.page_parts.cards import FactCard, LinkCard, LinkedCase, PaperCard, PaperLine
from plumbline.apps.page_parts.dialogs import ConfirmDialog, Conflict, ConflictField, Notice, SecondPerson
from plumbline.apps.page_parts.intake import Progress
from plumbline.apps.page_parts.papers import ApprovalBox, ApprovalBoxes, DocumentPreview, Redaction
from plumbline.apps.page_parts.part import Act, Fact
from plumbline.apps.page_parts.words import SealMark, StatusWord, case_word

HERE = "#"
KEPT, NO_FILE = StatusWord("已保存", "passed", "check"), StatusWord("未保存文件", "neutral", "circle-dashed")
BLANK_PAGE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 595 420'%3E%3Crect width='595' "
    "height='420' fill='white'/%3E%3Cpath d='M80 90h435M80 130h435M80 160h435M80 190h320' stroke='%23999'/%3E%3C/svg%3E"
)

RETURN = ConfirmDialog(
    key="return",
    question="退回送审材料？",
    consequence="退回后审核期限不起算，承办人秦越收到补正通知。此记录封存后不能删除，只能更正。",
    verb="退回补正",
    url=HERE,
    reason_label="退回理由",
    reason_hint="写明缺什么",
    reason="缺听证报告、裁量基准适用说明。",
    embedded=True,
)
SECOND = ConfirmDialog(
    key="second",
    question="确认查封库房 1 间？",
    consequence="查封自确认时起算三十日。",
    verb="确认查封",
    url=HERE,
    second=SecondPerson(
        "应当由两名以上执法人员实施；第二名执法人员用本人的口令确认。",
        (("lu", "卢知远"), ("zhang", "章以宁")),
    ),
    embedded=True,
)
CONFLICT = Conflict(
    title="卢知远先保存了同一案件",
    who="卢知远",
    at="10-12 09:21",
    url=HERE,
    verb="按所选保存",
    fields=(
        ConflictField("amount", "拟罚款", "60,000 元", "80,000 元"),
        ConflictField("fact", "违法事实", "3 台设备未检测", "3 台设备未检测，责令改正后逾期未改正"),
    ),
)
PREVIEW = DocumentPreview(
    "行政处罚决定书",
    "青应急罚〔2026〕19号",
    (BLANK_PAGE,),
    SealMark("waiting"),
    (Act("打印", HERE, "printer", small=True), Act("下载", HERE, "download", small=True)),
    ("履行方式和期限", "救济途径"),
)
APPROVALS = ApprovalBoxes(
    "审批栏",
    (
        ApprovalBox("承办人", "建议罚款 80,000 元。", "秦越、卢知远", "2026-10-09 10:12"),
        ApprovalBox("承办机构", "同意。", "方致和", "2026-10-09 15:40"),
        ApprovalBox("法制机构", awaited="等待 温书宁"),
        ApprovalBox("分管负责人", awaited="法制审核后由 沈予安 签批"),
        ApprovalBox("主要负责人", awaited="集体讨论后签批"),
    ),
)
PAPERS = PaperCard(
    (
        PaperLine("立案审批表", "", "09-15", "2", KEPT, False, HERE, HERE, HERE, HERE),
        PaperLine("集体讨论笔录", "", "10-09", "—", NO_FILE, True, HERE, HERE, HERE, HERE),
        PaperLine(
            "行政处罚决定书", "青应急罚〔2026〕19号", "10-12", "4", KEPT, False, HERE, HERE, HERE, HERE
        ),
    )
)
LINKS = LinkCard(
    (
        LinkedCase("由此转来", "青应急检〔2026〕86号", HERE, "行政检查・安全生产检查", case_word("closed")),
        LinkedCase("复议", "青政复〔2026〕11号", text="青石区人民政府"),
    ),
    HERE,
    (Act("申请强制执行", HERE, "arrow-right"),),
)
THINGS = FactCard(
    "sample-things",
    "涉案财物与款项（卡片）",
    (
        Fact(
            "电动单梁起重机", "1 台（至 2026-10-20）", word=StatusWord("超期保管", "breach", "alert-circle")
        ),
        Fact("罚款", "80,000 元，未缴"),
    ),
    act=Act("登记或者查看", HERE, small=True),
)
NOTHING = FactCard("sample-nothing", "涉案财物与款项", note="库中无物品，也无欠款。")
PROGRESS = Progress("import", "导入执法人员", 3120, 5000, "约 1 分钟", "")
RUNNING = Progress("scan", "扫描全部案件", 41, 60, "约 2 分钟", "running/")
REDACTIONS = (Redaction("自然人姓名"), Redaction("门牌号"), Redaction("身份证件号码"))
NOTICES = (
    Notice("10-13 周二 24:00 到期，剩 1 个工作日", "soon", "clock"),
    Notice("决定书草稿已保存（10-12 09:18）", "neutral", "check"),
)
