"""What single places say for or against a name, beside the edges that every name has: a hamlet, a wire, a word that is
cut in two, a name that is a surname and a word.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.core.disclosure.name_costs import is_name_and_word
from plumbline.core.disclosure.name_edges import CALL, DEED, FACTS, LABEL, TITLE, Edges, is_deed, is_han
from plumbline.core.disclosure.word_costs import word_costs

_HAMLETS: Final = frozenset("庄村屯寨营堡")
_WHICH_HAMLET: Final = frozenset("大小东西南北上下前后新老")
_TENSION: Final = re.compile(r"(?:千伏|[kK][vV]|光缆|管|支|干) ?$")
_MAST: Final = re.compile(r" ?(?:[#第]? ?\d{1,4} ?[#号]? ?(?:杆|塔|桩|基)|# ?\d)")
_CROSSING: Final = re.compile(
    " ?(?:交[汇叉界]|路?口|[东西南北][侧段端]|沿线|两侧|与[\u4e00-\u9fff]{2,6}(?:路|街|巷)交)"
)
CALLED_SO: Final = 3
_POSTS: Final = ("物业", "接待", "前台", "值守")
_LEADING: Final = frozenset("向从于由和与应能但来都那信连经以给时同通利全单平公法区初后水")
"""Surnames that are words of any sentence."""
_GOES_ON: Final = ("在", "称", "将")
_ENDS_SURELY: Final = re.compile(r" ?[,。;、)]| [\u4e00-\u9fff]{2,6} ?:|$")
"""Behind a name whose surname no table has."""


def is_called_so(edges: Edges, start: int, end: int) -> bool:
    """Whether a surname and a word stand behind a word for a person and before a deed: «物业主任史团结到场»."""
    is_led = edges.before(start) == LABEL or edges.text[max(0, start - 2) : start] in _POSTS
    if not is_led or edges.text[start] in _LEADING:
        return False
    given = edges.text[start + 1 : end]
    is_word = (
        given in word_costs() and not is_deed(given) and edges.text[start : start + 2] not in word_costs()
    )
    return is_word and edges.behind(end) in (DEED, FACTS, TITLE)


def is_hamlet(text: str, start: int, end: int) -> bool:
    """Whether it is the rest of a hamlet's name: «刘庄» of «大刘庄»."""
    return text[start - 1 : start] in _WHICH_HAMLET and not _HAMLETS.isdisjoint(text[start + 1 : end])


def is_wire(text: str, start: int, end: int) -> bool:
    """Whether it is a line for power or its like: behind its tension or before the number of a mast."""
    if text[end - 1] != "线":
        return False
    return _TENSION.search(text, max(0, start - 6), start) is not None or _MAST.match(text, end) is not None


def is_straddling(text: str, start: int, end: int) -> bool:
    """Whether a surname ends one word and what is read as the given name is another: «养老金|发放», «你曾|来电»."""
    given = text[start + 1 : end]
    if len(given) != 2 or given not in word_costs():
        return False
    return (
        is_deed(given) if text[start] == "曾" else start > 1 and text[start - 2 : start + 1] in word_costs()
    )


def is_cut(edges: Edges, start: int, end: int) -> bool:
    """Whether it takes in the denial of the next word («顾客未|出示»), a road at its crossing, a part of a title."""
    text, before = edges.text, edges.before(start)
    if text[end - 1] == "未" and before < CALL and is_han(text[end : end + 1] or " "):
        return end - start == CALLED_SO and not is_name_and_word(text[start : end - 1])
    if text[end - 1] in "路街巷道" and _CROSSING.match(text, end):
        return True
    if text[start + 1 : end + 1] == "家(" and is_han(text[start - 1 : start] or " "):
        return True
    return (
        "·" in text[start:end]
        and text[start - 1 : start] in tuple("“「《")
        and is_han(text[end : end + 1] or " ")
    )


def ends_surely(edges: Edges, start: int, end: int, *, in_row: bool) -> bool:
    """Whether a name whose surname no table has ends here: before a deed, at a stop, at the end of a row."""
    text = edges.text
    if edges.behind(end) in (DEED, FACTS, TITLE) or _ENDS_SURELY.match(text, end):
        return True
    if in_row and (end in edges.breaks or text[end : end + 1] == "\n"):
        return True
    is_whole = edges.before(start) == LABEL and text[start - 1 : start + 1] not in word_costs()
    return is_whole and text[end : end + 1] in _GOES_ON
