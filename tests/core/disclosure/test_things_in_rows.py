"""Rows of goods, plants, drugs and places name nobody; rows of persons among which a word stands do."""

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if one.kind is Kind.NAME]


@pytest.mark.parametrize(
    "text",
    [
        "库房存放高粱米、薏米、莜麦面、荞麦片、苗圃用营养土、包装箱若干。",
        "调运树种：榆树、沙枣、樟子松、白皮松、侧柏、圆柏、紫穗槐、红瑞木、黄刺玫、海棠。",
        "涉案鱼种：鲟鱼、鳇鱼、细鳞鲑、江鳕、白斑狗鱼、东方欧鳊、池沼公鱼、梭鲈。",
        "农药有丙环唑、多菌灵、吡唑醚菌酯、嘧菌酯、百菌清、茚虫威、螺螨酯、啶虫脒。",
        "途经三屯碑路、龙河路、伊宁路、古牧地路、青年路。",
    ],
)
def test_rows_of_things(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("参加者：陈洁、白天、罗铭、徐凯，均无异议。", {"陈洁", "罗铭", "徐凯"}),
        ("二、扣押张浙娴、徐凯、冯隆文的居民身份证；", {"张浙娴", "徐凯", "冯隆文"}),
        ("一、基本案情\n罗铭、杜若兰夫妇于2025年搭建。", {"罗铭", "杜若兰"}),
        ("种植户陈洁、罗铭、合作社、供销社共同签字。", {"陈洁", "罗铭"}),
        ("村委会、供水站、陈洁、罗铭到场查看。", {"陈洁", "罗铭"}),
    ],
)
def test_rows_of_persons(text: str, found: set[str]) -> None:
    assert found <= set(names(text))


@pytest.mark.parametrize(
    "text",
    [
        "被告明确表示不履行的，应当向原告释明。房屋出租人明知承租人利用房屋的，处罚款。",
        "处理个人信息应当遵循合法原则。收集个人信息，应当限于最小范围。个人信息应当准确。",
        "公务员任职应当在编制内进行。实行任职前公示。拟任职位所要求的资格。",
        "联系人：综合科；联系人：水政科；负责人：党政办。",
    ],
)
def test_words_of_statutes_and_sections_are_nobody(text: str) -> None:
    assert names(text) == []


def test_a_word_of_statutes_is_a_name_where_its_place_says_so() -> None:
    assert names("一、当事人基本情况\n成功，男，1969年出生。") == ["成功"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("被处罚人（单位）：甘州信和建筑安装有限公司　法定代表人：罗铭", ["罗铭"]),
        ("当事人：甘州隆镇悦来大排档，统一社会信用代码略。", []),
        ("委托代理人：钟景舒律师（龙泉井律师事务所）", ["钟景舒"]),
        ("当事人签名：\n黄峰　二〇二五年十一月十八日", ["黄峰"]),
        ("收银机为“海信”牌，验钞机为“康亿”牌，包装袋标注“金鹏”。", []),
        ("等三户危房改造申请的批复；服务单位：巴音出租", []),
        ("“喀什湾—禾苗—白龙巴四日游”团号略", []),
        ("农户褚福来等11户，患儿童童之母", ["褚福来", "童童"]),
        ("自述系从外县夏侯婷处购得", ["夏侯婷"]),
        ("桂溪镇\t桂溪镇便民服务大厅\t略\n禹里镇\t禹穴街\t略", []),
        ("会员卡（卡号略，余额820元）；教练未满一年驾龄；羌城支行", []),
        ("联系人：运维科　电话：略", []),
        ("被处罚人：别东升　性别：男　年龄：52", ["别东升"]),
        ("供水设施备案号：昌卫水备2026-17。", []),
        ("工号 | 姓名 | 工种 | 身份证\n1 | 汤彬 | 焊接 | 419968198803047731", ["汤彬"]),
    ],
)
def test_houses_days_brands_and_trades_beside_names(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "补植石楠、黄连木均可。",
        "经检测谷丙转氨酶升高。",
        "经王庄派出所追缴，交出铜钱3枚。",
        "康王坡国有林16林班",
        "广告批准文号：晋医广2026第208号",
        "审定编号为晋审玉20260373",
    ],
)
def test_words_woods_and_posts_of_offices(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("值班表：周一徐晓妤、周二高原、周三罗潇程。", "高原"),
        ("据邻居田园向我所反映，当晚无人。", "田园"),
    ],
)
def test_words_that_are_somebodys_name_by_their_place(text: str, found: str) -> None:
    assert found in names(text)
