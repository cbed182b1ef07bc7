"""Pieces of the second held-back set: other invented names, numbers and addresses, and the place where a name stands.

Written from the law and from how papers look. Nothing can be somebody's, for the reasons that `pieces` gives. The form
of a name is «shape; place», so that the score can be told by either.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from measures.redaction.paper import Duty, Piece
from measures.redaction.pieces import FULL, HAN, check_character, digits


def words(text: str) -> list[str]:
    """The words of a line of words."""
    return text.split()


USUAL = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE = (
    "常温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成"
    "苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥"
)
DOUBLE = words(
    "欧阳 司徒 令狐 宇文 长孙 端木 公孙 独孤 南宫 西门 呼延 淳于 申屠 钟离 澹台 濮阳 闻人 赫连 上官 东方 "
    "夏侯 诸葛 皇甫 尉迟 司马 慕容 公冶 太史"
)
PAIRS = words(
    "建军 建华 卫东 红梅 秀兰 桂花 淑珍 玉芬 凤英 金凤 立新 援朝 跃进 爱民 庆云 志远 宏伟 晓燕 雪莲 艳丽 海涛 文静 "
    "俊峰 志鹏 佳琪 雨泽 梓萱 浩宇 欣怡 一诺 子墨 天佑 沐阳 若曦 宇轩 思琪 可欣 奕辰 长青 万里 永利 开成 有才 来福 "
    "得胜 大山 水生 根生 三妹 小军 春生 秋菊 冬梅 夏莲 新民 安平 世昌 光荣 国良 保全 学文 守义 如意 自强 向前 和平 "
    "其昌 于飞 从容 以宁 之恒 在田 同舟 与时 及第 将军 不凡 无忌 为民 正清 任远 方正 高洁 明理 石头 成龙 时雨 公正"
)
ONES = "军伟芳娜敏静磊强洋勇艳杰涛超霞平刚辉玲鹏飞红波斌莉凯琴宁健峰洁颖倩旭岩冰帆晨欣蕾莹薇琳瑶昊睿"
DOUBLED = "丽圆媛婷莹娜佳莉倩洋蕾甜晶盼"
SELDOM = (
    "喆",
    "堃",
    "昇",
    "淼焱",
    "珺",
    "韫玉",
    "羿辰",
    "翀",
    "燚",
    "旻昊",
    "頔",
    "䶮",
    "𬱟",
    "垚",
    "祎祎",
    "骉",
)
WORDS = words(
    "高峰 江山 黎明 白雪 方圆 常青 温泉 金星 夏天 安静 马达 成果 章程 连翘 杜仲 谷雨 易达 应明 关山 白露"
)
FIRST = words(
    "阿迪力 艾尔肯 帕尔哈提 迪丽努尔 茹仙古丽 吾买尔 玛依拉 赛买提 阿依努尔 塔依尔 祖丽皮亚 别克波拉提 哈丽旦 "
    "约翰 安娜 谢尔盖 奥利维亚 叶卡捷琳娜 沙吾列 米尔扎 加娜尔 于苏甫 居来提 马合木提 马依努尔 白克力 艾孜买提江 穆妮热"
)
LAST = words(
    "麦麦提 卡德尔 托合提 肉孜 艾海提 司马义 阿布都外力 努尔买买提 居马汗 哈森 斯密特 伊万诺娃 费尔南德斯 库孜别克 "
    "朱马别克 依布拉音江 吾守尔 沙迪克 牙生 那斯尔 买合苏提 图尔荪托合提 热合木吐拉"
)
LONG = words(
    "乌云其木格 巴图吉日嘎拉 才让卓玛 旦增曲珍 苏日娜 阿拉腾花 阿依江别克 那木斯来 格桑央宗 其其格玛 布仁巴雅尔 "
    "叶尔肯江 萨仁高娃 洛桑次仁 茹仙古丽 阿布都外力"
)
DOTS = ("·", "·", "·", "·", "•", "・", "．", "‧", "∙", "⋅", "･", ".", "˙", " · ", "· ", "·\n")
SHAPES = {
    "three": 34,
    "two": 15,
    "rare, three": 8,
    "rare, two": 4,
    "compound, three": 3,
    "compound, four": 5,
    "two surnames": 5,
    "dotted": 14,
    "long, no dot": 4,
    "spaced": 4,
    "doubled": 2,
    "seldom characters": 2,
    "also a word": 2,
    "over a line": 1,
}
PLACES = {
    "n_role": "after a role",
    "n_title": "before a title",
    "n_list": "in a row of names",
    "n_acts": "subject of a sentence",
    "n_prep": "after a preposition",
    "n_of": "before 的",
    "n_cell": "cell of a form or table",
    "n_sign": "signature",
    "n_said": "in spoken words",
    "n_brk": "in brackets",
    "n_beside": "beside a firm, place or office",
    "n_glued": "against a number",
}


def dotted(random: Random) -> tuple[str, str]:
    """A name whose parts are held together by one of many dots."""
    dot = random.choice(DOTS)
    shown = {" · ": "· with spaces", "· ": "· and a space", "·\n": "· and a new line"}.get(dot, dot)
    first, second, third = random.choice(FIRST), *random.sample(LAST, 2)
    how = random.random()
    if how < 0.08:
        return f"{first}{dot}{second}{dot}{third}", f"dotted {shown}, three parts"
    if how < 0.16:
        return first + second, "dotted, dot left out"
    return first + dot + second, f"dotted {shown}"


def person(random: Random) -> tuple[str, str]:
    """A name and its shape."""
    shape = random.choices(list(SHAPES), list(SHAPES.values()))[0]
    if shape == "dotted":
        return dotted(random)
    usual = random.choices(USUAL, [1 / (place + 6) for place in range(len(USUAL))])[0]
    pair, one, seldom = random.choice(PAIRS), random.choice(ONES), random.choice(RARE)
    cut = random.choice((usual + "\n" + pair, usual + pair[0] + "\n" + pair[1]))
    between = random.choice(("　", " ", "  ", "　　", "\u00a0"))
    return {
        "three": usual + pair,
        "two": usual + one,
        "rare, three": seldom + pair,
        "rare, two": seldom + one,
        "compound, three": random.choice(DOUBLE) + one,
        "compound, four": random.choice(DOUBLE) + pair,
        "two surnames": usual + random.choice(USUAL + RARE) + pair,
        "long, no dot": random.choice(LONG),
        "spaced": usual + between + random.choice((one, one, between.join(pair))),
        "doubled": usual + random.choice(DOUBLED) * 2,
        "seldom characters": usual + random.choice(SELDOM),
        "also a word": random.choice(WORDS),
        "over a line": cut,
    }[shape], shape


def standing(place: str, duty: Duty = Duty.HIDE) -> Callable[[Random], Piece]:
    """A maker of names for one place of a sentence."""

    def make(random: Random) -> Piece:
        text, shape = person(random)
        return Piece(text, "name", duty, f"{shape}; {place}")

    return make


def _apart(text: str, sizes: tuple[int, ...], between: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(text[start : start + size])
        start += size
    return between.join([*parts, text[start:]] if start < len(text) else parts)


def _broken(random: Random, text: str) -> str:
    cut = random.randint(3, len(text) - 3)
    return text[:cut] + "\n" + text[cut:]


def identity(random: Random) -> Piece:
    born = f"{random.randint(1948, 2012)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    first = "659900" + born + digits(random, 3)
    text = first + check_character(first)
    cuts, form = (6, 8, 4), random.choice(tuple(IDENTITY))
    return Piece(IDENTITY[form](random, text, cuts), "number", Duty.HIDE, form)


IDENTITY: dict[str, Callable[[Random, str, tuple[int, ...]], str]] = {
    "plain": lambda random, text, cuts: text,
    "plain again": lambda random, text, cuts: text,
    "full": lambda random, text, cuts: text.translate(FULL),
    "each apart": lambda random, text, cuts: " ".join(text),
    "fours": lambda random, text, cuts: _apart(text, (4, 4, 4, 4), " "),
    "halves": lambda random, text, cuts: _apart(text, (9, 9), " "),
    "dots": lambda random, text, cuts: _apart(text, cuts, "."),
    "no-break spaces": lambda random, text, cuts: _apart(text, cuts, "\u00a0"),
    "long dashes": lambda random, text, cuts: _apart(text, cuts, random.choice(("–", "——", "--"))),
    "full, spaced": lambda random, text, cuts: _apart(text.translate(FULL), cuts, "　"),
    "broken": lambda random, text, cuts: _broken(random, text),
    "small x": lambda random, text, cuts: text[:17] + "x",
    "× at the end": lambda random, text, cuts: text[:17] + "×",
    "old": lambda random, text, cuts: text[:6] + text[8:17],
    "han": lambda random, text, cuts: text[:17].translate(HAN) + "八",
}


def passport(random: Random) -> Piece:
    form, text = random.choice(
        (
            ("passport", "E0000" + digits(random, 4)),
            ("passport, two letters", "EK000" + digits(random, 4)),
            ("passport, full", ("E0000" + digits(random, 4)).translate(FULL).replace("E", "Ｅ")),
            ("travel permit", "H0000" + digits(random, 4)),
            ("passport, spaced", "E 0000 " + digits(random, 4)),
        )
    )
    return Piece(text, "number", Duty.HIDE, form)


def mobile(random: Random) -> Piece:
    text = (
        random.choice(("130", "135", "152", "166", "173", "188", "191", "198")) + "0000" + digits(random, 4)
    )
    cuts = (3, 4, 4)
    written = {
        "plain": text,
        "plain again": text,
        "spaced": _apart(text, cuts, " "),
        "each apart": " ".join(text),
        "dots": _apart(text, cuts, "."),
        "full": text.translate(FULL),
        "full, spaced": _apart(text.translate(FULL), cuts, "　"),
        "country": random.choice(("+86-", "（+86）", "＋86 ", "(86)"))
        + _apart(text, cuts, random.choice(("", "-"))),
        "han": text.translate(HAN).replace("〇", "零"),
        "443": _apart(text, (4, 4, 3), " "),
        "no-break spaces": _apart(text, cuts, "\u00a0"),
        "long dashes": _apart(text, cuts, random.choice("–—")),
        "broken": _broken(random, text),
    }
    form = random.choice(tuple(written))
    return Piece(written[form], "phone", Duty.HIDE, f"mobile {form}")


def landline(random: Random) -> Piece:
    seven = "55" + digits(random, 5)
    written = {
        "dash": f"0900-{seven}",
        "long dash": f"0900—{seven}",
        "brackets, spaced": f"（0900）{seven[:3]} {seven[3:]}",
        "full": f"0900-{seven}".translate(FULL).replace("-", "－"),
        "without area": seven,
        "extension": f"0900-{seven}{random.choice(('转', '-', '转分机'))}{digits(random, 3)}",
        "spaced": f"0900 {seven[:3]} {seven[3:]}",
    }
    form = random.choice(tuple(written))
    return Piece(written[form], "phone", Duty.HIDE, f"landline {form}")


def account(random: Random) -> Piece:
    text = "620000" + digits(random, random.choice((10, 11, 13)))
    fours = (4,) * (len(text) // 4)
    written = {
        "plain": text,
        "fours": _apart(text, fours, " "),
        "full": text.translate(FULL),
        "full, fours": _apart(text.translate(FULL), fours, "　"),
        "each apart": " ".join(text),
        "six and the rest": _apart(text, (6,), " "),
        "dashed": _apart(text, fours, "-"),
        "no-break spaces": _apart(text, fours, "\u00a0"),
        "broken": _broken(random, text),
    }
    form = random.choice(tuple(written))
    return Piece(written[form], "account", Duty.HIDE, form)


def plate(random: Random) -> Piece:
    place = random.choice("新甘青宁") + "Z"
    tail = random.choice("ABCDEFGHJK") + digits(random, 4)
    written = {
        "plain": place + tail,
        "dotted": place + random.choice(("·", "•", "・", "．")) + tail,
        "spaced": f"{place} {tail}",
        "space inside": f"{place[0]} Z{tail}",
        "dash": f"{place}-{tail}",
        "small letters": (place + tail).lower(),
        "full": place[0] + "Ｚ" + digits(random, 5).translate(FULL),
        "each apart": " ".join(place + tail),
        "new, in front": place + random.choice("DF") + digits(random, 5),
        "new, behind": place + digits(random, 5) + random.choice("DF"),
        "trailer": place + digits(random, 4) + "挂",
        "learner": place + digits(random, 4) + "学",
    }
    form = random.choice(tuple(written))
    return Piece(written[form], "plate", Duty.HIDE, form)


def contact(random: Random) -> Piece:
    label, form, text = random.choice(
        (
            ("邮箱", "mail", f"qs.{digits(random, 4)}@example.cn"),
            ("电子邮件：", "mail", f"Qs_{digits(random, 4)}@mail.example.cn"),
            ("E-mail：", "mail, full", f"qs{digits(random, 4)}＠example．cn"),
            ("微信：", "wechat", f"qs-{digits(random, 6)}"),
            ("微信账号为", "wechat", f"wxid_{digits(random, 8)}"),
            ("QQ：", "qq", f"10000{digits(random, 4)}"),
        )
    )
    return Piece(label + text, "contact", Duty.HIDE, form, core=text)


def home(random: Random) -> Piece:
    """A person's address to the door; what lies before the road, village or court may be seen."""
    house, block, stair, door = (
        random.randint(1, 199),
        *random.sample(range(1, 30), 2),
        random.randint(101, 2204),
    )
    form, before, core = random.choice(
        (
            ("road", "青石区柳荫街道", f"梧桐街{house}号院{block}幢{stair}单元{door}号"),
            ("village", "青石市青石区白水镇", f"下湾村{stair}队{house}号"),
            ("society", "青石区白水镇", f"泉水沟村六社{house}号"),
            ("court", "青石区", f"海棠苑{block}栋{door}室"),
            ("flat", "青石区石榴街道", f"银河公寓{random.choice('ABC')}座{door}"),
            ("company of a farm", "青石垦区", f"九〇九团{stair}连{house}号"),
            ("lane", "青石区老城街道", f"水磨巷{house}号旁平房"),
            ("dormitory", "青石区", f"纺织厂家属院{block}号楼{stair}-{door}"),
            ("full", "青石区", f"梧桐街{house}号{block}幢{door}室".translate(FULL)),
            ("han", "青石区", "梧桐街一百二十六号三幢二单元四〇二"),
            ("spaced", "青石区", f"梧桐街 {house} 号 {block} 号楼 {door} 室"),
            ("phase", "青石区", f"锦绣花园二期{block}#楼{stair}单元{door}"),
            ("let room", "青石区城北街道", f"梧桐街{house}号出租屋{stair}号房"),
        )
    )
    return Piece(before + core, "address", Duty.HIDE, form, core=core)
