"""What stands around persons in the second held-back set: firms, places, offices, goods and numbers that stay."""

from __future__ import annotations

from random import Random

from measures.redaction import held_2_pieces, pieces
from measures.redaction.held_2_pieces import PLACES, person, standing, words
from measures.redaction.paper import Duty, Piece
from measures.redaction.pieces import digits

BRANDS = words(
    "高远 华盛 安泰 万顺 方圆 常乐 明珠 江南春 唐韵 马兰花 白雪 乐康 温馨 时代 云顶 麦香 雷鸣 龙腾 文华 全顺 向阳 成功 "
    "金陵春 石城 柏林 康宁 鲁味 钱江 任我行 花满楼 顾家 余庆堂 老马家 马记 周大厨 胖嫂 何氏 尚品 项上 车之宝 孔雀 牛王"
)
TRADES = words(
    "餐饮管理 粮油 汽车维修 建筑劳务 农业科技 化工 大药房 货运代理 物业服务 口腔门诊 石油技术服务 混凝土 教育咨询 燃气"
)
KINDS = words("有限公司 有限责任公司 股份有限公司 商行 经营部 农民专业合作社 加工厂 个体工商户 连锁店")
SPOTS = words(
    "马家庄子村 高家湖村 白杨河口 柳毛湾村 王家桥头 安乐里社区 文昌社区 方家沟 黄花沟水库 金沟河大桥 石河口林场 "
    "向阳大厦 成功大厦 时代广场 康宁路与文光路交叉口 温泉东路 常胜街 万寿园公墓 关帝庙市场 任家梁子 "
    "青石区第二中学 青石区人民医院 "
    "陈家大院旧址 伍家台 孟园 卢沟渠 和平里 李家堡子火车站 苏家屯货场 章丘路 双塔寺 孙家湾收费站 武家坡"
)
OFFICES = words(
    "质量负责人 安全总监 高级工程师 项目经理 值班主任 常务副局长 法务专员 全科医师 施工员 成本会计 温控员 管理员 "
    "装卸队队长 车队长 柜员 党组书记 房管员 程序员 项目部 康复科 方舱值守员 严管办 督查室主任 应急办 计财科科长"
)
GOODS = words(
    "黄牛皮手套 白芝麻 高粱酒 田七粉 石英砂 麦冬 党参 当归 何首乌 马铃薯 牛肉干 唐三彩摆件 柴胡颗粒 连翘 杜仲 江米条 "
    "柳编筐 花椒 谷维素片 鱼露 龙眼干 安神片 甘草片 熊胆粉 燕窝 项链 温度计 管件 应急灯 单门冰柜 水泥 雷公藤 蓝莓汁 "
    "施工围挡 车用尿素 封箱机 毛呢大衣 金线莲 苗木 易拉罐 贝母 向日葵籽 梅干菜 时钟 葛根粉 范本字帖 樊笼 钟罩 农用薄膜"
)
UNITS = words("箱 瓶 袋 盒 台 公斤 桶 件 套 只")
STATES = words("八成新 外包装破损 已开封 无中文标签 未见合格证 封存完好 余量约三分之一")


def _kept(text: str, kind: str) -> Piece:
    return Piece(text, kind, Duty.KEEP)


def _may(text: str, kind: str, form: str) -> Piece:
    return Piece(text, kind, Duty.MAY, form)


def firm(random: Random) -> Piece:
    where = random.choice(("青石区", "青石市", "青石", "石榴县", ""))
    return _kept(where + random.choice(BRANDS) + random.choice(TRADES) + random.choice(KINDS), "organisation")


def signboard(random: Random) -> Piece:
    """A shop that bears its owner's name: the register of firms shows it to everybody."""
    shop = random.choice(("百货店", "口腔诊所", "牛肉面馆", "汽车修理铺", "蔬菜店", "理发店"))
    return _may(f"青石区{person(random)[0]}{shop}", "name", "shop with its owner's name")


def organ(random: Random) -> Piece:
    return _kept(
        random.choice(
            (
                "青石区市场监督管理局",
                "青石区农业农村局",
                "青石区卫生健康委员会",
                "青石区文化体育广播电视和旅游局",
                "青石区住房和城乡建设局",
                "青石市生态环境局青石区分局",
                "青石区水利局",
                "青石区自然资源局",
                "青石区城市管理综合行政执法大队",
            )
        ),
        "organisation",
    )


def spot(random: Random) -> Piece:
    return _kept(random.choice(SPOTS), "place")


def office(random: Random) -> Piece:
    return _kept(random.choice(OFFICES), "office")


def goods(random: Random) -> Piece:
    return _kept(random.choice(GOODS), "goods")


def many(random: Random) -> Piece:
    return _kept(f"{random.randint(1, 400)}{random.choice(UNITS)}", "amount")


def state(random: Random) -> Piece:
    return _kept(random.choice(STATES), "goods")


def day(random: Random) -> Piece:
    """The day of a signature."""
    year, month, day = random.randint(2023, 2026), random.randint(1, 12), random.randint(1, 28)
    forms = (f"{year}年{month}月{day}日", "二〇二五年十一月十八日", f"{year}.{month:02}.{day:02}")
    return _kept(random.choice(forms), "date")


def date(random: Random) -> Piece:
    year, month, day = random.randint(2023, 2026), random.randint(1, 12), random.randint(1, 28)
    forms = (
        f"{year}年{month}月{day}日",
        f"{year}年{month:02}月{day:02}日{random.randint(8, 19)}时{random.randint(0, 59):02}分",
        f"{year}/{month}/{day}",
        f"{year}{month:02}{day:02}",
        f"{year} 年 {month} 月 {day} 日",
        "二〇二五年十一月十八日",
        f"同年{month}月{day}日",
        "当日上午",
        "次日",
    )
    return _kept(random.choice(forms), "date")


def amount(random: Random) -> Piece:
    yuan = random.randint(3, 8_800) * 50
    forms = (
        f"{yuan}元",
        f"人民币{yuan:,}元",
        f"{yuan}.50元",
        f"￥{yuan:,}.00",
        "叁仟元整",
        "人民币（大写）壹拾贰万零伍拾元整",
        f"{yuan / 10_000:.4f}万元",
        "三万余元",
    )
    return _kept(random.choice(forms), "amount")


def paper_number(random: Random) -> Piece:
    year, count = random.randint(2023, 2026), random.randint(1, 2_000)
    organ = random.choice(
        ("青市监", "青农（种子）", "青卫医", "青文综", "青建", "青环", "青水许", "青自然资")
    )
    forms = (
        f"{organ}罚〔{year}〕{count}号",
        f"{organ}听通〔{year}〕{count}号",
        f"{organ}强制〔{year}〕{random.randint(1, 3)}-{count}号",
        f"{organ}许可准字【{year}】第{count:05}号",
        f"（{organ}）检记[{year}]第{digits(random, 6)}号",
    )
    return _kept(random.choice(forms), "paper number")


def article(random: Random) -> Piece:
    law = random.choice(
        (
            "行政许可法",
            "行政强制法",
            "行政处罚法",
            "药品管理法",
            "种子法",
            "水法",
            "安全生产法",
            "消费者权益保护法",
        )
    )
    where = random.choice(
        ("第六十三条", "第四十四条第一款第（二）项", "第十八条第七项", "第三十八条第一款", "第98条")
    )
    return _kept(f"《中华人民共和国{law}》{where}", "article")


def thing(random: Random) -> Piece:
    """Numbers that are not personal, after their label."""
    label, text = random.choice(
        (
            ("批号", digits(random, 8)),
            ("批准文号：", f"国药准字Z6500{digits(random, 4)}"),
            ("条形码", f"690000{digits(random, 7)}"),
            ("许可证编号：", f"JY2659900{digits(random, 7)}"),
            ("执行标准：", f"GB/T {digits(random, 5)}-2018"),
            ("封条编号：", f"QS{digits(random, 7)}"),
            ("缴款识别码：", f"659900260000{digits(random, 8)}"),
            ("抽样单编号：", f"XBJ26659900{digits(random, 9)}"),
            ("出厂编号", digits(random, 11)),
            ("发票代码", f"0650{digits(random, 8)}"),
            ("平台订单编号：", digits(random, 19)),
            ("水表号：", digits(random, 10)),
            ("运单号", f"7{digits(random, 12)}"),
            ("不动产单元号：", f"659900{digits(random, 6)}GB{digits(random, 5)}"),
            ("坐标", f"87.{digits(random, 6)}，43.{digits(random, 6)}"),
            ("合同（编号：", f"QSHT-{digits(random, 8)}）"),
        )
    )
    return Piece(label + text, "number of a thing", Duty.KEEP)


def firm_address(random: Random) -> Piece:
    road = random.choice(("康宁路", "文光路", "温泉东路", "常胜街", "马家庄子工业园经一路"))
    tail = random.choice(("", "一层", "商铺", "附2号", "院内3号库房", "B座1204室"))
    return _may(f"青石区{road}{random.randint(1, 300)}号{tail}", "address", "of a firm")


def nick(random: Random) -> Piece:
    """A surname with a title or a letter, no whole name."""
    family = person(random)[0][0]
    forms = (family + "某", family + "某某", f"老{family}", family + "经理", family + "姓男子", f"小{family}")
    return _may(random.choice(forms), "name", "no whole name")


def part_of_number(random: Random) -> Piece:
    """What the organ has masked already, or the end of a number."""
    form, text = random.choice(
        (
            ("masked", f"659900********{digits(random, 4)}"),
            ("masked", f"139****{digits(random, 4)}"),
            ("masked", f"6200 **** **** {digits(random, 4)}"),
            ("end of a card", f"尾号为{digits(random, 4)}"),
        )
    )
    return _may(text, "number", form)


def born(random: Random) -> Piece:
    return _may(
        f"{random.randint(1950, 2006)}年{random.randint(1, 12)}月{random.randint(1, 28)}日",
        "date",
        "date of birth",
    )


def organ_phone(random: Random) -> Piece:
    return _may(random.choice(("0900-5500", "（0900）5500")) + digits(random, 3), "phone", "of an organ")


def certificate(random: Random) -> Piece:
    return _may(
        f"{random.choice(('31', '65'))}990{digits(random, random.choice((6, 7)))}", "number", "certificate"
    )


MAKERS = {
    "party": standing("the party"),
    "other": standing("said more than once"),
    **{slot: standing(place) for slot, place in PLACES.items()},
    "officer": standing("officer", Duty.MAY),
    "head": standing("legal representative", Duty.MAY),
    "id": held_2_pieces.identity,
    "passport": held_2_pieces.passport,
    "mobile": held_2_pieces.mobile,
    "landline": held_2_pieces.landline,
    "account": held_2_pieces.account,
    "plate": held_2_pieces.plate,
    "contact": held_2_pieces.contact,
    "home": held_2_pieces.home,
    "credit": pieces.credit,
    "firm": firm,
    "signboard": signboard,
    "organ": organ,
    "spot": spot,
    "office": office,
    "goods": goods,
    "many": many,
    "state": state,
    "date": date,
    "day": day,
    "amount": amount,
    "number": paper_number,
    "article": article,
    "thing": thing,
    "firm_address": firm_address,
    "nick": nick,
    "part": part_of_number,
    "born": born,
    "organ_phone": organ_phone,
    "certificate": certificate,
}
