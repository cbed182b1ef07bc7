"""People, numbers and places of the fifth held-back set; all invented, identity numbers with wrong sums or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from measures.redaction.paper import Duty, Piece

POOLS = yaml.safe_load(Path(__file__).with_name("held_5.yaml").read_text("utf-8"))["pools"]
"""Characters and whole names that names are made of."""
DOTS = "···•‧．・"
WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
TOWN, ZONE = ("松岗", "云台", "北塘", "沙湾子", "榆林沟", "红旗", "新桥"), ("临江区", "白石区", "南屏区")
ROAD = (
    "建国路",
    "和平街",
    "林场路",
    "滨河大道",
    "工农巷",
    "马家坡路",
    "石油新路",
    "解放北路",
    "金水街",
    "万寿路",
)
TRADE = (
    "鸿运",
    "李记",
    "福满楼",
    "老张头",
    "兴旺",
    "佳佳",
    "小芳",
    "百惠",
    "天天鲜",
    "金海",
    "王大姐",
    "德盛",
)
LINE = (
    "餐饮店",
    "便利店",
    "五金经营部",
    "建材门市部",
    "粮油店",
    "木材加工厂",
    "药房",
    "美容院",
    "汽车维修部",
)
KIN = ("配偶", "长子", "次女", "女婿", "儿媳", "胞弟", "岳父", "外甥", "侄子")


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _name(random: Random) -> tuple[str, str]:
    """A name and its shape."""
    shape = random.choices(
        (
            "two",
            "three",
            "odd",
            "rare",
            "compound",
            "double",
            "dotted",
            "long",
            "word",
            "two-spaced",
            "spread",
        ),
        (20, 36, 5, 8, 5, 4, 9, 4, 4, 3, 2),
    )[0]
    sur, one, two = (
        random.choice(POOLS["common"]),
        random.choice(POOLS["given"]),
        random.choice(POOLS["given"]),
    )
    match shape:
        case "two":
            return sur + one, shape
        case "three":
            return sur + one + two, shape
        case "odd":
            return sur + random.choice(("", one)) + random.choice(POOLS["odd"]), shape
        case "rare":
            return random.choice(POOLS["rare"]) + one + random.choice(("", two)), shape
        case "compound":
            return random.choice(POOLS["compound"]) + one + random.choice(("", two)), shape
        case "double":
            return sur + random.choice(POOLS["common"]) + one + two, shape
        case "dotted":
            return random.choice(POOLS["first"]) + random.choice(DOTS) + random.choice(POOLS["second"]), shape
        case "long":
            return random.choice(POOLS["long"]), shape
        case "word":
            return random.choice(POOLS["words"]), shape
        case "two-spaced":
            return sur + random.choice((" ", "　", "  ")) + one, shape
    return f"{sur} {one} {two}", shape


def _hidden(random: Random) -> Piece:
    text, shape = _name(random)
    return Piece(text, "name", Duty.HIDE, f"{shape}; ")


def _open(random: Random) -> Piece:
    text, shape = _name(random)
    return Piece(text, "name", Duty.MAY, f"{shape}; officer")


def _identity(random: Random) -> Piece:
    year, month, day = random.randint(1948, 2005), random.randint(1, 12), random.randint(1, 28)
    born = f"{year}{month:02}{day:02}"
    place = f"6590{random.randint(10, 39)}"
    plain = place + born + _digits(random, 3) + random.choice("0123456789X")
    shape = random.choices(
        (
            "plain",
            "spaced",
            "hyphen",
            "wide",
            "small x",
            "fifteen",
            "letter-o",
            "ocr",
            "broken",
            "dotted",
            "tail",
        ),
        (50, 8, 3, 8, 4, 3, 3, 4, 3, 2, 2),
    )[0]
    match shape:
        case "spaced":
            plain = f"{plain[:6]} {plain[6:14]} {plain[14:]}"
        case "hyphen":
            plain = f"{plain[:6]}-{plain[6:14]}-{plain[14:]}"
        case "wide":
            plain = plain.translate(WIDE)
        case "small x":
            plain = plain[:17] + "x"
        case "fifteen":
            plain = place + born[2:] + _digits(random, 3)
        case "letter-o":
            plain = place[:3] + "O" + place[4:] + born.replace("0", "O") + plain[14:]
        case "ocr":
            at = random.randint(3, 15)
            plain = plain[:at] + " " + plain[at:]
        case "broken":
            at = random.randint(4, 14)
            plain = plain[:at] + "\n" + plain[at:]
        case "dotted":
            plain = f"{plain[:6]}.{plain[6:14]}.{plain[14:]}"
        case "tail":
            plain = f"{plain[:14]}（{plain[14:]}）"
    return Piece(plain, "number", Duty.HIDE, shape)


MOBILES = {
    "plain": 46,
    "spaced": 8,
    "hyphen": 5,
    "wide": 7,
    "plus": 5,
    "han": 3,
    "dots": 3,
    "brackets": 2,
    "letter-o": 3,
    "landline": 6,
    "broken": 3,
    "two": 3,
    "masked": 4,
}
"""How a number is written, and how often."""


def _telephone(random: Random) -> Piece:
    mobile = random.choice(("130", "135", "138", "150", "159", "166", "177", "182", "189", "199")) + _digits(
        random, 8
    )
    shape = random.choices(tuple(MOBILES), tuple(MOBILES.values()))[0]
    match shape:
        case "spaced":
            mobile = f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}"
        case "hyphen":
            mobile = f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"
        case "wide":
            mobile = mobile.translate(WIDE)
        case "plus":
            mobile = random.choice(("+86 ", "+86-", "0086", "（+86）")) + mobile
        case "han":
            mobile = mobile.translate(HAN)
        case "dots":
            mobile = f"{mobile[:3]}.{mobile[3:7]}.{mobile[7:]}"
        case "brackets":
            mobile = f"（{mobile[:3]}）{mobile[3:]}"
        case "letter-o":
            mobile = mobile[:3] + "O" + mobile[4:].replace("0", "O")
        case "landline":
            mobile = (
                random.choice(("0999-", "0999 ", "（0999）", "0999"))
                + str(random.randint(2, 8))
                + _digits(random, 6)
            )
        case "broken":
            mobile = mobile[:7] + "\n" + mobile[7:]
        case "two":
            mobile = f"{mobile}/{mobile[:5]}{_digits(random, 6)}"
        case "masked":
            return Piece(f"{mobile[:3]}****{mobile[7:]}", "phone", Duty.MAY, shape)
    return Piece(mobile, "phone", Duty.HIDE, shape)


def _account(random: Random) -> Piece:
    plain = "62" + _digits(random, random.choice((14, 17)))
    shape = random.choices(("plain", "fours", "hyphen", "wide", "ocr", "broken"), (50, 25, 6, 8, 6, 5))[0]
    fours = [plain[at : at + 4] for at in range(0, len(plain), 4)]
    match shape:
        case "fours":
            plain = " ".join(fours)
        case "hyphen":
            plain = "-".join(fours)
        case "wide":
            plain = plain.translate(WIDE)
        case "ocr":
            plain = plain[:7] + " " + plain[7:]
        case "broken":
            plain = plain[:8] + "\n" + plain[8:]
    return Piece(plain, "account", Duty.HIDE, shape)


def _plate(random: Random) -> Piece:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    area, tail = (
        random.choice("新陕甘豫鲁川苏") + random.choice("ABCDEFGH"),
        _digits(random, 3) + random.choice(letters) + _digits(random, 1),
    )
    shape = random.choices(
        ("plain", "dot", "spaced", "energy", "wide", "small", "trailer"), (50, 14, 8, 10, 5, 4, 9)
    )[0]
    match shape:
        case "dot":
            return Piece(f"{area}·{tail}", "plate", Duty.HIDE, shape)
        case "spaced":
            return Piece(f"{area} {tail}", "plate", Duty.HIDE, shape)
        case "energy":
            return Piece(f"{area}{random.choice('DF')}{_digits(random, 5)}", "plate", Duty.HIDE, shape)
        case "wide":
            return Piece(
                area[0] + chr(ord(area[1]) + 0xFEE0) + _digits(random, 5).translate(WIDE),
                "plate",
                Duty.HIDE,
                shape,
            )
        case "small":
            return Piece((area + tail).lower(), "plate", Duty.HIDE, shape)
        case "trailer":
            return Piece(f"{area}{_digits(random, 4)}挂", "plate", Duty.HIDE, shape)
    return Piece(area + tail, "plate", Duty.HIDE, shape)


def _home(random: Random) -> Piece:
    town, road, number = random.choice(TOWN), random.choice(ROAD), random.randint(1, 280)
    zone = random.choice(ZONE)
    texts = {
        "road": f"{zone}{road}{number}号{random.randint(1, 20)}栋{random.randint(1, 6)}单元"
        f"{random.randint(101, 1804)}室",
        "estate": f"{zone}{random.choice(('锦绣华庭', '阳光花园', '翰林苑', '祥和家园'))}小区"
        f"{random.randint(1, 30)}-{random.randint(1, 4)}-{random.randint(101, 903)}",
        "village": f"{town}镇{random.choice(('上河', '李庄', '东沟', '杏树'))}村"
        f"{random.randint(1, 9)}组{number}号",
        "dormitory": f"{zone}{road}{number}号院职工宿舍{random.randint(101, 509)}",
        "wide": f"{zone}{road}{number}号{random.randint(1, 9)}号楼{random.randint(101, 909)}室".translate(
            WIDE
        ),
        "short": f"{road}{number}号附{random.randint(1, 9)}号",
    }
    form = random.choice(tuple(texts))
    return Piece(texts[form], "address", Duty.HIDE, form)


def _firm(random: Random) -> Piece:
    text = random.choice(("临江", "白石", "西部", "", "疆达")) + random.choice(
        ("华丰", "金利来", "安泰", "陈氏", "万家福", "宏达", "路通")
    )
    return Piece(
        text
        + random.choice(("商贸有限公司", "建设工程有限公司", "物流有限责任公司", "食品厂", "农民专业合作社")),
        "firm",
        Duty.KEEP,
    )


def _shop(random: Random) -> Piece:
    """A trader's shop: its trade name is public."""
    return Piece(random.choice(ZONE) + random.choice(TRADE) + random.choice(LINE), "firm", Duty.KEEP, "trade")


def _short_shop(random: Random) -> Piece:
    return Piece(random.choice(TRADE) + random.choice(LINE), "firm", Duty.KEEP, "short")


def _contact(*made: str) -> Callable[[Random], Piece]:
    def make(random: Random) -> Piece:
        text = random.choice(made).replace("#", _digits(random, 1)).replace("%", _digits(random, 5))
        return Piece(text, "contact", Duty.HIDE, "plain")

    return make


def _minor(random: Random) -> Piece:
    text, shape = _name(random)
    return Piece(text, "name", Duty.HIDE, f"{shape}; minor")


def _kept(kind: str, *made: str, duty: Duty = Duty.KEEP) -> Callable[[Random], Piece]:
    def make(random: Random) -> Piece:
        text = random.choice(made)
        for sign, count in (("@", 2), ("%", 4), ("#", 1)):
            while sign in text:
                text = text.replace(sign, str(random.randint(1, 9)) + _digits(random, count - 1), 1)
        return Piece(text, kind, duty)

    return make


ORGANS = (
    "市场监督管理局",
    "城市管理局",
    "交通运输局",
    "应急管理局",
    "卫生健康委员会",
    "农业农村局",
    "水利局",
    "林业和草原局",
    "人力资源和社会保障局",
    "自然资源局",
    "教育局",
    "民政局",
    "文化体育和旅游局",
)
MAKERS: dict[str, Callable[[Random], Piece]] = {
    "n": _hidden,
    "o": _open,
    "minor": _minor,
    "id": _identity,
    "tel": _telephone,
    "acc": _account,
    "plate": _plate,
    "home": _home,
    "firm": _firm,
    "firmn": _shop,
    "shop": _short_shop,
    "wx": _contact("wxid_k#q8m#zt", "lan_hua_%", "zhao%wx", "M-%-y"),
    "qq": _contact("2#%#", "7%##"),
    "mail": _contact("pf%@mail.example", "h.w_#%@example.net"),
    "organ": lambda random: Piece(random.choice(ZONE) + random.choice(ORGANS), "organ", Duty.KEEP),
    "office": lambda random: Piece(
        random.choice(ZONE) + random.choice(ORGANS) + "一楼大厅", "organ", Duty.KEEP
    ),
    "gov": lambda random: Piece(random.choice(ZONE) + "人民政府", "organ", Duty.KEEP),
    "court": lambda random: Piece(random.choice(ZONE) + "人民法院", "organ", Duty.KEEP),
    "court_police": lambda random: Piece(random.choice(ZONE) + "公安分局", "organ", Duty.KEEP),
    "lawfirm": _kept("firm", "新疆天阳律师事务所", "白石正义律师事务所"),
    "bank": _kept("firm", "中国农业银行临江支行", "白石农村商业银行", "昆仑银行滨河大道支行"),
    "bankname": _kept("firm", "工商银行", "邮储银行松岗支行", "农业银行"),
    "boss": _kept("running", "主要负责人", "企业", "车间"),
    "case": _kept(
        "paper",
        "临市监罚〔202#〕%号",
        "白城罚字［202#］第@号",
        "南农（种子）罚〔202#〕#号",
        "临交强决〔202#〕%号",
    ),
    "docno": _kept("paper", "SP202#0%", "№ %%", "J-@-%"),
    "trackno": _kept("paper", "EMS 10%%#", "XA%%#"),
    "cert": _kept("number", "31010%%", "XJ-@-%", duty=Duty.MAY),
    "uscc": _kept("number", "9265%MA7@K#R", "9165%MABT@#C@"),
    "pubacc": _kept("account", "3002%%%@", "1076@%%%", duty=Duty.MAY),
    "offtel": _kept("phone", "0999-83%#", "0999-12345", duty=Duty.MAY),
    "offmail": _kept("contact", "zfdd@baishi.example", duty=Duty.MAY),
    "law": _kept(
        "law",
        "中华人民共和国食品安全法",
        "中华人民共和国道路运输条例",
        "新疆维吾尔自治区市容和环境卫生管理条例",
        "中华人民共和国水法",
        "殡葬管理条例",
    ),
    "place": _kept("place", "高家巷", "马庄子", "金水广场", "万寿路口", "白杨沟", "和平里", "方家营市场"),
    "spot": _kept("place", "石人沟", "黄羊坡", "老龙潭", "孙家洼", "柳条湾"),
    "village": _kept("place", "上河", "杏树", "东沟"),
    "river": _kept("place", "白杨河", "孟家河段", "金沟河"),
    "road": _kept("place", "连霍高速", "国道312线松岗", "乌奎高速白石"),
    "project": _kept("thing", "滨江学府二期", "松岗镇卫生院迁建", "云台安置房"),
    "product": _kept("product", "金锣火腿肠", "康师傅红烧牛肉面", "老干妈豆豉", "阳光玫瑰葡萄干", "乐事薯片"),
    "seed": _kept("product", "郑单958", "先玉335", "登海605"),
    "nick": _kept("alias", "小黑", "风清扬", "独狼", "大老王", "阳光女孩", duty=Duty.MAY),
    "kindcheck": _kept("running", "安全生产", "职业健康", "环保"),
    "school": _kept("organ", "白石区第三中学", "临江实验小学"),
    "sex": _kept("running", "男", "女"),
    "nation": _kept("running", "汉族", "维吾尔族", "回族", "哈萨克族", "蒙古族"),
    "born": _kept("date", "1976年#月#日", "198#年10月@日", "1969年12月", duty=Duty.MAY),
    "age": _kept("running", "3#", "4#", "6#"),
    "sur": _kept("running", "王", "马", "常", duty=Duty.MAY),
    "edu": _kept("running", "初中", "大专", "小学"),
    "homeprov": _kept("place", "河南省周口市", "甘肃省定西市", "四川省南充市", duty=Duty.MAY),
    "kin": lambda random: Piece(random.choice(KIN), "running", Duty.KEEP),
    "sickness": _kept("running", "高血压", "胃出血", "腰椎间盘突出"),
    "day": _kept("date", "2026年#月1#日", "2025年1#月2#日", "二〇二六年三月九日", "202#.#.1#"),
    "month": _kept("date", "2025年#月至1#月", "今年#月"),
    "clock": _kept("date", "8时3#分", "22时1#分", "凌晨#时许"),
    "sum": _kept("amount", "#00元", "人民币%元", "伍仟元整", "叁万贰仟元", "1,@0.00元", "#.#万元"),
    "count": _kept("amount", "@", "#", "1@#"),
    "area": _kept("amount", "@平方米", "#.#亩"),
    "firmaddr": lambda random: Piece(
        f"{random.choice(ZONE)}{random.choice(ROAD)}{random.randint(1, 300)}号", "address", Duty.MAY
    ),
}
