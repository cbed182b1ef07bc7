"""Numbers that nothing in the text accounts for: proposed, because nobody looks for what was not proposed.

The other finders know what a person's number is called and how it is built. This one asks the other way round: what
speaks for it that a number stays? The word before it (a licence of a house, a batch, an invoice), what is counted
behind it, a day, an amount, a standard. A number for which nothing speaks is proposed. Of two words before a number the
nearer one tells: «健康证检验报告编号» is a report's, «许可证申请人电话» is somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from plumbline.core.disclosure.fine_accounts import is_for_fines
from plumbline.core.disclosure.office_phones import OFFICE_LABEL, is_office_phone
from plumbline.core.disclosure.personal_papers import CREDIT_FORM, PLAIN_NUMBER
from plumbline.core.disclosure.public_numbers import is_firms, is_officers, is_things
from plumbline.core.disclosure.span import Kind, Plain, Span

_TOKEN: Final = re.compile(
    r"(?<![0-9A-Za-z@])(?=[0-9A-Za-z\-–—_.·/]*?(?:\d[\-–—_.·/A-Za-z]{0,3}){5})"
    r"[0-9A-Za-z]+(?:[\-–—_.·/][0-9A-Za-z]+)*(?![0-9A-Za-z@])"
)
"""Five digits and more, letters among them, signs between them."""
_WIDE: Final = re.compile(rf"{PLAIN_NUMBER}(?![0-9A-Za-z])")
_OF_PERSONS: Final = (
    "身份|证件|护照|通行证|居留|居住证|台胞|回乡证|签证|驾驶证|驾照|准驾|从业资格|资格证|职业资格|执业证|执业资格|注册师|"
    "上岗证|操作证|作业证|健康证|健康合格证|健康证明|等级证|毕业证|学位证|教师证|律师证|导游证|记者证|学生证|学号|学籍|考籍|考生|"
    "准考证|报名|工号|工牌|胸牌|胸卡|工作证|上岗牌|员工|职工|社保(?!基金)|社会保障|社会保险(?!基金)|医保|医疗保险|养老保险|参保|公积金|农合|住院|"
    "门诊号|门诊登记|病历|病案|就诊|就医|诊疗卡|挂号|急诊|患者|体检|处方|床号|接种|孕产|出生|产妇|新生儿|结婚|离婚|婚姻|户口|户籍|"
    "户主|人口|残疾|老年|低保|五保|救助|优待|退役|退伍|军官|士兵|士官|文职|军人|海员|船员|卡号|账号|帐号|账户|帐户|存折|"
    "银行卡|信用卡|储蓄|电话|手机|座机|固话|联系方式|传真|微信|支付宝|尾号|号牌|车牌|牌照|保单|投保|旅客|乘客|客票|房卡|"
    "借书证|读者证|志愿者|会籍|收养登记证?|保险凭证|捐献登记|捐献|献血|(?<![督察法查])[员师工医]证|人员编[号码]|个人编[号码]|本人编[号码]|用户编?[号码]|身份码|"
    "(?:用户|会员|账[号户]|个人|本人|玩家|主播|旅客|员工|学生|收款|付款)[\u4e00-\u9fff]{0,3}[Ii][Dd]号?|"
    "(?<![\u4e00-\u9fffA-Za-z])[Ii][Dd]号?"
)
_OF_OTHERS: Final = (
    "票证编?号|录[音像](?:文件)?编号|结论书|(?:合格|监测|检测|检验|鉴定|测定|化验)\\(|许可|执照|营业|登记证|备案|注册证|注册号|注册编号|信用代码|机构代码|统一代码|税号|纳税人|识别[号码]|识别代号|合同|协议|订单|"
    "运单|面单|单号|"
    "快递|快件|邮件|邮寄|挂号信|发票|票据|收据|凭证|凭单|小票|清单|底单|回单|回执|报告|检验|检测|检疫|鉴定|认定书|"
    "批号|批次|完税证明|生产日期|有效期|限期|保质期|失效|序列|出厂|型号|规格|款号|货号|色号|条码|条形码|追溯|溯源|二维码|防伪|耳标|芯片|标识|"
    "标志|车架|发动机|底盘|机身|机号|设备|仪器|器械|商品|产品|标准|合格证|案号|文号|函号|字号|立案|受理|工单|投诉单|举报单|登记单|"
    "警情|接警|缴款|罚没|罚款|财政|国库|专户|专用账户|非税|代收|执法|承办|监督员|检查证|督察证|协查|运输证|营运证|车辆营运|行驶证|"
    "不动产|房产证|产权|林权|土地证|使用证|采伐|检疫|检定|校准|印章|公章|铅封|封签|封条|标签|样品|抽样|编码|邮编|邮政编码|区号|"
    "热线|专线|项目|工程|宗地|地块|图号|图幅|坐标|经度|纬度|桩号|"
    "里程|井号|水表|电表|气表|表号|读数|重量|净含量|面积|金额|价款|货款|总价|单价|合计|共计|总计|计|约|额|数量|数字|容量|功率|频率|"
    "货值|价值|总额|成本|销售额|所得|案卷|卷宗|档案号|目录|公证|判决|裁定|裁决|仲裁|通知书|决定书|告知书|公告|批文|批准|核准|认证|"
    "资质|(?:检疫|防疫)证明|[犬狗]证|(?:代销|经销|专卖|特许|准运|准印|准购|放行|养犬|犬类|动物|船舶|捕捞|采矿|探矿|取水|排污|预售|放映|出版|演出|"
    "印刷|频率|电台|生产|种子|种畜|兽药|农药|占道|排水|施工|规划)(?:经营|使用|登记|许可|检疫|防疫)?证|[盘箱袋柜舱罐塔杆桩井泵炉桶瓶图环档层架](?:号|编号)|"
    "(?:流向|[一二三四五六七八九十]位|呼号|识别|验证|校验|取件|提货|追踪|监管|标识|赋|喷|授权|项目|产品|设备|地块|受理)码|流水|时间戳|科目|存证编?号|屠宰证|封志|参考号|终端号|地籍|图斑|哈希|校验|MD5|SHA|顺丰|中通|圆通|韵达|申通|极兔|京东|邮政|德邦|EMS|交易|截图|明细|商户|网址|版本|软件|端口|航班|车次|械注|[药妆食]准|准字|植检|食健字|编码"
)
_NUMBER_OF: Final = "证书?编?[号码]|证照编?号|号码"
"""What may be a person's or a house's: by itself it is a person's."""
_CODE_OF: Final = (
    "编号|代码|登记[号码]|户号|[团艇炉件台站盘垛榜票封页舱泊航班轮船网线渠圈栏窝]号|[Nn][Oo]\\.?"
)
"""What may be anything's: by itself it is a thing's."""
_OF_HOUSES: Final = (
    r"(?:单位|企业)社保|社保登记证?|门诊部|体检中心|接种(?:门诊|单位|点)|登记处|会员卡[(为: ]{0,2}(?:卡号)?|"
    r"(?:抢修|客服|报修|救援|预约|订购|监督|举报|投诉|咨询|服务|"
    r"值班|办公)(?:电话|热线)|影像设备|职工医院|人员密集|电话机|手机店|"
    r"(?<=[\u4e00-\u9fff]) ?[Ii][Dd]|合格书|[厂场]内牌照|"
    r"(?:工作|业务|咨询|服务)群|医保(?:编码|代码|目录)|"
    r"(?:[A-Z]{3,5}|认证|认可|资质|检定|校准|检测|评价|防伪|收藏)证书编?[号码]|行号"
)
"""What begins like something of a person and is a house's."""
_LABEL: Final = re.compile(
    f"(?P<house>{_OF_HOUSES})|(?P<person>{_OF_PERSONS})|(?P<other>{_OF_OTHERS})|(?P<number>{_NUMBER_OF})|(?P<code>{_CODE_OF})"
)
_SAYS: Final = {"person": "person", "number": "person", "other": "other", "house": "other", "code": "other"}
_CLAUSE: Final = re.compile(r"[^。;；，,、\n|?!]*\Z")
_CUT: Final = re.compile(r"(?<=[\u4e00-\u9fff:]) ?\n ?|[0-9A-Z\-]{1,12} ?\n ?\Z")
"""A line break inside the words before a number, and the first half of a number that one divides."""
_FAR: Final = 20
_BARCODE: Final = re.compile(r"69\d{11}")
_LOOK: Final = 60
_DAY: Final = re.compile(
    r"(?:19|20)\d\d(?:(?P<gap>[\-–—./·])(?:0?[1-9]|1[0-2])(?:(?P=gap)(?:0?[1-9]|[12]\d|3[01]))?|"
    r"(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12]\d|3[01])(?:\d{2}|\d{4}|\d{6})?)?)"
    r"(?:[\-–—](?:(?:19|20)\d\d)?[\-–—./]?\d{1,2}[\-–—./]?\d{1,2})?"
)
_AMOUNT: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,4}")
_STANDARD: Final = re.compile(r"[A-Za-z]{0,5}(?:/[A-Za-z]{1,4})?\d{1,6}(?:\.\d{1,3})*[\-–—](?:19|20)\d\d")
_HASH: Final = re.compile(
    r"(?:0x)?(?=[0-9]*[a-fA-F][0-9]*[a-fA-F])[0-9a-fA-F]{24,}|(?=(?:[0-9]*[a-f]){3})[0-9a-f]{16,}"
)
"""The sum of a file, by which it is known again."""
_STANDARD_BEFORE: Final = re.compile(r"(?:GB|DB|[A-Z]{2,3})S?\d{0,2} ?/? ?[TZJ]? ?$")
_HOTLINE: Final = re.compile(r"12\d{3}|9[56]\d{3,4}|1\d{2}|400\d{7}|400-\d{3,4}-?\d{3,4}|800-?\d{3}-?\d{4}")
_COUNTED: Final = re.compile(
    r"^[ \n]?(?:地块|宗地|标段|图斑|[号元万亿千百十余多]|[%‰℃°]|第|条|款|项|年|月|日|时|分|秒|份|张|页|册|件|个|"
    r"只|台|辆|套|把|根|块|片|支|瓶|盒|箱|袋|桶|包|罐|"
    r"头|匹|羽|尾|株|棵|亩|顷|公|千|克|斤|吨|升|毫|米|厘|平|立|方|度|户|人|名|位|次|笔|批|批次|组|层|间|栋|美|英|欧|卢|日元|港|"
    r"[kKmMgGtTLlW](?![A-Za-z])|[kKmMc]?[gGmMLlWVA]²?(?![A-Za-z])|CFU|cfu|IU|mg|kg|KG|ml|mL|cm|mm|km|kW|k[mM])"
)
_LANDLINE: Final = re.compile(r"0\d{2,3}[-–—]?\d{7,8}|[2-9]\d{6,7}")
_GOES_ON: Final = re.compile(r"[%‰:]\d|,\d{3}(?![\d \-])")
_GONE_BEFORE: Final = re.compile(r"[¥￥$]$|\d:$|(?<![\d,])\d{1,3}(?:,\d{3})*,$")
_PENAL: Final = re.compile(r"[罚决许强立撤缴催处告改][\[〔(【] ?20\d\d ?[\]〕)】] ?第? ?$")
"""The number of a decision, whatever the field of the organ is called."""
_PERMIT: Final = re.compile(
    r"(?:建|地|乡|规|选|施|权|林|土|房|采|水|污|消|食|药|特|运|演|印|出|网文|卫许|卫证)字 ?第? ?(?:[Nn][Oo]\.? ?)?$"
)
"""The sign of a permit of a house or a thing, though it is called 证号."""
_CERTIFIED: Final = re.compile(r"(?:认证|获证|3C|CCC)[^。\n]{0,30}证书编?号[:为 ]{0,2}$")
"""Of a product or a house that somebody certified."""
_CALLED_NUMBER: Final = re.compile(r" ?号(?![楼院栋])")
_PAPERS_YEAR: Final = re.compile(
    r"[〔\[(【] ?(?:19|20)\d\d ?[〕\])】] ?[\u4e00-\u9fffA-Za-z0-9]{0,14} ?第? ?[\u4e00-\u9fffA-Z\-]{0,4}$"
)
_SIGN: Final = re.compile(r"[\u4e00-\u9fff)\]〕][字第函令] ?第? ?[\[〔(]?$|第 ?$|[〔\[【#№]$")
_NAME_OF_THING: Final = re.compile(r"[A-Za-z]{2,}.*\d|\d+(?:\.\d+)?[A-Za-z]{1,4}|.*[A-Za-z]{5}.*")
_WEB: Final = re.compile(
    r"www|http|\.(?:com|cn|net|org|gov|html?|php|jpg|png|mp4|pdf|docx?)\b", re.IGNORECASE
)
_OFFICERS_BEFORE: Final = re.compile(
    r"(?:执法|检查人员|承办|办案|监督员|民警|询问人|记录人|勘验)[^。;]{0,50}[(\-\n、]$"
)
_OFFICE_NEXT: Final = re.compile(r"\) ?\n?[\u4e00-\u9fff]{2,18}(?:局|支队|大队|委员会|政府)")
"""The number of an officer's certificate in brackets: in a row of officers, above the office that signs."""
_NEXT: Final = re.compile(
    r"[)\]”\"]? ?(?:[、,;/|~～至\n]|和|及|与|以及|—+|-+) ?\n?[(\[“\"]?(?:号码|编号|代码)?[:为 ]?"
)
_CELL: Final = re.compile(r"[^ |\n]+")
_CELLS: Final = (
    (re.compile(r"\|"), re.compile(r"[^|\n]+")),
    (re.compile(r"  "), re.compile(r"(?:[^ \n]| (?! ))+")),
    (re.compile(r","), re.compile(r"[^,\n]+")),
)
"""What divides a line into cells, the surest first: a name in a cell may have a space in it."""
_LEAST_CELLS, _MOST, _LONGEST_LINE, _TABLE = 3, 24, 300, 1_200
_ALIKE, _NEAR = 6, 60
"""Characters in which numbers of one row are alike, and how far they stand from one another."""
_OF_NAMED: Final = re.compile("(?:注册|执业|资格|从业|上岗|培训|技能|等级)[\u4e00-\u9fff]{0,4}(?:证|编|号)")
"""Over a column beside that of names: what each of them bears."""
_LEAST_BARE: Final = 9
_LEAST_LETTERED: Final = 7


def unaccounted(read: Plain, found: Iterable[Span]) -> Iterator[Span]:
    """Every number that is no number of a house, a file, a thing or a measure and that no other finder took."""
    taken = {place for one in found for place in range(one.start, one.end)}
    celled = (
        "".join("|" if at in read.tabs else one for at, one in enumerate(read.text))
        if read.tabs
        else read.text
    )
    text, last_end, last_stays = read.text, -1, False
    likes: dict[tuple[str, int], int] = {}
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        in_row = last_end >= 0 and _NEXT.fullmatch(text, last_end, start) is not None
        is_taken = any(read.origin[place] in taken for place in range(start, end))
        if is_taken:
            last_end, last_stays = end, False
            continue
        head = _head_of(celled, start)
        right_before = _said(text, start, in_line=bool(head))
        said = None if in_row and last_stays else right_before or _told(head)
        stays = _stays(text, start, end, said, in_row=in_row, row_stays=last_stays)
        like = (text[start : start + _ALIKE], end - start)
        if not said and not stays:  # of a row in which the word stood once
            stays = start - likes.get(like, -_NEAR) < _NEAR
        if stays:
            likes[like] = end
        last_end, last_stays = end, stays
        if stays:
            continue
        if said and right_before == "person" and (wide := _WIDE.match(text, start)) and wide.end() > end:
            end = wide.end()
        kind = (Kind.NUMBER, "document") if said == "person" else (Kind.OTHER, "long_number")
        yield read.span(start, end, *kind)


def _said(text: str, start: int, *, in_line: bool) -> str | None:
    """What the nearest word before a number says it is: a person's, another's, nothing; in a table its line alone."""
    before = text[max(0, start - _FAR) : start]
    before = before[before.rfind("\n") + 1 :] if in_line else _CUT.sub("", before)
    clause = _CLAUSE.search(before)
    return _told(clause[0] if clause else "")


def _told(words: str) -> str | None:
    """What the last of these words that says anything says."""
    labels = [one.lastgroup or "" for one in _LABEL.finditer(words)]
    sure = [one for one in labels if one not in ("number", "code")]
    return _SAYS[(sure or labels)[-1]] if labels else None


def _head_of(text: str, start: int) -> str:
    """The head of the column in which a number stands: that of a line above which has as many cells."""
    begins = text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
    stop = text.find("\n", start, start + _LONGEST_LINE)
    if not begins or stop < 0:
        return ""
    shape = _cell_of(text[begins:stop])
    cells = [one.start() for one in shape.finditer(text, begins, stop)][:_MOST]
    if not _LEAST_CELLS <= len(cells) < _MOST:
        return ""
    column = sum(one <= start for one in cells) - 1
    for line in reversed(text[max(0, begins - _TABLE) : begins - 1].split("\n")):
        heads = shape.findall(line)
        if len(heads) == len(cells) and not any(map(str.isdigit, line)):
            head = str(heads[column])
            return "资格证号码" if _OF_NAMED.search(head) and "姓名" in line else head
    return ""


def _cell_of(line: str) -> re.Pattern[str]:
    """How the cells of a line are divided: by strokes, by wide spaces, by commas, else by any space."""
    return next((cell for mark, cell in _CELLS if len(mark.findall(line)) >= _LEAST_CELLS - 1), _CELL)


def is_code_of_column(text: str, start: int, end: int) -> bool:
    """Whether a number fills a cell whose column is called by the number of a thing: «批号», «单号»."""
    around = text[start - 1 : start], text[end : end + 1]
    return around[0] in " |,\n" and around[1] in " |,\n" and _told(_head_of(text, start)) == "other"


def _stays(text: str, start: int, end: int, said: str | None, *, in_row: bool, row_stays: bool) -> bool:
    """Whether something speaks for leaving a number in the text."""
    written = text[start:end]
    is_called = said == "person" and _CALLED_NUMBER.match(text, end) is not None
    if not is_called and _is_measure(text, start, end):
        return True
    before = text[max(0, start - _LOOK) : start]
    if _LANDLINE.fullmatch(written) and is_office_phone(text, start, end):
        return True
    if is_firms(written):
        return True
    if is_officers(text, start, end) or is_things(before) or _PENAL.search(before):
        return True
    if _PERMIT.search(before) or _CERTIFIED.search(before):
        return True
    if said == "person":
        return OFFICE_LABEL.search(before) is not None or is_for_fines(before, written)
    if said == "other" or _is_of_paper(before) or is_for_fines(before, written):
        return True
    if in_row:
        return row_stays
    if _OFFICERS_BEFORE.search(before) or (before.endswith("(") and _OFFICE_NEXT.match(text[end : end + 24])):
        return True
    digits = sum(map(str.isdigit, written))
    if not any(map(str.isalpha, written)):
        return digits < _LEAST_BARE
    return digits < _LEAST_LETTERED or _NAME_OF_THING.fullmatch(written) is not None


def _is_measure(text: str, start: int, end: int) -> bool:
    """Whether it is a day, an amount, what is counted, a standard, an address of the web or a hotline."""
    written = text[start:end]
    if any(shape.fullmatch(written) for shape in (_DAY, _AMOUNT, _STANDARD, _HOTLINE, _HASH)):
        return True
    if _GOES_ON.match(text, end):
        return True
    if _GONE_BEFORE.search(text, max(0, start - 20), start) or _BARCODE.fullmatch(written):
        return True
    return bool(_COUNTED.match(text[end : end + 4]) or _WEB.search(written) or CREDIT_FORM.fullmatch(written))


def _is_of_paper(before: str) -> bool:
    """Whether it is the number of a paper: a year in brackets or a sign before it."""
    return bool(_PAPERS_YEAR.search(before) or _SIGN.search(before) or _STANDARD_BEFORE.search(before))
