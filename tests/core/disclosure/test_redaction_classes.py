"""What the tenth blind set showed by class: each sentence here is another than those of the set."""

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind


def told(text: str, *kinds: Kind) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if not kinds or one.kind in kinds]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("借款人身份证号659901199003\n    072310，已核。", "659901199003\n    072310"),
        ("承包方刘桂花（户号208841175，身份证659901199003072310）", "208841175"),
        ("监理工程师徐凯，注册证号KX2288410，身份证号码659901199003072310", "KX2288410"),
        ("建造师注册号208841175301", "208841175301"),
        ("教练员罗铭（教练证KX20884117）", "KX20884117"),
        ("另有健康证五张，其中罗铭那张（编号KX20884117）系借来。", "KX20884117"),
        ("他住院号我记在本子上：KX20884117。", "KX20884117"),
        ("病历夹里是徐凯的胸片，片号20884117。", "20884117"),
        ("患者徐凯（门诊号KX20884117，659901199003072310）", "KX20884117"),
        ("证人徐凯 65990119900307231X 2884113", "2884113"),
    ],
)
def test_numbers_of_persons_are_found(text: str, number: str) -> None:
    assert any(number in one for one in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "检查人：徐凯（新2884113）、罗铭（65990288411）",
        "执法人员徐凯、罗铭出示证件（新2884113，ZF20884117），说明来意。",
        "调查人 徐凯 65990288411 同上",
        "经办徐凯（监督证新监659900288），0900-2884113。",
        "咨询电话：（0900）2884113\n青石县市场监督管理局",
        "报青石县住房和城乡建设局质安站（0900-2884113）。",
        "受理窗口电话0900-2884113",
        "青石县消防救援大队 2026年6月20日 电话0900-2884113",
        "扣押电子秤（SN:2884113771）一台",
        "罐体号SN:2884113771",
        "来信反映司机拒载一事（28841137710028841），已查。",
        "支出凭证42002884113771002884113771",
        "塔吊（备案号新R-T01931）",
        "青石医保罚〔2026〕28841137710号",
    ],
)
def test_numbers_of_offices_officers_and_things_stay(text: str) -> None:
    assert told(text, Kind.PHONE, Kind.NUMBER, Kind.OTHER, Kind.PLATE, Kind.CONTACT, Kind.ACCOUNT) == []


def test_a_persons_telephone_stays_hidden_beside_an_office() -> None:
    """The office that signs right behind makes no telephone its own that is called somebody's."""
    for text in (
        "家庭电话：0900-2884113。\n青石县农业农村局\n",
        "取水许可申请（经办徐凯，0900-2884113）收悉。",
        "检查人：徐凯（新2884113） 当事人手机13900002884",
    ):
        assert len(told(text, Kind.PHONE)) == 1


def test_an_amount_in_the_next_cell_is_no_part_of_a_number() -> None:
    assert "5070053" in told("徐凯 QQ：5070053 5,500.67元")
    assert told("家庭电话0900-2884113 2026年5月5日") == ["0900-2884113"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("现居白杨县碧波水岸C区29座5门1002室，已搬。", "碧波水岸C区29座5门1002室"),
        ("住白杨县碧波水岸C区2#-3-1803室", "碧波水岸C区2#-3-1803室"),
        ("寄到翠湖名邸30幢，收件。", "翠湖名邸30幢"),
        ("邮寄至白杨县铁西三街42号供销社老家属楼34栋6单元403。", "铁西三街42号供销社老家属楼34栋6单元403"),
        ("罗铭（白杨镇柳树沟村三\n组四十号）", "柳树沟村三\n组四十号"),
        ("反映碧水云天\n25幢室温不达标", "碧水云天\n25幢"),
        ("临时住安居小区1 0座101室，", "安居小区1 0座101室"),
        ("自住白杨县柳树南街72号。", "柳树南街72号"),
    ],
)
def test_addresses_of_estates_are_found_whole(text: str, address: str) -> None:
    assert any(address in one for one in told(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("车间主任Pavel Orlov不在场，单上签“Pavel Orlov”的是门卫。", "Pavel Orlov"),
        ("同行者DAMIR SADYKOV的小孩在场。", "DAMIR SADYKOV"),
        ("被处罚人姓名：蹇桦 性别：男", "蹇桦"),
        ("申请人罗岚𬱖到场。", "罗岚𬱖"),
        ("生前随次子罗飞松落户青石县人民政府辖区。", "罗飞松"),
        ("经查，司机罗松甩站、骂人。", "罗松"),
        ("楼上独居老人徐建国家漏水，徐建国已签字。", "徐建国"),
        ("同案人阮氏清兰（护照G1230001）", "阮氏清兰"),
        ("过磅员高峰（工号YG-1204）到场。", "高峰"),
        ("新任华山（证书572515661）到岗。", "华山"),
    ],
)
def test_names_that_no_list_led_to_are_found(text: str, name: str) -> None:
    assert name in told(text, Kind.NAME)


@pytest.mark.parametrize(
    "text",
    [
        "当事人申辩称不知情。",
        "项目经理已到场，房东说过此事。",
        "会同镇里到场。",
        "饲养高加索犬一只，驾驶东方红1204型拖拉机。",
        "谢师傅出租汽车公司已停业。",
        "货款通过银行卡（卡号6200008023511112）支付。",
        "咨询电话：0900-2884113",
        "使用Windows Server系统，购Red Bull饮料。",
    ],
)
def test_goods_houses_and_words_are_no_names(text: str) -> None:
    assert told(text, Kind.NAME) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两人办理结婚登记，登记证号J659901-2019-200884。", "J659901-2019-200884"),
        ("襁褓内有出生医学证明，编号K208841177，母亲不详。", "K208841177"),
        ("教师资格考试合格证明202620884117真实有效", "202620884117"),
        ("遗失健康证，旧证健证字2026第208841号作废。", "健证字2026第208841号"),
        ("将亡母安葬（2026年6月18日病故，户号208841177）", "208841177"),
        ("护照一本，持照人徐凯，号码EK20884117；", "EK20884117"),
        ("承办厨师：徐凯　健康证号：JK2026208841　电话：18000006589", "JK2026208841"),
        ("徐凯的户口簿（户号2 0 8 8 4 1 1 7 7）", "2 0 8 8 4 1 1 7 7"),
        ("教练员徐凯（准教证号2026  0884  1177）", "2026  0884  1177"),
        ("姓名,证件号码,准考证号,情形\n徐凯,659901199003072310,202620884117,缺考\n", "202620884117"),
        ("徐凯,659901199003072310,6299208841177208841,4.42亩", "6299208841177208841"),
        ("序号｜姓名｜健康证号｜岗位\n1｜徐 凯｜JK2026208841｜保洁\n", "JK2026208841"),
    ],
)
def test_numbers_of_persons_behind_other_words_are_found(text: str, number: str) -> None:
    assert number in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "应当附有检疫证明，证号No.2088411771。",
        "住罗家巷80号，犬证号QZ-2026-20884。",
        "经2019年火化，火化证编号HH20262088。",
        "承办人徐凯（新2884113）",
    ],
)
def test_numbers_of_animals_and_officers_stay(text: str) -> None:
    assert told(text, Kind.NUMBER, Kind.OTHER, Kind.ACCOUNT) == []
