"""Numbers of papers that a person bears and of files that are kept of one: passports, licences, patients, pupils.

They have no form of their own: what stands before them tells them. A licence of a firm and the certificate by which an
officer shows himself are public and are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure.public_numbers import is_officers
from plumbline.core.disclosure.span import Kind, Plain, Span

FILE_LABEL: Final = re.compile(
    r"(?:缴款书|缴款码|邮件|邮寄|快件|运单|面单|回执|卷宗|发票|票据|收据|完税证明|检验报告|检测报告|许可证|执照|文号|"
    r"案号|批号|批次|[械药妆食特]注[准进备字许]|编号|条码|条形码|流水号|订单号?|"
    r"合同号?|单号|票号|序列号|货号|"
    r"产品标准号|登记证|备案号?|证书|耳标|芯片)"
    r"(?:号码|编号|号|代码)?(?:(?:(?! [\u4e00-\u9fff]+ )[^0-9A-Za-z\n]){0,4}|[: ]{0,2}[Nn]o\.? ?)$"
)
"""Before the number of a file or a thing; the word in a cell before the last says nothing of it."""
_BORNE: Final = (
    "学号|护照|通行证|居留证|居住证|身份证件?|身份号码|(?<!执法)证件|户口[簿本]?|收养登记证|结婚证|离婚证|出生(?:医学)?证明?|残疾人?证|"
    "学生证|准考证|教练证|作业人员证|读者证|借书证|职称证|持证(?=\\()|[师士员]注册(?:证书?)?(?=编?号)|优待证|老年证|低保证|军官证|士兵证|士官证|文职人员证|退役军人证|退伍证|海员证|船员证|"
    "驾驶证|驾照|从业资格证?|执业(?:资格|注册)?证|资格证|毕业证|学位证|上岗证|操作证|作业证|(?:技能|职业)等级证|"
    "师注册证|健康(?:合格|体检|检查)?证明?|导游证|教师证|律师证|护士证|[焊电]工证|"
    "(?<![督察法查])(?<![督察法查]人)[员师](?:[A-C]\\d?)?证|户籍|"
    "教师资格(?:考试)?(?:合格证明?|证书?)|适任证|准教证|结婚证字|离婚证字"
)
"""What a person bears. An «执业许可证» is a house's; by the certificates left out here officers show themselves."""
_KEPT_OF: Final = (
    "(?<!单位)(?<!企业)(?:社保(?!基金|中心|局|经办|征收)卡?|社会保障(?:号码?|卡)?|社会保险(?!基金|局|中心|经办)|医保(?!编码|代码|目录|基金|局|中心|定点)卡?|医疗保险|养老保险|参保人?|公积金|新?农合)(?!登记证)|"
    "学籍|考生|报名|(?:学|运动)员|职工|新生儿?|接种|孕产妇|救助|低保|五保|"
    "(?<![图照芯卡光底胶刀唱磁])片(?=号)|住院|病[历案]|门诊(?!部)|急诊|就诊|就医|诊疗|挂号(?!信)|体检|患者|病人|影像|超声|心电图|化验|病理"
)
"""Of whom a number is kept: the insured, pupils, patients. Words of every day: the number must be called one."""
_CALLED: Final = (
    r"(?:证书?|登记|档案|个人|卡|单|流水|报告|标本|样本|病[历案]|患者|人员?|辅|首页|结算|单据)*"
    r"(?:号?[: ]?[Nn][Oo]\.?|号码|编号|编码|代码|序号|账号|登记|字号|号|卡(?=[:为(])|[Ii][Dd])"
)
_MARKS: Final = r"[)\]》」”:为是( \[“\"「]{0,4}\n?"
_OVER: Final = (
    r"\n ?(?!(?:19|20)\d\d ?[\-./年]|\d{1,2}[、.] ?[\u4e00-\u9fff])"
    r"(?=[0-9A-Z]{2,24}(?![0-9A-Za-z]| [\u4e00-\u9fff])|[0-9A-Z][),;。])"
)
"""A line break inside a number; not the one before a day or the next line of a list."""
_WIDELY: Final = r"(?<=\d{4})  (?=\d{3,4}(?!\d))"
"""Between two groups of four, which stand further apart than words do."""
PLAIN_NUMBER: Final = rf"[A-Za-z]{{0,4}}(?:(?:-\n?| (?=[0-9A-Z]{{2}})|{_WIDELY}|{_OVER})?[0-9A-Z]){{5,32}}"
_BY_SIGN: Final = r"[\u4e00-\u9fff]{0,6}(?<!份)[字证] ?\n?(?:[(\[〔]?\n?(?:19|20)\d\d\n?[)\]〕]?年?\n?)?"
_TAIL: Final = r"第? ?[A-Z]{0,3}\d(?:[ \-]?\d){2,20}(?: ?\n?号)?"
_WRITTEN_NUMBER: Final = (
    rf"(?:{_BY_SIGN}|[\u4e00-\u9fff]{{1,4}}(?=[A-Z])|[\u4e00-\u9fff]{{1,3}}(?=\d{{10}})|"
    rf"(?:[\u4e00-\u9fff]{{1,4}}[A-Z]?)?[(\[〔](?:19|20)\d\d[)\]〕][\u4e00-\u9fff]{{0,5}}){_TAIL}"
)
"""With characters in it: «健字第20260012号», «(2026)健证0012»."""
_END: Final = r"(?![0-9A-Za-z]|\.\d|,\d{3}(?![\d \-])| ?[元年月日])"
_NUMBER: Final = rf"(?P<number>{_WRITTEN_NUMBER}|{PLAIN_NUMBER}|\d(?: \d){{5,20}}){_END}"
_NEXT: Final = re.compile(
    rf"[)\]]? ?(?:[、,;/|]|和|及|与) ?\n?[(\[]?(?P<number>{_BY_SIGN}{_TAIL}|{PLAIN_NUMBER}){_END}"
)
"""Papers of several persons in a row: the second number and those behind it have no label of their own."""
_RIGHT_BEHIND: Final = re.compile(
    rf"(?:(?:{_BORNE})(?:书|明|卡|原件|复印件|正本|副本)?[(\[]?(?:{_CALLED})?{_MARKS}"
    rf"|(?:{_KEPT_OF})(?:{_CALLED}{_MARKS}|[:( ]{{0,2}}(?=[A-Z]))){_NUMBER}"
)
_FURTHER_ON: Final = re.compile(
    rf"(?:{_BORNE}|从业资格|执业资格)(?:(?!许可|执照|执法|合格证|道路|产品)[^。;、\n0-9]|(?<= )[1-9](?= )){{0,16}}?"
    rf"(?:证书?|档案|证件)(?:号码|编号|编码|号){_MARKS}{_NUMBER}"
)
"""Behind what is said of the paper: «健康证明过期(原证号…)», and in the next cell of a row."""
_HOUSEHOLD: Final = re.compile(
    rf"(?:户主|户口|户籍|户内|家庭成员|常住人口)[^。]{{0,80}}?(?<![账帐门商客位])户号{_MARKS}{_NUMBER}"
)
"""Of a household's book; who buys water and power has a number by that name too, which is a meter's."""
_BEFORE_HEAD: Final = re.compile(
    rf"(?<![账帐门商客位])户号{_MARKS}(?P<number>{PLAIN_NUMBER})(?=[,;、 ]{{1,2}}(?:户主|家庭人口))"
)
_SAID_AT_LENGTH: Final = re.compile(
    r"(?:(?:住院|门诊|病[历案]|就诊)号(?![^0-9\n]{0,12}(?:报告|发票))[^。;,、\n0-9]{1,10}:"
    r"|[药医护造理检][师士](?:\([^()]{1,8}\))?[ :]{0,2}[\u4e00-\u9fff·]{2,12}[, ]{1,2}(?:执业)?注册(?:证书?)?编?号"
    rf"|(?:健康证|从业资格证?|操作证|资格证)[^。;\n]{{1,40}}(?:那|一|该)[张本证]\((?:编号|证号)"
    r"|(?:结婚|离婚|收养)\n?登记[,(]?登记证号|出生(?:医学)?证明[,(]?(?:编号|证号)|护照[^。;\n]{0,4},持照人[^。;\n]{2,40},号码"
    r"|(?:病故|死亡|去世|亡故|身故)[,(]户号|(?:证件号码?|身份证号?)[^。;]{15,34}[,(](?:专家|人员|个人)编号"
    r"|花名册[^。;,\n]{0,4}工号|健康证[^。;\n]{0,8}[,(](?:旧|原|新)证号?"
    rf"){_MARKS}{_NUMBER}"
)
"""Somebody's words between the label and the number, or one of several papers by its bearer."""
_LEAST: Final = 5
_SOLDIER: Final = re.compile(
    r"[军武政后装士文参兵海空南北沈济广成兰北][字职兵士官] ?第? ?\d(?:[ \-]?\d){4,9} ?号?"
)
"""The number of an officer's or a soldier's card: «军字第1234567号»."""
_HEALTH: Final = re.compile(
    r"健康?证?字 ?[(\[〔]?(?:19|20)\d\d[)\]〕]?年?\n?第\n?[A-Z]{0,2}\d(?:\n?\d){3,9}(?:\n?号)?"
)
"""The sign of a health certificate, which says what it is wherever it stands: «健证字2026第112233号»."""
_TRAVEL: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Za-z]{1,2}(?:[ \-]?\d){7,10}|"
    r"[A-Za-z](?: ?[A-Za-z]){2}(?:[ \-]?\d){12})(?![0-9A-Za-z])"
)
_TRAVEL_WORDS: Final = "学号|护照|通行证|旅行证|居留|台胞证|回乡证|军官证|士兵证|签证|入境|出境"
_TRAVEL_BEFORE: Final = re.compile(rf"(?:{_TRAVEL_WORDS})[^。;\n]{{0,20}}$")
_TRAVEL_AFTER: Final = re.compile(rf"^[^。;\n]{{0,14}}?(?:{_TRAVEL_WORDS})")
CREDIT_FORM: Final = re.compile(r"[159AN][1239]\d{6}(?=[0-9A-Z]*[A-Z])[0-9A-HJ-NPQRTUWXY]{10}")
"""A unified social credit code with a letter in it, which no citizen's number has."""
_DAY: Final = re.compile(r"(?:19|20)\d\d[\- ](?:0?[1-9]|1[0-2])[\- ](?:0?[1-9]|[12]\d|3[01])")


def papers_of_persons(read: Plain) -> Iterator[Span]:
    """The numbers of papers that persons bear and of files kept of them."""
    for label in (_RIGHT_BEHIND, _FURTHER_ON, _HOUSEHOLD, _BEFORE_HEAD, _SAID_AT_LENGTH):
        for first in label.finditer(read.text):
            found: re.Match[str] | None = first
            while found is not None and _is_number(found["number"]):
                if is_officers(read.text, *found.span("number")):
                    break
                yield read.span(found.start("number"), found.end("number"), Kind.NUMBER, "document")
                found = _NEXT.match(read.text, found.end())
    for sign in (_SOLDIER, _HEALTH):
        for found in sign.finditer(read.text):
            yield read.span(found.start(), found.end(), Kind.NUMBER, "document")
    for found in _TRAVEL.finditer(read.text):
        before, after = read.text[: found.start()][-30:], read.text[found.end() :][:20]
        is_near = _TRAVEL_BEFORE.search(before) or _TRAVEL_AFTER.match(after)
        if is_near and not FILE_LABEL.search(before):
            yield read.span(found.start(), found.end(), Kind.NUMBER, "document")


def _is_number(written: str) -> bool:
    """Whether it is long enough and no code of a firm and no day."""
    if CREDIT_FORM.fullmatch(written.replace(" ", "")) or _DAY.fullmatch(written):
        return False
    return sum(one.isdigit() for one in written) >= _LEAST
