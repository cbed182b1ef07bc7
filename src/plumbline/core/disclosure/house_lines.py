"""Lines that speak of offices and houses and of nobody: the telephone, the fax, the mail there everybody may read.

The finders of numbers ask what stands right before one. Here the whole line is asked, with the lines around it where it
holds a label alone: where an office or a house is named and neither a name nor a word for somebody stands, the number
is theirs. Where the only name is whom to ask in an office, too. Mobiles are not asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plumbline.core.disclosure.span import Kind, Plain, Span

_HOUSE: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[局厅股馆店厂室]|所(?![在有属称述以需得谓])|站(?![在立着])|科(?![学技目])|处(?![罚理置以分于在]))|"
    r"(?<![小大宅庭前后住])院(?![子内里门])|委员会|[纪政监党改健]委|[银支分]行|[安工物财技管商售营]部|部门|[支大中车防]队|[防疫汛政管]办(?![理案])|"
    r"学校|中学|小学|幼儿园|政府|中心|窗口|大厅|机[关构]|(?<!所在)(?<!工作)单位|公司|集团|协会|合作社|专班|专线|热线|网址|网站|领[取回]|值班|值守|咨询|客服|"
    r"投诉|举报|监督|受理|邮编|邮政编码|传真|印章|公章|盖章|[报售服网票]点|复议|听证|查询|预约|抢[修险]|报修|防汛|防火|[抄主]送|报送|书面|不服|诉讼|案卷|缴[款纳]|罚款|编制"
)
"""An office, a house, or what one may do there."""
_SOMEBODY: Final = re.compile(
    r"家中|家里|家庭|家属|家住|收件(?!地)|寄件|收货|紧急|住宅|宅电|住址|现住|户籍|居住|租住|住所|本人|手机(?!店|举报)|身份|证件号|护照|丈夫|"
    r"[妻父母儿女兄弟姐妹][亲子]?|配偶|亲属|监护|邻居|证人|当事人(?![可如应对不的])|被处罚|投诉人|举报人|报案人|申请人|委托|"
    r"代理人|受害|患者|死者|业主|租户|房东|店主|老板|经营者|司机|驾驶|[他她它](?!们如)|(?<!由)其(?![他余中])|工人|职工|员工|自称|留[有下]|留存的|"
    r"预留|登记的|提供的|填写的|自述|陈述称|先生|女士|某|负责人|法定代表|会计|出纳|保安|保洁|教师|教练|医生|护士|门卫|厨师|退休|村民|居民|农户|"
    r"接(?:到(?!本|之日|该|此)|群众|举报|投诉)|来电|反映|报案|报警|通话|电话(?:核实|询问|告知|联系|通知)|经[与向]|[我你](?!\(|局|单位|公司|机关|大队|支队|中队|委|院|所|站|厅|办|区|县|市|会|中心|校|店|厂)|"
    r"户主|姓名|所在单位|工作单位|送达|通过(?:电子)?邮|收悉|\d{17}[\dXx]|1[3-9]\d{9}|[称说][,:“\"]|笔录|存折|尾号"
)
"""Somebody, or what is said of a telephone that is somebody's."""
_ASKED: Final = re.compile(r"联系人[:为 ]{0,2}$")
"""Before whom one asks in an office."""
_OFFICE: Final = re.compile(
    r"[局厅委府](?![外旁])|[支大中]队|机关|窗口|大厅|法院|领[取回]|报送|补正|整改|陈述|申辩|复议|听证|异议|咨询|缴[款纳]|不服"
)
_LABEL: Final = re.compile(
    r"[\s(【|]*(?:附|注)?[:]?(?:(?:[扣查封]押?期间)?联系人[: ]{0,2}[\u4e00-\u9fff·]{2,12}[,; ]{1,3})?"
    r"(?:(?:单位|机关|本局|办公)?地址[: ][^\n。;|]{2,30}[ ,;])?"
    r"(?:联系|办公|咨询|值班|电子)?(?:电话|座机|方式|邮箱|邮件|传真)?[: ()]*"
)
_GROUP: Final = re.compile(
    r"(?:公众号|(?:工作|业务|咨询|服务)?群号?|(?:举报|咨询|客服|服务|官方)(?:微信|[Qq]{2}|抖音)号?)[^\n。;]{0,6}$"
)
_GROUP_HOUSE: Final = re.compile(r"公众号|工作群|业务|咨询|举报|客服|官方")
_REASONS: Final = frozenset(("landline", "mail", "messenger"))
_ACCOUNTS: Final = frozenset(("account", "long_number", "card"))
_PAID: Final = re.compile(
    r"财政|国库|非税|罚没|罚款|专户|收入户|[局院]账户|"
    r"户名[: ]{0,2}[\u4e00-\u9fff]{2,20}(?:局|法院|中心|[大支]队|委员会)|"
    r"责令|缴[款存至入]|退回"
)
_SOMEBODYS_MONEY: Final = re.compile(
    r"付款|[缴付交汇收][款纳]人|工资|补[助贴偿]|养老|低保|借款|贷款|货款|转账|转[入给至]|汇[给入]|打[入到给]|支付给|微信|支付宝|个人|名下|存[入折款]|流水|冻结|扣[划收]|划[扣转]|返还|发放|赔"
)
_FAX: Final = re.compile(r"传真(?:号码?)?[:为 (]{0,3}$")
"""Hardly anybody has one at home."""
_TELEPHONES: Final = re.compile(r"0\d{2,3}[ \-]?\d{7,8}(?:[ \-/、]{1,2}(?:0\d{2,3}[ \-]?)?\d{7,8})+")
"""Two telephones in one run."""
_CARD: Final = re.compile(r"62\d{14}")
_FLAT: Final = re.compile(r"[室户]|单元|[村组社]|[幢栋]|-\d{3,4}")
_FULL_LINE: Final = 18
_AROUND: Final = 2
_LONG: Final = 200


def of_houses(read: Plain, found: Sequence[Span], named: Sequence[Span]) -> Iterator[Span]:
    """Of the places found those that are telephones, mail, groups and accounts of offices and houses."""
    asked = [one for one in found if one.reason in _REASONS or one.reason in _ACCOUNTS]
    if not asked:
        return
    text = "".join("|" if at in read.tabs else one for at, one in enumerate(read.text))
    names = _places(read, named)
    others = _places(read, (one for one in found if one not in asked and not _is_road(read, one)))
    for one in asked:
        start, end = _places(read, (one,))[0]
        if one.reason == "messenger" and not _GROUP.search(text, max(0, start - 14), start):
            continue
        first, last = _sentence(text, start, end)
        is_account = one.reason in _ACCOUNTS and not _TELEPHONES.fullmatch(text, start, end)
        is_fax = _FAX.search(text, max(0, start - 8), start) is not None
        if not is_account and not is_fax and _LABEL.fullmatch(text, first, start):
            first, last = _around(text, first, last, names)
        if any(first <= at < last for at, _stop in others):
            continue
        around = f"{text[first:start]} {text[end:last]}"
        inside = [at for at, stop in names if at < last and first < stop]
        if is_account:
            is_house = not inside and _is_paid(around, text[start:end])
        elif is_fax and not inside:
            is_house = True
        elif one.reason == "messenger" and not _GROUP_HOUSE.search(around):
            is_house = False
        else:
            is_house = _is_of_house(around, [text[max(0, at - 8) : at] for at in inside])
        if is_house:
            yield one


def _places(read: Plain, found: Iterable[Span]) -> list[tuple[int, int]]:
    return [(bisect_left(read.origin, one.start), bisect_left(read.origin, one.end - 1) + 1) for one in found]


def _is_road(read: Plain, one: Span) -> bool:
    """Whether it is an address that is no flat and no house of a village: an office's as well as somebody's."""
    start, end = _places(read, (one,))[0]
    return one.kind is Kind.ADDRESS and not _FLAT.search(read.text, start, end)


def _is_of_house(around: str, before_names: Sequence[str]) -> bool:
    """Whether a line speaks of an office or a house and of nobody but whom to ask there."""
    if not _HOUSE.search(around) or _SOMEBODY.search(around):
        return False
    if not before_names:
        return True
    return _OFFICE.search(around) is not None and all(map(_ASKED.search, before_names))


def _is_paid(around: str, account: str) -> bool:
    """Whether a sentence says that an office is paid and speaks of nobody."""
    if _CARD.match(account) or _SOMEBODYS_MONEY.search(around) or _SOMEBODY.search(around):
        return False
    return _PAID.search(around) is not None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a number; a line that ends in its midst goes on with the next."""
    first = start
    while first > max(0, start - _LONG) and text[first - 1] != "。":
        if text[first - 1] == "\n" and not _goes_on(text, first - 1):
            break
        first -= 1
    last = end
    while last < min(len(text), end + _LONG) and text[last] != "。":
        if text[last] == "\n" and not _goes_on(text, last):
            break
        last += 1
    return first, last


def _goes_on(text: str, place: int) -> bool:
    """Whether the line that ends here is long and ends no sentence."""
    begins = text.rfind("\n", 0, place) + 1
    if "|" in text[begins:place] or "  " in text[begins:place].strip():
        return False
    return (
        place - begins >= _FULL_LINE
        and text[place - 1] not in "。;:)|"
        and text[place + 1 : place + 2].strip() != ""
    )


def _around(text: str, first: int, last: int, names: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The lines around one that holds a label alone: behind it, and before it where nobody is to be asked."""
    for _more in range(_AROUND):
        if not any(first <= at < last for at, _stop in names):
            first = max(text.rfind("\n", 0, max(0, first - 1)), text.rfind("。", 0, max(0, first - 1))) + 1
    for _more in range(_AROUND):
        after = text.find("\n", last + 1)
        last = after if after >= 0 else len(text)
    return first, last
