"""People, numbers and places of the seventh held-back set; all invented.

Identity numbers carry a right check digit and the code of a district that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import yaml

from measures.redaction.paper import Duty, Piece

POOLS: Mapping[str, Sequence[str]] = yaml.safe_load(
    Path(__file__).with_name("held_7.yaml").read_text("utf-8")
)["pools"]
WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
DOTS = "·•．・"
SHAPES = {
    "three": 43,
    "two": 20,
    "dotted": 9,
    "rare surname": 6,
    "compound": 5,
    "long": 5,
    "double": 4,
    "word": 4,
    "rare sign": 3,
    "spaced": 1,
}
"""The shape of a name, and how often."""
ZONES = ("澄溪区", "禾岭县", "栖梧区", "朔滨县")
DISTRICTS = ("6599", "6298", "4197", "5098", "3699", "1499")
"""The first four figures of the identity numbers; no district has them."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _shape(random: Random, shares: Mapping[str, int]) -> str:
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
        case "dotted":
            parts = [random.choice(POOLS["first"]), random.choice(POOLS["second"])]
            return random.choices(DOTS, (8, 3, 2, 1))[0].join(parts)
        case "rare surname":
            return random.choice(POOLS["rare"]) + random.choice((one, one + two))
        case "compound":
            return random.choice(POOLS["compound"]) + random.choice((one, one + two))
        case "long":
            return random.choice(POOLS["long"])
        case "double":
            return "".join(random.sample(POOLS["common"], 2)) + one + two
        case "word":
            return random.choice(POOLS["words"])
        case "rare sign":
            return surname + random.choice(
                (random.choice(POOLS["signs"]), one + random.choice(POOLS["signs"]))
            )
        case "spaced":
            return surname + random.choice((" ", "　")) + one
    return surname + one + two


def plain(name: Piece) -> Piece:
    """The name as a record has it."""
    return Piece("".join(name.text.split()), name.kind, name.duty, name.form)


def spaced(name: Piece, random: Random) -> Piece:
    """A name drawn out to the width of its column."""
    text = plain(name).text
    if len(text) > 3:
        return name
    return Piece(random.choice((" ", "　", "  ")).join(text), name.kind, name.duty, f"{name.form}drawn out")


def broken(name: Piece, random: Random) -> Piece:
    """A name across the end of a line."""
    text = plain(name).text
    cut = random.randint(1, len(text) - 1)
    return Piece(f"{text[:cut]}\n{text[cut:]}", name.kind, name.duty, f"{name.form}broken")


def dotted(name: Piece, random: Random) -> Piece:
    """The same name with another separator, where it has one."""
    text = plain(name).text
    dot = random.choice(DOTS)
    return Piece("".join(dot if sign in DOTS else sign for sign in text), name.kind, name.duty, name.form)


def _resident(random: Random, first: int = 1946, last: int = 2005) -> str:
    born = f"{random.randint(first, last)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body = f"{random.choice(DISTRICTS)}{random.randint(10, 39)}{born}{_digits(random, 3)}"
    return (
        body + "10X98765432"[sum(int(sign) * weight for sign, weight in zip(body, WEIGHTS, strict=True)) % 11]
    )


def _identity(random: Random) -> Piece:
    number = _resident(random)
    cut = random.randint(4, 15)
    forms = {
        "plain": number,
        "spaced": f"{number[:6]} {number[6:14]} {number[14:]}",
        "threes": " ".join(number[at : at + 3] for at in range(0, 18, 3)),
        "wide": number.translate(WIDE),
        "half wide": number[:cut] + number[cut:].translate(WIDE),
        "small x": number[:17] + number[17].lower(),
        "broken": f"{number[:cut]}\n{number[cut:]}",
        "one space": f"{number[:cut]} {number[cut:]}",
        "mistyped": number[:9] + str((int(number[9]) + 3) % 10) + number[10:],
        "fifteen": number[:6] + number[8:17],
    }
    form = _shape(random, dict(zip(forms, (52, 9, 3, 9, 3, 5, 6, 6, 4, 3), strict=True)))
    return Piece(forms[form], "number", Duty.HIDE, form)


def _masked(random: Random) -> Piece:
    number = _resident(random)
    text = random.choice((number[:6] + "********" + number[14:], number[:3] + "×" * 11 + number[14:]))
    return Piece(text, "number", Duty.MAY, "masked")


def _telephone(random: Random) -> Piece:
    number = random.choice(("130", "135", "138", "150", "152", "159", "166", "177", "180", "189", "199"))
    number += _digits(random, 8)
    cut = random.randint(3, 8)
    forms = {
        "plain": number,
        "spaced": f"{number[:3]} {number[3:7]} {number[7:]}",
        "dashed": f"{number[:3]}-{number[3:7]}-{number[7:]}",
        "fours": f"{number[:4]} {number[4:8]} {number[8:]}",
        "wide": number.translate(WIDE),
        "country": random.choice(("+86", "0086 ", "(86)")) + number,
        "broken": f"{number[:cut]}\n{number[cut:]}",
        "landline": f"098{random.randint(0, 9)}{random.choice('-－ ')}"
        f"{random.randint(2, 8)}{_digits(random, 6)}",
    }
    form = _shape(random, dict(zip(forms, (55, 11, 7, 3, 8, 4, 5, 7), strict=True)))
    return Piece(forms[form], "phone", Duty.HIDE, form)


def _account(random: Random) -> Piece:
    number = "62" + _digits(random, random.choice((14, 17, 17)))
    fours = [number[at : at + 4] for at in range(0, len(number), 4)]
    cut = random.randint(5, 12)
    forms = {
        "plain": number,
        "fours": " ".join(fours),
        "wide": number.translate(WIDE),
        "broken": f"{number[:cut]}\n{number[cut:]}",
        "dashed": "-".join(fours),
    }
    form = _shape(random, dict(zip(forms, (55, 26, 8, 6, 5), strict=True)))
    return Piece(forms[form], "account", Duty.HIDE, form)


def _plate(random: Random) -> Piece:
    area = random.choice("新甘青陕晋皖赣黔") + random.choice("ABCDEFGHKL")
    tail = random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") + _digits(random, 4)
    forms = {
        "plain": area + tail,
        "dotted": f"{area}{random.choice('·•.')}{tail}",
        "spaced": f"{area} {tail}",
        "new": f"{area}{random.choice('DFA')}{_digits(random, 5)}",
        "trailer": f"{area}{_digits(random, 4)}挂",
        "dashed": f"{area}-{tail}",
        "small": area + tail.lower(),
    }
    form = _shape(random, dict(zip(forms, (46, 16, 8, 14, 8, 5, 3), strict=True)))
    return Piece(forms[form], "plate", Duty.HIDE, form)


def _home(random: Random) -> Piece:
    zone = random.choice(ZONES)
    road = random.choice(
        ("永宁路", "建设北街", "槐树巷", "中山东路", "黄河路", "团结一巷", "李家胡同", "万寿宫街", "站前路")
    )
    estate = random.choice(("翠湖花园", "安居苑", "金辉名邸", "棉纺厂家属院", "融府壹号", "桃李人家"))
    village = random.choice(("高桥", "白马寺", "上营", "周家堡", "新地", "二道湾"))
    number, block, unit = random.randint(1, 380), random.randint(1, 32), random.randint(1, 4)
    door = random.randint(1, 18) * 100 + random.randint(1, 4)
    cores = {
        "road": f"{road}{number}号{block}幢{unit}单元{door}室",
        "estate": f"{estate}{random.choice(('', '二期', 'A区'))}{block}号楼{unit}单元{door}",
        "dashes": f"{road}{number}号{estate}{block}－{unit}－{door}",
        "house": f"{road}{number}号附{unit}号",
        "village": f"{random.choice(('高桥镇', '青石乡', '柳树泉镇'))}{village}村{random.randint(1, 12)}组"
        f"{random.choice((f'{number}号', f'{number}号附{unit}号'))}",
        "dormitory": f"{random.choice(('恒源砖厂', '红光农场三连', '县一中'))}宿舍{block}栋{door}房",
        "wide": f"{road}{number}号{block}幢{door}室".translate(WIDE),
        "figures": f"{estate}{block}-{unit}-{door}",
    }
    form = _shape(random, dict(zip(cores, (26, 18, 8, 8, 20, 6, 7, 7), strict=True)))
    before = random.choice((zone, zone, "云朔地区" + zone, ""))
    return Piece(before + cores[form], "address", Duty.HIDE, form, cores[form])


def _contact(*made: str) -> Callable[[Random], Piece]:
    """`%` is six figures, `@@` a name in letters."""

    def make(random: Random) -> Piece:
        text = random.choice(made).replace("%", _digits(random, 6))
        return Piece(
            text.replace("@@", random.choice(("xiaoman", "lhx", "dawei", "gulnur", "zz"))),
            "contact",
            Duty.HIDE,
        )

    return make


def _post(random: Random) -> Piece:
    return Piece(random.choice(("", "", "T")) + _resident(random), "number", Duty.HIDE, "licence")


def _day(random: Random) -> Piece:
    month, day = random.randint(1, 9), random.randint(1, 28)
    forms = (
        f"2026年{month}月{day}日",
        f"2026年{month:02}月{day:02}日",
        f"2026 年 {month} 月 {day} 日",
        f"２０２６年{month}月{day}日",
        f"二〇二六年{'一二三四五六七八九'[month - 1]}月{random.choice(('三', '十一', '廿', '二十六'))}日",
    )
    return Piece(random.choices(forms, (50, 20, 10, 5, 15))[0], "date", Duty.KEEP)


def _iso(random: Random) -> Piece:
    mark = random.choice("-./")
    return Piece(
        mark.join(("2026", f"{random.randint(1, 9):02}", f"{random.randint(1, 28):02}")), "date", Duty.KEEP
    )


def _when(random: Random) -> Piece:
    hour, minute = random.randint(0, 23), random.randint(0, 59)
    if random.random() < 0.2:
        return Piece(f"{_iso(random).text} {hour:02}:{minute:02}", "date", Duty.KEEP)
    clock = random.choice(
        (f"{hour}时{minute}分", f"{hour}时许", f"{hour}:{minute:02}", "下午四点半左右", "凌晨")
    )
    return Piece(_day(random).text + clock, "date", Duty.KEEP)


def ruling(stem: str, zone: str, random: Random) -> Piece:
    """The number of a decision of one kind."""
    start, number = zone[0] + stem.partition("_")[0], random.randint(1, 240)
    forms = (
        f"〔2026〕{number}号",
        f"字〔2026〕第{number:03}号",
        f"字[2026]第{number}号",
        f"（2026）{number:03}号",
    )
    return Piece(start + random.choice(forms), "paper", Duty.KEEP)


def local(maker: Callable[[Random], Piece], zone: str) -> Callable[[Random], Piece]:
    """The maker, its organs all of one district."""

    def make(random: Random) -> Piece:
        piece = maker(random)
        if piece.kind != "organ":
            return piece
        return replace(piece, text=zone + piece.text.removeprefix(piece.text[: len(zone)]))

    return make


def _firm(*kinds: str) -> Callable[[Random], Piece]:
    def make(random: Random) -> Piece:
        zone = random.choice(("", random.choice(ZONES)))
        return Piece(zone + random.choice(FIRMS) + random.choice(kinds), "firm", Duty.KEEP)

    return make


def _made(kind: str, *made: str, duty: Duty = Duty.KEEP, form: str = "plain") -> Callable[[Random], Piece]:
    """One of several; `#` is a figure, never a nought."""

    def make(random: Random) -> Piece:
        text = "".join(random.choice("123456789") if sign == "#" else sign for sign in random.choice(made))
        return Piece(text, kind, duty, form)

    return make


def _within(kind: str, *ends: str) -> Callable[[Random], Piece]:
    """Something of one of the districts."""
    return lambda random: Piece(random.choice(ZONES) + random.choice(ends), kind, Duty.KEEP)


FIRMS = ("万达通", "金穗", "安泰", "高新", "华阳", "国盛", "康健", "明远", "常青藤", "龙腾", "方正源", "禾润")
MAKERS: dict[str, Callable[[Random], Piece]] = {
    "n": _name(Duty.HIDE, ""),
    "o": _name(Duty.MAY, "officer"),
    "minor": _name(Duty.HIDE, "minor"),
    "alien": _made(
        "name",
        "Rustam Nazarov",
        "NGUYEN VAN TAM",
        "Aliya Bekova",
        "伊万诺娃·叶莲娜",
        duty=Duty.HIDE,
        form="foreign",
    ),
    "hon": _made("name", "老周", "小马", "王师傅", "刘姐", "陈老板", duty=Duty.MAY, form="honorific"),
    "nick": _made("name", "二奎", "胖哥", "三娃子", duty=Duty.MAY, form="nickname"),
    "handle": _made("contact", "金戈铁马", "云淡风轻", "A土方老钱", duty=Duty.MAY, form="handle"),
    "masked": _made("name", "李某某", "张某", "赵××", "古某", duty=Duty.MAY, form="masked"),
    "id": _identity,
    "idm": _masked,
    "pass": _made("number", "E########", "EJ#######", "N#######", duty=Duty.HIDE, form="passport"),
    "border": _made("number", "H##########", "C########", duty=Duty.HIDE, form="border pass"),
    "arch": _made("number", "6599########", duty=Duty.HIDE, form="licence"),
    "doctor": _made("number", "11065#########", "2106500000####1", duty=Duty.HIDE, form="licence"),
    "healthno": _made("number", "健字第2026####号", "（2026）健证####", duty=Duty.HIDE, form="licence"),
    "post": _post,
    "pupil": lambda random: Piece("G" + _resident(random, 2010, 2018), "number", Duty.HIDE, "pupil's"),
    "sick": _made("number", "ZY00######", "MZ2026####0#", "20260####12", duty=Duty.HIDE, form="patient's"),
    "tel": _telephone,
    "acc": _account,
    "plate": _plate,
    "home": _home,
    "wx": _contact("wxid_%kq", "@@_%", "A@@%", "@@-88%"),
    "qq": _contact("2%1", "9%", "17%43"),
    "mail": _contact("@@%@post.example", "@@.%@mail.example.com", "%@qmail.example"),
    "firm": _firm("商贸有限公司", "矿业有限责任公司", "生物科技有限公司"),
    "foodfirm": _firm("食品有限公司", "餐饮管理有限公司", "冷链配送中心"),
    "propfirm": _firm("物业服务有限公司", "商业管理有限公司"),
    "buildfirm": _firm("建筑劳务有限公司", "建设工程集团有限公司"),
    "roadfirm": _firm("物流有限公司", "运输有限责任公司"),
    "farmfirm": _firm("农牧专业合作社", "种业有限公司"),
    "edufirm": _firm("教育咨询有限公司", "文化艺术培训中心"),
    "shop": _within(
        "firm",
        "王大妈饺子馆",
        "老周家烧烤店",
        "陈记干果行",
        "小马哥汽修部",
        "康平大药房",
        "雅丽美容院",
        "金色童年文具店",
        "李二嫂凉皮店",
        "巴扎烤包子铺",
    ),
    "netbar": _within("firm", "飞越网吧", "江南网络会所", "龙马网咖"),
    "firmaddr": lambda random: Piece(
        f"{random.choice(ZONES)}{random.choice(('创业大道', '城东物流园', '商业步行街', '钢铁路'))}"
        f"{random.randint(1, 90)}号",
        "address",
        Duty.MAY,
    ),
    "market": _within("organ", "市场监督管理局", "市场监管局黄河路所"),
    "urban": _within("organ", "城市管理行政执法局", "城市管理局"),
    "traffic": _within("organ", "交通运输局", "交通运输综合行政执法大队"),
    "labour": _within("organ", "人力资源和社会保障局", "人社局"),
    "water": _within("organ", "水利局", "水务局"),
    "forest": _within("organ", "林业和草原局", "自然资源局"),
    "health": _within("organ", "卫生健康委员会", "卫健委"),
    "culture": _within("organ", "文化体育广播电视和旅游局", "文旅局"),
    "edu": _within("organ", "教育局", "教育和科学技术局"),
    "fire": _within("organ", "消防救援大队"),
    "ecology": _within("organ", "生态环境分局"),
    "permitting": _within("organ", "行政审批局"),
    "police": _within("organ", "公安局站前派出所", "公安局高桥派出所"),
    "office": _within(
        "organ", "交通运输综合行政执法队", "行政审批局窗口", "高桥镇综合执法办公室", "卫生监督所"
    ),
    "gov": _within("organ", "人民政府"),
    "court": _within("organ", "人民法院"),
    "school": _within("organ", "第三中学", "实验小学", "明德学校", "职业技术学校"),
    "hospital": _within("organ", "人民医院", "妇幼保健院", "维吾尔医医院"),
    "lawfirm": _made("firm", "澄溪方正律师事务所", "朔滨高朋律师事务所", "栖梧金诚律师事务所"),
    "bank": _made("firm", "农业银行禾岭县支行", "澄溪农村商业银行站前支行", "工商银行黄河路支行"),
    "lab": _made("firm", "朔滨华正检验检测中心", "澄溪计量检定所", "栖梧金鉴司法鉴定中心"),
    "docno": _made("paper", "JC2026-0###", "第00#####号", "ZFJ20260###1", "XF-2026-#####"),
    "waterpermit": _made("paper", "卫水证字（2025）第00##号", "禾卫公证字[2024]第0###号"),
    "roadpermit": _made("paper", "交运管许可字6599####号", "6599########"),
    "order": _made("paper", "2026031####9#######", "TB#############", "DD2026####0###"),
    "batch": _made("product", "20260#1#A0#", "LOT26####", "2026/0#/1#C", "B2511##"),
    "code": _made("product", "国药准字Z2026####", "新械注准2026214####", "国妆特字G2026####"),
    "barcode": _made("product", "69#######0###", "6 9#####  #####0"),
    "cert": _made("number", "3101####0##", "XZ65-0####", "6599####", duty=Duty.MAY, form="officer's"),
    "uscc": _made("number", "9265##00MA7######T", "9262##22MABC###N0#", form="firm's"),
    "vin": _made("number", "LVSHCFAE#CF######", "发动机号K2##0###", duty=Duty.MAY, form="vehicle's"),
    "pubacc": _made("account", "3005############", "1070########", duty=Duty.MAY),
    "offtel": _made("phone", "0985-66#####", "12345", "12315", "0985－2######", duty=Duty.MAY),
    "place": _made(
        "place",
        "万寿宫社区",
        "白马寺村",
        "雷锋广场",
        "秦川农贸市场",
        "高桥镇政府门前",
        "中山公园西门",
        "丁字路口",
        "史家营",
        "汤家湖景区",
    ),
    "village": _made("place", "周家堡村", "上营村", "石门子村", "马圈湾村"),
    "river": _made("place", "沙河", "黄羊河", "金沟河左岸", "白杨沟水库"),
    "road": _made("place", "国道312线", "省道303线", "连霍高速", "高桥至石门子乡道"),
    "coord": _made("place", "东经8#.###4°、北纬4#.##7#°", "K12##+#00处"),
    "project": _made("thing", "江南里二期", "文昌阁改造工程", "温泉水厂扩建", "金桥商务中心"),
    "food": _made(
        "product",
        "王大福凉茶",
        "白家姑娘酸辣粉",
        "徐婶酥糖",
        "葛根粉",
        "石磨豆腐干",
        "金燕子挂面",
        "马奶子葡萄干",
    ),
    "drug": _made("product", "丁香酚注射液", "白芷玉容液", "马齿苋凝胶"),
    "tree": _made("thing", "胡杨", "白桦", "云杉", "梭梭"),
    "animal": _made("thing", "石鸡", "黄羊", "金雕", "雪兔"),
    "illness": _made("running", "高血压", "白血病", "腰椎间盘突出", "甲状腺结节", "双相情感障碍"),
    "kin": _made("running", "母亲", "妻子", "长子", "女儿", "胞弟", "丈夫", "岳父"),
    "sex": _made("running", "男", "女"),
    "old": _made("running", "7#", "8#"),
    "age": _made("running", "2#", "4#", "6#"),
    "nation": _made("running", "汉族", "回族", "维吾尔族", "蒙古族", "柯尔克孜族", "藏族", "彝族"),
    "born": _made("date", "197#年#月1#日", "1988.0#.1#", "199#年12月#日", duty=Duty.MAY),
    "bornkid": _made("date", "201#年#月#日", "2014年11月2#日", duty=Duty.MAY),
    "day": _day,
    "iso": _iso,
    "when": _when,
    "clock": _made("date", "1#时2#分", "上午10:4#", "23时许", "下午四点半左右"),
    "sum": _made(
        "money",
        "人民币肆仟伍佰元整",
        "#.#万元",
        "##,#00元",
        "1##00.00元",
        "￥#8#0.00",
        "贰万元",
        "叁仟圆整",
        "人民币壹万元",
        "###.5#元",
    ),
    "small": _made("money", "#0元", "2#0元", "##.8元", "伍拾元"),
    "count": _made("running", "#", "1#", "3##"),
    "few": _made("running", "#"),
    "num": _made("running", "#.##", "4#.#", "1##.5"),
}
