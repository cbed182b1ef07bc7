"""What names cost: by how far their characters are those of surnames, of given names, of sounds written down.

A table of characters, not of persons; it says nothing of what kind of name a name is. Costs are negative natural
logarithms like those of words, so that the two can be held against each other.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.name_letters import CHOSEN, LITERARY, SHARED, UNLIKELY
from plumbline.core.disclosure.thing_words import OF_THINGS
from plumbline.core.disclosure.word_costs import UNKNOWN, word_costs

BASE: Final = 4.0
"""Of any name: how seldom one stands in a text."""
TWO: Final = 0.7
FOUR: Final = 1.0
WORD_BEHIND: Final = 5.0
APART: Final = -2.0
BROKEN: Final = 1.0
"""Beside the characters: of a name of two, of two surnames, of characters set apart, of a line break inside."""
GIVEN_ALONE: Final = 6.5
DOTTED: Final = 6.0
LONG: Final = 7.0
SHORT: Final = 3.0
WEAK: Final = 6.5
FEW_SURE: Final = 0.9
DAY: Final = 4.0
"""Beside the characters: of few sounds, of sounds that stand in many words, of a surname that makes a weekday."""
SOUND: Final = 4.0
NO_SOUND: Final = 8.5
NEVER_SOUND: Final = 10.0
DOT: Final = 7.0
"""Of a separator dot that stands in no name."""
_PLACE: Final = 5.0
_SELDOM_LAST: Final = 2.5
_GOODS: Final = 3.0
_HOUSE_NAME: Final = 4.0
_NICKNAME: Final = 5.0
_MOST_OF_SECTION: Final = 4
CALLED: Final = 12.5
_CALLED: Final = re.compile("[大小老阿二三]?[姐哥叔婶姨嫂婆妈爷奶爸舅伯]|氏|记|总|老[大二三四五六七八九]")
"""How somebody is called beside the surname: «李姐», «陈阿婆»; no whole name, and often a shop's."""
_USUAL: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The most frequent surnames, the most frequent first."""
_HARDLY: Final = frozenset("水由公都来那法但应初后区")
"""Surnames that few bear and that are words in every sentence."""
ALONE: Final = frozenset(
    "李刘陈杨赵吴徐孙朱胡郭罗郑梁谢宋唐韩冯邓曹彭肖董袁潘蒋蔡杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾韦邹孟熊秦邱尹薛"
    "闫侯陶黎贺郝龚邵覃戴莫孔汤王阎葛邢翟殷詹聂岳鲁俞兰焦柯纪阮凌裴霍翁冉骆靳鲍喻祁滕屈缪褚娄窦戚岑闵邬卞臧佟瞿栾寇"
    "甄丛仲虞敖佘禹倪庞颜牟晏晁芮扈雍邸郜阚仝亓逄闻郎尉柴庄申"
)
"""Surnames that hardly ever stand alone as a word of today."""
NEVER: Final = frozenset(
    (
        "张贴",
        "查未",
        "卡里",
        "居民",
        "公民",
        "农民",
        "匿名",
        "其卡",
        "佚名",
        "不详",
        "查系",
        "关系",
        "车牌",
        "车号",
        "车主",
        "相关",
        "有关",
        "安全",
        "经营",
        "时间",
        "公司",
        "单位",
        "应当",
        "其他",
        "高度",
        "查封",
        "查实",
        "查扣",
        "查处",
        "石料",
        "石材",
        "普工",
        "钟点",
        "车辆",
        "宿舍",
        "农药",
        "药品",
        "食品",
        "商品",
        "商行",
        "余额",
        "商店",
        "商场",
        "商城",
        "商会",
        "商号",
    )
)
"""Words of forms and of goods that begin like names."""
THINGS: Final = (
    frozenset(
        re.findall(
            "..",
            "车辆车间车厢车位车库车道车身车窗宿舍农药农具农机农田农膜卫生房屋房间房产房门商品商铺商标商户店铺路面路段路口门面门店门头水果水泥水管水表"
            "管道管线管材石块石粉花卉花盆苗木种子种苗谷物麦种米粉米面油品药品药材药具药械食品食材食盐饲料毛巾毛毯席位尺寸平台"
            "明火明沟时段时限时长暂存安检严禁严防殷切常温常住常见常用常驻党员党费包装包间包裹全程全套全天全额全责全款高温高层高空高压"
            "白酒白糖红酒黄沙黄土黄牛马匹牛奶牛羊羊只鱼苗鱼塘林木林地林区林带草场草料山羊山坡江面河道河床池塘银行支行分行井盖井口"
            "绰号昵称网名外号时许咨询家庭家中家里家长家住金条申辩农民农户查明强制拦停养犬养羊养牛养猪养鸡门牌仓库相同相撞相邻接走询问遛狗锁住陈述那晚周转柯基年满高考泰迪金毛班组居住付款余土松枝焊接付了周炎漆工尚欠金卡左邻右邻全班储物店内修墓群里车中车移修工返佣文物项目来电房东楼长宾馆镇里村里县里玉件疹子付现蓝车曳引副食申报申领申购易地时任曾祖师傅师母师兄师弟师姐师妹师父方微该房该车",
        )
    )
    | frozenset(
        [
            "农民工",
            "敬老院",
            "年级组",
            "依法加",
            "本措施",
            "曾祖父",
            "曾祖母",
            "方微信",
            "于上月",
            "于本月",
            "于当日",
            "于次日",
            "向年级",
        ]
    )
    | OF_THINGS
)
"""Words that nobody is called by; a longer name may begin like one."""
_OF_PERSONS: Final = frozenset(words.PERSON_WORDS.split("|"))
OF_PAPERS: Final = frozenset(
    re.findall(
        "..",
        "原告程序司法盖章章程权益许可宣告陈述成年任何明知印章方式严重申辩明确仲裁管理任免单独终结高效综合严肃原因金融支付"
        "全民方法房屋广告宣读旷工全体捺印全部方可申请匿名利益符合终止管辖晋升权利时限融资申诉国家利用平台商品包括明显家属酌情",
    )
)
"""Words of statutes that begin like names: a single place must make one a name, not all together."""
SLOT: Final = 10.0
SLOT_CHARACTER: Final = 3.0
"""Of what fills a person's box in a form and holds no word, and of each character of it."""
_AS_WORD: Final = 4.0
PLACE_ENDS: Final = frozenset("苑邸湾街村镇巷沟坡屯堡渠滩乡县市区里路营寨坪坝洼岔塬圩垭站所局部社咖吧")
DIVISIONS: Final = frozenset("县镇乡区市村")
_SELDOM_ENDS: Final = (frozenset("井桥湖店庄岭户") | words.NEVER_LAST) - LITERARY
_GOODS_ENDS: Final = (
    frozenset(
        "馕羹馍粽糍丝料酱糕饼汁丸剂菇虾蟹螺饺粥泵阀缆瓦漆裤鞋帽裙袜垫盆椅灯扇膏胺钠酸醇酯酚醚醛酮粉糖油件器仪表板管绳钉膜桶袋瓶罐箱盒包酒肉蛋奶药煤砖"
    )
    - CHOSEN
)
_CHOSEN: Final = 5.5
_OTHER: Final = 8.5
_SELDOM: Final = 8.5
_STRANGE: Final = 12.5
"""A character that stands in hardly any word is a surname that no table has; above this cost it is strange."""
UNTABLED: Final = 9.5
"""Of a character that no table has for a surname, where a word for a person leads to it: there any may be one."""
RARELY: Final = frozenset(
    "别铁朗允买仁介仓仙代令仪伦伯佳俊保俸光冒凤刀剪勇勒千召同吾喜回图妥字完宝寸寻尔尼岩巨布帕库归彬德忽恩慈扎扣承折拉摆摩改敏敢斐旁旦昔晓木朵杞果"
    "次汗泉波泰淳渠火照爱牧狐玄琴瓜甲疏皇盈真督磨祥禾税端答纳线绳绵绽罕肉脱腊舍色苦英茶药莎蒿藏虎衔补觉角言诸资赏赛蹇达运逮邦钞钦"
    "锁闲降陕雀雨零青鸡丹斗炎延衷狄双占户"
)
"""Surnames that few bear and that begin so many words that they count only where a name is led to."""
RARE: Final = 7.5
_NO_SURNAME: Final = frozenset(
    "一二三四五六七八九十两几每各某本此该其他她它们我你您谁何什么这那是为了着过也就还但或若如因所不没〇"
)
_LEAST_SURNAME: Final = 8.0
"""A character that stands in the text oftener is no surname that the table lacks."""
_PRONOUN: Final = 13.0
_LITERARY: Final = 8.0
_PARTICLE: Final = 9.5
_UNLIKELY: Final = 10.5
_LEAST_PAIR: Final = 9.5


@cache
def is_plain_surname(one: str) -> bool:
    """Whether it is borne by many or is no ordinary word."""
    return one in _USUAL or one in words.COMMON - words.DOUBTFUL


@cache
def surname(one: str) -> float | None:
    """Cost of a surname; None for what is none."""
    if one in _USUAL:
        return 2.7 + math.log(1 + _USUAL.index(one) / 4)
    if one in _HARDLY:
        return 12.0
    if one in words.DOUBLE:
        return 4.0
    if one in words.COMMON:
        return 8.0 if one in words.DOUBTFUL else 6.5
    return _SELDOM if is_strange(one) else None


@cache
def is_strange(one: str) -> bool:
    """Whether a character stands in hardly any word and in no table of surnames."""
    return one not in words.COMMON and one not in "廿卅" and word_costs().get(one, UNKNOWN) >= _STRANGE


@cache
def may_be_surname(one: str) -> bool:
    """Whether a character that is in no table of surnames may still be one."""
    if surname(one) is not None or one in words.PARTICLES or not "\u4e00" <= one <= "\u9fff":
        return False
    return one in RARELY or (one not in _NO_SURNAME and word_costs().get(one, UNKNOWN) >= _LEAST_SURNAME)


@cache
def is_likely_given(name: str) -> bool:
    """Whether no character of it hardly ever stands in a given name."""
    return all(given_character(one) < _UNLIKELY and one not in words.PARTICLES for one in name)


@cache
def alone(one: str) -> float:
    """Cost of a character as a word of its own."""
    return word_costs().get(one, 17.0) + (_AS_WORD if one in ALONE else 0)


@cache
def given_character(one: str) -> float:
    """Cost of a character in a given name."""
    if one in CHOSEN:
        return _CHOSEN
    if one in "其该此他她它我你":
        return _PRONOUN
    if one in SHARED:
        return 7.0
    if one in UNLIKELY:
        return _UNLIKELY
    if one in LITERARY:
        return _LITERARY
    return _PARTICLE if one in words.PARTICLES else _OTHER


def given(family: str, name: str) -> float:
    """Cost of a given name; one that is also a word is no dearer than the word."""
    cost = sum(map(given_character, name))
    is_likely = len(name) == 2 and all(map(_is_of_names, name)) and family not in words.DOUBTFUL
    as_word = word_costs().get(name) if is_likely else None
    if as_word is not None:
        as_word += -1.0 if family in ALONE else 2.0
        cost = min(cost, max(as_word, _LEAST_PAIR))
    return cost + _ending(name) + (_NICKNAME if _CALLED.fullmatch(name) else 0)


@cache
def is_given_alone(name: str) -> bool:
    """Whether it is a given name without a surname: two characters that stand in hardly anything else."""
    return len(name) == 2 and surname(name[0]) is None and all(one in CHOSEN for one in name)


def is_chosen(name: str) -> bool:
    """Whether given names are made of all its characters."""
    return all(given_character(one) < _OTHER for one in name)


def is_nickname(name: str) -> bool:
    """Whether it is how somebody is called beside the surname: «李姐»."""
    return name[0] in _USUAL and _CALLED.fullmatch(name[1:]) is not None


@cache
def is_odd(name: str) -> bool:
    """Whether nothing in two or three characters is like a name but the first, and that hardly."""
    if len(name) > 3 or name[0] in ALONE:
        return False
    each = [given_character(one) for one in name[1:]]
    if max(each) >= _UNLIKELY:
        return True
    return max(each) >= _OTHER and min(each) > _CHOSEN and name[0] not in _USUAL


def is_section(name: str) -> bool:
    """Whether it ends like a section of an office: «综合科», «党政办»; few are called so."""
    if "·" in name or len(name) > _MOST_OF_SECTION:
        return False
    if name[-1] == "科":
        return len(name) > 2 and name[0] not in ALONE
    return name[-1] in "股室处办局队组站所"


def is_town(name: str) -> bool:
    """Whether three characters and more end like a town or a district: nobody is called so."""
    return len(name) > 2 and name[-1] in "镇乡县区" and "·" not in name


def is_name_and_word(name: str) -> bool:
    """Whether a word may be somebody's name: it begins like one and is no word for persons or of forms."""
    if surname(name[0]) is None or name[0] in _HARDLY:
        return False
    return name in word_costs() and name not in NEVER and name not in _OF_PERSONS


def _is_of_names(one: str) -> bool:
    return one in CHOSEN or one in SHARED or one in LITERARY or one in words.PARTICLES


def _ending(name: str) -> float:
    """What its characters add that speak of a place, of goods or of a house."""
    cost = 0.0
    if name[-1] in PLACE_ENDS:
        cost = _PLACE
    elif name[-1] in _GOODS_ENDS:
        cost = _GOODS
    elif name[-1] in _SELDOM_ENDS:
        cost = _SELDOM_LAST
    is_house = len(name) == 2 and name[0] in "家氏记" and name[1] not in CHOSEN
    return cost + (_HOUSE_NAME if is_house else 0)


def sound(one: str) -> float:
    """Cost of a character that writes down a sound."""
    if one in words.SOUND:
        return SOUND
    return NEVER_SOUND if one in words.NEVER_INSIDE else NO_SOUND
