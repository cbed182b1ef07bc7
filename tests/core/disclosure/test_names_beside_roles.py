"""Names between roles, titles and places: classes of the thirteenth held set, in other sentences. Nobody is real."""

from __future__ import annotations

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind


def told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if one.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("你反映罗楼泓公证员在办理（2026）117号公证时态度生硬。", "罗楼泓"),
        ("发包时经确认委托罗铭嘉师傅运输，运费未付。", "罗铭嘉"),
        ("楼上纳凉的韦和滢阿姨受惊。", "韦和滢"),
        ("由继承人韦太平主张权利。", "韦太平"),
        ("见证人张北线到场签字。", "张北线"),
        ("带班韦为慈统一收钱。", "韦为慈"),
        ("南至罗娥菜地，北至达奚升驹宅。", "达奚升驹"),
        ("证人让·穆勒到场。", "让·穆勒"),
        ("姓名│达奚艳贵│性别│女", "达奚艳贵"),
        ("他说：“车是罗艮借我的，他知道。”", "罗艮"),
        ("序号　承包户　地块\n1　罗宁　石岭村大滩\n2　韦年　石岭村月牙滩", "韦年"),
    ],
)
def test_a_name_is_told_by_the_role_the_title_or_the_deed_beside_it(text: str, name: str) -> None:
    assert name in told(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("对房产中介罗萍代管的三套房屋核查。", "罗萍"),
        ("款项汇入罗玲开立的账户。", "罗玲"),
        ("经营者罗旭应当协助追溯。", "罗旭"),
        ("对罗雷另案处理。", "罗雷"),
        ("户主：罗盼　低保证号：DB653036302", "罗盼"),
        ("四至：南 罗勤菜地", "罗勤"),
    ],
)
def test_a_name_of_two_characters_ends_before_the_deed(text: str, name: str) -> None:
    assert name in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "依法向温泉湾区人民法院提起诉讼。",
        "中国农业银行洛水湾区支行",
        "你在白水镇大刘庄承包的荒山上施工。",
        "购票观看《罗同在五年级》18:15场次。",
        "教材《王后雄学案》若干。",
        "公司组织的“徐霞客古道二日游”。",
        "文物保护单位“司马光读书台”。",
        "其申报的徒弟三人。",
        "已预缴的易地建设费退回。",
        "无名墓，称系其曾祖父。",
        "小学任教，时任校长已退休。",
        "砸中停放的轿车，车损1987元。",
        "该房自2023年3月20日起空置。",
        "第三人亦到场，其主张鱼损64531元。",
        "在东门遛狗未束犬链。",
        "位于110千伏方山线#12杆塔下方。",
        "撞断10kV高桥线12号杆。",
    ],
)
def test_what_is_called_after_somebody_or_is_a_word_is_no_name(text: str) -> None:
    assert told(text) == []
