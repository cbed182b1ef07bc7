"""Invented persons, numbers and addresses, each in the ways clerks write them.

Nothing here can be somebody's: the area code of identity numbers does not exist, mobile numbers lie in an exchange of
zeros, area code 0900 is not given out, plates have letters that no office issues, bank cards an issuer of zeros.
"""

from __future__ import annotations

from random import Random

from measures.redaction.paper import Duty, Piece

USUAL = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
RARE = "仇查单解年邝时安金万方石白温成常任毕明史麦苗柏水云乐毋逄佟矫郜"
DOUBLE = ("欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫", "夏侯", "慕容")
GIVEN = "建国志强秀英丽娟海燕文博子涵雨桐浩然国庆玉兰晓东春梅永福明德思远俊杰佳怡树森桂芳"
DOTTED_FIRST = (
    "阿依古丽",
    "买买提",
    "叶尔兰",
    "古丽娜尔",
    "努尔兰",
    "艾力",
    "帕提古丽",
    "巴哈尔",
    "木拉提",
    "热依汗",
)
DOTTED_LAST = ("吐尔逊", "哈布力", "艾山", "赛力克", "玉素甫", "库尔班江", "依明", "达吾提", "阿不都热合曼")
DOTS = "··········•・．‧"
FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def name(random: Random) -> Piece:
    """A name of two, three or four characters, or with the dot between its parts."""
    form = random.choices(
        ("three", "two", "dotted", "rare", "double", "four", "spaced"), (40, 18, 14, 10, 7, 5, 6)
    )[0]
    if form == "dotted":
        dot = random.choice(DOTS)
        parts = [random.choice(DOTTED_FIRST), random.choice(DOTTED_LAST)]
        if random.random() < 0.1:
            parts.append(random.choice(DOTTED_LAST))
        return Piece(dot.join(parts), "name", Duty.HIDE, f"dotted {dot}")
    family = random.choice(RARE if form == "rare" else USUAL)
    given = "".join(random.sample(GIVEN, 2))
    text = {
        "two": family + given[0],
        "spaced": family + random.choice(("　", " ", "  ")) + given[0],
        "double": random.choice(DOUBLE) + given[: random.choice((1, 2))],
        "four": family + random.choice([one for one in USUAL if one != family]) + given,
    }.get(form, family + given)
    return Piece(text, "name", Duty.HIDE, form)


def check_character(first: str) -> str:
    """The last character of an identity number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def identity(random: Random) -> Piece:
    """An identity number of area 659900, which does not exist; right, wrong or old; written in odd ways."""
    born = f"{random.randint(1951, 2007)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    first = "659900" + born + digits(random, 3)
    right = check_character(first)
    text = first + right
    form = random.choices(
        ("plain", "wrong", "full", "spaced", "dashed", "small x", "old", "broken", "wide space", "mixed"),
        (30, 12, 12, 12, 8, 6, 6, 6, 4, 4),
    )[0]
    if form == "wrong":
        text = first + random.choice([one for one in "0123456789X" if one != right])
    elif form == "small x":
        text = text.lower()
    elif form == "old":
        text = text[:6] + text[8:17]
    elif form == "full":
        text = text.translate(FULL)
    elif form == "mixed":
        text = text[:9].translate(FULL) + text[9:]
    elif form == "broken":
        cut = random.randint(7, 15)
        text = text[:cut] + "\n" + text[cut:]
    elif form in ("spaced", "dashed", "wide space"):
        between = {"spaced": " ", "dashed": random.choice("-－—"), "wide space": "　"}[form]
        text = between.join((text[:6], text[6:14], text[14:]))
    return Piece(text, "number", Duty.HIDE, form)


def passport(random: Random) -> Piece:
    text = random.choice(("E", "G", "EZ")) + "0000" + digits(random, 4)
    return Piece(text[:9], "number", Duty.HIDE, "passport")


def mobile(random: Random) -> Piece:
    text = random.choice(("139", "158", "177", "186", "199")) + "0000" + digits(random, 4)
    form = random.choices(
        ("plain", "dashed", "spaced", "full", "country", "han", "344", "broken", "brackets"),
        (36, 12, 14, 12, 8, 4, 6, 4, 4),
    )[0]
    three = (text[:3], text[3:7], text[7:])
    written = {
        "dashed": random.choice("-－").join(three),
        "spaced": random.choice(" 　").join(three),
        "full": text.translate(FULL),
        "country": random.choice(("+86", "+86 ", "86-", "0086")) + text,
        "han": text.translate(HAN),
        "344": " ".join((text[:4], text[4:7], text[7:])),
        "broken": text[:7] + "\n" + text[7:],
        "brackets": f"（{text[:3]}）{text[3:]}",
    }
    return Piece(written.get(form, text), "phone", Duty.HIDE, f"mobile {form}")


def landline(random: Random) -> Piece:
    seven = "55" + digits(random, 5)
    form = random.choice(("0900-", "0900", "（0900）", "(0900) ", "０９００－", "0900 ", ""))
    text = (form + seven.translate(FULL)) if form.startswith("０") else form + seven
    return Piece(text, "phone", Duty.HIDE, f"landline {form or 'without area'}")


def account(random: Random) -> Piece:
    text = "620000" + digits(random, random.choice((10, 13)))
    form = random.choices(("plain", "fours", "full", "dashed", "broken"), (40, 30, 12, 10, 8))[0]
    if form in ("fours", "dashed"):
        text = (" " if form == "fours" else "-").join(
            text[start : start + 4] for start in range(0, len(text), 4)
        )
    elif form == "full":
        text = text.translate(FULL)
    elif form == "broken":
        text = text[:11] + "\n" + text[11:]
    return Piece(text, "account", Duty.HIDE, form)


def plate(random: Random) -> Piece:
    form = random.choices(("plain", "dotted", "spaced", "new", "full", "trailer"), (34, 26, 12, 16, 6, 6))[0]
    tail = digits(random, 3) + random.choice("ABCDEFGHJK") + digits(random, 1)
    text = {
        "plain": "新Z" + tail,
        "dotted": "新Z" + random.choice("·•.") + tail,
        "spaced": "新Z " + tail,
        "new": "新Z" + random.choice("DF") + digits(random, 5),
        "full": "新Ｚ" + digits(random, 5).translate(FULL),
        "trailer": "新Z" + digits(random, 4) + "挂",
    }[form]
    return Piece(text, "plate", Duty.HIDE, form)


def contact(random: Random) -> Piece:
    form = random.choice(("mail", "wechat", "qq"))
    text = {
        "mail": f"qs{digits(random, 5)}@example.cn",
        "wechat": f"wxid_qs{digits(random, 6)}",
        "qq": "10000" + digits(random, 4),
    }[form]
    label = {"mail": "电子邮箱：", "wechat": "微信号：", "qq": "QQ号："}[form]
    return Piece(label + text, "contact", Duty.HIDE, form, core=text)


def home(random: Random) -> Piece:
    """A person's address to the door; what lies before the road or village may be seen."""
    house, stair, door = random.randint(1, 188), random.randint(1, 6), random.randint(101, 1804)
    han = "一二三四五六"[stair - 1]
    form, before, core = random.choice(
        (
            ("road", "青石区红柳街道", f"胡杨路{house}号{random.randint(1, 30)}栋{stair}单元{door}室"),
            ("village", "青石区沙枣镇", f"红柳村{stair}组{house}号"),
            ("court", "青石市青石区", f"云杉小区{random.randint(1, 30)}号楼{stair}单元{door}"),
            ("full", "青石区", f"胡杨路{house}号{stair}号楼{door}室".translate(FULL)),
            ("han", "青石区", f"胡杨南路八十八号{han}号楼{han}单元五〇{han}室"),
            ("dashes", "青石区", f"湖滨花园{random.randint(1, 30)}-{stair}-{door}"),
            ("lane", "青石区", f"石榴巷{house}号附{stair}号"),
        )
    )
    return Piece(before + core, "address", Duty.HIDE, form, core=core)


def firm_address(random: Random) -> Piece:
    return Piece(f"青石区青石路{random.randint(1, 300)}号", "address", Duty.MAY, "of a firm")


def organ_phone(random: Random) -> Piece:
    return Piece("0900-5500" + digits(random, 3), "phone", Duty.MAY, "of an organ")


def officer(random: Random) -> Piece:
    return Piece(name(random).text, "name", Duty.MAY, "officer")


def certificate(random: Random) -> Piece:
    return Piece(f"3199{digits(random, 8)}", "number", Duty.MAY, "officer's certificate")


def head(random: Random) -> Piece:
    """The legal representative of a firm, whom the register of firms shows to everybody."""
    return Piece(name(random).text, "name", Duty.MAY, "legal representative")


def masked(random: Random) -> Piece:
    return Piece(random.choice(USUAL) + random.choice(("某", "某某", "某甲")), "name", Duty.MAY, "masked")


def _kept(text: str, kind: str) -> Piece:
    return Piece(text, kind, Duty.KEEP)


def credit(random: Random) -> Piece:
    tail = "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(8))
    return _kept(f"91659900MA{tail[:7]}{tail[7]}", "credit code")


def firm(random: Random) -> Piece:
    first = random.choice(
        ("红柳", "胡杨", "云杉", "青石", "金马", "高山", "白云", "万方", "安康", "常青", "华林")
    )
    trade = random.choice(("餐饮", "建材", "物流", "商贸", "装饰工程", "医疗器械", "劳务"))
    return _kept(f"青石区{first}{trade}有限公司", "organisation")


def organ(random: Random) -> Piece:
    trade = ("市场监督管理局", "城市管理局", "交通运输局", "人力资源和社会保障局", "应急管理局")
    return _kept("青石区" + random.choice(trade), "organisation")


def amount(random: Random) -> Piece:
    yuan = random.randint(2, 9_999) * 100
    forms = (f"{yuan}元", f"{yuan:,}.00元", f"¥{yuan}.00", "壹万捌仟伍佰元整", f"{yuan / 10000:.2f}万元")
    return _kept(random.choice(forms), "amount")


def date(random: Random) -> Piece:
    year, month, day = random.randint(2024, 2026), random.randint(1, 12), random.randint(1, 28)
    forms = (
        f"{year}年{month}月{day}日",
        f"{year}-{month:02}-{day:02}",
        f"{year}.{month}.{day}",
        "二〇二六年三月九日",
    )
    return _kept(random.choice(forms), "date")


def paper_number(random: Random) -> Piece:
    year, count = random.randint(2024, 2026), random.randint(1, 9999)
    words = random.choice(("青市监处罚", "青城管罚决字", "青交罚", "青人社监罚", "青应急罚"))
    forms = (
        f"{words}〔{year}〕{count}号",
        f"{words}〔{year}〕第{count:04}号",
        f"{words}字（{year}）第{digits(random, 8)}号",
    )
    return _kept(random.choice(forms), "paper number")


def article(random: Random) -> Piece:
    law = random.choice(("食品安全法", "行政处罚法", "道路运输条例", "产品质量法", "劳动合同法"))
    return _kept(
        f"《中华人民共和国{law}》第{random.choice(('三十三', '八十四', '一百二十六'))}条第一款", "article"
    )


def thing_number(random: Random) -> Piece:
    """Numbers of things: lots, bar codes, licences, contracts, orders."""
    label, text = random.choice(
        (
            ("生产批号：", f"2026{digits(random, 7)}"),
            ("商品条码：", f"690000{digits(random, 7)}"),
            ("食品经营许可证编号：", f"JY1659900{digits(random, 7)}"),
            ("合同编号：", f"QS-2026-{digits(random, 9)}"),
            ("发票号码：", digits(random, 8)),
            ("检验报告编号：", f"No.{digits(random, 11)}"),
            ("罚没票据号：", digits(random, 10)),
            ("订单号：", f"2026{digits(random, 14)}"),
            ("设备出厂编号：", f"1{digits(random, 10)}"),
        )
    )
    return Piece(label + text, label.rstrip("："), Duty.KEEP)


MAKERS = {
    "name": name,
    "id": identity,
    "passport": passport,
    "mobile": mobile,
    "landline": landline,
    "account": account,
    "plate": plate,
    "contact": contact,
    "home": home,
    "firm_address": firm_address,
    "organ_phone": organ_phone,
    "officer": officer,
    "certificate": certificate,
    "head": head,
    "masked": masked,
    "credit": credit,
    "firm": firm,
    "organ": organ,
    "amount": amount,
    "date": date,
    "number": paper_number,
    "article": article,
    "thing": thing_number,
}
