"""A filling with a fact under every name that any kind of document uses; persons, numbers and places are invented."""

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path

from plumbline.core.procedures.document_kind import DocumentKind, DocumentKinds, Form, placeholders
from plumbline.core.procedures.load_documents import load_document_kinds
from plumbline.core.procedures.words import load_words
from plumbline.core.reports.compose import Fact, Filling
from plumbline.core.reports.document import Opinion, QuestionAnswer
from plumbline.core.reports.document_number import DocumentNumber

PACKS = Path(__file__).resolve().parents[2] / "packs"
DAY = dt.date(2026, 10, 12)
FACTS: dict[str, Fact] = {
    "organ.name": "青石区市场监督管理局",
    "organ.government": "青石区人民政府",
    "organ.superior": "青石市市场监督管理局",
    "organ.court": "青石区人民法院",
    "organ.address": "青石区河滨路18号",
    "organ.phone": "0900-5550100",
    "organ.contact": "陆明远",
    "organ.bank": "青石银行河滨支行",
    "organ.account": "9000 0000 0000 0018",
    "case.number": "青市监立〔2026〕31号",
    "case.title": "销售超过保质期的食品",
    "case.opened_on": dt.date(2026, 8, 3),
    "case.source": "检查发现",
    "case.place": "青石区南门街5号",
    "case.happened_on": dt.date(2026, 7, 30),
    "case.unit": "食品安全执法队",
    "party.name": "青石区晨光便利店",
    "party.code": "91990101MA00000U4X",
    "party.representative": "韩䶮",
    "party.address": "青石区南门街5号",
    "party.phone": "0900-5550123",
    "party.kind": "organisation",
    "officers.first": "陆明远",
    "officers.first_certificate": "990100001",
    "officers.second": "沈知夏",
    "officers.second_certificate": "990100002",
    "officers.all": "陆明远（990100001）、沈知夏（990100002）",
    "figure.reconsideration-days": 60,
    "figure.suit-months": 6,
}
BY_FORM: dict[Form, Fact] = {
    Form.DATE: dt.date(2026, 10, 28),
    Form.MONEY: Decimal("50000"),
    Form.CHECK: True,
    Form.NUMERAL: 30,
    Form.PLAIN: "经现场核实",
}
PROSE = (
    "2026年7月30日，执法人员在当事人经营场所的货架上发现“麦香”面包12袋，外包装标示的保质期至2026年7月21日，均已超过保质期。"
    "当事人于2026年7月18日购进上述面包40袋，购进价每袋4元，销售价每袋6元；至检查时已售出28袋，其中超过保质期后售出9袋。"
)


@cache
def kinds() -> DocumentKinds:
    """The kinds of the packs."""
    return load_document_kinds(PACKS)


def full(kind: DocumentKind, prose: str = PROSE) -> Filling:
    """A filling in which nothing is missing."""
    facts: dict[str, Fact] = dict(FACTS)
    for part in placeholders(kind):
        if part.root == "ask":
            facts[part.path] = f"{prose}\n{prose}" if kind.asks[part.name].lines > 1 else "见附件"
        else:
            facts.setdefault(part.path, BY_FORM[part.form])
    widest = 8
    lists = {
        block.of: [[str(n), *["无菌采样袋"] * (len(block.columns) - 1)][:widest] for n in range(1, 4)]
        for block in kind.body
        if hasattr(block, "of")
    }
    titles = [title for block in kind.body if hasattr(block, "titles") for title in block.titles]
    return Filling(
        facts=facts,
        lists=lists,
        opinions={t: Opinion(t, "同意，按程序办理。", "顾清和", DAY) for t in titles},
        exchanges=[QuestionAnswer("你店的面包从哪里购进？", "从城西批发部购进，有进货单。")] * 6,
        words=load_words(PACKS),
        number=DocumentNumber("青市监", kind.series, 2026, 12) if kind.series else None,
        day=DAY,
        attachments=("物品清单",),
    )
