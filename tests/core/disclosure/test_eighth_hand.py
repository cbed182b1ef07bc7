"""Classes of the seventeenth held set, on words of our own: quotes, rows, houses, goods, numbers of offices."""

import pytest

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind


def found(text: str, kind: Kind) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text) if one.kind is kind]


def names(text: str) -> list[str]:
    return found(text, Kind.NAME)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("对方留名“贺秋雁”，留有电话。", "贺秋雁"),
        ("户名“邵庆梅”的账户已停用。", "邵庆梅"),
        ("其曾用名“闫小娥”，已更改。", "闫小娥"),
        ("你在护送患者石玉宁转院途中离岗。", "石玉宁"),
        ("伤者谢晴天及其近亲属已到场。", "谢晴天"),
        ("举报人贾春生于2026年3月6日来电。", "贾春生"),
        ("登记所有人为郝常在，系当事人的叔父。", "郝常在"),
        ("争议地东至牛雪瑶户院墙，西至水渠。", "牛雪瑶"),
        ("收购时与郭立夏户、石建峰户混装。", "郭立夏"),
        ("冯卓佳户银行卡号已登记。", "冯卓佳"),
        ("当事人：汤文化 女 40岁", "汤文化"),
        ("教职工代表安静的意见书已收悉。", "安静"),
        ("向急诊科医师范石头核实了经过。", "范石头"),
        ("物业贾团结上门核查。", "贾团结"),
        ("项目负责人岩桂英在成果报告上签字。", "岩桂英"),
        ("其朋友向玉琪称当时不在场。", "向玉琪"),
        ("业务员阿苦木呷称不知情。", "阿苦木呷"),
        ("韦丹阳经甲州市中医院手术后出院。", "韦丹阳"),
    ],
)
def test_where_a_place_says_that_somebody_stands(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("证据：移送书、扣押清单、王龙、谢新贵、秦忠轩四人笔录。", {"谢新贵", "秦忠轩"}),
        ("询问笔录（许婧、贺光文、马图雅）、照片、装修备案表。", {"许婧", "贺光文", "马图雅"}),
        ("编制人彭丽、审核人孟凤莉、批准人孙子轩三人签名。", {"彭丽", "孟凤莉", "孙子轩"}),
        ("其中安璐（18栋804室）、岩桂梅（23栋2单元2101室）反对。", {"安璐", "岩桂梅"}),
        ("有汤飞的账本、向丽静和郭涛的证词。", {"向丽静", "郭涛"}),
        ("在场人：徐睿、双光彬\n当事人：李强", {"徐睿", "双光彬"}),
    ],
)
def test_rows_of_persons(text: str, each: set[str]) -> None:
    assert each <= set(names(text))


def test_who_looks_through_a_case_is_an_officer_and_who_looked_through_a_report_is_none() -> None:
    assert names("承办人：王敏，审核人：孟凤莉，审批人：李强。") == []
    assert names("编制人王敏，审核人孟凤莉。") == ["王敏", "孟凤莉"]


@pytest.mark.parametrize(
    "text",
    [
        "甲州市市场监督管理局\n（印　章）\n2026年1月1日",
        "品名\t批号\t数量\n牛蹄筋\t20250601\t24件\n黄芪片\t20250601\t3件",
        "诊断为“右踝第二跖骨骨折”，左足已固定。",
        "主机为“雅马哈”40匹。",
        "请到邮政储蓄银行石沣支行缴款，或到中国银行安澜玉兰路支行。",
        "样品送江右省质量检验院，宁沣市仁爱医院已出具证明。",
        "买主为东方红村的几户。",
        "当事人属于小微经营主体。墙体开裂，向物业报告。",
        "顾客未出示处方，额温计未标注编号。",
        "墙上写有“陶然居·老白干”。",
        "长春路与玉兰路交汇处。",
        "“文昌门—白马堆路雨污分流工程”。",
        "应支付到劳动者银行卡。员工花名册、网店页面已提取。",
        "当事人申辩称不知情。",
    ],
)
def test_houses_goods_and_words_are_nobody(text: str) -> None:
    assert names(text) == []


def test_a_dotted_name_ends_before_a_word() -> None:
    assert names("为他人叶尔兰·玉山结算费用。") == ["叶尔兰·玉山"]
    assert names("该批货物由于晓志运送。") == ["于晓志"]


@pytest.mark.parametrize(
    "text",
    [
        "户名：甲州市青石区财政局\n开户银行：中国银行甲州支行\n账　　号：061925426240996030\n如不服",
        "请缴至中国银行甲州支行，户名甲州市民政局，账号022577260458785184。",
        "已拨付至村集体账户（061849103101752307），由会计造册。",
        "责令退回多领待遇。退款账号：075283088526851556，开户行：中国银行。",
    ],
)
def test_accounts_of_offices_and_villages_stay(text: str) -> None:
    assert [one for one in find_personal(text) if one.kind in (Kind.ACCOUNT, Kind.OTHER)] == []


@pytest.mark.parametrize(
    "text",
    [
        "请及时转移。\n联系人：王小华　李大伟　联系电话：0545-7094249\n\n　　　　　　甲州市滨湖区应急管理局\n2026年",
        "2026年1月2日\n\n联系人：王小华　李大伟　　联系电话：0545-7094249\n\n送达回证",
        "请将材料报本局安监科，联系人王小华，0845-2205668。",
        "可发邮件至abc@example.gov.cn，联系人王小华，电话0845-5441943。",
        "采购国械注准15635717386的口罩，批次20240712、24121601，生产日期：25101801。",
    ],
)
def test_telephones_of_offices_and_numbers_of_batches_stay(text: str) -> None:
    assert found(text, Kind.PHONE) == []


def test_telephones_and_accounts_of_somebody_are_still_proposed() -> None:
    assert found("证人王小华电话0845-5441943。\n\n甲州市民政局\n", Kind.PHONE) == ["0845-5441943"]
    text = "工资转入李强，开户银行：中国银行青石支行\n账　　号：061925426240996030"
    assert [one.kind for one in find_personal(text)] == [Kind.NAME, Kind.OTHER]


@pytest.mark.parametrize(
    "text",
    [
        "叉车（厂内牌照号：厂内68142）由他人驾驶。",
        "特殊作业票证编号DH-060065缺少签名；通话录音编号611320。",
        "价格认定结论书（W202687154）为证，判定不合格（202585112）。",
    ],
)
def test_numbers_of_papers_and_of_vehicles_in_a_works_stay(text: str) -> None:
    assert find_personal(text) == []


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("住甲州市西岭区双桥镇红星村民委员会第1村民小组，务农。", "红星村民委员会第1村民小组"),
        ("回函地址为甲州市滨湖区东郭镇前张村南坪屯75号。", "前张村南坪屯75号"),
        ("在城南区龙泉乡李家庄村3组直接送达。", "李家庄村3组"),
        ("甲州市朝阳街道建设路社区东风北路197号失火。", "建设路社区东风北路197号"),
        ("业主冉金花（19栋2101室）反对。", "19栋2101室"),
    ],
)
def test_homes_in_villages_and_rooms_beside_a_person(text: str, home: str) -> None:
    assert any(home in one for one in found(text, Kind.ADDRESS))


def test_what_denies_is_cut_off_a_word_for_a_person_and_not_off_a_name_that_is_a_word() -> None:
    assert any("江山" in one for one in names("伤者马睿已送医，江山未住院，费用由李强垫付。"))
    assert names("顾客未出示处方。") == []
