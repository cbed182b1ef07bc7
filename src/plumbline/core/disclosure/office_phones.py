"""Where a text tells its reader whom of an office to call: the telephone there everybody may read.

Told by what stands right before it: the office that writes, what it does for everybody, where one is told to come,
the house it is in, the last lines of a paper. The finders of mobiles and of citizens' numbers never ask here.
"""

from __future__ import annotations

import re
from typing import Final

from plumbline.core.disclosure.whose import is_of_office

OFFICE_LABEL: Final = re.compile(
    r"(?:(?:^|[\n。;] ?|  |\),?(?=监督))(?:监督|投诉|举报|受理|信访|咨询|服务){1,2}(?:电话|热线|专线)[:为是( ]{0,3}|"
    r"受理电话[:为是( ]{0,3}|(?:拨打|致电)1\d{4}[、或]{1,2}|"
    r"(?:(?<![其他她的])办公(?:电话|座机)|(?:求助|救助)电话|(?:学校|校方|园方|医院)电话)[:为是( ]{0,3}|"
    r"(?:举报|投诉|监督|咨询|服务)(?:电话|热线)[: ]{0,2}1\d{4}[、,或/ ]{1,2}|"
    r"(?:本局|本机关|我局|我机关|抢修|报修|救援|客服)(?:电话|热线)[:为是( ]{0,3}|"
    r"(?:本局|本机关|我局|我机关|本支队|本大队|本中队|本窗口|[局委府院]|委员会|支队|大队)的?"
    r"(?:联系|办公|值班|监督|咨询|服务|投诉|举报){1,2}(?:电话|座机|热线)[:为是( ]{0,3})$"
)
"""A telephone of an office: everybody may read it. «接举报电话0900…», «当事人监督投诉电话» are those of persons."""
_CONTACT: Final = (
    r"(?:(?:经办|承办|联系)人?[: ]?(?:(?!电话|手机)[^。;()\n]){2,24}[,;] ?)?"
    r"(?:联系|办公|咨询|值班)?(?:电话|座机)?"
)
_OFFICE_BEFORE: Final = re.compile(
    rf"(?:[\u4e00-\u9fff](?:局|委员会|支队|大队|政府|民政所|派出所|管理所|监督所|司法所|税务所|[质安监管检]+站|监督站|管理站)(?:[(,]|"
    rf"\(?(?:经办|联系人))?{_CONTACT}[:为是 ]{{0,2}}"
    r"|(?:受理窗口|(?<![橱])窗口?|政务大厅[^。;\n]{0,10})[, ]?(?:电话|座机)?[: ]{0,2}"
    r"|(?:当地|请联系)[^。;\n]{0,6}(?:所|局|站|委员会)[^。;\n,]{0,14},? ?"
    r"|(?:^|[\n。;] ?|  )(?:咨询|查询)(?:电话)?[: ]{0,2}"
    r"|(?:送达人|记录)[^。;\n]{0,30}使用电话[: ]{0,2}"
    r"|(?:本|我)(?:局|机关|单位)[^。;\n]{0,8}[科股室队](?:\((?:地址[: ]{0,2}[^。;()]{4,30}[,;] ?"
    r"(?:联系|咨询)?电话[: ]{0,2})?|[。,] ?(?:联系)?电话[: ]{0,2})"
    r"|(?:保障|服务|受理|政务)中心[(,](?:联系)?电话[: ]{0,2}"
    r"|[科部处]室?(?:科长|主任|部长|处长)\)[, ]{0,2}电话[: ]{0,2}"
    r"|(?:^|\n)(?:监督员[^。;\n]{2,30}联系|监察员[: ][^。;\n]{2,30}(?:联系)?|"
    r"业务联系(?:人)?[: ][^。;\n]{2,16}(?:联系)?)电话[: ]{0,2}"
    r"|(?:^|\n)(?:承办|经办|主办|记录)人(?:员)?[: ][\u4e00-\u9fff·]{2,12}[ ,\n]{1,3}(?:联系|办公)?电话[: ]{0,2}"
    r"|(?:局|委员会|支队|大队|政府)[,;(\n ]{0,2}(?:办公|联系)?地址[: ]{0,2}[^。;\n]{4,30}[,; ]{1,2}"
    r"(?:联系人[: ]{0,2}[\u4e00-\u9fff·]{2,12}[,; ]{1,2})?(?:联系|办公)?电话[: ]{0,2}"
    r"|到(?:本|我)(?:机关|局|单位|支队|大队|中队)[^。;\n]{0,16},"
    r"(?:地址[为: ]{0,2}[^。;\n,]{3,24},)?(?:联系人[: ]{0,2}[\u4e00-\u9fff·]{2,12},)?"
    r"(?:联系)?电话[: ]{0,2}"
    rf"|(?<![请书料])(?<![请书料]\()经办(?:(?!电话|手机)[^。;\n]){{2,30}}?[, ]?(?:电话)?[: ]{{0,2}})$"
)
_OFFICE_BEHIND: Final = re.compile(
    r"^[ )]{0,2}(?:[,;][^。;\n]{0,24})?[。;]? ?\n(?:抄[:送][^\n]{2,40}\n)?(?:\(?印章\)?)?"
    r"[\u4e00-\u9fff]{2,20}(?:局|支队|大队|委员会|人民政府)(?:\(印章\))? ?(?:\n|20|$|[^\u4e00-\u9fff])"
)
_SIGNS_BELOW: Final = re.compile(
    r"[ )]{0,2}[。;]? ?\n{1,3} {0,32}(?:[\u4e00-\u9fff]{2,24}(?:局|支队|大队|委员会|人民政府)|"
    r"\((?:行政)?机关[印公盖] {0,3}章\))"
    r"(?:\([印公盖] {0,3}章\))? ?(?:\n|20|$)"
)
"""An office that signs below, an empty line between or its name moved to the right."""
_BELOW_ITS_DAY: Final = re.compile(
    r"(?:月 ?\d{1,2}|月[一二三四五六七八九十]{1,3}) ?日 ?\n{1,3} ?联系人[: ]{1,2}[\u4e00-\u9fff·]{2,12}"
    r"(?:[ 、,]{1,3}[\u4e00-\u9fff·]{2,12}){0,2}[ ,;]{1,4}(?:联系|办公)?电话[: ]{0,2}$"
)
"""Whom to ask, on the line below the day on which the office signed."""
_ITS_ASKED: Final = re.compile(
    r"(?:\.gov\.cn|(?:本|我)(?:局|委|机关|单位|支队|大队|中队|中心)[\u4e00-\u9fff]{1,8}[科股室处队站])[,;( ]{1,2}"
    r"联系人[: ]?[\u4e00-\u9fff·]{2,12}[,; ]{1,2}(?:联系|办公)?(?:电话)?[: ]{0,2}$"
)
"""Whom to ask in a section of the office that writes, behind its mail."""
_OFFICE_MAIL: Final = re.compile(
    r"^[)]?,? ?邮箱[^。;\n]{1,30}|^[)]?,? ?(?:工作|办公|办理)时间|^[)]?,? ?监督电话"
)
_ITS_TO_COLLECT: Final = re.compile(
    r"(?:领取|整改并书面报告|报送|补正|前来|送达|监督员[^。;\n]{0,30}|到场。\n?)[,。]? ?\n?(?:联系人?|"
    r"联系电话|电话)?[^。;\n]{0,24}?"
    r"(?:联系)?(?:电话)?[: ]{0,2}$"
)
_OFFICES_LINE: Final = re.compile(
    r"(?:局|支队|大队|委员会|政府)(?:\(印章\))? ?\n?[ ]?[0-9〇零一二三四五六七八九十年月日.\-/ ]{6,16}号? ?\n?[ ]?"
    r"(?:经办(?:(?!电话|手机)[^。;\n]){2,16} )?\(?(?:联系)?电话[: ]{0,2}$"
)
"""Below the signature of an office: its day and its telephone."""
_OFFICES_PLACE: Final = re.compile(r"机关地址[: ][^。;\n]{4,36}[ ,;](?:联系)?电话[: ]{0,2}$")
_OF_HEARING: Final = re.compile(r"听证主持人?(?:(?!电话|手机)[^。;\n]){2,40}$")
"""The row of who leads a hearing: certificate and telephone."""
_LAST_LINE: Final = re.compile(r"\n联系人?[: ][^。;\n]{2,24}?(?:[ ,]{1,2}电话[: ]{0,2})?$")
"""Whom to ask, in the last line of a paper."""
_SENDER: Final = re.compile(
    r"(?:(?:可发[^。;\n]{0,30}|或)拨|异议的?,请(?:拨打|向)|有权拒绝并拨打|24小时抢修|村务监督电话|异议电话)[: ]?$"
)
"""Where the reader is told whom to turn to."""
_LABEL: Final = (
    r"[,;。(]? ?(?:联系人?[: ]?[\u4e00-\u9fff·]{2,12}[,; ]{1,3})?"
    r"(?:(?:联系|咨询|办公)?(?:电话|座机|手机)(?:号码?)?)?[:为是( ]{0,3}$"
)
"""What may stand between an office and its telephone."""
_OWN: Final = (
    "(?:本|我)(?:办(?!理)|局|委|厅|机关|单位|部门|中心|院(?!内)|所(?!有)|站|会(?!议)|"
    "校|馆|队|处|科|股|窗口|府|支队|大队|中队)"
)
_OWN_OFFICE: Final = re.compile(
    rf"(?:与|向|同|和|到|至|致电|联系|拨打){_OWN}"
    rf"(?:(?!提供|预留|留[有下存]|填|登记|自报|称|当事人|本人|其[他她的]?|证人|反映|投诉|举报|报案|[的)]?手机号)[^。;\n]){{0,30}}?{_LABEL}"
    rf"|(?:^|\n|。){_OWN}(?:的?(?:联系|咨询|办公|地址)(?!你|当事人)[^。;\n]{{0,24}}?)?{_LABEL}"
)
"""Where one turns to the office that writes: «请与本办联系，电话…»."""
_ITS_SERVICE: Final = re.compile(
    r"(?:^|[\n。;,、:( ] ?)(?:招生|报名|业务|政策|服务|技术|法律|办事|缴费|售后|客户|便民|全国|统一)?"
    r"(?:咨询|查询|客服|服务|值守|值班|便民|报修|抢修|救援|热线|专线)(?:电话|热线|专线|座机|方式)?[:为是( ]{0,3}"
    r"(?:[\u4e00-\u9fff]{4,20}\d{1,4}号[,; ]{1,2})?$"
)
"""A telephone that is called by what an office does for everybody."""
_COME_TO: Final = re.compile(
    r"(?:请|可|应|须|限|内|责令)[^。\n]{0,24}?(?:到|至|前往|赴)[^。;\n]{2,60}?(?:更正|接受(?:处理|调查|询问)|办理|领[取回]|取回|认领|申领|核实|核对|"
    rf"申报|缴纳|缴费|报到|查[询阅]|咨询|说明情况|参加|配合){_LABEL}"
    rf"|\)[取领][取回]?。联系人[: ]?[\u4e00-\u9fff·]{{2,12}}[,; ]{{1,3}}$|"
    rf"领取。联系人[: ]?[\u4e00-\u9fff·]{{2,12}}[,; ]{{1,3}}(?:电话)?$"
)
"""Whom to call where one is told to come for something."""
_ITS_HOUSE: Final = re.compile(
    r"(?:医院|中学|小学|大学|学院|幼儿园|法院|检察院|公证处|委员会|中心|办公室|服务站|管理处|[局委所站馆])"
    r"(?:\(|的?(?:办公|联系|值班)?(?:电话|座机)[:为是( ]{0,3})(?:联系电话|电话)?[: ]{0,2}$"
    r"|(?:机[关构]|中心|本局|本办|单位|窗口|大厅|学校|医院|法院|办公)\(?地[址点]"
    rf"[:为是 ]{{0,2}}[^。;\n]{{3,30}}?{_LABEL}"
)
_BELOW: Final = re.compile(
    r"。 ?\n联系地址[: ][^。;\n室户]{4,24}号[ ,;]{1,3}(?:联系)?电话[: ]{0,2}$"
    rf"|{_OWN}[^。\n]{{0,40}}。 ?\n(?:联系人|联系方式)[: ][\u4e00-\u9fff·]{{2,12}}[ ,;]{{1,3}}(?:联系)?电话[: ]{{0,2}}$"
    r"|(?:^|[。\n]|本|该)(?:批准书|许可证|证书|通知书|决定书?|公告|函|告知书|意见书|"
    r"批复)[^。\n]{0,40}。 ?(?:联系|咨询|办公)?(?:电话|座机)[:为是( ]{0,2}$"
)
"""In the last lines of a paper, where it says whom to ask."""
_CALLED_UP: Final = re.compile(r"(?:致电|拨打|打电话到)[: ]{0,2}$")
_ASKED_OFFICE: Final = re.compile(r" ?(?:询问|咨询|了解|查询)(?:办理|办案|案件|处理|进度|进展|结果|政策)")
"""Whom somebody called to learn how a matter stands."""
_IDENTITY_NEXT: Final = re.compile(r"[ )]{0,2}[,;。] ?(?:公民|居民)?身份")
"""Whose citizen's number follows, theirs is the telephone."""
_AREA_BEFORE: Final = re.compile(r"\(?0\d{2,3}\)?[ \-‐‑‒–—−]{0,2}$")


def is_office_phone(text: str, start: int, end: int) -> bool:
    """Whether a landline is an office's by the words right before it or by the office that signs right behind it."""
    begins = start + re.match(r"[ (]*", text[start:end]).end()  # type: ignore[union-attr]
    code = _AREA_BEFORE.search(text, max(0, begins - 9), begins)
    before, after = (
        text[max(0, start - 90) : code.start() if code else begins].rstrip("( "),
        text[end : end + 44],
    )
    if _IDENTITY_NEXT.match(after):
        return False
    if OFFICE_LABEL.search(before) or _OFFICE_BEFORE.search(before) or _OFFICES_LINE.search(before):
        return True
    is_opened = text[max(0, begins - 2) : begins].rstrip()[-1:] == "("
    if _is_asked(before, is_opened=is_opened):
        return True
    if _CALLED_UP.search(before) and _ASKED_OFFICE.match(after):
        return True
    if _SENDER.search(before) or (_ITS_TO_COLLECT.search(before) and _OFFICE_MAIL.match(after)):
        return True
    if _OF_HEARING.search(before) or _OFFICES_PLACE.search(before):
        return True
    if _LAST_LINE.search(before) and not after.strip(" )。\n"):
        return True
    if (_OFFICE_BEHIND.match(after) or _SIGNS_BELOW.match(after)) and _calls_itself(before):
        return True
    if _BELOW_ITS_DAY.search(before) or _ITS_ASKED.search(before):
        return True
    is_apart = text[begins - 1 : begins] == " "
    return is_of_office(f"{before}(" if is_opened else before, after, is_apart=is_apart)


def _calls_itself(before: str) -> bool:
    """Whether nothing in the clause before a telephone says that it is a person's."""
    clause = re.split(r"[。;\n]", before)[-1]
    return not re.search(
        r"家庭|住宅|宅电|本人|个人|当事人|被处罚|投诉人|举报人|申请人|你|他|她|手机|住|证人|家属|委托", clause
    )


def _is_asked(before: str, *, is_opened: bool) -> bool:
    """Whether an office is asked at the telephone behind these words; `is_opened` where a bracket stands between."""
    if _ITS_HOUSE.search(f"{before}(" if is_opened else before):
        return True
    return any(one.search(before) for one in (_OWN_OFFICE, _ITS_SERVICE, _COME_TO, _BELOW))
