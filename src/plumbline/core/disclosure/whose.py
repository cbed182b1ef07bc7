"""Whose a telephone, an account or an address is, by the nearest word before it that speaks of an owner.

A text says whose a number is before it says the number: «可向本县司法局提出，电话…», «王某家中电话…». Where the nearest
owner is an office that asks, takes or pays for everybody, the number is public; where it is a person, or nobody is
named, the number is proposed.
"""

from __future__ import annotations

import re
from typing import Final

_OFFICE: Final = (
    r"(?:(?:[\u4e00-\u9fff]{2}(?:局|厅|委员会|法院|检察院|支队|大队|中队|中心|办事处|管理处|服务站|管理站|监督站|派出所|"
    r"[法管务督]所|政府)|(?:本|我)(?:局|厅|委|机关|单位|院|所|站|中心|办(?!理)|支队|大队|中队)|复议机[构关]|窗口|大厅|营业厅)"
    r"(?!家属|宿舍|小区|住宅|职工|员工|干部|工作|退休|旁|对面|附近|门口|后面|前面|公租|安置|工地|登记|留|预留|存)"
    r"(?:[\u4e00-\u9fff]{1,6}[科股室处队站办所])?)"
)
"""An office; «粮食局家属院» is where somebody lives, «本局职工» somebody."""
_PERSON: Final = (
    r"家中|家里|家庭|收件|寄件|收货|紧急联系|家住|住宅|宅电|住址|现住|户籍|居住|租住|地址|住所|本人|手机|身份证|身份号码|证件号|护照|丈夫|[妻父母儿女兄弟姐妹]|"
    r"配偶|家属|亲属|监护|邻居|证人|当事人(?![可如应对不的])|被处罚|投诉人|举报人|申请人|委托人|代理人|受害|患者|死者|业主|租户|房东|"
    r"店主|老板|经营者|司机|驾驶|[他她其](?![他余中])|工人|职工|员工|自称|留有|留下|留存|预留|登记|提供|填写|填报|自述|陈述称|"
    r"\d{17}[\dXx]|1[3-9]\d{9}|法定代表人|公司|先生|女士"
)
_SAYS: Final = (
    "电话(?:核实|询问|告知|联系|通知)|通话|经[与向]|反映|投诉|举报|报案|报警|"
    "来电|致电|称|承认|工作|任职|就职|上班|供职|打来|(?<![或请可])拨打"
)
"""What somebody does towards an office or in one: the telephone behind it is theirs."""
_READER: Final = (
    r"(?:(?<!许)可以?|请|应当?|须|有权|欢迎|逾期|限(?!内)|责令|如(?!实)|凡)(?:(?!未|当事人的|本人|预留|留存)[^。\n]){0,60}?"
    r"(?:陈述|申辩|异议|申请(?!人)|提出|复议|咨询|询问|查询|核[对实]|更正|办理|领[取回]|报送|邮寄|疑问|改正|补正|补[缴交]|"
    r"缴[纳清费]|反馈|监督|了解|告知|投诉|举报|反映|[所局站处][里内]?找)|(?:陈述申辩|申请听证|申请复议)[: ]"
)
"""What the reader of a paper is told that may or must be done."""
_OWNERS: Final = re.compile(
    f"(?P<reader>{_READER})|(?P<says>{_SAYS})|(?P<office>{_OFFICE})|(?P<person>{_PERSON})"
)
_LABEL: Final = re.compile(
    r"[,;:。(\n ]{0,4}(?:(?:联系人|经办人?|承办人?|监督员)[: ]{0,2}[\u4e00-\u9fff·]{2,12}[,; ]{1,3})?"
    r"(?:联系|咨询|办公|监督|服务|值班)?(?:电话|座机|热线|方式)?(?:号码)?[:为是( ]{0,3}$"
)
"""What stands between an office and its telephone: a label, and whom to ask for."""
_SIGNED: Final = re.compile(
    r"^[ )]{0,2}(?:[、,]1\d{4})?(?: {1,2}(?:传真|地址|邮箱)[^\n]{4,24})?[。;]? ?\n {0,24}[\u4e00-\u9fff]{2,24}"
    r"(?:局|支队|大队|委员会|人民政府|中心|办事处|管理[所处站]|服务站|监督所|办公室)(?:\([印公盖]章\))? ?(?:\n|20|$)"
    r"|^[ )。]{0,3}(?:[、,]1\d{4})?(?: {1,2}(?:传真|地址|邮箱)[^\n]{4,24})?\n {0,4}"
    r"(?:(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})[年.\-/]|(?:如|你|对本)[^。\n]{0,12}(?:不服|异议))"
)
_WHOM_TO_ASK: Final = re.compile(
    r"(?:^|[。\n] {0,4})(?:附|(?:拆除|现场|办案|执法|检查|整改|办理|业务)[\u4e00-\u9fff]{0,3})?"
    r"(?:联系人?|(?:户籍|社区)?民警|接待人员?|审核人?:|复核人?:|税务人员|价格认定人员)"
    r"[: ]{0,2}(?! *(?:电话|手机))[\u4e00-\u9fff·、 ]{2,20}?[,; \n]{1,3}"
    r"(?:窗口: ?\d{1,2}号 {1,3})?(?:联系)?(?:电话)?[: (]{0,3}$"
)
_OF_THE_OFFICE: Final = re.compile(
    "会计|出纳|司机|保安|保洁|教师|教练|医生|护士|门卫|厨师|职工|员工|干事|负责|退休|家属"
)
"""Somebody of an office, whose telephone may be their own."""
_HOUSE: Final = re.compile(r"[路街道巷]\d{1,4}号")
_TO_STATE: Final = re.compile(r"(?:陈述申辩|申请听证|申请复议|电话|座机|热线|联系方式)[^|]{0,40}$")
_FAR: Final = 28
"""How many characters may lie between an owner and the label of a number."""


def is_of_office(before: str, after: str, *, is_apart: bool) -> bool:
    """Whether the nearest owner before a landline is an office, or readers who are told what they may do there.

    `is_apart` where nothing but space divides it from the words before, as in a cell of its own.
    """
    line = before[before.rfind("\n") + 1 :]
    if "|" in line or (is_apart and not _TO_STATE.search(line)):
        return False
    label = _LABEL.search(before)
    told = before[: label.start()] if label else before
    if _WHOM_TO_ASK.search(before) and _SIGNED.match(after):
        return True
    owners = list(_OWNERS.finditer(told))
    if not owners or owners[-1].lastgroup in ("person", "says"):
        return False
    if _OF_THE_OFFICE.search(told, owners[-1].end()):
        return False
    between = _HOUSE.sub("", told[owners[-1].end() :])
    if len(between) > _FAR or any(map(str.isdigit, between)):
        return False
    sentence = max(told.rfind("。"), told.rfind("\n"))
    in_it = [one.lastgroup for one in owners if one.start() > sentence]
    if not in_it:
        return not between.strip("。\n ;")
    return "reader" in in_it or in_it[0] == "office"


_INTO_OFFICE: Final = (
    "缴存账户|(?:(?<=\n)|(?<=。))退款账户|财政|国库|非税|(?<!立的)专户|基金|罚没|罚款|缴费|欠费|补缴|补交|应缴|缴款(?!人|单位)|缴[纳清存至入]|营业厅|代收|收费|"
    "保证金|水费|电费|租金差额"
)
_FROM_OR_TO_SOMEBODY: Final = (
    "[由从用自]|(?<![可予])以(?![下上内])|[缴付交汇][款纳]人|缴款单位|卡|工资|发放|补[助贴偿]|赔|退|返还|转[至入给账出]|支付|付款|付给|打[入到给]|存[入折款]|汇款|"
    "扣[划收款]|划[扣转]|冻结|流水|微信|支付宝|本人|个人|私人|名下|其(?!他|余)|[他她你]的?账|[妻父母儿女夫]|配偶|家属|"
    r"当事人(?![应须])|申请人|被执行人|养老|低保|贷款|借款|货款|住|\d{17}[\dXx]"
)
_PAYEES: Final = re.compile(f"(?P<office>{_INTO_OFFICE})|(?P<somebody>{_FROM_OR_TO_SOMEBODY})")
_ACCOUNT_SAID: Final = re.compile(
    r"(?:账[号户]|帐[号户]|专户|收入户|[收付]款户|支行|分行|银行|信用社|联社|合作联社|营业部|营业厅)[:为是( ]{0,3}$"
)


def is_paid_to_office(before: str) -> bool:
    """Whether the nearest word of paying before an account says that an office is paid."""
    if not _ACCOUNT_SAID.search(before):
        return False
    told = [one.lastgroup for one in _PAYEES.finditer(before[before.rfind("。") + 1 :])]
    return bool(told) and told[-1] == "office"


_BRACKETED: Final = re.compile(r"\([^()]*\)")
_NUMBERED_PERSON: Final = re.compile(
    r"([\n:,; ][\u4e00-\u9fff·]{2,14}(?<![店厂馆社部场行吧院所司]))\([^()]*\d{17}[\dXx][^()]*\)"
)
"""Somebody with a citizen's number in brackets behind the name."""
_FIRM: Final = (
    r"公司|合作社|集团|[店厂馆社部场行吧院所校园市站](?=[\n,;。 ])|(?:单位|中心)(?=[\n,;。 :])|信用代码|注册号|"
    r"[\u4e00-\u9fff](?:局|委员会|政府|支队|大队|法院|检察院|办事处)(?=[\n,;。 ])|许可证编?号|"
    r"法定代表人|负责人|单位(?=住所|地址)|职务[:|]|事故(?:时间|地点)"
)
_RESIDENT: Final = (
    r"性别|出生|民族|身份证|身份号码|证件号|公民|护照|经营者[:|]?(?=[\u4e00-\u9fff·]{2,12}[\n,; ])|"
    r"(?:人|者|方|姓名)[:|] ?[\u4e00-\u9fff·]{2,4}(?:·[\u4e00-\u9fff]+)*(?= ?[\n,;|]|  |$)"
)
_RESIDENTS: Final = re.compile(f"(?P<firm>{_FIRM})|(?P<somebody>{_RESIDENT})")


def whose_address(before: str) -> str | None:
    """Whose the address behind these words is: a «firm»'s, «somebody»'s, or nobody says.

    What brackets tell of another is left out: «某公司(法定代表人王某，身份证号…)».
    """
    before = _BRACKETED.sub("", _NUMBERED_PERSON.sub(r"\1 性别 ", before))
    told = [one.lastgroup for one in _RESIDENTS.finditer(before)]
    return told[-1] if told else None
