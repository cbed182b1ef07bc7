"""Errors of rules, layers and examples, all `PackError`.

PackError
├── RuleError      NoKind, SeveralKinds, NoTerm, SeveralTerms, NotWithInterval, NotWithTerm, SaysNothing,
│                  MatchDemanded, ReasonDemanded, ExtensionForm, ExpiryForm, RecusalFields, Cycle, BadCount,
│                  OwnDue, FigureUnit, StandingNeedless, PersonalRead
├── LayerError     ScopeMissing, BadDivision, DisplacesInBase, PermitMissing, PermitNeedless, FieldRedefined,
│                  StepRedefined, Longer
└── ExampleError   ExampleMissing, BadValue, EndsEarly
"""

from __future__ import annotations

from plumbline.core.data_file.errors import PackError


class RuleError(PackError):
    """A rule that says too little, too much, or nothing that can be judged."""


class NoKind(RuleError):
    """None of the kinds."""

    zh = "规则“{rule}”没有写它要求什么"
    en = "rule “{rule}” does not say what it demands"
    remedy_zh = "写 before、clock、who、carries、limit、never 之一"
    remedy_en = "write one of before, clock, who, carries, limit, never"


class SeveralKinds(RuleError):
    """More than one kind."""

    zh = "规则“{rule}”同时写了 {kinds}"
    en = "rule “{rule}” has several kinds: {kinds}"
    remedy_zh = "一条规则只有一种要求，拆成几条"
    remedy_en = "a rule has one kind; split it"


class NoTerm(RuleError):
    """A clock without a term."""

    zh = "规则“{rule}”的期限没有写长度"
    en = "the clock of rule “{rule}” has no term"
    remedy_zh = "写 within、until、by、at_least 之一"
    remedy_en = "write one of within, until, by, at_least"


class SeveralTerms(RuleError):
    """A clock with several terms."""

    zh = "规则“{rule}”的期限写了几种长度：{terms}"
    en = "the clock of rule “{rule}” has several terms: {terms}"
    remedy_zh = "within、until、by、at_least 只能有一个"
    remedy_en = "keep one of within, until, by, at_least"


class NotWithInterval(RuleError):
    """A key that a minimum interval does not have."""

    zh = "规则“{rule}”是最短间隔（at_least），不能写 {key}"
    en = "rule “{rule}” is a minimum interval (at_least), which has no {key}"
    remedy_zh = "删去 {key}"
    remedy_en = "remove {key}"


class NotWithTerm(RuleError):
    """A key that would not be counted with such a term."""

    zh = "规则“{rule}”的期限写作 {term}，不能同时写 {key}"
    en = "rule “{rule}”: a term written with “{term}” takes no {key}"
    remedy_zh = "删去 {key}，或者改用 within 与天数"
    remedy_en = "remove {key}, or use within with a number of days"


class PersonalRead(RuleError):
    """A field marked `personal: true` that a rule or a fact of the case would read outside an expression."""

    zh = "“{name}”是个人信息字段，规则不得读取"
    en = "“{name}” is personal data, which no rule may read"
    remedy_zh = "由登记环节写入一个派生事实（如 is_minor）供规则读取"
    remedy_en = "let the step set a derived fact (such as is_minor) and read that"


class SaysNothing(RuleError):
    """A `who` or `carries` that demands nothing."""

    zh = "规则“{rule}”的 {kind} 没有任何要求"
    en = "{kind} of rule “{rule}” demands nothing"
    remedy_zh = "至少写一项：{options}"
    remedy_en = "give at least one of {options}"


class MatchDemanded(RuleError):
    """The opening step may repeat and nothing says what belongs together."""

    zh = "环节“{step}”可以重复，规则“{rule}”没有说明哪些记录互相对应"
    en = "step “{step}” may repeat, and rule “{rule}” does not say which records belong together"
    remedy_zh = "写 match: [字段]，或者 match: none 并用 match_reason 说明理由"
    remedy_en = "write match: [field], or match: none with match_reason"


class ReasonDemanded(RuleError):
    """`match: none` without its reason, or the reason alone."""

    zh = "规则“{rule}”的 match: none 与 match_reason 必须同时写"
    en = "rule “{rule}”: match: none and match_reason go together"
    remedy_zh = "补上 match_reason，一句话说明为什么不必对应"
    remedy_en = "add match_reason: one sentence why nothing needs pairing"


class ExtensionForm(RuleError):
    """An extension with both or neither of amount and sets, or an amount where the clock has no unit."""

    zh = "规则“{rule}”的延长写得不对：{cause_zh}"
    en = "rule “{rule}”: {cause_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class ExpiryForm(RuleError):
    """`on_expiry` with both or neither of deem and bars."""

    zh = "规则“{rule}”的 on_expiry 应当只写 deem 或 bars 之一"
    en = "on_expiry of rule “{rule}” takes exactly one of deem and bars"
    remedy_zh = "写 on_expiry: {{deem: 环节, at: due}} 或 on_expiry: {{bars: 环节}}"
    remedy_en = "write on_expiry: {{deem: step, at: due}} or on_expiry: {{bars: step}}"


class RecusalFields(RuleError):
    """The recusal step lacks what recusal is read from."""

    zh = "环节“{step}”不能用作回避依据：缺少字段 {missing}"
    en = "step “{step}” cannot say who is recused: it lacks {missing}"
    remedy_zh = "给它 officer（类型 officer）和 granted（类型 bool）两个字段"
    remedy_en = "give it the fields officer (type officer) and granted (type bool)"


class Cycle(RuleError):
    """Rules that need each other's computed records or due days."""

    zh = "规则互相依赖：{cycle}"
    en = "rules depend on each other in a circle: {cycle}"
    remedy_zh = "去掉其中一处 due(…) 或 deem"
    remedy_en = "remove one due(…) or one deem from the circle"


class OwnDue(RuleError):
    """A rule that reads its own due day."""

    zh = "规则“{rule}”读取了自己的届满日"
    en = "rule “{rule}” reads its own due day"
    remedy_zh = "due(…) 只能读别的期限规则"
    remedy_en = "due(…) reads other clocks only"


class FigureUnit(RuleError):
    """A period counted in another unit than its figure."""

    zh = "法定数额“{figure}”以 {found} 计，规则“{rule}”却按 {wanted} 计算"
    en = "the figure “{figure}” is in {found}, yet rule “{rule}” counts {wanted}"
    remedy_zh = "两处用同一单位"
    remedy_en = "use one unit in both places"


class BadCount(RuleError):
    """A number that is no count."""

    zh = "规则“{rule}”的 {key} 应当是{wanted_zh}"
    en = "{key} of rule “{rule}” should be {wanted_en}"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class StandingNeedless(RuleError):
    """A confirmation of a rule that needs none."""

    zh = "规则“{rule}”没有待确认的标记，不需要 confirmed_by"
    en = "rule “{rule}” carries no mark that someone could confirm"
    remedy_zh = "删去 confirmed_by，或者写明 standing"
    remedy_en = "remove confirmed_by, or state the standing"


class LayerError(PackError):
    """A layer that does what no layer may."""


class ScopeMissing(LayerError):
    """A layer for nobody."""

    zh = "没有写这一层适用于哪个领域或地区"
    en = "the layer does not say for which field or division it is"
    remedy_zh = "写 field（领域）或 division（六位行政区划代码），或两者都写"
    remedy_en = "give a field, or a division (six digits), or both"


class BadDivision(LayerError):
    """No GB/T 2260 code."""

    zh = "“{word}”不是行政区划代码"
    en = "“{word}” is no division code"
    remedy_zh = "写六位数字并加引号，例如 '650105'"
    remedy_en = "write six digits between quotes, e.g. '650105'"


class DisplacesInBase(LayerError):
    """`displaces` outside a layer."""

    zh = "“{key}”只能写在 layer.yaml 里"
    en = "“{key}” belongs in layer.yaml only"
    remedy_zh = "国家程序里直接改规则；部门或地方的例外写进它的 layer.yaml"
    remedy_en = "change the rule itself, or put the exception into the layer of its field or region"


class PermitMissing(LayerError):
    """A displacement that no provision permits."""

    zh = "规则“{rule}”取代“{displaced}”，但没有写 permitted_by"
    en = "rule “{rule}” displaces “{displaced}” without permitted_by"
    remedy_zh = "写明允许例外的条文（如“另有规定的，从其规定”所在的条）"
    remedy_en = "cite the provision that permits the exception"


class PermitNeedless(LayerError):
    """A permission for nothing."""

    zh = "规则“{rule}”写了 permitted_by，却没有取代任何规则"
    en = "rule “{rule}” has permitted_by but displaces nothing"
    remedy_zh = "补上 displaces，或者删去 permitted_by"
    remedy_en = "add displaces, or remove permitted_by"


class FieldRedefined(LayerError):
    """A field or attribute given anew by a layer."""

    zh = "“{name}”在下层已有定义，不能重新定义"
    en = "“{name}” is already defined below and cannot be defined again"
    remedy_zh = "换一个字段名，或者删去这里的定义"
    remedy_en = "choose another name, or remove it here"


class StepRedefined(LayerError):
    """A layer changes a step beyond adding to it."""

    zh = "环节“{step}”已有定义，这一层只能给它增加 fields、documents、recordings（写了 {key}）"
    en = "step “{step}” exists already; a layer may only add fields, documents, recordings (found {key})"
    remedy_zh = "删去 {key}"
    remedy_en = "remove {key}"


class Longer(LayerError):
    """A layer relaxes a rule of the law below it."""

    zh = "规则“{rule}”放宽了下层规则：{cause_zh}"
    en = "rule “{rule}” relaxes the rule below it: {cause_en}"
    remedy_zh = "同名规则只能在同一单位内缩短期限；要放宽，写 displaces 和 permitted_by"
    remedy_en = (
        "under the same id only a shorter period in the same unit; else use displaces with permitted_by"
    )


class ExampleError(PackError):
    """Examples that are missing or make no sense."""


class ExampleMissing(ExampleError):
    """A rule without an example that passes or fails."""

    zh = "规则“{rule}”没有“{outcome}”的示例"
    en = "rule “{rule}” has no example that is {outcome}"
    remedy_zh = "在 examples.yaml 中加一个 expect: {{{rule}: {outcome}}} 的小案件"
    remedy_en = "add a small case to examples.yaml with expect: {{{rule}: {outcome}}}"


class BadValue(ExampleError):
    """A value that is not of its field's type."""

    zh = "字段“{field}”（类型 {type}）不能取值“{value}”"
    en = "field “{field}” (type {type}) cannot hold “{value}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


class EndsEarly(ExampleError):
    """An act that ends before it begins, or was entered before it ended."""

    zh = "记录“{record}”的 {later} 早于 {earlier}"
    en = "record “{record}”: {later} is earlier than {earlier}"
    remedy_zh = "核对两个时间"
    remedy_en = "check the two times"
