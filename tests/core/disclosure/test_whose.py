"""Whose a telephone, an account or an address is by the nearest owner before it. Nobody is real."""

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind

PLACES = (Kind.PHONE, Kind.ACCOUNT, Kind.ADDRESS, Kind.NUMBER, Kind.OTHER)


def told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if one.kind in PLACES]


@pytest.mark.parametrize(
    "text",
    [
        "对本决定不服的，可向青石县民政局提出，电话0900-2884113。",
        "请在七日内将整改结果书面报我局市政科（电话0900-2884113）。",
        "你可在三日内陈述申辩，联系电话0900-2884113。",
        "情况有变的，应及时告知社区专干或拨打0900-2884113。",
        "陈述申辩：青石县望河路18号　0900-2884113",
        "费用由被执行人承担。\n拆除当日联系人：周启文，电话0900-2884113。\n如不服本决定，可以申请复议。",
        "请按期补缴。\n联系人：周启文，电话0900-2884113。\n青石县社会保险中心\n2026年3月2日",
    ],
)
def test_a_telephone_behind_an_office_or_what_readers_may_do_stays(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "请你单位与白水镇人民政府衔接，周启文家中电话0900-2884113",
        "周启文向我局投诉，电话0900-2884113。",
        "周启文在青石县民政局工作，座机0900-2884113。",
        "当事人（身份证659001199001011234）\n地址：青石县望河路18号\n电话：0900-2884113",
        "取水许可申请（经办周启文，0900-2884113）收悉。",
        "青石县粮食局家属院周启文，电话0900-2884113。",
        "其妻来电0900-2884113，要求本局答复。",
        "周启文系青石县财政局会计，电话0900-2884113",
        "收件人周启文，青石县望河路7号社区服务中心，0900-2884113",
        "法定期限内未提出陈述。经与周启文电话核实（0900-2884113），属实。",
        "当事人紧急联系人：周启文，电话0900-2884113。\n青石县民政局\n2026年3月2日",
        "周启文\t659001199001011234\t责令改正\t0900-2884113",
        "本局电话0900-5001523。\n经办人：周启文，联系方式0900-2884113，身份证659001199001011234",
        "周启文\t659001199001011234\t无进货票据\t警告\t0900-2884113\n",
        "姓名|住处|电话\n周启文|4-1204|0900-2884113",
    ],
)
def test_a_telephone_whose_nearest_owner_is_somebody_is_hidden(text: str) -> None:
    assert any("2884113" in one for one in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "限期腾退，并补交租金差额900元（收款账户880138596025834，开户行中国银行青石支行）。",
        "缴费方式：到望河路营业厅，或汇至中国银行青石县支行账号30050751035235900。",
        "请到中国银行青石县支行补缴，社保基金收入户账号20104680844937156。",
    ],
)
def test_an_account_into_which_readers_pay_an_office_stays(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "罚款已缴纳，付款账户880138596025834。",
        "多收的水费退还周启文，账号880138596025834。",
        "缴费凭证显示由其妻账户880138596025834转出。",
        "应缴水费由周启文代付，从其存折账号880138596025834扣划。",
        "罚款已由周启文从账号880138596025834缴纳。",
        "养老金发放账户880138596025834。",
    ],
)
def test_an_account_from_which_or_to_which_somebody_is_paid_is_hidden(text: str) -> None:
    assert told(text) == ["880138596025834"]


@pytest.mark.parametrize(
    "text",
    [
        "当事人：青石县白水运输有限公司\n地址：青石县白水镇望河路38号一层\n法定代表人：周启文",
        "当事人：青石白水物业有限公司（法定代表人周启文，身份证659001199001011234）\n地址：青石县望河路38号\n我局检查",
        "青石县旅行社有限公司，法定代表人周启文，住所青石县望河路38号一层，经查",
        "保安员\n事故地点：青石县望河路38号一层\n诊断",
        "被申请人：青石县城市管理局\n地址：青石县望河路38号\n",
    ],
)
def test_the_address_of_a_firm_or_an_office_in_its_block_stays(text: str) -> None:
    assert not any("望河路" in one or "38" in one for one in told(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("被处罚人：周启文\n地址：青石县白水镇望河路38号\n", "青石县白水镇望河路38号"),
        (
            "当事人：青石县老周面馆（经营者周启文）\n住所：青石县望河路7号翠园3幢2单元502室",
            "青石县望河路7号翠园3幢2单元502室",
        ),
        ("周启文|男|659001199001011234|青石县白水镇望河路38号\n", "青石县白水镇望河路38号"),
        ("周启文|男|659001 850101 123|青石县白水镇望河路38号\n", "青石县白水镇望河路38号"),
        (
            "被执行人：周启文（身份证号码：659001199001011234）\n住所地：青石县长安西街167号附4号\n",
            "青石县长安西街167号附4号",
        ),
        ("地址|青石垦区九〇九团17连122号|陪同", "青石垦区九〇九团17连122号"),
        ("\n周启文（659001199001011234）\n地址：青石县柳林村4组51号；青石县望河路38号\n", "青石县望河路38号"),
        ("合同载明周启文住青石县白水镇望河路38号，", "青石县白水镇望河路38号"),
        ("催告书留置于你住处（青石县白水镇柳林村4组51号），", "青石县白水镇柳林村4组51号"),
        ("住址：河东省青石\n县白水镇望河路38号。", "河东省青石\n县白水镇望河路38号"),
        ("名下另有住房，坐落于青石县白水镇望河路38号，", "青石县白水镇望河路38号"),
    ],
)
def test_a_home_in_a_block_a_row_or_a_sentence_is_hidden_whole(text: str, address: str) -> None:
    assert address in told(text)


def test_numero_says_no_more_than_the_label_before_it() -> None:
    assert told("出厂编号NO.2709895140823116，团号NO.7594399521683673，证号建字第NO.4137198893928号") == []
    assert told("身份证号NO.659001199001011234") == ["659001199001011234"]


def test_a_plate_in_brackets_is_no_certificate_of_the_officers_who_stopped_the_car() -> None:
    stopped = "执法人员周启文拦停一辆大型普通客车（新RT3135）。"
    assert [one.kind for one in find_personal(stopped) if one.kind is Kind.PLATE] == [Kind.PLATE]
    shown = "执法人员：周启文（65-27-1961、新BT-08825）\n"
    assert not any(one.kind is Kind.PLATE for one in find_personal(shown))
