"""Places where a form says that a name stands: a cell under the head of a column, a box of a row, what is right before
somebody's citizen's number. What stands there is a name though it be a word: «向阳», «安康».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure import name_words as words
from plumbline.core.disclosure.name_costs import surname
from plumbline.core.disclosure.thing_words import OF_THINGS

_NAME: Final = rf"{words.HAN}{{2,4}}|{words.HAN}{{1,6}}·{words.HAN}{{1,6}}(?:·{words.HAN}{{1,6}})?"
_HEAD: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:姓 {0,4}名|名字)|户主|学生|家长|幼儿|儿童|患者|病人|乘客|旅客|游客|职工|员工|工人|"
    r"监护人|承租人|租户|住户|业主|"
    r"种植户|养殖户|农户|权利人|所有人|墓主|持证人|参保人|收货人|收件人|联系人|当事人|投诉人|申请人|被[\u4e00-\u9fff]{1,3}人|购买人|顾客|"
    r"签名|本人签[字名]|领款人|收款人|驾驶人|驾驶员|司机|见证人|家庭成员|成员)(?:\([^()|]{1,12}\))?"
)
"""Over a column of names, or before the box of one."""
_OTHER_HEAD: Final = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:性别|民族|年龄|出生[\u4e00-\u9fff]{0,4}|[关联]系|电话|手机|号码?|证件|身份证?|住址|住所|地址|职务|职业|工种|岗位|单位|"
    r"金额|人数|人口|备注|面积|数量|日期|时间|情况|签[名字]|账[号户]|卡号|车牌|编号|名称|姓名|家长|学生|学历|籍贯|级别|楼栋|房号|结果|班级)"
    r"(?:\([^()|]{1,12}\))?"
)
_FILLS: Final = re.compile(rf"(?:{_NAME}|{words.HAN}(?: {{1,3}}{words.HAN}){{1,3}})(?=\(|$)")
_NOBODY: Final = re.compile(
    r"不详|没有|暂无|同上|空白|未知|本人|合计|小计|总计|共计|其他|匿名|拒签|年级|户主|已婚|未婚|丧偶|初中|高中|大专|本科|中专|小学|"
    r".*[公司店厂局所院校社部站队组][)]?|.*(?:人|者|员|族|即|岁|文化)|.*证.*|[居公农市村牧渔]民|..+工|[雇帮临杂普]工|[男女]性?.*|"
    r".*(?:出示|提供|使用|[持带凭用的系为及和与有无以其]|登记|填写|赋予|截图|记录|笔录|凭证|作业)|..(?:部长|科长|处长|所长|总监|主管|专员|干事|助理)|.*之[妻夫子女父母兄弟]|"
    rf".{{0,2}}(?:{words.PERSON_WORDS})|(?:载明)?[买卖甲乙丙双对]方|.*[店业户货车房船]主|"
    r"[男女父母夫妻子儿孙配][\u4e00-\u9fff]?"
)
"""What fills a cell and is nobody's name: nobody, a role, a trade, a paper, what was done."""
_ROLE_FIRST: Final = re.compile(rf"(?:{words.PERSON_WORDS})(?=.)")
_IDENTITY: Final = re.compile(
    r"(?: {0,2}[(,|] ?| {1,3}|(?=身份|公民|居民))(?:[公居]民)?(?:身份)?(?:证件?)?(?:号码?)?[:为是]? ?"
    r"\d{6} ?-?(?:19|20)\d\d ?-?(?:0\d|1[0-2])"
)
"""Somebody's citizen's number, right behind the name."""
_OTHERS_BOX: Final = re.compile(
    r"(?:民族|职[业务]|工种|文化程度|学历|籍贯|国籍|性别|关系|单位|岗位|状况)[:|] ?$"
)
_NAMED_CELL: Final = re.compile(rf"(?:\n|\|) ?(?:{_NAME}) ?\|(?:[^|\n]*\|)* ?$")
"""A cell before this one that a name fills."""
_MARKS: Final = frozenset("\n|,;、。:()[] -")
_TOO_LONG: Final = 300
Place = tuple[int, int]


def sure_names(text: str, breaks: frozenset[int] = frozenset()) -> Iterator[Place]:
    """Every place that a form fills with a name; `breaks` are places where a line break was taken out."""
    for found in _IDENTITY.finditer(text):
        yield from _numbered(text, found.start(), breaks)
    yield from _celled(text)


def _numbered(text: str, end: int, breaks: frozenset[int]) -> Iterator[Place]:
    """The two to four characters before somebody's number, if something ends before them."""
    for start in range(end - 2, max(end - 5, -1), -1):
        if not re.fullmatch(words.HAN, text[start : start + 1]):
            return
        if "|" in text[end : end + 3] and not (start in breaks or text[start - 1 : start] in ("", "\n", " ")):
            continue
        if "|" in text[start - 3 : start] and _NAMED_CELL.search(text, max(0, start - 40), start):
            return
        begins = start == 0 or start in breaks or text[start - 1] in _MARKS
        if begins or (text[start - 1].isdigit() and text[start - 2 : start - 1] in ("", "\n", " ")):
            if _OTHERS_BOX.search(text, max(0, start - 6), start):
                return
            if re.fullmatch(words.HAN, text[end - 1]) and _is_name(text[start:end]):
                yield start, end
            return


def _celled(text: str) -> Iterator[Place]:
    """The cells under the heads of names, and the boxes behind the words for one."""
    heads: list[str] = []
    start = 0
    for line in text.split("\n"):
        if "|" in line and len(line) <= _TOO_LONG:
            cells = [(start + one.start(), one[0]) for one in re.finditer(r"[^|]+", line)]
            told = [cell.strip() for _at, cell in cells]
            if sum(_is_head(cell) for cell in told) * 2 > len(told) and len(told) > 1:
                heads = told
            elif len(told) == len(heads):
                yield from _column(cells, heads)
            if heads is not told:
                yield from _boxes(cells)
        elif line.strip():
            heads = []
        start += len(line) + 1


def _is_head(cell: str) -> bool:
    return bool(
        _HEAD.fullmatch(cell) or _OTHER_HEAD.fullmatch(cell) or cell in ("序号", "作物", "地块", "品种")
    )


def _column(cells: list[tuple[int, str]], heads: list[str]) -> Iterator[Place]:
    """The names under the heads of a row."""
    for (at, cell), head in zip(cells, heads, strict=True):
        if _HEAD.fullmatch(head):
            yield from _fill(at, cell)


def _boxes(cells: list[tuple[int, str]]) -> Iterator[Place]:
    """What stands in the cell behind the word for a name, before another word or at the end of the row."""
    for place in range(len(cells) - 1):
        behind = cells[place + 2][1].strip() if place + 2 < len(cells) else ""
        if _HEAD.fullmatch(cells[place][1].strip()) and (not behind or _OTHER_HEAD.fullmatch(behind)):
            yield from _fill(*cells[place + 1])


def _is_name(told: str) -> bool:
    """Whether it is no word for nobody and no head, and begins like a name if it has but two characters."""
    if told in OF_THINGS or _NOBODY.fullmatch(told) or _is_head(told) or _ROLE_FIRST.match(told):
        return False
    return len(told) > 2 or surname(told[0]) is not None


def _fill(at: int, cell: str) -> Iterator[Place]:
    """The name that fills a cell."""
    begins = len(cell) - len(cell.lstrip())
    told = _FILLS.match(cell.strip())
    if told and _is_name(told[0]):
        yield at + begins, at + begins + told.end()
