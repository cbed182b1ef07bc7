"""Telephones, mail, accounts in lines that speak of offices and houses alone stay; beside anybody they are proposed."""

import pytest

from plumbline.core.disclosure.redaction import find_personal


def told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text)]


@pytest.mark.parametrize(
    "text",
    [
        "承办单位：法规科。联系电话：8867123。",
        "法制审核科电话：0900-7712033，传真：0900-7712034。",
        "（联系人：种植业科　　电话：7712344）",
        "检验机构联系方式：电话 0900-7209981，传真 0900-7209982，邮箱 jianyan@zj-test.example。",
        "报送电子版至 zf2026@xj.example，联系电话0900-7817766。",
        "| 东关分局 | 0900-7351201 | 0900-7351202 |\n| 西关分局 | 0900-7811377 | 0900-7811378 |",
        "值班室：7651110，防汛办：7651313，市政抢修：7654000。",
        "若对处罚内容有疑问，可拨打0900-7871234咨询。",
        "青石县水利局\n地址：江苏路9号\n电话：0900-7211223 传真：0900-7211224\n邮编：835000",
        "（印章）\n2026年5月18日\n联系电话：0900-7345671",
        "本更正书自送达之日起生效。\n联系人：宋云军　联系电话：0900-7693642\n　　　　青石县市场监督管理局",
        "扣押期间联系人：宋云军，电话0900-7363376；物品领取地址：青石县钟楼巷232号",
        "请在十五日内将缴款凭证复印件送本机关法规股（地\n址：学府路232号，电话：0900-7090087）备查。",
        "业务咨询QQ群号：771233456。办公电话：7640012；QQ工作群：887123345。",
        "信息公开咨询：办公室；联系电话：0900—7033112 7033113",
        "责令退回18500元。\n退款账户：农业银行青石县支行　2000000016595803876\n",
        "| 农业银行青石县支行 | 30787101040001877 | 青石县财政局国库集中收付中心 |",
    ],
)
def test_lines_of_offices(text: str) -> None:
    assert [one for one in told(text) if any(map(str.isdigit, one)) or "@" in one] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("接群众来电（0900-7817766）反映法规科旁有油烟。", "0900-7817766"),
        ("取水许可申请（经办封强，0900-7513631）收悉。", "0900-7513631"),
        ("业主电话0900-7817766，物业公司已核实。", "0900-7817766"),
        ("其在管理站旁的住处电话：0900-7817766。", "0900-7817766"),
        ("该单位郑方正的邮箱guyue7731@mail.example。", "guyue7731@mail.example"),
        ("罚款由其付款，账号880138596025834，缴费凭证附后。", "880138596025834"),
        ("责令退回货款，退回郑方正账户880138596025834。", "880138596025834"),
    ],
)
def test_what_is_somebodys_beside_an_office(text: str, number: str) -> None:
    assert any(number in one for one in told(text))
