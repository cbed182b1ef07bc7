"""Addresses in a text: where a person lives, whole; of a place of business the door number alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from plumbline.core.disclosure.office_phones import is_office_phone
from plumbline.core.disclosure.span import Kind, Plain, Span
from plumbline.core.disclosure.whose import whose_address

_NUMBER: Final = r"[0-9〇零○一二三四五六七八九十百A-Za-z\-—]{1,8}"
_HOME_LABEL: Final = re.compile(
    r"(?:住所\(住址\)|住址|户籍所在地|户籍地址?|户籍|邮寄地址|户口所在地|家庭住址|家庭地址|现住址|"
    r"现住地|现住|家住|自住|同住(?!一|同|在)|临时住|居住地址|"
    r"居住地|居住在|居住于|租住在|租住于|租住(?!房)|暂住|住在(?!同)|住于|(?<=[,、;。(\n ])住(?![所址户院建宿房])|"
    r"经常居住地|收件地址|收货地址|通讯地址|联系地址|送达地址|(?:留有|留下|预留|自填)的?地址|退货地址|退回地址|来信地址|通信地址|送达地点|送回|位于(?=[^,。;\n]{6,40}的(?:房屋|住房|住宅|住处|家))|经营者住所|"
    r"(?:住房|房屋|公租房|套房)(?:[^。;\n]{0,6}[,:])?坐落[于在]?|家中\((?=[^()\n]{4,40}[号室])|(?<=[\u4e00-\u9fff])住(?=[\u4e00-\u9fff]{2,8}[0-9]{1,4}(?:幢|栋|号))|"
    r"(?:收件|收货|寄件|领奖|联系)人[^。;\n]{0,30}?[,; ](?:地址|住址)|"
    r"(?:登记|预留|提供|填写|填报|确认|留存)的(?:通讯|邮寄|联系|收件)?地址|"
    r"(?<=[寄邮])[至往到](?=[:\u4e00-\u9fff])|(?<=[,、;。(\n ])原住(?=[\u4e00-\u9fff])|"
    r"(?:出租|租赁|房屋|居住|住房)[^。;\n]{0,24}地址为|(?<=[对你他她][在于])住所(?=[\u4e00-\u9fff])|(?:当事人|被处罚人|申请人|本人|其)住所地?(?=[:为])|"
    r"(?:原|其|该户)宅基地\(|(?<=[你他她]位于)(?=[^,。;\n]{6,50}的(?:房屋|住房|住宅|住处|住所|家))|"
    r"(?:[0-9Xx]|[男女]|[\u4e00-\u9fff]族)[,;| ]{0,3}\n?住所地?(?=[:为| ]))"
    r"(?:地址)?(?:\([户籍现住经常居通讯地址]{2,6}\))?[:为是在于的| ]{0,3}\n?"
)
_BUSINESS_LABEL: Final = re.compile(
    r"(?:(?:经营|营业|生产|办公|注册|仓库|单位|机关|公司|企业)(?:场所|地址|地点|住所)|(?:听证|受理|领取|"
    r"检查|接收)地点|生产经营场所|营业点)"
    r"(?:\([^()\n]{1,8}\))?[:为是在于 ]{0,3}[^,;。\n:]{0,12}$"
)
"""Where somebody trades or an office sits: the public register shows it; 住所 alone may be a person's home."""
_PLACE_LABEL: Final = re.compile(r"(?:住所|住所地)(?:\([^()\n]{1,8}\))?[:为是在于 ]{1,3}")
_TO_STOP: Final = re.compile(
    r"(?:(?! ?(?:电话|手机|联系|身份|公民|邮编)| {1,4}[\u4e00-\u9fff]{2,6}:)[^,;。、()|\n]){4,60}"
)
_PERSONS_BOX: Final = re.compile(
    r"(?:身份证|证件|公民|护照|性别|出生|民族)(?:(?!信用代码)[^\n]){2,60}\n ?(?:联系)?地址(?:\([^()\n]{2,6}\))?[:|] ?"
)
"""The line behind that of somebody's number: «证件号码：…», «地址：…»."""
_OFFICES_PHONE: Final = re.compile(
    r"(?:[,; ]{1,2}邮政?编码?[: ]?\d{6})?(?:[,; ]{1,2}联系人[: ]?[\u4e00-\u9fff·]{2,12})?"
    r"[,;( ]{0,3}(?:联系)?(?:电话|座机|手机)?(?:号码)?[:为是 ]{0,3}(0\d{2,3}-?\d{7,8})(?!\d)"
)
_PHONE_IN_LABEL: Final = re.compile(r"0\d{2,3}-?\d{7,8}")
_DIVISIONS: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,5}(?:市|州|盟|地区))?(?:[\u4e00-\u9fff]{1,4}(?:区|县|旗|市))?"
    r"(?:[\u4e00-\u9fff]{1,6}(?:镇|乡|街道|苏木))?$"
)
"""The divisions before an address that was found."""
_DOOR: Final = re.compile(
    rf"{_NUMBER} ?(?:号楼|号院|号|栋|幢|座|弄)(?:[ ,附之]?{_NUMBER} ?(?:号楼|号|栋|幢|座|单元|层|楼|室|户|铺))*"
)
_ROOM: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}?(?:路|街|巷|大道|胡同|小区|苑|花园|公寓|社区|家园|村))?"
    rf"(?:[\u4e00-\u9fff]{{2,10}}?(?:小区|苑|花园|公寓|家园))?(?:{_NUMBER} ?(?:号|"
    rf"组))?(?: ?{_NUMBER} ?(?:号楼|栋|幢|座)){{0,1}}"
    rf" ?{_NUMBER} ?单元 ?{_NUMBER} ?(?:室|户|号)|"
    rf"[\u4e00-\u9fff]{{1,8}}?(?:路|街|巷|大道) ?{_NUMBER} ?号(?: ?附 ?{_NUMBER} ?号|"
    rf"(?: ?{_NUMBER} ?(?:号楼|栋|幢))?"
    rf"(?: ?{_NUMBER} ?单元)? ?{_NUMBER} ?室)|"
    r"[\u4e00-\u9fff·]{2,12}?(?:小区|苑|花园|公寓|家园|[名雅]居|[名云官]邸|家属[院区楼]|街坊|水岸|云天|平房区|(?<=[\u4e00-\u9fff])[A-Z]区)"
    rf" ?{_NUMBER} ?(?:号楼|栋|幢|座)(?: ?{_NUMBER} ?(?:单元|门|层|室|户|号)){{0,3}}"
)
_FIGURE: Final = r"(?:[甲乙丙丁]?[0-9〇零○一二三四五六七八九十百]{1,6}|[A-Za-z](?![A-Za-z]))"
_UNIT: Final = (
    rf"(?:附|第|负|[东西南北中])?{_FIGURE} ?"
    r"(?:号楼|号院|号房|号铺|号门|号|栋|幢|座|弄|单元|层|楼|室|户|房间?|村民小组|小组|小队|组|队|铺|社|丘|"
    r"连|排|期|巷|院|门|区|营|团|间|屋|棚|#楼|#)"
)
_KIND_OF_HOME: Final = (
    r"(?:职工|员工|学生|教师|家属|集体|自建|临街|沿街|门面|民|安置|周转|公租|廉租)?"
    r"(?:宿舍楼?|公寓楼?|出租屋|出租房|平房|楼房|家属[院楼区]|住宅[楼区]?|自建房|板房|彩钢房|安置房|"
    r"周转房|公租房|廉租房|套房|阁楼|"
    r"商铺|门面房?|门市房?|底商|地下室|车库|民房|院落?|大院)"
    r"(?:[东西南北前后左右][侧边头面]?(?:第?[0-9一二三四五六七八九十]{1,3})?[间户房]?)?"
)
_SIDE: Final = (
    r"(?:[东西南北前后左右][侧边头面]?(?:户|房|间|屋|单元|门)|"
    rf"第{_FIGURE}[家户间]|[左右中]手(?:边|侧)?(?:[户家门间])?|对门)"
)
_COURTS: Final = (
    r"小区|花园|家园|嘉园|公寓|大厦|家属[院区]|住宅区|新村|新城|名[邸都城苑]|山庄|"
    r"苑|府|庭|邸|墅|郡|居|轩|阁|里|城|湾|院|[一壹贰叁]号"
)
_DOOR_DASHED: Final = r"[0-9]{1,3} ?#? ?[\-—–−] ?[0-9]{1,2} ?[\-—–−] ?[0-9]{3,4}"
"""House, unit and door: «8-2-402»."""
_PLACE: Final = (
    r"[\u4e00-\u9fff〇]{1,12}?(?:(?:路|街|大道)[东西南北中]?[一二三四五六七八九]段|路|街|巷|大道|辅道|胡同|小区|苑|花园|公寓|社区|家园|村|庄|里|城|府|庭|团场|"
    r"团|农场|牧场|林场|园艺场|新村|安置点|"
    r"定居点|坊|湾|院|宿舍|镇|乡|邸|墅|郡|居|轩|阁|大厦|住宅区|家属区|牧业|牧点|场)"
)
_STEP: Final = (
    rf"(?:{_UNIT}|{_KIND_OF_HOME}|{_SIDE}|(?!0[0-9]{{2,3}}[-—–−][0-9]{{7}}){_FIGURE}"
    rf"(?:[ ]?[-—–−][ ]?{_FIGURE}){{1,3}})"
)
_BETWEEN: Final = r"[ ,之的内里旁后前]?"
_IN_COURT: Final = (
    rf"(?:{_BETWEEN}(?!的)[\u4e00-\u9fff]{{2,6}}?(?:{_COURTS})(?= ?(?:{_UNIT}|{_DOOR_DASHED})))?"
)
"""The court behind the number of a road: «望河路18号金桂花园3幢502室»."""
_BLOCK: Final = "(?:幢|栋|号楼|#楼|座)"
_BETWEEN_ROAD: Final = (
    rf"(?:[\u4e00-\u9fff]{{2,6}}(?= ?(?:[0-9一二三四五六七八九十]{{1,3}} ?{_BLOCK}|{_DOOR_DASHED})))?"
)
_NO_LAST: Final = r"(?![0-9元个件%年月日人万.])"
_LIVED_AT: Final = re.compile(
    rf"{_PLACE} ?{_UNIT}(?:{_IN_COURT}|{_BETWEEN_ROAD})(?:{_BETWEEN}{_STEP}){{1,7}}(?: ?{_FIGURE}{_NO_LAST})?"
    rf"|{_PLACE} ?{_FIGURE} ?(?:号楼|#楼|座|栋|幢|单元) ?[0-9]{{3,4}}{_NO_LAST}"
    rf"|"
    rf"{_PLACE} ?{_KIND_OF_HOME}(?! ?{_FIGURE}期(?! ?{_FIGURE}))(?:{_BETWEEN}{_STEP}){{1,6}}(?: ?{_FIGURE}{_NO_LAST})?"
    rf"|{_PLACE} ?{_FIGURE}(?:社|连)(?![区续接带同])(?:[ ,]?{_STEP}){{0,4}}"
    rf"|{_PLACE} ?{_FIGURE}(?: ?[-—–一−~] ?{_FIGURE}){{1,3}}(?![0-9])"
)
"""A place with at least two numbers behind it leads to a door."""
_IN_VILLAGE: Final = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:村|牧点|定居点|队|新村|庄子) ?[0-9一二三四五六七八九十百]{1,4} ?号(?:院|"
    r"户|附[0-9]+号)?"
    r"(?![机地井线文令公楼泵闸桥路店])"
)
_IN_HAMLET: Final = re.compile(
    r"(?<=[乡镇道区县旗])[\u4e00-\u9fff]{1,8}?村(?:民委员会|委会)?(?:"
    r" ?第?[0-9一二三四五六七八九十]{1,3} ?(?:村民小组|村民组|小组|小队|组|社|队)(?: ?[0-9]{1,4} ?号)?"
    r"|[\u4e00-\u9fff]{1,6}?(?:屯|寨|坪|沟|堡|坝|湾|庄) ?[0-9]{1,4} ?号)(?![机地井线文令楼泵闸桥路店])"
    r"|[\u4e00-\u9fff]{1,8}?村[\u4e00-\u9fff]{1,6}?屯 ?[0-9]{1,4} ?号(?![机地井线文令楼泵闸桥路店])"
    r"|(?<=街道)[\u4e00-\u9fff]{2,8}?社区[\u4e00-\u9fff]{2,8}?(?:路|街|巷|大道) ?[0-9]{1,4} ?号"
    r"(?![机线文令楼泵闸桥路店])"
)
"""A group or a hamlet of a village behind its division; a road of a neighbourhood."""
_COURT_UNNAMED: Final = re.compile(
    r"(?:(?<=[区县市镇乡道到住在])|(?<![\u4e00-\u9fff]))[\u4e00-\u9fff]{2,8}?(?<![证编码话地单图批案桩井文件]号)(?<![码话])"
    r"(?:[A-Z]区|[一二三四五][期区])? ?"
    rf"[0-9]{{1,3}} ?(?:{_BLOCK} ?(?:{_FIGURE} ?(?:单元|门) ?)?[0-9]{{3,4}}"
    r"(?:室|户)?|#?[-—–−][0-9]{1,2}[-—–−][0-9]{3,4}(?:室|户)?)(?![0-9元])"
)
"""A court whose name does not say that it is one, behind its division; a house of a village."""
_COUNTER: Final = re.compile(r"^ ?(?:\d{1,3}号)?(?:窗口|大厅|柜台|办公室|会议室|听证室|接待室)")
_BROKEN: Final = re.compile(
    rf"(?<=[0-9号栋幢座院元楼区村组路街巷道园苑队连排层庭里城庄]) *\n *(?={_UNIT})"
    r"|(?<=[0-9一二三四五六七八九十百]) *\n *(?=(?:号|栋|幢|单元|室|层|组|户)(?!码))|(?<=[0-9]号) *\n *"
    r"(?=[楼院房铺])|(?<=[0-9]单) *\n *(?=元)"
    r"|(?<=[0-9一二三四五六七八九十]村) *\n *(?=民小组)|(?<=[0-9一二三四五六七八九十]村民) *\n *(?=小组)"
    r"|(?<=[组队社][一二三四五六七八九]) *\n *(?=十?[一二三四五六七八九]?号)"
    r"|(?<=号[0-9]) *\n *(?=[-—–−][0-9])|(?<=号[\u4e00-\u9fff]) *\n *(?=[\u4e00-\u9fff]{1,7}[0-9]{1,3}"
    r"(?:号楼|栋|幢|座))"
    r"|(?<=[天岸邸苑园区院坊]) *\n *(?=[0-9]{1,3}(?:号楼|栋|幢|座))"
    r"|(?<=[0-9]) (?=[0-9]{1,3}(?:座|栋|幢|号楼|号院|单元|室))|(?<=[栋幢楼座元]) (?=[0-9]{1,2}单元)"
    r"|(?<=[一二三四五六七八九十百]) (?=[一二三四五六七八九十百]{1,3}号)"
    r"|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff]?村[0-9一二三四五六七八九十]{1,3}(?:小?队|组|社|村民))"
    r"|(?<=[0-9]-) *\n *(?=[0-9]{3,4}(?![0-9]))|(?<=村) *\n *(?=村[东西南北中][头口边侧])"
    r"|(?<=[楼元幢栋座][0-9]) *\n *(?=[0-9]{2,3}(?:[室户,;。)]| ?\n))"
    r"|(?<=[楼元幢栋座][0-9]{2}) *\n *(?=[0-9]{1,2}(?:[室户,;。)]| ?\n))"
    r"|(?<=[\u4e00-\u9fff]) *\n *(?=(?:[A-Z]区 ?)?[0-9]{1,3} ?(?:号楼|栋|幢) ?[0-9])"
    r"|(?<=[\u4e00-\u9fff])\n(?=[\u4e00-\u9fff]{0,5}(?:路|街|巷|小区|院|镇|乡|村|园|苑|队|"
    r"连) ?[0-9一二三四五六七八九十])"
)
"""A line break inside an address: the next line begins with a number of a house, or its unit."""
_TAIL: Final = re.compile(
    r"的(?:住所|住处|住宅|住房|房屋)(?:内|里|中)?.*$|(?:的家中|家中|内|的)?(?:经营|从事|居住|存放|查获|发现|签收|送达|实施|提供).*$|已(?:拆[迁除]|征收).*$"
)
_MOST_LOOK: Final = re.compile(r"[0-9路街巷村组室号栋幢园区苑]")


_LEAD: Final = re.compile(r".*[住在于到至往地填址点系租](?=[\u4e00-\u9fff]{2})")
_NEXT_DOOR: Final = re.compile(
    r"(?:[东西南北]?门)?[左右]手(?:边|侧)?第[一二三四五六七八九十0-9]{1,2}[家户间门]"
)
_ROAD_BEFORE: Final = re.compile(
    r"(?:(?<=[区县市镇乡道至到在住于填])|(?<![\u4e00-\u9fff]))[\u4e00-\u9fff]{1,10}?(?:路|街|巷|道)"
    r"(?:[东西南北]侧)?(?:辅道)?[0-9]{1,4} ?$"
    r"|(?:(?<=[区县市镇乡道至到在住于填])|(?<![\u4e00-\u9fff]))[\u4e00-\u9fff]{1,8}?(?:路|街|巷)[东西南北]侧(?:辅)?$"
    r"|[\u4e00-\u9fff]{1,6}·$"
)
"""The road before a court that was found, its number, the first half of a court's name."""


_LINES_BEFORE: Final = 160
_PARTYS_LABEL: Final = re.compile(
    r"(?:(?<=[\n,;])|(?<=  )) {0,4}(?:(?:联系|通讯|送达)?地址|住所地?)[:|] {0,2}"
)
"""In the block of a party; whose it is tell the lines before."""
_NEUTRAL_LABEL: Final = re.compile(
    r"(?<=\W)(?:单位|联系|通讯|通信|送达)?(?:住所地?|地址)(?=\W*$)|^(?:住所地?|地址)(?=\W*$)"
)
_LABEL_OF_LINE: Final = re.compile(
    r"(?:^|[\n,;。 |])(?:(?:单位|联系|通讯)?(?:住所地?|地址)|(?P<scene>(?:事故|检查|案发|违法)地点))"
    r"(?:\([^()\n]{1,8}\))?[:|]? {0,2}[\u4e00-\u9fff]{0,24}$"
)
_FLAT: Final = re.compile(r"[室户]|单元|[村组社队连]|(?:幢|栋|号楼)\d|-\d{3,4}|[园苑邸居府城]\d{1,3}[幢栋]")
"""A flat or a house of a village: a home, whoever gives it for an address."""
_IN_ROW: Final = re.compile(
    r"(?:\d(?:[ \-]?\d){13,16}[ \-]?[\dXx]|1[3-9]\d{9})[| ,]{1,5}"
    r"(?=[\u4e00-\u9fff]{2,8}(?:省|市|自治区|县|区|旗|镇|乡|街道)"
    r"[\u4e00-\u9fff0-9]{2,40}(?:[0-9〇一二三四五六七八九十] ?号|室|[0-9]户))"
    r"|名下[^。;\n]{0,20}坐落[于在]|住处\(|用[水电气热]地址[:为 ]{0,2}"
)
"""The cell behind somebody's number; a house that somebody has, where their water flows."""
_LIVES: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![居暂租入借])住(?![所址户院建宿房宅])"
    r"(?=[^,。;\n()]{0,14}(?:省|市|县|区|旗|镇|乡|街道|自治)"
    r"[^,。;()]{2,34}(?:[0-9〇一二三四五六七八九十] ?号|室|[0-9]户))"
)
_ENDED: Final = re.compile(r"(?:[号室户楼层元组队社栋幢院内]|附\d{1,3}号|[幢栋楼元]\d{3,4}|\d-\d{3,4})$")
_NEXT_LINE: Final = re.compile(
    r" ?\n ?(?![\u4e00-\u9fff]{2,12}[:(|])[\u4e00-\u9fff0-9〇 \-]{1,40}?"
    r"(?:[0-9〇一二三四五六七八九十] ?号(?:附 ?\d{1,3} ?号)?|[0-9] ?室|[0-9]{4})(?=[,。;)、\n ]|$)"
)
"""The rest of an address on the next line."""
_SECOND: Final = re.compile(
    r" ?; ?((?!电话|手机|联系)[\u4e00-\u9fff][^,;。、()|:\n]{2,40}?"
    r"(?:[0-9〇一二三四五六七八九十] ?号|[0-9] ?室))(?![^,;。、()|:\n])"
)
"""Another home of the same person."""
_SITE: Final = re.compile(" ?(?:工程|项目|工地|在建|施工|楼栋)")


def _is_offices(text: str, start: int, end: int) -> bool:
    """Whether the telephone of an office stands right behind the address."""
    phone = _OFFICES_PHONE.match(text, end)
    return phone is not None and is_office_phone(text, *phone.span(1))


def addresses(read: Plain) -> Iterator[Span]:
    """Every address that is to be looked at; a line break may divide it."""
    read = read.without({place for found in _BROKEN.finditer(read.text) for place in range(*found.span())})
    yield from _labelled(read)
    yield from _shaped(read)


def _labelled(read: Plain) -> Iterator[Span]:
    """Addresses behind a word for a home, behind a firm's none but those of flats and villages."""
    shapes = (_HOME_LABEL, _PERSONS_BOX, _IN_ROW, _LIVES)
    for label in chain.from_iterable(one.finditer(read.text) for one in shapes):
        yield from _home(read, label.start(), label.end(), label[0])
    for label in _PARTYS_LABEL.finditer(read.text):
        if whose_address(read.text[max(0, label.start() - _LINES_BEFORE) : label.start()]) == "somebody":
            yield from _home(read, label.start(), label.end(), label[0])
    for label in _PLACE_LABEL.finditer(read.text):
        told = _TO_STOP.match(read.text, label.end())
        door = _DOOR.search(told[0]) if told else None
        if told and door and not _is_firms(read.text, label.start(), told[0]):
            yield read.span(told.start() + door.start(), told.start() + door.end(), Kind.ADDRESS, "door")


def _home(read: Plain, start: int, end: int, label: str) -> Iterator[Span]:
    """What stands behind the label of a home, to its end, on the next line too where the line cuts it."""
    told = _TO_STOP.match(read.text, end)
    if told is None or _is_offices(read.text, *told.span()):
        return
    phone = _PHONE_IN_LABEL.search(label)
    if phone and is_office_phone(read.text, start + phone.start(), start + phone.end()):
        return
    word = _NEUTRAL_LABEL.search(label)
    if word and _is_firms(read.text, start + word.start(), told[0]):
        return
    cell = next((at for at in range(*told.span()) if at in read.tabs), told.end())
    kept = _TAIL.sub("", told[0][: cell - told.start()]).rstrip()
    if len(kept) < 4:
        return
    stop = told.start() + len(kept)
    if (
        kept == told[0].rstrip()
        and not _ENDED.search(kept)
        and (more := _NEXT_LINE.match(read.text, told.end()))
    ):
        stop = more.end()
    if _MOST_LOOK.search(read.text, told.start(), stop):
        yield read.span(told.start(), stop, Kind.ADDRESS, "home")
        if more := _SECOND.match(read.text, stop):
            yield read.span(more.start(1), more.end(), Kind.ADDRESS, "home")


def _is_firms(text: str, start: int, told: str) -> bool:
    """Whether the address behind a label that says nothing of whom is a firm's, which the public register shows."""
    if _FLAT.search(told):
        return False
    return whose_address(text[max(0, start - _LINES_BEFORE) : start]) == "firm"


def _shaped(read: Plain) -> Iterator[Span]:
    """Addresses by their form, whatever stands before them."""
    shapes = (_LIVED_AT, _ROOM, _IN_VILLAGE, _IN_HAMLET, _COURT_UNNAMED)
    for found in chain.from_iterable(one.finditer(read.text) for one in shapes):  # the words before it stay
        if _COUNTER.match(read.text[found.end() :][:12]) or _is_offices(read.text, *found.span()):
            continue
        lead = re.match(
            r".*(?:住所|住址|地址|籍地|住(?!宅)|承租|租赁|检查|查看|[在于到至对往])的?(?![\u4e00-\u9fff]?$)",
            found[0],
        )
        start = found.start() + (lead.end() if lead and lead.end() < len(found[0]) - 4 else 0)
        before = read.text[: found.start()][-30:] + read.text[found.start() : start]
        if "单元" not in found[0] and (
            _BUSINESS_LABEL.search(before) or _is_behind_firm(read.text, start, found)
        ):
            continue
        if not re.search("[室户元]", found[0]) and (
            before.endswith(("检查", "查看")) or _SITE.match(read.text, found.end())
        ):
            continue
        start = _with_road(read.text, found.start(), start)
        tail = _NEXT_DOOR.match(read.text, found.end())
        yield read.span(start, tail.end() if tail else found.end(), Kind.ADDRESS, "home")


def _is_behind_firm(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether what has the form of an address stands behind the label of a firm's."""
    label = _LABEL_OF_LINE.search(text, max(0, start - 30), start)
    if label is not None and label["scene"]:
        return not _FLAT.search(found[0])
    return label is not None and _is_firms(text, label.start(), found[0])


def _with_road(text: str, found: int, start: int) -> int:
    """Where an address begins with its road and its divisions."""
    if road := _ROAD_BEFORE.search(text, max(0, start - 20), start):
        lead = _LEAD.match(road[0])
        start = road.start() + (lead.end() if lead else 0)
    if (more := _DIVISIONS.search(text, max(0, start - 22), start)) and more[0]:
        lead = _LEAD.match(more[0])
        start = more.start() + (lead.end() if lead else 0)
    return start
