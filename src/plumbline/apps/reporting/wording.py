"""Every word of the report that is not in the output itself, Chinese first and English complete.

Chinese follows the style of a legal form: full-width punctuation, the law's words, no exclamation.
"""

from __future__ import annotations

from typing import NamedTuple

from plumbline.core.errors import Language
from plumbline.core.vocabulary import Outcome, Standing


class Text(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def fill(self, **values: object) -> Text:
        """The text with its `{names}` replaced; a value that is a Text is said in the language of its place."""
        said: dict[Language, dict[str, object]] = {"zh": {}, "en": {}}
        for name, value in values.items():
            said["zh"][name] = value.zh if isinstance(value, Text) else value
            said["en"][name] = value.en if isinstance(value, Text) else value
        return Text(self.zh.format_map(said["zh"]), self.en.format_map(said["en"]))


OUTCOMES: dict[Outcome, Text] = {
    Outcome.VIOLATED: Text("违反", "violated"),
    Outcome.UNDETERMINED: Text("无法判断", "undetermined"),
    Outcome.PENDING: Text("未到期", "pending"),
    Outcome.SATISFIED: Text("符合", "satisfied"),
    Outcome.NOT_APPLICABLE: Text("不适用", "not applicable"),
}
"""In the order in which a reader wants them."""

STANDINGS: dict[Standing, Text] = {
    Standing.READ: Text("已核原文", "read in full"),
    Standing.SECONDARY: Text("⟨S⟩ 仅见摘引", "⟨S⟩ seen only in an excerpt"),
    Standing.ELSEWHERE: Text("⟨X⟩ 仅在他处有约束力", "⟨X⟩ binding only elsewhere"),
    Standing.DERIVED: Text("⟨D⟩ 条文未明，本系统的理解", "⟨D⟩ our reading where the text is silent"),
    Standing.UNVERIFIED: Text("未核实", "unverified"),
}

REASONS: dict[str, Text] = {
    "when_unknown": Text(
        "判断是否适用所需的事实缺失", "a fact that decides whether the rule applies is missing"
    ),
    "when": Text("不具备适用条件", "the condition of the rule is not met"),
    "unknown": Text("所需的事实缺失", "a fact it needs is missing"),
    "match_unknown": Text("无法确定记录之间的对应关系", "which records belong together is not recorded"),
    "from_uncovered": Text("来源未包含起算的环节", "the source does not cover the step that starts it"),
    "to_uncovered": Text("来源未包含应当完成的环节", "the source does not cover the step that discharges it"),
    "pause_uncovered": Text(
        "来源未包含中止期限的环节", "the source does not cover the step that suspends it"
    ),
    "no_start": Text("没有起算的事实", "nothing started the period"),
    "start_unknown": Text("起算日期缺失", "the day it starts from is missing"),
    "term_unknown": Text("期限长度缺失", "the length of the period is missing"),
    "figure_unset": Text(
        "数额由“{detail}”设定，尚未设定", "the figure is to be set by “{detail}” and is not set"
    ),
    "figure_unknown": Text("没有适用的数额“{detail}”", "no figure “{detail}” is known for the day and place"),
    "extension_unknown": Text("延长的天数缺失", "the length of an extension is missing"),
    "time_of_day_unknown": Text("只有日期，没有时刻", "only the day is recorded, not the time"),
    "beyond_calendar": Text("超出工作日历的范围", "outside the range of the working calendar"),
    "officers_unknown": Text("来源没有执法人员信息", "the source does not say who acted"),
    "unconfirmed": Text("尚待另一名执法人员确认", "another officer has yet to confirm"),
    "ended": Text("案件已经终结", "the case has ended"),
    "": Text("未说明原因", "no reason stated"),
}
"""Why a rule said nothing firm; a code unknown here is shown as it is."""


def reason(code: str, detail: str) -> Text:
    """A reason in words, with its detail when the sentence does not hold it."""
    said = REASONS.get(code, Text(code, code))
    filled = said.fill(detail=detail)
    if detail and filled == said:
        return Text(f"{said.zh}（{detail}）", f"{said.en} ({detail})")
    return filled


PAGE: dict[str, Text] = {
    "product": Text("准绳", "Plumbline"),
    "title": Text("执法记录检查报告", "Report of a check of enforcement records"),
    "skip": Text("跳到问题清单", "Skip to the findings"),
    "sections": Text("各部分", "Sections"),
    "overview": Text("概况", "Overview"),
    "findings": Text("问题清单", "Findings"),
    "rules": Text("规则", "Rules"),
    "sources": Text("依据与来源", "Basis and sources"),
    "print": Text("打印", "Print"),
    "noscript": Text(
        "浏览器没有运行脚本：概况、规则和来源仍完整，问题清单请打开 findings.csv。",
        "Scripts are off: overview, rules and sources are complete; open findings.csv for the list of findings.",
    ),
    "sentence": Text(
        "截至 {now}，共读入 {files} 个文件、{read} 条记录，按 {rules} 条规则"
        "对 {cases} 件案件作出 {judged} 次判断：{result}。",
        "As of {now}: {files} files with {read} records were read, and {rules} rules made {judged} judgements "
        "on {cases} cases: {result}.",
    ),
    "result_none": Text("没有发现违反", "no violation was found"),
    "result_violated": Text("违反 {n} 次，涉及 {cases} 件案件", "{n} violations in {cases} cases"),
    "result_undetermined": Text("另有 {n} 次因缺少数据无法判断", "{n} could not be decided for want of data"),
    "result_join": Text("；", "; "),
    "caution": Text(
        "无法判断不等于符合。本报告只说明已编入的条文如何看待所给的记录，不是法律意见。",
        "Undetermined is not satisfied. The report shows what the encoded articles say about the records given; "
        "it is no legal advice.",
    ),
    "band_note": Text(
        "只计行政机关的义务。当事人、法院等的期限另有 {n} 次未遵守，只列在“规则”，不作为问题。",
        "Duties of organs only. Periods of parties, courts and others were missed {n} times; “Rules” lists them, "
        "they are no findings.",
    ),
    "not_organ": Text("非行政机关的义务，不作为问题", "not a duty of an organ, makes no findings"),
    "left_out": Text("来源未包含", "Not covered by the source"),
    "left_out_steps": Text("环节：{names}", "steps: {names}"),
    "left_out_facts": Text("{n} 项事实", "{n} facts"),
    "unit_times": Text("次", "times"),
    "rejected_rows": Text("待改数据", "rows set aside"),
    "rejected_link": Text("{n} 条，见 rejects.csv", "{n}, see rejects.csv"),
    "rejected_none": Text("0 条", "0"),
    "failures": Text("没有读完的文件", "Files not read to their end"),
    "colon": Text("：", ": "),
    "judged_line": Text("检查对象", "Judged"),
    "pack_short": Text("{title}（{layers}，{hash}）", "{title} ({layers}, {hash})"),
    "pack_count": Text("{m} 种程序，{n} 个规则包", "{n} packs of {m} procedures"),
    "calendar_short": Text("工作日历 {id} {version}", "calendar {id} {version}"),
    "more_files": Text("等 {n} 个文件", "and others, {n} files"),
    "nothing": Text("没有作出任何判断", "Nothing was judged"),
    "nothing_read": Text(
        "文件里没有读到可用的记录。先看待改数据一栏和 rejects.csv 写明的原因，改好后用同一命令重新检查。",
        "No usable record was read. See the rows set aside and rejects.csv for the reasons, mend them and run the same "
        "command again.",
    ),
    "nothing_applied": Text(
        "读到了记录，但没有一条规则适用。核对所选的程序，以及映射文件里环节的对应关系。",
        "Records were read, but no rule applied. Check the procedure chosen and how the mapping names the steps.",
    ),
    "clean": Text("没有需要处理的问题", "There are no findings"),
    "clean_more": Text(
        "所有已作出的判断中没有违反，也没有即将到期或者无法判断的事项。各规则的判断次数见“规则”。",
        "No judgement was a violation, none is due soon and none is undetermined. “Rules” shows how often "
        "each applied.",
    ),
    "charts": Text("图表", "Charts"),
    "show_table": Text("看数据表", "Show as a table"),
    "chart_rules": Text(
        "各规则的判断结果（次，不含不适用）", "Outcomes per rule (times, without not applicable)"
    ),
    "chart_rules_top": Text(
        "列出问题最多的 {n} 条规则，其余见“规则”。条长为各结果所占比例，极小的也画出一线。",
        "The {n} rules with most findings; “Rules” has the rest. Bars show shares; the smallest share is still drawn.",
    ),
    "chart_months": Text("{outcome}，按月（件）", "Findings per month: {outcome}"),
    "chart_years": Text("{outcome}，按年（件）", "Findings per year: {outcome}"),
    "chart_months_note": Text(
        "按到期日所在月份；没有到期日的按行为发生日。",
        "By the month of the due day, or of the act where there is none.",
    ),
    "undated": Text("没有日期", "no date"),
    "chart_organs": Text("{outcome}，按机关（件）", "Findings per organ: {outcome}"),
    "chart_organs_note": Text(
        "按机关名称排列，不是排名；案件数量不同，不宜直接比较。",
        "In order of name, not a ranking; organs differ in how many cases they have.",
    ),
    "more_organs": Text(
        "图中列出前 {n} 个机关，全部见数据表。", "The chart shows the first {n} organs, the table all."
    ),
    "chart_days": Text("逾期日数（横轴为日，数为件）", "Days over (bars by days, numbers are findings)"),
    "chart_days_note": Text("只含违反期限的问题。", "Violated periods only."),
    "days_band": Text("{a}–{b}", "{a}–{b}"),
    "days_one": Text("{a}", "{a}"),
    "days_over_band": Text(">{a}", ">{a}"),
    "rule": Text("规则", "Rule"),
    "month": Text("月份", "Month"),
    "year": Text("年份", "Year"),
    "organ": Text("机关", "Organ"),
    "days": Text("逾期", "Days over"),
    "count": Text("件数", "Count"),
    "basis": Text("依据", "Basis"),
    "standing": Text("核对情况", "Standing"),
    "rules_intro": Text(
        "共 {n} 条规则。点数字可筛选问题清单。", "{n} rules. A number filters the list of findings."
    ),
    "reasons_of": Text("{outcome}：", "{outcome}: "),
    "reason_count": Text("{reason} {n} 次", "{reason}: {n}"),
    "reason_join": Text("；", "; "),
    "as_of": Text("判断截至", "Judged as of"),
    "packs": Text("规则包", "Packs"),
    "pack_hash": Text("内容 SHA-256", "SHA-256 of its text"),
    "layers": Text("层", "Layers"),
    "calendar": Text("工作日历", "Working calendar"),
    "calendar_says": Text(
        "{id}，版本 {version}，已公布至 {through}", "{id}, version {version}, published through {through}"
    ),
    "files": Text("文件", "Files"),
    "file": Text("文件", "File"),
    "records_read": Text("读入", "Read"),
    "records_rejected": Text("待改", "Set aside"),
    "program": Text("程序版本", "Program"),
    "procedure": Text("程序", "Procedure"),
    "capped": Text(
        "本页收入 {shown} 条，全部 {total} 条见 findings.csv；每条规则都有，逾期长的在先。"
        "筛选和计数只含收入的部分。",
        "This page holds {shown} of {total} findings; findings.csv has all. Every rule is represented, longest "
        "overdue first. Filters and counts cover what the page holds.",
    ),
    "traces_capped": Text(
        "为控制篇幅，{n} 条问题的推理过程未收入本页，见 findings.csv。",
        "To keep the page small, the traces of {n} findings are left out; findings.csv has them.",
    ),
    "all_rows": Text("全部问题：findings.csv", "All findings: findings.csv"),
    "search": Text("查找", "Search"),
    "search_hint": Text("案号、记录、文字", "case, record, words"),
    "outcome": Text("结果", "Outcome"),
    "clear": Text("清除筛选", "Clear filters"),
    "export": Text("导出筛选结果 CSV", "Export filtered rows as CSV"),
    "per_page": Text("每页", "Per page"),
    "previous": Text("上一页", "Previous"),
    "next": Text("下一页", "Next"),
    "language": Text("语言", "Language"),
    "filters": Text("筛选", "Filters"),
    "pages": Text("翻页", "Pages"),
}

SCRIPT: dict[str, Text] = {
    "all": Text("全部", "all"),
    "option": Text("{name}（{n}）", "{name} ({n})"),
    "shown": Text("第 {a}–{b} 条，共 {n} 条", "{a}–{b} of {n}"),
    "shown_of": Text(
        "第 {a}–{b} 条，筛选出 {n} 条，共 {total} 条", "{a}–{b} of {n} filtered, {total} in all"
    ),
    "none": Text("没有符合筛选条件的问题", "No finding fits the filters"),
    "none_more": Text("放宽或者清除筛选后再看。", "Widen or clear the filters."),
    "finding": Text("问题", "Finding"),
    "case": Text("案号", "Case"),
    "due": Text("到期", "Due"),
    "over": Text("逾期", "Days over"),
    "over_days": Text("{n} 日", "{n}"),
    "record": Text("记录", "Record"),
    "late_entry": Text("补录", "entered late"),
    "no_organ": Text("（未注明）", "(not stated)"),
    "article": Text("依据", "Article"),
    "sentence": Text("结论", "Conclusion"),
    "records": Text("所依据的记录", "Records read"),
    "step": Text("环节", "Step"),
    "happened": Text("发生时间", "Happened"),
    "entered": Text("录入时间", "Entered"),
    "counting": Text("期限怎么算", "How the period is counted"),
    "day_span": Text("日期", "Days"),
    "day_counts": Text("计算", "Counting"),
    "day_remark": Text("说明", "Remark"),
    "figures": Text("使用的数额", "Figures used"),
    "figure": Text("数额", "Figure"),
    "value": Text("数值", "Value"),
    "versions": Text("规则与版本", "Rule and versions"),
    "rule": Text("规则", "Rule"),
    "pack": Text("规则包", "Pack"),
    "calendar": Text("工作日历", "Calendar"),
    "no_trace": Text(
        "推理过程未收入本页，见 findings.csv 中本案的 trace 列。",
        "The trace is not in this page; see the trace column of findings.csv.",
    ),
    "copy_link": Text("复制链接", "Copy link"),
    "copied": Text("链接已复制", "Link copied"),
    "copy_by_hand": Text("请手工复制这个链接：", "Copy this link by hand: "),
    "case_filter": Text("只看本案", "Only this case"),
    "sorted_by": Text("排序：{name}", "Sort by {name}"),
    "outcome": Text("结果", "Outcome"),
    "organ": Text("机关", "Organ"),
    "source": Text("出处", "Source"),
    "judged_first": Text(
        "粗体为被判断的记录。时间为本地时间。", "The judged record is in bold. Times are local."
    ),
    "deemed": Text("推定", "deemed"),
    "facts": Text("读取的事实", "Facts read"),
    "fact": Text("事实", "Fact"),
    "not_recorded": Text("没有记载", "not recorded"),
    "not_covered": Text("来源未包含", "not covered by the source"),
    "dates": Text("到期 {due}，完成 {done}，逾期 {over} 日。", "Due {due}, done {done}, days over: {over}."),
    "dates_open": Text("到期 {due}，未完成，逾期 {over} 日。", "Due {due}, not done, days over: {over}."),
    "written_in": Text(
        "检查是用英文运行的，原句如下；用 --lang zh 重新检查可得中文。",
        "The check ran in Chinese and its own sentences are in Chinese; run it with --lang en for English ones.",
    ),
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "asked_on": Text("适用日期", "Asked for"),
    "condition": Text("规则的条件", "Condition of the rule"),
    "file_name": Text("问题清单-筛选", "findings-filtered"),
    "not_found": Text("链接所指的问题不在本页", "The finding of the link is not in this page"),
}
