"""The words by which reports tie numbers to each other: what came in, what became of it, what a list is a part of.

They are kinds of words, met in official papers of every field; nothing here belongs to one text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plumbline.core.report_audit.quantity import PERCENT, Bound, Quantity

RECEIVED: Final = re.compile(
    r"收到|受理|接收|接到|接报|接办|接访|接处|承接|登记|立案|收件|收案|新收|征集|收集|承办|交办|派[发单]|分派|上报|转办|转来|移交|签收|分办|立下|发现|反馈|排查|梳理|摸排|查出|提交"
)
CLOSED: Final = re.compile(
    r"(?:核[查实]|查实|调[查解]|裁决|和解|审[查理]|仲裁)+(?=办结|结案|化解|办完|销号)|办结|结案|审结|执结|调结|查结|处结|销案|结清|办完|(?:办理|处理|处置|查处|调处|查办|核查|审理)(?:完[结毕成]?|终结|终了)|答复|办复|回复|复函|化解|解决|销号|完成|整改|处置|调解成功|成功调解|采纳|落实到位|结束"
)
CONCLUDED: Final = re.compile("(?:已经?|当年|年内)?作出[^，。；、\\d]{0,4}(?:结论|决定|裁决)的$|结了$|办复$")
"""«已经作出结论的194件», «当年结了25件»: closed, in words that mean it only at the end of their clause."""
OUTCOME: Final = re.compile(
    r"维持|确认违法|责令履行|撤销|变更|驳回|终止|中止|撤回|调解|和解|不予|受理后|确认无效|函询|约谈|了结|责令"
    r"|予以公开|部分公开|不予公开|无法提供|不予处理|予以答复|胜诉|败诉|撤诉|裁定|判决|裁决"
    r"|立案|不予立案|查处|移送|移交(?=[^，。；、\d]{0,8}(?:部门|机关|单位|法院|公安|监委))|转办|查实|查否|查无|失实|解释说明|属实|不实|采纳|未采纳|已解决|列入计划|留作参考"
    r"|准予|批准|不予|不属于|免[予于]|从轻|减轻|成案|合并|[予决]\w受理|纠[错正]|支持|认定|核实|解决|公开|不存在|转[交行送]|转入?(?:诉讼|仲裁|司法)|挂牌督办|当场化解|告知|引导|劝返|现场化解|同意|退回|补正|修改|废止|保留|失效|继续有效|决定赔偿|不予赔偿|赔偿|罚款|警告|没收|吊销|整改|立改|即改|关停|查封|说明理由|继续执行"
)
"""What becomes of what was received. A list of two or more of these tells of the whole."""
CAME: Final = re.compile(
    r"收到|受理|接收|接到|接报|接办|接访|接处|登记|收件|收案|新收|征集|收集|承办|转办|交办|移交|转来|办理|审结|审理|办结|审查|核查|处理|处置|总量|总数|被申请|被提起|被复议|共有.{0,8}(?:案件|申请)"
)
REST: Final = re.compile(
    r"其余|余下|另有|另外|剩余|剩下|尚有|尚未|其他|其它|正在|在办|未结|未审结|待[办审查]|结转|余\d|等(?=[，。；、\d]|方式|决定|措施|处理)|尚在|仍在|跨年"
)
"""From here on the text tells of the rest."""
BROUGHT_OVER: Final = re.compile(
    r"(?<![无没])(?<!没有)(?<!不含)(?:结转|旧存|结存|上年|往年|以前年度|存量|积案|遗留|转入|历年|年初)"
)
"""Not where it is denied: «无旧存»."""
_OLD: Final = "结转|旧存|结存|结余|积案|存案|余案|遗留|积存|积压|未结|旧案"
_NONE_OVER: Final = re.compile(
    rf"(?:上年|去年|年初|期初|往年|历史)?[^，。；、\d]{{0,4}}(?:没有|未有|不存在|不含|没|无)[^，。；、\d]{{0,8}}?(?:{_OLD})[^，。；、\d]{{0,4}}"
    rf"|[^，。；、\d]{{0,4}}(?:{_OLD})[^，。；、\d]{{0,4}}(?:上年|去年|年初)[^，。；、\d]{{0,4}}(?:清零|结清|办结|办完)"
    rf"|[^，。；、\d]{{0,4}}(?:{_OLD})[^，。；、\d]{{0,2}}[已均全]?于(?:上年|去年|年初)[^，。；、\d]{{0,4}}(?:清零|结清|办结|办完)"
)
"""«没有上年遗留案件», «历史积案已于上年清零»: nothing was brought over."""
_COUNTED_IN: Final = re.compile(
    r"(?P<told>[^，。；、]{0,30})[（(](?:其中)?包?[含括][^（）()]{0,14}\d[\d,]*[^（）()\d]{0,4}[）)]"
)
"""«受理412条（含上年结转20条）»: no more than what came; not behind what was closed."""
DOING: Final = re.compile(
    r"全年|全区|我区|本区|区级?内|全县|我县|全市|我市|全镇|全局|我局|各级|今年以来|今年|本年度?|年度|年内|年底|年末|一年来|目前|现已|同时"
    r"|总共|共计|合计|总计|累计|总量|总数|数量|数达|共有|现有|拥有|共|"
    r"组织|开展|举办|举行|召开|实施|完成|进行|推进|实现|作出|做出|制定|制发|印发|建成|建立|建设|设立|配备|聘请|选聘|聘任|"
    r"收到|受理|接收|接到|办理|承办|主动|依法|全部|所有|相关|有关|各类|各项|已经|已|其中|持有|达到|达|为|是|有|对|的|了|并|均|于|区|县"
)
"""What a clause says beside its matter: scope, time, doing, and how much in all."""
_SAME_UNIT: Final = {
    "名": "人", "位": "人", "宗": "件", "起": "件", "场": "次", "场次": "次", "户": "家", "例": "件", "桩": "件",
}  # fmt: skip


_NAMED_INSIDE: Final = re.compile(r"(?<=[\u4e00-\u9fa5])[（(][\u4e00-\u9fa5]{1,4}[）)]$")
MANNER: Final = re.compile(
    r"截[至止][^，。]{0,10}?[时日底末前]|到年[底末]|年[底末]|街道|中心|我们|调处|查处|办理|处理|书面|按期|按时|及时|实际|协调|成功|截至|举行|听证|后|当年|全部|均|已|现场|当场|累计|共|依法|直接|督促|推动|反馈|到位|经|多方|各单位|各部门|承办单位|有关单位|有关部门|相关部门|吸收|落实|出证|出具"
)
"""How something was done: no matter of its own."""

_STEPS: Final = re.compile(
    "听证|复议|诉讼|起诉|应诉|备案|公示|履行|执行到位|合法性审[核查]|公平竞争审查|征求意见|论证|评估|集体讨论"
)
"""What happens beside or after: the same case may have been counted under what was decided."""
_KINDS_OF: Final = re.compile("^涉|类$")
"""«涉公益诉讼的», «复议类» name a kind of matter and no step."""
_MARKS_OF_ALL: Final = re.compile("联合|双随机|非现场|扫码|线上|网上|当场|适用|说理")
_MARKS_OF_PERSONS: Final = re.compile("学历|学位|职称|党员|资格|岁以[上下]|女[性干]|少数民族|背景")
"""Ways of doing, and what persons are beside their calling: each may bear several, which come to more than all."""


def explains_more(text: str, start: int, end: int, words: re.Pattern[str] = BROUGHT_OVER) -> bool:
    """Whether something is said to have been brought over, so that more may be closed than came."""
    if words.search(text, start, end) is None:
        return False
    told = _NONE_OVER.sub("", text[start:end])
    told = _COUNTED_IN.sub(lambda match: match[0] if CLOSED.search(match["told"]) else match["told"], told)
    return words.search(told) is not None


def unit_of(one: Quantity) -> str:
    """The unit, the same for units that count the same things."""
    return _SAME_UNIT.get(one.unit, one.unit)


def is_exact(one: Quantity) -> bool:
    """Whether the number is meant as it stands."""
    return one.bound is Bound.EXACT and one.high is None


def is_count(one: Quantity) -> bool:
    """Whether things are counted: no share, no points, no multiple, and no range."""
    return one.unit not in (PERCENT, "个百分点", "倍") and one.high is None


def lead(text: str, one: Quantity, before: Quantity | None, floor: int = 0) -> str:
    """What stands between the quantity before, or the clause's beginning, and this one."""
    start = one.start
    while start > floor and start > one.start - 60:
        inside = _inside(text, start)
        if not inside and text[start - 1] in "，。；：、！？\n,;（）()":
            break
        start -= inside or 1
    if before is not None and before.end <= one.start:
        start = max(start, before.end)
    return text[start : one.start]


def _inside(text: str, at: int) -> int:
    """The length of what stands before that place and ends no clause: the comma of «4,212», «（社区）» of a name."""
    if text[at - 1] == ",":
        return int(text[at : at + 1].isdigit() and text[at - 2 : at - 1].isdigit())
    named = _NAMED_INSIDE.search(text, max(0, at - 7), at) if text[at - 1] in "）)" else None
    return 0 if named is None else len(named[0])


def clause_before(text: str, one: Quantity, floor: int = 0) -> str:
    """The clause up to this quantity, enumerations included: «收到投诉、举报5件» is received throughout."""
    start = max(floor, one.start - 60)
    cut = max(text.rfind(mark, start, one.start) for mark in "，。；：！？\n,;")
    return text[max(start, cut + 1) : one.start]


def shared(one: str, other: str, size: int = 2) -> bool:
    """Whether the two have a piece of so many characters in common."""
    pieces = {one[at : at + size] for at in range(len(one) - size + 1)}
    return any(other[at : at + size] in pieces for at in range(len(other) - size + 1))


def are_borne_together(labels: Sequence[str]) -> bool:
    """Whether one case or person may stand under several of the labels."""
    return (
        any(_STEPS.search(label) and not _KINDS_OF.search(label) for label in labels[1:])
        or all(map(_MARKS_OF_ALL.search, labels[1:]))
        or any(map(_MARKS_OF_PERSONS.search, labels))
    )
