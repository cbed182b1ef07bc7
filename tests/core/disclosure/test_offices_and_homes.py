"""What belongs to an office and what to a home: classes of one held set, other sentences. Nobody is real."""

from __future__ import annotations

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind

NUMBERS = (Kind.PHONE, Kind.NUMBER, Kind.OTHER, Kind.PLATE, Kind.CONTACT, Kind.ACCOUNT)


def told(text: str, *kinds: Kind) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if not kinds or one.kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "如有疑问，请与我办联系，电话0900-2884113。",
        "请携带证明材料到青石县学院路12号核对，联系电话0900-2884113。",
        "报名咨询：0900-2884113（工作日）。",
        "胶管批号20884117已移交，热线0900-2884113。",
        "训练基地：青石县人民医院（0900-2884113）。",
        "单位地址青石县学院路12号，联系电话为0900-2884113。",
        "由本局依法处理。\n联系人：徐凯　联系电话：0900-2884113\n",
        "该许可证自2026年3月1日起三年。许可证有效期内须年审。电话0900-2884113。",
        "你可向本机关陈述，联系人徐凯，电话0900-2884113。",
        "可以向复议机构（地址：青石县学院路12号，电话：0900-2884113）申请复议。",
    ],
)
def test_a_telephone_stays_where_an_office_is_asked(text: str) -> None:
    assert told(text, *NUMBERS) == []


@pytest.mark.parametrize(
    "text",
    [
        "徐凯向本机关提供的电话0900-2884113无人接听。",
        "当事人徐凯，联系电话0900-2884113。",
        "他家里电话是0900-2884113。",
        "证人徐凯住学院路12号3单元501室，电话0900-2884113。",
        "你留下的联系方式0900-2884113已停机。",
    ],
)
def test_a_persons_telephone_is_hidden_beside_the_words_of_an_office(text: str) -> None:
    assert "0900-2884113" in told(text, Kind.PHONE)


@pytest.mark.parametrize(
    "text",
    [
        "缴款到中国银行青石县支行，账号1088417710028841。",
        "青石县社会保险中心，中国银行青石县支行，1088417710028841。",
        "鉴定费300元，汇至1088417710028841。",
        "没收违法所得。\n收款账号1088417710028841，开户行中国银行青石县支行。",
        "罚款缴至青石县财政局非税收入专户，账号：1088 4177 1372 8413 771",
        "十五日内到中国银行青石县营业部缴清，账户１０８８４１７７１００２８８４１，咨询电话0900-2884113。",
        "到青石县农村信用社缴纳罚款200元，收款账号1088417710028841。",
        "将多领的款项退至失业保险基金支出户（账号1088417710028841）。",
    ],
)
def test_an_account_into_which_an_office_is_paid_stays(text: str) -> None:
    assert told(text, *NUMBERS) == []


def test_the_card_of_a_person_is_hidden_even_where_an_office_is_paid() -> None:
    assert told("鉴定费300元，汇至6228481234567890128。", Kind.ACCOUNT) == ["6228481234567890128"]
    assert told("徐凯将货款转入其账号1088417710028841。", Kind.ACCOUNT) == ["1088417710028841"]
    left = "徐凯到中国银行青石县营业部缴纳罚款，余款退回其账号1088417710028841。"
    assert told(left, Kind.ACCOUNT) == ["1088417710028841"]


@pytest.mark.parametrize(
    "text",
    [
        "运单号ABC013912345678，未实名。",
        "证书（编号K012025884117）查无记录。",
        "监控录像刻盘保存（盘号DVD2088411）。",
        "外箱追踪码2088411771002884。",
        "烟叶准运证编号2088411771。",
        "犬只芯片号208841177100288，已登记。",
    ],
)
def test_the_number_of_a_thing_stays(text: str) -> None:
    assert told(text, *NUMBERS) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("身份证号写在运单背面：659901900307231。", "659901900307231"),
        ("护照号：GA0000‐0795。", "GA0000‐0795"),
        ("车牌新A―88417", "新A―88417"),
        ("分别驾驶晋-KF8841、浙 G 88417运输", "晋-KF8841"),
        ("对其桂A-D2-7841车辆罚款", "桂A-D2-7841"),
        ("名下苏  J  S16Y8停放在场", "苏  J  S16Y8"),
        ("对方微信abcde\n-8417收款。", "abcde\n-8417"),
        ("身份证号6599 0119―9003―07231X", "6599 0119―9003―07231X"),
    ],
)
def test_a_persons_number_is_hidden_however_it_is_divided(text: str, number: str) -> None:
    assert number in told(text)


def test_an_amount_before_an_account_is_none() -> None:
    assert told("支行存款185300.00元", *NUMBERS) == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "身份证号：659901199003072310\n地址：岭北省青石市白水镇柳林村3组28号",
            "岭北省青石市白水镇柳林村3组28号",
        ),
        ("当事人住址（户籍地）：青石县白水镇柳林村村西头28号", "青石县白水镇柳林村村西头28号"),
        ("电话│13900002884\n住所│青石县白水镇柳林村西街28号│职业│农民", "青石县白水镇柳林村西街28号"),
        ("材料寄至：青石县白水镇柳林村西街28号。", "青石县白水镇柳林村西街28号"),
        ("本机关对你位于青石县白水镇柳林村西街28号的住所检查。", "青石县白水镇柳林村西街28号"),
        ("租赁合同载明地址为青石县白水镇柳林村东头28号。", "青石县白水镇柳林村东头28号"),
        ("徐凯（岭北省青石市白水镇柳林村3组28号）称听到响声。", "岭北省青石市白水镇柳林村3组28号"),
        ("现住址：青石县白水镇柳林村\n村西头28号", "青石县白水镇柳林村\n村西头28号"),
        ("住址：纺织厂家属院2栋4-\n303号房", "纺织厂家属院2栋4-\n303号房"),
    ],
)
def test_where_somebody_lives_is_hidden_whole(text: str, address: str) -> None:
    assert address in told(text, Kind.ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        "可向本机关（青石县学院路12号，0900-2884113）申请听证。",
        "咨询：青石县学院路12号，0900-2884113。",
        "腾退房屋。\n联系地址：青石县学院路12号　电话：0900-2884113\n",
        "可向本机关陈述，联系人徐凯，电话0900-2884113，地址学院路12号。",
        "执法人员罗铭检查丁香小区9幢时发现。",
    ],
)
def test_the_address_of_an_office_and_a_place_that_was_inspected_stay(text: str) -> None:
    assert told(text, Kind.ADDRESS) == []
