"""The quantities of a Chinese report: numbers with a unit and a subject, and nothing that only looks like one.

Left out: dates and periods, numbers of documents, articles, telephone numbers and hotlines, ordinals, enumerators, and
names that hold a number («一件事», «三项制度», «1+4+X», «十四五»).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from plumbline.core.law.numerals import read_numeral

PERCENT: Final = "%"


class Bound(StrEnum):
    """How a number is meant where the text does not give it exactly."""

    EXACT = "exact"
    OVER = "over"  # 余、逾、以上、超过: at least this
    UNDER = "under"  # 近、不足、以下: at most this
    ABOUT = "about"  # 约、左右


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. `high` is set for a range; `unit` is as written, money in yuan, a share as PERCENT.

    `subject` is what the clause says before the number, `after` what follows the unit up to the next mark.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    subject: str = ""
    after: str = ""

    def fits(self, value: Decimal) -> bool:
        """Whether a number known exactly agrees with what the text says, to the decimals that it gives."""
        if self.high is not None:
            return self.value <= value <= self.high
        places = -int(self.value.as_tuple().exponent) if self.unit == PERCENT else 0
        match self.bound:
            case Bound.OVER:
                return self.value <= value < max(self.value * 2, self.value + 10)
            case Bound.UNDER:
                return self.value * Decimal("0.8") <= value <= self.value
            case Bound.ABOUT:
                return abs(value - self.value) <= self.value * Decimal("0.1")
            case _:
                return abs(value - self.value) <= (
                    Decimal("0.5").scaleb(-places) if self.unit == PERCENT else 0
                )


_UNITS: Final = (
    "万人次|[人家户件条场批车架班点台艘项例篇期轮站课辆份处宗所组起厂航船校]次(?![日年数要序])|个百分点|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|台套|"
    "万元|亿元|余元|课时|学时|小时|分钟|个工作日|个月|千瓦时|"
    "[件人次家个份项条宗起户名场元篇所台套支部批期处本辆位类门幅册把座间组例对方张面块种卷枚堂节亩倍轮天‰"
    "盒箱袋瓶桶包吨克米头只匹尾株棵艘架列车趟通封则讲集页字句段顶扇盏口根粒片层栋幢桩单笔副捆]"
)
"""Words of measure, as official papers count by them; the longer ones first."""
_WRITTEN_UNITS: Final = (
    "万人次|人次|家次|户次|件次|条次|场次|批次|车次|个百分点|平方公里|平方米|公里|公顷|公斤|千克|万元|亿元|课时|学时|小时|分钟|个工作日|个月|"
    "[件人次家个份项条宗起户名场元篇所台套支部批期处本辆位类门幅册把座间例对张面块种卷枚堂节亩倍轮天吨]"
)
"""Those after a number in Chinese characters: fewer, because such numbers stand in many words and names."""
_NO_UNIT: Final = "年月日号时分秒点岁度级届楼室版线路区县市省村镇后前内外中里来余多等的了至到式型间起止"
_MEASURED: Final = re.compile(
    r"平均|用时|耗时|时长|时间|历时|缩短|压缩|节省|节约|累计|授课|学习|培训|提速|等候|前后|[年月人]均|每[期次场班]$"
)
_LIMITED: Final = re.compile(r"期限|时限|限期|之日|公示|公告|自.{1,12}起|应当?在|不得")
_SHORTENED: Final = re.compile(r"(?:压缩|缩短|压减|减少|压)(?:至|到|为|了)")
_TIMES: Final = frozenset({"天", "小时", "分钟", "个工作日", "个月"})
"""Time is counted where something was measured or given; where it is a limit of the law it counts nothing."""
_DASH: Final = "[-—–~～－至到]"
_DIGITS: Final = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,18}(?:\.\d{1,9})?"
_CHINESE: Final = "[一二三四五六七八九十百千零两〇]{1,18}"
_BEFORE: Final = (
    "不(?:少|低|下|短|小)于|不(?:超过|多于|高于|大于|足|到|满|及)|将近|接近|大约|约为|大概|未超过|少于|低于|小于|高于|多于|大于"
    "|超过?|突破|至少|最少|至多|最多|最高|近|(?<![履预签节违公条合契邀特制民规租续解毁守誓盟])(?<!(?<!损)失)约|逾|(?<![以线网之])上|共计?|达到?"
)
_BEHIND: Final = "以上|以下|以内|左右|上下"
_NUMBER: Final = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?P<first>{_DIGITS})"
    rf"(?:(?P<scale_first>[万亿](?=.{{1,2}}\d))?(?P<dash>{_DASH})(?P<second>{_DIGITS}))?"
    rf"[ 　]?(?P<scale>[十百千]?[万亿]|[百千])?(?P<more>余|多|来)?[ 　]?(?P<unit>{_UNITS}|%)"
    rf"(?P<end>{_BEHIND}|余|多(?![是为数在属半]|[办收查结处追增]?\d))?"
)
_RANGE: Final = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<first>{_DIGITS})(?P<scale_first>[万亿])?(?P<unit_first>{_UNITS}|元|%)"
    rf"(?P<dash>[-—–~～－至])(?P<second>{_DIGITS})(?P<scale>[万亿])?(?P<unit>(?P=unit_first))(?P<end>{_BEHIND})?"
)
"""Both ends with their unit: «30%—40%», «2万元至5万元»; not «由5个至8个», which tells of a change."""
_FROM: Final = ("由", "从", "自")
_BETWEEN: Final = ("不等", "之间")
_WRITTEN: Final = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<first>{_CHINESE})(?:点(?P<rest>[零〇一二三四五六七八九]{{1,4}}))?"
    rf"(?P<scale>万|亿)?(?P<more>余|多)?(?P<unit>{_WRITTEN_UNITS})(?P<end>{_BEHIND})?"
)
_ROUND: Final = re.compile(
    rf"(?P<before>近|上|逾|超过?|约|突破)(?P<first>)(?P<scale>[万亿])(?P<unit>{_WRITTEN_UNITS})"
    rf"|(?<![一二两三四五六七八九十百千\d])(?P<scale_2>[万亿])(?P<more>余|多)(?P<unit_2>{_WRITTEN_UNITS})"
)
"""«上万人次», «万余件»: ten thousand without a figure before it."""
_SCORE: Final = re.compile(rf"(?P<first>{_DIGITS})(?P<unit>分)(?![钟析别类布工局支])")
_SCORED: Final = re.compile(r"得分|评分|自评|成绩|平均|满分|测评|考核|分值|总分|考试|记分")
"""What stands before points that somebody or something was given."""
_ANY_UNIT: Final = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<first>{_DIGITS})(?P<scale>[万亿])?(?P<more>余|多)?"
    rf"(?P<unit>(?![{_NO_UNIT}])[\u4e00-\u9fa5])(?=[,。；、！）\n])"
)
"""A word of measure that is in no list: one character, and then the clause ends."""
_SHARE: Final = re.compile(rf"百分之(?P<first>{_CHINESE})(?:点(?P<rest>[零〇一二三四五六七八九]{{1,9}}))?")
_TENTHS: Final = re.compile(
    rf"(?P<before>{_BEFORE})?(?P<first>[二三四五六七八九两]|(?<=[近约超过达仅占了])一)成(?P<half>半|[一二三四五六七八九])?"
    r"(?=[,。；、）：;)\n]|$|以上|以下|左右|多?的|多|来自|发生|集中|由|是|属|因)(?P<end>以上|以下|左右|多)?"
)
"""«三成», «六成五»: tenths of a whole."""
_OVER: Final = re.compile(
    r"不(?:少|低|下|短|小)于|逾|(?<!不)(?<!未)超过?|突破|高于|多于|大于|至少|最少|余|多$|来|以上|^上$"
)
_UNDER: Final = re.compile(
    r"不(?:超过|多于|高于|大于|超|足|到|满|及)|未超过|近|少于|低于|小于|至多|最多|以下|以内"
)
_ABOUT: Final = re.compile(r"约|大概|左右|上下")
_SCALES: Final = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
# A comma is one of digits from here on: what looks for «，» in the flat text looks for «,».
_FLAT: Final = str.maketrans("０１２３４５６７８９，．％＋", "0123456789,.%+")

_NUMERAL: Final = "[\\d一二三四五六七八九十百零〇两]{1,6}"
_NOT: Final = re.compile(
    rf"第{_NUMERAL}(?:条|款|项)?(?:[、和至及]第?{_NUMERAL})+(?:条|款|项|章|节)"
    r"|一[\u4e00-\u9fa5]一[\u4e00-\u9fa5]|第三方|[三四五六]方(?!米|面|便)|[两三四]轮(?=车|摩托|电动)|八项规定|前(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:名|位|强|列)"
    r"|[一二三四五六七八九十]{1,4}届[一二三四五六七八九十]{1,3}次|[一二三四五六七八九十]{1,3}次全[会体]"
    r"|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:部委|部门|局委|委局)"
    r"|(?:未|没有|无|不曾|从未)[^,。；、\d]{0,8}一(?:起|件|例|宗|人|次|户|家)|无一(?:起|件|例|宗|人|次|户|家|项|名)"
    r"|(?<![一二两三四五六七八九十百千零〇])一起(?![^,。；、]{0,12}(?:案|事件|纠纷|事故|违法|投诉|行政))"
    r"|(?:19|20)\d\d[-—–~～－至到](?:19|20)?\d\d年?|(?:19|20)?\d\d年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}日"
    r"|[一二三四五六七八九十〇零]{4}年|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{0,3}日?"
    r"|[〔\[(（]\d{4}[〕\])）]第?\d{1,9}号|第?\d{1,9}号(?:令|文|公告|决定)?"
    r"|第[\d一二三四五六七八九十百千零〇两]+(?:条|款|项|次|届|批|个|名|期|号|章|节|轮|位|类|季度|部分|份|件|场|册|卷|组|页)"
    r"|\b0\d{2,3}-\d{7,8}\b|\b1\d{10}\b|\b\d{3,4}-\d{4}(?:-\d{3,4})?\b|(?<![\d,])(?:12345|12348|12315|110|119|120|122)(?:热线|平台|电话|指挥|投诉|举报)"
    r"|\d{1,9}(?:\+[\dXN]{1,9}){1,9}|\d{1,9}[×x*]\d{1,9}小时?|\d{1,9}[:：]\d\d"
    r"|(?:\d{1,9}|[一二三四五六七八九十两半百]{1,9})(?:工作日|日内|周年|年来|年内|周|岁|度|届|年期|级)"
    r"|[一二三四五六七八九十两]{1,9}个(?:到位|维护|确立|自信|意识|带头|清单|统一|方面|环节|专项行动|专项|转变|全面|坚持|规定|基本|严禁|不准|必须|一律|结合|确保|着力|注重|一批|一百年|更加|层面|维度)"
    r"|一(?:件事|次性|次办|张网|网通办|网统管|站式|窗|把手|体|批|揽子|系列|定|律|支队伍|方面|级|线|年来|岗双责|类事项|业一查|企一策|户一档|案一档|村一|码)"
    r"|(?:三|四|五|六|七|八|两|二|双)(?:项制度|个清单|项监督|员合一|级联动|级|方|位一体|法衔接|公示|随机|批人|类人员)"
    r"|[两三四五六七八九](?:项|类|种|者|部分|个)(?=共\d|合计|共计|总计|相加|之和)"
    r"|、[^,。；、:：（）\d]{1,10}?[两三四五六七八九](?:类|项|种|者)(?=[^,。；、:：（）\d]{1,8}\d)"
    r"|[两三四五六七八九](?:类|部分|级)[组构]成|“[^”]{0,14}”|《[^》]{0,60}》|[“\"]?十[三四五]五[”\"]?"
)
_ENUMERATOR: Final = re.compile(
    r"(?m)^[ \t　]*(?:\d{1,9}[.、．]|[(（]\d{1,9}[)）])|[一二三四五六七八九]是(?=[^\d])"
)
_INSIDE: Final = re.compile(
    r"“[^“”\n]{1,20}”|(?<=\d),(?=\d{3}(?!\d))|(?<=[\u4e00-\u9fa5])[（(][\u4e00-\u9fa5]{1,4}[）)](?=[\u4e00-\u9fa5])"
)
"""Marks that end no clause: those in quotes, the comma of a large number, the brackets of «村（社区）调委会»."""
_TWICE: Final = re.compile(
    "(?<=分)两[批轮次期]|两[条项点种类][^,。;；:：、\n]{1,6}[:：]一是|两[次场期轮批处座所件起份](?=[,。;；、!！?？\n]|$)"
)
"""«两次» at the end of its clause counts what was done; elsewhere «两» is as good as «一»."""
_CLAUSE: Final = "，。；：、！？\n,;（）()"
FAR: Final = 120
"""Characters before and after a number among which its clause is looked for."""
_PLAIN_ONE: Final = frozenset(
    {
        "个",
        "次",
        "项",
        "批",
        "种",
        "条",
        "类",
        "支",
        "本",
        "部",
        "处",
        "面",
        "方",
        "名",
        "位",
        "家",
        "人",
        "张",
        "期",
        "对",
        "轮",
        "堂",
        "节",
        "枚",
        "倍",
        "天",
        "件",
        "份",
        "卷",
        "册",
    }
)
"""With these, a written «一» is an article and counts nothing."""


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order; places are those of the text as given."""
    flat = text.translate(_FLAT)
    barred = _barred(flat)
    clauses = _INSIDE.sub(lambda match: "_" * len(match[0]), flat)
    found: list[Quantity] = []
    for pattern in (_RANGE, _NUMBER, _WRITTEN, _ROUND, _SHARE, _TENTHS, _SCORE, _ANY_UNIT):
        for match in pattern.finditer(flat):
            start = _start_of(match, pattern)
            if any(barred[start : match.end()]):
                continue
            one = _quantity(text, flat, clauses, match, start)
            if one is not None:
                found.append(one)
                barred[start : match.end()] = b"\1" * (match.end() - start)
    return sorted(found, key=lambda one: one.start)


def _start_of(match: re.Match[str], pattern: re.Pattern[str]) -> int:
    """Where the number itself begins, without the word before it."""
    if pattern is _SHARE:
        return match.start()
    return match.start("scale_2" if match.groupdict().get("scale_2") else "first")


def _barred(flat: str) -> bytearray:
    barred = bytearray(len(flat))
    for pattern in (_NOT, _ENUMERATOR):
        for match in pattern.finditer(flat):
            barred[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return barred


def _quantity(text: str, flat: str, clauses: str, match: re.Match[str], start: int) -> Quantity | None:
    groups = match.groupdict()
    if match.re is _ROUND:
        groups |= {"first": "1"}
        groups |= {name: groups[name] or groups[f"{name}_2"] for name in ("scale", "unit")}
    value = _value(groups["first"], groups.get("rest"))
    if value is None or (match.re is _SCORE and not _SCORED.search(flat, max(0, start - 24), start)):
        return None
    if match.re is _RANGE and flat[start - 1 : start] in _FROM and not flat.startswith(_BETWEEN, match.end()):
        return None
    unit = groups.get("unit") or PERCENT
    is_article = groups["first"] == "一" or not _TWICE.match(flat, start)
    if groups["first"] in ("一", "两") and is_article and unit in _PLAIN_ONE and not groups.get("scale"):
        return None
    if groups["first"][0].isdigit() and start and (flat[start - 1].isalnum() and flat[start - 1].isascii()):
        return None
    if match.re is _TENTHS:
        value = _tenths(value, groups["half"])
    scale = _scale(groups.get("scale") or "")
    unit, times = {"万元": ("元", 10_000), "亿元": ("元", 100_000_000), "万人次": ("人次", 10_000)}.get(
        unit, (unit, 1)
    )
    high = _value(groups["second"], None) if groups.get("second") else None
    own = groups.get("scale_first")
    low = _scale(own) if own else 1 if match.re is _RANGE else scale
    before, after = _around(flat, clauses, start, match.end())
    if unit in _TIMES and not groups.get("more") and not _is_measured(match[0], before, after):
        return None
    return Quantity(
        start, match.end(), text[start : match.end()], value * low * times, unit, _bound(groups),
        None if high is None else high * scale * times, before, after,
    )  # fmt: skip


def _is_measured(words: str, before: str, after: str) -> bool:
    """Whether a length of time is something found, and no limit that is set."""
    if _SHORTENED.search(before + after[:12]):
        return True
    if _LIMITED.search(before) or after.startswith(("内", "以内", "之内", "前")):
        return False
    return bool(_MEASURED.search(before) or _MEASURED.match(after) or _ABOUT.search(words))


def _value(written: str | None, rest: str | None) -> Decimal | None:
    if not written:
        return None
    if written[0].isdigit():
        return Decimal(written.replace(",", ""))
    try:
        whole = read_numeral(written.replace("两", "二").replace("〇", "零"))
    except ValueError:
        return None
    places = "".join(str("零一二三四五六七八九".index(one.replace("〇", "零"))) for one in rest or "")
    return Decimal(f"{whole}.{places}") if places else Decimal(whole)


def _tenths(value: Decimal, half: str | None) -> Decimal:
    """«三成» as a share to the nearest ten, «六成五» to the nearest one."""
    if not half:
        return value.scaleb(1)
    return value * 10 + (5 if half == "半" else "零一二三四五六七八九".index(half))


def _scale(written: str) -> int:
    scale = 1
    for one in written:
        scale *= _SCALES.get(one, 10)
    return scale


def _bound(groups: dict[str, str | None]) -> Bound:
    said = [groups.get(name) or "" for name in ("before", "more", "end")]
    for word in said:
        # «不少于» holds «少于», so the under ones that hold a «no» are asked first, then the over ones
        if word.startswith(("不", "未")):
            return Bound.UNDER if _UNDER.match(word) else Bound.OVER
    for pattern, bound in ((_OVER, Bound.OVER), (_UNDER, Bound.UNDER), (_ABOUT, Bound.ABOUT)):
        if any(pattern.search(word) for word in said):
            return bound
    return Bound.EXACT


_SAID_BEFORE: Final = re.compile(rf"(?:{_BEFORE}|为)$")


def _around(flat: str, clauses: str, start: int, end: int) -> tuple[str, str]:
    from_, to = max(0, start - FAR), min(len(flat), end + FAR)
    first = max(from_ - 1, *(clauses.rfind(mark, from_, start) for mark in _CLAUSE)) + 1
    last = min((at for at in (clauses.find(mark, end, to) for mark in _CLAUSE) if at >= 0), default=to)
    return _SAID_BEFORE.sub("", flat[first:start].strip()), flat[end:last].strip()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence."""
    start = 0
    for match in re.finditer(r"[。！？；\n]+", text):
        if match.start() > start:
            yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
