"""Why cases are not joined, split or linked.

CaseworkError
├── JoinRefused     the two cases cannot be joined, or the case cannot be split
├── BelongingsOpen  things or money of the case to be joined are not accounted for
├── NotJoined       a case that was not joined into another
├── JoinRests       a joining on which something rests already
├── NothingCited    a split that takes no act along, or one that the case does not have
├── NumberUnknown   no case of that number is open to this person
├── NoFollowOn      no such case follows from this one
├── StandsAlone     a case of a kind that touches no other
└── LinkUnknown     a kind of link that there is not
"""

from __future__ import annotations

from plumbline.apps.casework.errors import CaseworkError


class JoinRefused(CaseworkError):
    """The two cases cannot be joined, or the case cannot be split."""

    zh = "案件 {number} 不能并案、分案：{why_zh}"
    en = "case {number} can be neither joined nor split: {why_en}"
    remedy_zh = "选本机关同一程序、尚未办结的案件；只是有关联的，登记为关联案件"
    remedy_en = "choose a running case of the same organ and procedure; note a mere relation as a link"


class BelongingsOpen(CaseworkError):
    """Things or money of the case to be joined are not accounted for."""

    zh = "并案前须处理本案的物品和款项：{left_zh}"
    en = "account for the things and money of the case before it is joined: {left_en}"
    remedy_zh = "在“物品与款项”登记移交主案，再并案"
    remedy_en = "enter under things and money that they went to the lead case, then join"


class NothingCited(CaseworkError):
    """A split that takes no act along, or one that the case does not have."""

    zh = "分案须引用原案的办理记录"
    en = "a split cites acts of the case it comes from"
    remedy_zh = "至少选一条原案的办理记录"
    remedy_en = "choose at least one act"


class NumberUnknown(CaseworkError):
    """No case of that number is open to this person."""

    zh = "没有您可以查看的案件“{number}”"
    en = "no case “{number}” is open to you"
    remedy_zh = "核对案号；其他机关的事项只登记文号"
    remedy_en = "check the number; of other bodies only note the number"


class NoFollowOn(CaseworkError):
    """No such case follows from this one."""

    zh = "不能由本案开立“{procedure}”"
    en = "no “{procedure}” follows from this case"
    remedy_zh = "先办理引出它的环节"
    remedy_en = "do the act first that leads to it"


class StandsAlone(CaseworkError):
    """A case of a kind that touches no other: a visit leads to no case and is evidence in none."""

    zh = "“{procedure}”（{number}）不与其他案件并案、分案或者关联"
    en = "{number} is a “{procedure_en}”: it is neither joined nor split nor linked"
    remedy_zh = "发现线索的，以函转有权机关；由其依法检查、立案，另行取证"
    remedy_en = (
        "pass a clue to the organ competent, which inspects or opens a case and gathers evidence itself"
    )


class LinkUnknown(CaseworkError):
    """A kind of link that there is not."""

    zh = "没有“{kind}”这种关联"
    en = "there is no link of the kind “{kind}”"
    remedy_zh = "选择列出的关联种类，并填写案号"
    remedy_en = "choose one of the kinds and state the number"


class NotJoined(CaseworkError):
    """A case that was not joined into another."""

    zh = "案件 {number} 没有并入其他案件"
    en = "case {number} was not joined into another"
    remedy_zh = "在被并案件中撤销并案"
    remedy_en = "undo a joining in the case that was joined"


class JoinRests(CaseworkError):
    """A joining on which something rests already."""

    zh = "不能撤销并案：并案以后，案件 {number} 已经办理“{step}”"
    en = "the joining cannot be undone: “{step_en}” was done in case {number} after it"
    remedy_zh = "需要分开办理的，在主案中办理“分案”，另立案件"
    remedy_en = "to handle it apart, split a case off the lead"
