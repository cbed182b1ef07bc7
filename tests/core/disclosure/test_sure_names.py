"""Names that are words where a form says a name stands, and words that only begin like names. Nobody is real."""

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind


def named(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if one.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "户主姓名 | 人口 | 银行账号\n向阳 | 3 | 6222021234567890123\n安康 | 2 | 6222021234567890128\n",
            ["向阳", "安康"],
        ),
        ("学生│家长│电话\n夏天│贾发法│18000006589\n", ["夏天", "贾发法"]),
        ("户主\t人口\n向阳\t3\n", ["向阳"]),
        ("姓名|苗木|电话|16000009473\n当事人签名：苗木", ["苗木", "苗木"]),
        ("的决定\n安康（身份证件号码659001199001011234）：\n你家不再享受。", ["安康"]),
        ("一、满意（659001199001011234）因本人放弃；", ["满意"]),
        ("被处罚人：胶健强  电话：16000009510", ["胶健强"]),
        ("负责人达娃坚赞在场，他妈妈德吉平措卡里", ["达娃坚赞", "德吉平措"]),
        ("申请人刘娜勇以青石同心商贸有限公司出售的头盔不合格为由投诉", ["刘娜勇"]),
        ("鸟打算送给亲家康小艳泡酒，接生人周启文已去世", ["康小艳", "周启文"]),
        ("你因与安康民间借贷纠纷申请援助", ["安康"]),
        ("健康证明已核验：周启文、赵蔓艺、秦岭。", ["周启文", "赵蔓艺", "秦岭"]),
        ("石膏购自潘道之，潘道之的摊位在市场", ["潘道之", "潘道之"]),
        ("姓名|工种|证件号码\n钟小根|焊接|659001199001011234\n", ["钟小根"]),
        ("特种作业证抽查：电工胡芳，证号659001199001011234；", ["胡芳"]),
        ("物业的苏林可以作证", ["苏林"]),
    ],
)
def test_what_a_form_or_a_role_says_is_a_name_is_one(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "你说钱已花在货上，车是借的，每单收九元。",
        "民族：维吾尔\n身份证：659001199001011234",
        "没收猎获物、粘网，并处罚款。",
        "款项经查未到账。",
        "黑板旁张贴的联系表如下",
        "养老金发放账户另行核定，你曾来电说明。",
        "船名：柳江渔8218号",
        "发射设备藏于御景苑楼顶，油烟排入翠湖名邸居民楼",
        "两家以埂为界，购买草甘膦水剂。",
        "土地管理法第五十条",
        "教练证即身份证号",
        "序号 | 作物 | 面积 | 备注\n1 | 玉米 | 5 | 无\n",
        "姓名|性别|民族\n不详|男|汉族\n",
        "准予补登户口，赋予公民身份号码659001199001011234",
        "残疾人证号659001199001011234",
    ],
)
def test_words_that_begin_like_names_are_none(text: str) -> None:
    assert named(text) == []
