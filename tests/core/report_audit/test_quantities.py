"""What counts as a quantity in a report, and what only looks like one."""

from decimal import Decimal

import pytest

from plumbline.core.report_audit.quantity import Bound, quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("开展学习130余次", "130", "次", Bound.OVER),
        ("走访企业454家次", "454", "家次", Bound.EXACT),
        ("追回损失4139.7284万元", "41397284", "元", Bound.EXACT),
        ("办结率１００％", "100", "%", Bound.EXACT),
        ("满意率百分之九十八点五", "98.5", "%", Bound.EXACT),
        ("检查企业一千二百余家", "1200", "家", Bound.OVER),
        ("服务群众约3.5万人次", "35000", "人次", Bound.ABOUT),
        ("案件近百件", None, "", Bound.UNDER),
        ("市场主体60,409户", "60409", "户", Bound.EXACT),
        ("参训人员达90%以上", "90", "%", Bound.OVER),
    ],
)
def test_what_is_one(text: str, value: str | None, unit: str, bound: Bound) -> None:
    found = quantities(text)
    if value is None:
        return
    assert [(one.value, one.unit, one.bound) for one in found] == [(Decimal(value), unit, bound)]


def test_a_range_has_two_ends() -> None:
    (found,) = quantities("每组10—12个单位")
    assert (found.value, found.high) == (10, 12)
    assert found.fits(Decimal(11))
    assert not found.fits(Decimal(13))


@pytest.mark.parametrize(
    "text",
    [
        "深化“一件事”改革", "落实“1+4+X”机制", "落实三项制度", "区政发〔2024〕12号", "依据第五十七条第一款",
        "拨打12345热线", "电话0991-4660000", "2021—2025年", "2024年6月5日", "“十四五”期间", "自收到之日起20个工作日内",
        "一是加强领导，二是压实责任", "7×24小时", "第三批名单", "召开了一次会议",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert quantities(text) == []


def test_places_are_those_of_the_text() -> None:
    text = "全年受理申请１３３件，其中撤销1件。"
    assert [text[one.start : one.end] for one in quantities(text)] == ["１３３件", "1件"]
