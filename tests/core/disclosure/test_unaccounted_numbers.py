"""Numbers that nothing accounts for are proposed; what a word, a unit, a day or a sign accounts for stays."""

from __future__ import annotations

import random

import pytest
from tests.builders.growth import grows_in_line

from plumbline.core.disclosure.redaction import find_personal
from plumbline.core.disclosure.span import Kind

OF_PERSONS = {
    "考生报考号2026650112345，试卷已封存": "2026650112345",
    "其持有的特种设备作业人员证（编号TS6G65001202300456）逾期未复审": "TS6G65001202300456",
    "网约车驾驶员证号65900120260012": "65900120260012",
    "其医保编码为00012345678901，住院流水不详": "00012345678901",
    "病案号0003456712，接诊科室口腔科": "0003456712",
    "新农合证号6501220010203": "6501220010203",
    "其使用的养老保险编号0065-2011-3344": "0065-2011-3344",
    "台胞证号：0123456789，签注有效": "0123456789",
    "收养登记证号SY65900100012": "SY65900100012",
    "退休证编号6500-88-01234": "6500-88-01234",
    "渔业船员证书编号65090012345": "65090012345",
    "学籍辅号是G659001201203071234": "G659001201203071234",
    "学籍号：G6590012012号已注销": "G6590012012",
    "工号1000234，当班": "1000234",
    "献血证号6590001234567": "6590001234567",
    "保单号PDAA202665010000012345，投保人本人": "PDAA202665010000012345",
    "乡村医生执业证编号：65220012345": "65220012345",
    "建筑架子工操作资格证（A022026001234）": "A022026001234",
    "手环上写着20260311045，离院": "20260311045",
    "墙上写着659012345678": "659012345678",
    "施⏎工人员健康证⏎编号：65001234567": "65001234567",
}
OF_OTHERS = [
    "青市监罚〔2026〕1203456号",
    "（2026）青01行初12345号",
    "案卷号20260312001，共36页",
    "生产批号20260312001A，规格500g，净重12345克",
    "产品标准号GB/T 20293-2006，执行GB 2760-2014、DB65/T 4321-2020、Q/ABC 0012S-2025",
    "检验报告编号：SP202612345678，健康证检验报告编号650012345678",
    "条码6901234567892，净含量250g",
    "食品经营许可证编号JY16590010012345，施⏎工许可证编号659001202603010101",
    "药品经营许可证（证号新CB9910012345）",
    "发票号码12345678、12345679，发票代码065002600111、号码04418836",
    "快递单号SF1234567890123，订单号260312123456789012",
    "车架号LSVAA49J132012345，发动机号A12345678",
    "罚款12345678元，合计1234567.00元，建筑面积123456平方米",
    "邮政编码830000，投诉举报热线12345、12315",
    "联系本局电话：0900-5550100，抢修电话0900-5550123",
    "行政执法证件编号65-00-012345",
    "坐标43.825592，87.616848，里程表读数123456公里",
    "缴款码65⏎900012345678901234",
    "国药准字Z20263012，医疗器械注册证编号国械注准20263140123",
    "特种设备使用登记证编号车11新A00123(26)",
    "收款国库账户：国家金库青石区支库（账号24-00000120260301）",
    "视频文件20260312_153045.mp4，监控时间20260312153045",
    "网址www.shop12345678.example",
    "序号 名称 货号 数量⏎1 面粉 H2012345678 12345⏎2 挂面 H2012345679 54321⏎",
]


@pytest.mark.parametrize(("text", "number"), OF_PERSONS.items())
def test_a_number_for_which_nothing_speaks_is_proposed(text: str, number: str) -> None:
    text = text.replace("⏎", "\n")
    spans = [one for one in find_personal(text) if one.kind is not Kind.NAME]
    assert [text[one.start : one.end] for one in spans] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "当事人系财政局退休职工，银行卡号6222021234567890123",
        "该款由区财政局拨付至当事人个人账户6228480402564890018",
        "罚款缴至国库，缴款人账号9222021234567890123",
        "罚款缴纳人存折账号9222021234567890",
        "罚没款由其配偶的账户92220212转出",
        "财政局认定，账号6222021234567890123",
    ],
)
def test_an_account_of_somebody_near_a_treasury_is_theirs(text: str) -> None:
    assert [one.kind for one in find_personal(text)] == [Kind.ACCOUNT]


@pytest.mark.parametrize(
    "text",
    [
        "罚款缴至国库，开户行建行某支行，账号65001234567890123456",
        "限十五日内缴至罚没专户30509722366972762",
        "罚款应当缴至代收银行，账号10112233445566",
    ],
)
def test_an_account_for_fines_stays(text: str) -> None:
    assert find_personal(text) == []


@pytest.mark.parametrize("text", OF_OTHERS)
def test_a_number_of_a_house_a_file_a_thing_or_a_measure_stays(text: str) -> None:
    text = text.replace("⏎", "\n")
    assert [text[one.start : one.end] for one in find_personal(text)] == []


def test_the_next_of_a_row_is_what_the_first_is() -> None:
    text = "工号1000234、1000235；批号2000234001、2000235001；持许可证300023400、300023500"
    assert [text[one.start : one.end] for one in find_personal(text)] == ["1000234", "1000235"]


@pytest.mark.parametrize("end", ["\n", " "])
def test_a_table_of_four_times_the_numbers_is_read_in_four_times_the_time(end: str) -> None:
    rows = random.Random(1)

    def table(size: int) -> str:
        return f"姓名 编号 数量{end}" + "".join(
            f"甲 {rows.randrange(10**9, 10**10)} 1{end}" for _ in range(size)
        )

    assert grows_in_line(find_personal, table, 400)


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        "欠薪线索编号：GZ-65-20260417-00931，已核。",
        "接12345热线202209288732531435号工单，已办。",
        "耳标号265010400318872至265010400318991。",
        "特种设备使用登记证编号：梯11新A00319（26）；锅10新AB0127。",
        "起重机械使用登记牌编号新A-T-2026-0173。",
        "店铺ID 1183920447，设备ID：65010400300177，行号402881000017。",
        "文件MD5值为3f2a91c4d7e8b06512aa98ff43c0de71。",
        "GSP证书编号：A-XJ26-017001；CNAS证书号：L12877。",
        "网页存证编号：2026-0509-1130-0187。",
        "快递单号：京东 JDVB18877331200、韵达 4318877331200。",
        "船检登记号2019C2100377。",
        "编号65230100012的白榆、65230100037的银白杨、65230100041的圆冠榆。",
        "参保人 619910********0837 2024-2-22 550元",
        "日志traceId=7f3c9a1b2d4e5f60，时间戳1778472912345。",
        "列支科目2130504。你未竞得编号为2026-G-077312地块。",
        "道路交通事故认定书\n第 654301120260077 号",
        "认证机构：中安质环；证书编号：00126Q30773R0M。",
        "国家医保编码XN02BEL094A001010101877，挂号信函已妥投。",
    ],
)
def test_numbers_of_things_by_their_sign_stay(text: str) -> None:
    assert [one for one in found(text) if sum(map(str.isdigit, one)) > 6] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("序号 姓名 注册证编号 执业单位\n1 车立 652217007734 康源堂药房\n", "652217007734"),
        ("姓名 个人编号 应补金额\n单晓 6543007712 8,120.11\n", "6543007712"),
        ("年卡（会籍号TR007712）已停用。", "TR007712"),
        ("收养登记证号(2019)青收字0077号，已核。", "(2019)青收字0077"),
        ("保险凭证号：PDZA202665430000077120", "PDZA202665430000077120"),
        ("低保证编号新低6501040087733，已年审。", "新低6501040087733"),
        ("安全员C证编号新建安C（2023）0087731。", "新建安C（2023）0087731"),
        ("户号0877331，户主罗铭，人口4人。", "0877331"),
        ("抖音账号“daxige_7731”发布视频。", "daxige_7731"),
        ("消费者来电（0\n991-8557105）投诉。", "0\n991-8557105"),
    ],
)
def test_numbers_of_somebody_by_other_signs(text: str, number: str) -> None:
    assert any(number in one for one in found(text))
