"""People, numbers and places of the sixth held-back set; all invented, identity numbers of no district."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import yaml

from measures.redaction.paper import Duty, Piece

POOLS: Mapping[str, Sequence[str]] = yaml.safe_load(
    Path(__file__).with_name("held_6.yaml").read_text("utf-8")
)["pools"]
WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
SHAPES = {
    "two": 20,
    "three": 38,
    "odd": 6,
    "rare": 7,
    "compound": 4,
    "double": 4,
    "dotted": 10,
    "long": 5,
    "word": 2,
    "two-spaced": 3,
    "spread": 1,
}
"""The shape of a name, and how often."""
ZONES = ("柳河区", "青崖区", "东泉区")


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _shape(random: Random, shares: dict[str, int]) -> str:
    return random.choices(tuple(shares), tuple(shares.values()))[0]


def _name(duty: Duty, place: str) -> Callable[[Random], Piece]:
    def make(random: Random) -> Piece:
        shape = _shape(random, SHAPES)
        return Piece(_person(random, shape), "name", duty, f"{shape}; {place}")

    return make


def _person(random: Random, shape: str) -> str:
    surname, (one, two) = random.choice(POOLS["common"]), random.sample(POOLS["given"], 2)
    match shape:
        case "two":
            return surname + one
        case "odd":
            return surname + random.choice((random.choice(POOLS["odd"]), one + random.choice(POOLS["odd"])))
        case "rare":
            return random.choice(POOLS["rare"]) + random.choice((one, one + two))
        case "compound":
            return random.choice(POOLS["compound"]) + random.choice((one, one + two))
        case "double":
            return surname + random.choice(POOLS["common"]) + one + two
        case "dotted":
            return random.choice(POOLS["first"]) + random.choice("···•．") + random.choice(POOLS["second"])
        case "long":
            return random.choice(POOLS["long"])
        case "word":
            return random.choice(POOLS["words"])
        case "two-spaced":
            return surname + random.choice((" ", "　", "  ")) + one
        case "spread":
            return f"{surname} {one} {two}"
    return surname + one + two


def _identity(random: Random) -> Piece:
    born = f"{random.randint(1945, 2004)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    plain = f"6599{random.randint(10, 39)}{born}{_digits(random, 3)}{random.choice('0123456789X')}"
    cut = random.randint(5, 15)
    forms = {
        "plain": plain,
        "spaced": f"{plain[:6]} {plain[6:10]} {plain[10:14]} {plain[14:]}",
        "wide": plain.translate(WIDE),
        "small x": plain[:17] + "x",
        "broken": f"{plain[:cut]}\n{plain[cut:]}",
        "one space": f"{plain[:cut]} {plain[cut:]}",
        "wide space": f"{plain[:6]}　{plain[6:14]}　{plain[14:]}",
        "fifteen": plain[:6] + plain[8:17],
    }
    form = _shape(
        random,
        dict(zip(forms, (55, 8, 8, 5, 5, 5, 3, 3), strict=True)),
    )
    return Piece(forms[form], "number", Duty.HIDE, form)


def _telephone(random: Random) -> Piece:
    plain = random.choice(("131", "136", "139", "151", "158", "178", "183", "187", "191", "198")) + _digits(
        random, 8
    )
    cut = random.randint(3, 8)
    forms = {
        "plain": plain,
        "spaced": f"{plain[:3]} {plain[3:7]} {plain[7:]}",
        "dashed": f"{plain[:3]}-{plain[3:7]}-{plain[7:]}",
        "wide": plain.translate(WIDE),
        "country": random.choice(("+86", "+86 ", "86-")) + plain,
        "broken": f"{plain[:cut]}\n{plain[cut:]}",
        "landline": f"09{random.randint(10, 99)}-{random.randint(2, 8)}{_digits(random, 6)}",
    }
    form = _shape(random, dict(zip(forms, (55, 12, 8, 6, 6, 4, 9), strict=True)))
    return Piece(forms[form], "phone", Duty.HIDE, form)


def _account(random: Random) -> Piece:
    plain = "62" + _digits(random, random.choice((14, 17)))
    fours = [plain[at : at + 4] for at in range(0, len(plain), 4)]
    cut = random.randint(5, 12)
    forms = {
        "plain": plain,
        "fours": " ".join(fours),
        "dashed": "-".join(fours),
        "wide": plain.translate(WIDE),
        "broken": f"{plain[:cut]}\n{plain[cut:]}",
    }
    form = _shape(random, dict(zip(forms, (55, 25, 7, 7, 6), strict=True)))
    return Piece(forms[form], "account", Duty.HIDE, form)


def _plate(random: Random) -> Piece:
    area = random.choice("新甘青宁陕豫川") + random.choice("ABCDEGHJ")
    tail = _digits(random, 2) + random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") + _digits(random, 2)
    forms = {
        "plain": area + tail,
        "dotted": f"{area}·{tail}",
        "spaced": f"{area} {tail}",
        "new": f"{area}{random.choice('DF')}{_digits(random, 5)}",
        "trailer": f"{area}{_digits(random, 4)}挂",
    }
    form = _shape(random, dict(zip(forms, (50, 15, 10, 15, 10), strict=True)))
    return Piece(forms[form], "plate", Duty.HIDE, form)


def _home(random: Random) -> Piece:
    zone, road, number = (
        random.choice(ZONES),
        random.choice(("育才路", "团结东街", "长征巷", "百花路", "北山路", "文化西路", "奋进街")),
        random.randint(1, 260),
    )
    block, door = random.randint(1, 24), random.randint(101, 1702)
    forms = {
        "road": f"{zone}{road}{number}号{block}号楼{random.randint(1, 5)}单元{door}室",
        "estate": f"{zone}{road}{random.choice(('紫金城', '四季花园', '书香苑'))}小区{block}栋{door}",
        "dashes": f"{zone}{road}{number}号{block}-{random.randint(1, 5)}-{door}",
        "village": f"{zone}{random.choice(('石桥', '枣园', '泉水'))}乡{random.choice(('大庄', '后坪', '沙枣'))}村"
        f"{random.randint(1, 8)}组{number}号",
        "wide": f"{zone}{road}{number}号{block}栋{door}室".translate(WIDE),
    }
    form = _shape(random, dict.fromkeys(forms, 1))
    return Piece(forms[form], "address", Duty.HIDE, form)


def _contact(*made: str) -> Callable[[Random], Piece]:
    def make(random: Random) -> Piece:
        return Piece(random.choice(made).replace("%", _digits(random, 6)), "contact", Duty.HIDE)

    return make


def _kept(kind: str, *made: str, duty: Duty = Duty.KEEP) -> Callable[[Random], Piece]:
    """What stays as it is; `#` is a digit, never a nought."""

    def make(random: Random) -> Piece:
        text = "".join(random.choice("123456789") if sign == "#" else sign for sign in random.choice(made))
        return Piece(text, kind, duty)

    return make


def _within(kind: str, *ends: str) -> Callable[[Random], Piece]:
    """Something of one of the districts."""
    return lambda random: Piece(random.choice(ZONES) + random.choice(ends), kind, Duty.KEEP)


FIRMS = ("恒通", "鼎盛源", "瑞丰", "天山雪", "聚鑫", "博达", "广源", "新纪元")
KINDS = (
    "贸易有限公司",
    "建筑安装工程有限公司",
    "运输有限责任公司",
    "食品有限公司",
    "劳务有限公司",
    "种植农民专业合作社",
)
MAKERS: dict[str, Callable[[Random], Piece]] = {
    "n": _name(Duty.HIDE, ""),
    "o": _name(Duty.MAY, "officer"),
    "minor": _name(Duty.HIDE, "minor"),
    "id": _identity,
    "tel": _telephone,
    "acc": _account,
    "plate": _plate,
    "home": _home,
    "wx": _contact("wx_%", "jiayuan%", "yh-%k"),
    "qq": _contact("3%", "1%7"),
    "mail": _contact("zl%@post.example", "w.%@mail.example.net"),
    "firm": lambda random: Piece(random.choice(FIRMS) + random.choice(KINDS), "firm", Duty.KEEP),
    "shop": _within(
        "firm", "好邻居超市", "老马家牛肉面馆", "惠民药店", "金剪刀理发店", "旺角汽修厂", "阳光烟酒店"
    ),
    "firmaddr": lambda random: Piece(
        f"{random.choice(ZONES)}{random.choice(('工业大道', '商贸街', '迎宾路'))}{random.randint(1, 90)}号",
        "address",
        Duty.MAY,
    ),
    "organ": _within(
        "organ",
        "市场监督管理局",
        "城市管理局",
        "交通运输局",
        "人力资源和社会保障局",
        "水利局",
        "自然资源局",
        "卫生健康委员会",
        "农业农村局",
        "消防救援大队",
    ),
    "office": _within("organ", "政务服务大厅", "综合执法中队", "市场监管所"),
    "gov": _within("organ", "人民政府"),
    "court": _within("organ", "人民法院"),
    "school": _within("organ", "第五小学", "育英学校", "第二初级中学"),
    "hospital": _within("organ", "人民医院", "中医医院"),
    "lawfirm": _kept("firm", "青崖衡平律师事务所", "柳河明德律师事务所"),
    "bank": _kept("firm", "中国银行柳河支行", "青崖农村信用合作联社", "建设银行百花路支行"),
    "case": _kept(
        "paper",
        "柳市监处罚〔202#〕###号",
        "青城执罚决字［202#］第##号",
        "东交强〔202#〕#号",
        "柳政复〔202#〕##号",
    ),
    "docno": _kept("paper", "LC202######", "NO.#######", "K##-####"),
    "trackno": _kept("paper", "YD#########", "SF############"),
    "cert": _kept("number", "6599######", "L##-####", duty=Duty.MAY),
    "uscc": _kept("number", "9265##00MA7######K", "9165##00MABX####2T"),
    "pubacc": _kept("account", "3010############", "8100##########", duty=Duty.MAY),
    "offtel": _kept("phone", "0990-68#####", "12345", duty=Duty.MAY),
    "law": _kept(
        "law",
        "中华人民共和国行政处罚法",
        "中华人民共和国行政强制法",
        "中华人民共和国行政许可法",
        "中华人民共和国产品质量法",
        "工伤保险条例",
        "养犬管理办法",
    ),
    "place": _kept(
        "place", "牛市口", "康宁小区", "钱塘巷口", "文化广场", "方家湾", "祥云市场", "石油新村", "马莲滩"
    ),
    "spot": _kept("place", "胡杨沟", "大梁坡", "黄泥滩"),
    "village": _kept("place", "后坪", "沙枣", "大庄"),
    "river": _kept("place", "清水河", "白杨河故道", "玛依塔斯河段"),
    "road": _kept("place", "国道217线", "奎塔高速", "省道201线柳河段"),
    "project": _kept("thing", "江南春晓一期", "区妇幼保健院扩建", "金河广场"),
    "product": _kept("product", "安慕希酸奶", "白象方便面", "红星二锅头", "金龙鱼调和油", "云南白药牙膏"),
    "sickness": _kept("running", "尿毒症", "股骨头坏死", "白内障"),
    "kin": _kept("running", "父亲", "妻子", "儿子", "侄女", "兄长", "丈夫", "外孙"),
    "sur": _kept("running", "陈", "白", "丁", duty=Duty.MAY),
    "sex": _kept("running", "男", "女"),
    "age": _kept("running", "2#", "3#", "5#"),
    "nation": _kept("running", "汉族", "维吾尔族", "哈萨克族", "回族", "锡伯族"),
    "born": _kept("date", "198#年#月1#日", "197#年12月2#日", "2013年#月#日", duty=Duty.MAY),
    "day": _kept("date", "2026年#月1#日", "2026年1#月#日", "二〇二六年七月三日", "2025年11月2#日"),
    "clock": _kept("date", "9时1#分许", "15时4#分", "凌晨2时"),
    "sum": _kept("money", "#万元", "#,###.00元", "##00元", "人民币叁仟元整", "####元"),
    "small": _kept("money", "#00元", "##元", "#0.5元"),
    "count": _kept("running", "#", "1#", "##"),
    "num": _kept("running", "#.#", "##"),
}
