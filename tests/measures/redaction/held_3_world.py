"""What stands around persons in the third held-back set: firms, places, goods and numbers that stay, and what may go.

Whoever mends the finder leaves this unread. A trade name («老王烧烤») stays: an individual business is a kind of party
of its own in the publicity records, 个体工商户 beside 自然人. Where it holds its owner's whole name it may go. The
operator behind it is a natural person and is hidden.
"""

from __future__ import annotations

from random import Random

from measures.redaction.held_3_pieces import NOWHERE, PERSONAL, Maker, digits, person, standing, told, words
from measures.redaction.paper import Duty, Piece

AREAS = words("areas")
BRANDS = words("brands")
TRADES = words("trades")
FORMS = words("forms")
SHOPS = words("shops")
PLACES = words("places")
POSTS = words("posts")
GOODS = words("goods")
DRUGS = words("drugs")
COURTS = (
    "白榆铁路运输法院",
    "临澄区人民法院",
    "沙雁区人民法院",
    "白榆市中级人民法院",
    "金柳县人民法院高台人民法庭",
)
TENS = "一二三四五六七八九"


def _keep(kind: str, *ways: str) -> Maker:
    return lambda random: Piece(random.choice(ways), kind, Duty.KEEP)


def _may(text: str, kind: str, form: str) -> Piece:
    return Piece(text, kind, Duty.MAY, form)


def firm(random: Random) -> Piece:
    area = random.choice((*AREAS, "", ""))
    return Piece(
        area + random.choice(BRANDS) + random.choice(TRADES) + random.choice(FORMS), "organisation", Duty.KEEP
    )


def signboard(random: Random) -> Piece:
    name = person(random)[0].replace("\n", "")
    shop = f"{random.choice(AREAS)}{name}{random.choice(('理发店', '百货店', '诊所', '汽修部', '餐馆'))}"
    return _may(shop, "name", "in a trade name")


def credit(random: Random) -> Piece:
    area = random.choice(NOWHERE)
    tail = "".join(random.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(9))
    return Piece(
        f"9{random.choice('123')}{area}MA{tail[2:]}{random.choice('0123456789AKX')}", "credit code", Duty.KEEP
    )


def _han(number: int) -> str:
    if number < 10:
        return TENS[number - 1]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else TENS[tens - 1]) + "十" + (TENS[ones - 1] if ones else "")
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{TENS[hundreds - 1]}百"
    middle = "零" if rest < 10 else "一" if rest < 20 else ""
    return f"{TENS[hundreds - 1]}百{middle}{_han(rest)}"


def law(sector: str) -> Maker:
    """A maker of citations of the statutes of one field."""
    statutes: list[str] = told()["statutes"][sector].split()

    def cited(random: Random) -> Piece:
        text = f"《{random.choice(statutes)}》第{_han(random.randint(4, 133))}条"
        text += random.choice(("", "第一款", "第二款", "第一款第（三）项", "第二款第二项"))
        return Piece(text, "law", Duty.KEEP)

    return cited


def date(random: Random) -> Piece:
    year, month, day = random.randint(2022, 2026), random.randint(1, 12), random.randint(1, 28)
    ways = (
        f"{year}年{month}月{day}日",
        f"{year}年{month:02}月{day:02}日",
        f"{year}-{month:02}-{day:02}",
        f"{year}.{month}.{day}",
        f"{year}/{month}/{day}",
        f"{year} 年 {month} 月 {day} 日",
        f"二〇二{'〇一二三四五六'[year - 2020]}年{_han(month)}月{_han(day)}日",
    )
    return Piece(random.choice((ways[0], ways[0], *ways)), "date", Duty.KEEP)


def clock(random: Random) -> Piece:
    hour, minute = random.randint(6, 22), random.randint(0, 59)
    return Piece(random.choice((f"{hour}时{minute}分", f"{hour:02}:{minute:02}")), "date", Duty.KEEP)


def amount(random: Random) -> Piece:
    value = random.choice(
        (random.randint(1, 99) * 100, random.randint(1, 500) * 1000, random.randint(100, 999_999))
    )
    ways = (
        f"{value}元",
        f"{value:,}.00元",
        f"人民币{value}元整",
        f"￥{value}.{digits(random, 2)}",
        f"{value / 10000:.2f}万元",
        f"{random.choice('壹贰叁肆伍陆')}万{random.choice('壹贰叁肆伍陆柒捌玖')}仟元整",
        f"{random.choice('壹贰叁肆伍陆柒捌玖')}仟元整（大写）",
    )
    return Piece(random.choice(ways), "amount", Duty.KEEP)


def number(random: Random) -> Piece:
    year, serial, area = random.randint(2022, 2026), random.randint(1, 2999), random.choice("澄雁汀柳鹤榆")
    ways = (
        f"{area}市监罚决〔{year}〕{serial}号",
        f"{area}应急罚字[{year}]第{serial:04}号",
        f"{area}城执催〔{year}〕{serial % 90 + 1}号",
        f"{area}环罚告（{year}）{serial}号",
        f"{area}人社监令字﹝{year}﹞第{serial}号",
        f"{area}政发〔{year}〕12号",
    )
    return Piece(random.choice(ways), "paper number", Duty.KEEP)


def case_number(random: Random) -> Piece:
    """A number of a court's file."""
    year, serial = random.randint(2021, 2026), random.randint(1, 900)
    return Piece(
        f"（{year}）宁990{random.randint(1, 5)}行{random.choice('审初终')}{serial}号",
        "paper number",
        Duty.KEEP,
    )


def small(random: Random) -> Piece:
    """A fine that may be set on the spot."""
    value = random.choice((50, 100, 150, 200))
    return Piece(random.choice((f"{value}元", f"人民币{value}元", f"{value}.00元")), "amount", Duty.KEEP)


def thing(random: Random) -> Piece:
    ways = (
        f"JY{random.choice('123')}6599{digits(random, 10)}",
        f"B{digits(random, 8)}",
        f"{random.randint(2022, 2026)}{digits(random, 8)}",
        f"SP-{random.randint(2022, 2026)}-{digits(random, 5)}",
        f"No.{digits(random, 8)}",
        f"69{digits(random, 11)}",
        f"国药准字Z659{digits(random, 5)}",
        f"HJ{digits(random, 4)}/{digits(random, 3)}",
        f"DD{digits(random, 16)}",
    )
    return Piece(random.choice(ways), "number of a thing", Duty.KEEP)


def model(random: Random) -> Piece:
    ways = (
        f"HG-{digits(random, 4)}",
        f"BCD-{digits(random, 3)}W",
        f"ZL{digits(random, 2)}G",
        f"QTZ{digits(random, 2)}",
    )
    return Piece(
        random.choice((*ways, f"V{digits(random, 1)}.{digits(random, 2)}", f"海天{digits(random, 3)}A")),
        "model",
        Duty.KEEP,
    )


def standard(random: Random) -> Piece:
    ways = (
        f"GB {random.randint(2000, 39999)}-{random.randint(2008, 2024)}",
        f"GB/T {random.randint(2000, 39999)}.{random.randint(1, 9)}—{random.randint(2008, 2024)}",
        f"HJ {random.randint(100, 1300)}-2019",
        f"DB65/T {random.randint(2000, 4999)}-2022",
    )
    return Piece(random.choice(ways), "standard", Duty.KEEP)


def masked(random: Random) -> Piece:
    surname = random.choice("王李张刘陈古艾")
    return _may(
        random.choice((f"{surname}某", f"{surname}某某", f"{surname}**", f"{surname}×")), "name", "masked"
    )


def nick(random: Random) -> Piece:
    surname = random.choice("王李张刘陈马唐")
    ways = (f"老{surname}", f"{surname}师傅", f"小{surname}", f"{surname}姐", f"姓{surname}的男子")
    return _may(random.choice(ways), "name", "no whole name")


def firm_address(random: Random) -> Piece:
    area, road = (
        random.choice(AREAS),
        random.choice(("工业路", "迎宾大道", "商贸城", "物流园B区", "张家湾街")),
    )
    return _may(
        f"{area}{road}{random.randint(1, 300)}号{random.choice(('', '1层3号商铺', '办公楼502室'))}",
        "address",
        "of a firm",
    )


def born(random: Random) -> Piece:
    year, month, day = random.randint(1950, 2006), random.randint(1, 12), random.randint(1, 28)
    return _may(
        random.choice((f"{year}年{month}月{day}日", f"{year}年{month}月", f"{year}.{month:02}.{day:02}")),
        "date",
        "of birth",
    )


AROUND: dict[str, Maker] = {
    "officer": standing("officer", Duty.MAY),
    "head": standing("legal representative", Duty.MAY),
    "firm": firm,
    "company": firm,
    "law_firm": lambda random: Piece(random.choice(BRANDS) + "律师事务所", "organisation", Duty.KEEP),
    "shop": _keep("trade name", *SHOPS),
    "signboard": signboard,
    "credit": credit,
    "place": lambda random: Piece(random.choice(("", *AREAS)) + random.choice(PLACES), "place", Duty.KEEP),
    "post": _keep("office", *POSTS),
    "court": _keep("organisation", *COURTS),
    "goods": _keep("goods", *GOODS),
    "drug": _keep("goods", *DRUGS),
    "brand": _keep("brand", *BRANDS),
    "date": date,
    "time": clock,
    "amount": amount,
    "amount_unit": _keep("amount", "500mL", "2.5kg", "10公斤/袋", "0.3g×24粒"),
    "count": lambda random: Piece(str(random.randint(1, 460)), "amount", Duty.KEEP),
    "page": lambda random: Piece(f"{random.randint(1, 90)}-{random.randint(91, 120)}", "amount", Duty.KEEP),
    "age": lambda random: _may(str(random.randint(18, 79)), "amount", "age"),
    "nation": lambda random: _may(random.choice(("汉", "回", "哈萨克", "维吾尔", "蒙古")), "name", "nation"),
    "number": number,
    "case_number": case_number,
    "small": small,
    "thing": thing,
    "model": model,
    "standard": standard,
    "masked": masked,
    "nick": nick,
    "firm_address": firm_address,
    "born": born,
    "tail": lambda random: _may(digits(random, 4), "account", "end of a number"),
    "vin": lambda random: _may(
        "LZZ" + digits(random, 5) + "XB" + digits(random, 7), "number", "of a vehicle"
    ),
    "certificate": lambda random: _may(f"6599{digits(random, 8)}", "number", "certificate"),
    "organ_phone": lambda random: _may(f"0900-55{digits(random, 5)}", "phone", "of an organ"),
    "organ_account": lambda random: _may("30000000" + digits(random, 9), "account", "of an organ"),
    "service": lambda random: _may("400-000-" + digits(random, 4), "phone", "of a firm"),
}
MAKERS: dict[str, Maker] = {**PERSONAL, **AROUND}
