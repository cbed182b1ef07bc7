"""What was left unfinished in a text: gaps that nobody filled, words and marks written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.report_audit.quantity import sentences
from plumbline.core.report_audit.remark import Remark

_OPENING, _CLOSING = "（(〔【[［「『", "）)〕】]］」』"
_WAITING: Final = (
    "待(?![遇岗产人命]|业(?!务))|填写|填报|核填|请[^，。]{1,8}(?:填|核实|核对|确认|补充)|请补充"
    "|此处|空缺|暂缺|缺数据|数据另|(?:数据|数字|内容|情况|名单)由[^，。（）]{1,10}[补填提]"
)
_MEASURE: Final = "年|月|日|件|个|名|人|次|家|份|项|条|宗|起|户|场|元|期|处|万|%"
_PLACEHOLDER: Final = re.compile(
    rf"[{re.escape(_OPENING)}][\s_＿…—\-.×xX]{{0,12}}[{re.escape(_CLOSING)}]"
    rf"|[{re.escape(_OPENING)}][^{re.escape(_OPENING + _CLOSING)}]{{0,14}}(?:{_WAITING})"
    rf"[^{re.escape(_OPENING + _CLOSING)}]{{0,12}}[{re.escape(_CLOSING)}]"
    r"|(?<![A-Za-z“])[×xXＸ✕]{2,}(?![A-Za-z])|[_＿]{2,}|…{3,}|待补充|待核实|待填写|[xX×Ｘ✕]\.[xX×Ｘ✕]|TBD|TO[D]O|\?{2,}|？{2,}|〇〇+|○○+|[□■△▲※◯●]{2,}|\*{2,}|某某+"
    rf"|(?<![A-Za-z+\-“])[×XＸNn](?=(?:余|多)?(?:{_MEASURE}|[册本篇批套支辆台所张](?![\u4e00-\u9fa5]))(?![A-Za-z光]))"
    rf"|共计?(?=(?:件|个|名|人次|家次|家|份|项|条|宗|起|户|场|元|万元)[，。；、])"
    rf"|(?<=[\u4e00-\u9fa5])[ 　]{{2,}}(?=(?:人次|件次|家次|{_MEASURE})[，。；、（(])"
    rf"|(?<=[\u4e00-\u9fa5])[ 　](?=(?:万元|亿元|人次|件次|家次|场次|{_MEASURE})[，。；、])"
    r"|(?:附[件表图]|[详参]?见[表图])[XxＸ×](?![A-Za-z])"
    r"|[:：][ \t　_＿]{2,}(?=[。；，\n]|$)"
)
_MARKS: Final = re.compile(r"([，。；：、])\1+|，。|。，|、，|，、|；。|：。|。；|，；|；，|、。")
_ONE: Final = re.compile(
    r"([的了和与在是为对将被并把由从向以])\1(?!确|解|口|象|标|策|接|时)(?<!目的的)(?<!为了了)"
)
_ENDING: Final = re.compile(
    r"(?:(?<![公中])共共(?![享建治青产])|已已|各各|该该|其其|性性|率率|化化(?![工学肥妆石合])|们们|者者)"
)
"""Endings of words and some that nothing doubles, written twice."""
_WORD_TWICE: Final = re.compile(
    "按照照|根据据|通过过(?![程渡户错失硬关滤境])|开展展(?![示现开会览板望])|加强强(?![化制调力度势])|推进进(?![一行展度入出])"
    "|落实实(?![施行际效现名地体])|坚持持(?![续证有久])|完善善|健全全(?![面区县市省国体部年程员过链覆])|建立立(?![法案项即体足行])"
    "|实施施(?![工行策])|组织织|制定定(?![期向性点员])|规范范|确保保(?![护障险证持密留存])|保障障|促进进(?![一行展度入出])"
    "|以及及(?![时格])|并且且|但是是|因此此|由于于|关于于|对于于|鼓励励|支持持(?![续证有久])|指导导|监督督(?![察促导办查])"
    "|检查查(?![处封验看询出办明实找获])|管理理(?![念论由顺赔想])|服务务(?![实必工农])|严格格|全面面(?![向对临积试])"
    "|及时时(?![间限效段常期刻])|积极极(?![大其端少为])|认真真(?![正实抓相])|有效效(?![果率能益力])|不断断|切实实(?![施行际现效])"
    "|进一步步(?![骤伐入调])|政府府(?![院际校内])|依规规(?![范定划则章])|法治治(?![理安愈疗])|执法法(?![律规制治院官定])"
    "|行政政(?![府务策治协法权区])|部门门(?![户口槛])|单位位(?![于居列置])|人员员|群众众|制度度(?![过量假])|机制制(?![定度作约])"
    "|体系系(?![统列])|工作作(?![风为出用])|案件件|问题题|情况况(?!且)|能力力(?![度争量促推])|水平平(?![台均安等稳])"
    "|建设设(?![施立备置计])|发展展(?![示现开览])|监管管(?![理控辖网])|公开开(?![展放始设发通])|培训训(?!练)|重点点(?![击位])"
    "|决策策(?![划略])|审核核(?![查实准定心])|复议议(?![题事案])|处罚罚(?![款没金])|许可可(?![以能靠])|责任任(?![务命职何期])"
    "|意见见(?![证面效])|措施施(?![工行策])|安全全(?![面区县市省国体部年程员过链覆])|企业业(?![务主态绩])|社会会(?![议同商计])"
    "|[维保]护护(?![航理栏士照林送])|培训班班(?![次级长])|合法法(?![律规治院定])|权益益|法律律(?![师所])|法规规(?![范定划则章])"
    "|教育育(?!人)|宣传传(?![播统承递达销])|活动动(?![员态力作机物])|队伍伍|干部部(?![门署分委])|领导导(?![致向师])"
    "|成效效(?![果率能益力])|渠道道(?!路)|平台台(?![账风])|信息息|标准准(?![确入备时予许])|专项项(?!目)|统筹筹(?![备集划措建])"
    "|协调调(?![解研查整度处动配])|配合合(?![同法力作理规并计格适])|整改改(?![革进善正变造])|完成成(?![果效立员本功为熟绩长])"
    "|推动动(?![员态力作机])|提升升(?![级学值温])|增强强(?![化制调力度势国])|深入入(?![户企手库住口网村园校职])|严肃肃"
    "|审查查(?![处封验看询出办明实找获])|办理理(?![念论由顺赔想])"
    "|质量量(?![化刑罚])|效率率(?!先)|领域域(?!外)"
)
"""A common word whose last character was written twice; not where the second begins another word."""
_BODY_TWICE: Final = re.compile(
    r"乡镇镇(?![长域党村区级江海])|局局(?!长|党|机关|务|部|面|势|属|内|办|域|领导|班子)"
    r"|(?<=[我全本各])(?:县县|区区|市市|镇镇|乡乡)(?=[高重积坚始深认扎严持切紧着以把将对进完聚围突健])"
)
"""«乡镇镇人民政府», «司法局局开展», «我县县高度重视»: what no word begins with stands behind the second."""
_BEFORE_TITLE: Final = re.compile(
    r"(?<![\u4e00-\u9fa5])([局县区市镇乡院委所厅省])\1(?=长|党[委组]|主要负责|政府)"
)
"""«局局长» where no name stands before it, as in «财政局局长»."""
_TWO: Final = re.compile(r"([\u4e00-\u9fa5]{2,6})\1(?P<next>[\u4e00-\u9fa5]?)")
_MEASURE_TWICE: Final = re.compile(r"\d(件|个|名|家|次|份|项|条|期|场|起|户|处)\1(?=[，。；、）])")
_LONG: Final = 18
"""Characters from which on a sentence that stands twice is a slip; shorter ones are set phrases and headings."""
_SURNAME: Final = re.compile(
    "(?:^|[\u4e00-\u9fa5、，。：“（\n])[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马苗方袁柳唐罗薛雷贺倪汤"
    "殷毕郝邵汪毛戴宋熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万莫房解丁邓洪包左石崔龚程裴陆翁段侯武刘叶龙黎白赖乔谭姚尹]$"
)
_NAMELESS: Final = re.compile("[\u4e00-\u9fa5]{0,8}?(?:公司|[厂店]|企业|酒店|商[行场]|超市|医院|学校|合作社)")
"""«某某公司»: a party whose name is not told."""
_MEASURED: Final = re.compile(f"(?:{_MEASURE})(?!某)")
_SHOWN_FORM: Final = re.compile(
    r"(?:样本|样式|式样|范本|示范文本|样张|示例|格式如下|模板)(?:附后)?[^。\n]*$|(?:编号|文号)[^。\n]{0,8}改为[^。\n]*$"
)
_FORM: Final = 60
"""Characters before a gap among which the text says that it shows an empty form."""
_SHOWN: Final = 12
_NAMES: Final = frozenset("性型类化员者师业站所式")
"""After these a doubled word is the word and a name that begins with it: «规范规范性文件», «调解调解员»."""


def slips(text: str) -> Iterator[Remark]:
    """Gaps, and what was written twice."""
    for match in _PLACEHOLDER.finditer(text):
        if _is_masked(text, match):
            continue
        yield Remark("placeholder", *match.span(), {"words": match[0].strip() or match[0]})
    for pattern in (_MARKS, _ONE, _ENDING, _WORD_TWICE, _BODY_TWICE, _BEFORE_TITLE, _MEASURE_TWICE):
        for match in pattern.finditer(text):
            if pattern is not _ONE or not _is_pair(text, match.start()):
                yield Remark("doubled", *match.span(), {"words": match[0]})
    yield from _sentences_twice(text)
    for match in _TWO.finditer(text):
        if not _is_meant(match[1], match["next"]):
            end = match.end() - len(match["next"])
            yield Remark("doubled", match.start(), end, {"words": match[1] * 2})


def _is_masked(text: str, match: re.Match[str]) -> bool:
    """Whether a cross hides the name of a person, or stands in a form that is shown and not filled in."""
    if match[0][0] in "×xXＸ某" and _SURNAME.search(text[max(0, match.start() - 3) : match.start()]):
        return _MEASURED.match(text, match.end()) is None
    if match[0].startswith("某某") and _NAMELESS.match(text, match.end()):
        return True
    return _SHOWN_FORM.search(text[max(0, match.start() - _FORM) : match.start()]) is not None


def _is_pair(text: str, at: int) -> bool:
    """«实实在在»: the doubled word is the second half of one that is doubled as a whole."""
    return at > 1 and text[at - 1] == text[at - 2]


def _sentences_twice(text: str) -> Iterator[Remark]:
    """A whole sentence, as long as nobody writes twice by chance, that stands in the text a second time."""
    seen: set[str] = set()
    for start, end in sentences(text):
        words = "".join(text[start:end].split())
        if len(words) < _LONG:
            continue
        if words in seen:
            yield Remark("doubled", start, end, {"words": f"{words[:_SHOWN]}…"})
        seen.add(words)


def _is_meant(word: str, following: str) -> bool:
    """A doubled word that is good Chinese: one after the other («一件一件»), or a name beginning with it."""
    if word[0] in "一逐又边很好多几" or len(set(word)) == 1:
        return True
    return bool(following) and following in _NAMES
