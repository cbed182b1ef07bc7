"""Cells of tables, rows of officers, words behind a name: what two sets of decisions showed. Nobody is real."""

from __future__ import annotations

import pytest

from plumbline.core.disclosure.redaction import find_personal


def told(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_personal(text)]


def test_a_row_of_a_table_does_not_go_on_from_the_head_above_it() -> None:
    """«送达人» heads a column: whom the next row begins with is no officer, and the head is no name."""
    text = "受送达人\t送达文书\t收到日期\t送达人\n韦彩琴\t强制拆除决定书\t2025年3月2日\t何景\n"
    assert "韦彩琴" in told(text)
    assert not {"强制", "门牌\t犬", "家长"} & {*told(text), *told("业主\t门牌\t犬种\n家长\t家长电话\n")}


def test_a_name_that_a_line_break_divides_within_a_cell_is_one() -> None:
    text = "序号\t姓名\t住址\t电话\n1\t韦彩琴\t西岭\t13900002222\n2\t韦彩\n萍\t东岭\t13900003333\n"
    assert "韦彩\n萍" in told(text)


def test_a_telephone_ends_with_its_cell_and_a_word_two_cells_before_says_nothing_of_it() -> None:
    assert told("床位\t电话\t楼层\n7\t173 0000 1618\t203\n") == ["173 0000 1618"]
    assert told("摊位\t事由\t处理\t电话\nC03\t无进货票据\t警告\t17800006384\n") == ["17800006384"]
    assert told("进货票据号 17800006384") == []


def test_a_batch_in_its_column_is_no_telephone() -> None:
    assert told("品名\t批号\t数量\n羽绒服\t24092401\t249\n") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("用啤酒瓶打中韦林头部，致其受伤。", "韦林"),
        ("副驾驶座上的危振亮面部擦伤。", "危振亮"),
        ("住在二楼的居民戴爱花下楼指认。", "戴爱花"),
        ("因韦彩琴住院，由他人代收。", "韦彩琴"),
        ("称塑料袋从石彩琴处批发，已停业。", "石彩琴"),
        ("款已转入谢佳玲信用社账号，双方再无争议。", "谢佳玲"),
        ("材料中出现的“韦伟”与“朱晨”经辨认并非同一人。", "韦伟"),
        ("将对侯成海作内部处理。", "侯成海"),
        ("由其帮工罗家发代答，罗家发十七岁。", "罗家发"),
        ("在场的调解员盖金花主持调解。", "盖金花"),
        ("隔壁菜摊的柴成刚和卖豆腐的李思远上前劝解。", "柴成刚"),
        ("通过当事人的经纪人田锋看中石桥路一套二手房。", "田锋"),
        ("质检员齐炳文用厂里的车将其送到医院。", "齐炳文"),
        ("孔一鸣受青岚区昱辰旅行社有限公司聘用。", "孔一鸣"),
        ("定金用微信转给wxid_sbxmr5vsa7tzpd；以为是亲戚。", "wxid_sbxmr5vsa7tzpd"),
        ("家庭座机：（0900）0879468", "（0900）0879468"),
    ],
)
def test_what_stands_behind_a_name_tells_it(text: str, name: str) -> None:
    assert name in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "逾期未搬的，由公证人员清点登记后存放。",
        "不服本决定的，可以向雁来区人民法院起诉。",
        "询问在其家中进行，现查明，车辆被执法人员拦停。",
        "运费已经打到其卡里。",
        "三人均年满七十周岁。",
        "逾期本机关将依法加处罚款并申请人民法院强制执行。",
        "你单位未按月足额支付农民工工资，拖欠木工班组工资。",
        "用微信转账3500元。",
    ],
)
def test_words_that_begin_like_names_stay(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "承办人 马文明　联系电话 0900-5290665\n",
        "验收联系人另行通知，办公电话0900-3334862。",
        "本局地址：石梁区和平街286号；联系人：张璐；联系电话：0900-7558016",
        "办理过程中有人致电0900-5632194询问进度。",
        "办案人员马春平（090002683991）、司马红菊（090061059631），监督电话0900-7309632。",
        "（户名：金穗区财政局，账号：8880 0003 3632 273）缴纳。",
        "收款人：雁来区财政局罚没专户，账号100000010816499",
        "举报电话：12333、0900-2954412",
        "到本大队接受处理，地址为青岚区青崖路，电话0900-5876030。",
        "并将整改报告送本局运输科。联系电话：0900-6113213。",
        "发票号码24656756至24655093，没有真实货物交易。",
        "完税证明号365990229372751533。",
        "猪耳标号165903634760676、165900845492571、165994917625190。",
        "作出的第659911254097720号处罚决定",
        "执法人员：赵琳　证号：6599486460\n　　　　　丁宁　证号：65991995966\n",
        "交通警察：石海燕（警号6599685467）",
    ],
)
def test_what_everybody_may_call_and_pay_into_stays(text: str) -> None:
    kinds = {str(one.kind) for one in find_personal(text)}
    assert not kinds & {"phone", "account", "number", "other"}


@pytest.mark.parametrize(
    "text", ["后厨郑方正，监督电话0900-5571768。", "安全员韦林（0999）8843437", "他的办公电话0900-3334862"]
)
def test_what_only_looks_like_that_is_proposed(text: str) -> None:
    assert any(one.kind == "phone" for one in find_personal(text))


@pytest.mark.parametrize(
    "text",
    [
        "韦林住湖畔春天35幢3单元1102号，多次自测噪声。",
        "询问在其家中（澜湾市澄湖区湖畔春天28栋1801室）进行。",
        "退货地址为雁来区青年路346号。",
        "禁止接近其住所（滨河北路二段99号2栋1单元7楼14号）。",
        "配租住房一套，坐落云泽市青禾区白杨路286号。",
    ],
)
def test_where_somebody_lives(text: str) -> None:
    assert any(one.kind == "address" for one in find_personal(text))


def test_behind_a_comma_after_officers_somebody_else_is_spoken_of() -> None:
    text = "当事人：陈洁，身份证件号码略。\n她告诉执法人员，陈洁以前在小学代过课。有陈洁的陈述为证。"
    assert told(text).count("陈洁") == 3
    assert told("执法人员：陈洁、韦林\n") == []


def test_an_account_that_a_line_break_divides_and_one_in_somebodys_name() -> None:
    assert told("刷卡垫付（卡号62000008\n19382039215）。") == ["62000008\n19382039215"]
    assert told("补偿款存入为韦林开立的专户0000003225942028275；")[-1] == "0000003225942028275"
    assert told("到农村商业银行缴纳罚款（收款账号36009341895822221）") == []
