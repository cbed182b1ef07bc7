"""Pieces of the third held-back set: persons, their numbers and homes, in the ways clerks write them.

Whoever mends the finder leaves this unread. Nothing here can be somebody's: the area codes of identity numbers and of
telephones are not given out, mobile numbers lie in an exchange of zeros, plates bear letters that their province does
not issue, cards have an issuer of zeros. The form of a name is «shape; place», so that the score is told by either.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from measures.redaction.paper import Duty, Piece

Maker = Callable[[Random], Piece]


@cache
def told() -> dict[str, Any]:
    """The papers and the lists of words."""
    read: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("held_3.yaml").read_text("utf-8"))
    return read


def words(name: str) -> list[str]:
    """The words of one list."""
    return letters(name).split()


def letters(name: str) -> str:
    """A list as it is written."""
    line: str = told()["lists"][name]
    return line


USUAL = letters("usual")
RARE = letters("rare")
COMPOUND = words("compound")
PAIRS = words("pairs")
GIVEN = words("given")
ONES = letters("ones")
CHARACTERS = letters("characters")
FIRST = words("first")
LAST = words("last")
DOTS = ("·",) * 10 + ("•", "・", "．", "‧", "· ", " · ")
SHAPES = {
    "two": 14,
    "three": 52,
    "rare, two": 2,
    "rare, three": 6,
    "compound, three": 3,
    "compound, four": 3,
    "two surnames": 4,
    "dotted": 10,
    "dotted, three parts": 1,
    "long, no dot": 1,
    "spaced": 3,
    "over a line": 1,
}
PLACES = {
    "n_role": "after a role",
    "n_title": "before a title",
    "n_row": "in a row of names",
    "n_kin": "after a word of family",
    "n_do": "subject of a sentence",
    "n_prep": "after a preposition",
    "n_of": "before 的 or a thing",
    "n_cell": "cell of a form or table",
    "n_sign": "signature",
    "n_said": "in spoken words",
    "n_brk": "in brackets",
    "n_op": "operator of a shop",
    "n_glued": "against a number",
}

FULL = str.maketrans(
    "0123456789X-() ABCDEFGHJKLMNPQRSTUVWYZ",
    "０１２３４５６７８９Ｘ－（）　ＡＢＣＤＥＦＧＨＪＫＬＭＮＰＱＲＳＴＵＶＷＹＺ",
)
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NOWHERE = ("659900", "119900", "449900", "519900", "629900")
"""Divisions that do not exist."""
NO_AREA = ("0900", "0918", "0960")
PLATES = ("宁K", "宁M", "青N", "藏P", "琼T", "新V", "渝X", "津X")


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _given(random: Random) -> str:
    if random.random() < 0.55:
        return random.choice(GIVEN)
    return random.choice(CHARACTERS) + random.choice(CHARACTERS)


def _dotted(random: Random, parts: int) -> tuple[str, str]:
    dot = random.choice(DOTS)
    names = [random.choice(FIRST), *random.sample(LAST, parts - 1)]
    kind = "dotted ·" if dot == "·" else "dotted, other dots" if len(dot) == 1 else "dotted, dot and space"
    return dot.join(names), kind + (", three parts" if parts == 3 else "")


def person(random: Random) -> tuple[str, str]:
    """A name and its shape."""
    shape = random.choices(list(SHAPES), list(SHAPES.values()))[0]
    surname = random.choice(
        RARE if shape.startswith("rare") else USUAL[: random.choice((20, 60, len(USUAL)))]
    )
    if shape in ("two", "rare, two"):
        return surname + random.choice(ONES), shape
    if shape.startswith("compound"):
        return random.choice(COMPOUND) + (_given(random) if "four" in shape else random.choice(ONES)), shape
    if shape == "two surnames":
        return random.choice(PAIRS) + _given(random), shape
    if shape.startswith("dotted"):
        return _dotted(random, 3 if "three" in shape else 2)
    if shape == "long, no dot":
        return random.choice(FIRST), shape
    if shape == "spaced":
        between = random.choice((" ", "　", "  "))
        return surname + between + random.choice(ONES), shape
    name = surname + _given(random)
    if shape == "over a line":
        cut = random.choice((1, 2))
        return f"{name[:cut]}\n{name[cut:]}", shape
    return name, shape


def standing(place: str, duty: Duty = Duty.HIDE) -> Maker:
    """A maker of names for one place of a sentence."""

    def name(random: Random) -> Piece:
        text, shape = person(random)
        return Piece(text, "name", duty, f"{shape}; {place}")

    return name


def _apart(text: str, sizes: tuple[int, ...], between: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return between.join([*parts, text[at:]] if text[at:] else parts)


def _written(random: Random, kind: str, ways: dict[str, str]) -> Piece:
    """One of the ways of writing; the first is as frequent as three others."""
    form = random.choice([*ways, *([next(iter(ways))] * 2)])
    return Piece(ways[form], kind, Duty.HIDE, form)


def _identity(random: Random) -> str:
    """An identity number (GB 11643) with its true last character."""
    born = f"{random.randint(1948, 2008)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    first = random.choice(NOWHERE) + born + digits(random, 3)
    return first + "10X98765432"[sum(int(a) * b for a, b in zip(first, WEIGHTS, strict=True)) % 11]


def identity(random: Random) -> Piece:
    number = with_letter = _identity(random)
    while not with_letter.endswith("X"):
        with_letter = _identity(random)
    cut = random.choice((6, 9, 12, 14))
    ways = {
        "plain": number,
        "parts with spaces": _apart(number, (6, 8), " "),
        "parts with hyphens": _apart(number, (6, 8), "-"),
        "fours": _apart(number, (4, 4, 4, 4), " "),
        "threes": _apart(number, (3, 3, 3, 3, 3), " "),
        "full": number.translate(FULL),
        "full, parts with spaces": _apart(number, (6, 4, 4), " ").translate(FULL),
        "half full": number[:10] + number[10:].translate(FULL),
        "small last letter": with_letter.lower(),
        "full last letter": with_letter[:17] + "Ｘ",
        "old, fifteen": number[:6] + number[8:17],
        "over a line": f"{number[:cut]}\n{number[cut:]}",
        "wide space before the end": f"{number[:14]}　{number[14:]}",
        "long dashes": _apart(number, (6, 8), "—"),
    }
    return _written(random, "number", ways)


def paper_of_identity(random: Random) -> Piece:
    """Other papers: the label belongs to the sentence, only the number is hidden."""
    label, number, form = random.choice(
        (
            ("护照E", "E" + digits(random, 8), "passport"),
            ("护照", "EJ" + digits(random, 7), "passport, two letters"),
            ("港澳居民来往内地通行证", "H" + digits(random, 8), "travel permit"),
            ("台湾居民来往大陆通行证", digits(random, 8), "travel permit, digits"),
            ("外国人永久居留身份证", "KAZ659900" + digits(random, 6), "residence card"),
            (
                "残疾人证",
                random.choice(NOWHERE) + "19700101" + digits(random, 4) + "43",
                "card of disability",
            ),
            ("军官证", f"军字第{digits(random, 8)}号", "officer's card"),
        )
    )
    label = label.removesuffix("E")
    return Piece(
        label + random.choice(("", "：", "（号码）")) + number, "number", Duty.HIDE, form, core=number
    )


def mobile(random: Random) -> Piece:
    head = random.choice(words("heads"))
    number = f"{head}0000{digits(random, 4)}"
    cut = random.choice((3, 7))
    spaced, dashed = _apart(number, (3, 4), " "), _apart(number, (3, 4), "-")
    ways = {
        "mobile plain": number,
        "mobile spaced": spaced,
        "mobile dashed": dashed,
        "mobile dotted": _apart(number, (3, 4), "."),
        "mobile 4-3-4": _apart(number, (4, 3), " "),
        "mobile full": number.translate(FULL),
        "mobile full, dashed": dashed.translate(FULL),
        "mobile +86": f"+86{number}",
        "mobile +86 spaced": f"+86 {spaced}",
        "mobile 0086": f"0086-{number}",
        "mobile (86)": f"（86）{number}",
        "mobile (+86)": f"(+86){dashed}",
        "mobile with a zero before": f"0{number}",
        "mobile over a line": f"{number[:cut]}\n{number[cut:]}",
        "mobile in Chinese digits": number.translate(HAN),
        "mobile each apart": " ".join(number),
        "mobile in brackets after three": f"({number[:3]}){number[3:]}",
    }
    return _written(random, "phone", ways)


def landline(random: Random) -> Piece:
    area, local = random.choice(NO_AREA), random.choice("23567") + digits(random, 6)
    eight = random.choice("2568") + digits(random, 7)
    ways = {
        "landline hyphen": f"{area}-{local}",
        "landline eight, hyphen": f"026-{eight}",
        "landline brackets": f"（{area}）{local}",
        "landline half brackets, space": f"({area}) {local}",
        "landline brackets of three": f"(026){eight}",
        "landline space": f"{area} {local}",
        "landline no mark": f"{area}{local}",
        "landline spaced local": f"{area}-{local[:3]} {local[3:]}",
        "landline full": f"{area}-{local}".translate(FULL),
        "landline long dash": f"{area}—{local}",
        "landline +86": f"+86-{area[1:]}-{local}",
        "landline +86 spaced": f"+86 {area[1:]} {local}",
        "landline without area": local,
        "landline without area, parted": f"{local[:3]}-{local[3:]}",
        "extension 转": f"{area}-{local}转{digits(random, 3)}",
        "extension hyphen": f"{area}-{local}-{random.choice('68')}{digits(random, 3)}",
        "extension 转分机": f"（{area}）{local}转分机{digits(random, 4)}",
        "extension brackets": f"{area}-{local}（转{digits(random, 2)}）",
        "landline over a line": f"{area}-\n{local}",
    }
    return _written(random, "phone", ways)


def account(random: Random) -> Piece:
    number = random.choice(("620000", "621000", "623000")) + "0000" + digits(random, random.choice((6, 7, 9)))
    cut = random.choice((4, 8, 11))
    ways = {
        "plain": number,
        "fours": _apart(number, (4, 4, 4, 4), " "),
        "fours, hyphens": _apart(number, (4, 4, 4, 4), "-"),
        "fours, wide": _apart(number, (4, 4, 4, 4), "　"),
        "six and the rest": _apart(number, (6,), " "),
        "full": number.translate(FULL),
        "full, fours": _apart(number, (4, 4, 4, 4), " ").translate(FULL),
        "over a line": f"{number[:cut]}\n{number[cut:]}",
        "book of savings, seventeen": "00000" + digits(random, 12),
        "fours, dots": _apart(number, (4, 4, 4, 4), "."),
    }
    return _written(random, "account", ways)


def plate(random: Random) -> Piece:
    head = random.choice(PLATES)
    five = (
        random.choice("ABCEGHJKLMNPQRSTUVWXYZ0123456789")
        + digits(random, 2)
        + random.choice("ABJKQ7")
        + digits(random, 1)
    )
    six = random.choice("DF") + digits(random, 5)
    ways = {
        "plain": head + five,
        "dot": f"{head}·{five}",
        "other dot": f"{head}•{five}",
        "space": f"{head} {five}",
        "hyphen": f"{head}-{five}",
        "full": f"{head}{five}".translate(FULL),
        "new energy": head + six,
        "new energy, dot": f"{head}·{six}",
        "new energy, heavy": f"{head}·{digits(random, 5)}{random.choice('DF')}",
        "new energy, spaced": f"{head} {six[0]} {six[1:]}",
        "trailer": f"{head}{digits(random, 4)}挂",
        "learner": f"{head}·{digits(random, 4)}学",
        "small letters": f"{head}{five}".lower(),
        "each apart": " ".join(head + five),
        "over a line": f"{head}·\n{five}",
    }
    return _written(random, "plate", ways)


def _labelled(random: Random, ways: tuple[tuple[str, str, str], ...]) -> Piece:
    label, core, form = random.choice(ways)
    return Piece(label + core, "contact", Duty.HIDE, form, core=core)


def wechat(random: Random) -> Piece:
    word = random.choice(words("nicks")) + digits(random, 3)
    return _labelled(random, (("微信号", word, "wechat"), ("微信：", f"wxid_{word}", "wechat id")))


def mail(random: Random) -> Piece:
    word = random.choice(words("nicks")) + digits(random, 3)
    ways = ("邮箱", f"{word}@example.com", "mail"), ("电子邮箱：", f"{word}@example.com.cn", "mail, cn")
    return _labelled(random, ways)


def contact(random: Random) -> Piece:
    word = random.choice(words("nicks")) + digits(random, 3)
    others = ("QQ", "6" + digits(random, 8), "qq"), ("支付宝账户", f"{word}@example.net", "alipay")
    return random.choice((wechat, mail, lambda chance: _labelled(chance, others)))(random)


def home(random: Random) -> Piece:
    """An address to the door; the division before the road, court or village may be seen."""
    seen = random.choice(("临澄区", "白榆市沙雁区", "金柳县", "某省白榆市北汀区", "鹤鸣县清溪镇", ""))
    road = random.choice(words("roads"))
    court = random.choice(words("courts_of_homes"))
    village = random.choice(words("villages"))
    one, two, room = (
        random.randint(1, 28),
        random.randint(1, 6),
        f"{random.randint(1, 28)}0{random.randint(1, 8)}",
    )
    house = random.randint(1, 480)
    ways = {
        "road to the room": f"{road}{house}号{one}号楼{two}单元{room}室",
        "court to the room": f"{court}{one}栋{two}单元{room}",
        "court, hyphens": f"{court}{one}-{two}-{room}",
        "road and court": f"{road}{house}号{court}{one}幢{room}室",
        "tower": f"{court}{random.choice('ABC')}座{room}号",
        "phase": f"{court}二期{one}号楼{room}室",
        "village": f"{village}{two}组{house}号",
        "village, society": f"{village}第{'一二三四五六'[two - 1]}村民小组{one}号院",
        "lane": f"{road}{house}弄{one}号{room}室",
        "dormitory": f"{road}{house}号职工宿舍{two}楼{room}房",
        "farm": f"一四{'一二三四五六'[two - 1]}团{one}连职工住宅区{two}排{one}号",
        "full": f"{road}{house}号{one}号楼{two}单元{room}室".translate(FULL),
        "Chinese digits": f"{court}{'一二三四五六'[two - 1]}号楼三单元{room.translate(HAN)}室",
        "parted": f"{road} {house} 号 {one} 栋 {room} 室",
        "let room": f"{village}{house}号院内平房第{two}间",
        "over a line": f"{road}{house}号\n{one}号楼{room}室",
        "back of a shop": f"{road}{house}号商铺二层住宅{room}",
    }
    form = random.choice(list(ways))
    return Piece(seen + ways[form], "address", Duty.HIDE, form, core=ways[form])


PERSONAL: dict[str, Maker] = {
    **{slot: standing(place) for slot, place in PLACES.items()},
    "party": standing("the party"),
    "other": standing("said more than once"),
    "id": identity,
    "passport": paper_of_identity,
    "mobile": mobile,
    "landline": landline,
    "card": account,
    "plate": plate,
    "contact": contact,
    "wechat": wechat,
    "mail": mail,
    "home": home,
}
