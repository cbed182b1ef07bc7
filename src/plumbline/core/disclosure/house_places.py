"""Places of a text that are a house's or a thing's whatever their characters are: what fills a box and ends like a
house, a bank up to its branch, cells under the head of a column of goods. No name begins there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from plumbline.core.disclosure.name_facts import HOUSE_IN_BOX

_BANK: Final = re.compile(
    r"(?:银行|信用社|商行|联社)(?:(?![的由在与和到向被把给让经系])[\u4e00-\u9fff]){2,10}?"
    r"(?:支行|分行|分理处|营业部|营业厅|网点|储蓄所)"
)
"""A bank, the place it is called after, and its branch."""
_GOODS: Final = re.compile(
    r"(?:货物|商品|产品|物品|食品|药品|样品|菜品|财物|设备|器械|材料|标的|检材|苗木|种子|农药|饲料|作物|树种|证据|文书)(?:名称|品名|品种|种类)?|"
    r"(?:品|货|药|菜|种|材料|设备)名|名称|品种|品牌|种类|(?:检[测验]|不合格|收费|处罚|抽检|监测)?项目"
)
"""The head of a column in which nobody stands."""
_BESIDE: Final = re.compile(
    r"序号|编号|规格(?:型号)?|型号|单位|单价|数量|金额|批[号次]|备注|产地|重量|保质期|货值|价格|小计|合计|成色|包装|"
    r"(?:生产|采样|抽样)?(?:日期|批号)(?:/批号)?|[\u4e00-\u9fff]{0,4}(?:实测值|标准值|标准指标|标准指示|结果|限值|判定)"
)
"""Heads that stand beside it."""
_CELL: Final = re.compile(r"[^|]+")
_THING: Final = re.compile(r"[^(|]+")
"""What brackets tell of it may be whose it is: «行驶证（所有人张三）»."""
_LEAST: Final = 2


def places_of_houses(text: str, boxes: Iterable[int]) -> set[int]:
    """Every such place; `boxes` are where the boxes of a form begin."""
    found = [one.span() for place in boxes if (one := HOUSE_IN_BOX.match(text, place))]
    found += [one.span() for one in _BANK.finditer(text)]
    found += _under_goods(text)
    return {place for span in found for place in range(*span)}


def _under_goods(text: str) -> Iterator[tuple[int, int]]:
    """The cells under heads of goods, as far as the table goes."""
    heads: list[str] = []
    start = 0
    for line in text.split("\n"):
        cells = [one.span() for one in _CELL.finditer(text, start, start + len(line))]
        told = [text[first:last].strip() for first, last in cells]
        if _are_heads(told):
            heads = told
        elif len(told) == len(heads):
            for cell, head in zip(cells, heads, strict=True):
                if _GOODS.fullmatch(head) and (thing := _THING.match(text, *cell)):
                    yield thing.span()
        elif line.strip():
            heads = []
        start += len(line) + 1


def _are_heads(cells: list[str]) -> bool:
    """Whether a row says of what kind its columns are, goods among them."""
    goods = sum(_GOODS.fullmatch(one) is not None for one in cells)
    beside = sum(_BESIDE.fullmatch(one) is not None for one in cells)
    return goods > 0 and len(cells) > 1 and goods + beside >= _LEAST
