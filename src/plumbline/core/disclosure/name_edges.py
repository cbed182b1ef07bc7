"""What stands right before and right behind a place, and how far it speaks for a name there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.house_places import places_of_houses
from plumbline.core.disclosure.name_cells import CELL_NAME, fills_cell, fills_marks
from plumbline.core.disclosure.name_facts import (
    DANGLING,
    KIN,
    LAND,
    OF_THEIRS,
    ONLY_PERSONS_DO,
    ONLY_TO_PERSONS,
    PAID,
    STATION,
    WHOSE,
)
from plumbline.core.disclosure.name_facts import (
    FACTS as FACTS_BEHIND,
)
from plumbline.core.disclosure.sure_names import sure_names
from plumbline.core.disclosure.word_costs import word_costs

_OFFICERS_FILLER: Final = (
    r"(?: ?(?:\([^()\n]{1,12}\)|签名|签字|签章|姓名|名称|名字|为|系|是|叫|:|;)){0,3}[ |]?"
)
"""Without the comma: behind «她告诉执法人员，» somebody else is spoken of."""
_FILLER: Final = r"(?: ?(?:\([^()\n]{1,12}\)|签名|签字|签章|姓名|名称|名字|为|系|是|叫|:|;|,)){0,3}[ |]?"
LABELLED: Final = re.compile(rf"(?:{words.PERSON_WORDS})(?!证[号件书即上的为编是、,(]){_FILLER}")
OFFICERS: Final = re.compile(
    rf"(?<![被受代陪随])(?<![陪随]同)(?<!配合)(?:{words.OFFICER_WORDS})(?!员){_OFFICERS_FILLER}"
)
_BOX_NEXT: Final = re.compile(r" [\u4e00-\u9fff]{2,8} ?:")
_FORM: Final = re.compile(r"(?:[\u4e00-\u9fff](?:人|员|者|户名)|签字|签名|签收) ?(?:\([^()\n]{1,12}\))? ?: ?")
"""A box of a form that is called by whom it names: «被执行人：», «登记保存物品持有人（签名）：»."""
_ADDRESSED: Final = re.compile(r"[\u4e00-\u9fff](?:[^:\n,。;()]|\([^()\n]{1,30}\)){1,40}: ?(?:\n|$)")
_HOUSES: Final = re.compile(
    "公司|合作社|[店厂局院所站行校社会部处心场矿队馆]:|(?:单位|部门|政府|街道|委员会)[^、]{0,6}:|[〔\\[]"
)
_HEADS: Final = re.compile("[号书告知] ?$")
"""Whom a paper is addressed to, on a line of its own under its number."""
_PERSONS: Final = re.compile(f"[原前其该现]?(?:{words.PERSON_WORDS})")
_WHO: Final = re.compile("[\u4e00-\u9fff]{2,6}的[\u4e00-\u9fff]{2}")
"""Who is told by what they do: «卖豆腐的李思远»."""
_CALLED: Final = frozenset("员人者师长友商哥姐弟妹嫂叔伯徒手工妻父母夫子女民客户贩匠婶姨舅姑侄甥主")
"""Last characters of words for persons."""
_NO_CALL: Final = re.compile(
    "(?:电|原|种|瓶|盒|箱|袋|瓜|椅|桌|柜|本|面|饺|句|车|房|屋|量|分|质|因|叶|果|孔|梯|筷|鞋|裤|池)子$|"
    "(?:双|先|亲|徒|对|下|左|右|动|着)手$|(?:施|加|开|完|竣|停|复|化|手|分)工$|公民$"
)
"""Words that end like those for persons and are none: «电子», «动手», «施工»."""
_SOUNDS_ON: Final = re.compile("[仙孜则扎克苏斯]")
"""Behind «如» the rest of a name that is written by sound: «如仙古丽»."""
_HINTS: Final = frozenset("的了在是有到等位名且即并则个对")
_BEFORE: Final = frozenset(words.BEFORE.split("|"))
_AFTER: Final = frozenset(words.AFTER_WORDS.split("|"))
_TITLED: Final = re.compile(rf"^ ?(?:{words.TITLES_AFTER})")
_POSTED: Final = re.compile(rf"^ ?(?:{words.POSTS_AFTER})")
_UNITS: Final = frozenset("队科室部处组班院局站所校厂车店区县乡镇村社会无有任为是及和原该本某")
"""Before a post these end a unit: «车队队长», «内科医师»."""
_TRADES: Final = frozenset(
    re.findall(
        "..",
        "加工制作运输销售建设装饰维修养殖种植培训检测服务安装施工搬运运送租赁停车保管管理托管供水供热放映修理拆除收购清运采集印刷美容经营",
    )
)
"""What a person does and what a house is called by."""
_FIRM: Final = re.compile(
    r"(?:(?![受的在于了着过被把将向从对与由给和及以我你他她它其到来去是未不没就也都已因称说系等经某送让找])[\u4e00-\u9fff]){0,10}?"
    r"(?:公司|集团|合作社|商行|经营部|销售部|事务所|医院|诊所|药房|大药房|学校|幼儿园|超市|酒店|宾馆|"
    r"商贸城|加工厂|工作室|服务部|门市部)"
)
"""The rest of the name of a firm or a house that nothing else is called by."""
_OFFICE_OF_PLACE: Final = re.compile(
    r"(?:(?![受在于到向由与和及被把对给从因去来系是为不未已至经赴往家住驶])[\u4e00-\u9fff]){0,1}?(?:区|县|市|旗)(?:人民|[\u4e00-\u9fff]{0,10}(?:[局厅委院厂]|支行|分行|政府|中心|办公室|大队|支队|公司|街道|[镇乡村]))"
)
"""The rest of the name of a district with what is in it: «…湾区人民法院»."""
_FIRM_OF_MASTER: Final = re.compile(
    r"师傅(?:出租|屠宰|房地产|汽车|快修|[\u4e00-\u9fff]{0,2}(?:店|馆|坊|铺|厂)|"
    r"(?:房屋|建筑|物[业流]|餐饮|运输|装[饰修]|商贸|劳务)[\u4e00-\u9fff]{0,8}(?:公司|店|馆|坊|铺|厂|部|社|队))"
    r"[\u4e00-\u9fff]{0,10}(?:公司|店|馆|坊|铺|厂|部|社)?"
)
"""A house that is called after its master: «谢师傅出租汽车公司»."""
_LETS: Final = re.compile("出租(?:汽车|车)?[\u4e00-\u9fff]{0,4}公司")
_NO_HOUSE: Final = frozenset(
    "在于与和被因从向对把将系等推到当未驾现是为有给由及的了着过去来至则也都又再并已出入我你他她它其该本名某一二三四五六七八九十两几每"
    "各不没说经称受时就正所以往返借租送打报跟同使让找住持携拿购售卖买签搭骑坐乘"
)
"""Characters of running words, which the rest of a house's name has not."""
_OF_HOUSES: Final = re.compile(
    "正(?![在从准要于])|经[营销贸济纪]|有限|配送|快送|打印|再生|进出口|出租|租赁|销售"
)
"""Words of houses' names with such a character."""
_OPEN: Final = "“「《\"'"
_SHUT: Final = "”」》\"'"
_CALLS: Final = re.compile(r"(?:[叫称名签写载字为是人者户]|(?<!标)注|落款|备注) ?:? ?$")
"""Before a quoted name of a person: «自称“…”», «姓名为“…”»."""
_BRANDS: Final = re.compile("牌(?![号照])|品牌|商标|系列|注册商标")
"""Behind the quoted name of a brand."""
_SIGNS: Final = re.compile(
    r"^(?:(?:与|和|、)[“\"][^”\"]{2,12}[”\"])?(?:经?辨认|[并均]?(?:不是|非|是|系)同一人)|^的?(?:签名|签字|署名|字样|印章|指印|指纹|本人|账号|账户|名义|身份证)"
)
_THINGS: Final = re.compile(
    r"(?:(?<![姓署化别签人户用留真本艺笔冒])名(?:称|为|叫)?[:]? ?[“「《\"']|"
    r"(?:品牌|商标|字号|商号|店名|店招|招牌|商品名|品名|标称|标示|标有|牌子|车型|公众号|小程序|栏目|"
    r"系列)(?:名称)?[:为是]? ?[“「《\"']?|"
    r"(?:产品|商品|货物|药品|食品|保健品|化妆品)为|(?:服务|工作|执业|所属|供货|维保)单位:|"
    r"(?:产品|商品|店铺|网店|平台|直播间|药品|食品|饮料|菜品|游戏|书籍|图书|种子|农药|"
    r"化肥)(?:名称)?[:为是]? ?[“「《\"'])$"
)
"""Before the name of a thing."""
_INSIDE: Final = re.compile(
    r"(?:(?<![正现存实所记])在|位于|坐落于|地处|途经|驶往|驶向|前往|抵达|行至|驶至|开往) ?$"
)
"""Before a place."""
_DIVISION: Final = re.compile(r"[\u4e00-\u9fff]{2}(?:(?<!上)市|(?<![地园街社小])区|县|(?<!城)镇|乡)$")
"""Right behind a division stand its streets and villages more often than persons."""
_ROLES: Final = frozenset(
    "客户人员体产民方者长卫警工众师生友商家徒族女男孩童妇亲戚队组科局部厅院校班厂店司团社会所站村县市区乡镇手主贩匠"
)
"""Last characters of words for persons and houses: they do such too and are no names."""
_GOODS_COUNTED: Final = re.compile(
    r"^ ?等 ?\d* ?(?:批次|品种|种|款)|^[\u4e00-\u9fff]{0,4}等 ?\d+ ?批次|"
    r"^\d{2,4} ?[\"”」》]|^ ?\d+(?:\.\d+)? ?(?:袋|盒|瓶|箱|桶|支|台|辆|根|包|公斤|千克|[kK]?g|克|吨|"
    r"升|毫升|m[lL]|头|株|只|套|册|副|块|罐|粒|双|批|枚|亩|捆|匹)"
)
_ENCLOSED: Final = re.compile(r"\([\u4e00-\u9fff]{2,9}$")
_BRANDED: Final = re.compile(
    r"[\u4e00-\u9fff]{2,4} ?\d+(?:\.\d+)? ?(?:袋|盒|瓶|箱|桶|包|罐|支|公斤|千克|[kK]?g(?![A-Za-z])|克|毫升|m[lL]|升|件)"
)
"""Goods that are counted behind their brand: «…凉茶13袋»."""
LABEL: Final = 6.0
CALL: Final = 2.5
INTRODUCED: Final = 2.0
THING: Final = -4.0
NICK: Final = -3.0
DIVISION: Final = -2.5
INSIDE: Final = -2.0
COUNTED: Final = -2.5
"""Against a name: behind a kind of thing, behind «in» without anything of a person, before goods that are counted."""
PUNCTUATED: Final = 1.3
HINTED: Final = 0.5
BARE: Final = -1.0
TITLE: Final = 4.0
FACTS: Final = 5.0
DEED: Final = 3.0
STOP: Final = 1.3
SOFT: Final = 1.0
TRADE: Final = 0.5
PLAIN: Final = -0.5
HOUSE: Final = -6.0
ROW_ENDED: Final = -3.0
BOTH: Final = 2.0
CELL: Final = 3.0
ITEM: Final = 1.5
ONLY: Final = 6.0
CLOSED: Final = 6.0
ENCLOSED: Final = 3.0
"""Beside the two edges: where both speak clearly; in a form, from the colon to the stop."""


@cache
def is_han(one: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u4e00" <= one <= "\u9fff" or "\u3400" <= one <= "\u4dbf" or "\U00020000" <= one <= "\U0003134f"


def is_deed(word: str) -> bool:
    """Whether it is what somebody does or has, behind a name."""
    return word in _AFTER


class Edges:
    """The edges of one text, each worked out once; `breaks` are places where a line break was taken out."""

    def __init__(self, text: str, breaks: frozenset[int]) -> None:
        self.text, self.breaks = text, breaks
        labels = list(LABELLED.finditer(text))
        self.officers = {one.end() for one in OFFICERS.finditer(text)}
        forms = {one.end() for one in _FORM.finditer(text)} | {*self._addressed()}
        self.labels = {one.end() for one in labels} | self.officers | forms
        self.sure = dict(sure_names(text, breaks))
        self.told = {text[start:end] for start, end in self.sure.items()}
        self.colons = {one.end() for one in labels if ":" in one[0]} | forms
        self.housed = places_of_houses(text, self.colons)
        self._before: dict[int, float] = {}
        self._behind: dict[int, float] = {}

    def _addressed(self) -> Iterator[int]:
        """Where the line begins that says to whom the paper goes."""
        lines = {place + 1 for place, one in enumerate(self.text) if one == "\n"} | self.breaks
        for place in lines:
            head = self.text[max(0, place - 3) : place].rstrip("\n")
            line = _ADDRESSED.match(self.text, place)
            if line and _HEADS.search(head) and not _HOUSES.search(line[0]):
                yield place

    def before(self, place: int) -> float:
        """How far what stands before a place speaks for a name that begins there."""
        if place not in self._before:
            self._before[place] = self._weigh_before(place)
        return self._before[place]

    def behind(self, place: int) -> float:
        """How far what stands behind a place speaks for a name that ends there."""
        if place not in self._behind:
            self._behind[place] = self._weigh_behind(place)
        return self._behind[place]

    def together(self, start: int, end: int, *, is_known: bool = False) -> float:
        """Both edges of a name; one that is known needs no more sign than another that it is no word here."""
        before, behind = self.before(start), self.behind(end)
        is_word = not is_known and self.text[start:end] in word_costs()
        if before == LABEL and start not in self.colons and is_word and not self._ends_label(end, behind):
            before = CALL
        if self.is_inside(start, end):
            return INSIDE + min(behind, 0.0)
        only = ONLY if is_word and self._is_only_persons(start, end) else 0.0
        if before < CALL and behind in (STOP, SOFT) and is_word and not only:
            return -behind
        weight = before + behind + (BOTH if before >= INTRODUCED and behind >= DEED else 0)
        weight += only
        if fills_cell(self.text, start, end):
            weight += CELL
        elif (
            end - start == CELL_NAME
            and before == PUNCTUATED
            and behind == STOP
            and fills_marks(self.text, start, end)
        ):
            weight += ITEM
        if (
            is_word
            and before == LABEL
            and _ENCLOSED.search(self.text[max(0, start - 10) : start])
            and self.text[end : end + 1] == ")"
        ):
            weight += ENCLOSED
        return weight + (CLOSED if start in self.colons and behind in (STOP, FACTS) else 0)

    def is_role(self, end: int) -> bool:
        """Whether what ends here ends like a word for persons or a house, which do such too."""
        return self.text[end - 1 : end] in _ROLES

    def _is_only_persons(self, start: int, end: int) -> bool:
        """Whether a word stands where nothing but a person does: who says it, who was hired."""
        if self.is_role(end):
            return False
        return bool(
            ONLY_PERSONS_DO.match(self.text, end)
            or ONLY_TO_PERSONS.search(self.text[max(0, start - 4) : start])
        )

    def _ends_label(self, end: int, behind: float) -> bool:
        """Whether what stands behind a word for a person and a word makes the word a name."""
        after = self.text[end : end + 1]
        return behind in (DEED, FACTS, TITLE) or (bool(after) and after in "(、)称说患持")

    def speaks(self, start: int, end: int) -> float:
        """How far one place says that what stands there is somebody's name, though it is a word."""
        before, behind = self.before(start), self.behind(end)
        if behind in (HOUSE, COUNTED) or before in (THING, DIVISION) or self.is_inside(start, end):
            return -3.0
        weight = 4.0 if before == LABEL and start in self.colons and behind in (STOP, FACTS) else 0.0
        if self.in_quotes(start, end):
            weight += -3.0 if self.is_quoted(start, end) else 3.0
        weight += 2.0 if before == LABEL else 1.0 if before == CALL else 0.0
        if behind not in (FACTS, TITLE) and self._is_only_persons(start, end):
            return weight + 4.0
        return weight + (4.0 if behind in (FACTS, TITLE) else 2.0 if behind == DEED else 0.0)

    def is_inside(self, start: int, end: int) -> bool:
        """Whether something was done in what stands here, and nothing speaks of a person in it."""
        return self.before(start) == INSIDE and not WHOSE.match(self.text[end : end + 8])

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether it stands alone in quotation marks."""
        around = self.text[start - 1 : start], self.text[end : end + 1]
        return bool(start and all(around) and around[0] in _OPEN and around[1] in _SHUT)

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether it is in quotation marks and nothing before them speaks of somebody's name."""
        if not self.in_quotes(start, end):
            return False
        before = self.text[max(0, start - 7) : start - 1]
        if self.before(start) == THING or _BRANDS.match(self.text, end + 1):
            return True
        return not (
            start - 1 in self.labels or _CALLS.search(before) or _SIGNS.match(self.text[end + 1 : end + 24])
        )

    def _weigh_before(self, place: int) -> float:
        if place in self.labels:
            return LABEL
        before = self.text[max(0, place - 8) : place].rstrip(" ")
        if _THINGS.search(before):
            return THING
        if before and before[-1] in _OPEN and (place - 1 in self.labels or _CALLS.search(before[:-1])):
            return CALL
        if not before or not is_han(before[-1]):
            return PUNCTUATED
        if _INSIDE.search(before):
            return INSIDE
        if _DIVISION.search(before):
            return DIVISION
        if before[-1] in "老小" and not is_han(before[-2:-1] or " "):
            return NICK
        if before[-1] in _CALLED and len(before) > 1 and is_han(before[-2]) and not _NO_CALL.search(before):
            return CALL
        if before[-1] == "如" and _SOUNDS_ON.match(self.text, place):
            return BARE
        if any(before[-size:] in _BEFORE for size in (1, 2, 3, 4)):
            return INTRODUCED
        least = PUNCTUATED if place in self.breaks else BARE
        return max(least, HINTED) if before[-1] in _HINTS else least

    def _weigh_behind(self, place: int) -> float:
        following = self.text[place : place + 14]
        if _FIRM_OF_MASTER.match(following) or STATION.match(following):
            return HOUSE
        if _TITLED.match(following) or KIN.match(following) or OF_THEIRS.match(following):
            return TITLE
        if _POSTED.match(following) and self.text[place - 1] not in _UNITS:
            return TITLE
        if FACTS_BEHIND.match(self.text[place : place + 32]):
            return FACTS
        if PAID.match(following):
            return DEED
        if _GOODS_COUNTED.match(following):
            return COUNTED
        if LAND.match(following) and not _FIRM.match(following):
            return DEED
        if following.startswith("  ") or _BOX_NEXT.match(following):
            return STOP
        words_behind = following.lstrip(" ")
        deed = next((words_behind[:size] for size in range(7, 1, -1) if words_behind[:size] in _AFTER), "")
        if place in self.breaks and not _FIRM.match(following):
            return STOP
        if self._goes_on_as_house(following) and (not deed or deed in _TRADES or _LETS.match(following)):
            return TRADE if deed and not _FIRM.match(following) else HOUSE
        if deed:
            return DEED
        if _BRANDED.match(following):
            return COUNTED
        if (
            not words_behind
            or not (is_han(words_behind[0]) or words_behind[0] == "·")
            or place in self.breaks
        ):
            return STOP
        if words_behind[0] in "和与及" and self._ends_row(place + following.index(words_behind[0]) + 1):
            return ROW_ENDED
        if DANGLING.match(words_behind):
            return ROW_ENDED
        return SOFT if words_behind[0] in _AFTER else PLAIN

    def _ends_row(self, place: int) -> bool:
        """Whether nothing that could stand in a row begins here, so that «和» before it is the end of a name."""
        goes_on = _PERSONS.match(self.text, place) or _WHO.match(self.text, place)
        return not goes_on and self.behind(place) in (STOP, DEED, SOFT)

    def _goes_on_as_house(self, following: str) -> bool:
        """Whether the words behind make a firm, a shop, a street or a place of what looks like a name."""
        if _FIRM.match(following) or _OFFICE_OF_PLACE.match(following):
            return True
        if words.PLACE_OR_BRAND.match(following):
            return True
        house = None if words.NO_HOUSE_NEXT.match(following) else words.HOUSE_NEXT.match(following)
        if house is None or not _NO_HOUSE.isdisjoint(_OF_HOUSES.sub("", house[0])):
            return False
        begins = following[:2]
        return len(house[0]) > 1 or begins[0] == "街" or not (begins in word_costs() or begins in _AFTER)
