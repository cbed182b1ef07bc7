"""Drafts → one `Procedure`: layers applied, every name resolved, every contradiction refused.

A layer may add steps, fields and rules, and under the id of an existing clock give a smaller number in the same unit.
Everything else it changes only by `displaces` with the provision that permits it. A rule that is displaced or tightened
stays as it is on the days when the layer's rule is not in force: it is held in parts, each with its own window.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plumbline.core.clocks.counting import Period
from plumbline.core.data_file.errors import Found, MissingKey, PackError
from plumbline.core.data_file.nodes import Node, content_hash
from plumbline.core.procedures.definition import FieldDefinition, Procedure, Step
from plumbline.core.procedures.errors import NameTaken, WrongType, unknown
from plumbline.core.procedures.load_layer import LayerDraft
from plumbline.core.procedures.load_procedure import AttributeDraft, Contents, ProcedureDraft, StepDraft
from plumbline.core.procedures.load_rule import RuleDraft
from plumbline.core.procedures.references import check_rule
from plumbline.core.procedures.rule_errors import Cycle, FieldRedefined, Longer, PersonalRead, StepRedefined
from plumbline.core.rules.evaluate_one import expressions, reads
from plumbline.core.rules.expression import Due, walk
from plumbline.core.rules.rule import Clock, Interval, Rule
from plumbline.core.rules.typing import Vocabulary

_ADDED_KEYS = ("fields", "documents", "recordings")


@dataclass(slots=True)
class _Whole:
    """The parts of the procedure while layers are put on."""

    steps: dict[str, Step] = field(default_factory=dict)
    attributes: dict[str, AttributeDraft] = field(default_factory=dict)
    rules: dict[str, RuleDraft] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class FigureNames:
    """What rules may ask of the dated figures: the keys of each (none where it has no key) and its unit."""

    keys: Mapping[str, Collection[str]]
    units: Mapping[str, str]


def assemble(
    versions: Sequence[ProcedureDraft],
    layers: Sequence[LayerDraft],
    figures: FigureNames | None,
    found: Found,
) -> Procedure | None:
    """The procedure of one organ. `versions` are the files of its consecutive versions, oldest first.

    Errors go to `found`; None if there are any in these files or were before.
    """
    before = len(found.errors)
    whole = _Whole()
    for version in versions:
        _put_version(whole, version, found)
    for layer in layers:
        _put_layer(whole, layer, found)
    parts: list[ProcedureDraft | LayerDraft] = [*versions, *layers]
    broken = any(part.contents.broken for part in parts)
    whole.unread = {name for part in parts for name in part.contents.unread}
    head = versions[-1]
    if not broken:
        for version in versions:
            _check_ends(version, whole.steps, found)
        for part in parts:
            _check_named_steps(part.contents, whole.steps, found)
        for attribute in whole.attributes.values():
            _check_attribute(attribute, whole.steps, found)
    rules = () if broken or len(found.errors) > before else _checked(whole, figures, found)
    if broken or len(found.errors) > before:
        return None
    return Procedure(
        id=head.id,
        title=head.title,
        english=head.english,
        basis=head.basis,
        checked_on=head.source.checked_on,
        time_zone=head.time_zone,
        calendar=head.calendar,
        from_day=versions[0].source.from_day,
        to_day=head.source.to_day,
        steps=whole.steps,
        attributes={name: draft.attribute for name, draft in whole.attributes.items()},
        rules=rules,
        ends=tuple(dict.fromkeys(step for v in versions for step in v.ends)),
        gates=tuple(dict.fromkeys(step for v in versions for step in v.gates)),
        main_line=head.main_line,
        layers=tuple(dict.fromkeys((*(v.source.layer for v in versions), *(p.source.layer for p in layers)))),
        content_hash=content_hash((_name(part.node), part.node) for part in parts),
        place=head.node.place,
        elsewhere=head.elsewhere,
        reopens=tuple(dict.fromkeys(step for v in versions for step in v.reopens)),
        afterwards=tuple(dict.fromkeys(step for v in versions for step in v.afterwards)),
        alone=head.alone,
    )


def _name(node: Node) -> str:
    """The last parts of a file's path: enough to tell files apart, and the same on every machine."""
    return "/".join(node.place.file.split("/")[-3:])


def _put_version(whole: _Whole, version: ProcedureDraft, found: Found) -> None:
    contents = version.contents
    for name, draft in contents.steps.items():
        known = whole.steps.get(name)
        if known is None:
            whole.steps[name] = draft.step
        else:
            with found.part():
                whole.steps[name] = _later_step(known, draft)
    for name, attribute in contents.attributes.items():
        known_attribute = whole.attributes.get(name)
        if known_attribute is not None:
            with found.part():
                _same_meaning(
                    known_attribute.attribute.definition,
                    attribute.attribute.definition,
                    f"case.{name}",
                    attribute.node,
                )
            pairs = known_attribute.attribute.set_by + attribute.attribute.set_by
            merged = replace(attribute.attribute, set_by=tuple(dict.fromkeys(pairs)))
            attribute = AttributeDraft(merged, attribute.node)
        whole.attributes[name] = attribute
    for rule in contents.rules.values():
        # a later version of a rule keeps its id; each is held apart by its own window
        whole.rules[_key(whole.rules, rule)] = rule
    _check_former_names(contents, whole, found)


def _check_former_names(contents: Contents, whole: _Whole, found: Found) -> None:
    former: dict[str, str] = {}
    for name, step in contents.steps.items():
        for was in step.step.was:
            if was in whole.steps or was in former:
                found.add(_taken(step.node, was, "环节的编号", "the id of a step"))
            former[was] = name
    rules: dict[str, str] = {}
    for name, rule in contents.rules.items():
        for was in rule.was:
            if was in whole.rules or was in rules:
                found.add(_taken(rule.node, was, "规则的编号", "the id of a rule"))
            rules[was] = name


def _taken(node: Node, name: str, zh: str, en: str) -> NameTaken:
    return NameTaken(place=node.key_place("was"), name=name, taken_zh=zh, taken_en=en)


def _later_step(known: Step, draft: StepDraft) -> Step:
    """A step of a later version: its fields keep their meaning."""
    fields = dict(known.fields)
    for name, definition in draft.step.fields.items():
        if name in fields:
            _same_meaning(fields[name], definition, f"{known.id}.{name}", draft.node.find("fields", name))
        fields[name] = definition
    return replace(draft.step, fields=fields, repeats=known.repeats or draft.step.repeats)


def _same_meaning(known: FieldDefinition, later: FieldDefinition, name: str, node: Node) -> None:
    if known.type is not later.type:
        raise WrongType(place=node.place, name=name, found=str(later.type), wanted=str(known.type))


def _put_layer(whole: _Whole, layer: LayerDraft, found: Found) -> None:
    for name, draft in layer.contents.steps.items():
        with found.part():
            known = whole.steps.get(name)
            whole.steps[name] = _new_step(draft) if known is None else _added(known, draft)
    for name, attribute in layer.contents.attributes.items():
        if name in whole.attributes:
            found.add(FieldRedefined(place=attribute.node.place, name=name))
        else:
            whole.attributes[name] = attribute
    for name, rule in layer.contents.rules.items():
        with found.part():
            _put_rule(whole, name, rule)
    _check_former_names(layer.contents, whole, found)


def _new_step(draft: StepDraft) -> Step:
    if not draft.step.title:
        raise MissingKey(place=draft.node.place, where=draft.step.id, key="title")
    return draft.step


def _added(known: Step, draft: StepDraft) -> Step:
    """A step with what a layer adds to it."""
    for key in draft.node.members():
        if key not in _ADDED_KEYS:
            raise StepRedefined(place=draft.node.key_place(key), step=known.id, key=key)
    for name in draft.step.fields:
        if name in known.fields:
            raise FieldRedefined(place=draft.node.find("fields").key_place(name), name=f"{known.id}.{name}")
    return replace(
        known,
        fields={**known.fields, **draft.step.fields},
        documents=tuple(dict.fromkeys((*known.documents, *draft.step.documents))),
        recordings=tuple(dict.fromkeys((*known.recordings, *draft.step.recordings))),
    )


def _put_rule(whole: _Whole, name: str, draft: RuleDraft) -> None:
    """Put a layer's rule on. What it displaces or tightens stays in force on the days when it is not."""
    rules, displaced = whole.rules, draft.rule.displaces
    replaced = displaced if displaced is not None else name
    parts = {key: part for key, part in rules.items() if part.rule.id == replaced}
    if displaced is not None and not parts:
        raise unknown("rule", displaced, rules, name, draft.node.find("displaces").place)
    if displaced not in (None, name) and any(part.rule.id == name for part in rules.values()):
        raise _tightening_only(draft, "改动了另一条规则", "it changes another rule")
    for key, part in parts.items():
        if part.rule.to_day < draft.rule.from_day or draft.rule.to_day < part.rule.from_day:
            continue
        if displaced is None:
            _check_tighter(part.rule, draft)
        del rules[key]
        for left in _left_over(part, draft.rule):
            rules[_key(rules, left)] = left
    if displaced not in (None, name):
        names = (str(displaced), *(older for part in parts.values() for older in part.rule.stands_for))
        draft = replace(draft, rule=replace(draft.rule, stands_for=tuple(dict.fromkeys(names))))
    rules[_key(rules, draft)] = draft


def _left_over(part: RuleDraft, above: Rule) -> list[RuleDraft]:
    """The rule on the days before and after the one above it is in force."""
    rule = part.rule
    windows = [(rule.from_day, above.from_day - 1), (above.to_day + 1, rule.to_day)]
    return [
        replace(part, rule=replace(rule, from_day=first, to_day=last))
        for first, last in windows
        if first <= last
    ]


def _key(rules: Mapping[str, RuleDraft], draft: RuleDraft) -> str:
    """The id of a rule, or, where another part of it is in force on other days, the id with its first day."""
    return draft.rule.id if draft.rule.id not in rules else f"{draft.rule.id}@{draft.rule.from_day}"


def _check_tighter(below: Rule, draft: RuleDraft) -> None:
    """A rule of the same id may only shorten a term (or lengthen a minimum interval), in the same unit."""
    above, body, under = draft.rule, draft.rule.body, below.body
    if isinstance(body, Interval) and isinstance(under, Interval):
        rest = replace(body, period=under.period) == under
        old, new = under.period, body.period
        tighter = new.n >= old.n
    elif isinstance(body, Clock) and isinstance(under, Clock):
        rest = replace(body, term=under.term) == under
        if not (isinstance(body.term, Period) and isinstance(under.term, Period)):
            raise _tightening_only(draft, "期限不是“数字 单位”", "its term is no number with a unit")
        old, new = under.term, body.term
        tighter = new.n <= old.n
    else:
        raise _tightening_only(draft, "它不是同样的期限规则", "it is not the same kind of clock")
    if old.unit is not new.unit or old.roll is not new.roll:
        raise _tightening_only(
            draft, f"单位从 {old.unit} 变成 {new.unit}", f"the unit changes from {old.unit} to {new.unit}"
        )
    if not tighter:
        raise _tightening_only(
            draft, f"从 {old.n} 变成 {new.n} {new.unit}", f"{old.n} becomes {new.n} {new.unit}"
        )
    if not rest or (above.when, above.over) != (below.when, below.over):
        raise _tightening_only(draft, "除数字以外还改了别的", "it changes more than the number")


def _tightening_only(draft: RuleDraft, zh: str, en: str) -> PackError:
    return Longer(place=draft.rule.place, rule=draft.rule.id, cause_zh=zh, cause_en=en)


def _check_ends(version: ProcedureDraft, steps: Mapping[str, Step], found: Found) -> None:
    told = (("ends", version.ends), ("reopens", version.reopens), ("afterwards", version.afterwards))
    for key, words in (*told, ("gates", version.gates), ("main_line", version.main_line)):
        for word in words:
            if word not in steps:
                found.add(unknown("step", word, steps, key, version.node.find(key).place))


def _check_named_steps(contents: Contents, steps: Mapping[str, Step], found: Found) -> None:
    """What steps await or offer is there, and what they come before."""
    for name, draft in contents.steps.items():
        named = [("awaits", draft.step.awaits), ("offers", draft.step.offers)]
        for key, word in (*named, *(("not_after", one) for one in draft.step.not_after)):
            if word is not None and word not in steps:
                found.add(unknown("step", word, steps, name, draft.node.find(key).place))


def _check_attribute(draft: AttributeDraft, steps: Mapping[str, Step], found: Found) -> None:
    definition, place = draft.attribute.definition, draft.node.find("set_by").place
    for step, name in draft.attribute.set_by:
        if step not in steps:
            found.add(unknown("step", step, steps, definition.name, place))
        elif name not in steps[step].fields:
            found.add(unknown("field", name, steps[step].fields, step, place))
        elif steps[step].fields[name].personal:
            found.add(PersonalRead(place=place, name=f"{step}.{name}"))
        elif steps[step].fields[name].type is not definition.type:
            kind = str(steps[step].fields[name].type)
            found.add(WrongType(place=place, name=f"{step}.{name}", found=kind, wanted=str(definition.type)))


def _checked(whole: _Whole, figures: FigureNames | None, found: Found) -> tuple[Rule, ...]:
    names = Vocabulary(
        steps={name: step.fields for name, step in whole.steps.items()},
        attributes={name: draft.attribute.definition for name, draft in whole.attributes.items()},
        clocks=_clocks(whole) | whole.unread,
        figures=figures.keys if figures is not None else None,
        units=figures.units if figures is not None else {},
    )
    rules = []
    for draft in whole.rules.values():
        with found.part():
            rules.append(check_rule(draft, whole.steps, names))
    if len(rules) == len(whole.rules):
        _refuse_circles(rules, found)
    return tuple(rules)


def _clocks(whole: _Whole) -> set[str]:
    """The clocks that `due` may name: a displaced one as well, if a clock stands for it."""
    clocks = [draft.rule for draft in whole.rules.values() if isinstance(draft.rule.body, Clock)]
    return {name for rule in clocks for name in (rule.id, *rule.stands_for)}


def _refuse_circles(rules: Sequence[Rule], found: Found) -> None:
    """Due days and deemed acts must exist before they are read."""
    deemers: dict[str, list[str]] = {}
    for rule in rules:
        if isinstance(rule.body, Clock) and rule.body.on_expiry is not None and rule.body.on_expiry.deem:
            deemers.setdefault(rule.body.on_expiry.deem, []).append(rule.id)
    needs: dict[str, set[str]] = {}
    for rule in rules:
        dues = {n.rule for e in expressions(rule) for n in walk(e) if isinstance(n, Due)}
        needed = {other.id for other in rules if dues.intersection((other.id, *other.stands_for))}
        for step in reads(rule):
            needed |= {other for other in deemers.get(step, ()) if other != rule.id}
        needs.setdefault(rule.id, set()).update(needed)
    circle = _circle(needs)
    if circle:
        first = next(rule for rule in rules if rule.id == circle[0])
        found.add(Cycle(place=first.place, cycle=" → ".join((*circle, circle[0]))))


def _circle(needs: Mapping[str, set[str]]) -> list[str]:
    """The rules of one circle, from the one named first; empty if there is none."""
    left = {rule: set(needed) for rule, needed in needs.items()}
    while ready := [rule for rule, needed in left.items() if not needed & left.keys()]:
        for rule in ready:
            del left[rule]
    if not left:
        return []
    path: list[str] = [next(iter(left))]
    while True:
        following = min(left[path[-1]] & left.keys())
        if following in path:
            return path[path.index(following) :]
        path.append(following)
